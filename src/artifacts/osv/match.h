// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/osv/vulnerability.h"
#include "artifacts/vers/scheme.h"
#include "base/result.h"

namespace crosswalk::artifacts::osv {

/// A package of which one wants to know what affects it.
struct Package {
  /// As OSV calls it, perhaps with a release: "Debian:12".
  std::string ecosystem;
  std::string name;
  std::string version;
};

/// The packages that a package URL may stand for in OSV: for one of Debian also its source package, where the qualifier
/// "upstream" names it. Nothing for a type that OSV has no ecosystem for. Errors: malformed_data.
base::Result<std::vector<Package>> packages_of(std::string_view purl);

/// The name as an ecosystem compares it: PyPI without regard to case and separators, NuGet, Packagist and others without regard
/// to case.
std::string comparable_name(std::string_view ecosystem, std::string_view name);

/// Whether two names of ecosystems can mean the same: equal, or one without what stands behind ':'.
bool same_ecosystem(std::string_view a, std::string_view b);

/// Why a version is affected.
struct Reason {
  /// For people: "introduced in 1.2.0, fixed in 1.4.1", "version 1.3.0 is listed".
  std::string text;
  /// Versions with a fix, those of the range in which the version lies first.
  std::vector<std::string> fixed;
  /// The last version that is affected, where the record says that instead of a fix.
  std::string last_affected;
};

/// Whether this version is affected, by the ranges and versions of one package; ecosystem and name are not compared. Ranges of
/// commits say nothing. A package whose version is not known (empty) counts as affected, and the reason says so.
///
/// Source: OSV schema, "Evaluation"; CVE Record Format 5.1, "Version status decision algorithm".
std::optional<Reason> affects(const Affected& affected, std::string_view version);

/// The same for the packages of a vulnerability that have this ecosystem and name; the first that is affected.
std::optional<Reason> affects(const Vulnerability& vulnerability, const Package& package);

/// Events by their versions; "0" comes first, those of equal versions stay as they were.
std::vector<Event> in_order(std::vector<Event> events, vers::Scheme scheme);

}  // namespace crosswalk::artifacts::osv
