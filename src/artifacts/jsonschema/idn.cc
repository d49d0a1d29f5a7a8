// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/idn.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

using Label = std::u32string;

constexpr std::size_t kLongestLabel = 63;
constexpr std::size_t kLongestName = 253;

/// A class of characters, in the syntax of RE2.
class Characters {
 public:
  explicit Characters(const char* pattern) : expression_(pattern) {}
  bool operator()(char32_t c) const {
    std::string text;
    base::append_utf8(text, c);
    return re2::RE2::FullMatch(text, expression_);
  }

 private:
  re2::RE2 expression_;
};

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t N>
bool among(const std::array<Range, N>& ranges, char32_t c) {
  return std::any_of(ranges.begin(), ranges.end(), [&](const Range& range) { return c >= range.first && c <= range.last; });
}

/// Letters and digits that are not allowed although they are some. Source: RFC 5892, 2.6, 2.8 and 2.9.
constexpr std::array<Range, 10> kNeverAllowed{{{0x640, 0x640},
                                               {0x7FA, 0x7FA},
                                               {0x302E, 0x302F},
                                               {0x3031, 0x3035},
                                               {0x303B, 0x303B},
                                               {0x1100, 0x11FF},
                                               {0xA960, 0xA97C},
                                               {0xD7B0, 0xD7FB},
                                               {0x20D0, 0x20FF},
                                               {0x1D100, 0x1D1FF}}};
/// What is allowed though it is neither a letter nor a digit, or changes when it is normalised. Source: RFC 5892, 2.6.
constexpr std::array<Range, 6> kAlwaysAllowed{
    {{0xDF, 0xDF}, {0x3C2, 0x3C2}, {0x6FD, 0x6FE}, {0xF0B, 0xF0B}, {0x3007, 0x3007}, {0x19DA, 0x19DA}}};
/// What becomes something else by NFKC. Source: RFC 5892, 2.2; Unicode 15, blocks of compatibility characters.
constexpr std::array<Range, 22> kUnstable{
    {{0xAA, 0xAA},     {0xBA, 0xBA},     {0x132, 0x133},   {0x13F, 0x140},   {0x149, 0x149},   {0x17F, 0x17F},
     {0x1C4, 0x1CC},   {0x1F1, 0x1F3},   {0x2B0, 0x2B8},   {0x2E0, 0x2E4},   {0x340, 0x341},   {0x343, 0x345},
     {0x1D2C, 0x1D2E}, {0x1D30, 0x1D3A}, {0x1D3C, 0x1D4D}, {0x2070, 0x209C}, {0x2100, 0x214D}, {0x2150, 0x217F},
     {0x3131, 0x318E}, {0xF900, 0xFAFF}, {0xFB00, 0xFEFC}, {0xFF00, 0xFFEF}}};
constexpr std::array<Range, 2> kUnstableBeyond{{{0x1D400, 0x1D7FF}, {0x2F800, 0x2FA1F}}};

/// Signs that take the vowel from the letter before them. Source: Unicode 15, UnicodeData.txt, canonical combining class 9.
constexpr std::array<char32_t, 62> kViramas{
    0x94D,   0x9CD,   0xA4D,   0xACD,   0xB4D,   0xBCD,   0xC4D,   0xCCD,   0xD3B,   0xD3C,   0xD4D,   0xDCA,   0xE3A,
    0xEBA,   0xF84,   0x1039,  0x103A,  0x1714,  0x1715,  0x1734,  0x17D2,  0x1A60,  0x1B44,  0x1BAA,  0x1BAB,  0x1BF2,
    0x1BF3,  0x2D7F,  0xA806,  0xA82C,  0xA8C4,  0xA953,  0xA9C0,  0xAAF6,  0xABED,  0x10A3F, 0x11046, 0x11070, 0x1107F,
    0x110B9, 0x11133, 0x11134, 0x111C0, 0x11235, 0x112EA, 0x1134D, 0x11442, 0x114C2, 0x115BF, 0x1163F, 0x116B6, 0x1172B,
    0x11839, 0x1193D, 0x1193E, 0x119E0, 0x11A34, 0x11A47, 0x11A99, 0x11C3F, 0x11D44, 0x11D45};

