// SPDX-License-Identifier: Apache-2.0
#include "matching/match.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "document/builder.h"
#include "matching/test_rules.h"

namespace crosswalk::matching {
namespace {

using document::BlockKind;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view cues = R"yaml(concepts:
  cue-negation: ["not|no|never|without"]
  cue-no-negation: ["not later than|not only"]
  cue-clause-break: ["but|however"]
  cue-exception: ["before|unless"]
  cue-planned: ["planned|not yet"]
  cue-undetermined: ["to be determined"]
  cue-withheld: ["is not part of"]
  cue-not-told: ["do not say whether|not disclosed"]
  cue-told-later: ["to follow"]
  cue-not-the-case: ["it is not the case that"]
  cue-other-party: ["another manufacturer"]
  cue-condition: ["if|when"]
  cue-reporter-request: ["in your report"]
  cue-asked-whether: ["tell us whether"]
  cue-planned-document: ["status: planning"]
  cue-conditional: ["if applicable"]
  cue-placeholder: ["re:\\[insert[^\\]]*\\]"]
  cue-example: ["examples?"]
  duration: ["re:\\d+ (?:hours?|days?)"]
)yaml";

constexpr std::string_view concepts = R"yaml(concepts:
  inform: ["inform(s|ed)?|notif(y|ies|ied)"]
  customers: ["customers?|hospitals?"]
  vulnerability: ["vulnerabilit(y|ies)"]
  severity: ["severity"]
  rank: ["low|high|critical"]
  advisory: ["advisor(y|ies)"]
  version: ["re:\\d+\\.\\d+"]
  told: {any: [{near: 3, of: [inform, customers]}]}
)yaml";

/// A rule set of one constraint, 4.1.7/x, with the rules in `rules` (a YAML list), and a scan of a document with it.
class Scan {
 public:
  Scan(std::string_view rules, document::Document document, document::Facts facts = {}, std::string_view path = "a.md")
      : document_(std::move(document)), facts_(std::move(facts)) {
    rules_ = compile_rules({{"cues.yaml", std::string(cues)}, {"concepts.yaml", std::string(concepts)}}, rules);
    if (rules_ == nullptr) return;
    Scanner::Scratch scratch(*rules_->scanner);
    scan_ = std::make_unique<DocumentScan>(*rules_, document_, facts_, path, scratch);
    matches_ = scan_->matches();
  }

  [[nodiscard]] const DocumentScan& scan() const { return *scan_; }
  [[nodiscard]] std::string normalized() const { return normalize(document_).text; }

  [[nodiscard]] const std::vector<Match>& matches() const { return matches_; }
  [[nodiscard]] std::vector<std::string> quotes() const {
    std::vector<std::string> out;
    for (const Match& match : matches_) out.emplace_back(document_.view(match.quote));
    return out;
  }

 private:
  document::Document document_;
  document::Facts facts_;
  std::shared_ptr<const RuleSet> rules_;
  std::unique_ptr<DocumentScan> scan_;
  std::vector<Match> matches_;
};

document::Document paragraphs(const std::vector<std::string>& texts) {
  document::Builder builder({});
  for (const std::string& text : texts) builder.add(BlockKind::paragraph, text);
  return builder.finish();
}

constexpr std::string_view told_rule = "  - {rule: told, match: told}\n";

TEST(Normalize, FoldsCaseDashesQuotesAccentsAndSpaces) {
  const document::Document document =
      paragraphs({"Re\xC3\xA9valuer the \xE2\x80\x9CTHIRD-party\xE2\x80\x9D\xC2\xA0 soft\xC2\xADware_item \xE2\x80\x93 5"});
  EXPECT_EQ(normalize(document).text, "reevaluer the \"third party\" software item - 5");
}

TEST(Normalize, KnowsWhereEveryByteComesFrom) {
  const document::Document document = paragraphs({"Caf\xC3\xA9  Security", "b"});
  const Normalized normalized = normalize(document);
  ASSERT_EQ(normalized.text, "cafe security\nb");
  EXPECT_EQ(document.view(normalized.source({0, 4})), "Caf\xC3\xA9");
  EXPECT_EQ(document.view(normalized.source({5, 13})), "Security");
  EXPECT_EQ(document.view(normalized.source({14, 15})), "b");
}

