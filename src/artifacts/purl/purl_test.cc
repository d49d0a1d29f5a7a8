// SPDX-License-Identifier: Apache-2.0
#include "artifacts/purl/purl.h"

#include <gtest/gtest.h>

#include "artifacts/purl/check.h"

namespace crosswalk::artifacts::purl {
namespace {

std::string canonical(std::string_view text) {
  const auto purl = parse(text);
  return purl ? purl->canonical() : "error in " + purl.error().subject;
}

TEST(Purl, TakesAllPartsApart) {
  const auto purl = parse("pkg:maven/org.acme/imaging%20core@1.2%2B3?type=jar&classifier=x64#docs//./guide");
  ASSERT_TRUE(purl);
  EXPECT_EQ(purl->type, "maven");
  EXPECT_EQ(purl->name_space, "org.acme");
  EXPECT_EQ(purl->name, "imaging core");
  EXPECT_EQ(purl->version, "1.2+3");
  ASSERT_EQ(purl->qualifiers.size(), 2U);
  EXPECT_EQ(purl->qualifiers[0], (std::pair<std::string, std::string>("classifier", "x64")));
  EXPECT_EQ(purl->subpath, "docs/guide");
  EXPECT_EQ(purl->canonical(), "pkg:maven/org.acme/imaging%20core@1.2%2B3?classifier=x64&type=jar#docs/guide");
}

TEST(Purl, MakesWhatMayVaryTheSame) {
  EXPECT_EQ(canonical("PKG:NPM/foo@1.0"), "pkg:npm/foo@1.0");
  EXPECT_EQ(canonical("pkg://npm//@scope/foo@1.0"), "pkg:npm/%40scope/foo@1.0");
  EXPECT_EQ(canonical("pkg:pypi/My_Package@2"), "pkg:pypi/my-package@2");
  EXPECT_EQ(canonical("pkg:github/Acme/Viewer@v1"), "pkg:github/acme/viewer@v1");
  EXPECT_EQ(canonical("pkg:generic/x@1?B=2&a=1&empty="), "pkg:generic/x@1?a=1&b=2");
  EXPECT_EQ(canonical("pkg:generic/x@a%3ab"), "pkg:generic/x@a:b");
  EXPECT_EQ(canonical("pkg:newtype/Some/Name"), "pkg:newtype/Some/Name");
}

TEST(Purl, RefusesWhatTheSpecificationRefuses) {
  for (const std::string_view text :
       {"", "pkg:", "pkg:npm", "pkg:npm/", "npm/foo@1", "pkg:1npm/foo", "pkg:n%pm/foo", "pkg:npm/foo?in production=1",
        "pkg:npm/foo?a=1&A=2", "pkg:npm/foo?a", "pkg:npm/foo%2", "pkg:npm/foo%zz", "pkg:npm/%FF", "pkg:maven/nogroup@1",
        "pkg:cargo/space/name@1", "pkg:julia/Dates", "pkg:swift/acme.com/x/@1", "pkg:generic/a#b%2Fc",
        "pkg:chrome-extension/short"})
    EXPECT_FALSE(parse(text)) << text;
}

TEST(Purl, BuildsFromParts) {
  Purl parts;
  parts.type = "deb";
  parts.name_space = "Debian";
  parts.name = "OpenSSL";
  parts.version = "1:3.0.2-1~deb12u1";
  const auto purl = build(parts);
  ASSERT_TRUE(purl);
  EXPECT_EQ(purl->canonical(), "pkg:deb/debian/openssl@1:3.0.2-1~deb12u1");
  EXPECT_EQ(parse(purl->canonical()).value(), *purl);
  parts.name.clear();
  EXPECT_EQ(build(parts).error().subject, "name");
}

TEST(PurlCheck, SaysWhatIsNotCanonical) {
  EXPECT_TRUE(check("pkg:npm/%40acme/viewer@1.0?a=1#src").is_canonical());
  const auto parts = [](std::string_view text) {
    std::string out;
    const Check found = check(text);
    for (const Remark& remark : found.errors) out += "!" + remark.part + " ";
    for (const Remark& remark : found.warnings) out += remark.part + " ";
    return out;
  };
  EXPECT_EQ(parts("PKG:NPM/@acme/viewer"), "scheme type name ");
  EXPECT_EQ(parts("pkg:/npm/viewer"), "type ");
  EXPECT_EQ(parts("pkg:github/Acme/viewer"), "name ");
  EXPECT_EQ(parts("pkg:npm/viewer@1%2e0?b=1&A=2&c="), "version qualifiers qualifiers qualifiers ");
  EXPECT_EQ(parts("pkg:npm/viewer#/src/"), "subpath ");
  EXPECT_EQ(parts("pkg:npm/viewer?"), "purl ");
  EXPECT_EQ(parts("pkg:oci/viewer@latest"), "version ");
  EXPECT_EQ(parts("pkg:newtype/viewer"), "type ");
  EXPECT_EQ(parts("pkg:cocoapods/a+b"), "!name ");
  EXPECT_EQ(parts("npm/viewer"), "!scheme ");
}

TEST(Purl, NamesAGitRepositoryByItsPath) {
  EXPECT_EQ(parse("pkg:git/acme.org/group/sub/viewer@abc")->name, "group/sub/viewer");
  EXPECT_EQ(canonical("pkg:git/acme.org/group/sub/viewer@abc"), "pkg:git/acme.org/group/sub/viewer@abc");
}

}  // namespace
}  // namespace crosswalk::artifacts::purl
