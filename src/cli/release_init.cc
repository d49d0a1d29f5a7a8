// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iostream>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/case_workspace.h"
#include "cli/common.h"
#include "cli/release_commands.h"
#include "cli/release_common.h"
#include "cli/release_init_ask.h"
#include "cli/release_init_sources.h"
#include "cli/release_init_told.h"
#include "cli/workspace_files.h"
#include "extraction/encoding/converters.h"
#include "gathering/merge.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/terminal.h"
#include "release/schema.h"
#include "release/write.h"

namespace crosswalk::cli {
namespace {

using release::Addition;

constexpr std::uint64_t largest_file = 8ULL << 20;
constexpr const char* schema_file = "release.schema.json";

struct Arguments {
  std::string version;
  std::string workspace;
  std::string product;
  std::vector<std::string> from;
  std::string previous;
  std::vector<std::string> columns;
  std::string order = "unsaid";
  std::string format = "terminal";
  bool ask = false;
  bool dry_run = false;
  bool yes = false;
  bool skip_bad = false;
  bool unsandboxed = false;
};

/// Everything that is known before a source is read.
struct Opened {
  CaseWorkspace workspace;
  std::string product;
  /// The product's entry in crosswalk.yaml for this version; null where it has none.
  const disclosure::ProductVersion* known = nullptr;
  std::string path;
  /// Of the release file; nothing where there is none.
  std::optional<std::string> text;
  release::ReleaseFacts facts;
};

/// "GROUP.FIELD=COLUMN", "-=COLUMN": by column. Errors: usage.
base::Result<std::map<std::string, std::string>> columns_of(const std::vector<std::string>& texts) {
  std::map<std::string, std::string> out;
  for (const std::string& text : texts) {
    const std::size_t sign = text.find('=');
    const std::string member = text.substr(0, sign);
    const std::size_t dot = member.find('.');
    const release::GroupSpec* group = dot == std::string::npos ? nullptr : release::find_group(member.substr(0, dot));
    const bool known = member == "-" || (group != nullptr && group->find(member.substr(dot + 1)) != nullptr);
    if (sign == std::string::npos || sign + 1 == text.size() || !known)
      return base::Error{base::ErrorCode::usage, "--column " + text,
                         "write GROUP.FIELD=NAME with a group and a field of docs/release.md, or -=NAME to leave a column out"};
    out[base::collapse_space(text.substr(sign + 1))] = member;
  }
  return out;
}

/// The product of which this is a version: the one that was named, the one that has it, or the only one. Errors: usage.
base::Result<const disclosure::Product*> product_of(const Arguments& arguments, const disclosure::Organisation& organisation) {
  std::vector<const disclosure::Product*> having;
  std::string names;
  for (const disclosure::Product& each : organisation.products) {
    if (each.find(arguments.version) != nullptr) having.push_back(&each);
    names += (names.empty() ? "" : ", ") + each.name;
  }
  if (!arguments.product.empty()) {
    const disclosure::Product* named = organisation.find(arguments.product);
    if (named != nullptr) return named;
    return base::Error{base::ErrorCode::usage, "--product " + arguments.product, "crosswalk.yaml has: " + names};
  }
  if (having.size() == 1) return having[0];
  if (organisation.products.size() == 1) return organisation.products.data();
  return base::Error{
      base::ErrorCode::usage, arguments.version,
      names.empty() ? "crosswalk.yaml names no product" : "of which product? Give --product; crosswalk.yaml has: " + names};
}

/// Opens the workspace and the release file, if there is one. Nothing where that has mistakes, which were told.
base::Result<std::optional<Opened>> open(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const std::string name, release_file(arguments.version));
  CW_ASSIGN_OR_RETURN(const base::Date today, as_of({}));
  Opened out;
  CW_ASSIGN_OR_RETURN(out.workspace, open_case_workspace(arguments.workspace, today));
  out.path = out.workspace.folder + "/" + name;
  out.facts.file = name;
  if (platform::kind_of(out.path)) {
    CW_ASSIGN_OR_RETURN(out.text, platform::read_file(out.path, largest_file));
    packs::Diagnostics diagnostics;
    auto facts = release::read_release(*out.text, out.path, diagnostics);
    report(diagnostics);
    if (!facts || diagnostics.has_errors()) return std::optional<Opened>();
    out.facts = std::move(*facts);
    out.facts.file = name;
  }
  return std::optional(std::move(out));
}

/// A source of facts of the release itself, by field; empty ones are left out.
TakenSource release_source(const char* name, const char* kind, const char* origin,
                           const std::vector<std::pair<const char*, std::string>>& facts) {
  TakenSource out{name, kind, {}, {}};
  gathering::Gathered release;
  release.group = "release";
  for (const auto& [field, text] : facts) {
    if (!text.empty()) release.entry.facts[field] = {{text}, 0, 0, origin};
  }
  if (!release.entry.facts.empty()) out.gathering.entries.push_back(std::move(release));
  return out;
}

/// What the person says who calls the command: written by hand, as they might have written it into the file.
TakenSource take_command(const Arguments& arguments) {
  return release_source("the command", "what you said", "", {{"version", arguments.version}, {"previous", arguments.previous}});
}

/// What crosswalk.yaml says of the release.
TakenSource take_workspace(const Arguments& arguments, const Opened& opened) {
  const disclosure::Publisher& publisher = opened.workspace.organisation.publisher;
  std::vector<std::pair<const char*, std::string>> facts = {
      {"product", opened.product}, {"contact", publisher.email.empty() ? publisher.contact_url : publisher.email}};
  if (opened.known != nullptr) {
    if (opened.known->released) facts.emplace_back("released", opened.known->released->iso());
    facts.emplace_back("sbom", opened.known->sbom);
  }
  TakenSource out = release_source(workspace_file, "workspace", workspace_file, facts);
  if (opened.known == nullptr) {
    out.gathering.remarks.warning(workspace_file, 0, 0,
                                  "'" + opened.product + "' has no version '" + arguments.version + "' there",
                                  "add it, or 'release check' and 'release build' refuse the release");
  }
  return out;
}

/// All sources in the order in which they are believed: the command, the files, the bill of materials that crosswalk.yaml names,
/// the register, the release before.
base::Result<std::vector<TakenSource>> take_sources(const Arguments& arguments, const Opened& opened) {
  SourceOptions options;
  options.unsandboxed = arguments.unsandboxed;
  options.tables.order = base::from_word<intake::DateOrder>(arguments.order).value_or(intake::DateOrder::unsaid);
  CW_ASSIGN_OR_RETURN(options.tables.columns, columns_of(arguments.columns));
  extraction::load_converters();
  std::vector<TakenSource> out;
  out.push_back(take_command(arguments));
  out.push_back(take_workspace(arguments, opened));
  std::vector<std::string> files = arguments.from;
  if (opened.known != nullptr && !opened.known->sbom.empty()) {
    const std::string sbom = opened.workspace.folder + "/" + opened.known->sbom;
    const bool named = std::any_of(files.begin(), files.end(), [&](const std::string& each) {
      const auto a = platform::canonical(each);
      const auto b = platform::canonical(sbom);
      return a && b && *a == *b;
    });
    if (!named) files.push_back(sbom);
  }
  for (const std::string& file : files) {
    CW_ASSIGN_OR_RETURN(TakenSource source, take_source(file, opened.workspace, options));
    out.push_back(std::move(source));
  }
  CW_ASSIGN_OR_RETURN(TakenSource known, take_register(opened.workspace, opened.product, arguments.version));
  out.push_back(std::move(known));
  if (!arguments.previous.empty()) {
    CW_ASSIGN_OR_RETURN(const std::string name, release_file(arguments.previous));
    CW_ASSIGN_OR_RETURN(TakenSource before, take_previous(opened.workspace.folder + "/" + name, name, out));
    out.push_back(std::move(before));
  }
  return out;
}

/// The text of the file with what is added. Errors: malformed_data.
base::Result<std::string> text_with(const Opened& opened, const std::vector<Addition>& additions) {
  if (!opened.text) return release::new_release_text(additions, schema_file);
  return release::add_to_release(*opened.text, opened.path, additions);
}

/// What a text says that was made here. Errors: internal, where it cannot be read.
base::Result<release::ReleaseFacts> facts_of(const std::string& text, const std::string& name) {
  packs::Diagnostics diagnostics;
  auto facts = release::read_release(text, name, diagnostics);
  if (facts && !diagnostics.has_errors()) return std::move(*facts);
  return base::Error{base::ErrorCode::internal, name, diagnostics.text()};
}

std::vector<Addition> hints_of(const std::vector<TakenSource>& sources) {
  std::vector<Addition> out;
  for (const TakenSource& source : sources) {
    for (const gathering::Hint& hint : source.hints) {
      Addition one;
      one.group = hint.group;
      one.asides.push_back({hint.field, hint.text, hint.origin});
      out.push_back(std::move(one));
    }
  }
  return out;
}

/// Asks the person at the terminal. Errors: usage, where there is none.
base::Result<std::vector<Addition>> answers_for(const release::ReleaseFacts& facts) {
  if (!platform::input_is_terminal())
    return base::Error{base::ErrorCode::usage, "--ask",
                       "there is nobody to ask: standard input is no terminal; fill in the file in an editor"};
  Person person;
  person.say = [](std::string_view text) { static_cast<void>(platform::write_to_stdout(text)); };
  person.answer = []() -> std::optional<std::string> {
    std::string line;
    if (!std::getline(std::cin, line)) return std::nullopt;
    return line;
  };
  return ask_for_missing(facts, person);
}

/// The schema for editors beside the release: written where there is none, or an older one of ours.
base::Result<void> write_schema(const std::string& folder) {
  const std::string path = folder + "/" + schema_file;
  const std::string schema = release::release_schema();
  if (platform::kind_of(path)) {
    CW_ASSIGN_OR_RETURN(const std::string there, platform::read_file(path, largest_file));
    const bool ours = there.find("\"urn:crosswalk:schema:release:") != std::string::npos;
    if (there == schema || !ours) return {};
  }
  return platform::write_file_atomically(path, schema);
}

/// A file that there was stays beside the new one under this name.
std::string former_name(const std::string& path) { return path + "~"; }

base::Result<void> write(const Opened& opened, const std::string& text) {
  const std::string folder = opened.workspace.folder + "/" + releases_folder;
  CW_RETURN_IF_ERROR(platform::make_private_folder(folder));
  if (opened.text) {
    CW_RETURN_IF_ERROR(platform::write_file_atomically(former_name(opened.path), *opened.text));
  } else {
    CW_RETURN_IF_ERROR(write_schema(folder));
  }
  return platform::write_file_atomically(opened.path, text);
}

/// Whether it is written, and what is said of it.
struct Decision {
  bool write = false;
  std::string said;
};

Decision decide(const Arguments& arguments, const Opened& opened, const InitOutcome& outcome, bool changed) {
  if (!changed) return {false, "The file stays as it is."};
  if (arguments.dry_run) return {false, "Nothing was written (--dry-run)."};
  if (outcome.merged.remarks.has_errors() && !arguments.skip_bad)
    return {false, "Nothing was written: mend the errors, or leave those facts out with --skip-bad."};
  if (opened.text && !arguments.yes && !arguments.ask)
    return {false, "Nothing was written: this is what --yes would add to the file."};
  if (!opened.text)
    return {true, "Written. Fill in what is missing; 'crosswalk release check " + arguments.version +
                      "' tells what documents still lack."};
  return {true, "Written; the file as it was is " + outcome.file + "~."};
}

base::Result<int> run(const Arguments& arguments) {
  if (arguments.ask && arguments.format != "terminal")
    return base::Error{base::ErrorCode::usage, "--ask", "questions and JSON do not go together"};
  CW_ASSIGN_OR_RETURN(auto opened, open(arguments));
  if (!opened) return usage;
  CW_ASSIGN_OR_RETURN(const disclosure::Product* product, product_of(arguments, opened->workspace.organisation));
  opened->product = product->name;
  opened->known = product->find(arguments.version);
  InitOutcome outcome;
  outcome.file = opened->facts.file;
  outcome.product = opened->product;
  outcome.version = arguments.version;
  outcome.is_new = !opened->text;
  CW_ASSIGN_OR_RETURN(outcome.sources, take_sources(arguments, *opened));
  std::vector<gathering::Gathering> gathered;
  for (const TakenSource& each : outcome.sources) gathered.push_back(each.gathering);
  outcome.merged = gathering::merge(opened->facts, gathered);
  std::vector<Addition>& additions = outcome.merged.additions;
  for (Addition& each : hints_of(outcome.sources)) additions.push_back(std::move(each));
  CW_ASSIGN_OR_RETURN(std::string text, text_with(*opened, additions));
  CW_ASSIGN_OR_RETURN(outcome.facts, facts_of(text, opened->facts.file));
  if (arguments.ask) {
    CW_ASSIGN_OR_RETURN(auto answers, answers_for(outcome.facts));
    add_answers(std::move(answers), opened->facts, additions);
    CW_ASSIGN_OR_RETURN(text, text_with(*opened, additions));
    CW_ASSIGN_OR_RETURN(outcome.facts, facts_of(text, opened->facts.file));
  }
  const Decision decision = decide(arguments, *opened, outcome, !opened->text || text != *opened->text);
  if (decision.write) CW_RETURN_IF_ERROR(write(*opened, text));
  outcome.written = decision.write;
  outcome.closing = decision.said;
  CW_RETURN_IF_ERROR(arguments.format == "json" ? write_out("", json_of(outcome)) : tell(told(outcome)));
  const bool open_questions = outcome.merged.remarks.has_errors() || !outcome.merged.contradictions.empty();
  return open_questions ? gaps : clean;
}

}  // namespace

