// SPDX-License-Identifier: Apache-2.0
#include "pipeline/asking.h"

#include <cstring>
#include <mutex>
#include <optional>
#include <utility>

#include "base/hash.h"
#include "platform/signals.h"

#include "review/archive.h"
#include "review/document.h"

namespace crosswalk::pipeline {
namespace {

/// Asks a model once for each text, in all runs that share a cache.
class Remembering : public retrieval::Embedder {
 public:
  Remembering(const retrieval::Embedder& model, std::string name, const store::Cache* cache)
      : model_(model), name_(std::move(name)), cache_(cache) {}

  [[nodiscard]] std::vector<float> embed(std::string_view text) const override {
    base::Sha256 hash;
    hash.update_field(name_);
    hash.update_field(text);
    const std::string key = "vector:" + hash.finish();
    {
      const std::lock_guard lock(mutex_);
      if (const auto known = known_.find(key); known != known_.end()) return known->second;
    }
    std::vector<float> out = from_bytes(cache_ != nullptr ? cache_->get(key) : std::nullopt);
    if (out.empty()) {
      out = model_.embed(text);
      std::string bytes(out.size() * sizeof(float), '\0');
      std::memcpy(bytes.data(), out.data(), bytes.size());
      if (cache_ != nullptr) cache_->put(key, bytes);
    }
    const std::lock_guard lock(mutex_);
    // Texts that several questions propose stand near each other in time.
    constexpr std::size_t most = 20'000;
    if (known_.size() >= most) known_.clear();
    return known_.emplace(key, std::move(out)).first->second;
  }

 private:
  static std::vector<float> from_bytes(const std::optional<std::string>& bytes) {
    if (!bytes || bytes->size() % sizeof(float) != 0) return {};
    std::vector<float> out(bytes->size() / sizeof(float));
    std::memcpy(out.data(), bytes->data(), bytes->size());
    return out;
  }

  const retrieval::Embedder& model_;
  std::string name_;
  const store::Cache* cache_;
  mutable std::mutex mutex_;
  mutable std::map<std::string, std::vector<float>> known_;
};

}  // namespace

Asking::Asking(retrieval::Questions questions, retrieval::FoundModel model, const store::Cache* cache)
    : questions_(std::move(questions)), search_(questions_), model_(std::move(model)) {
  if (model_.embedder != nullptr) remembering_ = std::make_unique<Remembering>(*model_.embedder, model_.name, cache);
}

std::unique_ptr<Asking> Asking::of(const std::vector<std::shared_ptr<const packs::Pack>>& packs, const store::Cache* cache) {
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
  std::unique_ptr<Asking> out(new Asking({std::move(questions), background}, retrieval::find_model(), cache));
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
  // Who wants to end does not wait for what is nearer in meaning; the review says that it was interrupted.
  const retrieval::Embedder* const embedder = platform::interrupted() ? nullptr : remembering_.get();
  for (const retrieval::Passage& passage : search_.best(number->second, most, counts, embedder)) {
    for (review::Evidence& evidence : review::evidence_from_bytes(passage.description, passage.document)) {
      out.push_back(std::move(evidence));
    }
  }
  return out;
}

std::string Asking::ranking() const { return model_.embedder == nullptr ? "words" : model_.name; }

std::string Asking::note() const {
  if (model_.embedder != nullptr) return {};
  return "Passages that may answer a question were chosen by their words alone: " + model_.why_not +
         ". docs/questions.md tells how to get it.";
}

}  // namespace crosswalk::pipeline