TEST(Normalize, LeavesNotationOutAndPutsASpaceForALineBreak) {
  document::Document document = paragraphs({"**7** days<br>or less"});
  document.markup = {{0, 2}, {3, 5}, {10, 14}};
  EXPECT_EQ(normalize(document).text, "7 days or less");
}

TEST(Normalize, CutsSentencesButNotAtAbbreviations) {
  const document::Document document = paragraphs({"Reported to the U.S. Food agency, e.g. FDA. Then closed. 1. Next"});
  const Normalized normalized = normalize(document);
  std::vector<std::string> sentences;
  for (const Range& range : normalized.sentences)
    sentences.push_back(normalized.text.substr(range.begin, range.end - range.begin));
  EXPECT_THAT(sentences, ElementsAre("reported to the u.s. food agency, e.g. fda.", "then closed.", "1. next"));
}

TEST(Scanner, MatchesWholeWordsOnly) {
  const Scan scan("  - {rule: a, match: inform}\n", paragraphs({"information informs misinform"}));
  EXPECT_THAT(scan.quotes(), ElementsAre("information informs misinform"));
  ASSERT_EQ(scan.matches().size(), 1U);
  EXPECT_EQ(scan.matches()[0].touched.size(), 1U);
}

TEST(Match, FindsWordsNearEachOtherInOneSentence) {
  EXPECT_EQ(Scan(told_rule, paragraphs({"We inform all our customers."})).matches().size(), 1U);
  EXPECT_EQ(Scan(told_rule, paragraphs({"We inform the press, the public and then, last of all, customers."})).matches().size(),
            0U);
  EXPECT_EQ(Scan(told_rule, paragraphs({"We inform. Customers pay."})).matches().size(), 0U);
}

TEST(Match, QuotesTheSentenceVerbatim) {
  EXPECT_THAT(Scan(told_rule, paragraphs({"First.  Then we  NOTIFY\nhospitals at once. Last."})).quotes(),
              ElementsAre("Then we  NOTIFY\nhospitals at once."));
}

TEST(Match, CutsALongSentenceAroundWhatWasFound) {
  std::string text;
  for (int i = 0; i < 100; ++i) text += "lorem ipsum ";
  text += "we inform customers ";
  for (int i = 0; i < 100; ++i) text += "dolor sit ";
  const std::vector<std::string> quotes = Scan(told_rule, paragraphs({text})).quotes();
  ASSERT_EQ(quotes.size(), 1U);
  EXPECT_LE(quotes[0].size(), 400U);
  EXPECT_THAT(quotes[0], HasSubstr("we inform customers"));
}

TEST(Match, OrdersThen) {
  constexpr std::string_view rule = "  - {rule: a, match: {then: 2, of: [vulnerability, inform]}}\n";
  EXPECT_EQ(Scan(rule, paragraphs({"A vulnerability: inform them."})).matches().size(), 1U);
  EXPECT_EQ(Scan(rule, paragraphs({"Inform of a vulnerability."})).matches().size(), 0U);
}

TEST(Match, SeesHeadingsAndListIntroductionsAsContext) {
  constexpr std::string_view rule = "  - {rule: a, match: {all: [severity, {under: advisory}]}}\n";
  document::Builder builder({});
  builder.add(BlockKind::heading, "Content of advisories", 1);
  builder.add(BlockKind::paragraph, "The severity is stated.");
  builder.add(BlockKind::heading, "Other", 1);
  builder.add(BlockKind::paragraph, "The severity is stated.");
  builder.add(BlockKind::paragraph, "An advisory contains:");
  builder.add(BlockKind::list_item, "severity", 1);
  EXPECT_THAT(Scan(rule, builder.finish()).quotes(), ElementsAre("The severity is stated.", "severity"));
}

