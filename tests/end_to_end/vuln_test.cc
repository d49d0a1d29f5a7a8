// SPDX-License-Identifier: Apache-2.0
// The register of vulnerability cases and its clocks, as people use them.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <string>
#include <thread>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::AllOf;
using ::testing::EndsWith;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* workspace_text =
    "manufacturer: Acme\nproducts:\n  - name: Pump\n    versions: [2.3.0, 2.4.0, 2.4.1]\n"
    "markets: [EU, US]\ndevice: yes\ntime_zone: Europe/Berlin\n";

constexpr const char* vector = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

class Vuln : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    write("crosswalk.yaml", workspace_text);
  }

  /// Runs a command in the workspace.
  [[nodiscard]] Ran call(Arguments arguments, const Setting& setting = {}) const {
    arguments.insert(arguments.end(), {"--workspace", folder_.string()});
    return crosswalk(arguments, setting);
  }
  /// Runs one that writes, as Max Roe on 2026-11-23.
  [[nodiscard]] Ran change(Arguments arguments, Setting setting = {}) const {
    arguments.insert(arguments.begin(), "vuln");
    arguments.insert(arguments.end(), {"--at", "2026-11-23T10:00:00Z"});
    setting.environment.emplace("CROSSWALK_BY", "Max Roe <max@acme.example>");
    return call(arguments, setting);
  }
  /// Adds a case of which we learned on a day.
  [[nodiscard]] std::string add(const std::string& title, const std::string& aware) const {
    const Ran ran = change(
        {"add", "--title", title, "--source", "researcher", "--reporter", "Jane Doe <jane@example.org>", "--aware", aware});
    EXPECT_EQ(ran.code, 0) << ran.err;
    return ran.out.substr(0, ran.out.find('\n'));
  }
  /// Brings a case to the stage "analysed".
  void analyse(const std::string& id) const {
    const Ran ran = change({"edit", id, "--why", "reproduced", "--stage", "analysed", "--outcome", "valid", "--description",
                            "The service port takes any password.", "--vector", vector, "--affected",
                            "Pump=vers:semver/>=2.3.0|<2.4.1", "--risk", "uncontrolled", "--cve", "CVE-2026-12345"});
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  }
  [[nodiscard]] Json json(Arguments arguments) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const Ran ran = call(arguments);
    Json out = Json::parse(ran.out, nullptr, false);
    EXPECT_FALSE(out.is_discarded()) << ran.out << ran.err;
    return out;
  }
};

