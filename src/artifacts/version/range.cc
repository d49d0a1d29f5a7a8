// SPDX-License-Identifier: Apache-2.0
#include "artifacts/version/range.h"

#include <algorithm>
#include <array>

#include "artifacts/word_list.h"

namespace crosswalk::artifacts::version {
namespace {

struct Phrase {
  std::string_view words;
  Comparison comparison;
};

/// What may stand before a version; longer ones before those that they begin with.
constexpr Phrase kBefore[] = {
    {"up to and including", Comparison::at_most},
    {"up to, and including,", Comparison::at_most},
    {"up to, and including", Comparison::at_most},
    {"up to (and including)", Comparison::at_most},
    {"up to and excluding", Comparison::less},
    {"up to but not including", Comparison::less},
    {"up to, but not including,", Comparison::less},
    {"up to, but not including", Comparison::less},
    {"up to (but not including)", Comparison::less},
    {"up to (excluding)", Comparison::less},
    {"up to (including)", Comparison::at_most},
    {"up to", Comparison::at_most},
    {"prior to", Comparison::less},
    {"previous to", Comparison::less},
    {"before", Comparison::less},
    {"earlier than", Comparison::less},
    {"lower than", Comparison::less},
    {"older than", Comparison::less},
    {"less than or equal to", Comparison::at_most},
    {"less than", Comparison::less},
    {"below", Comparison::less},
    {"preceding", Comparison::less},
    {"through", Comparison::at_most},
    {"thru", Comparison::at_most},
    {"starting with", Comparison::at_least},
    {"starting from", Comparison::at_least},
    {"starting at", Comparison::at_least},
    {"starting in", Comparison::at_least},
    {"beginning with", Comparison::at_least},
    {"since", Comparison::at_least},
    {"as of", Comparison::at_least},
    {"at least", Comparison::at_least},
    {"from", Comparison::at_least},
    {"later than", Comparison::greater},
    {"newer than", Comparison::greater},
    {"higher than", Comparison::greater},
    {"greater than or equal to", Comparison::at_least},
    {"greater than", Comparison::greater},
    {"above", Comparison::greater},
    {"after", Comparison::greater},
};

struct Sign {
  std::string_view text;
  Comparison comparison;
};
constexpr Sign kSigns[] = {
    {"<=", Comparison::at_most},
    {"=<", Comparison::at_most},
    {"\xE2\x89\xA4", Comparison::at_most},
    {"<", Comparison::less},
    {">=", Comparison::at_least},
    {"=>", Comparison::at_least},
    {"\xE2\x89\xA5", Comparison::at_least},
    {">", Comparison::greater},
    {"&lt;=", Comparison::at_most},
    {"&lt;", Comparison::less},
    {"&gt;=", Comparison::at_least},
    {"&gt;", Comparison::greater},
};

/// What may stand between two versions of a range, with what it says of the second.
constexpr Phrase kBetween[] = {
    {"up to and including", Comparison::at_most},
    {"up to but not including", Comparison::less},
    {"up to", Comparison::at_most},
    {"to and including", Comparison::at_most},
    {"to", Comparison::at_most},
    {"through and including", Comparison::at_most},
    {"through", Comparison::at_most},
    {"thru", Comparison::at_most},
    {"till", Comparison::at_most},
    {"until", Comparison::less},
    {"before", Comparison::less},
    {"prior to", Comparison::less},
    {"and before", Comparison::less},
    {"but before", Comparison::less},
    {"and prior to", Comparison::less},
};

/// What may stand behind a version and "and" or "or".
struct Adjective {
  std::string_view word;
  Comparison comparison;
};
constexpr Adjective kBehind[] = {
    {"earlier", Comparison::at_most},  {"below", Comparison::at_most},    {"prior", Comparison::at_most},
    {"lower", Comparison::at_most},    {"older", Comparison::at_most},    {"before", Comparison::at_most},
    {"previous", Comparison::at_most}, {"later", Comparison::at_least},   {"newer", Comparison::at_least},
    {"above", Comparison::at_least},   {"higher", Comparison::at_least},  {"greater", Comparison::at_least},
    {"up", Comparison::at_least},      {"onward", Comparison::at_least},  {"onwards", Comparison::at_least},
    {"upward", Comparison::at_least},  {"upwards", Comparison::at_least}, {"beyond", Comparison::at_least},
    {"after", Comparison::at_least},
};

/// The words that phrases begin with.
constexpr auto first_words() {
  std::array<std::string_view, std::size(kBefore)> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = kBefore[i].words.substr(0, kBefore[i].words.find_first_of(" ,"));
  return out;
}
constexpr WordList kFirstWords(first_words());

/// The place behind `words`, as in durations: a space stands for any white space.
std::optional<std::size_t> behind_words(std::string_view text, std::size_t at, std::string_view words) {
  if (lower(byte_at(text, at)) != words.front()) return std::nullopt;
  for (const char c : words) {
    if (c == ' ') {
      const std::size_t next = skip_space(text, at);
      if (next == at) return std::nullopt;
      at = next;
    } else if (lower(byte_at(text, at)) == c) {
      ++at;
    } else {
      return std::nullopt;
    }
  }
  if (is_letter(words.back()) && is_word(byte_at(text, at))) return std::nullopt;
  return at;
}

std::string_view text_of(Comparison comparison) {
  constexpr std::array<std::string_view, 5> texts{"<", "<=", "=", ">=", ">"};
  return texts[static_cast<std::size_t>(comparison)];
}

bool is_upper_end(Comparison comparison) { return comparison == Comparison::less || comparison == Comparison::at_most; }

/// Reads along a range.
class Reader {
 public:
  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  std::optional<Reading<RangeShape>> read() {
    if (const auto sign = sign_at(at_)) return signs(*sign);
    // "versions prior to", "all versions before"
    skip_version_words();
    if (const auto sign = sign_at(at_)) return signs(*sign);
    if (const auto behind = behind_words(text_, at_, "between")) {
      at_ = skip_space(text_, *behind);
      const auto low = version();
      const auto behind_and = low ? behind_words(text_, skip_space(text_, at_), "and") : std::nullopt;
      if (!behind_and) return std::nullopt;
      at_ = skip_space(text_, *behind_and);
      const auto high = version();
      if (!high || !in_order(*low, *high)) return std::nullopt;
      out_.words = true;
      add(Comparison::at_least, *low);
      add(Comparison::at_most, *high);
      return done();
    }
    const Phrase* before = nullptr;
    const char first_letter = lower(byte_at(text_, at_));
    for (const Phrase& phrase : kBefore) {
      if (first_letter != phrase.words.front()) continue;
      if (const auto behind = behind_words(text_, at_, phrase.words)) {
        before = &phrase;
        at_ = skip_space(text_, *behind);
        break;
      }
    }
    const auto first = version();
    if (!first) return std::nullopt;
    if (before != nullptr && before->comparison != Comparison::at_least) {
      out_.words = true;
      // "prior to 2.1 and later" contradicts itself; the first word counts.
      add(before->comparison, *first);
      if (is_upper_end(before->comparison)) inclusion(out_.range.bounds.back());
      return done();
    }
    if (second(*first)) return done();
    if (tail(*first)) return done();
    if (before == nullptr) return std::nullopt;
    // "from 2.1" alone says where something comes from, not a range.
    if (before->words == "from" && !behind_words(text_, skip_space(text_, at_), "on")) return std::nullopt;
    if (before->words == "from") at_ = *behind_words(text_, skip_space(text_, at_), "on");
    out_.words = true;
    add(Comparison::at_least, *first);
    return done();
  }