TEST(Match, ReadsKeysOfLinesTablesAndShortHeadings) {
  constexpr std::string_view rule = "  - {rule: a, within: block, match: {all: [rank, {key: severity}]}}\n";
  document::Builder builder({});
  builder.add(BlockKind::paragraph, "Severity: high");
  builder.add(BlockKind::paragraph, "The severity is not told: it is high season");
  builder.begin_table();
  builder.add_cell(0, 0, "Id");
  builder.add_cell(0, 1, "Severity");
  builder.add_cell(1, 0, "A-1");
  builder.add_cell(1, 1, "critical");
  builder.end_table(0);
  builder.add(BlockKind::heading, "Severity", 2);
  builder.add(BlockKind::paragraph, "low");
  builder.add(BlockKind::heading, "Notes", 2);
  builder.add(BlockKind::paragraph, "low");
  builder.add(BlockKind::heading, "Severity", 2);
  builder.begin_table();
  builder.add_cell(0, 0, "Issue");
  builder.add_cell(0, 1, "State");
  builder.add_cell(1, 0, "A-2");
  builder.add_cell(1, 1, "low");
  builder.end_table(0);
  // A table with a text of its own above it is of what the text says.
  builder.add(BlockKind::heading, "Severity", 2);
  builder.add(BlockKind::paragraph, "Colours:");
  builder.begin_table();
  builder.add_cell(0, 0, "Colour");
  builder.add_cell(1, 0, "high red");
  builder.end_table(0);
  document::Document document = builder.finish();
  document.style = document::LocatorStyle::heading_paragraph;
  EXPECT_THAT(Scan(rule, std::move(document)).quotes(),
              ElementsAre("Severity: high", "The severity is not told: it is high season", "A-1\ncritical", "low", "A-2\nlow"));
}

TEST(Match, ReadsTheKeyOfEachLineOfAParagraph) {
  constexpr std::string_view in_block = "  - {rule: a, within: block, match: {all: [rank, {key: severity}]}}\n";
  constexpr std::string_view in_sentence = "  - {rule: a, match: {all: [rank, {key: severity}]}}\n";
  const auto lines = [] {
    document::Document document = paragraphs({"Id: A-1\n**CVSS 3.1 severity:** high\n**Fixed in:** 1.5"});
    document.markup = {{8, 10}, {28, 30}, {36, 38}, {47, 49}};
    return document;
  };
  EXPECT_EQ(Scan(in_block, lines()).matches().size(), 1U);
  EXPECT_THAT(Scan(in_sentence, lines()).quotes(), ElementsAre("**CVSS 3.1 severity:** high"));
  EXPECT_EQ(Scan(in_block, paragraphs({"We tell all.\nSo do not ask for severity it is high: see\nthere"})).matches().size(), 0U);
  document::Builder code({});
  code.add(BlockKind::code, "print: high\nseverity: no");
  EXPECT_EQ(Scan(in_block, code.finish()).matches().size(), 0U);
}

TEST(Normalize, CutsBeforeAKeyOnALineOfItsOwn) {
  const auto sentences = [](const document::Document& document) {
    const Normalized normalized = normalize(document);
    std::vector<std::string> out;
    for (const Range& range : normalized.sentences) out.push_back(normalized.text.substr(range.begin, range.end - range.begin));
    return out;
  };
  EXPECT_THAT(sentences(paragraphs({"In all\nof them\nSee also: this\nas follows: that"})),
              ElementsAre("in all of them", "see also: this as follows: that"));
  document::Document document = paragraphs({"In all\n**fixed in:** 4\n**some** words: 5"});
  document.markup = {{7, 9}, {18, 20}, {23, 25}, {29, 31}};
  EXPECT_THAT(sentences(document), ElementsAre("in all", "fixed in: 4 some words: 5"));
}

TEST(Match, JudgesRowsAsOneUnit) {
  constexpr std::string_view rule = "  - {rule: a, within: row, match: {all: [rank, version]}}\n";
  document::Builder builder({});
  builder.begin_table();
  builder.add_cell(0, 0, "high");
  builder.add_cell(0, 1, "4.2");
  builder.add_cell(1, 0, "low");
  builder.end_table(-1);
  EXPECT_EQ(Scan(rule, builder.finish()).matches().size(), 1U);
}

