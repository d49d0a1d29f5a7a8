// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "provider/check.h"

namespace crosswalk::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::UnorderedElementsAre;

Answer found(std::string bytes) {
  Answer out;
  out.state = Answer::State::found;
  out.bytes = std::move(bytes);
  return out;
}

const Scope kScope{"https://example.org/.well-known/csaf/provider-metadata.json", true, 0};

TEST(CsvFields, ReadsQuotesAsTheyAreMeant) {
  EXPECT_THAT(csv_fields("\"a\",\"b\""), ElementsAre("a", "b"));
  EXPECT_THAT(csv_fields("a, b"), ElementsAre("a", "b"));
  EXPECT_THAT(csv_fields("\"a,\"\"x\"\"\",b"), ElementsAre("a,\"x\"", "b"));
  EXPECT_THAT(csv_fields(""), ElementsAre(""));
}

TEST(NamesInListing, AreTheLastPartsOfLinks) {
  const Answer page = found(R"(<a href="../">up</a> <a href="2026/">x</a> <a href="/csaf/index.txt">y</a> <a href="a.json)");
  EXPECT_THAT(names_in_listing(page), UnorderedElementsAre("2026/", "index.txt", "a.json"));
}

TEST(SurveyOf, AsksForOneThingAfterTheOther) {
  Gathered gathered;
  EXPECT_THAT(Survey(gathered, kScope).missing(),
              UnorderedElementsAre(kScope.metadata_url, "https://example.org/.well-known/security.txt",
                                   "https://csaf.data.security.example.org/"));
  gathered[kScope.metadata_url] = found(R"({"distributions": [{"directory_url": "https://example.org/d"},
    {"rolie": {"feeds": [{"tlp_label": "WHITE", "url": "https://example.org/f.json"}]}}]})");
  EXPECT_THAT(Survey(gathered, kScope).missing(),
              IsSupersetOf({"https://example.org/d/index.txt", "https://example.org/d/changes.csv", "https://example.org/d/",
                            "https://example.org/f.json"}));
  gathered["https://example.org/d/index.txt"] = found("2026/a.json\n../../etc/x.json\nhttps://evil.example/b.json\n");
  const auto missing = Survey(gathered, kScope).missing();
  EXPECT_THAT(missing, IsSupersetOf({"https://example.org/d/2026/a.json", "https://example.org/d/2026/a.json.asc",
                                     "https://example.org/d/2026/a.json.sha512", "https://example.org/d/2026/"}));
  // Lines that lead elsewhere are no documents.
  for (const std::string& each : missing) {
    EXPECT_THAT(each, Not(::testing::HasSubstr("evil")));
    EXPECT_THAT(each, Not(::testing::HasSubstr("..")));
  }
}

TEST(SurveyOf, FollowsRedirectionsOnlySoFar) {
  Gathered gathered;
  for (int i = 0; i < 6; ++i) {
    Answer answer;
    answer.state = Answer::State::redirected;
    answer.location = "https://example.org/" + std::to_string(i + 1);
    gathered["https://example.org/" + std::to_string(i)] = answer;
  }
  gathered["https://example.org/6"] = found("x");
  const Survey survey(gathered, kScope);
  EXPECT_EQ(survey.answer("https://example.org/3")->bytes, "x");
  EXPECT_EQ(survey.answer("https://example.org/0")->state, Answer::State::redirected);
}

TEST(CheckOf, WithoutMetadataNothingElseIsJudged) {
  Gathered gathered;
  Answer missing;
  missing.state = Answer::State::missing;
  gathered[kScope.metadata_url] = missing;
  const auto all = check(gathered, kScope, {});
  ASSERT_TRUE(all);
  ASSERT_EQ(all->size(), 20U);
  for (const Requirement& each : *all) {
    if (each.number == 7) {
      EXPECT_EQ(each.verdict, Verdict::failed);
    } else if (each.number != 3) {
      EXPECT_EQ(each.verdict, Verdict::skipped) << each.number;
    }
  }
}

TEST(CheckOf, AProviderWithoutDocumentsHasNothingToFailAt) {
  Gathered gathered;
  gathered[kScope.metadata_url] = found(R"({"role": "csaf_trusted_provider"})");
  const auto all = check(gathered, kScope, {});
  ASSERT_TRUE(all);
  EXPECT_EQ((*all)[0].verdict, Verdict::skipped);
  EXPECT_EQ((*all)[6].verdict, Verdict::failed);
  EXPECT_EQ((*all)[19].verdict, Verdict::failed);
}

TEST(FingerprintsOf, WhatIsNoKeyHasNone) {
  EXPECT_THAT(fingerprints_of(""), IsEmpty());
  EXPECT_THAT(fingerprints_of("no key"), IsEmpty());
  EXPECT_THAT(fingerprints_of(std::string("\xC6\xFF\xFF\xFF\xFF\xFF", 6)), IsEmpty());
  EXPECT_THAT(fingerprints_of(std::string("\x98\x02\x04\x00", 4)), ::testing::SizeIs(1));
}

}  // namespace
}  // namespace crosswalk::provider
