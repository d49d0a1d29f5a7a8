// SPDX-License-Identifier: Apache-2.0
// Cases from files, what was forgotten about them, and proof of who was told, as people use them.
#include <gmock/gmock.h>

#include <string>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view table =
    "Title;CVE;Received on;Found by;CVSS Vector;Product;Affected versions;Owner\n"
    "Login without password;CVE-2026-1234;2026-11-02;researcher;CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H;Pump;< 2.4.1;Jo\n"
    "\"Says \"\"hi\"\"\";;03/11/2026;customer;;Pump;2.3.0;\n";

constexpr std::string_view mail =
    "Received: from mx.example.org by mail.example.com; Mon, 2 Nov 2026 10:15:00 +0100\r\n"
    "Date: Mon, 2 Nov 2026 09:13:00 +0000\r\nFrom: =?utf-8?Q?J=C3=B6rg?= <joerg@example.org>\r\nSubject: A hole in your Pump\r\n"
    "Message-ID: <4711@example.org>\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n"
    "The Pump in version 2.3.0 takes any password (CWE-287).\r\n";

constexpr std::string_view encrypted =
    "Date: Mon, 2 Nov 2026 09:13:00 +0000\r\nFrom: =?utf-8?Q?J=C3=B6rg?= <joerg@example.org>\r\nSubject: Secret\r\n"
    "Message-ID: <4712@example.org>\r\nMIME-Version: 1.0\r\n"
    "Content-Type: multipart/encrypted; protocol=\"application/pgp-encrypted\"; boundary=b\r\n\r\n"
    "--b\r\nContent-Type: application/pgp-encrypted\r\n\r\nVersion: 1\r\n--b\r\nContent-Type: application/octet-stream\r\n\r\n"
    "-----BEGIN PGP MESSAGE-----\r\n\r\nxxxx\r\n-----END PGP MESSAGE-----\r\n--b--\r\n";

class IntakeStory : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    write("crosswalk.yaml",
          "manufacturer: Example Medical\nproducts:\n  - name: Pump\n    versions:\n      - version: \"2.3.0\"\n        "
          "released: 2026-01-10\n"
          "        sbom: pump.json\n      - version: \"2.4.1\"\n        released: 2026-11-10\nmarkets: [EU]\ndevice: yes\n"
          "time_zone: Europe/Berlin\n");
  }
  Ran call(const Arguments& arguments) const {
    return crosswalk(arguments, {{}, folder_, {{"CROSSWALK_BY", "Jane Doe <jane@example.com>"}}, false, {}});
  }
  Json json(Arguments arguments, int code = 0) const {
    arguments.insert(arguments.end(), {"--format", "json"});
    const Ran ran = call(arguments);
    EXPECT_EQ(ran.code, code) << ran.out << ran.err;
    return Json::parse(ran.out, nullptr, false);
  }
};

TEST_F(IntakeStory, ATableIsShownFirstAndAddedWholeOrNotAtAll) {
  write("cases.csv", table);
  const Ran preview = call({"vuln", "import", "cases.csv"});
  EXPECT_EQ(preview.code, 1) << preview.err;
  EXPECT_THAT(preview.out,
              AllOf(HasSubstr("column H 'Owner': left out"), HasSubstr("row 2: new: Login without password (CVE-2026-1234)"),
                    HasSubstr("error: cell C3: '03/11/2026' can be 2026-11-03 or 2026-03-11"), HasSubstr("Nothing was added")));
  EXPECT_FALSE(fs::exists(at("register.db")));
  const Ran refused = call({"vuln", "import", "cases.csv", "--yes"});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.out, HasSubstr("mend the errors"));
  EXPECT_FALSE(fs::exists(at("register.db")));
  const Ran added = call({"vuln", "import", "cases.csv", "--date-order", "dmy", "--yes", "--at", "2026-11-05T08:00:00Z"});
  EXPECT_EQ(added.code, 0) << added.out << added.err;
  EXPECT_THAT(added.out, HasSubstr("Added: V-2026-0001\nto V-2026-0002."));
  const Json again = json({"vuln", "import", "cases.csv", "--date-order", "dmy"});
  EXPECT_EQ(again["known"], 1);
  EXPECT_EQ(again["files"][0]["cases"][0]["state"], "known");
  EXPECT_EQ(again["files"][0]["cases"][1]["case"]["title"], "Says \"hi\"");
}

