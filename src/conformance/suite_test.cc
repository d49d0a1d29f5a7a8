// SPDX-License-Identifier: Apache-2.0
#include "conformance/suite.h"

#include <gtest/gtest.h>

namespace crosswalk::conformance {
namespace {

TEST(Suite, ANewFailureAndAStaleEntryAreBothTold) {
  const Difference difference = compare({{"b", "x"}, {"a", "y"}, {"c", "z"}}, parse_known("# why\n\nb\tfor people\nd\n"));
  ASSERT_EQ(difference.fresh.size(), 2U);
  EXPECT_EQ(difference.fresh[0].id, "a");
  EXPECT_EQ(difference.fresh[1].id, "c");
  EXPECT_EQ(difference.stale, std::vector<std::string>{"d"});
}

TEST(Suite, AFileOfFailuresCanBeTheListOfKnownOnes) {
  const std::vector<Failure> failures{{"x.docx strings 2", "missing: a\tb"}, {"a.docx strings 10", "missing: c"}};
  const Difference difference = compare(failures, parse_known(render(failures)));
  EXPECT_TRUE(difference.fresh.empty());
  EXPECT_TRUE(difference.stale.empty());
}

TEST(Suite, CountsCasesApartForThemselves) {
  Outcome outcome;
  outcome.add("strings", true, "a", "");
  outcome.add("strings", false, "b", "missing:\nline");
  outcome.add_apart("extra", false, "c", "");
  EXPECT_EQ(outcome.total().passed, 1U);
  EXPECT_EQ(outcome.total().failed, 1U);
  ASSERT_EQ(outcome.failures.size(), 1U);
  EXPECT_EQ(outcome.failures[0].what, "missing: line");
}

TEST(Suite, FoldsLettersOfOtherFormsAndWhiteSpace) {
  EXPECT_EQ(fold(" of\uFB01ce\u00A0\u2003 \n\uFF21 m\u00B2 "), "office A m2");
  EXPECT_EQ(word_recall("a b c d", {"a", "b", "c"}), 0.75);
  EXPECT_EQ(word_recall("", {}), 1);
}

TEST(Suite, KnowsItsSuitesByName) {
  EXPECT_EQ(suite_of("documents"), &run_documents);
  EXPECT_EQ(suite_of("document"), nullptr);
}

}  // namespace
}  // namespace crosswalk::conformance
