// SPDX-License-Identifier: Apache-2.0
#include "eval/ablation.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "eval/edit.h"
#include "eval/passage.h"

namespace crosswalk::eval {
namespace {

using document::BlockKind;
using document::Document;
using review::Verdict;

/// The blocks that hold a quote of the cell's label.
std::set<std::int32_t> labelled_blocks(const Cell& cell) {
  std::set<std::int32_t> out;
  const Document& document = cell.text->extracted.document;
  for (const std::string& quote : cell.text->labels->labels.at(cell.constraint->id).quotes) {
    const auto place = find_quote(document, quote);
    if (!place) continue;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
      const document::Span& span = document.blocks[i].span;
      if (span.begin < place->end && place->begin < span.end) out.insert(static_cast<std::int32_t>(i));
    }
  }
  return out;
}

Trial without(const Cell& cell, std::string kind, const std::vector<std::int32_t>& blocks, bool should_fall, Bench& bench) {
  Trial trial;
  trial.document = cell.text->labels->name;
  trial.constraint = cell.constraint->id;
  trial.kind = std::move(kind);
  const Document& document = cell.text->extracted.document;
  for (const std::int32_t block : blocks)
    trial.changes.push_back({content_of(document, document.blocks[static_cast<std::size_t>(block)].span).text, {}});
  const review::DocumentVerdict verdict = bench.judge(without_blocks(document, blocks), trial.document, trial.constraint);
  trial.verdict = verdict.verdict;
  trial.reason = verdict.reason.text();
  trial.settled = !blocks.empty();
  trial.as_wanted = (verdict.verdict == Verdict::met) != should_fall;
  if (should_fall && verdict.verdict == Verdict::met) trial.carried_by = verdict.evidence.front().quote;
  return trial;
}

}  // namespace

Experiment ablate(const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs) {
  Experiment experiment;
  experiment.name = "ablation";
  experiment.kinds = {{"labelled", true, 0.95, -1}, {"unlabelled", false, 0.99, -1}};
  run_trials(experiment, rules, cells, jobs, [](const Cell& cell, Bench& bench) {
    const Document& document = cell.text->extracted.document;
    const std::set<std::int32_t> labelled = labelled_blocks(cell);
    const std::string name = cell.text->labels->name + "\n" + cell.constraint->id + "\n";
    std::vector<std::pair<std::uint64_t, std::int32_t>> others;
    for (std::size_t i = 0; i < document.blocks.size(); ++i) {
      const auto index = static_cast<std::int32_t>(i);
      if (labelled.contains(index) || document.blocks[i].kind == BlockKind::heading) continue;
      others.emplace_back(fingerprint(name + std::to_string(i)), index);
    }
    std::sort(others.begin(), others.end());
    std::vector<std::int32_t> chosen;
    for (const auto& [unused, index] : others) {
      if (chosen.size() < labelled.size()) chosen.push_back(index);
    }
    std::sort(chosen.begin(), chosen.end());
    return std::vector<Trial>{without(cell, "labelled", {labelled.begin(), labelled.end()}, true, bench),
                              without(cell, "unlabelled", chosen, false, bench)};
  });
  return experiment;
}

}  // namespace crosswalk::eval
