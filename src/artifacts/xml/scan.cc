// SPDX-License-Identifier: Apache-2.0
#include "artifacts/xml/scan.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <optional>
#include <utility>

#include "base/text.h"

namespace crosswalk::artifacts::xml {
namespace {

constexpr std::size_t kMaxDepth = 100;
/// Each is compared with those before it.
constexpr std::size_t kMaxAttributes = 32;

/// What a byte may be, as bits.
constexpr unsigned char kSpace = 1;
constexpr unsigned char kFirst = 2;
constexpr unsigned char kName = 4;
/// What an attribute's value may hold that is not meant as it stands.
constexpr unsigned char kValue = 8;

constexpr std::array<unsigned char, 256> kBytes = [] {
  std::array<unsigned char, 256> out{};
  for (unsigned c = 0; c < 256; ++c) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c >= 128 || c == '_' || c == ':';
    const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
    if (space) out[c] |= kSpace;
    if (letter) out[c] |= kFirst;
    if (letter || (c >= '0' && c <= '9') || c == '-' || c == '.') out[c] |= kName;
    if (c == '&' || (space && c != ' ')) out[c] |= kValue;
  }
  return out;
}();

bool is(char c, unsigned char kind) { return (kBytes[static_cast<unsigned char>(c)] & kind) != 0; }

const char* skip(const char* at, const char* end, unsigned char kind) {
  while (at != end && is(*at, kind)) ++at;
  return at;
}

std::string_view between(const char* begin, const char* end) { return {begin, static_cast<std::size_t>(end - begin)}; }

const char* find(const char* at, const char* end, std::string_view what) {
  const std::size_t found = between(at, end).find(what);
  return found == std::string_view::npos ? nullptr : at + found;
}

const char* find(const char* at, const char* end, char what) {
  return static_cast<const char*>(std::memchr(at, what, static_cast<std::size_t>(end - at)));
}

/// The character that "&...;" at the beginning of `text` stands for, and its bytes there; nothing where it stands for none.
std::optional<std::pair<char32_t, std::size_t>> reference(std::string_view text) {
  constexpr std::pair<std::string_view, char> kNamed[] = {
      {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
  for (const auto& [name, meant] : kNamed) {
    if (text.starts_with(name)) return std::pair(static_cast<char32_t>(meant), name.size());
  }
  if (!text.starts_with("&#")) return std::nullopt;
  const bool hexadecimal = text.substr(2).starts_with('x');
  const std::size_t begin = hexadecimal ? 3 : 2;
  constexpr std::string_view kDigits = "0123456789abcdefABCDEF";
  const std::size_t end = text.find_first_not_of(hexadecimal ? kDigits : kDigits.substr(0, 10), begin);
  if (end == begin || end == std::string_view::npos || text[end] != ';') return std::nullopt;
  std::uint32_t value = 0;
  const auto [rest, fault] = std::from_chars(text.data() + begin, text.data() + end, value, hexadecimal ? 16 : 10);
  const bool control = value < 0x20 && value != '\t' && value != '\n' && value != '\r';
  const bool none = value > 0x10FFFF || (value >= 0xD800 && value < 0xE000) || value == 0xFFFE || value == 0xFFFF;
  if (fault != std::errc() || control || none) return std::nullopt;
  return std::pair(static_cast<char32_t>(value), end + 1);
}

/// Whether every ampersand begins what stands for a character.
bool references_hold(std::string_view text) {
  for (std::size_t at = text.find('&'); at != std::string_view::npos; at = text.find('&', at + 1)) {
    if (!reference(text.substr(at))) return false;
  }
  return true;
}

/// Whether a character stands there that XML does not allow.
bool has_control(std::string_view text) {
  return std::any_of(text.begin(), text.end(),
                     [](char c) { return static_cast<unsigned char>(c) < 0x20U && c != '\t' && c != '\n' && c != '\r'; });
}

}  // namespace

bool resolve(const Raw& raw, bool attribute, std::string& out) {
  const std::string_view text = raw.bytes;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '&' && !raw.cdata) {
      const auto meant = reference(text.substr(i));
      if (!meant) return false;
      base::append_utf8(out, meant->first);
      i += meant->second - 1;
    } else if (c == '\r') {
      out += attribute ? ' ' : '\n';
      if (text.substr(i + 1).starts_with('\n')) ++i;
    } else {
      out += attribute && is(c, kSpace) ? ' ' : c;
    }
  }
  return true;
}

Scanner::Scanner(std::string_view text)
    : at_(text.data()),
      end_(text.data() + text.size()),
      counted_(at_),
      returns_(find(at_, end_, '\r') != nullptr),
      clear_(!has_control(text)) {}

