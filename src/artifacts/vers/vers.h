// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vers/scheme.h"
#include "base/result.h"

namespace crosswalk::artifacts::vers {

/// How a version bounds a range.
enum class Comparator : std::uint8_t { any, equal, not_equal, less, at_most, greater, at_least };

/// "", "!=", "<", "<=", ">", ">=", and "*" for any.
std::string_view text_of(Comparator comparator);

/// One signpost of a range.
struct Constraint {
  Comparator comparator = Comparator::equal;
  /// Decoded; empty for any.
  std::string version;
  bool operator==(const Constraint&) const = default;
};

/// A range of versions in the notation "vers:TYPE/CONSTRAINT|CONSTRAINT".
///
/// Ranges in prose ("prior to 2.1") are artifacts/version/range.h: what they say is a Vers of the type generic, and from_native()
/// reads them too.
struct Vers {
  /// In small letters.
  std::string type;
  std::vector<Constraint> constraints;

  /// The notation, versions encoded; the constraints stand as they are.
  [[nodiscard]] std::string text() const;
  /// How its versions are ordered; those of types that are not known as generic ones.
  [[nodiscard]] Scheme scheme() const;
  bool operator==(const Vers&) const = default;
};

/// Reads a range in canonical form that is the whole text, as VERS wants it of tools.
///
/// Errors: malformed_data, with what is wrong: the scheme or type, white space, an empty constraint, an encoding, the order of
/// constraints, a version twice, constraints that do not go together. Source: VERS, "How to parse and validate VERS".
base::Result<Vers> parse(std::string_view text);

/// Reads a range that need not be canonical: letters in any case, white space around constraints, '=' before versions,
/// constraints in any order. Errors: malformed_data, where it cannot be understood.
base::Result<Vers> read(std::string_view text);

/// What keeps a range from being canonical, each in a sentence for people; empty where nothing does.
std::vector<std::string> faults(const Vers& range);

/// The range with its constraints in the order of their versions; those of equal ones stay as they were.
Vers sorted(Vers range);

/// The same range in canonical form: sorted, each version once, no constraint that says nothing new.
///
/// Errors: malformed_data, where constraints on one version contradict each other ("!=2.0|2.0"), or "*" is not alone. Source:
/// VERS, "Constraints simplification".
base::Result<Vers> canonical(Vers range);

/// Whether a version is in the range; its constraints may stand in any order. A range of nothing but "!=" holds all other
/// versions. Source: VERS, "Checking if a version is contained within a range".
bool contains(const Vers& range, std::string_view version);

/// All versions that are not in the range, in canonical form. Errors: as canonical().
base::Result<Vers> invert(const Vers& range);

/// All versions that are in any of the ranges, in canonical form. Errors: as canonical(); types that differ; no range.
base::Result<Vers> merge(const std::vector<Vers>& ranges);

}  // namespace crosswalk::artifacts::vers
