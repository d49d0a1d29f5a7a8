// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/validate.h"

#include <algorithm>
#include <array>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/json/value.h"
#include "base/text.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::conformance {
namespace {

namespace fs = std::filesystem;
namespace csaf = artifacts::csaf;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

/// A file that was read and checked.
struct Checked {
  artifacts::json::Document document;
  csaf::Report report;
};

base::Result<Checked> check(const Context& context, const std::string& name, const std::vector<std::string>& only = {}) {
  CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(context.folder + "/" + name, kMaxFile));
  CW_ASSIGN_OR_RETURN(artifacts::json::Document document, artifacts::json::parse(std::move(bytes), {name}));
  csaf::Options options;
  options.only = only;
  options.file_name = fs::path(name).filename().string();
  CW_ASSIGN_OR_RETURN(csaf::Report report, csaf::validate(document.root(), options));
  return Checked{std::move(document), std::move(report)};
}

std::string text_of(const Json& entry, const char* key) { return entry.is_object() ? text_at(entry, key) : std::string(); }

/// What was found by one check, on one line.
std::string found_by(const csaf::Verdict& verdict) {
  std::string out;
  for (const artifacts::Finding& finding : verdict.findings) {
    if (out.size() > 300) break;
    out += (out.empty() ? "" : "; ") + finding.rule + " " + finding.pointer + ": " + finding.message;
  }
  return out;
}

bool passes(const csaf::Report& report, std::string_view id) {
  const csaf::Verdict* verdict = report.verdict(id);
  return verdict != nullptr && verdict->outcome == csaf::Outcome::passed;
}

void check_schema(const csaf::Report& report, const std::string& wanted, const std::string& kind, const std::string& id,
                  Outcome& outcome) {
  const csaf::Verdict* schema = report.verdict("schema");
  const bool valid = schema != nullptr && schema->findings.empty();
  outcome.add(kind, valid == (wanted == "valid"), id + " schema",
              (valid ? "valid, expected " + wanted : "expected " + wanted + ": " + found_by(*schema)));
}

/// The files of one test of OASIS: those that fail it and those that do not.
void run_test(const Context& context, const std::string& list_name, const Json& test, std::set<std::string>& named,
              Outcome& outcome) {
  const std::string id = text_of(test, "id");
  const csaf::Test* known = csaf::test_named(id);
  for (const char* list : {"failures", "valid"}) {
    for (const Json& entry : test.contains(list) ? test[list] : Json::array()) {
      const std::string file = resolve(context, list_name, text_of(entry, "name"));
      named.insert(file);
      const auto checked = check(context, file);
      if (!checked || known == nullptr) {
        outcome.add(text_of(test, "group"), false, file + " " + id, checked ? "no test of this id" : checked.error().message());
        continue;
      }
      if (const std::string wanted = text_of(entry, "json_schema"); !wanted.empty()) {
        check_schema(checked->report, wanted, "schema", file, outcome);
      }
      const csaf::Verdict* verdict = checked->report.verdict(id);
      if (verdict->outcome == csaf::Outcome::skipped) {
        outcome.notes.push_back(id + " is not run (" + std::string(verdict->reason) + "): " + file);
        continue;
      }
      // "valid" tells of the document, which may fail an optional test and be valid: what counts is the list that it is in.
      const bool flagged = !verdict->findings.empty();
      const bool wanted = std::string_view(list) == "failures";
      outcome.add(std::string(csaf::name_of(known->group)), flagged == wanted, file + " " + id,
                  wanted ? "was not flagged" : "was flagged: " + found_by(*verdict));
    }
  }
}

