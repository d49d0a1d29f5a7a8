// SPDX-License-Identifier: Apache-2.0
#include "review/values.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <utility>

#include "review/document.h"

namespace crosswalk::review {
namespace {

using document::ArtifactKind;
using document::ArtifactPoint;

constexpr std::size_t most_evidence = 20;

/// Whether the words of such a file are the maker's own, and not those of components or tools.
bool words_count(ArtifactKind kind) {
  return kind == ArtifactKind::none || kind == ArtifactKind::csaf || kind == ArtifactKind::sarif ||
         kind == ArtifactKind::security_txt;
}

Verdict verdict_of(ArtifactPoint::State state) {
  switch (state) {
    case ArtifactPoint::State::met:
      return Verdict::met;
    case ArtifactPoint::State::partial:
      return Verdict::partial;
    case ArtifactPoint::State::planned:
      return Verdict::planned;
    case ArtifactPoint::State::denied:
      return Verdict::denied;
    case ArtifactPoint::State::missing:
      break;
  }
  return Verdict::not_found;
}

Assertion assertion_of(ArtifactPoint::State state) {
  if (state == ArtifactPoint::State::planned) return Assertion::planned;
  return state == ArtifactPoint::State::denied ? Assertion::negated : Assertion::asserted;
}

/// What was handed out is the output that some constraints ask for, and to others a record; where to report to is a process.
Basis basis_of(ArtifactKind kind, packs::Needs needs) {
  if (kind == ArtifactKind::security_txt) return Basis::process;
  return needs == packs::Needs::output ? Basis::output : Basis::record;
}

/// Where a quote stands: of one that begins with notation, as an element of XML does, the place is that of what it holds.
document::Locator place_of(const document::Document& document, document::Span quote) {
  const std::int32_t index = document.block_at(quote.end - 1);
  if (index >= 0) {
    const document::Span block = document.blocks[static_cast<std::size_t>(index)].span;
    if (quote.contains(block.begin)) return document.locate(block.begin);
  }
  return document.locate(quote.begin);
}

/// Puts what the values say of one constraint before what the words say.
class Merger {
 public:
  Merger(const document::Extracted& extracted, const document::Facts& facts, std::string_view path)
      : extracted_(extracted), facts_(facts), path_(path) {}

  void merge(const packs::Constraint& constraint, const ArtifactPoint& point, const std::string& expression, FileJudgement& out) {
    const auto said = std::find_if(out.constraints.begin(), out.constraints.end(),
                                   [&](const DocumentVerdict& one) { return one.constraint == constraint.id; });
    const bool words_say_it = said != out.constraints.end() && said->verdict == Verdict::met;
    // Where no value holds it, words may: a score in a note.
    if (point.state == ArtifactPoint::State::missing) {
      if (!words_say_it) out.lacking.push_back({constraint.id, point.lacking});
      return;
    }
    if (!point.lacking.empty()) out.lacking.push_back({constraint.id, point.lacking});
    DocumentVerdict verdict;
    verdict.constraint = constraint.id;
    verdict.verdict = verdict_of(point.state);
    if (verdict.verdict == Verdict::partial) verdict.reason = point.reason;
    // Of somebody else's product even a clear value is at most a hint.
    const bool foreign = facts_.owner != document::Owner::own && facts_.owner != document::Owner::unknown;
    if (foreign && verdict.verdict != Verdict::met) return;
    if (foreign) {
      verdict.verdict = Verdict::partial;
      verdict.reason = "other_subject";
    }
    for (const document::Span quote : point.quotes) {
      if (quote.empty() || verdict.evidence.size() >= most_evidence) continue;
      verdict.evidence.push_back(evidence_of(quote, constraint, point, verdict, expression));
    }
    if (verdict.evidence.empty()) return;
    if (said == out.constraints.end()) {
      out.constraints.push_back(std::move(verdict));
      return;
    }
    for (Evidence& evidence : said->evidence) {
      if (verdict.evidence.size() >= most_evidence) break;
      if (evidence.verdict == Verdict::met && verdict.verdict != Verdict::met) {
        evidence.verdict = verdict.verdict;
        evidence.reason = verdict.reason;
      }
      verdict.evidence.push_back(std::move(evidence));
    }
    *said = std::move(verdict);
  }

 private:
  [[nodiscard]] Evidence evidence_of(document::Span quote, const packs::Constraint& constraint, const ArtifactPoint& point,
                                     const DocumentVerdict& verdict, const std::string& expression) const {
    Evidence out = proposal_of(extracted_.document, quote, facts_, path_, constraint.needs);
    out.locator = place_of(extracted_.document, quote);
    out.verdict = verdict.verdict;
    out.reason = verdict.reason;
    out.basis = basis_of(extracted_.artifact.kind, constraint.needs);
    out.assertion = assertion_of(point.state);
    out.expression = expression;
    return out;
  }

  const document::Extracted& extracted_;
  const document::Facts& facts_;
  std::string_view path_;
};

}  // namespace

FileJudgement judge_file(const matching::RuleSet& rules, const document::Extracted& extracted, const document::Facts& facts,
                         std::string_view path, matching::Scanner::Scratch& scratch) {
  FileJudgement out;
  const document::Artifact& artifact = extracted.artifact;
  if (words_count(artifact.kind)) out.constraints = judge_document(rules, extracted.document, facts, path, scratch);
  if (artifact.kind == ArtifactKind::none || artifact.points.empty()) return out;

  const std::string kind(base::word(artifact.kind));
  Merger merger(extracted, facts, path);
  std::map<std::string_view, std::size_t> order;
  for (const auto& pack : rules.packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& constraint : clause.constraints) order.emplace(constraint.id, order.size());
      for (const packs::Signal& signal : clause.signals) {
        if (signal.kind != packs::SignalKind::artifact || signal.pattern != kind) continue;
        const ArtifactPoint* const point = artifact.point(signal.check);
        if (signal.check == document::ArtifactCheck::none || point == nullptr) continue;
        for (const std::string& slug : signal.constraints) {
          const std::string place = slug.find('/') == std::string::npos ? clause.number + "/" + slug : slug;
          const packs::Constraint* const constraint = rules.constraint(pack->id + ":" + place);
          if (constraint != nullptr) merger.merge(*constraint, *point, place + "#" + kind, out);
        }
      }
    }
  }
  const auto place_of = [&](std::string_view id) {
    const auto found = order.find(id);
    return found == order.end() ? order.size() : found->second;
  };
  std::stable_sort(out.constraints.begin(), out.constraints.end(), [&](const DocumentVerdict& a, const DocumentVerdict& b) {
    return place_of(a.constraint.text()) < place_of(b.constraint.text());
  });
  return out;
}

std::vector<std::string> decided_by_values(const DocumentEntry& entry) {
  std::set<std::string> out;
  for (const DocumentVerdict& one : entry.constraints) out.insert(std::string(one.constraint.text()));
  for (const Shortfall& one : entry.lacking) out.insert(std::string(one.constraint.text()));
  return {out.begin(), out.end()};
}

std::vector<VersionMention> mentions_of(const document::Extracted& extracted) {
  std::vector<VersionMention> out;
  out.reserve(extracted.artifact.versions.size());
  for (const document::NamedVersion& named : extracted.artifact.versions) {
    VersionMention mention{named.use, named.name, named.version, named.purl, named.vulnerability, {}, {}};
    mention.quote = extracted.document.view(named.quote);
    if (!named.quote.empty()) mention.locator = place_of(extracted.document, named.quote);
    out.push_back(std::move(mention));
  }
  return out;
}

}  // namespace crosswalk::review
