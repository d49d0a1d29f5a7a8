// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vex/filter.h"
#include "artifacts/vex/vex.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace vex = artifacts::vex;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

/// A folder of the suite, from which lists name files.
struct Place {
  std::string suite;
  /// Of the list, relative to the suite; empty or with a slash at its end.
  std::string folder;

  /// The bytes of a file that is named from the list's folder, or from that of the suite.
  [[nodiscard]] base::Result<std::string> read(const std::string& name) const {
    auto bytes = platform::read_file(suite + "/" + folder + name, kMaxFile);
    if (!bytes) bytes = platform::read_file(suite + "/" + name, kMaxFile);
    return bytes;
  }
};

bool has_schema_finding(const vex::Document& document) {
  return std::any_of(document.findings.begin(), document.findings.end(),
                     [](const artifacts::Finding& finding) { return finding.rule == "openvex/schema"; });
}

std::string status_of(const vex::Statement& statement) { return statement.status_text; }

/// A document with what is expected of it: read or not, statements and statuses, the verdict of the schema.
void judge_document(const Place& place, const std::string& list, const Json& test, Outcome& outcome) {
  const std::string name = text_at(test, "file");
  const std::string expected = text_at(test, "expected");
  const std::string id = list + " " + name;
  const auto bytes = place.read(name);
  if (!bytes) return outcome.add("documents", false, id, bytes.error().message());
  const auto document = vex::read(*bytes, name);
  const bool wanted = expected.starts_with("accept") || expected.starts_with("parse") || expected.starts_with("valid");
  std::string wrong;
  if (document.has_value() != wanted) {
    wrong = document ? "read, but it is wrong" : document.error().message();
  } else if (document) {
    if (const auto count = test.find("statements");
        count != test.end() && count->is_number_unsigned() && count->get<std::size_t>() != document->statements.size())
      wrong += std::to_string(document->statements.size()) + " statements; ";
    if (const auto statuses = test.find("statuses"); statuses != test.end() && statuses->is_array()) {
      Json found = Json::array();
      for (const vex::Statement& statement : document->statements) found.push_back(status_of(statement));
      if (found != *statuses) wrong += "statuses " + found.dump() + "; ";
    }
    if (const std::string verdict = text_at(test, "json_schema"); !verdict.empty()) {
      if (has_schema_finding(*document) == verdict.starts_with("valid")) wrong += "the schema's verdict is not " + verdict;
    }
  }
  outcome.add("documents", wrong.empty(), id, wrong);
}

/// A statement that is given as its producer gives it.
void judge_rule(const std::string& list, std::size_t number, const Json& test, Outcome& outcome) {
  const Json& given = test["statement"];
  vex::Statement statement;
  statement.vulnerability.name = text_at(given, "vulnerability");
  for (const char* key : {"product", "products"}) {
    if (!given.contains(key)) continue;
    for (const Json& one : given[key].is_array() ? given[key] : Json::array({given[key]}))
      statement.products.push_back({{one.is_string() ? one.get<std::string>() : text_at(one, "@id"), {}, {}, {}}, {}});
  }
  statement.status_text = text_at(given, "status");
  statement.status = vex::status_named(statement.status_text);
  statement.justification_text = text_at(given, "justification");
  statement.justification = vex::justification_named(statement.justification_text);
  statement.impact_statement = text_at(given, "impact_statement");
  statement.action_statement = text_at(given, "action_statement");
  statement.status_notes = text_at(given, "status_notes");
  const auto findings = vex::check_statement(statement);
  const std::string own = text_at(test, "id");
  const bool wanted = text_at(test, "expected").starts_with("accept");
  outcome.add("statement rules", findings.empty() == wanted, list + " " + (own.empty() ? std::to_string(number) : own),
              findings.empty() ? "taken; wanted: " + text_at(test, "reason") : findings.front().message);
}

