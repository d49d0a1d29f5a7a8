// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <string>
#include <vector>

#include "extraction/detect.h"
#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"
#include "extraction/ppt/compound_file.h"

namespace crosswalk::extraction {
namespace {

using document::Extracted;
using document::Reason;
using document::Status;
using testing::ElementsAre;

std::string number(std::uint32_t value, std::size_t length = 4) {
  std::string out;
  for (std::size_t i = 0; i < length; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

/// Text of Latin letters in UTF-16LE.
std::string wide(const std::string& text) {
  std::string out;
  for (const char c : text) out += {c, '\0'};
  return out;
}

std::string record(std::uint32_t kind, const std::string& body, std::uint32_t instance = 0, bool container = false) {
  return number(instance << 4 | (container ? 15U : 0U), 2) + number(kind, 2) + number(static_cast<std::uint32_t>(body.size())) +
         body;
}
std::string container(std::uint32_t kind, const std::string& body, std::uint32_t instance = 0) {
  return record(kind, body, instance, true);
}

std::string typed(std::uint32_t kind, const std::string& text) { return record(3999, number(kind)) + record(4008, text); }
std::string shape(const std::string& box, const std::string& more = {}) {
  return container(0xF004, more + record(0xF00D, box, 0, true));
}
std::string drawing(const std::string& shapes) {
  return container(1036, container(0xF002, container(0xF003, container(0xF004, "") + shapes)));
}
std::string slide(const std::string& shapes, bool hidden = false) {
  return container(1006,
                   record(1017, std::string(10, '\0') + number(hidden ? 4 : 0, 2) + std::string(4, '\0')) + drawing(shapes));
}
/// An entry in the list of slides, with its texts.
std::string listed(std::uint32_t persist, const std::string& texts = {}) {
  return record(1011, number(persist) + std::string(8, '\0') + number(255 + persist) + std::string(4, '\0')) + texts;
}

/// A file of legacy Office with these streams, each at least as long as one that is not small.
std::string compound(const std::vector<std::pair<std::string, std::string>>& streams) {
  std::vector<std::uint32_t> next{0xFFFFFFFD, 0xFFFFFFFE};
  std::string data;
  std::string folder;
  const auto entry = [&](const std::string& name, char kind, std::uint32_t first, std::size_t size) {
    std::string out = wide(name);
    out.resize(64);
    out += number(static_cast<std::uint32_t>(2 * name.size() + 2), 2) + kind + std::string(1 + 12 + 36, '\0');
    folder += out + number(first) + number(static_cast<std::uint32_t>(size)) + number(0);
  };
  entry("Root Entry", 5, 0xFFFFFFFE, 0);
  for (auto [name, bytes] : streams) {
    if (bytes.size() < 4096) bytes.resize(4096);
    entry(name, 2, static_cast<std::uint32_t>(next.size()), bytes.size());
    bytes.resize((bytes.size() + 511) / 512 * 512);
    for (std::size_t i = 512; i < bytes.size(); i += 512) next.push_back(static_cast<std::uint32_t>(next.size() + 1));
    next.push_back(0xFFFFFFFE);
    data += bytes;
  }
  folder.resize(512);
  std::string table;
  for (const std::uint32_t each : next) table += number(each);
  EXPECT_LE(table.size(), 512U);
  table.resize(512, '\xFF');
  std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(16, '\0') + number(62, 2) + number(3, 2) +
                    number(0xFFFE, 2) + number(9, 2) + number(6, 2) + std::string(10, '\0') + number(1) + number(1) + number(0) +
                    number(4096) + number(0xFFFFFFFE) + number(0) + number(0xFFFFFFFE) + number(0) + number(0);
  out.resize(512, '\xFF');
  return out + table + folder + data;
}

/// A presentation of objects: the first is the document, numbered from 1. `later` are objects that a later change put in.
std::string presentation(const std::vector<std::string>& objects,
                         const std::vector<std::pair<std::uint32_t, std::string>>& later = {}) {
  std::string stream;
  const auto offset = [&] { return static_cast<std::uint32_t>(stream.size()); };
  std::string places;
  for (const std::string& object : objects) {
    places += number(offset());
    stream += object;
  }
  std::uint32_t directory = offset();
  stream += record(6002, number(1 | static_cast<std::uint32_t>(objects.size()) << 20) + places);
  std::uint32_t edit = offset();
  const auto add_edit = [&](std::uint32_t before) {
    stream += record(4085, number(0) + number(0) + number(before) + number(directory) + number(1) + number(9) + number(0));
  };
  add_edit(0);
  if (!later.empty()) {
    std::string changed;
    for (const auto& [id, object] : later) {
      changed += number(id | 1U << 20) + number(offset());
      stream += object;
    }
    directory = offset();
    stream += record(6002, changed);
    const std::uint32_t before = edit;
    edit = offset();
    add_edit(before);
  }
  const std::string user = record(4086, number(20) + number(0xE391C05F) + number(edit) + std::string(8, '\0'));
  return compound({{"PowerPoint Document", stream}, {"Current User", user}});
}

std::string document_of(const std::string& slides, const std::string& notes = {}) {
  return container(1000, container(4080, slides) + container(4080, notes, 2));
}

TEST(Ppt, ReadsTextsOfTheListAndOfTheDrawing) {
  const std::string bytes =
      presentation({document_of(listed(2, typed(0, "Disclosure") + typed(1, "First\rSecond\x0Bline"))),
                    slide(shape(record(3998, number(1))) + shape(record(3998, number(0))) +
                          shape(record(3999, number(4)) +
                                record(4000, wide("Free text") + "\x41\x01" + number(0xD83D, 2) + number(0xDE00, 2))))});
  EXPECT_EQ(detect(bytes, "a.bin").format, "ppt");
  const Extracted extracted = extract_ppt(bytes, {});
  EXPECT_EQ(extracted.status, Status::read) << extracted.detail;
  EXPECT_THAT(outline(extracted.document), ElementsAre("heading 1: Disclosure", "list_item 1: First", "list_item 1: Second line",
                                                       "paragraph: Free text\u0141\U0001F600"));
  EXPECT_EQ(extracted.document.locate(extracted.document.blocks[1].span.begin).text(), "page 1, line 2");
}

TEST(Ppt, KnowsBulletsFromTheStyle) {
  // Characters, level, what is stated, and where a bullet is concerned its flags: one paragraph with, one without.
  const std::string style = number(4) + number(1, 2) + number(1) + number(1, 2) + number(4) + number(0, 2) + number(0x801) +
                            number(0, 2) + number(2, 2) + number(0);
  const Extracted extracted =
      extract_ppt(presentation({document_of(listed(2)),
                                slide(shape(record(3999, number(4)) + record(4008, "One\rTwo") + record(4001, style)))}),
                  {});
  EXPECT_THAT(outline(extracted.document), ElementsAre("heading 1: Slide 1", "list_item 2: One", "paragraph: Two"));
}

TEST(Ppt, PutsCellsOfTablesWhereTheyStand) {
  const auto cell = [](const char* text, std::uint32_t left, std::uint32_t top) {
    return shape(typed(4, text), record(0xF00F, number(left) + number(top) + number(0) + number(0)));
  };
  const std::string group =
      container(0xF003, container(0xF004, record(0xF122, number(0x39F, 2) + number(1), 1)) + cell("Duty", 50, 0) +
                            cell("Role", 0, 0) + cell("Answers", 50, 20) + cell("Signs", 50, 40));
  const Extracted extracted = extract_ppt(presentation({document_of(listed(2)), slide(shape(typed(0, "Who")) + group)}), {});
  EXPECT_THAT(outline(extracted.document),
              ElementsAre("heading 1: Who", "table_cell 0,0 header: Role", "table_cell 0,1 header: Duty",
                          "table_cell 1,1: Answers", "table_cell 2,1: Signs"));
  EXPECT_EQ(extracted.document.tables.at(0).rows, 3);
}

TEST(Ppt, TakesWhatTheLastChangeLeft) {
  const Extracted extracted = extract_ppt(
      presentation({document_of(listed(2)), slide(shape(typed(4, "Old words.")))}, {{2, slide(shape(typed(4, "New words.")))}}),
      {});
  EXPECT_THAT(outline(extracted.document), ElementsAre("heading 1: Slide 1", "paragraph: New words."));
}

TEST(Ppt, KeepsNotesWithTheirSlideAndHiddenSlidesApart) {
  const std::string notes =
      container(1008, record(1009, number(257) + number(0)) +
                          drawing(shape(typed(2, "Spoken.")) + shape(typed(4, "*") + record(4056, number(0)))));
  const Extracted extracted =
      extract_ppt(presentation({document_of(listed(2) + listed(3), listed(4)), slide(shape(typed(0, "Shown"))),
                                slide(shape(typed(4, "Not shown.")), true), notes}),
                  {});
  EXPECT_THAT(outline(extracted.document), ElementsAre("heading 1: Shown", "heading 2: Notes", "paragraph: Spoken."));
  ASSERT_EQ(extracted.document.hidden.size(), 1U);
  EXPECT_EQ(extracted.document.hidden[0].text, "Not shown.");
  EXPECT_EQ(extracted.document.hidden[0].where, "hidden slide 2");
  EXPECT_EQ(extracted.document.pages, 2U);
}

TEST(Ppt, SaysWhatItCannotRead) {
  EXPECT_EQ(extract_ppt("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", {}).reason, Reason::corrupt);
  EXPECT_EQ(extract_ppt(compound({{"WordDocument", "x"}}), {}).reason, Reason::corrupt);
  const std::string user = record(4086, number(20) + number(0xF3D1C4DF) + number(0) + std::string(8, '\0'));
  EXPECT_EQ(extract_ppt(compound({{"PowerPoint Document", "x"}, {"Current User", user}}), {}).reason, Reason::encrypted);
  EXPECT_EQ(extract_ppt(presentation({document_of(listed(2)), slide("")}), {}).reason, Reason::empty);
  std::string deep = shape(typed(4, "Deep."));
  for (int i = 0; i < 300; ++i) deep = container(0xF003, container(0xF004, "") + deep);
  EXPECT_EQ(extract_ppt(presentation({document_of(listed(2)), slide(deep)}), {}).reason, Reason::too_deep);
}

TEST(Ppt, ReadsASlideOnceWhateverRefersToIt) {
  std::string many;
  for (int i = 0; i < 500; ++i) many += listed(2);
  const Extracted extracted = extract_ppt(presentation({document_of(many), slide(shape(typed(4, "Once.")))}), {});
  EXPECT_EQ(extracted.status, Status::damaged);
  EXPECT_THAT(outline(extracted.document), ElementsAre("heading 1: Slide 1", "paragraph: Once."));
}

TEST(Ppt, ReadsSlidesWithoutTheirList) {
  const std::string bytes =
      compound({{"PowerPoint Document", slide(shape(typed(4, "First."))) + slide(shape(typed(4, "Second.")))}});
  const Extracted extracted = extract_ppt(bytes, {});
  EXPECT_EQ(extracted.status, Status::damaged);
  EXPECT_THAT(outline(extracted.document),
              ElementsAre("heading 1: Slide 1", "paragraph: First.", "heading 1: Slide 2", "paragraph: Second."));
}

TEST(CompoundFile, EndsWhereItsChainsGoRound) {
  std::string bytes = compound({{"Stream", std::string(5000, 'x')}});
  const auto whole = ppt::CompoundFile::open(bytes);
  ASSERT_TRUE(whole);
  EXPECT_EQ(whole->stream("Stream"), std::string(5000, 'x'));
  EXPECT_FALSE(whole->stream("Other"));
  // Every sector of the stream is followed by its first one.
  for (std::size_t i = 2; i < 12; ++i) bytes.replace(512 + 4 * i, 4, number(2));
  const auto round = ppt::CompoundFile::open(bytes);
  ASSERT_TRUE(round);
  EXPECT_LE(round->stream("Stream")->size(), 5000U);
  // And the folder by itself.
  bytes.replace(512 + 4, 4, number(1));
  static_cast<void>(ppt::CompoundFile::open(bytes));
}

}  // namespace
}  // namespace crosswalk::extraction
