// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "packs/archive.h"
#include "packs/lint.h"
#include "packs/loader.h"

namespace crosswalk::packs {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::SizeIs;

constexpr std::string_view constraint_fields =
    "    needs: process\n    quantifier: established\n    polarity: negation_denies\n    calibration: draft\n"
    "    remedy: {default: \"Write it.\", not_found: \"Write it first.\"}\n    defence: \"It is said\"\n    source: [\"S, 1\"]\n"
    "    confidence: high\n";

Files below() {
  const std::string fields(constraint_fields);
  return {
      {"pack.yaml",
       "id: std\ntitle: Standard\nversion: \"1.0.0\"\nedition: E\npublisher: P\nnotice: N\nconditions:\n"
       "  - {name: sold, question: \"Is it sold?\"}\ncontents:\n  - {number: \"1.1\", title: T}\n"},
      {"clauses/1.1.yaml",
       "clause: \"1.1\"\ntitle: T\nhas_page: false\nconfidence: low\nconfirmed: {}\nrequirement: {text: Paraphrase., source: "
       "[\"S, 1\"], confidence: low}\nwhy:\n  - {text: Because of this., source: [\"S, 1\"], confidence: low}\nconstraints:\n"
       "  - slug: first\n    text: First thing.\n    level: shall\n    question: First?\n" +
           fields + "  - slug: second\n    text: Second thing.\n    level: shall\n    question: Second?\n" + fields +
           "gaps:\n  - {text: Both lack., severity: major, constraints: [first, second], remedy: Do., source: [\"S, 1\"], "
           "confidence: low}\n  - {text: Second lacks., severity: major, constraints: [second], remedy: Do., source: [\"S, 1\"], "
           "confidence: low}\nsignals:\n  - {kind: file_exists, pattern: x, constraints: [second]}\n"},
      {"SOURCES.md", "- **S**: a standard\n"}};
}

constexpr std::string_view head = "id: house\nextends: std\ntitle: House\nversion: \"2\"\n";
constexpr std::string_view named =
    "    override: {name: n, reason: r, by: J. Doe, role: head of quality, on: 2026-01-31}\n    source: [\"H, 1\"]\n";

Files house(const std::string& clause) {
  return {
      {"pack.yaml", std::string(head)}, {"clauses/1.1.yaml", "clause: \"1.1\"\n" + clause}, {"SOURCES.md", "- **H**: ours\n"}};
}

Pack base_pack() {
  Diagnostics diagnostics;
  auto pack = load_pack(below(), diagnostics);
  EXPECT_TRUE(pack.has_value()) << diagnostics.text();
  return *pack;
}

/// The pack with the extension over it; all that is told goes to `told`.
Pack extended(const std::string& clause, std::string* told = nullptr) {
  Diagnostics diagnostics;
  const auto pack = extend_pack(base_pack(), house(clause), diagnostics);
  if (told != nullptr) *told = diagnostics.text();
  EXPECT_TRUE(pack.has_value()) << diagnostics.text();
  return pack ? *pack : Pack{};
}

std::string refused(const std::string& clause) {
  Diagnostics diagnostics;
  EXPECT_FALSE(extend_pack(base_pack(), house(clause), diagnostics).has_value());
  return diagnostics.text();
}

TEST(Extension, MarksWhatItSaysAndLeavesTheRest) {
  const Pack pack = extended(
      "requirement: {text: Original., source: [\"H, 1\"], confidence: high}\nwhy:\n  - {text: House reason., source: [\"H, 1\"], "
      "confidence: high}\nconstraints:\n  - slug: first\n    remedy: {default: Use form 12.}\n    severity: {partial: major}\n"
      "    source: [\"H, 1\"]\nfurther_constraints:\n  - slug: third\n    text: Third thing.\n    level: shall\n    question: "
      "Third?\n" +
      std::string(constraint_fields) +
      "gaps:\n  - {text: Third lacks., severity: minor, constraints: [third], remedy: Do., source: [\"H, 1\"], confidence: "
      "low}\n");
  ASSERT_THAT(pack.clauses, SizeIs(1));
  const Clause& clause = pack.clauses.front();
  EXPECT_EQ(clause.requirement.by, "house");
  ASSERT_THAT(clause.why, SizeIs(2));
  EXPECT_EQ(clause.why[0].by, "");
  EXPECT_EQ(clause.why[1].by, "house");
  ASSERT_THAT(clause.constraints, SizeIs(3));
  const Constraint& first = clause.constraints[0];
  EXPECT_THAT(first.changes.at(0).fields, ElementsAre("remedy", "severity"));
  EXPECT_EQ(first.remedy.size(), 1U) << "a remedy for all verdicts takes the place of those for one";
  EXPECT_EQ(first.text, "First thing.");
  EXPECT_TRUE(clause.constraints[1].changes.empty());
  EXPECT_EQ(clause.constraints[2].by, "house");
  EXPECT_EQ(clause.constraints[2].id, "std:1.1/third");
  EXPECT_EQ(clause.gaps.back().by, "house");
  EXPECT_EQ(pack.version, "1.0.0+house.2");
  EXPECT_NE(pack.sha256, base_pack().sha256);
  ASSERT_THAT(pack.overrides, SizeIs(1));
  EXPECT_FALSE(pack.overrides[0].weakens);
  const auto again = packs_from_bytes(packs_to_bytes({std::make_shared<const Pack>(pack)}));
  ASSERT_TRUE(again.has_value());
  EXPECT_EQ(again->front()->clauses[0].constraints[0].changes[0].by, "house");
  EXPECT_EQ(again->front()->overrides[0].what, "remedy, severity");
}

TEST(Extension, AsksForLessOnlyByName) {
  const std::string level = "constraints:\n  - slug: first\n    level: recommendation\n";
  EXPECT_THAT(refused(level + "    source: [\"H, 1\"]\n"), HasSubstr("less is asked for than std asks for by first"));
  const Pack pack = extended(level + std::string(named));
  ASSERT_THAT(pack.overrides, SizeIs(1));
  EXPECT_TRUE(pack.overrides[0].weakens);
  EXPECT_EQ(pack.overrides[0].what, "level from shall to recommendation");
  EXPECT_EQ(pack.overrides[0].person, "J. Doe");
  for (const char* weaker :
       {"severity: {not_found: minor}", "severity: {partial: minor}", "severity: {partial.placeholder: minor}",
        "applies_if: sold", "needs: record", "level: permission"}) {
    EXPECT_THAT(refused("constraints:\n  - slug: first\n    " + std::string(weaker) + "\n    source: [\"H, 1\"]\n"),
                HasSubstr("nobody answers for it"))
        << weaker;
  }
  for (const char* stronger : {"severity: {partial.vague: major}", "needs: both"}) {
    extended("constraints:\n  - slug: first\n    " + std::string(stronger) + "\n    source: [\"H, 1\"]\n");
  }
  EXPECT_THAT(refused(level + "    override: {name: n, reason: \" \", by: b, role: r, on: 2026-01-31}\n    source: [\"H, 1\"]\n"),
              HasSubstr("not whole"));
}

TEST(Extension, LeavesOutAConstraintWithWhatHangsOnItAlone) {
  const Pack pack = extended("constraints:\n  - slug: second\n    drop: true\n" + std::string(named));
  const Clause& clause = pack.clauses.front();
  ASSERT_THAT(clause.constraints, SizeIs(1));
  ASSERT_THAT(clause.gaps, SizeIs(1));
  EXPECT_THAT(clause.gaps[0].constraints, ElementsAre("first"));
  EXPECT_TRUE(clause.signals.empty());
  EXPECT_EQ(pack.overrides[0].what, "left out");
  EXPECT_THAT(refused("constraints:\n  - slug: second\n    drop: true\n    source: [\"H, 1\"]\n"), HasSubstr("nobody answers"));
}

TEST(Extension, NamesWhatIsUnknownOrChangesNothing) {
  EXPECT_THAT(refused("constraints:\n  - slug: firs\n    note: x\n    source: [\"H, 1\"]\n"), HasSubstr("did you mean 'first'?"));
  EXPECT_THAT(refused("constraints:\n  - slug: first\n    note: x\n"), HasSubstr("lacks 'source'"));
  EXPECT_THAT(refused("wyh: []\n"), HasSubstr("wyh"));
  std::string told;
  extended("constraints:\n  - slug: first\n    level: shall\n    source: [\"H, 1\"]\n", &told);
  EXPECT_THAT(told, HasSubstr("'level' of first is what it was before"));
  Diagnostics diagnostics;
  Files files = house("");
  files["clauses/1.2.yaml"] = "clause: \"1.2\"\n";
  EXPECT_FALSE(extend_pack(base_pack(), files, diagnostics).has_value());
  EXPECT_THAT(diagnostics.text(), HasSubstr("std has no clause '1.2'"));
  files = house("");
  files["pack.yaml"] = "id: house\nextends: other\ntitle: House\nversion: \"2\"\n";
  EXPECT_FALSE(extend_pack(base_pack(), files, diagnostics).has_value());
}

TEST(Extension, ReplacesTheStatementThatItNamesByItsFirstWords) {
  const Pack pack =
      extended("why:\n  - {replaces: \"Because of\", text: For another reason., source: [\"H, 1\"], confidence: high}\n");
  ASSERT_THAT(pack.clauses[0].why, SizeIs(1));
  EXPECT_EQ(pack.clauses[0].why[0].text, "For another reason.");
  EXPECT_THAT(refused("why:\n  - {replaces: \"Nothing of\", text: x, source: [\"H, 1\"], confidence: high}\n"),
              HasSubstr("no statement begins with"));
}

TEST(Extension, HasRulesForItsOwnConstraintsOnly) {
  Files files = house("");
  files["rules/1.1.yaml"] = "1.1/first:\n  - {rule: r, match: a}\n";
  Diagnostics diagnostics;
  const auto pack = extend_pack(base_pack(), files, diagnostics);
  ASSERT_TRUE(pack.has_value());
  static_cast<void>(load_rules(*pack, {}, files, diagnostics));
  EXPECT_THAT(diagnostics.text(), HasSubstr("'1.1/first' is a constraint of std itself"));
}

TEST(Extension, IsLintedForItself) {
  const Files files = house(
      "why:\n  - {text: House reason., source: [\"Nowhere, 1\"], confidence: high}\nfurther_constraints:\n  - slug: third\n"
      "    text: Third thing.\n    level: shall\n    question: Third?\n" +
      std::string(constraint_fields));
  Diagnostics diagnostics;
  const auto pack = extend_pack(base_pack(), files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  lint_pack(*pack, files, diagnostics);
  EXPECT_THAT(diagnostics.text(), HasSubstr("SOURCES.md lists no work 'Nowhere'"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("SOURCES.md lists no work 'S'")) << "of the further constraint";
  EXPECT_THAT(diagnostics.items(), SizeIs(2)) << diagnostics.text();
}

TEST(Confirmation, HoldsUntilThePageChanges) {
  const Pack pack = base_pack();
  const Confirmed confirmed{"J. \"Joe\" Doe", "2026-01-31", "head of quality", content_sha256(pack.clauses[0])};
  Files files = below();
  std::string& text = files["clauses/1.1.yaml"];
  text = with_confirmation(text, "1.1", confirmed);
  Diagnostics diagnostics;
  auto again = load_pack(files, diagnostics);
  ASSERT_TRUE(again.has_value()) << diagnostics.text();
  EXPECT_EQ(again->clauses[0].confirmed.by, "J. \"Joe\" Doe");
  EXPECT_EQ(again->clauses[0].confirmed.role, "head of quality");
  EXPECT_FALSE(again->clauses[0].confirmed.stale);
  EXPECT_EQ(with_confirmation(text, "1.1", confirmed), text) << "the same again";

  text.replace(text.find("First thing."), 12, "Other thing.");
  again = load_pack(files, diagnostics);
  ASSERT_TRUE(again.has_value());
  EXPECT_TRUE(again->clauses[0].confirmed.stale);
  lint_pack(*again, files, diagnostics);
  EXPECT_THAT(diagnostics.text(), HasSubstr("clause 1.1 was changed since J. \"Joe\" Doe confirmed it"));
}

TEST(Confirmation, OfAnExtensionIsOfThePageWithIt) {
  const Confirmed confirmed{"J. Doe", "2026-01-31", "head of quality", content_sha256(base_pack().clauses[0])};
  const std::string own = with_confirmation({}, "1.1", confirmed);
  EXPECT_THAT(own, HasSubstr("clause: \"1.1\"\n"));
  Files files = house("");
  files["clauses/1.1.yaml"] = own;
  Diagnostics diagnostics;
  auto pack = extend_pack(base_pack(), files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  EXPECT_EQ(pack->clauses[0].confirmed.pack, "house");
  EXPECT_FALSE(pack->clauses[0].confirmed.stale);
  files["clauses/1.1.yaml"] += "requirement: {text: Original., source: [\"H, 1\"], confidence: high}\n";
  pack = extend_pack(base_pack(), files, diagnostics);
  ASSERT_TRUE(pack.has_value()) << diagnostics.text();
  EXPECT_TRUE(pack->clauses[0].confirmed.stale);
}

TEST(Confirmation, TakesThePlaceOfOneInSeveralLines) {
  const std::string out =
      with_confirmation("clause: \"1\"\nconfirmed:\n  by: A\n  on: 2020-01-01\ntitle: T\n", "1", {"B", "2026-01-01", "r", "c"});
  EXPECT_EQ(out, "clause: \"1\"\nconfirmed: {by: \"B\", role: \"r\", on: 2026-01-01, content: c}\ntitle: T\n");
}

}  // namespace
}  // namespace crosswalk::packs
