// SPDX-License-Identifier: Apache-2.0
#include "eval/paraphrase.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <set>
#include <utility>

#include "base/text.h"
#include "eval/edit.h"
#include "eval/grammar.h"
#include "eval/mutation.h"
#include "eval/passage.h"

namespace crosswalk::eval {
namespace {

using document::BlockKind;
using document::Document;
using document::Span;
using review::Verdict;
using Reworded = std::optional<std::string>;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_digit(char c) { return c >= '0' && c <= '9'; }

struct Pair {
  std::string_view from;
  std::string_view to;
};

/// Replaces whole words (or runs of words) in any case, the case of the first letter kept; nothing where none is there.
template <std::size_t Count>
Reworded with_words(std::string_view sentence, const Pair (&pairs)[Count]) {
  std::string out;
  bool any = false;
  const std::string small = base::to_lower(sentence);
  const auto is_part = [&](std::size_t at) {
    return at < small.size() && (is_letter(small[at]) || is_digit(small[at]) || small[at] == '_' || small[at] == '-' ||
                                 small[at] == '@' || small[at] == '/');
  };
  for (std::size_t i = 0; i < small.size();) {
    const Pair* fitting = nullptr;
    if (is_letter(small[i]) && !(i > 0 && (is_part(i - 1) || small[i - 1] == '.' || small[i - 1] == '\''))) {
      for (const Pair& pair : pairs) {
        const std::size_t end = i + pair.from.size();
        const bool dotted = end + 1 < small.size() && (small[end] == '.' || small[end] == '\'') && is_part(end + 1);
        if (small.compare(i, pair.from.size(), pair.from) != 0 || is_part(end) || dotted) continue;
        if (fitting == nullptr || pair.from.size() > fitting->from.size()) fitting = &pair;
      }
    }
    if (fitting == nullptr) {
      out += sentence[i++];
      continue;
    }
    // A word in capitals is a name or a keyword.
    const bool capitals = fitting->from.size() > 1 && sentence[i + 1] >= 'A' && sentence[i + 1] <= 'Z';
    const bool large = sentence[i] >= 'A' && sentence[i] <= 'Z';
    if (capitals) {
      out += sentence.substr(i, fitting->from.size());
    } else {
      out += large ? with_large_letter(fitting->to) : std::string(fitting->to);
      any = true;
    }
    i += fitting->from.size();
  }
  if (!any) return std::nullopt;
  return out;
}

Reworded passive(std::string_view sentence, std::uint64_t) { return Sentence(sentence).passive(); }
Reworded active(std::string_view sentence, std::uint64_t) { return Sentence(sentence).active(); }

constexpr std::array<std::string_view, 9> movable{"within ", "after ", "when ",       "if ",    "once ",
                                                  "before ", "upon ",  "as soon as ", "during "};

/// "Within 90 days, we publish" as "We publish within 90 days".
Reworded lead_last(std::string_view sentence, std::uint64_t) {
  const Sentence parsed(sentence);
  const std::string text = parsed.bare();
  const std::string small = base::to_lower(text);
  if (parsed.shape() == Shape::fragment || std::count(text.begin(), text.end(), ',') != 1) return std::nullopt;
  if (std::none_of(movable.begin(), movable.end(), [&](std::string_view word) { return small.starts_with(word); }))
    return std::nullopt;
  const std::size_t comma = text.find(", ");
  if (comma == std::string::npos || text.size() < comma + 12 || small.find(" then ") == comma + 1) return std::nullopt;
  if (text.find(':') != std::string::npos || text.find(';') != std::string::npos) return std::nullopt;
  return parsed.before() + with_large_letter(text.substr(comma + 2)) + " " + with_small_letter(text.substr(0, comma)) +
         parsed.after();
}

/// "We publish within 90 days" as "Within 90 days, we publish".
Reworded lead_first(std::string_view sentence, std::uint64_t) {
  const Sentence parsed(sentence);
  const std::string text = parsed.bare();
  if (parsed.shape() != Shape::statement || parsed.has_lead() || text.find_first_of(",;:()") != std::string::npos)
    return std::nullopt;
  std::size_t at = std::string::npos;
  for (const std::string_view word : movable) at = std::min(at, text.find(" " + std::string(word)));
  // Not in what belongs to another part of the sentence.
  if (at == std::string::npos || at < 10 || text.find(" that ") < at || text.find(" and ", at) != std::string::npos)
    return std::nullopt;
  for (const std::string_view joint : {" to", " of", " on", " for", " about", " only", " as", " or", " even"}) {
    if (std::string_view(text).substr(0, at).ends_with(joint)) return std::nullopt;
  }
  if (text.find(" which ") < at || text.find(" who ") < at || text.find(" and ") < at) return std::nullopt;
  return parsed.before() + with_large_letter(text.substr(at + 1)) + ", " + with_small_letter(text.substr(0, at)) + parsed.after();
}

Reworded curly(std::string_view sentence, std::uint64_t) {
  std::string out;
  bool open = false;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const char c = sentence[i];
    const bool inside = i > 0 && is_letter(sentence[i - 1]) && i + 1 < sentence.size() && is_letter(sentence[i + 1]);
    if (c == '"') {
      open = !open;
      out += open ? "“" : "”";
    } else if (c == '\'' && inside) {
      out += "’";
    } else if (c == '-' && i > 0 && sentence[i - 1] == ' ' && i + 1 < sentence.size() && sentence[i + 1] == ' ') {
      out += "–";
    } else {
      out += c;
    }
  }
  if (out == sentence || open) return std::nullopt;
  return out;
}

Reworded straight(std::string_view sentence, std::uint64_t) {
  std::string out(sentence);
  constexpr Pair marks[] = {{"“", "\""}, {"”", "\""}, {"‘", "'"}, {"’", "'"}, {"–", "-"}, {"—", "-"}};
  for (const auto& [from, to] : marks) {
    for (std::size_t at = out.find(from); at != std::string::npos; at = out.find(from, at)) out.replace(at, from.size(), to);
  }
  if (out == sentence) return std::nullopt;
  return out;
}

/// A space that does not break behind numbers and short words.
Reworded firm_spaces(std::string_view sentence, std::uint64_t) {
  std::string out;
  bool any = false;
  for (std::size_t i = 0; i < sentence.size(); ++i) {
    const bool firm = sentence[i] == ' ' && i > 0 && i + 1 < sentence.size() &&
                      (is_digit(sentence[i - 1]) || (i > 1 && sentence[i - 1] == 'a' && sentence[i - 2] == ' '));
    out += firm ? "\xC2\xA0" : std::string(1, sentence[i]);
    any = any || firm;
  }
  if (!any) return std::nullopt;
  return out;
}

Reworded contracted(std::string_view sentence, std::uint64_t) {
  static constexpr Pair pairs[] = {
      {"do not", "don't"},   {"does not", "doesn't"}, {"did not", "didn't"}, {"is not", "isn't"},    {"are not", "aren't"},
      {"was not", "wasn't"}, {"were not", "weren't"}, {"will not", "won't"}, {"cannot", "can't"},    {"should not", "shouldn't"},
      {"has not", "hasn't"}, {"have not", "haven't"}, {"we will", "we'll"},  {"you will", "you'll"}, {"we are", "we're"},
      {"you are", "you're"}, {"it is", "it's"},       {"we have", "we've"},  {"you have", "you've"}, {"they are", "they're"}};
  return with_words(sentence, pairs);
}

Reworded spelled_out(std::string_view sentence, std::uint64_t) {
  static constexpr Pair pairs[] = {
      {"don't", "do not"},   {"doesn't", "does not"}, {"didn't", "did not"}, {"isn't", "is not"},    {"aren't", "are not"},
      {"wasn't", "was not"}, {"weren't", "were not"}, {"won't", "will not"}, {"can't", "cannot"},    {"shouldn't", "should not"},
      {"hasn't", "has not"}, {"haven't", "have not"}, {"we'll", "we will"},  {"you'll", "you will"}, {"we're", "we are"},
      {"you're", "you are"}, {"it's", "it is"},       {"we've", "we have"},  {"don’t", "do not"},    {"doesn’t", "does not"},
      {"can’t", "cannot"},   {"isn’t", "is not"},     {"aren’t", "are not"}, {"won’t", "will not"},  {"we’ll", "we will"},
      {"we’re", "we are"}};
  return with_words(sentence, pairs);
}

constexpr Pair spellings[] = {{"organisation", "organization"},
                              {"organisations", "organizations"},
                              {"authorised", "authorized"},
                              {"authorise", "authorize"},
                              {"unauthorised", "unauthorized"},
                              {"authorisation", "authorization"},
                              {"prioritise", "prioritize"},
                              {"prioritised", "prioritized"},
                              {"minimise", "minimize"},
                              {"minimised", "minimized"},
                              {"analyse", "analyze"},
                              {"analysed", "analyzed"},
                              {"behaviour", "behavior"},
                              {"colour", "color"},
                              {"centre", "center"},
                              {"licence", "license"},
                              {"defence", "defense"},
                              {"categorise", "categorize"},
                              {"categorised", "categorized"},
                              {"customise", "customize"},
                              {"initialise", "initialize"},
                              {"initialisation", "initialization"},
                              {"recognise", "recognize"},
                              {"recognised", "recognized"},
                              {"sanitise", "sanitize"},
                              {"summarise", "summarize"},
                              {"utilise", "utilize"},
                              {"modelling", "modeling"},
                              {"labelled", "labeled"},
                              {"cancelled", "canceled"},
                              {"catalogue", "catalog"},
                              {"judgement", "judgment"},
                              {"fulfil", "fulfill"},
                              {"programme", "program"},
                              {"favourable", "favorable"},
                              {"honour", "honor"},
                              {"serialisation", "serialization"},
                              {"virtualisation", "virtualization"},
                              {"finalise", "finalize"},
                              {"publicise", "publicize"},
                              {"localisation", "localization"},
                              {"synchronise", "synchronize"},
                              {"anonymised", "anonymized"},
                              {"standardised", "standardized"},
                              {"acknowledgement", "acknowledgment"},
                              {"artefact", "artifact"},
                              {"artefacts", "artifacts"},
                              {"rigour", "rigor"}};

Reworded american(std::string_view sentence, std::uint64_t) { return with_words(sentence, spellings); }
Reworded british(std::string_view sentence, std::uint64_t) {
  static const auto* turned = [] {
    auto* out = new std::array<Pair, std::size(spellings)>();
    for (std::size_t i = 0; i < std::size(spellings); ++i) (*out)[i] = {spellings[i].to, spellings[i].from};
    return out;
  }();
  Pair pairs[std::size(spellings)];
  std::copy(turned->begin(), turned->end(), pairs);
  return with_words(sentence, pairs);
}

/// Whether "will" or "shall" is a helping verb here.
Reworded shall(std::string_view sentence, std::uint64_t) {
  static constexpr Pair pairs[] = {{"will", "shall"}};
  return with_words(sentence, pairs);
}
Reworded will(std::string_view sentence, std::uint64_t) {
  static constexpr Pair pairs[] = {{"shall", "will"}};
  return with_words(sentence, pairs);
}
Reworded going_to(std::string_view sentence, std::uint64_t) {
  static constexpr Pair pairs[] = {{"we will", "we are going to"},     {"you will", "you are going to"},
                                   {"they will", "they are going to"}, {"it will", "it is going to"},
                                   {"team will", "team is going to"},  {"there will", "there is going to"}};
  Reworded out = with_words(sentence, pairs);
  if (out && (out->find("going to not ") != std::string::npos || out->find("going to also") != std::string::npos))
    return std::nullopt;
  return out;
}

/// A remark between commas that takes nothing back.
Reworded with_remark(std::string_view sentence, std::uint64_t seed) {
  static constexpr std::string_view remarks[] = {"in general", "of course", "as before", "in this respect", "as described above"};
  const Sentence parsed(sentence);
  if (parsed.shape() != Shape::statement || parsed.has_lead()) return std::nullopt;
  const std::string text = parsed.bare();
  static constexpr std::string_view helpers[] = {" will ", " shall ", " must ", " is ", " are ", " can ", " should "};
  std::size_t at = std::string::npos;
  std::size_t length = 0;
  for (const std::string_view helper : helpers) {
    const std::size_t found = text.find(helper);
    if (found < at) {
      at = found;
      length = helper.size();
    }
  }
  const std::string_view remark = remarks[seed % std::size(remarks)];
  if (at == std::string::npos || at > 60 || text.find(',') < at || text.find(" who ") < at || text.find(" which ") < at ||
      text.find(" that ") < at || (seed / 8) % 3 == 0) {
    return parsed.before() + with_large_letter(remark) + ", " + with_small_letter(text) + parsed.after();
  }
  const std::string_view rest = std::string_view(text).substr(at + length);
  if (rest.starts_with("not ") || rest.starts_with("be ") || rest.starts_with("also ")) return std::nullopt;
  return parsed.before() + text.substr(0, at + length - 1) + ", " + std::string(remark) + ", " + std::string(rest) +
         parsed.after();
}

std::string number_word(int number) {
  static constexpr std::string_view ones[] = {"zero",     "one",     "two",     "three",     "four",     "five",    "six",
                                              "seven",    "eight",   "nine",    "ten",       "eleven",   "twelve",  "thirteen",
                                              "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"};
  static constexpr std::string_view tens[] = {"",      "",      "twenty",  "thirty", "forty",
                                              "fifty", "sixty", "seventy", "eighty", "ninety"};
  if (number < 20) return std::string(ones[number]);
  std::string out(tens[number / 10]);
  if (number % 10 != 0) out += "-" + std::string(ones[number % 10]);
  return out;
}

bool is_unit(std::string_view word) {
  static const std::set<std::string_view> units{"hour", "hours", "day", "days", "week", "weeks", "month", "months"};
  std::size_t end = word.size();
  while (end > 0 && !is_letter(word[end - 1])) --end;
  return units.contains(word.substr(0, end));
}

/// Goes over the numbers in front of units of time; `said` says what stands there instead.
Reworded with_numbers(std::string_view sentence, std::string (*said)(int number, bool qualified)) {
  std::vector<std::string_view> words = base::split(sentence, ' ');
  std::string out;
  bool any = false;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) out += ' ';
    const bool digits = !words[i].empty() && words[i].size() <= 2 && std::all_of(words[i].begin(), words[i].end(), is_digit);
    const bool kind = i + 2 < words.size() &&
                      (words[i + 1] == "business" || words[i + 1] == "working" || words[i + 1] == "calendar") &&
                      is_unit(words[i + 2]);
    const bool unit = kind || (i + 1 < words.size() && is_unit(words[i + 1]));
    const std::string instead =
        digits && unit
            ? said((words[i][0] - '0') * (words[i].size() == 2 ? 10 : 1) + (words[i].size() == 2 ? words[i][1] - '0' : 0), kind)
            : std::string();
    out += instead.empty() ? std::string(words[i]) : instead;
    any = any || !instead.empty();
  }
  if (!any) return std::nullopt;
  return out;
}

