// SPDX-License-Identifier: Apache-2.0
#include "eval/questions.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "base/text.h"
#include "base/threads.h"
#include "eval/labels.h"
#include "matching/normalize.h"
#include "pipeline/readers.h"
#include "pipeline/run.h"
#include "platform/file.h"
#include "sources/listing.h"

namespace crosswalk::eval {
namespace {

constexpr std::uint64_t largest_labels = 256ULL << 20;
constexpr std::size_t most_passages = 3;

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> out;
  std::string word;
  for (const char c : matching::normalize_text(text) + " ") {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) {
      word += c;
    } else if (!word.empty()) {
      out.push_back(std::exchange(word, {}));
    }
  }
  return out;
}

bool right(const retrieval::Passage& passage, const Label& label) {
  return std::any_of(label.quotes.begin(), label.quotes.end(),
                     [&](const std::string& quote) { return shows(passage.quote, quote); });
}

void count(Found& found, std::optional<std::size_t> place) {
  ++found.of;
  if (place && *place == 0) ++found.first;
  if (place) ++found.first_three;
}

template <class Right>
std::optional<std::size_t> place_of(const std::vector<retrieval::Passage>& passages, const Right& is_right) {
  const auto found = std::find_if(passages.begin(), passages.end(), is_right);
  if (found == passages.end()) return std::nullopt;
  return static_cast<std::size_t>(found - passages.begin());
}

bool everything(const std::string& /*path*/) { return true; }

/// The questions of the constraints that have labels M, with all texts of the packs as background.
retrieval::Questions questions_of(const matching::RuleSet& rules, const std::vector<LabelledDocument>& labels) {
  std::vector<retrieval::Question> questions;
  std::vector<std::string> background;
  for (const auto& pack : rules.packs) {
    for (const packs::Clause& clause : pack->clauses) {
      for (const packs::Constraint& constraint : clause.constraints) {
        background.push_back(constraint.question + " " + constraint.text);
        const bool asked = std::any_of(labels.begin(), labels.end(), [&](const LabelledDocument& document) {
          const auto label = document.labels.find(constraint.id);
          return label != document.labels.end() && label->second.value == 'M';
        });
        if (asked && !constraint.question.empty()) questions.push_back({constraint.id, constraint.question, constraint.text});
      }
    }
  }
  return {std::move(questions), background};
}

/// Asks one document, or the whole corpus, in one way.
class Asker {
 public:
  Asker(const retrieval::Questions& questions, const std::vector<LabelledDocument>& labels, const retrieval::Embedder* embedder)
      : questions_(questions), labels_(labels), embedder_(embedder) {}

  void ask_document(const LabelledDocument& document, const retrieval::Search& search, QuestionScores& scores) const {
    for (std::size_t q = 0; q < questions_.size(); ++q) {
      const auto label = document.labels.find(questions_[q].id);
      if (label == document.labels.end() || label->second.value != 'M' || label->second.quotes.empty()) continue;
      const auto passages = search.best(q, most_passages, everything, embedder_);
      const auto place = place_of(passages, [&](const auto& passage) { return right(passage, label->second); });
      count(scores.within[questions_[q].id], place);
      count(scores.within_all, place);
      for (const auto& passage : passages)
        scores.words += static_cast<std::int64_t>(base::split(base::collapse_space(passage.quote), ' ').size());
      if (place) continue;
      std::string missed = document.name + ": " + questions_[q].id;
      for (const std::string& quote : label->second.quotes) missed += "\n      labelled: " + base::collapse_space(quote);
      for (const auto& passage : passages) missed += "\n      proposed: " + base::collapse_space(passage.quote);
      scores.missed.push_back(std::move(missed));
    }
  }

  void ask_corpus(const retrieval::Search& search, QuestionScores& scores) const {
    for (std::size_t q = 0; q < questions_.size(); ++q) {
      const auto passages = search.best(q, most_passages, everything, embedder_);
      count(scores.corpus, place_of(passages, [&](const retrieval::Passage& passage) {
              const auto document = std::find_if(labels_.begin(), labels_.end(),
                                                 [&](const LabelledDocument& one) { return one.name == passage.document; });
              if (document == labels_.end()) return false;
              const auto label = document->labels.find(questions_[q].id);
              return label != document->labels.end() && label->second.value == 'M' && right(passage, label->second);
            }));
    }
  }

 private:
  const retrieval::Questions& questions_;
  const std::vector<LabelledDocument>& labels_;
  const retrieval::Embedder* embedder_;
};

void add(Found& to, const Found& from) {
  to.of += from.of;
  to.first += from.first;
  to.first_three += from.first_three;
}

void add(QuestionScores& to, const QuestionScores& from) {
  for (const auto& [id, found] : from.within) add(to.within[id], found);
  add(to.within_all, from.within_all);
  to.words += from.words;
  to.missed.insert(to.missed.end(), from.missed.begin(), from.missed.end());
}

std::string share(const Found& found) {
  char buffer[96];
  const double of = std::max(1, found.of);
  std::snprintf(buffer, sizeof buffer, "%5.1f %%  %5.1f %%  (%d, %d of %d)", 100 * found.first_three / of, 100 * found.first / of,
                found.first_three, found.first, found.of);
  return buffer;
}

nlohmann::ordered_json json_of(const Found& found) {
  return {{"of", found.of}, {"first", found.first}, {"first_three", found.first_three}};
}

}  // namespace

