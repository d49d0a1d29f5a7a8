// SPDX-License-Identifier: Apache-2.0
#include "artifacts/purl/purl.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>

#include "conformance/files.h"
#include "conformance/suite.h"

namespace crosswalk::conformance {
namespace {

namespace purl = artifacts::purl;
using Json = nlohmann::ordered_json;

purl::Purl parts_of(const Json& json) {
  purl::Purl out;
  out.type = text_at(json, "type");
  out.name_space = text_at(json, "namespace");
  out.name = text_at(json, "name");
  out.version = text_at(json, "version");
  out.subpath = text_at(json, "subpath");
  if (const auto found = json.find("qualifiers"); found != json.end() && found->is_object()) {
    for (const auto& [key, value] : found->items()) {
      out.qualifiers.emplace_back(key, value.is_string() ? value.get<std::string>() : value.dump());
    }
  }
  std::sort(out.qualifiers.begin(), out.qualifiers.end());
  return out;
}

/// What is wrong with the answer to a case; empty if it is as expected, nothing if the case is of no known kind.
std::optional<std::string> difference(const Json& test) {
  const std::string kind = text_at(test, "test_type");
  const auto input = test.find("input");
  const bool from_parts = kind == "build";
  if (!from_parts && kind != "parse" && kind != "validate" && kind != "roundtrip") return std::nullopt;
  if (input == test.end() || !(from_parts ? input->is_object() : input->is_string())) return std::nullopt;
  const auto found = from_parts ? purl::build(parts_of(*input)) : purl::parse(input->get<std::string>());
  if (flag_at(test, "expected_failure")) return found ? "taken, but it is wrong: " + found->canonical() : std::string();
  if (!found) return "refused: " + found.error().message();
  const auto wanted = test.find("expected_output");
  if (wanted == test.end()) return std::nullopt;
  if (wanted->is_object()) return *found == parts_of(*wanted) ? std::string() : "other parts: " + found->canonical();
  return found->canonical() == text_at(test, "expected_output") ? std::string() : "other canonical form: " + found->canonical();
}

/// The examples of a type's definition: each is a package URL of that type. They are no cases of the suite and stand apart.
void run_definition(const std::string& name, const Json& definition, Outcome& outcome) {
  const auto examples = definition.find("examples");
  if (examples == definition.end() || !examples->is_array()) return;
  for (const Json& example : *examples) {
    const auto found = purl::parse(example.is_string() ? example.get<std::string>() : example.dump());
    const bool right = found && found->type == text_at(definition, "type");
    outcome.add_apart("examples of definitions", right, name + " " + example.dump(),
                      found ? "of type " + found->type : found.error().message());
  }
}

}  // namespace

/// What package-url expects of a reader of package URLs.
base::Result<Outcome> run_purl(const Context& context) {
  CW_ASSIGN_OR_RETURN(Outcome outcome, run_package_url_tests(context, difference));
  for (const std::string& name : files_below(context.folder)) {
    if (!name.ends_with("-definition.json")) continue;
    CW_ASSIGN_OR_RETURN(const Json definition, read_json(context.folder + "/" + name));
    run_definition(name, definition, outcome);
  }
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
