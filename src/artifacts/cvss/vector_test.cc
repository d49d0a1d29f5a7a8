// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cvss/vector.h"

#include <gtest/gtest.h>

#include "artifacts/cvss/severity.h"

namespace crosswalk::artifacts::cvss {
namespace {

constexpr std::string_view kV31 = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";
constexpr std::string_view kV40 = "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N";

TEST(CvssVector, ReadsTheBaseMetricsOfEachVersion) {
  struct Case {
    std::string_view text;
    Version version;
  };
  for (const Case& c : {Case{"AV:N/AC:L/Au:N/C:P/I:P/A:C", Version::v2_0}, Case{"(AV:L/AC:H/Au:M/C:N/I:N/A:P)", Version::v2_0},
                        Case{"CVSS:3.0/AV:P/AC:H/PR:H/UI:R/S:C/C:N/I:L/A:N", Version::v3_0}, Case{kV31, Version::v3_1},
                        Case{kV40, Version::v4_0}}) {
    const auto vector = parse(c.text);
    ASSERT_TRUE(vector) << c.text << vector.error().message();
    EXPECT_EQ(vector->version(), c.version);
    EXPECT_TRUE(vector->in_order());
  }
}

TEST(CvssVector, GivesTheValueOfEachMetric) {
  const auto vector = parse("CVSS:3.1/AV:A/AC:H/PR:L/UI:R/S:C/C:L/I:N/A:H/E:P/MAV:L");
  ASSERT_TRUE(vector);
  EXPECT_EQ(vector->value("AV"), "A");
  EXPECT_EQ(vector->value("MAV"), "L");
  EXPECT_EQ(vector->value("RL"), "X");
  EXPECT_EQ(vector->value("Au"), "");
  EXPECT_EQ(vector->value_number(0), 1U);
  EXPECT_EQ(vector->value_number(9), std::nullopt);
  EXPECT_TRUE(vector->has(Group::threat));
  EXPECT_TRUE(vector->has(Group::environmental));
  EXPECT_FALSE(vector->has(Group::supplemental));
}

TEST(CvssVector, PutsMetricsInOrderAndLeavesOutWhatIsNotDefined) {
  const auto vector = parse("CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N/E:X/RC:C");
  ASSERT_TRUE(vector);
  EXPECT_FALSE(vector->in_order());
  EXPECT_EQ(vector->canonical(), std::string(kV31) + "/RC:C");
  EXPECT_EQ(parse("AV:N/AC:L/Au:N/C:P/I:P/A:C/E:ND/RL:OF/RC:C")->canonical(), "AV:N/AC:L/Au:N/C:P/I:P/A:C/RL:OF/RC:C");
}

TEST(CvssVector, IsNoneWithoutEveryBaseMetric) {
  for (std::size_t cut = kV31.find('/'); cut < kV31.size(); cut = kV31.find('/', cut + 1))
    EXPECT_FALSE(parse(kV31.substr(0, cut)));
  for (std::size_t cut = kV40.find('/'); cut < kV40.size(); cut = kV40.find('/', cut + 1))
    EXPECT_FALSE(parse(kV40.substr(0, cut)));
  EXPECT_EQ(parse("CVSS:3.1/AV:N/AC:L").error().subject, "PR");
}

TEST(CvssVector, SaysWhichMetricIsWrong) {
  EXPECT_EQ(parse(std::string(kV31) + "/AV:N").error().detail, "it stands twice");
  EXPECT_EQ(parse(std::string(kV40) + "/E:A/E:X").error().subject, "E");
  EXPECT_EQ(parse("CVSS:3.0/").error().subject, "the end");
  EXPECT_EQ(parse("CVSS:3.1/AV:Q/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H").error().subject, "AV");
  EXPECT_EQ(parse("CVSS:3.1/Au:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H").error().subject, "Au");
}

TEST(CvssVector, RefusesWhatIsNearlyOne) {
  for (const std::string_view text :
       {"", "CVSS:3.1", "CVSS:3.1/", "CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "cvss:3.1/av:n/ac:l/pr:n/ui:n/s:u/c:h/i:h/a:h", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/",
        "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H ", "AV:N/AC:L/Au:N/C:P/I:P", "AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
        "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:R/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N", "(CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H)"})
    EXPECT_FALSE(parse(text)) << text;
}

TEST(CvssVector, NamesTheScoreOfVersionFour) {
  EXPECT_EQ(parse(kV40)->nomenclature(), "CVSS-B");
  EXPECT_EQ(parse(std::string(kV40) + "/E:A")->nomenclature(), "CVSS-BT");
  EXPECT_EQ(parse(std::string(kV40) + "/CR:H/MSI:S")->nomenclature(), "CVSS-BE");
  EXPECT_EQ(parse(std::string(kV40) + "/E:A/CR:H/U:Amber")->nomenclature(), "CVSS-BTE");
  EXPECT_EQ(parse(std::string(kV40) + "/E:X")->nomenclature(), "CVSS-B");
  EXPECT_EQ(parse(kV31)->nomenclature(), "");
}

TEST(CvssVector, ComparesValuesAndNotTheirOrder) {
  EXPECT_EQ(*parse(kV31), *parse("CVSS:3.1/A:H/I:H/C:H/S:U/UI:N/PR:N/AC:L/AV:N"));
  EXPECT_FALSE(*parse(kV31) == *parse("CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"));
}

TEST(CvssSeverity, KnowsTheWordsAndTheirRank) {
  EXPECT_EQ(level_named("CRITICAL"), Level::critical);
  EXPECT_EQ(level_named("info"), Level::informational);
  EXPECT_EQ(level_named("severe"), std::nullopt);
  EXPECT_EQ(rank_of(Level::moderate), rank_of(Level::medium));
  EXPECT_LT(rank_of(Level::important), rank_of(Level::critical));
}

TEST(CvssSeverity, ReadsItsCanonicalFormAgain) {
  for (const Severity& severity : {Severity{Level::high, Scale::cvss_3}, Severity{Level::none, Scale::unsaid}})
    EXPECT_EQ(parse_severity(severity.canonical()), severity);
  for (const Score& score : {Score{98, Scale::cvss_4}, Score{100, Scale::unsaid}, Score{0, Scale::unsaid}})
    EXPECT_EQ(parse_score(score.canonical()), score);
}

TEST(CvssSeverity, RefusesScoresThatThereAreNot) {
  for (const std::string_view text : {"10.1", "11", "9.85", "-1", "9.", ".5", "9,8", "", "09"})
    EXPECT_FALSE(parse_score(text)) << text;
  EXPECT_FALSE(parse_severity("high (CVSS 9)"));
}

}  // namespace
}  // namespace crosswalk::artifacts::cvss