Reworded numbers_in_words(std::string_view sentence, std::uint64_t) {
  return with_numbers(sentence, [](int number, bool) { return number_word(number); });
}
Reworded numbers_both(std::string_view sentence, std::uint64_t) {
  return with_numbers(sentence, [](int number, bool) { return number_word(number) + " (" + std::to_string(number) + ")"; });
}
Reworded calendar_days(std::string_view sentence, std::uint64_t) {
  Reworded out = with_numbers(
      sentence, [](int number, bool qualified) { return qualified ? std::string() : std::to_string(number) + " calendar"; });
  if (!out || out->find("calendar hour") != std::string::npos) return std::nullopt;
  return out;
}

Reworded synonyms(std::string_view sentence, std::uint64_t) {
  static constexpr Pair pairs[] = {{"notify", "inform"},
                                   {"notifies", "informs"},
                                   {"notified", "informed"},
                                   {"inform", "notify"},
                                   {"informs", "notifies"},
                                   {"informed", "notified"},
                                   {"get", "obtain"},
                                   {"provide", "supply"},
                                   {"provides", "supplies"},
                                   {"provided", "supplied"},
                                   {"provided that", "provided that"},
                                   {"describe", "explain"},
                                   {"described", "explained"},
                                   {"describes", "explains"},
                                   {"immediately", "at once"},
                                   {"promptly", "swiftly"},
                                   {"ensure", "make sure"},
                                   {"ensures", "makes sure"},
                                   {"additional", "further"},
                                   {"regarding", "concerning"},
                                   {"multiple", "several"},
                                   {"in order to", "so as to"},
                                   {"utilize", "use"},
                                   {"begin", "start"},
                                   {"prior to", "before"},
                                   {"receive", "get"},
                                   {"received", "got"},
                                   {"contains", "includes"},
                                   {"contain", "include"},
                                   {"includes", "contains"},
                                   {"customers", "clients"},
                                   {"customer", "client"},
                                   {"issue", "problem"},
                                   {"issues", "problems"},
                                   {"quickly", "fast"},
                                   {"large", "big"},
                                   {"permits", "allows"},
                                   {"allows", "permits"},
                                   {"allow", "permit"},
                                   {"assist", "help"},
                                   {"select", "choose"},
                                   {"require", "call for"},
                                   {"requires", "calls for"},
                                   {"mandatory", "compulsory"},
                                   {"fixed", "repaired"},
                                   {"publish", "bring out"},
                                   {"verify", "check"},
                                   {"verified", "checked"},
                                   {"whole", "entire"},
                                   {"via", "through"},
                                   {"e-mail", "mail"},
                                   {"email", "e-mail"},
                                   {"details", "particulars"},
                                   {"modify", "change"},
                                   {"modified", "changed"},
                                   {"remove", "delete"},
                                   {"removed", "deleted"},
                                   {"person", "individual"},
                                   {"team", "group"}};
  return with_words(sentence, pairs);
}

