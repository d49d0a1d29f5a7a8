// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstring>
#include <string>

#include "artifacts/characters.h"
#include "artifacts/spdx/yaml.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

/// The longest key that the library takes for one is little longer.
constexpr std::size_t kLongestKey = 1000;

/// No collection: around the outermost one.
constexpr std::ptrdiff_t kOutside = -1;

bool ends_word(char c) { return c == ' ' || c == '\n'; }

/// Reads line by line. All functions give whether the text is plain so far.
class PlainReader {
 public:
  PlainReader(std::string_view text, Converted& out)
      : at_(text.data()), end_(text.data() + text.size()), begin_(at_), writer_(out) {}

  bool read() {
    if (!next_content()) return false;
    if (column_ == 0 && rest().starts_with("---")) {
      at_ += 3;
      marked_ = true;
      if (!end_of_line() || !next_content()) return false;
    }
    if (at_ == end_ || !is_plain_start()) return false;
    // A list or a scalar is no document of SPDX: whatever is said of it.
    std::size_t length = 0;
    if (!is_key(length)) return false;
    return map() && at_ == end_;
  }

 private:
  [[nodiscard]] std::string_view rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }
  [[nodiscard]] bool more() const { return at_ != end_; }
  /// The byte behind this one; a line end at the end of the text.
  [[nodiscard]] char behind() const { return end_ - at_ > 1 ? at_[1] : '\n'; }

  void new_line() {
    ++at_;
    ++line_;
    begin_ = at_;
  }

  void spaces() {
    while (more() && *at_ == ' ') ++at_;
  }

  /// Goes over white space and a comment to the end of the line, and behind it.
  bool end_of_line() {
    const char* from = at_;
    spaces();
    if (more() && *at_ == '#' && at_ != from) {
      const void* found = std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_));
      at_ = found == nullptr ? end_ : static_cast<const char*>(found);
    }
    if (!more()) return true;
    if (*at_ != '\n') return false;
    new_line();
    return true;
  }

  /// The same; tells whether there was a comment.
  bool end_of_text(bool& comment) {
    const char* from = at_;
    spaces();
    comment = more() && *at_ == '#';
    at_ = from;
    return end_of_line();
  }

  /// From the beginning of a line to the first thing in this or a later one: its column, or kOutside at the end.
  bool next_content() {
    while (true) {
      spaces();
      column_ = at_ - begin_;
      if (!more()) {
        column_ = kOutside;
        return true;
      }
      if (*at_ == '\n') {
        new_line();
      } else if (*at_ == '#') {
        const void* found = std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_));
        at_ = found == nullptr ? end_ : static_cast<const char*>(found);
      } else {
        // Where a document ends, or another one begins.
        const bool marker = column_ == 0 && (rest().starts_with("...") || (rest().starts_with("---") && (marked_ || seen_)));
        seen_ = true;
        return *at_ != '\t' && !marker;
      }
    }
  }

  [[nodiscard]] bool is_entry() const { return *at_ == '-' && ends_word(behind()); }

  /// Whether a scalar without quotes may begin here, or one in quotes.
  [[nodiscard]] bool is_plain_start() const {
    if (std::string_view(",[]{}#&*!|>%@`").find(*at_) != std::string_view::npos) return false;
    return !((*at_ == '-' || *at_ == '?' || *at_ == ':') && (ends_word(behind()) || behind() == '\t'));
  }

  /// How long a text without quotes is in this line, without white space at its end. `key`: whether a colon ends it.
  bool plain_length(std::size_t& length, bool& key) const {
    key = false;
    const char* last = at_;
    for (const char* c = at_; c != end_; ++c) {
      if (*c == '\n') break;
      if (*c == '\t') return false;
      if (*c == ' ') continue;
      const char next = end_ - c > 1 ? c[1] : '\n';
      if (*c == ':' && (ends_word(next) || next == '\t')) {
        key = true;
        break;
      }
      if (*c == '#' && c != at_ && c[-1] == ' ') break;
      last = c + 1;
    }
    length = static_cast<std::size_t>(last - at_);
    return true;
  }

  /// Whether a key stands here, and how many bytes it has, its quotes included.
  bool is_key(std::size_t& length) const {
    length = 0;
    if (*at_ == '"' || *at_ == '\'') {
      const char quote = *at_;
      const char* c = at_ + 1;
      for (; c != end_ && *c != '\n' && *c != '\\'; ++c) {
        if (*c != quote) continue;
        if (quote == '\'' && end_ - c > 1 && c[1] == quote) return false;
        break;
      }
      if (c == end_ || *c != quote) return false;
      length = static_cast<std::size_t>(c + 1 - at_);
      for (++c; c != end_ && *c == ' '; ++c) {
      }
      return length <= kLongestKey && end_ - c > 1 && *c == ':' && ends_word(c[1]);
    }
    bool key = false;
    return plain_length(length, key) && key && length > 0 && length <= kLongestKey;
  }

  /// A map whose first key stands here.
  bool map() {
    if (writer_.depth() >= YamlWriter::kMaxDepth - 1) return false;
    const std::ptrdiff_t column = column_;
    writer_.open(line_, true);
    while (column_ == column) {
      std::size_t length = 0;
      if (is_entry() || !is_plain_start() || !is_key(length)) return false;
      std::string_view name(at_, length);
      const bool quoted = *at_ == '"' || *at_ == '\'';
      if (quoted) name = name.substr(1, length - 2);
      if (!quoted && is_yaml_null(name)) return false;
      writer_.scalar(line_, name, false);
      at_ += length;
      spaces();
      // Keys are short; the library counts white space before the colon, too.
      if (!more() || *at_ != ':' || at_ - begin_ - column > static_cast<std::ptrdiff_t>(kLongestKey)) return false;
      ++at_;
      if (!value(column)) return false;
    }
    writer_.close();
    return column_ < column;
  }

  /// What stands behind the colon of a key in a map that begins at `column`.
  bool value(std::ptrdiff_t column) {
    const char* from = at_;
    spaces();
    if (!more() || *at_ == '\n' || (*at_ == '#' && at_ != from)) {
      at_ = from;
      if (!end_of_line() || !next_content()) return false;
      if (column_ > column) return block(column);
      if (column_ == column && is_entry()) return list();
      writer_.null(line_);
      return true;
    }
    return at_ != from && inline_value(column);
  }

  /// A list whose first entry stands here.
  bool list() {
    if (writer_.depth() >= YamlWriter::kMaxDepth - 1) return false;
    const std::ptrdiff_t column = column_;
    writer_.open(line_, false);
    while (column_ == column && is_entry()) {
      ++at_;
      const char* from = at_;
      spaces();
      if (!more() || *at_ == '\n' || *at_ == '#') {
        at_ = from;
        if (!end_of_line() || !next_content() || column_ <= column) return false;
      } else {
        column_ = at_ - begin_;
      }
      if (!block(column)) return false;
    }
    writer_.close();
    return column_ <= column;
  }

  /// A list, a map or a scalar that begins here, in a collection that begins at `column`.
  bool block(std::ptrdiff_t column) {
    if (is_entry()) return list();
    std::size_t length = 0;
    if (is_plain_start() && is_key(length)) return map();
    return inline_value(column);
  }

  /// A scalar, or an empty collection, and the end of its line.
  bool inline_value(std::ptrdiff_t column) {
    if (is_entry()) return false;
    switch (*at_) {
      case '"':
      case '\'':
        return quoted(*at_);
      case '|':
        return literal(column);
      case '[':
      case '{':
        if (behind() != (*at_ == '[' ? ']' : '}')) return false;
        writer_.open(line_, *at_ == '{');
        writer_.close();
        at_ += 2;
        return end_of_line() && next_content();
      default:
        return is_plain_start() && plain(column);
    }
  }

  bool plain(std::ptrdiff_t column) {
    const std::size_t line = line_;
    std::size_t length = 0;
    bool key = false;
    if (!plain_length(length, key) || key) return false;
    const std::string_view first(at_, length);
    at_ += length;
    bool comment = false;
    if (!end_of_text(comment)) return false;
    std::string_view value = first;
    bool several = false;
    while (true) {
      std::size_t empty = 0;
      spaces();
      while (more() && *at_ == '\n') {
        ++empty;
        new_line();
        spaces();
      }
      column_ = at_ - begin_;
      if (!more() || column_ <= column) break;
      // A comment ends it.
      if (comment || *at_ == '#' || *at_ == '\t') return false;
      if (!plain_length(length, key) || key) return false;
      if (!several) scratch_ = first;
      several = true;
      if (empty > 0) {
        scratch_.append(empty, '\n');
      } else {
        scratch_ += ' ';
      }
      scratch_.append(at_, length);
      at_ += length;
      if (!end_of_text(comment)) return false;
    }
    if (several) value = scratch_;
    if (is_yaml_null(value)) {
      writer_.null(line);
    } else {
      writer_.scalar(line, value, true);
    }
    // Back to the beginning of the line, for comments.
    at_ = begin_;
    return next_content();
  }

  /// A text in quotes. Most are in one line and hold nothing to be replaced.
  bool quoted(char quote) {
    const std::size_t line = line_;
    ++at_;
    const char* from = at_;
    while (more() && *at_ != quote && *at_ != '\\' && *at_ != '\n') ++at_;
    if (!more()) return false;
    std::string_view value(from, static_cast<std::size_t>(at_ - from));
    if (*at_ != quote || (quote == '\'' && behind() == quote)) {
      at_ = from;
      if (!quoted_lines(quote)) return false;
      value = scratch_;
    }
    ++at_;
    writer_.scalar(line, value, false);
    return end_of_line() && next_content();
  }

  /// The same into scratch_, with everything that may be in it; stops at the quote that ends it.
  bool quoted_lines(char quote) {
    scratch_.clear();
    bool several = false;
    bool tabs = false;
    // White space before the end of a line goes, but not what was escaped.
    std::size_t kept = 0;
    while (more() && (*at_ != quote || (quote == '\'' && behind() == quote))) {
      if (*at_ == '\n') {
        scratch_.resize(kept);
        if (!fold(false)) return false;
        several = true;
        kept = scratch_.size();
      } else if (*at_ == '\\' && quote == '"') {
        if (behind() == '\n') {
          ++at_;
          if (!fold(true)) return false;
          several = true;
        } else if (!escape()) {
          return false;
        }
        kept = scratch_.size();
      } else {
        // Two single quotes are one.
        if (*at_ == quote) ++at_;
        tabs = tabs || *at_ == '\t';
        scratch_ += *at_;
        if (*at_ != ' ') kept = scratch_.size();
        ++at_;
      }
    }
    if (!more() || (several && (tabs || scratch_.ends_with('\n')))) return false;
    return true;
  }

  /// Line ends within quotes: one is a space, or nothing where it was escaped; of several the first is none.
  bool fold(bool escaped) {
    std::size_t ends = 0;
    while (more() && *at_ == '\n') {
      ++ends;
      new_line();
      // What would end a document.
      if (rest().starts_with("---") || rest().starts_with("...")) return false;
      spaces();
    }
    if (escaped && ends > 1) return false;
    if (ends > 1) {
      scratch_.append(ends - 1, '\n');
    } else if (!escaped) {
      scratch_ += ' ';
    }
    return true;
  }

  /// What a backslash means within double quotes. Source: YAML 1.2.2, 5.7.
  bool escape() {
    constexpr std::string_view kLetters = "abtnvfre \"\\/";
    constexpr std::string_view kMeant = "\a\b\t\n\v\f\r\x1B \"\\/";
    const char letter = behind();
    at_ += 2;
    if (const std::size_t found = kLetters.find(letter); found != std::string_view::npos) {
      scratch_ += kMeant[found];
      return true;
    }
    const std::size_t digits = letter == 'x' ? 2 : letter == 'u' ? 4 : letter == 'U' ? 8 : 0;
    if (digits == 0 || rest().size() < digits) return false;
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < digits; ++i, ++at_) {
      if (!is_hex(*at_)) return false;
      value = value << 4U | static_cast<std::uint32_t>(is_digit(*at_) ? *at_ - '0' : lower(*at_) - 'a' + 10);
    }
    if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return false;
    base::append_utf8(scratch_, value);
    return true;
  }

  /// A text as it stands behind "|" or "|-", in a collection that begins at `column`.
  bool literal(std::ptrdiff_t column) {
    const std::size_t line = line_;
    ++at_;
    const bool strip = more() && *at_ == '-';
    if (strip) ++at_;
    if (!more() || *at_ != '\n') return false;
    new_line();
    spaces();
    const std::ptrdiff_t indent = at_ - begin_;
    if (!more() || *at_ == '\n' || *at_ == '\t' || indent <= column) return false;
    scratch_.clear();
    std::size_t empty = 0;
    while (true) {
      const void* found = std::memchr(at_, '\n', static_cast<std::size_t>(end_ - at_));
      if (found == nullptr) return false;
      scratch_.append(empty, '\n');
      empty = 0;
      scratch_.append(at_, static_cast<const char*>(found));
      scratch_ += '\n';
      at_ = static_cast<const char*>(found);
      new_line();
      spaces();
      while (more() && *at_ == '\n') {
        if (at_ - begin_ > indent) return false;
        ++empty;
        new_line();
        spaces();
      }
      if (more() && *at_ == '\t') return false;
      column_ = more() ? at_ - begin_ : kOutside;
      if (column_ < indent) break;
      at_ = begin_ + indent;
    }
    // The library measures by what it is in.
    if (column_ > column) return false;
    if (strip) scratch_.resize(scratch_.find_last_not_of('\n') + 1);
    writer_.scalar(line, scratch_, false);
    at_ = begin_;
    return next_content();
  }

  const char* at_;
  const char* end_;
  /// Where the line begins.
  const char* begin_;
  std::size_t line_ = 1;
  std::ptrdiff_t column_ = 0;
  bool marked_ = false;
  bool seen_ = false;
  YamlWriter writer_;
  std::string scratch_;
};

/// Whether the library would read the bytes as they are: no characters but line ends and tabs that control something.
bool has_plain_bytes(std::string_view text) {
  if (text.empty() || static_cast<unsigned char>(text.front()) >= 0x80 || !text.ends_with('\n')) return false;
  bool controls = false;
  for (const char c : text) controls |= static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t';
  return !controls;
}

}  // namespace

bool is_yaml_null(std::string_view text) {
  return text.empty() || text == "~" || text == "null" || text == "Null" || text == "NULL";
}

bool read_plain_yaml(std::string_view text, Converted& out) {
  std::string without_returns;
  if (text.find('\r') != std::string_view::npos) {
    without_returns.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] != '\r' || !text.substr(i + 1).starts_with('\n')) without_returns += text[i];
    }
    text = without_returns;
  }
  if (!has_plain_bytes(text)) return false;
  out.json.reserve(text.size());
  return PlainReader(text, out).read();
}

}  // namespace crosswalk::artifacts::spdx