void run_icsma(const Context& context, const std::string& file, const Json& entry, Outcome& outcome) {
  const auto checked = check(context, file, {"schema"});
  if (!checked) {
    outcome.add("facts", false, file + " facts", checked.error().message());
    return;
  }
  check_schema(checked->report, text_of(entry, "expected_json_schema"), "schema", file, outcome);
  const artifacts::json::Value root = checked->document.root();
  const artifacts::json::Value document = root["document"];
  std::string wrong;
  const auto compare = [&](const char* name, std::string_view found, const std::string& wanted) {
    if (found != wanted)
      wrong += std::string(wrong.empty() ? "" : "; ") + name + " is " + std::string(found) + " instead of " + wanted;
  };
  compare("tracking_id", document["tracking"]["id"].string(), text_of(entry, "tracking_id"));
  compare("category", document["category"].string(), text_of(entry, "category"));
  compare("title", document["title"].string(), text_of(entry, "title"));
  std::vector<std::string> cves;
  for (const artifacts::json::Value vulnerability : root["vulnerabilities"].items()) {
    if (vulnerability["cve"].is_string()) cves.emplace_back(vulnerability["cve"].string());
  }
  compare("vulnerabilities", std::to_string(root["vulnerabilities"].size()),
          entry.contains("vulnerabilities") ? entry["vulnerabilities"].dump() : "0");
  std::vector<std::string> wanted;
  for (const Json& cve : entry.contains("cves") ? entry["cves"] : Json::array())
    wanted.push_back(cve.is_string() ? cve.get<std::string>() : "");
  std::sort(cves.begin(), cves.end());
  std::sort(wanted.begin(), wanted.end());
  if (cves != wanted) wrong += "; other CVE ids";
  outcome.add("facts", wrong.empty(), file + " facts", wrong);
}

void run_example(const Context& context, const std::string& file, const Json& entry, Outcome& outcome) {
  const std::string kind = text_of(entry, "kind");
  const std::string expected = text_of(entry, "expected");
  const auto checked = check(context, file);
  if (!checked) {
    outcome.add("examples", expected == "reject" || expected == "invalid", file, checked.error().message());
    return;
  }
  const csaf::Report& report = checked->report;
  if (const std::string schema = text_of(entry, "expected_json_schema"); !schema.empty()) {
    check_schema(report, schema, "examples", file, outcome);
    return;
  }
  const csaf::Verdict* schema = report.verdict("schema");
  if (kind.starts_with("filename")) {
    const bool valid = passes(report, "5.1");
    outcome.add("examples", valid == (expected == "valid"), file + " name",
                valid ? "the name was taken" : "the name was not taken");
  } else if (kind.starts_with("ROLIE") || expected.starts_with("valid") || expected == "parses" || expected == "accept") {
    // Its kind has to be known too: the schema of another one says nothing.
    const bool known = kind.starts_with("ROLIE") ? report.kind >= csaf::Kind::rolie_feed : true;
    outcome.add("examples", known && schema->findings.empty(), file,
                known ? found_by(*schema) : "was taken for " + std::string(csaf::name_of(report.kind)));
  } else {
    outcome.add("examples", !schema->findings.empty(), file, "was accepted");
  }
}

/// The id of a test that a text names on its own, as "6.1.16", "6_1_16" or "6.1.27.9"; empty where it names none.
std::string test_in(std::string scope) {
  std::replace(scope.begin(), scope.end(), '_', '.');
  for (const csaf::Test& test : csaf::tests()) {
    const std::size_t at = scope.find(test.id);
    if (at == std::string::npos) continue;
    const char next = artifacts::byte_at(scope, at + test.id.size());
    const bool longer =
        artifacts::is_digit(next) || (next == '.' && artifacts::is_digit(artifacts::byte_at(scope, at + test.id.size() + 1)));
    if (!longer && !artifacts::is_digit(artifacts::byte_before(scope, at))) return std::string(test.id);
  }
  return {};
}

std::size_t count_of(const csaf::Report& report, csaf::Group group) {
  std::size_t count = 0;
  for (const csaf::Verdict& verdict : report.verdicts)
    count += verdict.group == group && verdict.id != "5.1" ? verdict.findings.size() : 0;
  return count;
}

/// Whether a scope speaks of the schema and of no tests besides: "schema", "strict schema".
bool is_of_schema_alone(std::string_view scope) {
  constexpr std::array<std::string_view, 5> kTests{"mandatory", "optional", "informative", "all", "6."};
  return scope.find("schema") != std::string_view::npos && std::none_of(kTests.begin(), kTests.end(), [&](std::string_view word) {
           return scope.find(word) != std::string_view::npos;
         });
}

bool is_strict_schema(std::string_view scope) { return scope.find("strict") != std::string_view::npos; }

