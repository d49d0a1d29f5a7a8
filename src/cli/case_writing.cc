// SPDX-License-Identifier: Apache-2.0
#include "cli/case_writing.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <optional>
#include <utility>

#include "artifacts/time/instant.h"
#include "cli/common.h"
#include "platform/clock.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

namespace time = artifacts::time;

constexpr int kColumns = 80;

base::Date next_day(const base::Date& day) {
  const std::chrono::sys_days here = std::chrono::year(day.year) / day.month / day.day;
  const std::chrono::year_month_day next{here + std::chrono::days(1)};
  return {static_cast<int>(next.year()), static_cast<int>(static_cast<unsigned>(next.month())),
          static_cast<int>(static_cast<unsigned>(next.day()))};
}

}  // namespace

base::Result<CaseMoment> open_at(const std::string& workspace, const std::string& moment, const std::string& option) {
  const bool is_now = moment.empty() || moment == "now";
  const std::optional<time::Instant> exact = time::parse_rfc3339(is_now ? platform::utc_now() : moment);
  const std::optional<base::Date> day = base::parse_iso_date(moment);
  if (!exact && !day)
    return base::Error{base::ErrorCode::usage, option,
                       "'" + moment + "' is neither a day (2026-11-23) nor a moment (2026-11-23T14:30:00Z)"};
  const base::Date opened = day ? *day : is_now ? platform::today() : disclosure::Zone().day_of(*exact);
  CaseMoment out;
  CW_ASSIGN_OR_RETURN(out.workspace, open_case_workspace(workspace, opened));
  out.at = exact ? *exact : out.workspace.manufacturer.zone.beginning_of(next_day(*day)) - 1;
  return out;
}

void add_signature_options(CLI::App& command, SignatureOptions& options, const std::string& default_why) {
  command.add_option("--by", options.by, "Who changes the register: \"Name <mail>\"; or the variable CROSSWALK_BY")
      ->type_name("NAME");
  command.add_option("--why", options.why, "Why; \"" + default_why + "\" where nothing is said")->type_name("TEXT");
  command.add_option("--at", options.at, "When, as 2026-11-23T14:30:00Z; now where nothing is said")->type_name("TIME");
}

base::Result<casebook::Signature> signature_of(const SignatureOptions& options, time::Instant at, std::string_view default_why) {
  casebook::Signature out{options.by, options.why.empty() ? std::string(default_why) : options.why, at};
  const char* const variable = std::getenv("CROSSWALK_BY");
  if (out.who.empty() && variable != nullptr) out.who = variable;
  if (out.who.empty()) return base::Error{base::ErrorCode::usage, "--by", "say who changes the register: --by \"Name <mail>\""};
  return out;
}

void add_wrapped(std::string& out, int first, int rest, std::string_view text) {
  int indent = first;
  for (const std::string& line : reports::wrap(reports::visible(text), kColumns - rest)) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + line + "\n";
    indent = rest;
  }
}

}  // namespace crosswalk::cli
