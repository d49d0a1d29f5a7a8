// SPDX-License-Identifier: Apache-2.0
#include "packs/checklist.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/builder.h"
#include "packs/lint.h"

namespace crosswalk::packs {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

using Table = std::vector<std::vector<std::string>>;

document::Document sheet_of(const Table& rows, const std::string& name = "S") {
  document::Builder builder(document::Document{});
  builder.begin_table(name);
  for (std::size_t row = 0; row < rows.size(); ++row) {
    for (std::size_t column = 0; column < rows[row].size(); ++column) {
      builder.add_cell(static_cast<std::int32_t>(row), static_cast<std::int32_t>(column), rows[row][column]);
    }
  }
  builder.end_table(-1);
  return builder.finish();
}

Checklist read(const Table& rows, const ChecklistChoice& choice = {}) {
  auto out = read_checklist(sheet_of(rows), choice, "f");
  EXPECT_TRUE(out.has_value());
  return out ? *out : Checklist{};
}

const ChecklistClause* clause(const Checklist& list, std::string_view number) {
  for (const ChecklistClause& one : list.clauses) {
    if (one.number == number) return &one;
  }
  return nullptr;
}

TEST(Checklist, FindsTheNamesOfColumnsBelowATitleInGermanToo) {
  const Checklist list = read({{"Pr\u00FCfliste Software"},
                               {"Stand:", "heute"},
                               {"Kapitel", "Anforderung", "Hinweise", "Muss/Soll", "Erf\u00FCllt?"},
                               {"4.1", "Das System muss Anmeldungen pr\u00FCfen.", "Siehe Handbuch", "Soll", "ja"}});
  ASSERT_EQ(list.size(), 1U);
  const ChecklistItem& item = clause(list, "4.1")->items.front();
  EXPECT_EQ(item.question, "Das System muss Anmeldungen pr\u00FCfen.");
  EXPECT_EQ(item.guidance, "Siehe Handbuch");
  EXPECT_EQ(item.level, Level::recommendation) << "the column says so, whatever the words say";
  EXPECT_EQ(item.origin, "sheet \"S\", row 4");
  EXPECT_THAT(list.left_out, SizeIs(2));
  EXPECT_THAT(list.columns.front(), HasSubstr("not read: E \"Erf\u00FCllt?\" (1 cell)"));
}

TEST(Checklist, DoesNotTakeARowOfTextForTheNamesOfColumns) {
  const auto none =
      read_checklist(sheet_of({{"The evidence is a document", "This requirement is met by the question we ask"}}), {}, "f");
  EXPECT_FALSE(none.has_value());
}

TEST(Checklist, KeepsNumbersAndRequirementsThatStandOnceForSeveralRows) {
  const Checklist list = read({{"Clause", "Requirement", "Question", "Evidence"},
                               {"5.1", "Plans shall exist.", "Is there a plan?", "Plan"},
                               {"", "", "Who approves it?", ""},
                               {"", "", "", "Record of approval"},
                               {"5.2", "", "Is it kept?", ""}});
  ASSERT_NE(clause(list, "5.1"), nullptr);
  const auto& items = clause(list, "5.1")->items;
  ASSERT_THAT(items, SizeIs(2));
  EXPECT_EQ(items[1].requirement, "Plans shall exist.");
  EXPECT_EQ(items[1].evidence, "Record of approval");
  ASSERT_NE(clause(list, "5.2"), nullptr);
  EXPECT_EQ(clause(list, "5.2")->items.front().requirement, "Is it kept?") << "a requirement does not reach into another clause";
  EXPECT_TRUE(list.left_out.empty());
}

TEST(Checklist, TellsHeadingsFromRequirements) {
  const Checklist list = read({{"Clause", "Requirement", "Evidence"},
                               {"5", "Development"},
                               {"5.1", "Planning"},
                               {"5.1.1", "A plan shall exist.", "Plan"},
                               {"Unused heading"},
                               {"Operation", "", ""},
                               {"6", "Patches shall be tested.", "Test report"},
                               {"7", "Backups shall be made."}});
  EXPECT_EQ(list.size(), 3U);
  EXPECT_EQ(clause(list, "5.1.1")->title, "Planning");
  EXPECT_THAT(clause(list, "5.1")->items, SizeIs(0)) << "it stays in the contents";
  EXPECT_EQ(clause(list, "6")->title, "Operation");
  ASSERT_NE(clause(list, "7"), nullptr);
  EXPECT_THAT(list.left_out, ElementsAre("sheet \"S\", row 5, heads no row: Unused heading"));
}

TEST(Checklist, UnderstandsNumbersWithMarksWordsAndLetters) {
  const Checklist list = read({{"Clause", "Requirement"},
                               {"5.8.2 a)", "One has to be."},
                               {"Clause E.2.1", "Two has to be."},
                               {"Art. 10 (3)", "Three has to be."},
                               {"CR 2.1 RE(1)", "Four has to be."},
                               {"\u00A7 7", "Five has to be."}});
  EXPECT_EQ(clause(list, "5.8.2")->items.front().label, "a");
  EXPECT_NE(clause(list, "E.2.1"), nullptr);
  EXPECT_EQ(clause(list, "10")->items.front().label, "3");
  EXPECT_NE(clause(list, "CR-2.1-RE-1"), nullptr);
  EXPECT_NE(clause(list, "7"), nullptr);
}

TEST(Checklist, ReadsLevelsOfTicksAndNamesThoseItDoesNotKnow) {
  const Checklist list = read({{"ID", "Requirement", "Must", "Should"},
                               {"R-1", "A thing is done.", "x", ""},
                               {"R-2", "Another thing is done.", "", "x"},
                               {"R-3", "A third thing should be done.", "", ""},
                               {"R-4", "A fourth thing is done.", "Class C", ""}});
  ASSERT_EQ(list.size(), 4U);
  const auto& items = list.clauses.front().items;
  EXPECT_EQ(items[0].level, Level::shall);
  EXPECT_EQ(items[1].level, Level::recommendation);
  EXPECT_EQ(items[2].level, Level::recommendation);
  EXPECT_EQ(items[3].level, Level::shall);
  EXPECT_EQ(items[3].guidance, "Level: Class C");
  EXPECT_THAT(list.remarks, Contains(HasSubstr("\"Class C\" is no level")));
  EXPECT_EQ(items[0].label, "R-1");
}

TEST(Checklist, NamesARowThatSaysWhatAnotherSays) {
  const Checklist list = read({{"Requirement", "Evidence"}, {"Say it.", "a"}, {"Say it.", "b"}});
  EXPECT_EQ(list.size(), 1U);
  EXPECT_THAT(list.left_out, ElementsAre(HasSubstr("row 3, says what sheet \"S\", row 2 says")));
}

TEST(Checklist, TakesTheColumnsThatAreNamed) {
  ChecklistChoice choice;
  choice.columns = {{ChecklistColumn::requirement, "b"}, {ChecklistColumn::evidence, "Proof of it"}};
  document::Document document = sheet_of({{"Nr", "What we want", "Proof of it"}, {"1", "Order.", "A form"}});
  document.tables.front().header_row = 0;
  const auto list = read_checklist(document, choice, "f");
  ASSERT_TRUE(list.has_value());
  EXPECT_EQ(list->clauses.front().items.front().evidence, "A form");
  choice.sheets = {"T"};
  EXPECT_FALSE(read_checklist(document, choice, "f").has_value());
}

TEST(Checklist, RefusesMoreQuestionsThanAFolderCanBeAsked) {
  Table rows{{"Requirement"}};
  for (int i = 0; i <= 1000; ++i) rows.push_back({"Rule " + std::to_string(i) + "."});
  EXPECT_FALSE(read_checklist(sheet_of(rows), {}, "f").has_value());
  rows.pop_back();
  EXPECT_TRUE(read_checklist(sheet_of(rows), {}, "f").has_value());
}

TEST(Checklist, BecomesAPackWithoutMistakesHoweverOftenASentenceStandsInIt) {
  const Checklist list = read({{"Clause", "Requirement"},
                               {"1.1", "The procedure is documented, approved and known to those who use it."},
                               {"1.2", "The procedure is documented, approved and known to those who use it."}});
  const auto files = checklist_pack("house", "House \u2014 rules", list, "list.csv");
  ASSERT_TRUE(files.has_value());
  Diagnostics diagnostics;
  const auto pack = load_pack(*files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  lint_pack(*pack, *files, diagnostics);
  EXPECT_TRUE(diagnostics.items().empty()) << diagnostics.text();
  EXPECT_THAT(pack->clauses, SizeIs(2));
}

TEST(Checklist, MakesAnIdOfAnyName) {
  EXPECT_EQ(pack_id_of("My  Audit_List (v2)"), "my-audit-list-v2");
  EXPECT_EQ(pack_id_of("\u00FC"), "checklist");
}

}  // namespace
}  // namespace crosswalk::packs
