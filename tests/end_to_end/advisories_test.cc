// SPDX-License-Identifier: Apache-2.0
// Advisories made of cases in a register, as people make them.
#include <gmock/gmock.h>

#include <string>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* workspace = R"(manufacturer: Example Medical Ltd
markets: [EU, US]
device: yes
products:
  - {name: InfuPump, versions: ["2.0.0", "2.4.0", "2.4.1"], purl: "pkg:generic/example/infupump"}
disclosure:
  namespace: https://example.com
  email: psirt@example.com
  advisories_url: https://example.com/.well-known/csaf
  advisory_prefix: EX-SA-
)";

constexpr const char* whole_case = R"({
  "title": "Login to the service port without a password", "stage": "addressed", "outcome": "valid", "ids": ["CVE-2026-12345"],
  "weaknesses": ["CWE-287"], "source": {"kind": "researcher", "reporter": "Jane Doe <jane@example.org>", "credit": "Jane Doe"},
  "events": [{"kind": "aware", "at": "2026-11-02T09:00:00Z"}],
  "description": "The service port takes any password.",
  "clinical": {"harm": "The rate of an infusion can be changed.", "risk": "uncontrolled", "reason": "Nothing else stands before it."},
  "ratings": [{"vector": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "by": "own"}],
  "affected": [{"product": "InfuPump", "versions": "vers:semver/<2.4.1", "status": "affected"}],
  "resolution": {"kind": "fix", "details": "Install version 2.4.1.", "fixed": [{"product": "InfuPump", "version": "2.4.1"}]},
  "decisions": [{"clock": "us-cfr-806/correction-report", "required": true, "reason": "It reduces a risk.", "by": "Max Roe",
                 "role": "regulatory affairs", "at": "2026-11-04T10:00:00Z"}],
  "distribution": {"tlp": "WHITE"}
})";

