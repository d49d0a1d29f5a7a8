// SPDX-License-Identifier: Apache-2.0
#include "eval/corpus.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <set>
#include <utility>

#include "base/threads.h"
#include "facts/facts.h"
#include "pipeline/readers.h"
#include "platform/file.h"
#include "platform/signals.h"
#include "review/values.h"

namespace crosswalk::eval {
namespace {

constexpr std::uint64_t largest_labels = 256ULL << 20;

}  // namespace

base::Result<Corpus> open_corpus(const std::string& path) {
  Corpus corpus;
  const std::string labels_path = path + "/labels.jsonl";
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(labels_path, largest_labels));
  CW_ASSIGN_OR_RETURN(corpus.labels, read_labels(text, labels_path));
  corpus.folder = path + "/documents";
  CW_ASSIGN_OR_RETURN(corpus.listing, sources::list({corpus.folder}, {}));
  std::set<std::string> labelled;
  for (const LabelledDocument& document : corpus.labels) labelled.insert(document.name);
  for (const sources::SourceItem& item : corpus.listing.items) {
    if (labelled.erase(item.path) > 0) corpus.items.push_back(&item);
  }
  if (!labelled.empty())
    return base::Error{base::ErrorCode::malformed_corpus, labels_path, "no file documents/" + *labelled.begin()};
  return corpus;
}

base::Result<std::vector<document::Extracted>> read_items(const std::vector<const sources::SourceItem*>& items, unsigned jobs,
                                                          bool unsandboxed) {
  std::vector<document::Extracted> out(items.size());
  const extraction::Limits limits;
  const pipeline::Readers readers([&] { return pipeline::make_pool(jobs, limits, unsandboxed); });
  std::atomic<std::size_t> next{0};
  base::work_together(jobs - 1, [&] {
    for (std::size_t i = next++; i < items.size(); i = next++) {
      const auto file = items[i]->open();
      out[i].status = document::Status::unreadable;
      if (file && !platform::interrupted()) out[i] = readers.extract(*file, items[i]->path, {});
    }
  });
  if (const auto failure = readers.failure()) return *failure;
  if (platform::interrupted()) return base::Error{base::ErrorCode::interrupted, "eval", "not all documents were read"};
  return out;
}

bool is_judged(const document::Extracted& extracted) {
  const bool read = extracted.status == document::Status::read || extracted.status == document::Status::damaged;
  return read && (extracted.facts.language == "en" || extracted.facts.language == "und");
}

base::Result<std::vector<Text>> read_texts(const Corpus& corpus, unsigned jobs, bool unsandboxed) {
  std::map<std::string_view, const LabelledDocument*> labels;
  for (const LabelledDocument& document : corpus.labels) {
    if (document.language == "en") labels.emplace(document.name, &document);
  }
  std::vector<const sources::SourceItem*> items;
  std::vector<Text> texts;
  for (const sources::SourceItem* item : corpus.items) {
    const auto found = labels.find(item->path);
    if (found == labels.end()) continue;
    items.push_back(item);
    texts.push_back({found->second, {}});
  }
  CW_ASSIGN_OR_RETURN(std::vector<document::Extracted> read, read_items(items, jobs, unsandboxed));
  for (std::size_t i = 0; i < items.size(); ++i) texts[i].extracted = std::move(read[i]);
  std::erase_if(texts, [](const Text& text) { return !is_judged(text.extracted); });
  std::sort(texts.begin(), texts.end(), [](const Text& a, const Text& b) { return a.labels->name < b.labels->name; });
  return texts;
}

Bench::Bench(const matching::RuleSet& rules) : rules_(rules), scratch_(*rules.scanner) {}

review::DocumentVerdict Bench::judge(document::Document document, const std::string& name, std::string_view constraint) {
  document::Extracted extracted;
  extracted.document = std::move(document);
  facts::fill(extracted, name);
  review::FileJudgement judgement = review::judge_file(rules_, extracted, extracted.facts, name, scratch_);
  for (review::DocumentVerdict& verdict : judgement.constraints) {
    if (verdict.constraint.text() == constraint) return std::move(verdict);
  }
  review::DocumentVerdict nothing;
  nothing.constraint = std::string(constraint);
  return nothing;
}

std::vector<Cell> met_cells(const matching::RuleSet& rules, const std::vector<Text>& texts) {
  std::vector<Cell> cells;
  Bench bench(rules);
  for (const Text& text : texts) {
    for (const auto& [id, label] : text.labels->labels) {
      const packs::Constraint* constraint = rules.constraint(id);
      if (label.value != 'M' || constraint == nullptr) continue;
      review::DocumentVerdict verdict = bench.judge(text.extracted.document, text.labels->name, id);
      if (verdict.verdict == review::Verdict::met) cells.push_back({&text, constraint, std::move(verdict)});
    }
  }
  return cells;
}

std::uint64_t fingerprint(std::string_view bytes) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char byte : bytes) {
    hash ^= static_cast<unsigned char>(byte);
    hash *= 1099511628211ULL;
  }
  // The low bits of FNV depend on few bits of the input; choices are made with remainders.
  hash ^= hash >> 32;
  hash *= 0x9E3779B97F4A7C15ULL;
  return hash ^ (hash >> 29);
}

}  // namespace crosswalk::eval
