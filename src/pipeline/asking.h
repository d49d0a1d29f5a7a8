// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "document/document.h"
#include "packs/pack.h"
#include "retrieval/model.h"
#include "retrieval/ranking.h"
#include "review/review.h"
#include "store/cache.h"

namespace crosswalk::pipeline {

/// The constraints of a review that have a question and no expression, and the passages that may answer them.
class Asking {
 public:
  /// Those of `packs`; nullptr where every constraint has an expression. The sentence model is looked for; what it says of a text
  /// is kept in `cache` (may be null, else has to outlive this).
  static std::unique_ptr<Asking> of(const std::vector<std::shared_ptr<const packs::Pack>>& packs, const store::Cache* cache);

  /// Whether the text of a document is looked through: it could be read, and is not somebody else's, a draft or obsolete.
  static bool wants(const review::DocumentEntry& entry);
  /// Looks through a document. Threads may call it at the same time.
  void look(const document::Document& document, const review::DocumentEntry& entry);

  /// As review::Propose, when all documents were looked through.
  [[nodiscard]] std::vector<review::Evidence> best(const packs::Constraint& constraint,
                                                   const std::function<bool(const std::string&)>& counts) const;
  /// How passages are ranked, for inputs_sha256.
  [[nodiscard]] std::string ranking() const;
  /// A sentence for the user where they are not ranked as well as they could be; else empty.
  [[nodiscard]] std::string note() const;

 private:
  Asking(retrieval::Questions questions, retrieval::FoundModel model, const store::Cache* cache);

  retrieval::Questions questions_;
  /// By question.
  std::vector<packs::Needs> needs_;
  std::map<std::string, std::size_t, std::less<>> number_;
  retrieval::Search search_;
  retrieval::FoundModel model_;
  /// What the model said of texts; null without a model.
  std::unique_ptr<const retrieval::Embedder> remembering_;
};

}  // namespace crosswalk::pipeline
