// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "artifacts/osv/database.h"
#include "artifacts/osv/match.h"
#include "artifacts/osv/vulnerability.h"
#include "base/text.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace osv = artifacts::osv;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 256ULL << 20;

osv::Package package_of(const Json& json) {
  return {text_at(json, "ecosystem"), text_at(json, "name"), text_at(json, "version")};
}

std::string in_words(const osv::Package& package) { return package.ecosystem + " " + package.name + " " + package.version; }

/// Cases that bring the packages of a vulnerability with them.
void run_cases(const std::string& name, const Json& cases, Outcome& outcome) {
  const auto judge = [&](const Json& test, std::size_t number) {
    const std::string id = name + " " + std::to_string(number);
    const auto document = artifacts::json::parse(Json{{"id", "OSV-CASE"}, {"affected", test.at("affected")}}.dump());
    if (!document) {
      outcome.unknown.push_back("case " + id);
      return;
    }
    const osv::Vulnerability vulnerability = osv::read_osv(document->root()).vulnerability;
    const osv::Package package = package_of(test.at("package"));
    const bool found = osv::affects(vulnerability, package).has_value();
    outcome.add("is affected", found == test.at("expected_affected").get<bool>(), id,
                in_words(package) + (found ? " affected" : " not affected") + " (" + text_at(test, "upstream_test") + ")");
  };
  judge_each(name, cases, judge, outcome);
}

/// All records in a folder as a database.
base::Result<osv::Database> database_of(const Context& context, const std::string& folder) {
  osv::Database out;
  for (const std::string& name : files_below(context.folder + "/" + folder)) {
    if (!name.ends_with(".json") || name.ends_with("queries.json") || name.ends_with("expected.json")) continue;
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(context.folder + "/" + folder + "/" + name, kMaxFile));
    CW_RETURN_IF_ERROR(out.add_file(std::move(bytes), name));
  }
  return out;
}

base::Result<void> run_queries(const Context& context, const std::string& name, const Json& queries, Outcome& outcome) {
  CW_ASSIGN_OR_RETURN(const osv::Database database, database_of(context, name.substr(0, name.rfind('/'))));
  const auto judge = [&](const Json& query, std::size_t number) {
    const std::string id = name + " " + std::to_string(number);
    const osv::Package package = package_of(query.at("package"));
    std::set<std::string> found;
    for (const osv::Match& match : database.find(package)) found.insert(match.vulnerability->id);
    if (query.contains("expected_ids")) {
      const auto wanted = query.at("expected_ids").get<std::set<std::string>>();
      const auto list = [](const std::set<std::string>& ids) { return base::join({ids.begin(), ids.end()}, " "); };
      outcome.add("ids", found == wanted, id, in_words(package) + ": found " + list(found) + " instead of " + list(wanted));
    } else if (query.contains("expected_affected")) {
      const bool affected = found.contains(text_at(query, "id"));
      outcome.add("affected by one", affected == query.at("expected_affected").get<bool>(), id,
                  in_words(package) + (affected ? " affected by " : " not affected by ") + text_at(query, "id"));
    } else {
      outcome.unknown.push_back("query " + id);
    }
  };
  judge_each(name, queries, judge, outcome);
  return {};
}

/// Records that are to be accepted or not.
void run_records(const Context& context, const std::string& name, const Json& entries, Outcome& outcome) {
  const auto judge = [&](const Json& entry, std::size_t) {
    const std::string file = resolve(context, name, text_at(entry, "file"));
    const std::string id = file + " record";
    const auto bytes = platform::read_file(context.folder + "/" + file, kMaxFile);
    const auto document = bytes ? artifacts::json::parse(*bytes) : base::Result<artifacts::json::Document>(bytes.error());
    const bool accepted = text_at(entry, "expected") == "accepted";
    if (!document) {
      outcome.add("record", bytes && !accepted, id, document.error().message());
      return;
    }
    const osv::Record record = osv::read_osv(document->root());
    std::string errors;
    bool schema = true;
    for (const artifacts::Finding& finding : record.findings) {
      if (finding.level != artifacts::FindingLevel::error) continue;
      errors += finding.rule + " " + finding.pointer + ": " + finding.message + "; ";
      schema = schema && finding.rule.find("/schema/") == std::string::npos;
    }
    std::string wrong;
    if (accepted != errors.empty()) wrong = accepted ? errors : "nothing was found wrong";
    if (accepted && record.vulnerability.id != text_at(entry, "id")) wrong += "id " + record.vulnerability.id;
    if (accepted && entry.contains("affected") && entry["affected"].is_number() &&
        record.vulnerability.affected.size() != entry["affected"].get<std::size_t>())
      wrong += "packages " + std::to_string(record.vulnerability.affected.size());
    outcome.add("record", wrong.empty(), id, wrong + (accepted ? "" : " (" + text_at(entry, "expected") + ")"));
    if (const std::string verdict = text_at(entry, "json_schema"); !verdict.empty())
      outcome.add_apart("schema verdict", (verdict == "valid") == schema, file + " schema", errors);
  };
  judge_each(name, entries, judge, outcome);
}

