// SPDX-License-Identifier: Apache-2.0
#include "policy/policy.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "artifacts/securitytxt/securitytxt.h"

namespace crosswalk::policy {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

namespace securitytxt = artifacts::securitytxt;

const std::filesystem::path packs_folder = std::filesystem::path(CROSSWALK_SOURCE_DIR) / "packs";

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

std::vector<disclosure::Regime> shipped_regimes() {
  std::vector<disclosure::Regime> out;
  packs::Diagnostics diagnostics;
  for (const auto& entry : std::filesystem::directory_iterator(packs_folder / "regimes"))
    out.push_back(disclosure::load_regime(read_file(entry.path()), entry.path().string(), diagnostics).value());
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.id < b.id; });
  return out;
}

/// A request that knows an e-mail address and nothing else.
Request few_facts() {
  Request request;
  request.organisation.publisher.email = "psirt@northgate.example";
  request.regimes = shipped_regimes();
  request.as_of = {2026, 11, 20};
  request.find_template = [](const std::string& name) -> base::Result<writing::TemplateFile> {
    return writing::TemplateFile{read_file(packs_folder / "templates" / (name + ".md")), name};
  };
  return request;
}

void sell_in(Request& request, const std::vector<std::string>& markets, std::optional<bool> device) {
  request.organisation.markets = request.manufacturer.markets = markets;
  request.organisation.device = request.manufacturer.device = device;
}

Request all_facts() {
  Request request = few_facts();
  sell_in(request, {"EU", "US"}, true);
  disclosure::Organisation& organisation = request.organisation;
  organisation.name = "Northgate Imaging GmbH";
  organisation.time_zone = "Europe/Berlin";
  organisation.products = {{"ScanView", {{"1.9", false, {}}, {"2.10", true, {}}, {"2.0", true, {}}, {"2.1", true, {}}}}};
  disclosure::Publisher& publisher = organisation.publisher;
  publisher.contact_url = "https://northgate.example/report";
  publisher.key_url = "https://northgate.example/key.asc";
  publisher.key_fingerprint = "7FFA5553619B8BC9B67D251C8043B699951BE79E";
  publisher.policy_url = "https://northgate.example/policy";
  publisher.acknowledgments_url = "https://northgate.example/thanks";
  publisher.advisories_url = "https://northgate.example/.well-known/csaf";
  publisher.languages = {"en", "de"};
  publisher.case_prefix = "NG-V-";
  publisher.advisory_prefix = "NG-SA-";
  return request;
}

std::vector<File> built(const Request& request) {
  packs::Diagnostics diagnostics;
  auto files = build(request, diagnostics);
  EXPECT_TRUE(files.has_value());
  EXPECT_FALSE(diagnostics.has_errors()) << diagnostics.text();
  return files ? *files : std::vector<File>();
}

File file_named(const Request& request, std::string_view name) {
  for (File& file : built(request)) {
    if (file.name == name) return file;
  }
  ADD_FAILURE() << name;
  return {};
}
std::string policy_of(const Request& request) { return file_named(request, "vulnerability-disclosure-policy.md").bytes; }
std::string procedure_of(const Request& request) { return file_named(request, "psirt-procedure.md").bytes; }

std::vector<std::string> wanted_in(const File& file) {
  std::vector<std::string> out;
  for (const writing::Blank& blank : file.blanks) out.push_back(blank.wanted);
  return out;
}

std::size_t count_of(std::string_view needle, std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = text.find(needle); at != std::string_view::npos; at = text.find(needle, at + 1)) ++count;
  return count;
}

TEST(DisclosurePolicy, SaysWhatIsKnown) {
  const std::string text = policy_of(all_facts());
  for (const char* fact : {"Northgate Imaging GmbH", "ScanView: 2.0, 2.1, 2.10", "mailto:psirt@northgate.example",
                           "https://northgate.example/report", "https://northgate.example/key.asc",
                           "7FFA5553619B8BC9B67D251C8043B699951BE79E", "https://northgate.example/policy",
                           "https://northgate.example/thanks", "https://northgate.example/.well-known/csaf", "en, de"})
    EXPECT_THAT(text, HasSubstr(fact));
  EXPECT_THAT(text, Not(HasSubstr("1.9")));
}

TEST(DisclosurePolicy, WhatNobodyKnowsIsABlank) {
  const File file = file_named(few_facts(), "vulnerability-disclosure-policy.md");
  const auto wanted = wanted_in(file);
  for (const char* blank : {"the manufacturer", "product", "its supported versions", "languages in which reports are answered",
                            "our OpenPGP key, or another way to send a report safely",
                            "the page on which advisories are published", "where this policy is published"})
    EXPECT_THAT(wanted, Contains(blank));
  EXPECT_THAT(wanted, Contains(HasSubstr("for counsel")));
  EXPECT_EQ(count_of("BLANK", file.bytes), file.blanks.size() + 1) << "the one more is the title's";
  EXPECT_THAT(file.bytes, Not(HasSubstr("Form:")));
}

