// SPDX-License-Identifier: Apache-2.0
#include "artifacts/ids/ids.h"

#include <gtest/gtest.h>

namespace crosswalk::artifacts::ids {
namespace {

TEST(Ids, ReadsIdsOfEveryKind) {
  struct Case {
    std::string_view text;
    Kind kind;
    std::string_view canonical;
  };
  for (const Case& c : {
           Case{"CVE-2024-1234", Kind::cve, "CVE-2024-1234"},
           Case{"cve-1999-0001", Kind::cve, "CVE-1999-0001"},
           Case{"CVE-2024-1234567890123456789", Kind::cve, "CVE-2024-1234567890123456789"},
           Case{"CVE\xE2\x80\x91"
                "2024\xE2\x80\x91"
                "12345",
                Kind::cve, "CVE-2024-12345"},
           Case{"CVE 2024-12345", Kind::cve, "CVE-2024-12345"},
           Case{"CWE-79", Kind::cwe, "CWE-79"},
           Case{"cwe-079", Kind::cwe, "CWE-79"},
           Case{"GHSA-JFH8-c2jp-5v3q", Kind::ghsa, "GHSA-jfh8-c2jp-5v3q"},
           Case{"ICSMA-21-187-01", Kind::advisory, "ICSMA-21-187-01"},
           Case{"icsa-12-146-01A", Kind::advisory, "ICSA-12-146-01A"},
           Case{"RHSA-2024:1234", Kind::advisory, "RHSA-2024:1234"},
           Case{"VU#123456", Kind::advisory, "VU#123456"},
           Case{"DSA-5678-1", Kind::advisory, "DSA-5678-1"},
           Case{"SSA-123456", Kind::advisory, "SSA-123456"},
           Case{"VDE-2024-012", Kind::advisory, "VDE-2024-012"},
           Case{"MS17-010", Kind::advisory, "MS17-010"},
           Case{"GLSA-202401-01", Kind::advisory, "GLSA-202401-01"},
           Case{"cisco-sa-apache-log4j-qRuKNEbd", Kind::advisory, "cisco-sa-apache-log4j-qRuKNEbd"},
           Case{"RUSTSEC-2024-0001", Kind::advisory, "RUSTSEC-2024-0001"},
       }) {
    const auto id = parse(c.text);
    ASSERT_TRUE(id) << c.text;
    EXPECT_EQ(id->kind, c.kind) << c.text;
    EXPECT_EQ(id->canonical, c.canonical);
    EXPECT_EQ(id->flags, 0) << c.text;
    EXPECT_EQ(parse(id->canonical), id) << c.text;
  }
}

TEST(Ids, RefusesWhatIsNearlyOne) {
  for (const std::string_view text : {"CVE-2024-12",
                                      "CVE-2024-123",
                                      "CVE-YYYY-NNNN",
                                      "CVE-2024-XXXX",
                                      "CVE-24-12345",
                                      "CVE-1998-1234",
                                      "CVE-2024-12345678901234567890",
                                      "CVE-2024-1234a",
                                      "CVE-2024-1234-5",
                                      "CVE2024-1234",
                                      "XCVE-2024-1234",
                                      "CVE-2024",
                                      "CVE--2024-1234",
                                      "CWE-",
                                      "CWE-0",
                                      "CWE-XXX",
                                      "CWE-123456",
                                      "CWE-79a",
                                      "CWE 4.14",
                                      "GHSA-jfh8-c2jp",
                                      "GHSA-jfh8-c2jp-5v3a",
                                      "GHSA-jfh8-c2jp-5v3qq",
                                      "GHSA-1111-2222-3333",
                                      "ICSMA-21-187",
                                      "VU#12",
                                      "RHSA-1824:1234",
                                      "SOP-2024-001",
                                      "ISO-27001",
                                      "ACME-2024-001",
                                      "MS1-010",
                                      "acme-sa-2024-001",
                                      "SA-12"})
    EXPECT_FALSE(parse(text)) << text;
}

TEST(Ids, MarksFillersAsPlaceholders) {
  EXPECT_EQ(parse("GHSA-xxxx-xxxx-xxxx")->flags, placeholder);
  EXPECT_EQ(parse("CVE-2024-0000")->flags, placeholder);
  EXPECT_EQ(parse("CVE-2024-00001")->flags, 0);
}

TEST(Ids, TakesASchemeThatItDoesNotKnowAsWeak) {
  for (const std::string_view text :
       {"ACME-SA-2024-001", "ACMESA-2024-12", "RHSA-2024-1234", "XY-PSIRT-24-012", "ACME-FSN-12345"}) {
    const auto id = parse(text);
    ASSERT_TRUE(id) << text;
    EXPECT_EQ(id->flags, weak) << text;
    EXPECT_EQ(id->canonical, text);
  }
}

TEST(Ids, EndsBeforeThePunctuationOfTheSentence) {
  EXPECT_EQ(cve_at("CVE-2024-12345, and", 0)->end, 14U);
  EXPECT_EQ(cve_at("CVE-2024-12345.", 0)->end, 14U);
  EXPECT_EQ(cve_at("CVE-2024-12345 - fixed", 0)->end, 14U);
}

}  // namespace
}  // namespace crosswalk::artifacts::ids
