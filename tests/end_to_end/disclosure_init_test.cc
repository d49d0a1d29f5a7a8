// SPDX-License-Identifier: Apache-2.0
// Drafts of the disclosure policy, and what a review says of them before and after a person filled them in.
#include <gmock/gmock.h>

#include <array>
#include <regex>
#include <sstream>
#include <string>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* policy = "vulnerability-disclosure-policy.md";
constexpr const char* procedure_file = "psirt-procedure.md";

/// Those of 4.1.7 and those shown with them that a policy or procedure can carry.
constexpr std::array<const char*, 11> constraints{"4.1.7/regulator-notification",
                                                  "4.1.7/user-notification",
                                                  "4.1.7/timeliness",
                                                  "4.1.7/handling-chain",
                                                  "4.1.7/vulnerability-description",
                                                  "4.1.7/severity-score",
                                                  "4.1.7/affected-versions",
                                                  "4.1.7/resolution",
                                                  "9.2/intake-channel",
                                                  "9.2/reporter-coordination",
                                                  "9.3/triage-timeline"};

class DisclosureInit : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    write_workspace(contact);
  }
  void write_workspace(const std::string& disclosure, const std::string& more = "") const {
    write("w/crosswalk.yaml",
          "manufacturer: Northgate Imaging GmbH\nmarkets: [EU, US]\ndevice: yes\ntime_zone: Europe/Berlin\nproducts:\n"
          "  - {name: ScanView, versions: [\"2.0\", \"2.1\"]}\ndisclosure:\n  namespace: \"https://northgate.example\"\n" +
              disclosure + more);
  }
  [[nodiscard]] Ran init(Arguments more = {}) const {
    Arguments arguments{"disclosure", "init", "--workspace", at("w"), "--out", at("d"), "--as-of", "2026-11-20"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return crosswalk(arguments);
  }
  [[nodiscard]] Json review() const {
    const Ran ran = crosswalk({"review", at("d"), "--workspace", at("w"), "--as-of", "2026-11-22", "--clause", "4.1.7",
                               "--clause", "4.1.8", "--clause", "9.2", "--clause", "9.3", "--format", "json", "--no-cache"});
    const Json json = Json::parse(ran.out, nullptr, false);
    EXPECT_TRUE(json.is_object()) << ran.err;
    return json;
  }
  /// What a person does: a value for each blank, a version, and approval.
  void fill_in_and_approve(bool control_alone = false) const {
    fill_in(policy, "POL-12", control_alone);
    fill_in(procedure_file, "SOP-41", control_alone);
    const std::string draft = read(at("d/security.txt"));
    write("d/security.txt", std::regex_replace(draft, std::regex("#[^\n]*\n"), ""));
  }

  static constexpr const char* contact =
      "  email: \"psirt@northgate.example\"\n  policy_url: \"https://northgate.example/policy\"\n"
      "  advisories_url: \"https://northgate.example/.well-known/csaf\"\n";

 private:
  void fill_in(const std::string& file, const std::string& id, bool control_alone) const {
    const std::string draft = read(at("d/" + file));
    const std::regex blank(R"(\*\*\[\[BLANK (\w+): ([^\n]*?)\]\]\*\*)");
    std::string filled;
    std::size_t end = 0;
    for (std::sregex_iterator one(draft.begin(), draft.end(), blank), none; one != none; ++one) {
      filled += draft.substr(end, static_cast<std::size_t>(one->position()) - end);
      const std::string wanted = (*one)[2];
      const bool control = wanted.find("approve") != std::string::npos || wanted.find("holds") != std::string::npos;
      filled += wanted == "number of this document" ? id : control_alone && !control ? one->str() : value_of((*one)[1], wanted);
      end = static_cast<std::size_t>(one->position() + one->length());
    }
    filled += draft.substr(end);
    ASSERT_EQ(filled.find("BLANK") != std::string::npos, control_alone);
    filled = std::regex_replace(filled, std::regex(R"(\*\*Status\*\*: DRAFT)"), "**Status**: Effective");
    filled = std::regex_replace(filled, std::regex(R"(\*\*Version\*\*: [^\n]*)"), "**Version**: 1.0");
    write("d/" + file, filled);
  }
  /// A value of the type of a blank that says nothing about vulnerabilities.
  static std::string value_of(const std::string& type, const std::string& wanted) {
    if (type == "number") return wanted.find("with the unit") == std::string::npos ? "10" : "10 days";
    if (type == "date") return "2026-11-02";
    if (type == "time") return "2026-11-02T09:00:00Z";
    if (type == "name") return "Ruth Amsel";
    if (type == "address") return "https://northgate.example/page";
    if (type == "id") return "F-77";
    if (type == "reference") return "QM folder 4";
    if (type == "choice") return "as agreed";
    return "as the quality manual says";
  }
};

