// SPDX-License-Identifier: Apache-2.0
#include "packs/loader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <ostream>
#include <string>
#include <utility>
#include <vector>

#include "packs/cases.h"
#include "packs/lint.h"
#include "packs/rules.h"

namespace crosswalk::packs {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

const std::string pack_text = R"(id: demo
title: "Demo"
version: "1.0"
edition: "1"
publisher: "Nobody"
notice: "None."
conditions:
  - {name: has-user-accounts, question: "Any account?"}
works:
  - {id: iso-13485, title: "ISO 13485:2016"}
contents:
  - {number: "4.1", title: "First"}
  - {number: "4.2", title: "Second"}
)";

const std::string clause_text = R"(clause: "4.1"
title: "First"
confidence: high
requirement: {text: "Say it.", source: [Demo], confidence: high}
new: [{text: "New.", source: [Demo], confidence: low}]
audit_focus: [{text: "Focus.", source: [Demo], confidence: low}]
why: [{text: "Why.", source: [Demo], confidence: low}]
changed: [{text: "Changed.", source: [Demo], confidence: low}]
constraints:
  - slug: one
    text: "One."
    level: shall
    needs: output
    quantifier: each_record
    polarity: negation_denies
    records: [advisory]
    applies_if: has-user-accounts
    question: "One?"
    remedy: {default: "Do it."}
    defence: "Done"
    source: [Demo]
    confidence: high
gaps: [{text: "Gap.", severity: major, constraints: [one], remedy: "Close it.", source: [Demo], confidence: low}]
evidence_documents: ["A document"]
signals: [{kind: file_exists, pattern: "advis", constraints: [one]}]
audit_defence: [{text: "Defence.", source: [Demo], confidence: low}]
related:
  - {clause: "demo:4.2", text: "Related.", source: [Demo], confidence: low}
  - {clause: "iso-13485:7.2.3", text: "Near.", source: [Demo], confidence: low}
further_reading: [{text: "Reading.", source: [Demo], confidence: low}]
)";

Files good_pack() { return {{"pack.yaml", pack_text}, {"clauses/4.1.yaml", clause_text}}; }