 private:
  [[nodiscard]] std::optional<Reading<Comparison>> sign_at(std::size_t at) const {
    const char c = byte_at(text_, at);
    if (c != '<' && c != '>' && c != '=' && c != '&' && c != '\xE2') return std::nullopt;
    for (const Sign& sign : kSigns) {
      if (text_.substr(std::min(at, text_.size())).starts_with(sign.text))
        return Reading<Comparison>{sign.comparison, at + sign.text.size()};
    }
    return std::nullopt;
  }

  void skip_version_words() {
    for (int words = 0; words < 3 && is_letter(byte_at(text_, at_)); ++words) {
      const std::string_view word = letters_at(text_, at_, 10);
      if (word.empty() ||
          !(says_version(word) || is_the_word(word, "all") || is_the_word(word, "any") || is_the_word(word, "the")))
        return;
      if (is_word(byte_at(text_, at_ + word.size()))) return;
      std::size_t behind = at_ + word.size();
      if (byte_at(text_, behind) == '.' || byte_at(text_, behind) == ':') ++behind;
      const std::size_t next = skip_space(text_, behind);
      if (next == at_ + word.size()) return;
      // "the" and "all" may stand before anything.
      out_.says_version = out_.says_version || says_version(word);
      at_ = next;
    }
  }

