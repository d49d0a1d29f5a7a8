// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vers/vers.h"

#include <algorithm>
#include <array>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/vers/interval.h"
#include "base/text.h"

namespace crosswalk::artifacts::vers {
namespace {

constexpr std::array<std::string_view, 7> kTexts{"*", "", "!=", "<", "<=", ">", ">="};
constexpr std::size_t kLongest = 1U << 20;

base::Error wrong(std::string_view what) { return {base::ErrorCode::malformed_data, "VERS", std::string(what)}; }

bool needs_encoding(char c) { return c <= ' ' || c > '~' || std::string_view("><=!*|%").find(c) != std::string_view::npos; }

bool is_lower_bound(Comparator c) { return c == Comparator::greater || c == Comparator::at_least; }
bool is_upper_bound(Comparator c) { return c == Comparator::less || c == Comparator::at_most; }

/// How strictly a text is read.
enum class Mode : std::uint8_t { strict, lenient };

base::Result<std::string> decode(std::string_view text, Mode mode) {
  std::string out;
  const auto digit = [](char c) { return is_digit(c) ? c - '0' : lower(c) - 'a' + 10; };
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      if (mode == Mode::strict && needs_encoding(text[i])) return wrong("a version holds a character that has to be encoded");
      out += text[i];
      continue;
    }
    if (text.size() - i < 3 || !is_hex(text[i + 1]) || !is_hex(text[i + 2]))
      return wrong("a '%' is not followed by two hexadecimal digits");
    const auto c = static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
    const auto small = [](char x) { return x >= 'a' && x <= 'f'; };
    if (mode == Mode::strict && (small(text[i + 1]) || small(text[i + 2])))
      return wrong("an encoded character is not written in capitals");
    if (mode == Mode::strict && (is_alnum(c) || c == '-' || c == '.' || c == '_' || c == '~' || c == ':'))
      return wrong("a character is encoded that need not be");
    out += c;
    i += 2;
  }
  return out;
}

base::Result<Constraint> read_constraint(std::string_view text, Mode mode) {
  Constraint out;
  if (mode == Mode::lenient) text = base::trim(text);
  if (text == "*") {
    out.comparator = Comparator::any;
    return out;
  }
  for (const Comparator comparator :
       {Comparator::at_least, Comparator::at_most, Comparator::not_equal, Comparator::less, Comparator::greater}) {
    if (text.starts_with(text_of(comparator))) {
      out.comparator = comparator;
      text.remove_prefix(text_of(comparator).size());
      break;
    }
  }
  if (mode == Mode::lenient) {
    if (out.comparator == Comparator::equal && text.starts_with('=')) text.remove_prefix(text.starts_with("==") ? 2 : 1);
    text = base::trim(text);
  }
  if (text.empty()) return wrong("a constraint has no version");
  CW_ASSIGN_OR_RETURN(out.version, decode(text, mode));
  return out;
}

base::Result<Vers> read_as(std::string_view text, Mode mode) {
  if (text.size() > kLongest) return wrong("it is too long");
  if (mode == Mode::lenient) {
    text = base::trim(text);
  } else if (std::any_of(text.begin(), text.end(), [](char c) { return is_space(c); })) {
    return wrong("it holds white space");
  }
  if (!(mode == Mode::lenient ? stands_at(text, 0, "vers:") : text.starts_with("vers:")))
    return wrong("it does not begin with 'vers:'");
  text.remove_prefix(5);
  const std::size_t slash = text.find('/');
  if (slash == std::string_view::npos) return wrong("no '/' follows the type");
  const std::string_view type = text.substr(0, slash);
  Vers out{base::to_lower(type), {}};
  if (mode == Mode::strict && out.type != type) return wrong("the type is not in small letters");
  const bool fits = !type.empty() && is_letter(type.front()) &&
                    std::all_of(type.begin(), type.end(), [](char c) { return is_alnum(c) || c == '.' || c == '-'; });
  if (!fits) return wrong("the type is not a letter with letters, digits, '.' and '-' behind it");
  text.remove_prefix(slash + 1);
  if (text.empty()) return wrong("there is no constraint");
  for (const std::string_view part : base::split(text, '|')) {
    if (mode == Mode::strict && part.empty()) return wrong("a '|' stands at an end, or next to another");
    if (mode == Mode::lenient && base::trim(part).empty()) continue;
    CW_ASSIGN_OR_RETURN(Constraint constraint, read_constraint(part, mode));
    out.constraints.push_back(std::move(constraint));
  }
  if (out.constraints.empty()) return wrong("there is no constraint");
  return out;
}

