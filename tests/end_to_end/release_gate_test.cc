// SPDX-License-Identifier: Apache-2.0
// The gate of a release: it opens where facts, documents, records, bill of materials and register agree, and not otherwise.
#include <gmock/gmock.h>

#include <algorithm>
#include <filesystem>
#include <sstream>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

namespace fs = std::filesystem;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::StartsWith;

class Gate : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    fs::copy(fs::path(CROSSWALK_SOURCE_DIR) / "examples/release/workspace", at("w"), fs::copy_options::recursive);
    fs::copy(fs::path(CROSSWALK_SOURCE_DIR) / "examples/release/records", at("records"), fs::copy_options::recursive);
  }

  /// Exchanges a text in the facts of 4.3.0.
  void change(const std::string& from, const std::string& to, const std::string& path = "w/releases/4.3.0.yaml") const {
    std::string text = read(at(path));
    std::size_t found = text.find(from);
    ASSERT_NE(found, std::string::npos) << from;
    for (; found != std::string::npos; found = text.find(from, found + to.size())) text.replace(found, from.size(), to);
    write(path, text);
  }

  [[nodiscard]] Ran check(Arguments more = {}, const std::string& version = "4.3.0") const {
    Arguments arguments = {"release", "check", version, "--workspace", at("w").string(), "--as-of", "2026-10-12"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return crosswalk(arguments);
  }
  void build(const std::string& out, const std::string& format = "docx", const std::string& version = "4.3.0") const {
    const Ran ran =
        crosswalk({"release", "build", version, "--workspace", at("w").string(), "--out", at(out).string(), "--format", format});
    ASSERT_NE(ran.code, 2) << ran.err;
    ASSERT_NE(ran.code, 3) << ran.err;
  }

  /// The gate with set and records, in JSON; its exit code has to be this.
  [[nodiscard]] Json gate(int code, Arguments more = {}, bool with_set = true) const {
    if (with_set) more.insert(more.end(), {"--set", at("set").string(), "--documents", at("records").string()});
    more.insert(more.end(), {"--format", "json"});
    const Ran ran = check(more);
    EXPECT_EQ(ran.code, code) << ran.err << ran.out.substr(0, 2000);
    return Json::parse(ran.out, nullptr, false);
  }
  /// "RULE FILE" of what blocks, or of remarks.
  static std::vector<std::string> rules(const Json& gate, const std::string& weight = "blocks") {
    std::vector<std::string> out;
    for (const Json& one : gate["findings"]) {
      if (one["weight"] == weight) out.push_back(one["rule"].get<std::string>() + " " + one["file"].get<std::string>());
    }
    return out;
  }

  /// Adds a case to the register.
  void add_case(const std::string& json) const {
    Setting setting;
    setting.input = json;
    setting.environment.emplace("CROSSWALK_BY", "Max Roe <max@kvitholm.example>");
    const Ran ran =
        crosswalk({"vuln", "add", "--from", "-", "--at", "2026-09-01T10:00:00Z", "--workspace", at("w").string()}, setting);
    ASSERT_EQ(ran.code, 0) << ran.err;
  }
};

/// A case of version 4.3.0 that was analysed and addressed.
constexpr const char* open_case = R"({
  "title": "Long names stop the search", "stage": "addressed", "outcome": "valid", "ids": ["CVE-2026-99202"],
  "source": {"kind": "own_test"}, "events": [{"kind": "aware", "at": "2026-08-20T09:00:00Z"}],
  "description": "A name of more than 4096 letters stops the search.",
  "clinical": {"harm": "Images are found late.", "risk": "controlled", "reason": "It starts again by itself."},
  "ratings": [{"vector": "CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:N/I:N/A:L", "by": "own", "context": "On the server."}],
  "affected": [{"product": "Lysvik PACS", "versions": "vers:semver/>=4.2.0", "status": "affected"}],
  "resolution": {"kind": "mitigation", "details": "Limit the length of names at the firewall."},
  "decisions": [{"clock": "eu-cra/exploited-early-warning", "required": false, "reason": "Nobody exploits it.",
                 "by": "Max Roe", "role": "PSIRT lead", "at": "2026-09-01T09:00:00Z"}]
})";

