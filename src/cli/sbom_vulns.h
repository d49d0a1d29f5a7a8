// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "artifacts/osv/database.h"
#include "artifacts/sbom/model.h"
#include "artifacts/vex/model.h"
#include "cli/outline.h"

namespace crosswalk::cli {

/// A vulnerability that affects a component.
struct Hit {
  /// A number in Bom::components.
  std::size_t component = 0;
  /// Belongs to the database.
  const artifacts::osv::Vulnerability* vulnerability = nullptr;
  artifacts::osv::Reason reason;
  /// Score in tenths by the newest CVSS vector that the record gives; -1 without any.
  int score = -1;
  /// "not_affected": why it needs nothing to be done, by the file itself or by a VEX; empty where it is open.
  std::string settled;
  /// Of what a VEX says and does not settle: "affected: Close port 104."; empty: none.
  std::string said;
};

/// What looking up a file's components came to.
struct Hits {
  /// By component, in the order of the file, each by id.
  std::vector<Hit> hits;
  std::size_t looked_up = 0;
  /// Components without a purl, of a type that OSV has no ecosystem for, or without a version in it.
  std::vector<std::size_t> not_looked_up;
  /// How many records the database has.
  std::size_t records = 0;

  /// How many are not settled.
  [[nodiscard]] std::size_t open() const;
};

/// Looks up all components by their purls. What the file itself calls not affected, a false positive or resolved is settled, and
/// so is what `statements`, those that hold now, call not affected or fixed; where both speak the statements decide.
Hits look_up(const artifacts::sbom::Bom& bom, const artifacts::osv::Database& database,
             const std::vector<artifacts::vex::Statement>& statements);

/// For people and for programs.
Outline vulnerabilities_of(const std::string& name, const artifacts::sbom::Bom& bom, const Hits& hits);
nlohmann::ordered_json vulnerabilities_json(const std::string& name, const artifacts::sbom::Bom& bom, const Hits& hits);

}  // namespace crosswalk::cli