TEST_F(Vuln, TheFirstCaseMakesThePrivateRegister) {
  EXPECT_EQ(call({"vuln", "list"}).code, 3);
  const Ran ran = change({"add", "--title", "Login", "--source", "own_test", "--aware", "2026-11-20"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_EQ(ran.out, "V-2026-0001\n");
  EXPECT_THAT(ran.err, HasSubstr("made the register"));
  struct stat info {};
  ASSERT_EQ(::stat(at("register.db").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777, 0600U);
  EXPECT_EQ(add("Other", "2026-11-21"), "V-2026-0002");
}

TEST_F(Vuln, WhatIsWrongIsNamedAndNothingIsKept) {
  write("case.json", "{\"titl\": \"x\",\n \"stage\": \"new\", \"ratings\": [{\"vector\": \"CVSS:3.1/AV:X\"}]}");
  const Ran ran = change({"add", "--from", at("case.json")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_EQ(ran.out, "");
  EXPECT_THAT(ran.err, AllOf(HasSubstr("case.json: line 1, /titl: there is no field 'titl'; 'title' may be meant"),
                             HasSubstr("line 2, /stage: one of these words is wanted"), HasSubstr("/ratings/0/vector"),
                             HasSubstr("missing for 'received': events"), HasSubstr("nothing was kept")));
  EXPECT_FALSE(fs::exists(at("register.db")));
  Setting nobody;
  nobody.environment["CROSSWALK_BY"] = "";
  EXPECT_EQ(call({"vuln", "add", "--title", "x"}, nobody).code, 2);
  EXPECT_EQ(change({"add", "--title", "x", "--source", "friend"}).code, 2);
  EXPECT_EQ(change({"add", "--title", "x", "--aware", "yesterday"}).code, 2);
}

TEST_F(Vuln, ACaseIsTakenFromStandardInput) {
  Setting setting;
  setting.input =
      R"({"title": "Login", "source": {"kind": "customer"}, "events": [{"kind": "aware", "at": "2026-11-20T09:00:00Z"}]})";
  const Ran ran = change({"add", "--from", "-", "--reference", "ticket 7"}, setting);
  EXPECT_EQ(ran.out, "V-2026-0001\n") << ran.err;
  EXPECT_EQ(json({"vuln", "show", "V-2026-0001"})["case"]["source"], Json({{"kind", "customer"}, {"reference", "ticket 7"}}));
}

TEST_F(Vuln, AChangeShowsItsFieldsAndAStageWhatItLacks) {
  const std::string id = add("Login", "2026-11-20");
  const Ran early = change({"edit", id, "--why", "x", "--stage", "analysed"});
  EXPECT_EQ(early.code, 1);
  for (const char* field : {"outcome", "description", "ratings", "affected", "clinical.risk"}) {
    // What comes first of the list is told alone: a report that was not reviewed goes no further.
    EXPECT_THAT(early.err, HasSubstr(std::string("missing for 'analysed': ") + field));
  }
  EXPECT_EQ(json({"vuln", "show", id})["case"]["stage"], "received");
  const Ran dry = change({"edit", id, "--why", "x", "--title", "Login without a password", "--dry-run"});
  EXPECT_EQ(dry.code, 0);
  EXPECT_THAT(dry.out, AllOf(HasSubstr("/title: \"Login\" -> \"Login without a password\""), HasSubstr("nothing was kept")));
  EXPECT_EQ(json({"vuln", "show", id})["case"]["title"], "Login");
  analyse(id);
  const Json shown = json({"vuln", "show", id, "--as-of", "2026-11-24"});
  EXPECT_EQ(shown["case"]["stage"], "analysed");
  EXPECT_EQ(shown["severity"]["score"], 9.8);
  EXPECT_EQ(shown["missing"]["stage"], "addressed");
  EXPECT_EQ(shown["history"].size(), 2U);
  EXPECT_EQ(shown["history"][1]["who"], "Max Roe <max@acme.example>");
  EXPECT_EQ(shown["history"][1]["why"], "reproduced");
  EXPECT_THAT(change({"edit", id, "--why", "x", "--cve", "CVE-2026-12345"}).out, HasSubstr("nothing to change"));
  EXPECT_EQ(change({"edit", id, "--why", "x", "--set", "/nothing/here=1"}).code, 2);
  EXPECT_EQ(change({"edit", id, "--why", "x", "--decide", "own-policy/triag=no"}).code, 2);
  EXPECT_EQ(change({"edit", "V-2026-0009", "--why", "x", "--title", "y"}).code, 3);
  const Ran set = change({"edit", id, "--why", "x", "--set", "/resolution={\"kind\": \"fix\", \"details\": \"Install.\"}",
                          "--set", "/weaknesses/-=CWE-287", "--set", "/source/reporter=null"});
  EXPECT_EQ(set.code, 0) << set.err;
  const Json now = json({"vuln", "show", id})["case"];
  EXPECT_EQ(now["resolution"]["kind"], "fix");
  EXPECT_EQ(now["weaknesses"], Json({"CWE-287"}));
  EXPECT_FALSE(now["source"].contains("reporter"));
}

TEST_F(Vuln, VersionsThatDoNotExistAreNamed) {
  const std::string id = add("Login", "2026-11-20");
  const Ran ran = change({"edit", id, "--why", "x", "--affected", "Pump=vers:semver/<2.9.0", "--affected", "Pumpe=vers:semver/*",
                          "--fixed", "Pump=2.9.1"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.err, AllOf(HasSubstr("names version 2.9.0, which crosswalk.yaml does not list"),
                             HasSubstr("names no product 'Pumpe'"), HasSubstr("version 2.9.1 of 'Pump'")));
}

TEST_F(Vuln, AnEditorGetsTheCaseAndMistakesGiveTheDraftBack) {
  const std::string id = add("Login", "2026-11-20");
  Setting setting;
  setting.environment["VISUAL"] = "sed -i s/Login/Entry/";
  EXPECT_EQ(change({"edit", id, "--why", "x", "--editor"}, setting).code, 0);
  EXPECT_EQ(json({"vuln", "show", id})["case"]["title"], "Entry");
  setting.environment["VISUAL"] = "sed -i s/title/titel/";
  const Ran wrong = change({"edit", id, "--why", "x", "--editor"}, setting);
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("/titel: there is no field"), HasSubstr("your draft: ")));
  const std::size_t begin = wrong.err.find("your draft: ") + 12;
  const fs::path draft = wrong.err.substr(begin, wrong.err.find(';', begin) - begin);
  EXPECT_THAT(read(draft), HasSubstr("\"titel\": \"Entry\""));
  fs::remove_all(draft.parent_path());
}

TEST_F(Vuln, AnExportComesBackAsItWas) {
  const std::string id = add("Login", "2026-11-20");
  analyse(id);
  const Ran exported = call({"vuln", "export", id});
  EXPECT_THAT(exported.out, AllOf(HasSubstr("person:"), Not(HasSubstr("Jane"))));
  EXPECT_THAT(call({"vuln", "export", "--persons"}).out, HasSubstr("Jane Doe <jane@example.org>"));
  const fs::path file = write("export.json", exported.out);
  EXPECT_THAT(change({"edit", id, "--why", "x", "--from", file}).out, HasSubstr("nothing to change"));
  if (can_validate()) {
    const Json one = Json::parse(exported.out)["cases"][0];
    const Ran valid = validate(write("one.json", one.dump()), "case.schema.json");
    EXPECT_EQ(valid.code, 0) << valid.err;
  }
  // A table for a spreadsheet: nothing in it is worked out.
  EXPECT_EQ(change({"edit", id, "--why", "x", "--title", "=HYPERLINK(\"http://x\")"}).code, 0);
  EXPECT_THAT(call({"vuln", "export", "--format", "csv"}).out, HasSubstr(",\"'=HYPERLINK(\"\"http://x\"\")\","));
  EXPECT_THAT(call({"vuln", "list", "--format", "csv"}).out, HasSubstr(",\"'=HYPERLINK(\"\"http://x\"\")\","));
  EXPECT_EQ(change({"edit", id, "--why", "x", "--title", "\t =1\x1b[2J\u202E"}).code, 0);
  EXPECT_THAT(call({"vuln", "export", "--format", "csv"}).out, HasSubstr(",'  =1\\x1B[2J\\u{202E},"));
}

TEST_F(Vuln, ListsWhatIsAskedForInEightyColumns) {
  const std::string first = add("Login without a password that anybody on the network of the hospital can use", "2026-11-20");
  analyse(first);
  const std::string second = add("Weak \x1b[31m cipher", "2026-10-20");
  const Ran ran = call({"vuln", "list", "--as-of", "2026-11-23"});
  EXPECT_EQ(ran.code, 0);
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = ran.out.find('\n', begin)) != std::string::npos; begin = end + 1)
    EXPECT_LE(end - begin, 82U) << ran.out;  // an ellipsis has three bytes
  EXPECT_THAT(ran.out, AllOf(HasSubstr("9.8 critical"), Not(HasSubstr("\x1b"))));
  const auto ids = [&](Arguments more) {
    more.insert(more.begin(), {"vuln", "list"});
    std::string out;
    const Json found = json(more);
    for (const Json& one : found["cases"]) out += one["id"].get<std::string>() + " ";
    return out;
  };
  EXPECT_EQ(ids({}), first + " " + second + " ");
  EXPECT_EQ(ids({"--stage", "received"}), second + " ");
  EXPECT_EQ(ids({"--cve", "cve-2026-12345"}), first + " ");
  EXPECT_EQ(ids({"--product", "pump"}), first + " ");
  EXPECT_EQ(ids({"--text", "CIPHER"}), second + " ");
  EXPECT_EQ(ids({"--text", "nothing like it"}), "");
  EXPECT_EQ(ids({"--open"}), first + " " + second + " ");
  // The same question, the same bytes.
  EXPECT_EQ(call({"vuln", "list", "--as-of", "2026-11-23", "--format", "json"}).out,
            call({"vuln", "list", "--as-of", "2026-11-23", "--format", "json"}).out);
}

TEST_F(Vuln, ClocksSayWhatIsLateDueAndNext) {
  const std::string id = add("Login", "2026-11-20T09:00:00Z");
  EXPECT_EQ(change({"edit", id, "--why", "assessed", "--event", "uncontrolled_risk=2026-11-21T09:00:00Z"}).code, 0);
  EXPECT_EQ(call({"clock", "--as-of", "2026-11-22T08:00:00Z"}).code, 0);
  EXPECT_EQ(call({"clock", "--as-of", "2026-11-22T10:00:00Z"}).code, 4);
  const Ran late = call({"clock", "--as-of", "2026-11-23T10:00:00Z"});
  EXPECT_EQ(late.code, 1);
  EXPECT_THAT(late.out, AllOf(HasSubstr("late since 2026-11-23 (2026-11-23 10:00 +01:00)"), HasSubstr("Europe/Berlin"),
                              HasSubstr("First assessment"), HasSubstr("VII.B"), HasSubstr("next: 2026-11-27")));
  EXPECT_EQ(call({"clock", "--as-of", "2026-11-23T10:00:00Z", "--regime", "us-fda-postmarket"}).code, 0);
  EXPECT_EQ(call({"clock", "--regime", "us-fda-postmarkt"}).code, 2);
  EXPECT_EQ(json({"clock", "--as-of", "2026-11-21T10:00:00Z", "--within", "7d"})["clocks"].size(), 2U);
  EXPECT_EQ(json({"clock", "--as-of", "2026-11-21T10:00:00Z"})["clocks"].size(), 4U);
  // What was done, and what was decided not to be required, answers.
  EXPECT_EQ(change({"edit", id, "--why", "call of the team", "--answered", "own-policy/triage=2026-11-22T09:00:00Z", "--decide",
                    "own-policy/acknowledge=no"})
                .code,
            0);
  EXPECT_EQ(call({"clock", "--as-of", "2026-11-23T10:00:00Z"}).code, 0);
  const Json all = json({"clock", "--as-of", "2026-11-23T10:00:00Z", "--all"});
  EXPECT_EQ(all["counts"]["done"], 1);
  EXPECT_EQ(all["counts"]["not_required"], 1);
  EXPECT_EQ(all["next"]["last_day"], "2026-12-21");
  // A review answers the clock for it, at the time at which it was noted.
  const std::string other = add("Cipher", "2026-11-20T09:00:00Z");
  EXPECT_EQ(json({"clock", other, "--as-of", "2026-11-23T10:00:00Z"})["counts"]["late"], 1);
  analyse(other);
  EXPECT_EQ(json({"clock", other, "--as-of", "2026-11-23T10:00:00Z"})["counts"]["late"], 0);
}

TEST_F(Vuln, ACalendarHoldsDeadlinesAndNothingOfTheVulnerability) {
  const std::string id = add("Login without a password", "2026-11-20T09:00:00Z");
  const Ran ran = call({"clock", "--as-of", "2026-11-21", "--format", "ics"});
  EXPECT_EQ(ran.out, call({"clock", "--as-of", "2026-11-21", "--format", "ics"}).out);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("UID:" + id + ".own-policy/triage@crosswalk.invalid\r\n"),
                             HasSubstr("DTSTART:20261123T090000Z\r\n"), HasSubstr("DTSTART;VALUE=DATE:20261127\r\n"),
                             Not(HasSubstr("Login")), EndsWith("END:VCALENDAR\r\n")));
}