/// Goes over comments and instructions and white space between them; gives whether that went well.
bool Scanner::misc() {
  while (true) {
    at_ = skip(at_, end_, kSpace);
    const std::string_view rest = between(at_, std::min(at_ + 4, end_));
    if (rest.starts_with("<!--")) {
      const char* close = find(at_ + 4, end_, "-->");
      if (close == nullptr) return false;
      at_ = close + 3;
    } else if (rest.starts_with("<?")) {
      if (rest.size() < 3 || !is(rest[2], kFirst)) return false;
      const char* close = find(at_ + 2, end_, "?>");
      if (close == nullptr) return false;
      at_ = close + 2;
    } else {
      return true;
    }
  }
}

Token Scanner::end_of_element() {
  open_.pop_back();
  return Token::end;
}

Token Scanner::next() {
  if (!clear_) return Token::unclear;
  if (empty_) {
    empty_ = false;
    return end_of_element();
  }
  if (open_.empty()) {
    if (!misc()) return Token::unclear;
    if (at_ == end_) return any_ ? Token::done : Token::unclear;
    return *at_ == '<' && !any_ ? mark() : Token::unclear;
  }
  while (true) {
    const char* begin = at_;
    at_ = skip(at_, end_, kSpace);
    if (at_ == end_) return Token::unclear;
    if (*at_ != '<') {
      at_ = find(at_, end_, '<');
      if (at_ == nullptr) return Token::unclear;
      text_ = {between(begin, at_), true, false};
      const bool line_ends = returns_ && find(begin, at_, '\r') != nullptr;
      const bool references = find(begin, at_, '&') != nullptr;
      if (references && !references_hold(text_.bytes)) return Token::unclear;
      text_.plain = !line_ends && !references;
      return Token::text;
    }
    const std::string_view rest = between(at_, std::min(at_ + 9, end_));
    if (rest.starts_with("<!--") || rest.starts_with("<?")) {
      if (!misc()) return Token::unclear;
      // What misc() skipped behind it is white space, which is no text unless more follows.
      while (at_ != begin && is(at_[-1], kSpace)) --at_;
      continue;
    }
    if (rest == "<![CDATA[") {
      const char* close = find(at_ + 9, end_, "]]>");
      if (close == nullptr) return Token::unclear;
      text_ = {between(at_ + 9, close), true, true};
      text_.plain = !returns_ || find(at_ + 9, close, '\r') == nullptr;
      at_ = close + 3;
      return Token::text;
    }
    return mark();
  }
}

/// An element's beginning or end.
Token Scanner::mark() {
  ++at_;
  if (at_ == end_) return Token::unclear;
  if (*at_ != '/') return start();
  if (open_.empty()) return Token::unclear;
  ++at_;
  const std::string_view wanted = open_.back();
  if (static_cast<std::size_t>(end_ - at_) < wanted.size() || between(at_, at_ + wanted.size()) != wanted) return Token::unclear;
  at_ = skip(at_ + wanted.size(), end_, kSpace);
  if (at_ == end_ || *at_ != '>') return Token::unclear;
  ++at_;
  return end_of_element();
}

Token Scanner::start() {
  if (!is(*at_, kFirst) || open_.size() >= kMaxDepth) return Token::unclear;
  line_ += static_cast<std::uint32_t>(std::count(counted_, at_, '\n'));
  counted_ = at_;
  const char* begin = at_;
  at_ = skip(at_, end_, kName);
  name_ = between(begin, at_);
  attributes_.clear();
  any_ = true;
  open_.push_back(name_);
  while (true) {
    const char* behind = at_;
    at_ = skip(at_, end_, kSpace);
    if (at_ == end_) return Token::unclear;
    if (*at_ == '>') {
      ++at_;
      return Token::start;
    }
    if (*at_ == '/') {
      ++at_;
      if (at_ == end_ || *at_ != '>') return Token::unclear;
      ++at_;
      empty_ = true;
      return Token::start;
    }
    if (at_ == behind || !attribute()) return Token::unclear;
  }
}

bool Scanner::attribute() {
  if (!is(*at_, kFirst) || attributes_.size() >= kMaxAttributes) return false;
  const char* begin = at_;
  at_ = skip(at_, end_, kName);
  RawAttribute out{between(begin, at_), {}};
  const auto same_name = [&](const RawAttribute& other) { return other.name == out.name; };
  if (std::any_of(attributes_.begin(), attributes_.end(), same_name)) return false;
  at_ = skip(at_, end_, kSpace);
  if (at_ == end_ || *at_ != '=') return false;
  at_ = skip(at_ + 1, end_, kSpace);
  if (at_ == end_ || (*at_ != '"' && *at_ != '\'')) return false;
  const char quote = *at_++;
  begin = at_;
  unsigned char kinds = 0;
  for (; at_ != end_ && *at_ != quote; ++at_) kinds |= kBytes[static_cast<unsigned char>(*at_)];
  if (at_ == end_) return false;
  out.value = {between(begin, at_), (kinds & kValue) == 0, false};
  if (!out.value.plain && !references_hold(out.value.bytes)) return false;
  ++at_;
  attributes_.push_back(out);
  return true;
}

}  // namespace crosswalk::artifacts::xml
