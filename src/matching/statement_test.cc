// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "document/builder.h"
#include "matching/match.h"
#include "matching/test_rules.h"

namespace crosswalk::matching {
namespace {

using document::BlockKind;

constexpr std::string_view lexicon = R"yaml(concepts:
  cue-clause-break: ["but|;"]
  cue-condition: ["if|when"]
  cue-refusal: ["refrain from|no longer"]
  cue-no-refusal: ["no longer supported"]
  cue-new-clause: [", we"]
  cue-undone: ["was dropped"]
  cue-intended: ["hope to|is slated"]
  cue-foreign-agent: ["(our |the )?suppliers?"]
  cue-operator-agent: ["(the )?hospitals?"]
  cue-reporter-agent: ["reporters"]
  cue-passed-on: ["is left to"]
  cue-theirs: ["advisories of suppliers|customers of suppliers"]
  cue-findings: ["vulnerabilities"]
  cue-no-plan: ["is slated yearly"]
  cue-operator-duty: ["is up to you"]
  cue-receiving: ["(is|are|be) (told|notified)|receives?|reported|know"]
  cue-reader-demand: ["please|you should"]
  cue-attribution: ["according to"]
  cue-own-name: ["support"]
  cue-following-denied: ["none of this is done"]
  cue-following-planned: ["this is aspirational"]
  cue-following-placeholder: ["adapt this paragraph"]
  cue-following-other-party: ["so says our rival"]
  cue-preceding-denied: ["what we do not do|the following is not done"]
  cue-status-denied:
    any: [{all: [status-no, {key: status}]}]
  cue-status-planned: ["not started"]
  cue-answer-no: ["no"]
  status: ["status"]
  status-no: ["no"]
  inform: ["inform(s|ed|ing)?|notif(y|ies|ied)"]
  customers: ["customers"]
  told: {any: [{near: 8, of: [inform, customers]}]}
)yaml";

/// What is read of the only match in a document.
class Read {
 public:
  explicit Read(document::Document document, packs::Needs needs = packs::Needs::process, document::Facts facts = {})
      : document_(std::move(document)), facts_(std::move(facts)) {
    rules_ = compile_rules({{"a.yaml", std::string(lexicon)}}, "  - {rule: told, match: told}\n", needs);
    if (rules_ == nullptr) return;
    Scanner::Scratch scratch(*rules_->scanner);
    const DocumentScan scan(*rules_, document_, facts_, "a.md", scratch);
    const std::vector<Match> matches = scan.matches();
    EXPECT_EQ(matches.size(), 1U);
    if (!matches.empty()) reading_ = matches[0].reading;
  }
  const Reading* operator->() const { return &reading_; }

