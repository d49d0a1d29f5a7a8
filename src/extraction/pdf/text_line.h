// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>

#include "document/document.h"

namespace crosswalk::extraction::pdf {

/// What a line of a list begins with.
enum class MarkKind : std::uint8_t { none, bullet, number };

/// The mark of a list item.
struct Mark {
  MarkKind kind = MarkKind::none;
  document::Checkbox checkbox = document::Checkbox::none;
  /// Bytes at the beginning of the line that are the mark alone; 0 for a number, which is text.
  std::size_t drop = 0;
};

/// How a line is put behind the one above.
struct Joint {
  bool line_feed = true;
  bool drop_hyphen = false;
};

/// Whether a whole word is a bullet, a dash or a box to tick.
bool is_bullet(std::string_view word);
/// Whether a whole word is a list number: "1.", "12)", "(a)", "b)", "(iv)".
bool is_list_number(std::string_view word);
/// The list mark at the beginning of a line of words with one space between.
Mark mark_of(std::string_view line);
/// Whether a line ends as sentences do.
bool ends_sentence(std::string_view line);
/// Whether a line begins with a capital, a figure or a sign, so that it may begin a sentence.
bool begins_fresh(std::string_view line);
/// Whether a line begins with a small letter.
bool begins_lower(std::string_view line);
/// Whether there is a letter in it.
bool has_letters(std::string_view text);
/// Whether it has the leaders of a table of contents: "....".
bool has_leader_text(std::string_view text);
/// Whether it is a line drawn with signs: "=====".
bool is_rule(std::string_view text);
/// 1 for "4 Title" and "4. Title", 2 for "4.2 Title" and so on; 0 where there is no such number.
std::uint8_t section_depth(std::string_view line);
/// Whether the text behind the section number begins with a capital.
bool begins_fresh_after_number(std::string_view line);
/// A word without signs at its ends, in small letters (ASCII).
std::string bare_word(std::string_view word);
/// A word without ligatures, zero-width marks and soft hyphens; a soft hyphen at its end stays for join_lines().
std::string clean_word(std::string_view word);
/// How `below` goes behind `above`, whose last word a hyphen may have broken. Words that stand in the vocabulary (bare_word) by
/// themselves keep their hyphen: "security-" "related"; other broken words lose it: "vulnera-" "bility".
Joint join_lines(std::string_view above, std::string_view below, const std::unordered_set<std::string>& vocabulary);
/// Whether the last sign is a hyphen, soft or not.
bool ends_with_hyphen(std::string_view word);
/// Removes the last code point.
void drop_last_code_point(std::string& text);
/// `text` without a soft hyphen at its end.
std::string strip_soft_hyphen_end(std::string text);

}  // namespace crosswalk::extraction::pdf
