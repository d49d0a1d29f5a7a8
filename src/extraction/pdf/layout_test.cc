// SPDX-License-Identifier: Apache-2.0
#include "extraction/pdf/layout.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <limits>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

namespace crosswalk::extraction::pdf {
namespace {

using document::BlockKind;
using document::Document;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

Page a4() { return {595, 842, {}, {}}; }

/// Writes a line of words, half an em per letter, a quarter em between; returns where it ends.
float put(Page& page, float x, float y, const std::string& text, float size = 10, bool bold = false) {
  std::istringstream words(text);
  for (std::string word; words >> word;) {
    const float width = size * 0.5F * static_cast<float>(word.size());
    page.words.push_back({word, x, y, x + width, y + size, size, bold, false});
    x += width + size * 0.25F;
  }
  return x;
}

std::vector<std::string> texts(const Document& document, BlockKind kind) {
  std::vector<std::string> out;
  for (const auto& block : document.blocks) {
    if (block.kind == kind) out.emplace_back(document.view(block.span));
  }
  return out;
}

Document laid_out(Page page) { return lay_out({{std::move(page)}, {}}, {}); }

/// What every result must be: blocks in order and apart, anchors in order and within the text.
void expect_well_formed(const Document& document) {
  document::ByteOffset end = 0;
  for (const auto& block : document.blocks) {
    EXPECT_GE(block.span.begin, end);
    EXPECT_LT(block.span.begin, block.span.end);
    EXPECT_LE(block.span.end, document.text.size());
    end = block.span.end + 1;
  }
  for (std::size_t i = 0; i < document.anchors.size(); ++i) {
    EXPECT_LT(document.anchors[i].offset, document.text.size());
    if (i > 0) {
      EXPECT_GE(document.anchors[i].offset, document.anchors[i - 1].offset);
    }
  }
}

constexpr const char* kFull = "The manufacturer informs its customers of every known weakness";

TEST(PdfLayout, ReadsTwoColumnsBelowATitle) {
  Page page = a4();
  put(page, 60, 50, "A title over the whole width of this page here", 18, true);
  for (int i = 0; i < 12; ++i) {
    put(page, 50, 100 + 12 * static_cast<float>(i), "left" + std::to_string(i) + " goes on with several more words and", 9);
    put(page, 310, 103 + 12 * static_cast<float>(i), "right" + std::to_string(i) + " goes on with several more words and", 9);
  }
  put(page, 50, 300, "a closing line that runs over both columns of the page and is therefore read after both of them", 11);
  const Document document = laid_out(page);
  expect_well_formed(document);
  const auto at = [&](const char* word) { return document.text.find(word); };
  EXPECT_EQ(at("A title"), 0U);
  EXPECT_LT(at("left11"), at("right0"));
  EXPECT_LT(at("right11"), at("a closing"));
  EXPECT_TRUE(document.tables.empty());
}

TEST(PdfLayout, ReadsColumnsOfShortLinesInADocumentOfTwoColumns) {
  std::vector<Page> pages;
  for (const std::string word : {"alpha", "omega"}) {
    Page page = a4();
    for (int i = 0; i < 30; ++i) {
      const float y = 60 + 14 * static_cast<float>(i);
      put(page, 50, y, word + (i % 4 == 0 ? " column has one line that goes on to its end" : std::to_string(i)), 9);
      // As code or a key: no white space in it, so that it is no running text.
      if (i < 26)
        put(page, 310, 60 + 15 * static_cast<float>(i),
            i % 3 == 0 ? word + " column has one line that goes on to its end" : word + "DMEYY4plhYJKwYBBAHaRw8", 9);
    }
    pages.push_back(page);
  }
  const Document document = lay_out({pages, {}}, {});
  expect_well_formed(document);
  EXPECT_TRUE(document.tables.empty());
  EXPECT_LT(document.text.find("alpha29"), document.text.find("alphaDMEYY"));
  EXPECT_LT(document.text.rfind("alphaDMEYY"), document.text.find("omega1"));
  EXPECT_LT(document.text.find("omega29"), document.text.find("omegaDMEYY"));
}

TEST(PdfLayout, KeepsLinesOfCodeWhereLettersOfOneWidthSetThemApart) {
  Page page = a4();
  put(page, 50, 60, "The settings of the product are these and should not be changed by users:");
  const std::size_t before = page.words.size();
  put(page, 50, 90, "- level: high");
  put(page, 60, 102, "retries: 3");
  put(page, 50, 126, "last: true");
  for (std::size_t i = before; i < page.words.size(); ++i) page.words[i].mono = true;
  put(page, 50, 160, "Further text follows below the settings and is no longer one of them.");
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(texts(document, BlockKind::code), ElementsAre("- level: high\nretries: 3\nlast: true"));
  EXPECT_EQ(texts(document, BlockKind::paragraph).size(), 2U);
}

TEST(PdfLayout, PutsWordsTogetherThatANarrowCellBroke) {
  Page page = a4();
  put(page, 50, 60, "The default language of the app is the one of the device, if it is supported by us.");
  const auto row = [&](float y, const char* first, const char* second) {
    put(page, 50, y, first);
    put(page, 120, y, second);
  };
  row(90, "Area", "Effect");
  row(110, "langua", "Users read the whole app");
  put(page, 50, 122, "ge");
  row(140, "Backup", "restored from the start of");
  put(page, 50, 152, "by day");
  row(170, "Log", "kept for a year and then");
  const Document document = laid_out(page);
  expect_well_formed(document);
  const auto cells = texts(document, BlockKind::table_cell);
  EXPECT_THAT(cells, testing::Contains("language"));
  EXPECT_THAT(cells, testing::Contains("Backup\nby day"));
}

/// Writes the cells of one line of a table.
void put_line(Page& page, float y, const std::vector<std::pair<float, const char*>>& cells, bool bold = false) {
  for (const auto& [x, text] : cells) put(page, x, y, text, 10, bold);
}

TEST(PdfLayout, RowsOfATableMayStandAsCloseAsTheLinesOfTheirCells) {
  Page page = a4();
  put(page, 50, 40, "Who does what in each phase is in this table:");
  put_line(page, 60, {{50, "Phase"}, {130, "What is done"}, {250, "Who does it"}}, true);
  put_line(page, 72, {{50, "Detect"}, {130, "Find out what has"}, {250, "Analyst on duty and"}});
  put_line(page, 84, {{130, "happened and to"}, {250, "head of the"}});
  put_line(page, 96, {{130, "which of the devices"}, {250, "laboratory"}});
  put_line(page, 108, {{50, "Contain and"}, {130, "Stop the spread"}, {250, "Deputy"}});
  put_line(page, 120, {{50, "observe"}, {130, "without delay"}});
  put_line(page, 132, {{50, "Recover"}, {130, "Restore the service"}, {250, "Administrator"}});
  put_line(page, 144, {{130, "from a copy"}});
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(
      texts(document, BlockKind::table_cell),
      ElementsAre("Phase", "What is done", "Who does it", "Detect", "Find out what has\nhappened and to\nwhich of the devices",
                  "Analyst on duty and\nhead of the\nlaboratory", "Contain and\nobserve", "Stop the spread\nwithout delay",
                  "Deputy", "Recover", "Restore the service\nfrom a copy", "Administrator"));
}

TEST(PdfLayout, RowsOfOneLineWithSmallLettersAreRows) {
  Page page = a4();
  put(page, 50, 40, "The parts that the product is made of:");
  const std::vector<const char*> names{"alpha tools", "beta tools", "gamma-tools", "delta tools", "epsilon tool"};
  put_line(page, 60, {{50, "name"}, {120, "version"}, {180, "used for"}}, true);
  for (std::size_t i = 0; i < names.size(); ++i) {
    put_line(page, 72 + 12 * static_cast<float>(i), {{50, names[i]}, {120, "12.34.5"}, {180, "reading of files"}});
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 6);
  EXPECT_EQ(document.tables[0].columns, 3);
}

TEST(PdfLayout, NarrowColumnsArePartedThoughTheirCellsAreFull) {
  Page page = a4();
  put(page, 50, 40, "What is expected of each step is in this table:");
  // Half an em between full cells, where spaces have a quarter.
  put_line(page, 60, {{50, "Primary"}, {90, "Criteria"}, {135, "Results"}, {240, "Duty of all"}});
  put_line(page, 78, {{50, "Third"}, {90, "Rota"}, {135, "Reports"}, {240, "Duty"}});
  put_line(page, 96, {{50, "Final"}, {90, "Evidence"}, {135, "Filed"}, {240, "Duty of some"}});
  put_line(page, 114, {{50, "Further"}, {90, "Register"}, {135, "Read"}, {240, "Duty"}});
  const auto cells = texts(laid_out(page), BlockKind::table_cell);
  EXPECT_THAT(cells, ElementsAre("Primary", "Criteria", "Results", "Duty of all", "Third", "Rota", "Reports", "Duty", "Final",
                                 "Evidence", "Filed", "Duty of some", "Further", "Register", "Read", "Duty"));
}

TEST(PdfLayout, NamesOfColumnsInTwoLinesAreOneRow) {
  Page page = a4();
  put(page, 50, 40, "How severe an event is, is told from this table:");
  put_line(page, 60, {{120, "Level 1 -"}, {175, "Level 2 -"}}, true);
  put_line(page, 72, {{120, "Critical"}, {175, "Moderate"}}, true);
  put_line(page, 84, {{50, "Definition"}, {120, "Any event"}, {175, "One event"}});
  put_line(page, 96, {{120, "with harm"}});
  put_line(page, 108, {{50, "Example"}, {120, "Theft of"}, {175, "Loss of a"}});
  put_line(page, 120, {{120, "records"}, {175, "badge"}});
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(texts(document, BlockKind::heading), testing::IsEmpty());
  EXPECT_THAT(texts(document, BlockKind::table_cell),
              ElementsAre("Level 1 -\nCritical", "Level 2 -\nModerate", "Definition", "Any event\nwith harm", "One event",
                          "Example", "Theft of\nrecords", "Loss of a\nbadge"));
}

TEST(PdfLayout, TheWordsOfTheDocumentTellWhetherACellBrokeAWord) {
  Page page = a4();
  put(page, 50, 40, "We consulted many, and the assessment of each was without spread of doubt; it is out.");
  const auto row = [&](float y, const char* first, const char* below, const char* second) {
    put_line(page, y, {{50, first}, {120, second}});
    put(page, 50, y + 12, below);
  };
  row(70, "consul", "ted in", "Every owner of a device that is in use");
  row(100, "spread", "it out", "How far an event has gone before it stops");
  row(130, "assess", "ment", "What it means for each of the patients here");
  row(160, "docs/x", "y.html", "Where the guidance for all of this is kept");
  row(190, "others", "of it", "What else there is for those that have to do with it");
  const auto cells = texts(laid_out(page), BlockKind::table_cell);
  EXPECT_THAT(cells, testing::Contains("consulted in"));
  EXPECT_THAT(cells, testing::Contains("spread\nit out"));
  EXPECT_THAT(cells, testing::Contains("assessment"));
  EXPECT_THAT(cells, testing::Contains("docs/xy.html"));
}

TEST(PdfLayout, TheHeadOfATableThatGoesOnIsNoRunningTitle) {
  Source source;
  for (int p = 0; p < 4; ++p) {
    Page page = a4();
    put_line(page, 40, {{50, "Item"}, {200, "Source"}, {400, "Answer"}}, true);
    for (int i = 0; i < 20; ++i) {
      const std::string number = std::to_string(p * 20 + i);
      put_line(page, 52 + 12 * static_cast<float>(i), {{50, number.c_str()}, {200, "Guidance"}, {400, "Fulfilled"}});
    }
    source.pages.push_back(std::move(page));
  }
  const Document document = lay_out(source, {});
  expect_well_formed(document);
  EXPECT_THAT(texts(document, BlockKind::page_header), testing::IsEmpty());
  const auto cells = texts(document, BlockKind::table_cell);
  EXPECT_EQ(std::count(cells.begin(), cells.end(), "Source"), 4);
}

TEST(PdfLayout, ARunningTitleCloseToTheTextStaysOne) {
  Source source;
  for (int p = 0; p < 4; ++p) {
    Page page = a4();
    put_line(page, 40, {{50, "Manual"}, {280, "Version 3"}, {480, "Internal"}});
    for (int i = 0; i < 20; ++i) {
      put(page, 50, 52 + 12 * static_cast<float>(i),
          std::string(static_cast<std::size_t>(p + 2), 'x') + " stands in a line of the text that goes on and on");
    }
    source.pages.push_back(std::move(page));
  }
  EXPECT_THAT(texts(lay_out(source, {}), BlockKind::page_header), ElementsAre("Manual Version 3 Internal"));
}

/// A page of two columns with a narrow table of three columns in each, all lines side by side.
Page two_columns_of_tables(int number) {
  Page page = a4();
  for (const float x : {50.0F, 310.0F}) {
    put_line(page, 60, {{x, "Item"}, {x + 80, "Source"}, {x + 160, "Answer"}}, true);
    for (int i = 0; i < 30; ++i) {
      const std::string name = (x < 100 ? "left" : "right") + std::to_string(number * 30 + i);
      put_line(page, 72 + 12 * static_cast<float>(i), {{x, name.c_str()}, {x + 80, "Guidance"}, {x + 160, "Fulfilled here"}});
    }
  }
  return page;
}

TEST(PdfLayout, ColumnsWithTablesSideBySideAreReadOneAfterTheOther) {
  const Document document = lay_out({{two_columns_of_tables(0), two_columns_of_tables(1), two_columns_of_tables(2)}, {}}, {});
  expect_well_formed(document);
  EXPECT_LT(document.text.find("left29"), document.text.find("right0"));
  EXPECT_LT(document.text.find("right29"), document.text.find("left30"));
}

TEST(PdfLayout, TheNamesOfATablesRowsAreNoColumn) {
  Page page = a4();
  put(page, 50, 40, "What each of the standing assumptions of the plan means is in the table below this line.");
  float y = 60;
  for (const char* name :
       {"Applies to", "Activated by", "First assumption of all", "Other assumption of all", "Suspension of it", "Its end"}) {
    put(page, 50, y, name);
    for (int i = 0; i < 5; ++i, y += 12) put(page, 200, y, "running text about " + std::string(name) + " goes on and");
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 6);
}

TEST(PdfLayout, AParagraphGoesOnInTheNextColumnWithACapital) {
  Page page = a4();
  for (int i = 0; i < 20; ++i) {
    put(page, 50, 60 + 12 * static_cast<float>(i), "left" + std::to_string(i) + " goes on with several more words and", 9);
    put(page, 310, 60 + 12 * static_cast<float>(i),
        (i == 0 ? "Right0" : "right" + std::to_string(i)) + " goes on with several more words and", 9);
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(texts(document, BlockKind::paragraph),
              ElementsAre(testing::AllOf(HasSubstr("words and\nRight0 goes on"), HasSubstr("right19"))));
}

TEST(PdfLayout, ALargeTitleDoesNotTakeWordsOfTheOtherColumn) {
  Page page = a4();
  put(page, 50, 60, "Guide to the care", 28, true);
  for (int i = 0; i < 24; ++i) {
    const float y = 73 + 12 * static_cast<float>(i);
    if (i > 3) put(page, 50, y, "left" + std::to_string(i) + " goes on with several more words and", 9);
    put(page, 310, y, "right" + std::to_string(i) + " goes on with several more words and", 9);
  }
  const Document document = laid_out(page);
  EXPECT_THAT(texts(document, BlockKind::heading), ElementsAre("Guide to the care"));
}

TEST(PdfLayout, NamesInCodeAndBoldWordsDoNotEndAParagraph) {
  Page page = a4();
  put(page, 50, 60, "The file that tells how all of this is done and by whom is");
  put(page, 50, 72, "settings/of_the_long_name_of_it.conf in its folder, and", 9);
  for (Word& word : page.words) word.mono = word.size < 10;
  for (std::size_t i = page.words.size() - 4; i < page.words.size(); ++i) page.words[i].mono = true;
  put(page, 50, 84, "we answer every message about it that reaches us within a");
  put(page, 50, 96, "Tenday");
  page.words.back().bold = true;
  put(page, 50, 120, kFull);
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_EQ(texts(document, BlockKind::paragraph).size(), 2U);
  EXPECT_THAT(texts(document, BlockKind::paragraph)[0], HasSubstr("within a\nTenday"));
}

TEST(PdfLayout, ACellWithMoreLinesThanItsNeighboursBeginsTheTable) {
  Page page = a4();
  put(page, 50, 60, "What the product does about each of its known risks is in the table below this line:");
  put(page, 300, 100, "How controls");
  put(page, 50, 106, "Risk");
  put(page, 150, 106, "Rating");
  put(page, 300, 112, "treat it");
  for (int i = 0; i < 3; ++i) {
    const float y = 130 + 18 * static_cast<float>(i);
    put(page, 50, y, "R-" + std::to_string(i));
    put(page, 150, y, "High");
    put(page, 300, y, "Isolation");
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(texts(document, BlockKind::table_cell), testing::Contains("How controls\ntreat it"));
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 4);
}

TEST(PdfLayout, AHeadingIsNotTheFirstRowOfTheTableBelow) {
  Page page = a4();
  put(page, 50, 60, "Devices", 17, true);
  put(page, 118, 60, "Controls", 17, true);
  for (int i = 0; i < 4; ++i) {
    put(page, 50, 90 + 16 * static_cast<float>(i), "F" + std::to_string(i));
    put(page, 118, 90 + 16 * static_cast<float>(i), "Value" + std::to_string(i));
  }
  const Document document = laid_out(page);
  for (const std::string& cell : texts(document, BlockKind::table_cell)) EXPECT_THAT(cell, Not(HasSubstr("Device")));
}

TEST(PdfLayout, ReadsAKeyValueTableRowByRow) {
  Page page = a4();
  put(page, 50, 80, "The facts of this advisory are in the table that follows here:");
  const std::vector<std::pair<std::string, std::string>> rows{
      {"CVE ID", "CVE-2024-1"}, {"Severity", "High"}, {"Affected versions", "before 2.4.1"}};
  float y = 110;
  for (const auto& [key, value] : rows) {
    put(page, 50, y, key);
    put(page, 200, y, value);
    y += 18;
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_EQ(document.tables[0].columns, 2);
  EXPECT_THAT(texts(document, BlockKind::table_cell),
              ElementsAre("CVE ID", "CVE-2024-1", "Severity", "High", "Affected versions", "before 2.4.1"));
}

TEST(PdfLayout, KeepsTheLinesOfACellTogether) {
  Page page = a4();
  float y = 100;
  put(page, 50, y, "Step", 10, true);
  put(page, 130, y, "Activity", 10, true);
  put(page, 330, y, "Record", 10, true);
  for (int row = 1; row <= 3; ++row) {
    y += 22;
    put(page, 50, y, "Step " + std::to_string(row));
    put(page, 130, y, "The team looks at the report");
    put(page, 330, y, "Triage sheet " + std::to_string(row));
    y += 12;
    put(page, 130, y, "and decides what to do");
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.tables[0].rows, 4);
  EXPECT_THAT(texts(document, BlockKind::table_cell),
              testing::Contains("The team looks at the report\nand decides what to do").Times(3));
}

TEST(PdfLayout, PartsCellsThatStandCloseTogether) {
  Page page = a4();
  put(page, 50, 100, "Document", 10, true);
  put(page, 95, 100, "Version", 10, true);
  put(page, 135, 100, "Date", 10, true);
  for (int row = 1; row <= 3; ++row) {
    const float y = 100 + 14 * static_cast<float>(row);
    put(page, 50, y, "SOP-01" + std::to_string(row));
    put(page, 95, y, "3." + std::to_string(row));
    put(page, 135, y, "2024-05-0" + std::to_string(row));
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].columns, 3);
  EXPECT_EQ(document.tables[0].rows, 4);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_THAT(texts(document, BlockKind::table_cell), testing::IsSupersetOf({"Document", "Version", "Date", "SOP-012", "3.2"}));
}

TEST(PdfLayout, ReadsCellsThatAreCentredBesideLongerOnes) {
  Page page = a4();
  float y = 100;
  for (int row = 0; row < 3; ++row) {
    put(page, 50, y + 6, "Key " + std::to_string(row));
    put(page, 150, y, "The value of this key runs over two lines");
    put(page, 150, y + 12, "of the cell " + std::to_string(row));
    y += 34;
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 3);
  EXPECT_THAT(texts(document, BlockKind::table_cell),
              testing::IsSupersetOf({"Key 1", "The value of this key runs over two lines\nof the cell 1"}));
}

TEST(PdfLayout, ReadsLinesThatRunFromRightToLeft) {
  Page page = a4();
  // As a reader of the format gives them: word by word from the right, with Latin words and a figure between them.
  const auto put_left = [&](float right, float y, const std::string& text) {
    std::istringstream words(text);
    for (std::string word; words >> word;) {
      page.words.push_back({word, right - 30, y, right, y + 10, 10, false, false});
      right -= 32.5F;
    }
  };
  put_left(500, 100, "\u05D0\u05D1 \u05D2\u05D3 R \u05D4\u05D5 12");
  // Two Latin words stand in their own order within the line.
  put_left(500, 115, "\u05D0\u05D1");
  page.words.push_back({"open", 402, 115, 432, 125, 10, false, false});
  page.words.push_back({"source", 435, 115, 465, 125, 10, false, false});
  put_left(399, 115, "\u05D2\u05D3");
  EXPECT_EQ(laid_out(page).text, "\u05D0\u05D1 \u05D2\u05D3 R \u05D4\u05D5 12\n\u05D0\u05D1 open source \u05D2\u05D3");
}

TEST(PdfLayout, DoesNotTakeATableOfTwoWideColumnsForColumns) {
  Page page = a4();
  float y = 100;
  for (int row = 0; row < 5; ++row) {
    for (int line = 0; line < 3; ++line) {
      put(page, 50, y, "ask" + std::to_string(row) + std::to_string(line) + " what this part of the process", 9);
      put(page, 310, y, "tell" + std::to_string(row) + std::to_string(line) + " how this part of the process", 9);
      y += 11;
    }
    y += 9;
  }
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_LT(document.text.find("tell00"), document.text.find("ask10"));
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].rows, 5);
}

TEST(PdfLayout, JoinsWordsThatALineEndBroke) {
  Page page = a4();
  put(page, 50, 100, "The manufacturer shall inform its customers of each vulnera-");
  put(page, 50, 112, "bility that concerns the security of the product, and of security-");
  put(page, 50, 124, "concerns that the product has, without any delay at all");
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(document.text, HasSubstr("each vulnerability that"));
  EXPECT_THAT(document.text, HasSubstr("security-concerns that"));
  ASSERT_EQ(document.blocks.size(), 1U);
  EXPECT_EQ(document.locate(static_cast<document::ByteOffset>(document.text.find("bility"))).text(), "page 1, line 2");
  EXPECT_EQ(document.locate(static_cast<document::ByteOffset>(document.text.find("concerns that the product has"))).line, 3U);
}

TEST(PdfLayout, KeepsRunningTitlesOnce) {
  Source source;
  for (int p = 1; p <= 4; ++p) {
    Page page = a4();
    put(page, 50, 20, "SOP-17 Vulnerability handling");
    put(page, 50, 120, "Page text number " + std::to_string(p) + " speaks of something and it ends here.");
    put(page, 50, 132, "More of it number " + std::to_string(p) + ", which is another sentence of this paragraph here.");
    put(page, 250, 815, "Page " + std::to_string(p) + " of 4");
    source.pages.push_back(std::move(page));
  }
  const Document document = lay_out(source, {});
  expect_well_formed(document);
  EXPECT_THAT(texts(document, BlockKind::page_header), ElementsAre("SOP-17 Vulnerability handling"));
  EXPECT_THAT(texts(document, BlockKind::page_footer), ElementsAre("Page 1 of 4"));
  EXPECT_EQ(texts(document, BlockKind::paragraph).size(), 4U);
  EXPECT_EQ(document.locate(static_cast<document::ByteOffset>(document.text.find("Page text number 3"))).text(),
            "page 3, line 2");
}

TEST(PdfLayout, PutsAParagraphTogetherThatAPageEndTears) {
  Source source;
  source.pages = {a4(), a4()};
  put(source.pages[0], 50, 780, kFull);
  put(source.pages[0], 50, 792, "and it does so within the time that the law");
  put(source.pages[0], 280, 820, "1");
  put(source.pages[1], 50, 60, "allows for this kind of product.");
  put(source.pages[1], 50, 100, "Another paragraph.");
  put(source.pages[1], 280, 820, "2");
  const Document document = lay_out(source, {});
  expect_well_formed(document);
  EXPECT_THAT(document.text, HasSubstr("the law\nallows for this kind of product."));
  EXPECT_EQ(document.locate(static_cast<document::ByteOffset>(document.text.find("allows"))).text(), "page 2, line 1");
}

TEST(PdfLayout, FindsHeadingsBySizeWeightNumberAndBookmark) {
  Page page = a4();
  put(page, 50, 50, "Vulnerability handling", 20, true);
  float y = 90;
  const auto paragraph = [&] {
    for (int i = 0; i < 4; ++i) put(page, 50, y += 12, kFull);
    y += 14;
  };
  paragraph();
  put(page, 50, y += 14, "1 Scope", 14, true);
  y += 6;
  paragraph();
  put(page, 50, y += 14, "1.1 Products in scope", 10, true);
  y += 4;
  paragraph();
  put(page, 50, y += 14, "Bookmarked words");
  y += 4;
  paragraph();
  Source source{{page}, {{"Bookmarked Words", 2}}};
  const Document document = lay_out(source, {});
  expect_well_formed(document);
  EXPECT_THAT(texts(document, BlockKind::heading),
              ElementsAre("Vulnerability handling", "1 Scope", "1.1 Products in scope", "Bookmarked words"));
  const auto place = document.locate(static_cast<document::ByteOffset>(document.text.find("1.1 Products")));
  EXPECT_THAT(place.headings, testing::Contains("1 Scope"));
  EXPECT_EQ(texts(document, BlockKind::paragraph).size(), 4U);
}

TEST(PdfLayout, KeepsListItemsApartWithTheirDepth) {
  Page page = a4();
  put(page, 50, 100, "We do the following, and we do it in this order each time:");
  put(page, 60, 114, "\xE2\x80\xA2");
  put(page, 75, 114, "Receive reports from everybody who finds something in our");
  put(page, 75, 126, "products.");
  put(page, 90, 138, "\xE2\x80\xA2");
  put(page, 105, 138, "By mail");
  put(page, 60, 150, "\xE2\x98\x92");
  put(page, 75, 150, "Approved");
  put(page, 60, 162, "2. Numbered");
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(
      texts(document, BlockKind::list_item),
      ElementsAre("Receive reports from everybody who finds something in our\nproducts.", "By mail", "Approved", "2. Numbered"));
  EXPECT_EQ(document.blocks[1].level, 1);
  EXPECT_EQ(document.blocks[2].level, 2);
  EXPECT_EQ(document.blocks[3].checkbox, document::Checkbox::ticked);
  EXPECT_TRUE(document.blocks[4].numbered);
  EXPECT_TRUE(document.tables.empty());
}

TEST(PdfLayout, DoesNotSeeTablesInStretchedLines) {
  Page page = a4();
  for (int line = 0; line < 8; ++line) {
    float x = 50;
    const float gap = line % 2 == 0 ? 12 : 3;
    for (const char* word : {"documented", "procedures", "describe", "handling"}) {
      x = put(page, x, 100 + 12 * static_cast<float>(line), word) - 2.5F + gap;
    }
  }
  const Document document = laid_out(page);
  EXPECT_TRUE(document.tables.empty());
  EXPECT_THAT(document.text, HasSubstr("documented procedures describe handling"));
}

TEST(PdfLayout, LeavesTablesOfContentsAsLines) {
  Page page = a4();
  for (int i = 1; i <= 6; ++i) {
    put(page, 50, 100 + 14 * static_cast<float>(i),
        std::to_string(i) + ".1 Chapter ...................................... " + std::to_string(i));
  }
  const Document document = laid_out(page);
  EXPECT_TRUE(document.tables.empty());
  EXPECT_TRUE(texts(document, BlockKind::heading).empty());
  EXPECT_EQ(document.blocks.size(), 6U);
}

TEST(PdfLayout, PutsTurnedWordsBehindThePage) {
  Page page = a4();
  page.words.push_back({"DRAFT", 100, 200, 140, 500, 60, false, true});
  put(page, 50, 100, kFull);
  const Document document = laid_out(page);
  EXPECT_EQ(document.text, std::string(kFull) + "\nDRAFT");
}

TEST(PdfLayout, TellsWhereLinksLead) {
  Page page = a4();
  const float end = put(page, 50, 100, "Write to");
  const float after = put(page, end, 100, "our team");
  put(page, after, 100, "at once.");
  page.links.push_back({end - 1, 95, after - 2, 115, "mailto:security@example.org"});
  const Document document = laid_out(page);
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.view(document.links[0].span), "our team");
  EXPECT_EQ(document.links[0].target, "mailto:security@example.org");
}

