// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/artifact.h"
#include "artifacts/cvss/score.h"
#include "artifacts/text/find.h"
#include "base/text.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace cvss = artifacts::cvss;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

/// One case of a file, and where it goes.
struct Case {
  std::string kind;
  std::string id;
  Outcome* outcome = nullptr;
  /// Of a file whose cases do not count.
  bool apart = false;

  void passed_if(bool passed, std::string_view what) const {
    if (apart) {
      outcome->add_apart(kind, passed, id, what);
    } else {
      outcome->add(kind, passed, id, what);
    }
  }
};

std::string in_small_letters(std::string_view text) { return base::to_lower(base::trim(text)); }

/// "9.8" or "10" as tenths; nothing for anything else.
std::optional<int> tenths_of(std::string_view text) {
  const auto score = cvss::parse_score(base::trim(text));
  return score ? std::optional(score->tenths) : std::nullopt;
}

/// What is wrong with one score; empty if it is as expected or nothing is.
std::string difference(std::string_view name, std::string_view wanted, int found) {
  wanted = base::trim(wanted);
  if (wanted.empty() || wanted == "None" || tenths_of(wanted) == found) return {};
  return std::string(name) + " " + cvss::tenths_as_text(found) + " instead of " + std::string(wanted) + "; ";
}

/// A vector that is expected to be of a version: "2.0", "3", "3.1". An empty version is any.
base::Result<cvss::Vector> read(std::string_view text, std::string_view version) {
  auto vector = cvss::parse(text);
  if (vector && !version.empty() && !cvss::text_of(vector->version()).starts_with(version.substr(0, 1)))
    return base::Error{base::ErrorCode::malformed_data, std::string(text.substr(0, 9)), "it is a vector of another version"};
  return vector;
}

void judge_scores(const Case& one, const Row& row) {
  const auto vector = cvss::parse(cell(row, "vector"));
  if (!vector) return one.passed_if(false, vector.error().message());
  const cvss::Scores scores = cvss::score(*vector);
  std::string wrong = difference("base", cell(row, "base"), scores.base) +
                      difference("temporal", cell(row, "temporal"), scores.temporal) +
                      difference("environmental", cell(row, "environmental"), scores.environmental) +
                      difference("score", cell(row, "score"), scores.overall);
  if (const std::string wanted = cell(row, "macrovector"); !wanted.empty() && wanted != scores.macrovector)
    wrong += "macrovector " + scores.macrovector + " instead of " + wanted;
  one.passed_if(wrong.empty(), wrong);
}

/// The metrics of a group with their values, "not defined" too.
std::string group_of(const cvss::Vector& vector, cvss::Group group) {
  std::string out;
  for (const cvss::Metric& metric : cvss::metrics(vector.version())) {
    if (metric.group != group) continue;
    out += (out.empty() ? "" : "/") + std::string(metric.name) + ":" + std::string(vector.value(metric.name));
  }
  return out;
}

/// What a function of Red Hat's library gives for a vector; nothing if the function is not known.
std::optional<std::string> text_by(std::string_view function, const cvss::Vector& vector) {
  const std::string canonical = vector.canonical();
  if (function.starts_with("clean_vector")) {
    const bool bare = function.find("False") != std::string_view::npos;
    return bare ? canonical.substr(cvss::prefix_of(vector.version()).size()) : canonical;
  }
  if (function.starts_with("rh_vector")) {
    const cvss::Scores scores = cvss::score(vector);
    return cvss::tenths_as_text(vector.version() == cvss::Version::v4_0 ? scores.overall : scores.base) + "/" + canonical;
  }
  if (function.starts_with("temporal_vector")) return group_of(vector, cvss::Group::threat);
  if (function.starts_with("environmental_vector")) return group_of(vector, cvss::Group::environmental);
  return std::nullopt;
}

void judge_canonical(const Case& one, const Row& row) {
  const auto vector = read(cell(row, "input"), cell(row, "version"));
  if (!vector) return one.passed_if(false, vector.error().message());
  const auto found = text_by(cell(row, "function"), *vector);
  if (!found) {
    one.outcome->unknown.push_back("function " + cell(row, "function") + " of " + one.id);
    return;
  }
  one.passed_if(*found == cell(row, "expected"), *found + " instead of " + cell(row, "expected"));
}

