// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cyclonedx/cyclonedx.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>

#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace fs = std::filesystem;
namespace cyclonedx = artifacts::cyclonedx;
using artifacts::sbom::Format;

constexpr std::uint64_t kMaxFile = 64ULL << 20U;

struct Case {
  std::string version;
  bool valid = false;
};

/// Adds the cases that a list names, by file; of what the list does not say, the file's name does.
base::Result<void> add_listed(const Context& context, const std::string& list, std::map<std::string, Case>& cases,
                              Outcome& outcome) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(context.folder + "/" + list, kMaxFile));
  const Table table = parse_table(bytes);
  if (!table.columns.contains("file")) {
    outcome.unknown.push_back("file " + list);
    return {};
  }
  for (const Row& row : table.rows) {
    if (cell(row, "file").empty()) continue;
    const std::string file = resolve(context, list, cell(row, "file"));
    std::string expected = cell(row, "expected");
    if (expected.empty()) expected = last_part(file).substr(0, last_part(file).find('-'));
    if (expected != "valid" && expected != "invalid") {
      outcome.unknown.push_back("expectation '" + expected + "' of " + file);
      continue;
    }
    const std::string version = cell(row, "spec_version");
    cases[file] = {version.empty() ? file.substr(0, file.find('/')) : version, expected == "valid"};
  }
  return {};
}

/// Files below the folder that are named as cases, and by their first folder what version they are of.
void add_by_name(const std::string& folder, std::map<std::string, Case>& cases, Outcome& outcome) {
  std::map<std::string, std::size_t> others;
  std::error_code error;
  for (const auto& entry : fs::recursive_directory_iterator(folder, error)) {
    if (!entry.is_regular_file(error)) continue;
    const std::string file = fs::path(entry.path()).lexically_relative(folder).generic_string();
    const std::string name = entry.path().filename().string();
    const bool valid = name.starts_with("valid-");
    if (cases.contains(file) || (!valid && !name.starts_with("invalid-"))) continue;
    if (!name.ends_with(".json") && !name.ends_with(".xml")) {
      ++others[entry.path().extension().string()];
      continue;
    }
    cases[file] = {file.substr(0, file.find('/')), valid};
  }
  for (const auto& [extension, count] : others) {
    outcome.unknown.push_back(std::to_string(count) + " files " + extension + ", a syntax that is not read");
  }
}

}  // namespace

/// What CycloneDX itself says of its own examples: which are valid.
base::Result<Outcome> run_cyclonedx(const Context& context) {
  Outcome outcome;
  std::map<std::string, Case> cases;
  for (const std::string& name : files_below(context.folder)) {
    if (!name.ends_with(".tsv") || is_about_the_suite(name)) continue;
    CW_RETURN_IF_ERROR(add_listed(context, name, cases, outcome));
  }
  add_by_name(context.folder, cases, outcome);
  if (cases.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no cases"};
  for (const auto& [file, wanted] : cases) {
    const bool json = file.ends_with(".json");
    if (!json && !file.ends_with(".xml")) {
      outcome.unknown.push_back("a syntax that is not read: " + file);
      continue;
    }
    auto bytes = platform::read_file(context.folder + "/" + file, kMaxFile);
    if (!bytes) {
      outcome.add(wanted.version + (json ? " JSON" : " XML"), false, file, bytes.error().message());
      continue;
    }
    const auto reading = cyclonedx::read(std::move(*bytes), json ? Format::cyclonedx_json : Format::cyclonedx_xml, {file, true});
    std::string fault;
    if (!reading) {
      fault = reading.error().message();
    } else {
      for (const artifacts::Finding& finding : reading->findings) {
        if (finding.rule == "cyclonedx/no-schema") {
          return base::Error{base::ErrorCode::not_found, "the schemas of CycloneDX", "they are not part of this build"};
        }
        if (finding.level != artifacts::FindingLevel::error) continue;
        fault = finding.pointer + " (line " + std::to_string(finding.line) + "): " + finding.message;
        break;
      }
    }
    const bool passed = fault.empty() == wanted.valid;
    outcome.add(wanted.version + (json ? " JSON" : " XML"), passed, file,
                wanted.valid ? "refused: " + fault : "taken, but it is wrong");
  }
  return outcome;
}

}  // namespace crosswalk::conformance
