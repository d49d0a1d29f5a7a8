// SPDX-License-Identifier: Apache-2.0
// The orders of single schemes; compare() of scheme.h chooses among them.
#pragma once

#include <compare>
#include <cstddef>
#include <optional>
#include <string_view>
#include <vector>

namespace crosswalk::artifacts::vers {

/// How one version follows another.
using Order = std::weak_ordering;

/// Two numbers of any length, in digits; leading zeros do not count, and none is 0.
Order compare_numbers(std::string_view a, std::string_view b);
/// Two texts by their bytes.
Order compare_bytes(std::string_view a, std::string_view b);
/// Two texts by their bytes, letters as if small.
Order compare_ignoring_case(std::string_view a, std::string_view b);
/// Whether it is digits alone, one at least.
bool is_number(std::string_view text);
/// The place behind the run of digits at `at`.
std::size_t behind_digits(std::string_view text, std::size_t at);
/// Two lists of numbers: `padded` says whether missing ones are 0; else the shorter one is less.
Order compare_lists(const std::vector<std::string_view>& a, const std::vector<std::string_view>& b, bool padded);
/// The numbers at the beginning of `text`, any of `separators` between them; `end` is the place behind them.
std::vector<std::string_view> numbers_at(std::string_view text, std::string_view separators, std::size_t& end);

/// A version in the way of Semantic Versioning, with more or fewer numbers and "v" before it.
struct SemanticVersion {
  std::vector<std::string_view> numbers;
  /// What follows '-', or the numbers at once; empty where there is none.
  std::string_view prerelease;
  /// What follows '+'.
  std::string_view build;
};
/// Reads what is there.
SemanticVersion read_semantic(std::string_view text);

/// Semantic Versioning 2.0.0, 11; missing numbers are 0, "v" and what stands behind '+' do not count.
Order compare_semver(std::string_view a, std::string_view b);
/// NuGet: as compare_semver(), with any number of numbers and without regard to case.
Order compare_nuget(std::string_view a, std::string_view b);
/// pub: as compare_semver(), and what stands behind '+' counts.
Order compare_pub(std::string_view a, std::string_view b);
/// PEP 440; what is no version is before all that are.
Order compare_pypi(std::string_view a, std::string_view b);
/// Maven POM reference, Version Order Specification.
Order compare_maven(std::string_view a, std::string_view b);
/// RubyGems, Gem::Version.
Order compare_gem(std::string_view a, std::string_view b);
/// Debian Policy 5.6.12.
Order compare_deb(std::string_view a, std::string_view b);
/// rpm-version(7), with epoch and release.
Order compare_rpm(std::string_view a, std::string_view b);
/// vercmp(8) of pacman.
Order compare_alpm(std::string_view a, std::string_view b);
/// apk-package(5); what is no version is before all that are.
Order compare_apk(std::string_view a, std::string_view b);
/// Package Manager Specification 8, 3.3.
Order compare_gentoo(std::string_view a, std::string_view b);
/// Composer, and version_compare() of PHP for what it leaves open.
Order compare_composer(std::string_view a, std::string_view b);
/// Conan 2.
Order compare_conan(std::string_view a, std::string_view b);
/// version(3perl).
Order compare_cpan(std::string_view a, std::string_view b);
/// package_version of R.
Order compare_cran(std::string_view a, std::string_view b);
/// Haskell Package Versioning Policy.
Order compare_hackage(std::string_view a, std::string_view b);
/// Numbers with points; what follows them does not count.
Order compare_intdot(std::string_view a, std::string_view b);
/// Numbers, then letters: z is followed by za.
Order compare_openssl(std::string_view a, std::string_view b);
/// Points in time of RFC 3339; other texts are before them.
Order compare_datetime(std::string_view a, std::string_view b);
/// Runs of digits and letters, in the way of libversion.
Order compare_generic(std::string_view a, std::string_view b);

/// Whether it is a version by PEP 440, appendix B.
bool is_pypi(std::string_view text);
/// Whether it is a version by Debian Policy 5.6.12.
bool is_deb(std::string_view text);
/// Whether it is a version by apk-package(5).
bool is_apk(std::string_view text);
/// Whether it is a version by PMS 8, 3.2.
bool is_gentoo(std::string_view text);
/// Whether it is a version by Gem::Version::ANCHORED_VERSION_PATTERN.
bool is_gem(std::string_view text);
/// Whether it is a version of OpenSSL: two numbers at least.
bool is_openssl(std::string_view text);
/// Whether it is a version by RFC 3339, 5.6.
bool is_datetime(std::string_view text);

}  // namespace crosswalk::artifacts::vers
