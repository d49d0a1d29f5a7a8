// SPDX-License-Identifier: Apache-2.0
#include "eval/run.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <map>
#include <mutex>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/text.h"
#include "base/threads.h"
#include "eval/corpus.h"
#include "eval/independent.h"
#include "pipeline/judge.h"
#include "pipeline/run.h"
#include "platform/signals.h"
#include "review/archive.h"

namespace crosswalk::eval {
namespace {

std::string figure(double value) {
  if (value < 0) return "   - ";
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%5.3f", value);
  return buffer;
}

std::string percent(int part, int whole) {
  char buffer[32];
  std::snprintf(buffer, sizeof buffer, "%.1f %%", whole == 0 ? 100.0 : 100.0 * part / whole);
  return buffer;
}

nlohmann::ordered_json json_of(const Score& score) {
  nlohmann::ordered_json json;
  const auto put = [&](const char* name, double value) {
    if (value < 0) {
      json[name] = nullptr;
    } else {
      json[name] = value;
    }
  };
  put("precision", score.precision());
  put("recall", score.recall());
  put("gap_recall", score.gap_recall);
  json["kappa"] = score.kappa();
  json["labelled_met"] = score.labelled_met();
  json["called_met"] = score.called_met();
  json["true_met"] = score.true_met();
  constexpr const char* rows[] = {"M", "P_firm", "P_soft", "D", "N", "X"};
  constexpr const char* columns[] = {"met", "partial", "planned", "denied", "not_found"};
  for (std::size_t row = 0; row < 6; ++row) {
    for (std::size_t column = 0; column < 5; ++column)
      json["confusion"][rows[row]][columns[column]] = score.confusion[row][column];
  }
  json["false_met"] = score.false_met;
  json["missed"] = score.missed;
  return json;
}

/// The entries of all documents.
class Results : public pipeline::JudgeClient {
 public:
  void take(pipeline::Judged judged) override {
    const std::lock_guard lock(mutex_);
    for (review::DocumentEntry& entry : judged.entries) entries_.push_back(std::move(entry));
  }
  bool offer(pipeline::MemberFile&) override { return false; }

