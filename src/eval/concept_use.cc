// SPDX-License-Identifier: Apache-2.0
#include "eval/concept_use.h"

#include <algorithm>
#include <atomic>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

#include "base/threads.h"
#include "eval/corpus.h"
#include "matching/match.h"
#include "platform/folder.h"
#include "platform/signals.h"
#include "review/document.h"
#include "sources/listing.h"

namespace crosswalk::eval {
namespace {

/// All that a folder's verdicts take from a document's: no quotes.
std::string outcome_of(const std::vector<review::DocumentVerdict>& verdicts) {
  std::string out;
  for (const review::DocumentVerdict& verdict : verdicts) {
    out += verdict.constraint.text() + " " + std::string(base::word(verdict.verdict)) + " " + verdict.reason.text();
    std::set<std::string> more;
    for (const review::Evidence& evidence : verdict.evidence) {
      for (const std::string& name : evidence.names) more.insert(name);
      if (evidence.limit) more.insert(evidence.limit->act + "=" + std::to_string(evidence.limit->hours));
    }
    for (const std::string& one : more) out += " " + one;
    out += "\n";
  }
  return out;
}

/// Notes an expression's concepts, and theirs.
void collect(const matching::Formulas& formulas, matching::FormulaId id, std::set<matching::FormulaId>& seen,
             std::set<std::uint32_t>& concepts) {
  if (!seen.insert(id).second) return;
  const matching::Formula& formula = formulas[id];
  if (formula.op == packs::Operator::concept_) concepts.insert(formula.value);
  for (const matching::FormulaId child : formulas.children(formula)) collect(formulas, child, seen, concepts);
}

}  // namespace

std::vector<std::uint32_t> concepts_of(const matching::RuleSet& rules, std::string_view pack) {
  std::set<std::uint32_t> concepts;
  if (pack.empty()) {
    for (std::uint32_t i = 0; i < rules.lexicon.concepts.size(); ++i) concepts.insert(i);
  }
  std::set<matching::FormulaId> seen;
  for (std::size_t i = 0; i < rules.rules.size(); ++i) {
    const std::string_view constraint = rules.rules[i].constraint;
    if (constraint.substr(0, constraint.find(':')) == pack) collect(rules.formulas, rules.formulas.of_rule(i), seen, concepts);
  }
  return {concepts.begin(), concepts.end()};
}

std::vector<ConceptUse> uses_of(const matching::RuleSet& rules, const std::vector<std::uint32_t>& concepts,
                                const std::vector<NamedDocument>& documents, unsigned jobs, const OnDone& on_done) {
  std::vector<std::atomic<std::size_t>> stands(concepts.size());
  std::vector<std::atomic<bool>> decides(concepts.size());
  std::atomic<std::size_t> next{0};
  std::mutex mutex;
  std::size_t done = 0;
  base::work_together(jobs - 1, [&] {
    matching::Scanner::Scratch scratch(*rules.scanner);
    for (std::size_t i = next++; i < documents.size() && !platform::interrupted(); i = next++) {
      const NamedDocument& document = documents[i];
      const auto outcome = [&](std::uint32_t unknown) {
        return outcome_of(review::judge_document(rules, *document.text, *document.facts, document.name, scratch, unknown));
      };
      const std::string whole = outcome(matching::Cues::none);
      const matching::DocumentScan scan(rules, *document.text, *document.facts, document.name, scratch);
      for (std::size_t k = 0; k < concepts.size(); ++k) {
        if (!scan.says(concepts[k])) continue;
        ++stands[k];
        if (!decides[k] && outcome(concepts[k]) != whole) decides[k] = true;
      }
      const std::lock_guard lock(mutex);
      if (on_done) on_done(++done, documents.size());
    }
  });
  std::vector<ConceptUse> out;
  for (std::size_t k = 0; k < concepts.size(); ++k) out.push_back({concepts[k], stands[k], decides[k]});
  return out;
}

base::Result<ConceptUses> uses_in_folder(const matching::RuleSet& rules, const std::vector<std::uint32_t>& concepts,
                                         const std::string& folder, unsigned jobs, const OnDone& on_done) {
  const auto labels = platform::kind_of(folder + "/labels.jsonl");
  const bool labelled = labels && *labels == platform::EntryKind::file;
  CW_ASSIGN_OR_RETURN(const sources::Listing listing, sources::list({labelled ? folder + "/documents" : folder}, {}));
  std::vector<const sources::SourceItem*> items;
  for (const sources::SourceItem& item : listing.items) items.push_back(&item);
  CW_ASSIGN_OR_RETURN(const std::vector<document::Extracted> texts, read_items(items, jobs, false));
  ConceptUses out;
  std::vector<NamedDocument> documents;
  for (std::size_t i = 0; i < items.size(); ++i) {
    if (is_judged(texts[i])) {
      documents.push_back({items[i]->path, &texts[i].document, &texts[i].facts});
    } else {
      out.left_out.push_back(items[i]->path);
    }
  }
  out.judged = documents.size();
  out.concepts = uses_of(rules, concepts, documents, jobs, on_done);
  if (platform::interrupted()) return base::Error{base::ErrorCode::interrupted, folder, "not all documents were judged"};
  return out;
}

}  // namespace crosswalk::eval
