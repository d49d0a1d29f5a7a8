// SPDX-License-Identifier: Apache-2.0
#include "advisories/build.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>

#include "advisories/test_cases.h"

namespace crosswalk::advisories {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

std::string read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  EXPECT_TRUE(in) << path;
  return {std::istreambuf_iterator<char>(in), {}};
}

disclosure::Regime regime(std::string id, std::string market, bool device) {
  disclosure::Regime out;
  out.id = std::move(id);
  out.title = out.id;
  out.markets = {std::move(market)};
  out.device = device;
  return out;
}

Request request(std::vector<disclosure::Case> cases, Status status = Status::final) {
  Request out;
  out.cases = std::move(cases);
  out.organisation = testing::organisation();
  out.manufacturer.markets = out.organisation.markets;
  out.manufacturer.device = out.organisation.device;
  out.regimes = {regime("us-cfr-806", "US", true), regime("us-fda-postmarket", "US", true), regime("eu-mdr", "EU", true),
                 regime("eu-cra", "EU", false)};
  out.options.status = status;
  out.options.as_of = testing::at("2026-11-12T08:00:00Z");
  for (const std::string& word : base::words<Kind>()) out.kinds.insert(*base::from_word<Kind>(word));
  out.version = "0.1";
  out.find_template = [](const std::string& name) -> base::Result<writing::TemplateFile> {
    const std::string path = std::string(CROSSWALK_SOURCE_DIR) + "/packs/templates/" + name + ".md";
    return writing::TemplateFile{read(path), path};
  };
  return out;
}

Built built(const Request& asked) {
  packs::Diagnostics diagnostics;
  auto out = build(asked, diagnostics);
  EXPECT_TRUE(out) << diagnostics.text();
  EXPECT_FALSE(diagnostics.has_errors()) << diagnostics.text();
  return out ? *out : Built{};
}

std::vector<std::string> names_of(const Built& made) {
  std::vector<std::string> out;
  for (const File& file : made.files) out.push_back(file.name);
  return out;
}

const File& file_of(const Built& made, const std::string& ending) {
  for (const File& file : made.files) {
    if (file.name.ends_with(ending)) return file;
  }
  ADD_FAILURE() << "no file ends with " << ending;
  static const File none;
  return none;
}

TEST(Build, MakesTheWholeSet) {
  const Built made = built(request({testing::whole_case()}));
  EXPECT_THAT(made.faults, IsEmpty());
  EXPECT_THAT(made.missing, IsEmpty());
  EXPECT_THAT(names_of(made),
              AllOf(Contains("ex-sa-2026-0001.json"), Contains("ex-sa-2026-0001-vex.json"),
                    Contains("ex-sa-2026-0001.openvex.json"), Contains("ex-sa-2026-0001.cdx.json"),
                    Contains("ex-sa-2026-0001.html"), Contains("ex-sa-2026-0001.pdf"), Contains("ex-sa-2026-0001.md"),
                    Contains("ex-sa-2026-0001-customer-notice.pdf"), Contains("regulators/ex-sa-2026-0001-us-806-report.md"),
                    Contains("regulators/ex-sa-2026-0001-us-customer-communication.md"),
                    Contains("regulators/ex-sa-2026-0001-eu-field-safety-notice.md"),
                    Contains("regulators/ex-sa-2026-0001-eu-field-safety-report.md"), Not(Contains(HasSubstr("cra")))));
  EXPECT_THAT(made.left_out, Contains(HasSubstr("eu-cra-notification: eu-cra does not concern")));
  // Whatever speaks of the advisory says the same.
  for (const char* ending : {"0001.json", "-vex.json", ".cdx.json", "0001.html", "0001.md", "customer-notice.md",
                             "us-806-report.md", "field-safety-notice.html"})
    EXPECT_THAT(file_of(made, ending).bytes, AllOf(HasSubstr("CVE-2026-12345"), HasSubstr("2.4.0"))) << ending;
}

