// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace crosswalk::pdf {
namespace {

using document::BlockKind;
using document::Extracted;
using document::HiddenText;
using document::Reason;
using document::Status;
using testing::Contains;
using testing::HasSubstr;
using testing::Not;

/// Makes small PDF files: objects 1 (catalog), 2 (pages), 3 (Helvetica), 4 (Helvetica-Bold), then what is added.
class Maker {
 public:
  /// Adds an object and returns its number.
  int add(std::string body) {
    objects_.push_back(std::move(body));
    return static_cast<int>(objects_.size()) + 4;
  }
  int add_stream(const std::string& data, const std::string& entries = {}) {
    return add("<</Length " + std::to_string(data.size()) + entries + ">>stream\n" + data + "\nendstream");
  }
  /// Adds a page of 600 x 800 points with this content; `entries` go into the page, `resources` into its resources.
  void add_page(const std::string& content, const std::string& entries = {}, const std::string& resources = {}) {
    const int stream = add_stream(content);
    pages_.push_back(add("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents " + std::to_string(stream) +
                         " 0 R/Resources<</Font<</F 3 0 R/B 4 0 R>>" + resources + ">>" + entries + ">>"));
  }
  [[nodiscard]] std::string file(const std::string& catalog = {}, const std::string& trailer = {}) const {
    std::string kids;
    for (const int page : pages_) kids += std::to_string(page) + " 0 R ";
    std::vector<std::string> all{"<</Type/Catalog/Pages 2 0 R" + catalog + ">>",
                                 "<</Type/Pages/Count " + std::to_string(pages_.size()) + "/Kids[" + kids + "]>>",
                                 "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
                                 "<</Type/Font/Subtype/Type1/BaseFont/Helvetica-Bold/Encoding/WinAnsiEncoding>>"};
    all.insert(all.end(), objects_.begin(), objects_.end());
    std::string out = "%PDF-1.5\n";
    std::string table = "0000000000 65535 f \n";
    for (std::size_t i = 0; i < all.size(); ++i) {
      char place[24];
      std::snprintf(place, sizeof place, "%010zu 00000 n \n", out.size());
      table += place;
      out += std::to_string(i + 1) + " 0 obj\n" + all[i] + "\nendobj\n";
    }
    const std::size_t start = out.size();
    const std::string size = std::to_string(all.size() + 1);
    return out + "xref\n0 " + size + "\n" + table + "trailer<</Size " + size + "/Root 1 0 R" + trailer + ">>\nstartxref\n" +
           std::to_string(start) + "\n%%EOF\n";
  }

