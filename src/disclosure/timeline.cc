// SPDX-License-Identifier: Apache-2.0
#include "disclosure/timeline.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "disclosure/notice.h"
#include "disclosure/standing.h"

namespace crosswalk::disclosure {
namespace {

/// When the last of its recipients was told; nothing while one is not, or where there are none.
std::optional<Instant> complete_at(const Notice& notice) {
  std::optional<Instant> out;
  for (const Recipient& to : notice.recipients) {
    if (!to.at) return std::nullopt;
    out = out ? std::max(*out, *to.at) : *to.at;
  }
  return out;
}

/// Why and since when nothing need be done about a report that was turned down.
std::optional<TurnedDown> turned_down(const Case& one) {
  if (!is_turned_down(one)) return std::nullopt;
  std::string because = "turned down: " + std::string(base::word(one.outcome));
  std::replace(because.begin(), because.end(), '_', ' ');
  if (one.outcome == Outcome::duplicate) because += " of " + one.duplicate_of;
  if (!one.outcome_reason.empty()) because += ", " + one.outcome_reason;
  const auto reviewed = moment_of(one, Trigger::reviewed);
  return TurnedDown{reviewed.value_or(std::numeric_limits<Instant>::min()), std::move(because),
                    !one.source.reporter.text.empty()};
}

}  // namespace

Timeline timeline_of(const Case& one) {
  Timeline out;
  out.id = one.id;
  // What our own tests or our watch on public sources found, nobody reported to us.
  const bool read_by_us = one.source.kind == SourceKind::monitoring && one.source.reporter.text.empty();
  out.has_reporter = one.source.kind != SourceKind::own_test && !read_by_us;
  for (const Event& event : one.events) {
    if (event.at) out.events.emplace_back(event.kind, *event.at);
  }
  for (const Publication& publication : one.publications) {
    if (publication.at) out.events.emplace_back(Trigger::published, *publication.at);
  }
  for (const ReportDecision& decision : one.decisions) {
    if (decision.clock.empty() || !decision.required || *decision.required) continue;
    // A reason is demanded by check_case(); what has none all the same must not pass for something that was sent.
    out.acts.push_back({decision.clock,
                        decision.at.value_or(std::numeric_limits<Instant>::min()),
                        decision.reason.empty() ? "no reason was given" : decision.reason,
                        {decision.by.text, decision.role, decision.at}});
  }
  for (const Notice& notice : one.notices) {
    const std::vector<std::string> clocks = clocks_of(notice);
    const auto at = clocks.empty() ? std::nullopt : complete_at(notice);
    for (const std::string& clock : clocks) {
      if (at) out.acts.push_back({clock, *at, {}});
    }
  }
  out.turned_down = turned_down(one);
  return out;
}

}  // namespace crosswalk::disclosure