TEST(Match, AsksForEnoughPlacesAndEnoughParts) {
  constexpr std::string_view rule = "  - {rule: a, places: 2, match: {at_least: 2, of: [inform, customers, advisory]}}\n";
  EXPECT_EQ(Scan(rule, paragraphs({"Inform customers.", "An advisory."})).matches().size(), 0U);
  EXPECT_EQ(Scan(rule, paragraphs({"Inform customers.", "Customers get an advisory."})).matches().size(), 2U);
}

TEST(Match, KnowsRoleOwnerTitleAndKind) {
  document::Facts facts;
  facts.role = document::Role::advisory;
  facts.owner = document::Owner::own;
  facts.control.title = "Security advisory 7";
  const document::Document document = paragraphs({"Severity high"});
  EXPECT_EQ(
      Scan("  - {rule: a, match: {all: [rank, {role: [advisory]}, {owner: [own]}, {title: advisory}, {kind: paragraph}]}}\n",
           document, facts)
          .matches()
          .size(),
      1U);
  EXPECT_EQ(Scan("  - {rule: a, match: {all: [rank, {role: [policy]}]}}\n", document, facts).matches().size(), 0U);
  EXPECT_EQ(Scan("  - {rule: a, match: {all: [rank, {title: advisory}]}}\n", document, {}, "advisory-7.md").matches().size(), 1U);
}

Reading reading_of(std::string_view text) {
  const Scan scan(told_rule, paragraphs({std::string(text)}));
  EXPECT_EQ(scan.matches().size(), 1U) << text;
  return scan.matches().empty() ? Reading{} : scan.matches()[0].reading;
}

TEST(Cues, TellNegationsFromWhatOnlyLooksLikeOne) {
  EXPECT_TRUE(reading_of("We do not inform customers.").negated);
  EXPECT_TRUE(reading_of("We never notify our customers of this.").negated);
  EXPECT_FALSE(reading_of("We inform customers not later than 5 days after.").negated);
  EXPECT_FALSE(reading_of("This is not easy, but we inform customers.").negated);
  EXPECT_FALSE(reading_of("We do not inform customers before a fix exists.").negated);
  EXPECT_FALSE(reading_of("We inform customers.").negated);
}

TEST(Cues, ADenialBehindACommaLeavesWhatStandsBefore) {
  constexpr std::string_view rule = "  - {rule: told, match: {all: [told, duration]}}\n";
  const auto negated = [&](std::string_view text) {
    const Scan scan(rule, paragraphs({std::string(text)}));
    EXPECT_EQ(scan.matches().size(), 1U) << text;
    return !scan.matches().empty() && scan.matches()[0].reading.negated;
  };
  EXPECT_FALSE(negated("We inform customers within 10 days, not within 2 days."));
  EXPECT_TRUE(negated("We inform customers, not within 2 days."));
  EXPECT_TRUE(negated("We inform customers not within 2 days."));
  EXPECT_TRUE(negated("We inform customers within 2 days, not yet within 1 hour."));
}

TEST(Cues, ReadNoBoxForARuleWithoutThem) {
  const auto unticked = [](std::string_view rule) {
    document::Builder builder({});
    builder.add(BlockKind::list_item, "Inform customers", 1);
    document::Document document = builder.finish();
    document.blocks[0].checkbox = document::Checkbox::unticked;
    const Scan scan(rule, std::move(document));
    EXPECT_EQ(scan.matches().size(), 1U);
    return !scan.matches().empty() && scan.matches()[0].reading.unticked;
  };
  EXPECT_TRUE(unticked(told_rule));
  EXPECT_FALSE(unticked("  - {rule: told, read_cues: false, match: told}\n"));
}

TEST(Cues, TellPlannedConditionalPlaceholderAndWithheld) {
  EXPECT_TRUE(reading_of("Planned: inform customers.").planned);
  EXPECT_TRUE(reading_of("How we inform customers is to be determined.").undetermined);
  EXPECT_TRUE(reading_of("Inform customers if applicable.").conditional);
  EXPECT_TRUE(reading_of("[insert team] will inform customers.").placeholder);
  EXPECT_TRUE(reading_of("How to inform customers is not part of this guide.").withheld);
}