TEST_F(Gate, OpensWhereEverythingAgrees) {
  build("set");
  const Json found = gate(0);
  EXPECT_EQ(found["blocks"], 0);
  EXPECT_THAT(rules(found), IsEmpty());
  ASSERT_EQ(found["documents"].size(), 9U);
  for (const Json& document : found["documents"]) {
    ASSERT_EQ(document["files"].size(), 1U) << document["kind"];
    EXPECT_EQ(document["files"][0]["id"], document["id"]);
    EXPECT_EQ(document["files"][0]["version"], document["version"]);
  }
  std::size_t shalls = 0;
  for (const Json& one : found["requirements"]) {
    if (one["level"] == "shall" && one["verdict"] == "met") ++shalls;
    EXPECT_EQ(one["met"] == true, one["gap"].is_null()) << one["constraint"];
    if (one["verdict"] == "met") {
      EXPECT_NE(one["evidence"]["quote"], "") << one["constraint"];
      EXPECT_NE(one["evidence"]["locator"], "") << one["constraint"];
    }
  }
  EXPECT_GE(shalls, 20U);
  // Remarks do not close it, unless they are asked to.
  EXPECT_THAT(rules(found, "remark"), Contains("support/item-ends-before releases/4.3.0.yaml"));
  EXPECT_EQ(check({"--set", at("set").string(), "--documents", at("records").string(), "--fail-on", "remark"}).code, 1);
  // The same in, the same out.
  EXPECT_EQ(gate(0), found);
}

TEST_F(Gate, SaysWhatItDidNotLookAt) {
  EXPECT_THAT(rules(gate(0, {}, false), "remark"), Contains("set/none "));
  build("set");
  const Json found = gate(1, {"--set", at("set").string()}, false);
  EXPECT_THAT(rules(found), Contains("review/records "));
  EXPECT_THAT(found.dump(), HasSubstr("5.8.5/release-gate, "));
  EXPECT_EQ(check({"--set", at("set").string(), "--fail-on", "none"}).code, 0);
  EXPECT_EQ(check({"--documents", at("records").string()}).code, 2);
  EXPECT_EQ(check({"--set", at("nowhere").string()}).code, 2);
}

TEST_F(Gate, FindsDocumentsUnderOtherNamesAndNamesThoseOfAnotherVersion) {
  build("set");
  build("old", "docx", "4.2.0");
  // Signed copies under names of their own, collected where no manifest is.
  for (const char* name : {"manifest.json", "SHA256SUMS", "SHA512SUMS"}) fs::remove(at("set") / name);
  fs::rename(at("set/secure-operation.docx"), at("set/Guide for administrators (signed).docx"));
  Json found = gate(0);
  EXPECT_THAT(rules(found), IsEmpty());
  EXPECT_THAT(rules(found, "remark"), Contains("set/no-manifest manifest.json"));
  fs::copy(at("old/account-management.docx"), at("set/account-management.docx"), fs::copy_options::overwrite_existing);
  fs::remove(at("set/mds2.docx"));
  found = gate(1);
  EXPECT_THAT(rules(found), Contains("set/other-version account-management.docx"));
  EXPECT_THAT(rules(found), Contains("set/missing "));
  EXPECT_EQ(found["documents"][0]["files"][0]["path"], "Guide for administrators (signed).docx");
}

TEST_F(Gate, DraftsAndBlanksCloseIt) {
  build("set");
  // Somebody changed the facts after the documents were approved.
  change("approved_by: Per Aune", "approved_by: Kari Moe");
  change("  retention: 365 days, adjustable\n", "");
  const Json found = gate(1);
  EXPECT_THAT(rules(found), Contains("set/approver conformance.docx"));
  EXPECT_THAT(rules(found), Contains("documents/blank releases/4.3.0.yaml"));
  const Ran told = check({"--set", at("set").string()});
  EXPECT_THAT(told.out, HasSubstr("text: how long they are kept"));
  for (std::size_t at = 0, end = 0; (end = told.out.find('\n', at)) != std::string::npos; at = end + 1) EXPECT_LE(end - at, 80U);
}

