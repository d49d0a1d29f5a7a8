// SPDX-License-Identifier: Apache-2.0
#include "review/signals.h"

#include <re2/re2.h>

#include <algorithm>
#include <set>
#include <string_view>

namespace crosswalk::review {
namespace {

std::string_view file_name(std::string_view path) {
  const std::size_t at = path.find_last_of("/!");
  return at == std::string_view::npos ? path : path.substr(at + 1);
}

}  // namespace

base::Result<Signals> Signals::evaluate(const std::vector<std::shared_ptr<const packs::Pack>>& packs,
                                        const std::vector<DocumentEntry>& documents) {
  Signals out;
  std::map<std::string, std::set<std::size_t>> speaking;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    for (const DocumentVerdict& verdict : documents[i].constraints) speaking[verdict.constraint].insert(i);
  }
  RE2::Options options;
  options.set_case_sensitive(false);
  options.set_log_errors(false);

  for (const auto& pack : packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Signal& signal : clause.signals) {
        std::vector<std::string> ids;
        for (const std::string& written : signal.constraints) {
          ids.push_back(written.find('/') == std::string::npos ? clause.id + "/" + written : pack->id + ":" + written);
        }
        if (signal.constraints.empty()) {
          for (const packs::Constraint& constraint : clause.constraints) ids.push_back(constraint.id);
        }

        One one;
        one.result.kind = signal.kind;
        one.result.question_or_pattern = signal.kind == packs::SignalKind::content_match ? signal.question : signal.pattern;
        std::set<std::size_t> hits;
        if (signal.kind == packs::SignalKind::file_exists) {
          const RE2 pattern(signal.pattern, options);
          if (!pattern.ok())
            return base::Error{base::ErrorCode::malformed_pack, clause.id, signal.pattern + ": " + pattern.error()};
          for (std::size_t i = 0; i < documents.size(); ++i) {
            if (documents[i].reason == document::Reason::ignored) continue;
            const std::string_view name = file_name(documents[i].path);
            if (RE2::PartialMatch(re2::StringPiece(name.data(), name.size()), pattern)) hits.insert(i);
          }
        } else if (signal.kind == packs::SignalKind::artifact) {
          for (std::size_t i = 0; i < documents.size(); ++i) {
            const auto& kinds = documents[i].artifact_kinds;
            if (std::find(kinds.begin(), kinds.end(), signal.pattern) != kinds.end()) hits.insert(i);
          }
        } else {
          for (const std::string& id : ids) hits.insert(speaking[id].begin(), speaking[id].end());
        }
        one.hits.assign(hits.begin(), hits.end());
        one.result.matches = static_cast<int>(one.hits.size());
        for (std::size_t i = 0; i < one.hits.size() && i < 5; ++i) one.result.documents.push_back(documents[one.hits[i]].path);
        for (const std::string& id : ids) out.by_constraint_[id].push_back(out.all_.size());
        out.all_.push_back(std::move(one));
      }
    }
  }
  return out;
}

std::vector<SignalResult> Signals::results_for(const std::string& constraint) const {
  std::vector<SignalResult> out;
  const auto found = by_constraint_.find(constraint);
  if (found == by_constraint_.end()) return out;
  for (const std::size_t index : found->second) out.push_back(all_[index].result);
  return out;
}

std::map<std::size_t, int> Signals::hits_for(const std::string& constraint) const {
  std::map<std::size_t, int> out;
  const auto found = by_constraint_.find(constraint);
  if (found == by_constraint_.end()) return out;
  for (const std::size_t index : found->second) {
    if (all_[index].result.kind == packs::SignalKind::content_match) continue;
    for (const std::size_t document : all_[index].hits) ++out[document];
  }
  return out;
}

}  // namespace crosswalk::review
