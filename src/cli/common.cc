// SPDX-License-Identifier: Apache-2.0
#include "cli/common.h"

#include <algorithm>
#include <thread>

#include "base/display_name.h"
#include "base/text.h"
#include "pipeline/knowledge.h"
#include "platform/clock.h"
#include "platform/file.h"

namespace crosswalk::cli {

void say(std::string_view line) {
  // What cannot be said on standard error cannot be said at all.
  static_cast<void>(platform::write_to_descriptor(2, base::display_name(line) + "\n", "standard error"));
}

int report(const base::Error& error) {
  using base::ErrorCode;
  if (error.code == ErrorCode::interrupted) return interrupted;
  // Nobody is left to read what a closed pipe would be told.
  if (error.code != ErrorCode::closed_pipe) {
    say("crosswalk: " + error.message());
    say("  " + std::string(base::advice_of(error.code)));
  }
  switch (error.code) {
    case ErrorCode::usage:
    case ErrorCode::malformed_pack:
    case ErrorCode::malformed_workspace:
    case ErrorCode::unknown_clause:
    case ErrorCode::unknown_constraint:
      return usage;
    default:
      return failed;
  }
}

void report(const packs::Diagnostics& diagnostics) {
  const std::string text = diagnostics.text();
  for (const std::string_view line : base::split(base::trim(text), '\n')) {
    if (!line.empty()) say(line);
  }
}

base::Result<std::shared_ptr<const matching::RuleSet>> load_rules(const std::vector<std::string>& more) {
  packs::Diagnostics diagnostics;
  auto rules = pipeline::load_shipped_rule_set(more, diagnostics);
  report(diagnostics);
  return rules;
}

base::Result<base::Date> as_of(const std::string& text) {
  if (text.empty()) return platform::today();
  const auto date = base::parse_iso_date(text);
  if (!date) return base::Error{base::ErrorCode::usage, "--as-of " + text, "write a day as 2026-01-31"};
  return *date;
}

unsigned jobs_or_default(unsigned asked) { return asked > 0 ? asked : std::max(1U, std::thread::hardware_concurrency()); }

base::Result<void> write_out(const std::string& out, std::string_view bytes) {
  return out.empty() || out == "-" ? platform::write_to_stdout(bytes) : platform::write_file_atomically(out, bytes);
}

}  // namespace crosswalk::cli
