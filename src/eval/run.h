// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "eval/score.h"
#include "matching/rule_set.h"

namespace crosswalk::eval {

/// Which corpus is measured, with which rules.
struct Request {
  /// Folder with labels.jsonl and documents/.
  std::string corpus;
  std::shared_ptr<const matching::RuleSet> rules;
  unsigned jobs = 1;
  bool unsandboxed = false;
};

/// A quote that the independent reader did not find.
struct LostQuote {
  std::string document;
  std::string quote;
};

/// All figures of one run, with what they come from.
struct Report {
  Scores scores;
  int read = 0;
  /// Documents that could not be read, with the reason; those of a language without rules are named so.
  std::vector<std::string> unread;
  int quotes = 0;
  std::vector<LostQuote> lost_quotes;
};

/// Judges every document of a labelled corpus alone, and compares. Errors: malformed_corpus, those of listing and of the pool.
base::Result<Report> run(const Request& request);

/// How often all is measured again, and how.
struct Repetition {
  int times = 1;
  /// The runs take so many threads and workers in turn, up to Request::jobs.
  unsigned fewest_jobs = 1;
  /// Whether each run takes the documents in another order, which depends on the number of the run alone.
  bool shuffle = false;
};

/// What came of measuring several times.
struct Repeated {
  int runs = 0;
  int documents = 0;
  /// Verdicts and pieces of evidence of one run.
  int verdicts = 0;
  int evidence = 0;
  /// The first difference to the first run, in words; empty where all runs gave the same bytes.
  std::string difference;
};

/// Judges every document again and again, and compares what each came to byte for byte: status, facts, verdicts, evidence.
/// Errors: as run(); interrupted.
base::Result<Repeated> repeat(const Request& request, const Repetition& repetition);
/// What came of it, for people and for programs.
std::string as_text(const Repeated& repeated);
std::string as_json(const Repeated& repeated);

/// The figures for people; with `mistakes` the documents behind them.
std::string as_text(const Report& report, bool mistakes);
/// The figures for programs, mistakes included.
std::string as_json(const Report& report);

}  // namespace crosswalk::eval
