// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/find.h"

#include <gtest/gtest.h>

#include <chrono>
#include <string>
#include <vector>

namespace crosswalk::artifacts::text {
namespace {

/// What is found, one after the other: "kind canonical", with a '?' behind a weak one, '!' behind a placeholder, '~' behind an
/// ambiguous one.
std::vector<std::string> found(std::string_view text, Kinds kinds = Kinds::all()) {
  std::vector<std::string> out;
  for (const Artifact& artifact : find(text, kinds)) {
    std::string line = std::string(name_of(artifact.kind)) + " " + artifact.canonical;
    if ((artifact.flags & weak) != 0) line += '?';
    if ((artifact.flags & placeholder) != 0) line += '!';
    if ((artifact.flags & ambiguous) != 0) line += '~';
    out.push_back(std::move(line));
  }
  return out;
}
using List = std::vector<std::string>;

TEST(Find, GivesPlacesInBytesOfTheText) {
  const std::string_view text =
      "Für CVE\xE2\x80\x91"
      "2024\xE2\x80\x91"
      "12345 (s. https://acme.com/x).";
  const auto artifacts = find(text);
  ASSERT_EQ(artifacts.size(), 2U);
  EXPECT_EQ(text.substr(artifacts[0].begin, artifacts[0].end - artifacts[0].begin),
            "CVE\xE2\x80\x91"
            "2024\xE2\x80\x91"
            "12345");
  EXPECT_EQ(artifacts[0].canonical, "CVE-2024-12345");
  EXPECT_EQ(text.substr(artifacts[1].begin, artifacts[1].end - artifacts[1].begin), "https://acme.com/x");
}

TEST(Find, FindsCvssVectorsScoresAndSeverities) {
  EXPECT_EQ(
      found("CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H (9.8 Critical)"),
      (List{"cvss_vector CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H", "score 9.8 (CVSS 3)", "severity critical (CVSS 3)"}));
  EXPECT_EQ(found("score:CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"),
            (List{"cvss_vector CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}));
  EXPECT_EQ(found("Base vector (AV:N/AC:L/Au:N/C:P/I:P/A:P)."), (List{"cvss_vector AV:N/AC:L/Au:N/C:P/I:P/A:P"}));
  EXPECT_EQ(found("AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"), (List{"cvss_vector CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H~"}));
  EXPECT_EQ(found("CVSS v3.0: AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"),
            (List{"cvss_vector CVSS:3.0/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}));
  EXPECT_EQ(found("CVSS v3.1 base score 7.5, severity: High"), (List{"score 7.5 (CVSS 3)", "severity high (CVSS 3)"}));
  EXPECT_EQ(found("a CVSS score of 10.0"), (List{"score 10.0 (CVSS)"}));
  EXPECT_EQ(found("\"baseScore\": 5.4, \"baseSeverity\": \"MEDIUM\""), (List{"score 5.4", "severity medium"}));
}

TEST(Find, FindsCvssVectorsBesideAnyPunctuation) {
  for (const std::string vector : {"AV:N/AC:L/Au:N/C:P/I:P/A:P", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H",
                                   "CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N"}) {
    for (const std::string before : {"", "Vector:", "9.8/", "_", "**", "(", "\"", "\n"}) {
      for (const std::string after : {"", ":", ": high", "_", "_.", "**", ")", "\r\n", "; "}) {
        EXPECT_EQ(found(before + vector + after), List{"cvss_vector " + vector}) << before << vector << after;
      }
    }
    for (const std::string after : {":x", "_x", "x"}) EXPECT_EQ(found(vector + after), List{}) << vector << after;
  }
  for (const std::string before : {"x", "a_", "Au:", "a/"})
    EXPECT_EQ(found(before + "AV:N/AC:L/Au:N/C:P/I:P/A:P"), List{}) << before;
}

TEST(Find, TakesNoCutVectorAndNoVersionOfCvssAsScore) {
  for (const std::string_view text : {"CVSS:3.1/AV:N/AC:L", "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/E", "We use CVSS 3.1.",
                                      "CVSS v4.0", "CVSSv3", "CVSS version 3.1 is used", "AV:N/AC:L"})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, FindsSeveritiesOnAScaleOnly) {
  EXPECT_EQ(found("critical and high vulnerabilities"), (List{"severity critical", "severity high"}));
  EXPECT_EQ(found("High-severity issues"), (List{"severity high"}));
  EXPECT_EQ(found("Severity | Moderate"), (List{"severity moderate"}));
  EXPECT_EQ(found("rated as important"), (List{"severity important?"}));
  EXPECT_EQ(found("severity (critical, high, medium or low)"),
            (List{"severity critical", "severity high", "severity medium", "severity low"}));
  EXPECT_EQ(found("| Critical | 9.0 - 10.0 |"), (List{"severity critical", "score 9.0", "score 10.0"}));
  for (const std::string_view text :
       {"high availability", "a mission-critical system", "in the low hundreds", "critical infrastructure", "none of them",
        "for your information", "### 3.1 Critical hazards", "medium-sized", "information about vulnerabilities",
        "severity of the problem.\n\nHigh voltage"})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, FindsIds) {
  EXPECT_EQ(found("(CVE-2024-12345, cve-2019-0708) CWE-79; CWE 89: x"),
            (List{"cve CVE-2024-12345", "cve CVE-2019-0708", "cwe CWE-79", "cwe CWE-89"}));
  EXPECT_EQ(found("GHSA-jfh8-c2jp-5v3q, ICSMA-21-187-01 and RHSA-2024:1234"),
            (List{"ghsa GHSA-jfh8-c2jp-5v3q", "advisory ICSMA-21-187-01", "advisory RHSA-2024:1234"}));
  EXPECT_EQ(found("Fixes:CVE-2024-12345 [ACME-SA-2024-001]"), (List{"cve CVE-2024-12345", "advisory ACME-SA-2024-001?"}));
  EXPECT_EQ(found("GHSA-xxxx-xxxx-xxxx"), (List{"ghsa GHSA-xxxx-xxxx-xxxx!"}));
  for (const std::string_view text : {"CVE-2024-12", "CVE-YYYY-NNNN", "CVE-2024-12345-ABC", "SOP-2024-001", "ISO-27001", "UTF-8",
                                      "COVID-19", "ECVE-2024-12345"})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, FindsPackageUrls) {
  EXPECT_EQ(found("`pkg:npm/@angular/core@12.3.1`, pkg:deb/debian/curl@7.50.3-1?arch=i386."),
            (List{"purl pkg:npm/%40angular/core@12.3.1", "purl pkg:deb/debian/curl@7.50.3-1?arch=i386"}));
  EXPECT_EQ(found("pkg:npm"), List{});
  EXPECT_EQ(found("the pkg: prefix"), List{});
}

TEST(Find, FindsVersionsBesideTheirWords) {
  EXPECT_EQ(found("Version 2.3 and v4.0-rc.2, firmware 7, Rev. 3, ver.2.1"),
            (List{"version 2.3", "version 4.0-rc.2", "version 7", "version 3", "version 2.1"}));
  EXPECT_EQ(found("OpenSSL 3.0.2 and Python 3.8, log4j-2.17.0, lodash@4.17.20"),
            (List{"version 3.0.2?", "version 3.8?", "version 2.17.0?", "version 4.17.20?"}));
  EXPECT_EQ(found("2.x is supported"), (List{"version 2.x?"}));
  for (const std::string_view text : {"e.g. 3.2 million",
                                      "24/7",
                                      "2.5 mm",
                                      "about 10.5 %",
                                      "Section 4.1.7",
                                      "clauses 4.1.7, 5.8.2 and 9.2.1",
                                      "see \xC2\xA7 5.8.2",
                                      "### 5.8.2 Release documentation",
                                      "IEC 81001-5-1:4.1.7",
                                      "31.02.2024",
                                      "product-2.3.1.zip",
                                      "IEEE 802.1X",
                                      "the 5 items",
                                      "on 10.11",
                                      "$2.50",
                                      "10:30",
                                      "+49 89 1234",
                                      "1,000.50",
                                      "Table 3.1",
                                      "3.5"})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, FindsRangesOfVersions) {
  EXPECT_EQ(found("versions < 3.6.6; 3.0.1 through 3.4; prior to 2.1.5"),
            (List{"version_range vers:generic/<3.6.6", "version_range vers:generic/>=3.0.1|<=3.4?",
                  "version_range vers:generic/<2.1.5"}));
  EXPECT_EQ(found("from 2.17.0 to 3.6.6, version 4 or later"),
            (List{"version_range vers:generic/>=2.17.0|<=3.6.6", "version_range vers:generic/>=4"}));
  EXPECT_EQ(found("prior to 2.1"), (List{"version_range vers:generic/<2.1?"}));
  EXPECT_EQ(found("Django<6.0"), (List{"version_range vers:generic/<6.0?"}));
  for (const std::string_view text :
       {"prior to 5 days", "< 5", "before 3.2 seconds", "up to 3.2 million", "scores of CVSS 7.0 and above", "from 2.0 to 3.5 mm",
        "5 to 7", "9.0 - 10.0", "<br/>4.08 x", "Release 2024-03"}) {
    for (const std::string& line : found(text)) EXPECT_FALSE(line.starts_with("version_range")) << text << ": " << line;
  }
}

TEST(Find, TellsAddressesFromVersions) {
  EXPECT_EQ(found("the server at IP 1.2.3.4"), (List{"ip_address 1.2.3.4"}));
  EXPECT_EQ(found("192.168.0.1 and 1.2.3.4:8080"), (List{"ip_address 192.168.0.1", "ip_address 1.2.3.4"}));
  EXPECT_EQ(found("version 1.2.3.4"), (List{"version 1.2.3.4"}));
  EXPECT_EQ(found("1.2.3.4"), (List{"version 1.2.3.4?"}));
  EXPECT_EQ(found("IP 1.2.3.400"), (List{"version 1.2.3.400?"}));
}

TEST(Find, FindsDates) {
  EXPECT_EQ(found("On 15 March 2024, March 15th, 2024 and 2024-03-15T10:30:00Z"),
            (List{"date 2024-03-15", "date 2024-03-15", "date 2024-03-15T10:30:00Z"}));
  EXPECT_EQ(found("03/04/2024 or 13/04/2024"), (List{"date 03/04/2024~", "date 2024-04-13"}));
  EXPECT_EQ(found("March 2024, 15 March and May 5."), (List{"date 2024-03", "date --03-15?", "date --05-05?"}));
  for (const std::string_view text :
       {"30 February 2024", "31.02.2024", "2024-02-30", "you may 5 times", "in 2024", "1/2", "SOP-2024-03-15-A"})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, FindsDurations) {
  EXPECT_EQ(found("within ninety (90) calendar days, after 5 working days or 72h"),
            (List{"duration within 90 calendar days", "duration 5 working days", "duration 72 hours"}));
  EXPECT_EQ(found("in two weeks, a 90-day embargo, 30-60 days"),
            (List{"duration 2 weeks", "duration 90 days", "duration 30-60 days"}));
  EXPECT_EQ(found("at T+14 days; no later than twenty-four hours"), (List{"duration T+14 days", "duration within 24 hours"}));
  EXPECT_EQ(found("Between 30 and 60 days, within a week"), (List{"duration 30-60 days", "duration within 1 week"}));
  EXPECT_EQ(found("within one hundred and eighty (180) days"), (List{"duration within 180 days"}));
  for (const std::string_view text : {"24/7", "24 hours a day, 7 days a week", "a day", "day 5", "these days", "the last day",
                                      "3D view", "once per week", "first week"})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, FindsAddressesOfPeopleAndPlaces) {
  EXPECT_EQ(found("[security@acme.com](mailto:security@acme.com) or security [at] acme [dot] com."),
            (List{"email security@acme.com", "email security@acme.com", "email security@acme.com"}));
  EXPECT_EQ(found("mail psirt(at)acme.com, security at acme dot com"), (List{"email psirt@acme.com", "email security@acme.com"}));
  EXPECT_EQ(found("security@your-company.com"), (List{"email security@your-company.com!"}));
  EXPECT_EQ(found("<https://acme.com/a>, [x](https://acme.com/b_(c)), www.acme.com."),
            (List{"url https://acme.com/a", "url https://acme.com/b_(c)", "url http://www.acme.com"}));
  for (const std::string_view text :
       {"git@github.com:acme/x", "icon@2x.png", "look at this dot", "@acme", "http://", "see [attached]", "(at the end)", "www."})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, FindsFingerprintsWhereOpenPgpIsSpokenOf) {
  EXPECT_EQ(found("PGP: 0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567"),
            (List{"fingerprint 0123456789ABCDEF0123456789ABCDEF01234567"}));
  EXPECT_EQ(found("our GPG key ABCD EF01 2345 6789 ABCD EF01 2345 6789 ABCD EF01."),
            (List{"fingerprint ABCDEF0123456789ABCDEF0123456789ABCDEF01"}));
  EXPECT_EQ(found("OpenPGP key id 0x0123456789ABCDEF"), (List{"fingerprint 0x0123456789ABCDEF"}));
  EXPECT_EQ(found("0123456789abcdef0123456789abcdef01234567 (PGP)"),
            (List{"fingerprint 0123456789ABCDEF0123456789ABCDEF01234567"}));
  for (const std::string_view text :
       {"commit 0123456789abcdef0123456789abcdef01234567", "SHA-1 fingerprint: 0123456789abcdef0123456789abcdef01234567",
        "PGP-signed; sha256: 0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", "at address 0x0123456789ABCDEF",
        "0x12345678", "card 1234 5678 9012 3456", "sha1 0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 4567"})
    EXPECT_EQ(found(text), List{}) << text;
}

TEST(Find, PrefersTheLongerAndThenTheMoreSpecific) {
  // The date is in the URL, and the version is in the range.
  EXPECT_EQ(found("https://acme.com/2024-03-15/CVE-2024-12345"), (List{"url https://acme.com/2024-03-15/CVE-2024-12345"}));
  EXPECT_EQ(found("2024.03.15"), (List{"date 2024-03-15"}));
  EXPECT_EQ(found("versions prior to v2.1"), (List{"version_range vers:generic/<2.1"}));
}

TEST(Find, LooksForTheKindsThatAreAskedFor) {
  const std::string_view text = "https://acme.com/CVE-2024-12345 within 90 days, version 2.3 (CVSS 9.8 critical)";
  EXPECT_EQ(found(text, {Kind::cve}), (List{"cve CVE-2024-12345"}));
  EXPECT_EQ(found(text, {Kind::duration, Kind::version}), (List{"duration within 90 days", "version 2.3"}));
  EXPECT_EQ(found(text, {Kind::severity}), (List{"severity critical (CVSS)"}));
  EXPECT_EQ(found(text, {}), List{});
}

TEST(Find, ReadsNothingAcrossAnEmptyLine) {
  EXPECT_EQ(found("prior to\n\n2.1.3"), (List{"version 2.1.3?"}));
  EXPECT_EQ(found("two\n\nweeks"), List{});
  EXPECT_EQ(found("within\n90\ndays"), (List{"duration within 90 days"}));
}

TEST(Find, FindsThemAtEveryOffset) {
  // Whatever lies on the edge of the blocks that the text is looked at in.
  const std::string_view text = "CVE-2024-12345 a@acme.com within two weeks high severity http://acme.com/ v1.2";
  const List expected = found(text);
  ASSERT_EQ(expected.size(), 6U);
  for (std::size_t offset = 0; offset < 130; ++offset)
    EXPECT_EQ(found(std::string(offset, ' ') + std::string(text)), expected) << offset;
}

TEST(Find, KnowsItsKindsByName) {
  for (std::size_t i = 0; i < kind_count; ++i) EXPECT_EQ(kind_named(name_of(static_cast<Kind>(i))), static_cast<Kind>(i));
  EXPECT_EQ(kind_named("cwes"), std::nullopt);
}

TEST(Find, NeedsTimeInProportionToTheText) {
  for (const std::string_view piece : {"http://-",
                                       "www.",
                                       "pkg:julia/x",
                                       "pkg:pkg:",
                                       "AV:N/AC:L/",
                                       "a@a@",
                                       "1.",
                                       "1.1 ",
                                       "0x12345678 ",
                                       "1234 ",
                                       "12:34:",
                                       "high ",
                                       "up to ",
                                       "within ",
                                       "two days ",
                                       "(at",
                                       "GHSA-",
                                       "CVE-2024-",
                                       "A-",
                                       "hundred and ",
                                       "1-",
                                       "< ",
                                       "severity ",
                                       "[dot] ",
                                       " at x dot ",
                                       "March ",
                                       "9.9 ",
                                       "http://[",
                                       "v1v1",
                                       "1/1/",
                                       "to 1.1 ",
                                       "SA-2024-",
                                       "CVSS:3.1/",
                                       "90 (",
                                       "between 1 and ",
                                       "\xE2\x80\x91",
                                       "\xC2\xA0"
                                       "1",
                                       "&lt;1",
                                       "aaaaaaaaaaaaaaaa@",
                                       "\n1.1.1 "}) {
    const auto time_of = [&](std::size_t bytes) {
      std::string text;
      text.reserve(bytes + piece.size());
      while (text.size() < bytes) text += piece;
      const auto begin = std::chrono::steady_clock::now();
      std::size_t count = 0;
      scan(text, Kinds::all(), [&](Artifact&&) { ++count; });
      return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
    };
    // Linear work takes milliseconds; quadratic work would take minutes.
    EXPECT_LT(time_of(1 << 18), 5.0) << piece;
  }
}

}  // namespace
}  // namespace crosswalk::artifacts::text