/// Two constraints on one version as one; nothing if they contradict each other, or are no single one.
std::optional<Comparator> joined(Comparator a, Comparator b) {
  if (a == b) return a;
  const auto pair = [&](Comparator x, Comparator y) { return (a == x && b == y) || (a == y && b == x); };
  if (pair(Comparator::equal, Comparator::less) || pair(Comparator::equal, Comparator::at_most) ||
      pair(Comparator::less, Comparator::at_most))
    return Comparator::at_most;
  if (pair(Comparator::equal, Comparator::greater) || pair(Comparator::equal, Comparator::at_least) ||
      pair(Comparator::greater, Comparator::at_least))
    return Comparator::at_least;
  if (pair(Comparator::not_equal, Comparator::less)) return Comparator::less;
  if (pair(Comparator::not_equal, Comparator::greater)) return Comparator::greater;
  return std::nullopt;
}

/// Takes out what says nothing new; the constraints are sorted and none is "!=".
std::vector<Constraint> without_redundant(const std::vector<Constraint>& constraints) {
  std::vector<Constraint> out;
  for (const Constraint& next : constraints) {
    while (!out.empty() && !is_lower_bound(out.back().comparator) && is_upper_bound(next.comparator)) out.pop_back();
    const bool within = !out.empty() && is_lower_bound(out.back().comparator) && !is_upper_bound(next.comparator);
    if (!within) out.push_back(next);
  }
  return out;
}

}  // namespace

std::string_view text_of(Comparator comparator) { return kTexts[static_cast<std::size_t>(comparator)]; }

Scheme Vers::scheme() const { return scheme_named(type).value_or(Scheme::generic); }

std::string Vers::text() const {
  constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out = "vers:" + type + "/";
  bool first = true;
  for (const Constraint& constraint : constraints) {
    if (!first) out += '|';
    first = false;
    out += text_of(constraint.comparator);
    for (const char c : constraint.version) {
      if (needs_encoding(c)) {
        const auto byte = static_cast<unsigned char>(c);
        out += '%';
        out += digits[byte >> 4];
        out += digits[byte & 15];
      } else {
        out += c;
      }
    }
  }
  return out;
}

base::Result<Vers> read(std::string_view text) { return read_as(text, Mode::lenient); }

base::Result<Vers> parse(std::string_view text) {
  CW_ASSIGN_OR_RETURN(Vers out, read_as(text, Mode::strict));
  if (const auto found = faults(out); !found.empty()) return wrong(found.front());
  return out;
}

std::vector<std::string> faults(const Vers& range) {
  std::vector<std::string> out;
  const Scheme scheme = range.scheme();
  const auto& list = range.constraints;
  const bool star = std::any_of(list.begin(), list.end(), [](const Constraint& c) { return c.comparator == Comparator::any; });
  if (list.empty()) out.emplace_back("there is no constraint");
  if (star && list.size() > 1) out.emplace_back("'*' is not alone");
  if ((range.type == "all" || range.type == "none") && !(star && list.size() == 1))
    out.push_back("'vers:" + range.type + "/*' is the only range of this type");
  if (star || !out.empty()) return out;
  bool unsorted = false;
  bool twice = false;
  for (std::size_t i = 1; i < list.size(); ++i) {
    const auto order = compare(scheme, list[i - 1].version, list[i].version);
    unsorted = unsorted || order > 0;
    twice = twice || order == 0;
  }
  if (unsorted) out.emplace_back("the constraints are not sorted by version");
  if (twice) out.emplace_back("a version stands in two constraints");
  Comparator last = Comparator::not_equal;
  for (const Constraint& next : list) {
    if (next.comparator == Comparator::not_equal) continue;
    if (last != Comparator::not_equal) {
      const bool after_lower = is_lower_bound(last);
      if (after_lower != is_upper_bound(next.comparator)) {
        out.push_back("'" + std::string(last == Comparator::equal ? "=" : text_of(last)) + "' is followed by '" +
                      std::string(next.comparator == Comparator::equal ? "=" : text_of(next.comparator)) +
                      "', so that one of the two says nothing new");
        break;
      }
    }
    last = next.comparator;
  }
  return out;
}

