// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vers/native.h"

#include <algorithm>
#include <optional>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/vers/interval.h"
#include "artifacts/vers/order.h"
#include "artifacts/version/range.h"
#include "base/text.h"

namespace crosswalk::artifacts::vers {
namespace {

constexpr std::size_t kLongest = 64U << 10;

base::Error wrong(std::string_view subject, std::string_view what) {
  return {base::ErrorCode::malformed_data, std::string(subject), std::string(what)};
}

/// The signs before versions; longer ones before those that they begin with.
enum class Sign : std::uint8_t {
  none,
  at_least,
  at_most,
  greater,
  less,
  equal,
  not_equal,
  tilde,
  tilde_greater,
  compatible,
  caret
};
struct SignText {
  std::string_view text;
  Sign sign;
};
constexpr SignText kSigns[] = {
    {"===", Sign::equal},     {"==", Sign::equal},         {"=<", Sign::at_most},   {"=>", Sign::at_least},
    {">=", Sign::at_least},   {"<=", Sign::at_most},       {"!=", Sign::not_equal}, {"<>", Sign::not_equal},
    {"~=", Sign::compatible}, {"~>", Sign::tilde_greater}, {"<<", Sign::less},      {">>", Sign::greater},
    {">", Sign::greater},     {"<", Sign::less},           {"=", Sign::equal},      {"~", Sign::tilde},
    {"^", Sign::caret},       {"!", Sign::not_equal},
};

bool is_wildcard(std::string_view part) { return part == "x" || part == "X" || part == "*" || part.empty(); }

/// A version cut for ranges: the numbers before the first wildcard or word.
struct Cut {
  std::vector<std::string> numbers;
  bool wildcard = false;
  /// Whether something follows the numbers: "-rc.1".
  bool suffix = false;
};

Cut cut(std::string_view text) {
  Cut out;
  if (text.size() > 1 && lower(text.front()) == 'v' && is_digit(text[1])) text.remove_prefix(1);
  while (true) {
    const std::size_t point = text.find('.');
    const std::string_view part = text.substr(0, point);
    if (is_wildcard(part)) {
      out.wildcard = true;
      return out;
    }
    if (!is_number(part)) {
      const std::size_t end = behind_digits(part, 0);
      if (end > 0) out.numbers.emplace_back(part.substr(0, end));
      out.suffix = true;
      return out;
    }
    out.numbers.emplace_back(part);
    if (point == std::string_view::npos) return out;
    text.remove_prefix(point + 1);
  }
}

/// The number that follows, of any length.
std::string successor(std::string number) {
  for (std::size_t i = number.size(); i-- > 0;) {
    if (number[i] != '9') {
      ++number[i];
      return number;
    }
    number[i] = '0';
  }
  return "1" + number;
}

/// What differs between the notations.
struct Dialect {
  /// Versions have three numbers: missing ones are written.
  bool three_numbers = false;
  /// What stands behind an upper end that a tilde or caret makes.
  std::string_view upper_suffix;
  /// What a version without a sign means.
  Sign bare = Sign::equal;
};

Dialect dialect_of(Scheme scheme) {
  switch (scheme) {
    case Scheme::npm:
    case Scheme::pub:
    case Scheme::hex:
    case Scheme::semver:
      return {true, "", Sign::equal};
    case Scheme::cargo:
      return {true, "", Sign::caret};
    case Scheme::conan:
      return {false, "-", Sign::equal};
    case Scheme::nuget:
      return {false, "", Sign::at_least};
    default:
      return {};
  }
}

/// Reads along a range.
class Reader {
 public:
  Reader(std::string_view type, Scheme scheme, std::string_view text)
      : text_(text), scheme_(scheme), dialect_(dialect_of(scheme)) {
    out_.type = type;
    out_.scheme = scheme;
  }