/// Reads a vector with its score before it, as Red Hat writes them ("9.8/CVSS:3.1/..."): the score has to be the vector's.
base::Result<cvss::Vector> read_with_score(std::string_view text, std::string_view version) {
  const std::size_t slash = text.find('/');
  const auto wanted = tenths_of(text.substr(0, slash));
  if (slash == std::string_view::npos || !wanted)
    return base::Error{base::ErrorCode::malformed_data, std::string(text), "a score and a vector are wanted"};
  CW_ASSIGN_OR_RETURN(const cvss::Vector vector, read(text.substr(slash + 1), version));
  const cvss::Scores scores = cvss::score(vector);
  if ((vector.version() == cvss::Version::v4_0 ? scores.overall : scores.base) != *wanted)
    return base::Error{base::ErrorCode::malformed_data, std::string(text), "the score is not that of the vector"};
  return vector;
}

void judge_invalid(const Case& one, const Row& row) {
  const std::string wanted = cell(row, "expected_error");
  const std::string text = cell(row, "vector");
  const auto vector =
      wanted.find("RH") == std::string::npos ? read(text, cell(row, "version")) : read_with_score(text, cell(row, "version"));
  if (vector) return one.passed_if(false, "taken, but it is wrong: " + text);
  one.passed_if(true, "");
  // Which error it is: a metric that is missing, or anything else.
  const bool missing = vector.error().detail == "it is missing";
  const bool wants_missing = wanted.find("Mandatory") != std::string::npos;
  one.outcome->add_apart("kind of error", missing == wants_missing, one.id, vector.error().message() + " instead of " + wanted);
}

void judge_severity(const Case& one, const Row& row) {
  const auto vector = read(cell(row, "vector"), cell(row, "version"));
  if (!vector) return one.passed_if(false, vector.error().message());
  const cvss::Scores scores = cvss::score(*vector);
  std::string wanted;
  for (const auto& [name, text] : row) {
    if (name.starts_with("expected_severity")) wanted = text;
  }
  const auto words = base::split(wanted, ',');
  const cvss::Version version = vector->version();
  // Of 2.0 there is a temporal or environmental severity only where a metric of the group is given, of others always.
  const bool always = version != cvss::Version::v2_0;
  std::vector<std::string> found;
  const auto add = [&](int tenths, bool given) {
    found.emplace_back(given ? cvss::text_of(cvss::severity_of(version, tenths)) : "none");
  };
  add(version == cvss::Version::v4_0 ? scores.overall : scores.base, true);
  add(scores.temporal, always || vector->has(cvss::Group::threat));
  add(scores.environmental, always || vector->has(cvss::Group::environmental));
  std::string wrong;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i >= found.size() || found[i] != in_small_letters(words[i]))
      wrong += (i < found.size() ? found[i] : "nothing") + " instead of " + std::string(words[i]) + "; ";
  }
  one.passed_if(wrong.empty() && !wanted.empty(), wrong);
}

void judge_acceptance(const Case& one, const Json& test, std::string_view expected) {
  const auto vector = read(text_at(test, "vector"), text_at(test, "version"));
  const bool wants = expected == "accept";
  one.passed_if(vector.has_value() == wants, vector ? "taken, but it is wrong" : vector.error().message());
}

void judge_expected_scores(const Case& one, const Json& test) {
  const auto vector = read(text_at(test, "vector"), text_at(test, "version"));
  if (!vector) return one.passed_if(false, vector.error().message());
  const cvss::Scores scores = cvss::score(*vector);
  std::string wrong;
  for (const auto& [name, value] : test.at("expected").items()) {
    const std::string wanted = value.is_string() ? value.get<std::string>() : value.dump();
    if (name == "BaseScore") {
      wrong += difference(name, wanted, scores.base);
    } else if (name == "TemporalScore") {
      wrong += difference(name, wanted, scores.temporal);
    } else if (name == "EnvironmentalScore") {
      wrong += difference(name, wanted, scores.environmental);
    } else if (name == "Score") {
      wrong += difference(name, wanted, scores.overall);
    } else if (name == "Nomenclature") {
      if (vector->nomenclature() != wanted) wrong += std::string(vector->nomenclature()) + " instead of " + wanted;
    } else if (name == "MacroVector" || name == "macrovector") {
      if (scores.macrovector != wanted) wrong += scores.macrovector + " instead of " + wanted;
    } else {
      one.outcome->unknown.push_back("score " + name + " of " + one.id);
    }
  }
  one.passed_if(wrong.empty(), wrong);
}