 private:
  document::Document document_;
  document::Facts facts_;
  std::shared_ptr<const RuleSet> rules_;
  Reading reading_;
};

document::Document paragraphs(const std::vector<std::string>& texts) {
  document::Builder builder({});
  for (const std::string& text : texts) builder.add(BlockKind::paragraph, text);
  return builder.finish();
}
Read read(std::string text, packs::Needs needs = packs::Needs::process) { return Read(paragraphs({std::move(text)}), needs); }

TEST(Statement, ARefusalReachesToTheEndOfItsClause) {
  EXPECT_TRUE(read("We refrain from the costly and quite unusual practice of informing customers.")->negated);
  EXPECT_FALSE(read("We refrain from jokes but inform customers.")->negated);
  EXPECT_FALSE(read("We refrain from jokes, we inform customers.")->negated);
  EXPECT_FALSE(read("If we refrain from it, the team informs customers.")->negated);
}

TEST(Statement, ARefusalMayHaveExceptions) {
  EXPECT_TRUE(read("We no longer inform customers.")->negated);
  EXPECT_FALSE(read("Where it is no longer supported, the team informs customers.")->negated);
}

TEST(Statement, WhatIsSaidBehindItDeniesOrPutsItOff) {
  EXPECT_TRUE(read("Informing customers was dropped.")->negated);
  EXPECT_FALSE(read("The plan was dropped and we inform customers.")->negated);
  EXPECT_TRUE(read("Informing customers is slated for May.")->planned);
  EXPECT_TRUE(read("We hope to inform customers.")->planned);
}

TEST(Statement, TheNextSentenceTakesItBack) {
  EXPECT_TRUE(read("We inform customers. None of this is done.")->negated);
  EXPECT_TRUE(read("We inform customers. This is aspirational.")->planned);
  EXPECT_FALSE(read("We inform customers. Care without this is aspirational.")->planned);
  EXPECT_TRUE(read("We inform customers. Adapt this paragraph.")->placeholder);
  EXPECT_TRUE(read("We inform customers. So says our rival.")->other_party);
  EXPECT_FALSE(read("We inform customers. It rains. None of this is done.")->negated);
}

TEST(Statement, TheParagraphBehindItTakesItBack) {
  EXPECT_TRUE(Read(paragraphs({"We inform customers.", "None of this is done."}))->negated);
  EXPECT_FALSE(Read(paragraphs({"We inform customers.", "It rains.", "None of this is done."}))->negated);
}

TEST(Statement, AHeadingAndAnAnnouncementSayHowItIsMeant) {
  document::Builder builder({});
  builder.add(BlockKind::heading, "What we do not do", 1);
  builder.add(BlockKind::paragraph, "We inform customers.");
  EXPECT_TRUE(Read(builder.finish())->negated);
  EXPECT_TRUE(Read(paragraphs({"The following is not done:", "We inform customers."}))->negated);
  EXPECT_FALSE(Read(paragraphs({"The following is not done.", "We inform customers."}))->negated);
}

TEST(Statement, AnAnswerDeniesWhatWasAsked) {
  EXPECT_TRUE(read("Do we inform customers? No.")->negated);
  EXPECT_FALSE(read("Do we inform customers? Yes.")->negated);
  EXPECT_FALSE(read("We inform customers. No.")->negated);
}

TEST(Statement, ASupplierWhoActsIsAnotherParty) {
  EXPECT_TRUE(read("Our supplier of boards informs customers.")->other_party);
  EXPECT_TRUE(read("In May, the supplier informs customers.")->other_party);
  EXPECT_TRUE(read("Customers are always informed by the supplier.")->other_party);
  EXPECT_TRUE(read("Informing customers is left to others.")->other_party);
  EXPECT_FALSE(read("The supplier tells us and we inform customers.")->other_party);
  EXPECT_FALSE(read("We inform suppliers and customers.")->other_party);
  EXPECT_FALSE(read("If the supplier informs customers")->other_party);
}

TEST(Statement, WhatIsSomebodyElsesCountsUnlessTheRuleLooksForIt) {
  EXPECT_TRUE(read("The advisories of suppliers inform customers.")->other_party);
  EXPECT_FALSE(read("We inform customers of suppliers.")->other_party);
}

TEST(Statement, WhatIsPutOffRegularlyIsNoPlan) {
  EXPECT_TRUE(read("Informing customers is slated.")->planned);
  EXPECT_FALSE(read("Informing customers is slated yearly.")->planned);
}

TEST(Statement, TheStatesInAListOfFindingsAreThoseOfTheirRepair) {
  const auto row = [](std::string_view state) {
    document::Builder builder({});
    builder.begin_table();
    builder.add_cell(0, 0, "Act");
    builder.add_cell(0, 1, "Status");
    builder.add_cell(1, 0, "We inform customers");
    builder.add_cell(1, 1, state);
    builder.end_table(0);
    return builder.finish();
  };
  document::Facts findings;
  findings.role = document::Role::register_;
  findings.control.title = "Open vulnerabilities";
  EXPECT_TRUE(Read(row("not started"))->planned);
  EXPECT_FALSE(Read(row("not started"), packs::Needs::process, findings)->planned);
}

TEST(Statement, AQuestionnaireAsksWhoeverFillsItIn) {
  document::Builder builder({});
  builder.begin_table();
  builder.add_cell(0, 0, "Please inform customers?");
  builder.add_cell(0, 1, "Yes");
  builder.end_table(-1);
  EXPECT_FALSE(Read(builder.finish())->reporter_request);
}

TEST(Statement, WhoeverIsToldDoesNotAct) {
  EXPECT_FALSE(read("The supplier is told before customers are informed.")->other_party);
  EXPECT_FALSE(read("Customers are informed of what was reported by the supplier.")->other_party);
}

TEST(Statement, GuidesSpeakToOperators) {
  EXPECT_TRUE(read("The hospital informs customers.")->other_party);
  EXPECT_FALSE(read("The hospital informs customers.", packs::Needs::output)->other_party);
  EXPECT_TRUE(read("Informing customers is up to you.")->other_party);
  EXPECT_TRUE(read("Please inform customers.")->reporter_request);
  EXPECT_TRUE(read("If you find a vulnerability, please inform customers.")->reporter_request);
  EXPECT_FALSE(read("Please inform customers.", packs::Needs::output)->reporter_request);
  EXPECT_FALSE(read("You should know that our team informs customers.")->reporter_request);
  EXPECT_TRUE(read("Reporters inform customers.", packs::Needs::output)->reporter_request);
}

TEST(Statement, ANameThatTheDocumentDoesNotKnowIsAnother) {
  EXPECT_TRUE(read("Northwind informs customers. We do not.")->other_party);
  EXPECT_TRUE(read("We rest. Northwind Ltd informs customers.")->other_party);
  EXPECT_TRUE(read("According to Northwind, we inform customers.")->other_party);
  EXPECT_FALSE(read("Northwind informs customers.")->other_party) << "nobody else speaks here";
  EXPECT_FALSE(read("We rest. Support informs customers.")->other_party);
  EXPECT_FALSE(read("We rest. PSIRT informs customers.")->other_party);
  EXPECT_FALSE(read("We rest. Session tokens and informed customers.")->other_party);
  EXPECT_FALSE(read("We rest. Northwind is told when the team informs customers.")->other_party);
  document::Builder builder({});
  builder.add(BlockKind::heading, "Northwind at work", 1);
  builder.add(BlockKind::paragraph, "Northwind informs customers. We rest.");
  EXPECT_FALSE(Read(builder.finish())->other_party);
}

}  // namespace
}  // namespace crosswalk::matching
