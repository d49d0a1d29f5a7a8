// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "document/builder.h"
#include "eval/ablation.h"
#include "eval/concept_use.h"
#include "eval/mutation.h"
#include "eval/paraphrase.h"
#include "packs/diagnostics.h"
#include "packs/rules.h"

namespace crosswalk::eval {
namespace {

using document::BlockKind;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

/// A language of few words: what is told to customers, and a score.
constexpr std::string_view lexicon_text = R"yaml(concepts:
  cue-negation: ["not|no|never"]
  cue-planned: ["planned|plan"]
  cue-undetermined: ["to be determined"]
  cue-placeholder: ["re:\\[[^\\]]*\\]"]
  cue-conditional: ["if applicable"]
  told: ["inform(s|ed)?|notif(y|ies|ied)"]
  customers: ["customers?|users?"]
  score: ["cvss"]
  number: ["re:\\d+\\.\\d+"]
)yaml";
constexpr std::string_view rules_text = R"yaml(4.1.7/told:
  - rule: sentence
    match: {all: [told, customers]}
4.1.7/score:
  - rule: value
    match: {all: [{key: score}, number]}
)yaml";

class Experiments : public testing::Test {
 protected:
  void SetUp() override {
    packs::Pack pack;
    pack.id = "p";
    packs::Clause clause;
    clause.number = "4.1.7";
    clause.id = "p:4.1.7";
    for (const char* slug : {"told", "score"}) {
      packs::Constraint constraint;
      constraint.slug = slug;
      constraint.id = "p:4.1.7/" + constraint.slug;
      clause.constraints.push_back(constraint);
    }
    pack.clauses.push_back(clause);
    packs::Diagnostics diagnostics;
    packs::Lexicon lexicon = packs::load_lexicon("en", {{"a.yaml", std::string(lexicon_text)}}, diagnostics);
    std::vector<packs::Rule> rules = packs::load_rules(pack, lexicon, {{"rules/a.yaml", std::string(rules_text)}}, diagnostics);
    auto compiled =
        matching::compile({std::make_shared<const packs::Pack>(pack)}, std::move(lexicon), std::move(rules), diagnostics);
    ASSERT_TRUE(compiled) << diagnostics.text();
    rules_ = *compiled;
  }

  /// Adds a document of paragraphs that is labelled to meet a constraint, with a quote.
  void add(const std::string& name, const std::string& slug, const std::vector<std::string>& paragraphs, std::string quote = {}) {
    auto labels = std::make_unique<LabelledDocument>();
    labels->name = name;
    labels->labels["p:4.1.7/" + slug] = {'M', false, {std::move(quote)}};
    document::Builder builder{document::Document{}};
    for (const std::string& text : paragraphs) builder.add(BlockKind::paragraph, text);
    Text text;
    text.labels = labels.get();
    text.extracted.document = builder.finish();
    labels_.push_back(std::move(labels));
    texts_.push_back(std::move(text));
  }
  [[nodiscard]] std::vector<Cell> cells() const { return met_cells(*rules_, texts_); }

  static const Trial& trial(const Experiment& experiment, const std::string& kind, const std::string& document) {
    for (const Trial& one : experiment.trials) {
      if (one.kind == kind && one.document == document) return one;
    }
    static const Trial none;
    ADD_FAILURE() << "no trial of " << kind << " on " << document;
    return none;
  }

  std::shared_ptr<const matching::RuleSet> rules_;
  std::vector<std::unique_ptr<LabelledDocument>> labels_;
  std::vector<Text> texts_;
};