/// What is done to the passages of a document as a whole.
using Reshape = std::optional<Document> (*)(const Document& document, const std::vector<Passage>& passages,
                                            std::vector<Change>& changes);

std::optional<Document> line_breaks(const Document& document, const std::vector<Passage>& passages,
                                    std::vector<Change>& changes) {
  std::vector<Edit> edits;
  for (const Passage& passage : passages) {
    const BlockKind kind = document.blocks[static_cast<std::size_t>(passage.block)].kind;
    if (kind != BlockKind::paragraph && kind != BlockKind::list_item && kind != BlockKind::quote) continue;
    const Content content = content_of(document, passage.span);
    // Every third space outside of notation, before a word.
    int spaces = 0;
    for (std::size_t i = 1; i + 1 < content.text.size(); ++i) {
      const document::ByteOffset at = content.places[i];
      if (content.text[i] != ' ' || document.text[at] != ' ' || !is_letter(content.text[i + 1])) continue;
      if (content.places[i + 1] != at + 1) continue;
      if (++spaces % 3 == 1) edits.push_back({{at, at + 1}, "\n"});
    }
    if (spaces > 0) changes.push_back({content.text, content.text});
  }
  if (edits.empty()) return std::nullopt;
  return with_edits(document, std::move(edits));
}

std::optional<Document> bullets(const Document& document, const std::vector<Passage>& passages, std::vector<Change>& changes) {
  std::optional<Document> out;
  // From the last on, so that what stands before keeps its place.
  for (auto passage = passages.rbegin(); passage != passages.rend(); ++passage) {
    const Document& now = out ? *out : document;
    if (now.blocks[static_cast<std::size_t>(passage->block)].kind != BlockKind::paragraph) continue;
    const Content content = content_of(now, passage->span);
    if (Sentence(content.text).shape() == Shape::fragment || !content.text.ends_with('.')) continue;
    changes.push_back({content.text, "- " + content.text});
    out = with_item(now, passage->block, passage->span);
  }
  return out;
}