TEST(Build, MakesTheSameBytesAgain) {
  const Built one = built(request({testing::whole_case()}));
  const Built two = built(request({testing::whole_case()}));
  ASSERT_EQ(names_of(one), names_of(two));
  for (std::size_t i = 0; i < one.files.size(); ++i) EXPECT_EQ(one.files[i].bytes, two.files[i].bytes) << one.files[i].name;
}

TEST(Build, RefusesAFinalOneWhileSomethingIsMissing) {
  disclosure::Case one = testing::whole_case();
  one.resolution.details.clear();
  const Built made = built(request({one}));
  EXPECT_THAT(made.files, IsEmpty());
  ASSERT_EQ(made.missing.size(), 1U);
  EXPECT_EQ(made.missing[0].field, "resolution.details");
  EXPECT_EQ(made.missing[0].how, "crosswalk vuln edit V-2026-0001 --details TEXT");
}

TEST(Build, DraftsNameWhatIsMissingInEveryPaper) {
  disclosure::Case one = testing::whole_case();
  one.resolution.details.clear();
  one.clinical.harm.clear();
  const Built made = built(request({one}, Status::draft));
  EXPECT_THAT(file_of(made, "0001.html").bytes,
              AllOf(HasSubstr("Status: Draft, not approved"), HasSubstr("[[BLANK text: what users shall do]]")));
  EXPECT_EQ(file_of(made, "0001.html").blanks.size(), 2U);
  EXPECT_THAT(file_of(made, "customer-notice.md").bytes,
              AllOf(HasSubstr("BLANK text: what users shall do"), HasSubstr("BLANK text: what it may do to patients")));
  EXPECT_EQ(file_of(made, "customer-notice.md").blanks.size(), 2U);
}

TEST(Build, PapersOfRegulatorsStayDraftsWhileBlanksAreLeft) {
  const Built made = built(request({testing::whole_case()}));
  EXPECT_THAT(file_of(made, "customer-notice.md").bytes, HasSubstr("Status: Approved"));
  EXPECT_THAT(file_of(made, "us-806-report.md").bytes, HasSubstr("Status: Draft, not approved"));
  EXPECT_GE(file_of(made, "us-806-report.md").blanks.size(), 20U);
}

TEST(Build, MakesPapersOfTheCyberResilienceActForWhatIsNoDevice) {
  Request asked = request({testing::whole_case()});
  asked.organisation.device = asked.manufacturer.device = false;
  EXPECT_THAT(names_of(built(asked)),
              AllOf(Contains(HasSubstr("eu-cra-early-warning.md")), Contains(HasSubstr("eu-cra-final-report.pdf")),
                    Not(Contains(HasSubstr("us-806"))), Not(Contains(HasSubstr("field-safety")))));
  asked.organisation.device = asked.manufacturer.device = std::nullopt;
  const Built unsaid = built(asked);
  EXPECT_THAT(names_of(unsaid), AllOf(Contains(HasSubstr("eu-cra-early-warning.md")), Contains(HasSubstr("us-806-report.md"))));
  EXPECT_THAT(file_of(unsaid, "eu-cra-notification.md").bytes,
              HasSubstr("does not say whether the products are medical devices"));
}

TEST(Build, WhatIsUnderEmbargoIsNotSaidToBePublished) {
  disclosure::Case one = testing::whole_case();
  one.distribution.tlp = disclosure::Tlp::amber;
  one.distribution.embargo_until = testing::at("2026-12-01T08:00:00Z");
  const Built made = built(request({one}));
  for (const char* ending : {"customer-notice.md", "0001.md"}) {
    const std::string& text = file_of(made, ending).bytes;
    EXPECT_THAT(text, AllOf(HasSubstr("Not public yet"), HasSubstr("TLP:AMBER"), HasSubstr("2026-12-01"))) << ending;
    // No address that leads nowhere, and no day on which it was not published.
    EXPECT_THAT(text, AllOf(Not(HasSubstr("irst published")), Not(HasSubstr(".well-known/csaf")))) << ending;
  }
  EXPECT_THAT(file_of(made, "customer-notice.md").bytes,
              HasSubstr("**Publication**: not public yet: under embargo until 2026-12-01 08:00 UTC"));
  // Once it is over it is as any other.
  one.distribution.tlp = disclosure::Tlp::white;
  Request later = request({one});
  later.options.as_of = testing::at("2026-12-02T08:00:00Z");
  const std::string notice = file_of(built(later), "customer-notice.md").bytes;
  EXPECT_THAT(notice, AllOf(HasSubstr("**Publication**: first published 2026-12-02"), HasSubstr(".well-known/csaf"),
                            Not(HasSubstr("embargo"))));
}

