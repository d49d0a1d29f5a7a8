// SPDX-License-Identifier: Apache-2.0
#include <CLI/CLI.hpp>
#include <algorithm>
#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/text.h"
#include "cli/common.h"
#include "cli/disclosure_commands.h"
#include "cli/vuln_common.h"
#include "disclosure/moment.h"
#include "disclosure/notice.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using disclosure::OpenRecipient;
using Json = nlohmann::ordered_json;

struct Arguments {
  ReaderArguments reader;
  std::string format = "terminal";
};

std::string terminal_of(const std::vector<OpenRecipient>& open, std::size_t untold, const disclosure::Zone& zone) {
  std::string out;
  add_wrapped(out, 0, 0,
              open.empty() ? "Everybody who has to be told was told, and confirmed it."
                           : std::to_string(untold) + " not told yet, " + std::to_string(open.size() - untold) +
                                 " told and not confirmed.");
  const OpenRecipient* before = nullptr;
  for (const OpenRecipient& each : open) {
    if (before == nullptr || before->case_id != each.case_id || before->notice != each.notice) {
      out += "\n";
      add_wrapped(out, 0, 2,
                  each.case_id + ", " + each.notice + " '" + each.title + "'" +
                      (each.clocks.empty() ? "" : " (" + base::join(each.clocks, ", ") + ")"));
    }
    before = &each;
    add_wrapped(out, 2, 4,
                each.who.text + ": " + (each.told ? "told " + zone.text_of(*each.told) + ", not confirmed" : "not told") +
                    (each.how.empty() ? "" : "; " + disclosure::with_local_moments(each.how, zone)));
  }
  return out;
}

base::Result<int> run(const Arguments& arguments) {
  CW_ASSIGN_OR_RETURN(const OpenedReader moment, open_reader(arguments.reader));
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(moment.workspace, store::Register::Access::read));
  std::vector<OpenRecipient> open;
  CW_RETURN_IF_ERROR(book.for_each([&](const disclosure::Case& one) {
    for (OpenRecipient& each : disclosure::open_recipients(one, moment.as_of)) open.push_back(std::move(each));
    return true;
  }));
  for (OpenRecipient& each : open) {
    CW_ASSIGN_OR_RETURN(each.who.text, book.person(each.who.text));
  }
  const auto untold =
      static_cast<std::size_t>(std::count_if(open.begin(), open.end(), [](const auto& each) { return !each.told; }));
  if (arguments.format == "json") {
    Json json = {
        {"as_of", artifacts::time::text_of(moment.as_of)}, {"not_told", untold}, {"not_confirmed", open.size() - untold}};
    json["recipients"] = Json::array();
    for (const OpenRecipient& each : open) {
      json["recipients"].push_back({{"case", each.case_id},
                                    {"notice", each.notice},
                                    {"title", each.title},
                                    {"clock", each.clocks.empty() ? "" : each.clocks.front()},
                                    {"clocks", each.clocks},
                                    {"who", each.who.text},
                                    {"how", each.how},
                                    {"told", each.told ? Json(artifacts::time::text_of(*each.told)) : Json()}});
    }
    CW_RETURN_IF_ERROR(write_out("", writing::harmless_json(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n")));
  } else {
    CW_RETURN_IF_ERROR(tell(terminal_of(open, untold, moment.workspace.manufacturer.zone)));
  }
  return untold > 0 ? gaps : clean;
}

}  // namespace

void add_disclosure_open(CLI::App& disclosure, int& exit_code) {
  CLI::App* command = disclosure.add_subcommand("open", "Say who has not been told yet, or did not confirm it");
  auto arguments = std::make_shared<Arguments>();
  add_reader_options(*command, arguments->reader, as_of_events);
  command->add_option("--format", arguments->format, "terminal or json")
      ->check(CLI::IsMember({"terminal", "json"}))
      ->capture_default_str()
      ->type_name("NAME");
  command->footer(
      "Exit codes:\n"
      "  0  everybody was told\n"
      "  1  somebody was not told yet\n"
      "  2  wrong usage, or a broken workspace\n"
      "  3  the register could not be read");
  command->callback([arguments, &exit_code] {
    const auto result = run(*arguments);
    exit_code = result ? *result : report_wrapped(result.error());
  });
}

}  // namespace crosswalk::cli
