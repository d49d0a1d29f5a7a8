// SPDX-License-Identifier: Apache-2.0
#include "eval/trial.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "base/threads.h"
#include "platform/signals.h"

namespace crosswalk::eval {
namespace {

std::string said(const Trial& trial) {
  std::string out(base::word(trial.verdict));
  if (!trial.reason.empty()) out += " (" + trial.reason + ")";
  return out;
}

/// Counts of one kind.
struct Tally {
  int cells = 0;
  int as_wanted = 0;
  int right = 0;
  int unsettled = 0;
  std::map<std::string, int> verdicts;
};

/// Of one kind, or of all ("").
Tally tally(const Experiment& experiment, const std::string& kind) {
  Tally out;
  for (const Trial& trial : experiment.trials) {
    if (!kind.empty() && trial.kind != kind) continue;
    if (!trial.settled) {
      ++out.unsettled;
      continue;
    }
    ++out.cells;
    if (trial.as_wanted) ++out.as_wanted;
    if (trial.right) ++out.right;
    ++out.verdicts[said(trial)];
  }
  return out;
}

double share(int part, int whole) { return whole == 0 ? 1.0 : static_cast<double>(part) / whole; }

bool is_mistake(const Trial& trial, const TrialKind& kind) {
  return !trial.settled || !trial.as_wanted || (kind.aim_right >= 0 && !trial.right);
}

std::string shown(const Trial& trial) {
  std::string out;
  for (const Change& change : trial.changes) {
    out += "      - " + base::collapse_space(change.before) + "\n";
    if (!change.after.empty()) out += "      + " + base::collapse_space(change.after) + "\n";
  }
  if (!trial.carried_by.empty()) out += "      still carried by: " + base::collapse_space(trial.carried_by) + "\n";
  return out;
}

}  // namespace

void run_trials(Experiment& experiment, const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs,
                const std::function<std::vector<Trial>(const Cell&, Bench&)>& one) {
  std::vector<std::vector<Trial>> results(cells.size());
  std::atomic<std::size_t> next{0};
  base::work_together(jobs - 1, [&] {
    Bench bench(rules);
    for (std::size_t i = next++; i < cells.size() && !platform::interrupted(); i = next++) results[i] = one(cells[i], bench);
  });
  for (std::vector<Trial>& of_cell : results) {
    for (Trial& trial : of_cell) experiment.trials.push_back(std::move(trial));
  }
  const auto place = [&](const Trial& trial) {
    return std::find_if(experiment.kinds.begin(), experiment.kinds.end(),
                        [&](const TrialKind& kind) { return kind.name == trial.kind; });
  };
  std::stable_sort(experiment.trials.begin(), experiment.trials.end(),
                   [&](const Trial& a, const Trial& b) { return place(a) < place(b); });
}

std::string as_text(const Experiment& experiment, bool mistakes, int show) {
  std::string out;
  char buffer[256];
  std::snprintf(buffer, sizeof buffer, "%-32s %6s  %-24s %-24s %s\n", experiment.name.c_str(), "cells", "as wanted (aim)",
                "to the right one (aim)", "open");
  out += buffer;
  const auto row = [&](const std::string& name, const Tally& counts, const TrialKind& kind) {
    char wanted[64];
    std::snprintf(wanted, sizeof wanted, "%s %d, %.1f %% (%.0f)", kind.should_fall ? "fell" : "stayed", counts.as_wanted,
                  100 * share(counts.as_wanted, counts.cells), 100 * kind.aim);
    char right[64] = "";
    if (kind.aim_right >= 0) {
      std::snprintf(right, sizeof right, "%d, %.1f %% (%.0f)", counts.right, 100 * share(counts.right, counts.cells),
                    100 * kind.aim_right);
    }
    std::snprintf(buffer, sizeof buffer, "%-32s %6d  %-24s %-24s %d\n", name.c_str(), counts.cells, wanted, right,
                  counts.unsettled);
    out += buffer;
  };
  for (const TrialKind& kind : experiment.kinds) {
    const Tally counts = tally(experiment, kind.name);
    row(kind.name, counts, kind);
    std::string verdicts;
    for (const auto& [verdict, count] : counts.verdicts)
      verdicts += (verdicts.empty() ? "" : ", ") + verdict + " " + std::to_string(count);
    if (counts.verdicts.size() > 1) out += "    now: " + verdicts + "\n";
    for (const Trial& trial : experiment.trials) {
      if (!mistakes || trial.kind != kind.name || !is_mistake(trial, kind)) continue;
      out += "    " + trial.document + ", " + trial.constraint + ": " +
             (trial.settled ? said(trial) : "carried by more passages") + "\n" + shown(trial);
    }
  }
  // Only where all kinds aim at the same.
  const TrialKind& any = experiment.kinds.front();
  if (std::all_of(experiment.kinds.begin(), experiment.kinds.end(),
                  [&](const TrialKind& kind) { return kind.should_fall == any.should_fall; })) {
    row("all", tally(experiment, {}), any);
  }
  if (show <= 0 || experiment.trials.empty()) return out;
  // Samples from all over the list, of each trial a passage that its place in the list chooses.
  std::vector<const Trial*> all;
  for (const Trial& trial : experiment.trials) {
    if (!trial.changes.empty()) all.push_back(&trial);
  }
  const std::size_t wanted = std::min(all.size(), static_cast<std::size_t>(show));
  for (std::size_t i = 0; i < wanted; ++i) {
    const Trial& trial = *all[i * all.size() / wanted];
    const Change& change = trial.changes[i % trial.changes.size()];
    out += "  " + trial.kind + ", " + trial.document + ", " + trial.constraint + "\n      - " +
           base::collapse_space(change.before) + "\n";
    if (!change.after.empty()) out += "      + " + base::collapse_space(change.after) + "\n";
    if (!trial.carried_by.empty()) out += "      still carried by: " + base::collapse_space(trial.carried_by) + "\n";
  }
  return out;
}

std::string as_json(const std::vector<Experiment>& experiments) {
  nlohmann::ordered_json json;
  for (const Experiment& experiment : experiments) {
    nlohmann::ordered_json& one = json[experiment.name];
    for (const TrialKind& kind : experiment.kinds) {
      const Tally counts = tally(experiment, kind.name);
      nlohmann::ordered_json& entry = one["kinds"][kind.name];
      entry["cells"] = counts.cells;
      entry["should"] = kind.should_fall ? "fall" : "stay";
      entry["as_wanted"] = counts.as_wanted;
      entry["share"] = share(counts.as_wanted, counts.cells);
      entry["aim"] = kind.aim;
      if (kind.aim_right >= 0) {
        entry["right"] = counts.right;
        entry["right_share"] = share(counts.right, counts.cells);
        entry["right_aim"] = kind.aim_right;
      }
      entry["unsettled"] = counts.unsettled;
      entry["verdicts"] = counts.verdicts;
    }
    one["trials"] = nlohmann::ordered_json::array();
    for (const Trial& trial : experiment.trials) {
      nlohmann::ordered_json entry;
      entry["kind"] = trial.kind;
      entry["document"] = trial.document;
      entry["constraint"] = trial.constraint;
      entry["settled"] = trial.settled;
      entry["as_wanted"] = trial.as_wanted;
      entry["right"] = trial.right;
      entry["verdict"] = base::word(trial.verdict);
      entry["reason"] = trial.reason;
      entry["changes"] = nlohmann::ordered_json::array();
      for (const Change& change : trial.changes) entry["changes"].push_back({{"before", change.before}, {"after", change.after}});
      entry["carried_by"] = trial.carried_by;
      one["trials"].push_back(std::move(entry));
    }
  }
  return json.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace crosswalk::eval
