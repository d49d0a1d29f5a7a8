// SPDX-License-Identifier: Apache-2.0
#include "advisories/advisory.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <nlohmann/json.hpp>
#include <random>

#include "advisories/test_cases.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/vex/vex.h"

namespace crosswalk::advisories {
namespace {

using disclosure::AffectedStatus;
using disclosure::Case;
using disclosure::Organisation;
using disclosure::ResolutionKind;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using testing::organisation;
using ::testing::SizeIs;
using testing::whole_case;
using Json = nlohmann::json;

Options final_options(std::string_view as_of = "2026-11-12T08:00:00Z") {
  Options out;
  out.status = Status::final;
  out.as_of = testing::at(as_of);
  return out;
}

std::vector<std::string> missing_of(const Prepared& prepared) {
  std::vector<std::string> out;
  for (const Missing& one : prepared.missing)
    out.push_back(one.case_id + (one.case_id.empty() ? "" : ", ") + one.field + ": " + one.wanted);
  return out;
}

/// Makes both documents and wants them to pass everything.
Json valid(const Prepared& prepared) {
  EXPECT_THAT(missing_of(prepared), IsEmpty());
  const std::string text = csaf_text(prepared.advisory, prepared.missing, "0.1");
  EXPECT_THAT(csaf_faults(text, artifacts::csaf::file_name_for(prepared.advisory.id)), IsEmpty()) << text;
  const std::string vex = csaf_vex_text(prepared.advisory, prepared.missing, "0.1");
  EXPECT_THAT(csaf_faults(vex, artifacts::csaf::file_name_for(vex_id(prepared.advisory))), IsEmpty()) << vex;
  return Json::parse(text);
}

TEST(Advisory, FinalPassesTheSchemaAndAllTests) {
  const Json csaf = valid(prepare({whole_case()}, organisation(), final_options()));
  EXPECT_EQ(csaf["document"]["category"], "csaf_security_advisory");
  EXPECT_EQ(csaf["document"]["tracking"]["id"], "EX-SA-2026-0001");
  EXPECT_EQ(csaf["document"]["tracking"]["status"], "final");
  EXPECT_EQ(csaf["document"]["tracking"]["version"], "1");
  EXPECT_EQ(csaf["document"]["tracking"]["generator"]["date"], "2026-11-12T08:00:00Z");
  EXPECT_EQ(csaf["document"]["references"][0]["url"], "https://example.com/.well-known/csaf/2026/ex-sa-2026-0001.json");
  EXPECT_EQ(csaf["document"]["publisher"]["namespace"], "https://example.com");
  const Json& one = csaf["vulnerabilities"][0];
  EXPECT_EQ(one["cve"], "CVE-2026-12345");
  EXPECT_EQ(one["cwe"]["name"], "Improper Authentication");
  EXPECT_EQ(one["product_status"]["known_affected"], Json({"InfuPump:2.0.0", "InfuPump:2.3.0", "InfuPump:2.4.0"}));
  EXPECT_EQ(one["product_status"]["fixed"], Json({"InfuPump:2.4.1"}));
  EXPECT_EQ(one["product_status"]["known_not_affected"], Json({"ScanView:1.0", "ScanView:1.1"}));
  EXPECT_EQ(one["scores"][0]["cvss_v3"]["baseScore"], 9.8);
  EXPECT_EQ(one["scores"][0]["cvss_v3"]["baseSeverity"], "CRITICAL");
  EXPECT_EQ(one["remediations"][0]["category"], "vendor_fix");
  EXPECT_EQ(one["flags"][0]["label"], "component_not_present");
  EXPECT_EQ(one["acknowledgments"][0]["names"][0], "Jane Doe, Example University");
  EXPECT_THAT(one.dump(), AllOf(HasSubstr("CVSS:4.0/AV:N"), HasSubstr("no field for CVSS 4.0"), HasSubstr("At the bedside")));
  // The reporter's address is nobody's business.
  EXPECT_THAT(csaf.dump(), AllOf(Not(HasSubstr("jane@example.org")), Not(HasSubstr("mail 4711")), Not(HasSubstr("Max Roe"))));
}

TEST(Advisory, ProductsAreKnownToPrograms) {
  const Json csaf = valid(prepare({whole_case()}, organisation(), final_options()));
  const Json& vendor = csaf["product_tree"]["branches"][0];
  EXPECT_EQ(vendor["name"], "Example Medical Ltd");
  const Json& version = vendor["branches"][0]["branches"][0]["product"];
  EXPECT_EQ(version["product_id"], "InfuPump:2.0.0");
  EXPECT_EQ(version["product_identification_helper"]["purl"], "pkg:generic/example/infupump@2.0.0");
  EXPECT_EQ(version["product_identification_helper"]["cpe"], "cpe:2.3:o:example:infupump_firmware:2.0.0:*:*:*:*:*:*:*");
}

TEST(Advisory, VersionsAreInTheirOrderWhateverThatOfTheWorkspace) {
  Organisation whose = organisation();
  whose.products[0].versions = {{"2.10.0", true, {}}, {"2.4.1", true, {}}, {"2.9.0", true, {}}, {"2.0.0", true, {}}};
  Case one = whole_case();
  one.affected[0].versions = "vers:semver/<2.4.1|>=2.9.0";
  one.resolution.fixed = {{"InfuPump", "2.4.1"}};
  const Prepared prepared = prepare({one}, whose, final_options());
  std::vector<std::string> ids;
  for (const ProductVersion& product : prepared.advisory.products) ids.push_back(product.id);
  EXPECT_THAT(
      ids, ElementsAre("InfuPump:2.0.0", "InfuPump:2.4.1", "InfuPump:2.9.0", "InfuPump:2.10.0", "ScanView:1.0", "ScanView:1.1"));
  const Json vulnerability = valid(prepared)["vulnerabilities"][0];
  EXPECT_EQ(vulnerability["product_status"]["known_affected"], Json({"InfuPump:2.0.0", "InfuPump:2.9.0", "InfuPump:2.10.0"}));
  EXPECT_EQ(vulnerability["product_status"]["fixed"], Json({"InfuPump:2.4.1"}));
  EXPECT_EQ(vulnerability["remediations"][0]["product_ids"], vulnerability["product_status"]["known_affected"]);
  EXPECT_EQ(vulnerability["flags"][0]["product_ids"], Json({"ScanView:1.0", "ScanView:1.1"}));
}

TEST(Advisory, TheSameInTheSameOut) {
  const auto text = [] {
    const Prepared prepared = prepare({whole_case()}, organisation(), final_options());
    return csaf_text(prepared.advisory, prepared.missing, "0.1");
  };
  EXPECT_EQ(text(), text());
}

/// What is missing when a field is taken away.
template <class Change>
std::vector<std::string> without(Change change) {
  Case one = whole_case();
  Organisation whose = organisation();
  change(one, whose);
  const Prepared prepared = prepare({one}, whose, final_options());
  for (const Missing& each : prepared.missing) {
    EXPECT_FALSE(each.how.empty()) << each.text();
    EXPECT_FALSE(each.field.empty());
    // People are told in words, not by the names of members.
    EXPECT_EQ(each.name().find_first_of(".[_"), std::string::npos) << each.name();
  }
  return missing_of(prepared);
}

TEST(Advisory, NamesWhatIsMissing) {
  const auto expect = [](auto change, const char* text) { EXPECT_THAT(without(change), Contains(HasSubstr(text))) << text; };
  EXPECT_THAT(without([](Case&, Organisation&) {}), IsEmpty());
  expect([](Case& one, Organisation&) { one.title.clear(); }, "V-2026-0001, title");
  expect([](Case& one, Organisation&) { one.description.clear(); }, "V-2026-0001, description");
  expect([](Case& one, Organisation&) { one.outcome = disclosure::Outcome::undecided; }, "outcome");
  expect([](Case& one, Organisation&) { one.outcome = disclosure::Outcome::not_our_product; }, "turned down (not our product)");
  expect([](Case& one, Organisation&) { one.ratings.clear(); }, "ratings: a CVSS vector");
  expect([](Case& one, Organisation&) { one.ratings.erase(one.ratings.begin()); }, "CVSS 3.1 beside that of 4.0");
  expect([](Case& one, Organisation&) { one.affected.clear(); }, "affected: products and versions");
  expect([](Case& one, Organisation&) { one.affected[0].versions = "vers:semver/<1.0.0"; },
         "affected[0].versions: no released version");
  expect([](Case& one, Organisation&) { one.affected[0].product = "Nothing"; }, "'Nothing' is no product");
  expect([](Case& one, Organisation&) { one.affected[1].versions = "all"; }, "affected[1].versions: a range");
  expect([](Case& one, Organisation&) { one.resolution.kind = ResolutionKind::undecided; }, "resolution.kind");
  expect([](Case& one, Organisation&) { one.resolution.details.clear(); }, "resolution.details");
  expect([](Case& one, Organisation&) { one.resolution.fixed.clear(); }, "resolution.fixed");
  expect([](Case& one, Organisation&) { one.resolution.fixed[0].version = "9.9"; }, "'9.9' is no version of 'InfuPump'");
  expect([](Case& one, Organisation&) { one.resolution.fixed[0].version = "2.4.0"; }, "affected and fixed");
  expect([](Case& one, Organisation&) { one.resolution.url = "ftp://x"; }, "resolution.url");
  expect([](Case& one, Organisation&) { one.clinical.harm.clear(); }, "clinical.harm");
  expect([](Case& one, Organisation&) { one.clinical.risk = disclosure::RiskControl::undetermined; }, "clinical.risk");
  expect([](Case& one, Organisation&) { one.distribution.tlp = disclosure::Tlp::unsaid; }, "distribution.tlp");
  expect([](Case& one, Organisation&) { one.approval = {}; }, "approval");
  expect([](Case& one, Organisation&) { one.affected[1].justification = one.affected[1].impact_statement = ""; },
         "why 'ScanView' is not");
  expect([](Case& one, Organisation&) { one.description = "The report, as it came:\n\n> Hello, Jo here."; },
         "description: it still is the report as it came");
  expect([](Case&, Organisation& whose) { whose.publisher.publisher_namespace.clear(); }, "disclosure.namespace");
  expect([](Case&, Organisation& whose) { whose.publisher.email = whose.publisher.contact_url = ""; }, "disclosure.email");
  expect([](Case&, Organisation& whose) { whose.publisher.advisories_url.clear(); }, "disclosure.advisories_url");
  expect([](Case&, Organisation& whose) { whose.products[1].purl.clear(); }, "products[ScanView].purl");
  expect([](Case&, Organisation& whose) { whose.name.clear(); }, "manufacturer: who publishes");
}

// A text of the case that reads as a blank would make a draft of every paper, and nobody would know why.
TEST(Advisory, ABlankInATextOfTheCaseIsNamed) {
  const char* const blank = "Now [[BLANK date: when]].";
  const auto expect = [&](auto change, const char* text) {
    EXPECT_THAT(without(change), ElementsAre(AllOf(HasSubstr(text), HasSubstr("'[[BLANK date: when]]'")))) << text;
  };
  expect([&](Case& one, Organisation&) { one.title = blank; }, "V-2026-0001, title: ");
  expect([&](Case& one, Organisation&) { one.description = blank; }, "description: ");
  expect([&](Case& one, Organisation&) { one.clinical.harm = blank; }, "clinical.harm: ");
  expect([&](Case& one, Organisation&) { one.resolution.details = blank; }, "resolution.details: ");
  expect([&](Case& one, Organisation&) { one.source.credit = blank; }, "source.credit: ");
  expect([&](Case& one, Organisation&) { one.distribution.audience = blank; }, "distribution.audience: ");
  expect([&](Case& one, Organisation&) { one.ratings[1].context = blank; }, "ratings[1].context: ");
  expect([&](Case& one, Organisation&) { one.affected[1].impact_statement = blank; }, "affected[1].impact_statement: ");
  // Words about one are none.
  EXPECT_THAT(without([](Case& one, Organisation&) { one.description = "The screen shows [[BLANK and [[BLANK here]]."; }),
              IsEmpty());
  Options options = final_options();
  options.summary = blank;
  EXPECT_THAT(missing_of(prepare({whole_case()}, organisation(), options)), ElementsAre(HasSubstr("--summary: it holds")));
}

TEST(Advisory, DraftsSayThatTheyAreAndWhatIsMissing) {
  Case one = whole_case();
  one.ratings.clear();
  Options options = final_options();
  options.status = Status::draft;
  const Prepared prepared = prepare({one}, organisation(), options);
  const std::string text = csaf_text(prepared.advisory, prepared.missing, "0.1");
  EXPECT_EQ(Json::parse(text)["document"]["tracking"]["status"], "draft");
  EXPECT_THAT(text, HasSubstr("V-2026-0001, CVSS rating: a CVSS vector"));
  EXPECT_THAT(csaf_faults(text, "ex-sa-2026-0001.json"), ElementsAre(HasSubstr("6.2.3"), HasSubstr("6.2.3"), HasSubstr("6.2.3")));
}

TEST(Advisory, ADraftOfNothingIsWellFormed) {
  Case one;
  one.id = "V-2026-0009";
  Options options = final_options();
  options.status = Status::draft;
  const Prepared prepared = prepare({one}, Organisation{}, options);
  EXPECT_GT(prepared.missing.size(), 8U);
  const Json csaf = Json::parse(csaf_text(prepared.advisory, prepared.missing, "0.1"));
  EXPECT_FALSE(csaf.contains("product_tree"));
  EXPECT_FALSE(csaf["document"].contains("title"));
}

TEST(Advisory, EveryWayOfResolvingHasItsCategory) {
  const auto category = [](auto change) {
    Case one = whole_case();
    change(one);
    return valid(prepare({one}, organisation(), final_options()))["vulnerabilities"][0]["remediations"][0]["category"]
        .get<std::string>();
  };
  EXPECT_EQ(category([](Case&) {}), "vendor_fix");
  EXPECT_EQ(category([](Case& one) { one.resolution.kind = ResolutionKind::mitigation; }), "mitigation");
  EXPECT_EQ(category([](Case& one) { one.resolution.kind = ResolutionKind::workaround; }), "workaround");
  EXPECT_EQ(category([](Case& one) {
              one.resolution = {};
              one.resolution.kind = ResolutionKind::none_planned;
              one.resolution.reason = "The product is out of support.";
            }),
            "no_fix_planned");
}

TEST(Advisory, OldAndNewScoresAreTold) {
  Case one = whole_case();
  one.ratings = {{"AV:N/AC:L/Au:N/C:C/I:C/A:C/E:F/RL:OF/RC:C", "NVD", ""},
                 {"CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "NVD", ""},
                 {"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "NVD", ""},
                 {"CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/MC:L", "own", "Only from the ward."}};
  const Json csaf = valid(prepare({one}, organisation(), final_options()));
  const Json& score = csaf["vulnerabilities"][0]["scores"][0];
  EXPECT_EQ(score["cvss_v3"]["vectorString"], "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E:P/MC:L");
  EXPECT_TRUE(score["cvss_v3"].contains("temporalScore"));
  EXPECT_TRUE(score["cvss_v3"].contains("environmentalSeverity"));
  EXPECT_EQ(score["cvss_v2"]["baseScore"], 10.0);
  EXPECT_THAT(csaf["vulnerabilities"][0]["notes"].dump(),
              AllOf(HasSubstr("CVSS 3.0 score by NVD"), HasSubstr("Only from the ward.")));
}

TEST(Advisory, AStatementOnlyOnWhatIsNotAffectedIsValid) {
  Case one = whole_case();
  one.affected.erase(one.affected.begin());
  one.resolution = {};
  one.ratings.clear();
  one.clinical = {};
  const Json csaf = valid(prepare({one}, organisation(), final_options()));
  EXPECT_FALSE(csaf["vulnerabilities"][0].contains("scores"));
  one.affected[0].justification = "No port of ours is reachable.";
  const Json other = valid(prepare({one}, organisation(), final_options()));
  EXPECT_FALSE(other["vulnerabilities"][0].contains("flags"));
  EXPECT_EQ(other["vulnerabilities"][0]["threats"][0]["category"], "impact");
}

TEST(Advisory, ReasonsOfTheHouseAreNotForThePublic) {
  Case one = whole_case();
  one.clinical.reason = "risk file RMF-42";
  EXPECT_THAT(valid(prepare({one}, organisation(), final_options())).dump(), Not(HasSubstr("RMF-42")));
}

TEST(Advisory, WhatIsUnderInvestigationIsTold) {
  Case one = whole_case();
  one.affected[1].status = AffectedStatus::under_investigation;
  const Json csaf = valid(prepare({one}, organisation(), final_options()));
  EXPECT_THAT(csaf["vulnerabilities"][0]["product_status"]["under_investigation"], SizeIs(2));
}

TEST(Advisory, ExploitationIsToldOnceItIsKnown) {
  Case one = whole_case();
  one.events.push_back({disclosure::Trigger::actively_exploited, testing::at("2026-11-11T00:00:00Z"), ""});
  EXPECT_THAT(valid(prepare({one}, organisation(), final_options())).dump(),
              HasSubstr("actively exploited; known since 2026-11-11"));
  EXPECT_THAT(valid(prepare({one}, organisation(), final_options("2026-11-10T00:00:00Z"))).dump(),
              Not(HasSubstr("actively exploited")));
}

Case published(int revisions) {
  Case one = whole_case();
  for (int i = 1; i <= revisions; ++i) {
    disclosure::Publication publication;
    publication.advisory = "EX-SA-2026-0001";
    publication.revision = std::to_string(i);
    publication.at = testing::at("2026-11-12T08:00:00Z") + i * 86400;
    publication.summary = "Summary " + std::to_string(i);
    one.publications.push_back(publication);
  }
  return one;
}

TEST(Advisory, ACorrectionIsARevisionWithHistory) {
  Options options = final_options("2026-12-01T00:00:00Z");
  EXPECT_THAT(missing_of(prepare({published(1)}, organisation(), options)), ElementsAre(HasSubstr("--summary")));
  options.summary = "ScanView 1.1 is affected, too.";
  const Json csaf = valid(prepare({published(2)}, organisation(), options));
  const Json& tracking = csaf["document"]["tracking"];
  EXPECT_EQ(tracking["version"], "3");
  EXPECT_EQ(tracking["initial_release_date"], "2026-11-13T08:00:00Z");
  EXPECT_EQ(tracking["current_release_date"], "2026-12-01T00:00:00Z");
  EXPECT_EQ(tracking["revision_history"][1]["summary"], "Summary 2");
  EXPECT_EQ(tracking["revision_history"][2]["summary"], "ScanView 1.1 is affected, too.");
}

TEST(Advisory, TheYearOfTheAddressIsThatOfTheFirstPublication) {
  Options options = final_options("2027-02-01T00:00:00Z");
  options.summary = "x";
  const Json csaf = valid(prepare({published(1)}, organisation(), options));
  EXPECT_THAT(csaf["document"]["references"][0]["url"].get<std::string>(), HasSubstr("/csaf/2026/"));
}

TEST(Advisory, HistoryIsNotRewritten) {
  Options options = final_options("2026-11-12T00:00:00Z");
  options.summary = "x";
  EXPECT_THAT(missing_of(prepare({published(1)}, organisation(), options)), ElementsAre(HasSubstr("--as-of: a time after")));
  Case gap = published(2);
  gap.publications.erase(gap.publications.begin());
  options.as_of = testing::at("2026-12-12T00:00:00Z");
  EXPECT_THAT(missing_of(prepare({gap}, organisation(), options)), Contains(HasSubstr("publications")));
}

TEST(Advisory, AWithdrawalSaysSo) {
  Options options = final_options("2026-12-01T00:00:00Z");
  options.withdraw = true;
  options.summary = "The finding was wrong.";
  EXPECT_THAT(missing_of(prepare({whole_case()}, organisation(), options)), Contains(HasSubstr("nothing was published")));
  const Json csaf = valid(prepare({published(1)}, organisation(), options));
  EXPECT_EQ(csaf["document"]["tracking"]["status"], "final");
  EXPECT_EQ(csaf["document"]["tracking"]["revision_history"][1]["summary"], "Withdrawn: The finding was wrong.");
  EXPECT_THAT(csaf["document"]["title"].get<std::string>(), ::testing::StartsWith("Withdrawn: "));
  EXPECT_THAT(csaf["document"]["notes"].dump(), HasSubstr("The finding was wrong."));
  options.summary.clear();
  EXPECT_THAT(missing_of(prepare({published(1)}, organisation(), options)), ElementsAre(HasSubstr("why it is withdrawn")));
}

TEST(Advisory, SeveralCasesMakeOne) {
  Case second = whole_case();
  second.id = "V-2026-0002";
  second.title = "A hang";
  second.ids = {"CVE-2026-22222"};
  second.distribution.tlp = disclosure::Tlp::amber;
  const Prepared prepared = prepare({whole_case(), second}, organisation(), final_options());
  const Json csaf = valid(prepared);
  EXPECT_EQ(csaf["document"]["title"], "2 vulnerabilities in InfuPump, ScanView");
  EXPECT_EQ(csaf["document"]["distribution"]["tlp"]["label"], "AMBER");
  EXPECT_THAT(csaf["vulnerabilities"], SizeIs(2));
  second.ids = {"CVE-2026-12345"};
  EXPECT_THAT(missing_of(prepare({whole_case(), second}, organisation(), final_options())),
              ElementsAre(HasSubstr("is the id of V-2026-0001")));
  EXPECT_THAT(missing_of(prepare({whole_case(), whole_case()}, organisation(), final_options())),
              Contains(HasSubstr("named twice")));
}

TEST(Advisory, OtherFormatsSayTheSame) {
  const Prepared prepared = prepare({whole_case()}, organisation(), final_options());
  const std::string csaf = csaf_vex_text(prepared.advisory, prepared.missing, "0.1");
  for (const auto format : {artifacts::vex::Format::openvex, artifacts::vex::Format::cyclonedx}) {
    const OtherVex other = other_vex(csaf, prepared.advisory, format);
    const auto document = artifacts::vex::read(other.text, "x");
    ASSERT_TRUE(document) << document.error().message();
    EXPECT_EQ(document->format, format);
    for (const auto& finding : document->findings) ADD_FAILURE() << finding.pointer << " " << finding.message;
    std::size_t affected = 0;
    for (const auto& statement : document->statements) {
      if (statement.status == artifacts::vex::Status::affected) affected += statement.products.size();
      EXPECT_EQ(statement.vulnerability.name, "CVE-2026-12345");
    }
    EXPECT_EQ(affected, 3U);
  }
}

/// A case put together at random, and a workspace that may fit it.
class Random {
 public:
  explicit Random(unsigned seed) : random_(seed) {}

  bool often() { return random_() % 5 != 0; }
  std::string text() {
    constexpr std::array<std::string_view, 8> words{"pump", "<b>", "| x", "\"quoted\"", "naïve", "\n\n", "- item", "\xE9"};
    std::string out = "Text";
    for (unsigned i = random_() % 6; i > 0; --i) out += " " + std::string(words[random_() % words.size()]);
    return out;
  }
  Case one(int number) {
    Case out = whole_case();
    out.id = "V-2026-00" + std::to_string(10 + number);
    out.ids.clear();
    if (often()) out.ids.push_back("CVE-2026-1" + std::to_string(1000 + random_() % 50));
    if (!often()) out.ids.push_back("BUG-" + std::to_string(random_() % 100));
    if (!often()) out.weaknesses.clear();
    if (!often()) out.title = text();
    if (!often()) out.description = often() ? text() : "";
    if (!often()) out.ratings.erase(out.ratings.begin() + static_cast<std::ptrdiff_t>(random_() % 2));
    if (!often()) out.ratings.push_back({"CVSS:3.0/AV:L/AC:H/PR:L/UI:R/S:C/C:L/I:N/A:N", "NVD", text()});
    if (!often()) out.ratings.push_back({"AV:N/AC:L/Au:N/C:P/I:N/A:N", "NVD", ""});
    if (!often()) out.resolution.kind = static_cast<ResolutionKind>(random_() % 5);
    if (!often()) out.resolution.reason = text();
    if (!often()) out.resolution.fixed.clear();
    if (!often()) out.resolution.details = often() ? text() : "";
    if (!often()) out.clinical = {};
    if (!often()) out.source.credit = often() ? text() : "";
    if (!often()) out.distribution.audience = text();
    if (!often()) out.distribution.tlp = static_cast<disclosure::Tlp>(random_() % 5);
    for (auto& product : out.affected) {
      if (!often()) product.status = static_cast<AffectedStatus>(random_() % 4);
      if (!often()) product.justification = often() ? text() : "inline_mitigations_already_exist";
      if (!often()) product.versions = often() ? "vers:generic/>=1.1" : "vers:semver/*";
    }
    if (!often()) out.affected.erase(out.affected.begin());
    if (!often())
      out.affected.push_back({"InfuPump", "vers:semver/2.0.0", static_cast<AffectedStatus>(random_() % 4), "", text()});
    return out;
  }
  unsigned number(unsigned below) { return random_() % below; }

 private:
  std::mt19937 random_;
};

TEST(Advisory, OfRandomCasesIsRefusedWithReasonsOrValid) {
  std::size_t valid_ones = 0;
  std::size_t refused = 0;
  for (unsigned seed = 1; seed <= 400; ++seed) {
    Random random(seed);
    std::vector<Case> cases;
    for (unsigned i = 0; i <= random.number(3); ++i) cases.push_back(random.one(static_cast<int>(i)));
    const Prepared prepared = prepare(cases, organisation(), final_options());
    if (!prepared.missing.empty()) {
      ++refused;
      continue;
    }
    ++valid_ones;
    static_cast<void>(valid(prepared));
    if (HasFailure()) {
      ADD_FAILURE() << "seed " << seed;
      break;
    }
  }
  EXPECT_GT(valid_ones, 20U);
  EXPECT_GT(refused, 20U);
}

}  // namespace
}  // namespace crosswalk::advisories
