// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "advisories/page.h"
#include "artifacts/csaf/advisory.h"
#include "artifacts/csaf/validate.h"
#include "artifacts/json/value.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace csaf = artifacts::csaf;
namespace json = artifacts::json;
using artifacts::Finding;
using artifacts::FindingLevel;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 256ULL << 20;
constexpr int kMaxFolders = 32;
constexpr int kColumns = 80;

/// A file in memory.
struct Input {
  std::string path;
  std::string bytes;
  /// Whether it was found in a folder, where other JSON may lie too.
  bool walked = false;
};

/// What came of a file: a report, or why there is none.
struct Checked {
  std::string path;
  std::optional<csaf::Report> report;
  std::string error;
};

base::Result<void> add_folder(const std::string& path, const std::string& relative, const platform::Folder& folder, int depth,
                              std::vector<Input>& inputs) {
  if (depth > kMaxFolders) return base::Error{base::ErrorCode::limit_exceeded, path, "folders lie too deep in each other"};
  CW_ASSIGN_OR_RETURN(const std::vector<platform::Entry> entries, folder.entries(relative));
  for (const platform::Entry& entry : entries) {
    const std::string name = relative.empty() ? entry.name : relative + "/" + entry.name;
    if (entry.kind == platform::EntryKind::folder) {
      CW_RETURN_IF_ERROR(add_folder(path, name, folder, depth + 1, inputs));
    } else if (entry.kind == platform::EntryKind::file && entry.name.ends_with(".json")) {
      CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(path + "/" + name, kMaxFile));
      inputs.push_back({path + "/" + name, std::move(bytes), true});
    }
  }
  return {};
}

base::Result<std::vector<Input>> read_inputs(const std::vector<std::string>& paths) {
  std::vector<Input> inputs;
  for (std::string path : paths) {
    CW_ASSIGN_OR_RETURN(const platform::EntryKind kind, platform::kind_of(path));
    if (kind == platform::EntryKind::folder) {
      while (path.size() > 1 && path.back() == '/') path.pop_back();
      CW_ASSIGN_OR_RETURN(const platform::Folder folder, platform::Folder::open(path));
      CW_RETURN_IF_ERROR(add_folder(path, "", folder, 0, inputs));
      continue;
    }
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(path, kMaxFile));
    inputs.push_back({path, std::move(bytes), false});
  }
  return inputs;
}

std::string file_name_of(const std::string& path) { return path.substr(path.rfind('/') + 1); }

/// What is wrong with a text that is no JSON, without the name of its file.
std::string reason_of(const base::Error& error) { return error.detail.empty() ? error.message() : error.detail; }

/// Checks all files; those of folders that are none of CSAF are left out.
base::Result<std::vector<Checked>> check(std::vector<Input> inputs, const std::vector<std::string>& only) {
  std::vector<Checked> out;
  for (Input& input : inputs) {
    Checked checked{input.path, std::nullopt, ""};
    auto document = json::parse(std::move(input.bytes), {});
    if (!document) {
      checked.error = reason_of(document.error());
    } else if (const json::Value root = document->root();
               input.walked && csaf::kind_of(root) == csaf::Kind::document && !root["document"]) {
      continue;
    } else {
      csaf::Options options{only, file_name_of(input.path)};
      CW_ASSIGN_OR_RETURN(checked.report, csaf::validate(root, options));
    }
    out.push_back(std::move(checked));
  }
  return out;
}

bool is_valid(const Checked& checked, bool strict) { return checked.report && checked.report->is_valid(strict); }

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

void add_lines(std::string_view text, std::string_view indent, std::string& out) {
  for (const std::string& line : reports::wrap(text, kColumns - static_cast<int>(indent.size()))) {
    out += indent;
    out += line + "\n";
  }
}

