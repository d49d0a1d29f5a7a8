// SPDX-License-Identifier: Apache-2.0
#include "retrieval/words.h"

#include <algorithm>
#include <array>
#include <vector>

namespace crosswalk::retrieval {
namespace {

bool is_letter(char c) { return c >= 'a' && c <= 'z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_vowel(char c) { return c == 'a' || c == 'e' || c == 'i' || c == 'o' || c == 'u' || c == 'y'; }
/// Bytes of words: other letters than those of ASCII are part of them too.
bool is_word_byte(char c) { return is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80; }

/// An ending, what stands for it, and how many letters have to be left before it.
struct Ending {
  std::string_view ending;
  std::string_view instead;
  std::size_t least;
};

// Longer ones first; taken off until none fits.
constexpr std::array<Ending, 43> endings{{
    {"izations", "", 4},   {"isations", "", 4}, {"ization", "", 4}, {"isation", "", 4}, {"ication", "", 4}, {"ability", "abl", 3},
    {"ibility", "ibl", 3}, {"ational", "", 4},  {"fulness", "", 4}, {"iveness", "", 4}, {"ation", "", 4},   {"ators", "", 4},
    {"ement", "", 4},      {"izing", "", 4},    {"ising", "", 4},   {"ator", "", 4},    {"ment", "", 4},    {"ness", "", 4},
    {"ance", "", 4},       {"ence", "", 4},     {"able", "abl", 3}, {"ible", "ibl", 3}, {"ized", "", 4},    {"ised", "", 4},
    {"ical", "ic", 3},     {"ying", "", 3},     {"ory", "", 4},     {"ity", "", 4},     {"ing", "", 3},     {"ize", "", 4},
    {"ise", "", 4},        {"ied", "y", 2},     {"ate", "", 4},     {"ure", "", 4},     {"ion", "", 4},     {"ed", "", 3},
    {"er", "", 4},         {"or", "", 4},       {"al", "", 4},      {"ly", "", 3},      {"ic", "", 5},      {"e", "", 3},
    {"y", "", 4},
}};

/// Words whose forms are too short, or too unlike, for the endings.
constexpr std::array<std::array<std::string_view, 2>, 50> irregular{{
    {"used", "use"},
    {"uses", "use"},
    {"using", "use"},
    {"user", "use"},
    {"users", "use"},
    {"usage", "use"},
    {"told", "tell"},
    {"tells", "tell"},
    {"telling", "tell"},
    {"said", "say"},
    {"says", "say"},
    {"sent", "send"},
    {"sends", "send"},
    {"sending", "send"},
    {"kept", "keep"},
    {"keeps", "keep"},
    {"made", "make"},
    {"making", "make"},
    {"makes", "make"},
    {"given", "give"},
    {"gives", "give"},
    {"gave", "give"},
    {"giving", "give"},
    {"written", "write"},
    {"wrote", "write"},
    {"writing", "write"},
    {"writes", "write"},
    {"chosen", "choose"},
    {"left", "leave"},
    {"leaves", "leave"},
    {"decision", "decid"},
    {"decisions", "decid"},
    {"resolution", "resolv"},
    {"resolutions", "resolv"},
    {"resolved", "resolv"},
    {"solution", "solv"},
    {"solutions", "solv"},
    {"removal", "remov"},
    {"analysis", "analy"},
    {"analyses", "analy"},
    {"analyse", "analy"},
    {"analyze", "analy"},
    {"analysed", "analy"},
    {"analyzed", "analy"},
    {"description", "describ"},
    {"descriptions", "describ"},
    {"authority", "authority"},
    {"authorities", "authority"},
    {"party", "party"},
    {"parties", "party"},
}};

constexpr std::array<std::string_view, 143> stop_words{
    "a",      "about",   "above", "after",   "again", "all",     "also",  "am",     "an",      "and",     "any",     "are",
    "as",     "at",      "be",    "because", "been",  "before",  "being", "below",  "between", "both",    "but",     "by",
    "can",    "cannot",  "could", "did",     "do",    "does",    "doing", "done",   "down",    "each",    "either",  "else",
    "etc",    "every",   "few",   "for",     "from",  "further", "had",   "has",    "have",    "having",  "he",      "her",
    "here",   "hers",    "him",   "his",     "how",   "i",       "if",    "in",     "into",    "is",      "it",      "its",
    "itself", "just",    "may",   "me",      "might", "more",    "most",  "must",   "my",      "neither", "no",      "nor",
    "not",    "now",     "of",    "off",     "on",    "once",    "only",  "or",     "other",   "our",     "ours",    "out",
    "over",   "own",     "per",   "said",    "same",  "shall",   "she",   "should", "so",      "some",    "such",    "than",
    "that",   "the",     "their", "them",    "then",  "there",   "these", "they",   "this",    "those",   "through", "thus",
    "to",     "too",     "under", "until",   "up",    "upon",    "us",    "very",   "via",     "was",     "we",      "were",
    "what",   "when",    "where", "whether", "which", "while",   "who",   "whom",   "whose",   "why",     "will",    "with",
    "within", "without", "would", "yet",     "you",   "your",    "yours", "exist",  "exists",  "let",     "one"};

constexpr std::array<std::string_view, 9> units{"hour", "hours", "day", "days", "week", "weeks", "month", "months", "year"};
constexpr std::array<std::string_view, 14> numbers{"one",   "two",  "three", "four",   "five",   "six",   "seven",
                                                   "eight", "nine", "ten",   "twelve", "thirty", "sixty", "ninety"};
constexpr std::array<std::string_view, 22> months{
    "january", "february", "march", "april", "june", "july", "august", "september", "october", "november", "december",
    "jan",     "feb",      "mar",   "apr",   "jun",  "jul",  "aug",    "sep",       "oct",     "nov",      "dec"};

template <std::size_t n>
bool holds(const std::array<std::string_view, n>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

bool is_number(std::string_view word) { return !word.empty() && std::all_of(word.begin(), word.end(), is_digit); }

/// One taken off; false where none fits.
bool take_off(std::string& word) {
  for (const Ending& one : endings) {
    if (!word.ends_with(one.ending) || word.size() - one.ending.size() < one.least) continue;
    const std::size_t left = word.size() - one.ending.size();
    if (one.ending == "ion" && word[left - 1] != 't' && word[left - 1] != 's') continue;
    if (std::none_of(word.begin(), word.begin() + static_cast<std::ptrdiff_t>(left), is_vowel)) continue;
    word.resize(left);
    word += one.instead;
    // "mitigat-ing" as "mitigate", "configur-ation" as "configure".
    const bool verb = one.ending == "ing" || one.ending == "ed" || one.ending == "ation" || one.ending == "able";
    if (verb && word.size() >= 6 && (word.ends_with("at") || word.ends_with("ur"))) word.resize(word.size() - 2);
    // "running", "stopped"
    const std::size_t size = word.size();
    if ((one.ending == "ing" || one.ending == "ed" || one.ending == "er") && size > 3 && word[size - 1] == word[size - 2] &&
        !is_vowel(word[size - 1]) && word[size - 1] != 'l' && word[size - 1] != 's' && word[size - 1] != 'z') {
      word.pop_back();
    }
    return word.size() > one.instead.size();
  }
  return false;
}

void take_off_plural(std::string& word) {
  const auto ends = [&](std::string_view ending) { return word.ends_with(ending); };
  if (word.size() < 4 || !ends("s") || ends("ss") || ends("us") || ends("is")) return;
  if (ends("ies") && word.size() > 4) {
    word.resize(word.size() - 3);
    word += 'y';
  } else if (ends("sses") || ends("xes") || ends("ches") || ends("shes") || ends("zzes")) {
    word.resize(word.size() - 2);
  } else {
    word.pop_back();
  }
}

/// A piece between white space, without marks at its ends.
std::string_view bare(std::string_view piece) {
  while (!piece.empty() && !is_word_byte(piece.front())) piece.remove_prefix(1);
  while (!piece.empty() && !is_word_byte(piece.back())) piece.remove_suffix(1);
  return piece;
}

bool is_mail(std::string_view piece) {
  const std::size_t at = piece.find('@');
  return at != std::string_view::npos && at > 0 && piece.find('.', at) != std::string_view::npos;
}

bool is_link(std::string_view piece) { return piece.find("://") != std::string_view::npos || piece.starts_with("www."); }

/// "2.4", "3.1.x", "v12"
bool is_version(std::string_view piece) {
  const bool marked = piece.size() > 1 && piece.front() == 'v' && is_digit(piece[1]);
  if (marked) piece.remove_prefix(1);
  if (piece.empty() || !is_digit(piece.front())) return false;
  int points = 0;
  for (std::size_t i = 0; i < piece.size(); ++i) {
    if (piece[i] == '.') {
      ++points;
    } else if (!is_digit(piece[i]) && piece[i] != 'x' && piece[i] != '*') {
      return false;
    }
  }
  return marked || points > 0;
}

/// "2026-01-31", "31/01/2026", but no number of a standard as "81001-5-1".
bool is_date(std::string_view piece) {
  if (piece.size() < 8 || piece.size() > 10) return false;
  std::array<int, 3> digits{};
  std::size_t part = 0;
  for (const char c : piece) {
    if (is_digit(c)) {
      ++digits[part];
    } else if ((c != '-' && c != '/' && c != '.') || ++part == digits.size()) {
      return false;
    }
  }
  const auto day_or_month = [](int count) { return count == 1 || count == 2; };
  return part == 2 && day_or_month(digits[1]) &&
         ((digits[0] == 4 && day_or_month(digits[2])) || (day_or_month(digits[0]) && (digits[2] == 4 || digits[2] == 2)));
}

}  // namespace

std::string stem(std::string_view word) {
  const auto known = std::find_if(irregular.begin(), irregular.end(), [&](const auto& one) { return one[0] == word; });
  if (known != irregular.end()) return std::string((*known)[1]);
  std::string out(word);
  if (word.size() < 4 || !std::all_of(word.begin(), word.end(), is_letter)) return out;
  take_off_plural(out);
  while (out.size() >= 4 && take_off(out)) {
  }
  return out;
}

bool is_stop_word(std::string_view word) { return holds(stop_words, word); }

void for_each_term(std::string_view text, const std::function<void(std::string_view)>& tell) {
  // Words since the last number.
  int since_number = 100;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ' || text[at] == '\n') {
      ++at;
      continue;
    }
    std::size_t stop = at;
    while (stop < text.size() && text[stop] != ' ' && text[stop] != '\n') ++stop;
    const std::string_view piece = bare(text.substr(at, stop - at));
    at = stop;
    if (piece.empty()) continue;
    if (is_link(piece)) tell("#link");
    if (is_mail(piece)) tell("#mail");
    if (is_date(piece)) tell("#date");
    if (is_version(piece)) {
      tell("#version");
      tell(piece);
      since_number = 0;
      continue;
    }
    // A long run without a space is no prose: what it begins with is enough.
    constexpr std::size_t longest = 200;
    const std::string_view part = piece.substr(0, longest);
    for (std::size_t i = 0; i < part.size();) {
      if (!is_word_byte(part[i])) {
        ++i;
        continue;
      }
      std::size_t end = i;
      while (end < part.size() && is_word_byte(part[end])) ++end;
      const std::string_view word = part.substr(i, end - i);
      i = end;
      if (is_number(word) || holds(numbers, word)) {
        since_number = 0;
      } else {
        ++since_number;
      }
      // "90 days", "five working days"
      if (since_number <= 2 && holds(units, word)) tell("#time");
      if (holds(months, word)) tell("#date");
      if (is_stop_word(word) || (word.size() == 1 && !is_digit(word[0]))) continue;
      tell(stem(word));
    }
  }
}

void for_each_asked_term(std::string_view question, const std::function<void(std::string_view)>& tell) {
  struct Kind {
    std::string_view asked;
    std::vector<std::string_view> kinds;
  };
  static const std::vector<Kind> kinds{
      {"hour", {"#time"}},
      {"day", {"#time"}},
      {"week", {"#time"}},
      {"month", {"#time"}},
      {"dat", {"#date"}},
      {"date", {"#date"}},
      {"deadlin", {"#time", "#date"}},
      {"often", {"#time"}},
      {"long", {"#time"}},
      {"vers", {"#version"}},
      {"contact", {"#mail", "#link"}},
      {"addres", {"#mail", "#link"}},
      {"address", {"#mail", "#link"}},
      {"channel", {"#mail", "#link"}},
      {"report", {"#mail", "#link"}},
      {"link", {"#link"}},
      {"mail", {"#mail"}},
      {"email", {"#mail"}},
  };
  for_each_term(question, [&](std::string_view term) {
    tell(term);
    for (const Kind& kind : kinds) {
      if (kind.asked != term) continue;
      for (const std::string_view each : kind.kinds) tell(each);
    }
  });
}

void for_each_term_alike(std::string_view term, const std::function<void(std::string_view)>& tell) {
  static const std::vector<std::vector<std::string>> lists = [] {
    std::vector<std::vector<std::string>> out;
    for (const std::string_view words : {
#define CW_ALIKE(words) std::string_view(words),
#include "retrieval/thesaurus.def"
#undef CW_ALIKE
         }) {
      std::vector<std::string>& list = out.emplace_back();
      for_each_term(words, [&](std::string_view each) { list.emplace_back(each); });
    }
    return out;
  }();
  for (const std::vector<std::string>& list : lists) {
    if (std::find(list.begin(), list.end(), term) == list.end()) continue;
    for (const std::string& each : list) {
      if (each != term) tell(each);
    }
  }
}

}  // namespace crosswalk::retrieval
