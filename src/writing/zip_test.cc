// SPDX-License-Identifier: Apache-2.0
#include "writing/zip.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <ctime>

namespace crosswalk::writing {
namespace {

using ::testing::AnyOf;
using ::testing::HasSubstr;

std::string zip(std::vector<ZipMember> members) {
  auto out = zip_of(members);
  EXPECT_TRUE(out) << out.error().message();
  return out ? *out : "";
}

/// The same bytes with a text replaced wherever it stands by one of the same length.
std::string with(std::string bytes, std::string_view from, std::string_view to) {
  EXPECT_EQ(from.size(), to.size());
  std::size_t at = bytes.find(from);
  EXPECT_NE(at, std::string::npos);
  for (; at != std::string::npos; at = bytes.find(from, at + 1)) bytes.replace(at, from.size(), to);
  return bytes;
}

/// Sets bytes of the headers in the central directory. Source: APPNOTE.TXT, 4.3.12.
std::string with_central(std::string bytes, std::size_t offset, std::string_view value) {
  std::size_t at = bytes.find(std::string_view("PK\1\2"));
  EXPECT_NE(at, std::string::npos);
  for (; at != std::string::npos; at = bytes.find(std::string_view("PK\1\2"), at + 1))
    bytes.replace(at + offset, value.size(), value);
  return bytes;
}

base::Error refused(const std::string& bytes, const UnzipLimits& limits = {}) {
  const auto out = unzip(bytes, limits);
  EXPECT_FALSE(out);
  return out ? base::Error{} : out.error();
}

TEST(Zip, GivesBackWhatWentIn) {
  const std::string large(300'000, 'x');
  const auto out = unzip(zip({{"set/a.txt", "one"}, {"set/b.bin", large}, {"empty", ""}}));
  ASSERT_TRUE(out) << out.error().message();
  ASSERT_EQ(out->size(), 3U);
  EXPECT_EQ((*out)[0].name, "set/a.txt");
  EXPECT_EQ((*out)[0].bytes, "one");
  EXPECT_EQ((*out)[1].bytes, large);
  EXPECT_EQ((*out)[2].bytes, "");
  EXPECT_FALSE(zip_of(std::vector<ZipMember>{{"a", "1"}, {"a", "2"}}));
}

TEST(Zip, HasTheSameBytesInEveryTimeZone) {
  const std::vector<ZipMember> members{{"a.txt", "one"}, {"b/c.txt", "two"}};
  std::string first;
  for (const char* zone : {"UTC", "Europe/Oslo", "Pacific/Kiritimati", "America/St_Johns", "Africa/Monrovia", "XXX-13:37"}) {
    ::setenv("TZ", zone, 1);
    ::tzset();
    const std::string bytes = zip(members);
    if (first.empty()) first = bytes;
    EXPECT_EQ(bytes, first) << zone;
  }
  ::unsetenv("TZ");
  ::tzset();
  // 1980-01-01 00:00:00 as MS-DOS writes it.
  EXPECT_EQ(first.substr(10, 4), std::string("\0\0\x21\0", 4));
}

TEST(Zip, NamesThatLeadElsewhereAreRefused) {
  const std::string bytes = zip({{"aa/b.txt", "one"}});
  for (const char* name : {"../b.txt", "/a/b.txt", "aa\\b.txt", "C:/b.txt", "aa/./.tx", "aa//.txt", "aa/b.tx.", "aa/b.tx ",
                           " a/b.txt", "con/.txt", "aa/nul.t", "aa/b\ntxt", "aa/b\xC3\xA9xt", "aa/b?txt"}) {
    const base::Error error = refused(with(bytes, "aa/b.txt", name));
    EXPECT_EQ(error.code, base::ErrorCode::malformed_data) << name;
    EXPECT_THAT(error.detail, HasSubstr("the name ")) << name;
  }
  EXPECT_EQ(fault_of_member_name("sbom/lysvik-pacs-4.3.0.cdx.json"), "");
  EXPECT_EQ(fault_of_member_name("console.txt"), "");
  EXPECT_NE(fault_of_member_name(std::string(181, 'a')), "");
}

TEST(Zip, AMemberTwiceIsNamed) {
  const std::string bytes = zip({{"aaa.txt", "one"}, {"bbb.txt", "two"}});
  for (const char* name : {"aaa.txt", "aAA.txt"}) {
    const base::Error error = refused(with(bytes, "bbb.txt", name));
    EXPECT_EQ(error.subject, name);
    EXPECT_THAT(error.detail, HasSubstr("two members have this name"));
  }
}

TEST(Zip, DamageIsNamed) {
  const std::string bytes = zip({{"a.txt", std::string(5000, 'a') + "b"}, {"b.txt", "two"}});
  for (std::size_t size : {bytes.size() - 1, bytes.size() - 30, bytes.size() / 2, std::size_t{10}, std::size_t{0}}) {
    EXPECT_EQ(refused(bytes.substr(0, size)).code, base::ErrorCode::malformed_data) << size;
  }
  EXPECT_THAT(refused(bytes.substr(0, bytes.size() - 30)).detail, HasSubstr("damaged or cut off"));
  // Other bytes than those of the checksum, in what is packed and in both headers.
  std::string changed = bytes;
  changed[30 + 5 + 2] = static_cast<char>(changed[30 + 5 + 2] ^ 0x10);
  EXPECT_EQ(refused(changed).code, base::ErrorCode::malformed_data);
  EXPECT_EQ(refused(with_central(bytes, 16, "\1\2\3\4")).code, base::ErrorCode::malformed_data);
  EXPECT_EQ(refused("no archive at all").code, base::ErrorCode::malformed_data);
}

TEST(Zip, LinksAndWhatIsEncryptedAreRefused) {
  const std::string bytes = zip({{"a.txt", "/etc/passwd"}});
  // Made by Unix, with the mode of a symbolic link.
  const std::string link = with_central(with_central(bytes, 4, std::string("\x14\x03", 2)), 38, std::string("\0\0\xFF\xA1", 4));
  EXPECT_THAT(refused(link).detail, HasSubstr("it is a link or device"));
  std::string encrypted = with_central(bytes, 8, std::string("\1\x00", 2));
  encrypted[6] = static_cast<char>(encrypted[6] | 1);
  EXPECT_EQ(refused(encrypted).subject, "a.txt");
}

TEST(Zip, WhatUnpacksToTooMuchIsRefused) {
  const std::string bomb = zip({{"a.txt", "one"}, {"bomb.bin", std::string(4U << 20U, '\0')}});
  EXPECT_LT(bomb.size(), 10'000U);
  UnzipLimits limits;
  limits.member_bytes = 1U << 20U;
  EXPECT_EQ(refused(bomb, limits).code, base::ErrorCode::limit_exceeded);
  EXPECT_EQ(refused(bomb, limits).subject, "bomb.bin");
  limits = {};
  limits.bytes = 1U << 20U;
  EXPECT_EQ(refused(bomb, limits).code, base::ErrorCode::limit_exceeded);
  limits = {};
  limits.members = 1;
  EXPECT_EQ(refused(bomb, limits).code, base::ErrorCode::limit_exceeded);
  // A size that is not true does not help.
  std::string lies = with_central(bomb, 24, std::string("\3\0\0\0", 4));
  EXPECT_THAT(refused(lies).code, AnyOf(base::ErrorCode::malformed_data, base::ErrorCode::limit_exceeded));
}

}  // namespace
}  // namespace crosswalk::writing
