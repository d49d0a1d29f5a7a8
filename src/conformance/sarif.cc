// SPDX-License-Identifier: Apache-2.0
#include "artifacts/sarif/sarif.h"

#include <algorithm>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <vector>

#include "artifacts/schemas/schemas.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace json = artifacts::json;
namespace sarif = artifacts::sarif;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;
/// The rules of the Multitool that check() has.
const std::set<std::string> kRules{"SARIF1005", "SARIF1006", "SARIF1007", "SARIF1010", "SARIF1013"};

/// "/runs/0/results" as "runs[0].results".
std::string with_brackets(const std::string& pointer) {
  std::string out;
  for (std::size_t i = 0; i < pointer.size();) {
    const std::size_t end = std::min(pointer.find('/', i + 1), pointer.size());
    const std::string part = pointer.substr(i + 1, end - i - 1);
    const bool number = !part.empty() && std::all_of(part.begin(), part.end(), [](char c) { return c >= '0' && c <= '9'; });
    if (number) {
      out += "[" + part + "]";
    } else {
      out += (out.empty() ? "" : ".") + part;
    }
    i = end;
  }
  return out;
}

std::string facts_wrong(const sarif::Log& log, const Json& wanted) {
  std::string out;
  const auto compare = [&](const std::string& what, const std::string& is, const std::string& should) {
    if (is != should) out += (out.empty() ? "" : "; ") + what + ": " + is + " instead of " + should;
  };
  if (wanted.contains("version") && wanted["version"].is_string())
    compare("version", log.version, wanted["version"].get<std::string>());
  if (wanted.contains("runs") && wanted["runs"].is_number())
    compare("runs", std::to_string(log.runs.size()), wanted["runs"].dump());
  Json results = Json::array();
  Json tools = Json::array();
  for (const sarif::Run& run : log.runs) {
    results.push_back(run.results.size());
    tools.push_back(run.tool.empty() ? Json() : Json(run.tool));
  }
  if (wanted.contains("results")) compare("results", results.dump(), wanted["results"].dump());
  // Logs of other versions name their tools in another way.
  if (wanted.contains("tools") && log.version == "2.1.0") compare("tools", tools.dump(), wanted["tools"].dump());
  return out;
}

void run_case(const Context& context, const std::string& file, const Json& entry, Outcome& outcome) {
  const auto bytes = platform::read_file(context.folder + "/" + file, kMaxFile);
  if (!bytes) {
    outcome.add("schema", false, file + " schema", bytes.error().message());
    return;
  }
  const std::string expected = text_at(entry, "json_schema");
  const auto document = json::parse(*bytes, {file});
  if (!document) {
    outcome.add("schema", expected == "not-json", file + " schema", document.error().message());
    return;
  }
  if (!expected.empty()) {
    // The suite asks whether it is a log; files of external properties are none.
    const auto findings = sarif::validate(*document);
    const bool log = sarif::is_log(document->root());
    const bool good = log && findings.empty();
    outcome.add("schema", good == (expected == "valid"), file + " schema",
                findings.empty() ? "taken" : findings.front().pointer + ": " + findings.front().message);
    if (!log && sarif::is_external_properties(document->root())) {
      outcome.add("external properties", findings.empty(), file + " external properties",
                  findings.empty() ? "" : findings.front().pointer + ": " + findings.front().message);
    }
  }
  if (const auto facts = entry.find("facts"); facts != entry.end() && facts->is_object()) {
    const std::string wrong = facts_wrong(sarif::read(*document), *facts);
    outcome.add("counts", wrong.empty(), file + " counts", wrong);
  }
  const auto hits = entry.find("expected_hits");
  if (hits == entry.end() || !hits->is_array()) return;
  const std::string rule = text_at(entry, "rule");
  std::set<std::string> wanted;
  for (const Json& hit : *hits) wanted.insert(text_at(hit, "ruleId") + " " + text_at(hit, "where"));
  std::set<std::string> found;
  for (const artifacts::Finding& finding : sarif::check(*document)) {
    if (finding.rule == rule) found.insert(finding.rule + " " + with_brackets(finding.pointer));
  }
  std::string what;
  for (const std::string& one : wanted) {
    if (!found.contains(one)) what += (what.empty() ? "" : "; ") + std::string("missing ") + one;
  }
  for (const std::string& one : found) {
    if (!wanted.contains(one)) what += (what.empty() ? "" : "; ") + std::string("too much ") + one;
  }
  const std::string id = file + " rule";
  if (kRules.contains(rule)) {
    outcome.add("rules", what.empty(), id, what);
  } else {
    outcome.add_apart("rules of the Multitool that are not checked", what.empty(), id, what);
  }
}

}  // namespace

/// What the SARIF SDK expects of a reader: the verdict of the schema, counts, and hits of the rules that there are.
base::Result<Outcome> run_sarif(const Context& context) {
  Outcome outcome;
  const std::vector<std::string> files = files_below(context.folder);
  std::set<std::string> named;
  for (const std::string& name : files) {
    if (is_about_the_suite(name) || !last_part(name).starts_with("expected") || !name.ends_with(".json")) continue;
    CW_ASSIGN_OR_RETURN(const Json json, read_json(context.folder + "/" + name));
    if (!json.is_array() && !(json.is_object() && json.contains("cases"))) continue;
    named.insert(name);
    judge_files(
        context, name, json, named,
        [&](const std::string& file, const Json& entry) {
          run_case(context, file, entry, outcome);
          return true;
        },
        outcome);
  }
  note_unnamed(files, named, outcome);
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
