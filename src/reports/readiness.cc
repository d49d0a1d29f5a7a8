// SPDX-License-Identifier: Apache-2.0
#include "reports/readiness.h"

#include <algorithm>
#include <map>
#include <set>

#include "base/text.h"
#include "reports/view.h"

namespace crosswalk::reports {

using review::Verdict;

namespace {

/// A chapter with more clauses than this is told by its sections.
constexpr int most_clauses = 12;

/// "5" of "5.7.3"; what is no plain number ("Art. 14", "Annex II") stands for itself.
std::string_view chapter_of(std::string_view number) {
  return number.find(' ') == std::string_view::npos ? number.substr(0, number.find('.')) : number;
}

/// "5.7" of "5.7.3"; a number with fewer parts is its own section.
std::string_view section_of(std::string_view number) {
  if (number.find(' ') != std::string_view::npos) return number;
  const std::size_t first = number.find('.');
  const std::size_t second = first == std::string_view::npos ? first : number.find('.', first + 1);
  return number.substr(0, second);
}

/// Whether a number is one of an annex, as E.2.1 is; V.A is of a chapter.
bool is_of_annex(std::string_view number) {
  return number.size() > 2 && number[0] >= 'A' && number[0] <= 'Z' && number[1] == '.' && number[2] >= '0' && number[2] <= '9';
}

/// The pack of a clause id: "iec-81001-5-1" of "iec-81001-5-1:4.1.7".
std::string_view pack_of(std::string_view id) { return id.substr(0, id.find(':')); }

const packs::Pack* find_pack(const review::Review& review, std::string_view id) {
  const auto found = std::find_if(review.keep.begin(), review.keep.end(), [&](const auto& pack) { return pack->id == id; });
  return found == review.keep.end() ? nullptr : found->get();
}

/// Names with how often each occurs, the most frequent first: "5.7 (12), 6.1 (8) and 7.2 (7)".
std::string most_frequent(const std::vector<std::string>& names, std::size_t most) {
  std::vector<std::pair<std::string, int>> counts;
  for (const std::string& name : names) {
    const auto known = std::find_if(counts.begin(), counts.end(), [&](const auto& one) { return one.first == name; });
    if (known == counts.end()) {
      counts.emplace_back(name, 1);
    } else {
      ++known->second;
    }
  }
  std::stable_sort(counts.begin(), counts.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  const std::size_t shown = std::min(most, counts.size());
  std::string out;
  for (std::size_t i = 0; i < shown; ++i) {
    if (i > 0) out += i + 1 == shown ? " and " : ", ";
    out += counts[i].first;
    if (counts[i].second > 1) out += " (" + std::to_string(counts[i].second) + ")";
  }
  return out;
}

/// What closes a gap of this verdict.
StepKind kind_of(const review::ConstraintResult& result) {
  switch (result.verdict) {
    case Verdict::denied:
      return StepKind::correct;
    case Verdict::not_found:
    case Verdict::planned:
      return StepKind::write;
    default: {
      const bool no_record = result.reason == "process_only" || result.reason == "record_only" || result.reason == "output_only";
      return no_record || result.coverage ? StepKind::record : StepKind::complete;
    }
  }
}

}  // namespace

std::vector<std::string> parts_of(const std::vector<const packs::Clause*>& clauses) {
  std::map<std::string, int> sizes;
  const auto chapter_key = [](const packs::Clause& clause) {
    return std::string(pack_of(clause.id)) + ":" + std::string(chapter_of(clause.number));
  };
  for (const packs::Clause* clause : clauses) ++sizes[chapter_key(*clause)];
  std::vector<std::string> out;
  for (const packs::Clause* clause : clauses) {
    const bool split = sizes[chapter_key(*clause)] > most_clauses;
    const std::string_view part = split ? section_of(clause->number) : chapter_of(clause->number);
    out.push_back(is_of_annex(clause->number) ? "Annex " + std::string(chapter_of(clause->number)) : std::string(part));
  }
  return out;
}

std::vector<GroupReadiness> readiness(const review::Review& review) {
  std::vector<const packs::Clause*> clauses;
  for (const review::ClauseResult& result : review.clauses) {
    if (result.clause != nullptr) clauses.push_back(result.clause);
  }
  const std::vector<std::string> parts = parts_of(clauses);
  std::size_t next = 0;
  std::vector<GroupReadiness> groups;
  std::map<std::string, std::size_t> index;
  for (std::size_t i = 0; i < review.clauses.size(); ++i) {
    const review::ClauseResult& result = review.clauses[i];
    if (result.clause == nullptr) continue;
    const packs::Clause& clause = *result.clause;
    const std::string& name = parts[next++];
    const auto [at, added] = index.try_emplace(std::string(pack_of(clause.id)) + ":" + name, groups.size());
    if (added) {
      GroupReadiness& group = groups.emplace_back();
      group.number = review.packs.size() > 1 ? std::string(pack_of(clause.id)) + ":" + name : name;
      const packs::Pack* const pack = find_pack(review, pack_of(clause.id));
      if (pack != nullptr) group.title = pack->clause_title(name);
    }
    GroupReadiness& group = groups[at->second];
    group.clauses.push_back(i);
    for (const review::ConstraintResult& each : result.constraints) {
      if (each.constraint == nullptr || !is_own(result, each) || each.constraint->level != packs::Level::shall) continue;
      if (each.verdict == Verdict::not_applicable) continue;
      ++group.requirements;
      ++group.verdicts[static_cast<std::size_t>(each.verdict)];
      if (each.verdict == Verdict::met) ++group.met;
      if (each.verdict == Verdict::needs_review || each.verdict == Verdict::not_evaluable) ++group.undecided;
    }
  }
  std::map<std::string, std::size_t> group_of;
  for (std::size_t g = 0; g < groups.size(); ++g) {
    for (const std::size_t i : groups[g].clauses) group_of[review.clauses[i].clause->id] = g;
  }
  for (const review::Gap& gap : review.gaps) {
    const auto found = group_of.find(gap.constraint.substr(0, gap.constraint.find('/')));
    if (found == group_of.end()) continue;
    if (gap.severity == packs::Severity::major) ++groups[found->second].major;
    if (gap.severity == packs::Severity::minor) ++groups[found->second].minor;
  }
  return groups;
}

bool has_groups(const review::Review& review) {
  constexpr std::size_t fewest_clauses = 6;
  return review.clauses.size() >= fewest_clauses;
}

std::vector<Step> first_steps(const review::Review& review) {
  std::array<Step, base::Words<StepKind>::names.size()> steps{};
  for (std::size_t i = 0; i < steps.size(); ++i) steps[i].kind = static_cast<StepKind>(i);
  const auto step = [&](StepKind kind) -> Step& { return steps[static_cast<std::size_t>(kind)]; };
  std::set<std::string> conditions;
  for (const review::Gap& gap : review.gaps) {
    if (gap.kind != review::GapKind::shortfall) continue;
    const review::ConstraintResult* const result = find_result(review, gap.constraint);
    if (gap.severity == packs::Severity::observation || result == nullptr || result->constraint == nullptr) continue;
    const std::string& condition = result->constraint->applies_if;
    if (std::find(review.unanswered_conditions.begin(), review.unanswered_conditions.end(), condition) !=
        review.unanswered_conditions.end()) {
      step(StepKind::answer).constraints.push_back(gap.constraint);
      conditions.insert(condition);
    }
    step(kind_of(*result)).constraints.push_back(gap.constraint);
  }
  step(StepKind::answer).conditions.assign(conditions.begin(), conditions.end());
  for (const review::Undecided& undecided : review.undecided) {
    if (undecided.level != packs::Level::shall) continue;
    step(undecided.verdict == Verdict::needs_review ? StepKind::decide : StepKind::provide)
        .constraints.push_back(undecided.constraint);
  }
  std::vector<Step> out;
  for (Step& each : steps) {
    if (!each.constraints.empty()) out.push_back(std::move(each));
  }
  return out;
}

std::string step_text(const review::Review& review, const Step& step) {
  constexpr std::size_t most_named = 3;
  std::vector<std::string> ids;
  std::vector<std::string> clauses;
  for (const std::string& id : step.constraints) {
    ids.push_back(short_id(review, id));
    clauses.push_back(ids.back().substr(0, ids.back().find('/')));
  }
  const std::uint64_t count = step.constraints.size();
  const std::string requirements = counted(count, "requirement", "requirements");
  // A few are named, of many the clauses that have most of them, of very many the parts of the standard.
  constexpr std::uint64_t very_many = 20;
  if (count > very_many) {
    std::map<std::string, std::string> part_of;
    for (const GroupReadiness& group : readiness(review)) {
      for (const std::size_t i : group.clauses) part_of[short_id(review, review.clauses[i].clause->id)] = group.number;
    }
    for (std::string& clause : clauses) {
      if (const auto part = part_of.find(clause); part != part_of.end()) clause = part->second;
    }
  }
  const std::string where = count <= most_named ? base::join(ids, ", ") : "most in " + most_frequent(clauses, most_named);
  switch (step.kind) {
    case StepKind::answer:
      return "Answer " + counted(step.conditions.size(), "condition", "conditions") +
             " in the workspace, which may take away the gaps of " + requirements + ": " +
             (step.conditions.size() <= most_named ? base::join(step.conditions, ", ") : "listed under Notes") + ".";
    case StepKind::correct:
      return "Correct the documents in force that deny " + requirements + ": " + where + ".";
    case StepKind::decide:
      return "Decide " + requirements + " where documents contradict each other or only a person can tell: " + where + ".";
    case StepKind::write:
      return "Write what no document says yet: " + requirements + ", " + where + ".";
    case StepKind::record:
      return "File the records, or the procedure behind them, that are missing: " + requirements + ", " + where + ".";
    case StepKind::complete:
      return "Complete what is vague, unfilled or said of something else: " + requirements + ", " + where + ".";
    case StepKind::provide:
      return "Provide in a readable form the documents that may hold " + requirements + ": " + where + ".";
  }
  return {};
}

}  // namespace crosswalk::reports
