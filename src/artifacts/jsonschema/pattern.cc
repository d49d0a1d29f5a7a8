// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/pattern.h"

#include <re2/re2.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <utility>

#include "base/text.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

/// What \s stands for. Source: ECMA-262, 12.2 and 12.3.
constexpr std::string_view kSpace =
    R"(\t-\r\x{20}\x{a0}\x{1680}\x{2000}-\x{200a}\x{2028}\x{2029}\x{202f}\x{205f}\x{3000}\x{feff})";
/// What it does not stand for.
constexpr std::string_view kNoSpace =
    R"(\x{0}-\x{8}\x{e}-\x{1f}\x{21}-\x{9f}\x{a1}-\x{167f}\x{1681}-\x{1fff}\x{200b}-\x{2027}\x{202a}-\x{202e}\x{2030}-\x{205e}\x{2060}-\x{2fff}\x{3001}-\x{fefe}\x{ff00}-\x{10ffff})";

/// Long names of general categories, in small letters without '_', and the short ones that RE2 knows.
constexpr std::array<std::pair<std::string_view, std::string_view>, 40> kCategories{{
    {"letter", "L"},
    {"casedletter", "\\p{Lu}\\p{Ll}\\p{Lt}"},
    {"lc", "\\p{Lu}\\p{Ll}\\p{Lt}"},
    {"uppercaseletter", "Lu"},
    {"lowercaseletter", "Ll"},
    {"titlecaseletter", "Lt"},
    {"modifierletter", "Lm"},
    {"otherletter", "Lo"},
    {"mark", "M"},
    {"combiningmark", "M"},
    {"nonspacingmark", "Mn"},
    {"spacingmark", "Mc"},
    {"enclosingmark", "Me"},
    {"number", "N"},
    {"decimalnumber", "Nd"},
    {"digit", "Nd"},
    {"letternumber", "Nl"},
    {"othernumber", "No"},
    {"punctuation", "P"},
    {"punct", "P"},
    {"connectorpunctuation", "Pc"},
    {"dashpunctuation", "Pd"},
    {"openpunctuation", "Ps"},
    {"closepunctuation", "Pe"},
    {"initialpunctuation", "Pi"},
    {"finalpunctuation", "Pf"},
    {"otherpunctuation", "Po"},
    {"symbol", "S"},
    {"mathsymbol", "Sm"},
    {"currencysymbol", "Sc"},
    {"modifiersymbol", "Sk"},
    {"othersymbol", "So"},
    {"separator", "Z"},
    {"spaceseparator", "Zs"},
    {"lineseparator", "Zl"},
    {"paragraphseparator", "Zp"},
    {"other", "C"},
    {"control", "Cc"},
    {"format", "Cf"},
    {"privateuse", "Co"},
}};

std::string hexadecimal(char32_t c) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  do {
    out.insert(out.begin(), kDigits[c & 15U]);
    c >>= 4U;
  } while (c != 0);
  return "\\x{" + out + "}";
}

/// Turns an expression of JavaScript into one of RE2.
class Translation {
 public:
  explicit Translation(std::string_view text) : text_(text) {}

  /// A look-ahead that stands where it can be tried alone: the expression up to it, itself, and where its text begins and ends.
  struct Guard {
    bool wanted = true;
    std::string expression;
  };

  bool run() {
    if (tempered()) return true;
    while (at_ < text_.size()) {
      if (!atom()) return false;
    }
    if (depth_ != 0) return fail("a bracket '(' is not closed");
    if (!guards_.empty() && alternatives_) return unsupported("a look-ahead beside alternatives");
    return true;
  }

  [[nodiscard]] const std::string& out() const { return out_; }
  [[nodiscard]] const std::vector<Guard>& guards() const { return guards_; }
  [[nodiscard]] const std::string& why() const { return why_; }
  [[nodiscard]] bool is_unsupported() const { return unsupported_; }

 private:
  bool fail(std::string why) {
    if (why_.empty()) why_ = std::move(why);
    return false;
  }
  bool unsupported(const std::string& what) {
    unsupported_ = true;
    return fail(what + " is not supported");
  }
  [[nodiscard]] bool next(std::string_view what) const { return text_.substr(at_).starts_with(what); }

  /// "^((?!x).)*$": x begins nowhere.
  bool tempered() {
    std::string_view rest = text_;
    if (rest.starts_with("^((?!")) {
      rest.remove_prefix(5);
    } else if (rest.starts_with("^(?:(?!")) {
      rest.remove_prefix(7);
    } else {
      return false;
    }
    if (!rest.ends_with(").)*$")) return false;
    rest.remove_suffix(5);
    Translation inner(rest);
    if (!inner.run() || !inner.guards().empty()) return false;
    guards_.push_back({false, inner.out()});
    out_ = R"(^[^\n\r\x{2028}\x{2029}]*$)";
    return true;
  }

