// SPDX-License-Identifier: Apache-2.0
#include "provider/plan.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::provider {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

class PlanTest : public ::testing::Test {
 protected:
  PlanTest() {
    organisation_.publisher.publisher_namespace = "https://example.org";
    organisation_.publisher.advisory_prefix = "EX-SA-";
    circumstances_ = {&organisation_, &cases_, 1000};
    candidate_.sha256 = "hash";
    candidate_.facts.id = "EX-SA-2026-0001";
    candidate_.facts.version = "1";
    candidate_.facts.status = "final";
    candidate_.facts.tlp = "WHITE";
    candidate_.facts.publisher_namespace = "https://example.org";
    candidate_.facts.initial_release = candidate_.facts.current_release = "1970-01-01T00:15:00Z";
    candidate_.facts.initial = candidate_.facts.current = 900;
    candidate_.facts.vulnerabilities = {{"CVE-2026-1001", {}}};
    cases_.push_back(approved("V-2026-0001", "CVE-2026-1001"));
  }
  static CaseState approved(const std::string& id, const std::string& cve) {
    CaseState out;
    out.one.id = id;
    out.one.ids = {cve};
    out.one.distribution.tlp = disclosure::Tlp::white;
    out.one.approval = {{"person:1"}, "", 500};
    out.approved = out.told = 1;
    return out;
  }
  [[nodiscard]] Decision decided(const Candidate* published = nullptr) const {
    return decide(candidate_, published, circumstances_);
  }

  disclosure::Organisation organisation_;
  std::vector<CaseState> cases_;
  Circumstances circumstances_;
  Candidate candidate_;
};

TEST_F(PlanTest, AllCasesOfAnAdvisoryHaveToBeApproved) {
  EXPECT_EQ(decided().fate, Fate::added);
  candidate_.facts.vulnerabilities.push_back({"CVE-2026-1002", {}});
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("no case of the register goes by CVE-2026-1002")));
  cases_.push_back(approved("V-2026-0002", "CVE-2026-1002"));
  EXPECT_THAT(decided().cases, ElementsAre("V-2026-0001", "V-2026-0002"));
  EXPECT_EQ(decided().fate, Fate::added);
  cases_[1].one.approval = {};
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("case V-2026-0002 is not approved")));
  // By the id of the case as well as by its CVE.
  candidate_.facts.vulnerabilities[1] = {"", {"V-2026-0002"}};
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("case V-2026-0002 is not approved")));
}

TEST_F(PlanTest, TheDocumentInTheProfileOfVexBelongsToTheSameCase) {
  candidate_.facts.id = "EX-SA-2026-0001-VEX";
  EXPECT_EQ(decided().fate, Fate::added);
  EXPECT_THAT(decided().cases, ElementsAre("V-2026-0001"));
  EXPECT_EQ(case_id_of("OTHER-1", organisation_.publisher), "");
}

TEST_F(PlanTest, WhatIsPublishedTheSameIsUnchangedAndWhatIsOlderStaysOut) {
  Candidate published = candidate_;
  EXPECT_EQ(decided(&published).fate, Fate::unchanged);
  published.facts.version = "2";
  EXPECT_THAT(decided(&published).reasons, ElementsAre(HasSubstr("older revision 1")));
  published.facts.version = "1";
  published.sha256 = "other";
  EXPECT_THAT(decided(&published).reasons, ElementsAre(HasSubstr("other content")));
  candidate_.facts.version = "10";
  published.facts.version = "9";
  EXPECT_EQ(decided(&published).fate, Fate::revised);
  candidate_.facts.title = "WITHDRAWN: x";
  EXPECT_EQ(decided(&published).fate, Fate::withdrawn);
  // Another folder does not know what was published; the register does.
  cases_[0].one.publications.push_back({candidate_.facts.id, "11", 600, "", "x", disclosure::PublicationKind::corrected, ""});
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("older revision 10")));
}

TEST_F(PlanTest, ADocumentFromBeforeTheEndOfAnEmbargoIsBuiltAgain) {
  cases_[0].one.distribution.embargo_until = 1001;
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("is under embargo until")));
  cases_[0].one.distribution.embargo_until = 950;
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("before the embargo of case V-2026-0001 ended at 1970-01-01T00:15:50Z")));
  cases_[0].one.distribution.embargo_until = 900;
  EXPECT_EQ(decided().fate, Fate::added);
}

TEST_F(PlanTest, TheOrderOfChangesDecidesAndNotTheirDates) {
  cases_[0].told = 2;
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("changed after it was approved")));
  cases_[0].approved = 3;
  EXPECT_THAT(decided().reasons, IsEmpty());
  cases_[0].published = 4;
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("approved for the revision before")));
  // What was published stays approved.
  cases_[0].one.publications.push_back(publication_of(candidate_, "u"));
  EXPECT_THAT(decided().reasons, IsEmpty());
  cases_[0].one.publications.clear();
  cases_[0].published = 0;
  cases_[0].told_at = 901;
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("build it again")));
  cases_[0].told_at = 0;
  cases_[0].one.approval.at = 1001;
  EXPECT_THAT(decided().reasons, ElementsAre(HasSubstr("is approved from")));
}

TEST(IsTold, FieldsOfAnAdvisoryAndNoOthers) {
  for (const char* each : {"/title", "/resolution/kind", "/affected/0/versions", "/source/credit", "/source", "/distribution",
                           "/distribution/tlp", ""}) {
    EXPECT_TRUE(is_told(each)) << each;
  }
  for (const char* each : {"/stage", "/events/0", "/source/reporter", "/distribution/embargo_until", "/approval/by",
                           "/publications/0", "/notices", "/titles"}) {
    EXPECT_FALSE(is_told(each)) << each;
  }
}

}  // namespace
}  // namespace crosswalk::provider
