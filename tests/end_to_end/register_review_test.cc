// SPDX-License-Identifier: Apache-2.0
// The register of vulnerability cases as evidence of a review, and what its audit finds as gaps.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::AllOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::Not;

class RegisterReview : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    sell_in("US");
    write("docs/notes.md", "# Notes\n\nNothing of interest stands here.\n");
    const Ran ran = change({"add", "--title", "Login without a password", "--source", "researcher", "--reporter",
                            "Jane Doe <jane@hospital.example>", "--aware", "2026-01-02T09:00:00Z"},
                           "2026-01-02T10:00:00Z");
    EXPECT_EQ(ran.code, 0) << ran.err;
    id_ = ran.out.substr(0, ran.out.find('\n'));
    edit({"--stage", "analysed", "--outcome", "valid", "--description", "The service port takes any password.", "--vector",
          "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "--affected", "Pump=vers:semver/<2.4.1", "--risk", "uncontrolled",
          "--set", "/clinical/harm=therapy is changed", "--cve", "CVE-2026-12345"},
         "2026-01-03T10:00:00Z");
    edit({"--resolution", "fix", "--details", "Install 2.4.1.", "--fixed", "Pump=2.4.1"}, "2026-01-09T10:00:00Z");
  }

  /// Writes the workspace of somebody who sells there.
  void sell_in(const std::string& markets) {
    write("ws/crosswalk.yaml",
          "manufacturer: Acme\nproducts:\n  - name: Pump\n    versions:\n      - {version: 2.3.0, released: 2025-10-10}\n"
          "      - {version: 2.4.1, released: 2026-01-09}\nmarkets: [" +
              markets + "]\ndevice: yes\ntime_zone: Europe/Berlin\n");
  }
  [[nodiscard]] Ran change(Arguments arguments, const std::string& at_time) const {
    arguments.insert(arguments.begin(), "vuln");
    arguments.insert(arguments.end(), {"--workspace", at("ws"), "--at", at_time, "--by", "Max Roe <max@acme.example>", "--why",
                                       "work on the case"});
    return crosswalk(arguments);
  }
  void edit(Arguments arguments, const std::string& at_time) const {
    arguments.insert(arguments.begin(), {"edit", id_});
    const Ran ran = change(arguments, at_time);
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  }
  Json review() { return review_json({at("docs"), "--workspace", at("ws"), "--fail-on", "none", "--allow-undecided"}); }
  static std::vector<std::string> audit_gaps(const Json& found) {
    std::vector<std::string> out;
    for (const Json& clause : found["clauses"]) {
      for (const Json& gap : clause["gaps"]) {
        if (gap["kind"] == "case_audit")
          out.push_back(gap["constraint"].get<std::string>() + ": " + gap["text"].get<std::string>());
      }
    }
    return out;
  }

  std::string id_;
};

TEST_F(RegisterReview, WhatWasForgottenIsAGapAndWhatWasDoneIsARecord) {
  const Json before = review();
  EXPECT_THAT(audit_gaps(before),
              Contains(HasSubstr("4.1.7/user-notification: " + id_ + ": it is fixed in Pump 2.4.1 of 2026-01-09")));
  EXPECT_EQ(constraint_of(before, "4.1.7/user-notification")["verdict"], "not_found");

  edit({"--approve", "--role", "PSIRT lead", "--tlp", "WHITE"}, "2026-01-10T10:00:00Z");
  edit({"--stage", "addressed", "--decide", "us-cfr-806/correction-report=no"}, "2026-01-10T11:00:00Z");
  write("notice.md", "Install 2.4.1.\n");
  const Ran told = crosswalk({"disclosure", "notify", id_, "--title", "Customer notice", "--document", at("notice.md"), "--to",
                              "St. Anna <it@anna.example>", "--how", "mail", "--sent", "2026-01-12T08:00:00Z", "--workspace",
                              at("ws"), "--at", "2026-01-12T09:00:00Z", "--by", "Max Roe <max@acme.example>"});
  EXPECT_EQ(told.code, 0) << told.out << told.err;
  const Json after = review();
  const Json users = constraint_of(after, "4.1.7/user-notification");
  EXPECT_EQ(users["verdict"], "partial");
  EXPECT_EQ(users["reason"], "record_only");
  ASSERT_FALSE(users["evidence"].empty());
  EXPECT_EQ(users["evidence"][0]["document"], "cases.json");
  EXPECT_EQ(users["evidence"][0]["basis"], "record");
  EXPECT_THAT(users["evidence"][0]["quote"].get<std::string>(), HasSubstr("2026-01-12T08:00:00Z"));
  const Json timely = constraint_of(after, "4.1.7/timeliness");
  EXPECT_EQ(timely["reason"], "record_only");
  // When it was known and when it was told.
  ASSERT_FALSE(timely["evidence"].empty());
  EXPECT_THAT(timely["evidence"][0]["quote"].get<std::string>(),
              AllOf(HasSubstr(id_), HasSubstr("2026-01-02T09:00:00Z"), HasSubstr("2026-01-12T08:00:00Z")));
  EXPECT_EQ(constraint_of(after, "9.4/safety-impact")["verdict"], "met");
  EXPECT_EQ(constraint_of(after, "9.4/root-cause")["verdict"], "not_found");
  // It discloses nothing itself.
  EXPECT_EQ(constraint_of(after, "4.1.7/severity-score")["verdict"], "not_found");
  EXPECT_THAT(audit_gaps(after), Not(Contains(HasSubstr("it is fixed in Pump 2.4.1"))));
  EXPECT_THAT(after["notes"].dump(), HasSubstr("The register of vulnerability cases has 6 changes"));
  // Persons are no part of it.
  EXPECT_EQ(after.dump().find("jane@hospital"), std::string::npos);
  EXPECT_EQ(after.dump(), review().dump());
  write("review.json", after.dump());
  if (can_validate()) {
    const Ran ran = validate(at("review.json"), "review.schema.json");
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  }
}

