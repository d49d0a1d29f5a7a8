// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "matching/rule_set.h"
#include "review/document.h"
#include "review/review.h"

namespace crosswalk::review {

/// A part of a rule's expression, as tried in one place of a document.
struct ExplainedPart {
  /// As it stands in the rule, on one line: "near 8: hardening, setting-word".
  std::string text;
  bool holds = false;
  /// The verbatim words in which it was found.
  std::vector<std::string> found;
  /// For concepts: file and line where they are defined.
  std::string defined;
  std::vector<ExplainedPart> children;
};

/// A place of the document where a rule holds, or nearly does.
struct ExplainedPlace {
  document::Locator locator;
  std::string quote;
  bool holds = false;
  /// Which cues were read around it: "negated", "planned" ...
  std::vector<std::string> reading;
  /// Where it holds: what that is worth.
  MatchVerdict worth;
  ExplainedPart expression;
};

/// What a rule found.
struct ExplainedRule {
  std::string id;
  /// File and line where it is defined.
  std::string defined;
  /// Words of packs::Unit and packs::RuleVerdict, and the reason of a partial one.
  std::string unit;
  std::string promise;
  std::string reason;
  /// At how many places it has to hold, and at how many it does (at most 50 are counted).
  std::size_t needed = 1;
  std::size_t held = 0;
  std::vector<ExplainedPlace> places;
};

/// Why a document's verdict on a constraint is what it is.
struct Explanation {
  std::string constraint;
  std::string text;
  std::string document;
  document::Facts facts;
  DocumentVerdict verdict;
  /// What its values lack, for people; empty where it is not judged by values, or lacks nothing.
  std::string lacking{};
  /// Rules that count here first, then those that come nearest.
  std::vector<ExplainedRule> rules;
};

/// Tries every rule of a constraint on one document; of each at most `places` places. Errors: unknown_clause, where the rule set
/// has no such constraint; `id` is "severity-score", "4.1.7/severity-score" or the full id.
base::Result<Explanation> explain(const matching::RuleSet& rules, std::string_view id, const document::Extracted& extracted,
                                  const document::Facts& facts, std::string_view path, std::size_t places);

}  // namespace crosswalk::review
