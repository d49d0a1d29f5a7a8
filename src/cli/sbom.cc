// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <functional>
#include <iterator>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "artifacts/sbom/check.h"
#include "artifacts/sbom/diff.h"
#include "artifacts/sbom/read.h"
#include "artifacts/vex/vex.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "cli/sbom_report.h"
#include "cli/sbom_vulns.h"
#include "cli/vulnerability_files.h"
#include "platform/file.h"
#include "platform/terminal.h"

namespace crosswalk::cli {
namespace {

namespace sbom = artifacts::sbom;
namespace vex = artifacts::vex;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMaxFile = 1ULL << 30U;

struct Arguments {
  std::vector<std::string> files;
  std::string requires_list = "ntia";
  /// A database of vulnerabilities: a folder or an archive.
  std::string database;
  /// Files with statements on what vulnerabilities do to the product.
  std::vector<std::string> vex;
  std::string format;
  std::string out;
  bool unsandboxed = false;
};

/// A file that was named, with its bytes.
struct Input {
  std::string name;
  std::string bytes;
};

/// All that a command reads.
struct Inputs {
  std::vector<Input> files;
  std::vector<VulnerabilityFile> database;
  std::vector<Input> vex;
};

/// What a command has to say of its input.
struct Answer {
  std::vector<Outline> outlines;
  Json json = Json::array();
  int exit_code = clean;
};

base::Result<Inputs> read_inputs(const Arguments& arguments) {
  Inputs out;
  for (const std::string& file : arguments.files) {
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(file, kMaxFile));
    out.files.push_back({file, std::move(bytes)});
  }
  for (const std::string& file : arguments.vex) {
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(file, kMaxFile));
    out.vex.push_back({file, std::move(bytes)});
  }
  if (!arguments.database.empty()) {
    CW_ASSIGN_OR_RETURN(out.database, find_vulnerability_files(arguments.database));
  }
  return out;
}

base::Result<Answer> validate(Inputs inputs, const Arguments& /*arguments*/) {
  Answer out;
  for (Input& input : inputs.files) {
    const auto reading = sbom::read(std::move(input.bytes), {input.name, true});
    if (!reading) {
      if (reading.error().code != base::ErrorCode::malformed_data) return reading.error();
      out.outlines.push_back(refusal_of(input.name, reading.error().detail));
      out.json.push_back(refusal_json(input.name, reading.error().detail));
      out.exit_code = gaps;
      continue;
    }
    out.outlines.push_back(validation_of(input.name, *reading));
    out.json.push_back(validation_json(input.name, *reading));
    if (artifacts::has_errors(reading->findings)) {
      out.exit_code = gaps;
    } else if (!is_compared(*reading) && out.exit_code == clean) {
      out.exit_code = failed;
    }
  }
  return out;
}

/// A file whose content is wanted, whatever breaks its format. Errors: those of reading; malformed_data also for a file that
/// breaks its format and has no component: it is more likely cut off than empty.
base::Result<sbom::Reading> read_content(Input& input) {
  CW_ASSIGN_OR_RETURN(sbom::Reading reading, sbom::read(std::move(input.bytes), {input.name, false}));
  if (!reading.bom.components.empty()) return reading;
  for (const artifacts::Finding& finding : reading.findings) {
    if (finding.level != artifacts::FindingLevel::error) continue;
    const std::string line = finding.line == 0 ? "the file" : "line " + std::to_string(finding.line);
    const std::string place = line + (finding.pointer.empty() ? "" : ", " + finding.pointer);
    return base::Error{base::ErrorCode::malformed_data, input.name, "it has no component, and " + place + ": " + finding.message};
  }
  return reading;
}

/// Adds that a file breaks its format: what is said of it may be less than it was meant to say.
void add_caveat(const sbom::Reading& reading, Outline& outline, Json& json) {
  const auto errors = std::count_if(reading.findings.begin(), reading.findings.end(), [](const artifacts::Finding& finding) {
    return finding.level == artifacts::FindingLevel::error;
  });
  if (errors == 0) return;
  const std::string text = "the file breaks its format in " + counted(static_cast<std::size_t>(errors), "place", "places") +
                           "; crosswalk sbom validate names them";
  outline.sections.insert(outline.sections.begin(), {"Careful", {{"!", "", text, "", reports::Screen::Style::bold, {}}}, ""});
  json["format_errors"] = errors;
}

base::Result<Answer> show(Inputs inputs, const Arguments& /*arguments*/) {
  Answer out;
  for (Input& input : inputs.files) {
    CW_ASSIGN_OR_RETURN(const sbom::Reading reading, read_content(input));
    out.outlines.push_back(contents_of(input.name, reading.bom));
    out.json.push_back(contents_json(input.name, reading.bom));
    add_caveat(reading, out.outlines.back(), out.json.back());
  }
  return out;
}

