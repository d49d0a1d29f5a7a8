// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>

namespace crosswalk::artifacts::vers {

/// How versions are ordered; schemes.def is the list.
enum class Scheme : std::uint8_t {
#define CW_VERSION_SCHEME(id, name, orders, source) id,
#include "artifacts/vers/schemes.def"
#undef CW_VERSION_SCHEME
};

/// The name of the VERS type: "pypi".
std::string_view name_of(Scheme scheme);
/// What is ordered so, for people: "Python packages".
std::string_view orders(Scheme scheme);
/// Where the order is laid down, for people.
std::string_view source_of(Scheme scheme);
/// The names of all schemes, sorted.
std::span<const std::string_view> scheme_names();

/// The scheme of this VERS type or type of package URLs, in any case: "deb", "alpine", "ebuild", "swift". Nothing for others, and
/// for "all" and "none".
std::optional<Scheme> scheme_named(std::string_view name);

/// An ecosystem of OSV.
struct Ecosystem {
  std::string_view name;
  Scheme scheme = Scheme::generic;
  /// The type of its package URLs; empty where it has none.
  std::string_view purl_type;
  /// Their namespace; empty where it is a part of the package's name.
  std::string_view purl_namespace;
};

/// The ecosystem of this name, whatever stands behind a ':' ("Debian:12"); null for others.
const Ecosystem* ecosystem_named(std::string_view name);
/// All ecosystems.
std::span<const Ecosystem> ecosystems();

/// How two versions follow each other in a scheme. Any text can be compared: what is no version of the scheme has its place as
/// its rules or those of its tools give it.
///
/// Linear in both texts; numbers may be of any length. Texts of more than max_version bytes are compared by their bytes.
std::weak_ordering compare(Scheme scheme, std::string_view a, std::string_view b);

/// Whether the text is a version of the scheme as its rules have it: "1.2" is none of semver. Every text is one of generic and
/// lexicographic, but no empty one.
bool is_version(Scheme scheme, std::string_view text);

/// Units: bytes.
inline constexpr std::size_t max_version = 64U << 10;

}  // namespace crosswalk::artifacts::vers