/// A case of secvisogram/csaf-validator-lib. Its scope says which tests were run: one alone, which the document passes or not; or
/// the schema with all mandatory tests, where the library takes the strict schema (no other properties) too; or the optional ones
/// besides, whose findings are warnings and leave a document valid. Source: csaf-validator-lib, tests/all.js.
void run_bsi(const Context& context, const std::string& file, const Json& entry, Outcome& outcome) {
  const std::string scope = text_of(entry, "scope");
  const std::string alone = test_in(scope);
  const auto verdict_wanted = entry.find("expected_valid");
  const bool wanted = verdict_wanted == entry.end() || !verdict_wanted->is_boolean() || verdict_wanted->get<bool>();
  const std::string kind = alone.empty() ? "bsi" : "bsi " + std::string(csaf::name_of(csaf::test_named(alone)->group));
  const auto checked = check(context, file, alone.empty() ? std::vector<std::string>() : std::vector<std::string>{alone});
  if (!checked) {
    outcome.add(kind, !wanted, file, checked.error().message());
    return;
  }
  const csaf::Report& report = checked->report;
  std::string why;
  bool valid = true;
  if (!alone.empty()) {
    const csaf::Verdict* verdict = report.verdict(alone);
    if (verdict->outcome == csaf::Outcome::skipped) {
      outcome.notes.push_back(alone + " is not run (" + std::string(verdict->reason) + "): " + file);
      return;
    }
    valid = verdict->findings.empty();
    why = found_by(*verdict);
  } else {
    const bool strict = scope.find("optional") == std::string::npos && scope.find("6.2") == std::string::npos;
    const bool schema_alone = is_of_schema_alone(scope);
    for (const csaf::Verdict& verdict : report.verdicts) {
      const bool counts =
          schema_alone ? verdict.id == "schema" || (is_strict_schema(scope) && verdict.id == "6.2.20")
                       : (verdict.group == csaf::Group::mandatory && verdict.id != "5.1") || (strict && verdict.id == "6.2.20");
      if (!counts || verdict.findings.empty()) continue;
      valid = false;
      why += found_by(verdict) + "; ";
    }
  }
  outcome.add(kind, valid == wanted, file, valid ? "found valid" : why);
  // How many findings one mistake makes is each program's own affair. With the strict schema the library runs the other one too,
  // so that what breaks both counts twice.
  const bool both = alone.empty() && scope.find("optional") == std::string::npos && scope.find("6.2") == std::string::npos;
  const std::size_t twice = both ? report.verdict("schema")->findings.size() + report.verdict("6.2.20")->findings.size() : 0;
  const auto compare = [&](const char* key, csaf::Group group) {
    const auto expected = entry.find(key);
    if (expected == entry.end() || !expected->is_number_integer()) return;
    const std::size_t count = count_of(report, group) + (group == csaf::Group::mandatory ? twice : 0);
    outcome.add_apart(std::string("bsi ") + key, count == expected->get<std::size_t>(), file + " " + key,
                      std::to_string(count) + " instead of " + expected->dump());
  };
  compare("expected_errors", csaf::Group::mandatory);
  compare("expected_warnings", csaf::Group::optional);
  compare("expected_infos", csaf::Group::informative);
}

/// Whether a word of a list says that a document is taken; nothing where it is not known.
std::optional<bool> verdict_of(std::string_view word) {
  for (const std::string_view good : {"accept", "valid", "parse", "ok", "pass"}) {
    if (word.starts_with(good)) return true;
  }
  for (const std::string_view bad : {"reject", "invalid", "error", "fail"}) {
    if (word.starts_with(bad)) return false;
  }
  return std::nullopt;
}

/// A document that gocsaf takes or not: by its schema.
void run_gocsaf(const Context& context, const std::string& file, const Json& entry, Outcome& outcome) {
  const std::string expected = text_of(entry, "expected");
  const auto checked = check(context, file, {"schema"});
  const auto wanted = verdict_of(expected);
  if (!wanted) {
    outcome.unknown.push_back("expectation '" + expected + "' of " + file);
    return;
  }
  const bool accepted = checked && checked->report.is_valid();
  const std::string why = accepted  ? "was accepted"
                          : checked ? found_by(checked->report.verdicts.front())
                                    : checked.error().message();
  outcome.add("gocsaf", accepted == *wanted, file, why);
}

