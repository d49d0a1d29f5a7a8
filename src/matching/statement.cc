// SPDX-License-Identifier: Apache-2.0
// How a statement is meant, from its grammar and from what stands around it: whether it is denied, taken back, put off, left
// blank, somebody else's act or asked of the reader. The words of it are data, the cue-... concepts; what
// must be told apart by position is here.
#include <algorithm>

#include "base/text.h"
#include "matching/match.h"

namespace crosswalk::matching {
namespace {

using document::BlockKind;

/// What is said of a whole statement may follow it by this many words.
constexpr std::uint32_t frame_behind = 12;
/// Between the one who acts and what he does: "the vendor of the operating system we use also ..."
constexpr std::uint32_t subject_reach = 8;
/// "by the supplier" may stand so far behind what is done.
constexpr std::uint32_t agent_behind = 10;
/// Between a demand and what is demanded.
constexpr std::uint32_t demand_reach = 5;
/// A receiving verb counts this close behind its subject.
constexpr std::uint32_t receiving_reach = 5;
/// A status is a few words.
constexpr std::uint32_t most_status_words = 6;
/// Behind a statement fewer: "(not yet in effect)".
constexpr std::uint32_t most_fragment_words = 4;
/// A remark begins among the first words.
constexpr std::uint32_t remark_begins = 3;
/// So many items of a list are looked past for the paragraph behind it, and so many cells to each side of one.
constexpr std::size_t most_items = 40;

bool has(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

}  // namespace

bool DocumentScan::hangs_on(const std::vector<Range>& found, const UnitPlace& sentence, const std::vector<Range>& touched) const {
  std::uint32_t last = sentence.range.begin;
  for (const Range& range : touched) {
    if (within(range, sentence.range)) last = std::max(last, range.end);
  }
  return std::any_of(found.begin(), found.end(), [&](const Range& frame) {
    if (frame.begin < last) return false;
    const std::string_view between = std::string_view(normalized_.text).substr(last, frame.begin - last);
    return words_between(last, frame.begin, frame_behind) <= frame_behind &&
           between.find_first_of(",;") == std::string_view::npos && !has(between, " and ");
  });
}

bool DocumentScan::is_refused(const UnitPlace& sentence, const std::vector<Range>& touched) const {
  const Cues& cues = rules_.cues;
  // What the rule itself looks for is no refusal of it.
  const auto looked_for = [&](const Range& range) {
    return std::any_of(touched.begin(), touched.end(), [&](const Range& other) { return overlap(range, other); });
  };
  std::vector<Range> undone;
  if (find_cue(cues.undone, sentence, undone)) {
    std::erase_if(undone, looked_for);
    if (!undone.empty() && hangs_on(undone, sentence, touched)) return true;
  }
  std::vector<Range> refusals = stated(cues.refusal, sentence);
  std::erase_if(refusals, looked_for);
  if (refusals.empty()) return false;
  std::vector<Range> none;
  find_cue(cues.no_refusal, sentence, none);
  return std::any_of(refusals.begin(), refusals.end(), [&](const Range& refusal) {
    if (std::any_of(none.begin(), none.end(), [&](const Range& other) { return overlap(refusal, other); })) return false;
    return std::any_of(touched.begin(), touched.end(), [&](const Range& range) {
      if (!within(range, sentence.range) || range.begin < refusal.end) return false;
      const UnitPlace between = part_of(sentence, {refusal.end, range.begin});
      return !any_cue(cues.clause_break, between) && !any_cue(cues.new_clause, between);
    });
  });
}

void DocumentScan::add_remarks(const Cues::Remarks& cues, const UnitPlace& place, Reading& reading) const {
  // A remark begins with what it says of what: "This is not done", "Not done"; "a release without it is refused" is none.
  const auto begins_so = [&](const Range& range) {
    const std::string_view before = std::string_view(normalized_.text).substr(place.range.begin, range.begin - place.range.begin);
    return words_between(place.range.begin, range.begin, remark_begins) < remark_begins && !before.ends_with("without ");
  };
  const auto remarked = [&](std::uint32_t cue) {
    std::vector<Range> found;
    return find_cue(cue, place, found) && std::any_of(found.begin(), found.end(), begins_so);
  };
  reading.negated = reading.negated || remarked(cues.denied);
  reading.planned = reading.planned || remarked(cues.planned);
  reading.placeholder = reading.placeholder || remarked(cues.placeholder);
  reading.other_party = reading.other_party || remarked(cues.other_party);
}

void DocumentScan::take_back(const UnitPlace& behind, Reading& reading) const {
  Reading remarks;
  add_remarks(rules_.cues.following, behind, remarks);
  // Whoever takes a statement back takes also back that something is not done.
  reading.negated = reading.negated || remarks.negated;
  reading.withheld = reading.withheld || remarks.negated;
  reading.planned = reading.planned || remarks.planned;
  reading.undetermined = reading.undetermined || remarks.planned;
  reading.placeholder = reading.placeholder || remarks.placeholder;
  reading.other_party = reading.other_party || remarks.other_party;
}

void DocumentScan::read_remarks(const UnitPlace& sentence, Reading& reading) const {
  const Cues& cues = rules_.cues;
  if (sentence.block < 0 || sentence.first_sentence != sentence.last_sentence) return;
  const auto index = static_cast<std::size_t>(sentence.block);
  const std::size_t here = sentence.first_sentence;
  const document::Block& block = document_.blocks[index];
  reading.negated = reading.negated || above(cues.preceding.denied, sentence.block);
  reading.planned = reading.planned || above(cues.preceding.planned, sentence.block);
  reading.placeholder = reading.placeholder || above(cues.preceding.placeholder, sentence.block);
  reading.other_party = reading.other_party || above(cues.preceding.other_party, sentence.block);
  const auto of_block = [&](std::size_t number) -> const document::Block& {
    return document_.blocks[layout_.sentence_block[number]];
  };
  const auto same_part = [&](const document::Block& other) {
    return other.heading == block.heading && other.table == block.table && block.table < 0 && other.kind != BlockKind::heading &&
           block.kind != BlockKind::heading;
  };
  // A sentence before it counts where it announces what follows.
  if (here > 0 && same_part(of_block(here - 1)) && normalized_.text[normalized_.sentences[here - 1].end - 1] == ':') {
    add_remarks(cues.preceding, sentence_unit(here - 1), reading);
  }
  const std::size_t next = here + 1;
  if (next < normalized_.sentences.size() && layout_.sentence_block[next] == index) {
    const UnitPlace behind = sentence_unit(next);
    take_back(behind, reading);
    if (is_short(behind.range, most_fragment_words)) add_remarks(cues.status, behind, reading);
    if (normalized_.text[sentence.range.end - 1] == '?') {
      constexpr std::uint32_t longest_answer = 12;
      const Range answer{behind.range.begin, std::min(behind.range.end, behind.range.begin + longest_answer)};
      reading.negated = reading.negated || any_cue(cues.answer_no, part_of(behind, answer));
    }
  } else if (block.kind != BlockKind::table_cell) {
    std::size_t after = index + 1;
    if (block.kind == BlockKind::list_item) {
      while (after < document_.blocks.size() && after - index < most_items &&
             document_.blocks[after].kind == BlockKind::list_item) {
        ++after;
      }
    }
    if (after < document_.blocks.size() && document_.blocks[after].kind == BlockKind::paragraph &&
        same_part(document_.blocks[after]) && layout_.first_sentence[after] < layout_.first_sentence[after + 1]) {
      take_back(sentence_unit(layout_.first_sentence[after]), reading);
    }
  }
  // In an advisory, and in a list of weaknesses, the status is that of a fix.
  const bool of_fixes = facts_.role == document::Role::advisory || facts_.role == document::Role::notice ||
                        facts_.role == document::Role::release_notes || lists_findings();
  if (block.kind != BlockKind::table_cell || is_column_name(sentence.block) || of_fixes) return;
  const auto in_row = [&](std::size_t other) {
    const document::Block& cell = document_.blocks[other];
    return cell.table == block.table && cell.row == block.row;
  };
  const auto read_cell = [&](std::size_t cell) {
    if (is_short(normalized_.blocks[cell], most_status_words)) add_remarks(cues.status, block_unit(cell), reading);
  };
  // Sheets may have thousands of columns.
  const std::size_t first = index - std::min(index, most_items);
  const std::size_t last = std::min(document_.blocks.size(), index + most_items);
  for (std::size_t cell = index; cell > first && in_row(cell - 1); --cell) read_cell(cell - 1);
  for (std::size_t cell = index + 1; cell < last && in_row(cell); ++cell) read_cell(cell);
}

bool DocumentScan::lists_findings() const {
  using document::Role;
  const Role role = facts_.role;
  if (role != Role::register_ && role != Role::report && role != Role::risk_file && role != Role::other) return false;
  return rules_.cues.findings != Cues::none && in_title(rules_.cues.findings);
}

bool DocumentScan::is_done_by(std::uint32_t cue, const UnitPlace& sentence, const std::vector<Range>& touched) const {
  std::vector<Range> agents = stated(cue, sentence);
  if (agents.empty()) return false;
  const std::string_view text = normalized_.text;
  Range focus{sentence.range.end, sentence.range.begin};
  for (const Range& range : touched) {
    if (!within(range, sentence.range)) continue;
    focus.begin = std::min(focus.begin, range.begin);
    focus.end = std::max(focus.end, range.end);
  }
  if (focus.empty()) return false;
  const auto asked_for = [&](const Range& agent) {
    return std::any_of(touched.begin(), touched.end(), [&](const Range& range) { return overlap(range, agent); });
  };
  return std::any_of(agents.begin(), agents.end(), [&](const Range& agent) {
    if (asked_for(agent)) return false;
    if (agent.begin >= focus.end) {
      // "... is done by the supplier"
      const std::string_view between = text.substr(focus.end, agent.begin - focus.end);
      if (words_between(focus.end, agent.begin, agent_behind) > agent_behind ||
          between.find_first_of(";:") != std::string_view::npos) {
        return false;
      }
      if (!text.substr(0, agent.begin).ends_with(" by ")) return false;
      // Passive, and not "reported by customers".
      const std::string_view clause = text.substr(sentence.range.begin, agent.begin - sentence.range.begin);
      const bool passive = has(clause, " is ") || has(clause, " are ") || has(clause, " be ") || has(clause, " was ") ||
                           has(clause, " were ") || has(clause, " been ");
      constexpr std::uint32_t longest_participle = 20;
      constexpr std::uint32_t by = 4;
      const std::uint32_t from = std::max(sentence.range.begin, agent.begin - std::min(agent.begin, longest_participle + by));
      std::vector<Range> receiving;
      find_cue(rules_.cues.receiving, part_of(sentence, {from, agent.begin}), receiving);
      return passive && std::none_of(receiving.begin(), receiving.end(), [&](const Range& word) {
               return word.end + by == agent.begin && !has(text.substr(word.begin, word.end - word.begin), " ");
             });
    }
    if (agent.end > focus.begin) return false;
    // Subject of the clause in which it is done: at its beginning, with nothing but its attributes before the verb.
    const std::string_view before = text.substr(sentence.range.begin, agent.begin - sentence.range.begin);
    const bool begins = base::trim(before).empty() || before.ends_with(", ") || before.ends_with("that ") ||
                        before.ends_with(": ") || before.ends_with("\"") || before.ends_with("whether ") ||
                        before.ends_with("; ");
    if (!begins || words_between(agent.end, focus.begin, subject_reach) > subject_reach) return false;
    const std::string_view between = text.substr(agent.end, focus.begin - agent.end);
    for (const std::string_view stop : {" we ", " us ", " our ", ",", ";", ":"}) {
      if (has(between, stop)) return false;
    }
    const Range close{agent.end, std::min(sentence.range.end, agent.end + 60)};
    std::vector<Range> receiving;
    find_cue(rules_.cues.receiving, part_of(sentence, close), receiving);
    return std::none_of(receiving.begin(), receiving.end(), [&](const Range& verb) {
      return words_between(agent.end, verb.begin, receiving_reach) < receiving_reach;
    });
  });
}

bool DocumentScan::is_demanded(const UnitPlace& sentence, const std::vector<Range>& touched) const {
  // The question of a questionnaire asks whoever fills it in, and the row holds the answer.
  if (sentence.block >= 0 && document_.blocks[static_cast<std::size_t>(sentence.block)].kind == BlockKind::table_cell &&
      normalized_.text[sentence.range.end - 1] == '?') {
    return false;
  }
  // "If you report a vulnerability, please ...": the demand holds where the condition does.
  std::vector<Range> demands;
  find_cue(rules_.cues.reader_demand, sentence, demands);
  return std::any_of(demands.begin(), demands.end(), [&](const Range& demand) {
    const Range close{demand.begin, std::min(sentence.range.end, demand.end + 40)};
    std::vector<Range> receiving;
    find_cue(rules_.cues.receiving, part_of(sentence, close), receiving);
    const auto near_by = [&](const Range& verb) {
      return verb.begin < demand.end || words_between(demand.end, verb.begin, 2) < 2;
    };
    if (std::any_of(receiving.begin(), receiving.end(), near_by)) return false;
    return std::any_of(touched.begin(), touched.end(), [&](const Range& range) {
      return within(range, sentence.range) && range.begin >= demand.end &&
             words_between(demand.end, range.begin, demand_reach) <= demand_reach;
    });
  });
}

bool DocumentScan::speaks_as_we() const {
  if (!speaks_as_we_) {
    const std::string_view text = normalized_.text;
    speaks_as_we_ =
        text.starts_with("we ") || has(text, " we ") || has(text, "\nwe ") || has(text, " our ") || has(text, "\nour ");
  }
  return *speaks_as_we_;
}

bool DocumentScan::is_foreign_name(Range range) const {
  const document::Span span = normalized_.source(range);
  const std::string name(document_.view(span));
  if (name.size() < 4 || name.size() > 40 || name[0] < 'A' || name[0] > 'Z') return false;
  // Capitals alone are an abbreviation: PSIRT, FDA.
  if (std::none_of(name.begin(), name.end(), [](char c) { return c >= 'a' && c <= 'z'; })) return false;
  if (!std::all_of(name.begin(), name.end(),
                   [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-'; })) {
    return false;
  }
  if (!speaks_as_we()) return false;
  const auto [known, added] = foreign_names_.try_emplace(name, false);
  if (!added) return known->second;
  UnitPlace place = range_unit(range, -1);
  if (any_cue(rules_.cues.own_name, place)) return false;
  const std::string lower = base::to_lower(name);
  // What the document is called, where it is reached, and what it often speaks of is its own; what it writes small is no name.
  constexpr std::size_t most_mentions = 6;
  const auto word_at = [](std::string_view text, std::size_t at, std::size_t size) {
    const auto letter = [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
    return (at == 0 || !letter(text[at - 1])) && (at + size >= text.size() || !letter(text[at + size]));
  };
  std::size_t mentions = 0;
  const std::string_view text = document_.text;
  for (std::size_t at = text.find(name); at != std::string_view::npos && mentions <= most_mentions;
       at = text.find(name, at + name.size())) {
    ++mentions;
  }
  if (mentions > most_mentions) return false;
  for (std::size_t at = text.find(lower); at != std::string_view::npos; at = text.find(lower, at + lower.size())) {
    if (word_at(text, at, lower.size())) return false;
  }
  if (has(base::to_lower(facts_.control.title), lower)) return false;
  for (const document::Block& block : document_.blocks) {
    if (block.kind == BlockKind::heading && has(document_.view(block.span), name)) return false;
  }
  for (const std::string& product : facts_.control.products) {
    if (has(product, name)) return false;
  }
  return known->second = true;
}

bool DocumentScan::is_of_named(const UnitPlace& sentence, const std::vector<Range>& touched) const {
  const std::string_view text = normalized_.text;
  std::uint32_t first = sentence.range.end;
  for (const Range& range : touched) {
    if (within(range, sentence.range)) first = std::min(first, range.begin);
  }
  const auto word_from = [&](std::uint32_t at) {
    std::uint32_t end = at;
    while (end < sentence.range.end && ((text[end] >= 'a' && text[end] <= 'z') || text[end] == '-')) ++end;
    return Range{at, end};
  };
  // "According to Contoso", "the policy of Contoso", "by Contoso"
  std::vector<Range> attributions;
  find_cue(rules_.cues.attribution, sentence, attributions);
  for (const Range& range : attributions) {
    if (range.end < sentence.range.end && text[range.end] == ' ' && is_foreign_name(word_from(range.end + 1))) return true;
  }
  // "Contoso notifies": the subject, with its verb or its possession right behind it.
  std::uint32_t begin = sentence.range.begin;
  while (begin < sentence.range.end && (text[begin] == '"' || text[begin] == ' ')) ++begin;
  const std::uint32_t stop = std::min(first, sentence.range.end);
  for (std::uint32_t at = begin; at < stop;) {
    Range name = word_from(at);
    if (name.empty() || name.end > stop) break;
    if (is_foreign_name(name)) {
      std::uint32_t next = name.end;
      constexpr std::string_view forms[] = {" ltd", " gmbh", " inc",     " corp",    " corporation",
                                            " ag",  " llc",  " systems", " medical", " limited"};
      for (const std::string_view form : forms) {
        if (text.substr(next, form.size()) == form) next += static_cast<std::uint32_t>(form.size());
      }
      if (text.substr(next, 2) == "'s") return true;
      if (next < text.size() && text[next] == ' ') {
        const Range verb = word_from(next + 1);
        const std::string_view word = text.substr(verb.begin, verb.end - verb.begin);
        constexpr std::string_view finite[] = {"will", "shall", "must", "has", "is", "does", "can", "said", "promised", "wrote"};
        // "Northwind informs all ...", but not "session tokens are ...".
        constexpr std::string_view objects[] = {"the",
                                                "a",
                                                "an",
                                                "all",
                                                "each",
                                                "every",
                                                "any",
                                                "its",
                                                "their",
                                                "new",
                                                "customers",
                                                "users",
                                                "security",
                                                "known",
                                                "reporters",
                                                "us",
                                                "vulnerability",
                                                "both",
                                                "vulnerabilities",
                                                "affected"};
        const std::string_view object = [&] {
          if (verb.end >= text.size() || text[verb.end] != ' ') return std::string_view();
          const Range range = word_from(verb.end + 1);
          return text.substr(range.begin, range.end - range.begin);
        }();
        const bool third = word.size() > 3 && word.ends_with('s') && !word.ends_with("ss") &&
                           std::find(std::begin(objects), std::end(objects), object) != std::end(objects);
        const bool other = std::find(std::begin(finite), std::end(finite), word) != std::end(finite);
        if (third || other) {
          std::vector<Range> receiving;
          find_cue(rules_.cues.receiving, part_of(sentence, {verb.begin, std::min(sentence.range.end, verb.end + 20)}),
                   receiving);
          if (std::none_of(receiving.begin(), receiving.end(), [&](const Range& r) { return r.begin == verb.begin; }))
            return true;
        }
      }
    }
    // The next clause begins behind a comma.
    const std::size_t comma = text.find(", ", name.end);
    if (comma == std::string_view::npos || comma + 2 >= stop) break;
    at = static_cast<std::uint32_t>(comma + 2);
  }
  return false;
}

void DocumentScan::read_agent(std::size_t rule, const UnitPlace& sentence, const std::vector<Range>& touched,
                              Reading& reading) const {
  const Cues& cues = rules_.cues;
  const packs::Constraint* const constraint = rules_.constraints[rule];
  if (!reading.other_party) {
    std::vector<Range> theirs = stated(cues.theirs, sentence);
    erase_overlapped(theirs, touched);
    std::vector<Range> passed_on = stated(cues.passed_on, sentence);
    passed_on.insert(passed_on.end(), theirs.begin(), theirs.end());
    reading.other_party =
        is_done_by(cues.foreign_agent, sentence, touched) || (!passed_on.empty() && frames(passed_on, sentence, touched));
  }
  reading.other_party = reading.other_party || is_of_named(sentence, touched);
  // Below "Your responsibilities" items are demands, but not where they say what "we" do.
  const std::string_view text =
      std::string_view(normalized_.text).substr(sentence.range.begin, sentence.range.end - sentence.range.begin);
  const bool of_us = text.starts_with("we ") || text.starts_with("our ") || has(text, " we ");
  reading.reporter_request = reading.reporter_request || is_done_by(cues.reporter_agent, sentence, touched) ||
                             (!of_us && above(cues.reporter_agent, sentence.block));
  // What is delivered to users tells them what to do.
  using document::Role;
  const Role role = facts_.role;
  const bool for_users = role == Role::guide || role == Role::advisory || role == Role::notice || role == Role::release_notes ||
                         role == Role::statement || role == Role::other;
  if (constraint == nullptr || constraint->addresses_operators || (constraint->needs == packs::Needs::output && for_users))
    return;
  const std::vector<Range> duties = stated(cues.operator_duty, sentence);
  reading.other_party = reading.other_party || above(cues.operator_duty, sentence.block) ||
                        is_done_by(cues.operator_agent, sentence, touched) ||
                        (!duties.empty() && frames(duties, sentence, touched));
  reading.reporter_request =
      reading.reporter_request || is_demanded(sentence, touched) || (!of_us && above(cues.reader_demand, sentence.block));
}

}  // namespace crosswalk::matching
