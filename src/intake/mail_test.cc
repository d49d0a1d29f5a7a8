// SPDX-License-Identifier: Apache-2.0
#include "intake/mail.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "document/builder.h"

namespace crosswalk::intake {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::Field;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

constexpr std::string_view header =
    "From joe Mon Nov  2 09:00:00 2026\n"
    "Received: from mx.example.org\r\n by mail.example.com; Mon, 2 Nov 2026 10:15:00 +0100 (CET)\r\n"
    "Received: from x by mx.example.org; Mon, 2 Nov 2026 09:14:00 +0000\r\n"
    "Date: Mon, 2 Nov 2026 09:13:00 +0000\r\nMessage-ID: <4711@example.org>\r\n"
    "From: Joe <joe@example.org>\r\nSubject: A hole\r\n\r\nReceived: not a header\r\n";

/// What a reader of mails makes of it.
document::Document document_of(const std::string& text, const std::string& quote = {}) {
  document::Builder builder({});
  builder.document().properties = {{"title", "A hole"}, {"author", "Joe <joe@example.org>"}};
  builder.add(document::BlockKind::heading, "A hole", 1);
  builder.add(document::BlockKind::paragraph, "From: Joe <joe@example.org>");
  builder.add(document::BlockKind::paragraph, "Date: Mon, 2 Nov 2026 09:13:00 +0000");
  builder.add(document::BlockKind::paragraph, text);
  builder.add(document::BlockKind::quote, quote);
  return builder.finish();
}

class MailCase : public ::testing::Test {
 protected:
  Entry take(const std::string& text, const std::string& quote = {}, std::string_view bytes = header) {
    const document::Document document = document_of(text, quote);
    Mail mail;
    mail.bytes = bytes;
    mail.document = &document;
    Intake intake = case_of_mail(mail, options);
    EXPECT_THAT(intake.entries, SizeIs(1));
    return intake.entries.empty() ? Entry() : std::move(intake.entries.front());
  }
  disclosure::Organisation maker;
  Options options{DateOrder::unsaid, {}, &maker, {}, disclosure::SourceKind::researcher, {}};
};

std::string told(const Entry& entry) {
  std::string out;
  for (const Remark& remark : entry.remarks) out += (remark.is_error ? "E " : "N ") + remark.place + ": " + remark.text + "\n";
  return out;
}

TEST(MailHeader, IsReadWithFoldedLinesAndEndsAtTheEmptyLine) {
  const auto fields = read_header(header);
  ASSERT_THAT(fields, SizeIs(6));
  EXPECT_EQ(fields[0].name, "received");
  EXPECT_EQ(fields[0].value, "from mx.example.org by mail.example.com; Mon, 2 Nov 2026 10:15:00 +0100 (CET)");
  EXPECT_EQ(moment_of_received(fields[0].value), artifacts::time::parse_rfc3339("2026-11-02T09:15:00Z"));
  EXPECT_FALSE(moment_of_received("from x by y"));
  EXPECT_THAT(read_header("no header at all"), IsEmpty());
}

TEST_F(MailCase, WeBecameAwareWhenTheLastServerReceivedIt) {
  const Entry entry = take("It is open.");
  EXPECT_EQ(disclosure::moment_of(entry.one, disclosure::Trigger::aware), artifacts::time::parse_rfc3339("2026-11-02T09:15:00Z"));
  EXPECT_THAT(entry.one.events.front().note, HasSubstr("its Date is 2026-11-02T09:13:00Z"));
  EXPECT_EQ(entry.one.source.reference, "<4711@example.org>");
  EXPECT_EQ(entry.one.source.reporter.text, "Joe <joe@example.org>");
  EXPECT_EQ(entry.one.title, "A hole");
  EXPECT_FALSE(entry.has_errors()) << told(entry);
}

TEST_F(MailCase, WithoutReceivedItsDateIsTakenAndThatIsSaid) {
  const Entry entry = take("It is open.", {}, "Date: Mon, 2 Nov 2026 09:13:00 +0000\nFrom: a\nMessage-ID: <1>\n\n");
  EXPECT_EQ(disclosure::moment_of(entry.one, disclosure::Trigger::aware), artifacts::time::parse_rfc3339("2026-11-02T09:13:00Z"));
  EXPECT_THAT(told(entry), HasSubstr("the sender's clock"));
  EXPECT_TRUE(take("It is open.", {}, "Date: yesterday\nFrom: a\n\n").has_errors());
}

TEST_F(MailCase, ADateFarFromTheReceiptIsNamed) {
  const Entry entry = take("It.", {}, "Received: by x; Mon, 2 Nov 2026 09:13:00 +0000\nDate: Mon, 5 Oct 2026 09:13:00 +0000\n\n");
  EXPECT_THAT(told(entry), HasSubstr("look into it"));
}

TEST_F(MailCase, TheTextIsQuotedAndOnlyTheReportersOwnWordsAreLookedInto) {
  const Entry entry = take("It is CVE-2026-1234.\nReally.", "Have you seen CVE-2020-9999?");
  EXPECT_EQ(entry.one.description,
            "The report, as it came:\n\n> It is CVE-2026-1234.\n> Really.\n>\n> > Have you seen CVE-2020-9999?\n");
  EXPECT_THAT(entry.one.ids, ElementsAre("CVE-2026-1234"));
}

TEST_F(MailCase, TheSignatureIsLeftOutAsNothingCanBeErasedFromADescription) {
  const Entry entry = take("It is CVE-2026-1234.\n-- \nJane Doe\nExample University");
  EXPECT_EQ(entry.one.description, "The report, as it came:\n\n> It is CVE-2026-1234.\n");
  EXPECT_THAT(told(entry), HasSubstr("the signature behind"));
  EXPECT_THAT(told(take("It is -- as said -- open.")), Not(HasSubstr("signature")));
}

TEST_F(MailCase, WhichOfSeveralIdsIsMeantIsLeftToPeople) {
  const Entry entry = take("Much like CVE-2021-44228 and CVE-2026-1234.");
  EXPECT_THAT(entry.one.ids, IsEmpty());
  EXPECT_THAT(told(entry), HasSubstr("CVE-2021-44228, CVE-2026-1234: which is meant cannot be told"));
}

TEST_F(MailCase, WeaknessesAndVectorsAreTaken) {
  const Entry entry = take("CWE-287, CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H");
  EXPECT_THAT(entry.one.weaknesses, ElementsAre("CWE-287"));
  ASSERT_THAT(entry.one.ratings, SizeIs(1));
  EXPECT_EQ(entry.one.ratings.front().by, "reporter");
}

TEST_F(MailCase, VersionsAreThoseOfTheOneProductThatIsNamed) {
  maker.products = {{"Pump", {{"2.3.0", true, {}}}}, {"Viewer", {{"1.0.0", true, {}}}}};
  const Entry one = take("Your pump in version 2.3.0 is open; so is version 9.9.9.");
  ASSERT_THAT(one.one.affected, SizeIs(1));
  EXPECT_EQ(one.one.affected.front().versions, "vers:generic/2.3.0");
  EXPECT_EQ(one.one.affected.front().status, disclosure::AffectedStatus::under_investigation);
  EXPECT_THAT(told(one), HasSubstr("not taken: 9.9.9"));
  const Entry both = take("Your pump and viewer, version 2.3.0, are open.");
  EXPECT_THAT(both.one.affected, IsEmpty());
  EXPECT_THAT(told(both), HasSubstr("not taken: 2.3.0"));
}

TEST_F(MailCase, OfAnEncryptedMailTheHeaderIsTakenAndTheRestIsSaidToBeMissing) {
  const document::Document decoded = document_of(".");
  Mail mail;
  mail.bytes = header;
  mail.header = &decoded;
  mail.encrypted = true;
  const Intake intake = case_of_mail(mail, options);
  ASSERT_THAT(intake.entries, SizeIs(1));
  EXPECT_FALSE(intake.has_errors());
  EXPECT_EQ(intake.entries.front().one.title, "A hole");
  EXPECT_EQ(intake.entries.front().one.description, "");
  EXPECT_THAT(told(intake.entries.front()), HasSubstr("encrypted"));
}

TEST_F(MailCase, AnInlineEncryptedTextIsNotTakenForAReport) {
  const Entry entry = take("-----BEGIN PGP MESSAGE-----\n\nCVE-2026-1234\n-----END PGP MESSAGE-----");
  EXPECT_EQ(entry.one.description, "");
  EXPECT_THAT(entry.one.ids, IsEmpty());
  EXPECT_THAT(told(entry), HasSubstr("encrypted"));
}

TEST_F(MailCase, AttachmentsAreNamed) {
  const document::Document document = document_of("It.");
  Mail mail;
  mail.bytes = header;
  mail.document = &document;
  mail.attachments = {"poc.txt (12 bytes)"};
  EXPECT_THAT(told(case_of_mail(mail, options).entries.front()), HasSubstr("N attachment: poc.txt (12 bytes): not taken"));
}

TEST_F(MailCase, ALongTextIsCutAtACharacterAndThatIsSaid) {
  std::string text;
  while (text.size() < most_text + 10) text += "\xC3\xA4";
  const Entry entry = take(text);
  EXPECT_LE(entry.one.description.size(), most_text);
  EXPECT_THAT(told(entry), HasSubstr("only the first"));
  EXPECT_TRUE(entry.one.description.ends_with("\xC3\xA4"));
}

}  // namespace
}  // namespace crosswalk::intake
