// SPDX-License-Identifier: Apache-2.0
#include "eval/mutation.h"

#include <algorithm>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "eval/edit.h"
#include "eval/grammar.h"
#include "eval/passage.h"

namespace crosswalk::eval {
namespace {

using document::BlockKind;
using document::Document;
using document::Span;
using review::Verdict;

bool touch(Span a, Span b) { return a.begin < b.end && b.begin < a.end; }
bool within(Span inner, const std::vector<Span>& spans) {
  return std::any_of(spans.begin(), spans.end(),
                     [&](const Span& span) { return span.begin <= inner.begin && inner.end <= span.end; });
}

/// Whether a cell holds a name, and not what is said itself.
bool is_name(const Document& document, const document::Block& cell) {
  const std::string text = content_of(document, cell.span).text;
  return std::count(text.begin(), text.end(), ' ') < 5 && Sentence(text).shape() == Shape::fragment;
}

/// The passages of one piece of evidence that say what is met: not the heading above them, nor the label of their row. What names
/// of columns or of a row alone are evidence of stands in the cells below or beside them.
std::vector<Passage> carriers_of(const Document& document, const std::vector<Passage>& passages,
                                 const review::Evidence& evidence) {
  std::vector<Passage> out;
  const auto block = [&](const Passage& passage) -> const document::Block& {
    return document.blocks[static_cast<std::size_t>(passage.block)];
  };
  const auto in_header = [&](const document::Block& cell) {
    return cell.kind == BlockKind::table_cell && document.tables[static_cast<std::size_t>(cell.table)].header_row == cell.row;
  };
  for (const Span& span : places_of(document, evidence)) {
    std::vector<Passage> touched;
    for (const Passage& passage : passages) {
      if (touch(passage.span, span)) touched.push_back(passage);
    }
    const auto first_of_row = [&](const Passage& passage) {
      return block(passage).kind == BlockKind::table_cell && block(passage).column == 0;
    };
    const bool names = !touched.empty() && std::all_of(touched.begin(), touched.end(),
                                                       [&](const Passage& passage) { return is_name(document, block(passage)); });
    const bool names_columns =
        names && std::all_of(touched.begin(), touched.end(), [&](const Passage& passage) { return in_header(block(passage)); });
    const bool names_a_row = names && !names_columns && touched.size() == 1 && first_of_row(touched[0]);
    if (names_columns || names_a_row) {
      const std::size_t before = out.size();
      for (const Passage& passage : passages) {
        const document::Block& cell = block(passage);
        const bool named = std::any_of(touched.begin(), touched.end(), [&](const Passage& passage_of_name) {
          const document::Block& name = block(passage_of_name);
          if (cell.kind != BlockKind::table_cell || cell.table != name.table) return false;
          return names_a_row ? cell.row == name.row && cell.column > 0 : cell.column == name.column && cell.row > name.row;
        });
        if (named) out.push_back(passage);
      }
      if (out.size() > before) continue;
    }
    const auto is_label = [&](const Passage& passage) {
      const document::Block& of = block(passage);
      return std::any_of(touched.begin(), touched.end(), [&](const Passage& other) {
        const document::Block& there = block(other);
        if (of.kind == BlockKind::heading) return there.kind != BlockKind::heading;
        if (of.kind != BlockKind::table_cell || there.kind != BlockKind::table_cell || of.table != there.table) return false;
        return of.row == there.row ? of.column == 0 && there.column > 0 : in_header(of);
      });
    };
    for (const Passage& passage : touched) {
      if (!is_label(passage)) out.push_back(passage);
    }
  }
  return out;
}

/// Whether a request to reporters is what the constraint asks for, so that it cannot be rewritten as one.
bool asks_reporters(const packs::Constraint& constraint) {
  return constraint.slug == "intake-channel" || constraint.slug == "reporter-coordination";
}

/// What the constraint asks of this evidence: information that the document gives, or an act that it tells of.
bool asks_information(const packs::Constraint& constraint, review::Basis basis) {
  if (constraint.polarity == packs::Polarity::negation_is_content) return true;
  return constraint.needs == packs::Needs::output && basis != review::Basis::process;
}

/// Whether the document is the evidence by being what it is: an advisory that was published has told users, and none of its
/// sentences, rewritten, undoes that.
bool rests_on_the_document(const Cell& cell) {
  return cell.constraint->slug == "user-notification" &&
         std::any_of(cell.verdict.evidence.begin(), cell.verdict.evidence.end(), [](const review::Evidence& evidence) {
           return evidence.verdict == Verdict::met && evidence.basis != review::Basis::process;
         });
}

/// Whether the value behind a label, or most of the words of a passage, are gone.
bool is_gone(const Change& change) {
  const auto before = labelled_value(change.before);
  const auto after = labelled_value(change.after);
  if (before && after && before->label == after->label) return change.after.find(before->value) == std::string::npos;
  const std::vector<std::string_view> words = base::split(change.before, ' ');
  const auto kept = std::count_if(words.begin(), words.end(),
                                  [&](std::string_view word) { return change.after.find(word) != std::string::npos; });
  return static_cast<std::size_t>(kept) * 2 < words.size() + 1;
}

Trial mutate_cell(const Cell& cell, Mutation as, Wordings set, Bench& bench) {
  Trial trial;
  trial.document = cell.text->labels->name;
  trial.constraint = cell.constraint->id;
  trial.kind = base::word(as);
  Document document = cell.text->extracted.document;
  review::DocumentVerdict verdict = cell.verdict;
  std::vector<Span> rewritten_spans;
  for (int round = 0; verdict.verdict == Verdict::met; ++round) {
    const std::vector<Passage> passages = passages_of(document);
    std::set<std::uint32_t> chosen;
    std::vector<Edit> edits;
    std::vector<Span> now;
    for (const review::Evidence& evidence : verdict.evidence) {
      if (evidence.verdict != Verdict::met) continue;
      bool believed = true;
      for (const Passage& passage : carriers_of(document, passages, evidence)) {
        if (within(passage.span, rewritten_spans)) continue;
        believed = false;
        if (!chosen.insert(passage.span.begin).second) continue;
        const document::Block& block = document.blocks[static_cast<std::size_t>(passage.block)];
        const Content content = content_of(document, passage.span);
        Place place;
        place.wordings = set;
        place.cell = block.kind == BlockKind::table_cell && block.column > 0;
        place.code = block.kind == BlockKind::code;
        place.information = asks_information(*cell.constraint, evidence.basis);
        const std::uint64_t seed = fingerprint(trial.document + "\n" + trial.kind + "\n" + content.text);
        const std::string text = rewritten(content.text, as, place, seed);
        trial.changes.push_back({content.text, text});
        for (Edit& edit : edits_to(content, text)) edits.push_back(std::move(edit));
        now.push_back(passage.span);
      }
      if (believed && trial.carried_by.empty()) trial.carried_by = evidence.quote;
    }
    if (!trial.carried_by.empty()) break;
    if (round >= most_rounds) {
      trial.settled = false;
      break;
    }
    std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return a.where.begin < b.where.begin; });
    for (Span& span : rewritten_spans) span = moved(span, edits);
    for (const Span& span : now) rewritten_spans.push_back(moved(span, edits));
    document = with_edits(document, std::move(edits));
    verdict = bench.judge(document, trial.document, trial.constraint);
  }
  trial.as_wanted = verdict.verdict != Verdict::met;
  trial.verdict = trial.as_wanted ? Verdict::not_found : Verdict::met;
  // What other passages are worth, which were no met before either, is no matter of this trial. Evidence comes best first.
  for (const review::Evidence& evidence : verdict.evidence) {
    if (!trial.as_wanted) break;
    const std::vector<Span> places = places_of(document, evidence);
    const bool concerned = std::any_of(places.begin(), places.end(), [&](const Span& place) {
      return std::any_of(rewritten_spans.begin(), rewritten_spans.end(), [&](const Span& span) { return touch(place, span); });
    });
    if (!concerned) continue;
    trial.verdict = evidence.verdict;
    trial.reason = evidence.reason.text();
    break;
  }
  trial.right = trial.as_wanted && is_right(as, trial.verdict, trial.reason);
  // Where a value was replaced by "not provided" and nothing else is left, that nothing is found is right as well.
  const bool gone = std::all_of(trial.changes.begin(), trial.changes.end(), is_gone);
  if (trial.as_wanted && gone && trial.verdict == Verdict::not_found) trial.right = true;
  return trial;
}

}  // namespace