void add_terminal(const Checked& checked, bool strict, std::map<std::string, std::string>& skipped, std::string& out) {
  out += reports::visible(checked.path) + "\n";
  if (!checked.report) {
    add_lines("invalid: no JSON that can be read: " + reports::visible(checked.error), "  ", out);
    return;
  }
  const csaf::Report& report = *checked.report;
  std::size_t passed = 0;
  for (const csaf::Verdict& verdict : report.verdicts) {
    passed += verdict.outcome == csaf::Outcome::passed ? 1 : 0;
    if (verdict.outcome == csaf::Outcome::skipped) skipped.emplace(verdict.id, verdict.reason);
  }
  std::string line = std::string(report.is_valid(strict) ? "valid " : "invalid ") + std::string(csaf::name_of(report.kind)) +
                     ": " + counted(report.count(FindingLevel::error), "error", "errors") + ", " +
                     counted(report.count(FindingLevel::warning), "warning", "warnings") + ", " +
                     counted(report.count(FindingLevel::information), "hint", "hints") + "; " +
                     counted(passed, "check", "checks") + " passed";
  add_lines(line, "  ", out);
  for (const csaf::Verdict& verdict : report.verdicts) {
    if (verdict.findings.empty()) continue;
    const std::string level(artifacts::name_of(verdict.findings.front().level));
    out += "\n  " + std::string(verdict.id) + " " + std::string(verdict.title) + " [" +
           (level == "information" ? "hint" : level) + "]\n";
    std::size_t shown = 0;
    for (const Finding& finding : verdict.findings) {
      if (shown++ == 20) {
        out += "    and " + std::to_string(verdict.findings.size() - 20) + " more; --format tsv or json shows all\n";
        break;
      }
      add_lines("line " + std::to_string(finding.line) + ", " +
                    (finding.pointer.empty() ? "the whole file" : reports::visible(finding.pointer)),
                "    ", out);
      add_lines(reports::visible(finding.message), "      ", out);
    }
  }
}

std::string as_terminal(const std::vector<Checked>& all, bool strict) {
  std::string out;
  std::map<std::string, std::string> skipped;
  std::size_t valid = 0;
  for (const Checked& checked : all) {
    if (!out.empty()) out += "\n";
    add_terminal(checked, strict, skipped, out);
    valid += is_valid(checked, strict) ? 1 : 0;
  }
  if (!out.empty()) out += "\n";
  for (const auto& [id, reason] : skipped) {
    add_lines((csaf::test_named(id) == nullptr ? "Not checked: " : "Test not run: ") + id + " " +
                  (csaf::test_named(id) == nullptr ? std::string("file name") : std::string(csaf::test_named(id)->title)) + " (" +
                  reason + ")",
              "", out);
  }
  if (all.size() != 1) {
    out += counted(all.size(), "file", "files") + ": " + std::to_string(valid) + " valid, " + std::to_string(all.size() - valid) +
           " invalid\n";
  }
  return out;
}

std::string as_tsv(const std::vector<Checked>& all) {
  std::string out = "file\ttest\tgroup\tverdict\tpointer\tline\tmessage\n";
  for (const Checked& checked : all) {
    const std::string path = reports::visible(checked.path);
    if (!checked.report) {
      out += path + "\tjson\tmandatory\tfailed\t\t\t" + reports::visible(checked.error) + "\n";
      continue;
    }
    for (const csaf::Verdict& verdict : checked.report->verdicts) {
      const std::string start = path + "\t" + std::string(verdict.id) + "\t" + std::string(csaf::name_of(verdict.group)) + "\t" +
                                std::string(csaf::name_of(verdict.outcome)) + "\t";
      if (verdict.findings.empty()) out += start + "\t\t" + std::string(verdict.reason) + "\n";
      for (const Finding& finding : verdict.findings) {
        out += start + reports::visible(finding.pointer) + "\t" + std::to_string(finding.line) + "\t" +
               reports::visible(finding.message) + "\n";
      }
    }
  }
  return out;
}

Json json_of(const csaf::Verdict& verdict) {
  Json out{{"id", verdict.id},
           {"group", csaf::name_of(verdict.group)},
           {"title", verdict.title},
           {"verdict", csaf::name_of(verdict.outcome)}};
  if (!verdict.reason.empty()) out["reason"] = verdict.reason;
  if (verdict.findings.empty()) return out;
  Json findings = Json::array();
  for (const Finding& finding : verdict.findings) {
    findings.push_back({{"level", artifacts::name_of(finding.level)},
                        {"pointer", finding.pointer},
                        {"line", finding.line},
                        {"message", finding.message}});
  }
  out["findings"] = std::move(findings);
  return out;
}

