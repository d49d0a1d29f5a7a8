// SPDX-License-Identifier: Apache-2.0
#include "review/explain.h"

#include <algorithm>

#include "review/values.h"

namespace crosswalk::review {
namespace {

std::string place_of(const std::string& file, int line) { return file + ":" + std::to_string(line); }

std::vector<std::string> words_of(const matching::Reading& reading) {
  std::vector<std::string> out;
  const auto add = [&](bool holds, const char* word) {
    if (holds) out.emplace_back(word);
  };
  add(reading.negated, "negated");
  add(reading.planned, "planned");
  add(reading.conditional, "conditional");
  add(reading.placeholder, "placeholder");
  add(reading.instruction, "instruction");
  add(reading.undetermined, "undetermined");
  add(reading.withheld, "withheld");
  add(reading.other_party, "other party");
  add(reading.reporter_request, "request to a reporter");
  add(reading.asked_whether, "asked of a reporter");
  add(reading.example, "example");
  add(reading.commitment, "commitment");
  add(reading.unticked, "unticked");
  return out;
}

/// Puts a constraint's rules to one document.
class Explainer {
 public:
  Explainer(const matching::RuleSet& rules, const packs::Constraint& constraint, const document::Document& document,
            const document::Facts& facts, std::string_view path, std::size_t places)
      : rules_(rules),
        constraint_(constraint),
        document_(document),
        facts_(facts),
        places_(places),
        scratch_(*rules.scanner),
        scan_(rules, document, facts, path, scratch_),
        matches_(scan_.matches()) {}

  [[nodiscard]] ExplainedRule rule(const packs::Rule& rule) const {
    ExplainedRule out;
    out.id = rule.id;
    out.defined = place_of(rule.file, rule.line);
    out.unit = base::word(rule.unit);
    out.promise = base::word(rule.verdict);
    out.reason = rule.reason;
    out.needed = rule.places;
    out.held = static_cast<std::size_t>(
        std::count_if(matches_.begin(), matches_.end(), [&](const matching::Match& match) { return match.rule == &rule; }));
    for (const matching::Attempt& attempt : scan_.nearest(rule, places_)) out.places.push_back(place(rule, attempt));
    return out;
  }

 private:
  [[nodiscard]] ExplainedPlace place(const packs::Rule& rule, const matching::Attempt& attempt) const {
    ExplainedPlace out;
    out.locator = document_.locate(attempt.quote.begin);
    out.quote = document_.view(attempt.quote);
    out.holds = attempt.holds;
    out.expression = part(attempt.trial);
    const auto match = std::find_if(matches_.begin(), matches_.end(),
                                    [&](const matching::Match& one) { return one.rule == &rule && one.unit == attempt.unit; });
    if (match == matches_.end()) return out;
    out.reading = words_of(match->reading);
    out.worth = judge_match(*match, constraint_, document_, facts_.owner);
    return out;
  }

  [[nodiscard]] ExplainedPart part(const matching::Trial& trial) const {
    ExplainedPart out;
    out.text = packs::text_of(rules_.lexicon, *trial.expression);
    out.holds = trial.holds;
    if (trial.expression->op == packs::Operator::concept_) {
      const packs::Concept& concept_of = rules_.lexicon.concepts[trial.expression->concept_index];
      out.defined = place_of(concept_of.file, concept_of.line);
    }
    for (const matching::Range& range : trial.found) {
      const std::string words(document_.view(scan_.source(range)));
      if (std::find(out.found.begin(), out.found.end(), words) == out.found.end()) out.found.push_back(words);
    }
    for (const matching::Trial& child : trial.children) out.children.push_back(part(child));
    return out;
  }

  const matching::RuleSet& rules_;
  const packs::Constraint& constraint_;
  const document::Document& document_;
  const document::Facts& facts_;
  std::size_t places_;
  matching::Scanner::Scratch scratch_;
  matching::DocumentScan scan_;
  std::vector<matching::Match> matches_;
};

const packs::Constraint* find(const matching::RuleSet& rules, std::string_view id) {
  for (const auto& pack : rules.packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& constraint : clause.constraints) {
        const std::string_view full = constraint.id;
        const bool ends = full.ends_with(id) && full.size() > id.size();
        const char before = ends ? full[full.size() - id.size() - 1] : '\0';
        if (full == id || before == ':' || before == '/') return &constraint;
      }
    }
  }
  return nullptr;
}

}  // namespace

base::Result<Explanation> explain(const matching::RuleSet& rules, std::string_view id, const document::Extracted& extracted,
                                  const document::Facts& facts, std::string_view path, std::size_t places) {
  const packs::Constraint* constraint = find(rules, id);
  if (constraint == nullptr) {
    return base::Error{base::ErrorCode::unknown_clause, std::string(id),
                       "no such constraint; they look like 4.1.7/severity-score"};
  }
  Explanation out;
  out.constraint = constraint->id;
  out.text = constraint->text;
  out.document = path;
  out.facts = facts;
  out.verdict.constraint = constraint->id;
  matching::Scanner::Scratch scratch(*rules.scanner);
  const document::Document& document = extracted.document;
  FileJudgement judgement = judge_file(rules, extracted, facts, path, scratch);
  for (DocumentVerdict& verdict : judgement.constraints) {
    if (verdict.constraint == constraint->id) out.verdict = std::move(verdict);
  }
  for (Shortfall& shortfall : judgement.lacking) {
    if (shortfall.constraint == constraint->id) out.lacking = std::move(shortfall.text);
  }
  const Explainer explainer(rules, *constraint, document, facts, path, places);
  for (const packs::Rule& rule : rules.rules) {
    if (rule.constraint == constraint->id) out.rules.push_back(explainer.rule(rule));
  }
  const auto failing = [](const ExplainedRule& rule) {
    if (rule.held > 0) return std::size_t{0};
    if (rule.places.empty()) return std::size_t{1000};
    const ExplainedPart& top = rule.places.front().expression;
    return 1 + static_cast<std::size_t>(std::count_if(top.children.begin(), top.children.end(),
                                                      [](const ExplainedPart& part) { return !part.holds; }));
  };
  std::stable_sort(out.rules.begin(), out.rules.end(),
                   [&](const ExplainedRule& a, const ExplainedRule& b) { return failing(a) < failing(b); });
  return out;
}

}  // namespace crosswalk::review