/// Whether a constraint has evidence in force that says that it is done, in a document of ours.
bool has_process_evidence(const Json& constraint) {
  for (const Json& one : constraint.at("evidence")) {
    if (one.at("basis") == "process" && one.at("verdict") == "met") return true;
  }
  return false;
}

TEST_F(DisclosureInit, WritesDraftsAndNamesEveryBlank) {
  const Ran ran = init();
  ASSERT_EQ(ran.code, 0) << ran.err;
  std::size_t blanks = 0;
  for (const char* name : {policy, procedure_file, "security.txt"}) {
    const std::string text = read(at(std::string("d/") + name));
    std::size_t here = 0;
    for (std::size_t i = text.find("BLANK"); i != std::string::npos; i = text.find("BLANK", i + 1)) ++here;
    EXPECT_THAT(ran.out, HasSubstr(std::string(name) + " (" + std::to_string(here) + " blank"));
    blanks += here;
  }
  std::size_t listed = 0;
  for (std::size_t i = ran.out.find("\n  - "); i != std::string::npos; i = ran.out.find("\n  - ", i + 1)) ++listed;
  EXPECT_EQ(listed, blanks);
  EXPECT_THAT(ran.out, HasSubstr("name: the PSIRT lead"));
  std::istringstream lines(ran.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
  const Ran check = crosswalk({"securitytxt", at("d/security.txt"), "--as-of", "2026-11-20"});
  EXPECT_EQ(check.code, 0) << check.out;
}

TEST_F(DisclosureInit, DraftsAreNoEvidence) {
  ASSERT_EQ(init({"--format", "md,html,pdf"}).code, 0);
  const Json json = review();
  std::size_t seen = 0;
  for (const Json& clause : json.at("clauses")) {
    for (const Json& one : clause.at("constraints")) {
      ++seen;
      EXPECT_NE(one.at("verdict"), "met") << one.at("id");
    }
  }
  EXPECT_GT(seen, 20U);
  // They would be if they were in force: it is the state alone that keeps them out.
  // The times of the answer are blanks.
  for (const char* id : constraints) {
    const bool blank = std::string_view(id) == "9.3/triage-timeline";
    EXPECT_EQ(constraint_of(json, id).at("reason"), blank ? "" : "not_effective") << id;
  }
}

TEST_F(DisclosureInit, AreEvidenceOfTheProcessOnceFilledInAndApproved) {
  ASSERT_EQ(init().code, 0);
  fill_in_and_approve();
  const Json json = review();
  for (const char* name : {policy, procedure_file})
    EXPECT_EQ(document_of(json, name).at("control").at("state"), "effective") << name;
  for (const char* id : constraints) EXPECT_TRUE(has_process_evidence(constraint_of(json, id))) << id;
  // What has to be shown by records is not shown by a procedure.
  for (const char* id : {"4.1.7/regulator-notification", "4.1.7/user-notification", "4.1.7/timeliness", "4.1.7/handling-chain"})
    EXPECT_EQ(constraint_of(json, id).at("reason"), "process_only") << id;
  for (const char* id : {"4.1.8/periodic-review", "4.1.8/annual-review"})
    EXPECT_TRUE(has_process_evidence(constraint_of(json, id))) << id;
}

TEST_F(DisclosureInit, AreEvidenceWhateverTheWorkspaceKnows) {
  for (const char* workspace :
       {"disclosure: {email: psirt@northgate.example}\n",
        "manufacturer: Northgate\nmarkets: [EU]\ndevice: no\ndisclosure: {email: psirt@northgate.example}\n",
        "manufacturer: Northgate\nmarkets: [JP]\ndisclosure: {contact_url: \"https://northgate.example/report\"}\n"}) {
    write("w/crosswalk.yaml", workspace);
    ASSERT_EQ(init({"--force"}).code, 0) << workspace;
    fill_in_and_approve();
    const Json json = review();
    for (const char* id : constraints) EXPECT_TRUE(has_process_evidence(constraint_of(json, id))) << id << "\n" << workspace;
  }
}

TEST_F(DisclosureInit, ApprovedWithBlanksLeftTheyAreStillDrafts) {
  ASSERT_EQ(init().code, 0);
  fill_in_and_approve(true);
  const Json json = review();
  for (const char* name : {policy, procedure_file}) EXPECT_EQ(document_of(json, name).at("control").at("state"), "draft") << name;
  // security.txt is without a blank, and says where to report.
  for (const char* id : constraints)
    EXPECT_EQ(constraint_of(json, id).at("verdict") == "met", id == std::string("9.2/intake-channel")) << id;
}

TEST_F(DisclosureInit, MeetEverythingOf417WhereNothingHappenedYet) {
  ASSERT_EQ(init().code, 0);
  fill_in_and_approve();
  std::string no_event = "no_event:\n";
  for (const char* id : constraints)
    no_event +=
        std::string("  - {constraint: ") + id + ", reason: no report came, role: PSIRT lead, by: Ruth Amsel, date: 2026-11-02}\n";
  write_workspace(contact, no_event);
  const Json json = review();
  for (const char* id : constraints) EXPECT_EQ(constraint_of(json, id).at("verdict"), "met") << id;
}

TEST_F(DisclosureInit, ReplacesNothingWithoutBeingTold) {
  write("d/psirt-procedure.md", "mine");
  const Ran ran = init();
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("psirt-procedure.md"));
  EXPECT_EQ(read(at("d/psirt-procedure.md")), "mine");
  EXPECT_FALSE(fs::exists(at("d/security.txt"))) << "all or nothing";
  EXPECT_EQ(init({"--force"}).code, 0);
  EXPECT_THAT(read(at("d/psirt-procedure.md")), HasSubstr("Northgate"));
}