base::Result<std::vector<sbom::Baseline>> required(const std::string& list) {
  std::vector<sbom::Baseline> out;
  for (const std::string_view one : base::split(list, ',')) {
    const std::string_view name = base::trim(one);
    if (name == "ntia") {
      out.push_back(sbom::Baseline::ntia);
    } else if (name == "fda") {
      out.push_back(sbom::Baseline::fda);
    } else {
      return base::Error{base::ErrorCode::usage, "--requires", "there are ntia and fda, not '" + std::string(name) + "'"};
    }
  }
  // FDA wants the elements of NTIA, too.
  out.push_back(sbom::Baseline::ntia);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

base::Result<Answer> check(Inputs inputs, const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const std::vector<sbom::Baseline> baselines, required(arguments.requires_list));
  Answer out;
  for (Input& input : inputs.files) {
    CW_ASSIGN_OR_RETURN(const sbom::Reading reading, read_content(input));
    const sbom::Checks checks = sbom::check(reading.bom);
    out.outlines.push_back(checks_of(input.name, reading.bom, checks, baselines));
    out.json.push_back(checks_json(input.name, reading.bom, checks, baselines));
    add_caveat(reading, out.outlines.back(), out.json.back());
    if (!checks.meets(baselines.back())) out.exit_code = gaps;
  }
  return out;
}

base::Result<Answer> diff(Inputs inputs, const Arguments& /*arguments*/) {
  CW_ASSIGN_OR_RETURN(const sbom::Reading before, read_content(inputs.files[0]));
  CW_ASSIGN_OR_RETURN(const sbom::Reading after, read_content(inputs.files[1]));
  const sbom::Difference difference = sbom::diff(before.bom, after.bom);
  Answer out;
  out.outlines.push_back(difference_of(before.bom, after.bom, difference));
  out.json = difference_json(before.bom, after.bom, difference);
  out.exit_code = difference.none() ? clean : gaps;
  return out;
}

/// The statements of VEX files that hold now.
base::Result<std::vector<vex::Statement>> statements_in(std::vector<Input> files) {
  if (files.empty()) return std::vector<vex::Statement>();
  std::vector<vex::Document> documents;
  for (Input& file : files) {
    CW_ASSIGN_OR_RETURN(vex::Document document, vex::read(std::move(file.bytes), file.name));
    documents.push_back(std::move(document));
  }
  CW_ASSIGN_OR_RETURN(const vex::Document merged, vex::merge(documents));
  return vex::current(merged);
}

/// What the components of files are in databases of vulnerabilities.
std::vector<artifacts::osv::Package> packages_of(const std::vector<sbom::Reading>& readings) {
  std::vector<artifacts::osv::Package> out;
  for (const sbom::Reading& reading : readings) {
    for (const sbom::Component& component : reading.bom.components) {
      auto packages = artifacts::osv::packages_of(component.purl);
      if (!packages) continue;
      std::move(packages->begin(), packages->end(), std::back_inserter(out));
    }
  }
  return out;
}

void tell_not_read(const VulnerabilityDatabase& database) {
  for (const base::Error& error : database.not_read) say("not read: " + error.message());
  const std::size_t more = database.not_read_count - database.not_read.size();
  if (more > 0) say("not read: " + std::to_string(more) + " more");
}

base::Result<Answer> vulns(Inputs inputs, const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const std::vector<vex::Statement> statements, statements_in(std::move(inputs.vex)));
  std::vector<sbom::Reading> readings;
  for (Input& input : inputs.files) {
    CW_ASSIGN_OR_RETURN(sbom::Reading reading, read_content(input));
    readings.push_back(std::move(reading));
  }
  CW_ASSIGN_OR_RETURN(const VulnerabilityDatabase database,
                      make_vulnerability_database(std::move(inputs.database), packages_of(readings)));
  if (database.database.size() == 0) {
    std::string detail = "none of its files is a record of OSV or CVE";
    if (!database.not_read.empty()) detail += "; " + database.not_read.front().message();
    return base::Error{base::ErrorCode::malformed_data, arguments.database, std::move(detail)};
  }
  Answer out;
  tell_not_read(database);
  // A record that was not read might have named a component.
  if (database.not_read_count > 0) out.exit_code = failed;
  for (std::size_t i = 0; i < readings.size(); ++i) {
    const std::string& name = inputs.files[i].name;
    const sbom::Bom& bom = readings[i].bom;
    const Hits hits = look_up(bom, database.database, statements);
    out.outlines.push_back(vulnerabilities_of(name, bom, hits));
    out.json.push_back(vulnerabilities_json(name, bom, hits));
    add_caveat(readings[i], out.outlines.back(), out.json.back());
    if (hits.open() > 0) out.exit_code = gaps;
  }
  return out;
}

