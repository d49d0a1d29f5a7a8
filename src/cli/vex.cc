// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vex/filter.h"
#include "artifacts/vex/vex.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "platform/file.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace vex = artifacts::vex;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostBytes = 256ULL << 20;
constexpr std::size_t kWidth = 80;

struct Arguments {
  std::vector<std::string> files;
  std::string format = "terminal";
  std::string to = "openvex";
  std::string sarif;
  std::string as_of;
  std::string out;
  bool unsandboxed = false;
  /// The day of as_of, or today.
  base::Date day;
};

/// A file's bytes, before anything is made of them.
struct Input {
  std::string path;
  std::string bytes;
};

base::Result<std::vector<Input>> read_inputs(const std::vector<std::string>& paths) {
  std::vector<Input> out;
  for (const std::string& path : paths) {
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(path, kMostBytes));
    out.push_back({path, std::move(bytes)});
  }
  return out;
}

base::Result<std::vector<vex::Document>> read_documents(const std::vector<Input>& inputs) {
  std::vector<vex::Document> out;
  for (const Input& input : inputs) {
    CW_ASSIGN_OR_RETURN(vex::Document document, vex::read(input.bytes, input.path));
    out.push_back(std::move(document));
  }
  return out;
}

/// Documents without a time of their own take the day that was named, where one was.
base::Result<vex::Document> merged(std::vector<vex::Document> documents, const std::string& day) {
  for (vex::Document& document : documents) {
    if (document.timestamp.empty() && !day.empty()) document.timestamp = day + "T00:00:00Z";
  }
  return vex::merge(documents);
}

void add_wrapped(std::string& out, std::string head, std::size_t indent, std::string_view text) {
  if (head.size() + 1 > indent) head += ' ';
  head.resize(std::max(indent, head.size()), ' ');
  for (const std::string& line : reports::wrap(reports::visible(text), static_cast<int>(kWidth - indent))) {
    out += head + line + "\n";
    head.assign(indent, ' ');
  }
}

std::string counted(std::size_t count, std::string_view what) {
  return std::to_string(count) + " " + std::string(what) + (count == 1 ? "" : "s");
}

// ---- validate -----------------------------------------------------------------------------------------------------------------

base::Result<Work> validate(const std::vector<Input>& inputs, const Arguments& arguments) {
  std::string text;
  Json list = Json::array();
  bool valid = true;
  for (const Input& input : inputs) {
    auto document = vex::read(input.bytes, input.path);
    if (!document) {
      vex::Document broken;
      broken.findings.push_back(
          {artifacts::FindingLevel::error, "vex/format", {}, 0, document.error().subject + ": " + document.error().detail});
      document = std::move(broken);
    }
    const bool good = !artifacts::has_errors(document->findings);
    const bool known = document->findings.empty() || document->findings.front().rule != "vex/format";
    valid = valid && good;
    if (arguments.format == "json") {
      Json findings = Json::array();
      for (const artifacts::Finding& finding : document->findings) {
        Json one = {{"level", artifacts::name_of(finding.level)}, {"rule", finding.rule}, {"pointer", finding.pointer}};
        if (finding.line > 0) one["line"] = finding.line;
        one["message"] = finding.message;
        findings.push_back(one);
      }
      Json one = {{"file", input.path}, {"valid", good}};
      if (known) {
        one["format"] = vex::name_of(document->format);
        one["version"] = document->format_version;
        one["statements"] = document->statements.size();
      }
      one["findings"] = findings;
      list.push_back(one);
      continue;
    }
    text += reports::visible(input.path) + ": " + (good ? "valid" : "not valid");
    if (known)
      text += ", " + std::string(vex::name_of(document->format)) + " " + reports::visible(document->format_version) + ", " +
              counted(document->statements.size(), "statement");
    text += "\n";
    for (const artifacts::Finding& finding : document->findings) {
      std::string head = "  " + std::string(artifacts::name_of(finding.level));
      if (finding.line > 0) head += ", line " + std::to_string(finding.line);
      add_wrapped(text, head, 24,
                  finding.message + " (" + finding.rule + (finding.pointer.empty() ? "" : " at " + finding.pointer) + ")");
    }
  }
  if (arguments.format == "json") text = list.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
  return Work{valid ? clean : gaps, std::move(text)};
}

// ---- show ---------------------------------------------------------------------------------------------------------------------

