// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "conformance/suite.h"

namespace crosswalk::conformance {

/// All files below the folder, relative to it, sorted.
std::vector<std::string> files_below(const std::string& folder);
/// The text at a key, or an empty one.
std::string text_at(const nlohmann::ordered_json& json, const char* key);
/// Whether true stands at a key.
bool flag_at(const nlohmann::ordered_json& json, const char* key);
/// A JSON file of the suite. Errors: those of reading, malformed_data.
base::Result<nlohmann::ordered_json> read_json(const std::string& path);

/// What is wrong with the answer to one case of package-url's test files: empty if it is as expected, nothing if the case is of
/// no known kind.
using Judge = std::function<std::optional<std::string>(const nlohmann::ordered_json& test)>;

/// Judges the cases of one file of package-url (`{"tests": [...]}`); a kind is "required parse", and what is no case is noted as
/// unknown.
void judge_package_url_tests(const std::string& name, const nlohmann::ordered_json& file, const Judge& judge, Outcome& outcome);

/// Runs the test files of package-url that lie in the suite's folder: every JSON file with a list of tests. Errors: none lies
/// there.
base::Result<Outcome> run_package_url_tests(const Context& context, const Judge& judge);

}  // namespace crosswalk::conformance
