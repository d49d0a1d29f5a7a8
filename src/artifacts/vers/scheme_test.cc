// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vers/scheme.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace crosswalk::artifacts::vers {
namespace {

/// Whether every version is before all that follow it, seen from both sides.
void expect_ascending(Scheme scheme, const std::vector<std::string>& versions) {
  for (std::size_t i = 0; i < versions.size(); ++i) {
    EXPECT_TRUE(compare(scheme, versions[i], versions[i]) == 0) << versions[i];
    for (std::size_t j = i + 1; j < versions.size(); ++j) {
      EXPECT_TRUE(compare(scheme, versions[i], versions[j]) < 0) << name_of(scheme) << ": " << versions[i] << ", " << versions[j];
      EXPECT_TRUE(compare(scheme, versions[j], versions[i]) > 0) << name_of(scheme) << ": " << versions[j] << ", " << versions[i];
    }
  }
}

void expect_equal(Scheme scheme, std::string_view a, std::string_view b) {
  EXPECT_TRUE(compare(scheme, a, b) == 0) << name_of(scheme) << ": " << a << ", " << b;
  EXPECT_TRUE(compare(scheme, b, a) == 0) << name_of(scheme) << ": " << b << ", " << a;
}

TEST(VersionOrder, OfSemanticVersions) {
  expect_ascending(Scheme::semver, {"1.9.0-alpha", "1.9.0-alpha.1", "1.9.0-alpha.b", "1.9.0-rc.2", "1.9.0-rc.11", "1.9.0",
                                    "1.10.0", "99999999999999999999998.0.0", "99999999999999999999999.0.0"});
  expect_equal(Scheme::npm, "v1.2.0+a", "1.2.0+b");
  expect_ascending(Scheme::golang, {"v0.0.0-20200101000000-abcdefabcdef", "v0.0.0", "v1.0.0+incompatible", "v1.0.1"});
  expect_ascending(Scheme::pub, {"2.0.0-dev", "2.0.0", "2.0.0+1", "2.0.0+2", "2.0.0+b"});
  expect_equal(Scheme::nuget, "4.0.0.0-RC.1", "4-rc.1+build");
  expect_ascending(Scheme::nuget, {"4.0-alpha", "4.0", "4.0.0.1"});
}

TEST(VersionOrder, OfLanguages) {
  expect_ascending(Scheme::pypi, {"someday", "2.0.dev3", "2.0a1.dev1", "2.0a1", "2.0b2", "2.0rc1", "2.0", "2.0+acme",
                                  "2.0+acme.1", "2.0+7", "2.0.post1.dev2", "2.0.post1", "2.1", "1!0.1"});
  expect_equal(Scheme::pypi, " V2.0-Alpha_1 ", "2a1");
  expect_equal(Scheme::pypi, "2.0-3", "2.0.post3");
  expect_ascending(Scheme::maven, {"3.1-alpha-1", "3.1-a2", "3.1-beta", "3.1-m3", "3.1-cr1", "3.1-SNAPSHOT", "3.1", "3.1-sp",
                                   "3.1-acme", "3.1-1", "3.1.1"});
  expect_equal(Scheme::maven, "3.0.0.Final", "3");
  expect_ascending(Scheme::gem, {"5.0.a", "5.0.b1", "5.0.rc.2", "5.0.rc.10", "5.0", "5.0.1"});
  expect_equal(Scheme::gem, "5.0.0", "5");
  expect_equal(Scheme::gem, "5-x", "5.pre.x");
  expect_ascending(Scheme::composer, {"dev-main", "7.0-dev", "7.0-alpha2", "7.0b1", "7.0-RC1", "7.0", "7.0-p1", "7.0.1"});
  expect_equal(Scheme::composer, "v7.0", "7.0.0.0");
  expect_ascending(Scheme::conan, {"1.2-alpha", "1.2", "1.2+1", "1.2.1", "1.2.a"});
  expect_equal(Scheme::conan, "1", "1.0.0");
  expect_ascending(Scheme::cran, {"0.9", "0.9-1", "0.9.2", "0.10"});
  expect_ascending(Scheme::hackage, {"1.2", "1.2.0", "1.2.1"});
  expect_ascending(Scheme::cpan, {"1.02", "1.2", "1.21", "v1.300"});
  expect_equal(Scheme::cpan, "1.2", "v1.200.0");
}

TEST(VersionOrder, OfDistributions) {
  expect_ascending(Scheme::deb, {"2.0~rc1-1", "2.0-1", "2.0-1+deb12u1", "2.0-1.1", "2.0+git1-1", "1:0.1-1"});
  expect_equal(Scheme::deb, "0:2.0-0", "2.0");
  expect_ascending(Scheme::rpm, {"2.0~rc1-1", "2.0-1.el9", "2.0-1.el9_2", "2.0^git3-1", "2.0.1-1", "2.10-1", "1:0.1-1"});
  expect_equal(Scheme::rpm, "2.0.1", "2_0_1");
  expect_ascending(Scheme::alpm, {"1.0a", "1.0rc", "1.0", "1.0.a", "1.0.1"});
  expect_equal(Scheme::alpm, "1.0", "1.0-4");
  expect_ascending(Scheme::apk, {"no", "1.0_alpha", "1.0_rc2", "1.0", "1.0-r3", "1.0_p1", "1.0a", "1.01", "1.1"});
  expect_ascending(Scheme::gentoo, {"1_alpha", "1_rc3", "1", "1-r2", "1_p2", "1a", "1.01", "1.1", "1.10"});
}

TEST(VersionOrder, OfProductsAndOfAnything) {
  expect_ascending(Scheme::openssl, {"0.9.8j", "1.0.2-beta1", "1.0.2", "1.0.2z", "1.0.2za", "1.0.2zh", "1.1.1", "3.0.1"});
  expect_ascending(Scheme::intdot, {"1", "1.2", "1.10"});
  expect_equal(Scheme::intdot, "01.2", "1.2.0");
  expect_ascending(Scheme::lexicographic, {"A", "a", "b", "\xC3\xA4"});
  expect_ascending(Scheme::datetime, {"2026-01-01T00:00:00+01:00", "2026-01-01T00:00:00Z", "2026-01-01T00:00:00.5Z"});
  expect_equal(Scheme::datetime, "2026-03-01T12:00:00.50+02:00", "2026-03-01t10:00:00.5z");
  expect_ascending(Scheme::generic, {"1.0alpha", "1.0-rc1", "1.0", "1.0-p1", "1.0.1", "1.0b", "1.1"});
}

TEST(VersionOrder, IsFoundByItsNames) {
  EXPECT_EQ(scheme_named("ALPINE"), Scheme::apk);
  EXPECT_EQ(scheme_named("nonesuch"), std::nullopt);
  EXPECT_EQ(ecosystem_named("Debian:12")->scheme, Scheme::deb);
  EXPECT_EQ(ecosystem_named("debian"), nullptr);
  for (const std::string_view name : scheme_names()) EXPECT_EQ(name_of(*scheme_named(name)), name);
}

TEST(VersionOrder, TakesHugeVersions) {
  const std::string zeros(60000, '0');
  const std::string dashes(60000, '-');
  const std::string mixed = [] {
    std::string out;
    while (out.size() < 60000) out += "1a.";
    return out;
  }();
  for (std::size_t i = 0; i < scheme_names().size(); ++i) {
    const auto scheme = static_cast<Scheme>(i);
    for (const std::string& a : {zeros, dashes, mixed, std::string()}) {
      EXPECT_TRUE(compare(scheme, a, a) == 0);
      static_cast<void>(is_version(scheme, a));
      for (const std::string& b : {zeros, dashes, mixed + "1", std::string()})
        EXPECT_EQ(compare(scheme, a, b) < 0, compare(scheme, b, a) > 0) << name_of(scheme);
    }
  }
}

TEST(VersionOrder, KnowsWhatIsAVersion) {
  EXPECT_TRUE(is_version(Scheme::semver, "1.2.3-rc.1+b"));
  for (const std::string_view text : {"1.2", "1.02.3", "1.2.3-", "1.2.3+", "1.2.3-a..b", "x"})
    EXPECT_FALSE(is_version(Scheme::semver, text)) << text;
  EXPECT_TRUE(is_version(Scheme::pypi, "1.0.post1"));
  EXPECT_FALSE(is_version(Scheme::pypi, "1.0-final"));
  EXPECT_TRUE(is_version(Scheme::deb, "1:2.0-1~deb12u1"));
  EXPECT_FALSE(is_version(Scheme::deb, "a1"));
  EXPECT_TRUE(is_version(Scheme::apk, "1.2.3_p1-r0"));
  EXPECT_FALSE(is_version(Scheme::apk, "1.2.3_x"));
  EXPECT_TRUE(is_version(Scheme::gem, "1.0.a-2"));
  EXPECT_FALSE(is_version(Scheme::gem, "1..0"));
  EXPECT_FALSE(is_version(Scheme::datetime, "2026-02-30T00:00:00Z"));
}

}  // namespace
}  // namespace crosswalk::artifacts::vers
