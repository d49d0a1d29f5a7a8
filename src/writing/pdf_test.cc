// SPDX-License-Identifier: Apache-2.0
// PDF files as others see them: pdfinfo and pdftotext.
#include "writing/pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

namespace crosswalk::writing {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

std::string output_of(const std::string& command) {
  FILE* pipe = popen(command.c_str(), "r");
  std::string out;
  std::array<char, 4096> buffer{};
  for (std::size_t count = 0; (count = fread(buffer.data(), 1, buffer.size(), pipe)) > 0;) out.append(buffer.data(), count);
  EXPECT_EQ(pclose(pipe), 0) << command;
  return out;
}

class Pdf : public ::testing::Test {
 protected:
  void SetUp() override {
    if (std::system("command -v pdfinfo >/dev/null 2>&1") != 0) GTEST_SKIP() << "poppler-utils is not installed";
    std::string name = testing::TempDir() + "crosswalk_pdf_XXXXXX";
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override {
    if (!folder_.empty()) std::filesystem::remove_all(folder_);
  }
  void write(const Paper& paper, const Brand& brand = {}) {
    const auto pdf = as_pdf(paper, brand);
    ASSERT_TRUE(pdf) << pdf.error().message();
    std::ofstream(folder_ / "a.pdf", std::ios::binary) << *pdf;
  }
  /// What a program says of the file, with nothing on standard error.
  [[nodiscard]] std::string ask(const std::string& program, const std::string& behind = {}) const {
    return output_of(program + " " + (folder_ / "a.pdf").string() + behind + " 2>&1");
  }
  std::filesystem::path folder_;
};

Paper long_paper(int sections) {
  Paper paper;
  paper.title = "A long paper";
  paper.id = "X-1";
  paper.version = "3";
  paper.state = State::draft;
  paper.made = 1796000000;
  for (int i = 1; i <= sections; ++i) {
    paper.blocks.push_back(heading(2, "Section " + std::to_string(i)));
    std::string text;
    for (int word = 0; word < 180; ++word) text += (word == 0 ? "" : " ") + std::string("word") + std::to_string(word);
    paper.blocks.push_back(paragraph(text));
    Block list;
    list.kind = Block::Kind::list;
    for (int item = 0; item < 6; ++item) list.items.push_back({paragraph("item number " + std::to_string(item))});
    paper.blocks.push_back(list);
    Block table;
    table.kind = Block::Kind::table;
    table.header = {"Productname", "What it is"};
    for (int row = 0; row < 14; ++row) table.rows.push_back({"Row " + std::to_string(row), "a cell with some words in it"});
    paper.blocks.push_back(table);
  }
  return paper;
}

std::size_t count(std::string_view text, std::string_view what) {
  std::size_t out = 0;
  for (std::size_t at = text.find(what); at != std::string_view::npos; at = text.find(what, at + what.size())) ++out;
  return out;
}

TEST_F(Pdf, IsTaggedAndSaysWhatItIs) {
  Paper paper = long_paper(1);
  paper.language = "de";
  Brand brand;
  brand.name = "Example Ltd";
  brand.footer = "Example Road 1";
  write(paper, brand);
  EXPECT_THAT(ask("pdftotext", " -"), HasSubstr("Status: Draft, not approved \xC2\xB7 Example Road 1"));
  EXPECT_THAT(ask("pdfinfo"), AllOf(HasSubstr("Title:           A long paper"), HasSubstr("Author:          Example Ltd"),
                                    HasSubstr("Tagged:          yes"), HasSubstr("Subject:         X-1, version 3"),
                                    HasSubstr("CreationDate:    "), Not(HasSubstr("rror"))));
  EXPECT_THAT(ask("pdfinfo -isodates"), HasSubstr("CreationDate:    2026-11-30T"));
  std::ifstream file(folder_ / "a.pdf", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_THAT(bytes, HasSubstr("/Lang (de)"));
}

TEST_F(Pdf, HasATreeOfHeadingsParagraphsListsAndTables) {
  Paper paper = long_paper(1);
  Line line("Before ");
  line.runs.push_back({"the link", "https://example.org/it's", false, false, false, {}});
  line.runs.push_back({" behind", {}, false, false, false, {}});
  paper.blocks.insert(paper.blocks.begin(), paragraph(std::move(line)));
  write(paper);
  const std::string tree = ask("pdfinfo -struct-text");
  EXPECT_THAT(
      tree, AllOf(HasSubstr("Document"), HasSubstr("  H1 (block)\n    \"A long paper\""),
                  HasSubstr("  H2 (block)\n    \"Section 1\""), HasSubstr("  L (block)\n    LI (block)"),
                  HasSubstr("  Table (block)\n    TR"), HasSubstr("TH"), HasSubstr("Link (inline)"), HasSubstr("\"the link\"")));
  EXPECT_EQ(count(tree, "TD\n"), 28U);
  EXPECT_EQ(count(tree, "LBody"), 6U);
  // Headers and footers belong to nothing.
  EXPECT_THAT(tree, Not(HasSubstr("Page 1 of")));
  EXPECT_THAT(ask("pdfinfo -url"), HasSubstr("https://example.org/it%27s"));
}

TEST_F(Pdf, BreaksPagesAndRepeatsHeadersOfTables) {
  Paper paper;
  paper.title = "Table";
  paper.id = "X-1";
  Block table;
  table.kind = Block::Kind::table;
  table.header = {"Productname", "Description"};
  for (int row = 0; row < 120; ++row) table.rows.push_back({"Row " + std::to_string(row), "cell"});
  paper.blocks.push_back(table);
  write(paper);
  const std::string text = ask("pdftotext -layout", " -");
  const std::size_t pages = count(text, "\f");
  EXPECT_GE(pages, 3U);
  EXPECT_EQ(count(text, "Productname"), pages);
  EXPECT_THAT(text, AllOf(HasSubstr("Page 1 of " + std::to_string(pages)), HasSubstr("Row 119")));
  EXPECT_EQ(count(ask("pdfinfo -struct-text"), "Productname"), 1U);
}

TEST_F(Pdf, LosesNoWordOverPages) {
  Paper paper;
  paper.title = "Long";
  std::string text;
  for (int i = 0; i < 3000; ++i) text += "w" + std::to_string(i) + " ";
  paper.blocks.push_back(paragraph(text));
  Block table;
  table.kind = Block::Kind::table;
  table.header = {"A", "B"};
  std::string cell;
  for (int i = 0; i < 2500; ++i) cell += "c" + std::to_string(i) + " ";
  table.rows.push_back({"x", cell});
  paper.blocks.push_back(table);
  write(paper);
  const std::string found = " " + ask("pdftotext", " - | tr '\\n\\f' '  '") + " ";
  for (int i = 0; i < 3000; ++i) ASSERT_EQ(count(found, " w" + std::to_string(i) + " "), 1U) << i;
  for (int i = 0; i < 2500; ++i) ASSERT_EQ(count(found, " c" + std::to_string(i) + " "), 1U) << i;
}

TEST_F(Pdf, IsTheSameForTheSamePaper) {
  const Paper paper = long_paper(3);
  EXPECT_EQ(*as_pdf(paper), *as_pdf(paper));
  Paper later = paper;
  later.made = 1796000001;
  EXPECT_NE(*as_pdf(paper), *as_pdf(later));
}

TEST_F(Pdf, ShowsOtherScriptsAndNoControls) {
  Paper paper;
  paper.title = "Ünïcödé \x1b[2J Ελληνικά Кириллица";
  paper.blocks.push_back(paragraph("A\xE2\x80\xAE turned"));
  write(paper);
  EXPECT_THAT(ask("pdftotext", " -"),
              AllOf(HasSubstr("Ünïcödé"), HasSubstr("Ελληνικά"), HasSubstr("Кириллица"), HasSubstr("<U+202E>")));
}

TEST_F(Pdf, HasAnOutline) {
  write(long_paper(2));
  std::ifstream file(folder_ / "a.pdf", std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(count(bytes, "/Title (Section "), 2U);
}

TEST_F(Pdf, TakesNoTime) {
  const Paper paper = long_paper(24);
  static_cast<void>(as_pdf(long_paper(1)));
  const auto begin = std::chrono::steady_clock::now();
  const auto pdf = as_pdf(paper);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begin;
  write(paper);
  const std::string info = ask("pdfinfo");
  RecordProperty("seconds", std::to_string(took.count()));
  const std::size_t at = info.find("Pages:");
  ASSERT_NE(at, std::string::npos);
  EXPECT_GE(std::stoi(info.substr(at + 6)), 20);
  // A tenth of it on an idle machine.
  EXPECT_LT(took.count(), 3.0);
}

TEST_F(Pdf, HoldsEveryKindOfBlock) {
  Paper paper = long_paper(1);
  paper.tlp = "AMBER";
  Block note;
  note.kind = Block::Kind::note;
  note.blocks = {paragraph(words_with_blanks("Noted on [[BLANK date: the day]]."))};
  Block quote = note;
  quote.kind = Block::Kind::quote;
  Block lines;
  lines.kind = Block::Kind::lines;
  lines.words = Line("first line of a program\nsecond line of a program");
  Block facts;
  facts.kind = Block::Kind::facts;
  facts.rows = {{"A longer name of a fact", "what it says"}};
  paper.blocks.insert(paper.blocks.end(), {note, quote, lines, facts});
  testing::internal::CaptureStderr();
  write(paper);
  EXPECT_EQ(testing::internal::GetCapturedStderr(), "");
  EXPECT_THAT(ask("pdftotext", " -"),
              AllOf(HasSubstr("TLP:AMBER"), HasSubstr("Noted on [[BLANK date: the day]]."), HasSubstr("second line of a program"),
                    HasSubstr("what it says"), HasSubstr("Status: Draft, not approved")));
  EXPECT_THAT(ask("pdfinfo -struct"), AllOf(HasSubstr("Note"), HasSubstr("BlockQuote"), HasSubstr("Code")));
}

TEST_F(Pdf, EveryPageTellsWhatItIsOf) {
  Paper paper = long_paper(6);
  paper.date = "2026-10-09";
  paper.tlp = "AMBER";
  write(paper);
  for (const char* page : {"1", "2"}) {
    const std::string text = ask(std::string("pdftotext -layout -f ") + page + " -l " + page, " -");
    EXPECT_THAT(text, HasSubstr("X-1, version 3, 2026-10-09 \xC2\xB7 TLP:AMBER")) << page;
    EXPECT_THAT(text, HasSubstr("A long paper")) << page;
    EXPECT_THAT(text, HasSubstr("Status: Draft, not approved")) << page;
  }
}

TEST_F(Pdf, AHeadingStaysWithTheFactsThatItsParagraphAnnounces) {
  // Whatever is left of a page, heading, paragraph and the short table after it are on one.
  for (int before = 30; before < 56; ++before) {
    Paper paper;
    paper.title = "T";
    for (int i = 0; i < before; ++i) paper.blocks.push_back(paragraph("filler"));
    paper.blocks.push_back(heading(3, "Risk seven"));
    paper.blocks.push_back(paragraph("It is described so."));
    Block facts;
    facts.kind = Block::Kind::facts;
    for (int i = 0; i < 6; ++i) facts.rows.push_back({"Name " + std::to_string(i), "Value"});
    paper.blocks.push_back(facts);
    write(paper);
    for (const char* page : {"1", "2", "3"}) {
      const std::string text = output_of("pdftotext -f " + std::string(page) + " -l " + page + " " +
                                         (folder_ / "a.pdf").string() + " - 2>/dev/null || true");
      EXPECT_EQ(text.find("Risk seven") == std::string::npos, text.find("Name 5") == std::string::npos) << before << " " << page;
    }
  }
}

TEST_F(Pdf, TheColumnToSignInIsWideEnough) {
  Paper paper;
  paper.title = "T";
  Block table;
  table.kind = Block::Kind::table;
  table.header = {"Name", "Role", "Date", "Signature"};
  table.rows = {{words_with_blanks("[[BLANK name: who is responsible for the security of this product]]"),
                 words_with_blanks("[[BLANK text: the role of that person]]"), words_with_blanks("[[BLANK date: when it was]]"),
                 Line()}};
  paper.blocks = {table};
  write(paper);
  // Where its head begins, in points.
  const std::string boxes = ask("pdftotext -bbox", " -");
  const std::size_t word = boxes.find(">Signature<");
  ASSERT_NE(word, std::string::npos);
  const std::size_t begin = boxes.rfind("xMin=\"", word) + 6;
  EXPECT_NEAR(std::stod(boxes.substr(begin)), 595.276 - 62 - 130, 2);
}

TEST_F(Pdf, EmptyPapersAreOnePage) {
  write(Paper{});
  EXPECT_THAT(ask("pdfinfo"), HasSubstr("Pages:           1"));
}

TEST_F(Pdf, NoHeaderOfATableIsLeftAloneAtTheEndOfAPage) {
  for (int before = 30; before < 40; ++before) {
    Paper paper;
    paper.title = "T";
    for (int i = 0; i < before; ++i) paper.blocks.push_back(paragraph("A line before the table."));
    Block table;
    table.kind = Block::Kind::table;
    table.header = {"Headword", "Other"};
    std::string many = "firstcell";
    for (int i = 0; i < 60; ++i) many += " and more";
    table.rows = {{Line(many), Line("x")}};
    paper.blocks.push_back(table);
    write(paper);
    const std::string text = ask("pdftotext", " -");
    const std::size_t header = text.find("Headword");
    const std::size_t cell = text.find("firstcell");
    ASSERT_LT(header, cell) << text;
    EXPECT_EQ(text.substr(header, cell - header).find('\f'), std::string::npos) << before << " lines before it";
  }
}

}  // namespace
}  // namespace crosswalk::writing