  std::vector<review::DocumentEntry> sorted() {
    std::sort(entries_.begin(), entries_.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
    return std::move(entries_);
  }

 private:
  std::mutex mutex_;
  std::vector<review::DocumentEntry> entries_;
};

/// Judges the documents of a corpus alone, in the order of `items`; the entries come in the order of their paths.
base::Result<std::vector<review::DocumentEntry>> judge_all(const Request& request,
                                                           const std::vector<const sources::SourceItem*>& items) {
  pipeline::Request review;
  review.knowledge = pipeline::Knowledge::of(request.rules);
  const pipeline::Readers readers([&] { return pipeline::make_pool(request.jobs, review.limits, request.unsandboxed); });
  // Measured is what the program does now, not what it once found.
  const pipeline::Memory memory(review);
  Results results;
  const pipeline::Judge judge(review, memory, nullptr, nullptr, readers, results);
  std::atomic<std::size_t> next{0};
  const auto work = [&] {
    pipeline::Judge::Scratch scratch;
    for (std::size_t i = next++; i < items.size(); i = next++) judge.judge(*items[i], scratch);
  };
  base::work_together(request.jobs - 1, work);
  if (const auto failure = readers.failure()) return *failure;
  return results.sorted();
}

/// Another order for each number. Source: Fisher and Yates; numbers by fingerprint().
std::vector<const sources::SourceItem*> shuffled(std::vector<const sources::SourceItem*> items, int number) {
  for (std::size_t i = items.size(); i > 1; --i) {
    const std::uint64_t random = fingerprint(std::to_string(number) + " " + std::to_string(i));
    std::swap(items[i - 1], items[random % i]);
  }
  return items;
}

/// Where two runs differ in one document.
std::string difference_of(const review::DocumentEntry& a, const review::DocumentEntry& b) {
  if (a.path != b.path) return "other documents: " + a.path + " and " + b.path;
  for (std::size_t i = 0; i < std::max(a.constraints.size(), b.constraints.size()); ++i) {
    if (i >= a.constraints.size() || i >= b.constraints.size())
      return a.path + ": " + std::to_string(a.constraints.size()) + " verdicts, then " + std::to_string(b.constraints.size());
    const review::DocumentVerdict& one = a.constraints[i];
    const review::DocumentVerdict& other = b.constraints[i];
    if (one.constraint != other.constraint || one.verdict != other.verdict || one.reason != other.reason) {
      return a.path + ": " + one.constraint.text() + " " + std::string(base::word(one.verdict)) + " " + one.reason.text() +
             ", then " + other.constraint.text() + " " + std::string(base::word(other.verdict)) + " " + other.reason.text();
    }
    if (review::evidence_to_bytes(one.evidence) != review::evidence_to_bytes(other.evidence))
      return a.path + ": other evidence of " + one.constraint.text();
  }
  return a.path + ": the verdicts are the same, what is known of the document is not";
}

}  // namespace

base::Result<Repeated> repeat(const Request& request, const Repetition& repetition) {
  CW_ASSIGN_OR_RETURN(const Corpus corpus, open_corpus(request.corpus));
  Repeated out;
  std::vector<review::DocumentEntry> first;
  for (int number = 0; number < repetition.times; ++number) {
    Request now = request;
    const unsigned width = request.jobs - std::min(request.jobs, repetition.fewest_jobs) + 1;
    now.jobs = request.jobs - width + 1 + static_cast<unsigned>(number) % width;
    CW_ASSIGN_OR_RETURN(std::vector<review::DocumentEntry> entries,
                        judge_all(now, repetition.shuffle && number > 0 ? shuffled(corpus.items, number) : corpus.items));
    if (platform::interrupted()) return base::Error{base::ErrorCode::interrupted, "eval", "not all runs were made"};
    ++out.runs;
    if (number == 0) {
      first = std::move(entries);
      out.documents = static_cast<int>(first.size());
      for (const review::DocumentEntry& entry : first) {
        out.verdicts += static_cast<int>(entry.constraints.size());
        for (const review::DocumentVerdict& verdict : entry.constraints)
          out.evidence += static_cast<int>(verdict.evidence.size());
      }
      continue;
    }
    const std::string run = "run " + std::to_string(number + 1) + " (jobs " + std::to_string(now.jobs) + "): ";
    if (entries.size() != first.size()) {
      out.difference = run + std::to_string(entries.size()) + " documents instead of " + std::to_string(first.size());
      return out;
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
      if (entries[i].path == first[i].path && review::entry_to_bytes(entries[i]) == review::entry_to_bytes(first[i])) continue;
      out.difference = run + difference_of(first[i], entries[i]);
      return out;
    }
  }
  return out;
}

std::string as_text(const Repeated& repeated) {
  std::string out = std::to_string(repeated.runs) + " runs over " + std::to_string(repeated.documents) + " documents, " +
                    std::to_string(repeated.verdicts) + " verdicts, " + std::to_string(repeated.evidence) +
                    " pieces of evidence: ";
  return out + (repeated.difference.empty() ? "the same bytes each time" : "not the same; " + repeated.difference) + "\n";
}

std::string as_json(const Repeated& repeated) {
  nlohmann::ordered_json json;
  json["runs"] = repeated.runs;
  json["documents"] = repeated.documents;
  json["verdicts"] = repeated.verdicts;
  json["evidence"] = repeated.evidence;
  json["same"] = repeated.difference.empty();
  json["difference"] = repeated.difference;
  return json.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

base::Result<Report> run(const Request& request) {
  CW_ASSIGN_OR_RETURN(const Corpus corpus, open_corpus(request.corpus));
  CW_ASSIGN_OR_RETURN(const std::vector<review::DocumentEntry> entries, judge_all(request, corpus.items));

  Report report;
  std::map<std::string, Verdicts> verdicts;
  for (const review::DocumentEntry& entry : entries) {
    if (entry.status != document::Status::read && entry.status != document::Status::damaged) {
      report.unread.push_back(entry.path + ": " + std::string(base::word(entry.reason)) +
                              (entry.detail.empty() ? "" : " (" + entry.detail + ")"));
      continue;
    }
    ++report.read;
    std::string independent;
    for (const review::DocumentVerdict& verdict : entry.constraints) {
      verdicts[entry.path][verdict.constraint] = verdict.verdict;
      for (const review::Evidence& evidence : verdict.evidence) {
        if (independent.empty()) {
          CW_ASSIGN_OR_RETURN(const std::string other, independent_text(corpus.folder + "/" + entry.path));
          independent = comparable(other);
        }
        ++report.quotes;
        if (independent.find(comparable(evidence.quote)) == std::string::npos) {
          report.lost_quotes.push_back({entry.path, evidence.quote});
        }
      }
    }
  }
  report.scores = score(corpus.labels, verdicts, labelled_constraints(corpus.labels));
  return report;
}

std::string as_text(const Report& report, bool mistakes) {
  const Scores& scores = report.scores;
  std::string out = "constraint                                        precision recall  gap r.  kappa      M  met\n";
  const auto row = [&](const std::string& name, const Score& score) {
    char buffer[256];
    std::snprintf(buffer, sizeof buffer, "%-50s %s  %s   %s   %s  %5d %4d\n", name.c_str(), figure(score.precision()).c_str(),
                  figure(score.recall()).c_str(), figure(score.gap_recall).c_str(), figure(score.kappa()).c_str(),
                  score.labelled_met(), score.called_met());
    out += buffer;
  };
  for (const auto& [id, score] : scores.by_constraint) {
    row(id, score);
    if (!mistakes) continue;
    for (const std::string& name : score.false_met) out += "    called met wrongly: " + name + "\n";
    for (const std::string& name : score.missed) out += "    missed: " + name + "\n";
  }
  row("all", scores.all);
  out += std::to_string(scores.documents) + " documents scored, " + std::to_string(scores.left_out_by_language) +
         " left out by language; " + std::to_string(report.read) + " read\n";
  for (const std::string& name : report.unread) out += "  not read: " + name + "\n";
  const int found = report.quotes - static_cast<int>(report.lost_quotes.size());
  out += "quotes found by the independent reader: " + std::to_string(found) + " of " + std::to_string(report.quotes) + " (" +
         percent(found, report.quotes) + ")\n";
  if (mistakes) {
    for (const LostQuote& quote : report.lost_quotes)
      out += "  lost: " + quote.document + ": " + base::collapse_space(quote.quote) + "\n";
  }
  return out;
}

std::string as_json(const Report& report) {
  nlohmann::ordered_json json;
  json["documents"] = report.scores.documents;
  json["left_out_by_language"] = report.scores.left_out_by_language;
  json["read"] = report.read;
  json["unread"] = report.unread;
  json["quotes"] = report.quotes;
  json["quotes_lost"] = nlohmann::ordered_json::array();
  for (const LostQuote& quote : report.lost_quotes) {
    json["quotes_lost"].push_back({{"document", quote.document}, {"quote", quote.quote}});
  }
  json["all"] = json_of(report.scores.all);
  for (const auto& [id, score] : report.scores.by_constraint) json["constraints"][id] = json_of(score);
  return json.dump(2, ' ', true, nlohmann::ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace crosswalk::eval