TEST_F(Gate, ReviewsDraftsAsTheyAre) {
  change("approved_by: Per Aune, role: Regulatory affairs, approved: 2026-10-09, ", "");
  build("set");
  const Json found = gate(1);
  EXPECT_THAT(rules(found), Contains("documents/draft releases/4.3.0.yaml"));
  bool scope = false;
  for (const Json& one : found["requirements"]) {
    if (one["constraint"] != "5.8.2/conformance-scope") continue;
    scope = true;
    EXPECT_EQ(one["met"], false);
    EXPECT_NE(one["gap"]["remedy"], "");
  }
  EXPECT_TRUE(scope);
}

TEST_F(Gate, TheBillOfMaterialsSaysTheSame) {
  change("\"version\": \"3.0.1\"", "\"version\": \"3.0.2\"", "w/sbom/lysvik-pacs-4.3.0.cdx.json");
  EXPECT_THAT(rules(gate(1, {}, false)), testing::ElementsAre("sbom/item-version releases/4.3.0.yaml"));
  write("w/sbom/lysvik-pacs-4.3.0.cdx.json", "{\"bomFormat\": \"CycloneDX\"");
  EXPECT_THAT(rules(gate(1, {}, false)), testing::ElementsAre("sbom/unread sbom/lysvik-pacs-4.3.0.cdx.json"));
  fs::remove(at("w/sbom/lysvik-pacs-4.3.0.cdx.json"));
  EXPECT_THAT(rules(gate(1, {}, false)), testing::ElementsAre("sbom/no-file releases/4.3.0.yaml"));
}

/// Words with a space between, however they are wrapped.
std::string on_one_line(const std::string& text) {
  std::istringstream in(text);
  std::string out;
  for (std::string word; in >> word;) out += (out.empty() ? "" : " ") + word;
  return out;
}

/// What 'release build' leaves out of the set the gate does not read either, and both say so alike.
TEST_F(Gate, TheBillOfMaterialsIsAFileOfTheWorkspace) {
  write("elsewhere.cdx.json", read(at("w/sbom/lysvik-pacs-4.3.0.cdx.json")));
  const auto refused = [&](const std::string& path) {
    const std::string told = "release.sbom: '" + path + "' is no file of the workspace";
    const Json found = gate(1, {}, false);
    EXPECT_THAT(rules(found), testing::ElementsAre("sbom/no-file releases/4.3.0.yaml"));
    EXPECT_THAT(found["findings"][0]["sentence"].get<std::string>(), StartsWith(told));
    const Ran built = crosswalk(
        {"release", "build", "4.3.0", "--workspace", at("w").string(), "--out", at("out").string(), "--format", "md", "--force"});
    EXPECT_THAT(on_one_line(built.err), HasSubstr(told));
    EXPECT_FALSE(fs::exists(at("out/sbom")));
  };
  std::string named = "sbom/lysvik-pacs-4.3.0.cdx.json";
  for (const std::string& path : {std::string("../elsewhere.cdx.json"), at("elsewhere.cdx.json").string()}) {
    change("  sbom: " + named, "  sbom: " + path);
    named = path;
    refused(path);
  }
  fs::create_symlink(at("elsewhere.cdx.json"), at("w/link.cdx.json"));
  change("  sbom: " + named, "  sbom: link.cdx.json");
  refused("link.cdx.json");
}

