// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class Import : public EndToEnd {
 protected:
  /// Writes a workbook of sheets; false where there is no Python to do it.
  [[nodiscard]] bool write_workbook(const std::string& path, const Json& sheets) const {
    Setting setting;
    setting.input = Json{{"sheets", sheets}}.dump();
    return run("/usr/bin/python3", {sources() / "tests/end_to_end/workbook.py", at(path)}, setting).code == 0;
  }
};

TEST_F(Import, MakesAWorkbookAPackWithoutMistakesWhoseQuestionsAreAnsweredByPassages) {
  const Json sheets = Json::parse(R"json([
    {"name": "Release", "merges": ["A1:F1", "A4:F4", "A5:A6", "B5:B6"], "rows": [
      ["Security checklist"],
      ["", "", "", "", "2026-01-01"],
      ["Clause", "Requirement", "Audit question", "Evidence expected", "Shall/Should", "Compliant? Y/N"],
      ["5.8 Release"],
      ["5.8.2 a)", "A bill of materials shall be delivered.", "Who delivers the bill of materials of a release?",
       "SBOM; release record", "Shall", "Y"],
      ["", "", "How often is the bill of materials compared with the build?", "", "Shall", ""],
      ["5.8.3", "Files should be protected against changes.", "", "", "Should", ""],
      ["", "", "", "", "", "all answered"]]},
    {"name": "Fragen", "rows": [["Nr.", "Bereich", "Pr\u00FCffrage"], ["1", "Betrieb", "\u00DCberpr\u00FCft jemand die Sicherungen?"]]},
    {"name": "Legend", "rows": [["Y", "complies"], ["N", "does not comply"]]}])json");

  if (!write_workbook("audit list.xlsx", sheets)) GTEST_SKIP() << "python3 is not installed";
  const Ran made = crosswalk({"pack", "import", at("audit list.xlsx"), "--to", at("audit")});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("4 questions in 3 clauses, 3 shall, 1 recommendation"));
  EXPECT_THAT(made.out, HasSubstr("not read: F \"Compliant? Y/N\" (2 cells)"));
  for (const char* lost : {"row 1, above the names of the columns: Security checklist", "row 8, nothing in a column that is read",
                           "sheet \"Legend\", 2 rows", "N | does not comply"}) {
    EXPECT_THAT(made.out, HasSubstr(lost));
    EXPECT_THAT(read(at("audit/IMPORT.md")), HasSubstr(lost));
  }
  const Ran lint = crosswalk({"pack", "lint", at("audit")});
  EXPECT_EQ(lint.code, 0) << lint.err;
  EXPECT_THAT(lint.out, StartsWith("0 errors"));
  const std::string clause = read(at("audit/clauses/5.8.2.yaml"));
  EXPECT_THAT(clause, HasSubstr("title: \"Release\""));
  EXPECT_THAT(clause, HasSubstr("Expected as evidence: SBOM; release record"));
  EXPECT_THAT(clause, HasSubstr("source: [\"audit list, sheet \\\"Release\\\", row 5\"]"));
  EXPECT_THAT(clause, HasSubstr("pattern: \"release[ _.-]*record\""));
  EXPECT_THAT(read(at("audit/clauses/5.8.3.yaml")), HasSubstr("level: recommendation"));

  write("d/release.md",
        "# Release procedure\n\nDocument: SOP-1, version 2, effective 2025-03-01\n\nThe build engineer delivers the bill of "
        "materials of each release to customers.\n\nThe bill of materials is compared with the build every month.\n");
  const Json json = review_json({at("d"), "--pack", at("audit")});
  for (const auto& [slug, words] :
       {std::pair{"5.8.2/a-who-delivers-the-bill-of-materials-of-a", "The build engineer delivers"},
        std::pair{"5.8.2/how-often-is-the-bill-of-materials-compared", "compared with the build every month"}}) {
    const Json one = constraint_of(json, slug);
    ASSERT_FALSE(one.is_null()) << slug;
    EXPECT_EQ(one.at("verdict"), "needs_review");
    EXPECT_THAT(one.at("evidence").at(0).at("quote").get<std::string>(), HasSubstr(words));
  }
}

TEST_F(Import, TakesColumnsThatTheUserNamesOfACsvFileWithoutNamesOfItsOwn) {
  const fs::path list = write("list.csv", "7;Logins have to be unique.;Login policy\n8;Logs have to be kept.;\n");
  const Ran refused = crosswalk({"pack", "import", list, "--to", at("p")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.err, HasSubstr("--column requirement=LETTER"));
  EXPECT_FALSE(fs::exists(at("p")));
  const Ran unknown = crosswalk({"pack", "import", list, "--to", at("p"), "--column", "requirement=Q"});
  EXPECT_EQ(unknown.code, 2);
  EXPECT_THAT(unknown.err, HasSubstr("no table has such a column"));
  EXPECT_EQ(crosswalk({"pack", "import", list, "--to", at("p"), "--column", "colour=B"}).code, 2);

  const Ran made = crosswalk({"pack", "import", list, "--to", at("p"), "--column", "requirement=B", "--column", "evidence=C",
                              "--id", "house", "--title", "House rules"});
  ASSERT_EQ(made.code, 0) << made.err;
  EXPECT_THAT(made.out, HasSubstr("2 questions in 1 clause"));
  EXPECT_THAT(read(at("p/pack.yaml")), HasSubstr("id: house\ntitle: \"House rules\""));
  EXPECT_EQ(crosswalk({"pack", "lint", at("p")}).code, 0);
  EXPECT_EQ(crosswalk({"pack", "import", list, "--to", at("p"), "--column", "requirement=B"}).code, 2) << "it is there already";
}

TEST_F(Import, MakesHostileCellsHarmless) {
  const fs::path list = write("bad.csv",
                              "Requirement,Question\n\"Close \"\"x\"\"\nconfirmed: {by: me}\",\"Who\x1B[31m \xE2\x80\xAE"
                              "reads \\u0022 this?\"\n");
  const Ran made = crosswalk({"pack", "import", list, "--to", at("p")});
  ASSERT_EQ(made.code, 0) << made.err;
  const std::string text = read(at("p/clauses/1.yaml"));
  EXPECT_THAT(text, Not(HasSubstr("\x1B")));
  EXPECT_THAT(text, Not(HasSubstr("\xE2\x80\xAE")));
  EXPECT_EQ(crosswalk({"pack", "lint", at("p")}).code, 0);
  EXPECT_THAT(crosswalk({"clause", "list", "--pack", at("p")}).out, HasSubstr("p:1"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
