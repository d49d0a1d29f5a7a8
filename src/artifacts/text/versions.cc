// SPDX-License-Identifier: Apache-2.0
#include "artifacts/text/finder.h"

#include <algorithm>

#include "artifacts/time/date.h"
#include "artifacts/time/duration.h"
#include "artifacts/version/range.h"

namespace crosswalk::artifacts::text {
namespace {

/// Words before a number that make it the number of a place in a document or of a standard.
constexpr WordList kSectionWords(std::to_array<std::string_view>(
    {"section",  "sections", "sec",    "clause",      "clauses",      "subclause", "subclauses", "subsection", "chapter",
     "chapters", "table",    "tables", "figure",      "figures",      "fig",       "annex",      "annexes",    "appendix",
     "part",     "parts",    "step",   "steps",       "page",         "pages",     "item",       "items",      "article",
     "articles", "art",      "rule",   "requirement", "requirements", "req",       "note",       "paragraph",  "para",
     "control",  "controls", "iec",    "iso",         "cfr",          "question",  "cr",         "sr",         "fr",
     "ndr",      "edr",      "hdr",    "sar"}));

}  // namespace

bool Finder::is_section(std::size_t at, std::size_t end) {
  const std::string_view before = word_before(at);
  bool section =
      kSectionWords.has(before) || text_.substr(0, at).ends_with("\xC2\xA7") || text_.substr(0, at).ends_with("\xC2\xA7 ");
  if (!section && section_end_ != kNowhere && section_end_ <= at && at - section_end_ <= 12) {
    // "clauses 4.1.7, 5.8.2 and 9.2.1"
    section = true;
    for (std::size_t place = section_end_; place < at;) {
      const std::string_view word = letters_at(text_, place, 8);
      static constexpr WordList joints(std::to_array<std::string_view>({"and", "or", "to", "through"}));
      const std::size_t dash = dash_at(text_, place);
      constexpr std::string_view signs = " ,;/&\n";
      if (!word.empty() && joints.has(word)) {
        place += word.size();
      } else if (dash > 0 || signs.find(text_[place]) != std::string_view::npos) {
        place += std::max<std::size_t>(dash, 1);
      } else {
        section = false;
        break;
      }
    }
  }
  if (section) section_end_ = end;
  return section;
}

void Finder::version(std::size_t at, bool dotted) {
  if (at < not_version_) return;
  const bool letter = lower(byte_before(text_, at)) == 'v' && !is_word(byte_before(text_, at - 1));
  const bool letter_point = !letter && byte_before(text_, at) == '.' && lower(byte_before(text_, at - 1)) == 'v' && at >= 2 &&
                            !is_word(byte_before(text_, at - 2));
  const std::size_t begin = letter ? at - 1 : letter_point ? at - 2 : at;
  if (begin < floor_) return;
  const char before = byte_before(text_, begin);
  if (is_word(before) || before == '/' || before == '\\' || before == '#' || before == '$' || before == '+') return;
  const std::string_view word = word_before(begin);
  // Another number with one point or none is a version beside certain words only.
  const bool said = letter || letter_point || version::says_version(word);
  if (!dotted && !said && !range_word_before(begin, word)) return;
  if (before == '.' && !said) return;
  if (before == ':' && is_digit(byte_before(text_, begin - 1))) return;
  if (before == '-' && !is_letter(byte_before(text_, begin - 1)) && byte_before(text_, begin - 1) != ' ') return;
  const auto found = version::version_at(text_, begin);
  if (!found) return;
  const version::Shape& shape = found->value;
  if (!said && is_section(begin, found->end)) return;
  // IEEE 802.1X
  if (!said && stands_at(text_, begin, "802.")) return;
  if (!said && shape.parts == 4 && !shape.wildcard && !shape.suffix && reads_as_address(begin, found->end)) return;
  if (!said && shape.parts <= 3 && time::parse_date(text_.substr(begin, found->end - begin))) return;
  // 31.02.2024 is no date, and no version either.
  if (!said && shape.parts == 3 && found->end - begin >= 8 && text_[found->end - 5] == '.' &&
      (text_[found->end - 4] == '2' || text_[found->end - 4] == '1'))
    return;
  if (wanted(Kind::version_range) && range(begin, found->end, said, word)) return;
  if (wanted(Kind::version)) single(begin, found->end, shape, said, word);
}

bool Finder::range_word_before(std::size_t at, std::string_view word) const {
  static constexpr WordList last(
      std::to_array<std::string_view>({"to", "than", "before", "from", "since", "including", "through", "below", "above", "after",
                                       "between", "and", "with", "preceding"}));
  if (last.has(word)) return true;
  std::size_t end = at - space_before(text_, at);
  const char c = byte_before(text_, end);
  return c == '<' || c == '>' || c == '=';
}

bool Finder::is_quantity(std::size_t end) const {
  const std::size_t next = skip_space(text_, end);
  if (byte_at(text_, next) == '%' || byte_at(text_, next) == '\xC2' || byte_at(text_, next) == '\xCE') return true;
  const std::string_view word = letters_at(text_, next, 12);
  return kQuantityWords.has(word) || time::unit_named(word).has_value();
}

bool Finder::range(std::size_t begin, std::size_t end, bool said, std::string_view word) {
  const auto take = [&](std::size_t from) {
    auto found = version::range_at(text_, from);
    if (!found || found->end <= begin) return false;
    const version::RangeShape& shape = found->value;
    const bool says = shape.says_version || (from == begin && said);
    if (!says) {
      if (shape.parts < 2) return false;
      if (shape.parts == 2) {
        const bool sign = !shape.words;
        const bool bare = sign && from == begin;
        const bool thousands = text_.substr(0, found->end).ends_with(".000");
        const bool scores = anchor_ != kNowhere && anchor_ <= from && from - anchor_ < 60;
        if (bare || scores || thousands || is_quantity(found->end)) return false;
      }
      if (from != begin && is_section(begin, found->end)) return false;
    }
    const unsigned flags = says || shape.parts > 2 ? 0U : unsigned{weak};
    offer(Kind::version_range, from, found->end, flags, shape.range.canonical());
    return true;
  };
  const bool any = range_word_before(begin, word) || version::says_version(word);
  if (any) {
    const Starts starts = starts_before(begin);
    // Words before another number were tried with that one.
    std::size_t count = 0;
    while (count < starts.count && !is_digit(text_[starts.at[count]])) ++count;
    while (count-- > 0) {
      const std::size_t from = starts.at[count];
      const bool sign = !is_alnum(text_[from]);
      if (!sign && !version::begins_range(letters_at(text_, from, 12))) continue;
      if (take(from)) return true;
    }
  }
  return joins_range(end) && take(begin);
}

bool Finder::joins_range(std::size_t end) const {
  std::size_t place = end;
  if (byte_at(text_, place) == '+' || dash_at(text_, place) > 0) return true;
  if (byte_at(text_, place) == ',') ++place;
  place = skip_space(text_, place);
  if (place == end) return false;
  if (dash_at(text_, place) > 0) return true;
  constexpr std::string_view first = "tuboapi(&/";
  return first.find(lower(byte_at(text_, place))) != std::string_view::npos;
}

void Finder::single(std::size_t begin, std::size_t end, const version::Shape& shape, bool said, std::string_view word) {
  unsigned flags = 0;
  if (!said) {
    flags = weak;
    const bool tagged = shape.wildcard || shape.suffix;
    if (shape.parts < 2 || (shape.parts == 2 && !tagged && !behind_product(begin, end, word))) return;
    if (is_quantity(end) && shape.parts < 3) return;
    // The number of a heading, or of an entry of a list.
    if (!tagged && begins_line(begin)) {
      const std::size_t next = skip_space(text_, end);
      if (next > end && is_letter(byte_at(text_, next))) return;
    }
  } else if (shape.parts == 1 && !is_version_number(begin, end, word)) {
    return;
  }
  auto value = version::parse_version(text_.substr(begin, end - begin));
  if (value) offer(Kind::version, begin, end, flags, value->canonical());
}

bool Finder::is_version_number(std::size_t begin, std::size_t end, std::string_view word) const {
  if (is_quantity(end)) return false;
  static constexpr WordList vague(std::to_array<std::string_view>({"software", "sw", "series", "releases", "builds", "vers"}));
  return !is_digit(text_[begin]) || !vague.has(word);
}

bool Finder::behind_product(std::size_t begin, std::size_t end, std::string_view word) const {
  static constexpr WordList others(std::to_array<std::string_view>(
      {"the",   "a",     "in",    "on",    "of",      "at",     "is",    "and",   "or",     "with",
       "level", "class", "phase", "cvss",  "score",   "rating", "about", "only",  "over",   "from",
       "eur",   "usd",   "size",  "value", "figures", "scale",  "see",   "under", "nearly", "severity"}));
  if (word.size() < 2 || !std::any_of(word.begin(), word.end(), is_upper) || others.has(word)) return false;
  if (space_before(text_, begin) == 0 || byte_before(text_, begin - space_before(text_, begin)) == ':') return false;
  if (time::month_named(word) != 0 || cvss::level_named(word) || is_quantity(end)) return false;
  if (anchor_ != kNowhere && anchor_ <= begin && begin - anchor_ < 24) return false;
  // "Between 3.0 and 3.4" begins a sentence; names have no small word of range.
  return !version::begins_range(word) && !time::begins_duration(word);
}

}  // namespace crosswalk::artifacts::text
