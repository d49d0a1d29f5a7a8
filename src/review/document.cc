// SPDX-License-Identifier: Apache-2.0
#include "review/document.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

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

/// A title names a subject; what is done about it stands below.
bool is_title(const document::Document& document, const matching::Match& match) {
  if (match.rule->unit == packs::Unit::section || match.rule->unit == packs::Unit::document) return false;
  const std::int32_t index = document.block_at(match.quote.begin);
  if (index < 0) return false;
  const document::BlockKind kind = document.blocks[static_cast<std::size_t>(index)].kind;
  return kind == document::BlockKind::heading || kind == document::BlockKind::page_header ||
         kind == document::BlockKind::page_footer;
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

/// A part of the text as people read it: without notation, on one line, a dot between what stands in different blocks. `from` is
/// the block that what stands before the part ends in, -1 for none; `to` the one that what follows begins in.
std::string as_read(const document::Document& document, document::Span span, std::int32_t from, std::int32_t to) {
  std::string out;
  auto notation = std::lower_bound(document.markup.begin(), document.markup.end(), span.begin,
                                   [](const document::Span& markup, std::uint32_t at) { return markup.end <= at; });
  std::int32_t last = from;
  bool gap = false;
  std::int32_t block = document.block_at(span.begin);
  const std::vector<document::Block>& blocks = document.blocks;
  for (std::uint32_t at = span.begin; at < span.end; ++at) {
    for (auto next = static_cast<std::size_t>(block) + 1; next < blocks.size() && blocks[next].span.begin <= at; ++next) ++block;
    while (notation != document.markup.end() && notation->end <= at) ++notation;
    const char c = document.text[at];
    // What stands between blocks is notation too: the dash of a list, the bars of a table.
    const bool content = block >= 0 && at < document.blocks[static_cast<std::size_t>(block)].span.end;
    if (!content || c == ' ' || c == '\n' || c == '\t' || (notation != document.markup.end() && notation->begin <= at)) {
      gap = true;
      continue;
    }
    if (last >= 0 && last != block) {
      out += out.empty() ? "· " : " · ";
    } else if (gap && !out.empty()) {
      out += ' ';
    }
    last = block;
    gap = false;
    out += c;
  }
  if (!out.empty() && to >= 0 && last != to) out += " ·";
  return out;
}

/// Fills in what stands around the quote.
void set_context(const document::Document& document, document::Span quote, Evidence& evidence) {
  const document::Span context = with_context(document.text, quote);
  evidence.before = as_read(document, {context.begin, quote.begin}, -1, document.block_at(quote.begin));
  evidence.after = as_read(document, {quote.end, context.end}, document.block_at(quote.end - 1), -1);
  if (context.begin > 0 && !evidence.before.empty()) evidence.before.insert(0, "… ");
  if (context.end < document.text.size() && !evidence.after.empty()) evidence.after += " …";
}

/// Best first. That something is denied or planned says more than that it is touched on vaguely.
int rank(const MatchVerdict& judged) {
  switch (judged.verdict) {
    case Verdict::met:
      return 0;
    case Verdict::partial:
      return judged.reason == "vague" ? 4 : 1;
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

  MatchVerdict out{promise == packs::RuleVerdict::met ? Verdict::met : Verdict::partial, match.rule->reason, Assertion::asserted};
  const auto lower = [&](std::string_view reason) {
    if (out.verdict == Verdict::met) out = {Verdict::partial, std::string(reason), out.assertion};
  };
  if (reading.commitment) out.assertion = Assertion::commitment;
  const bool denies = constraint.polarity == packs::Polarity::negation_denies;
  if (reading.placeholder) {
    // "[list / TBD]" is boilerplate that nobody filled in, not a plan.
    out.assertion = Assertion::placeholder;
    lower("placeholder");
  } else if (reading.undetermined || (reading.planned && denies)) {
    out = {Verdict::planned, {}, Assertion::planned};
  } else if (reading.withheld || (reading.negated && denies)) {
    out = {Verdict::denied, {}, Assertion::negated};
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
  set_context(document, passage, evidence);
  return evidence;
}

std::vector<DocumentVerdict> judge_document(const matching::RuleSet& rules, const document::Document& document,
                                            const document::Facts& facts, std::string_view path,
                                            matching::Scanner::Scratch& scratch) {
  struct Found {
    const matching::Match* match = nullptr;
    MatchVerdict judged;
  };
  const matching::DocumentScan scan(rules, document, facts, path, scratch);
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
  const auto evidence_of = [&](const Found& found, packs::Needs needs) {
    const matching::Match& match = *found.match;
    Evidence evidence;
    evidence.document = path;
    evidence.quote = document.view(match.quote);
    evidence.locator = document.locate(match.quote.begin);
    evidence.verdict = found.judged.verdict;
    evidence.reason = found.judged.reason;
    evidence.assertion = found.judged.assertion;
    evidence.basis = basis_of(match.rule->basis, facts.role, needs);
    evidence.owner = facts.owner;
    evidence.expression = match.rule->id;
    evidence.names = match.names;
    if (match.limit_hours > 0) evidence.limit = Limit{match.rule->limit, match.limit_hours};
    set_context(document, match.quote, evidence);
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
          return a.match->quote.begin < b.match->quote.begin;
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