TEST(Cues, TakeAHeadingOfPlansForPlanned) {
  document::Builder builder({});
  builder.add(BlockKind::heading, "Planned", 1);
  builder.add(BlockKind::paragraph, "Inform customers.");
  const Scan scan(told_rule, builder.finish());
  ASSERT_EQ(scan.matches().size(), 1U);
  EXPECT_TRUE(scan.matches()[0].reading.planned);
}

TEST(Cues, OfAWholeStatementAreReadForEveryRuleWhereTheySpeakOfWhatWasFound) {
  const auto reading = [](const std::string& text, bool cues_read = false) {
    const std::string rule = std::string("  - {rule: told, match: told, read_cues: ") + (cues_read ? "true" : "false") + "}\n";
    const Scan scan(rule, paragraphs({text}));
    EXPECT_EQ(scan.matches().size(), 1U) << text;
    return scan.matches().empty() ? Reading{} : scan.matches()[0].reading;
  };
  EXPECT_TRUE(reading("We do not say whether we inform customers.").withheld);
  EXPECT_TRUE(reading("We inform customers (not disclosed).").withheld);
  EXPECT_FALSE(reading("We inform customers, and what they paid is not disclosed.").withheld) << "a clause of its own";
  EXPECT_TRUE(reading("How we inform customers: to follow.").undetermined);
  EXPECT_TRUE(reading("At another manufacturer they inform customers.").other_party);
  EXPECT_FALSE(reading("If another manufacturer made the part, we inform customers.").other_party) << "only supposed";
  EXPECT_FALSE(reading("If it is not the case that it is mended, we inform customers.", true).negated) << "only supposed";
  EXPECT_TRUE(reading("Say in your report when to inform customers.").reporter_request);
  EXPECT_TRUE(reading("Tell us whether you inform customers.").asked_whether);
  EXPECT_TRUE(reading("It is not the case that, as some believe, we at once inform customers.", true).negated);
  EXPECT_FALSE(reading("It is not the case that, as some believe, we at once inform customers.", false).negated)
      << "such rules hold their own negations";
}

TEST(Cues, ADocumentThatIsOnlyPlannedPlansAllItSays) {
  const Scan planned(told_rule, paragraphs({"Status: planning", "We inform customers."}));
  ASSERT_EQ(planned.matches().size(), 1U);
  EXPECT_TRUE(planned.matches()[0].reading.planned);
  std::vector<std::string> late(20, "Text.");
  late.emplace_back("Status: planning");
  late.emplace_back("We inform customers.");
  EXPECT_FALSE(Scan(told_rule, paragraphs(late)).matches()[0].reading.planned) << "not of the document as a whole";
}

TEST(Cues, AChecklistWithoutATickIsAForm) {
  const auto unticked = [](bool with_tick, document::Role role) {
    document::Builder builder({});
    const std::int32_t item = builder.add(BlockKind::list_item, "We inform customers.");
    builder.block(item).checkbox = document::Checkbox::unticked;
    const std::int32_t other = builder.add(BlockKind::list_item, "Text.");
    builder.block(other).checkbox = with_tick ? document::Checkbox::ticked : document::Checkbox::unticked;
    document::Facts facts;
    facts.role = role;
    return Scan(told_rule, builder.finish(), facts).matches()[0].reading.unticked;
  };
  EXPECT_FALSE(unticked(false, document::Role::checklist));
  EXPECT_TRUE(unticked(true, document::Role::checklist));
  EXPECT_TRUE(unticked(false, document::Role::plan)) << "what is still to be done";
}

TEST(Match, SeesWhatIntroducesAListWithinAList) {
  document::Builder builder({});
  builder.add(BlockKind::paragraph, "The steps are the following.");
  builder.add(BlockKind::list_item, "Write an advisory. It contains:", 1);
  builder.add(BlockKind::page_footer, "7");
  builder.add(BlockKind::list_item, "the severity", 2);
  builder.add(BlockKind::list_item, "Send it, with its severity.", 1);
  const Scan scan("  - {rule: a, match: {all: [severity, {under: advisory}]}}\n", builder.finish());
  EXPECT_THAT(scan.quotes(), ElementsAre("the severity"));
}

