// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "cli/audit_sources.h"
#include "cli/case_audit.h"
#include "cli/common.h"
#include "cli/sbom_report.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "disclosure/audit.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::AuditFinding;
using disclosure::AuditSeverity;
using Json = nlohmann::ordered_json;

struct Arguments {
  ReaderArguments reader;
  AuditSources sources;
  int idle_days = 90;
  int expiring_days = 30;
  std::string fail_on = "minor";
  std::string format = "terminal";
};

std::size_t count(const std::vector<AuditFinding>& findings, AuditSeverity severity) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const AuditFinding& each) { return each.severity == severity; }));
}

std::string terminal_of(const Arguments& arguments, const OpenedReader& moment, const CaseAudit& read,
                        const std::vector<AuditFinding>& findings) {
  const std::size_t major = count(findings, AuditSeverity::major);
  std::string out;
  add_wrapped(out, 0, 0,
              "Audit of " + counted(read.cases, "case", "cases") + " as of " +
                  moment.workspace.manufacturer.zone.text_of(moment.as_of) + ": " +
                  (findings.empty() ? "nothing was forgotten"
                                    : std::to_string(major) + " major, " + std::to_string(findings.size() - major) + " minor"));
  if (read.head.number > 0)
    add_wrapped(out, 0, 2, "Register: change " + std::to_string(read.head.number) + ", " + read.head.hash);
  if (arguments.sources.database.empty()) add_wrapped(out, 0, 2, "Components were not looked up: no --db");
  std::string_view title;
  std::size_t shown = 0;
  for (std::size_t i = 0; i < findings.size(); ++i) {
    const AuditFinding& each = findings[i];
    const bool same = i > 0 && each.kind == findings[i - 1].kind && each.severity == findings[i - 1].severity;
    if (!same) {
      shown = 0;
      title = text_of(each.kind);
      out += "\n";
      add_wrapped(out, 0, 2, std::string(title) + " (" + std::string(base::word(each.severity)) + ")");
    }
    if (++shown == kShown + 1) out += "  and more; --format json has all\n";
    if (shown > kShown) continue;
    add_wrapped(out, 2, 4, each.subject + ": " + each.sentence + ".");
    add_wrapped(out, 4, 4, "To do: " + each.advice + ".");
    add_wrapped(out, 4, 4, each.constraint);
  }
  return out;
}

Json json_of(const OpenedReader& moment, const CaseAudit& read, const std::vector<AuditFinding>& findings) {
  Json out = {{"as_of", artifacts::time::text_of(moment.as_of)},
              {"cases", read.cases},
              {"register", {{"changes", read.head.number}, {"head", read.head.hash}}},
              {"major", count(findings, AuditSeverity::major)},
              {"minor", count(findings, AuditSeverity::minor)},
              {"findings", Json::array()}};
  for (const AuditFinding& each : findings) {
    out["findings"].push_back({{"kind", base::word(each.kind)},
                               {"severity", base::word(each.severity)},
                               {"subject", each.subject},
                               {"sentence", each.sentence},
                               {"advice", each.advice},
                               {"constraint", each.constraint}});
  }
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedReader moment, open_reader(arguments.reader));
  disclosure::AuditInput input;
  input.as_of = moment.as_of;
  input.idle_days = arguments.idle_days;
  input.expiring_days = arguments.expiring_days;
  // Before there is a second thread: what decodes files runs in a copy of this process.
  CW_ASSIGN_OR_RETURN(input.vulnerabilities, known_vulnerabilities(moment.workspace, arguments.sources));
  CW_ASSIGN_OR_RETURN(input.security_txt, security_txt_states(arguments.sources, moment.as_of));
  std::set<std::string> published;
  if (!arguments.sources.provider.empty()) {
    CW_ASSIGN_OR_RETURN(published, hashes_of(arguments.sources.provider));
    input.published = &published;
  }
  CW_ASSIGN_OR_RETURN(const CaseAudit read, audit_cases(moment.workspace, std::move(input)));
  const std::vector<AuditFinding>& findings = read.findings;
  if (arguments.format == "json") {
    CW_RETURN_IF_ERROR(write_out(
        "", writing::harmless_json(json_of(moment, read, findings).dump(2, ' ', false, Json::error_handler_t::replace) + "\n")));
  } else {
    CW_RETURN_IF_ERROR(tell(terminal_of(arguments, moment, read, findings)));
  }
  const bool fails = arguments.fail_on == "minor"   ? !findings.empty()
                     : arguments.fail_on == "major" ? count(findings, AuditSeverity::major) > 0
                                                    : false;
  return fails ? gaps : clean;
}

}  // namespace

void add_vuln_audit(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("audit", "Say what was forgotten: clocks, notices, advisories, versions, components");
  auto arguments = std::make_shared<Arguments>();
  add_reader_options(*command, arguments->reader, as_of_events);
  command
      ->add_option("--sbom", arguments->sources.sboms, "A bill of materials beside those in crosswalk.yaml (may be given again)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--db", arguments->sources.database, "A folder of records of OSV or CVE to look components up in")
      ->type_name("DIR");
  command
      ->add_option("--provider", arguments->sources.provider, "The folder of published files, to compare with what was published")
      ->type_name("DIR");
  command->add_option("--security-txt", arguments->sources.security_txt, "A security.txt to look at (may be given again)")
      ->type_name("FILE")
      ->allow_extra_args(false);
  command->add_option("--idle-days", arguments->idle_days, "Days without a change after which an open case stands still")
      ->check(CLI::Range(1, 3'650))
      ->capture_default_str();
  command->add_option("--expiring-days", arguments->expiring_days, "Days before the end of a security.txt from which it is named")
      ->check(CLI::Range(0, 3'650))
      ->capture_default_str();
  command->add_option("--fail-on", arguments->fail_on, "From which severity on the exit code is 1: major, minor, none")
      ->check(CLI::IsMember({"major", "minor", "none"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_flag("--unsandboxed", arguments->sources.unsandboxed, "Go on where the system offers no sandbox");
  command->footer(
      "Exit codes:\n"
      "  0  nothing that --fail-on names\n"
      "  1  findings\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  it could not be done: there is no register yet, a file cannot be read");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
