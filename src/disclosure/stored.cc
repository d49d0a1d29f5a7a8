// SPDX-License-Identifier: Apache-2.0
#include "disclosure/stored.h"

#include <algorithm>
#include <cstring>
#include <type_traits>

#include "base/text.h"
#include "disclosure/members.h"

namespace crosswalk::disclosure {
namespace {

/// Goes through a text without white space whose members stand in their order. Each function says whether that went well.
class StoredReader {
 public:
  explicit StoredReader(std::string_view text) : at_(text.data()), end_(text.data() + text.size()) {}

  template <class Part>
  bool read_part(Part& part) {
    if (!take('{')) return false;
    bool good = true;
    bool first = true;
    members(part, [&](std::string_view name, auto& member) {
      if (!good || !next_is(name, first)) return;
      first = false;
      good = read(member);
    });
    return good && take('}');
  }

  [[nodiscard]] bool at_end() const { return at_ == end_; }

 private:
  [[nodiscard]] std::size_t left() const { return static_cast<std::size_t>(end_ - at_); }

  bool take(char wanted) {
    if (at_ == end_ || *at_ != wanted) return false;
    ++at_;
    return true;
  }
  bool take(std::string_view wanted) {
    if (left() < wanted.size() || std::memcmp(at_, wanted.data(), wanted.size()) != 0) return false;
    at_ += wanted.size();
    return true;
  }

  /// Goes behind the name of this member, if it comes next.
  bool next_is(std::string_view name, bool first) {
    const std::size_t comma = first ? 0 : 1;
    if (left() < comma + name.size() + 3 || (!first && *at_ != ',')) return false;
    const char* quote = at_ + comma;
    if (*quote != '"' || std::memcmp(quote + 1, name.data(), name.size()) != 0 || quote[name.size() + 1] != '"' ||
        quote[name.size() + 2] != ':')
      return false;
    at_ = quote + name.size() + 3;
    return true;
  }

  /// The bytes of a string without escapes, up to where it ends.
  bool take_plain(std::string_view& out) {
    if (!take('"')) return false;
    const auto* quote = static_cast<const char*>(std::memchr(at_, '"', left()));
    if (quote == nullptr) return false;
    out = {at_, static_cast<std::size_t>(quote - at_)};
    if (out.find('\\') != std::string_view::npos) return false;
    at_ = quote + 1;
    return true;
  }

  bool read(std::string& out) {
    const char* begin = at_;
    if (std::string_view plain; take_plain(plain)) {
      out = plain;
      return true;
    }
    at_ = begin;
    return take('"') && read_escaped(out);
  }

  bool read_escaped(std::string& out) {
    while (at_ != end_ && *at_ != '"') {
      if (*at_ != '\\') {
        out += *at_++;
        continue;
      }
      if (left() < 2) return false;
      const char kind = at_[1];
      if (kind == 'u') {
        if (!read_control(out)) return false;
        continue;
      }
      static constexpr std::string_view letters = "\"\\/bfnrt";
      static constexpr std::string_view meant = "\"\\/\b\f\n\r\t";
      const std::size_t which = letters.find(kind);
      if (which == std::string_view::npos) return false;
      out += meant[which];
      at_ += 2;
    }
    return take('"');
  }

  /// "\\u001b": of what is written as a number only controls.
  bool read_control(std::string& out) {
    static constexpr std::string_view digits = "0123456789abcdef";
    constexpr std::size_t size = 6;
    if (left() < size || std::memcmp(at_, "\\u00", 4) != 0) return false;
    const std::size_t high = digits.find(at_[4]);
    const std::size_t low = digits.find(at_[5]);
    if (high > 1 || low == std::string_view::npos) return false;
    out += static_cast<char>(high * digits.size() + low);
    at_ += size;
    return true;
  }

  bool read(Person& out) { return read(out.text); }
  bool read(std::optional<bool>& out) {
    if (take("true")) {
      out = true;
      return true;
    }
    out = false;
    return take("false");
  }
  bool read(std::optional<Instant>& out) {
    std::string_view text;
    if (take_plain(text)) out = artifacts::time::parse_rfc3339(text);
    return out.has_value();
  }
  template <class Enum>
  requires std::is_enum_v<Enum>
  bool read(Enum& out) {
    std::string_view text;
    if (!take_plain(text)) return false;
    const auto found = base::from_word<Enum>(text);
    if (found) out = *found;
    return found.has_value();
  }
  template <class Item>
  bool read(std::vector<Item>& out) {
    if (!take('[')) return false;
    do {
      if (!read(out.emplace_back())) return false;
    } while (take(','));
    return take(']');
  }
  template <class Part>
  requires std::is_class_v<Part>
  bool read(Part& out) { return read_part(out); }

  const char* at_;
  const char* end_;
};

/// Looks at every byte, wherever the first control is: so a compiler can look at many at once.
bool has_control(std::string_view text) {
  unsigned char found = 0;
  for (const char each : text) found |= static_cast<unsigned char>(static_cast<unsigned char>(each) < 0x20);
  return found != 0;
}

}  // namespace

std::optional<Case> read_stored_case(std::string_view text) {
  // Neither may stand in JSON as it is: such a text was not written by us, or is damaged.
  if (has_control(text) || !base::is_utf8(text)) return std::nullopt;
  std::optional<Case> out(std::in_place);
  StoredReader reader(text);
  if (!reader.read_part(*out) || !reader.at_end()) return std::nullopt;
  return out;
}

}  // namespace crosswalk::disclosure
