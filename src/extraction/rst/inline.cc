// SPDX-License-Identifier: Apache-2.0
#include "extraction/rst/inline.h"

#include <algorithm>
#include <string_view>

#include "base/text.h"
#include "extraction/encoding/encoding.h"

namespace crosswalk::extraction::rst {
namespace {

using document::ByteOffset;
using document::Span;

constexpr auto npos = std::string_view::npos;
/// How far the closing mark of inline notation is looked for.
constexpr std::size_t reach = 2000;
/// More than these are notation of no document.
constexpr std::size_t most_links = 100'000;
constexpr std::size_t longest_name = 100;

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         (static_cast<unsigned char>(c) & 0x80) != 0;
}
bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
Span span_of(std::size_t begin, std::size_t end) { return {static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)}; }

class Marker {
 public:
  Marker(document::Document& document, Span span, std::vector<NamedLink>& named)
      : document_(document), named_(named), text_(std::string_view(document.text).substr(0, span.end)), begin_(span.begin) {}

  void run() {
    for (std::size_t i = begin_; i < text_.size();) i = step(i);
  }

 private:
  [[nodiscard]] bool space(std::size_t i) const { return i >= text_.size() || is_space(text_[i]); }
  [[nodiscard]] bool opens(std::size_t i) const { return i == begin_ || !is_word(text_[i - 1]); }
  [[nodiscard]] std::size_t find(std::string_view what, std::size_t from) const {
    return text_.substr(0, std::min(text_.size(), from + reach)).find(what, from);
  }
  /// Where a mark that has text before it and no word behind it closes what began before `from`.
  /// `next` keeps what was found for this mark: `from` only grows, and so no text is searched twice.
  [[nodiscard]] std::size_t close_of(std::string_view mark, std::size_t from, std::size_t& next) const {
    const auto closes = [&](std::size_t at) {
      const std::size_t after = at + mark.size();
      return at > from && !space(at - 1) && text_[at - 1] != '\\' && (after >= text_.size() || !is_word(text_[after]));
    };
    if (next == npos || next > from) return next != npos && next + mark.size() <= from + reach ? next : npos;
    for (next = text_.find(mark, from + 1); next != npos && !closes(next);) next = text_.find(mark, next + 1);
    return next != npos && next + mark.size() <= from + reach ? next : npos;
  }
  void mark(std::size_t begin, std::size_t end) { add_markup(document_.text, begin, end, document_.markup); }
  void link(std::size_t begin, std::size_t end, std::string_view target) {
    if (begin < end) add_link(document_, span_of(begin, end), target);
  }
  void name(std::size_t begin, std::size_t end) {
    if (begin < end && end - begin <= longest_name && named_.size() < most_links) {
      named_.push_back({span_of(begin, end), reference_name(text_.substr(begin, end - begin))});
    }
  }

  /// A reference to the next target without a name.
  void anonymous(std::size_t begin, std::size_t end) {
    if (begin < end && named_.size() < most_links) named_.push_back({span_of(begin, end), "__"});
  }

  std::size_t step(std::size_t i);
  std::size_t interpreted(std::size_t i);

  document::Document& document_;
  std::vector<NamedLink>& named_;
  std::string_view text_;
  std::size_t begin_;
  /// The next mark that closes; npos where there is none.
  std::size_t next_strong_ = 0;
  std::size_t next_emphasis_ = 0;
  std::size_t next_bar_ = 0;
};

/// `text`, `text`_, `text <target>`_, and what a role before it made of it.
std::size_t Marker::interpreted(std::size_t i) {
  const std::size_t close = find("`", i + 1);
  if (close == npos) return i + 1;
  mark(i, i + 1);
  std::size_t after = close + 1;
  while (after < text_.size() && text_[after] == '_' && after < close + 3) ++after;
  const bool refers = after > close + 1;
  // A role may stand behind.
  if (!refers && after < text_.size() && text_[after] == ':') {
    std::size_t j = after + 1;
    while (j < text_.size() && (is_word(text_[j]) || text_[j] == '-')) ++j;
    if (j > after + 1 && j < text_.size() && text_[j] == ':') after = j + 1;
  }
  const std::size_t within = text_.substr(i, close - i).rfind('<');
  const std::size_t target = within == npos ? npos : i + within;
  if (text_[close - 1] == '>' && target != npos && target > i + 1) {
    std::size_t end = target;
    while (end > i + 1 && space(end - 1)) --end;
    std::string_view to = text_.substr(target + 1, close - target - 2);
    if (refers && to.ends_with('_')) {
      to.remove_suffix(1);
      if (named_.size() < most_links) named_.push_back({span_of(i + 1, end), reference_name(to)});
    } else {
      link(i + 1, end, to);
    }
    mark(target, after);
  } else {
    if (after == close + 3) {
      anonymous(i + 1, close);
    } else if (refers) {
      name(i + 1, close);
    }
    mark(close, after);
  }
  return after;
}

