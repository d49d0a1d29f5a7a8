// SPDX-License-Identifier: Apache-2.0
#include "artifacts/time/duration.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "artifacts/word_list.h"

namespace crosswalk::artifacts::time {
namespace {

constexpr std::uint64_t kThousand = 1000;
/// No text means more of any unit.
constexpr std::uint64_t kMost = 100000 * kThousand;

struct NumberWord {
  std::string_view word;
  unsigned value;
};
constexpr NumberWord kNumberWords[] = {
    {"one", 1},      {"two", 2},      {"three", 3},      {"four", 4},      {"five", 5},      {"six", 6},       {"seven", 7},
    {"eight", 8},    {"nine", 9},     {"ten", 10},       {"eleven", 11},   {"twelve", 12},   {"thirteen", 13}, {"fourteen", 14},
    {"fifteen", 15}, {"sixteen", 16}, {"seventeen", 17}, {"eighteen", 18}, {"nineteen", 19}, {"twenty", 20},   {"thirty", 30},
    {"forty", 40},   {"fifty", 50},   {"sixty", 60},     {"seventy", 70},  {"eighty", 80},   {"ninety", 90},
};

struct UnitName {
  std::string_view word;
  UnitWord unit;
};
constexpr UnitName kUnits[] = {
    {"second", {Unit::second, Count::unsaid}}, {"seconds", {Unit::second, Count::unsaid}},
    {"sec", {Unit::second, Count::unsaid}},    {"secs", {Unit::second, Count::unsaid}},
    {"minute", {Unit::minute, Count::unsaid}}, {"minutes", {Unit::minute, Count::unsaid}},
    {"min", {Unit::minute, Count::unsaid}},    {"mins", {Unit::minute, Count::unsaid}},
    {"hour", {Unit::hour, Count::unsaid}},     {"hours", {Unit::hour, Count::unsaid}},
    {"hr", {Unit::hour, Count::unsaid}},       {"hrs", {Unit::hour, Count::unsaid}},
    {"h", {Unit::hour, Count::unsaid}},        {"day", {Unit::day, Count::unsaid}},
    {"days", {Unit::day, Count::unsaid}},      {"d", {Unit::day, Count::unsaid}},
    {"workday", {Unit::day, Count::working}},  {"workdays", {Unit::day, Count::working}},
    {"weekday", {Unit::day, Count::working}},  {"weekdays", {Unit::day, Count::working}},
    {"week", {Unit::week, Count::unsaid}},     {"weeks", {Unit::week, Count::unsaid}},
    {"wk", {Unit::week, Count::unsaid}},       {"wks", {Unit::week, Count::unsaid}},
    {"w", {Unit::week, Count::unsaid}},        {"month", {Unit::month, Count::unsaid}},
    {"months", {Unit::month, Count::unsaid}},  {"year", {Unit::year, Count::unsaid}},
    {"years", {Unit::year, Count::unsaid}},    {"yr", {Unit::year, Count::unsaid}},
    {"yrs", {Unit::year, Count::unsaid}},
};

struct LimitWords {
  std::string_view words;
  Limit limit;
};
/// Longer ones before those that they begin with.
constexpr LimitWords kLimits[] = {
    {"within a maximum of", Limit::at_most},
    {"within no more than", Limit::at_most},
    {"within at most", Limit::at_most},
    {"within the first", Limit::at_most},
    {"within the next", Limit::at_most},
    {"within", Limit::at_most},
    {"in less than", Limit::at_most},
    {"in no more than", Limit::at_most},
    {"in under", Limit::at_most},
    {"no later than", Limit::at_most},
    {"not later than", Limit::at_most},
    {"no more than", Limit::at_most},
    {"not more than", Limit::at_most},
    {"no longer than", Limit::at_most},
    {"not longer than", Limit::at_most},
    {"not exceeding", Limit::at_most},
    {"not to exceed", Limit::at_most},
    {"a maximum of", Limit::at_most},
    {"maximum of", Limit::at_most},
    {"maximum", Limit::at_most},
    {"max", Limit::at_most},
    {"up to", Limit::at_most},
    {"at most", Limit::at_most},
    {"less than", Limit::at_most},
    {"fewer than", Limit::at_most},
    {"under", Limit::at_most},
    {"a minimum of", Limit::at_least},
    {"minimum of", Limit::at_least},
    {"minimum", Limit::at_least},
    {"min", Limit::at_least},
    {"no less than", Limit::at_least},
    {"not less than", Limit::at_least},
    {"no sooner than", Limit::at_least},
    {"not before", Limit::at_least},
    {"at least", Limit::at_least},
    {"more than", Limit::at_least},
    {"longer than", Limit::at_least},
    {"exceeding", Limit::at_least},
    {"over", Limit::at_least},
    {"<=", Limit::at_most},
    {"<", Limit::at_most},
    {"\xE2\x89\xA4", Limit::at_most},
    {">=", Limit::at_least},
    {">", Limit::at_least},
    {"\xE2\x89\xA5", Limit::at_least},
};

/// The words that limits begin with.
constexpr auto first_words() {
  std::array<std::string_view, std::size(kLimits)> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = kLimits[i].words.substr(0, kLimits[i].words.find(' '));
  return out;
}
constexpr WordList kFirstWords(first_words());

constexpr auto number_words() {
  std::array<std::string_view, std::size(kNumberWords)> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = kNumberWords[i].word;
  return out;
}
constexpr WordList kNumbers(number_words());

constexpr auto unit_words() {
  std::array<std::string_view, std::size(kUnits)> out{};
  for (std::size_t i = 0; i < out.size(); ++i) out[i] = kUnits[i].word;
  return out;
}
constexpr WordList kUnitWords(unit_words());

constexpr std::array<std::string_view, 7> kUnitTexts{"seconds", "minutes", "hours", "days", "weeks", "months", "years"};

/// The fewest and most days that `months` months in a row may have.
struct Days {
  std::uint64_t fewest;
  std::uint64_t most;
};
constexpr Days days_of_months(std::uint64_t months) {
  constexpr std::array<unsigned, 12> days{31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  const std::uint64_t years = months / 12;
  const std::uint64_t rest = months % 12;
  Days out{1000, 0};
  for (std::size_t begin = 0; begin < 12; ++begin) {
    std::uint64_t sum = 0;
    bool february = false;
    for (std::size_t i = 0; i < rest; ++i) {
      sum += days[(begin + i) % 12];
      february = february || (begin + i) % 12 == 1;
    }
    out.fewest = std::min(out.fewest, sum);
    out.most = std::max(out.most, sum + (february ? 1 : 0));
  }
  return {out.fewest + years * 365, out.most + years * 366};
}
static_assert(days_of_months(1).fewest == 28 && days_of_months(1).most == 31);
static_assert(days_of_months(2).fewest == 59 && days_of_months(2).most == 62);
static_assert(days_of_months(12).fewest == 365 && days_of_months(12).most == 366);

/// The hours of so many thousandths of a unit.
double hours_of(std::uint64_t number, Unit unit, Count count, bool most) {
  const double value = static_cast<double>(number) / static_cast<double>(kThousand);
  const auto working_days = [](double days) { return 24 * (days + 2 * std::ceil(days / 5)); };
  const bool working = count == Count::working && most;
  switch (unit) {
    case Unit::second:
      return value / 3600;
    case Unit::minute:
      return value / 60;
    case Unit::hour:
      return working ? working_days(std::ceil(value / 8)) : value;
    case Unit::day:
      return working ? working_days(value) : value * 24;
    case Unit::week:
      return value * 24 * 7;
    case Unit::month: {
      const Days whole = days_of_months(number / kThousand);
      const double rest = static_cast<double>(number % kThousand) / static_cast<double>(kThousand);
      return 24 * (static_cast<double>(most ? whole.most : whole.fewest) + rest * (most ? 31 : 28));
    }
    case Unit::year:
      break;
  }
  return value * 24 * (most ? 366 : 365);
}

std::string number_text(std::uint64_t number) {
  std::string out = std::to_string(number / kThousand);
  if (const auto rest = number % kThousand; rest > 0) {
    std::string decimals = std::to_string(rest + kThousand).substr(1);
    while (decimals.back() == '0') decimals.pop_back();
    out += "." + decimals;
  }
  return out;
}

/// The place behind `words` at `at`: one space in them stands for any white space, letters in any case. Nothing if they do not
/// stand there.
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

/// A number in digits, with up to three decimals.
std::optional<Reading<std::uint64_t>> digits_at(std::string_view text, std::size_t at) {
  const auto whole = number_at(text, at);
  if (!whole || whole->value > kMost / kThousand) return std::nullopt;
  std::uint64_t value = whole->value * kThousand;
  std::size_t end = whole->end;
  if (byte_at(text, end) == '.' && is_digit(byte_at(text, end + 1))) {
    const auto decimals = number_at(text, end + 1);
    if (!decimals || decimals->end - end - 1 > 3) return std::nullopt;
    std::uint64_t part = decimals->value;
    for (std::size_t i = decimals->end - end - 1; i < 3; ++i) part *= 10;
    value += part;
    end = decimals->end;
    if (byte_at(text, end) == '.' && is_digit(byte_at(text, end + 1))) return std::nullopt;
  }
  return Reading<std::uint64_t>{value, end};
}

/// A number in words up to 999: "ninety", "twenty-four", "one hundred and eighty".
std::optional<Reading<std::uint64_t>> words_at(std::string_view text, std::size_t at, bool article) {
  std::uint64_t sum = 0;
  std::size_t end = at;
  std::size_t place = at;
  bool tens = false;
  bool hundred = false;
  for (int words = 0; words < 5; ++words) {
    const std::string_view word = letters_at(text, place, 10);
    if (word.empty()) break;
    if (is_the_word(word, "hundred")) {
      if (hundred || sum == 0 || sum > 9) break;
      sum *= 100;
      hundred = true;
      end = place + word.size();
    } else if (hundred && is_the_word(word, "and")) {
      // Counts if a number follows.
    } else {
      const auto value = number_named(word);
      const bool is_article = word.size() <= 2 && value;
      if (!value || (is_article && (!article || words > 0))) break;
      const bool continues = words == 0 || (hundred && sum % 100 == 0) || (tens && *value < 10);
      if (!continues || (is_article && hundred)) break;
      sum += *value;
      tens = *value >= 20;
      end = place + word.size();
      if (is_article) break;
    }
    std::size_t next = place + word.size();
    if (is_word(byte_at(text, next))) return std::nullopt;
    const std::size_t dash = dash_at(text, next);
    const std::size_t space = skip_space(text, next);
    if (dash > 0 && is_letter(byte_at(text, next + dash))) {
      // Hyphens join tens and units only; in "two-day" a unit follows.
      if (!tens) break;
      next += dash;
    } else if (space > next) {
      next = space;
    } else {
      break;
    }
    place = next;
  }
  if (end == at || sum == 0) return std::nullopt;
  return Reading<std::uint64_t>{sum * kThousand, end};
}

/// A number in digits or words, perhaps again in parentheses: "ninety (90)", "90 (ninety)".
std::optional<Reading<std::uint64_t>> quantity_at(std::string_view text, std::size_t at, bool article) {
  auto number = is_digit(byte_at(text, at)) ? digits_at(text, at) : words_at(text, at, article);
  if (!number) return std::nullopt;
  const std::size_t open = skip_space(text, number->end);
  if (byte_at(text, open) == '(') {
    const auto again = is_digit(byte_at(text, open + 1)) ? digits_at(text, open + 1) : words_at(text, open + 1, false);
    if (again && byte_at(text, again->end) == ')') {
      // Where words and digits differ, the digits are what a reader acts on.
      if (is_digit(byte_at(text, open + 1))) number->value = again->value;
      number->end = again->end + 1;
    }
  }
  return number;
}

/// The place of the second number of a range behind `at`, or nothing. `between` demands "and".
std::optional<std::size_t> range_at(std::string_view text, std::size_t at, bool between) {
  const std::size_t place = skip_space(text, at);
  if (between) {
    const auto behind = behind_words(text, place, "and");
    return behind ? std::optional(skip_space(text, *behind)) : std::nullopt;
  }
  if (const std::size_t dash = dash_at(text, place)) {
    const std::size_t next = skip_space(text, place + dash);
    return is_alnum(byte_at(text, next)) ? std::optional(next) : std::nullopt;
  }
  const char first_letter = lower(byte_at(text, place));
  if (first_letter != 't' && first_letter != 'o') return std::nullopt;
  for (const std::string_view word : {"to", "through", "or"}) {
    if (const auto behind = behind_words(text, place, word); behind && place > at) return skip_space(text, *behind);
  }
  return std::nullopt;
}

/// What is counted, and the unit: "calendar days", "business-days", "h".
std::optional<Reading<UnitWord>> unit_at(std::string_view text, std::size_t at, bool in_words) {
  struct CountWord {
    std::string_view word;
    Count count;
  };
  constexpr CountWord counts[] = {{"working", Count::working},      {"business", Count::working}, {"work", Count::working},
                                  {"banking", Count::working},      {"bank", Count::working},     {"calendar", Count::calendar},
                                  {"consecutive", Count::calendar}, {"natural", Count::calendar}, {"elapsed", Count::calendar}};
  Count said = Count::unsaid;
  std::size_t place = skip_space(text, at);
  if (!is_letter(byte_at(text, place)) && place > at) return std::nullopt;
  // "90-day embargo"
  if (const std::size_t dash = dash_at(text, place); dash > 0 && place == at) place += dash;
  for (const CountWord& count : counts) {
    if (lower(byte_at(text, place)) != count.word.front()) continue;
    if (const auto behind = behind_words(text, place, count.word)) {
      said = count.count;
      place = skip_space(text, *behind + dash_at(text, *behind));
      break;
    }
  }
  const std::string_view word = letters_at(text, place, 8);
  const auto unit = unit_named(word);
  if (!unit) return std::nullopt;
  if (word.size() == 1) {
    // "72h" and "90d", but neither "3D", "5 D" nor "five h".
    const bool two_or_three = at > 0 && (text[at - 1] == '2' || text[at - 1] == '3') && !is_digit(byte_before(text, at - 1));
    if (in_words || place > at + 1 || (word[0] != 'h' && place > at) || (is_upper(word[0]) && word[0] != 'H') ||
        (word[0] == 'd' && two_or_three))
      return std::nullopt;
  }
  const std::size_t end = place + word.size();
  if (is_word(byte_at(text, end))) return std::nullopt;
  return Reading<UnitWord>{{unit->unit, said == Count::unsaid ? unit->count : said}, end};
}

/// "24 hours a day", "5 days per week", "7 days a week": how often, not how long.
bool is_rate(std::string_view text, std::size_t at) {
  if (byte_at(text, at) == '/') return is_letter(byte_at(text, at + 1));
  const std::size_t place = skip_space(text, at);
  if (place == at || !is_letter(byte_at(text, place))) return false;
  for (const std::string_view word : {"a", "an", "per", "each", "every"}) {
    if (const auto behind = behind_words(text, place, word)) {
      const std::size_t next = skip_space(text, *behind);
      return next > *behind && unit_named(letters_at(text, next, 8)).has_value();
    }
  }
  return false;
}

/// The place behind "or less", "or sooner", "or more" and the like at `at`, with what it says; `at` if there is none.
std::size_t tail_limit(std::string_view text, std::size_t at, Limit& limit) {
  const std::size_t place = skip_space(text, at);
  if (place == at || lower(byte_at(text, place)) != 'o') return at;
  for (const LimitWords& tail : {LimitWords{"or less", Limit::at_most}, LimitWords{"or sooner", Limit::at_most},
                                 LimitWords{"or fewer", Limit::at_most}, LimitWords{"or faster", Limit::at_most},
                                 LimitWords{"or more", Limit::at_least}, LimitWords{"or longer", Limit::at_least}}) {
    if (const auto behind = behind_words(text, place, tail.words)) {
      limit = tail.limit;
      return *behind;
    }
  }
  return at;
}

/// P90D, PT72H, P2W.
std::optional<Reading<Duration>> iso_at(std::string_view text, std::size_t at) {
  if (byte_at(text, at) != 'P' || is_word(byte_before(text, at))) return std::nullopt;
  const bool clock = byte_at(text, at + 1) == 'T';
  const auto number = digits_at(text, at + (clock ? 2 : 1));
  if (!number) return std::nullopt;
  Duration out;
  out.low = out.high = number->value;
  const char unit = byte_at(text, number->end);
  if (unit == 'H' && clock) {
    out.unit = Unit::hour;
  } else if (unit == 'M') {
    out.unit = clock ? Unit::minute : Unit::month;
  } else if (unit == 'S' && clock) {
    out.unit = Unit::second;
  } else if (unit == 'D' && !clock) {
    out.unit = Unit::day;
  } else if (unit == 'W' && !clock) {
    out.unit = Unit::week;
  } else if (unit == 'Y' && !clock) {
    out.unit = Unit::year;
  } else {
    return std::nullopt;
  }
  if (is_word(byte_at(text, number->end + 1))) return std::nullopt;
  return Reading<Duration>{out, number->end + 1};
}

}  // namespace

double Duration::lower_hours() const { return limit == Limit::at_most ? 0 : hours_of(low, unit, count, false); }

double Duration::upper_hours() const {
  return limit == Limit::at_least ? std::numeric_limits<double>::infinity() : hours_of(high, unit, count, true);
}

std::string Duration::canonical() const {
  constexpr std::array<std::string_view, 4> limits{"", "within ", "at least ", "T+"};
  constexpr std::array<std::string_view, 3> counts{"", "calendar ", "working "};
  std::string out(limits[static_cast<std::size_t>(limit)]);
  out += number_text(low);
  if (high != low) out += "-" + number_text(high);
  out += ' ';
  out += counts[static_cast<std::size_t>(count)];
  std::string_view text = kUnitTexts[static_cast<std::size_t>(unit)];
  if (high == kThousand) text.remove_suffix(1);
  return out += text;
}

std::optional<UnitWord> unit_named(std::string_view word) {
  const std::size_t found = kUnitWords.index_of(word);
  return found < std::size(kUnits) ? std::optional(kUnits[found].unit) : std::nullopt;
}

std::optional<unsigned> number_named(std::string_view word) {
  if (is_the_word(word, "a") || is_the_word(word, "an")) return 1;
  const std::size_t found = kNumbers.index_of(word);
  return found < std::size(kNumberWords) ? std::optional(kNumberWords[found].value) : std::nullopt;
}

bool begins_duration(std::string_view word) {
  return kFirstWords.has(word) || number_named(word).has_value() || is_the_word(word, "between");
}

std::optional<Reading<Duration>> duration_at(std::string_view text, std::size_t at) {
  if (at >= text.size() || (is_word(text[at]) && is_word(byte_before(text, at)))) return std::nullopt;
  if (auto found = iso_at(text, at)) return found;
  Duration out;
  std::size_t place = at;
  bool between = false;
  if ((text[at] == 'T' || text[at] == 'D' || text[at] == 't') && (byte_at(text, at + 1) == '+' || byte_at(text, at + 2) == '+')) {
    const std::size_t plus = skip_space(text, at + 1);
    if (byte_at(text, plus) != '+') return std::nullopt;
    out.limit = Limit::after;
    place = skip_space(text, plus + 1);
  } else if (const auto behind = behind_words(text, at, "between")) {
    between = true;
    place = skip_space(text, *behind);
  } else if (!is_digit(text[at])) {
    const char first_letter = lower(text[at]);
    for (const LimitWords& limit : kLimits) {
      if (first_letter != limit.words.front()) continue;
      if (const auto after = behind_words(text, at, limit.words)) {
        out.limit = limit.limit;
        place = skip_space(text, *after);
        // "max. 5 days", "minimum: 5 days"
        if (byte_at(text, *after) == '.' || byte_at(text, *after) == ':') place = skip_space(text, *after + 1);
        break;
      }
    }
  }
  const bool article = out.limit != Limit::exact;
  const bool in_words = !is_digit(byte_at(text, place));
  const auto first = quantity_at(text, place, article);
  if (!first) return std::nullopt;
  out.low = out.high = first->value;
  std::size_t end = first->end;
  if (byte_at(text, end) == '+' && out.limit == Limit::exact) {
    out.limit = Limit::at_least;
    ++end;
  }
  // "30 days to 60 days" has the unit twice.
  const auto own_unit = unit_at(text, end, in_words);
  if (const auto second_place = range_at(text, own_unit ? own_unit->end : end, between)) {
    const bool second_in_words = !is_digit(byte_at(text, *second_place));
    const auto second = quantity_at(text, *second_place, false);
    const auto second_unit = second ? unit_at(text, second->end, second_in_words) : std::nullopt;
    if (second_unit && second->value > out.low && !is_rate(text, second_unit->end) &&
        (!own_unit || own_unit->value.unit == second_unit->value.unit)) {
      out.high = second->value;
      out.unit = second_unit->value.unit;
      out.count = second_unit->value.count;
      return Reading<Duration>{out, second_unit->end};
    }
  }
  if (between) return std::nullopt;
  if (own_unit) {
    out.unit = own_unit->value.unit;
    out.count = own_unit->value.count;
    end = own_unit->end;
  } else if (out.limit == Limit::after) {
    out.unit = Unit::day;  // "T+14" counts days
    if (is_word(byte_at(text, end)) || (byte_at(text, end) == '.' && is_digit(byte_at(text, end + 1)))) return std::nullopt;
  } else {
    return std::nullopt;
  }
  if (is_rate(text, end)) return std::nullopt;
  if (out.limit == Limit::exact) end = tail_limit(text, end, out.limit);
  return Reading<Duration>{out, end};
}

std::optional<Duration> parse_duration(std::string_view text) {
  const auto found = duration_at(text, 0);
  if (!found || found->end != text.size()) return std::nullopt;
  return found->value;
}

}  // namespace crosswalk::artifacts::time
