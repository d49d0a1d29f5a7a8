// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"
#include "facts/facts.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::Reason;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

const OnMember no_members = [](const document::Member&, std::string_view) {};

document::Extracted extract_eml(std::string_view text, const Limits& limits, const OnMember& on_member = no_members) {
  return unpack_eml(text, "a.eml", limits, on_member);
}

document::Extracted extract(std::string_view text, const OnMember& on_member = no_members,
                            document::Status status = document::Status::read) {
  document::Extracted extracted = extract_eml(text, Limits(), on_member);
  EXPECT_EQ(extracted.status, status) << base::word(extracted.reason) << " " << extracted.detail;
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return extracted;
}
document::Document read(std::string_view text, const OnMember& on_member = no_members) {
  return extract(text, on_member).document;
}

constexpr std::string_view head =
    "Return-Path: <a@example.org>\r\nFrom: =?utf-8?Q?J=C3=BCrgen_Weber?= <jw@example.org>\r\nTo: psirt@example.org,\r\n "
    "b@example.org\r\nCc: c@example.org\r\nSubject: =?iso-8859-1?B?R2Vy5HRl?= and\r\n =?utf-8?Q?_fixes?=\r\nDate: Thu, 5 Mar "
    "2026 "
    "09:00:00 +0100\r\nMIME-Version: 1.0\r\n";

std::string mail(std::string_view rest) { return std::string(head) + std::string(rest); }

TEST(Eml, ReadsHeadersAndPlainText) {
  document::Extracted extracted = extract(
      mail("Content-Type: text/plain; charset=iso-8859-15\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\nWe fix it "
           "f=FCr =A4 0=\r\n now.\r\n\r\n- one\r\n- two\r\n\r\n> Did you\r\n> fix it?\r\n\r\nYes.\r\n"));
  EXPECT_THAT(contents(extracted.document),
              ElementsAre("Ger\u00E4te and fixes", "From: J\u00FCrgen Weber <jw@example.org>",
                          "To: psirt@example.org, b@example.org", "Cc: c@example.org", "Date: Thu, 5 Mar 2026 09:00:00 +0100",
                          "We fix it f\u00FCr \u20AC 0 now.", "one", "two", "Did you\nfix it?", "Yes."));
  EXPECT_EQ(extracted.document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(extracted.document.blocks[6].kind, BlockKind::list_item);
  EXPECT_EQ(extracted.document.blocks[8].kind, BlockKind::quote);
  EXPECT_EQ(extracted.document.property("created"), "2026-03-05T09:00:00");
  facts::fill(extracted, "mail.eml");
  EXPECT_EQ(extracted.facts.control.title, "Ger\u00E4te and fixes");
}

TEST(Eml, PrefersTheBestFormOfTheText) {
  const document::Document document = read(
      mail("Content-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\nplain form\r\n--b\r\n"
           "Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n\r\n"
           "PGh0bWw+PGgxPkhlYWQ8L2gxPjxwPkEgPGEgaHJlZj0iaHR0cHM6Ly94LmV4YW1wbGUiPmxpbms8L2E+LjwvcD48dGFibGU+PHRyPjx0ZD5jMTwvdGQ+"
           "PHRkPmMyPC90"
           "ZD48L3RyPjwvdGFibGU+PC9odG1sPg==\r\n--b--\r\n"));
  const std::vector<std::string> all = contents(document);
  EXPECT_THAT(std::vector<std::string>(all.begin() + 5, all.end()), ElementsAre("Head", "A link.", "c1", "c2"));
  EXPECT_EQ(document.blocks[5].level, 2);
  ASSERT_EQ(document.tables.size(), 1U);
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.view(document.links[0].span), "link");
}