class Advisories : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    write("crosswalk.yaml", workspace);
    write("case.json", whole_case);
    const Ran added = vuln({"add", "--from", at("case.json").string(), "--why", "her mail", "--at", "2026-11-03"});
    ASSERT_EQ(added.code, 0) << added.err;
  }
  Ran vuln(Arguments arguments) const {
    arguments.insert(arguments.begin(), "vuln");
    for (const char* more : {"--by", "Max Roe <max@example.com>"}) arguments.emplace_back(more);
    return crosswalk(arguments, here());
  }
  Ran build(Arguments more, const std::string& id = "V-2026-0001") const {
    Arguments arguments{"advisory", "build", id, "--as-of", "2026-11-12T08:00:00Z"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return crosswalk(arguments, here());
  }
  void approve(const std::string& when = "2026-11-11T09:00:00Z") const {
    const Ran ran = vuln({"edit", "V-2026-0001", "--approve", "--role", "PSIRT lead", "--why", "read it", "--at", when});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
  [[nodiscard]] Setting here() const {
    Setting setting;
    setting.folder = at("");
    return setting;
  }
};

TEST_F(Advisories, ADraftNamesWhatIsMissingAndAFinalOnePassesEveryTest) {
  const Ran draft = build({"--out", "draft"});
  EXPECT_EQ(draft.code, 1) << draft.err;
  EXPECT_THAT(draft.out, AllOf(HasSubstr("draft"), HasSubstr("V-2026-0001, approval: who agreed to publish"),
                               HasSubstr("crosswalk vuln edit V-2026-0001 --approve"), HasSubstr("us-806-report.md (")));
  EXPECT_TRUE(fs::exists(at("draft/ex-sa-2026-0001.json")));
  const Ran refused = build({"--out", "refused", "--final"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out, AllOf(HasSubstr("EX-SA-2026-0001, revision 1, not final yet: refused"),
                                 HasSubstr("Nothing was written."), ::testing::Not(HasSubstr(", final"))));
  EXPECT_EQ(Json::parse(build({"--out", "refused", "--final", "--format", "json"}).out)["status"], "refused");
  EXPECT_FALSE(fs::exists(at("refused")));

  approve();
  const Ran final = build({"--out", "final", "--final"});
  EXPECT_EQ(final.code, 0) << final.out << final.err;
  for (const char* file : {"final/ex-sa-2026-0001.json", "final/ex-sa-2026-0001-vex.json"})
    EXPECT_EQ(crosswalk({"csaf", "validate", "--strict", at(file).string()}).code, 0) << file;
  EXPECT_EQ(crosswalk({"vex", "validate", at("final/ex-sa-2026-0001.openvex.json").string()}).code, 0);
  EXPECT_EQ(fs::status(at("final/ex-sa-2026-0001.json")).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const Json told = Json::parse(build({"--out", "again", "--final", "--format", "json"}).out);
  EXPECT_EQ(told["status"], "final");
  EXPECT_EQ(read(at("again/ex-sa-2026-0001.pdf")), read(at("final/ex-sa-2026-0001.pdf")));
}

TEST_F(Advisories, AnApprovalThatIsOlderThanWhatItWouldApproveIsNone) {
  approve();
  EXPECT_EQ(build({"--out", "one", "--final"}).code, 0);
  EXPECT_EQ(vuln({"edit", "V-2026-0001", "--details", "Install version 2.4.1 today.", "--why", "clearer", "--at",
                  "2026-11-11T09:30:00Z"})
                .code,
            0);
  const Ran refused = build({"--out", "two", "--final"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out, HasSubstr("V-2026-0001, approval: who agreed to publish"));
  EXPECT_FALSE(fs::exists(at("two")));
  // What an advisory does not tell may change.
  approve("2026-11-11T10:00:00Z");
  EXPECT_EQ(vuln({"edit", "V-2026-0001", "--event", "correction_begun=2026-11-05", "--why", "begun"}).code, 0);
  EXPECT_EQ(build({"--out", "three", "--final"}).code, 0);
}

TEST_F(Advisories, OwnTemplatesAndBrandTakeThePlaceOfTheShippedOnes) {
  fs::create_directories(at("templates"));
  write("templates/customer-notice.md", "# Our notice: {{title}}\n\nDear customer of {{organisation}}.\n");
  write("templates/brand.yaml", "name: Brand Name\nfooter: Brand Road 1\ncolour: \"#123456\"\n");
  EXPECT_EQ(build({"--out", "out", "--kind", "notice"}).code, 1);
  EXPECT_THAT(read(at("out/ex-sa-2026-0001-customer-notice.html")),
              AllOf(HasSubstr("Our notice: Login"), HasSubstr("Brand Road 1"), HasSubstr("--brand:#123456")));
  write("templates/customer-notice.md", "# Our notice\n\n{{nothing_of_that_name}}\n");
  const Ran wrong = build({"--out", "wrong", "--kind", "notice"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("customer-notice.md:3"), HasSubstr("nothing_of_that_name")));
  EXPECT_FALSE(fs::exists(at("wrong")));
}

TEST_F(Advisories, WrongUsageIsTold) {
  EXPECT_EQ(build({"--out", "x", "--kind", "docx"}).code, 2);
  EXPECT_EQ(build({"--out", "x"}, "V-2026-0099").code, 3);
  EXPECT_EQ(build({"--out", "x", "--as-of", "yesterday"}).code, 2);
}

/// What nobody has filled in and approved is evidence of nothing.
TEST_F(Advisories, PapersThatAreNotFilledInProveNothing) {
  ASSERT_EQ(vuln({"add", "--title", "Only a title", "--source", "researcher", "--aware", "2026-11-02", "--why", "mail"}).code, 0);
  ASSERT_EQ(build({"--out", "papers/draft"}, "V-2026-0002").code, 1);
  // Somebody approves the papers without filling them in.
  fs::create_directories(at("papers/approved"));
  std::size_t papers = 0;
  for (const auto& entry : fs::recursive_directory_iterator(at("papers/draft"))) {
    if (entry.path().extension() != ".md") continue;
    ++papers;
    std::string text = read(entry.path());
    const std::string draft = "Status: Draft, not approved";
    const std::size_t status = text.find(draft);
    ASSERT_NE(status, std::string::npos) << entry.path();
    text.replace(status, draft.size(), "Status: Approved");
    write("papers/approved/" + entry.path().filename().string(), text);
  }
  EXPECT_GE(papers, 6U);
  const Json review = review_json({at("papers").string()});
  std::size_t constraints = 0;
  for (const Json& clause : review["clauses"]) {
    if (clause["id"] != "iec-81001-5-1:4.1.7") continue;
    for (const Json& constraint : clause["constraints"]) {
      ++constraints;
      EXPECT_NE(constraint["verdict"], "met") << constraint["id"];
    }
  }
  EXPECT_GE(constraints, 8U);
}

}  // namespace
}  // namespace crosswalk::end_to_end
