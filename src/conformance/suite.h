// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::conformance {

/// What a suite is run with.
struct Context {
  /// The suite's folder, e.g. DATA/documents.
  std::string folder;
  /// Files that are read at the same time, at least 1.
  unsigned jobs = 1;
  /// Whether to go on without a sandbox.
  bool unsandboxed = false;
};

/// What came of one case.
struct Failure {
  /// Names the case in the suite without its content, the same from run to run: "docling/list.docx strings 3".
  std::string id;
  /// What was expected and did not happen, on one line.
  std::string what;
};

/// What came of one suite.
struct Outcome {
  /// Cases by their kind: how many there were and how many of them passed.
  struct Count {
    std::size_t passed = 0;
    std::size_t failed = 0;
  };
  std::map<std::string, Count> kinds;
  /// The same for cases that the suite's description wants apart: they count neither as passed nor as failed.
  std::map<std::string, Count> apart;
  std::vector<Failure> failures;
  std::vector<Failure> failures_apart;
  /// What lies in the folder and is not known, each a line.
  std::vector<std::string> unknown;
  /// More for people, each a line.
  std::vector<std::string> notes;

  /// Notes one case; `what` may be empty where it passed.
  void add(const std::string& kind, bool passed, std::string id, std::string_view what);
  /// Notes one case that stands apart.
  void add_apart(const std::string& kind, bool passed, std::string id, std::string_view what);
  /// All cases but those apart.
  [[nodiscard]] Count total() const;
};

/// Runs one suite. Errors: whatever hinders it (a list of cases that is no JSON, no worker); a case that fails is none.
using RunSuite = base::Result<Outcome> (*)(const Context& context);

// One function per line of suites.def, defined in the file of that name.
#define CW_SUITE(name) base::Result<Outcome> run_##name(const Context& context);
#include "conformance/suites.def"
#undef CW_SUITE

/// The suite of this name, or null.
RunSuite suite_of(std::string_view name);

/// Ids of failures that are known, one a line; what stands behind a tab, empty lines and lines with # are for people.
std::set<std::string> parse_known(std::string_view text);
/// How failures differ from those that are known: new ones, and known ones that did not happen. Sorted.
struct Difference {
  std::vector<Failure> fresh;
  std::vector<std::string> stale;
};
/// Compares.
Difference compare(const std::vector<Failure>& failures, const std::set<std::string>& known);
/// Failures as a file that parse_known() reads: sorted by id, what was expected behind a tab.
std::string render(std::vector<Failure> failures);

/// `text` as the suites compare it: compatible forms of letters as the usual ones (ligatures, wide letters, spaces of other
/// width: the part of Unicode's NFKC that documents have), white-space runs as one space, none at the ends.
std::string fold(std::string_view text);
/// How many of the words of `wanted` stand among `words`, as a part of 1; 1 without words. Both as fold() gives them.
double word_recall(std::string_view wanted, const std::set<std::string, std::less<>>& words);
/// The words of a folded text.
std::vector<std::string> words_of(std::string_view text);

}  // namespace crosswalk::conformance