bool is_virama(char32_t c) { return std::find(kViramas.begin(), kViramas.end(), c) != kViramas.end(); }
bool is_mark(char32_t c) {
  static const Characters marks(R"(\pM)");
  return marks(c);
}
/// Marks without a width, which letters are joined over.
bool is_transparent(char32_t c) {
  static const Characters marks(R"([\p{Mn}\p{Me}])");
  return marks(c);
}
bool is_joining(char32_t c) {
  static const Characters joining(R"([\p{Lo}\p{Lm}])");
  return ((c >= 0x620 && c <= 0x6FF) || (c >= 0x710 && c <= 0x77F) || (c >= 0x7CA && c <= 0x7EA) || (c >= 0x840 && c <= 0x8FF) ||
          (c >= 0x1820 && c <= 0x18AA) || (c >= 0xA840 && c <= 0xA872)) &&
         joining(c);
}
/// Letters that are joined to the one before them only. Source: Unicode 15, ArabicShaping.txt, the usual letters.
bool joins_back_only(char32_t c) {
  constexpr std::array<Range, 13> kBackOnly{{{0x621, 0x625},
                                             {0x627, 0x627},
                                             {0x629, 0x629},
                                             {0x62F, 0x632},
                                             {0x648, 0x648},
                                             {0x671, 0x677},
                                             {0x688, 0x699},
                                             {0x6C0, 0x6C0},
                                             {0x6C3, 0x6CB},
                                             {0x6CD, 0x6CD},
                                             {0x6CF, 0x6CF},
                                             {0x6D2, 0x6D5},
                                             {0x6EE, 0x6EF}}};
  return among(kBackOnly, c);
}

bool is_allowed(char32_t c) {
  if (c < 0x80) return c == '-' || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  if (among(kAlwaysAllowed, c)) return true;
  if (among(kNeverAllowed, c) || among(kUnstable, c) || among(kUnstableBeyond, c)) return false;
  static const Characters letters(R"([\p{Ll}\p{Lo}\p{Lm}\p{Mn}\p{Mc}\p{Nd}])");
  return letters(c);
}

/// Whether a character that is allowed beside others only is so. Source: RFC 5892, appendix A.
bool fits_context(const Label& label, std::size_t at) {
  static const Characters greek(R"(\p{Greek})");
  static const Characters hebrew(R"(\p{Hebrew})");
  static const Characters japanese(R"([\p{Hiragana}\p{Katakana}\p{Han}])");
  const char32_t c = label[at];
  const char32_t before = at > 0 ? label[at - 1] : 0;
  const char32_t after = at + 1 < label.size() ? label[at + 1] : 0;
  const auto any = [&](auto test) { return std::any_of(label.begin(), label.end(), test); };
  switch (c) {
    case 0xB7:
      return before == 'l' && after == 'l';
    case 0x375:
      return after != 0 && greek(after);
    case 0x5F3:
    case 0x5F4:
      return before != 0 && hebrew(before);
    case 0x30FB:
      return any([&](char32_t other) { return other != 0x30FB && japanese(other); });
    case 0x200D:
      return is_virama(before);
    case 0x200C: {
      if (is_virama(before)) return true;
      std::size_t left = at;
      while (left > 0 && is_transparent(label[left - 1])) --left;
      std::size_t right = at + 1;
      while (right < label.size() && is_transparent(label[right])) ++right;
      return left > 0 && right < label.size() && is_joining(label[left - 1]) && !joins_back_only(label[left - 1]) &&
             is_joining(label[right]);
    }
    default:
      if (c >= 0x660 && c <= 0x669) return !any([](char32_t other) { return other >= 0x6F0 && other <= 0x6F9; });
      if (c >= 0x6F0 && c <= 0x6F9) return !any([](char32_t other) { return other >= 0x660 && other <= 0x669; });
      return false;
  }
}

bool needs_context(char32_t c) {
  return c == 0xB7 || c == 0x375 || c == 0x5F3 || c == 0x5F4 || c == 0x30FB || c == 0x200C || c == 0x200D ||
         (c >= 0x660 && c <= 0x669) || (c >= 0x6F0 && c <= 0x6F9);
}

/// Which way a character is written. Source: Unicode Standard Annex 9, table 4, by blocks.
enum class Direction : std::uint8_t { left_to_right, right_to_left, european_number, arabic_number, mark, neutral };

