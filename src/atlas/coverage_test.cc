// SPDX-License-Identifier: Apache-2.0
#include "atlas/coverage.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "atlas/render.h"
#include "packs/loader.h"

namespace crosswalk::atlas {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

packs::Constraint shall(const std::string& clause, const std::string& slug) {
  packs::Constraint out;
  out.slug = slug;
  out.id = "demo:" + clause + "/" + slug;
  out.text = "The " + slug + " shall be done.";
  return out;
}

packs::Mapping mapping(const std::string& clause, const std::string& work, const std::string& section, packs::Relation relation) {
  packs::Mapping out;
  out.clause = clause;
  out.work = work;
  out.section = section;
  out.relation = relation;
  out.carries_over = "What " + section + " brings.";
  out.rationale = "Both speak of it.";
  out.source = {"Demo"};
  return out;
}

/// A pack with the clauses 1 (a, b, c, and an expectation) and 2 (d), and a catalogue with the parts 7.1 and 7.2.
Atlas demo() {
  packs::Pack pack;
  pack.id = "demo";
  pack.title = "Demo";
  packs::Clause first;
  first.number = "1";
  first.title = "First";
  first.is_new = {{"Nobody else asks for b.", {"Demo"}, packs::Confidence::high}};
  for (const char* slug : {"a", "b", "c"}) first.constraints.push_back(shall("1", slug));
  first.constraints.push_back(shall("1", "nice"));
  first.constraints.back().level = packs::Level::expectation;
  packs::Clause second;
  second.number = "2";
  second.title = "Second";
  second.constraints.push_back(shall("2", "d"));
  pack.clauses = {first, second};
  pack.works = {{"iso-1", "ISO 1"}, {"iso-2", "ISO 2"}};
  pack.contents = {{"1", "First"}, {"2", "Second"}};
  packs::Mapping partly = mapping("1", "iso-1", "7.1", packs::Relation::intersects);
  partly.covers = {"a"};
  partly.eases = {"c"};
  packs::Catalogue catalogue;
  catalogue.id = "iso-1";
  catalogue.title = "ISO 1";
  catalogue.entries = {{"7", "Plans", "All of it.", {}, {}},
                       {"7.1", "Planning", "Plans are made.", "7", {}},
                       {"7.2", "Review", "Plans are reviewed.", "7", {}}};
  return {{{std::make_shared<const packs::Pack>(pack), {partly, mapping("2", "iso-2", "3", packs::Relation::subset)}}},
          {catalogue}};
}

TEST(Coverage, CountsWhatMappingsCoverAndEase) {
  const Atlas atlas = demo();
  const auto coverage = cover(atlas, {"iso-1", "iso-2"}, "demo", nullptr);
  ASSERT_TRUE(coverage.has_value()) << coverage.error().message();
  ASSERT_EQ(coverage->clauses.size(), 2U);
  const ClauseCoverage& first = coverage->clauses[0];
  EXPECT_EQ(first.requirements.size(), 3U) << "an expectation is no requirement of the clause";
  EXPECT_EQ(first.count(Carried::covered), 1);
  EXPECT_EQ(first.count(Carried::eased), 1);
  EXPECT_EQ(first.count(Carried::fresh), 1);
  EXPECT_EQ(first.share_of_new(), 50);
  EXPECT_EQ(coverage->clauses[1].count(Carried::covered), 1) << "the section asks for all of the clause";
  EXPECT_EQ(coverage->share_of_new(), 38);
}

TEST(Coverage, WhatIsNotFollowedHelpsNothing) {
  const Atlas atlas = demo();
  const auto coverage = cover(atlas, {"iso-1"}, "demo", nullptr);
  ASSERT_TRUE(coverage.has_value());
  EXPECT_EQ(coverage->clauses[1].count(Carried::fresh), 1);
  EXPECT_TRUE(coverage->clauses[1].helps.empty());
}

TEST(Coverage, AskedTheOtherWayTheRelationIsTurned) {
  const Atlas atlas = demo();
  const auto coverage = cover(atlas, {"demo"}, "iso-1", nullptr);
  ASSERT_TRUE(coverage.has_value());
  ASSERT_EQ(coverage->clauses.size(), 2U);
  EXPECT_EQ(coverage->clauses[0].count(Carried::eased), 1);
  EXPECT_EQ(coverage->clauses[0].helps[0].section, "1");
  EXPECT_EQ(coverage->clauses[0].helps[0].section_title, "First");
  EXPECT_EQ(coverage->clauses[1].count(Carried::fresh), 1);
  EXPECT_EQ(coverage->share_of_new(), 75);
}

TEST(Coverage, VerdictsOfAReviewStandBesideIt) {
  const Verdicts verdicts{{"demo:1/a", review::Verdict::met}, {"demo:1/b", review::Verdict::partial}};
  const Atlas atlas = demo();
  const auto coverage = cover(atlas, {"iso-1"}, "demo", &verdicts);
  ASSERT_TRUE(coverage.has_value());
  EXPECT_EQ(coverage->proven(), 1);
  reports::StringSink sink;
  ASSERT_TRUE(render_terminal(*coverage, {}, sink).has_value());
  EXPECT_THAT(sink.text(), HasSubstr("1 met by the review"));
  EXPECT_THAT(sink.text(), HasSubstr("ISO 1, 7.1 Planning: What 7.1 brings."));
}

TEST(Coverage, UnknownAndUnmappedStandardsAreErrors) {
  Atlas atlas = demo();
  const auto misspelt = cover(atlas, {"iso1"}, "demo", nullptr);
  ASSERT_FALSE(misspelt.has_value());
  EXPECT_THAT(misspelt.error().message(), HasSubstr("did you mean iso-1?"));
  atlas.catalogues.push_back({"iso-9", "ISO 9", "", "", {}, {}});
  EXPECT_FALSE(cover(atlas, {"iso-9"}, "demo", nullptr).has_value());
  EXPECT_FALSE(cover(atlas, {"demo"}, "demo", nullptr).has_value());
}

TEST(Coverage, TextOfPacksCommandsNoTerminal) {
  Atlas atlas = demo();
  atlas.standards[0].mappings[0].carries_over = "a\x1b[31mb";
  const auto coverage = cover(atlas, {"iso-1"}, "demo", nullptr);
  ASSERT_TRUE(coverage.has_value());
  for (const auto render : {render_terminal, render_markdown, render_json}) {
    reports::StringSink sink;
    ASSERT_TRUE(render(*coverage, {}, sink).has_value());
    EXPECT_THAT(sink.text(), Not(HasSubstr("\x1b")));
  }
}

TEST(Atlas, NamesMappingsToNowhere) {
  Atlas atlas = demo();
  atlas.standards[0].mappings[0].section = "7.11";
  packs::Diagnostics diagnostics;
  check(atlas, diagnostics);
  EXPECT_THAT(diagnostics.text(), HasSubstr("the catalogue of iso-1 has no '7.11'"));
}

TEST(Mappings, ReadEveryFieldAndNameMistakes) {
  packs::Pack pack = *demo().standards[0].pack;
  packs::Diagnostics diagnostics;
  packs::Files files{
      {"mappings/iso-1.yaml",
       "to: iso-1\nmappings:\n"
       "  - {clause: \"1\", section: \"7.1\", relation: superset, carries_over: c, new: n, rationale: r, covers: [a],\n"
       "     eases: [b], disputed: d, source: [Demo], confidence: high}\n"}};
  const auto read = packs::load_mappings(pack, files, diagnostics);
  ASSERT_TRUE(read.has_value()) << diagnostics.text();
  const packs::Mapping& one = read->at(0);
  EXPECT_EQ(one.work + one.section + one.carries_over + one.is_new + one.rationale + one.disputed, "iso-17.1cnrd");
  EXPECT_EQ(one.relation, packs::Relation::superset);
  EXPECT_EQ(one.covers, std::vector<std::string>{"a"});
  EXPECT_EQ(one.eases, std::vector<std::string>{"b"});

  files = {{"mappings/iso-1.yaml",
            "to: iso-1\nmappings:\n"
            "  - {clause: \"1\", section: \"7.1\", relation: same, rationale: r, covers: [x], source: [Demo], confidence: high}\n"
            "  - {clause: \"3\", section: \"7.1\", relation: equal, rationale: r, source: [Demo], confidence: high}\n"
            "  - {clause: \"1\", section: \"7.1\", relation: equal, rationale: r, source: [Demo], confidence: high}\n"}};
  EXPECT_FALSE(packs::load_mappings(pack, files, diagnostics).has_value());
  EXPECT_THAT(diagnostics.text(), HasSubstr("mappings/iso-1.yaml:3:45: error: 'same' is not a value of 'relation'"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("clause 1 has no constraint 'x'"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("the pack has no clause '3'"));
  EXPECT_THAT(diagnostics.text(), HasSubstr("1 and 7.1 stand in line 3 too"));
}

TEST(Catalogues, ReadPartsAndNameMistakes) {
  packs::Diagnostics diagnostics;
  const auto read = packs::load_catalogue(
      "id: iso-1\ntitle: ISO 1\nedition: \"2020\"\npublisher: ISO\nsource: [Demo]\nconfidence: medium\nitems:\n"
      "  - {number: \"7.1\", title: Planning, text: Plans are made., confidence: high}\n"
      "  - {number: \"7.2\", title: Review, text: Plans are reviewed.}\n",
      "iso-1.yaml", diagnostics);
  ASSERT_TRUE(read.has_value()) << diagnostics.text();
  EXPECT_EQ(read->entry("7.1")->confidence, packs::Confidence::high);
  EXPECT_EQ(read->entry("7.2")->confidence, packs::Confidence::medium);
  EXPECT_EQ(read->entry("7.3"), nullptr);
  EXPECT_FALSE(
      packs::load_catalogue("id: iso-1\nitems: [{number: \"1\", title: a, text: b}, {number: \"1\", title: a, text: b}]\n",
                            "iso-1.yaml", diagnostics)
          .has_value());
  EXPECT_THAT(diagnostics.text(), HasSubstr("'1' stands in line 2 too"));
}

}  // namespace
}  // namespace crosswalk::atlas
