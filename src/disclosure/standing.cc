// SPDX-License-Identifier: Apache-2.0
#include "disclosure/standing.h"

#include <algorithm>

namespace crosswalk::disclosure {

bool is_turned_down(const Case& one) {
  return one.outcome == Outcome::not_a_vulnerability || one.outcome == Outcome::not_our_product ||
         one.outcome == Outcome::duplicate;
}

bool is_open(const Case& one) { return one.stage != Stage::closed && !is_turned_down(one); }

std::optional<Instant> published_at(const Case& one, Instant as_of) {
  std::optional<Instant> out;
  for (const Publication& publication : one.publications) {
    if (publication.kind == PublicationKind::withdrawn) continue;
    const Instant at = publication.at.value_or(0);
    if (at <= as_of && (!out || at < *out)) out = at;
  }
  return out;
}

bool is_published(const Case& one, Instant as_of) {
  const Publication* last = nullptr;
  for (const Publication& publication : one.publications) {
    const Instant at = publication.at.value_or(0);
    if (at <= as_of && (last == nullptr || at >= last->at.value_or(0))) last = &publication;
  }
  return last != nullptr && last->kind != PublicationKind::withdrawn;
}

std::optional<Instant> last_told(const Case& one, Instant as_of) {
  std::optional<Instant> out;
  for (const Notice& notice : one.notices) {
    for (const Recipient& recipient : notice.recipients) {
      if (recipient.at && *recipient.at <= as_of && (!out || *recipient.at > *out)) out = recipient.at;
    }
  }
  return out;
}

std::optional<Instant> last_moment(const Case& one, Instant as_of) {
  std::optional<Instant> out = last_told(one, as_of);
  const auto see = [&](const std::optional<Instant>& at) {
    if (at && *at <= as_of && (!out || *at > *out)) out = at;
  };
  for (const Event& event : one.events) see(event.at);
  for (const ReportDecision& decision : one.decisions) see(decision.at);
  for (const Publication& publication : one.publications) see(publication.at);
  see(one.approval.at);
  return out;
}

}  // namespace crosswalk::disclosure