bool shows(std::string_view passage, std::string_view quote) {
  const std::vector<std::string> said = words_of(passage);
  const std::vector<std::string> wanted = words_of(quote);
  if (said.empty() || wanted.empty()) return false;
  // The longest run of words that both hold.
  std::size_t longest = 0;
  std::vector<std::size_t> runs(wanted.size() + 1);
  for (const std::string& word : said) {
    for (std::size_t i = wanted.size(); i > 0; --i) {
      runs[i] = wanted[i - 1] == word ? runs[i - 1] + 1 : 0;
      longest = std::max(longest, runs[i]);
    }
  }
  constexpr std::size_t words_of_a_sentence = 5;
  return 2 * longest >= wanted.size() || (longest == said.size() && longest >= words_of_a_sentence);
}

base::Result<QuestionsReport> ask(const QuestionsRequest& request) {
  const std::string labels_path = request.corpus + "/labels.jsonl";
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(labels_path, largest_labels));
  CW_ASSIGN_OR_RETURN(const std::vector<LabelledDocument> labels, read_labels(text, labels_path));
  const std::string folder = request.corpus + "/documents";
  CW_ASSIGN_OR_RETURN(const sources::Listing listing, sources::list({folder}, {}));
  std::map<std::string, const sources::SourceItem*, std::less<>> items;
  for (const sources::SourceItem& item : listing.items) items.emplace(item.path, &item);

  const retrieval::Questions questions = questions_of(*request.rules, labels);
  const Asker by_words(questions, labels, nullptr);
  const Asker by_meaning(questions, labels, request.embedder);
  QuestionsReport report;
  report.has_meaning = request.embedder != nullptr;
  retrieval::Search corpus(questions);
  struct One {
    QuestionScores by_words;
    QuestionScores by_meaning;
    std::string unread;
    bool read = false;
  };
  std::vector<One> results(labels.size());
  const pipeline::Readers readers([&] { return pipeline::make_pool(request.jobs, {}, request.unsandboxed); });
  std::atomic<std::size_t> next{0};
  base::work_together(request.jobs - 1, [&] {
    for (std::size_t i = next++; i < labels.size(); i = next++) {
      const LabelledDocument& document = labels[i];
      One& result = results[i];
      const auto item = items.find(document.name);
      if (document.language != "en") continue;
      result.unread = "no such file";
      if (item == items.end()) continue;
      const auto file = item->second->open();
      if (!file) {
        result.unread = "not readable";
        continue;
      }
      const document::Extracted extracted = readers.extract(*file, document.name, {});
      result.unread = base::word(extracted.reason);
      if (extracted.status != document::Status::read && extracted.status != document::Status::damaged) continue;
      result.read = true;
      retrieval::Search search(questions);
      const retrieval::Source source{{}, document.name, document.name};
      const auto describe = [](std::size_t /*question*/, document::Span /*passage*/) { return std::string(); };
      search.add(extracted.document, source, describe);
      corpus.add(extracted.document, source, describe);
      by_words.ask_document(document, search, result.by_words);
      if (request.embedder != nullptr) by_meaning.ask_document(document, search, result.by_meaning);
    }
  });
  if (const auto failure = readers.failure()) return *failure;
  for (std::size_t i = 0; i < labels.size(); ++i) {
    if (!results[i].read) {
      if (!results[i].unread.empty()) report.unread.push_back(labels[i].name + ": " + results[i].unread);
      continue;
    }
    ++report.documents;
    add(report.by_words, results[i].by_words);
    add(report.by_meaning, results[i].by_meaning);
  }
  by_words.ask_corpus(corpus, report.by_words);
  if (request.embedder != nullptr) by_meaning.ask_corpus(corpus, report.by_meaning);
  return report;
}

std::string as_text(const QuestionsReport& report, bool mistakes) {
  std::string out = "the right passage is among the first three, is the first:\n";
  const auto put = [&](const char* how, const QuestionScores& scores) {
    out += std::string(how) + "\n";
    char buffer[160];
    for (const auto& [id, found] : scores.within) {
      std::snprintf(buffer, sizeof buffer, "  %-50s %s\n", id.c_str(), share(found).c_str());
      out += buffer;
    }
    std::snprintf(buffer, sizeof buffer, "  %-50s %s\n", "all labels M, within their document", share(scores.within_all).c_str());
    out += buffer;
    std::snprintf(buffer, sizeof buffer, "  %-50s %s\n", "all constraints, within the whole corpus",
                  share(scores.corpus).c_str());
    out += buffer;
    const auto words = static_cast<double>(scores.words) / std::max(1, scores.within_all.of);
    std::snprintf(buffer, sizeof buffer,
                  "  within their document the passages of a question have %.0f words together on average\n", words);
    out += buffer;
    if (!mistakes) return;
    for (const std::string& missed : scores.missed) out += "    missed: " + missed + "\n";
  };
  put("by words", report.by_words);
  if (report.has_meaning) put("by words and meaning", report.by_meaning);
  out += std::to_string(report.documents) + " documents asked\n";
  for (const std::string& name : report.unread) out += "  not read: " + name + "\n";
  return out;
}

std::string as_json(const QuestionsReport& report) {
  nlohmann::ordered_json json;
  json["documents"] = report.documents;
  json["unread"] = report.unread;
  const auto put = [&](const char* how, const QuestionScores& scores) {
    json[how]["within_document"] = json_of(scores.within_all);
    json[how]["words"] = scores.words;
    json[how]["within_corpus"] = json_of(scores.corpus);
    for (const auto& [id, found] : scores.within) json[how]["constraints"][id] = json_of(found);
    json[how]["missed"] = scores.missed;
  };
  put("by_words", report.by_words);
  if (report.has_meaning) put("by_words_and_meaning", report.by_meaning);
  return json.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace crosswalk::eval