std::optional<Document> no_bullets(const Document& document, const std::vector<Passage>& passages, std::vector<Change>& changes) {
  std::optional<Document> out;
  std::int32_t before = static_cast<std::int32_t>(document.blocks.size());
  for (auto passage = passages.rbegin(); passage != passages.rend(); ++passage) {
    const std::int32_t block = passage->block;
    const auto at = [&](std::int32_t index) -> const document::Block& {
      return document.blocks[static_cast<std::size_t>(index)];
    };
    if (block >= before || at(block).kind != BlockKind::list_item) continue;
    const auto is_item = [&](std::int32_t index) {
      return index >= 0 && index < static_cast<std::int32_t>(document.blocks.size()) && at(index).kind == BlockKind::list_item &&
             at(index).level == at(block).level;
    };
    std::int32_t first = block;
    while (is_item(first - 1) && block - first < 20) --first;
    std::int32_t last = block;
    while (is_item(last + 1) && last - block < 20 && last + 1 < before) ++last;
    std::vector<std::string> texts;
    bool lists_words = first > 0 && at(first - 1).kind == BlockKind::paragraph;
    for (std::int32_t i = first; i <= last && lists_words; ++i) {
      const std::string text = content_of(document, at(i).span).text;
      lists_words = text.size() < 120 && !text.ends_with('.') && text.find(". ") == std::string::npos;
      texts.push_back(text);
    }
    const Document& now = out ? *out : document;
    if (lists_words) lists_words = content_of(document, at(first - 1).span).text.ends_with(':');
    if (lists_words) {
      std::vector<std::string> parts{content_of(document, at(first - 1).span).text + " "};
      for (std::size_t i = 0; i < texts.size(); ++i) {
        while (texts[i].ends_with(',') || texts[i].ends_with(';')) texts[i].pop_back();
        const bool end = i + 1 == texts.size();
        parts.push_back((end && i > 0 ? "and " : "") + texts[i] + (end ? "." : ", "));
      }
      std::string joined;
      for (const std::string& part : parts) joined += part;
      changes.push_back({content_of(document, at(block).span).text, joined});
      out = with_joined(now, first - 1, last, parts);
      before = first - 1;
    } else {
      const std::string text = content_of(document, at(block).span).text;
      if (Sentence(text).shape() == Shape::fragment || at(block).checkbox != document::Checkbox::none) continue;
      changes.push_back({"- " + text, text});
      Document changed = now;
      changed.blocks[static_cast<std::size_t>(block)].kind = BlockKind::paragraph;
      changed.blocks[static_cast<std::size_t>(block)].level = 0;
      out = std::move(changed);
      before = block;
    }
  }
  return out;
}

