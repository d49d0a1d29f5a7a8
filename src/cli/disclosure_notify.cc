// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/disclosure_commands.h"
#include "cli/intake_files.h"
#include "cli/locked.h"
#include "cli/vuln_common.h"
#include "disclosure/notice.h"
#include "extraction/encoding/converters.h"
#include "intake/recipients.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::Case;
using disclosure::Notice;
using disclosure::Recipient;
using Json = nlohmann::ordered_json;

constexpr std::uint64_t kMostDocument = 1ULL << 30;

struct Arguments {
  std::string id;
  std::string notice;
  std::string title;
  std::vector<std::string> clocks;
  std::string document;
  std::string list;
  std::vector<std::string> to;
  std::string how;
  std::string sent;
  std::string delivered;
  TableArguments table;
};

/// A document as a notice names it: where it lies in the workspace, or its name alone, and the hash of its bytes.
struct Document {
  std::string name;
  std::string sha256;
};

base::Result<Document> document_of(const std::string& path, const std::string& workspace) {
  Document out;
  if (path.empty()) return out;
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, kMostDocument));
  out.sha256 = base::sha256_hex(bytes);
  CW_ASSIGN_OR_RETURN(const std::string whole, platform::canonical(path));
  CW_ASSIGN_OR_RETURN(const std::string folder, platform::canonical(workspace));
  out.name = is_within(whole, folder) && whole.size() > folder.size() + 1 ? whole.substr(folder.size() + 1)
                                                                          : whole.substr(whole.rfind('/') + 1);
  return out;
}

/// Everything that remarks call an error, a line each.
Json errors_in(const std::vector<intake::Remark>& remarks) {
  Json out = Json::array();
  for (const intake::Remark& remark : remarks) {
    if (remark.is_error) out.push_back((remark.place.empty() ? "" : remark.place + ": ") + remark.text);
  }
  return out;
}

/// The text at a place of a list; empty where there is none: what a locked process gives is not trusted either.
std::string text_at(const Json& list, std::size_t place) {
  const bool there = list.is_array() && place < list.size() && list[place].is_string();
  return there ? list[place].get<std::string>() : std::string();
}

/// Adds the errors that a locked process found in a table; `rows` are what it took.
base::Result<Json> rows_of(const Work& done, const std::string& file, std::vector<std::string>& mistakes) {
  Json json = Json::parse(done.text, nullptr, false);
  if (!json.is_object() || !json.value("rows", Json()).is_array()) return base::Error{base::ErrorCode::internal, file, "no list"};
  const Json errors = json.value("errors", Json::array());
  for (std::size_t i = 0; i < errors.size(); ++i) mistakes.push_back(file + ": " + text_at(errors, i));
  return json["rows"];
}

std::string work_text(Json rows, const std::vector<intake::Remark>& remarks) {
  const Json json = {{"rows", std::move(rows)}, {"errors", errors_in(remarks)}};
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<std::vector<Recipient>> recipients_of(const Arguments& arguments, std::vector<std::string>& mistakes) {
  std::vector<Recipient> out;
  for (const std::string& who : arguments.to) out.push_back({{who}, arguments.how, {}, ""});
  if (arguments.list.empty()) return out;
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(arguments.list, most_intake_file));
  const auto work = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const document::Document document, read_tables(arguments.list, bytes));
    const intake::RecipientList list = intake::read_recipients(document);
    Json json = Json::array();
    for (const Recipient& each : list.recipients) json.push_back({each.who.text, each.how});
    return Work{clean, work_text(std::move(json), list.remarks)};
  };
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(arguments.table.unsandboxed, work));
  CW_ASSIGN_OR_RETURN(const Json json, rows_of(done, arguments.list, mistakes));
  for (const Json& each : json) {
    const std::string how = text_at(each, 1);
    out.push_back({{text_at(each, 0)}, how.empty() ? arguments.how : how, {}, ""});
  }
  return out;
}

base::Result<std::vector<disclosure::Delivery>> deliveries_of(const Arguments& arguments, const intake::Options& options,
                                                              std::vector<std::string>& mistakes) {
  std::vector<disclosure::Delivery> out;
  if (arguments.delivered.empty()) return out;
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(arguments.delivered, most_intake_file));
  const auto work = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const document::Document document, read_tables(arguments.delivered, bytes));
    const intake::DeliveryList list = intake::read_deliveries(document, options);
    Json json = Json::array();
    for (const disclosure::Delivery& each : list.deliveries) {
      json.push_back({each.who.text, base::word(each.status), each.at ? Json(*each.at) : Json(), each.detail, each.place});
    }
    return Work{clean, work_text(std::move(json), list.remarks)};
  };
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(arguments.table.unsandboxed, work));
  CW_ASSIGN_OR_RETURN(const Json json, rows_of(done, arguments.delivered, mistakes));
  for (const Json& each : json) {
    disclosure::Delivery delivery{{text_at(each, 0)}, disclosure::DeliveryStatus::sent, {}, text_at(each, 3), text_at(each, 4)};
    if (const auto status = base::from_word<disclosure::DeliveryStatus>(text_at(each, 1))) delivery.status = *status;
    if (each.is_array() && each.size() > 2 && each[2].is_number_integer()) delivery.at = each[2].get<artifacts::time::Instant>();
    out.push_back(std::move(delivery));
  }
  return out;
}