  bool atom() {
    const char c = text_[at_];
    switch (c) {
      case '\\':
        return escape(false);
      case '[':
        return character_class();
      case '(':
        return open();
      case ')':
        if (depth_ == 0) return fail("a bracket ')' is not opened");
        --depth_;
        break;
      case '|':
        fixed_ = false;
        if (depth_ == 0) alternatives_ = true;
        repeatable_ = false;
        out_ += c;
        ++at_;
        return true;
      case '^':
      case '$':
        if (c == '$' || at_ != 0) fixed_ = false;
        repeatable_ = false;
        out_ += c;
        ++at_;
        return true;
      case '.':
        out_ += R"([^\n\r\x{2028}\x{2029}])";
        ++at_;
        repeatable_ = true;
        return true;
      case '*':
      case '+':
      case '?':
        fixed_ = false;
        return quantifier(std::string(1, c), 1);
      case '{':
        return braces();
      default:
        if (static_cast<unsigned char>(c) < 0x80) {
          if (std::isalnum(static_cast<unsigned char>(c)) == 0) out_ += '\\';
          out_ += c;
          ++at_;
        } else {
          const base::CodePoint point = base::decode_utf8(text_, at_);
          out_ += hexadecimal(point.value);
          at_ += point.length;
        }
        repeatable_ = true;
        return true;
    }
    out_ += c;
    ++at_;
    repeatable_ = true;
    return true;
  }

  bool quantifier(const std::string& what, std::size_t length) {
    if (!repeatable_) return fail("nothing stands before '" + what + "'");
    repeatable_ = false;
    out_ += what;
    at_ += length;
    if (next("?")) {
      out_ += '?';
      ++at_;
    }
    return true;
  }

  bool braces() {
    // {n}, {n,}, {n,m}; anything else is a brace.
    std::size_t end = at_ + 1;
    bool comma = false;
    while (end < text_.size() && (std::isdigit(static_cast<unsigned char>(text_[end])) != 0 || (text_[end] == ',' && !comma))) {
      comma = comma || text_[end] == ',';
      ++end;
    }
    if (end < text_.size() && text_[end] == '}' && end > at_ + 1 && text_[at_ + 1] != ',') {
      fixed_ = false;
      return quantifier(std::string(text_.substr(at_, end + 1 - at_)), end + 1 - at_);
    }
    out_ += "\\{";
    ++at_;
    repeatable_ = true;
    return true;
  }

  bool open() {
    if (next("(?=") || next("(?!")) return look_ahead();
    if (next("(?<=") || next("(?<!")) return unsupported("a look-behind");
    fixed_ = false;
    repeatable_ = false;
    ++depth_;
    if (depth_ > 500) return unsupported("so many brackets within each other");
    if (next("(?:")) {
      out_ += "(?:";
      at_ += 3;
    } else if (next("(?<")) {
      const std::size_t end = text_.find('>', at_);
      if (end == std::string_view::npos || end == at_ + 3) return fail("a group's name is not closed");
      out_ += "(?:";
      at_ = end + 1;
    } else if (next("(?")) {
      return fail("'(?' means nothing here");
    } else {
      out_ += "(?:";
      ++at_;
    }
    return true;
  }

  bool look_ahead() {
    if (!fixed_ || depth_ != 0 || !text_.starts_with('^')) return unsupported("a look-ahead at this place");
    const bool wanted = text_[at_ + 2] == '=';
    // To the bracket that closes it.
    std::size_t end = at_ + 3;
    std::size_t depth = 1;
    for (bool in_class = false; end < text_.size(); ++end) {
      const char c = text_[end];
      if (c == '\\') {
        ++end;
      } else if (in_class) {
        in_class = c != ']';
      } else if (c == '[') {
        in_class = true;
      } else if (c == '(') {
        ++depth;
      } else if (c == ')' && --depth == 0) {
        break;
      }
    }
    if (end >= text_.size()) return fail("a bracket '(' is not closed");
    Translation inner(text_.substr(at_ + 3, end - at_ - 3));
    if (!inner.run() || !inner.guards().empty()) {
      if (inner.is_unsupported() || !inner.guards().empty()) return unsupported("a look-ahead in a look-ahead");
      return fail(inner.why());
    }
    guards_.push_back({wanted, out_ + "(?:" + inner.out() + ")"});
    at_ = end + 1;
    repeatable_ = false;
    return true;
  }