TEST(PdfLayout, SurvivesPlacesThatAreNone) {
  const float nan = std::numeric_limits<float>::quiet_NaN();
  const float inf = std::numeric_limits<float>::infinity();
  Page page{nan, -1, {}, {}};
  const std::vector<float> odd{nan, inf, -inf, 0, -50000, 99999, 1e30F};
  for (const float a : odd) {
    for (const float b : odd) {
      page.words.push_back({"odd", a, b, b, a, a, false, false});
      page.words.push_back({"odd", a, a, a, a, b, true, false});
    }
  }
  put(page, 50, 100, "good words");
  page.words.push_back({"", 0, 0, 1, 1, 10, false, false});
  const Document document = laid_out(page);
  expect_well_formed(document);
  EXPECT_THAT(document.text, HasSubstr("good words"));
}

TEST(PdfLayout, NeedsNoLongTimeForFullPages) {
  // All in one place, all in one line, one per line, and a grid: each is a worst case of some step.
  const auto start = std::chrono::steady_clock::now();
  for (int shape = 0; shape < 5; ++shape) {
    Page page = a4();
    for (int i = 0; i < 60'000; ++i) {
      const auto n = static_cast<float>(i);
      float x = shape == 0 || shape == 2 ? 50 : shape == 1 ? n : 20.0F * static_cast<float>(i % 200);
      float y = shape == 0 || shape == 1 ? 50 : shape == 2 ? n : 10.0F * static_cast<float>(i / 200);
      if (shape == 4) {
        x = static_cast<float>((i * 7919LL) % 600);
        y = static_cast<float>((i * 104729LL) % 840);
      }
      page.words.push_back({"w", x, y, x + 4, y + 8, 8, false, false});
    }
    expect_well_formed(laid_out(page));
  }
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
}

TEST(PdfLayout, StopsAtTheLimits) {
  Source source;
  for (int p = 0; p < 10; ++p) {
    source.pages.push_back(a4());
    put(source.pages.back(), 50, 300, "Some text that ends here.");
  }
  Limits limits;
  limits.blocks = 3;
  const Document document = lay_out(source, limits);
  EXPECT_EQ(document.blocks.size(), 3U);
  EXPECT_THAT(document.warnings, ElementsAre(HasSubstr("page 4")));
}

TEST(PdfLayout, OfNoPagesMakesNoText) {
  EXPECT_EQ(lay_out({}, {}).text, "");
  EXPECT_EQ(laid_out(a4()).pages, 1U);
}

}  // namespace
}  // namespace crosswalk::extraction::pdf