TEST_F(RegisterReview, OneAuthorityThatWasThoughtOfDoesNotDoForAnother) {
  edit({"--approve", "--role", "PSIRT lead", "--tlp", "WHITE"}, "2026-01-10T10:00:00Z");
  edit({"--decide", "us-cfr-806/correction-report=no", "--event", "field_action_decided=2026-01-09T10:00:00Z"},
       "2026-01-10T11:00:00Z");
  write("notice.md", "Install 2.4.1.\n");
  const Ran told = crosswalk({"disclosure", "notify", id_, "--title", "Customer notice", "--document", at("notice.md"), "--to",
                              "St. Anna <it@anna.example>", "--how", "mail", "--sent", "2026-01-12T08:00:00Z", "--workspace",
                              at("ws"), "--at", "2026-01-12T09:00:00Z", "--by", "Max Roe <max@acme.example>"});
  EXPECT_EQ(told.code, 0) << told.out << told.err;
  const auto records = [this] { return constraint_of(review(), "4.1.7/regulator-notification")["by_basis"]["record"]; };
  EXPECT_EQ(records(), "met");
  // On the day before nobody had been told yet.
  const Ran early = crosswalk({"review", at("docs"), "--workspace", at("ws"), "--as-of", "2026-01-11", "--fail-on", "none",
                               "--allow-undecided", "--format", "json"});
  const Json then = Json::parse(early.out, nullptr, false);
  ASSERT_TRUE(then.is_object()) << early.err;
  EXPECT_EQ(constraint_of(then, "4.1.7/regulator-notification")["by_basis"]["record"], "not_found");
  sell_in("US, EU");
  EXPECT_EQ(records(), "partial");
}

TEST_F(RegisterReview, WhatIsWrongWithTheWorkspaceIsToldOnce) {
  write("ws/crosswalk.yaml", "manufacturer: Acme\nconditions:\n  has-user-accounts: no\n");
  const Ran ran = crosswalk({"review", at("docs"), "--workspace", at("ws"), "--clause", "4.1.7", "--fail-on", "none"});
  const std::size_t first = ran.err.find("is answered no without");
  ASSERT_NE(first, std::string::npos) << ran.err;
  EXPECT_EQ(ran.err.find("is answered no without", first + 1), std::string::npos) << ran.err;
}

// A document never ends a review, and what could not be read is not taken for what is not there.
TEST_F(RegisterReview, ADamagedRegisterIsAGapAndTheReviewGoesOn) {
  for (const std::string& bytes : {std::string("no database"), std::string(), std::string(4096, 'x')}) {
    write("ws/register.db", bytes);
    for (const char* beside : {"-wal", "-shm"}) fs::remove(at(std::string("ws/register.db") + beside));
    const Ran ran = crosswalk({"review", at("docs"), "--workspace", at("ws"), "--clause", "4.1.7", "--format", "json"});
    EXPECT_EQ(ran.code, 1) << ran.err;
    const Json found = Json::parse(ran.out, nullptr, false);
    ASSERT_TRUE(found.is_object()) << ran.err;
    EXPECT_THAT(audit_gaps(found), Contains(AllOf(HasSubstr("4.1.7/handling-chain: register: "), HasSubstr("cannot be read"))));
    EXPECT_THAT(found["notes"].dump(), HasSubstr("could not be read"));
    std::string status;
    for (const Json& document : found["documents"]) {
      if (document["path"] == "register.db") status = document["status"];
    }
    EXPECT_EQ(status, "unreadable") << found["documents"].dump(2);
    EXPECT_EQ(found.dump().find(folder_.string()), std::string::npos) << "a path of the machine";
  }
  // Without an expectation of gaps only what is undecided counts.
  EXPECT_EQ(
      crosswalk({"review", at("docs"), "--workspace", at("ws"), "--clause", "4.1.7", "--fail-on", "none", "--allow-undecided"})
          .code,
      0);
}

TEST_F(RegisterReview, AnExportThatLiesInTheFolderIsTheSameRecord) {
  const Ran written = crosswalk({"vuln", "export", "--workspace", at("ws"), "--out", at("docs/register.json")});
  ASSERT_EQ(written.code, 0) << written.err;
  const Json found = review_json({at("docs"), "--clause", "9.4", "--fail-on", "none", "--allow-undecided"});
  EXPECT_EQ(constraint_of(found, "9.4/severity-rating")["verdict"], "met");
  EXPECT_EQ(constraint_of(found, "9.4/severity-rating")["evidence"][0]["document"], "register.json");
}

}  // namespace
}  // namespace crosswalk::end_to_end