TEST(Match, ReadsTheOnlyTimeLimitOfAPassage) {
  constexpr std::string_view rule = "  - {rule: a, limit: inform, match: told}\n";
  EXPECT_EQ(Scan(rule, paragraphs({"We inform customers within 3 days."})).matches()[0].limit_hours, 72U);
  EXPECT_EQ(Scan(rule, paragraphs({"We inform customers within 3 days or 5 days."})).matches()[0].limit_hours, 0U);
}

TEST(Match, TakesTheInnermostSectionsInWhichARuleHolds) {
  document::Builder builder({});
  builder.add(BlockKind::heading, "Customers", 1);
  builder.add(BlockKind::heading, "Severity", 2);
  builder.add(BlockKind::paragraph, "Customers are told. It is high.");
  builder.add(BlockKind::heading, "Advisory", 2);
  builder.add(BlockKind::paragraph, "Customers again, severity low.");
  builder.add(BlockKind::heading, "Other", 2);
  builder.add(BlockKind::paragraph, "Customers.");
  const Scan scan("  - {rule: a, within: section, match: {all: [customers, severity, rank]}}\n", builder.finish());
  std::vector<std::string> starts;
  for (const Match& match : scan.matches()) starts.push_back(scan.normalized().substr(match.unit.begin, 8));
  EXPECT_THAT(starts, ElementsAre("severity", "advisory"));
}

TEST(Match, StaysLinearInALongDocument) {
  std::string text;
  for (int i = 0; i < 40000; ++i) text += "Inform all of them. Then tell each of the customers. And so it went on. ";
  // Every pair of the two would be two thousand million.
  const Scan scan("  - {rule: a, match: {document: {near: 2, of: [inform, customers]}}}\n", paragraphs({text}));
  EXPECT_TRUE(scan.matches().empty());
}

TEST(RuleSet, NamesThePatternThatTheEngineRefuses) {
  packs::Diagnostics diagnostics;
  packs::Lexicon lexicon = packs::load_lexicon("en", {{"x.yaml", "concepts:\n  a: ['re:(?=b)c']\n"}}, diagnostics);
  EXPECT_FALSE(compile({}, std::move(lexicon), {}, diagnostics));
  EXPECT_THAT(diagnostics.text(), HasSubstr("x.yaml:2:1: error: pattern '(?=b)c'"));
}

TEST(Match, EmptyDocumentsHaveNoMatches) {
  EXPECT_TRUE(Scan(told_rule, document::Document{}).matches().empty());
  EXPECT_TRUE(Scan("  - {rule: a, within: document, match: {not: inform}}\n", document::Document{}).matches().empty());
}

/// Rules and documents by chance, always the same ones.
class Chance {
 public:
  explicit Chance(unsigned seed) : random_(seed) {}

  std::size_t below(std::size_t count) { return random_() % count; }
  std::string expression(int depth) {
    static const std::vector<std::string> names{"inform", "customers", "vulnerability", "severity", "rank", "told", "version"};
    const std::size_t kind = depth == 0 ? 0 : below(16);
    const auto some = [&](std::size_t least) {
      std::string out = "[";
      for (std::size_t i = 0, count = least + below(2); i < count; ++i) out += (i > 0 ? ", " : "") + expression(depth - 1);
      return out + "]";
    };
    switch (kind) {
      case 5:
      case 6:
        return "{all: " + some(2) + "}";
      case 7:
        return "{any: " + some(2) + "}";
      case 8:
        return "{near: 4, of: " + some(2) + "}";
      case 9:
        return "{then: 4, of: " + some(2) + "}";
      case 10:
        return "{at_least: 2, of: " + some(3) + "}";
      case 11:
        return "{not: " + expression(depth - 1) + "}";
      case 12:
        return "{under: " + expression(depth - 1) + "}";
      case 13:
        return "{key: " + expression(depth - 1) + "}";
      case 14: {
        static const std::vector<std::string> wider{"block", "row", "section", "document", "title"};
        return "{" + wider[below(wider.size())] + ": " + expression(depth - 1) + "}";
      }
      case 15:
        return below(2) == 0 ? "{kind: [table_cell, list_item]}" : "{role: [policy]}";
      default:
        return names[below(names.size())];
    }
  }
  document::Document document() {
    document::Builder builder({});
    for (std::size_t i = 0, count = 3 + below(80); i < count; ++i) {
      switch (below(6)) {
        case 0:
          builder.add(BlockKind::heading, text(3), static_cast<std::uint8_t>(1 + below(3)));
          break;
        case 1:
          builder.add(BlockKind::list_item, text(6), 1);
          break;
        case 2: {
          builder.begin_table();
          const int rows = 1 + static_cast<int>(below(4));
          for (int row = 0; row < rows; ++row) {
            for (int column = 0; column < 3; ++column) builder.add_cell(row, column, text(4));
          }
          builder.end_table(static_cast<int>(below(2)) - 1);
          break;
        }
        default:
          builder.add(BlockKind::paragraph, text(30) + (below(4) == 0 ? ":" : "."));
      }
    }
    return builder.finish();
  }

