// SPDX-License-Identifier: Apache-2.0
#include "reports/clause_page/wording.h"

#include "base/text.h"
#include "reports/view.h"

namespace crosswalk::reports {

std::string work_name(const packs::Pack& pack, std::string_view id) {
  if (id == pack.id) return pack.title;
  const packs::Work* work = pack.work(id);
  return work != nullptr && !work->title.empty() ? work->title : standard_name(id);
}

std::string clause_name(const packs::Pack& pack, std::string_view id) {
  const std::size_t colon = id.find(':');
  if (colon == std::string_view::npos) return work_name(pack, id);
  const std::string number(id.substr(colon + 1));
  if (id.substr(0, colon) != pack.id) return standard_name(id.substr(0, colon)) + ", " + number;
  const std::string_view title = pack.clause_title(number);
  return title.empty() ? number : number + " " + std::string(title);
}

std::string source_text(const std::vector<std::string>& source, packs::Confidence confidence, const std::string& by) {
  return (by.empty() ? "" : "House rule of " + by + " · ") + (source.empty() ? "" : base::join(source, "; ") + " · ") +
         "confidence " + std::string(base::word(confidence));
}

std::string source_text(const packs::Statement& statement) {
  return source_text(statement.source, statement.confidence, statement.by);
}

std::string demand_text(const packs::Constraint& constraint) {
  std::string text(base::word(constraint.level));
  text += constraint.needs == packs::Needs::both ? " · process and record" : " · " + std::string(base::word(constraint.needs));
  if (constraint.quantifier == packs::Quantifier::each_record) text += " · for each record";
  if (!constraint.records.empty()) text += " (" + base::join(constraint.records, ", ") + ")";
  if (!constraint.applies_if.empty()) text += " · if " + constraint.applies_if;
  if (!constraint.demanded_by.empty()) text += " · asked for by " + base::join(constraint.demanded_by, ", ");
  return text;
}

std::string constraint_source(const packs::Constraint& constraint) {
  const std::string house = house_text(constraint);
  return (house.empty() ? "" : house + " · ") + (constraint.source.empty() ? "" : base::join(constraint.source, "; ") + " · ") +
         "confidence " + std::string(base::word(constraint.confidence)) + " · rule " + calibration_text(constraint.calibration);
}

std::string signal_line(const packs::Signal& signal) {
  std::string text;
  switch (signal.kind) {
    case packs::SignalKind::file_exists:
      text = "A file named like \"" + signal.pattern + "\"";
      break;
    case packs::SignalKind::content_match:
      text = "Asked of each document: " + signal.question;
      break;
    case packs::SignalKind::artifact:
      text = "A security file of kind " + signal.pattern;
      break;
  }
  if (!signal.by.empty()) text += " · house rule of " + signal.by;
  return signal.constraints.empty() ? text : text + " (for " + base::join(signal.constraints, ", ") + ")";
}

std::string condition_text(const packs::Pack& pack, const packs::Constraint& constraint) {
  for (const packs::Condition& condition : pack.conditions) {
    if (condition.name == constraint.applies_if) return condition.question;
  }
  return {};
}

std::string remedy_name(std::string_view verdict) {
  if (verdict == "default") return "To close the gap";
  // "partial.vague": the verdict, and the reason that it has.
  const std::size_t dot = verdict.find('.');
  const std::string state = reason_text(verdict.substr(0, dot));
  return "If " + state + (dot == std::string_view::npos ? "" : " (" + reason_text(verdict.substr(dot + 1)) + ")");
}

}  // namespace crosswalk::reports