TEST_F(Vuln, RegimesSayWhetherTheyApplyAndWhy) {
  const std::string ours = call({"clock", "--list-regimes"}).out;
  EXPECT_THAT(ours, AllOf(HasSubstr("eu-mdr: applies"), HasSubstr("eu-cra: does not apply"), HasSubstr("2026-11-21")));
  write("crosswalk.yaml", "manufacturer: Acme\nmarkets: [EU]\n");
  EXPECT_THAT(call({"clock", "--list-regimes"}).out, AllOf(HasSubstr("eu-mdr: may apply"), HasSubstr("does not say whether")));
  // What nobody compared with its source for a year is warned of.
  EXPECT_THAT(call({"clock", "--list-regimes", "--as-of", "2028-01-01"}).err, HasSubstr("eu-mdr"));
}

TEST_F(Vuln, APersonIsErasedAndTheChainHolds) {
  const std::string id = add("Login", "2026-11-20");
  const Ran preview = change({"erase", "Jane Doe <jane@example.org>", "--why", "her request"});
  EXPECT_EQ(preview.code, 1);
  EXPECT_THAT(preview.out, AllOf(HasSubstr(id + ", 1 time"), HasSubstr("--yes")));
  EXPECT_EQ(change({"erase", "Jane", "--why", "x", "--yes"}).code, 3);
  EXPECT_EQ(change({"erase", "Jane Doe <jane@example.org>", "--why", "her request", "--yes"}).code, 0);
  EXPECT_THAT(call({"vuln", "show", id}).out, AllOf(HasSubstr("reporter: (erased)"), Not(HasSubstr("jane@example.org"))));
  EXPECT_EQ(read(at("register.db")).find("jane@example.org"), std::string::npos);
  EXPECT_EQ(call({"vuln", "verify"}).code, 0);
}

