// SPDX-License-Identifier: Apache-2.0
#include "document/wire.h"

#include <gtest/gtest.h>

#include "document/builder.h"

namespace crosswalk::document {
namespace {

Extracted sample() {
  Builder builder({});
  builder.add(BlockKind::heading, "4 Disclosure", 1);
  builder.add(BlockKind::paragraph, "We inform customers.");
  builder.begin_table("Risks");
  builder.add_cell(0, 0, "Risk");
  builder.add_cell(1, 0, "R-1");
  builder.end_table(0);
  Extracted extracted;
  extracted.document = builder.finish();
  extracted.document.anchors = {{0, 1, 1}, {13, 2, 1}};
  extracted.document.properties = {{"title", "SOP"}};
  extracted.facts.control.date = base::Date{2026, 1, 31};
  extracted.facts.role = Role::procedure;
  return extracted;
}

TEST(Wire, CarriesADocumentThereAndBack) {
  const std::string bytes = to_wire(sample());
  const auto back = from_wire(bytes);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->document.text, "4 Disclosure\nWe inform customers.\nRisk\nR-1");
  EXPECT_EQ(back->document.blocks.size(), 4U);
  EXPECT_EQ(back->facts.control.date->iso(), "2026-01-31");
  EXPECT_EQ(to_wire(*back), bytes);
}

TEST(Wire, RefusesEveryTruncation) {
  const std::string bytes = to_wire(sample());
  for (std::size_t size = 0; size < bytes.size(); ++size) EXPECT_FALSE(from_wire(std::string_view(bytes).substr(0, size)));
}

TEST(Wire, NeverReadsPlacesOutsideTheText) {
  std::string bytes = to_wire(sample());
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int bit : {0, 3, 7}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto back = from_wire(damaged);
      if (!back) continue;
      for (const Block& block : back->document.blocks) EXPECT_LE(block.span.end, back->document.text.size());
      static_cast<void>(back->document.locate(static_cast<ByteOffset>(back->document.text.size())));
    }
  }
}

TEST(Document, LocatesCellsAndHeadings) {
  const Extracted extracted = sample();
  Document document = extracted.document;
  document.style = LocatorStyle::heading_paragraph;
  EXPECT_EQ(document.locate(14).text(), "heading \"4 Disclosure\", paragraph 1");
  document.style = LocatorStyle::sheet_cell;
  EXPECT_EQ(document.locate(document.blocks[3].span.begin).text(), "sheet \"Risks\", cell A2");
}

}  // namespace
}  // namespace crosswalk::document