void judge_filter(const Place& place, const std::string& list, const Json& test, Outcome& outcome) {
  std::vector<vex::Document> documents;
  std::string wrong;
  const Json& named = test["vex"];
  std::string id = list;
  std::size_t statements = 0;
  for (const Json& one : named.is_array() ? named : Json::array({named})) {
    const std::string name = one.is_string() ? one.get<std::string>() : std::string();
    id += " " + name;
    auto bytes = place.read(name);
    auto document = bytes ? vex::read(*bytes, name) : base::Result<vex::Document>(bytes.error());
    if (!document) return outcome.add("filters", false, id, document.error().message());
    statements += document->statements.size();
    documents.push_back(std::move(*document));
  }
  const std::string sarif = text_at(test, "sarif");
  id += " over " + sarif;
  auto log = place.read(sarif);
  const auto merged = vex::merge(documents);
  const auto filtered = !log      ? base::Result<vex::Filtered>(log.error())
                        : !merged ? base::Result<vex::Filtered>(merged.error())
                                  : vex::filter_sarif(*log, sarif, *merged);
  if (!filtered) return outcome.add("filters", false, id, filtered.error().message());
  const auto wants = [&](const char* key, std::size_t found) {
    if (test.contains(key) && test[key].is_number_unsigned() && test[key].get<std::size_t>() != found)
      wrong += std::string(key) + " " + std::to_string(found) + " instead of " + test[key].dump() + "; ";
  };
  wants("statements", statements);
  wants("runs", filtered->runs.size());
  const vex::Filtered::Run run = filtered->runs.empty() ? vex::Filtered::Run{} : filtered->runs[0];
  wants("results_in_run0_before", run.before);
  wants("results_in_run0_after_filter", run.after);
  outcome.add("filters", wrong.empty(), id, wrong);
}

/// A vulnerability of a statement in JSON, of any version.
std::string vulnerability_in(const Json& statement) {
  const auto found = statement.find("vulnerability");
  if (found == statement.end()) return {};
  if (found->is_string()) return found->get<std::string>();
  const std::string name = text_at(*found, "name");
  return name.empty() ? text_at(*found, "@id") : name;
}

/// What the statements of a merged document have to be: vulnerability, status and products, in any order.
std::string difference(const vex::Document& merged, const Json& expected) {
  std::vector<std::string> found;
  std::vector<std::string> wanted;
  for (const vex::Statement& statement : merged.statements) {
    std::string one = (statement.vulnerability.name.empty() ? statement.vulnerability.id : statement.vulnerability.name) + " " +
                      statement.status_text;
    for (const vex::Product& product : statement.products) one += " " + product.component.id;
    found.push_back(one);
  }
  for (const Json& statement : expected) {
    std::string one = vulnerability_in(statement) + " " + text_at(statement, "status");
    if (statement.contains("products")) {
      for (const Json& product : statement["products"])
        one += " " + (product.is_string() ? product.get<std::string>() : text_at(product, "@id"));
    }
    wanted.push_back(one);
  }
  std::sort(found.begin(), found.end());
  std::sort(wanted.begin(), wanted.end());
  if (found == wanted) return {};
  return Json(found).dump() + " instead of " + Json(wanted).dump();
}

/// What is expected of a merge: "error", a count of statements, a document, a file with one, or a list of statements.
std::optional<std::string> merge_difference(const Place& place, const base::Result<vex::Document>& merged, const Json& expected) {
  if (expected.is_string() && (expected == "error" || expected == "reject"))
    return merged ? "merged, but an error is wanted" : std::string();
  if (!merged) return merged.error().message();
  if (expected.is_number_unsigned()) {
    return merged->statements.size() == expected.get<std::size_t>() ? std::string()
                                                                    : std::to_string(merged->statements.size()) + " statements";
  }
  if (expected.is_array()) return difference(*merged, expected);
  if (expected.is_object()) {
    const auto statements = expected.find("statements");
    if (statements == expected.end()) return std::nullopt;
    std::string wrong = merge_difference(place, merged, *statements).value_or("the statements expected are not understood");
    if (const auto statuses = expected.find("statuses"); statuses != expected.end() && statuses->is_array()) {
      std::vector<std::string> found;
      for (const vex::Statement& statement : merged->statements) found.push_back(statement.status_text);
      auto wanted = statuses->get<std::vector<std::string>>();
      std::sort(found.begin(), found.end());
      std::sort(wanted.begin(), wanted.end());
      if (found != wanted) wrong += " statuses " + Json(found).dump();
    }
    return wrong;
  }
  if (expected.is_string()) {
    const std::string text = expected.get<std::string>();
    if (text == "ok" || text == "accepted" || text == "success") return std::string();
    const auto bytes = place.read(text);
    if (!bytes) return std::nullopt;
    const Json file = Json::parse(*bytes, nullptr, false);
    if (!file.is_object() || !file.contains("statements")) return std::nullopt;
    return difference(*merged, file["statements"]);
  }
  return std::nullopt;
}

