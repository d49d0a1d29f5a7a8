// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "matching/rule_set.h"
#include "retrieval/ranking.h"

namespace crosswalk::eval {

/// Which corpus is asked, and the questions of which packs.
struct QuestionsRequest {
  /// Folder with labels.jsonl and documents/.
  std::string corpus;
  std::shared_ptr<const matching::RuleSet> rules;
  /// nullptr: by words alone.
  const retrieval::Embedder* embedder = nullptr;
  unsigned jobs = 1;
  bool unsandboxed = false;
};

/// How often the right passage was found.
struct Found {
  int of = 0;
  int first = 0;
  int first_three = 0;
};

/// What came of a way to rank passages.
struct QuestionScores {
  /// Each label M, asked within its document: by constraint, and all.
  std::map<std::string, Found> within;
  Found within_all;
  /// Words of the passages proposed within documents, together: what somebody has to read.
  std::int64_t words = 0;
  /// Each constraint that has labels M, asked of the whole corpus as one folder: right is a passage of any of its labels.
  Found corpus;
  /// "document: constraint" whose passage was not among the first three.
  std::vector<std::string> missed;
};

/// The figures of one run.
struct QuestionsReport {
  int documents = 0;
  std::vector<std::string> unread;
  QuestionScores by_words;
  /// Only with an embedder.
  bool has_meaning = false;
  QuestionScores by_meaning;
};

/// Whether a passage shows what a reader quoted: at least half of the quote's words stand in it without a gap, or it is, with
/// five words or more, a part of the quote.
bool shows(std::string_view passage, std::string_view quote);

/// Asks the constraints' questions of a labelled corpus, without their rules, and compares the first three passages with the
/// quotes of the labels M. Errors: as run() in run.h.
base::Result<QuestionsReport> ask(const QuestionsRequest& request);

/// The figures for people; with `mistakes` the labels behind them.
std::string as_text(const QuestionsReport& report, bool mistakes);
/// The figures for programs.
std::string as_json(const QuestionsReport& report);

}  // namespace crosswalk::eval
