// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cyclonedx/cyclonedx.h"

#include <algorithm>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/text.h"
#include "conformance/suite.h"
#include "platform/file.h"
#include "platform/folder.h"

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

/// The cases that a list names, by file. Errors: malformed_data, where a column is missing.
base::Result<std::map<std::string, Case>> listed(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, kMaxFile));
  std::map<std::string, Case> out;
  std::map<std::string_view, std::size_t> columns;
  for (std::string_view line : base::split(bytes, '\n')) {
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    const std::vector<std::string_view> cells = base::split(line, '\t');
    if (columns.empty()) {
      for (std::size_t i = 0; i < cells.size(); ++i) columns[cells[i]] = i;
      for (const char* wanted : {"file", "spec_version", "expected"}) {
        if (!columns.contains(wanted))
          return base::Error{base::ErrorCode::malformed_data, path, std::string("no column ") + wanted};
      }
      continue;
    }
    const auto cell = [&](const char* name) {
      const std::size_t at = columns[name];
      return at < cells.size() ? std::string(cells[at]) : std::string();
    };
    out[cell("file")] = {cell("spec_version"), cell("expected") == "valid"};
  }
  return out;
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
  if (platform::kind_of(context.folder + "/expected.tsv")) {
    CW_ASSIGN_OR_RETURN(cases, listed(context.folder + "/expected.tsv"));
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