TEST_F(DisclosureInit, WithoutAnAddressForReportsNothingIsWritten) {
  write_workspace("  policy_url: \"https://northgate.example/policy\"\n");
  const Ran ran = init();
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.err, HasSubstr("contact_url"));
  EXPECT_THAT(ran.err, HasSubstr("email"));
  EXPECT_FALSE(fs::exists(at("d")));
}

TEST_F(DisclosureInit, OwnTemplatesAndTimesWin) {
  write("w/templates/psirt-procedure.md", "# How we do it at {{organisation}}\n\nFirst answer within {{acknowledge_within}}.\n");
  write("w/regimes/own-policy.yaml",
        "id: own-policy\ntitle: Own policy\nsource: POL-12\nchecked: 2026-11-01\nclocks:\n  - id: acknowledge\n    title: First "
        "answer\n"
        "    from: aware\n    within: 1 working days\n    to: reporter\n    section: first answer\n    force: policy\n    "
        "confidence: high\n");
  const Ran ran = init();
  ASSERT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(read(at("d/psirt-procedure.md")), "# How we do it at Northgate Imaging GmbH\n\nFirst answer within 1 working day.\n");
  EXPECT_THAT(read(at(std::string("d/") + policy)), HasSubstr("within 1 working day after we receive it"));
  write("w/templates/psirt-procedure.md", "# T\n\n{{organization}}\n");
  const Ran wrong = init({"--force"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(wrong.err, HasSubstr("psirt-procedure.md:3"));
  EXPECT_THAT(wrong.err, HasSubstr("organisation"));
}

TEST_F(DisclosureInit, WritesTheFormatsThatAreAskedFor) {
  EXPECT_EQ(init({"--format", "odt"}).code, 2);
  EXPECT_FALSE(fs::exists(at("d")));
  ASSERT_EQ(init({"--format", "html", "--format", "pdf", "--format", "docx"}).code, 0);
  EXPECT_THAT(crosswalk({"extract", at("d/psirt-procedure.docx").string()}).out, HasSubstr("[[BLANK "));
  EXPECT_FALSE(fs::exists(at(std::string("d/") + policy)));
  EXPECT_TRUE(read(at("d/psirt-procedure.pdf")).starts_with("%PDF-"));
  EXPECT_THAT(read(at("d/vulnerability-disclosure-policy.html")), HasSubstr("Status: Draft, not approved"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
