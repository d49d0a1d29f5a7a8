// SPDX-License-Identifier: Apache-2.0
#include "review/document.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "base/text.h"

namespace crosswalk::review {
namespace {

using document::Owner;
using document::Role;

constexpr std::size_t most_evidence = 20;
constexpr std::uint32_t context_bytes = 240;

/// What a document of this role shows where it says something: that it is done, that it was done, or the released thing itself.
Basis basis_of(packs::RuleBasis basis, Role role, packs::Needs needs) {
  switch (role) {
    case Role::advisory:
    case Role::notice:
    case Role::release_notes:
    case Role::sbom:
      // What was sent out is the output that some constraints ask for, and to the others a record that it was sent.
      return needs == packs::Needs::output ? Basis::output : Basis::record;
    case Role::register_:
    case Role::report:
    case Role::risk_file:
      return Basis::record;
    default:
      break;
  }
  switch (basis) {
    case packs::RuleBasis::process:
      return Basis::process;
    case packs::RuleBasis::record:
      return Basis::record;
    case packs::RuleBasis::output:
      return Basis::output;
    case packs::RuleBasis::automatic:
      break;
  }
  return role == Role::guide || role == Role::statement ? Basis::output : Basis::process;
}

/// What is spoken of in such a document is not the manufacturer's own product.
bool is_foreign(Owner owner) {
  return owner == Owner::third_party || owner == Owner::operator_ || owner == Owner::tutorial || owner == Owner::authority;
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// Whether a heading is a field with its value: "Severity: Critical", "Fixed in: 2.3.1", but not "Part 2: Accounts".
bool is_field(std::string_view heading) {
  const std::size_t colon = heading.find(": ");
  if (colon == std::string_view::npos || has_digit(heading.substr(0, colon))) return false;
  const std::string_view name = heading.substr(0, colon);
  constexpr std::string_view parts[] = {"annex", "appendix", "chapter", "part",   "section",
                                        "step",  "phase",    "table",   "figure", "example"};
  const std::string lower = base::to_lower(name.substr(0, name.find(' ')));
  if (std::find(std::begin(parts), std::end(parts), lower) != std::end(parts)) return false;
  const std::string_view value = heading.substr(colon + 2);
  return value.find(' ') == std::string_view::npos || (has_digit(value) && std::count(value.begin(), value.end(), ' ') < 4);
}

/// A title names a subject; what is done about it stands below.
bool is_title(const document::Document& document, const matching::Match& match) {
  if (match.rule->unit == packs::Unit::section || match.rule->unit == packs::Unit::document) return false;
  const std::int32_t index = document.block_at(match.quote.begin);
  if (index < 0) return false;
  const document::Block& block = document.blocks[static_cast<std::size_t>(index)];
  const document::BlockKind kind = block.kind;
  if (kind == document::BlockKind::table_cell) {
    const document::Table& table = document.tables[static_cast<std::size_t>(block.table)];
    // In a table of fields the first one is a field, too: "Severity | Critical, 9.8".
    const document::Block& last = document.blocks[static_cast<std::size_t>(document.block_at(match.quote.end - 1))];
    const bool is_value = table.columns == 2 && last.column == 1 && has_digit(document.view(last.span));
    return block.row == table.header_row && !is_value;
  }
  if (kind == document::BlockKind::heading) return !is_field(document.view(block.span));
  return kind == document::BlockKind::page_header || kind == document::BlockKind::page_footer;
}

/// The span with some text on both sides, cut between words (or characters, where a word is too long).
document::Span with_context(const std::string& text, document::Span span) {
  const auto is_middle = [&](std::uint32_t at) {
    return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
  };
  document::Span out{span.begin - std::min(span.begin, context_bytes),
                     static_cast<std::uint32_t>(std::min<std::size_t>(text.size(), span.end + std::size_t{context_bytes}))};
  const auto is_space = [&](std::uint32_t at) { return text[at] == ' ' || text[at] == '\n'; };
  constexpr std::uint32_t longest_word = 40;
  std::uint32_t begin = out.begin;
  while (begin > 0 && begin < span.begin && begin - out.begin < longest_word && !is_space(begin - 1)) ++begin;
  if (begin == 0 || begin >= span.begin || is_space(begin - 1)) out.begin = std::min(begin, span.begin);
  std::uint32_t end = out.end;
  while (end < text.size() && end > span.end && out.end - end < longest_word && !is_space(end)) --end;
  if (end >= text.size() || end <= span.end || is_space(end)) out.end = std::max(end, span.end);
  while (out.begin < span.begin && is_middle(out.begin)) ++out.begin;
  while (out.end > span.end && is_middle(out.end)) --out.end;
  return out;
}

/// Collects text as people read it: on one line, a dot between what stands in different blocks. `from` is the block that what
/// stands before it ends in, -1 for none.
class Reading {
 public:
  explicit Reading(std::int32_t from) : last_(from) {}

  /// Something stands here that is not read.
  void skip() { gap_ = true; }
  /// Adds text of a block.
  void add(std::string_view text, std::int32_t block) {
    for (std::size_t at = 0; at < text.size();) {
      if (is_gap(text[at])) {
        gap_ = true;
        ++at;
        continue;
      }
      // Words with single spaces between them stay as they are.
      std::size_t end = at + 1;
      while (end < text.size() && (!is_gap(text[end]) || (text[end] == ' ' && end + 1 < text.size() && !is_gap(text[end + 1])))) {
        ++end;
      }
      add_words(text.substr(at, end - at), block);
      at = end;
    }
  }
  /// What was collected; `to` is the block that what follows begins in, -1 for none.
  std::string finish(std::int32_t to) {
    if (!out_.empty() && to >= 0 && last_ != to) out_ += " ·";
    return std::move(out_);
  }

 private:
  static bool is_gap(char c) { return c == ' ' || c == '\n' || c == '\t'; }
  void add_words(std::string_view words, std::int32_t block) {
    if (last_ >= 0 && last_ != block) {
      out_ += out_.empty() ? "· " : " · ";
    } else if (gap_ && !out_.empty()) {
      out_ += ' ';
    }
    last_ = block;
    gap_ = false;
    out_ += words;
  }

  std::string out_;
  std::int32_t last_;
  bool gap_ = false;
};

/// A part of the text without notation. `from` is the block that what stands before the part ends in, -1 for none; `to` the one
/// that what follows begins in.
std::string as_read(const document::Document& document, document::Span span, std::int32_t from, std::int32_t to) {
  Reading reading(from);
  auto notation = std::lower_bound(document.markup.begin(), document.markup.end(), span.begin,
                                   [](const document::Span& markup, std::uint32_t at) { return markup.end <= at; });
  std::int32_t block = document.block_at(span.begin);
  const std::vector<document::Block>& blocks = document.blocks;
  for (std::uint32_t at = span.begin; at < span.end;) {
    for (auto next = static_cast<std::size_t>(block) + 1; next < blocks.size() && blocks[next].span.begin <= at; ++next) ++block;
    while (notation != document.markup.end() && notation->end <= at) ++notation;
    const auto next = static_cast<std::size_t>(block) + 1;
    std::uint32_t stop = next < blocks.size() ? std::min(span.end, blocks[next].span.begin) : span.end;
    // What stands between blocks is notation too: the dash of a list, the bars of a table.
    const bool content = block >= 0 && at < blocks[static_cast<std::size_t>(block)].span.end;
    const bool marked = notation != document.markup.end() && notation->begin <= at;
    if (content) stop = std::min(stop, blocks[static_cast<std::size_t>(block)].span.end);
    if (notation != document.markup.end()) stop = std::min(stop, marked ? notation->end : notation->begin);
    if (content && !marked) {
      reading.add(document.view({at, stop}), block);
    } else {
      reading.skip();
    }
    at = stop;
  }
  return reading.finish(to);
}

/// Where the quotes of a document stand, and what stands around them. Several rules often find the same sentence.
class Contexts {
 public:
  explicit Contexts(const document::Document& document) : document_(document) {}

  /// Fills in the quote, its place, and what stands around it.
  void set(document::Span quote, Evidence& evidence) {
    const auto [known, added] = known_.try_emplace({quote.begin, quote.end});
    if (added) known->second = around(quote);
    evidence.quote = document_.view(quote);
    evidence.locator = known->second.locator;
    evidence.before = known->second.before;
    evidence.after = known->second.after;
  }

 private:
  struct Around {
    std::string before;
    std::string after;
    document::Locator locator;
  };
  [[nodiscard]] Around around(document::Span quote) const {
    const document::Span context = with_context(document_.text, quote);
    Around out{as_read(document_, {context.begin, quote.begin}, -1, document_.block_at(quote.begin)),
               as_read(document_, {quote.end, context.end}, document_.block_at(quote.end - 1), -1),
               document_.locate(quote.begin)};
    if (context.begin > 0 && !out.before.empty()) out.before.insert(0, "… ");
    if (context.end < document_.text.size() && !out.after.empty()) out.after += " …";
    return out;
  }

  const document::Document& document_;
  std::map<std::pair<document::ByteOffset, document::ByteOffset>, Around> known_;
};

/// Best first. That something is denied or planned says more than that it is touched on vaguely.
int rank(const MatchVerdict& judged) {
  switch (judged.verdict) {
    case Verdict::met:
      return 0;
    case Verdict::partial:
      return judged.faint ? 4 : 1;
    case Verdict::planned:
      return 2;
    case Verdict::denied:
      return 3;
    default:
      return 5;
  }
}

}  // namespace

MatchVerdict judge_match(const matching::Match& match, const packs::Constraint& constraint, const document::Document& document,
                         Owner owner) {
  const matching::Reading& reading = match.reading;
  const packs::RuleVerdict promise = match.rule->verdict;
  if (promise == packs::RuleVerdict::denied) return {Verdict::denied, {}, Assertion::negated};
  if (promise == packs::RuleVerdict::planned) return {Verdict::planned, {}, Assertion::planned};

  MatchVerdict out{promise == packs::RuleVerdict::met ? Verdict::met : Verdict::partial, match.rule->reason, Assertion::asserted,
                   promise != packs::RuleVerdict::met && match.rule->reason == "vague"};
  const auto lower = [&](std::string_view reason) {
    if (out.verdict == Verdict::met) out = {Verdict::partial, std::string(reason), out.assertion};
  };
  if (reading.commitment) out.assertion = Assertion::commitment;
  // Content where it is met, and still the contrary of what an asserted sentence says.
  if (reading.negated) out.assertion = Assertion::negated;
  const bool denies = constraint.polarity == packs::Polarity::negation_denies;
  if (reading.placeholder) {
    // "[list / TBD]" is boilerplate that nobody filled in, not a plan.
    out.assertion = Assertion::placeholder;
    lower("placeholder");
    if (out.reason == "vague") out.reason = "placeholder";
  } else if (reading.undetermined || (reading.planned && denies)) {
    out = {Verdict::planned, {}, Assertion::planned};
  } else if (reading.withheld || (reading.negated && denies)) {
    out = {Verdict::denied, {}, Assertion::negated};
  } else if (reading.other_party || reading.asked_whether || (reading.reporter_request && !constraint.addresses_reporters)) {
    lower("other_subject");
  } else if (reading.instruction) {
    out.assertion = Assertion::instruction;
    lower("optional_instruction");
  } else if (reading.conditional) {
    out.assertion = Assertion::conditional;
    lower("conditional");
  } else if (reading.example) {
    out.assertion = Assertion::example;
    lower("other_subject");
  } else if (reading.unticked) {
    lower("unticked");
  } else if (is_title(document, match)) {
    out.faint = out.verdict == Verdict::met || out.faint;
    lower("vague");
  }
  if (!is_foreign(owner)) return out;
  // Of somebody else's product even a clear statement is at most a hint, and a hint is nothing.
  if (out.verdict == Verdict::met) return {Verdict::partial, "other_subject", out.assertion};
  return {};
}

Evidence proposal_of(const document::Document& document, document::Span passage, const document::Facts& facts,
                     std::string_view path, packs::Needs needs) {
  Evidence evidence;
  evidence.document = path;
  evidence.quote = document.view(passage);
  evidence.locator = document.locate(passage.begin);
  evidence.verdict = Verdict::needs_review;
  evidence.basis = basis_of(packs::RuleBasis::automatic, facts.role, needs);
  evidence.owner = facts.owner;
  evidence.expression = "question";
  Contexts(document).set(passage, evidence);
  return evidence;
}

std::vector<DocumentVerdict> judge_document(const matching::RuleSet& rules, const document::Document& document,
                                            const document::Facts& facts, std::string_view path,
                                            matching::Scanner::Scratch& scratch, std::uint32_t unknown) {
  struct Found {
    const matching::Match* match = nullptr;
    MatchVerdict judged;
  };
  const matching::DocumentScan scan(rules, document, facts, path, scratch, unknown);
  const std::vector<matching::Match> matches = scan.matches();
  std::map<std::string_view, std::vector<Found>> by_constraint;
  const packs::Constraint* constraint = nullptr;
  for (const matching::Match& match : matches) {
    // Matches come rule by rule: the constraint is mostly the one before.
    if (constraint == nullptr || constraint->id != match.rule->constraint) constraint = rules.constraint(match.rule->constraint);
    if (constraint == nullptr || match.quote.empty()) continue;
    MatchVerdict judged = judge_match(match, *constraint, document, facts.owner);
    if (judged.verdict == Verdict::not_found) continue;
    by_constraint[constraint->id].push_back({&match, std::move(judged)});
  }
  Contexts contexts(document);
  const auto evidence_of = [&](const Found& found, packs::Needs needs) {
    const matching::Match& match = *found.match;
    Evidence evidence;
    evidence.document = path;
    evidence.verdict = found.judged.verdict;
    evidence.reason = found.judged.reason;
    evidence.assertion = found.judged.assertion;
    evidence.basis = basis_of(match.rule->basis, facts.role, needs);
    evidence.owner = facts.owner;
    evidence.expression = match.rule->id;
    evidence.names = match.names;
    if (match.limit_hours > 0) evidence.limit = Limit{match.rule->limit, match.limit_hours};
    contexts.set(match.quote, evidence);
    return evidence;
  };

  std::vector<DocumentVerdict> out;
  for (const auto& pack : rules.packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& wanted : clause.constraints) {
        const auto entry = by_constraint.find(wanted.id);
        if (entry == by_constraint.end()) continue;
        std::vector<Found>& found = entry->second;
        std::stable_sort(found.begin(), found.end(), [](const Found& a, const Found& b) {
          if (rank(a.judged) != rank(b.judged)) return rank(a.judged) < rank(b.judged);
          if (a.match->quote.begin != b.match->quote.begin) return a.match->quote.begin < b.match->quote.begin;
          // Of passages that begin at the same place the one that says most is shown.
          return a.match->quote.end > b.match->quote.end;
        });
        DocumentVerdict verdict;
        verdict.constraint = wanted.id;
        verdict.verdict = found.front().judged.verdict;
        verdict.reason = found.front().judged.reason;
        std::set<std::pair<std::uint32_t, Basis>> shown;
        for (const Found& item : found) {
          const Basis basis = basis_of(item.match->rule->basis, facts.role, wanted.needs);
          if (!shown.insert({item.match->quote.begin, basis}).second) continue;
          verdict.evidence.push_back(evidence_of(item, wanted.needs));
          if (verdict.evidence.size() >= most_evidence) break;
        }
        out.push_back(std::move(verdict));
      }
    }
  }
  return out;
}

}  // namespace crosswalk::review