Direction direction_of(char32_t c) {
  constexpr std::array<Range, 7> kRightToLeft{{{0x590, 0x8FF},
                                               {0x200F, 0x200F},
                                               {0xFB1D, 0xFDFF},
                                               {0xFE70, 0xFEFF},
                                               {0x10800, 0x10FFF},
                                               {0x1E800, 0x1EFFF},
                                               {0x61C, 0x61C}}};
  if ((c >= '0' && c <= '9') || (c >= 0x6F0 && c <= 0x6F9)) return Direction::european_number;
  if ((c >= 0x660 && c <= 0x669) || c == 0x66B || c == 0x66C || c == 0x6DD) return Direction::arabic_number;
  if (c == '-' || c == 0x200C || c == 0x200D) return Direction::neutral;
  if (is_transparent(c)) return Direction::mark;
  return among(kRightToLeft, c) ? Direction::right_to_left : Direction::left_to_right;
}

/// The rule for names that are written from right to left in part. Source: RFC 5893, 2.
bool fits_direction(const Label& label) {
  std::vector<Direction> directions;
  directions.reserve(label.size());
  for (const char32_t c : label) directions.push_back(direction_of(c));
  const auto has = [&](Direction direction) {
    return std::find(directions.begin(), directions.end(), direction) != directions.end();
  };
  while (!directions.empty() && directions.back() == Direction::mark) directions.pop_back();
  if (directions.empty()) return false;
  const Direction last = directions.back();
  if (directions.front() == Direction::right_to_left) {
    if (has(Direction::left_to_right) || (has(Direction::european_number) && has(Direction::arabic_number))) return false;
    return last == Direction::right_to_left || last == Direction::european_number || last == Direction::arabic_number;
  }
  if (directions.front() != Direction::left_to_right) return false;
  return !has(Direction::right_to_left) && !has(Direction::arabic_number) &&
         (last == Direction::left_to_right || last == Direction::european_number);
}

// Source for both ways: RFC 3492, 5 and 6.
constexpr std::uint32_t kBase = 36;
constexpr std::uint32_t kLow = 1;
constexpr std::uint32_t kHigh = 26;

std::uint32_t adapt(std::uint64_t delta, std::uint64_t points, bool first) {
  delta = first ? delta / 700 : delta / 2;
  delta += delta / points;
  std::uint32_t k = 0;
  for (; delta > ((kBase - kLow) * kHigh) / 2; k += kBase) delta /= kBase - kLow;
  return k + static_cast<std::uint32_t>(((kBase - kLow + 1) * delta) / (delta + 38));
}

std::uint32_t threshold(std::uint32_t k, std::uint32_t bias) { return k <= bias ? kLow : std::min(k - bias, kHigh); }

/// What stands behind "xn--" as the label that it stands for.
std::optional<Label> from_punycode(std::string_view text) {
  Label out;
  std::size_t at = 0;
  if (const std::size_t hyphen = text.rfind('-'); hyphen != std::string_view::npos) {
    for (const char c : text.substr(0, hyphen)) out += static_cast<char32_t>(c);
    at = hyphen + 1;
  }
  std::uint64_t n = 128;
  std::uint64_t i = 0;
  std::uint32_t bias = 72;
  while (at < text.size()) {
    const std::uint64_t before = i;
    std::uint64_t weight = 1;
    for (std::uint32_t k = kBase;; k += kBase) {
      if (at >= text.size()) return std::nullopt;
      const char c = text[at++];
      std::uint32_t digit = 0;
      if (c >= '0' && c <= '9') {
        digit = static_cast<std::uint32_t>(c - '0') + 26;
      } else if (std::isalpha(static_cast<unsigned char>(c)) != 0) {
        digit = static_cast<std::uint32_t>((c | 0x20) - 'a');
      } else {
        return std::nullopt;
      }
      i += digit * weight;
      const std::uint32_t t = threshold(k, bias);
      if (digit < t) break;
      weight *= kBase - t;
      if (i > 0xFFFFFFFF || weight > 0xFFFFFFFF) return std::nullopt;
    }
    const std::uint64_t length = out.size() + 1;
    bias = adapt(i - before, length, before == 0);
    n += i / length;
    i %= length;
    if (n > 0x10FFFF || (n >= 0xD800 && n <= 0xDFFF)) return std::nullopt;
    out.insert(static_cast<std::size_t>(i), 1, static_cast<char32_t>(n));
    ++i;
  }
  return out;
}

