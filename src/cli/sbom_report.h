// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "artifacts/sbom/check.h"
#include "artifacts/sbom/diff.h"
#include "artifacts/sbom/model.h"
#include "cli/outline.h"

namespace crosswalk::cli {

/// How many of a kind people are shown; JSON has all.
inline constexpr std::size_t kShown = 20;

/// Whether a file was compared with the schema of its format: a build may be without those of CycloneDX.
bool is_compared(const artifacts::sbom::Reading& reading);
/// What validation says of a file.
Outline validation_of(const std::string& name, const artifacts::sbom::Reading& reading);
nlohmann::ordered_json validation_json(const std::string& name, const artifacts::sbom::Reading& reading);
/// The same of a file that could not be read as what it is.
Outline refusal_of(const std::string& name, const std::string& why);
nlohmann::ordered_json refusal_json(const std::string& name, const std::string& why);

/// What stands in a file.
Outline contents_of(const std::string& name, const artifacts::sbom::Bom& bom);
nlohmann::ordered_json contents_json(const std::string& name, const artifacts::sbom::Bom& bom);

/// What is missing in a file. `required` are the minimums that decide.
Outline checks_of(const std::string& name, const artifacts::sbom::Bom& bom, const artifacts::sbom::Checks& checks,
                  const std::vector<artifacts::sbom::Baseline>& required);
nlohmann::ordered_json checks_json(const std::string& name, const artifacts::sbom::Bom& bom,
                                   const artifacts::sbom::Checks& checks, const std::vector<artifacts::sbom::Baseline>& required);

/// How two files differ.
Outline difference_of(const artifacts::sbom::Bom& before, const artifacts::sbom::Bom& after,
                      const artifacts::sbom::Difference& difference);
nlohmann::ordered_json difference_json(const artifacts::sbom::Bom& before, const artifacts::sbom::Bom& after,
                                       const artifacts::sbom::Difference& difference);

}  // namespace crosswalk::cli