 private:
  std::vector<std::string> objects_;
  std::vector<int> pages_;
};

std::string show(int x, int y, const std::string& text, const std::string& font = "/F 11 Tf") {
  return "BT " + font + " " + std::to_string(x) + " " + std::to_string(y) + " Td (" + text + ") Tj ET\n";
}

Extracted read(const std::string& bytes, const extraction::Limits& limits = {}) {
  prepare_reader();
  return read_pdf(bytes, limits);
}

TEST(PdfReader, GivesTextWithPagesLinesAndProperties) {
  Maker maker;
  maker.add_page(show(50, 740, "Disclosure policy", "/B 18 Tf") +
                 show(50, 700, "We inform our customers of every weakness that we know,") +
                 show(50, 686, "and we do so without delay."));
  maker.add_page(show(50, 740, "Second page."));
  const int info = maker.add("<</Title(Policy)/Author(Jane Doe)/CreationDate(D:20240501101500Z)>>");
  const Extracted extracted = read(maker.file({}, "/Info " + std::to_string(info) + " 0 R"));
  ASSERT_EQ(extracted.status, Status::read) << extracted.detail;
  const document::Document& doc = extracted.document;
  EXPECT_EQ(
      doc.text,
      "Disclosure policy\nWe inform our customers of every weakness that we know,\nand we do so without delay.\nSecond page.");
  ASSERT_EQ(doc.blocks.size(), 3U);
  EXPECT_EQ(doc.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(doc.locate(static_cast<document::ByteOffset>(doc.text.find("and we do"))).text(), "page 1, line 3");
  EXPECT_EQ(doc.locate(static_cast<document::ByteOffset>(doc.text.find("Second"))).text(), "page 2, line 1");
  EXPECT_EQ(doc.property("title"), "Policy");
  EXPECT_EQ(doc.property("author"), "Jane Doe");
  EXPECT_EQ(doc.property("created"), "2024-05-01T10:15:00Z");
  EXPECT_EQ(doc.pages, 2U);
  EXPECT_THAT(doc.warnings, testing::IsEmpty());
}

TEST(PdfReader, TakesWhiteTextOnWhiteAsHiddenAndOnDarkAsText) {
  Maker maker;
  maker.add_page("0 0 0.4 rg 40 600 300 30 re f 1 g " + show(50, 610, "Column names on blue", "/F 12 Tf") +
                 show(50, 500, "nobody sees this", "/F 12 Tf") + "0 g " + show(50, 400, "Plain text."));
  const Extracted extracted = read(maker.file());
  ASSERT_EQ(extracted.status, Status::read);
  EXPECT_THAT(extracted.document.text, HasSubstr("Column names on blue"));
  EXPECT_THAT(extracted.document.text, Not(HasSubstr("nobody")));
  ASSERT_EQ(extracted.document.hidden.size(), 1U);
  EXPECT_EQ(extracted.document.hidden[0].kind, HiddenText::Kind::white);
  EXPECT_EQ(extracted.document.hidden[0].text, "nobody sees this");
  EXPECT_EQ(extracted.document.hidden[0].where, "page 1");
}

TEST(PdfReader, KeepsCommentsOutOfTheText) {
  Maker maker;
  const int note = maker.add("<</Type/Annot/Subtype/Text/Rect[100 700 120 720]/Contents(Is this still true?)>>");
  maker.add_page(show(50, 740, "Some statement."), "/Annots[" + std::to_string(note) + " 0 R]");
  const Extracted extracted = read(maker.file());
  EXPECT_EQ(extracted.document.text, "Some statement.");
  ASSERT_EQ(extracted.document.hidden.size(), 1U);
  EXPECT_EQ(extracted.document.hidden[0].kind, HiddenText::Kind::comment);
  EXPECT_EQ(extracted.document.hidden[0].text, "Is this still true?");
}

TEST(PdfReader, ReadsFormFieldsThatHaveNoAppearance) {
  Maker maker;
  const int field = maker.add("<</Type/Annot/Subtype/Widget/FT/Tx/T(name)/V(Jane Doe)/Rect[150 735 300 750]/DA(/F 10 Tf)>>");
  maker.add_page(show(50, 738, "Approved by:"), "/Annots[" + std::to_string(field) + " 0 R]");
  const Extracted extracted = read(maker.file("/AcroForm<</Fields[" + std::to_string(field) + " 0 R]/DR<</Font<</F 3 0 R>>>>>>"));
  EXPECT_THAT(extracted.document.text, HasSubstr("Approved by: Jane Doe"));
}

TEST(PdfReader, TellsWhereLinksLead) {
  Maker maker;
  const int link = maker.add("<</Type/Annot/Subtype/Link/Rect[48 735 120 752]/A<</S/URI/URI(https://example.org/a)>>>>");
  maker.add_page(show(50, 740, "our policy"), "/Annots[" + std::to_string(link) + " 0 R]");
  const Extracted extracted = read(maker.file());
  ASSERT_EQ(extracted.document.links.size(), 1U);
  EXPECT_EQ(extracted.document.links[0].target, "https://example.org/a");
  EXPECT_EQ(extracted.document.view(extracted.document.links[0].span), "our policy");
}

TEST(PdfReader, TellsScansFromBlankPages) {
  Maker maker;
  const int image = maker.add_stream(std::string(64, '\x55'),
                                     "/Type/XObject/Subtype/Image/Width 8/Height 8/BitsPerComponent 8/ColorSpace/DeviceGray");
  const std::string resources = "/XObject<</I " + std::to_string(image) + " 0 R>>";
  const std::string draw = "q 500 0 0 700 50 50 cm /I Do Q";
  maker.add_page(draw, {}, resources);
  maker.add_page("");
  Extracted extracted = read(maker.file());
  EXPECT_EQ(extracted.status, Status::unreadable);
  EXPECT_EQ(extracted.reason, Reason::scanned_no_ocr);
  maker.add_page(show(50, 740, "One page of text."));
  extracted = read(maker.file());
  EXPECT_EQ(extracted.status, Status::read);
  EXPECT_THAT(extracted.document.pages_without_text, testing::ElementsAre(1U));
  Maker blank;
  blank.add_page("");
  EXPECT_EQ(read(blank.file()).reason, Reason::empty);
}

TEST(PdfReader, RepairsAFileWithoutTableAndSaysSo) {
  Maker maker;
  maker.add_page(show(50, 740, "Still here."));
  std::string bytes = maker.file();
  bytes.resize(bytes.find("xref\n"));
  bytes += "trailer<</Root 1 0 R>>";
  const Extracted extracted = read(bytes);
  EXPECT_EQ(extracted.status, Status::damaged) << testing::PrintToString(extracted.document.warnings);
  EXPECT_EQ(extracted.document.text, "Still here.");
  EXPECT_FALSE(extracted.document.warnings.empty());
}

TEST(PdfReader, SaysWhyAFileCannotBeRead) {
  EXPECT_EQ(read("").reason, Reason::empty);
  EXPECT_EQ(read("%PDF-1.4\nnothing of the kind").reason, Reason::corrupt);
  EXPECT_EQ(read(std::string(5000, '\0')).reason, Reason::corrupt);
  Maker maker;
  for (int i = 0; i < 5; ++i) maker.add_page(show(50, 740, "Text."));
  extraction::Limits limits;
  limits.pages = 4;
  EXPECT_EQ(read(maker.file(), limits).reason, Reason::too_large);
  const std::string secret =
      "/Encrypt<</Filter/Standard/V 1/R 2/P -4/O(01234567890123456789012345678901)/U(01234567890123456789012345678901)>>"
      "/ID[(0123456789012345)(0123456789012345)]";
  EXPECT_EQ(read(maker.file({}, secret)).reason, Reason::encrypted);
}

TEST(PdfReader, GivesTheSameForTheSameBytes) {
  Maker maker;
  maker.add_page(show(50, 740, "Some statement.") + "1 g " + show(50, 640, "white"));
  const std::string bytes = maker.file();
  EXPECT_EQ(document::to_wire(read(bytes)), document::to_wire(read(bytes)));
}

TEST(PdfReader, SurvivesEveryCutAndManyChangedBytes) {
  Maker maker;
  const int note = maker.add("<</Type/Annot/Subtype/Text/Rect[100 700 120 720]/Contents(Note)>>");
  maker.add_page(show(50, 740, "Disclosure policy", "/B 18 Tf") + show(50, 700, "We inform our customers."),
                 "/Annots[" + std::to_string(note) + " 0 R]");
  const std::string bytes = maker.file();
  for (std::size_t size = 0; size < bytes.size(); size += 7) {
    const Extracted extracted = read(bytes.substr(0, size));
    EXPECT_TRUE(extracted.status != Status::unreadable || extracted.reason != Reason::none);
  }
  std::uint32_t state = 1;
  for (int round = 0; round < 300; ++round) {
    std::string changed = bytes;
    for (int i = 0; i < 4; ++i) {
      state = state * 1664525 + 1013904223;
      changed[(state >> 8) % changed.size()] = static_cast<char>(state >> 24);
    }
    const Extracted extracted = read(changed);
    EXPECT_TRUE(extracted.status != Status::unreadable || extracted.reason != Reason::none);
  }
}

}  // namespace
}  // namespace crosswalk::pdf
