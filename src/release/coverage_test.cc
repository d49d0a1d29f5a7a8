// SPDX-License-Identifier: Apache-2.0
#include "release/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

namespace crosswalk::release {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

ReleaseFacts facts_of(std::string_view more) {
  packs::Diagnostics diagnostics;
  auto out = read_release("release: {product: ScanView, version: 4.3.0}\n" + std::string(more), "4.3.0.yaml", diagnostics);
  EXPECT_TRUE(out && !diagnostics.has_errors()) << diagnostics.text();
  return out ? *out : ReleaseFacts();
}

Passage passage(std::string constraint, std::string id, bool whole = true) {
  return {std::move(constraint), "docs/" + id + ".docx", id, "4", "line 7", whole};
}

std::vector<std::string> rules(const std::vector<Finding>& findings) {
  std::vector<std::string> out;
  for (const Finding& one : findings)
    out.push_back(one.rule + " " + std::to_string(one.line) + (one.weight == Weight::remark ? " (remark)" : ""));
  return out;
}

TEST(Coverage, PartsStandForRequirementsThatThePackHas) {
  for (const AnnexPart& part : annex_parts()) {
    EXPECT_FALSE(part.constraints.empty()) << part.part;
    for (const std::string_view constraint : part.constraints) {
      const std::size_t slash = constraint.find('/');
      ASSERT_NE(slash, std::string_view::npos) << constraint;
      std::ifstream file(std::string(CROSSWALK_SOURCE_DIR) + "/packs/iec-81001-5-1/clauses/" +
                         std::string(constraint.substr(0, slash)) + ".yaml");
      const std::string text{std::istreambuf_iterator<char>(file), {}};
      EXPECT_THAT(text, HasSubstr("- slug: " + std::string(constraint.substr(slash + 1)) + "\n")) << constraint;
    }
  }
}

TEST(Coverage, PassagesAreTakenByPartOneOfEachDocument) {
  const auto found =
      coverage_found({passage("E.2.3/expected-measures", "SEC-1", false), passage("E.2.3/expected-measures", "SEC-1"),
                      passage("E.2.3/context-agreement", "SEC-2", false), passage("E.2.3/expected-measures", "SEC-9"),
                      passage("9.9/other", "SEC-1")},
                     {"SEC-9"});
  ASSERT_EQ(found.size(), 6U);
  EXPECT_EQ(found[2].part, "E.2.3");
  EXPECT_EQ(found[2].text(), "SEC-1 version 4 (line 7); SEC-2 version 4 (line 7)");
  EXPECT_THAT(found[2].missing, ElementsAre("E.2.3/context-agreement"));
  EXPECT_TRUE(found[2].is_in("SEC-2"));
  EXPECT_FALSE(found[2].is_in("SEC-9"));
  EXPECT_THAT(found[3].passages, IsEmpty());
  EXPECT_EQ(found[3].missing.size(), 3U);
}

TEST(Coverage, FactsGetDocumentVersionAndPlace) {
  const auto found = coverage_found({passage("E.2.1/documentation-existence", "SEC-1"),
                                     passage("E.2.3/expected-measures", "SEC-1"), passage("E.2.3/context-agreement", "SEC-1"),
                                     passage("E.2.4/security-options", "SEC-1"), passage("E.2.5/non-installation-risk", "SEC-1")},
                                    {});
  ReleaseFacts facts = facts_of(
      "coverage:\n  - {part: E.2.1, covered: yes, document: \"SEC-1, Index\"}\n  - {part: E.2.5, covered: no, reason: R}\n");
  add_coverage(facts, found);
  const auto entries = facts.entries("coverage");
  ASSERT_EQ(entries.size(), 3U) << "E.2.4 was found in part only, and nobody says that it is covered";
  EXPECT_EQ(entries[0].text("document"), "SEC-1, Index; found by review: SEC-1 version 4 (line 7)");
  EXPECT_EQ(entries[0].find("document")->origin, "review");
  EXPECT_EQ(entries[1].text("document"), "") << "what is said not to be covered stays so";
  EXPECT_EQ(entries[2].text("part"), "E.2.3");
  EXPECT_EQ(entries[2].yes_no("covered"), true);
  ReleaseFacts none = facts_of("not_applicable:\n  - {group: coverage, reason: R, by: B}\n");
  add_coverage(none, found);
  EXPECT_THAT(none.entries("coverage"), IsEmpty());
}

TEST(Coverage, ContradictionsAreFound) {
  const auto found =
      coverage_found({passage("E.2.1/documentation-existence", "SEC-2"), passage("E.2.3/expected-measures", "SEC-1"),
                      passage("E.3/removal-and-references", "SEC-1"), passage("E.3/erasure-and-disposal", "SEC-1"),
                      passage("5.8.7/decommissioning-guidelines", "SEC-1")},
                     {});
  EXPECT_THAT(rules(check_coverage(facts_of("coverage:\n"
                                            "  - {part: E.2.1, covered: yes, document: SEC-1}\n"
                                            "  - {part: E.2.3, covered: yes, document: \"SEC-7; SEC-1, Network\"}\n"
                                            "  - {part: E.2.4, covered: yes, document: SEC-1}\n"
                                            "  - {part: E.2.5, covered: no, reason: R}\n"
                                            "  - {part: E.3, covered: no, reason: R}\n"),
                                   found)),
              ElementsAre("coverage/elsewhere 3", "coverage/in-part 4 (remark)", "coverage/not-found 5 (remark)",
                          "coverage/covered-after-all 7 (remark)"));
}

}  // namespace
}  // namespace crosswalk::release