TEST(DisclosurePolicy, EveryDocumentIsADraft) {
  Request request = all_facts();
  request.formats = {Format::md, Format::html, Format::pdf};
  const auto files = built(request);
  ASSERT_EQ(files.size(), 7U);
  for (const File& file : files) {
    const std::string ending = file.name.substr(file.name.rfind('.'));
    const std::string sign = ending == ".md"     ? "**Status**: DRAFT\n"
                             : ending == ".html" ? "Status: Draft, not approved"
                             : ending == ".pdf"  ? "%PDF-"
                                                 : "# DRAFT\n";
    EXPECT_THAT(file.bytes, HasSubstr(sign)) << file.name;
  }
}

TEST(DisclosurePolicy, IsNotMadeWithoutAnAddressForReports) {
  Request request = all_facts();
  request.organisation.publisher.email.clear();
  EXPECT_TRUE(takes_reports(request.organisation)) << "there is a form";
  EXPECT_THAT(policy_of(request), AllOf(HasSubstr("Form:"), Not(HasSubstr("E-mail:"))));
  request.organisation.publisher.contact_url.clear();
  EXPECT_FALSE(takes_reports(request.organisation));
  packs::Diagnostics diagnostics;
  const auto files = build(request, diagnostics);
  ASSERT_FALSE(files.has_value());
  EXPECT_EQ(files.error().code, base::ErrorCode::usage);
}

TEST(DisclosurePolicy, TheSameFactsGiveTheSameBytes) {
  Request request = all_facts();
  request.formats = {Format::md, Format::html, Format::pdf};
  const auto once = built(request);
  const auto again = built(request);
  ASSERT_EQ(once.size(), again.size());
  for (std::size_t i = 0; i < once.size(); ++i) EXPECT_EQ(once[i].bytes, again[i].bytes) << once[i].name;
}

TEST(DisclosurePolicy, ProposedTimesAreBlanksAndOwnOnesAreSaid) {
  Request request = all_facts();
  EXPECT_THAT(wanted_in(file_named(request, "psirt-procedure.md")),
              Contains("hours or days until the reporter has an acknowledgement, with the unit"));
  EXPECT_THAT(policy_of(request), Not(HasSubstr("7 days"))) << "what is only proposed is not said";
  EXPECT_EQ(own_period(request.regimes, acknowledge_clock)->text(), "7 days");
  EXPECT_EQ(own_period(request.regimes, triage_clock)->text(), "72 hours");
  for (disclosure::Regime& regime : request.regimes) {
    if (regime.id == own_policy) regime.clocks.at(0).within = disclosure::parse_period("2 working days");
  }
  request.own_times = true;
  EXPECT_THAT(policy_of(request), HasSubstr("within 2 working days after we receive it"));
  EXPECT_THAT(procedure_of(request), HasSubstr("within 2 working days"));
  EXPECT_THAT(wanted_in(file_named(request, "psirt-procedure.md")), Not(Contains(HasSubstr("until the reporter has"))));
}

TEST(PsirtProcedure, HasTheClocksOfTheMarketsWithTheirSources) {
  Request request = all_facts();
  const std::string device = procedure_of(request);
  EXPECT_THAT(device, HasSubstr("| competent authority of the Member State where it happened | 15 days | Article 87(3) |"));
  EXPECT_THAT(device, HasSubstr("| FDA | 10 working days | 806"));
  EXPECT_THAT(device, HasSubstr("https://eur-lex.europa.eu/eli/reg/2017/745/oj"));
  EXPECT_THAT(
      device,
      HasSubstr("| We become aware of the vulnerability, if we become aware that the risk of patient harm is uncontrolled "
                "then or later | Customers told"));
  EXPECT_THAT(device, Not(HasSubstr("2024/2847")));
  sell_in(request, {"EU"}, false);
  const std::string other = procedure_of(request);
  EXPECT_THAT(other, HasSubstr("| 24 hours | Article 14(2)(a) |"));
  EXPECT_THAT(other, HasSubstr("measure is available, after we became aware that the vulnerability is actively exploited |"));
  EXPECT_THAT(other, HasSubstr("| Sent: Notification of a severe incident | Final report on a severe incident |"));
  EXPECT_THAT(other, Not(HasSubstr("Article 87")));
  EXPECT_THAT(other, Not(HasSubstr("806")));
  EXPECT_THAT(other, Not(HasSubstr("depends on whether")));
}

TEST(PsirtProcedure, AClockThatBeginsLaterSaysWhenAndOneThatEndedIsLeftOut) {
  Request request = all_facts();
  sell_in(request, {"EU"}, false);
  request.as_of = {2026, 9, 1};
  EXPECT_THAT(procedure_of(request), HasSubstr("| 24 hours | Article 14(2)(a), from 2026-09-11 |"));
  for (disclosure::Regime& regime : request.regimes) {
    for (disclosure::Clock& clock : regime.clocks) {
      if (clock.section == "Article 14(2)(b)") clock.valid_until = base::Date{2026, 8, 31};
    }
  }
  EXPECT_THAT(procedure_of(request), AllOf(HasSubstr("Article 14(2)(a)"), Not(HasSubstr("Article 14(2)(b)"))));
}

