// SPDX-License-Identifier: Apache-2.0
#include "provider/ledger.h"

#include <gtest/gtest.h>

#include "base/hash.h"
#include "provider/facts.h"

namespace crosswalk::provider {
namespace {

TEST(LedgerText, ComesBackAsItWas) {
  const Ledger ledger{
      {{".well-known/csaf/index.txt", base::sha256_hex("a")}, {"x/b", ""}}, "state", 1700000000, 1800000000, "KEY"};
  const std::string text = write_ledger(ledger);
  const auto back = read_ledger(text);
  ASSERT_TRUE(back);
  EXPECT_EQ(write_ledger(*back), text);
  EXPECT_TRUE(back->has(".well-known/csaf/index.txt", "a"));
  EXPECT_FALSE(back->has(".well-known/csaf/index.txt", "b"));
  EXPECT_FALSE(back->has("x/b", ""));
}

TEST(LedgerText, WhatLeadsOutOrIsNoLedgerIsRefused) {
  const Ledger good{{{"a", ""}}, "", 0, 0, ""};
  const std::string text = write_ledger(good);
  ASSERT_TRUE(read_ledger(text));
  for (const char* path : {"../a", "/a", "a//b", "a/../../b", ".", "a b"}) {
    std::string other = text;
    other.replace(other.rfind(" a\n") + 1, 1, path);
    EXPECT_FALSE(read_ledger(other)) << path;
  }
  for (std::size_t i = 0; i < text.size(); ++i) EXPECT_FALSE(read_ledger(text.substr(0, i))) << i;
  EXPECT_FALSE(read_ledger("crosswalk site\n"));
}

TEST(FactsLine, ComesBackAsItWasAndNothingElseIsTaken) {
  Facts facts;
  facts.id = "A-1\n\"";
  facts.initial = 5;
  facts.vulnerabilities = {{"CVE-2026-1", {"V-1"}}};
  facts.faults = {"6.1.1: x"};
  const std::string line = to_line(facts);
  EXPECT_EQ(line.find('\n'), line.size() - 1);
  const auto back = from_line(line);
  ASSERT_TRUE(back);
  EXPECT_EQ(to_line(*back), line);
  for (std::size_t i = 0; i + 2 < line.size(); ++i) EXPECT_FALSE(from_line(line.substr(0, i))) << i;
  for (const char* each : {"[]", "{}", "1", R"({"id": 1})"}) EXPECT_FALSE(from_line(each)) << each;
  std::string other = line;
  other.replace(other.find("[\"6.1.1"), 1, "[1,");
  EXPECT_FALSE(from_line(other));
}

}  // namespace
}  // namespace crosswalk::provider