std::string as_json(const std::vector<Checked>& all, bool strict) {
  Json files = Json::array();
  for (const Checked& checked : all) {
    Json file{{"file", checked.path}, {"valid", is_valid(checked, strict)}};
    if (checked.report) {
      const csaf::Report& report = *checked.report;
      file["kind"] = csaf::name_of(report.kind);
      file["errors"] = report.count(FindingLevel::error);
      file["warnings"] = report.count(FindingLevel::warning);
      file["information"] = report.count(FindingLevel::information);
      Json tests = Json::array();
      for (const csaf::Verdict& verdict : report.verdicts) tests.push_back(json_of(verdict));
      file["tests"] = std::move(tests);
    } else {
      file["error"] = checked.error;
    }
    files.push_back(std::move(file));
  }
  return Json{{"files", std::move(files)}}.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

struct Validation {
  std::vector<std::string> paths;
  std::vector<std::string> only;
  std::string format = "terminal";
  std::string out;
  bool strict = false;
  bool unsandboxed = false;
};

/// Whether --only names this or something within it.
base::Result<void> check_only(const std::vector<std::string>& only) {
  for (const std::string& wanted : only) {
    const auto tests = csaf::tests();
    const bool known =
        wanted == "schema" || wanted == "5.1" || std::any_of(tests.begin(), tests.end(), [&](const csaf::Test& test) {
          return test.id == wanted || test.id.starts_with(wanted + ".");
        });
    if (!known)
      return base::Error{base::ErrorCode::usage, "--only " + wanted,
                         "no such test; it may be 'schema', '5.1', '6.1', '6.1.7', '6.2', '6.3'"};
  }
  return {};
}

base::Result<int> run_validate(const Validation& arguments) {
  CW_RETURN_IF_ERROR(check_only(arguments.only));
  CW_ASSIGN_OR_RETURN(std::vector<Input> inputs, read_inputs(arguments.paths));
  const auto check_them = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const std::vector<Checked> checked, check(std::move(inputs), arguments.only));
    if (checked.empty()) return base::Error{base::ErrorCode::not_found, arguments.paths.front(), "no file of CSAF lies there"};
    const bool all_valid =
        std::all_of(checked.begin(), checked.end(), [&](const Checked& one) { return is_valid(one, arguments.strict); });
    return Work{all_valid ? clean : gaps, arguments.format == "json"  ? as_json(checked, arguments.strict)
                                          : arguments.format == "tsv" ? as_tsv(checked)
                                                                      : as_terminal(checked, arguments.strict)};
  };
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(arguments.unsandboxed, check_them));
  CW_RETURN_IF_ERROR(write_out(arguments.out, work.text));
  return work.exit_code;
}

struct Showing {
  std::string path;
  std::string format;
  std::string out;
  bool unsandboxed = false;
};

constexpr const char* kUnsandboxed = "Go on where this machine has no sandbox";

/// The advisory in a file's bytes. Errors: malformed_data, also where the file is of another kind.
base::Result<csaf::Advisory> advisory_in(std::string bytes, const std::string& path) {
  CW_ASSIGN_OR_RETURN(const json::Document document, json::parse(std::move(bytes), {path}));
  const csaf::Kind kind = csaf::kind_of(document.root());
  if (kind != csaf::Kind::document || !document.root()["document"].is_object()) {
    const std::string found =
        kind == csaf::Kind::document ? "no CSAF document" : "a " + std::string(csaf::name_of(kind)) + ", which is no advisory";
    return base::Error{base::ErrorCode::malformed_data, path, found};
  }
  if (const json::Value version = document.root()["document"]["csaf_version"]; version && version.string() != "2.0") {
    return base::Error{base::ErrorCode::malformed_data, path,
                       "line " + std::to_string(version.place().line) + ", " + version.pointer() +
                           ": what is read is CSAF 2.0, and not '" +
                           std::string(version.is_string() ? version.string() : version.raw()) + "'"};
  }
  return csaf::read_advisory(document.root());
}