std::vector<Passage> carriers(const Document& document, const review::DocumentVerdict& verdict) {
  std::vector<Passage> out;
  const std::vector<Passage> passages = passages_of(document);
  for (const review::Evidence& evidence : verdict.evidence) {
    if (evidence.verdict != Verdict::met) continue;
    for (const Passage& passage : carriers_of(document, passages, evidence)) {
      const bool known = std::any_of(out.begin(), out.end(), [&](const Passage& other) { return other.span == passage.span; });
      if (!known) out.push_back(passage);
    }
  }
  std::sort(out.begin(), out.end(), [](const Passage& a, const Passage& b) { return a.span.begin < b.span.begin; });
  return out;
}

bool is_right(Mutation as, Verdict verdict, std::string_view reason) {
  switch (as) {
    case Mutation::denied:
      return verdict == Verdict::denied;
    case Mutation::planned:
      return verdict == Verdict::planned;
    case Mutation::placeholder:
      return verdict == Verdict::not_found || (verdict == Verdict::partial && reason == "placeholder");
    case Mutation::third_party:
      return verdict == Verdict::not_found || (verdict == Verdict::partial && reason == "other_subject");
    case Mutation::reporter:
      return verdict == Verdict::not_found || verdict == Verdict::partial;
  }
  return false;
}

Experiment mutate(const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs, Wordings set) {
  Experiment experiment;
  experiment.name = set == Wordings::everyday ? "mutations" : "mutations held back";
  for (const std::string_view name : base::Words<Mutation>::names)
    experiment.kinds.push_back({std::string(name), true, 0.95, 0.85});
  run_trials(experiment, rules, cells, jobs, [set](const Cell& cell, Bench& bench) {
    std::vector<Trial> trials;
    if (rests_on_the_document(cell)) return trials;
    for (std::size_t i = 0; i < base::Words<Mutation>::names.size(); ++i) {
      const auto as = static_cast<Mutation>(i);
      if (as == Mutation::reporter && asks_reporters(*cell.constraint)) continue;
      trials.push_back(mutate_cell(cell, as, set, bench));
    }
    return trials;
  });
  return experiment;
}

}  // namespace crosswalk::eval