  /// The text of the version at the place, behind words that say so; it is taken apart only if a range comes of it.
  std::optional<std::string_view> version() {
    skip_version_words();
    const auto found = version_at(text_, at_);
    if (!found) return std::nullopt;
    out_.says_version = out_.says_version || found->value.letter;
    out_.parts = out_.parts == 0 ? found->value.parts : std::min(out_.parts, found->value.parts);
    at_ = found->end;
    return text_.substr(found->value.digits, found->end - found->value.digits);
  }

  /// Every text that version() gives is a version.
  void add(Comparison comparison, std::string_view version) {
    if (auto parsed = parse_version(version)) out_.range.bounds.push_back({comparison, std::move(*parsed)});
  }

  static bool in_order(std::string_view low, std::string_view high) {
    const auto first = parse_version(low);
    const auto second = parse_version(high);
    return first && second && first->numbers <= second->numbers;
  }

  std::optional<Reading<RangeShape>> done() { return Reading<RangeShape>{std::move(out_), at_}; }

  /// "(inclusive)", "(excluding)" behind an upper end.
  void inclusion(Bound& bound) {
    const std::size_t place = skip_space(text_, at_);
    for (const std::string_view words : {"(inclusive)", "inclusive", "(including)"}) {
      if (const auto behind = behind_words(text_, place, words)) {
        bound.comparison = Comparison::at_most;
        at_ = *behind;
        return;
      }
    }
    for (const std::string_view words : {"(exclusive)", "exclusive", "(excluding)", "(excluded)"}) {
      if (const auto behind = behind_words(text_, place, words)) {
        bound.comparison = Comparison::less;
        at_ = *behind;
        return;
      }
    }
  }

  /// One sign with its version, and a second one that turns the other way.
  std::optional<Reading<RangeShape>> signs(const Reading<Comparison>& sign) {
    at_ = skip_space(text_, sign.end);
    const auto first = version();
    if (!first) return std::nullopt;
    add(sign.value, *first);
    std::size_t place = skip_space(text_, at_);
    for (const std::string_view joint : {",", ";", "&&", "|", "and "}) {
      if (stands_at(text_, place, joint)) {
        place = skip_space(text_, place + joint.size());
        break;
      }
    }
    const auto other = sign_at(place);
    if (other && is_upper_end(other->value) != is_upper_end(sign.value)) {
      const std::size_t end = at_;
      at_ = skip_space(text_, other->end);
      if (const auto version_there = version()) {
        add(other->value, *version_there);
        if (is_upper_end(out_.range.bounds.front().comparison)) std::swap(out_.range.bounds[0], out_.range.bounds[1]);
      } else {
        at_ = end;
      }
    }
    return done();
  }

  /// "to 3.6.6", "through 3.4", "- 3.4" behind the first version.
  bool second(std::string_view first) {
    const std::size_t end = at_;
    const bool said = out_.says_version;
    const std::size_t parts = out_.parts;
    const std::size_t place = skip_space(text_, end + (byte_at(text_, end) == ',' ? 1 : 0));
    const auto take = [&](std::size_t from, Comparison comparison, bool words) {
      at_ = skip_space(text_, from);
      if (const auto high = version(); high && in_order(first, *high)) {
        add(Comparison::at_least, first);
        add(comparison, *high);
        out_.words = out_.words || words;
        inclusion(out_.range.bounds.back());
        return true;
      }
      at_ = end;
      out_.says_version = said;
      out_.parts = parts;
      return false;
    };
    if (place > end) {
      const char first_letter = lower(byte_at(text_, place));
      for (const Phrase& phrase : kBetween) {
        if (first_letter != phrase.words.front()) continue;
        if (const auto behind = behind_words(text_, place, phrase.words)) return take(*behind, phrase.comparison, true);
      }
    }
    if (const std::size_t dash = dash_at(text_, place)) return take(place + dash, Comparison::at_most, false);
    return false;
  }

