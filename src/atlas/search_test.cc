// SPDX-License-Identifier: Apache-2.0
#include "atlas/search.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::atlas {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

packs::Constraint constraint(const std::string& clause, const std::string& slug, const std::string& text) {
  packs::Constraint out;
  out.slug = slug;
  out.id = "std:" + clause + "/" + slug;
  out.text = text;
  return out;
}

Atlas small() {
  auto pack = std::make_shared<packs::Pack>();
  pack->id = "std";
  pack->contents = {{"1.1", "Telling users"}, {"1.2", "Testing"}};
  packs::Clause telling;
  telling.number = "1.1";
  telling.id = "std:1.1";
  telling.title = "Telling users";
  telling.requirement.text = "Users are told. Disclosures name the fix.";
  telling.constraints = {constraint("1.1", "fix-named", "Each disclosure names the fix.")};
  packs::Clause testing;
  testing.number = "1.2";
  testing.id = "std:1.2";
  testing.title = "Testing";
  testing.requirement.text = "Interfaces are fuzzed before release.";
  packs::CommonGap gap;
  gap.text = "Fuzzing stopped at the first crash.";
  gap.remedy = "Let it run on.";
  testing.gaps = {gap};
  pack->clauses = {telling, testing};
  packs::Catalogue other;
  other.id = "iso-1";
  other.title = "ISO 1";
  other.source = {"ISO 1"};
  other.entries = {{"7.2", "Communication", "Customers are told of advisory notices.", {}, {}, packs::Confidence::medium, {}}};
  packs::Mapping mapping;
  mapping.clause = "1.1";
  mapping.work = "iso-1";
  mapping.section = "7.2";
  mapping.relation = packs::Relation::superset;
  mapping.rationale = "Both tell customers.";
  mapping.carries_over = "The channel.";
  mapping.is_new = "The score.";
  Atlas out;
  out.standards.push_back({pack, {mapping}});
  out.catalogues.push_back(other);
  return out;
}

TEST(Search, FindsInflectedWordsAndShowsTheSentenceThatFits) {
  const Atlas atlas = small();
  const auto found = search(atlas, "disclosed fixes", {}, 10);
  ASSERT_GE(found.size(), 2U);
  EXPECT_EQ(found[0].id, "std:1.1/fix-named");
  EXPECT_EQ(found[1].id, "std:1.1");
  EXPECT_EQ(found[1].line, "Disclosures name the fix.");
  EXPECT_THAT(search(atlas, "giraffe", {}, 10), IsEmpty());
  EXPECT_THAT(search(atlas, "the of", {}, 10), IsEmpty());
}

TEST(Search, FindsGapsPartsAndNumbers) {
  const Atlas atlas = small();
  EXPECT_EQ(search(atlas, "crash", {}, 10).at(0).kind, FoundKind::gap);
  EXPECT_EQ(search(atlas, "advisory notices", {}, 10).at(0).id, "iso-1:7.2");
  EXPECT_EQ(search(atlas, "1.2", {}, 10).at(0).id, "std:1.2");
  EXPECT_EQ(search(atlas, "iso-1:7.2", {}, 10).at(0).kind, FoundKind::part);
  EXPECT_THAT(search(atlas, "crash", {"iso-1"}, 10), IsEmpty());
  EXPECT_EQ(search(atlas, "told fix fuzzing customers", {}, 1).size(), 1U);
}

TEST(Search, ShowsHitsInEightyColumnsAndAsJson) {
  const Atlas atlas = small();
  const auto found = search(atlas, "fuzzing", {}, 10);
  reports::StringSink sink;
  ASSERT_TRUE(render_terminal(found, {80, false}, sink).has_value());
  std::size_t begin = 0;
  for (std::size_t end = sink.text().find('\n'); end != std::string::npos; end = sink.text().find('\n', begin)) {
    EXPECT_LE(end - begin, 80U);
    begin = end + 1;
  }
  EXPECT_THAT(sink.text(), HasSubstr("Interfaces are fuzzed"));
  reports::StringSink json;
  ASSERT_TRUE(render_json("fuzzing", found, json).has_value());
  EXPECT_THAT(json.text(), HasSubstr("\"kind\": \"gap\""));
}

TEST(Search, ShowsAPartWithWhatIsMappedToItBothWays) {
  const Atlas atlas = small();
  reports::StringSink sink;
  ASSERT_TRUE(render_part(atlas, atlas.catalogues[0], atlas.catalogues[0].entries[0], {200, false}, sink).has_value());
  EXPECT_THAT(sink.text(), HasSubstr("std:1.1 Telling users"));
  EXPECT_THAT(sink.text(), HasSubstr("ISO 1, 7.2 asks for a part of it; the clause asks for all of it and more."));
  EXPECT_THAT(sink.text(), HasSubstr("The channel."));
  EXPECT_THAT(sink.text(), HasSubstr("New there: The score."));
  EXPECT_THAT(sink.text(), Not(HasSubstr("No clause")));
}

}  // namespace
}  // namespace crosswalk::atlas