TEST_F(IntakeStory, SeveralColumnsAreMapped) {
  write("cases.csv", "Was;Wann;Wer\nA hole;2026-11-02;customer\nB;9999-12-31T23:59:60Z;customer\n");
  const Json read =
      json({"vuln", "import", "cases.csv", "--map", "Was=title", "--map", "Wann=events.aware", "--map", "Wer=source.kind"}, 1);
  EXPECT_EQ(read["files"][0]["cases"][0]["state"], "new") << read.dump(2);
  EXPECT_EQ(read["files"][0]["cases"][0]["case"]["events"][0]["at"], "2026-11-01T23:00:00Z");
  EXPECT_THAT(read["files"][0]["cases"][1]["remarks"].dump(), AllOf(HasSubstr("cell B3"), Not(HasSubstr("/entries"))));
}

TEST_F(IntakeStory, WhatIsBadIsLeftOutOnlyIfSomebodySaysSo) {
  write("cases.csv", table);
  const Ran added = call({"vuln", "import", "cases.csv", "--yes", "--skip-bad"});
  EXPECT_EQ(added.code, 0) << added.err;
  EXPECT_THAT(added.out, AllOf(HasSubstr("row 3: error"), HasSubstr("Added: V-")));
}

TEST_F(IntakeStory, AMailIsKnownAgainAndAnEncryptedOneGivesItsHeader) {
  write("report.eml", mail);
  write("secret.eml", encrypted);
  EXPECT_EQ(call({"vuln", "import", "report.eml"}).code, 1) << "who found it is not guessed";
  const Json preview = json({"vuln", "import", "report.eml", "secret.eml", "--source", "researcher", "--yes"});
  const Json& one = preview["files"][0]["cases"][0]["case"];
  EXPECT_EQ(one["source"]["reporter"], "Jörg <joerg@example.org>");
  EXPECT_EQ(one["events"][0]["at"], "2026-11-02T09:15:00Z");
  EXPECT_EQ(one["weaknesses"][0], "CWE-287");
  EXPECT_EQ(one["affected"][0]["versions"], "vers:generic/2.3.0");
  const Json& other = preview["files"][1]["cases"][0];
  EXPECT_EQ(other["case"]["title"], "Secret");
  EXPECT_EQ(other["case"]["source"]["reporter"], "Jörg <joerg@example.org>");
  EXPECT_FALSE(other["case"].contains("description"));
  EXPECT_THAT(other["remarks"].dump(), HasSubstr("encrypted"));
  EXPECT_THAT(call({"vuln", "import", "report.eml", "--source", "researcher"}).out, HasSubstr("the same as V-"));
}

TEST_F(IntakeStory, OtherEncodingsThanUtf8AreTakenInLocked) {
  write("western.csv",
        "Title,Received,Source\nGr\xF6\xDF"
        "e ist falsch,2026-11-02,customer\n");
  const std::string_view wide = "Title,Received,Source\nUTF-16,2026-11-02,customer\n";
  std::string bytes = "\xFF\xFE";
  for (const char each : wide) bytes += std::string(1, each) + '\0';
  write("wide.csv", bytes);
  write("western.eml",
        "Date: Mon, 2 Nov 2026 09:13:00 +0000\r\nFrom: J <j@example.org>\r\nSubject: A hole\r\nMIME-Version: 1.0\r\n"
        "Content-Type: text/plain; charset=iso-8859-15\r\nContent-Transfer-Encoding: 8bit\r\n\r\nGr\xF6\xDF"
        "e\r\n");
  const Json files = json({"vuln", "import", "western.csv", "wide.csv", "western.eml", "--source", "customer"})["files"];
  EXPECT_EQ(files[0]["cases"][0]["case"]["title"],
            "Gr\u00F6\u00DF"
            "e ist falsch");
  EXPECT_EQ(files[1]["cases"][0]["case"]["title"], "UTF-16");
  EXPECT_THAT(files[2]["cases"][0]["case"]["description"].get<std::string>(), HasSubstr("Gr\u00F6\u00DF"
                                                                                        "e"));
  write("list.csv", "Name,E-mail\nB\xE4renklinik,b@example.org\n");
  ASSERT_EQ(call({"vuln", "import", "western.csv", "--yes", "--at", "2026-11-02T12:00:00Z"}).code, 0);
  const Ran told =
      call({"disclosure", "notify", "V-2026-0001", "--title", "t", "--list", "list.csv", "--at", "2026-11-03T12:00:00Z"});
  EXPECT_EQ(told.code, 0) << told.err;
  EXPECT_THAT(call({"disclosure", "open"}).out, HasSubstr("B\u00E4renklinik"));
}