Vers sorted(Vers range) {
  const Scheme scheme = range.scheme();
  std::stable_sort(range.constraints.begin(), range.constraints.end(),
                   [&](const Constraint& a, const Constraint& b) { return compare(scheme, a.version, b.version) < 0; });
  return range;
}

base::Result<Vers> canonical(Vers range) {
  const Scheme scheme = range.scheme();
  const bool star = std::any_of(range.constraints.begin(), range.constraints.end(),
                                [](const Constraint& c) { return c.comparator == Comparator::any; });
  if (star) {
    range.constraints.erase(std::unique(range.constraints.begin(), range.constraints.end()), range.constraints.end());
    if (range.constraints.size() > 1) return wrong("'*' is not alone");
    return range;
  }
  range = sorted(std::move(range));
  std::vector<Constraint> bounds;
  std::vector<Constraint> unequal;
  std::vector<Constraint> once;
  for (Constraint& next : range.constraints) {
    if (once.empty() || compare(scheme, once.back().version, next.version) != 0) {
      once.push_back(std::move(next));
      continue;
    }
    const auto both = joined(once.back().comparator, next.comparator);
    if (!both) return wrong("the constraints on version " + next.version + " contradict each other");
    once.back().comparator = *both;
  }
  for (Constraint& one : once) (one.comparator == Comparator::not_equal ? unequal : bounds).push_back(std::move(one));
  range.constraints = without_redundant(bounds);
  range.constraints.insert(range.constraints.end(), std::make_move_iterator(unequal.begin()),
                           std::make_move_iterator(unequal.end()));
  return sorted(std::move(range));
}

bool contains(const Vers& range, std::string_view version) {
  if (range.type == "none") return false;
  const Scheme scheme = range.scheme();
  bool excluded = false;
  std::vector<Constraint> bounds;
  for (const Constraint& constraint : range.constraints) {
    if (constraint.comparator == Comparator::any) return true;
    const bool equal = compare(scheme, version, constraint.version) == 0;
    if (equal && (constraint.comparator == Comparator::equal || constraint.comparator == Comparator::at_most ||
                  constraint.comparator == Comparator::at_least))
      return true;
    excluded = excluded || (equal && constraint.comparator == Comparator::not_equal);
    if (constraint.comparator != Comparator::not_equal) bounds.push_back(constraint);
  }
  if (excluded) return false;
  if (bounds.empty()) return true;
  const Vers ordered = sorted({range.type, std::move(bounds)});
  const auto list = without_redundant(ordered.constraints);
  // The bound below the version and the one above it decide.
  const Constraint* below = nullptr;
  for (const Constraint& one : list) {
    if (one.comparator == Comparator::equal) continue;
    if (compare(scheme, version, one.version) < 0) return is_upper_bound(one.comparator);
    if (compare(scheme, version, one.version) > 0) below = &one;
    // Equal to "<" or ">": out, as far as these bounds are concerned.
    if (compare(scheme, version, one.version) == 0) return false;
  }
  return below != nullptr && is_lower_bound(below->comparator);
}

base::Result<Vers> invert(const Vers& range) {
  CW_ASSIGN_OR_RETURN(const Vers one, canonical(range));
  if (range.type == "none") return Vers{"all", {{Comparator::any, ""}}};
  if (range.type == "all") return Vers{"none", {{Comparator::any, ""}}};
  return range_of(one.type, one.scheme(), united(one.scheme(), complement(united(one.scheme(), intervals_of(one)))));
}

base::Result<Vers> merge(const std::vector<Vers>& ranges) {
  if (ranges.empty()) return wrong("there is no range");
  std::vector<Interval> all;
  std::string type;
  for (const Vers& range : ranges) {
    CW_ASSIGN_OR_RETURN(const Vers one, canonical(range));
    if (one.type == "all") return one;
    if (one.type == "none") continue;
    if (!type.empty() && type != one.type) return wrong("ranges of different types have no common order");
    type = one.type;
    std::vector<Interval> more = intervals_of(one);
    all.insert(all.end(), std::make_move_iterator(more.begin()), std::make_move_iterator(more.end()));
  }
  if (type.empty()) return ranges.front();
  const Scheme scheme = scheme_named(type).value_or(Scheme::generic);
  return range_of(type, scheme, united(scheme, std::move(all)));
}

}  // namespace crosswalk::artifacts::vers