TEST_F(Gate, OpenCasesOfTheRegisterAreTold) {
  add_case(open_case);
  const Json found = gate(1, {}, false);
  EXPECT_THAT(rules(found), testing::ElementsAre("register/not-told releases/4.3.0.yaml"));
  EXPECT_THAT(found["findings"][0]["sentence"].get<std::string>(), HasSubstr("V-2026-0001 (CVE-2026-99202) is open in 4.3.0"));
  // The documents tell it all the same.
  build("set", "md");
  EXPECT_THAT(read(at("set/residual-risk.md")), HasSubstr("Limit the length of names at the firewall."));
  // What facts and register contradict each other in is a mistake.
  change("known_vulnerabilities:\n",
         "known_vulnerabilities:\n  - {vulnerability: CVE-2026-99202, component: search, status: not_affected, statement: S}\n");
  const Ran ran = check();
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("4.3.0.yaml:"));
  EXPECT_THAT(ran.err, HasSubstr("'not affected', and the register says 'affected' in V-2026-0001"));
  change("status: not_affected, statement: S", "status: affected, statement: Limit the length of names.");
  EXPECT_THAT(rules(gate(0, {}, false)), IsEmpty());
}

/// Vulnerability and status of each statement of a VEX, sorted.
std::vector<std::string> statements(const fs::path& file) {
  const Ran ran = crosswalk({"vex", "show", file.string(), "--format", "json"});
  EXPECT_EQ(ran.code, 0) << ran.err;
  std::vector<std::string> out;
  const Json shown = Json::parse(ran.out);
  for (const Json& one : shown["current"]) {
    out.push_back(one["vulnerability"].get<std::string>() + " " + one["status"].get<std::string>());
  }
  std::sort(out.begin(), out.end());
  return out;
}

TEST_F(Gate, VexSaysWhatTheDocumentSays) {
  add_case(open_case);
  change("known_vulnerabilities:\n",
         "known_vulnerabilities:\n"
         "  - {vulnerability: CVE-2026-99303, component: PostgreSQL 15, status: not_affected, statement: The function is not "
         "called.}\n"
         "  - {vulnerability: CVE-2026-99303, component: Debian 12, status: under_investigation, statement: Being looked at.}\n");
  build("set", "md");
  const std::vector<std::string> expected = {"CVE-2026-99101 fixed", "CVE-2026-99202 affected",
                                             "CVE-2026-99303 under_investigation"};
  for (const char* name : {"sec-104-4_3_0-vex.json", "sec-104-4_3_0-vex.openvex.json", "sec-104-4_3_0-vex.cdx.json"}) {
    EXPECT_EQ(statements(at("set/vex") / name), expected) << name;
  }
  const std::string paper = read(at("set/residual-risk.md"));
  for (const char* row : {"CVE-2026-99101 in libjpeg-turbo 3.0.1, fixed:", "| CVE-2026-99202 | Lysvik PACS | affected |",
                          "| CVE-2026-99303 | Debian 12 | under investigation |"}) {
    EXPECT_THAT(paper, HasSubstr(row));
  }
  const Json csaf = Json::parse(read(at("set/vex/sec-104-4_3_0-vex.json")));
  EXPECT_EQ(csaf["document"]["tracking"]["status"], "final");
  EXPECT_EQ(crosswalk({"csaf", "validate", at("set/vex/sec-104-4_3_0-vex.json").string()}).code, 0);
  // What the register knows goes into it; what is not for everybody does not.
  EXPECT_THAT(csaf.dump(), HasSubstr("Long names stop the search"));
  EXPECT_THAT(csaf.dump(), Not(HasSubstr("Max Roe")));
  EXPECT_THAT(rules(gate(1)), Not(Contains(HasSubstr("set/vex"))));
  change("status: under_investigation, statement: Being looked at.", "status: affected, statement: Update it.");
  EXPECT_THAT(rules(gate(1)), Contains("set/vex vex/sec-104-4_3_0-vex.json"));
  // A draft has a draft beside it, and one without known vulnerabilities has none.
  change("approved_by: Ingrid Solheim, role: Head of product security, approved: 2026-10-09, ", "");
  build("draft", "md");
  EXPECT_EQ(Json::parse(read(at("draft/vex/sec-104-4_3_0-vex.json")))["document"]["tracking"]["status"], "draft");
  EXPECT_EQ(crosswalk({"release", "build", "4.3.0", "--workspace", at("w").string(), "--out", at("none").string(), "--format",
                       "md", "--vex", "none"})
                .code,
            1);
  EXPECT_FALSE(fs::exists(at("none/vex")));
}