  std::optional<char32_t> digits(std::size_t count) {
    if (at_ + count > text_.size()) return std::nullopt;
    char32_t out = 0;
    for (std::size_t i = 0; i < count; ++i) {
      const auto c = static_cast<unsigned char>(text_[at_ + i]);
      if (std::isxdigit(c) == 0) return std::nullopt;
      out = out * 16 + static_cast<char32_t>(std::isdigit(c) != 0 ? c - '0' : (c | 0x20) - 'a' + 10);
    }
    at_ += count;
    return out;
  }

  /// Behind "\u".
  std::optional<char32_t> unicode() {
    if (next("{")) {
      const std::size_t end = text_.find('}', at_);
      if (end == std::string_view::npos || end == at_ + 1 || end > at_ + 9) return std::nullopt;
      ++at_;
      const auto out = digits(end - at_);
      ++at_;
      return out && *out <= 0x10FFFF ? out : std::nullopt;
    }
    const auto high = digits(4);
    if (!high || *high < 0xD800 || *high > 0xDBFF || !next("\\u")) return high;
    const std::size_t before = at_;
    at_ += 2;
    const auto low = digits(4);
    if (low && *low >= 0xDC00 && *low <= 0xDFFF) return 0x10000 + ((*high - 0xD800) << 10U) + (*low - 0xDC00);
    at_ = before;
    return high;
  }

  bool property(bool negated, bool in_class) {
    const std::size_t end = text_.find('}', at_);
    if (!next("{") || end == std::string_view::npos) return fail("behind '\\p' a property in braces is wanted");
    std::string_view name = text_.substr(at_ + 1, end - at_ - 1);
    at_ = end + 1;
    for (const std::string_view prefix : {"General_Category=", "gc=", "Script=", "sc=", "Script_Extensions=", "scx="}) {
      if (name.starts_with(prefix)) name.remove_prefix(prefix.size());
    }
    std::string key;
    for (const char c : name) {
      if (c != '_') key += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    }
    std::string set;
    if (key == "any") set = R"(\x{0}-\x{10ffff})";
    if (key == "ascii") set = R"(\x{0}-\x{7f})";
    if (key == "alphabetic" || key == "alpha") set = R"(\pL\p{Nl})";
    if (key == "uppercase") set = R"(\p{Lu})";
    if (key == "lowercase") set = R"(\p{Ll})";
    if (key == "whitespace" || key == "space") set = kSpace;
    for (const auto& [full, short_name] : kCategories) {
      if (key == full) set = short_name.starts_with('\\') ? std::string(short_name) : "\\p{" + std::string(short_name) + "}";
    }
    if (set.empty()) {
      for (const char c : name) {
        if (std::isalnum(static_cast<unsigned char>(c)) == 0 && c != '_')
          return fail("no property has the name '" + std::string(name) + "'");
      }
      set = "\\p{" + std::string(name) + "}";
    }
    const bool simple = set.starts_with("\\p{") && set.find('\\', 1) == std::string::npos;
    if (negated && simple) {
      set[1] = 'P';
    } else if (negated && in_class) {
      return unsupported("'\\P' of this property in a class");
    } else if (negated) {
      set = "[^" + set + "]";
      out_ += set;
      return true;
    }
    out_ += in_class || simple ? set : "[" + set + "]";
    return true;
  }

  /// A backslash and what it says; in a class, `last` gets the character where it is one.
  bool escape(bool in_class, std::optional<char32_t>* last = nullptr) {
    if (at_ + 1 >= text_.size()) return fail("nothing stands behind the last '\\'");
    const char c = text_[at_ + 1];
    at_ += 2;
    repeatable_ = true;
    std::optional<char32_t> character;
    switch (c) {
      case 'd':
      case 'D':
      case 'w':
      case 'W':
        out_ += '\\';
        out_ += c;
        return true;
      case 's':
      case 'S': {
        const std::string_view set = c == 's' ? kSpace : kNoSpace;
        out_ += in_class ? std::string(set) : "[" + std::string(set) + "]";
        return true;
      }
      case 'b':
        if (in_class) {
          character = 8;
          break;
        }
        [[fallthrough]];
      case 'B':
        if (in_class) return fail("'\\B' means nothing in a class");
        fixed_ = false;
        repeatable_ = false;
        out_ += '\\';
        out_ += c;
        return true;
      case 't':
        character = '\t';
        break;
      case 'n':
        character = '\n';
        break;
      case 'r':
        character = '\r';
        break;
      case 'v':
        character = 11;
        break;
      case 'f':
        character = '\f';
        break;
      case '0':
        if (at_ < text_.size() && std::isdigit(static_cast<unsigned char>(text_[at_])) != 0) return fail("a number in base 8");
        character = 0;
        break;
      case 'c':
        if (at_ >= text_.size() || std::isalpha(static_cast<unsigned char>(text_[at_])) == 0)
          return fail("behind '\\c' a letter is wanted");
        character = static_cast<char32_t>(text_[at_++]) % 32;
        break;
      case 'x':
        character = digits(2);
        if (!character) return fail("behind '\\x' two hexadecimal digits are wanted");
        break;
      case 'u':
        character = unicode();
        if (!character) return fail("behind '\\u' four hexadecimal digits are wanted");
        break;
      case 'p':
      case 'P':
        return property(c == 'P', in_class);
      case 'k':
        return unsupported("a back-reference");
      default:
        if (c >= '1' && c <= '9') return unsupported("a back-reference");
        if (std::isalnum(static_cast<unsigned char>(c)) != 0) return fail("'\\" + std::string(1, c) + "' means nothing");
        --at_;
        const base::CodePoint point = base::decode_utf8(text_, at_);
        character = point.value;
        at_ += point.length;
    }
    if (last != nullptr) *last = character;
    out_ += hexadecimal(*character);
    return true;
  }

