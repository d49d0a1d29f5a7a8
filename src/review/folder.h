// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "packs/pack.h"
#include "review/review.h"
#include "review/workspace.h"

namespace crosswalk::review {

/// Finds passages that may answer a constraint's question in documents that count (by documents[].path): the best three, best
/// first, each as proposal_of() gives it. Several threads may call it at the same time.
using Propose = std::function<std::vector<Evidence>(const packs::Constraint& constraint,
                                                    const std::function<bool(const std::string&)>& counts)>;

/// What a folder's review is made from.
struct FolderInput {
  /// Every file, each judged alone; in_force is decided here. They come out ordered by path.
  std::vector<DocumentEntry> documents;
  /// Where their evidence lies if it is parked; nullptr: with them.
  std::shared_ptr<const EvidenceShelf> shelf{};
  std::vector<std::shared_ptr<const packs::Pack>> packs;
  /// nullptr: no workspace, one unnamed product.
  const Workspace* workspace = nullptr;
  std::vector<Decision> decisions;
  /// Clauses to show: "pack:number", or a number alone for it in every pack. Empty: all that have a page, and all of packs
  /// without any page.
  std::vector<std::string> clauses;
  /// Restricts the review to one product of the workspace; empty: all.
  std::string product;
  base::Date as_of;
  /// What an audit of the register of vulnerability cases found: gaps of kind case_audit, which change no verdict.
  std::vector<Gap> case_audit{};
  /// Threads; at least 1. They change nothing but the time that it takes.
  unsigned jobs = 1;
  /// For constraints that have a question and no expression; may be empty: documents are then proposed by signals and roles
  /// alone.
  Propose propose{};
};

/// Whether every clause is in a pack ("pack:number" or a number alone), and the product, if one is named, in the workspace
/// (nullptr: there is none). Errors: unknown_clause, usage.
base::Result<void> check_selection(const std::vector<std::shared_ptr<const packs::Pack>>& packs, const Workspace* workspace,
                                   const std::vector<std::string>& clauses, const std::string& product);

/// Judges a folder: which documents are in force, the verdict of every constraint of the selected clauses, gaps, what is
/// undecided, and the audit defence. Fills everything of Review but tool_version, inputs_sha256, ignored_files and not_loaded.
///
/// Errors: unknown_clause (a selected clause is in no pack), usage (the product is not in the workspace), malformed_pack (a
/// signal's pattern does not compile).
base::Result<Review> review_folder(FolderInput input);

/// The worse of two verdicts in the order denied, not_found, planned, partial, not_evaluable, needs_review, met, not_applicable,
/// informative.
Verdict worse(Verdict a, Verdict b);

/// Everything that a review depends on.
struct InputsFingerprint {
  /// Path in the folder and SHA-256 of every file.
  std::vector<std::pair<std::string, std::string>> documents;
  std::vector<PackInfo> packs;
  /// Texts of crosswalk.yaml and decisions.yaml; empty where there is none.
  std::string workspace;
  std::string decisions;
  base::Date as_of;
  /// Name and version of every extractor.
  std::vector<std::pair<std::string, std::string>> extractors;
  /// Options that change the result: "product=ScanView", "clause=4.1.7".
  std::vector<std::string> options;
};

/// SHA-256 over all of it, in lower-case hexadecimal; the order of the lists does not matter.
std::string inputs_sha256(InputsFingerprint inputs);

}  // namespace crosswalk::review