TEST(PsirtProcedure, WhereNobodySaidWhetherItIsADeviceBothRulesStandWithANote) {
  Request request = all_facts();
  sell_in(request, {"EU"}, std::nullopt);
  const File file = file_named(request, "psirt-procedure.md");
  EXPECT_THAT(file.bytes, AllOf(HasSubstr("Article 87"), HasSubstr("Article 14"), HasSubstr("depends on whether")));
  EXPECT_THAT(file.bytes, AllOf(HasSubstr("For medical devices only."), HasSubstr("Not for medical devices.")));
  EXPECT_THAT(wanted_in(file), Contains("whether the products are medical devices"));
}

TEST(PsirtProcedure, AMarketWithoutRulesHasBlanksThatNameIt) {
  Request request = all_facts();
  sell_in(request, {"EU", "JP"}, true);
  const auto wanted = wanted_in(file_named(request, "psirt-procedure.md"));
  EXPECT_THAT(wanted, Contains("JP: the authority to be told"));
  EXPECT_THAT(wanted, Contains("JP: the law and its section"));
  EXPECT_THAT(wanted, Not(Contains(HasSubstr("EU: "))));
  sell_in(request, {}, true);
  EXPECT_THAT(wanted_in(file_named(request, "psirt-procedure.md")), Contains("the authority to be told"));
}

TEST(PsirtProcedure, LeavesPeopleToPeople) {
  std::size_t names = 0;
  for (const writing::Blank& blank : file_named(all_facts(), "psirt-procedure.md").blanks)
    names += blank.type == writing::BlankType::name ? 1 : 0;
  EXPECT_GE(names, 8U) << "each role, and who approves";
}

TEST(DraftOfSecurityTxt, OfAllFactsPassesOurOwnCheck) {
  const File file = security_txt(all_facts().organisation, {2026, 11, 20});
  EXPECT_THAT(file.blanks, IsEmpty());
  const auto read = securitytxt::read(file.bytes, {artifacts::time::beginning_of({2026, 11, 20}), ""});
  EXPECT_TRUE(read.is_valid());
  for (const auto& remark : read.remarks)
    EXPECT_EQ(remark.finding.level, artifacts::FindingLevel::information) << remark.finding.message;
  using securitytxt::FieldKind;
  EXPECT_THAT(read.values(FieldKind::contact), ElementsAre("https://northgate.example/report", "mailto:psirt@northgate.example"));
  EXPECT_THAT(read.values(FieldKind::encryption), ElementsAre("https://northgate.example/key.asc"));
  EXPECT_THAT(read.values(FieldKind::csaf), ElementsAre("https://northgate.example/.well-known/csaf/provider-metadata.json"));
  EXPECT_THAT(read.values(FieldKind::policy), ElementsAre("https://northgate.example/policy"));
  EXPECT_THAT(read.languages, ElementsAre("en", "de"));
}

TEST(DraftOfSecurityTxt, ExpiresWithinAYear) {
  for (const base::Date day :
       {base::Date{2026, 11, 20}, base::Date{2027, 3, 1}, base::Date{2028, 2, 28}, base::Date{2028, 2, 29}}) {
    const auto now = artifacts::time::beginning_of(day);
    const auto read = securitytxt::read(security_txt(all_facts().organisation, day).bytes, {now, ""});
    ASSERT_TRUE(read.expires.has_value());
    EXPECT_GT(*read.expires, now);
    EXPECT_LT(*read.expires, artifacts::time::years_later(now, 1)) << day.iso();
  }
}

TEST(DraftOfSecurityTxt, OfFewFactsIsValidAndNamesTheOthers) {
  Request request = few_facts();
  File file = security_txt(request.organisation, {2026, 11, 20});
  EXPECT_EQ(file.blanks.size(), 5U);
  EXPECT_THAT(file.bytes, HasSubstr("# Policy: [[BLANK address: where the disclosure policy is published]]\n"));
  const auto read = securitytxt::read(file.bytes, {artifacts::time::beginning_of({2026, 11, 20}), ""});
  EXPECT_TRUE(read.is_valid());
  EXPECT_EQ(read.fields.size(), 2U);
  request.organisation.publisher.key_fingerprint = "7FFA5553619B8BC9B67D251C8043B699951BE79E";
  EXPECT_THAT(security_txt(request.organisation, {2026, 11, 20}).bytes,
              HasSubstr("\nEncryption: openpgp4fpr:7ffa5553619b8bc9b67d251c8043b699951be79e\n"));
}

}  // namespace
}  // namespace crosswalk::policy
