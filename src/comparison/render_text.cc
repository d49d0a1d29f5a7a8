// SPDX-License-Identifier: Apache-2.0
#include "comparison/render.h"
#include "reports/view.h"

namespace crosswalk::comparison {
namespace {

/// "a → b", each side said where it is empty.
std::string both(const std::string& before, const std::string& after) {
  return (before.empty() ? "none" : before) + " → " + (after.empty() ? "none" : after);
}

std::string quoted(const std::string& text) { return "\"" + text + "\""; }

std::string hash_text(const std::string& sha256) { return sha256.empty() ? "no hash" : sha256.substr(0, 12); }

std::string pack_text(const Cause& cause) {
  const std::string before = cause.before.substr(0, cause.before.find(' '));
  const std::string after = cause.after.substr(0, cause.after.find(' '));
  return "the pack " + cause.subject + " changed (" +
         (before == after ? "still called " + before + ", with other content" : before + " → " + after) + ")";
}

std::string side_text(const Side& side) {
  std::string out(reports::label(side.verdict));
  std::string why = reports::reason_text(side.reason);
  if (side.coverage) why += (why.empty() ? "" : "; ") + reports::coverage_text(*side.coverage);
  return why.empty() ? out : out + " (" + why + ")";
}

}  // namespace

std::string cause_text(const Cause& cause) {
  switch (cause.kind) {
    case CauseKind::decision_changed:
      if (cause.before.empty()) return "a person decided: " + cause.after;
      if (cause.after.empty()) return "a person's decision was taken back: " + cause.before;
      return "a person's decision changed: " + both(cause.before, cause.after);
    case CauseKind::document_changed:
      return quoted(cause.subject) + " changed (sha256 " + hash_text(cause.before) + " → " + hash_text(cause.after) + ")";
    case CauseKind::document_appeared:
      return quoted(cause.subject) + " appeared";
    case CauseKind::document_gone:
      return quoted(cause.subject) + " went away";
    case CauseKind::document_moved:
      return quoted(cause.before) + " is called " + quoted(cause.after) + " now";
    case CauseKind::document_read_otherwise:
      return quoted(cause.subject) + " has the same bytes, but was read otherwise: " + both(cause.before, cause.after);
    case CauseKind::document_counted_otherwise:
      return quoted(cause.subject) + " has the same bytes, but counts otherwise: " + both(cause.before, cause.after);
    case CauseKind::pack_changed:
      return pack_text(cause);
    case CauseKind::program_changed:
      return "the program changed (" + both(cause.before, cause.after) + ")";
    case CauseKind::product_version_changed:
      return "another version of " + cause.subject + " was judged (" + both(cause.before, cause.after) + ")";
    case CauseKind::workspace_changed:
      return "the workspace changed: " + cause.subject + ": " + both(cause.before, cause.after);
    case CauseKind::as_of_changed:
      return "the day of the review changed (" + both(cause.before, cause.after) + ")";
    case CauseKind::options_changed:
      return "other options were given: " + cause.subject + ": " + both(cause.before, cause.after);
    case CauseKind::unknown:
      break;
  }
  return "something that reviews do not write down: a setting of the workspace, perhaps";
}

std::string change_text(const ConstraintChange& change) {
  switch (change.change) {
    case Change::new_gap:
      return "new";
    case Change::closed:
      return "closed";
    case Change::not_comparable:
      return "not comparable";
    case Change::unchanged:
      return "unchanged";
    case Change::changed:
      break;
  }
  switch (change.direction) {
    case Direction::worse:
      return "worse";
    case Direction::better:
      return "better";
    case Direction::undecided:
      return "undecided now";
    default:
      return "changed";
  }
}

std::string verdicts_text(const ConstraintChange& change) {
  const std::string before = change.before ? side_text(*change.before) : "not asked for";
  const std::string after = change.after ? side_text(*change.after) : "not asked for";
  return before == after ? after : before + " → " + after;
}

std::string closing_text(const Comparison& comparison) {
  if (!comparison.comparable) return "The two reviews cannot be compared: " + comparison.why_not + ".";
  int worse = 0;
  int better = 0;
  int other = 0;
  for (const ConstraintChange& change : comparison.constraints) {
    if (change.change != Change::changed) continue;
    ++(change.direction == Direction::worse ? worse : change.direction == Direction::better ? better : other);
  }
  std::string out = std::to_string(comparison.count(Change::new_gap)) + " new, " + std::to_string(worse) + " worse, " +
                    std::to_string(better) + " better, " + std::to_string(comparison.count(Change::closed)) + " closed, " +
                    std::to_string(comparison.count(Change::unchanged)) + " unchanged";
  if (other > 0) out += ", " + std::to_string(other) + " otherwise changed";
  if (const int count = comparison.count(Change::not_comparable); count > 0)
    out += ", " + std::to_string(count) + " not comparable";
  return out;
}

}  // namespace crosswalk::comparison
