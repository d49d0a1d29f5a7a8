// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/release_common.h"
#include "cli/review_request.h"
#include "release/consistency.h"
#include "release/coverage.h"

namespace crosswalk::cli {

/// What is looked at beside the facts.
struct SetArguments {
  /// The folder of the set; empty: none is looked at; review_coverage() does without.
  std::string set;
  /// Folders of further documents: records and procedures.
  std::vector<std::string> documents;
  std::string as_of;
  unsigned jobs = 0;
  bool unsandboxed = false;
  bool no_cache = false;
};

/// What documents say to one requirement.
struct RequirementState {
  /// "5.8.2/residual-risk"
  std::string constraint;
  std::string text;
  std::string level;
  std::string verdict;
  std::string reason;
  /// Why it is not met, for people; empty where it is.
  std::string finding;
  std::string remedy;
  /// The best passage: where, and what it says; empty where there is none.
  std::string document;
  std::string place;
  std::string quote;
  bool met = false;
  /// Whether it keeps the version from being released while it is not met.
  bool blocks = false;
  /// Whether it is proven by records or procedures, which are not in the set.
  bool beside_the_set = false;
};

/// A set that was reviewed.
struct ReviewedSet {
  std::vector<release::SetFile> files;
  std::vector<release::SetDocument> documents;
  /// Ids of documents beside the set that are in force.
  std::set<std::string> other_documents;
  std::vector<RequirementState> requirements;
  /// What was found for each part of Annex E.
  std::vector<release::PartFound> coverage;
  std::vector<release::Finding> findings;
  /// Whether the user ended it before all files were read.
  bool interrupted = false;
};

/// The clauses that a set and the records of a release are held against. Source: IEC 81001-5-1:2021, 5.8.1 to 5.8.7 and 4.1.9.
const std::vector<std::string>& release_clauses();

/// Reviews the set, and what is named beside it, as `crosswalk review` does. Errors: usage, where a folder is none; those of
/// run_review().
base::Result<ReviewedSet> review_set(const SetArguments& arguments, const OpenedRelease& opened,
                                     const std::vector<release::Document>& documents);

/// What the documents in these folders show of Annex E, reviewed as `crosswalk review` does. Errors: as of review_set().
base::Result<std::vector<release::PartFound>> review_coverage(const SetArguments& arguments, const OpenedRelease& opened);

}  // namespace crosswalk::cli