  base::Result<NativeRange> read() {
    out_.alternatives.emplace_back();
    skip_space();
    if (at_ == text_.size()) add(Comparator::any, "");
    while (at_ < text_.size()) {
      if (is_or()) continue;
      if (text_[at_] == ',' || text_[at_] == '&' || text_[at_] == ';') {
        ++at_;
      } else if (text_[at_] == '[' || text_[at_] == '(' || text_[at_] == ']') {
        CW_RETURN_IF_ERROR(interval());
      } else if (word("and")) {
        at_ += 3;
      } else if (word("include_prerelease")) {
        // An option of Conan, which ends the range.
        at_ = text_.size();
      } else {
        CW_RETURN_IF_ERROR(comparison());
      }
      skip_space();
    }
    CW_RETURN_IF_ERROR(cut_holes());
    std::erase_if(out_.alternatives, [](const auto& one) { return one.empty(); });
    if (out_.alternatives.empty()) return wrong(text_, "no version is in it");
    return std::move(out_);
  }

 private:
  using Numbers = std::vector<std::string>;

  void skip_space() {
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
  }

  [[nodiscard]] bool word(std::string_view wanted) const {
    return stands_at(text_, at_, wanted) && !is_word(byte_at(text_, at_ + wanted.size())) &&
           byte_at(text_, at_ + wanted.size()) != '.';
  }

  /// "||", "|", "or": another alternative begins.
  bool is_or() {
    std::size_t length = 0;
    if (text_[at_] == '|') {
      length = byte_at(text_, at_ + 1) == '|' ? 2 : 1;
    } else if (word("or")) {
      length = 2;
    }
    if (length == 0) return false;
    at_ += length;
    skip_space();
    out_.alternatives.emplace_back();
    return true;
  }

  void add(Comparator comparator, std::string version) {
    if (comparator == Comparator::any && scheme_ == Scheme::conan) {
      comparator = Comparator::at_least;
      version = "0.0.0";
    }
    out_.alternatives.back().push_back({comparator, std::move(version)});
  }

  /// A version up to white space, a separator or a bracket; a '-' alone is none.
  std::string_view version() {
    const std::size_t begin = at_;
    constexpr std::string_view ends = ",|;&[]()<>=!^";
    while (at_ < text_.size() && !is_space(text_[at_]) && ends.find(text_[at_]) == std::string_view::npos) ++at_;
    std::string_view out = text_.substr(begin, at_ - begin);
    if (scheme_ == Scheme::composer && out.find('@') != std::string_view::npos) out = out.substr(0, out.find('@'));
    return out;
  }

  /// The version as it is written into constraints.
  [[nodiscard]] std::string plain(std::string_view text) const {
    if (dialect_.three_numbers || scheme_ == Scheme::composer) {
      if (text.size() > 1 && lower(text.front()) == 'v' && is_digit(text[1])) text.remove_prefix(1);
    }
    // Conan: "1-" is 1 with its pre-releases.
    if (scheme_ == Scheme::conan && text.ends_with('-')) text.remove_suffix(1);
    const Cut parts = cut(text);
    if (!dialect_.three_numbers || parts.suffix || parts.wildcard) return std::string(text);
    return lower_end(parts.numbers);
  }

  [[nodiscard]] std::string lower_end(Numbers numbers) const {
    if (numbers.empty()) numbers.emplace_back("0");
    while (dialect_.three_numbers && numbers.size() < 3) numbers.emplace_back("0");
    return base::join(numbers, ".");
  }

  /// The first version behind all that begin with the first `kept` numbers; nothing if there is none.
  [[nodiscard]] std::string upper_end(Numbers numbers, std::size_t kept) const {
    numbers.resize(std::max<std::size_t>(std::min(kept, numbers.size()), 1));
    numbers.back() = successor(numbers.back());
    return lower_end(std::move(numbers)) + std::string(dialect_.upper_suffix);
  }

  /// All versions from `text` to those that share its first `kept` numbers.
  void add_span(std::string_view text, const Cut& parts, std::size_t kept) {
    add(Comparator::at_least, parts.wildcard ? lower_end(parts.numbers) : plain(text));
    if (!parts.numbers.empty()) add(Comparator::less, upper_end(parts.numbers, kept));
  }

  /// How many numbers a caret keeps: up to the first that is not 0.
  [[nodiscard]] static std::size_t kept_by_caret(const Numbers& numbers) {
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      if (compare_numbers(numbers[i], "0") != 0) return i + 1;
    }
    return numbers.size();
  }

