// SPDX-License-Identifier: Apache-2.0
#include "eval/rewriting.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <set>
#include <utility>
#include <vector>

#include "base/text.h"
#include "eval/grammar.h"

namespace crosswalk::eval {
namespace {

/// What a wording is made for.
enum class Form : std::uint8_t {
  /// A sentence about what somebody does; {s} behind "that", {S} as it begins, {a} what is done, where "we" do it.
  statement,
  /// The same, of the past: there is no promise to be made of it.
  account,
  /// A sentence that gives information.
  fact,
  /// The same, where a clause stands before the main one.
  long_fact,
  /// A command as the thing itself ("Report it to ..."); {a} behind "to".
  command,
  /// A command as a piece of guidance.
  guidance,
  /// Commands that forbid; there is no {a}.
  ban,
  /// Text without a verb; {f} and {F}.
  fragment,
  /// The same, at most six words.
  phrase,
  /// The same as `fragment` and as `phrase`, where information is asked for.
  item,
  short_item,
  /// What stands behind a label or in a cell: {v}, and the label {l}.
  value
};

struct Wording {
  Mutation as;
  Form form;
  std::string_view text;
};

/// Wordings as people use them. {n} is a maker that does not exist.
constexpr Wording wordings[] = {
    {Mutation::denied, Form::statement, "It is not the case that {s}"},
    {Mutation::denied, Form::statement, "We do not promise that {s}"},
    {Mutation::denied, Form::statement, "There is no rule by which {s}"},
    {Mutation::denied, Form::statement, "No procedure of ours demands that {s}"},
    {Mutation::denied, Form::account, "It is not the case that {s}"},
    {Mutation::denied, Form::account, "It is not true that {s}"},
    {Mutation::denied, Form::fact, "Whether {s} is not stated in this document"},
    {Mutation::denied, Form::fact, "This document does not say whether {s}"},
    {Mutation::denied, Form::fact, "We give no information on whether {s}"},
    {Mutation::denied, Form::fact, "We do not disclose whether {s}"},
    {Mutation::denied, Form::fact, "Information on whether {s} is not available from us"},
    {Mutation::denied, Form::long_fact, "The following is not part of this document: {s}"},
    {Mutation::denied, Form::long_fact, "Not described here: {s}"},
    {Mutation::denied, Form::long_fact, "We do not publish this piece of information: {s}"},
    {Mutation::denied, Form::command, "There is no way to {a}"},
    {Mutation::denied, Form::command, "It is not possible to {a}"},
    {Mutation::denied, Form::guidance, "How to {a} is not described in this document"},
    {Mutation::denied, Form::guidance, "This document does not explain how to {a}"},
    {Mutation::denied, Form::guidance, "Instructions on how to {a} are not included"},
    {Mutation::denied, Form::guidance, "We give no guidance on how to {a}"},
    {Mutation::denied, Form::ban, "There is no rule that says: {s}"},
    {Mutation::denied, Form::ban, "No advice is given on the following: {s}"},
    {Mutation::denied, Form::fragment, "Not done: {f}"},
    {Mutation::denied, Form::fragment, "We do not have this: {f}"},
    {Mutation::denied, Form::fragment, "The following is not done: {f}"},
    {Mutation::denied, Form::phrase, "{F} – not available"},
    {Mutation::denied, Form::phrase, "{F}: not offered"},
    {Mutation::denied, Form::phrase, "Not done: {f}"},
    {Mutation::denied, Form::short_item, "{F}: not described here"},
    {Mutation::denied, Form::short_item, "{F} – no details are given"},
    {Mutation::denied, Form::short_item, "Not covered by this document: {f}"},
    {Mutation::denied, Form::item, "No information is given on this point: {f}"},
    {Mutation::denied, Form::item, "Not covered by this document: {f}"},
    {Mutation::denied, Form::item, "Details of the following are not disclosed: {f}"},
    {Mutation::denied, Form::value, "not provided"},
    {Mutation::denied, Form::value, "not stated"},
    {Mutation::denied, Form::value, "none given"},
    {Mutation::denied, Form::value, "not available"},
    {Mutation::denied, Form::value, "not disclosed"},

    {Mutation::planned, Form::statement, "It is planned that {s}"},
    {Mutation::planned, Form::statement, "From next year on, {s}"},
    {Mutation::planned, Form::statement, "Our roadmap foresees that {s}"},
    {Mutation::planned, Form::statement, "Still to be introduced: {s}"},
    {Mutation::planned, Form::statement, "A future version of this document will lay down that {s}"},
    {Mutation::planned, Form::account, "Still to be done: {s}"},
    {Mutation::planned, Form::account, "Planned for next year: {s}"},
    {Mutation::planned, Form::fact, "Whether {s} is still to be determined"},
    {Mutation::planned, Form::fact, "It has yet to be clarified whether {s}"},
    {Mutation::planned, Form::fact, "A later version of this document will say whether {s}"},
    {Mutation::planned, Form::fact, "We plan to publish whether {s}"},
    {Mutation::planned, Form::long_fact, "To be described in a later version: {s}"},
    {Mutation::planned, Form::long_fact, "This paragraph is planned for the next edition: {s}"},
    {Mutation::planned, Form::command, "In the future it will be possible to {a}"},
    {Mutation::planned, Form::command, "We plan to make it possible to {a}"},
    {Mutation::planned, Form::guidance, "How to {a} will be described in a later version of this document"},
    {Mutation::planned, Form::guidance, "A chapter on how to {a} is planned"},
    {Mutation::planned, Form::guidance, "Instructions on how to {a} are still to be written"},
    {Mutation::planned, Form::ban, "Planned as a rule for the next version: {s}"},
    {Mutation::planned, Form::ban, "Advice on this point is still to be written: {s}"},
    {Mutation::planned, Form::fragment, "Planned: {f}"},
    {Mutation::planned, Form::fragment, "Planned for next year: {f}"},
    {Mutation::planned, Form::fragment, "Still to be done: {f}"},
    {Mutation::planned, Form::phrase, "{F} (planned)"},
    {Mutation::planned, Form::phrase, "{F} – to be introduced next year"},
    {Mutation::planned, Form::phrase, "Still to be done: {f}"},
    {Mutation::planned, Form::item, "To be added in a later version: {f}"},
    {Mutation::planned, Form::item, "Still to be described: {f}"},
    {Mutation::planned, Form::short_item, "{F} – to follow in the next version"},
    {Mutation::planned, Form::short_item, "{F}: to be described later"},
    {Mutation::planned, Form::value, "to be determined"},
    {Mutation::planned, Form::value, "to be announced"},
    {Mutation::planned, Form::value, "will be added in the next version"},
    {Mutation::planned, Form::value, "still to be assessed"},
    {Mutation::planned, Form::value, "to follow later"},

    // Only where nothing in the passage can be replaced by a blank.
    {Mutation::placeholder, Form::statement, "{S} [insert details]"},
    {Mutation::placeholder, Form::statement, "{S} <complete this sentence>"},
    {Mutation::placeholder, Form::statement, "{S} [to be filled in by the author]"},
    {Mutation::placeholder, Form::statement, "{S} [describe when and how]"},
    {Mutation::placeholder, Form::fragment, "{F} [insert details]"},
    {Mutation::placeholder, Form::fragment, "{F} <fill in>"},
    {Mutation::placeholder, Form::fragment, "{F}: ________"},
    {Mutation::placeholder, Form::value, "[insert {l}]"},
    {Mutation::placeholder, Form::value, "<{l}>"},
    {Mutation::placeholder, Form::value, "[enter {l} here]"},
    {Mutation::placeholder, Form::value, "XXXX"},
    {Mutation::placeholder, Form::value, "________"},

    {Mutation::third_party, Form::statement, "{n}, a competitor of ours, says of its own product that {s}"},
    {Mutation::third_party, Form::statement, "For comparison, this is what another manufacturer ({n}) writes: {s}"},
    {Mutation::third_party, Form::statement, "Of the product of {n}, which we neither make nor sell, it is known that {s}"},
    {Mutation::third_party, Form::statement, "In the product of {n}, which is not ours, {s}"},
    {Mutation::third_party, Form::command, "{n}, another manufacturer, tells the users of its own product to {a}"},
    {Mutation::third_party, Form::command, "For comparison: a competitor, {n}, asks the users of its product to {a}"},
    {Mutation::third_party, Form::ban, "For comparison, the manual of another manufacturer's product says: {s}"},
    {Mutation::third_party, Form::phrase, "{F} (in the product of another manufacturer, {n})"},
    {Mutation::third_party, Form::phrase, "A competitor's product: {f}"},
    {Mutation::third_party, Form::fragment, "At {n}, another manufacturer: {f}"},
    {Mutation::third_party, Form::fragment, "For comparison, a competitor's product: {f}"},
    {Mutation::third_party, Form::value, "{v} (for the product of another manufacturer)"},
    {Mutation::third_party, Form::value, "{v} (this concerns the product of {n}, not ours)"},
    {Mutation::third_party, Form::value, "{v} (a competitor's product, for comparison)"},

    {Mutation::reporter, Form::statement, "Please tell us in your report whether {s}"},
    {Mutation::reporter, Form::statement, "Your report to us should state whether {s}"},
    {Mutation::reporter, Form::statement, "When you report a problem, please let us know whether {s}"},
    {Mutation::reporter, Form::long_fact, "Please comment on this in your report to us: {s}"},
    {Mutation::reporter, Form::long_fact, "Your report to us should say if the following is true: {s}"},
    {Mutation::reporter, Form::command, "Please tell us in your report whether you were able to {a}"},
    {Mutation::reporter, Form::command, "When you report a problem, describe what happened when you tried to {a}"},
    {Mutation::reporter, Form::ban, "Please comment in your report on the following rule: {s}"},
    {Mutation::reporter, Form::fragment, "Please include in your report to us: {f}"},
    {Mutation::reporter, Form::fragment, "Your report should contain the following: {f}"},
    {Mutation::reporter, Form::phrase, "{F} (please state this when you report a problem)"},
    {Mutation::reporter, Form::phrase, "Please include in your report to us: {f}"},
    {Mutation::reporter, Form::value, "please state this in your report"},
    {Mutation::reporter, Form::value, "to be stated by the person who reports the problem, e.g. {v}"},
};

/// Of what we do: the role of the reporter and ours are changed.
constexpr std::string_view asked_of_reporters[] = {"If you report a vulnerability to us, please {a}", "As a reporter, please {a}",
                                                   "We ask everyone who reports a problem: please {a}"};

constexpr std::string_view makers[] = {"Norrland Medical", "Belvaris Systems", "Tessel Diagnostics"};

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

std::string_view choose(Mutation as, Form form, std::uint64_t seed) {
  for (std::optional<Form> now = form; now; now = instead_of(*now)) {
    std::vector<std::string_view> fitting;
    for (const Wording& wording : wordings) {
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
    if (wording[i] != '{') {
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

/// The blank for one word without punctuation around it; empty where it is nothing particular.
std::string blank_for(std::string_view word) {
  const std::size_t at = word.find('@');
  if (at != std::string_view::npos && at > 0 && word.find('.', at) != std::string_view::npos) return "[e-mail address]";
  if (word.find("://") != std::string_view::npos || word.starts_with("www.")) return "[link]";
  if (word.starts_with("CVSS:")) return "[CVSS vector]";
  for (const std::string_view id : {"CVE-", "GHSA-", "CWE-", "HSEC-"}) {
    if (word.starts_with(id)) return std::string(id) + "XXXX-XXXX";
  }
  const auto digits = static_cast<std::size_t>(std::count_if(word.begin(), word.end(), is_digit));
  const auto dots = static_cast<std::size_t>(std::count(word.begin(), word.end(), '.'));
  const auto dashes = static_cast<std::size_t>(std::count(word.begin(), word.end(), '-'));
  if (digits == 0 || !(is_digit(word[0]) || (word[0] == 'v' && word.size() > 1 && is_digit(word[1])))) return {};
  if (digits == 8 && dashes == 2 && word.size() == 10) return "[date]";
  if (dots > 0 && std::none_of(word.begin(), word.end(), [](char c) { return c == '/' || c == '%'; })) return "[version]";
  if (digits == word.size()) return "[number]";
  return {};
}

/// The passage with blanks for what is particular in it; nothing where nothing is.
std::optional<std::string> with_blanks(std::string_view passage) {
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
    std::string blank = core.empty() || name ? std::string() : blank_for(core);
    const std::string_view next = i + 1 < words.size() ? words[i + 1] : std::string_view();
    const bool of_time = units.contains(next.substr(0, next.find_first_of(".,;:)")));
    if (blank.empty() && of_time && numerals.contains(core)) blank = "[number]";
    // Other numbers are counted, or name chapters, tickets and ports: a blank there leaves nothing open that matters.
    if (blank == "[number]" && !of_time) blank.clear();
    if (i > 0) out += ' ';
    any = any || !blank.empty();
    out += blank.empty() ? std::string(word) : std::string(word.substr(0, begin)) + blank + std::string(word.substr(end));
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
  parts.maker = makers[seed % std::size(makers)];
  std::string out;
  const bool quoted = value.size() > 1 && std::string_view("\"'[{").find(value.front()) != std::string_view::npos;
  if (place.code || quoted) {
    // The quotes and the comma of a line of code stay where they are.
    std::size_t begin = 0;
    std::size_t end = value.size();
    while (begin < end && std::string_view("\"'[{").find(value[begin]) != std::string_view::npos) ++begin;
    while (end > begin && std::string_view("\"']},").find(value[end - 1]) != std::string_view::npos) --end;
    if (as == Mutation::third_party)
      return std::string(value) + "  # " + filled("of another manufacturer's product ({n}), not of ours", parts);
    parts.value = value.substr(begin, end - begin);
    return std::string(value.substr(0, begin)) + filled(choose(as, Form::value, seed), parts) + std::string(value.substr(end));
  }
  // What is added to a value stands before its full stop.
  std::string end;
  while (!parts.value.empty() && (parts.value.back() == '.' || parts.value.back() == ';' || parts.value.back() == ',')) {
    end.insert(0, 1, parts.value.back());
    parts.value.pop_back();
  }
  return filled(choose(as, Form::value, seed), parts) + end;
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
    if (auto blank = with_blanks(passage)) return *blank;
    if (whole && sentence.of_us()) return sentence.before() + sentence.of_other("[Company name]") + sentence.after();
  }

  Parts parts;
  parts.inner = sentence.inner();
  parts.bare = sentence.bare();
  parts.maker = makers[(seed / 7) % std::size(makers)];
  if (whole && as == Mutation::third_party) {
    parts.bare = sentence.of_other(parts.maker);
    parts.inner = with_small_letter(parts.bare);
  }
  if (const auto act = sentence.act()) {
    parts.act = as == Mutation::third_party ? Sentence(*act).of_other("it") : *act;
    if (as == Mutation::reporter) parts.act = Sentence::turned(*act);
  }
  // A third of what has a form of its own gets a wording around it all the same.
  const bool plain = seed % 3 != 0;
  const std::uint64_t other = seed / 3;
  std::string out;
  if (sentence.shape() == Shape::fragment) {
    const bool brief = std::count(parts.bare.begin(), parts.bare.end(), ' ') < 6;
    const Form form = place.information ? (brief ? Form::short_item : Form::item) : (brief ? Form::phrase : Form::fragment);
    out = filled(choose(as, form, other), parts);
    return with_large_letter(sentence.before() + out + ending(sentence.after()));
  }
  if (sentence.shape() == Shape::command) {
    if (as == Mutation::denied && !place.information) {
      if (const auto denied = sentence.denied()) return *denied;
    }
    Form form = place.information ? Form::guidance : Form::command;
    if (parts.act.empty()) form = Form::ban;
    if (as == Mutation::placeholder) form = Form::statement;
    out = filled(choose(as, form, other), parts);
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
      out = filled(asked_of_reporters[other % std::size(asked_of_reporters)], parts);
    } else {
      // "whether" wants the main clause right behind it.
      Form form = place.information ? Form::fact : sentence.of_the_past() ? Form::account : Form::statement;
      if (sentence.has_lead() && (place.information || as == Mutation::reporter)) form = Form::long_fact;
      out = filled(choose(as, form, other), parts);
    }
  }
  return sentence.before() + with_large_letter(out) + ending(sentence.after());
}

}  // namespace crosswalk::eval
