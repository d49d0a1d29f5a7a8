// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/spdx.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "artifacts/sbom/check.h"
#include "artifacts/sbom/model.h"
#include "artifacts/spdx/licence.h"
#include "base/text.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace sbom = artifacts::sbom;
namespace spdx = artifacts::spdx;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

/// The elements of NTIA's minimum as ntia-conformance-checker asks for them: of packages, and of the document.
struct Minimum {
  std::vector<std::string> without_suppliers, without_versions, without_names, without_identifiers, without_concluded;
  bool author = false;
  bool timestamp = false;
  bool relationships = false;

  [[nodiscard]] bool conformant() const {
    return without_suppliers.empty() && without_versions.empty() && without_names.empty() && without_identifiers.empty() &&
           author && timestamp && relationships;
  }
};

Minimum minimum_of(const sbom::Bom& bom) {
  const sbom::Checks checks = sbom::check(bom);
  const auto names_without = [&](sbom::Element element) {
    std::vector<std::string> out;
    for (const std::size_t number : checks.of(element).without) out.push_back(bom.components[number].name);
    return out;
  };
  Minimum out;
  out.without_suppliers = names_without(sbom::Element::supplier);
  out.without_versions = names_without(sbom::Element::version);
  out.without_names = names_without(sbom::Element::name);
  // In three things the other program asks for something else than Crosswalk does: it takes a tool for an author, any text for a
  // time, and one relationship of the document for those of all components; an identifier is the SPDX id.
  out.author = !bom.authors.empty() || !bom.tools.empty();
  out.timestamp = !bom.timestamp.empty();
  std::set<std::string_view> refs;
  for (const sbom::Component& one : bom.components) {
    refs.insert(one.ref);
    if (one.ref.empty()) out.without_identifiers.push_back(one.name);
    if (one.concluded_licence.empty()) out.without_concluded.push_back(one.name);
  }
  out.relationships = std::any_of(bom.relations.begin(), bom.relations.end(),
                                  [&](const sbom::Relation& one) { return one.kind == "describes" && refs.contains(one.to); });
  return out;
}

/// Empty if the list is what was wanted, in any order.
std::string list_difference(std::string_view name, std::vector<std::string> found, const Json& wanted) {
  if (wanted.is_string()) return wanted == "non-empty" && found.empty() ? std::string(name) + ": none found" : std::string();
  std::vector<std::string> expected;
  for (const Json& one : wanted) expected.push_back(one.is_string() ? one.get<std::string>() : one.dump());
  std::sort(found.begin(), found.end());
  std::sort(expected.begin(), expected.end());
  if (found == expected) return {};
  return std::string(name) + ": " + base::join(found, ", ") + " instead of " + base::join(expected, ", ");
}

std::string flag_difference(std::string_view name, bool found, const Json& wanted) {
  return wanted.get<bool>() == found ? std::string() : std::string(name) + ": " + (found ? "true" : "false");
}