  base::Result<void> comparison() {
    Sign sign = Sign::none;
    for (const SignText& one : kSigns) {
      if (text_.substr(at_).starts_with(one.text)) {
        sign = one.sign;
        at_ += one.text.size();
        break;
      }
    }
    skip_space();
    // ">= v 1.0" is none, but "= >1.0" of two signs is neither.
    const std::size_t begin = at_;
    const std::string_view text = version();
    if (text.empty()) return wrong(text_.substr(std::min(begin, text_.size()), 20), "a version is wanted here");
    const Cut parts = cut(text);
    if (parts.numbers.empty() && parts.wildcard) {
      add(Comparator::any, "");
      return {};
    }
    if (sign == Sign::none && (is_the_word(text, "any") || is_the_word(text, "latest") || is_the_word(text, "all"))) {
      add(Comparator::any, "");
      return {};
    }
    if (sign == Sign::none && hyphen_range(text, parts)) return {};
    if (sign == Sign::none && parts.wildcard) {
      add_span(text, parts, parts.numbers.size());
      return {};
    }
    if (sign == Sign::none) sign = dialect_.bare;
    apply(sign, text, parts);
    return {};
  }

  /// "1.0 - 2.0" of npm and Composer: an end that is cut short holds all that begin with it.
  bool hyphen_range(std::string_view text, const Cut& parts) {
    const std::size_t before = at_;
    skip_space();
    if (byte_at(text_, at_) != '-' || at_ == before || !is_space(byte_at(text_, at_ + 1))) {
      at_ = before;
      return false;
    }
    ++at_;
    skip_space();
    const std::string_view upper = version();
    const Cut high = cut(upper);
    add(Comparator::at_least, parts.wildcard ? lower_end(parts.numbers) : plain(text));
    const bool semantic = dialect_.three_numbers || scheme_ == Scheme::composer;
    if (high.numbers.empty()) return true;
    if (semantic && !high.suffix && high.numbers.size() < 3) {
      add(Comparator::less, upper_end(high.numbers, high.numbers.size()));
    } else {
      add(Comparator::at_most, plain(upper));
    }
    return true;
  }

  void apply(Sign sign, std::string_view text, const Cut& parts) {
    const std::size_t count = parts.numbers.size();
    const bool semantic = dialect_.three_numbers;
    // In node-semver and its kin "1.2" of "<=1.2" stands for all 1.2.x.
    const bool partial = parts.wildcard || (semantic && !parts.suffix && count < 3);
    const std::string whole = parts.wildcard ? lower_end(parts.numbers) : plain(text);
    switch (sign) {
      case Sign::none:
        break;
      case Sign::equal:
        if (partial) {
          add_span(text, parts, count);
        } else {
          add(Comparator::equal, whole);
        }
        break;
      case Sign::not_equal:
        if (parts.wildcard) {
          holes_.push_back({out_.alternatives.size() - 1, whole, upper_end(parts.numbers, count)});
        } else {
          add(Comparator::not_equal, whole);
        }
        break;
      case Sign::at_least:
        add(Comparator::at_least, whole);
        break;
      case Sign::less:
        add(Comparator::less, whole);
        break;
      case Sign::greater:
        if (partial) {
          add(Comparator::at_least, upper_end(parts.numbers, count));
        } else {
          add(Comparator::greater, whole);
        }
        break;
      case Sign::at_most:
        if (partial) {
          add(Comparator::less, upper_end(parts.numbers, count));
        } else {
          add(Comparator::at_most, whole);
        }
        break;
      case Sign::tilde:
        // Composer's tilde is the other's "~>"; elsewhere the first two numbers stay.
        if (scheme_ == Scheme::composer) {
          add_span(text, parts, count > 1 ? count - 1 : 1);
        } else {
          add_span(text, parts, 2);
        }
        break;
      case Sign::tilde_greater:
        if (scheme_ == Scheme::npm || scheme_ == Scheme::cargo) {
          add_span(text, parts, 2);
        } else {
          add_span(text, parts, count > 1 ? count - 1 : 1);
        }
        break;
      case Sign::compatible:
        add_span(text, parts, count > 1 ? count - 1 : 1);
        break;
      case Sign::caret:
        add_span(text, parts, kept_by_caret(parts.numbers));
        break;
    }
  }

