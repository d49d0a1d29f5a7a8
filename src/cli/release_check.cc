// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <iterator>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/advisory_files.h"
#include "cli/common.h"
#include "cli/release_check_manifest.h"
#include "cli/release_check_report.h"
#include "cli/release_check_review.h"
#include "cli/release_check_sbom.h"
#include "cli/release_commands.h"
#include "cli/release_common.h"
#include "cli/release_vex.h"

namespace crosswalk::cli {
namespace {

using release::Finding;
using release::Weight;

struct Arguments {
  std::string version;
  std::string workspace;
  SetArguments set;
  /// By whose key the set is checked.
  std::string key;
  std::string fingerprint;
  std::string format = "terminal";
  std::string fail_on = "blocks";
};

void append(std::vector<Finding>& all, std::vector<Finding> more) {
  all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
}

/// Warnings of the facts, as remarks among the others.
std::vector<Finding> warnings_in(const packs::Diagnostics& diagnostics) {
  std::vector<Finding> out;
  for (const packs::Diagnostic& one : diagnostics.items()) {
    if (one.level == packs::Diagnostic::Level::warning)
      out.push_back({Weight::remark, "facts/warning", one.file, one.line, one.message, one.advice});
  }
  return out;
}

/// Lines that the template itself leaves to those who sign.
std::size_t lines_to_sign(const std::string& text, const std::vector<writing::Blank>& blanks) {
  return static_cast<std::size_t>(std::count_if(blanks.begin(), blanks.end(), [&](const writing::Blank& blank) {
    return text.find("[[BLANK " + std::string(base::word(blank.type)) + ": " + blank.wanted + "]]") != std::string::npos;
  }));
}

/// Blanks that whoever approves a document fills in, as the head of documents has them.
bool is_approval(const writing::Blank& blank) {
  return blank.wanted == "who approves this document" || blank.wanted == "in which role" ||
         blank.wanted == "when it was approved";
}

int line_of_document(const OpenedRelease& opened, release::DocumentKind kind) {
  for (const release::Entry& entry : opened.facts.entries("documents")) {
    if (entry.text("kind") == base::word(kind)) return entry.line;
  }
  return 0;
}

/// What keeps a document from being approved.
base::Result<std::vector<Finding>> state_of(const OpenedRelease& opened, const release::Document& document) {
  if (document.paper.state == writing::State::approved) return std::vector<Finding>();
  const std::string title = "'" + document.paper.title + "'";
  const int line = line_of_document(opened, document.kind);
  std::size_t blanks = document.blanks.size();
  std::size_t to_sign = 0;
  const bool entered = line != 0;
  if (entered) blanks -= static_cast<std::size_t>(std::count_if(document.blanks.begin(), document.blanks.end(), is_approval));
  if (document.kind == release::DocumentKind::dossier) {
    CW_ASSIGN_OR_RETURN(const auto file, read_template(opened.workspace.folder, "release/" + document.name));
    to_sign = lines_to_sign(file.text, document.blanks);
    blanks -= to_sign;
  }
  if (blanks != 0) {
    return std::vector<Finding>{{Weight::blocks, "documents/blank", opened.facts.file, line,
                                 title + " has " + std::to_string(blanks) + (blanks == 1 ? " blank" : " blanks"),
                                 "fill in what is listed below"}};
  }
  const bool approved = std::none_of(document.blanks.begin(), document.blanks.end(), is_approval);
  if (approved && to_sign != 0) {
    return std::vector<Finding>{{Weight::remark, "documents/to-sign", opened.facts.file, line,
                                 title + " has " + std::to_string(to_sign) + " fields for those who release",
                                 "they sign it last"}};
  }
  return std::vector<Finding>{{Weight::blocks, "documents/draft", opened.facts.file, line,
                               title + " is a draft: nobody approved it",
                               "have it approved, and say 'approved_by' and 'approved' in 'documents'"}};
}

/// Files from the folder of the workspace on: the same wherever it lies.
void shorten_paths(const std::string& folder, std::vector<Finding>& findings) {
  const std::string before = folder + "/";
  for (Finding& one : findings) {
    if (one.file.starts_with(before)) one.file.erase(0, before.size());
  }
}

base::Result<Gate> look(const Arguments& arguments, const OpenedRelease& opened, packs::Diagnostics& diagnostics) {
  Gate gate;
  gate.opened = &opened;
  auto made = documents_of(opened, diagnostics);
  if (!made) {
    report(diagnostics);
    return made.error();
  }
  gate.documents = std::move(*made);
  // First what is read in a copy of this process: it has to have one thread.
  CW_ASSIGN_OR_RETURN(std::vector<Finding> sbom, check_sbom_file(opened, arguments.set.unsandboxed));
  std::vector<Finding> manifest;
  if (!arguments.set.set.empty()) {
    CW_RETURN_IF_ERROR(check_folders({arguments.set.set}, "documents"));
    VerifyOptions options{arguments.key, {}, arguments.set.unsandboxed};
    CW_ASSIGN_OR_RETURN(options.fingerprint, fingerprint_of(arguments.fingerprint));
    CW_ASSIGN_OR_RETURN(manifest, check_manifest(arguments.set.set, opened, gate.documents, options));
    CW_ASSIGN_OR_RETURN(gate.set, review_set(arguments.set, opened, gate.documents));
  }
  const std::set<std::string> others = gate.set ? gate.set->other_documents : std::set<std::string>();
  for (const release::Document& document : gate.documents) {
    CW_ASSIGN_OR_RETURN(std::vector<Finding> state, state_of(opened, document));
    append(gate.findings, std::move(state));
  }
  if (gate.set) {
    append(gate.findings, gate.set->findings);
    append(gate.findings, std::move(manifest));
    CW_ASSIGN_OR_RETURN(std::vector<Finding> vex, check_vex(arguments.set.set, opened, gate.documents));
    append(gate.findings, std::move(vex));
  }
  append(gate.findings, check_register(opened.facts, opened.statuses));
  append(gate.findings, check_facts(opened.facts, opened.workspace.organisation.find(opened.facts.product()), others));
  append(gate.findings, std::move(sbom));
  if (opened.previous) append(gate.findings, check_before(*opened.previous, opened.facts));
  append(gate.findings, warnings_in(diagnostics));
  if (!gate.set) {
    gate.findings.push_back(
        {Weight::remark, "set/none", "", 0, "the documents themselves were not looked at", "name their folder: --set DIR"});
  }
  sort_findings(gate.findings);
  shorten_paths(opened.workspace.folder, gate.findings);
  return gate;
}

base::Result<int> run(const Arguments& arguments) {
  if (!arguments.set.documents.empty() && arguments.set.set.empty()) {
    return base::Error{base::ErrorCode::usage, "--documents", "stands beside a set: name its folder with --set"};
  }
  const bool key_named = !arguments.key.empty() || !arguments.fingerprint.empty();
  if (key_named && arguments.set.set.empty()) {
    return base::Error{base::ErrorCode::usage, arguments.key.empty() ? "--fingerprint" : "--key",
                       "checks the signature of a set: name its folder with --set"};
  }
  packs::Diagnostics diagnostics;
  CW_ASSIGN_OR_RETURN(const auto opened, open_release(arguments.workspace, arguments.version, diagnostics));
  if (!opened || diagnostics.has_errors()) {
    report(diagnostics);
    return usage;
  }
  CW_ASSIGN_OR_RETURN(const Gate gate, look(arguments, *opened, diagnostics));
  if (arguments.format == "json") {
    CW_RETURN_IF_ERROR(write_out("-", gate_json(gate)));
  } else {
    CW_RETURN_IF_ERROR(tell(gate_told(gate)));
  }
  if (gate.set && gate.set->interrupted) return interrupted;
  if (arguments.fail_on == "none") return clean;
  const bool fails = gate.count(Weight::blocks) != 0 || (arguments.fail_on == "remark" && gate.count(Weight::remark) != 0);
  return fails ? gaps : clean;
}

}  // namespace

void add_release_check(CLI::App& release, int& exit_code) {
  auto arguments = std::make_shared<Arguments>();
  CLI::App* command = release.add_subcommand("check", "The gate before a release: what is missing, and what does not agree");
  command->add_option("VERSION", arguments->version, "The release: its facts stand in releases/VERSION.yaml")
      ->required()
      ->type_name("VERSION");
  command->add_option("--workspace", arguments->workspace, "The folder of crosswalk.yaml (default: the current one)")
      ->type_name("DIR");
  command
      ->add_option("--set", arguments->set.set,
                   "The documents as they go out: reviewed against 5.8.2, compared with the facts, and verified as by 'release "
                   "verify'")
      ->type_name("DIR");
  command
      ->add_option("--documents", arguments->set.documents,
                   "Records and procedures beside the set, which prove 5.8.1, 5.8.5 and others (may be given again)")
      ->allow_extra_args(false)
      ->type_name("DIR");
  command->add_option("--key", arguments->key, "Your public keys: the set has to be signed by one of them (needs gpgv)")
      ->type_name("FILE");
  command->add_option("--fingerprint", arguments->fingerprint, "The fingerprint of the key that has to have signed the set")
      ->type_name("HEX");
  command->add_option("--as-of", arguments->set.as_of, "The day of the review (default: today)")->type_name("DATE");
  add_jobs_option(*command, arguments->set.jobs);
  command->add_flag("--unsandboxed", arguments->set.unsandboxed, "Go on where the system offers no sandbox");
  command->add_flag("--no-cache", arguments->set.no_cache, "Use nothing that earlier runs found, and keep nothing");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->type_name("FORMAT");
  command
      ->add_option("--fail-on", arguments->fail_on,
                   "What gives exit code 1: blocks: what keeps it from being released; remark: remarks, too; none: nothing")
      ->check(CLI::IsMember({"none", "blocks", "remark"}))
      ->capture_default_str()
      ->type_name("WEIGHT");
  command->footer(
      "Exit codes:\n"
      "  0  nothing blocks the release\n"
      "  1  something does, or a remark with --fail-on remark\n"
      "  2  wrong usage, or a mistake in workspace, facts or templates\n"
      "  3  something could not be read\n"
      "  130  interrupted; the report says how far it came");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report(result.error());
  });
}

}  // namespace crosswalk::cli