std::optional<Document> large_headings(const Document& document, const std::vector<Passage>& passages,
                                       std::vector<Change>& changes) {
  std::set<std::int32_t> headings;
  for (const Passage& passage : passages) {
    for (std::int32_t above = document.blocks[static_cast<std::size_t>(passage.block)].heading; above >= 0;
         above = document.blocks[static_cast<std::size_t>(above)].heading) {
      headings.insert(above);
    }
  }
  std::vector<Edit> edits;
  for (const std::int32_t index : headings) {
    const Content content = content_of(document, document.blocks[static_cast<std::size_t>(index)].span);
    std::string large = content.text;
    for (std::size_t i = 0; i < large.size(); ++i) {
      if ((i == 0 || large[i - 1] == ' ') && large[i] >= 'a' && large[i] <= 'z') {
        large[i] = static_cast<char>(large[i] - 'a' + 'A');
        edits.push_back({{content.places[i], content.places[i] + 1}, std::string(1, large[i])});
      }
    }
    if (large != content.text) changes.push_back({content.text, large});
  }
  if (edits.empty()) return std::nullopt;
  return with_edits(document, std::move(edits));
}

struct Reshaping {
  std::string_view name;
  Reshape reshape;
};
constexpr Reshaping reshapings[] = {{"line breaks inside the sentence", line_breaks},
                                    {"sentence as a bullet", bullets},
                                    {"bullets as a sentence", no_bullets},
                                    {"large letters in headings", large_headings}};

