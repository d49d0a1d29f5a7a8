// SPDX-License-Identifier: Apache-2.0
#include "matching/artifacts.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "document/builder.h"
#include "matching/match.h"
#include "matching/test_rules.h"

namespace crosswalk::matching {
namespace {

using artifacts::Kind;
using artifacts::Kinds;
using document::BlockKind;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

document::Document paragraphs(const std::vector<std::string>& texts) {
  document::Document empty;
  empty.style = document::LocatorStyle::heading_paragraph;
  document::Builder builder(std::move(empty));
  for (const std::string& text : texts) builder.add(BlockKind::paragraph, text);
  return builder.finish();
}

/// The artifacts as "kind:normalised text".
std::vector<std::string> found_in(const document::Document& document, Kinds kinds) {
  const Normalized normalized = normalize(document);
  std::vector<std::string> out;
  for (const ArtifactPlace& place : find_artifacts(document, normalized, kinds)) {
    out.push_back(std::string(artifacts::name_of(place.kind)) + ":" +
                  normalized.text.substr(place.range.begin, place.range.end - place.range.begin));
  }
  return out;
}

TEST(FindArtifacts, GivesTheirPlacesInTheNormalisedText) {
  const document::Document document =
      paragraphs({"CVE-2026-12345 \xE2\x80\x93 see  GHSA-2h3j-4g5v-6c7f", "Score CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H."});
  EXPECT_THAT(
      found_in(document, {Kind::cve, Kind::ghsa, Kind::cvss_vector}),
      ElementsAre("cve:cve-2026-12345", "ghsa:ghsa-2h3j-4g5v-6c7f", "cvss_vector:cvss:3.1/av:n/ac:l/pr:n/ui:n/s:u/c:n/i:n/a:h"));
  EXPECT_THAT(found_in(document, {Kind::cve}), ElementsAre("cve:cve-2026-12345")) << "only what is asked for";
  EXPECT_THAT(found_in(document, {}), IsEmpty());
}

TEST(FindArtifacts, ReadsOverNotationAndNotWithinIt) {
  document::Document document = paragraphs({"The **CVE-2026-1**2345 of\\nCVE-2026-1111 [here](https://example.net/a)."});
  const auto mark = [&](std::string_view notation, std::size_t from) {
    const auto begin = static_cast<document::ByteOffset>(document.text.find(notation, from));
    document.markup.push_back({begin, begin + static_cast<document::ByteOffset>(notation.size())});
  };
  mark("**", 0);
  mark("**", 7);
  mark("\\n", 0);
  mark("[", 0);
  mark("](https://example.net/a)", 0);
  EXPECT_THAT(found_in(document, {Kind::cve, Kind::url}), ElementsAre("cve:cve-2026-12345", "cve:cve-2026-1111"));
}

TEST(FindArtifacts, FindsIdsWithinUrlsWhateverElseIsAskedFor) {
  const document::Document document = paragraphs({"See https://example.net/CVE-2026-12345 for more."});
  EXPECT_THAT(found_in(document, {Kind::cve}), ElementsAre("cve:cve-2026-12345"));
  EXPECT_THAT(found_in(document, {Kind::cve, Kind::url}),
              ElementsAre("url:https://example.net/cve-2026-12345", "cve:cve-2026-12345"));
}

TEST(FindArtifacts, NoneReachesOverTheEndOfABlock) {
  document::Document empty;
  document::Builder builder(std::move(empty));
  builder.begin_table();
  builder.add_cell(0, 0, "March");
  builder.add_cell(0, 1, "2026");
  builder.end_table(-1);
  EXPECT_THAT(found_in(builder.finish(), {Kind::date}), IsEmpty());
  EXPECT_THAT(found_in(paragraphs({"March 2026"}), {Kind::date}), ElementsAre("date:march 2026"));
}

TEST(KindsIn, TellsWhatStandsInATitle) {
  const Kinds kinds{Kind::cve, Kind::url};
  EXPECT_EQ(kinds_in("Notice on CVE-2026-12345", kinds), Kinds({Kind::cve}));
  EXPECT_TRUE(kinds_in("Notice", kinds).empty());
}

constexpr std::string_view lexicon = R"yaml(concepts:
  id: {artifact: [cve, ghsa]}
  either: {artifact: cve, says: ["defects?"]}
  mail: {artifact: email}
  fixed: ["fixed"]
)yaml";

/// A scan of a document with one rule, 4.1.7/x#a.
struct Scanned {
  Scanned(std::string_view match, document::Document made, std::string_view path = "a.md") : document(std::move(made)) {
    rules = compile_rules({{"a.yaml", std::string(lexicon)}}, "  - {rule: a, match: " + std::string(match) + "}\n");
    Scanner::Scratch scratch(*rules->scanner);
    scan = std::make_unique<DocumentScan>(*rules, document, facts, path, scratch);
  }
  [[nodiscard]] std::vector<std::string> quotes() const {
    std::vector<std::string> out;
    for (const Match& match : scan->matches()) out.emplace_back(document.view(match.quote));
    return out;
  }