/// That all these are clocks, each once. Errors: usage.
base::Result<void> check_clocks(const std::vector<std::string>& clocks, const CaseWorkspace& workspace) {
  std::vector<std::string> ids;
  for (const disclosure::Regime& regime : workspace.regimes)
    for (const disclosure::Clock& each : regime.clocks) ids.push_back(each.id);
  for (auto clock = clocks.begin(); clock != clocks.end(); ++clock) {
    if (std::find(clocks.begin(), clock, *clock) != clock)
      return base::Error{base::ErrorCode::usage, "--clock", "'" + *clock + "' stands twice"};
    if (std::find(ids.begin(), ids.end(), *clock) != ids.end()) continue;
    const std::string meant = packs::nearest(*clock, ids);
    return base::Error{base::ErrorCode::usage, "--clock",
                       "there is no clock '" + *clock + "'" + (meant.empty() ? "" : "; '" + meant + "' may be meant")};
  }
  return {};
}

/// A new notice of what the arguments say, without an id and recipients.
Notice notice_of(const Arguments& arguments, const Document& document) {
  Notice out;
  out.title = arguments.title;
  if (!arguments.clocks.empty()) {
    out.clock = arguments.clocks.front();
    out.further_clocks.assign(arguments.clocks.begin() + 1, arguments.clocks.end());
  }
  out.document = document.name;
  out.sha256 = document.sha256;
  return out;
}

base::Result<void> check(const Arguments& arguments) {
  const auto wrong = [](std::string what) { return base::Error{base::ErrorCode::usage, "notify", std::move(what)}; };
  if (arguments.notice.empty()) {
    if (arguments.title.empty()) return wrong("a new notice needs --title; --notice names one that is there");
    if (arguments.to.empty() && arguments.list.empty()) return wrong("say who has to be told: --to or --list");
    return {};
  }
  if (arguments.to.empty() && arguments.list.empty() && arguments.sent.empty() && arguments.delivered.empty())
    return wrong("say what happened to the notice: --to, --list, --sent or --delivered");
  if (!arguments.title.empty() || !arguments.clocks.empty() || !arguments.document.empty())
    return wrong("what a notice is, is not changed: --title, --clock and --document are for a new one");
  return {};
}

/// What is done to the case.
struct Step {
  Document document;
  std::vector<Recipient> recipients;
  std::vector<disclosure::Delivery> deliveries;
  std::optional<artifacts::time::Instant> sent;
};

base::Result<std::string> apply(Case& one, const Arguments& arguments, const Step& step) {
  std::string id = arguments.notice;
  if (id.empty()) id = disclosure::add_notice(one, notice_of(arguments, step.document));
  Notice* const notice = disclosure::find_notice(one, id);
  if (notice == nullptr) return base::Error{base::ErrorCode::not_in_register, id, one.id + " has no such notice"};
  disclosure::add_recipients(*notice, step.recipients);
  if (step.sent) disclosure::mark_told(*notice, arguments.how, *step.sent);
  if (!step.deliveries.empty())
    CW_RETURN_IF_ERROR(
        disclosure::apply_deliveries(*notice, step.deliveries, arguments.delivered.substr(arguments.delivered.rfind('/') + 1)));
  return disclosure::shown_id(*notice);
}

/// Tells what is wrong with tables, a line each, and that nothing was kept. `of_rows` may have several lines, the first with the
/// name of the file.
int refuse(const std::vector<std::string>& mistakes, const std::string& of_rows) {
  for (const std::string& mistake : mistakes) say_wrapped(mistake);
  for (const std::string_view line : base::split(of_rows, '\n')) {
    if (!line.empty()) say_wrapped(line);
  }
  say("nothing was kept");
  return gaps;
}