void judge_again(Trial& trial, Document document, Bench& bench) {
  const review::DocumentVerdict verdict = bench.judge(std::move(document), trial.document, trial.constraint);
  trial.verdict = verdict.verdict;
  trial.reason = verdict.reason.text();
  trial.as_wanted = verdict.verdict == Verdict::met;
}

}  // namespace

const std::vector<Rewording>& rewordings() {
  static const std::vector<Rewording> all{{"active to passive", passive},
                                          {"passive to active", active},
                                          {"first clause last", lead_last},
                                          {"last clause first", lead_first},
                                          {"typographic quotes and dashes", curly},
                                          {"straight quotes and dashes", straight},
                                          {"non-breaking spaces", firm_spaces},
                                          {"contractions", contracted},
                                          {"no contractions", spelled_out},
                                          {"American spelling", american},
                                          {"British spelling", british},
                                          {"will to shall", shall},
                                          {"shall to will", will},
                                          {"will to is going to", going_to},
                                          {"remark put in", with_remark},
                                          {"numbers in words", numbers_in_words},
                                          {"numbers in words and figures", numbers_both},
                                          {"calendar days", calendar_days},
                                          {"synonyms", synonyms}};
  return all;
}

Experiment paraphrase(const matching::RuleSet& rules, const std::vector<Cell>& cells, unsigned jobs) {
  Experiment experiment;
  experiment.name = "paraphrases";
  for (const Rewording& way : rewordings()) experiment.kinds.push_back({std::string(way.name), false, 0.95, -1});
  for (const Reshaping& way : reshapings) experiment.kinds.push_back({std::string(way.name), false, 0.95, -1});
  run_trials(experiment, rules, cells, jobs, [](const Cell& cell, Bench& bench) {
    const Document& document = cell.text->extracted.document;
    const std::vector<Passage> passages = carriers(document, cell.verdict);
    std::vector<Trial> trials;
    const auto begin = [&](std::string_view kind) {
      Trial trial;
      trial.document = cell.text->labels->name;
      trial.constraint = cell.constraint->id;
      trial.kind = kind;
      return trial;
    };
    for (const Rewording& way : rewordings()) {
      Trial trial = begin(way.name);
      std::vector<Edit> edits;
      for (const Passage& passage : passages) {
        if (document.blocks[static_cast<std::size_t>(passage.block)].kind == BlockKind::code) continue;
        const Content content = content_of(document, passage.span);
        // A line of data is no sentence.
        const auto labelled = labelled_value(content.text);
        if (labelled && labelled->sign.find('=') != std::string::npos) continue;
        const Reworded said = way.reword(content.text, fingerprint(trial.document + "\n" + content.text));
        if (!said || *said == content.text) continue;
        trial.changes.push_back({content.text, *said});
        for (Edit& edit : edits_to(content, *said)) edits.push_back(std::move(edit));
      }
      if (edits.empty()) continue;
      judge_again(trial, with_edits(document, std::move(edits)), bench);
      trials.push_back(std::move(trial));
    }
    for (const Reshaping& way : reshapings) {
      Trial trial = begin(way.name);
      std::optional<Document> reshaped = way.reshape(document, passages, trial.changes);
      if (!reshaped) continue;
      judge_again(trial, std::move(*reshaped), bench);
      trials.push_back(std::move(trial));
    }
    return trials;
  });
  return experiment;
}

}  // namespace crosswalk::eval