TEST(Loader, ReadsEveryPartOfAClausePage) {
  Diagnostics diagnostics;
  const auto pack = load_pack(good_pack(), diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  ASSERT_EQ(pack->clauses.size(), 1U);
  const Clause& clause = pack->clauses[0];
  EXPECT_EQ(clause.id, "demo:4.1");
  EXPECT_EQ(clause.requirement.text, "Say it.");
  EXPECT_EQ(clause.is_new[0].text, "New.");
  EXPECT_EQ(clause.audit_focus[0].text, "Focus.");
  EXPECT_EQ(clause.why[0].text, "Why.");
  EXPECT_EQ(clause.changed[0].text, "Changed.");
  EXPECT_EQ(clause.gaps[0].severity, Severity::major);
  EXPECT_EQ(clause.gaps[0].remedy, "Close it.");
  EXPECT_EQ(clause.gaps[0].confidence, Confidence::low);
  EXPECT_EQ(clause.evidence_documents[0], "A document");
  EXPECT_EQ(clause.signals[0].pattern, "advis");
  EXPECT_EQ(clause.audit_defence[0].text, "Defence.");
  EXPECT_EQ(clause.related[0].clause, "demo:4.2");
  EXPECT_EQ(clause.related[0].statement.confidence, Confidence::low);
  EXPECT_EQ(clause.further_reading[0].source, std::vector<std::string>{"Demo"});
  const Constraint& constraint = clause.constraints[0];
  EXPECT_EQ(constraint.id, "demo:4.1/one");
  EXPECT_EQ(constraint.needs, Needs::output);
  EXPECT_EQ(constraint.quantifier, Quantifier::each_record);
  EXPECT_EQ(constraint.records, std::vector<std::string>{"advisory"});
  EXPECT_EQ(constraint.applies_if, "has-user-accounts");
  EXPECT_EQ(constraint.remedy.at("default"), "Do it.");
  EXPECT_EQ(constraint.calibration.kind, CalibrationKind::draft);
  EXPECT_EQ(constraint.place.file, "clauses/4.1.yaml");
  EXPECT_EQ(constraint.place.line, 10);
}

TEST(Loader, HashesNamesAndBytesOfAllFiles) {
  Diagnostics diagnostics;
  Files files = good_pack();
  const std::string before = load_pack(files, diagnostics)->sha256;
  EXPECT_EQ(before, load_pack(files, diagnostics)->sha256);
  files["cases/4.1/one.cases"] = "x";
  const std::string with_case = load_pack(files, diagnostics)->sha256;
  EXPECT_NE(before, with_case);
  files.erase("cases/4.1/one.cases");
  files["cases/4.1/one.case"] = "sx";
  EXPECT_NE(with_case, load_pack(files, diagnostics)->sha256);
}

/// A change to the good pack and what the author has to read.
struct Mistake {
  const char* name;
  const char* file;
  const char* replace;
  const char* with;
  const char* expected;
};

std::ostream& operator<<(std::ostream& out, const Mistake& mistake) { return out << mistake.name; }

class LoaderMistake : public ::testing::TestWithParam<Mistake> {};

TEST_P(LoaderMistake, IsReportedWithPlaceAndAdvice) {
  const Mistake& mistake = GetParam();
  Files files = good_pack();
  std::string& text = files[mistake.file];
  const std::size_t at = text.find(mistake.replace);
  ASSERT_NE(at, std::string::npos);
  text.replace(at, std::string(mistake.replace).size(), mistake.with);
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  EXPECT_FALSE(pack.has_value());
  EXPECT_EQ(diagnostics.text(), mistake.expected);
}

constexpr const char* clause_file = "clauses/4.1.yaml";

INSTANTIATE_TEST_SUITE_P(
    All, LoaderMistake,
    ::testing::Values(
        Mistake{"UnknownKey", clause_file, "    question: \"One?\"", "    queston: \"One?\"",
                "clauses/4.1.yaml:10:5: error: constraint lacks 'question'\n"
                "    add 'question: ...'\n"
                "clauses/4.1.yaml:18:5: error: constraint has no 'queston'\n"
                "    did you mean 'question'?\n"},
        Mistake{"WordOutsideTheList", clause_file, "level: shall", "level: must",
                "clauses/4.1.yaml:12:12: error: 'must' is not a value of 'level'\n"
                "    one of: shall, recommendation, permission, expectation\n"},
        Mistake{"MisspeltWord", clause_file, "needs: output", "needs: outptu",
                "clauses/4.1.yaml:13:12: error: 'outptu' is not a value of 'needs'\n"
                "    did you mean 'output'? The words are: process, record, both, output\n"},
        Mistake{"MissingPartOfThePage", clause_file, "why: [{text: \"Why.\", source: [Demo], confidence: low}]\n", "",
                "clauses/4.1.yaml:1:1: error: clause lacks 'why'\n"
                "    add 'why: ...'\n"},
        Mistake{"EmptyPartOfThePage", clause_file, "why: [{text: \"Why.\", source: [Demo], confidence: low}]", "why: []",
                "clauses/4.1.yaml:7:6: error: 'why' is empty\n"
                "    write at least one entry\n"},
        Mistake{"StatementWithoutSource", clause_file, "{text: \"Why.\", source: [Demo], confidence: low}",
                "{text: \"Why.\", confidence: low}",
                "clauses/4.1.yaml:7:7: error: statement lacks 'source'\n"
                "    add 'source: ...'\n"},
        Mistake{"StatementWithEmptySource", clause_file, "{text: \"Why.\", source: [Demo], confidence: low}",
                "{text: \"Why.\", source: [], confidence: low}",
                "clauses/4.1.yaml:7:30: error: statement has an empty 'source'\n"
                "    name a work of SOURCES.md and the section\n"},
        Mistake{"UnknownCondition", clause_file, "applies_if: has-user-accounts", "applies_if: has-user-account",
                "clauses/4.1.yaml:17:17: error: no condition 'has-user-account' in pack.yaml\n"
                "    did you mean 'has-user-accounts'? Otherwise add it under 'conditions' of pack.yaml with its question\n"},
        Mistake{"UnknownRecord", clause_file, "records: [advisory]", "records: [advisry]",
                "clauses/4.1.yaml:16:15: error: 'advisry' is not a value of 'records'\n"
                "    did you mean 'advisory'? The words are: policy, procedure, plan, advisory, notice, release_notes, guide, "
                "risk_file, register, checklist, form_template, sbom, statement, report, other, csaf, cyclonedx, openvex, osv, "
                "sarif, security_txt, spdx, case_register\n"},
        Mistake{"UnknownConstraint", clause_file, "severity: major, constraints: [one]", "severity: major, constraints: [on]",
                "clauses/4.1.yaml:23:54: error: no constraint 'on'\n"
                "    did you mean 'one'?\n"},
        Mistake{"UnknownClauseOfTheStandard", clause_file, "demo:4.2", "demo:9.9",
                "clauses/4.1.yaml:28:14: error: the standard has no clause '9.9'\n"
                "    add it under 'contents' of pack.yaml\n"},
        Mistake{"UnknownWork", clause_file, "clause: \"iso-13485:", "clause: \"iso-13458:",
                "clauses/4.1.yaml:29:14: error: no work 'iso-13458' in pack.yaml\n"
                "    did you mean 'iso-13485'? Otherwise add it under 'works' of pack.yaml with its title\n"},
        Mistake{"LinkWithoutWork", clause_file, "iso-13485:7.2.3\",", "7.2.3\",",
                "clauses/4.1.yaml:29:14: error: '7.2.3' names no clause\n"
                "    write 'work:section', like iso-13485:7.2.3\n"},
        Mistake{"BadPattern", clause_file, "pattern: \"advis\"", "pattern: \"advis(\"",
                "clauses/4.1.yaml:25:40: error: the pattern is no regular expression: missing ): advis(\n"
                "    see the syntax of RE2; it has no look-around and no back references\n"},
        Mistake{"ShallAsObservation", clause_file, "severity: major, constraints: [one]",
                "severity: observation, constraints: [one], demanded_by: [X]",
                "clauses/4.1.yaml:23:8: error: the gap stands on a shall and is no observation\n"
                "    write 'severity: minor' or 'severity: major'\n"},
        Mistake{"ExpectationOfNobody", clause_file, "level: shall", "level: expectation",
                "clauses/4.1.yaml:10:5: error: an expectation names who asks for it\n"
                "    add 'demanded_by: [\"rule and section\"]'\n"
                "clauses/4.1.yaml:23:8: error: the gap stands on no shall of this standard\n"
                "    write 'severity: observation'\n"},
        Mistake{"SeverityOfAnUnknownReason", clause_file,
                "    defence:", "    severity: {partial.wrong_dedline: major}\n    defence:",
                "clauses/4.1.yaml:20:16: error: 'wrong_dedline' is not a value of 'reason'\n"
                "    did you mean 'wrong_deadline'? The words are: vague, implied, placeholder, optional_instruction, "
                "conditional, incomplete, wrong_deadline, standard_not_security, safety_only, other_subject, unticked, "
                "process_only, record_only, output_only, not_effective, other_standard, other_version\n"},
        Mistake{"MeasuredWithoutFigures", clause_file, "    defence:", "    calibration: measured\n    defence:",
                "clauses/4.1.yaml:20:18: error: a measured calibration needs its figures\n"
                "    write {kind: measured, precision: 0.80, recall: 0.75, documents: 77}\n"},
        Mistake{"ShownUnderItsOwnClause", clause_file, "    defence:", "    also_shown_under: [\"4.1\"]\n    defence:",
                "clauses/4.1.yaml:20:24: error: the constraint belongs to clause 4.1 itself\n"
                "    remove the entry\n"},
        Mistake{"ShownUnderAClauseWithoutPage", clause_file, "    defence:", "    also_shown_under: [\"4.2\"]\n    defence:",
                "clauses/4.1.yaml:20:24: error: the pack has no page for clause '4.2'\n"
                "    the pages are: 4.1\n"},
        Mistake{"WrongFileName", clause_file, "clause: \"4.1\"", "clause: \"4.2\"",
                "clauses/4.1.yaml:1:9: error: clause '4.2' stands in clauses/4.1.yaml\n"
                "    call the file clauses/4.2.yaml\n"},
        Mistake{"BadSlug", clause_file, "slug: one", "slug: One",
                "clauses/4.1.yaml:10:11: error: 'One' is no slug\n"
                "    use lower-case letters, digits and hyphens, like severity-score\n"
                "clauses/4.1.yaml:23:54: error: no constraint 'one'\n"
                "    did you mean 'One'?\n"
                "clauses/4.1.yaml:25:63: error: no constraint 'one'\n"
                "    did you mean 'One'?\n"},
        Mistake{"NotYaml", clause_file, "why: [", "why: ]",
                "clauses/4.1.yaml:7:6: error: not YAML: illegal flow end\n"
                "    check indentation, quotes and colons at this place\n"},
        Mistake{"PackWithoutVersion", "pack.yaml", "version: \"1.0\"\n", "",
                "pack.yaml:1:1: error: pack lacks 'version'\n"
                "    add 'version: ...'\n"},
        Mistake{"ConditionTwice", "pack.yaml", "works:", "  - {name: has-user-accounts, question: \"Again?\"}\nworks:",
                "pack.yaml:9:12: error: condition 'has-user-accounts' stands twice\n"
                "    keep one of the two\n"}),
    [](const ::testing::TestParamInfo<Mistake>& parameter) { return std::string(parameter.param.name); });

TEST(Loader, ReportsASlugThatStandsTwice) {
  Files files = good_pack();
  std::string& text = files["clauses/4.1.yaml"];
  const std::size_t begin = text.find("  - slug: one");
  const std::size_t end = text.find("gaps:");
  text.insert(end, text.substr(begin, end - begin));
  Diagnostics diagnostics;
  EXPECT_FALSE(load_pack(files, diagnostics).has_value());
  EXPECT_EQ(diagnostics.text(),
            "clauses/4.1.yaml:23:5: error: slug 'one' stands twice in clause 4.1\n"
            "    give one of the two another slug\n");
}

TEST(Loader, ReportsAMissingPackFile) {
  Diagnostics diagnostics;
  const auto pack = load_pack({{"clauses/4.1.yaml", clause_text}}, diagnostics);
  ASSERT_FALSE(pack.has_value());
  EXPECT_EQ(pack.error().code, base::ErrorCode::malformed_pack);
  EXPECT_EQ(diagnostics.items().front().text(),
            "pack.yaml: error: the folder has no pack.yaml\n"
            "    'crosswalk pack new' writes one\n");
}

TEST(Loader, SurvivesEveryTruncationOfAClauseFile) {
  for (std::size_t size = 0; size < clause_text.size(); size += 7) {
    Diagnostics diagnostics;
    const auto pack = load_pack({{"pack.yaml", pack_text}, {"clauses/4.1.yaml", clause_text.substr(0, size)}}, diagnostics);
    EXPECT_FALSE(pack.has_value()) << size;
    EXPECT_TRUE(diagnostics.has_errors()) << size;
  }
}

TEST(Loader, PutsClausesInTheOrderOfTheStandard) {
  Files files = good_pack();
  files["pack.yaml"] += "  - {number: \"4.10\", title: \"Tenth\"}\n";
  for (const char* number : {"4.10", "4.2"}) {
    std::string text = clause_text;
    text.replace(text.find("\"4.1\""), 5, "\"" + std::string(number) + "\"");
    files["clauses/" + std::string(number) + ".yaml"] = text;
  }
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  EXPECT_EQ(pack->clauses[0].number, "4.1");
  EXPECT_EQ(pack->clauses[1].number, "4.2");
  EXPECT_EQ(pack->clauses[2].number, "4.10");
}

TEST(Loader, ReadsWhatTheRecordsOfAConstraintAreAbout) {
  Files files = good_pack();
  std::string& text = files["clauses/4.1.yaml"];
  text.insert(text.find("    records: [advisory]\n"), "    records_about: [bulletin]\n");
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  EXPECT_EQ(pack->clauses[0].constraints[0].records_about, std::vector<std::string>{"bulletin"});

  text.replace(text.find("    records: [advisory]\n"), 24, "");
  EXPECT_FALSE(load_pack(files, diagnostics).has_value());
  EXPECT_THAT(diagnostics.text(), HasSubstr("'records_about' says which of the 'records' count, and there are none"));
}

TEST(Lint, NamesWhatAPackLacks) {
  Files files = good_pack();
  std::string& text = files["clauses/4.1.yaml"];
  text.replace(text.find("    records: [advisory]\n"), 24, "");
  text.replace(text.find("{default: \"Do it.\"}"), 19, "{not_found: \"Do it.\"}");
  text.replace(text.find("source: [Demo]"), 14, "source: [Dema]");
  text.replace(text.find("applies_if: has-user-accounts"), 29, "note: \"\"");
  files["SOURCES.md"] = "# Sources\n- **Demo**: the demo\n";
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  lint_pack(*pack, files, diagnostics);
  EXPECT_EQ(diagnostics.text(),
            "clauses/4.1.yaml:4:14: error: SOURCES.md lists no work 'Dema'\n"
            "    did you mean 'Demo'?\n"
            "clauses/4.1.yaml:10:5: error: constraint 4.1/one has no remedy for partial\n"
            "    write under 'remedy' what closes it: 'partial: ...' or 'default: ...'\n"
            "clauses/4.1.yaml:10:5: error: constraint 4.1/one has no remedy for planned\n"
            "    write under 'remedy' what closes it: 'planned: ...' or 'default: ...'\n"
            "clauses/4.1.yaml:10:5: error: constraint 4.1/one has no remedy for denied\n"
            "    write under 'remedy' what closes it: 'denied: ...' or 'default: ...'\n"
            "clauses/4.1.yaml:10:5: error: constraint 4.1/one holds for each record and names no records\n"
            "    add 'records: [...]' with the roles or artifact kinds that are records of it\n"
            "clauses/4.1.yaml:10:5: error: constraint 4.1/one has no case that must match\n"
            "    add one with 'verdict: met' to cases/4.1/one.cases\n"
            "clauses/4.1.yaml:10:5: error: constraint 4.1/one has no case that must not match\n"
            "    add one with another verdict to cases/4.1/one.cases\n"
            "pack.yaml: warning: condition 'has-user-accounts' is used by no constraint\n"
            "    remove it\n");
}

TEST(Lint, FindsASentenceOnTwoPages) {
  Files files = good_pack();
  const std::string sentence = "The auditor asks for the record of each and every case";
  std::string& first = files["clauses/4.1.yaml"];
  first.replace(first.find("Focus."), 6, "Short. " + sentence + ".");
  std::string second = clause_text;
  second.replace(second.find("\"4.1\""), 5, "\"4.2\"");
  second.replace(second.find("Why."), 4, "the auditor  asks for the record of each and every case; more.");
  files["clauses/4.2.yaml"] = second;
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  lint_pack(*pack, files, diagnostics);
  const std::string text = diagnostics.text();
  EXPECT_NE(text.find("clauses/4.2.yaml:7:7: error: this sentence stands in clauses/4.1.yaml:6 too: "
                      "'the auditor asks for the record of each and every case'\n"
                      "    say what is true of clause 4.2 alone\n"),
            std::string::npos)
      << text;
}

TEST(NewPack, LoadsAndLintsAfterItWasWritten) {
  const auto files = new_pack("my-standard", "My standard: part 1");
  ASSERT_TRUE(files.has_value());
  Diagnostics diagnostics;
  const auto pack = load_pack(*files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  EXPECT_EQ(pack->id, "my-standard");
  EXPECT_EQ(pack->title, "My standard: part 1");
  lint_pack(*pack, *files, diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
}

TEST(NewPack, RefusesNamesThatAreNoIds) {
  for (const char* id : {"", "../x", "My", "a b", "-a", "a--b"}) EXPECT_FALSE(new_pack(id, "Title").has_value()) << id;
  EXPECT_FALSE(new_pack("a", "two \"quotes\"").has_value());
  EXPECT_FALSE(new_pack("a", "").has_value());
}

TEST(Index, RefusesAFolderElsewhere) {
  Diagnostics diagnostics;
  EXPECT_FALSE(load_index("packs:\n  - {id: a, title: A, folder: ../a}\n", "index.yaml", diagnostics).has_value());
  EXPECT_EQ(diagnostics.text(),
            "index.yaml:2:31: error: '../a' is no folder beside the index\n"
            "    write its name alone, like iso-13485\n");
}

TEST(Cases, ReadsHeadsAndTextsUpToTheNextCase) {
  const std::string text =
      "# comment\n"
      "\n"
      "=== first one\n"
      "verdict: partial\n"
      "reason: vague\n"
      "quote: a b\n"
      "path: x.txt\n"
      "---\n"
      "# Head\n"
      "====\n"
      "---\n"
      "a\n"
      "b\n"
      "\n"
      "=== second one\r\n"
      "verdict: met\r\n"
      "---\r\n"
      "Yes.\r\n";
  Diagnostics diagnostics;
  const auto cases = read_cases(text, "c.cases", "4.1", "one", diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  ASSERT_EQ(cases.size(), 2U);
  EXPECT_EQ(cases[0].name, "first one");
  EXPECT_EQ(cases[0].verdict, CaseVerdict::partial);
  EXPECT_EQ(cases[0].reason, "vague");
  EXPECT_EQ(cases[0].quote, "a b");
  EXPECT_EQ(cases[0].path, "x.txt");
  EXPECT_EQ(cases[0].text, "# Head\n====\n---\na\nb\n");
  EXPECT_EQ(cases[0].line, 3);
  EXPECT_EQ(cases[1].path, "case.md");
  EXPECT_EQ(cases[1].text, "Yes.\n");
  EXPECT_EQ(cases[1].line, 15);
}

TEST(Cases, ReportsMistakesWithTheirPlaces) {
  const std::string text =
      "stray\n"
      "=== a\n"
      "verdikt: met\n"
      "---\n"
      "x\n"
      "=== b\n"
      "verdict: maybe\n"
      "---\n"
      "x\n"
      "=== c\n"
      "verdict: met\n"
      "reason: vague\n"
      "---\n"
      "x\n"
      "=== d\n"
      "verdict: met\n"
      "quote: not there\n"
      "path: a/b.md\n"
      "---\n"
      "x\n"
      "=== e\n"
      "verdict: met\n"
      "=== e\n"
      "verdict: met\n"
      "---\n";
  Diagnostics diagnostics;
  EXPECT_TRUE(read_cases(text, "c.cases", "4.1", "one", diagnostics).empty());
  EXPECT_EQ(diagnostics.text(),
            "c.cases:1:1: error: a text stands before the first case\n"
            "    begin each case with '=== what it shows'\n"
            "c.cases:2:1: error: case 'a' has no verdict\n"
            "    add a line 'verdict: met'\n"
            "c.cases:3:1: error: 'verdikt: met' is no line of a case's head\n"
            "    did you mean 'verdict'?\n"
            "c.cases:7:10: error: 'maybe' is no verdict of one document\n"
            "    one of: met, partial, planned, denied, not_found\n"
            "c.cases:10:1: error: only a partial verdict has a reason\n"
            "    remove the line 'reason'\n"
            "c.cases:15:1: error: the quote of case 'd' is not in its document\n"
            "    copy it from the text below '---'\n"
            "c.cases:18:7: error: 'a/b.md' is no file name\n"
            "    write a name with an extension, like SECURITY.md\n"
            "c.cases:21:1: error: case 'e' has no document\n"
            "    write '---' and the text below it\n"
            "c.cases:23:1: error: case 'e' has an empty document\n"
            "    write the text below '---'\n"
            "c.cases:23:5: error: case 'e' stands twice\n"
            "    give each case a name of its own\n");
}

TEST(Cases, ReportsAFileOfNoConstraint) {
  Files files = good_pack();
  files["cases/4.1/oen.cases"] = "=== a\nverdict: met\n---\nx\n";
  Diagnostics diagnostics;
  const auto pack = load_pack(files, diagnostics);
  ASSERT_TRUE(pack.has_value());
  EXPECT_TRUE(load_cases(files, *pack, diagnostics).empty());
  EXPECT_EQ(diagnostics.text(),
            "cases/4.1/oen.cases: error: the file belongs to no constraint of the pack\n"
            "    did you mean 'cases/4.1/one.cases'?\n");
}

TEST(LintRules, NamesUnusedConceptsAndSectionsWithoutAConceptOfTheirOwn) {
  Pack pack;
  pack.id = "p";
  Clause clause;
  clause.number = "4.1.7";
  Constraint constraint;
  constraint.slug = "x";
  constraint.id = "p:4.1.7/x";
  clause.constraints.push_back(constraint);
  pack.clauses.push_back(clause);
  Diagnostics diagnostics;
  const Lexicon lexicon = load_lexicon("en", {{"a.yaml", "concepts:\n  used: [a]\n  unused: [b]\n"}}, diagnostics);
  const std::vector<Rule> rules = load_rules(pack, lexicon,
                                             {{"rules/a.yaml",
                                               "4.1.7/x:\n"
                                               "  - {rule: good, within: section, match: {all: [used, {title: used}]}}\n"
                                               "  - {rule: bad, within: section, match: {all: [{title: used}, used]}}\n"}},
                                             diagnostics);
  ASSERT_FALSE(diagnostics.has_errors()) << diagnostics.text();
  lint_rules(pack, lexicon, rules, diagnostics);
  EXPECT_THAT(diagnostics.text(), HasSubstr("a.yaml:3:1: warning: no rule reaches the concept 'unused'"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("rules/a.yaml:3:1: error: 4.1.7/x#bad: the first part of a rule within a section"));
  EXPECT_THAT(diagnostics.text(), Not(HasSubstr("#good")));
}

TEST(Lexicon, TakesOneOrSeveralKindsOfArtifacts) {
  Diagnostics diagnostics;
  const Lexicon lexicon = load_lexicon(
      "en", {{"a.yaml", "concepts:\n  id: {artifact: [cve, ghsa]}\n  mail: {artifact: email, says: [mail]}\n"}}, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors()) << diagnostics.text();
  EXPECT_EQ(lexicon.concepts[0].artifacts, artifacts::Kinds({artifacts::Kind::cve, artifacts::Kind::ghsa}));
  EXPECT_EQ(lexicon.concepts[1].artifacts, artifacts::Kinds({artifacts::Kind::email}));
  Expression expression;
  expression.op = Operator::concept_;
  EXPECT_EQ(text_of(lexicon, expression), "id (artifact cve, artifact ghsa)");
}

TEST(Lexicon, NamesTheKindsWhereOneIsUnknown) {
  Diagnostics diagnostics;
  static_cast<void>(
      load_lexicon("en", {{"a.yaml", "concepts:\n  id:\n    artifact: [cve, cvee]\n  x: {artifact: colour}\n"}}, diagnostics));
  EXPECT_THAT(diagnostics.text(), HasSubstr("a.yaml:3:21: error: no kind of artifact 'cvee'"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("did you mean 'cve'?"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("no kind of artifact 'colour'"));
  EXPECT_THAT(diagnostics.text(), Not(HasSubstr("says nothing")));
  EXPECT_THAT(diagnostics.text(), HasSubstr("cvss_vector, purl, fingerprint, url, email, cve, cwe, ghsa"));
}

TEST(Lexicon, TakesPhrasesAndPatternsForTargetsOfLinks) {
  Diagnostics diagnostics;
  const Lexicon lexicon =
      load_lexicon("en", {{"a.yaml", "concepts:\n  form: {links: [\"forms?/new\", \"re:forms/\\\\d+\"]}\n"}}, diagnostics);
  ASSERT_FALSE(diagnostics.has_errors()) << diagnostics.text();
  EXPECT_EQ(lexicon.concepts[0].link_texts, (std::vector<std::string>{"form/new", "forms/new"}));
  EXPECT_EQ(lexicon.concepts[0].link_patterns, (std::vector<std::string>{"forms/\\d+"}));
  EXPECT_TRUE(lexicon.concepts[0].texts.empty());
  Expression expression;
  expression.op = Operator::concept_;
  EXPECT_EQ(text_of(lexicon, expression), "form (links)");
}

}  // namespace
}  // namespace crosswalk::packs