TEST(Build, OnlyWhatEverybodyMayReadIsSaidToBePublished) {
  disclosure::Case one = testing::whole_case();
  const auto notice_of = [](const Request& asked) { return file_of(built(asked), "customer-notice.md").bytes; };
  EXPECT_THAT(notice_of(request({one}, Status::draft)),
              AllOf(HasSubstr("**Publication**: not public yet"), Not(HasSubstr(".well-known/csaf"))));
  one.distribution.tlp = disclosure::Tlp::green;
  EXPECT_THAT(notice_of(request({one})), HasSubstr("**Publication**: not for the public (TLP:GREEN)"));
  // A draft of a correction leads to what is there.
  one.distribution.tlp = disclosure::Tlp::white;
  one.publications = {{"EX-SA-2026-0001", "1", testing::at("2026-11-11T08:00:00Z"), "", "AB", {}, "First version."}};
  Request correction = request({one}, Status::draft);
  correction.options.summary = "More.";
  EXPECT_THAT(notice_of(correction), AllOf(HasSubstr("first published 2026-11-11; this revision is not public yet"),
                                           HasSubstr("2026/ex-sa-2026-0001.json")));
}

TEST(Build, APaperThatSomebodyDecidedAgainstIsLeftOut) {
  disclosure::Case one = testing::whole_case();
  const auto makes = [](const Built& made, const char* paper) {
    return std::any_of(made.files.begin(), made.files.end(),
                       [&](const File& file) { return file.name.find(paper) != std::string::npos; });
  };
  EXPECT_TRUE(makes(built(request({one})), "us-806-report")) << "it was decided that it is required";
  one.decisions = {{"us-cfr-806/correction-report", false, "Nothing is corrected.", {"Max Roe"}, "regulatory affairs", {}},
                   {"eu-mdr/serious-incident", false, "Nobody was harmed.", {"Max Roe"}, "regulatory affairs", {}}};
  const Built made = built(request({one}));
  EXPECT_FALSE(makes(made, "us-806-report"));
  EXPECT_FALSE(makes(made, "eu-field-safety-report"));
  EXPECT_TRUE(makes(made, "eu-field-safety-notice"));
  EXPECT_TRUE(makes(made, "us-customer-communication"));
  EXPECT_THAT(made.left_out,
              Contains("us-806-report: it was decided that no report is required (V-2026-0001, us-cfr-806/correction-report: "
                       "Nothing is corrected.)"));
  // Another clock that the same paper answers runs, and nobody decided on it.
  Request running = request({one});
  packs::Diagnostics diagnostics;
  const auto mdr =
      disclosure::load_regime(read(std::string(CROSSWALK_SOURCE_DIR) + "/packs/regimes/eu-mdr.yaml"), "eu-mdr.yaml", diagnostics);
  ASSERT_TRUE(mdr) << diagnostics.text();
  running.regimes[2] = *mdr;
  running.cases[0].events.push_back({disclosure::Trigger::field_action_decided, testing::at("2026-11-09T08:00:00Z"), ""});
  EXPECT_TRUE(makes(built(running), "eu-field-safety-report"));
  // Of a second case nobody decided.
  disclosure::Case other = testing::whole_case();
  other.id = "V-2026-0002";
  other.ids = {"CVE-2026-12346"};
  other.decisions.clear();
  EXPECT_TRUE(makes(built(request({one, other})), "us-806-report"));
}