Json json_of(const vex::Statement& statement) {
  Json out = {{"vulnerability", statement.vulnerability.name}, {"aliases", statement.vulnerability.aliases}};
  Json products = Json::array();
  for (const vex::Product& product : statement.products) {
    Json one = {{"id", product.component.key()}};
    if (!product.component.name.empty()) one["name"] = product.component.name;
    if (!product.subcomponents.empty()) {
      one["subcomponents"] = Json::array();
      for (const vex::Component& part : product.subcomponents) one["subcomponents"].push_back(part.key());
    }
    products.push_back(one);
  }
  out["products"] = products;
  out["status"] = statement.status ? std::string(vex::name_of(*statement.status)) : statement.status_text;
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
  };
  if (statement.justification) out["justification"] = vex::name_of(*statement.justification);
  add("impact_statement", statement.impact_statement);
  add("action_statement", statement.action_statement);
  add("status_notes", statement.status_notes);
  add("timestamp", statement.timestamp);
  add("last_updated", statement.last_updated);
  add("author", statement.author);
  out["document"] = statement.document;
  out["pointer"] = statement.pointer;
  out["line"] = statement.line;
  return out;
}

base::Result<Work> show(const std::vector<Input>& inputs, const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(std::vector<vex::Document> documents, read_documents(inputs));
  CW_ASSIGN_OR_RETURN(const vex::Document all, merged(std::move(documents), arguments.as_of));
  const std::vector<vex::Statement> holding = vex::current(all);
  if (arguments.format == "json") {
    Json now = Json::array();
    for (const vex::Statement& statement : holding) now.push_back(json_of(statement));
    Json history = Json::array();
    for (const vex::Statement& statement : all.statements) history.push_back(json_of(statement));
    const Json out = {{"documents", arguments.files}, {"current", now}, {"history", history}};
    return Work{clean, out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n"};
  }
  std::string text;
  std::string last;
  for (const vex::Statement& statement : holding) {
    const std::string name = statement.vulnerability.name.empty() ? statement.vulnerability.id : statement.vulnerability.name;
    if (text.empty() || name != last) {
      text += reports::visible(name);
      for (const std::string& alias : statement.vulnerability.aliases) text += ", " + reports::visible(alias);
      text += "\n";
    }
    last = name;
    const std::string status = statement.status ? std::string(vex::name_of(*statement.status)) : statement.status_text;
    add_wrapped(text, "  " + status, 24,
                statement.products.empty() ? "(no product named)" : statement.products[0].component.key());
    const auto more = [&](std::string_view head, std::string_view value) {
      if (!value.empty()) add_wrapped(text, {}, 24, std::string(head) + std::string(value));
    };
    if (!statement.products.empty()) {
      for (const vex::Component& part : statement.products[0].subcomponents) more("in ", part.key());
    }
    more("because: ", statement.justification_text);
    more("impact: ", statement.impact_statement);
    more("to do: ", statement.action_statement);
    more("note: ", statement.status_notes);
    more("since ", statement.timestamp);
  }
  const std::size_t older = all.statements.size() > holding.size() ? all.statements.size() - holding.size() : 0;
  text += counted(all.statements.size(), "statement") + " in " + counted(arguments.files.size(), "document") +
          (older > 0 ? "; later ones stand in place of earlier ones" : "") + "\n";
  return Work{clean, std::move(text)};
}

// ---- merge, convert, filter ---------------------------------------------------------------------------------------------------

base::Result<Work> convert(const std::vector<Input>& inputs, const Arguments& arguments, bool merging) {
  CW_ASSIGN_OR_RETURN(std::vector<vex::Document> documents, read_documents(inputs));
  if (!merging && documents.size() != 1)
    return base::Error{base::ErrorCode::usage, "crosswalk vex convert", "name one file; 'crosswalk vex merge' takes several"};
  vex::Document source = documents.front();
  if (merging) {
    CW_ASSIGN_OR_RETURN(source, merged(std::move(documents), arguments.as_of));
  }
  const auto format = vex::format_named(arguments.to);
  if (!format) return base::Error{base::ErrorCode::usage, "--to " + arguments.to, "openvex, cyclonedx or csaf"};
  vex::Converted out = vex::write(source, *format, arguments.day.iso() + "T00:00:00Z");
  for (const std::string& loss : out.losses) say("crosswalk: " + loss);
  return Work{clean, std::move(out.json)};
}

/// The log is the last of the inputs.
base::Result<Work> filter(std::vector<Input> inputs, const Arguments& arguments) {
  const std::string log = std::move(inputs.back().bytes);
  inputs.pop_back();
  CW_ASSIGN_OR_RETURN(std::vector<vex::Document> documents, read_documents(inputs));
  CW_ASSIGN_OR_RETURN(const vex::Document all, merged(std::move(documents), arguments.as_of));
  CW_ASSIGN_OR_RETURN(vex::Filtered filtered, vex::filter_sarif(log, arguments.sarif, all));
  std::size_t number = 0;
  for (const vex::Filtered::Run& run : filtered.runs)
    say("run " + std::to_string(++number) + ": " + std::to_string(run.after) + " of " + std::to_string(run.before) +
        " results are left");
  return Work{clean, std::move(filtered.json)};
}

using Make = std::function<base::Result<Work>(const std::vector<Input>&, const Arguments&)>;

base::Result<int> run(Arguments arguments, const Make& make) {
  CW_ASSIGN_OR_RETURN(arguments.day, as_of(arguments.as_of));
  std::vector<std::string> paths = arguments.files;
  if (!arguments.sarif.empty()) paths.push_back(arguments.sarif);
  CW_ASSIGN_OR_RETURN(const std::vector<Input> inputs, read_inputs(paths));
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(arguments.unsandboxed, [&] { return make(inputs, arguments); }));
  CW_RETURN_IF_ERROR(write_out(arguments.out, work.text));
  return work.exit_code;
}

