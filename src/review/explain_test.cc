// SPDX-License-Identifier: Apache-2.0
#include "review/explain.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/builder.h"
#include "matching/test_rules.h"

namespace crosswalk::review {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view lexicon_yaml = R"yaml(concepts:
  cue-planned: ["planned"]
  inform: ["inform|notify"]
  customers: ["customers"]
  warn: {any: [{near: 2, of: [inform, customers]}]}
  flaw: ["vulnerabilities"]
)yaml";

constexpr std::string_view rules_yaml = R"yaml(  - rule: far
    match: {all: [inform, {title: flaw}]}
  - rule: told
    match: {all: [warn, flaw, {role: [policy]}]}
)yaml";

base::Result<Explanation> explain_text(std::string_view text, std::string_view id = "x",
                                       document::Owner owner = document::Owner::own) {
  const auto compiled = matching::compile_rules({{"a.yaml", std::string(lexicon_yaml)}}, rules_yaml);
  if (compiled == nullptr) return base::Error{base::ErrorCode::malformed_pack, "rules", {}};
  document::Document empty;
  empty.style = document::LocatorStyle::heading_paragraph;
  document::Builder builder(std::move(empty));
  builder.add(document::BlockKind::paragraph, text);
  document::Facts facts;
  facts.role = document::Role::policy;
  facts.owner = owner;
  document::Extracted extracted;
  extracted.document = builder.finish();
  return explain(*compiled, id, extracted, facts, "a.md", 2);
}

TEST(Explain, RulesThatHoldComeFirstWithTheirPlaceAndReading) {
  const auto found = explain_text("It is planned to inform our customers of vulnerabilities.");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->verdict.verdict, Verdict::planned);
  ASSERT_EQ(found->rules.size(), 2U);
  const ExplainedRule& told = found->rules.front();
  EXPECT_THAT(told.id, HasSubstr("told"));
  EXPECT_THAT(told.defined, HasSubstr("rules/a.yaml:"));
  EXPECT_EQ(told.held, 1U);
  ASSERT_EQ(told.places.size(), 1U);
  EXPECT_THAT(told.places.front().reading, ElementsAre("planned"));
  EXPECT_EQ(told.places.front().worth.verdict, Verdict::planned);
  EXPECT_EQ(told.places.front().locator.text(), "paragraph 1");
}

TEST(Explain, OfARuleThatFailsItSaysWhichPartDoes) {
  const auto found = explain_text("We inform all the good people who are customers of vulnerabilities.");
  ASSERT_TRUE(found);
  EXPECT_EQ(found->verdict.verdict, Verdict::not_found);
  const ExplainedRule& told = found->rules.back().id.ends_with("told") ? found->rules.back() : found->rules.front();
  EXPECT_EQ(told.held, 0U);
  ASSERT_EQ(told.places.size(), 1U);
  const ExplainedPart& all = told.places.front().expression;
  EXPECT_FALSE(all.holds);
  ASSERT_EQ(all.children.size(), 3U);
  EXPECT_FALSE(all.children[0].holds) << "the words are there, but too far from each other";
  EXPECT_EQ(all.children[0].text, "warn");
  EXPECT_THAT(all.children[0].defined, HasSubstr("a.yaml:"));
  const ExplainedPart& near = all.children[0].children.at(0);
  EXPECT_EQ(near.text, "near 2 [inform, customers]");
  EXPECT_THAT(near.children.at(0).found, ElementsAre("inform"));
  EXPECT_THAT(near.children.at(1).found, ElementsAre("customers"));
  EXPECT_TRUE(all.children[1].holds);
  EXPECT_TRUE(all.children[2].holds);
}

TEST(Explain, WhatAnotherOwnerSaysCountsAsOtherSubject) {
  const auto found = explain_text("They inform customers of vulnerabilities.", "4.1.7/x", document::Owner::third_party);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->rules.front().places.front().worth.reason, "other_subject");
}

TEST(Explain, OfAConceptItSaysWhichArtifactsSayIt) {
  const auto compiled = matching::compile_rules({{"a.yaml", "concepts:\n  id: {artifact: cve, links: [x]}\n  flaw: [flaw]\n"}},
                                                "  - {rule: told, match: {all: [id, flaw]}}\n");
  ASSERT_NE(compiled, nullptr);
  document::Builder builder({});
  builder.add(document::BlockKind::paragraph, "See CVE-2026-12345.");
  document::Extracted extracted;
  extracted.document = builder.finish();
  const auto found = explain(*compiled, "x", extracted, {}, "a.md", 2);
  ASSERT_TRUE(found);
  const ExplainedPart& all = found->rules.at(0).places.at(0).expression;
  ASSERT_EQ(all.children.size(), 2U);
  EXPECT_EQ(all.children[0].text, "id (artifact cve, links)");
  EXPECT_TRUE(all.children[0].holds);
  EXPECT_THAT(all.children[0].found, ElementsAre("CVE-2026-12345"));
  EXPECT_FALSE(all.children[1].holds);
}

TEST(Explain, AConstraintThatIsNotThereIsAnError) {
  const auto found = explain_text("Text.", "y");
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, base::ErrorCode::unknown_clause);
  EXPECT_FALSE(explain_text("Text.", "7/x")) << "no part of a number";
}

}  // namespace
}  // namespace crosswalk::review
