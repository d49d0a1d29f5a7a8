// SPDX-License-Identifier: Apache-2.0
#include "matching/rule_set.h"

#include <algorithm>
#include <utility>

#include "document/document.h"

namespace crosswalk::matching {

const packs::Constraint* RuleSet::constraint(std::string_view id) const {
  for (const auto& pack : packs) {
    if (const packs::Constraint* found = pack->constraint(id)) return found;
  }
  return nullptr;
}

namespace {

template <class Enum>
std::uint32_t mask_of(const std::vector<std::string>& names) {
  static_assert(base::Words<Enum>::names.size() <= 32);
  std::uint32_t mask = 0;
  for (std::size_t i = 0; i < base::Words<Enum>::names.size(); ++i) {
    if (std::find(names.begin(), names.end(), base::Words<Enum>::names[i]) != names.end()) mask |= 1U << i;
  }
  return mask;
}

/// What matching keeps in an expression besides what its author wrote.
void prepare(packs::Expression& expression, std::uint32_t& next) {
  using packs::Operator;
  switch (expression.op) {
    case Operator::role:
      expression.mask = mask_of<document::Role>(expression.names);
      break;
    case Operator::owner:
      expression.mask = mask_of<document::Owner>(expression.names);
      break;
    case Operator::state:
      expression.mask = mask_of<document::State>(expression.names);
      break;
    case Operator::kind:
      expression.mask = mask_of<document::BlockKind>(expression.names);
      [[fallthrough]];
    case Operator::document:
    case Operator::section:
    case Operator::title:
    case Operator::under:
    case Operator::key:
      expression.number = next++;
      break;
    default:
      break;
  }
  for (packs::Expression& child : expression.children) prepare(child, next);
}

}  // namespace

base::Result<std::shared_ptr<const RuleSet>> compile(std::vector<std::shared_ptr<const packs::Pack>> packs,
                                                     packs::Lexicon lexicon, std::vector<packs::Rule> rules,
                                                     packs::Diagnostics& diagnostics) {
  std::vector<Atom> atoms;
  for (std::uint32_t index = 0; index < lexicon.concepts.size(); ++index) {
    packs::Concept& item = lexicon.concepts[index];
    for (std::string& text : item.texts) atoms.push_back({std::move(text), false, index, {}, 0});
    for (const std::string& pattern : item.patterns) atoms.push_back({pattern, true, index, item.file, item.line});
    item.texts = {};
  }
  CW_ASSIGN_OR_RETURN(Scanner scanner, Scanner::create(atoms, diagnostics));

  auto set = std::make_shared<RuleSet>();
  set->packs = std::move(packs);
  set->lexicon = std::move(lexicon);
  set->rules = std::move(rules);
  set->scanner = std::make_unique<const Scanner>(std::move(scanner));
  for (packs::Rule& rule : set->rules) prepare(rule.match, set->numbered);
  for (packs::Concept& item : set->lexicon.concepts) {
    for (packs::Expression& expression : item.expressions) prepare(expression, set->numbered);
  }
  const auto cue = [&](std::string_view name) {
    const auto found = set->lexicon.index.find(name);
    return found == set->lexicon.index.end() ? Cues::none : found->second;
  };
  Cues& cues = set->cues;
  cues.negation = cue("cue-negation");
  cues.no_negation = cue("cue-no-negation");
  cues.clause_break = cue("cue-clause-break");
  cues.exception = cue("cue-exception");
  cues.planned = cue("cue-planned");
  cues.planned_document = cue("cue-planned-document");
  cues.conditional = cue("cue-conditional");
  cues.placeholder = cue("cue-placeholder");
  cues.instruction = cue("cue-instruction");
  cues.undetermined = cue("cue-undetermined");
  cues.withheld = cue("cue-withheld");
  cues.not_the_case = cue("cue-not-the-case");
  cues.asked_whether = cue("cue-asked-whether");
  cues.not_told = cue("cue-not-told");
  cues.told_later = cue("cue-told-later");
  cues.other_party = cue("cue-other-party");
  cues.reporter_request = cue("cue-reporter-request");
  cues.example = cue("cue-example");
  cues.commitment = cue("cue-commitment");
  cues.duration = cue("duration");
  for (const auto& pack : set->packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& constraint : clause.constraints) {
        for (const std::string& name : constraint.folder_requires) {
          if (!set->lexicon.index.contains(name)) {
            diagnostics.error(constraint.place.file, constraint.place.line, constraint.place.column,
                              "folder_requires: no concept '" + name + "'", "add it to packs/lexicon/");
          }
        }
      }
    }
  }
  if (diagnostics.has_errors()) return base::Error{base::ErrorCode::malformed_pack, "packs", {}};
  return std::shared_ptr<const RuleSet>(std::move(set));
}

}  // namespace crosswalk::matching