TEST_F(Vuln, VerifySaysWhatItProvesAndFindsANotedHead) {
  static_cast<void>(add("Login", "2026-11-20"));
  const Json before = json({"vuln", "verify"});
  EXPECT_EQ(before["holds"], true);
  static_cast<void>(add("Other", "2026-11-21"));
  const Ran ran = call({"vuln", "verify", "--head", before["head"].get<std::string>()});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.out, AllOf(HasSubstr("that of change 1; 1 change came later"), HasSubstr("What this proves"),
                             HasSubstr("What it does not prove")));
  EXPECT_EQ(call({"vuln", "verify", "--head", std::string(64, '0')}).code, 1);
  EXPECT_EQ(call({"vuln", "verify", "--head", "abc"}).code, 2);
  // Whoever goes behind our back is seen.
  const Ran tampered = run("/usr/bin/python3", {"-c",
                                                "import sqlite3, sys\nc = sqlite3.connect(sys.argv[1])\n"
                                                "c.execute(\"UPDATE changes SET why = 'other' WHERE number = 1\")\nc.commit()",
                                                at("register.db")});
  ASSERT_EQ(tampered.code, 0) << tampered.err;
  const Ran found = call({"vuln", "verify"});
  EXPECT_EQ(found.code, 1);
  EXPECT_THAT(found.out, HasSubstr("PROBLEM: change 1 is not what it was"));
}