/// A vector with the score that was published for it.
void run_score(const std::string& id, const Row& row, Outcome& outcome) {
  const std::string text = cell(row, "vector");
  const auto vector = artifacts::cvss::parse(text);
  if (!vector) {
    outcome.add("scores", false, id, vector.error().message());
    return;
  }
  const artifacts::cvss::Scores scores = artifacts::cvss::score(*vector);
  const int base = vector->version() == artifacts::cvss::Version::v4_0 ? scores.overall : scores.base;
  std::string severity(artifacts::cvss::text_of(artifacts::cvss::severity_of(vector->version(), base)));
  std::transform(severity.begin(), severity.end(), severity.begin(), artifacts::upper);
  const auto is_base = [&](const std::string& score) {
    const auto parsed = artifacts::cvss::parse_score(base::trim(score));
    return parsed && parsed->tenths == base;
  };
  const bool has_word = !cell(row, "published_severity").empty() && !cell(row, "metric").ends_with("v2");
  const bool consistent = is_base(cell(row, "published_base")) && (!has_word || severity == cell(row, "published_severity"));
  const std::string verdict = cell(row, "expected_verdict");
  bool right = verdict.empty() || consistent == (verdict == "consistent");
  if (!cell(row, "expected_base").empty()) right = right && is_base(cell(row, "expected_base"));
  if (!cell(row, "expected_severity").empty() && has_word) right = right && severity == cell(row, "expected_severity");
  outcome.add("scores", right, id, text + " gives " + artifacts::cvss::tenths_as_text(base) + " " + severity);
}

base::Result<void> run_table(const Context& context, const std::string& name, Outcome& outcome) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(context.folder + "/" + name, kMaxFile));
  const Table table = parse_table(bytes);
  if (!table.columns.contains("vector") || !table.columns.contains("published_base")) {
    outcome.unknown.push_back("file " + name);
    return {};
  }
  std::size_t number = 1;
  for (const Row& row : table.rows) {
    ++number;
    if (!cell(row, "vector").empty()) run_score(name + " " + std::to_string(number), row, outcome);
  }
  return {};
}

/// What an entry of a list asks for, by what it holds; null for none that is known.
using Run = void (*)(const Context&, const std::string& file, const Json& entry, Outcome&);

Run run_of(const Json& entry) {
  if (entry.contains("scope") || entry.contains("expected_valid")) return run_bsi;
  if (entry.contains("tracking_id") || entry.contains("cves")) return run_icsma;
  if (entry.contains("kind") || entry.contains("expected_json_schema")) return run_example;
  return entry.contains("expected") ? run_gocsaf : nullptr;
}

/// A list of cases: tests with the files that fail them, or files with what is expected of each.
void run_list(const Context& context, const std::string& name, const Json& json, std::set<std::string>& named, Outcome& outcome) {
  if (json.is_object() && json.contains("tests")) {
    const Json& tests = json["tests"];
    judge_each(
        name, tests.is_array() ? tests : Json::array({tests}),
        [&](const Json& test, std::size_t) { run_test(context, name, test, named, outcome); }, outcome);
    return;
  }
  judge_files(
      context, name, json, named,
      [&](const std::string& file, const Json& entry) {
        const Run run = run_of(entry);
        if (run == nullptr) return false;
        if (platform::kind_of(context.folder + "/" + file)) {
          run(context, file, entry, outcome);
        } else {
          // Not the same as a file that is refused.
          outcome.add("files", false, file, "there is no such file");
        }
        return true;
      },
      outcome);
}

/// Whether a file is a list of cases by its name.
bool is_list(std::string_view name) {
  const std::string_view last = last_part(name);
  return last.ends_with(".json") && (last.starts_with("expected") || last.ends_with("cases.json"));
}

}  // namespace

/// What OASIS, other validators and publishers expect of a reader of CSAF.
base::Result<Outcome> run_csaf(const Context& context) {
  Outcome outcome;
  const std::vector<std::string> files = files_below(context.folder);
  std::set<std::string> named;
  for (const std::string& name : files) {
    if (is_about_the_suite(name)) continue;
    if (name.ends_with(".tsv")) {
      named.insert(name);
      CW_RETURN_IF_ERROR(run_table(context, name, outcome));
    } else if (is_list(name)) {
      named.insert(name);
      CW_ASSIGN_OR_RETURN(const Json json, read_json(context.folder + "/" + name));
      run_list(context, name, json, named, outcome);
    }
  }
  note_unnamed(files, named, outcome);
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