CLI::App* add(CLI::App& parent, const std::string& name, const std::string& what, Arguments& arguments) {
  CLI::App* command = parent.add_subcommand(name, what);
  command->add_option("FILE", arguments.files, "OpenVEX, CycloneDX or CSAF documents in JSON")->required()->type_name("FILE");
  command->add_option("--out", arguments.out, "Write the result to this file")->type_name("FILE");
  command->add_flag("--unsandboxed", arguments.unsandboxed, "Go on where this machine has no sandbox");
  return command;
}

void add_format(CLI::App& command, Arguments& arguments) {
  command.add_option("--format", arguments.format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
}

void add_day(CLI::App& command, Arguments& arguments) {
  command.add_option("--as-of", arguments.as_of, "The day of documents that do not say when they were made")->type_name("DATE");
}

void add_to(CLI::App& command, Arguments& arguments) {
  command.add_option("--to", arguments.to, "openvex, cyclonedx or csaf")
      ->check(CLI::IsMember({"openvex", "cyclonedx", "csaf"}))
      ->capture_default_str()
      ->type_name("FORMAT");
}

}  // namespace

void add_vex(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("vex", "Check, show, merge and convert VEX documents: what vulnerabilities do to products");
  command->require_subcommand(1);
  auto arguments = std::make_shared<Arguments>();
  const auto on = [arguments, &exit_code](CLI::App* subcommand, const Make& make) {
    subcommand->callback([arguments, make, &exit_code] {
      const auto result = run(*arguments, make);
      exit_code = result ? *result : report(result.error());
    });
  };
  CLI::App* check = add(*command, "validate", "What breaks the rules of each document's format", *arguments);
  add_format(*check, *arguments);
  on(check, validate);
  CLI::App* look = add(*command, "show", "What holds now of each vulnerability and product, by the latest statement", *arguments);
  add_format(*look, *arguments);
  add_day(*look, *arguments);
  on(look, show);
  CLI::App* join = add(*command, "merge", "All statements in one document, in the order of time", *arguments);
  add_to(*join, *arguments);
  add_day(*join, *arguments);
  on(join, [](const std::vector<Input>& inputs, const Arguments& given) { return convert(inputs, given, true); });
  CLI::App* change = add(*command, "convert", "A document in another format; what it cannot say is named", *arguments);
  add_to(*change, *arguments);
  add_day(*change, *arguments);
  on(change, [](const std::vector<Input>& inputs, const Arguments& given) { return convert(inputs, given, false); });
  CLI::App* sift = add(*command, "filter", "A SARIF log without results that are not_affected or fixed", *arguments);
  sift->add_option("--sarif", arguments->sarif, "The log of a scanner")->required()->type_name("FILE");
  add_day(*sift, *arguments);
  on(sift, filter);
  command->footer(
      "Exit codes:\n"
      "  0  done; of validate: every document keeps the rules\n"
      "  1  of validate: one of them does not\n"
      "  2  wrong usage\n"
      "  3  a file could not be read or understood, or the result not be written");
}

}  // namespace crosswalk::cli
