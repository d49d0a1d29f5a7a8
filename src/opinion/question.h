// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "review/review.h"

namespace crosswalk::opinion {

/// At most so many passages are sent per constraint, and so many characters of each.
inline constexpr std::size_t kMostPassages = 8;
inline constexpr std::size_t kLongestPassage = 600;

/// Which passages a second reader chooses from, as places in `result.evidence`: the best ones, none twice; where documents
/// contradict each other, one that denies is among them.
std::vector<std::size_t> passages_of(const review::ConstraintResult& result);

/// The body of the request: a fixed message of the system, and one of the user that is a JSON object with the requirement, the
/// question and the numbered passages, and nothing else: no name of a file, a maker or a product but what stands in the passages.
/// Source: OpenAI API reference, Chat Completions.
std::string body_of(std::string_view model, const review::ConstraintResult& result, const std::vector<std::size_t>& passages);

/// The first `most` code points of `text`, which is made valid UTF-8, and an ellipsis where that is not all.
std::string cut(std::string_view text, std::size_t most);

}  // namespace crosswalk::opinion
