// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <set>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using testing::HasSubstr;

/// Three documents written for this: a policy, an advisory, and a note on the canteen.
std::string corpus() { return (sources() / "src/eval/testdata/corpus").string(); }

Json experiment(const std::string& flag, const std::string& name) {
  const Ran ran = crosswalk({"eval", "--corpus", corpus(), flag, "--json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out, nullptr, false);
  EXPECT_TRUE(json.contains(name)) << ran.out;
  return json.value(name, Json::object());
}

TEST(Eval, MutatesEveryPassageThatCarriesAMet) {
  const Json json = experiment("--mutate", "mutations");
  ASSERT_EQ(json.at("kinds").size(), 5U);
  const int cells = json.at("kinds").at("denied").at("cells");
  EXPECT_GE(cells, 6) << "severity, versions, resolution, description; channel, limits";
  EXPECT_EQ(json.at("kinds").at("planned").at("cells"), cells);
  EXPECT_LT(json.at("kinds").at("reporter").at("cells"), cells) << "a channel is a request to reporters";
  for (const Json& trial : json.at("trials")) {
    const auto name = trial.at("kind").get<std::string>() + " " + trial.at("constraint").get<std::string>();
    ASSERT_FALSE(trial.at("changes").empty()) << name;
    for (const Json& change : trial.at("changes")) EXPECT_NE(change.at("before"), change.at("after")) << name;
    EXPECT_EQ(trial.at("as_wanted").get<bool>(), trial.at("verdict") != "met") << name;
    EXPECT_NE(trial.at("document"), "canteen.md");
  }
}

TEST(Eval, SaysWhatIsMetInOtherWords) {
  const Json json = experiment("--paraphrase", "paraphrases");
  std::set<std::string> ways;
  int stayed = 0;
  for (const Json& trial : json.at("trials")) {
    ways.insert(trial.at("kind"));
    if (trial.at("as_wanted")) ++stayed;
    ASSERT_FALSE(trial.at("changes").empty());
  }
  EXPECT_GE(ways.size(), 10U);
  EXPECT_GE(stayed * 100, static_cast<int>(json.at("trials").size()) * 95) << "the aim";
}

TEST(Eval, RemovesWhatIsLabelled) {
  const Json json = experiment("--ablate", "ablation");
  bool channel_fell = false;
  for (const Json& trial : json.at("trials")) {
    if (trial.at("kind") != "labelled" || trial.at("constraint") != "iec-81001-5-1:9.2/intake-channel") continue;
    channel_fell = trial.at("as_wanted");
    EXPECT_THAT(trial.at("changes").at(0).at("before").get<std::string>(), HasSubstr("psirt@norrmed.example"));
  }
  EXPECT_TRUE(channel_fell) << "it stands in one sentence only";
}

TEST(Eval, RepeatsOverJobsAndOrders) {
  const Ran ran = crosswalk({"eval", "--corpus", corpus(), "--repeat", "5", "--jobs", "1..3", "--shuffle", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out, nullptr, false);
  EXPECT_EQ(json.at("runs"), 5);
  EXPECT_EQ(json.at("documents"), 3);
  EXPECT_EQ(json.at("same"), true);
  EXPECT_GT(json.at("evidence"), 0);
}

TEST(Eval, ShowsSamplesAndMistakes) {
  const Ran ran = crosswalk({"eval", "--corpus", corpus(), "--mutate", "--mistakes", "--show", "3"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("\n  denied, advisory.md, iec-81001-5-1:4.1.7/"));
  EXPECT_THAT(ran.out, HasSubstr("\n      + "));
}

TEST(Eval, MutatesInWordingsThatAreHeldBack) {
  const Ran ran = crosswalk({"eval", "--corpus", corpus(), "--mutate", "--held-back", "--json"});
  ASSERT_EQ(ran.code, 0) << ran.err;
  const Json json = Json::parse(ran.out, nullptr, false);
  ASSERT_TRUE(json.contains("mutations held back")) << ran.out;
  EXPECT_EQ(json.at("mutations held back").at("kinds").at("denied").at("cells"),
            experiment("--mutate", "mutations").at("kinds").at("denied").at("cells"));
}

TEST(Eval, SaysWhatDoesNotGoTogether) {
  EXPECT_EQ(crosswalk({"eval", "--corpus", corpus(), "--held-back"}).code, 2);
  const Ran several = crosswalk({"eval", "--corpus", corpus(), "--jobs", "1..3"});
  EXPECT_EQ(several.code, 2);
  EXPECT_THAT(several.err, HasSubstr("--repeat"));
  EXPECT_EQ(crosswalk({"eval", "--corpus", corpus(), "--repeat", "2", "--mutate"}).code, 2);
  EXPECT_EQ(crosswalk({"eval", "--corpus", corpus(), "--repeat", "2", "--jobs", "3..1"}).code, 2);
  EXPECT_EQ(crosswalk({"eval", "--corpus", corpus(), "--shuffle"}).code, 2);
  EXPECT_EQ(crosswalk({"eval", "--corpus", corpus(), "--jobs", "0"}).code, 2);
}

}  // namespace
}  // namespace crosswalk::end_to_end
