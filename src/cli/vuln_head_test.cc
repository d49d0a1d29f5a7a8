// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_head.h"

#include <gtest/gtest.h>

namespace crosswalk::cli {
namespace {

TEST(HeadStatement, IsReadAsItIsWritten) {
  const HeadStatement statement{12, std::string(64, 'a'), "2026-11-23T10:00:00Z"};
  const auto again = read_head_statement(text_of(statement));
  ASSERT_TRUE(again);
  EXPECT_EQ(again->changes, 12);
  EXPECT_EQ(again->head, statement.head);
  EXPECT_EQ(again->at, statement.at);
}

TEST(HeadStatement, WhatIsNoneIsNotRead) {
  const std::string good = text_of({12, std::string(64, 'a'), "2026-11-23T10:00:00Z"});
  EXPECT_FALSE(read_head_statement(""));
  EXPECT_FALSE(read_head_statement(good + "more\n"));
  EXPECT_FALSE(read_head_statement(good.substr(1)));
  std::string other = good;
  other.replace(other.find("12"), 2, "1x");
  EXPECT_FALSE(read_head_statement(other));
  other = good;
  other.replace(other.find("aaa"), 1, "A");
  EXPECT_FALSE(read_head_statement(other));
  other = good;
  other.replace(other.find("2026"), 4, "20x6");
  EXPECT_FALSE(read_head_statement(other));
}

}  // namespace
}  // namespace crosswalk::cli