  bool character_class() {
    ++at_;
    const bool negated = next("^");
    if (negated) ++at_;
    if (next("]")) {
      ++at_;
      out_ += negated ? R"([\x{0}-\x{10ffff}])" : R"([^\x{0}-\x{10ffff}])";
      repeatable_ = true;
      return true;
    }
    out_ += negated ? "[^" : "[";
    while (at_ < text_.size() && text_[at_] != ']') {
      std::optional<char32_t> first;
      if (!class_atom(first)) return false;
      if (!next("-") || at_ + 1 >= text_.size() || text_[at_ + 1] == ']') continue;
      ++at_;
      if (!first) {
        // Behind a set it is a hyphen.
        out_ += "\\-";
        continue;
      }
      out_ += '-';
      const std::size_t mark = out_.size();
      std::optional<char32_t> second;
      if (!class_atom(second)) return false;
      if (!second) {
        out_.insert(mark - 1, "\\");
        continue;
      }
      if (*second < *first) return fail("a range of characters is the wrong way round");
    }
    if (at_ >= text_.size()) return fail("a bracket '[' is not closed");
    ++at_;
    out_ += ']';
    repeatable_ = true;
    return true;
  }

  bool class_atom(std::optional<char32_t>& character) {
    if (text_[at_] == '\\') return escape(true, &character);
    const base::CodePoint point = base::decode_utf8(text_, at_);
    at_ += point.length;
    character = point.value;
    out_ += hexadecimal(point.value);
    return true;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  std::string out_;
  std::vector<Guard> guards_;
  std::string why_;
  std::size_t depth_ = 0;
  /// Whether all so far matches in one way only, and so ends at one place.
  bool fixed_ = true;
  bool alternatives_ = false;
  bool repeatable_ = false;
  bool unsupported_ = false;
};

base::Result<std::shared_ptr<const re2::RE2>> compiled(const std::string& translated, std::string_view original) {
  re2::RE2::Options options;
  options.set_log_errors(false);
  options.set_never_capture(true);
  options.set_max_mem(32 << 20);
  auto out = std::make_shared<const re2::RE2>(translated, options);
  if (!out->ok()) {
    return base::Error{base::ErrorCode::malformed_data, std::string(original),
                       "not a regular expression that is supported: " + out->error()};
  }
  return std::shared_ptr<const re2::RE2>(std::move(out));
}

}  // namespace

base::Result<Pattern> Pattern::create(std::string_view expression) {
  Translation translation(expression);
  if (!translation.run()) return base::Error{base::ErrorCode::malformed_data, std::string(expression), translation.why()};
  Pattern out;
  for (const Translation::Guard& guard : translation.guards()) {
    CW_ASSIGN_OR_RETURN(auto part, compiled(guard.expression, expression));
    out.parts_.push_back({guard.wanted, std::move(part)});
  }
  CW_ASSIGN_OR_RETURN(auto part, compiled(translation.out(), expression));
  out.parts_.push_back({true, std::move(part)});
  return out;
}

bool Pattern::found_in(std::string_view text) const {
  return std::all_of(parts_.begin(), parts_.end(), [&](const Part& part) {
    return re2::RE2::PartialMatch(re2::StringPiece(text.data(), text.size()), *part.expression) == part.wanted;
  });
}

bool is_regular_expression(std::string_view expression) {
  Translation translation(expression);
  return translation.run() || translation.is_unsupported();
}

}  // namespace crosswalk::artifacts::jsonschema