TEST(Eml, GivesAttachmentsAsMembers) {
  std::vector<std::pair<std::string, std::string>> members;
  const document::Document document =
      read(mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nSee attached.\r\n--b\r\nContent-Type: text/csv; "
                "name=\"list.csv\"\r\nContent-Disposition: attachment; filename=\"list.csv\"\r\n\r\nid,name\r\n1,a\r\n--b\r\n"
                "Content-Type: application/octet-stream\r\nContent-Disposition: attachment; "
                "filename*=utf-8''..%2Fpl%C3%A4ne.md\r\nContent-Transfer-Encoding: "
                "base64\r\n\r\nIyBQbGFuCgpXZSAqcGxhbiogaXQuCg==\r\n--b\r\n"
                "Content-Type: application/pdf\r\nContent-Disposition: attachment\r\n\r\n%PDF-1.4\r\n--b\r\n"
                "Content-Type: application/pgp-signature\r\n\r\nx\r\n--b--\r\n"),
           [&](const document::Member& member, std::string_view bytes) { members.emplace_back(member.path, bytes); });
  const std::vector<std::string> all = contents(document);
  EXPECT_THAT(std::vector<std::string>(all.begin() + 5, all.end()), ElementsAre("See attached."));
  EXPECT_THAT(members, ElementsAre(Pair("list.csv", "id,name\r\n1,a"), Pair("pl\u00E4ne.md", "# Plan\n\nWe *plan* it.\n"),
                                   Pair("attachment", "%PDF-1.4")));
}

TEST(Eml, ReadsMailsWithinMails) {
  const document::Document document =
      read(mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nOuter.\r\n--b\r\nContent-Type: "
                "message/rfc822\r\n\r\nFrom: x@example.org\r\nSubject: Inner\r\n\r\nInner text.\r\n--b--\r\n"));
  const std::vector<std::string> all = contents(document);
  EXPECT_THAT(std::vector<std::string>(all.begin() + 5, all.end()),
              ElementsAre("Outer.", "Inner", "From: x@example.org", "Inner text."));
  EXPECT_EQ(document.property("title"), "Ger\u00E4te and fixes");
  EXPECT_EQ(document.blocks[6].level, 3);
}

TEST(Eml, TellsWhyAMailCannotBeRead) {
  const Limits limits;
  EXPECT_EQ(extract_eml("", limits).reason, Reason::empty);
  EXPECT_EQ(extract_eml("no header at all", limits).reason, Reason::corrupt);
  EXPECT_EQ(extract_eml(mail("Content-Type: multipart/encrypted; boundary=b\r\n\r\n--b\r\n\r\nx\r\n--b--\r\n"), limits).reason,
            Reason::encrypted);
  EXPECT_EQ(extract_eml(mail("Content-Type: application/pkcs7-mime\r\n\r\nx"), limits).reason, Reason::encrypted);
  std::string deep(head);
  for (int i = 0; i < 300; ++i)
    deep += "Content-Type: multipart/mixed; boundary=b" + std::to_string(i) + "\r\n\r\n--b" + std::to_string(i) + "\r\n";
  EXPECT_EQ(extract_eml(deep + "\r\nx", limits).reason, Reason::too_deep);
  Limits small;
  small.text_bytes = 300;
  EXPECT_EQ(extract_eml(mail("\r\n" + std::string(400, 'x')), small).status, document::Status::unreadable);
}

TEST(Eml, SurvivesHostileInput) {
  for (const std::string_view part :
       {"\r\n> a\r\nb", "--b\r\n", "--b\r\nContent-Type: message/rfc822\r\n\r\nSubject: x\r\n",
        "--b\r\nContent-Disposition: attachment; filename=x.csv\r\n\r\na,b\r\n", "=?utf-8?B?////?= ", "\xFF\xFE"}) {
    std::string text = mail("Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\n");
    while (text.size() < 100000) text += part;
    EXPECT_THAT(faults_of(extract_eml(text, Limits()).document), IsEmpty()) << part;
    std::string heads = "Subject: ";
    while (heads.size() < 100000) heads += part;
    EXPECT_THAT(faults_of(extract_eml(heads, Limits()).document), IsEmpty()) << part;
  }
}

}  // namespace
}  // namespace crosswalk::extraction
