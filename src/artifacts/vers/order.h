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

// One function per order; those that share one are in order.cc.
Order compare_semver(std::string_view a, std::string_view b);
Order compare_nuget(std::string_view a, std::string_view b);
Order compare_pub(std::string_view a, std::string_view b);
Order compare_pypi(std::string_view a, std::string_view b);
Order compare_maven(std::string_view a, std::string_view b);
Order compare_gem(std::string_view a, std::string_view b);
Order compare_deb(std::string_view a, std::string_view b);
Order compare_rpm(std::string_view a, std::string_view b);
Order compare_alpm(std::string_view a, std::string_view b);
Order compare_apk(std::string_view a, std::string_view b);
Order compare_gentoo(std::string_view a, std::string_view b);
Order compare_composer(std::string_view a, std::string_view b);
Order compare_conan(std::string_view a, std::string_view b);
Order compare_cpan(std::string_view a, std::string_view b);
Order compare_cran(std::string_view a, std::string_view b);
Order compare_hackage(std::string_view a, std::string_view b);
Order compare_intdot(std::string_view a, std::string_view b);
Order compare_openssl(std::string_view a, std::string_view b);
Order compare_datetime(std::string_view a, std::string_view b);
Order compare_generic(std::string_view a, std::string_view b);

bool is_pypi(std::string_view text);
bool is_deb(std::string_view text);
bool is_apk(std::string_view text);
bool is_gentoo(std::string_view text);
bool is_gem(std::string_view text);
bool is_openssl(std::string_view text);
bool is_datetime(std::string_view text);

}  // namespace crosswalk::artifacts::vers