/// What differs in one thing that is expected; nothing where it is not known what it is.
std::optional<std::string> difference(const std::string& key, const Json& wanted, const sbom::Bom& bom, const Minimum& found) {
  constexpr std::string_view kCount = "_count";
  const std::string list = key.ends_with(kCount) ? key.substr(0, key.size() - kCount.size()) : key;
  const std::vector<std::string>* names = list == "components_without_suppliers"            ? &found.without_suppliers
                                          : list == "components_without_versions"           ? &found.without_versions
                                          : list == "components_without_names"              ? &found.without_names
                                          : list == "components_without_identifiers"        ? &found.without_identifiers
                                          : list == "components_without_concluded_licenses" ? &found.without_concluded
                                                                                            : nullptr;
  if (names != nullptr && key == list && (wanted.is_array() || wanted.is_string())) return list_difference(key, *names, wanted);
  if (names != nullptr && wanted.is_number()) {
    return names->size() == wanted.get<std::size_t>() ? std::string() : key + ": " + std::to_string(names->size());
  }
  if (key == "total_components" && wanted.is_number()) {
    return bom.components.size() == wanted.get<std::size_t>() ? std::string()
                                                              : key + ": " + std::to_string(bom.components.size());
  }
  if (!wanted.is_boolean()) return std::nullopt;
  if (key == "ntia_conformant") return flag_difference(key, found.conformant(), wanted);
  // The third edition of Framing Software Component Transparency wants more than is looked at; it is met by none that lacks this.
  if (key == "fsct3_conformant" && !wanted.get<bool>()) {
    return flag_difference(key, found.conformant() && found.without_concluded.empty(), wanted);
  }
  if (key == "all_versions") return flag_difference(key, found.without_versions.empty(), wanted);
  if (key == "all_names") return flag_difference(key, found.without_names.empty(), wanted);
  if (key == "all_suppliers") return flag_difference(key, found.without_suppliers.empty(), wanted);
  if (key == "author") return flag_difference(key, found.author, wanted);
  if (key == "timestamp") return flag_difference(key, found.timestamp, wanted);
  if (key == "dependency_relationships") return flag_difference(key, found.relationships, wanted);
  // How the other program fails; that the minimum is not met stands beside it.
  if (key == "parsing_error" || key == "no_crash") return std::string();
  return std::nullopt;
}

bool is_schema_rule(const artifacts::Finding& finding) {
  return finding.level == artifacts::FindingLevel::error && finding.rule.find("JSON schema") != std::string::npos;
}

std::string first_error(const sbom::Reading& reading) {
  for (const artifacts::Finding& one : reading.findings) {
    if (one.level != artifacts::FindingLevel::error) continue;
    return one.rule + " " + one.pointer + " line " + std::to_string(one.line) + ": " + one.message;
  }
  return "no error";
}

void check_facts(const std::string& file, const Json& facts, const sbom::Reading& reading, Outcome& outcome) {
  std::string wrong;
  bool any = false;
  for (const auto& [key, wanted] : facts.items()) {
    const std::string name = key == "software_Package" ? "packages" : key;
    if (key.starts_with("json_schema") && wanted.is_string()) {
      const bool valid = std::none_of(reading.findings.begin(), reading.findings.end(), is_schema_rule);
      outcome.add("JSON schema", valid == (wanted == "valid"), file + " " + key, first_error(reading));
    } else if (wanted.is_number()) {
      any = true;
      const auto found = reading.bom.counts.find(name);
      const std::size_t number = found == reading.bom.counts.end() ? 0 : found->second;
      if (number != wanted.get<std::size_t>())
        wrong += key + ": " + std::to_string(number) + " instead of " + wanted.dump() + "; ";
    } else if (key == "spdxVersion" && wanted.is_string()) {
      any = true;
      if (wanted != "SPDX-" + reading.bom.spec_version) wrong += key + ": " + reading.bom.spec_version + "; ";
    }
  }
  if (any) outcome.add("counts", wrong.empty(), file + " counts", wrong);
}

void check_verdict(const std::string& file, const std::string& wanted, const base::Result<sbom::Reading>& reading,
                   Outcome& outcome) {
  const bool valid = reading && !artifacts::has_errors(reading->findings);
  const std::string what = reading ? first_error(*reading) : reading.error().message();
  bool passed = valid == wanted.starts_with("valid");
  if (wanted == "valid-with-warning" && valid) {
    passed = std::any_of(reading->findings.begin(), reading->findings.end(),
                         [](const artifacts::Finding& one) { return one.level == artifacts::FindingLevel::warning; });
  }
  outcome.add("validity", passed, file + " validity", wanted + " expected; " + what);
}

