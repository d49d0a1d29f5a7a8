// SPDX-License-Identifier: Apache-2.0
// Advisories on their way to the public: what is published and what is not, what a server then shows, and what a check of it
// notices. With a key that lives as long as a test, and, where they are installed, nginx and openssl.
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <set>
#include <sstream>

#include "base/text.h"
#include "casebook/casebook.h"
#include "end_to_end/program.h"
#include "end_to_end/server.h"

namespace crosswalk::end_to_end {
namespace {

using artifacts::time::Instant;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

constexpr const char* gpg = "/usr/bin/gpg";
constexpr const char* day = "2026-11-01T12:00:00Z";
constexpr const char* place = ".well-known/csaf/";

Instant instant(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

/// A document of one vulnerability as a builder would make it.
Json document(const std::string& id, const std::string& cve, int version, const std::string& changed) {
  Json revisions = Json::array();
  for (int i = 1; i <= version; ++i) {
    revisions.push_back({{"number", std::to_string(i)},
                         {"date", i == version ? changed : "2026-10-0" + std::to_string(i) + "T10:00:00Z"},
                         {"summary", i == 1 ? "First version." : "Revision " + std::to_string(i) + "."}});
  }
  const std::string product = "CSAFPID-0001";
  const Json name{{"name", "Example ScanView 3.1"}, {"product_id", product}};
  const Json version_branch{{"category", "product_version"}, {"name", "3.1"}, {"product", name}};
  const Json product_branch{{"category", "product_name"}, {"name", "ScanView"}, {"branches", Json::array({version_branch})}};
  const Json vendor_branch{{"category", "vendor"}, {"name", "Example Devices"}, {"branches", Json::array({product_branch})}};
  const Json score{{"products", Json::array({product})},
                   {"cvss_v3",
                    {{"version", "3.1"},
                     {"vectorString", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"},
                     {"baseScore", 9.8},
                     {"baseSeverity", "CRITICAL"}}}};
  const Json vulnerability{
      {"cve", cve},
      {"notes", Json::array({Json{{"category", "description"}, {"text", "The login page takes any password."}}})},
      {"product_status", {{"known_affected", Json::array({product})}}},
      {"scores", Json::array({score})},
      {"remediations",
       Json::array({Json{{"category", "vendor_fix"}, {"details", "Install 3.2."}, {"product_ids", Json::array({product})}}})}};
  return {{"document",
           {{"category", "csaf_security_advisory"},
            {"csaf_version", "2.0"},
            {"title", "Login without a password"},
            {"distribution", {{"tlp", {{"label", "WHITE"}}}}},
            {"lang", "en"},
            {"publisher", {{"category", "vendor"}, {"name", "Example Devices"}, {"namespace", "https://example.org"}}},
            {"tracking",
             {{"id", id},
              {"status", "final"},
              {"version", std::to_string(version)},
              {"initial_release_date", version == 1 ? changed : "2026-10-01T10:00:00Z"},
              {"current_release_date", changed},
              {"revision_history", revisions}}}}},
          {"product_tree", {{"branches", Json::array({vendor_branch})}}},
          {"vulnerabilities", Json::array({vulnerability})}};
}

disclosure::Case approved_case(const std::string& cve) {
  disclosure::Case out;
  out.title = "Login without a password";
  out.ids = {cve};
  out.source.kind = disclosure::SourceKind::own_test;
  out.events = {{disclosure::Trigger::aware, instant("2026-09-01T09:00:00Z"), {}}};
  out.distribution.tlp = disclosure::Tlp::white;
  out.approval = {{"Ann Head <ann@example.org>"}, "head of security", instant("2026-09-20T09:00:00Z")};
  return out;
}

class Provider : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    if (::access(gpg, X_OK) != 0 || ::access("/usr/bin/gpgv", X_OK) != 0) GTEST_SKIP() << "gpg and gpgv are not installed";
    key_ = make_key("gnupg");
    write_workspace("https://example.org/.well-known/csaf");
    ASSERT_TRUE(casebook::Casebook::create(register_path(), instant("2026-09-01T09:00:00Z")));
  }
  void TearDown() override {
    for (const std::string& each : homes_)
      run("/usr/bin/gpgconf", {"--kill", "gpg-agent"}, {{}, {}, {{"GNUPGHOME", each}}, false, {}});
    EndToEnd::TearDown();
  }

  [[nodiscard]] std::string register_path() const { return at("w/register.db").string(); }
  [[nodiscard]] fs::path served(const std::string& path) const { return at("web/" + (place + path)); }

  /// A new key without a passphrase in a home of its own; its fingerprint.
  std::string make_key(const std::string& name) {
    const fs::path home = at(name);
    fs::create_directory(home);
    fs::permissions(home, fs::perms::owner_all);
    homes_.push_back(home.string());
    const Setting setting{{}, {}, {{"GNUPGHOME", home.string()}}, false, {}};
    const Ran made = run(gpg,
                         {"--batch", "--quiet", "--no-options", "--pinentry-mode", "loopback", "--passphrase", "",
                          "--quick-generate-key", "Example PSIRT <psirt@example.org>", "ed25519", "sign", "never"},
                         setting);
    EXPECT_EQ(made.code, 0) << made.err;
    const std::string listed = run(gpg, {"--batch", "--with-colons", "--list-keys"}, setting).out;
    const std::size_t found = listed.find("\nfpr:::::::::");
    return found == std::string::npos ? "" : listed.substr(found + 13, 40);
  }

  void write_workspace(const std::string& url) const {
    write("w/crosswalk.yaml",
          "manufacturer: Example Devices\ndisclosure:\n  namespace: https://example.org\n  email: psirt@example.org\n"
          "  contact_url: https://example.org/report\n  policy_url: https://example.org/policy\n"
          "  languages: [en, de]\n  advisory_prefix: EX-SA-\n  key_fingerprint: " +
              key_ + "\n  advisories_url: " + url + "\n");
  }

  void add_case(disclosure::Case one) const {
    auto book = casebook::Casebook::open(register_path(), store::Register::Access::write);
    ASSERT_TRUE(book) << book.error().message();
    const auto added =
        book->add(std::move(one), "V-2026-", {"Max Roe <max@example.org>", "reported", instant("2026-09-20T09:00:00Z")});
    ASSERT_TRUE(added) << added.error().message();
  }
  void edit_case(const std::string& id, const std::string& when, const std::function<void(disclosure::Case&)>& change) const {
    auto book = casebook::Casebook::open(register_path(), store::Register::Access::write);
    ASSERT_TRUE(book);
    const auto edited = book->edit(id,
                                   [&](disclosure::Case& one) -> base::Result<void> {
                                     change(one);
                                     return {};
                                   },
                                   {"Max Roe <max@example.org>", "changed", instant(when)});
    ASSERT_TRUE(edited) << edited.error().message();
  }
  [[nodiscard]] disclosure::Case find_case(const std::string& id) const {
    auto book = casebook::Casebook::open(register_path(), store::Register::Access::read);
    EXPECT_TRUE(book);
    return *book->find(id);
  }

  [[nodiscard]] Setting setting() const { return {{}, {}, {{"GNUPGHOME", at("gnupg").string()}}, false, {}}; }
  Ran publish(Arguments more, const std::string& when = day) const {
    Arguments all{"advisory",    "publish",        at("web").string(),
                  "--workspace", at("w").string(), "--at",
                  when,          "--by",           "Pia Publisher <pia@example.org>"};
    all.insert(all.end(), more.begin(), more.end());
    return crosswalk(all, setting());
  }
  Json publish_json(Arguments more, const std::string& when = day) const {
    more.insert(more.end(), {"--format", "json"});
    const Ran ran = publish(std::move(more), when);
    Json out = Json::parse(ran.out, nullptr, false);
    EXPECT_TRUE(out.is_object()) << ran.out << ran.err;
    return out;
  }
  /// Offers a document, and gives what is said of it.
  Json offer(const Json& one, const std::string& name = "offered.json") const {
    write(name, one.dump(2));
    return publish_json({"--file", at(name).string()})["documents"][0];
  }

  /// Two cases and their advisories, published.
  void publish_two() {
    add_case(approved_case("CVE-2026-1001"));
    add_case(approved_case("CVE-2026-1002"));
    write("built/one.json", document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z").dump(2));
    write("built/two.json", document("EX-SA-2026-0002", "CVE-2026-1002", 1, "2026-10-15T10:00:00Z").dump(2));
    write("built/two.openvex.json", R"({"@context": "https://openvex.dev/ns/v0.2.0"})");
    const Ran ran = publish({"--from", at("built").string(), "--yes"});
    ASSERT_EQ(ran.code, 0) << ran.out << ran.err;
  }

  /// What `advisory check` says: verdicts by number.
  Json check(Arguments arguments) const {
    arguments.insert(arguments.begin(), {"advisory", "check"});
    if (std::find(arguments.begin(), arguments.end(), "--as-of") == arguments.end()) {
      arguments.insert(arguments.end(), {"--as-of", "2026-11-02"});
    }
    arguments.insert(arguments.end(), {"--format", "json"});
    const Ran ran = crosswalk(arguments);
    Json out = Json::parse(ran.out, nullptr, false);
    EXPECT_TRUE(out.is_object()) << ran.out << ran.err;
    if (out.is_object()) {
      EXPECT_EQ(ran.code, out["failed"] == 0 ? 0 : 1);
    }
    return out;
  }
  static std::set<int> failed(const Json& report) {
    std::set<int> out;
    for (const Json& each : report["requirements"]) {
      if (each["verdict"] == "failed") out.insert(each["number"].get<int>());
    }
    return out;
  }
  static std::set<int> with_verdict(const Json& report, const std::string& verdict) {
    std::set<int> out;
    for (const Json& each : report["requirements"]) {
      if (each["verdict"] == verdict) out.insert(each["number"].get<int>());
    }
    return out;
  }

  std::string key_;
  std::vector<std::string> homes_;
};

TEST_F(Provider, NothingIsWrittenWithoutAWord) {
  add_case(approved_case("CVE-2026-1001"));
  write("one.json", document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z").dump(2));
  const Ran ran = publish({"--file", at("one.json").string()});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("new        EX-SA-2026-0001 revision 1"), HasSubstr("Nothing was written; --yes does it.")));
  EXPECT_FALSE(fs::exists(at("web")));
  EXPECT_THAT(find_case("V-2026-0001").publications, IsEmpty());
}

TEST_F(Provider, WhatIsPublishedIsATrustedProviderAndStandsInTheRegister) {
  publish_two();
  EXPECT_EQ(read(served("index.txt")), "2026/ex-sa-2026-0001.json\n2026/ex-sa-2026-0002.json\n");
  EXPECT_EQ(
      read(served("changes.csv")),
      "\"2026/ex-sa-2026-0002.json\",\"2026-10-15T10:00:00Z\"\r\n\"2026/ex-sa-2026-0001.json\",\"2026-10-01T10:00:00Z\"\r\n");
  EXPECT_EQ(read(served("2026/ex-sa-2026-0001.json")), read(at("built/one.json")));
  const disclosure::Case one = find_case("V-2026-0001");
  ASSERT_EQ(one.publications.size(), 1U);
  EXPECT_EQ(one.publications[0].advisory, "EX-SA-2026-0001");
  EXPECT_EQ(one.publications[0].revision, "1");
  EXPECT_EQ(one.publications[0].url, "https://example.org/.well-known/csaf/2026/ex-sa-2026-0001.json");
  EXPECT_EQ(one.publications[0].kind, disclosure::PublicationKind::published);
  EXPECT_EQ(one.publications[0].sha256, run("sha256sum", {served("2026/ex-sa-2026-0001.json")}).out.substr(0, 64));
  const Json report = check({at("web").string()});
  EXPECT_THAT(failed(report), IsEmpty()) << report.dump(2);
  EXPECT_EQ(with_verdict(report, "skipped"), (std::set<int>{3, 4, 6, 10, 14}));
  EXPECT_THAT(failed(check({served("").string()})), IsEmpty());
  // Everything that is JSON is as the program's own schemas have it.
  const Ran valid = crosswalk({"csaf", "validate", at("web").string()});
  EXPECT_EQ(valid.code, 0) << valid.out;
  EXPECT_THAT(valid.out, AllOf(HasSubstr("provider metadata"), HasSubstr("ROLIE feed"), HasSubstr("ROLIE service"),
                               HasSubstr("ROLIE category")));
}

// People are told times as they are where the manufacturer is, programs in UTC.
TEST_F(Provider, TimesArePeoplesOwn) {
  write("w/crosswalk.yaml", read(at("w/crosswalk.yaml")) + "time_zone: America/New_York\n");
  add_case(approved_case("CVE-2026-1001"));
  edit_case("V-2026-0001", "2026-09-21T09:00:00Z",
            [](auto& one) { one.distribution.embargo_until = instant("2026-12-01T05:00:00Z"); });
  write("one.json", document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z").dump(2));
  EXPECT_THAT(publish({"--file", at("one.json").string()}).out, HasSubstr("under embargo until 2026-12-01 00:00 -05:00"));
  EXPECT_THAT(publish_json({"--file", at("one.json").string()}).dump(), HasSubstr("under embargo until 2026-12-01T05:00:00Z"));
  edit_case("V-2026-0001", "2026-09-22T09:00:00Z", [](auto& one) { one.distribution.embargo_until.reset(); });
  ASSERT_EQ(publish({"--file", at("one.json").string(), "--yes"}).code, 0);
  const auto told = [&](const std::string& when, const std::string& workspace) {
    Arguments all{"advisory", "check", at("web").string(), "--as-of", when};
    if (!workspace.empty()) all.insert(all.end(), {"--workspace", at(workspace).string()});
    return crosswalk(all).out;
  };
  EXPECT_THAT(told("2026-11-02 08:00", "w"), AllOf(HasSubstr("as of 2026-11-02 08:00 -05:00"), Not(HasSubstr("00:00Z"))));
  EXPECT_THAT(told("2026-11-02", "w"), HasSubstr("as of 2026-11-02 23:59 -05:00"));
  EXPECT_THAT(told("2026-11-02 08:00", ""), HasSubstr("as of 2026-11-02 08:00 +00:00"));
}

// What was approved is known by the register alone.
TEST_F(Provider, NothingIsPublishedByARegisterThatDoesNotHold) {
  add_case(approved_case("CVE-2026-1001"));
  edit_case("V-2026-0001", "2026-09-21T09:00:00Z", [](auto& one) { one.approval = {}; });
  write("one.json", document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z").dump(2));
  // Somebody writes the approval into the state of the case behind our back.
  const Ran tampered = run("/usr/bin/python3", {"-c",
                                                "import sqlite3, sys, json\nc = sqlite3.connect(sys.argv[1])\n"
                                                "state = json.loads(c.execute('SELECT state FROM cases').fetchone()[0])\n"
                                                "state['approval'] = {'by': 'person:x', 'at': '2026-09-22T09:00:00Z'}\n"
                                                "c.execute('UPDATE cases SET state = ?', (json.dumps(state),))\nc.commit()",
                                                register_path()});
  ASSERT_EQ(tampered.code, 0) << tampered.err;
  const Ran ran = publish({"--file", at("one.json").string(), "--yes"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("Nothing can be written: the register does not hold"));
  EXPECT_FALSE(fs::exists(served("2026/ex-sa-2026-0001.json")));
}

TEST_F(Provider, TheSecondTimeNothingChanges) {
  publish_two();
  EXPECT_THAT(publish({"--from", at("built").string()}, "2026-11-20T12:00:00Z").out, HasSubstr("Nothing is to be written."));
  const std::string before = listing(at("web"));
  const std::string ledger = read(served(".crosswalk-provider"));
  for (const Arguments& arguments : {Arguments{"--from", at("built").string(), "--yes"}, Arguments{"--yes"}}) {
    const Json again = publish_json(arguments, "2026-11-20T12:00:00Z");
    EXPECT_EQ(again["files"], 0);
    EXPECT_EQ(again["recorded"], 0);
    EXPECT_EQ(again["documents"].size(), 2U);
    for (const Json& each : again["documents"]) EXPECT_EQ(each["fate"], "unchanged");
    EXPECT_EQ(listing(at("web")), before);
    EXPECT_EQ(read(served(".crosswalk-provider")), ledger);
  }
  // Long before security.txt ends it is renewed, and nothing else.
  const Json renewed = publish_json({"--yes"}, "2027-08-01T00:00:00Z");
  EXPECT_EQ(renewed["files"], 1);
  EXPECT_THAT(read(at("web/.well-known/security.txt")), HasSubstr("Expires: 2028-06-26T00:00:00Z"));
}

TEST_F(Provider, EachReasonToLeaveOneOutIsTold) {
  add_case(approved_case("CVE-2026-1001"));
  const Json good = document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z");
  EXPECT_EQ(offer(good)["fate"], "new");
  const auto refused = [&](const Json& one, const std::string& reason) {
    const Json said = offer(one);
    EXPECT_EQ(said["fate"], "left_out") << reason;
    ASSERT_EQ(said["reasons"].size(), 1U) << said.dump();
    EXPECT_THAT(said["reasons"][0].get<std::string>(), HasSubstr(reason));
  };
  Json changed = good;
  changed["document"]["tracking"]["status"] = "interim";
  refused(changed, "status is 'interim'");
  changed = good;
  changed["document"]["distribution"]["tlp"]["label"] = "AMBER";
  refused(changed, "TLP:AMBER");
  changed = good;
  changed["document"]["publisher"]["namespace"] = "https://other.example";
  refused(changed, "publisher is https://other.example");
  changed = good;
  changed["vulnerabilities"][0]["product_status"]["known_affected"][0] = "CSAFPID-0009";
  refused(changed, "not valid CSAF 2.0: 6.1.1");
  refused(document("EX-SA-2026-0007", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z"), "no case V-2026-0007");
  refused(document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-12-24T10:00:00Z"), "yet to come");
  changed = good;
  changed["vulnerabilities"].push_back(good["vulnerabilities"][0]);
  changed["vulnerabilities"][1]["cve"] = "CVE-2026-9999";
  refused(changed, "no case of the register goes by CVE-2026-9999");

  edit_case("V-2026-0001", "2026-09-21T09:00:00Z",
            [](auto& one) { one.distribution.embargo_until = instant("2026-12-01T00:00:00Z"); });
  refused(good, "under embargo until 2026-12-01T00:00:00Z");
  edit_case("V-2026-0001", "2026-09-22T09:00:00Z",
            [](auto& one) { one.distribution.embargo_until = instant("2026-09-30T00:00:00Z"); });
  EXPECT_EQ(offer(good)["fate"], "new");
  // What an advisory does not tell may change after the approval; what it tells may not.
  edit_case("V-2026-0001", "2026-09-23T09:00:00Z", [](auto& one) { one.source.reference = "ticket 7"; });
  EXPECT_EQ(offer(good)["fate"], "new");
  edit_case("V-2026-0001", "2026-09-24T09:00:00Z", [](auto& one) { one.description = "The login page takes any password."; });
  refused(good, "was changed after it was approved");
  edit_case("V-2026-0001", "2026-09-25T09:00:00Z", [](auto& one) { one.approval.at = instant("2026-09-25T09:00:00Z"); });
  EXPECT_EQ(offer(good)["fate"], "new");
  // A document that was built before a change that was approved later does not tell of it.
  refused(document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-09-23T10:00:00Z"), "before the last change of case V-2026-0001");
  edit_case("V-2026-0001", "2026-09-26T09:00:00Z", [](auto& one) { one.approval = {}; });
  refused(good, "is not approved");
  edit_case("V-2026-0001", "2026-09-27T09:00:00Z", [](auto& one) {
    one.approval = {{"Ann Head <ann@example.org>"}, "head", instant("2026-09-27T09:00:00Z")};
    one.distribution.tlp = disclosure::Tlp::green;
  });
  refused(good, "is TLP:GREEN");
  EXPECT_FALSE(fs::exists(at("web")));
}

TEST_F(Provider, ARevisionFollowsAndNothingGoesBack) {
  publish_two();
  const Json second = document("EX-SA-2026-0001", "CVE-2026-1001", 2, "2026-10-20T10:00:00Z");
  EXPECT_THAT(offer(second)["reasons"].dump(), HasSubstr("approved for the revision before"));
  edit_case("V-2026-0001", "2026-10-19T09:00:00Z", [](auto& one) { one.approval.at = instant("2026-10-19T09:00:00Z"); });
  Json other = document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z");
  other["document"]["title"] = "Another title";
  EXPECT_THAT(offer(other)["reasons"].dump(), HasSubstr("published with other content"));
  write("second.json", second.dump(2));
  const Json done = publish_json({"--file", at("second.json").string(), "--yes"});
  EXPECT_EQ(done["documents"][0]["fate"], "revised");
  EXPECT_EQ(find_case("V-2026-0001").publications.back().kind, disclosure::PublicationKind::corrected);
  EXPECT_THAT(read(served("changes.csv")), ::testing::StartsWith("\"2026/ex-sa-2026-0001.json\",\"2026-10-20T10:00:00Z\""));
  EXPECT_THAT(failed(check({at("web").string()})), IsEmpty());
  const Json back = publish_json({"--file", at("built/one.json").string(), "--yes"});
  EXPECT_EQ(back["documents"][0]["fate"], "left_out");
  EXPECT_THAT(back["documents"][0]["reasons"].dump(), HasSubstr("older revision 1"));
  EXPECT_EQ(Json::parse(read(served("2026/ex-sa-2026-0001.json"))), second);
  // A withdrawal is a revision too, and stays where people look for it.
  edit_case("V-2026-0001", "2026-10-21T09:00:00Z", [](auto& one) { one.approval.at = instant("2026-10-21T09:00:00Z"); });
  Json third = document("EX-SA-2026-0001", "CVE-2026-1001", 3, "2026-10-22T10:00:00Z");
  third["document"]["title"] = "Withdrawn: Login without a password";
  write("third.json", third.dump(2));
  EXPECT_EQ(publish_json({"--file", at("third.json").string(), "--yes"})["documents"][0]["fate"], "withdrawn");
  EXPECT_EQ(find_case("V-2026-0001").publications.back().kind, disclosure::PublicationKind::withdrawn);
  EXPECT_THAT(read(served("advisories/index.html")), HasSubstr("Withdrawn: Login without a password"));
}

TEST_F(Provider, WhatOthersPutThereIsLeftAlone) {
  add_case(approved_case("CVE-2026-1001"));
  write("one.json", document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z").dump(2));
  write("web/index.html", "the maker's own page");
  write("web/.well-known/security.txt", "Contact: mailto:a@example.org\nExpires: 2027-01-01T00:00:00Z\n");
  const Ran ran = publish({"--file", at("one.json").string(), "--yes"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("CSAF: https://example.org/.well-known/csaf/provider-metadata.json"));
  EXPECT_EQ(read(at("web/index.html")), "the maker's own page");
  EXPECT_THAT(read(at("web/.well-known/security.txt")), Not(HasSubstr("CSAF")));
  // A file in the way keeps everything from being written.
  fs::remove_all(at("web"));
  write("web/.well-known/csaf/index.txt", "mine");
  const Ran stopped = publish({"--file", at("one.json").string(), "--yes"});
  EXPECT_EQ(stopped.code, 1);
  EXPECT_THAT(stopped.out, HasSubstr("index.txt is there already"));
  EXPECT_EQ(read(at("web/.well-known/csaf/index.txt")), "mine");
  EXPECT_FALSE(fs::exists(served("provider-metadata.json")));
}

TEST_F(Provider, AChangedDocumentIsNoticedBeforeAnythingIsWritten) {
  publish_two();
  const std::string path = served("2026/ex-sa-2026-0001.json").string();
  std::string bytes = read(path);
  bytes.replace(bytes.find("any password"), 3, "one");
  std::ofstream(path, std::ios::binary) << bytes;
  const Ran ran = publish({"--yes"});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("somebody"));
  // Offered again it comes back.
  EXPECT_EQ(publish({"--from", at("built").string(), "--yes"}).code, 0);
  EXPECT_EQ(read(path), read(at("built/one.json")));
  EXPECT_THAT(failed(check({at("web").string()})), IsEmpty());
}

TEST_F(Provider, ARunThatIsKilledCanBeRunAgain) {
  publish_two();
  edit_case("V-2026-0001", "2026-10-19T09:00:00Z", [](auto& one) { one.approval.at = instant("2026-10-19T09:00:00Z"); });
  write("second.json", document("EX-SA-2026-0001", "CVE-2026-1001", 2, "2026-10-20T10:00:00Z").dump(2));
  const fs::path kept = at("kept");
  fs::copy(at("web"), kept, fs::copy_options::recursive);
  fs::copy(register_path(), at("register.kept"));
  for (int milliseconds = 5; milliseconds < 400; milliseconds += 23) {
    fs::remove_all(at("web"));
    fs::copy(kept, at("web"), fs::copy_options::recursive);
    for (const char* ending : {"", "-wal", "-shm"}) fs::remove(register_path() + ending);
    fs::copy(at("register.kept"), register_path());
    ::setenv("GNUPGHOME", at("gnupg").c_str(), 1);
    {
      Running running({"advisory", "publish", at("web").string(), "--workspace", at("w").string(), "--at", day, "--by",
                       "Pia <p@example.org>", "--file", at("second.json").string(), "--yes"});
      ::usleep(static_cast<useconds_t>(milliseconds) * 1000);
      running.signal(SIGKILL);
      running.wait();
    }
    ::unsetenv("GNUPGHOME");
    // Whenever it was: every name in an index leads to a file.
    std::istringstream index(read(served("index.txt")));
    for (std::string line; std::getline(index, line);) {
      for (const char* ending : {"", ".asc", ".sha512"}) EXPECT_TRUE(fs::exists(served(line + ending))) << line << ending;
    }
    const Ran again = publish({"--file", at("second.json").string(), "--yes"});
    ASSERT_EQ(again.code, 0) << milliseconds << again.out << again.err;
    const Json report = check({at("web").string()});
    EXPECT_THAT(failed(report), IsEmpty()) << report.dump(2);
    EXPECT_EQ(find_case("V-2026-0001").publications.size(), 2U) << milliseconds;
    for (const auto& each : fs::recursive_directory_iterator(at("web")))
      EXPECT_THAT(each.path().filename().string(), Not(::testing::EndsWith(".new")));
  }
}

TEST_F(Provider, NothingGetsPublicWhileSomebodyElseHoldsTheRegister) {
  add_case(approved_case("CVE-2026-1001"));
  write("one.json", document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z").dump(2));
  {
    auto other = store::Register::open(register_path(), store::Register::Access::write);
    ASSERT_TRUE(other);
    const auto held = other->begin();
    ASSERT_TRUE(held) << held.error().message();
    const Ran refused = publish({"--file", at("one.json").string(), "--yes"});
    EXPECT_EQ(refused.code, 3) << refused.out;
    EXPECT_THAT(base::collapse_space(refused.err),
                AllOf(HasSubstr("another process is changing the register"), HasSubstr("register.db")));
    for (const auto& each : fs::recursive_directory_iterator(at("web"))) EXPECT_FALSE(each.is_regular_file()) << each.path();
  }
  EXPECT_THAT(find_case("V-2026-0001").publications, IsEmpty());
  EXPECT_EQ(publish({"--file", at("one.json").string(), "--yes"}).code, 0);
  EXPECT_EQ(find_case("V-2026-0001").publications.size(), 1U);
}

TEST_F(Provider, WhatWasPublishedAndNotRecordedIsRecordedByTheNextRun) {
  add_case(approved_case("CVE-2026-1001"));
  write("one.json", document("EX-SA-2026-0001", "CVE-2026-1001", 1, "2026-10-01T10:00:00Z").dump(2));
  // As after a run that ended between the files and the register.
  fs::copy(register_path(), at("register.kept"));
  ASSERT_EQ(publish({"--file", at("one.json").string(), "--yes"}).code, 0);
  const std::string before = listing(at("web"));
  for (const char* ending : {"-wal", "-shm"}) fs::remove(register_path() + ending);
  fs::copy(at("register.kept"), register_path(), fs::copy_options::overwrite_existing);
  ASSERT_THAT(find_case("V-2026-0001").publications, IsEmpty());
  const Json again = publish_json({"--yes"});
  EXPECT_EQ(again["files"], 0);
  EXPECT_EQ(again["recorded"], 1);
  EXPECT_EQ(find_case("V-2026-0001").publications.size(), 1U);
  EXPECT_EQ(listing(at("web")), before);
}

/// A port of this machine that nothing listens on.
int free_port() {
  const int fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  sockaddr_in address = loopback(0);
  socklen_t size = sizeof address;
  EXPECT_EQ(::bind(fd, reinterpret_cast<const sockaddr*>(&address), size), 0);
  EXPECT_EQ(::getsockname(fd, reinterpret_cast<sockaddr*>(&address), &size), 0);
  ::close(fd);
  return ntohs(address.sin_port);
}

/// The same behind nginx, with a certificate of an authority of our own.
class ServedProvider : public Provider {
 protected:
  void SetUp() override {
    Provider::SetUp();
    if (IsSkipped()) return;
    if (::access(nginx, X_OK) != 0 || run("openssl", {"version"}).code != 0) GTEST_SKIP() << "nginx or openssl is not installed";
    port_ = free_port();
    host_ = "localhost:" + std::to_string(port_);
    write_workspace("https://" + host_ + "/.well-known/csaf");
    publish_two();
    certify();
    serve();
    reset();
  }

  void certify() const {
    const auto openssl = [&](const Arguments& arguments) {
      const Ran ran = run("openssl", arguments);
      ASSERT_EQ(ran.code, 0) << ran.err;
    };
    for (const char* name : {"ca", "other"}) {
      openssl({"req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2", "-subj",
               "/CN=Test authority", "-keyout", at(std::string(name) + ".key"), "-out", at(std::string(name) + ".pem")});
    }
    openssl({"req", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-subj", "/CN=localhost", "-keyout",
             at("server.key"), "-out", at("server.csr")});
    write("server.ext", "subjectAltName=DNS:localhost\n");
    openssl({"x509", "-req", "-in", at("server.csr"), "-CA", at("ca.pem"), "-CAkey", at("ca.key"), "-CAcreateserial", "-days",
             "2", "-extfile", at("server.ext"), "-out", at("server.pem")});
  }

  void serve() {
    const std::string folder = at("nginx").string();
    fs::create_directories(folder);
    std::string text = ::geteuid() == 0 ? "user root;\n" : "";
    text += "daemon off;\nworker_processes 1;\npid " + folder + "/pid;\nerror_log " + folder +
            "/errors;\nevents {}\nhttp {\n  access_log off;\n";
    for (const char* kind : {"client_body", "proxy", "fastcgi", "uwsgi", "scgi"})
      text += "  " + std::string(kind) + "_temp_path " + folder + "/" + kind + ";\n";
    text += "  types { application/json json; text/plain txt; text/html html; }\n  server {\n    listen 127.0.0.1:" +
            std::to_string(port_) + " ssl;\n    server_name localhost;\n    ssl_certificate " + at("server.pem").string() +
            ";\n    ssl_certificate_key " + at("server.key").string() + ";\n    root " + at("shown").string() +
            ";\n    autoindex on;\n    location = /.well-known/csaf/2026/ex-sa-2026-0001.json {\n"
            "      if (-f $document_root/redirect) { return 301 https://$http_host/moved.json; }\n"
            "      if (-f $document_root/login) { return 401; }\n    }\n"
            "    location = /.well-known/csaf/2026/ { if (-f $document_root/unlisted) { return 403; } }\n  }\n}\n";
    write("nginx/conf", text);
    server_ =
        std::make_unique<Server>(Arguments{nginx, "-c", folder + "/conf", "-e", folder + "/errors"}, port_, at("nginx/log"));
    ASSERT_TRUE(server_->answers()) << read(at("nginx/log")) << read(at("nginx/errors"));
  }
  void TearDown() override {
    stop();
    Provider::TearDown();
  }
  /// Its workers end with it only where it can tell them: it is given the time.
  void stop() {
    if (server_ == nullptr) return;
    run(nginx, {"-c", at("nginx/conf"), "-e", at("nginx/errors"), "-s", "stop"});
    for (int i = 0; i < 100 && fs::exists(at("nginx/pid")); ++i) ::usleep(50'000);
    server_.reset();
  }

  /// What is shown is what was published.
  void reset() const {
    fs::remove_all(at("shown"));
    fs::copy(at("web"), at("shown"), fs::copy_options::recursive);
  }
  [[nodiscard]] fs::path shown(const std::string& path) const { return at("shown/" + (place + path)); }
  void change(const std::string& path, const std::string& from, const std::string& to) const {
    std::string bytes = read(shown(path));
    const std::size_t found = bytes.find(from);
    ASSERT_NE(found, std::string::npos) << path;
    bytes.replace(found, from.size(), to);
    std::ofstream(shown(path), std::ios::binary) << bytes;
  }
  void put(const std::string& path, const std::string& bytes) const { std::ofstream(shown(path), std::ios::binary) << bytes; }
  /// Makes hashes and signature of a document anew.
  void seal(const std::string& path) const {
    const std::string name = path.substr(path.find('/') + 1);
    put(path + ".sha256", run("sha256sum", {shown(path)}).out.substr(0, 64) + "  " + name + "\n");
    put(path + ".sha512", run("sha512sum", {shown(path)}).out.substr(0, 128) + "  " + name + "\n");
    fs::remove(shown(path + ".asc"));
    const Ran ran =
        run(gpg, {"--batch", "--quiet", "--armor", "--output", shown(path + ".asc"), "--detach-sign", shown(path)}, setting());
    ASSERT_EQ(ran.code, 0) << ran.err;
  }

  [[nodiscard]] Json check_server(Arguments more = {}) const {
    more.insert(more.begin(), {"https://" + host_ + "/", "--ca", at("ca.pem").string()});
    return check(more);
  }

  static constexpr const char* nginx = "/usr/sbin/nginx";
  int port_ = 0;
  std::string host_;
  std::unique_ptr<Server> server_;
};

TEST_F(ServedProvider, EveryRequirementIsMet) {
  const Json report = check_server();
  EXPECT_THAT(failed(report), IsEmpty()) << report.dump(2);
  EXPECT_EQ(with_verdict(report, "skipped"), (std::set<int>{10}));
  EXPECT_THAT(report["requirements"][9]["reason"].get<std::string>(), HasSubstr("no domain"));
  for (const Json& each : report["requirements"]) EXPECT_THAT(each["warnings"], IsEmpty()) << each;
  EXPECT_EQ(crosswalk({"advisory", "check", "https://" + host_ + "/.well-known/csaf/provider-metadata.json", "--ca",
                       at("ca.pem").string(), "--as-of", "2026-11-02", "--strict"})
                .code,
            0);
  const Ran shown = crosswalk({"advisory", "check", "https://" + host_, "--ca", at("ca.pem").string(), "--as-of", "2026-11-02"});
  EXPECT_THAT(shown.out, HasSubstr("19 passed, 0 failed, 1 skipped"));
  std::istringstream lines(shown.out);
  for (std::string line; std::getline(lines, line);) EXPECT_LE(line.size(), 80U) << line;
}

TEST_F(ServedProvider, AClientOfOthersFindsAndVerifiesEverything) {
  fs::create_directory(at("client"));
  fs::permissions(at("client"), fs::perms::owner_all);
  homes_.push_back(at("client").string());
  const Ran ran = run("python3", {sources() / "tests/end_to_end/csaf_client.py", host_, at("ca.pem"), at("client")});
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_EQ(ran.out, "EX-SA-2026-0001 1 https://" + host_ +
                         "/.well-known/csaf/2026/ex-sa-2026-0001.json\nEX-SA-2026-0002 1 https://" + host_ +
                         "/.well-known/csaf/2026/ex-sa-2026-0002.json\n");
}

TEST_F(ServedProvider, EachMistakeFailsTheRequirementThatItBreaks) {
  const std::string one = "2026/ex-sa-2026-0001.json";
  const std::string two = "2026/ex-sa-2026-0002.json";
  const auto expect = [&](const std::string& what, const std::set<int>& numbers) {
    const Json report = check_server();
    EXPECT_EQ(failed(report), numbers) << what << report.dump(2);
    reset();
  };
  put(one + ".sha512", std::string(128, '0') + "  ex-sa-2026-0001.json\n");
  expect("a wrong hash", {18});
  fs::remove(shown(one + ".asc"));
  expect("no signature", {19});
  // Of another document.
  fs::copy_file(shown(two + ".asc"), shown(one + ".asc"), fs::copy_options::overwrite_existing);
  expect("a wrong signature", {19});
  change(one, "takes any password", "takes no password!");
  expect("a changed document", {18, 19});
  fs::copy_file(shown(one), at("shown/moved.json"));
  std::ofstream(at("shown/redirect")) << "";
  expect("a redirection", {6});
  std::ofstream(at("shown/login")) << "";
  expect("a login", {4, 12, 13, 15});
  std::ofstream(at("shown/unlisted")) << "";
  expect("no listing", {14});
  put("index.txt", two + "\n");
  expect("an index that lacks one", {12});
  put("index.txt", one + "\n" + two + "\n2026/ex-sa-2026-0003.json\n");
  expect("an index that names what is not there", {12});
  put("changes.csv", "\"" + one + "\",\"2026-10-01T10:00:00Z\"\r\n\"" + two + "\",\"2026-10-15T10:00:00Z\"\r\n");
  expect("changes in the wrong order", {13});
  change("changes.csv", "2026-10-15", "2026-10-16");
  expect("a change at another time", {13});
  change("csaf-feed-tlp-white.json", "\"updated\": \"2026-10-15T10:00:00Z\"", "\"updated\": \"2026-10-14T10:00:00Z\"");
  expect("an entry of another time", {15});
  change("service.json", "csaf-feed-tlp-white.json", "csaf-feed-tlp-green.json");
  expect("a service document without the feed", {16});
  change("category-documents.json", "\"categories\"", "\"kategorien\"");
  expect("no category document", {17});
  change("provider-metadata.json", "csaf_trusted_provider", "csaf_provider");
  expect("another role", {7});
  change("provider-metadata.json", key_, std::string(40, 'A'));
  expect("another key", {20});
  fs::remove(shown("openpgp/" + key_ + ".asc"));
  expect("no key", {19, 20});
  change(one, "\"CVE-2026-1001\"", "\"CVE-26-1001\"");
  seal(one);
  expect("an invalid document", {1});
  fs::rename(shown("2026"), shown("2025"));
  for (const char* each : {"index.txt", "changes.csv", "csaf-feed-tlp-white.json"}) {
    std::string bytes = read(shown(each));
    for (std::size_t found = bytes.find("2026/ex"); found != std::string::npos; found = bytes.find("2026/ex"))
      bytes.replace(found, 4, "2025");
    put(each, bytes);
  }
  expect("the folder of another year", {11});
  change("../security.txt", "Contact: ", "Kontakt: ");
  expect("security.txt that was changed", {8});
  fs::remove(at("shown/.well-known/security.txt"));
  EXPECT_EQ(with_verdict(check_server(), "skipped"), (std::set<int>{8, 10}));
  reset();
  // A document that is not for everybody, in a feed of its own, with right hashes and a right signature.
  change(one, "\"WHITE\"", "\"AMBER\"");
  seal(one);
  Json feed = Json::parse(read(shown("csaf-feed-tlp-white.json")));
  Json amber = feed;
  Json& entries = feed["feed"]["entry"];
  const bool first = entries[0]["id"] == "EX-SA-2026-0001";
  amber["feed"]["entry"] = Json::array({entries[first ? 0 : 1]});
  entries.erase(first ? 0 : 1);
  put("csaf-feed-tlp-white.json", feed.dump());
  put("csaf-feed-tlp-amber.json", amber.dump());
  const std::string base = "https://" + host_ + "/.well-known/csaf/";
  Json metadata = Json::parse(read(shown("provider-metadata.json")));
  metadata["distributions"][1]["rolie"]["feeds"].push_back({{"tlp_label", "AMBER"}, {"url", base + "csaf-feed-tlp-amber.json"}});
  put("provider-metadata.json", metadata.dump());
  Json service = Json::parse(read(shown("service.json")));
  service["service"]["workspace"][0]["collection"].push_back({{"title", "AMBER"}, {"href", base + "csaf-feed-tlp-amber.json"}});
  put("service.json", service.dump());
  expect("TLP:AMBER", {5});
}

TEST_F(ServedProvider, TheEndOfSecurityTxtIsToldBeforeItComes) {
  const Json soon = check_server({"--as-of", "2027-09-10"});
  EXPECT_THAT(failed(soon), IsEmpty());
  EXPECT_THAT(soon["requirements"][7]["warnings"].dump(), HasSubstr("2027-09-27"));
  EXPECT_EQ(crosswalk({"advisory", "check", at("web").string(), "--as-of", "2027-09-10", "--strict"}).code, 1);
  EXPECT_EQ(failed(check_server({"--as-of", "2027-10-01"})), (std::set<int>{8}));
}

TEST_F(ServedProvider, WithoutTrustNothingIsTaken) {
  const Ran other = crosswalk(
      {"advisory", "check", "https://" + host_, "--ca", at("other.pem").string(), "--as-of", "2026-11-02", "--format", "json"});
  EXPECT_EQ(other.code, 1) << other.err;
  EXPECT_EQ(failed(Json::parse(other.out)), (std::set<int>{3, 7}));
  // The certificate is for the name, not for the address.
  const Ran address = crosswalk(
      {"advisory", "check", "https://127.0.0.1:" + std::to_string(port_), "--ca", at("ca.pem").string(), "--format", "json"});
  EXPECT_EQ(failed(Json::parse(address.out)), (std::set<int>{3, 7}));
  EXPECT_EQ(crosswalk({"advisory", "check", "http://" + host_}).code, 2);
  EXPECT_EQ(crosswalk({"advisory", "check", "https://me:secret@" + host_}).code, 2);
  stop();
  const Ran gone =
      crosswalk({"advisory", "check", "https://localhost:" + std::to_string(free_port()), "--ca", at("ca.pem").string()});
  EXPECT_EQ(gone.code, 3) << gone.out;
  EXPECT_THAT(gone.err, HasSubstr("nothing answers there"));
}

TEST_F(ServedProvider, OtherHostsAreAskedOnlyWhereTheyAreNamed) {
  change("provider-metadata.json", "https://" + host_ + "/.well-known/csaf/csaf-feed-tlp-white.json",
         "https://other.invalid/feed.json");
  const Json report = check_server();
  EXPECT_THAT(report.dump(), HasSubstr("--host other.invalid lets it be asked"));
  EXPECT_TRUE(failed(report).contains(15));
}

TEST_F(Provider, AWorkspaceThatLacksAPublisherSaysWhatIsMissing) {
  write("w/crosswalk.yaml", "manufacturer: Example Devices\n");
  const Ran ran = publish({});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err,
              AllOf(HasSubstr("disclosure: namespace"), HasSubstr("disclosure: key_fingerprint"), HasSubstr("advisories_url")));
}

}  // namespace
}  // namespace crosswalk::end_to_end