using Make = base::Result<Answer> (*)(Inputs inputs, const Arguments& arguments);

base::Result<int> run(const Arguments& arguments, Make make) {
  CW_ASSIGN_OR_RETURN(const std::string format, text_format(arguments.format, arguments.out));
  if (is_file(arguments.out)) CW_RETURN_IF_ERROR(platform::check_writable(arguments.out));
  CW_ASSIGN_OR_RETURN(Inputs inputs, read_inputs(arguments));
  const bool shown = !is_file(arguments.out);
  const int width = shown ? platform::terminal_width(platform::Stream::out) : 80;
  const bool colour = shown && platform::colour_wanted(platform::Stream::out);
  const auto answer_them = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(Answer answer, make(std::move(inputs), arguments));
    Work out{answer.exit_code, {}};
    if (format == "json") out.text = answer.json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
    for (const Outline& outline : answer.outlines) {
      if (format == "json") break;
      if (!out.text.empty()) out.text += "\n";
      out.text += format == "markdown" ? markdown_of(outline) : terminal_of(outline, width, colour);
    }
    return out;
  };
  CW_ASSIGN_OR_RETURN(const Work work, do_locked(arguments.unsandboxed, answer_them));
  CW_RETURN_IF_ERROR(write_out(arguments.out, work.text));
  return work.exit_code;
}

CLI::App* add_one(CLI::App& parent, const char* name, const char* description, Make make, int& exit_code, std::size_t files) {
  CLI::App* command = parent.add_subcommand(name, description);
  auto arguments = std::make_shared<Arguments>();
  CLI::Option* named =
      command->add_option("FILE", arguments->files, "Bills of materials: CycloneDX or SPDX in any of their syntaxes")
          ->required()
          ->type_name("FILE");
  if (files > 0) named->expected(static_cast<int>(files));
  if (std::string_view(name) == "check") {
    command->add_option("--requires", arguments->requires_list, "Minimums that decide: ntia; fda, which includes ntia; or both")
        ->capture_default_str()
        ->type_name("LIST");
  }
  if (std::string_view(name) == "vulns") {
    command
        ->add_option(
            "--db", arguments->database,
            "Records of OSV or CVE that you downloaded: a folder of archives (all.zip) or files NAME.json, or one archive")
        ->required()
        ->type_name("PATH");
    command->add_option("--vex", arguments->vex, "Statements on what they do to the product: OpenVEX, CycloneDX or CSAF")
        ->allow_extra_args(false)
        ->type_name("FILE");
  }
  command->add_option("--format", arguments->format, "terminal, json or markdown (default: by the ending of --out)")
      ->check(CLI::IsMember({"terminal", "json", "markdown", "md"}))
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write it to this file")->type_name("FILE");
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where this machine has no sandbox");
  command->callback([arguments, make, &exit_code] {
    const auto result = run(*arguments, make);
    exit_code = result ? *result : report(result.error());
  });
  return command;
}

}  // namespace

void add_sbom(CLI::App& app, int& exit_code) {
  CLI::App* command =
      app.add_subcommand("sbom", "Read bills of materials: validate, show, check for what is missing, look up, compare");
  command->require_subcommand(1);
  add_one(*command, "validate", "Say whether files keep to their format, and where not", validate, exit_code, 0)
      ->footer(
          "Exit codes:\n  0  all are valid\n  1  one is not\n  2  wrong usage\n  3  a file could not be "
          "opened, or not be compared with its schema");
  add_one(*command, "show", "Show what is in files", show, exit_code, 0);
  add_one(*command, "check", "Look for the minimum elements of NTIA and FDA and for likely mistakes", check, exit_code, 0)
      ->footer(
          "Exit codes:\n  0  all required elements are there\n  1  some are missing\n  2  wrong usage\n  3  a file could not be "
          "read");
  add_one(*command, "vulns", "Look up the components in a database of vulnerabilities, offline", vulns, exit_code, 0)
      ->footer(
          "Exit codes:\n  0  no known vulnerability is open\n  1  some are\n  2  wrong usage\n  3  a file could not be read, one "
          "of the database too");
  add_one(*command, "diff", "Compare two files of a product: the older, then the newer one", diff, exit_code, 2)
      ->footer(
          "Exit codes:\n  0  the same components and relations\n  1  they differ\n  2  wrong usage\n  3  a file could not be "
          "read");
}

}  // namespace crosswalk::cli