  /// "!=1.4.*" leaves what is before and what is behind; all other constraints of the alternative hold for both.
  base::Result<void> cut_holes() {
    constexpr std::size_t most = 256;
    if (holes_.size() > most)
      return base::Error{base::ErrorCode::limit_exceeded, "range", "256 wildcards behind '!=' are the most"};
    std::vector<std::vector<Constraint>> out;
    for (std::size_t i = 0; i < out_.alternatives.size(); ++i) {
      std::vector<Interval> holes;
      for (const Hole& hole : holes_) {
        if (hole.alternative == i) holes.push_back({End{hole.from, true}, End{hole.to, false}});
      }
      if (holes.empty()) {
        out.push_back(std::move(out_.alternatives[i]));
        continue;
      }
      for (const Interval& rest : complement(united(scheme_, std::move(holes)))) {
        auto& one = out.emplace_back(out_.alternatives[i]);
        if (rest.lower) one.push_back({Comparator::at_least, rest.lower->version});
        if (rest.upper) one.push_back({Comparator::less, rest.upper->version});
      }
    }
    out_.alternatives = std::move(out);
    return {};
  }

  /// "[1.0,2.0)", "(,2.0]", "[1.0]", "]1.0,2.0[": an alternative of its own.
  base::Result<void> interval() {
    const bool lower_closed = text_[at_] == '[';
    const std::size_t begin = at_++;
    const std::size_t end = text_.find_first_of("[]()", at_);
    if (end == std::string_view::npos) return wrong(text_.substr(begin, 20), "the bracket is not closed");
    const bool upper_closed = text_[end] == ']';
    const std::string_view inner = text_.substr(at_, end - at_);
    at_ = end + 1;
    const std::size_t comma = inner.find(',');
    const std::string_view low = base::trim(inner.substr(0, comma));
    const std::string_view high = comma == std::string_view::npos ? low : base::trim(inner.substr(comma + 1));
    if (!out_.alternatives.back().empty()) out_.alternatives.emplace_back();
    if (comma == std::string_view::npos) {
      if (low.empty() || !lower_closed || !upper_closed)
        return wrong(text_.substr(begin, 20), "one version in square brackets is wanted");
      add(Comparator::equal, plain(low));
      return {};
    }
    if (low.empty() && high.empty()) add(Comparator::any, "");
    if (!low.empty()) add(lower_closed ? Comparator::at_least : Comparator::greater, plain(low));
    if (!high.empty()) add(upper_closed ? Comparator::at_most : Comparator::less, plain(high));
    return {};
  }