void check_minimum(const std::string& file, const Json& expected, const base::Result<sbom::Reading>& reading, Outcome& outcome) {
  if (!reading) {
    const auto met = expected.find("ntia_conformant");
    const bool passed =
        flag_at(expected, "no_crash") || (met != expected.end() && *met == false && flag_at(expected, "parsing_error"));
    outcome.add("NTIA", passed, file + " ntia", reading.error().message());
    return;
  }
  const Minimum found = minimum_of(reading->bom);
  std::string wrong;
  for (const auto& [key, wanted] : expected.items()) {
    const auto one = difference(key, wanted, reading->bom, found);
    if (!one) {
      outcome.unknown.push_back("expectation '" + key + "' of " + file);
    } else if (!one->empty()) {
      wrong += *one + "; ";
    }
  }
  outcome.add(flag_at(expected, "no_crash") ? "real world" : "NTIA", wrong.empty(), file + " ntia", wrong);
}

void run_case(const Context& context, const std::string& file, const Json& entry, Outcome& outcome) {
  const Json facts = entry.contains("facts") && entry["facts"].is_object() ? entry["facts"] : Json::object();
  if (text_at(facts, "format") == "spreadsheet") {
    outcome.notes.push_back("spreadsheets are not claimed: " + file);
    return;
  }
  auto bytes = platform::read_file(context.folder + "/" + file, kMaxFile);
  if (!bytes) {
    outcome.unknown.push_back("no file " + file);
    return;
  }
  const auto format = spdx::detect(*bytes);
  const auto reading = format ? spdx::read(std::move(*bytes), *format, file)
                              : base::Result<sbom::Reading>(base::Error{base::ErrorCode::malformed_data, file, "is no SPDX"});
  const auto expected = entry.find("expected");
  if (expected == entry.end()) {
    outcome.unknown.push_back("case without expectation: " + file);
  } else if (expected->is_object()) {
    check_minimum(file, *expected, reading, outcome);
  } else {
    const std::string wanted = expected->is_string() ? expected->get<std::string>() : std::string();
    if (wanted.find("DISPUTED") != std::string::npos || entry.contains("DISPUTED")) {
      outcome.notes.push_back("disputed, not counted: " + file);
    } else if (!wanted.starts_with("valid") && wanted != "invalid") {
      outcome.unknown.push_back("expectation '" + wanted + "' of " + file);
    } else {
      check_verdict(file, wanted, reading, outcome);
    }
  }
  if (reading) check_facts(file, facts, *reading, outcome);
}

void run_expressions(const std::string& name, std::string_view text, Outcome& outcome) {
  std::size_t number = 1;
  for (const Row& row : parse_table(text).rows) {
    ++number;
    const std::string expression = cell(row, "expression");
    const std::string wanted(base::trim(cell(row, "expected")));
    const bool valid = expression == "NONE" || expression == "NOASSERTION" || spdx::parse_licence(expression).valid();
    if (wanted != "valid" && wanted != "invalid") {
      outcome.unknown.push_back("expectation '" + wanted + "' of a licence expression");
      continue;
    }
    outcome.add("licence expression", valid == (wanted == "valid"), name + " " + std::to_string(number),
                wanted + " expected: " + expression);
  }
}

}  // namespace

/// What the SPDX project's own tools and the checker of NTIA's minimum expect of a reader of SPDX.
base::Result<Outcome> run_spdx(const Context& context) {
  Outcome outcome;
  const std::vector<std::string> files = files_below(context.folder);
  std::set<std::string> named;
  for (const std::string& name : files) {
    const std::string_view last = last_part(name);
    if (is_about_the_suite(name)) continue;
    if (last.starts_with("expected") && last.ends_with(".json")) {
      named.insert(name);
      CW_ASSIGN_OR_RETURN(const Json json, read_json(context.folder + "/" + name));
      judge_files(
          context, name, json, named,
          [&](const std::string& file, const Json& entry) {
            run_case(context, file, entry, outcome);
            return true;
          },
          outcome);
    } else if (last.ends_with(".tsv")) {
      CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(context.folder + "/" + name, kMaxFile));
      if (!parse_table(text).columns.contains("expression")) continue;
      named.insert(name);
      run_expressions(name, text, outcome);
    }
  }
  note_unnamed(files, named, outcome);
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