void judge_merge(const Place& place, const std::string& list, std::size_t number, const Json& test, Outcome& outcome) {
  const std::string id = list + " " + std::to_string(number) + " " + text_at(test, "name");
  std::vector<vex::Document> documents;
  std::optional<base::Error> fault;
  for (const Json& input : test["inputs"]) {
    const std::string name = input.is_string() ? input.get<std::string>() : "input";
    auto bytes = input.is_string() ? place.read(name) : base::Result<std::string>(input.dump());
    auto document = bytes ? vex::read(*bytes, name) : base::Result<vex::Document>(bytes.error());
    if (document) {
      documents.push_back(std::move(*document));
    } else if (!fault) {
      fault = document.error();
    }
  }
  const auto merged = fault ? base::Result<vex::Document>(*fault) : vex::merge(documents);
  // What is expected besides stands under names of its own in some lists.
  Json expected = test.contains("expected") ? test["expected"] : Json();
  for (const char* key : {"expected_statements", "statements", "expected_file"}) {
    if ((expected.is_null() || (expected.is_string() && expected != "error")) && test.contains(key)) {
      expected = Json{{"statements", test[key]}};
      if (test[key].is_string()) expected = test[key];
      if (test.contains("statuses")) expected["statuses"] = test["statuses"];
    }
  }
  const auto wrong = merge_difference(place, merged, expected);
  if (!wrong) {
    outcome.unknown.push_back("case " + id);
  } else {
    outcome.add("merges", wrong->empty(), id, *wrong);
  }
}

/// The files that a case speaks of, by the keys that name any.
void note_files(const Context& context, const std::string& list, const Json& test, std::set<std::string>& named) {
  for (const char* key : {"file", "vex", "sarif", "inputs", "expected", "expected_file"}) {
    if (!test.contains(key)) continue;
    for (const Json& one : test[key].is_array() ? test[key] : Json::array({test[key]})) {
      if (one.is_string()) named.insert(resolve(context, list, one.get<std::string>()));
    }
  }
}

void judge(const Place& place, const std::string& list, const Json& cases, Outcome& outcome) {
  judge_each(
      list, cases,
      [&](const Json& test, std::size_t number) {
        if (test.contains("vex") && test.contains("sarif")) {
          judge_filter(place, list, test, outcome);
        } else if (test.contains("inputs") && test["inputs"].is_array()) {
          judge_merge(place, list, number, test, outcome);
        } else if (test.contains("statement") && test["statement"].is_object() && test.contains("expected")) {
          judge_rule(list, number, test, outcome);
        } else if (test.contains("file") && test.contains("expected")) {
          judge_document(place, list, test, outcome);
        } else {
          outcome.unknown.push_back("case " + list + " " + std::to_string(number));
        }
      },
      outcome);
}

}  // namespace

/// What OpenVEX's own tools make of documents, statements, merges and filters of scanner results.
base::Result<Outcome> run_openvex(const Context& context) {
  Outcome outcome;
  const std::vector<std::string> files = files_below(context.folder);
  std::set<std::string> named;
  for (const std::string& name : files) {
    const std::string file(last_part(name));
    const bool is_list = file.starts_with("expected") || file == "statement_rules.json" ||
                         file.find("_rules") != std::string::npos || file.find("_cases") != std::string::npos;
    if (!is_list || !file.ends_with(".json") || is_about_the_suite(name)) continue;
    named.insert(name);
    const Place place{context.folder, name.substr(0, name.size() - file.size())};
    CW_ASSIGN_OR_RETURN(const Json json, read_json(context.folder + "/" + name));
    const Json& list = json.is_object() && json.contains("cases") ? json["cases"] : json;
    if (list.is_array()) {
      for (const Json& test : list) {
        if (test.is_object()) note_files(context, name, test, named);
      }
      judge(place, name, list, outcome);
    } else {
      outcome.unknown.push_back("file " + name);
    }
  }
  note_unnamed(files, named, outcome);
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