std::size_t Marker::step(std::size_t i) {
  const char c = text_[i];
  switch (c) {
    case '\\':
      if (i + 1 >= text_.size()) return i + 1;
      // An escaped blank is nothing at all.
      mark(i, i + 1);
      return i + 2;
    case '`': {
      if (text_.substr(i, 2) == "``" && opens(i) && !space(i + 2)) {
        const std::size_t close = find("``", i + 2);
        if (close == npos) return i + 2;
        mark(i, i + 2);
        mark(close, close + 2);
        return close + 2;
      }
      const bool may_open = opens(i) || text_[i - 1] == ':' || text_[i - 1] == '_';
      return !space(i + 1) && may_open ? interpreted(i) : i + 1;
    }
    case ':': {
      if (!opens(i) || space(i + 1)) return i + 1;
      std::size_t j = i + 1;
      while (j < text_.size() && (is_word(text_[j]) || std::string_view("-_+.:").find(text_[j]) != npos)) ++j;
      if (j >= text_.size() || text_[j] != '`' || text_[j - 1] != ':') return std::max(i + 1, j);
      mark(i, j);
      return j;
    }
    case '*': {
      if (!opens(i)) return i + 1;
      const std::size_t size = text_.substr(i, 2) == "**" ? 2 : 1;
      const std::size_t close =
          space(i + size) ? npos : close_of(text_.substr(i, size), i + size, size == 2 ? next_strong_ : next_emphasis_);
      if (close == npos) return i + size;
      mark(i, i + size);
      mark(close, close + size);
      return close + size;
    }
    case '|': {
      // A substitution: its name stands for what its definition says.
      if (!opens(i) || space(i + 1)) return i + 1;
      const std::size_t close = close_of("|", i + 1, next_bar_);
      if (close == npos || text_.substr(i, close - i).find('\n') != npos) return i + 1;
      std::size_t after = close + 1;
      while (after < text_.size() && text_[after] == '_' && after < close + 3) ++after;
      mark(i, i + 1);
      mark(close, after);
      return after;
    }
    case '[': {
      // "[1]_", "[#name]_", "[CIT2002]_"
      std::size_t j = i + 1;
      while (j < text_.size() && j < i + longest_name && (is_word(text_[j]) || std::string_view("#*-_.").find(text_[j]) != npos))
        ++j;
      if (j == i + 1 || text_.substr(j, 2) != "]_" || (j + 2 < text_.size() && is_word(text_[j + 2]))) return i + 1;
      const bool note =
          text_.substr(i + 1, j - i - 1).find_first_not_of("0123456789") == npos || text_[i + 1] == '#' || text_[i + 1] == '*';
      mark(note ? i : j + 1, j + 2);
      return j + 2;
    }
    case '_': {
      // An inline target: _`text`
      if (opens(i) && i + 1 < text_.size() && text_[i + 1] == '`' && !space(i + 2)) {
        const std::size_t close = find("`", i + 2);
        if (close == npos) return i + 2;
        mark(i, i + 2);
        mark(close, close + 1);
        return close + 1;
      }
      if (i == begin_ || !is_word(text_[i - 1])) return i + 1;
      std::size_t after = i + 1;
      while (after < text_.size() && text_[after] == '_' && after < i + 2) ++after;
      if (after < text_.size() && (is_word(text_[after]) || text_[after] == '_' || text_[after] == '/')) return after;
      std::size_t begin = i;
      while (begin > begin_ && i - begin < longest_name &&
             (is_word(text_[begin - 1]) || text_[begin - 1] == '-' || text_[begin - 1] == '.'))
        --begin;
      // Inside an address it is none.
      if (begin > begin_ && (text_[begin - 1] == '/' || text_[begin - 1] == '_')) return after;
      if (after == i + 2) {
        anonymous(begin, i);
      } else {
        name(begin, i);
      }
      mark(i, after);
      return after;
    }
    default:
      return i + 1;
  }
}

}  // namespace

void mark_inline(document::Document& document, Span span, std::vector<NamedLink>& named) { Marker(document, span, named).run(); }

std::string reference_name(std::string_view text) {
  std::string name = base::to_lower(base::collapse_space(text));
  std::erase(name, '\\');
  std::erase(name, '`');
  return name;
}

}  // namespace crosswalk::extraction::rst