TEST_F(IntakeStory, WorkbooksAndAdvisoriesAreTakenIn) {
  const std::string workbook = R"({"sheets": [{"name": "Cover", "rows": [["Register of the year"]]},
      {"name": "Cases", "rows": [["Title", "Received on", "Source"], ["A hole", "2026-11-02", "customer"], ["B", "gestern", "customer"]]}]})";
  const Ran made =
      run("/usr/bin/env", {"python3", (sources() / "tests/end_to_end/workbook.py").string(), at("cases.xlsx").string()},
          {workbook, {}, {}, false, {}});
  ASSERT_EQ(made.code, 0) << made.err;
  const Ran ran = call({"vuln", "import", "cases.xlsx"});
  EXPECT_THAT(ran.out,
              AllOf(HasSubstr("sheet Cases, row 2: new: A hole"), HasSubstr("sheet Cases, cell B3: 'gestern' is no date")));
  const std::string advisory = (sources() / "examples/manufacturer/Advisories/ki-sa-2026-04.json").string();
  EXPECT_EQ(call({"vuln", "import", advisory}).code, 1) << "when we became aware is not guessed";
  const Json csaf = json({"vuln", "import", advisory, "--aware", "2026-11-02"});
  EXPECT_EQ(csaf["new"], 2);
  EXPECT_EQ(csaf["files"][0]["cases"][0]["case"]["ids"][0], "CVE-2026-90214");
}

TEST_F(IntakeStory, WhatIsNoFileOfCasesIsRefused) {
  write("a.bin", "x");
  EXPECT_EQ(call({"vuln", "import", "a.bin"}).code, 2);
  write("a.json", "{\"a\": ");
  EXPECT_EQ(call({"vuln", "import", "a.json"}).code, 3);
  write("bad.csv", "Colour,Size\nred,1\n");
  EXPECT_EQ(call({"vuln", "import", "bad.csv"}).code, 1);
  EXPECT_EQ(call({"vuln", "import", "none.csv"}).code, 3);
  write("good.csv", "Title,Received,Source\nA,2026-11-02,customer\n");
  EXPECT_EQ(call({"vuln", "import", "good.csv", "--map", "Title"}).code, 2);
}