std::string to_punycode(const Label& label) {
  std::string out;
  for (const char32_t c : label) {
    if (c < 0x80) out += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  }
  const std::size_t basic = out.size();
  std::size_t done = basic;
  if (basic > 0) out += '-';
  std::uint64_t n = 128;
  std::uint64_t delta = 0;
  std::uint32_t bias = 72;
  while (done < label.size()) {
    std::uint64_t next = 0x110000;
    for (const char32_t c : label) {
      if (c >= n) next = std::min<std::uint64_t>(next, c);
    }
    delta += (next - n) * (done + 1);
    n = next;
    for (const char32_t c : label) {
      if (c < n) ++delta;
      if (c != n) continue;
      std::uint64_t q = delta;
      for (std::uint32_t k = kBase;; k += kBase) {
        const std::uint32_t t = threshold(k, bias);
        const std::uint64_t digit = q < t ? q : t + (q - t) % (kBase - t);
        out += static_cast<char>(digit < 26 ? 'a' + digit : '0' + (digit - 26));
        if (q < t) break;
        q = (q - t) / (kBase - t);
      }
      bias = adapt(delta, done + 1, done == basic);
      delta = 0;
      ++done;
    }
    ++delta;
    ++n;
  }
  return out;
}

bool is_good_in_any_script(const Label& label) {
  if (label.empty() || label.front() == '-' || label.back() == '-' || is_mark(label.front())) return false;
  if (label.size() >= 4 && label[2] == '-' && label[3] == '-') return false;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (needs_context(label[i]) ? !fits_context(label, i) : !is_allowed(label[i])) return false;
  }
  return true;
}

/// A label with what it stands for; nothing if it is none.
struct Read {
  Label label;
  /// Its bytes in ASCII.
  std::size_t length = 0;
};

std::optional<Read> read_label(const Label& label, bool international) {
  const bool ascii = std::all_of(label.begin(), label.end(), [](char32_t c) { return c < 0x80; });
  if (label.empty()) return std::nullopt;
  if (ascii) {
    std::string text;
    for (const char32_t c : label) text += static_cast<char>(c);
    const bool encoded = text.size() >= 4 && base::equal_ignoring_case(std::string_view(text).substr(0, 4), "xn--");
    if (encoded) {
      const auto decoded = from_punycode(std::string_view(text).substr(4));
      const bool plain = !decoded || std::all_of(decoded->begin(), decoded->end(), [](char32_t c) { return c < 0x80; });
      if (plain || !is_good_in_any_script(*decoded) || to_punycode(*decoded) != base::to_lower(std::string_view(text).substr(4)))
        return std::nullopt;
      return Read{*decoded, text.size()};
    }
    // RFC 1123 has nothing against two hyphens where later ones mark other letters.
    const bool good = international
                          ? is_good_in_any_script(label)
                          : label.front() != '-' && label.back() != '-' && std::all_of(label.begin(), label.end(), is_allowed);
    if (!good) return std::nullopt;
    return Read{label, text.size()};
  }
  if (!is_good_in_any_script(label)) return std::nullopt;
  return Read{label, 4 + to_punycode(label).size()};
}

bool is_name(std::string_view text, bool international) {
  // Longer than any name can be, in characters of four bytes.
  if (text.empty() || text.size() > 4 * kLongestName) return false;
  std::vector<Label> labels(1);
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, i);
    i += point.length;
    if (point.value >= 0x80 && !international) return false;
    if (point.value == '.' || point.value == 0x3002 || point.value == 0xFF0E || point.value == 0xFF61) {
      labels.emplace_back();
    } else {
      labels.back() += point.value;
    }
  }
  std::size_t length = labels.size() - 1;
  bool right_to_left = false;
  std::vector<Label> meant;
  for (const Label& label : labels) {
    const auto read = read_label(label, international);
    if (!read || read->length > kLongestLabel) return false;
    length += read->length;
    right_to_left = right_to_left || std::any_of(read->label.begin(), read->label.end(), [](char32_t c) {
                      const Direction direction = direction_of(c);
                      return direction == Direction::right_to_left || direction == Direction::arabic_number;
                    });
    meant.push_back(read->label);
  }
  if (length > kLongestName) return false;
  return !right_to_left || std::all_of(meant.begin(), meant.end(), fits_direction);
}

}  // namespace

bool is_hostname(std::string_view text) { return is_name(text, false); }
bool is_idn_hostname(std::string_view text) { return is_name(text, true); }

}  // namespace crosswalk::artifacts::jsonschema
