// SPDX-License-Identifier: Apache-2.0
#include "base/interned.h"

#include <gtest/gtest.h>

#include <map>
#include <string>

namespace crosswalk::base {
namespace {

TEST(Interned, KeepsEqualTextsOnce) {
  const Interned a = "partial";
  const Interned b = std::string("partial");
  EXPECT_EQ(&a.text(), &b.text());
  EXPECT_EQ(a, b);
  EXPECT_EQ(a, "partial");
  EXPECT_FALSE(a == Interned("met"));
  EXPECT_TRUE(Interned().empty());
  EXPECT_EQ(Interned(""), Interned());
  EXPECT_EQ(sizeof(Interned), sizeof(void*));
}

TEST(Interned, StandsWhereATextStood) {
  std::map<std::string, int> by_text;
  by_text[Interned("b")] = 1;
  EXPECT_EQ(by_text.at("b"), 1);
  std::map<Interned, int> sorted{{"b", 2}, {"a", 1}};
  EXPECT_EQ(sorted.begin()->first, "a");
  const std::string copy = Interned("c");
  EXPECT_EQ(copy, "c");
}

}  // namespace
}  // namespace crosswalk::base