TEST_F(IntakeStory, AnAuditNamesWhatWasForgottenWithItsClause) {
  write("report.eml", mail);
  EXPECT_EQ(call({"vuln", "audit"}).code, 3) << "no register yet";
  ASSERT_EQ(call({"vuln", "import", "report.eml", "--source", "researcher", "--yes", "--at", "2026-11-02T12:00:00Z"}).code, 0);
  write("pump.json", R"({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": [
      {"type": "library", "name": "foo", "version": "1.0.0", "purl": "pkg:pypi/foo@1.0.0"}]})");
  write("db/GHSA-2222-3333-4444.json",
        R"({"id": "GHSA-2222-3333-4444", "modified": "2026-11-01T00:00:00Z", "aliases": ["CVE-2026-9999"],
      "affected": [{"package": {"ecosystem": "PyPI", "name": "foo"}, "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}]}]}]})");
  write("security.txt", "Contact: mailto:a@example.com\nExpires: 2026-11-20T00:00:00Z\n");
  const Json audit = json({"vuln", "audit", "--as-of", "2026-11-23", "--db", "db", "--security-txt", "security.txt"}, 1);
  std::string kinds;
  for (const Json& each : audit["findings"])
    kinds += each["kind"].get<std::string>() + " " + each["constraint"].get<std::string>() + "\n";
  EXPECT_EQ(kinds,
            "release_without_statement iec-81001-5-1:4.1.7/affected-versions\n"
            "component_without_case iec-81001-5-1:6.2.1/handover-to-review\n"
            "security_txt_expired iec-81001-5-1:9.2/intake-channel\n"
            "clock_late iec-81001-5-1:9.3/triage-timeline\nclock_late iec-81001-5-1:9.3/triage-timeline\n");
  EXPECT_EQ(audit["findings"][1]["subject"], "Pump 2.3.0");
  EXPECT_EQ(call({"vuln", "audit", "--as-of", "2026-11-23", "--fail-on", "none"}).code, 0);
  // The same question has the same answer.
  EXPECT_EQ(call({"vuln", "audit", "--as-of", "2026-11-23"}).out, call({"vuln", "audit", "--as-of", "2026-11-23"}).out);
}

TEST_F(IntakeStory, WhoWasToldIsProvedAndWhoWasNotStaysOpen) {
  write("report.eml", mail);
  ASSERT_EQ(call({"vuln", "import", "report.eml", "--source", "researcher", "--yes", "--at", "2026-11-02T12:00:00Z"}).code, 0);
  write("notice.txt", "abc");
  write("customers.csv", "Customer,E-Mail\nSt. Anna,it@anna.example\nNord,it@nord.example\n");
  const Json sent = json({"disclosure", "notify", "V-2026-0001", "--title", "Customers", "--document", "notice.txt", "--list",
                          "customers.csv", "--how", "mail", "--sent", "2026-11-12 09:00", "--at", "2026-11-12T12:00:00Z"});
  EXPECT_EQ(sent["notice"], "N1");
  EXPECT_EQ(sent["told"], 2);
  EXPECT_EQ(sent["document"], "notice.txt");
  EXPECT_EQ(sent["sha256"], "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  write("delivery.csv",
        "Mail,Status,Time,Reason\nIT@anna.example,delivered,2026-11-12 09:01,\nit@nord.example,bounced,2026-11-12 09:02,full\n");
  EXPECT_EQ(json({"disclosure", "notify", "V-2026-0001", "--notice", "N1", "--delivered", "delivery.csv"})["open"], 1);
  // A report with mistakes is refused as a whole, with all of them.
  write("wrong.csv",
        "Mail,Status,Time,Reason\nit@nord.example,gesendet,2026-11-12 09:01,\nx@other.example,delivered,2026-11-12 09:02,\n");
  const Ran wrong = call({"disclosure", "notify", "V-2026-0001", "--notice", "N1", "--delivered", "wrong.csv"});
  EXPECT_EQ(wrong.code, 1);
  EXPECT_THAT(wrong.err, AllOf(HasSubstr("cell B2: 'gesendet' is none of"), HasSubstr("row 3: 'x@other.example' is no recipient"),
                               HasSubstr("nothing was kept")));
  const Ran open = call({"disclosure", "open", "--as-of", "2026-11-23"});
  EXPECT_EQ(open.code, 1);
  EXPECT_THAT(open.out, AllOf(HasSubstr("Nord <it@nord.example>: not told; mail; failed 2026-11-12 09:02 +01:00: full"),
                              Not(HasSubstr("Anna"))));
  EXPECT_EQ(call({"disclosure", "notify", "V-2026-0001", "--notice", "N1", "--sent", "2026-11-13", "--how", "letter"}).code, 0);
  EXPECT_EQ(call({"disclosure", "open", "--as-of", "2026-11-23"}).code, 0);
  const Json two = json({"disclosure", "notify", "V-2026-0001", "--title", "y", "--to", "A <a@example.org>", "--to", "B"});
  EXPECT_EQ(two["open"], 2);
  EXPECT_EQ(call({"disclosure", "notify", "V-2026-0001", "--notice", "N2", "--sent", "2026-11-13"}).code, 0);
  // A notice needs somebody, a clock has to be there, and nobody was told in the future.
  EXPECT_EQ(call({"disclosure", "notify", "V-2026-0001", "--title", "x"}).code, 2);
  EXPECT_EQ(call({"disclosure", "notify", "V-2026-0001", "--title", "x", "--to", "y", "--clock", "z"}).code, 2);
  EXPECT_EQ(call({"disclosure", "notify", "V-2026-0001", "--title", "x", "--to", "y", "--sent", "2999-01-01"}).code, 2);
  const Json year = json({"disclosure", "report", "--year", "2026", "--as-of", "2026-11-23"});
  EXPECT_EQ(year["figures"]["received"], 1);
  EXPECT_EQ(year["figures"]["days_to_notices"]["longest"], 10.5);
  EXPECT_EQ(year["blanks"].size(), 6U);
  const Ran markdown = call({"disclosure", "report", "--year", "2026", "--as-of", "2026-11-23", "--format", "markdown"});
  EXPECT_THAT(markdown.out, AllOf(HasSubstr("draft of the yearly review"), HasSubstr("BLANK name: who held the review")));
  EXPECT_THAT(call({"disclosure", "report", "--year", "2026", "--format", "html"}).out, HasSubstr("<!DOCTYPE html>"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