/// Reads an advisory and writes what `make` makes of it.
base::Result<int> run_page(const Showing& arguments, advisories::PageDetail detail,
                           const std::function<std::string(const writing::Paper&)>& make) {
  CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(arguments.path, kMaxFile));
  const auto make_it = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const csaf::Advisory advisory, advisory_in(std::move(bytes), arguments.path));
    return Work{clean, make(advisories::page_of(advisory, detail))};
  };
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(arguments.unsandboxed, make_it));
  CW_RETURN_IF_ERROR(write_out(arguments.out, work.text));
  return work.exit_code;
}

base::Result<int> run_show(const Showing& arguments) {
  return run_page(arguments, advisories::PageDetail::summary,
                  [](const writing::Paper& page) { return writing::as_text(page, kColumns); });
}

base::Result<int> run_render(const Showing& arguments) {
  std::string format = arguments.format;
  if (format.empty()) format = arguments.out.ends_with(".md") ? "markdown" : arguments.out.ends_with(".txt") ? "text" : "html";
  return run_page(arguments, advisories::PageDetail::whole, [&](const writing::Paper& page) {
    return format == "html"   ? writing::as_html(page)
           : format == "text" ? writing::as_text(page, kColumns)
                              : writing::as_markdown(page);
  });
}

/// A callback that runs a command and keeps its exit code.
template <class Arguments>
std::function<void()> runner(base::Result<int> (*run)(const Arguments&), std::shared_ptr<const Arguments> arguments,
                             int& exit_code) {
  return [run, arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  };
}

}  // namespace

void add_csaf(CLI::App& app, int& exit_code) {
  CLI::App* command = app.add_subcommand("csaf", "Check, show and render security advisories in CSAF 2.0");
  command->require_subcommand(1);

  CLI::App* validate = command->add_subcommand("validate", "Check files by the schema and all tests of CSAF 2.0");
  auto validation = std::make_shared<Validation>();
  validate
      ->add_option("PATH", validation->paths, "CSAF files: advisories, provider metadata, aggregators, ROLIE; or folders of them")
      ->required()
      ->type_name("PATH");
  validate->add_option("--only", validation->only, "Only these checks: schema, 5.1 (file name), 6.1.7, or a section of them: 6.2")
      ->delimiter(',')
      ->type_name("TEST,...");
  validate->add_flag("--strict", validation->strict, "Optional tests count too: a file with a warning is invalid");
  validate->add_option("--format", validation->format, "terminal, json or tsv")
      ->check(CLI::IsMember({"terminal", "json", "tsv"}))
      ->capture_default_str()
      ->type_name("NAME");
  validate->add_option("--out", validation->out, "Write the verdicts to this file")->type_name("FILE");
  validate->add_flag("--unsandboxed", validation->unsandboxed, kUnsandboxed);
  validate->footer(
      "Exit codes:\n"
      "  0  every file is valid\n"
      "  1  some are not\n"
      "  2  wrong usage\n"
      "  3  a file could not be read, or the verdicts not be written");
  validate->callback(runner<Validation>(run_validate, validation, exit_code));

  CLI::App* show = command->add_subcommand("show", "What an advisory says, in short");
  auto showing = std::make_shared<Showing>();
  show->add_option("FILE", showing->path, "A CSAF document")->required()->type_name("FILE");
  show->add_option("--out", showing->out, "Write it to this file")->type_name("FILE");
  show->add_flag("--unsandboxed", showing->unsandboxed, kUnsandboxed);
  show->callback(runner<Showing>(run_show, showing, exit_code));

  CLI::App* render = command->add_subcommand("render", "An advisory for customers to read, as a web page, Markdown or text");
  auto rendering = std::make_shared<Showing>();
  render->add_option("FILE", rendering->path, "A CSAF document")->required()->type_name("FILE");
  render->add_option("--format", rendering->format, "html, markdown or text; by default as the ending of --out says, or html")
      ->check(CLI::IsMember({"html", "markdown", "text"}))
      ->type_name("NAME");
  render->add_option("--out", rendering->out, "Write it to this file")->type_name("FILE");
  render->add_flag("--unsandboxed", rendering->unsandboxed, kUnsandboxed);
  render->callback(runner<Showing>(run_render, rendering, exit_code));
}

}  // namespace crosswalk::cli