 private:
  std::string text(std::size_t most) {
    static const std::vector<std::string> words{"inform", "customers", "vulnerability", "severity", "high",
                                                "4.2",    "Severity:", "the",           "Then",     "a.",
                                                "Notify", "hospital",  "risk"};
    std::string out;
    for (std::size_t i = 0, count = 1 + below(most); i < count; ++i) out += (i > 0 ? " " : "") + words[below(words.size())];
    return out;
  }

  std::mt19937 random_;
};

TEST(Candidates, LeaveOutNoUnitInWhichARuleHolds) {
  std::size_t found = 0;
  for (unsigned seed = 0; seed < 80; ++seed) {
    Chance chance(seed);
    std::string rules;
    for (int i = 0; i < 12; ++i) {
      static const std::vector<std::string> units{"sentence", "block", "sentence", "block", "row", "section", "document"};
      rules += "  - {rule: r" + std::to_string(i) + ", within: " + units[chance.below(units.size())] +
               ", match: " + chance.expression(3) + "}\n";
    }
    document::Facts facts;
    facts.control.title = chance.below(2) == 0 ? "Severity" : "";
    facts.role = chance.below(2) == 0 ? document::Role::policy : document::Role::other;
    const Scan scan(rules, chance.document(), facts);
    const auto places = [](const std::vector<Match>& matches) {
      std::vector<std::pair<std::string, Range>> out;
      out.reserve(matches.size());
      for (const Match& match : matches) out.emplace_back(match.rule->id, match.unit);
      return out;
    };
    const auto wanted = places(scan.scan().matches(1000, DocumentScan::Search::every_unit));
    ASSERT_EQ(places(scan.scan().matches(1000)), wanted) << rules;
    found += wanted.size();
  }
  EXPECT_GT(found, 2000U);
}

TEST(Records, AreToldByWhatTheirTitlesOrFileNamesAreAbout) {
  const std::map<std::string, std::string> lexicon{{"en/a.yaml",
                                                    "concepts:\n"
                                                    "  pen: {says: [penetration]}\n"
                                                    "  test: {says: [\"tests?\"]}\n"
                                                    "  pen-test: {any: [{near: 1, of: [pen, test]}]}\n"}};
  const auto rules = compile_rules(lexicon, "  - {rule: r, match: test}\n", packs::Needs::record, {"pen-test"});
  ASSERT_NE(rules, nullptr);
  Scanner::Scratch scratch(*rules->scanner);
  document::Facts facts;
  EXPECT_TRUE(record_of(*rules, facts, "a/test-report.md", scratch).empty());
  EXPECT_EQ(record_of(*rules, facts, "a/penetration_test.md", scratch), std::vector<std::string>{"p:4.1.7/x"});
  facts.control.title = "Penetration Test of Viewer 3";
  EXPECT_EQ(record_of(*rules, facts, "a/report.md", scratch), std::vector<std::string>{"p:4.1.7/x"});
}

}  // namespace
}  // namespace crosswalk::matching
