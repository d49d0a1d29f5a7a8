// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/cvss/score.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/text_input.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace cvss = artifacts::cvss;
using Json = nlohmann::ordered_json;

struct Arguments {
  std::vector<std::string> vectors;
  bool from_stdin = false;
  std::string format = "text";
  std::string out;
};

/// A line that was given, and what it is.
struct Scored {
  std::string input;
  base::Result<cvss::Vector> vector;
  cvss::Scores scores;
};

/// A score that a vector gives, and what it is called.
struct Named {
  /// As members of JSON begin: "base".
  std::string_view key;
  int tenths = 0;
};

/// The scores of the groups that a vector gives, base first.
std::vector<Named> given_scores(const cvss::Vector& vector, const cvss::Scores& scores) {
  const bool newest = vector.version() == cvss::Version::v4_0;
  std::vector<Named> out{{"base", scores.base}};
  if (vector.has(cvss::Group::threat)) out.push_back({newest ? "threat" : "temporal", scores.temporal});
  if (vector.has(cvss::Group::environmental)) out.push_back({"environmental", scores.environmental});
  return out;
}

std::string_view word_of(const cvss::Vector& vector, int tenths) {
  return cvss::text_of(cvss::severity_of(vector.version(), tenths));
}

std::string what_is_wrong(const base::Error& error) { return error.subject + ": " + error.detail; }

void add_text(std::string& out, const Scored& one) {
  if (!one.vector) {
    out += reports::visible(one.input) + "\n  not a CVSS vector: " + reports::visible(what_is_wrong(one.vector.error())) + "\n";
    return;
  }
  const cvss::Vector& vector = *one.vector;
  const std::string canonical = vector.canonical();
  out += canonical + "\n";
  for (const Named& score : given_scores(vector, one.scores)) {
    std::string row = "  " + std::string(score.key);
    row.resize(17, ' ');
    const std::string number = cvss::tenths_as_text(score.tenths);
    out += row + std::string(4 - number.size(), ' ') + number + "  " + std::string(word_of(vector, score.tenths)) + "\n";
  }
  if (vector.version() == cvss::Version::v4_0)
    out += "  the score is a " + std::string(vector.nomenclature()) + " score; macrovector " + one.scores.macrovector + "\n";
  if (!vector.in_order() && vector.version() == cvss::Version::v4_0)
    out += "  its metrics were not in the order that CVSS 4.0 demands; they are above\n";
}

constexpr std::string_view kHeader =
    "vector\tversion\tbase\ttemporal\tenvironmental\tscore\tseverity\tnomenclature\tmacrovector\terror\n";

void add_row(std::string& out, const Scored& one) {
  if (!one.vector) {
    out += reports::visible(one.input) + "\t\t\t\t\t\t\t\t\t" + reports::visible(what_is_wrong(one.vector.error())) + "\n";
    return;
  }
  const cvss::Vector& vector = *one.vector;
  const cvss::Scores& scores = one.scores;
  out += vector.canonical();
  out += '\t';
  out += cvss::text_of(vector.version());
  out += '\t' + cvss::tenths_as_text(scores.base) + '\t';
  if (vector.has(cvss::Group::threat)) out += cvss::tenths_as_text(scores.temporal);
  out += '\t';
  if (vector.has(cvss::Group::environmental)) out += cvss::tenths_as_text(scores.environmental);
  out += '\t' + cvss::tenths_as_text(scores.overall) + '\t';
  out += word_of(vector, scores.overall);
  out += '\t';
  out += vector.nomenclature();
  out += '\t' + scores.macrovector + "\t\n";
}

/// A score as a number with its decimal, as the others write it.
Json number(int tenths) { return static_cast<double>(tenths) / 10.0; }

Json json_of(const Scored& one) {
  if (!one.vector)
    return {{"input", one.input}, {"error", {{"subject", one.vector.error().subject}, {"reason", one.vector.error().detail}}}};
  const cvss::Vector& vector = *one.vector;
  Json out = {{"input", one.input}, {"version", cvss::text_of(vector.version())}, {"vectorString", vector.canonical()}};
  for (const Named& score : given_scores(vector, one.scores)) {
    out[std::string(score.key) + "Score"] = number(score.tenths);
    out[std::string(score.key) + "Severity"] = word_of(vector, score.tenths);
  }
  out["score"] = number(one.scores.overall);
  out["severity"] = word_of(vector, one.scores.overall);
  if (vector.version() == cvss::Version::v4_0) {
    out["nomenclature"] = vector.nomenclature();
    out["macrovector"] = one.scores.macrovector;
    out["inOrder"] = vector.in_order();
  }
  return out;
}

/// All lines in the format that is wanted; `wrong` tells whether any is no vector.
std::string render(const std::vector<std::string>& inputs, std::string_view format, bool& wrong) {
  std::string out;
  if (format == "tsv") out += kHeader;
  if (format == "json") out += "[";
  bool first = true;
  for (const std::string& input : inputs) {
    auto vector = cvss::parse(input);
    const cvss::Scores scores = vector ? cvss::score(*vector) : cvss::Scores{};
    const Scored one{input, std::move(vector), scores};
    wrong = wrong || !one.vector;
    if (format == "tsv") {
      add_row(out, one);
    } else if (format == "json") {
      out += (first ? "\n  " : ",\n  ") + json_of(one).dump(-1, ' ', false, Json::error_handler_t::replace);
    } else {
      add_text(out, one);
    }
    first = false;
  }
  if (format == "json") out += "\n]\n";
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  std::vector<std::string> inputs = arguments.vectors;
  if (arguments.from_stdin) {
    CW_ASSIGN_OR_RETURN(const std::vector<std::string> lines, lines_of_stdin());
    // Of a table the first column.
    for (const std::string& line : lines) inputs.push_back(line.substr(0, line.find('\t')));
  }
  if (inputs.empty() && !arguments.from_stdin)
    return base::Error{base::ErrorCode::usage, "crosswalk cvss score", "name vectors, or give --stdin"};
  bool wrong = false;
  CW_RETURN_IF_ERROR(write_out(arguments.out, render(inputs, arguments.format, wrong)));
  return wrong ? gaps : clean;
}

}  // namespace

void add_cvss(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("cvss", "Score CVSS vectors: 2.0, 3.0, 3.1 and 4.0");
  command->require_subcommand(1);
  CLI::App* score = command->add_subcommand("score", "Scores and severities of vectors, or what is wrong with them");
  auto arguments = std::make_shared<Arguments>();
  score->add_option("VECTOR", arguments->vectors, "Vectors: CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H")->type_name("VECTOR");
  score->add_flag("--stdin", arguments->from_stdin, "Read further ones from standard input, one a line or in the first column");
  score->add_option("--format", arguments->format, "text, tsv or json")
      ->check(CLI::IsMember({"text", "tsv", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  score->add_option("--out", arguments->out, "Write the scores to this file")->type_name("FILE");
  score->footer(
      "Exit codes:\n"
      "  0  every vector has its scores\n"
      "  1  one of them is no vector; the others have their scores\n"
      "  2  wrong usage\n"
      "  3  standard input could not be read, or the scores not be written");
  score->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