  std::string_view text_;
  Scheme scheme_;
  Dialect dialect_;
  std::size_t at_ = 0;
  /// Versions that an alternative leaves out, from the first to before the second.
  struct Hole {
    std::size_t alternative;
    std::string from;
    std::string to;
  };
  std::vector<Hole> holes_;
  NativeRange out_;
};

/// "1.5.0+, 1.4.1+", "0.6.18-1.20.0", "none", "all": as nginx's advisories have it. A second number that is even is a stable
/// branch, whose fixes are of that branch alone.
base::Result<NativeRange> read_nginx(std::string_view type, std::string_view text) {
  NativeRange out{std::string(type), Scheme::nginx, {}};
  for (std::string_view part : base::split(text, ',')) {
    part = base::trim(part);
    if (part.empty() || is_the_word(part, "none")) continue;
    auto& one = out.alternatives.emplace_back();
    if (is_the_word(part, "all") || part == "*") {
      one.push_back({Comparator::any, ""});
    } else if (part.ends_with('+')) {
      part.remove_suffix(1);
      one.push_back({Comparator::at_least, std::string(part)});
      Cut parts = cut(part);
      if (parts.numbers.size() > 1 && (parts.numbers[1].back() - '0') % 2 == 0) {
        parts.numbers.resize(2);
        parts.numbers[1] = successor(parts.numbers[1]);
        one.push_back({Comparator::less, base::join(parts.numbers, ".") + ".0"});
      }
    } else if (const std::size_t dash = part.find('-'); dash != std::string_view::npos) {
      one.push_back({Comparator::at_least, std::string(base::trim(part.substr(0, dash)))});
      one.push_back({Comparator::at_most, std::string(base::trim(part.substr(dash + 1)))});
    } else {
      one.push_back({Comparator::equal, std::string(part)});
    }
  }
  return out;
}

/// "1.0.1, 1.0.2k": single versions.
std::optional<NativeRange> read_list(std::string_view type, Scheme scheme, std::string_view text) {
  NativeRange out{std::string(type), scheme, {}};
  for (std::string_view part : base::split(text, ',')) {
    part = base::trim(part);
    if (part.empty() || !is_digit(part.front()) || part.find_first_of(" <>=!~^[](|") != std::string_view::npos)
      return std::nullopt;
    out.alternatives.push_back({{Comparator::equal, std::string(part)}});
  }
  return out;
}

std::optional<NativeRange> read_prose(std::string_view type, Scheme scheme, std::string_view text) {
  const auto range = version::parse_range(text);
  if (!range) return std::nullopt;
  NativeRange out{std::string(type), scheme, {{}}};
  for (const version::Bound& bound : range->bounds) {
    constexpr Comparator comparators[] = {Comparator::less, Comparator::at_most, Comparator::equal, Comparator::at_least,
                                          Comparator::greater};
    out.alternatives.back().push_back({comparators[static_cast<std::size_t>(bound.comparison)], bound.version.canonical()});
  }
  return out;
}

/// The intervals of constraints that hold together.
std::vector<Interval> intervals_of_all(Scheme scheme, const std::vector<Constraint>& constraints) {
  Interval whole;
  std::vector<Interval> points;
  for (const Constraint& one : constraints) {
    const End closed{one.version, true};
    const End open{one.version, false};
    Interval next;
    switch (one.comparator) {
      case Comparator::any:
        continue;
      case Comparator::not_equal:
        points.push_back({closed, closed});
        continue;
      case Comparator::equal:
        next = {closed, closed};
        break;
      case Comparator::less:
        next.upper = open;
        break;
      case Comparator::at_most:
        next.upper = closed;
        break;
      case Comparator::greater:
        next.lower = open;
        break;
      case Comparator::at_least:
        next.lower = closed;
        break;
    }
    const auto both = intersection(scheme, {whole}, {next});
    if (both.empty()) return {};
    whole = both.front();
  }
  return intersection(scheme, {whole}, complement(united(scheme, std::move(points))));
}

}  // namespace

Vers NativeRange::listed() const {
  Vers out{type, {}};
  for (const auto& one : alternatives) out.constraints.insert(out.constraints.end(), one.begin(), one.end());
  return sorted(std::move(out));
}

Vers NativeRange::range() const {
  std::vector<Interval> all;
  for (const auto& one : alternatives) {
    std::vector<Interval> more = intervals_of_all(scheme, one);
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  return range_of(type, scheme, united(scheme, std::move(all)));
}

base::Result<NativeRange> from_native(std::string_view type, std::string_view text) {
  const std::string small = base::to_lower(type);
  const auto scheme = scheme_named(small);
  if (!scheme) return wrong(type, "there is no such type of versions");
  if (text.size() > kLongest) return base::Error{base::ErrorCode::limit_exceeded, "range", "64 KiB are the most"};
  text = base::trim(text);
  if (*scheme == Scheme::nginx) return read_nginx(small, text);
  if (*scheme == Scheme::openssl) {
    if (auto list = read_list(small, *scheme, text)) return std::move(*list);
  }
  auto out = Reader(small, *scheme, text).read();
  // Prose is tried where words were taken for versions, or nothing was understood.
  const auto has_word = [](const NativeRange& range) {
    return std::any_of(range.alternatives.begin(), range.alternatives.end(), [](const auto& one) {
      return std::any_of(one.begin(), one.end(), [](const Constraint& c) {
        return c.comparator != Comparator::any && std::none_of(c.version.begin(), c.version.end(), is_digit);
      });
    });
  };
  if (!out || has_word(*out)) {
    if (auto prose = read_prose(small, *scheme, text)) return std::move(*prose);
    if (out) return wrong(text, "a version without a digit");
  }
  return out;
}

}  // namespace crosswalk::artifacts::vers
