// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "review/review.h"

namespace crosswalk::opinion {

/// At most so many characters of what a second reader gives as its reason are kept.
inline constexpr std::size_t kLongestWhy = 400;

/// What a second reader answered, as far as it can be used.
struct Answer {
  /// `none` where it can be used.
  review::OpinionProblem problem = review::OpinionProblem::none;
  /// The number of the passage from 1; 0: none.
  std::size_t choice = 0;
  review::Verdict opinion = review::Verdict::not_found;
  /// On one line, made harmless (base::display_name), at most kLongestWhy characters.
  std::string why{};
};

/// Reads the body of an answer with status 200: choices[0].message.content has to be one JSON object (a fence of Markdown around
/// it is taken off) with exactly the members choice, opinion and why, each once and of its kind, and a passage chosen that there
/// is, unless nothing was found. An answer that repeats `key` is none.
/// Source: OpenAI API reference, Chat Completions.
Answer read_answer(std::string_view body, std::size_t passages, std::string_view key);

/// Whether an opinion says what the machine's verdict says. What the folder lacks (a basis, a record, an effective document, the
/// right version or standard) no reader of passages can see: there `met` agrees with `partial`.
review::Agreement agreement_of(const review::ConstraintResult& result, review::Verdict opinion);

}  // namespace crosswalk::opinion
