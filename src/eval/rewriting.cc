// SPDX-License-Identifier: Apache-2.0
#include "eval/rewriting.h"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "eval/grammar.h"
#include "eval/wordings.h"

namespace crosswalk::eval {
namespace {

/// The form that stands in for one without wordings of its own.
std::optional<Form> instead_of(Form form) {
  switch (form) {
    case Form::fact:
    case Form::command:
    case Form::account:
      return Form::statement;
    case Form::long_fact:
      return Form::fact;
    case Form::guidance:
      return Form::command;
    case Form::ban:
      return Form::statement;
    case Form::item:
    case Form::phrase:
      return Form::fragment;
    case Form::short_item:
      return Form::phrase;
    default:
      return std::nullopt;
  }
}

std::string_view choose(Mutation as, Form form, Wordings set, std::uint64_t seed) {
  for (std::optional<Form> now = form; now; now = instead_of(*now)) {
    std::vector<std::string_view> fitting;
    for (const Wording& wording : wordings(set)) {
      if (wording.as == as && wording.form == *now) fitting.push_back(wording.text);
    }
    if (!fitting.empty()) return fitting[seed % fitting.size()];
  }
  return "{S}";
}

/// The wording with its parts filled in.
struct Parts {
  std::string inner, bare, act, label, value, maker;
};
std::string filled(std::string_view wording, const Parts& parts) {
  std::string out;
  for (std::size_t i = 0; i < wording.size(); ++i) {
    if (wording[i] != '{' || i + 2 >= wording.size() || wording[i + 2] != '}') {
      out += wording[i];
      continue;
    }
    switch (wording[i + 1]) {
      case 's':
      case 'f':
        out += parts.inner;
        break;
      case 'S':
      case 'F':
        out += parts.bare;
        break;
      case 'a':
        out += parts.act;
        break;
      case 'l':
        out += parts.label;
        break;
      case 'v':
        out += parts.value;
        break;
      default:
        out += parts.maker;
    }
    i += 2;
  }
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// What one word without punctuation around it is, as blank() names it; empty where it is nothing particular.
std::string_view kind_of_blank(std::string_view word) {
  const std::size_t at = word.find('@');
  if (at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos) return "mail";
  if (word.find("://") != std::string_view::npos || word.starts_with("www.")) return "link";
  if (word.starts_with("CVSS:")) return "vector";
  if (word.starts_with("CVE-") || word.starts_with("GHSA-")) return "identifier";
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
  const auto dots = static_cast<std::size_t>(std::count(word.begin(), word.end(), '.'));
  const auto dashes = static_cast<std::size_t>(std::count(word.begin(), word.end(), '-'));
  if (digits == 0 || !(is_digit(word[0]) || (word[0] == 'v' && word.size() > 1 && is_digit(word[1])))) return {};
  if (digits == 8 && dashes == 2 && word.size() == 10) return "date";
  if (dots > 0 && std::none_of(word.begin(), word.end(), [](char c) { return c == '/' || c == '%'; })) return "version";
  if (digits == word.size()) return "number";
  return {};
}

/// The passage with blanks for what is particular in it; nothing where nothing is.
std::optional<std::string> with_blanks(std::string_view passage, Wordings set) {
  static const std::set<std::string_view> numerals{"one", "two",    "three",    "four",   "five",  "six",   "seven",
                                                   "ten", "twelve", "fourteen", "thirty", "sixty", "ninety"};
  static const std::set<std::string_view> units{"hour",  "hours",  "day",      "days",    "week",    "weeks",
                                                "month", "months", "business", "working", "calendar"};
  std::string out;
  bool any = false;
  const std::vector<std::string_view> words = base::split(passage, ' ');
  for (std::size_t i = 0; i < words.size(); ++i) {
    std::string_view word = words[i];
    std::size_t begin = 0;
    std::size_t end = word.size();
    while (begin < end && !is_letter(word[begin]) && !is_digit(word[begin])) ++begin;
    while (end > begin && !is_letter(word[end - 1]) && !is_digit(word[end - 1])) --end;
    const std::string_view core = word.substr(begin, end - begin);
    // The number of a standard is its name.
    static const std::set<std::string_view> named{"IEC", "ISO", "ISO/IEC", "EN",   "NIST", "SP",    "CR",
                                                  "SR",  "RFC", "ANSI",    "AAMI", "TIR",  "PKCS#1"};
    const bool name = i > 0 && named.contains(words[i - 1]);
    std::string_view kind = core.empty() || name ? std::string_view() : kind_of_blank(core);
    const std::string_view next = i + 1 < words.size() ? words[i + 1] : std::string_view();
    const bool of_time = units.contains(next.substr(0, next.find_first_of(".,;:)")));
    if (kind.empty() && of_time && numerals.contains(core)) kind = "number";
    // Other numbers are counted, or name chapters, tickets and ports: a blank there leaves nothing open that matters.
    if (kind == "number" && !of_time) kind = {};
    if (i > 0) out += ' ';
    if (kind.empty()) {
      out += word;
      continue;
    }
    any = true;
    out += word.substr(0, begin);
    out += kind == "identifier" ? std::string(core.substr(0, core.find('-'))) + "-XXXX-XXXX" : std::string(blank(set, kind));
    out += word.substr(end);
  }
  if (!any) return std::nullopt;
  return out;
}

/// What a sentence ends with once something stands around it: the lead-in of a list is none any more.
std::string ending(std::string after) {
  for (char& c : after) {
    if (c == ':' || c == ';' || c == ',') c = '.';
  }
  return after;
}

std::string rewritten_value(std::string_view value, std::string_view label, Mutation as, Place place, std::uint64_t seed) {
  Parts parts;
  parts.value = value;
  parts.label = label.empty() ? "value" : with_small_letter(label);
  parts.maker = makers(place.wordings)[seed % makers(place.wordings).size()];
  std::string out;
  const bool quoted = value.size() > 1 && std::string_view("\"'[{").find(value.front()) != std::string_view::npos;
  if (place.code || quoted) {
    // The quotes and the comma of a line of code stay where they are.
    std::size_t begin = 0;
    std::size_t end = value.size();
    while (begin < end && std::string_view("\"'[{").find(value[begin]) != std::string_view::npos) ++begin;
    while (end > begin && std::string_view("\"']},").find(value[end - 1]) != std::string_view::npos) --end;
    if (as == Mutation::third_party) return std::string(value) + "  # " + filled(comment_on_others(place.wordings), parts);
    parts.value = value.substr(begin, end - begin);
    return std::string(value.substr(0, begin)) + filled(choose(as, Form::value, place.wordings, seed), parts) +
           std::string(value.substr(end));
  }
  // What is added to a value stands before its full stop.
  std::string end;
  while (!parts.value.empty() && (parts.value.back() == '.' || parts.value.back() == ';' || parts.value.back() == ',')) {
    end.insert(0, 1, parts.value.back());
    parts.value.pop_back();
  }
  return filled(choose(as, Form::value, place.wordings, seed), parts) + end;
}

}  // namespace

std::string rewritten(std::string_view passage, Mutation as, Place place, std::uint64_t seed) {
  // The marks of a comment or of an item that the format knows nothing of.
  for (const std::string_view mark : {"// ", "# ", "-- ", "- ", "* ", "> "}) {
    if (passage.starts_with(mark) && passage.size() > mark.size()) {
      place.code = false;
      return std::string(mark) + rewritten(passage.substr(mark.size()), as, place, seed);
    }
  }
  const Sentence sentence(passage);
  const bool whole = !place.code && sentence.shape() != Shape::fragment;
  if (!whole) {
    if (place.cell && !place.code) return rewritten_value(passage, {}, as, place, seed);
    if (const auto labelled = labelled_value(passage)) {
      return labelled->label + labelled->sign + rewritten_value(labelled->value, labelled->label, as, place, seed);
    }
  }
  if (as == Mutation::placeholder) {
    if (auto open = with_blanks(passage, place.wordings)) return *open;
    if (whole && sentence.of_us())
      return sentence.before() + sentence.of_other(blank(place.wordings, "company")) + sentence.after();
  }

  Parts parts;
  parts.inner = sentence.inner();
  parts.bare = sentence.bare();
  parts.maker = makers(place.wordings)[(seed / 7) % makers(place.wordings).size()];
  if (whole && as == Mutation::third_party) {
    parts.bare = sentence.of_other(parts.maker);
    parts.inner = with_small_letter(parts.bare);
  }
  if (const auto act = sentence.act()) {
    parts.act = as == Mutation::third_party ? Sentence(*act).of_other("it") : *act;
    if (as == Mutation::reporter) parts.act = Sentence::turned(*act);
  }
  // A third of what has a form of its own gets a wording around it all the same.
  const bool plain = seed % 3 != 0 && place.wordings == Wordings::everyday;
  const std::uint64_t other = seed / 3;
  std::string out;
  if (sentence.shape() == Shape::fragment) {
    const bool brief = std::count(parts.bare.begin(), parts.bare.end(), ' ') < 6;
    const Form form = place.information ? (brief ? Form::short_item : Form::item) : (brief ? Form::phrase : Form::fragment);
    out = filled(choose(as, form, place.wordings, other), parts);
    return with_large_letter(sentence.before() + out + ending(sentence.after()));
  }
  if (sentence.shape() == Shape::command) {
    if (as == Mutation::denied && !place.information && place.wordings == Wordings::everyday) {
      if (const auto denied = sentence.denied()) return *denied;
    }
    Form form = place.information ? Form::guidance : Form::command;
    if (parts.act.empty()) form = Form::ban;
    if (as == Mutation::placeholder) form = Form::statement;
    out = filled(choose(as, form, place.wordings, other), parts);
  } else {
    if (!place.information) {
      if (as == Mutation::denied && plain) {
        if (const auto denied = sentence.denied()) return *denied;
      }
      if (as == Mutation::planned && plain) {
        if (const auto intended = sentence.intended()) return *intended;
      }
    }
    if (as == Mutation::reporter && sentence.of_us() && !parts.act.empty()) {
      const auto requests = asked_of_reporters(place.wordings);
      out = filled(requests[other % requests.size()], parts);
    } else {
      // "whether" wants the main clause right behind it.
      Form form = place.information ? Form::fact : sentence.of_the_past() ? Form::account : Form::statement;
      if (sentence.has_lead() && (place.information || as == Mutation::reporter)) form = Form::long_fact;
      out = filled(choose(as, form, place.wordings, other), parts);
    }
  }
  return sentence.before() + with_large_letter(out) + ending(sentence.after());
}

}  // namespace crosswalk::eval
