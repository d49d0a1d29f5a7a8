// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "eval/corpus.h"
#include "eval/trial.h"

namespace crosswalk::eval {

/// A way to say a sentence otherwise that changes nothing in what it says.
struct Rewording {
  std::string_view name;
  /// The sentence (plain text on one line) said otherwise; nothing where this way does not fit it. What is chosen depends on the
  /// seed alone.
  std::optional<std::string> (*reword)(std::string_view sentence, std::uint64_t seed);
};

/// All ways that change the words of a sentence. Those that change its place and form (bullets, line breaks, headings) are of
/// paraphrase() only.
const std::vector<Rewording>& rewordings();

/// Says, in every cell, the passages that carry its met in each of the ways that fit one of them, and judges again: the verdict
/// should stay.
Experiment paraphrase(const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs);

}  // namespace crosswalk::eval