TEST_F(Vuln, AHeadIsSignedAndComparedLater) {
  if (::access("/usr/bin/gpg", X_OK) != 0 || ::access("/usr/bin/gpgv", X_OK) != 0) GTEST_SKIP() << "no gpg and gpgv here";
  const fs::path home = at("gnupg");
  fs::create_directory(home);
  fs::permissions(home, fs::perms::owner_all);
  const Setting setting{{}, {}, {{"GNUPGHOME", home.string()}}, false, {}};
  ASSERT_EQ(run("/usr/bin/gpg",
                {"--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", "", "--quick-generate-key",
                 "Jo Example <jo@example.org>", "ed25519", "sign", "never"},
                setting)
                .code,
            0);
  const std::string listed = run("/usr/bin/gpg", {"--with-colons", "--list-keys"}, setting).out;
  const std::string key = listed.substr(listed.find("\nfpr:::::::::") + 13, 40);
  static_cast<void>(add("Login", "2026-11-20"));
  const std::string statement = at("head.txt");
  const Ran ran = call({"vuln", "sign", "--key", key, "--out", statement, "--as-of", "2026-11-23T12:00:00Z"}, setting);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(read(statement), AllOf(HasSubstr("changes: 1\n"), HasSubstr("stated: 2026-11-23T12:00:00Z\n")));
  write("crosswalk.yaml", std::string(workspace_text) + "disclosure:\n  key_fingerprint: " + key + "\n");
  static_cast<void>(add("Other", "2026-11-21"));
  const Ran good = call({"vuln", "verify", "--signature", statement + ".asc"}, setting);
  EXPECT_EQ(good.code, 0) << good.out << good.err;
  EXPECT_THAT(good.out,
              AllOf(HasSubstr("Signature: good, made by Jo Example"), HasSubstr("names change 1 of this chain; 1 change")));
  std::string changed = read(statement);
  changed.replace(changed.find("changes: 1"), 10, "changes: 2");
  fs::remove(statement);
  write("head.txt", changed);
  const Ran bad = call({"vuln", "verify", "--signature", statement + ".asc"}, setting);
  EXPECT_EQ(bad.code, 1);
  EXPECT_THAT(bad.out, HasSubstr("Signature: bad"));
  // A register that was made anew does not hold what was signed.
  write("head.txt", changed.replace(changed.find("changes: 2"), 10, "changes: 1"));
  for (const char* each : {"register.db", "register.db-wal", "register.db-shm"}) fs::remove(at(each));
  static_cast<void>(add("Login", "2026-11-20"));
  const Ran other = call({"vuln", "verify", "--signature", statement + ".asc"}, setting);
  EXPECT_EQ(other.code, 1);
  EXPECT_THAT(other.out, AllOf(HasSubstr("Signature: good"), HasSubstr("NOT IN THE CHAIN")));
  run("/usr/bin/gpgconf", {"--kill", "gpg-agent"}, setting);
}

TEST_F(Vuln, ARegisterIsReadByWhoCannotWriteThere) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can become somebody else";
  static_cast<void>(add("Login", "2026-11-20"));
  fs::permissions(at("register.db"), fs::perms::owner_read | fs::perms::others_read);
  fs::permissions(folder_, fs::perms::owner_all | fs::perms::others_read | fs::perms::others_exec);
  Setting nobody;
  nobody.as_nobody = true;
  const Ran ran = call({"vuln", "list"}, nobody);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("V-2026-0001"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