TEST_F(Experiments, AConceptDecidesWhereAVerdictIsAnotherOneWithoutIt) {
  // "inform" is said in both, "users" in none but the second; a denial of something else changes nothing.
  const std::vector<std::vector<std::string>> texts{{"We inform nobody of the CVSS.", "This is not tea."},
                                                    {"We notify all users.", "We do not notify users of tea."}};
  std::vector<document::Document> documents;
  for (const auto& paragraphs : texts) {
    document::Builder builder{document::Document{}};
    for (const std::string& text : paragraphs) builder.add(BlockKind::paragraph, text);
    documents.push_back(builder.finish());
  }
  const document::Facts facts;
  const std::vector<NamedDocument> named{{"a.md", &documents[0], &facts}, {"score.md", &documents[1], &facts}};
  const std::vector<std::uint32_t> all = concepts_of(*rules_, "p");
  const auto name = [&](std::uint32_t concept_index) { return rules_->lexicon.concepts[concept_index].name; };
  std::set<std::string> asked;
  for (const std::uint32_t one : all) asked.insert(name(one));
  EXPECT_THAT(asked, testing::ElementsAre("customers", "number", "score", "told"));
  EXPECT_EQ(concepts_of(*rules_, "").size(), rules_->lexicon.concepts.size());
  for (const unsigned jobs : {1U, 3U}) {
    std::map<std::string, std::pair<std::size_t, bool>> uses;
    std::size_t told = 0;
    for (const ConceptUse& use :
         uses_of(*rules_, concepts_of(*rules_, ""), named, jobs, [&](std::size_t, std::size_t) { ++told; })) {
      uses[name(use.concept_index)] = {use.documents, use.decides};
    }
    EXPECT_EQ(told, 2U);
    EXPECT_EQ(uses["told"], std::pair(std::size_t{2}, true));
    EXPECT_EQ(uses["customers"], std::pair(std::size_t{1}, true));
    EXPECT_EQ(uses["score"], std::pair(std::size_t{1}, false));
    EXPECT_EQ(uses["number"], std::pair(std::size_t{0}, false));
    EXPECT_EQ(uses["cue-negation"], std::pair(std::size_t{2}, false));
    EXPECT_EQ(uses["cue-planned"], std::pair(std::size_t{0}, false));
  }
}

TEST_F(Experiments, CellsAreWhatIsLabelledAndCalledMet) {
  add("a", "told", {"We inform customers."});
  add("b", "told", {"Nothing of the kind."});
  add("c", "score", {"We inform customers."});
  ASSERT_EQ(cells().size(), 1U);
  EXPECT_EQ(cells()[0].text->labels->name, "a");
}

TEST_F(Experiments, MutationsRewriteUntilNoOtherPassageCarriesTheMet) {
  // More passages than evidence is kept for one document.
  std::vector<std::string> paragraphs;
  for (int i = 0; i < 30; ++i) paragraphs.push_back("We inform customers of part " + std::to_string(i) + " of it.");
  add("long", "told", paragraphs);
  const Experiment experiment = mutate(*rules_, cells(), 1);
  const Trial& denied = trial(experiment, "denied", "long");
  EXPECT_TRUE(denied.settled);
  EXPECT_EQ(denied.changes.size(), 30U);
  for (const Change& change : denied.changes) EXPECT_NE(change.before, change.after);
}

TEST_F(Experiments, MutationsTellWhatFellAndWhereTo) {
  add("value", "score", {"CVSS: 7.5"});
  const Experiment experiment = mutate(*rules_, cells(), 1);
  const Trial& planned = trial(experiment, "planned", "value");
  ASSERT_EQ(planned.changes.size(), 1U);
  EXPECT_EQ(planned.changes[0].before, "CVSS: 7.5");
  EXPECT_THAT(planned.changes[0].after, testing::StartsWith("CVSS: "));
  EXPECT_TRUE(planned.as_wanted) << "there is no number left";
  EXPECT_TRUE(planned.right) << "where the value is gone, nothing may be found";
  const Trial& third_party = trial(experiment, "third_party", "value");
  EXPECT_FALSE(third_party.as_wanted) << "these rules know nothing of others";
  EXPECT_EQ(third_party.verdict, review::Verdict::met);
  EXPECT_THAT(third_party.carried_by, HasSubstr("7.5"));
}