base::Result<int> run(const Arguments& arguments) {
  CW_RETURN_IF_ERROR(check(arguments));
  CW_ASSIGN_OR_RETURN(const OpenedWriter writer,
                      open_writer(arguments.table.writer, arguments.notice.empty() ? "notice recorded" : "delivery recorded"));
  const artifacts::time::Instant now = writer.signature.at;
  CW_RETURN_IF_ERROR(check_clocks(arguments.clocks, writer.workspace));
  const intake::Options options = table_options(arguments.table, writer);
  Step step;
  if (!arguments.sent.empty()) {
    CW_ASSIGN_OR_RETURN(step.sent, moment_named("--sent", arguments.sent, options.zone, now));
    if (*step.sent > now) return base::Error{base::ErrorCode::usage, "--sent", "nobody can have been told in the future"};
  }
  CW_ASSIGN_OR_RETURN(step.document, document_of(arguments.document, writer.workspace.folder));
  extraction::load_converters();
  std::vector<std::string> mistakes;
  CW_ASSIGN_OR_RETURN(step.recipients, recipients_of(arguments, mistakes));
  CW_ASSIGN_OR_RETURN(step.deliveries, deliveries_of(arguments, options, mistakes));
  CW_ASSIGN_OR_RETURN(casebook::Casebook book, open_casebook(writer.workspace, store::Register::Access::write));
  CW_ASSIGN_OR_RETURN(Case tried, book.find(arguments.id));
  // Every mistake at once: also of rows that can be read and fit nothing.
  const auto fits = apply(tried, arguments, step);
  if (!fits && fits.error().code != base::ErrorCode::malformed_data) return fits.error();
  if (!fits || !mistakes.empty())
    return refuse(mistakes, fits ? std::string() : fits.error().subject + ": " + fits.error().detail);
  std::string id;
  disclosure::NoticeCount count;
  std::vector<std::string> remarks;
  const auto change = [&](Case& one) -> base::Result<void> {
    const Case before = one;
    CW_ASSIGN_OR_RETURN(id, apply(one, arguments, step));
    count = disclosure::count_recipients(*disclosure::find_notice(one, id));
    remarks = regime_remarks(before, one, writer.workspace);
    return {};
  };
  if (const auto done = book.edit(arguments.id, change, writer.signature); !done) return in_zone(done.error(), writer.workspace);
  for (const std::string& remark : remarks) say_wrapped("warning: " + remark);
  if (arguments.table.format == "json") {
    const Json json = {{"case", arguments.id},
                       {"notice", id},
                       {"document", step.document.name},
                       {"sha256", step.document.sha256},
                       {"confirmed", count.confirmed},
                       {"told", count.told},
                       {"open", count.open}};
    CW_RETURN_IF_ERROR(write_out("", writing::harmless_json(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n")));
    return clean;
  }
  std::string text;
  add_wrapped(text, 0, 2,
              "Notice " + id + " of " + arguments.id + ": " + std::to_string(count.confirmed) + " confirmed, " +
                  std::to_string(count.told) + " told, " + std::to_string(count.open) + " open.");
  if (!step.document.sha256.empty()) add_wrapped(text, 0, 2, step.document.name + ": sha256 " + step.document.sha256);
  CW_RETURN_IF_ERROR(tell(text));
  return clean;
}

}  // namespace

void add_disclosure_notify(CLI::App& disclosure, int& exit_code) {
  CLI::App* command = disclosure.add_subcommand("notify", "Record who has to be told, or was told, what, when and how");
  auto arguments = std::make_shared<Arguments>();
  command->add_option("CASE", arguments->id, "The case")->required()->type_name("ID");
  command->add_option("--notice", arguments->notice, "A notice of the case that is there already (N1)")->type_name("ID");
  command->add_option("--title", arguments->title, "What the new notice is called")->type_name("TEXT");
  command->add_option("--clock", arguments->clocks, "A clock that it answers: us-cfr-806/correction-report (may be given again)")
      ->allow_extra_args(false)
      ->type_name("ID");
  command->add_option("--document", arguments->document, "What they are told; its hash is kept")->type_name("FILE");
  command->add_option("--list", arguments->list, "A table of recipients, CSV or XLSX")->type_name("FILE");
  command->add_option("--to", arguments->to, "A recipient, \"Name <mail>\" (may be given again)")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command->add_option("--how", arguments->how, "The way: mail, letter, portal")->type_name("TEXT");
  command->add_option("--sent", arguments->sent, "When those not told before were told: a time, a day, now")->type_name("TIME");
  command->add_option("--delivered", arguments->delivered, "A delivery report: recipient, status, time")->type_name("FILE");
  add_table_options(*command, arguments->table);
  command->footer(
      "Exit codes:\n"
      "  0  it was recorded\n"
      "  1  the list or report has errors: nothing was kept\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  there is no such case, or a file could not be read or written");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
