// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>

#include "artifacts/cvss/severity.h"
#include "base/text.h"
#include "casebook/evidence.h"
#include "cli/common.h"
#include "cli/vuln_commands.h"
#include "cli/vuln_common.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;
using Json = nlohmann::ordered_json;

constexpr std::size_t block_size = 1U << 20;

struct Arguments {
  ReaderArguments reader;
  std::vector<std::string> ids;
  bool persons = false;
  std::string format = "json";
  std::string out;
};

std::string moment_text(const std::optional<Instant>& at) { return at ? artifacts::time::text_of(*at) : ""; }

std::string csv_head() {
  return csv_line({"id", "stage", "outcome", "title", "ids", "weaknesses", "vector", "severity", "source", "reporter", "aware",
                   "affected", "resolution", "details", "fixed", "tlp", "embargo_until", "published"});
}

std::string csv_of(const Case& one) {
  std::vector<std::string> affected;
  for (const auto& product : one.affected)
    affected.push_back(product.product + " " + product.versions + " " + std::string(base::word(product.status)));
  std::vector<std::string> fixed;
  for (const auto& version : one.resolution.fixed) fixed.push_back(version.product + " " + version.version);
  std::vector<std::string> published;
  for (const auto& publication : one.publications) published.push_back(publication.advisory + " " + moment_text(publication.at));
  const auto severity = severity_of(one);
  return csv_line({one.id, std::string(base::word(one.stage)), std::string(base::word(one.outcome)), one.title,
                   base::join(one.ids, " "), base::join(one.weaknesses, " "), severity ? severity->vector : "",
                   severity ? severity->text() : "", std::string(base::word(one.source.kind)), one.source.reporter.text,
                   moment_text(disclosure::moment_of(one, disclosure::Trigger::aware)), base::join(affected, "; "),
                   std::string(base::word(one.resolution.kind)), one.resolution.details, base::join(fixed, "; "),
                   std::string(base::word(one.distribution.tlp)), moment_text(one.distribution.embargo_until),
                   base::join(published, "; ")});
}

base::Result<void> check_ids(const casebook::Casebook& book, const std::vector<std::string>& ids,
                             const std::optional<Instant>& until) {
  for (const std::string& id : ids) CW_RETURN_IF_ERROR(book.find(id, until));
  return {};
}

/// Up to when clocks are counted: as of the moment that was named, else of the last change, so that the same register gives the
/// same bytes.
base::Result<Instant> counted_to_of(const casebook::Casebook& book, const OpenedReader& reader) {
  if (reader.until) return *reader.until;
  CW_ASSIGN_OR_RETURN(const store::Change head, book.head());
  return artifacts::time::parse_rfc3339(head.at).value_or(reader.as_of);
}

base::Result<void> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedReader reader, open_reader(arguments.reader));
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(reader.workspace, store::Register::Access::read));
  CW_RETURN_IF_ERROR(check_ids(book, arguments.ids, reader.until));
  CW_ASSIGN_OR_RETURN(OutSink sink, OutSink::begin(arguments.out));
  const bool as_json = arguments.format == "json";
  std::string text = as_json ? "{\"crosswalk_case_register\": \"1\",\n\"cases\": [" : csv_head();
  CW_ASSIGN_OR_RETURN(const Instant counted_to, counted_to_of(book, reader));
  casebook::CaseSummary summary(reader.workspace.regimes, reader.workspace.manufacturer, counted_to);
  bool first = true;
  base::Result<void> written;
  CW_RETURN_IF_ERROR(book.for_each(
      [&](const Case& stored) {
        if (!arguments.ids.empty() && std::find(arguments.ids.begin(), arguments.ids.end(), stored.id) == arguments.ids.end())
          return true;
        if (as_json) summary.look(stored);
        Case one = stored;
        for (disclosure::Person* person : arguments.persons ? disclosure::persons_of(one) : std::vector<disclosure::Person*>()) {
          auto name = book.person(person->text);
          if (!name) {
            written = name.error();
            return false;
          }
          // Of somebody who was erased the reference stays, so that the case can be taken in again.
          if (*name != "(erased)") person->text = std::move(*name);
        }
        if (as_json) {
          text += (first ? "\n" : ",\n") + writing::harmless_json(Json::parse(disclosure::write_case(one)).dump(2));
        } else {
          text += csv_of(one);
        }
        first = false;
        if (text.size() >= block_size) written = sink.write(std::exchange(text, {}));
        return written.has_value();
      },
      reader.until));
  CW_RETURN_IF_ERROR(written);
  if (as_json) text += "\n],\n" + summary.members() + "\n}\n";
  CW_RETURN_IF_ERROR(sink.write(text));
  return sink.commit();
}

}  // namespace

void add_vuln_export(CLI::App& vuln, int& exit_code) {
  CLI::App* command = vuln.add_subcommand("export", "Write cases as JSON or CSV");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CASE", arguments->ids, "Which (default: all)")->type_name("CASE");
  command->add_flag("--persons", arguments->persons, "Name persons, instead of the references that stand for them");
  add_reader_options(*command, arguments->reader, as_of_register);
  command->add_option("--format", arguments->format, "json or csv")
      ->check(CLI::IsMember({"json", "csv"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->add_option("--out", arguments->out, "Write them to this file")->type_name("FILE");
  command->footer(
      "Exit codes:\n"
      "  0  the cases are written\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  there is no such case, or it could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? clean : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