TEST_F(Experiments, MutationsCountOnlyRewrittenPassages) {
  // The second sentence is worth a partial before and after; it is no matter of the trial.
  add("two", "told", {"We inform customers.", "We inform customers, if applicable."});
  const Experiment experiment = mutate(*rules_, cells(), 1);
  const Trial& placeholder = trial(experiment, "placeholder", "two");
  ASSERT_EQ(placeholder.changes.size(), 1U);
  EXPECT_EQ(placeholder.changes[0].after, "[Company name] informs customers.");
  EXPECT_EQ(placeholder.verdict, review::Verdict::partial);
  EXPECT_EQ(placeholder.reason, "placeholder");
  EXPECT_TRUE(placeholder.right);
}

TEST_F(Experiments, MutationsAreTheSameOnAnyNumberOfThreads) {
  for (int i = 0; i < 12; ++i) add("d" + std::to_string(i), "told", {"We inform customers of it.", "Users are notified by us."});
  const std::vector<Cell> all = cells();
  ASSERT_EQ(all.size(), 12U);
  EXPECT_EQ(as_json({mutate(*rules_, all, 1)}), as_json({mutate(*rules_, all, 4)}));
}

TEST_F(Experiments, RightVerdictsOfEachKind) {
  using review::Verdict;
  EXPECT_TRUE(is_right(Mutation::denied, Verdict::denied, ""));
  EXPECT_FALSE(is_right(Mutation::denied, Verdict::not_found, ""));
  EXPECT_FALSE(is_right(Mutation::denied, Verdict::planned, ""));
  EXPECT_TRUE(is_right(Mutation::planned, Verdict::planned, ""));
  EXPECT_FALSE(is_right(Mutation::planned, Verdict::partial, "vague"));
  EXPECT_TRUE(is_right(Mutation::placeholder, Verdict::partial, "placeholder"));
  EXPECT_FALSE(is_right(Mutation::placeholder, Verdict::partial, "vague"));
  EXPECT_TRUE(is_right(Mutation::third_party, Verdict::partial, "other_subject"));
  EXPECT_TRUE(is_right(Mutation::third_party, Verdict::not_found, ""));
  EXPECT_FALSE(is_right(Mutation::third_party, Verdict::denied, ""));
  EXPECT_TRUE(is_right(Mutation::reporter, Verdict::partial, "vague"));
  EXPECT_FALSE(is_right(Mutation::reporter, Verdict::met, ""));
}

TEST_F(Experiments, ParaphrasesKeepOrLoseTheVerdict) {
  add("a", "told", {"Within 30 days, we notify users."});
  add("b", "told", {"It happens. We inform customers. It is good."});
  const Experiment experiment = paraphrase(*rules_, cells(), 2);
  EXPECT_EQ(trial(experiment, "first clause last", "a").changes[0].after, "We notify users within 30 days.");
  EXPECT_TRUE(trial(experiment, "first clause last", "a").as_wanted);
  EXPECT_EQ(trial(experiment, "active to passive", "a").changes[0].after, "Within 30 days, users are notified by us.");
  EXPECT_EQ(trial(experiment, "numbers in words", "a").changes[0].after, "Within thirty days, we notify users.");
  EXPECT_TRUE(trial(experiment, "sentence as a bullet", "b").as_wanted);
  EXPECT_TRUE(trial(experiment, "line breaks inside the sentence", "b").as_wanted);
  const Trial& synonyms = trial(experiment, "synonyms", "b");
  EXPECT_EQ(synonyms.changes[0].after, "We notify clients.");
  EXPECT_FALSE(synonyms.as_wanted) << "these rules do not know clients";
  EXPECT_EQ(synonyms.verdict, review::Verdict::not_found);
}

TEST_F(Experiments, AblationRemovesWhatIsLabelledAndAsMuchElse) {
  add("once", "told", {"We inform customers.", "It rains.", "It snows."}, "we inform  customers");
  add("twice", "told", {"We inform customers.", "We notify users.", "It snows."}, "We inform customers.");
  add("lost", "told", {"We inform customers.", "It rains."}, "never said");
  const Experiment experiment = ablate(*rules_, cells(), 1);
  EXPECT_TRUE(trial(experiment, "labelled", "once").as_wanted);
  EXPECT_TRUE(trial(experiment, "unlabelled", "once").as_wanted);
  EXPECT_EQ(trial(experiment, "unlabelled", "once").changes.size(), 1U);
  EXPECT_FALSE(trial(experiment, "labelled", "twice").as_wanted);
  EXPECT_EQ(trial(experiment, "labelled", "twice").carried_by, "We notify users.");
  EXPECT_FALSE(trial(experiment, "labelled", "lost").settled);
}

