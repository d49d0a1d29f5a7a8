// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <type_traits>

#include "disclosure/case.h"

namespace crosswalk::disclosure {

// The members of every part of a case with their names, in order: the one list that reading, writing and looking for persons go
// by. members(part, see) calls see(name, member) for each; the part may be const.
#define CW_MEMBERS(Type)                                \
  template <class T, class See>                         \
  requires std::is_same_v<std::remove_const_t<T>, Type> \
  void members(T& part, See&& see)

CW_MEMBERS(Source) {
  see("kind", part.kind);
  see("reporter", part.reporter);
  see("reference", part.reference);
  see("credit", part.credit);
}
CW_MEMBERS(Event) {
  see("kind", part.kind);
  see("at", part.at);
  see("note", part.note);
}
CW_MEMBERS(AffectedComponent) {
  see("name", part.name);
  see("version", part.version);
  see("purl", part.purl);
}
CW_MEMBERS(Rating) {
  see("vector", part.vector);
  see("by", part.by);
  see("context", part.context);
}
CW_MEMBERS(ClinicalImpact) {
  see("harm", part.harm);
  see("risk", part.risk);
  see("reason", part.reason);
}
CW_MEMBERS(AffectedProduct) {
  see("product", part.product);
  see("versions", part.versions);
  see("status", part.status);
  see("justification", part.justification);
  see("impact_statement", part.impact_statement);
}
CW_MEMBERS(FixedVersion) {
  see("product", part.product);
  see("version", part.version);
}
CW_MEMBERS(Resolution) {
  see("kind", part.kind);
  see("details", part.details);
  see("fixed", part.fixed);
  see("url", part.url);
  see("reason", part.reason);
}
CW_MEMBERS(ReportDecision) {
  see("clock", part.clock);
  see("required", part.required);
  see("reason", part.reason);
  see("by", part.by);
  see("role", part.role);
  see("at", part.at);
}
CW_MEMBERS(Distribution) {
  see("embargo_until", part.embargo_until);
  see("tlp", part.tlp);
  see("audience", part.audience);
}
CW_MEMBERS(Approval) {
  see("by", part.by);
  see("role", part.role);
  see("at", part.at);
}
CW_MEMBERS(Publication) {
  see("advisory", part.advisory);
  see("revision", part.revision);
  see("at", part.at);
  see("url", part.url);
  see("sha256", part.sha256);
  see("kind", part.kind);
  see("summary", part.summary);
}
CW_MEMBERS(Recipient) {
  see("who", part.who);
  see("how", part.how);
  see("at", part.at);
  see("confirmed", part.confirmed);
}
CW_MEMBERS(Notice) {
  see("id", part.id);
  see("title", part.title);
  see("clock", part.clock);
  see("further_clocks", part.further_clocks);
  see("document", part.document);
  see("sha256", part.sha256);
  see("recipients", part.recipients);
}
CW_MEMBERS(Case) {
  see("id", part.id);
  see("title", part.title);
  see("stage", part.stage);
  see("outcome", part.outcome);
  see("outcome_reason", part.outcome_reason);
  see("duplicate_of", part.duplicate_of);
  see("ids", part.ids);
  see("weaknesses", part.weaknesses);
  see("source", part.source);
  see("events", part.events);
  see("components", part.components);
  see("description", part.description);
  see("clinical", part.clinical);
  see("ratings", part.ratings);
  see("affected", part.affected);
  see("resolution", part.resolution);
  see("decisions", part.decisions);
  see("distribution", part.distribution);
  see("approval", part.approval);
  see("publications", part.publications);
  see("notices", part.notices);
  see("related", part.related);
}

#undef CW_MEMBERS

}  // namespace crosswalk::disclosure
