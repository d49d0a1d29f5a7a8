// SPDX-License-Identifier: Apache-2.0
// The register of vulnerability cases and its clocks, as people use them.
#include <gmock/gmock.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <regex>
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

/// A text with single blanks in the place of line ends and indentation: what wrapping did to it does not matter.
std::string flat(const std::string& text) {
  std::string out;
  for (const char each : text) {
    const bool blank = each == ' ' || each == '\n';
    if (!blank || out.empty() || out.back() != ' ') out += blank ? ' ' : each;
  }
  return out;
}

/// The lines of a text that take more than 80 columns and could have been wrapped: they have more than one word.
std::string too_long(const std::string& text) {
  std::string out;
  std::size_t begin = 0;
  for (std::size_t end = 0; (end = text.find('\n', begin)) != std::string::npos; begin = end + 1) {
    const std::string line = text.substr(begin, end - begin);
    const auto columns =
        std::count_if(line.begin(), line.end(), [](char each) { return (static_cast<unsigned char>(each) & 0xC0U) != 0x80U; });
    const std::size_t word = line.find_first_not_of(' ');
    if (columns > 80 && word != std::string::npos && line.find(' ', word) != std::string::npos) out += line + "\n";
  }
  return out;
}

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
  EXPECT_THAT(flat(ran.err), AllOf(HasSubstr("case.json: line 1, /titl: there is no field 'titl'; 'title' may be meant"),
                                   HasSubstr("line 2, /stage: one of these words is wanted"), HasSubstr("/ratings/0/vector"),
                                   HasSubstr("missing for 'received': when we became aware of it (--aware TIME)"),
                                   HasSubstr("nothing was kept")));
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
  // What is wanted, and the option that gives it; no names of members.
  for (const char* wanted : {"whether it is a vulnerability of ours (--outcome WORD)", "what it is (--description TEXT)",
                             "a CVSS vector (--vector VECTOR)", "products and versions (--affected PRODUCT=RANGE)",
                             "whether the risk of patient harm is controlled (--risk WORD)"}) {
    EXPECT_THAT(flat(early.err), HasSubstr(std::string("missing for 'analysed': ") + wanted));
  }
  EXPECT_THAT(early.err, Not(HasSubstr("clinical.risk")));
  EXPECT_THAT(call({"vuln", "show", id}).out, HasSubstr("Missing for 'reviewed', to be given with 'crosswalk vuln edit'\n"
                                                        "  whether it is a vulnerability of ours (--outcome WORD)\n"));
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
  EXPECT_THAT(flat(ran.err), AllOf(HasSubstr("names version 2.9.0, which crosswalk.yaml does not list"),
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
  EXPECT_EQ(too_long(ran.out), "");
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
  EXPECT_EQ(all["next"]["last_day"], "2026-12-20") << "thirty days from learning of it, whenever it was assessed";
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

// What people wrote about somebody is theirs to change: it is listed while the name is still known.
TEST_F(Vuln, WhatTextsStillSayOfAnErasedPersonIsListed) {
  const std::string id = add("Login", "2026-11-20");
  const std::string other = add("Reported by JANE DOE", "2026-11-20");
  EXPECT_EQ(change({"edit", id, "--why", "Jane Doe rang", "--description", "Ask jane@example.org."}).code, 0);
  EXPECT_EQ(change({"edit", id, "--why", "x", "--description", "Nobody is named."}).code, 0);
  const std::string jane = "Jane Doe <jane@example.org>";
  const Ran preview = change({"erase", jane, "--why", "her request"});
  EXPECT_EQ(preview.code, 1);
  EXPECT_THAT(preview.out, AllOf(HasSubstr("Not erased"), HasSubstr("  " + other + ", /title\n"),
                                 HasSubstr("  " + id + ", in its history: change 3\n"), Not(HasSubstr(id + ", /"))));
  EXPECT_EQ(too_long(preview.out), "");
  // The reason of the change is kept for good.
  EXPECT_EQ(change({"erase", jane, "--why", "request of jane doe", "--yes"}).code, 2);
  EXPECT_EQ(change({"erase", jane, "--why", "her request", "--yes"}).out,
            preview.out.substr(0, preview.out.find("nothing was erased")) + "erased\n");
  const std::string max = "Max Roe <max@acme.example>";
  EXPECT_THAT(change({"erase", max, "--why", "x"}).out, Not(HasSubstr("Not erased")));
}

// What reads the register says what it cannot read in lines that fit, and says how it ends.
TEST_F(Vuln, ErrorsAndHelpFitEightyColumns) {
  static_cast<void>(add("Login", "2026-11-20"));
  write("register.db", "this is no database, and it is longer than the head of one would be: " + std::string(200, 'x'));
  for (const Arguments& each :
       {Arguments{"vuln", "list"}, Arguments{"vuln", "verify"}, Arguments{"clock"}, Arguments{"vuln", "audit"},
        Arguments{"disclosure", "open"}, Arguments{"vuln", "show", "V-2026-0001"}, Arguments{"vuln", "export"}}) {
    const Ran ran = call(each);
    EXPECT_EQ(ran.code, 3) << each[0];
    EXPECT_THAT(flat(ran.err), HasSubstr("the register is damaged")) << each[0];
    EXPECT_EQ(too_long(ran.err), "");
  }
  for (const Arguments& each :
       {Arguments{"vuln", "add"}, Arguments{"vuln", "edit"}, Arguments{"vuln", "list"}, Arguments{"vuln", "show"},
        Arguments{"vuln", "import"}, Arguments{"vuln", "export"}, Arguments{"vuln", "audit"}, Arguments{"vuln", "verify"},
        Arguments{"vuln", "erase"}, Arguments{"vuln", "sign"}, Arguments{"clock"}, Arguments{"advisory", "build"},
        Arguments{"advisory", "publish"}, Arguments{"advisory", "check"}, Arguments{"disclosure", "init"},
        Arguments{"disclosure", "notify"}, Arguments{"disclosure", "open"}, Arguments{"disclosure", "report"}}) {
    Arguments help = each;
    help.emplace_back("--help");
    const std::string text = crosswalk(help).out;
    EXPECT_EQ(too_long(text), "") << each.back();
    EXPECT_THAT(text, HasSubstr("Exit codes:")) << each.back();
  }
}

// An export says what its reader cannot work out: which clocks nothing answers, and when who was told.
TEST_F(Vuln, AnExportNamesTheClocksThatNothingAnswers) {
  const std::string id = add("Login", "2026-11-20T09:00:00Z");
  const Json before = Json::parse(call({"vuln", "export"}).out, nullptr, false);
  EXPECT_EQ(before["unanswered"], Json({{id, {"own-policy/acknowledge", "own-policy/triage"}}}));
  EXPECT_EQ(before["clocks"]["eu-mdr/field-safety-notice"], "users");
  EXPECT_EQ(before["as_of"], "2026-11-23T10:00:00Z") << "of the last change: the same register gives the same bytes";
  EXPECT_EQ(before["disclosed"], Json::object());
  EXPECT_EQ(change({"edit", id, "--why", "x", "--answered", "own-policy/acknowledge=2026-11-21T09:00:00Z", "--answered",
                    "eu-mdr/field-safety-notice=2026-11-22T09:00:00Z"})
                .code,
            0);
  const Json after = Json::parse(call({"vuln", "export"}).out, nullptr, false);
  EXPECT_EQ(after["unanswered"], Json({{id, {"own-policy/triage"}}}));
  EXPECT_EQ(after["disclosed"], Json({{id, {{"aware", "2026-11-20T09:00:00Z"}, {"told", "2026-11-22T09:00:00Z"}}}}));
  write("all.json", call({"vuln", "export"}).out);
  EXPECT_THAT(flat(call({"vuln", "import", at("all.json")}).err), HasSubstr("'vuln add --from' takes a single case of one"));
  // It is taken in again.
  write("export.json", call({"vuln", "export", "--persons"}).out);
  const Ran again = change({"add", "--from", at("export.json")});
  EXPECT_EQ(again.code, 0) << again.err;
}

// A slip of the year would put off every clock, and nobody would see it.
TEST_F(Vuln, WhatIsYetToComeIsWarnedOf) {
  const Ran ran =
      change({"add", "--title", "x", "--source", "own_test", "--aware", "2027-11-20", "--event", "correction_begun=now"});
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(flat(ran.err),
              AllOf(HasSubstr("warning: 'aware' of 2027-11-20 00:00 +01:00 is yet to come"), Not(HasSubstr("correction_begun"))));
  const Ran again = change({"edit", "V-2026-0001", "--title", "y", "--why", "x"});
  EXPECT_THAT(again.err, Not(HasSubstr("yet to come"))) << "it was told once";
  EXPECT_EQ(change({"edit", "V-2026-0001", "--answered", "own-policy/triage=2027-01-01", "--why", "x"}).code, 2);
  write("late.csv", "Title,Received,Source\nA,2999-11-02T00:00:00Z,customer\n");
  EXPECT_THAT(flat(call({"vuln", "import", at("late.csv")}).out), HasSubstr("note: 'aware' of 2999-11-02"));
}

TEST_F(Vuln, AMomentThatCannotBeWrittenIsRefusedByItsOption) {
  const Ran ran = change({"add", "--title", "x", "--source", "own_test", "--aware", "9999-12-31T23:59:60Z"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(flat(ran.err), AllOf(HasSubstr("--aware"), HasSubstr("outside the years")));
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
  EXPECT_THAT(flat(good.out),
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

TEST_F(Vuln, EveryOptionReadsMomentsInTheSameForms) {
  const std::string id = add("Login", "2026-11-20 09:00");
  EXPECT_EQ(json({"vuln", "show", id})["case"]["events"][0]["at"], "2026-11-20T08:00:00Z");
  const auto events = [&] {
    std::string out;
    const Json shown = json({"vuln", "show", id});
    for (const Json& event : shown["case"]["events"]) out += event["at"].get<std::string>() + " ";
    return out;
  };
  EXPECT_EQ(change({"edit", id, "--why", "x", "--event", "uncontrolled_risk=2026-11-21 10:00 +02:00", "--event",
                    "correction_begun=now"})
                .code,
            0);
  EXPECT_EQ(events(), "2026-11-20T08:00:00Z 2026-11-21T08:00:00Z 2026-11-23T10:00:00Z ") << "now is the time of the change";
  EXPECT_EQ(
      change({"edit", id, "--why", "x", "--answered", "own-policy/triage=2026-11-22 10:00", "--embargo", "2026-12-01 12:00"})
          .code,
      0);
  const Json one = json({"vuln", "show", id})["case"];
  EXPECT_EQ(one["notices"][0]["recipients"][0]["at"], "2026-11-22T09:00:00Z");
  EXPECT_EQ(one["distribution"]["embargo_until"], "2026-12-01T11:00:00Z");
  Setting max;
  max.environment["CROSSWALK_BY"] = "Max Roe <max@acme.example>";
  EXPECT_EQ(call({"vuln", "edit", id, "--why", "x", "--title", "y", "--at", "2026-11-23 11:00"}, max).code, 0);
  EXPECT_EQ(json({"vuln", "show", id})["history"].back()["at"], "2026-11-23T10:00:00Z");
  EXPECT_EQ(json({"clock", "--as-of", "2026-11-23 12:00"})["as_of"], "2026-11-23T11:00:00Z");
  EXPECT_EQ(json({"clock", "--as-of", "2026-11-23"})["as_of"], "2026-11-23T22:59:59Z");
  EXPECT_LE(call({"clock", "--as-of", "now"}).code, 4) << "and no usage";
  EXPECT_EQ(
      call({"disclosure", "notify", id, "--title", "t", "--to", "A", "--sent", "2026-11-23 10:30", "--at", "2026-11-23 11:00"},
           max)
          .code,
      0);
  // One text for what is none, wherever it stands.
  const std::string text =
      "write a day as 2026-01-31, a time there as '2026-01-31 14:30', a moment as 2026-01-31T14:30:00Z, or now";
  for (const Arguments& wrong : {Arguments{"clock", "--as-of", "06.10.2026"}, Arguments{"vuln", "list", "--as-of", "06.10.2026"},
                                 Arguments{"vuln", "edit", id, "--why", "x", "--event", "reviewed=06.10.2026"},
                                 Arguments{"vuln", "edit", id, "--why", "x", "--aware", "06.10.2026"},
                                 Arguments{"vuln", "edit", id, "--why", "x", "--at", "06.10.2026"},
                                 Arguments{"vuln", "import", "x.csv", "--aware", "06.10.2026"},
                                 Arguments{"disclosure", "notify", id, "--notice", "N1", "--sent", "06.10.2026"}}) {
    const Ran ran = call(wrong, max);
    EXPECT_EQ(ran.code, 2) << wrong[0] << " " << wrong[1];
    EXPECT_THAT(flat(ran.err), HasSubstr(text)) << wrong[0] << " " << wrong[1];
  }
}

TEST_F(Vuln, ALabelIsCalledAsTlpTwoCallsIt) {
  const std::string id = add("Login", "2026-11-20");
  EXPECT_EQ(change({"edit", id, "--why", "x", "--tlp", "CLEAR"}).code, 0);
  EXPECT_EQ(json({"vuln", "show", id})["case"]["distribution"]["tlp"], "WHITE");
  EXPECT_EQ(change({"edit", id, "--why", "x", "--tlp", "tlp:amber"}).code, 0);
  EXPECT_EQ(json({"vuln", "show", id})["case"]["distribution"]["tlp"], "AMBER");
  const Ran wrong = change({"edit", id, "--why", "x", "--tlp", "BLUE"});
  EXPECT_EQ(wrong.code, 2);
  EXPECT_THAT(flat(wrong.err), HasSubstr("WHITE (CLEAR), GREEN, AMBER, RED"));
}

TEST_F(Vuln, TheRegisterIsShownAsItWas) {
  Setting max;
  max.environment["CROSSWALK_BY"] = "Max Roe <max@acme.example>";
  const auto at = [&](const char* when, Arguments arguments) {
    arguments.insert(arguments.begin(), "vuln");
    arguments.insert(arguments.end(), {"--at", when});
    const Ran ran = call(arguments, max);
    EXPECT_EQ(ran.code, 0) << ran.err;
  };
  at("2026-10-05", {"add", "--title", "First", "--source", "customer", "--aware", "2026-10-05"});
  at("2026-10-20",
     {"edit", "V-2026-0001", "--why", "assessed", "--stage", "reviewed", "--outcome", "valid", "--title", "Second"});
  at("2026-10-25", {"add", "--title", "Later", "--source", "customer", "--aware", "2026-10-01"});
  const Ran listed = call({"vuln", "list", "--as-of", "2026-10-19"});
  EXPECT_THAT(listed.out, AllOf(HasSubstr("received"), HasSubstr("First"), HasSubstr("1 case;"), Not(HasSubstr("Later"))));
  EXPECT_EQ(json({"vuln", "list", "--as-of", "2026-10-20"})["cases"][0]["stage"], "reviewed");
  EXPECT_EQ(json({"vuln", "list", "--as-of", "2026-10-20"})["cases"].size(), 1U);
  const Json shown = json({"vuln", "show", "V-2026-0001", "--as-of", "2026-10-19"});
  EXPECT_EQ(shown["case"]["title"], "First");
  EXPECT_EQ(shown["history"].size(), 1U);
  EXPECT_EQ(shown["missing"]["stage"], "reviewed");
  EXPECT_EQ(json({"vuln", "show", "V-2026-0001"})["case"]["title"], "Second");
  EXPECT_EQ(Json::parse(call({"vuln", "export", "--as-of", "2026-10-19"}).out)["cases"][0]["title"], "First");
  const Ran none = call({"vuln", "show", "V-2026-0002", "--as-of", "2026-10-19"});
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(flat(none.err), HasSubstr("V-2026-0002: the register has nothing of this name: it had no such case then"));
  // Clocks count by what the register says now, and their help says so.
  EXPECT_THAT(flat(call({"clock", "--help"}).out), HasSubstr("by what is in the register now"));
}

TEST_F(Vuln, WhatIsOddIsSaidOrRefused) {
  const std::string id = add("Login", "2026-11-20");
  analyse(id);
  Setting max;
  max.environment["CROSSWALK_BY"] = "Max Roe <max@acme.example>";
  for (const bool dry : {false, true}) {
    Arguments early{"vuln", "edit", id, "--why", "x", "--title", "y", "--at", "2026-11-23T09:00:00Z"};
    if (dry) early.emplace_back("--dry-run");
    const Ran ran = call(early, max);
    EXPECT_EQ(ran.code, 2);
    EXPECT_THAT(flat(ran.err), HasSubstr("the last change of " + id + " is of 2026-11-23 11:00 +01:00"));
  }
  const Ran notify = call({"disclosure", "notify", id, "--title", "t", "--to", "A", "--at", "2026-11-23T09:00:00Z"}, max);
  EXPECT_EQ(notify.code, 2) << notify.out;
  const Ran back = change({"edit", id, "--why", "x", "--stage", "received"});
  EXPECT_EQ(back.code, 0);
  EXPECT_THAT(back.err, HasSubstr("warning: the stage goes back from 'analysed' to 'received'"));
  EXPECT_EQ(change({"edit", id, "--stage", "reviewed"}).code, 2) << "no change without a reason";
  const Ran decided = change(
      {"edit", id, "--why", "x", "--decide", "eu-cra/exploited-notification=no", "--decide", "us-cfr-806/correction-report=no"});
  EXPECT_EQ(decided.code, 0);
  EXPECT_THAT(flat(decided.err),
              AllOf(HasSubstr("warning: 'eu-cra/exploited-notification' is no duty of yours, as eu-cra does not "
                              "apply: it is for markets EU (ours); for what is no medical device"),
                    Not(HasSubstr("us-cfr-806"))));
  EXPECT_THAT(change({"edit", id, "--why", "x", "--title", "Entry"}).err, Not(HasSubstr("eu-cra"))) << "said once";
  const Ran told = call({"disclosure", "notify", id, "--title", "t", "--to", "A", "--clock", "eu-cra/exploited-notification",
                         "--at", "2026-11-23T10:00:00Z"},
                        max);
  EXPECT_THAT(flat(told.err), HasSubstr("eu-cra does not apply")) << told.out;
}

TEST_F(Vuln, WhatTheRegisterDoesNotHaveIsNoFile) {
  const std::string id = add("Login", "2026-11-20");
  const Setting max{{}, {}, {{"CROSSWALK_BY", "Max Roe <max@acme.example>"}}, false, {}};
  for (const Arguments& each : {Arguments{"vuln", "show", "N9"}, Arguments{"vuln", "edit", "N9", "--why", "x", "--title", "y"},
                                Arguments{"clock", "N9"}, Arguments{"disclosure", "notify", "N9", "--title", "x", "--to", "y"},
                                Arguments{"disclosure", "notify", id, "--notice", "N9", "--sent", "now"}}) {
    const Ran ran = call(each, max);
    EXPECT_EQ(ran.code, 3);
    EXPECT_THAT(ran.err, AllOf(HasSubstr("crosswalk: N9: the register has nothing of this name"), Not(HasSubstr("file"))))
        << each[1];
  }
}

TEST_F(Vuln, ADryRunAsksForNobodyAndNoReason) {
  const std::string id = add("Login", "2026-11-20");
  const Setting nobody{{}, {}, {{"CROSSWALK_BY", ""}}, false, {}};
  EXPECT_EQ(call({"vuln", "edit", id, "--title", "y", "--dry-run"}, nobody).code, 0);
  EXPECT_EQ(call({"vuln", "edit", id, "--title", "y"}, nobody).code, 2);
  EXPECT_EQ(call({"vuln", "add", "--title", "y", "--source", "customer", "--aware", "now", "--dry-run"}, nobody).code, 0);
  EXPECT_EQ(call({"vuln", "erase", "Jane Doe <jane@example.org>"}, nobody).code, 1);
  EXPECT_EQ(call({"vuln", "erase", "Jane Doe <jane@example.org>", "--yes"}, nobody).code, 2);
}

TEST_F(Vuln, WhatWasDoneAtOnceSaysHowLongItTookAndWhoDecided) {
  const std::string id = add("Login", "2026-11-10");
  EXPECT_EQ(
      change({"edit", id, "--why", "decided", "--event", "field_action_decided=2026-11-14 10:00", "--role", "PRRC", "--decide",
              "eu-mdr/field-safety-corrective-action=no", "--answered", "eu-mdr/field-safety-notice=2026-11-20 11:00"})
          .code,
      0);
  const Ran all = call({"clock", "--all", "--as-of", "2026-11-23 12:00"});
  EXPECT_THAT(flat(all.out), AllOf(HasSubstr("done 2026-11-20, after 6 days Field safety notice"),
                                   HasSubstr("no number of days: whether that was at once is for people to say"),
                                   HasSubstr("decided by Max Roe <max@acme.example>, PRRC, 2026-11-23 11:00 +01:00")));
  const Json clocks = json({"clock", "--all", "--as-of", "2026-11-23 12:00"});
  EXPECT_EQ(clocks["counts"]["done"], 0);
  EXPECT_EQ(clocks["counts"]["done_unmeasured"], 1);
  const Json report = json({"disclosure", "report", "--year", "2026", "--as-of", "2026-11-23"})["figures"]["clocks"];
  EXPECT_EQ(report["in_time"], 0);
  EXPECT_EQ(report["done_unmeasured"], 1);
}

TEST_F(Vuln, ATurnedDownCaseIsSeenAlikeByClockAndAudit) {
  const std::string id = add("Login", "2026-11-01");
  EXPECT_EQ(change({"edit", id, "--why", "x", "--set", "/source/reporter=null", "--event", "reviewed=2026-11-02", "--outcome",
                    "not_a_vulnerability", "--set", "/outcome_reason=not reachable", "--stage", "reviewed"})
                .code,
            0);
  EXPECT_EQ(call({"clock", "--as-of", "2026-11-23"}).code, 0);
  EXPECT_EQ(call({"vuln", "audit", "--as-of", "2026-11-23"}).code, 0);
  EXPECT_THAT(flat(call({"clock", "--all", "--as-of", "2026-11-23"}).out),
              HasSubstr("need not be done: turned down: not a vulnerability, not reachable"));
  // Who reported it waits for an answer.
  EXPECT_EQ(change({"edit", id, "--why", "x", "--reporter", "Jane Doe <jane@example.org>"}).code, 0);
  EXPECT_EQ(call({"clock", "--as-of", "2026-11-23"}).code, 1);
  EXPECT_THAT(flat(call({"vuln", "audit", "--as-of", "2026-11-23"}).out), HasSubstr("Acknowledgement to the reporter"));
}

TEST_F(Vuln, AnEmptyCalendarIsOneAllTheSame) {
  static_cast<void>(add("Login", "2026-11-20"));
  EXPECT_EQ(
      call({"clock", "--as-of", "2026-11-01", "--format", "ics"}).out,
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Crosswalk//clock//EN\r\nBEGIN:VTIMEZONE\r\nTZID:UTC\r\nBEGIN:STANDARD\r\n"
      "DTSTART:19700101T000000\r\nTZOFFSETFROM:+0000\r\nTZOFFSETTO:+0000\r\nEND:STANDARD\r\nEND:VTIMEZONE\r\n"
      "END:VCALENDAR\r\n");
}

TEST_F(Vuln, OneLetterAnswersSeveralClocks) {
  const std::string id = add("Login", "2026-11-10");
  EXPECT_EQ(
      change({"edit", id, "--why", "x", "--event", "uncontrolled_risk=2026-11-11", "--answered", "own-policy/triage=2026-11-11"})
          .code,
      0);
  const Setting max{{}, {}, {{"CROSSWALK_BY", "Max Roe <max@acme.example>"}}, false, {}};
  const Arguments notify{"disclosure",
                         "notify",
                         id,
                         "--title",
                         "Letter",
                         "--to",
                         "St. Anna",
                         "--sent",
                         "2026-11-12 09:00",
                         "--at",
                         "2026-11-23T10:00:00Z",
                         "--clock",
                         "us-fda-postmarket/customers-told"};
  const auto with = [&](const char* clock) {
    Arguments out = notify;
    out.insert(out.end(), {"--clock", clock});
    return call(out, max);
  };
  EXPECT_EQ(with("us-fda-postmarket/customers-told").code, 2);
  EXPECT_EQ(with("us-fda-postmarket/risk-remediate").code, 2);
  const Ran ran = with("us-fda-postmarket/risk-remediated");
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Notice N2 of " + id));
  const Json clocks = json({"clock", "--all", "--regime", "us-fda-postmarket", "--as-of", "2026-11-23 12:00"});
  EXPECT_EQ(clocks["counts"]["done"], 2);
  EXPECT_EQ(json({"disclosure", "report", "--year", "2026", "--as-of", "2026-11-23"})["figures"]["clocks"]["in_time"], 3);
  EXPECT_EQ(json({"disclosure", "open"})["recipients"][1]["clocks"].size(), 2U);
  EXPECT_THAT(flat(call({"disclosure", "open"}).out),
              HasSubstr("N2 'Letter' (us-fda-postmarket/customers-told, us-fda-postmarket/risk-remediated)"));
}

/// A register with something long everywhere.
class VulnText : public Vuln {
 protected:
  void SetUp() override {
    Vuln::SetUp();
    write("crosswalk.yaml",
          "manufacturer: Acme\nproducts:\n  - name: Pump\n    versions: [2.3.0, 2.4.0, {version: 2.10.0, released: 2026-11-21}, "
          "{version: 2.9.0, released: 2026-11-21}]\nmarkets: [EU, US]\ndevice: yes\n"
          "time_zone: America/Argentina/Buenos_Aires\ndisclosure:\n  case_prefix: ACME-MEDICAL-VULN-\n");
    id_ = add("Login without a password that anybody on the network of the hospital can use as long as it is on", "2026-11-20");
    analyse(id_);
    keep({"edit", id_, "--why", long_, "--answered", "eu-mdr/field-safety-notice=2026-11-22", "--set",
          "/resolution={\"kind\": \"fix\", \"details\": \"" + long_ + "\"}", "--vector",
          "CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:H/A:H"});
    keep({"edit",      id_,
          "--why",     long_,
          "--role",    "Person responsible for regulatory compliance",
          "--decide",  "us-cfr-803/thirty-day-report=no",
          "--decide",  "eu-mdr/serious-incident=no",
          "--event",   "uncontrolled_risk=2026-11-21",
          "--event",   "field_action_decided=2026-11-21",
          "--decide",  "eu-cra/exploited-notification=no",
          "--fixed",   "Pump=2.10.0",
          "--fixed",   "Pump=2.9.0",
          "--embargo", "2026-12-24",
          "--harm",    long_,
          "--set",     "/clinical/reason=" + long_});
    write("customers.csv",
          "Customer,E-Mail\nSt. Anna Hospital of the Sisters of Mercy,it-security@anna-hospital.example\nNord,n@n.example\n");
    write("delivery.csv",
          "Mail,Status,Time,Reason\nit-security@anna-hospital.example,bounced,2026-11-22 10:00,mailbox is full\n"
          "n@n.example,confirmed,2026-11-22 10:00,\n");
    keep({"notify", id_, "--title", "Field safety notice to all customers of the pump", "--clock",
          "us-fda-postmarket/customers-told", "--clock", "us-fda-postmarket/risk-remediated", "--list", at("customers.csv"),
          "--how", "mail", "--delivered", at("delivery.csv")},
         "disclosure");
    const std::string other = add("Cipher", "2026-10-20");
    keep({"edit", other, "--why", "x", "--outcome", "not_our_product", "--set", "/outcome_reason=" + long_, "--stage", "closed"});
  }
  void keep(Arguments arguments, const std::string& group = "vuln") {
    arguments.insert(arguments.begin(), group);
    arguments.insert(arguments.end(), {"--at", "2026-11-23T10:00:00Z"});
    const Ran ran = call(arguments, max_);
    EXPECT_EQ(ran.code, 0) << ran.err;
    texts_ += ran.out + ran.err;
  }

  std::string id_;
  /// What the steps printed.
  std::string texts_;
  Setting max_{
      {}, {}, {{"CROSSWALK_BY", "Maximiliane Roe-Hohenberg <maximiliane.roe-hohenberg@acme-medical.example>"}}, false, {}};
  std::string long_ =
      "Complaints of twenty-four months were searched, nobody was harmed, and nobody can be as long as the pump is used as told";
};

TEST_F(VulnText, EveryTextFitsEightyColumnsAndShowsMomentsOfTheWorkspace) {
  const std::string jane = "Jane Doe <jane@example.org>";
  for (const Arguments& each :
       {Arguments{"vuln", "list"},
        Arguments{"vuln", "show", id_},
        Arguments{"vuln", "show", id_, "--as-of", "2026-11-24"},
        Arguments{"vuln", "audit", "--as-of", "2026-11-30"},
        Arguments{"vuln", "verify"},
        Arguments{"vuln", "verify", "--head", std::string(64, '0')},
        Arguments{"vuln", "erase", jane, "--why", "her request"},
        Arguments{"vuln", "import", at("customers.csv")},
        Arguments{"vuln", "import", at("cases.csv"), "--aware", "2026-11-20 10:00"},
        Arguments{"vuln", "edit", id_, "--why", "x", "--stage", "disclosed", "--dry-run"},
        Arguments{"vuln", "edit", id_, "--why", "x", "--set", "/decisions=null", "--set", "/affected/0/status=fixed",
                  "--affected", "Unknown=vers:semver/<2.9.7", "--dry-run"},
        Arguments{"vuln", "add", "--dry-run", "--stage", "analysed"},
        Arguments{"clock", "--as-of", "2026-11-24"},
        Arguments{"clock", "--as-of", "2027-06-01"},
        Arguments{"clock", "--all"},
        Arguments{"clock", "--list-regimes"},
        Arguments{"disclosure", "open"},
        Arguments{"disclosure", "report", "--year", "2026", "--as-of", "2026-12-31"},
        Arguments{"disclosure", "notify", id_, "--notice", "N1", "--to", "Somebody", "--sent", "2026-11-23", "--document",
                  at("customers.csv")},
        Arguments{"disclosure", "notify", id_, "--notice", "N1", "--to", "Somebody", "--sent", "2026-11-23"}}) {
    write("cases.csv", "Title,CVE,Found by,Product,Affected versions\n" + long_ +
                           ",CVE-2026-77777,customer,Pump,\"2.10.0, 2.3.0, 2.4.0\"\n" + long_ +
                           ",CVE-2026-77778,customer,Pump of another manufacturer whose name is very long,2.10.0\n");
    const Ran ran = call(each, max_);
    texts_ += "\n== " + each[0] + " " + each[1] + "\n" + ran.out + ran.err;
    EXPECT_FALSE(ran.out.empty() && ran.err.empty()) << each[0] << " " << each[1];
  }
  EXPECT_EQ(too_long(texts_), "");
  // Machines get moments in UTC, people those of the workspace.
  std::smatch utc;
  EXPECT_FALSE(std::regex_search(texts_, utc, std::regex("[0-9-]{10}T[0-9:]{8}Z"))) << utc.str();
  EXPECT_THAT(texts_, HasSubstr("2026-11-23 07:00 -03:00"));
  // What belongs together stands in lines of its own, and versions in their order.
  const std::string shown = call({"vuln", "show", id_}).out;
  EXPECT_THAT(shown, AllOf(HasSubstr("- clock: us-cfr-803/thirty-day-report\n"), Not(HasSubstr("{\"")),
                           HasSubstr("- clock: eu-mdr/serious-incident\n")));
  EXPECT_LT(shown.find("version: 2.9.0"), shown.find("version: 2.10.0"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