TEST_F(Experiments, TablesCountTrialsAndShowThem) {
  add("twice", "told", {"We inform customers.", "We notify users.", "It snows."}, "We inform customers.");
  const Experiment experiment = ablate(*rules_, cells(), 1);
  const std::string table = as_text(experiment, true, 1);
  EXPECT_THAT(table, HasSubstr("fell 0, 0.0 % (95)"));
  EXPECT_THAT(table, HasSubstr("still carried by: We notify users."));
  EXPECT_THAT(table, HasSubstr("- We inform customers."));
  EXPECT_THAT(as_json({experiment}), HasSubstr("\"share\": 0.0"));
}

std::string reworded(std::string_view name, std::string_view sentence) {
  for (const Rewording& way : rewordings()) {
    if (way.name == name) return way.reword(sentence, 3).value_or("-");
  }
  return "no such way";
}

TEST(Rewordings, SayTheSame) {
  EXPECT_EQ(reworded("last clause first", "We publish it within 90 days."), "Within 90 days, we publish it.");
  EXPECT_EQ(reworded("first clause last", "If it is one, report it to us."), "Report it to us if it is one.");
  EXPECT_EQ(reworded("typographic quotes and dashes", "The \"team\" doesn't - ever."), "The “team” doesn’t – ever.");
  EXPECT_EQ(reworded("straight quotes and dashes", "The “team” doesn’t – ever."), "The \"team\" doesn't - ever.");
  EXPECT_EQ(reworded("non-breaking spaces", "Within 90 days of it."),
            "Within 90\xC2\xA0"
            "days of it.");
  EXPECT_EQ(reworded("contractions", "We do not, and we will."), "We don't, and we'll.");
  EXPECT_EQ(reworded("no contractions", "We don't."), "We do not.");
  EXPECT_EQ(reworded("American spelling", "Authorised behaviour"), "Authorized behavior");
  EXPECT_EQ(reworded("British spelling", "Authorized behavior"), "Authorised behaviour");
  EXPECT_EQ(reworded("will to shall", "We will do it."), "We shall do it.");
  EXPECT_EQ(reworded("will to is going to", "We will do it."), "We are going to do it.");
  EXPECT_EQ(reworded("numbers in words", "within 45 business days"), "within forty-five business days");
  EXPECT_EQ(reworded("numbers in words and figures", "within 90 days"), "within ninety (90) days");
  EXPECT_EQ(reworded("calendar days", "within 90 days"), "within 90 calendar days");
  EXPECT_EQ(reworded("synonyms", "Customers get details."), "Clients obtain particulars.");
}

TEST(Rewordings, LeaveAloneWhatTheyDoNotFit) {
  EXPECT_EQ(reworded("last clause first", "All times refer to when it was told."), "-");
  EXPECT_EQ(reworded("first clause last", "If it is one, and it is ours, report it."), "-");
  EXPECT_EQ(reworded("calendar days", "within 5 business days"), "-");
  EXPECT_EQ(reworded("calendar days", "within 48 hours"), "-");
  EXPECT_EQ(reworded("numbers in words", "version 90 of it"), "-");
  EXPECT_EQ(reworded("will to shall", "He signs the WILL."), "-");
  EXPECT_EQ(reworded("synonyms", "mail@issue.example.com"), "-");
  for (const Rewording& way : rewordings()) {
    for (const std::string_view text : {"", " ", "-", "\"", "a", ", ", "90", "within 9"})
      EXPECT_NO_THROW(way.reword(text, 1)) << way.name << " of '" << text << "'";
  }
}

}  // namespace
}  // namespace crosswalk::eval