  /// "and earlier", "or newer versions", "+" behind a version.
  bool tail(std::string_view first) {
    if (byte_at(text_, at_) == '+' && !is_alnum(byte_at(text_, at_ + 1))) {
      add(Comparison::at_least, first);
      ++at_;
      return true;
    }
    std::size_t place = skip_space(text_, at_ + (byte_at(text_, at_) == ',' ? 1 : 0));
    const bool parenthesis = byte_at(text_, place) == '(';
    if (parenthesis) ++place;
    bool joined = false;
    for (const std::string_view joint : {"and", "or", "&"}) {
      if (const auto behind = behind_words(text_, place, joint)) {
        place = skip_space(text_, *behind);
        joined = true;
        break;
      }
    }
    if (byte_at(text_, place) == '/' && !joined) ++place;
    for (const std::string_view filler : {"all", "any"}) {
      if (const auto behind = behind_words(text_, place, filler)) place = skip_space(text_, *behind);
    }
    const std::string_view word = letters_at(text_, place, 8);
    for (const Adjective& adjective : kBehind) {
      if (word.empty() || !is_the_word(word, adjective.word)) continue;
      // Without "and" only what cannot begin something else: "2.1 onwards", "2.1 (or later)".
      const bool alone = adjective.word == "onward" || adjective.word == "onwards" || adjective.word == "upwards";
      if (!joined && !alone) return false;
      // "2.1 and after 3 days", "and before installing"
      std::size_t behind = place + word.size();
      if (is_word(byte_at(text_, behind))) return false;
      if (adjective.word == "after" || adjective.word == "before" || adjective.word == "up" || adjective.word == "above" ||
          adjective.word == "below" || adjective.word == "prior") {
        const std::size_t next = skip_space(text_, behind);
        if (next > behind && is_alnum(byte_at(text_, next)) && !says_version(letters_at(text_, next, 10))) {
          constexpr std::array<std::string_view, 14> verbs{"are", "is",     "as",   "have", "has", "contain", "will",
                                                           "may", "should", "must", "for",  "on",  "in",      "were"};
          const std::string_view following = letters_at(text_, next, 10);
          const bool end_of_phrase =
              std::any_of(verbs.begin(), verbs.end(), [&](std::string_view verb) { return is_the_word(following, verb); });
          if (!end_of_phrase) return false;
        }
      }
      if (const std::size_t next = skip_space(text_, behind); next > behind && says_version(letters_at(text_, next, 10)))
        behind = next + letters_at(text_, next, 10).size();
      if (parenthesis) {
        if (byte_at(text_, behind) != ')') return false;
        ++behind;
      }
      at_ = behind;
      add(adjective.comparison, first);
      out_.words = true;
      return true;
    }
    return false;
  }

  std::string_view text_;
  std::size_t at_;
  RangeShape out_;
};

}  // namespace

std::string Range::canonical() const {
  std::string out = "vers:generic/";
  for (std::size_t i = 0; i < bounds.size(); ++i) {
    if (i > 0) out += '|';
    if (bounds[i].comparison != Comparison::equal) out += text_of(bounds[i].comparison);
    out += bounds[i].version.canonical();
  }
  return out;
}

bool begins_range(std::string_view word) { return kFirstWords.has(word) || says_version(word) || is_the_word(word, "between"); }

std::optional<Reading<RangeShape>> range_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || (is_word(text[at]) && is_word(byte_before(text, at)))) return std::nullopt;
  return Reader(text, at).read();
}

std::optional<Range> parse_range(std::string_view text) {
  constexpr std::string_view scheme = "vers:generic/";
  if (!text.starts_with(scheme)) {
    auto found = range_at(text, 0);
    if (!found || found->end != text.size()) return std::nullopt;
    return std::move(found->value.range);
  }
  Range out;
  std::string_view rest = text.substr(scheme.size());
  while (true) {
    const std::size_t bar = rest.find('|');
    std::string_view part = rest.substr(0, bar);
    Bound bound;
    for (const Comparison comparison : {Comparison::at_most, Comparison::at_least, Comparison::less, Comparison::greater}) {
      if (part.starts_with(text_of(comparison))) {
        bound.comparison = comparison;
        part.remove_prefix(text_of(comparison).size());
        break;
      }
    }
    auto version = parse_version(part);
    if (!version || out.bounds.size() == 2) return std::nullopt;
    bound.version = std::move(*version);
    out.bounds.push_back(std::move(bound));
    if (bar == std::string_view::npos) return out;
    rest = rest.substr(bar + 1);
  }
}

}  // namespace crosswalk::artifacts::version