TEST_F(Gate, TheConformanceStatementNamesWhatAReviewFound) {
  build("set");
  const Ran ran = crosswalk({"release", "build", "4.3.0", "--workspace", at("w").string(), "--out", at("covered").string(),
                             "--format", "md", "--document", "conformance", "--documents", at("set").string()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  const std::string text = read(at("covered/conformance.md"));
  EXPECT_THAT(text, HasSubstr("SEC-107; found by review: SEC-107 version 4 (heading"));
  EXPECT_THAT(text, Not(HasSubstr("found by review: SEC-103"))) << "the statement itself proves nothing";
  // Drafts do not count.
  change("approved_by: Ingrid Solheim, role: Head of product security, approved: 2026-10-09, ", "");
  build("drafts");
  EXPECT_EQ(crosswalk({"release", "build", "4.3.0", "--workspace", at("w").string(), "--out", at("bare").string(), "--format",
                       "md", "--document", "conformance", "--documents", at("drafts").string()})
                .code,
            0);
  EXPECT_THAT(read(at("bare/conformance.md")), Not(HasSubstr("found by review")));
}

TEST_F(Gate, StaleDocumentsAreNamedWithTheFactThatChanged) {
  build("set");
  EXPECT_THAT(rules(gate(0), "remark"), Contains("set/unsigned manifest.json"));
  change("  retention: 365 days, adjustable\n", "  retention: 90 days\n");
  Json found = gate(1);
  EXPECT_THAT(rules(found), Contains("set/stale releases/4.3.0.yaml"));
  EXPECT_THAT(
      found.dump(),
      HasSubstr("'Secure operation of Lysvik PACS 4.3.0' is stale; what changed since it was built: logging, retention (line "));
  change("  retention: 90 days\n", "  retention: 365 days, adjustable\n");
  EXPECT_THAT(rules(gate(0)), IsEmpty());
  write("set/mds2.docx", read(at("set/mds2.docx")) + "x");
  fs::remove(at("set/sbom/lysvik-pacs-4.3.0.cdx.json"));
  found = gate(1);
  EXPECT_THAT(rules(found), Contains("set/file-changed mds2.docx"));
  EXPECT_THAT(rules(found), Contains("set/file-gone sbom/lysvik-pacs-4.3.0.cdx.json"));
  write("set/manifest.json", "{");
  EXPECT_THAT(rules(gate(1)), Contains("set/manifest manifest.json"));
}

TEST_F(Gate, VerifiesTheSetAsReleaseVerifyDoes) {
  build("set");
  Json found = gate(0);
  EXPECT_THAT(rules(found, "remark"), Contains("set/unsigned manifest.json"));
  EXPECT_THAT(rules(found, "remark"), Not(Contains(StartsWith("set/file"))));
  const auto verify = [&] { return crosswalk({"release", "verify", at("set").string()}).code; };
  EXPECT_EQ(verify(), 4);
  // What lies there besides is a remark, be it called as what vouches for the set but for its letters.
  write("set/notes.txt", "mine");
  write("set/sha256sums", "mine");
  found = gate(0);
  EXPECT_THAT(rules(found, "remark"), Contains("set/file-added manifest.json"));
  EXPECT_THAT(found.dump(), HasSubstr("notes.txt, sha256sums"));
  EXPECT_EQ(verify(), 4);
  // Lists for sha256sum that say something else than the manifest.
  const std::string sums = read(at("set/SHA256SUMS"));
  write("set/SHA256SUMS", "0" + sums.substr(1));
  EXPECT_THAT(rules(gate(1)), Contains("set/sums SHA256SUMS"));
  EXPECT_EQ(verify(), 1);
  write("set/SHA256SUMS", sums);
  // A set without its manifest is not the set that was built.
  fs::rename(at("set/manifest.json"), at("manifest.json"));
  EXPECT_THAT(rules(gate(1)), Contains("set/manifest manifest.json"));
  EXPECT_EQ(verify(), 1);
  fs::rename(at("manifest.json"), at("set/manifest.json"));
  // Who names a key wants a signature by it.
  EXPECT_THAT(rules(gate(1, {"--fingerprint", std::string(40, 'A')})), Contains("set/signature manifest.json.asc"));
  EXPECT_EQ(check({"--set", at("set").string(), "--fingerprint", "12"}).code, 2);
  EXPECT_EQ(check({"--fingerprint", std::string(40, 'A')}).code, 2);
}

TEST_F(Gate, SignaturesAreGoodOrCloseIt) {
  if (!fs::exists("/usr/bin/gpg") || !fs::exists("/usr/bin/gpgv")) GTEST_SKIP() << "gpg and gpgv are not installed";
  const fs::path home = at("gnupg");
  fs::create_directory(home);
  fs::permissions(home, fs::perms::owner_all);
  const Setting there{{}, {}, {{"GNUPGHOME", home.string()}}, false, {}};
  const auto gpg = [&](Arguments more) {
    more.insert(more.begin(), {"--batch", "--yes", "--quiet", "--no-options", "--pinentry-mode", "loopback", "--passphrase", ""});
    const Ran ran = run("/usr/bin/gpg", more, there);
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out;
  };
  gpg({"--quick-generate-key", "maker <maker@kvitholm.example>", "ed25519", "sign", "never"});
  const std::string listed = gpg({"--with-colons", "--list-keys"});
  const std::size_t at_fingerprint = listed.find("\nfpr:::::::::");
  ASSERT_NE(at_fingerprint, std::string::npos) << listed;
  const std::string fingerprint = listed.substr(at_fingerprint + 13, 40);
  const Ran built = crosswalk(
      {"release", "build", "4.3.0", "--workspace", at("w").string(), "--out", at("set").string(), "--sign", fingerprint}, there);
  ASSERT_EQ(built.code, 1) << built.err;
  gpg({"--armor", "--output", at("key.asc").string(), "--export"});
  Json found = gate(0);
  EXPECT_THAT(rules(found, "remark"), Contains("set/key manifest.json"));
  EXPECT_THAT(found.dump(), HasSubstr(fingerprint));
  // With a key of one's own there is nothing to remark.
  for (const Arguments& named : {Arguments{"--fingerprint", fingerprint}, Arguments{"--key", at("key.asc").string()}}) {
    const std::vector<std::string> remarks = rules(gate(0, named), "remark");
    EXPECT_THAT(remarks, Not(Contains("set/key manifest.json")));
    EXPECT_THAT(remarks, Not(Contains("set/unsigned manifest.json")));
  }
  EXPECT_THAT(rules(gate(1, {"--fingerprint", std::string(40, 'A')})), Contains("set/signature manifest.json.asc"));
  // Without the key in it nothing can be checked.
  fs::rename(at("set/public-key.asc"), at("public-key.asc"));
  found = gate(1);
  EXPECT_THAT(rules(found), Contains("set/file-gone public-key.asc"));
  EXPECT_THAT(rules(found, "remark"), Contains("set/not-verified manifest.json"));
  fs::rename(at("public-key.asc"), at("set/public-key.asc"));
  // A signature of other bytes.
  gpg({"--armor", "--output", at("set/manifest.json.asc").string(), "--detach-sign", at("set/SHA512SUMS").string()});
  found = gate(1);
  EXPECT_THAT(rules(found), Contains("set/signature manifest.json.asc"));
  EXPECT_THAT(rules(found, "remark"), Not(Contains("set/key manifest.json")));
  run("/usr/bin/gpgconf", {"--kill", "gpg-agent"}, there);
}

TEST_F(Gate, NothingOfTheReleaseBeforeVanishes) {
  change("{id: R-9,", "{id: R-90,");
  EXPECT_THAT(rules(gate(1, {}, false)), testing::ElementsAre("before/risk-gone releases/4.3.0.yaml"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