/// Facts of CVE records.
void run_cve(const Context& context, const std::string& name, const Json& entries, Outcome& outcome) {
  const auto judge = [&](const Json& entry, std::size_t) {
    const std::string file = resolve(context, name, text_at(entry, "file"));
    const auto bytes = platform::read_file(context.folder + "/" + file, kMaxFile);
    const auto document = bytes ? artifacts::json::parse(*bytes) : base::Result<artifacts::json::Document>(bytes.error());
    if (!document) {
      outcome.add("CVE record", false, file, document.error().message());
      return;
    }
    const osv::Vulnerability found = osv::read_cve(document->root()).vulnerability;
    Json facts = {{"file", text_at(entry, "file")},
                  {"dataVersion", found.schema_version},
                  {"cveId", found.id},
                  {"affected", Json::array()},
                  {"cwe", Json::array()}};
    for (const osv::Affected& one : found.affected)
      facts["affected"].push_back({{"vendor", one.vendor}, {"product", one.product}, {"versions", one.cve_versions.size()}});
    for (const std::string& cwe : found.weaknesses) facts["cwe"].push_back(cwe.empty() ? Json() : Json(cwe));
    facts["references"] = found.references.size();
    std::string wrong;
    for (const auto& [key, value] : entry.items()) {
      const auto own = facts.find(key);
      if (own == facts.end()) {
        outcome.unknown.push_back("fact " + key + " of " + file);
      } else if (*own != value) {
        wrong += key + ": " + own->dump() + " instead of " + value.dump() + "; ";
      }
    }
    outcome.add("CVE record", wrong.empty(), file, wrong);
  };
  judge_each(name, entries, judge, outcome);
}

}  // namespace

/// What OSV's own tools, and records of GitHub, Go and others, expect of a reader that matches packages offline.
base::Result<Outcome> run_osv(const Context& context) {
  Outcome outcome;
  const std::vector<std::string> files = files_below(context.folder);
  std::set<std::string> named;
  std::set<std::string> folders;
  for (const std::string& name : files) {
    const std::string_view last = last_part(name);
    if (is_about_the_suite(name) || !last.ends_with(".json")) continue;
    const bool cases = last.ends_with("cases.json");
    const bool queries = last.ends_with("queries.json");
    const bool expected = last.starts_with("expected");
    if (!cases && !queries && !expected) continue;
    CW_ASSIGN_OR_RETURN(const Json json, read_json(context.folder + "/" + name));
    if (!json.is_array()) continue;
    named.insert(name);
    for (const Json& entry : json) {
      if (entry.is_object()) named.insert(resolve(context, name, text_at(entry, "file")));
    }
    if (cases) {
      run_cases(name, json, outcome);
    } else if (queries) {
      folders.insert(folder_part(name));
      CW_RETURN_IF_ERROR(run_queries(context, name, json, outcome));
    } else if (!json.empty() && json.front().is_object() && json.front().contains("cveId")) {
      run_cve(context, name, json, outcome);
    } else {
      run_records(context, name, json, outcome);
    }
  }
  // The records beside queries are a database, and none of them is named.
  for (const std::string& name : files) {
    if (std::any_of(folders.begin(), folders.end(), [&](const std::string& folder) { return name.starts_with(folder); }))
      named.insert(name);
  }
  note_unnamed(files, named, outcome);
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
