// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include "artifacts/contact/email.h"
#include "artifacts/contact/fingerprint.h"
#include "artifacts/contact/url.h"

namespace crosswalk::artifacts::contact {
namespace {

std::string email(std::string_view text) {
  const auto found = parse_email(text);
  return found ? found->canonical() : "none";
}
std::string url(std::string_view text) {
  const auto found = parse_url(text);
  return found ? found->canonical() : "none";
}
/// The URL that begins the text, as it stands there.
std::string_view taken(std::string_view text) {
  const auto found = url_at(text, 0);
  return found ? text.substr(0, found->end) : "none";
}

TEST(Emails, ReadsAddressesPlainAndWrittenAround) {
  EXPECT_EQ(email("Security@ACME.com"), "Security@acme.com");
  EXPECT_EQ(email("first.last+psirt@mail.acme.co.uk"), "first.last+psirt@mail.acme.co.uk");
  EXPECT_EQ(email("o'neil@acme.com"), "o'neil@acme.com");
  EXPECT_EQ(email("a@b.xn--p1ai"), "a@b.xn--p1ai");
  for (const std::string_view text : {"security [at] acme [dot] com", "security(at)acme(dot)com", "security {at} acme.com",
                                      "security[AT]acme[DOT]com", "security at acme dot com"})
    EXPECT_EQ(email(text), "security@acme.com") << text;
}

TEST(Emails, RefusesWhatIsNearlyOne) {
  for (const std::string_view text : {"", "@", "a@", "@acme.com", "a@acme", "a@acme.c", "a@acme.1", "a..b@acme.com",
                                      ".a@acme.com", "a.@acme.com", "icon@2x.png", "lodash@4.17.20", "security at acme.com",
                                      "look at acme.com", "a@-acme.com", "a b@acme.com", "a@acme..com", "a@b@acme.com"})
    EXPECT_EQ(email(text), "none") << text;
}

TEST(Emails, MarksPlaceholders) {
  for (const std::string_view text :
       {"security@example.org", "a@sub.example.com", "security@your-company.com", "security@yourcompany.com", "x@company.com",
        "a@acme.example", "your.name@acme.com", "security@domain.tld", "a@example.co.uk", "psirt@yourdomain.io"})
    EXPECT_TRUE(parse_email(text)->placeholder) << text;
  for (const std::string_view text :
       {"security@acme.com", "a@example-systems.com", "a@yourway.com", "a@companyx.com", "a@intest.com"})
    EXPECT_FALSE(parse_email(text)->placeholder) << text;
}

TEST(Urls, PutsSchemeAndHostInSmallLetters) {
  EXPECT_EQ(url("HTTPS://Acme.COM/Security?x=1#Top"), "https://acme.com/Security?x=1#Top");
  EXPECT_EQ(url("http://acme.com:80/%7euser"), "http://acme.com/%7Euser");
  EXPECT_EQ(url("https://acme.com:8443"), "https://acme.com:8443");
  EXPECT_EQ(url("https://[2001:db8::1]:8080/x"), "https://[2001:db8::1]:8080/x");
  EXPECT_EQ(url("www.acme.com/x"), "http://www.acme.com/x");
  EXPECT_EQ(url("ftp://user@files.acme.com/"), "ftp://user@files.acme.com/");
  EXPECT_EQ(url("http://localhost:8080/"), "http://localhost:8080/");
}

TEST(Urls, EndWhereTheSentenceGoesOn) {
  EXPECT_EQ(taken("https://acme.com/path."), "https://acme.com/path");
  EXPECT_EQ(taken("https://acme.com/path), and"), "https://acme.com/path");
  EXPECT_EQ(taken("https://acme.com/a_(b))"), "https://acme.com/a_(b)");
  EXPECT_EQ(taken("https://acme.com/>"), "https://acme.com/");
  EXPECT_EQ(taken("https://acme.com/x\"y"), "https://acme.com/x");
  EXPECT_EQ(taken("https://acme.com/x**"), "https://acme.com/x");
  EXPECT_EQ(taken("https://acme.com/x](y)"), "https://acme.com/x");
  EXPECT_EQ(taken("https://acme.com/x\xE2\x80\x9D"), "https://acme.com/x");
  EXPECT_EQ(taken("https://acme.com/\xC3\xBC"
                  "ber uns"),
            "https://acme.com/\xC3\xBC"
            "ber");
  EXPECT_EQ(taken("https://acme.com?a=1&b=2;"), "https://acme.com?a=1&b=2");
}

TEST(Urls, RefusesWhatIsNearlyOne) {
  for (const std::string_view text : {"", "http", "http://", "http:///x", "https://.", "mailto:a@acme.com", "javascript://x",
                                      "foo://acme.com", "http:/acme.com", "www.", "www.acme", "https://-acme.com",
                                      "https://a..b/", "http://acme.com:99999/", "https://[x]/", "wwwacme.com"})
    EXPECT_EQ(url(text), "none") << text;
}

TEST(Urls, MarksPlaceholders) {
  EXPECT_TRUE(parse_url("https://www.example.com/security")->placeholder);
  EXPECT_TRUE(parse_url("https://your-company.com/")->placeholder);
  EXPECT_FALSE(parse_url("https://acme.com/example.com")->placeholder);
}

TEST(Fingerprints, ReadsGroupsAsOpenPgpShowsThem) {
  constexpr std::string_view digits = "0123456789ABCDEF0123456789ABCDEF01234567";
  for (const std::string_view text :
       {"0123456789abcdef0123456789abcdef01234567", "0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567",
        "0x0123456789ABCDEF0123456789ABCDEF01234567", "01:23:45:67:89:AB:CD:EF:01:23:45:67:89:AB:CD:EF:01:23:45:67",
        "0123 4567 89AB CDEF 0123\n  4567 89AB CDEF 0123 4567"}) {
    const auto found = parse_fingerprint(text);
    ASSERT_TRUE(found) << text;
    EXPECT_EQ(found->canonical(), digits);
  }
  EXPECT_EQ(parse_fingerprint("0xdeadbeef")->canonical(), "0xDEADBEEF");
  EXPECT_EQ(parse_fingerprint("0x0123456789abcdef")->canonical(), "0x0123456789ABCDEF");
  EXPECT_TRUE(parse_fingerprint(std::string(64, 'a'))->whole());
}

TEST(Fingerprints, RefusesOtherLengthsAndGroups) {
  for (const std::string& text :
       {std::string(), std::string(39, 'a'), std::string(41, 'a'), std::string(32, 'a'), std::string(63, 'a'),
        std::string(65, 'a'), std::string("0123 4567 89AB CDEF"), std::string("0123 4567 89AB CDEF 0123 4567 89AB CDEF 0123 456"),
        std::string("0123456789ABCDEF"), std::string("0xabc"), std::string("0x123456789"), std::string("deadbeef"),
        std::string("0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567 89AB")})
    EXPECT_FALSE(parse_fingerprint(text)) << text;
}

}  // namespace
}  // namespace crosswalk::artifacts::contact
