// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "extraction/extractor.h"
#include "pipeline/knowledge.h"
#include "pipeline/memory.h"
#include "review/decisions.h"
#include "review/review.h"
#include "review/workspace.h"
#include "sources/listing.h"
#include "store/cache.h"

namespace crosswalk::pipeline {

/// The program's version, as in CMakeLists.txt.
std::string_view tool_version();

/// A document that lies in no reviewed folder, but in memory.
struct Supplied {
  /// As reports show it.
  std::string path;
  std::string bytes;
  /// Why there is no such document to be read, although there should be one: it is unreadable like a damaged file.
  std::optional<base::Error> fault = {};
};

/// What is to be reviewed, and how.
struct Request {
  /// Folders, files, or "-".
  std::vector<std::string> paths;
  /// Reviewed as if they lay in a folder called "register".
  std::vector<Supplied> supplied;
  /// Sentences for the reader of the report.
  std::vector<std::string> notes;
  /// What an audit of the register of vulnerability cases found.
  std::vector<review::Gap> case_audit;
  std::shared_ptr<const Knowledge> knowledge;
  /// nullptr: no workspace.
  const review::Workspace* workspace = nullptr;
  std::vector<review::Decision> decisions;
  /// Texts of the two files, for inputs_sha256.
  std::string workspace_text;
  std::string decisions_text;
  /// Folder of the workspace, or empty.
  std::string workspace_folder;
  bool workspace_named = false;
  std::vector<std::string> clauses;
  std::string product;
  std::vector<std::string> ignore;
  base::Date as_of;
  /// Threads and worker processes; at least 1.
  unsigned jobs = 1;
  extraction::Limits limits;
  bool unsandboxed = false;
  /// What earlier runs found; nullptr: nothing, and nothing is kept.
  const store::Cache* cache = nullptr;
  /// Whether every file is read again to see that it is what it was, though the system says that it was not touched.
  bool strict = false;
};

/// A requirement that a document alone meets, the first time that one does.
struct FirstMet {
  std::string constraint;
  std::string path;
};

/// Told while a review goes on; called by one thread at a time.
struct Progress {
  std::size_t done = 0;
  std::size_t total = 0;
  /// The file that was just finished.
  std::string_view path;
  /// What was found so far, in the order of finding: what a document alone meets need not hold for the folder.
  const std::vector<FirstMet>& met;
};
using OnProgress = std::function<void(const Progress&)>;

/// A review with its way there.
struct Outcome {
  review::Review review;
  /// Whether the user ended it before all files were read; the review then says so and holds what was found.
  bool interrupted = false;
  /// Files that were read, or tried, of all that there are.
  std::size_t done = 0;
  std::size_t total = 0;
};

/// Lists, reads, judges, and draws the folder's verdicts together: the whole way of a review.
///
/// Errors: those of sources::list(), WorkerPool::create() and review::review_folder().
base::Result<Outcome> run(const Request& request, const OnProgress& on_progress);

}  // namespace crosswalk::pipeline
