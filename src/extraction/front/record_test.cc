// SPDX-License-Identifier: Apache-2.0
#include "extraction/front/record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "document/builder.h"
#include "extraction/encoding/document_check.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::Document;
using testing::ElementsAre;

Document with_code(std::string_view code) {
  document::Builder builder({});
  builder.add(BlockKind::page_footer, "1");
  builder.add(BlockKind::code, code);
  builder.add(BlockKind::heading, "Title", 1);
  builder.add(BlockKind::paragraph, "Text");
  Document out = builder.finish();
  open_record({}, out);
  return out;
}

TEST(Record, ReadsCodeAtTheBeginningThatHoldsEntries) {
  const Document document = with_code("[advisory]\nid = \"A-1\"\n# a remark\ncwe = [1]\n\nfixed = \"2.0\"");
  EXPECT_THAT(contents(document),
              ElementsAre("1", "[advisory]", "id = \"A-1\"", "cwe = [1]", "fixed = \"2.0\"", "Title", "Text"));
  EXPECT_EQ(document.property("id"), "A-1");
  ASSERT_EQ(document.hidden.size(), 1U);
  EXPECT_EQ(document.hidden[0].text, "a remark");
  EXPECT_EQ(document.blocks.back().heading, 5);
  EXPECT_EQ(document.blocks.back().paragraph, 1U);
}

TEST(Record, PutsLinesThatHadNoRoomOnTheLineAbove) {
  const Document document =
      with_code("id: A-1\n# a remark that goes\non below\ntitle: Long and\nlonger\ndate: 2026-01-31\nfixed: 2");
  EXPECT_THAT(contents(document),
              ElementsAre("1", "id: A-1", "title: Long and\nlonger", "date: 2026-01-31", "fixed: 2", "Title", "Text"));
  EXPECT_EQ(document.hidden[0].text, "a remark that goes on below");
}

TEST(Record, LeavesOtherCodeAlone) {
  for (const char* code :
       {"run --all\nid: 1\na: 2\nb: 3", "a: 1\nb: 2", "a: 1\nthis\nis\nno\nrecord\nb: 2\nc: 3", "int main() { return 0; }"}) {
    const Document document = with_code(code);
    EXPECT_EQ(document.blocks.size(), 4U) << code;
    EXPECT_EQ(document.blocks[1].kind, BlockKind::code) << code;
  }
}

}  // namespace
}  // namespace crosswalk::extraction