  document::Document document;
  document::Facts facts;
  std::shared_ptr<const RuleSet> rules;
  std::unique_ptr<DocumentScan> scan;
};

TEST(ArtifactConcepts, HoldWhereOneOfTheirKindsStands) {
  const document::Document document =
      paragraphs({"CVE-2026-12345 is fixed.", "GHSA-2h3j-4g5v-6c7f is fixed.", "CVE-26-1 is fixed.", "CVE-2026-12345."});
  EXPECT_THAT(Scanned("{all: [id, fixed]}", document).quotes(),
              ElementsAre("CVE-2026-12345 is fixed.", "GHSA-2h3j-4g5v-6c7f is fixed."));
  EXPECT_THAT(Scanned("{near: 1, of: [fixed, id]}", document).quotes().size(), 2U);
  EXPECT_THAT(Scanned("{near: 0, of: [fixed, id]}", document).quotes(), IsEmpty());
}

TEST(ArtifactConcepts, MayBeSaidByPhrasesToo) {
  const document::Document document = paragraphs({"A defect.", "CVE-2026-12345.", "Text."});
  EXPECT_THAT(Scanned("either", document).quotes(), ElementsAre("A defect.", "CVE-2026-12345."));
}

TEST(ArtifactConcepts, StandInTitlesAndFileNames) {
  const document::Document document = paragraphs({"It is fixed."});
  EXPECT_THAT(Scanned("{all: [fixed, {title: id}]}", document, "x/CVE-2026-12345.md").quotes().size(), 1U);
  EXPECT_THAT(Scanned("{all: [fixed, {title: id}]}", document, "CVE-2026-12345/x.md").quotes(), IsEmpty());
}

TEST(ArtifactConcepts, AreKnownToTheSearchForWhatComesNearest) {
  const Scanned scanned("{all: [id, fixed]}", paragraphs({"CVE-2026-12345 is open."}));
  EXPECT_THAT(scanned.quotes(), IsEmpty());
  const std::vector<Attempt> nearest = scanned.scan->nearest(scanned.rules->rules.front(), 1);
  ASSERT_EQ(nearest.size(), 1U);
  EXPECT_EQ(nearest[0].failing, 1U);
  ASSERT_EQ(nearest[0].trial.children.size(), 2U);
  EXPECT_TRUE(nearest[0].trial.children[0].holds);
  ASSERT_EQ(nearest[0].trial.children[0].found.size(), 1U);
  EXPECT_EQ(scanned.document.view(scanned.scan->source(nearest[0].trial.children[0].found[0])), "CVE-2026-12345");
  EXPECT_FALSE(nearest[0].trial.children[1].holds);
}

}  // namespace
}  // namespace crosswalk::matching
