// SPDX-License-Identifier: Apache-2.0
#include "artifacts/securitytxt/securitytxt.h"

#include <gtest/gtest.h>

#include "artifacts/securitytxt/armor.h"
#include "artifacts/securitytxt/languages.h"

namespace crosswalk::artifacts::securitytxt {
namespace {

constexpr std::string_view kGood =
    "# Acme\r\nContact: mailto:security@acme.example\nContact: tel:+1-201-555-0123\nEncryption: https://acme.example/key.asc\n\n"
    "Expires: 2026-12-31T18:00:00+02:00  \nPreferred-Languages: en, de-CH\nCanonical: "
    "https://acme.example/.well-known/security.txt\n"
    "csaf: https://acme.example/provider-metadata.json\n";

Options on(int year, int month, int day) { return {time::beginning_of({year, month, day}), {}}; }

/// "LINE RULE" of every remark of these levels.
std::vector<std::string> rules(std::string_view text, FindingLevel most = FindingLevel::warning,
                               const Options& options = on(2026, 11, 22)) {
  std::vector<std::string> out;
  for (const Remark& remark : read(text, options).remarks) {
    if (remark.finding.level <= most)
      out.push_back(std::to_string(remark.finding.line) + " " +
                    remark.finding.rule.substr(std::string_view("securitytxt/").size()));
  }
  return out;
}

using List = std::vector<std::string>;

TEST(SecurityTxt, ReadsAFileThatKeepsTheRules) {
  const File file = read(kGood, on(2026, 11, 22));
  EXPECT_TRUE(file.is_valid());
  EXPECT_EQ(rules(kGood), List{});
  EXPECT_EQ(rules(kGood, FindingLevel::information), List{"0 not-signed"});
  EXPECT_EQ(file.languages, (List{"en", "de-CH"}));
  EXPECT_EQ(file.values(FieldKind::contact).size(), 2U);
  EXPECT_EQ(time::text_of(*file.expires), "2026-12-31T16:00:00Z");
}

TEST(SecurityTxt, JudgesTheDateOfExpiry) {
  EXPECT_EQ(rules(kGood, FindingLevel::error, on(2027, 1, 1)), List{"6 expired"});
  EXPECT_EQ(rules(kGood, FindingLevel::warning, on(2025, 11, 22)), List{"6 expires-far"});
  EXPECT_EQ(rules("Contact: tel:1\nExpires: 2026-12-31\nExpires: Thu, 31 Dec 2026 12:00:00 +0000\n"),
            (List{"2 expires-form", "3 expires-repeated", "3 expires-old-form"}));
  EXPECT_EQ(rules("Contact: tel:1\nExpires: 2027-02-29T00:00:00Z\n"), List{"2 expires-form"});
}

TEST(SecurityTxt, WantsContactAndExpires) { EXPECT_EQ(rules("\n# nothing\n"), (List{"0 contact-missing", "0 expires-missing"})); }

TEST(SecurityTxt, SuggestsTheAddressThatWasMeant) {
  const File file = read(
      "Contact: sec@acme.example\nContact: +1 201 555\nPolicy: http://acme.example/p\nCSAF: https://a.example/x.json\n"
      "Expires: 2026-12-31T00:00:00Z\n",
      on(2026, 11, 22));
  ASSERT_GE(file.remarks.size(), 4U);
  EXPECT_EQ(file.remarks[0].suggestion, "mailto:sec@acme.example");
  EXPECT_EQ(file.remarks[1].suggestion, "tel:+1-201-555");
  EXPECT_EQ(file.remarks[2].suggestion, "https://acme.example/p");
  EXPECT_EQ(file.remarks[3].finding.rule, "securitytxt/csaf-file");
}

TEST(SecurityTxt, NamesWhatIsWrongWithALine) {
  EXPECT_EQ(rules("\xEF\xBB\xBF"
                  "Contact : tel:1\nContact:tel:1\n: x\nHiring:\nhello\n Policy: https://a.example\nEn coding: x\n"
                  "Expires: 2026-12-31T00:00:00Z"),
            (List{"1 byte-order-mark", "1 space-before-colon", "2 no-space-after-colon", "3 name-missing", "4 value-missing",
                  "5 line-form", "6 line-begin", "7 line-form", "8 line-end"}));
  EXPECT_EQ(rules("Contact: tel:1\rExpires: 2026-12-31T00:00:00Z\n", FindingLevel::error).front(), "1 line-end");
  EXPECT_EQ(rules("Contact: tel:1\xFF\nExpires: 2026-12-31T00:00:00Z\n", FindingLevel::error), (List{"1 not-uri", "0 utf8"}));
}

TEST(SecurityTxt, TellsATypoFromAFieldOfTheirOwn) {
  const File file = read("Acknowledgements: https://a.example\nX-Own: 1\n", on(2026, 11, 22));
  EXPECT_EQ(file.remarks[0].suggestion, "Acknowledgments: https://a.example");
  EXPECT_EQ(file.remarks[1].finding.rule, "securitytxt/field-unknown");
  EXPECT_EQ(file.remarks[1].finding.level, FindingLevel::information);
}

TEST(SecurityTxt, ReadsLanguageTags) {
  for (const std::string_view tag :
       {"en", "de-CH", "zh-Hant-TW", "sl-rozaj-biske", "es-419", "x-own", "en-a-bbb", "gsw", "i-klingon", "sgn-BE-FR"})
    EXPECT_TRUE(is_language_tag(tag)) << tag;
  for (const std::string_view tag : {"", "e", "en-", "qq", "english language", "en_US", "en-a", "abcdefghi", "1a", "i-nothing"})
    EXPECT_FALSE(is_language_tag(tag)) << tag;
  EXPECT_EQ(meant_by("CZ"), "cs");
  EXPECT_EQ(meant_by("se"), "");
}

std::string signed_file(std::string_view behind_text, std::string_view end) {
  return "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n- -dash: 1\nContact: tel:1\nExpires: 2026-12-31T00:00:00Z\n"
         "Canonical: https://a.example/.well-known/security.txt\n" +
         std::string(behind_text) + "-----BEGIN PGP SIGNATURE-----\n\niAQEAQEB\n-----END PGP SIGNATURE-----\n" + std::string(end);
}

TEST(SecurityTxt, ReadsTheFrameOfASignedMessage) {
  const File file = read(signed_file("", ""), on(2026, 11, 22));
  EXPECT_TRUE(file.is_signed);
  EXPECT_TRUE(file.is_valid());
  EXPECT_EQ(file.fields.front().name, "-dash");
  EXPECT_EQ(rules(signed_file("-x: 1\n", "\n"), FindingLevel::error), (List{"8 dash-escape", "13 blank-after-signature"}));
  EXPECT_EQ(rules(signed_file("", "Policy: https://a.example\n"), FindingLevel::error), List{"12 after-signature"});
  EXPECT_EQ(rules("\n" + signed_file("", ""), FindingLevel::error), List{"2 signed-begin"});
  EXPECT_EQ(rules("-----BEGIN PGP SIGNED MESSAGE-----\n\nContact: tel:1\nExpires: 2026-12-31T00:00:00Z\n"),
            (List{"0 signature-frame", "0 canonical-missing"}));
}

TEST(SecurityTxt, ComparesThePlaceWithCanonical) {
  Options options = on(2026, 11, 22);
  options.url = "https://acme.example/.well-known/security.txt";
  EXPECT_EQ(rules(kGood, FindingLevel::error, options), List{});
  options.url = "http://acme.example/security.txt";
  EXPECT_EQ(rules(kGood, FindingLevel::error, options), (List{"0 location-https", "0 location", "0 canonical-other"}));
}

TEST(SecurityTxt, ChecksArmor) {
  const auto armored = [](std::string_view body) {
    return "-----BEGIN PGP X-----\n\n" + std::string(body) + "\n-----END PGP X-----\n";
  };
  EXPECT_EQ(*without_armor(armored("TWFu\nTQ==\n=Fw4p"), "X").operator->(), "ManM");
  EXPECT_FALSE(without_armor(armored("TWFu\n=AAAA"), "X"));
  EXPECT_FALSE(without_armor(armored("TW=u"), "X"));
  EXPECT_FALSE(without_armor(armored(""), "X"));
  EXPECT_FALSE(without_armor("x", "X"));
  EXPECT_TRUE(begins_with_packet(std::string_view("\xC2\x01\x04", 3), 2));
  EXPECT_FALSE(begins_with_packet(std::string_view("\xC2\x05\x04", 3), 2));
}

}  // namespace
}  // namespace crosswalk::artifacts::securitytxt