/// Vectors in a running text, each once. What our finder takes for one of 3.1 without its version is none by the specification.
void judge_found(const Case& one, const Json& test) {
  std::set<std::string> found;
  for (const artifacts::Artifact& artifact :
       artifacts::text::find(text_at(test, "text"), artifacts::Kinds({artifacts::Kind::cvss_vector}))) {
    if ((artifact.flags & artifacts::ambiguous) == 0) found.insert(artifact.canonical);
  }
  std::set<std::string> wanted;
  for (const Json& text : test.at("expected_vectors")) {
    const auto vector = cvss::parse(text.is_string() ? text.get<std::string>() : std::string());
    wanted.insert(vector ? vector->canonical() : text.dump());
  }
  std::string wrong;
  for (const std::string& text : found) {
    if (!wanted.contains(text)) wrong += "found " + text + "; ";
  }
  for (const std::string& text : wanted) {
    if (!found.contains(text)) wrong += "not found " + text + "; ";
  }
  one.passed_if(wrong.empty(), wrong);
}

/// How the rows of a table with these columns are judged; null where the columns are not known.
using JudgeRow = void (*)(const Case&, const Row&);

JudgeRow judge_of(const std::set<std::string, std::less<>>& columns) {
  const auto has = [&](std::string_view name) { return columns.contains(name); };
  const bool severity =
      std::any_of(columns.begin(), columns.end(), [](const std::string& name) { return name.starts_with("expected_severity"); });
  if (has("input") && has("function") && has("expected")) return judge_canonical;
  if (has("vector") && has("expected_error")) return judge_invalid;
  if (has("vector") && severity) return judge_severity;
  if (has("vector") && (has("base") || has("score"))) return judge_scores;
  return nullptr;
}

/// What the cases of a file are called together: its name without folder, ending and the part of a set it is.
std::string kind_of(const std::string& name) {
  const std::string file = name.substr(name.rfind('/') + 1);
  return file.substr(0, file.rfind('.'));
}

bool is_apart(const std::string& name) { return name.find("NOT_COUNTED") != std::string::npos; }

void run_table(const std::string& name, std::string_view bytes, Outcome& outcome) {
  const Table table = parse_table(bytes);
  const JudgeRow judge = judge_of(table.columns);
  if (judge == nullptr) {
    outcome.unknown.push_back(is_apart(name) ? "file " + name + ", which does not count" : "file " + name);
    return;
  }
  std::size_t number = 0;
  for (const Row& row : table.rows) {
    ++number;
    const std::string id = cell(row, "id");
    judge({kind_of(name), name + " " + (id.empty() ? std::to_string(number) : id), &outcome, is_apart(name)}, row);
  }
}

void run_list(const std::string& name, const Json& list, Outcome& outcome) {
  judge_each(
      name, list,
      [&](const Json& test, std::size_t number) {
        const Case one{kind_of(name), name + " " + std::to_string(number), &outcome, is_apart(name)};
        const auto expected = test.find("expected");
        if (test.contains("expected_vectors") && test["expected_vectors"].is_array()) {
          judge_found(one, test);
        } else if (expected != test.end() && expected->is_object()) {
          judge_expected_scores(one, test);
        } else if (expected != test.end() && expected->is_string()) {
          judge_acceptance(one, test, expected->get<std::string>());
        } else if (test.contains("gocvss")) {
          judge_acceptance(one, test, text_at(test, "gocvss"));
        } else {
          outcome.unknown.push_back("case " + one.id);
        }
      },
      outcome);
}

}  // namespace

/// What other calculators of CVSS give: scores, severities, canonical forms, vectors that are wrong, vectors in running text.
base::Result<Outcome> run_cvss(const Context& context) {
  Outcome outcome;
  for (const std::string& name : files_below(context.folder)) {
    if (is_about_the_suite(name)) continue;
    if (name.ends_with(".tsv")) {
      CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(context.folder + "/" + name, kMaxFile));
      run_table(name, bytes, outcome);
    } else if (name.ends_with(".json")) {
      CW_ASSIGN_OR_RETURN(const Json file, read_json(context.folder + "/" + name));
      const Json& list = file.is_object() && file.contains("cases") ? file["cases"] : file;
      if (list.is_array()) {
        run_list(name, list, outcome);
      } else {
        outcome.unknown.push_back("file " + name);
      }
    } else {
      outcome.unknown.push_back("file " + name);
    }
  }
  if (outcome.kinds.empty()) return base::Error{base::ErrorCode::not_found, context.folder, "the suite has no list of cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
