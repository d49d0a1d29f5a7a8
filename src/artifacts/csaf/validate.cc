// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/validate.h"

#include <algorithm>
#include <array>
#include <utility>

namespace crosswalk::artifacts::csaf {
namespace {

bool is_wanted(const Options& options, std::string_view id) {
  return options.only.empty() || std::any_of(options.only.begin(), options.only.end(), [&](const std::string& wanted) {
           return id == wanted || (id.starts_with(wanted) && id.substr(wanted.size()).starts_with('.'));
         });
}

Verdict verdict_of(std::string_view id, Group group, std::string_view title, std::vector<Finding> findings) {
  const Outcome outcome = findings.empty() ? Outcome::passed : Outcome::failed;
  return {id, group, title, outcome, "", std::move(findings)};
}

/// The schema's verdict speaks of CVSS objects too, in the words of 6.1.8.
base::Result<std::vector<Finding>> whole_schema(Kind kind, const json::Value& root, const Index* index) {
  CW_ASSIGN_OR_RETURN(std::vector<Finding> findings, schema_findings(kind, root));
  if (index == nullptr) return findings;
  for (Finding& finding : cvss_findings(index->vulnerabilities, "schema", FindingLevel::error))
    findings.push_back(std::move(finding));
  return findings;
}

Verdict check_name(const json::Value& root, const std::string& name) {
  const json::Value id = root["document"]["tracking"]["id"];
  Verdict verdict{"5.1", Group::optional, "File name", Outcome::passed, "", {}};
  if (name.empty() || !id.is_string()) {
    verdict.outcome = Outcome::skipped;
    verdict.reason = name.empty() ? "the document was not read from a file" : "the document has no id";
    return verdict;
  }
  const std::string wanted = file_name_for(id.string());
  const std::string marked = wanted.substr(0, wanted.size() - 5) + "_invalid.json";
  if (name == wanted || name == marked) return verdict;
  verdict.outcome = Outcome::failed;
  verdict.findings.push_back({FindingLevel::warning, "5.1", id.pointer(), id.place().line,
                              "the file of the document '" + std::string(id.string()) + "' has to be called '" + wanted + "'"});
  return verdict;
}

}  // namespace

std::string_view name_of(Outcome outcome) {
  constexpr std::array<std::string_view, 3> names{"passed", "failed", "skipped"};
  return names[static_cast<std::size_t>(outcome)];
}

bool Report::is_valid(bool strict) const {
  return std::none_of(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) {
    return std::any_of(verdict.findings.begin(), verdict.findings.end(), [&](const Finding& finding) {
      return finding.level == FindingLevel::error || (strict && finding.level == FindingLevel::warning);
    });
  });
}

std::size_t Report::count(FindingLevel level) const {
  std::size_t count = 0;
  for (const Verdict& verdict : verdicts) {
    for (const Finding& finding : verdict.findings) count += finding.level == level ? 1 : 0;
  }
  return count;
}

const Verdict* Report::verdict(std::string_view id) const {
  const auto found = std::find_if(verdicts.begin(), verdicts.end(), [&](const Verdict& verdict) { return verdict.id == id; });
  return found == verdicts.end() ? nullptr : &*found;
}

base::Result<Report> validate(const json::Value& root, const Options& options) {
  Report report{kind_of(root), {}};
  if (report.kind != Kind::document) {
    CW_ASSIGN_OR_RETURN(std::vector<Finding> findings, schema_findings(report.kind, root));
    report.verdicts.push_back(verdict_of("schema", Group::mandatory, "Schema", std::move(findings)));
    return report;
  }
  const Index index(root);
  if (is_wanted(options, "schema")) {
    CW_ASSIGN_OR_RETURN(std::vector<Finding> findings, whole_schema(report.kind, root, &index));
    report.verdicts.push_back(verdict_of("schema", Group::mandatory, "Schema", std::move(findings)));
  }
  if (!options.file_name.empty() && is_wanted(options, "5.1")) report.verdicts.push_back(check_name(root, options.file_name));
  std::vector<std::pair<std::size_t, std::vector<Noted>>> noted;
  for (const Test& test : tests()) {
    if (!is_wanted(options, test.id)) continue;
    const bool run = test.run != nullptr;
    report.verdicts.push_back({test.id, test.group, test.title, run ? Outcome::passed : Outcome::skipped, test.skipped, {}});
    if (!run) continue;
    Flags flags(test.id, level_of(test.group));
    test.run(index, flags);
    noted.emplace_back(report.verdicts.size() - 1, flags.take());
  }
  std::vector<Noted*> all;
  for (auto& [number, findings] : noted) {
    for (Noted& one : findings) all.push_back(&one);
  }
  locate(root, all);
  for (auto& [number, findings] : noted) {
    Verdict& verdict = report.verdicts[number];
    for (Noted& one : findings) verdict.findings.push_back(std::move(one.finding));
    if (!verdict.findings.empty()) verdict.outcome = Outcome::failed;
  }
  return report;
}

}  // namespace crosswalk::artifacts::csaf