TEST(Build, MakesWhatIsAskedForOnly) {
  Request asked = request({testing::whole_case()});
  asked.kinds = {Kind::openvex, Kind::notice};
  const Built made = built(asked);
  EXPECT_EQ(made.files.size(), 4U);
}

TEST(Build, PapersAreInTheLanguageOfTheirTemplateOrOfTheBrand) {
  Request asked = request({testing::whole_case()});
  asked.kinds = {Kind::notice};
  asked.brand.language = "de";
  // The shipped templates are in English, whatever the brand says.
  EXPECT_THAT(file_of(built(asked), "customer-notice.html").bytes, HasSubstr("<html lang=\"en\">"));
  asked.find_template = [](const std::string&) -> base::Result<writing::TemplateFile> {
    return writing::TemplateFile{"# T\n", "own.md"};
  };
  EXPECT_THAT(file_of(built(asked), "customer-notice.html").bytes, HasSubstr("<html lang=\"de\">"));
  EXPECT_THAT(file_of(built(asked), "customer-notice.pdf").bytes, HasSubstr("/Lang (de)"));
  asked.brand.language.clear();
  EXPECT_THAT(file_of(built(asked), "customer-notice.pdf").bytes, HasSubstr("/Lang (en)"));
}

TEST(Build, TellsMistakesInTemplates) {
  Request asked = request({testing::whole_case()});
  asked.find_template = [](const std::string&) -> base::Result<writing::TemplateFile> {
    return writing::TemplateFile{"# T\n\n{{descripton}}\n", "own.md"};
  };
  packs::Diagnostics diagnostics;
  EXPECT_FALSE(build(asked, diagnostics));
  EXPECT_THAT(diagnostics.text(), AllOf(HasSubstr("own.md:3"), HasSubstr("'descripton'")));
  asked.cases.clear();
  EXPECT_FALSE(build(asked, diagnostics));
}

/// Every shipped template with facts of every kind: none names what is not known, and every one has a source.
TEST(Build, ShippedTemplatesNameKnownFactsAndTheirSources) {
  const Request asked = request({testing::whole_case()});
  const Prepared prepared = prepare(asked.cases, asked.organisation, asked.options);
  const writing::Facts facts = facts_of(prepared.advisory, asked.cases, asked.organisation);
  EXPECT_GE(paper_kinds().size(), 8U);
  for (const PaperKind& kind : paper_kinds()) {
    const auto file = asked.find_template(std::string(kind.name));
    ASSERT_TRUE(file);
    packs::Diagnostics diagnostics;
    const auto rendered = writing::render(file->text, file->file, facts, diagnostics);
    EXPECT_TRUE(rendered) << diagnostics.text();
    EXPECT_THAT(file->text, AllOf(HasSubstr("{{!"), HasSubstr("Confidence"))) << kind.name;
  }
}

TEST(Build, AHostileCaseStaysWords) {
  disclosure::Case one = testing::whole_case();
  const std::string hostile = "<script>alert(1)</script> {{title}} [x](javascript:alert(1)) | # **b** [[BLANK date: x]]";
  one.title = hostile;
  one.description = hostile;
  one.clinical.harm = hostile;
  one.resolution.details = hostile;
  one.source.credit = hostile;
  // A final one says which texts hold the blank; a draft shows them as words.
  EXPECT_EQ(built(request({one})).missing.size(), 5U);
  const Built made = built(request({one}, Status::draft));
  ASSERT_FALSE(made.files.empty());
  for (const File& file : made.files) {
    const bool markdown = file.name.ends_with(".md");
    if (markdown || file.name.ends_with(".html")) {
      for (const char* wrong :
           {markdown ? " <script" : "<script", markdown ? "\n<script" : "<b>", markdown ? "[x](javascript" : "href=\"javascript"})
        EXPECT_EQ(file.bytes.find(wrong), std::string::npos) << file.name << ": " << wrong;
    }
    if (file.kind == Kind::notice) {
      EXPECT_THAT(file.blanks, IsEmpty());
    }
  }
}

}  // namespace
}  // namespace crosswalk::advisories
