// SPDX-License-Identifier: Apache-2.0
#include "document/builder.h"

#include <gtest/gtest.h>

#include <utility>

namespace crosswalk::document {
namespace {

TEST(Builder, PutsLinesOfCodeIntoOneBlock) {
  Builder builder({});
  EXPECT_EQ(builder.add_code("  a = 1"), 0);
  EXPECT_EQ(builder.add_code("  b = 2  "), 0);
  EXPECT_EQ(builder.add_code(" "), -1);
  EXPECT_EQ(builder.add_code("c = 3"), 0);
  EXPECT_EQ(builder.add(BlockKind::paragraph, "Text"), 1);
  EXPECT_EQ(builder.add_code(" "), -1);
  EXPECT_EQ(builder.add_code("d = 4"), 2);
  const Document document = builder.finish();
  ASSERT_EQ(document.blocks.size(), 3U);
  EXPECT_EQ(document.view(document.blocks[0].span), "a = 1\n  b = 2\n\nc = 3");
  EXPECT_EQ(document.text, "a = 1\n  b = 2\n\nc = 3\nText\nd = 4");
}

TEST(Builder, LeavesCodeThatHasLinesOfItsOwnApart) {
  Builder builder({});
  EXPECT_EQ(builder.add_code("a\nb"), 0);
  EXPECT_EQ(builder.add_code("c\nd"), 1);
  EXPECT_EQ(builder.add_code("e"), 2);
  EXPECT_EQ(builder.finish().blocks.size(), 3U);
}

}  // namespace
}  // namespace crosswalk::document
