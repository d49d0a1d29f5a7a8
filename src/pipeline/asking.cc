// SPDX-License-Identifier: Apache-2.0
#include "pipeline/asking.h"

#include <utility>

#include "review/archive.h"
#include "review/document.h"

namespace crosswalk::pipeline {

std::unique_ptr<Asking> Asking::of(const std::vector<std::shared_ptr<const packs::Pack>>& packs) {
  std::vector<retrieval::Question> questions;
  std::vector<std::string> background;
  std::vector<packs::Needs> needs;
  for (const auto& pack : packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& constraint : clause.constraints) {
        background.push_back(constraint.question + " " + constraint.text);
        if (constraint.has_expression || constraint.question.empty()) continue;
        questions.push_back({constraint.id, constraint.question, constraint.text});
        needs.push_back(constraint.needs);
      }
    }
  }
  if (questions.empty()) return nullptr;
  std::unique_ptr<Asking> out(new Asking(retrieval::Questions(std::move(questions), background)));
  out->needs_ = std::move(needs);
  for (std::size_t i = 0; i < out->questions_.size(); ++i) out->number_.emplace(out->questions_[i].id, i);
  return out;
}

bool Asking::wants(const review::DocumentEntry& entry) {
  const bool read = entry.status == document::Status::read || entry.status == document::Status::damaged;
  const bool ours = entry.facts.owner == document::Owner::own || entry.facts.owner == document::Owner::unknown;
  const document::State state = entry.facts.control.state;
  return read && ours && (state == document::State::effective || state == document::State::unknown);
}

void Asking::look(const document::Document& document, const review::DocumentEntry& entry) {
  if (!wants(entry)) return;
  search_.add(document, {entry.root, entry.path, entry.sha256}, [&](std::size_t question, document::Span passage) {
    return review::evidence_to_bytes({review::proposal_of(document, passage, entry.facts, entry.path, needs_[question])});
  });
}

std::vector<review::Evidence> Asking::best(const packs::Constraint& constraint,
                                           const std::function<bool(const std::string&)>& counts) const {
  constexpr std::size_t most = 3;
  std::vector<review::Evidence> out;
  const auto number = number_.find(constraint.id);
  if (number == number_.end()) return out;
  for (const retrieval::Passage& passage : search_.best(number->second, most, counts, nullptr)) {
    for (review::Evidence& evidence : review::evidence_from_bytes(passage.description, passage.document)) {
      out.push_back(std::move(evidence));
    }
  }
  return out;
}

std::string Asking::ranking() const { return "words"; }

std::string Asking::note() const { return {}; }

}  // namespace crosswalk::pipeline