void add_release_init(CLI::App& release, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command =
      release.add_subcommand("init", "Write the facts of a release from what exists; what is missing stays blank");
  command->add_option("VERSION", arguments->version, "The release: its facts go into releases/VERSION.yaml")
      ->required()
      ->type_name("VERSION");
  command
      ->add_option("--from", arguments->from,
                   "A file to take facts from (may be given again): bill of materials; table (CSV, XLSX) of risks, components, "
                   "accounts, interfaces, findings or vulnerabilities; file of Compose, Kubernetes, systemd or nginx; review in "
                   "JSON")
      ->allow_extra_args(false)
      ->type_name("FILE");
  command->add_option("--previous", arguments->previous, "The version before: what stays is carried over from its file")
      ->type_name("VERSION");
  command->add_option("--column", arguments->columns, "What a column of a table is (may be given again); -=NAME leaves it out")
      ->allow_extra_args(false)
      ->type_name("GROUP.FIELD=NAME");
  command->add_option("--date-order", arguments->order, "What comes first in dates like 03/04/2026")
      ->check(CLI::IsMember({"dmy", "mdy"}))
      ->type_name("ORDER");
  command->add_option("--product", arguments->product, "Whose release it is, where crosswalk.yaml has several products")
      ->type_name("NAME");
  command->add_option("--workspace", arguments->workspace, "The folder of crosswalk.yaml (default: the current one)")
      ->type_name("DIR");
  command->add_flag("--ask", arguments->ask, "Ask at the terminal for what is missing");
  command->add_flag("--dry-run", arguments->dry_run, "Show what would be written, and write nothing");
  command->add_flag("--yes", arguments->yes, "Add to a file that is there; without it that is only shown");
  command->add_flag("--skip-bad", arguments->skip_bad, "Leave out what has errors, and write the rest");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_flag("--unsandboxed", arguments->unsandboxed, "Go on where the system offers no sandbox");
  command->footer(
      "Exit codes:\n"
      "  0  the file is written, or was only shown, and there is nothing to decide\n"
      "  1  something in a file cannot be understood (then nothing is written, unless\n"
      "     with --skip-bad), or sources say different things\n"
      "  2  wrong usage, or a mistake in the workspace or the release file\n"
      "  3  something could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

void add_release_schema(CLI::App& release, int& exit_code) {
  CLI::App* command = release.add_subcommand("schema", "Print the JSON Schema of release files, for editors");
  command->callback([&exit_code] {
    const auto result = write_out("", release::release_schema());
    exit_code = result ? clean : report(result.error());
  });
}

}  // namespace crosswalk::cli
