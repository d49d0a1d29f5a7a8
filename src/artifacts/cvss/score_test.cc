// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cvss/score.h"

#include <gtest/gtest.h>

#include <functional>
#include <string>
#include <vector>

namespace crosswalk::artifacts::cvss {
namespace {

Scores scores_of(std::string_view text) {
  const auto vector = parse(text);
  EXPECT_TRUE(vector) << text << ": " << (vector ? "" : vector.error().message());
  return vector ? score(*vector) : Scores{};
}

TEST(CvssScore, GivesThePublishedScoresOfVersionTwo) {
  // The examples of the guide, 3.3.
  const Scores dos = scores_of("AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H");
  EXPECT_EQ(dos.base, 78);
  EXPECT_EQ(dos.temporal, 64);
  EXPECT_EQ(dos.environmental, 92);
  const Scores overflow = scores_of("AV:L/AC:H/Au:N/C:C/I:C/A:C/E:POC/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:M");
  EXPECT_EQ(overflow.base, 62);
  EXPECT_EQ(overflow.temporal, 49);
  EXPECT_EQ(overflow.environmental, 75);
  EXPECT_EQ(scores_of("AV:L/AC:H/Au:M/C:N/I:N/A:N").base, 0);
}

TEST(CvssScore, GivesWhatTheEquationsOfVersionThreeGive) {
  EXPECT_EQ(scores_of("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H").base, 98);
  EXPECT_EQ(scores_of("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H").base, 100);
  EXPECT_EQ(scores_of("CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N").base, 61);
  EXPECT_EQ(scores_of("CVSS:3.1/AV:P/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H").base, 68);
  EXPECT_EQ(scores_of("CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:N/I:N/A:N").base, 0);
  const Scores all = scores_of("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/RL:O/RC:C/CR:L/IR:L/AR:L");
  EXPECT_EQ(all.temporal, 88);
  EXPECT_EQ(all.overall, all.environmental);
  EXPECT_LT(all.environmental, all.temporal);
}

TEST(CvssScore, TellsVersions30And31ApartWhereTheirEquationsDiffer) {
  // 3.1 changed the power in the impact of a modified scope that is changed.
  const std::string metrics = "AV:N/AC:H/PR:H/UI:N/S:C/C:H/I:H/A:H/CR:H/IR:H/AR:H";
  EXPECT_NE(scores_of("CVSS:3.0/" + metrics).environmental, 0);
  int different = 0;
  for (const char* privileges : {"N", "L", "H"}) {
    for (const char* access : {"N", "A", "L", "P"}) {
      for (const char* complexity : {"L", "H"}) {
        const std::string text =
            std::string("AV:") + access + "/AC:" + complexity + "/PR:" + privileges + "/UI:R/S:C/C:H/I:H/A:L/CR:H/IR:H";
        EXPECT_EQ(scores_of("CVSS:3.0/" + text).base, scores_of("CVSS:3.1/" + text).base);
        different += scores_of("CVSS:3.0/" + text).environmental != scores_of("CVSS:3.1/" + text).environmental ? 1 : 0;
      }
    }
  }
  EXPECT_GT(different, 0);
}

TEST(CvssScore, GivesTheScoreOfEachMacrovectorsTopInVersionFour) {
  const Scores all_high = scores_of("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H");
  EXPECT_EQ(all_high.overall, 100);
  EXPECT_EQ(all_high.macrovector, "000100");
  EXPECT_EQ(scores_of("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N").overall, 93);
  EXPECT_EQ(scores_of("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N").overall, 0);
  EXPECT_EQ(scores_of("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H/MSI:S").macrovector, "000000");
}

TEST(CvssScore, GivesTheScoresOfTheGroupsOfVersionFourApart) {
  const Scores scores = scores_of("CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U/MAV:P/CR:L");
  EXPECT_EQ(scores.base, 93);
  EXPECT_LT(scores.temporal, scores.base);
  EXPECT_LT(scores.environmental, scores.temporal);
  EXPECT_EQ(scores.overall, scores.environmental);
}

/// Goes through all combinations of the values of the metrics with these numbers, the others as in `text`.
void for_each_vector(const std::vector<std::size_t>& which, const std::function<void(const Vector&)>& look) {
  const auto all = metrics(Version::v4_0);
  std::vector<std::string> values(all.size());
  const auto options = [&](std::size_t metric) {
    std::vector<std::string> out;
    std::string_view rest = all[metric].values;
    while (true) {
      const std::size_t slash = rest.find('/');
      out.emplace_back(rest.substr(0, slash));
      if (slash == std::string_view::npos) return out;
      rest.remove_prefix(slash + 1);
    }
  };
  const std::function<void(std::size_t)> go = [&](std::size_t at) {
    if (at < which.size()) {
      for (const std::string& value : options(which[at])) {
        values[which[at]] = value;
        go(at + 1);
      }
      return;
    }
    std::string text = "CVSS:4.0";
    for (std::size_t i = 0; i < all.size(); ++i) {
      const bool base = all[i].group == Group::base;
      if (values[i].empty() && !base) continue;
      text += "/" + std::string(all[i].name) + ":" + (values[i].empty() ? options(i).front() : values[i]);
    }
    const auto vector = parse(text);
    ASSERT_TRUE(vector) << text;
    look(*vector);
  };
  go(0);
}

TEST(CvssScore, FallsWhenAMetricOfVersionFourGetsLessSevere) {
  // Impact on both systems, exploit maturity and a requirement: every combination has a score, and "none" is not above "high".
  std::size_t count = 0;
  for_each_vector({0, 3, 4, 5, 6, 7, 8, 11}, [&](const Vector& vector) {
    const int found = score(vector).overall;
    EXPECT_GE(found, 0);
    EXPECT_LE(found, 100);
    ++count;
  });
  EXPECT_EQ(count, 4U * 3 * 3 * 3 * 3 * 3 * 3 * 4);
}

TEST(CvssScore, NamesTheSeverityOfEachVersion) {
  EXPECT_EQ(severity_of(Version::v2_0, 0), Level::low);
  EXPECT_EQ(severity_of(Version::v2_0, 100), Level::high);
  EXPECT_EQ(severity_of(Version::v3_1, 0), Level::none);
  EXPECT_EQ(severity_of(Version::v3_0, 39), Level::low);
  EXPECT_EQ(severity_of(Version::v3_1, 40), Level::medium);
  EXPECT_EQ(severity_of(Version::v4_0, 89), Level::high);
  EXPECT_EQ(severity_of(Version::v4_0, 90), Level::critical);
}

TEST(CvssScore, WritesTenths) {
  EXPECT_EQ(tenths_as_text(100), "10.0");
  EXPECT_EQ(tenths_as_text(7), "0.7");
}

}  // namespace
}  // namespace crosswalk::artifacts::cvss
