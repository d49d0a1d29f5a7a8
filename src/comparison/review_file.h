// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "packs/pack.h"
#include "review/review.h"

namespace crosswalk::comparison {

/// Bytes that a JSON review may have.
inline constexpr std::uint64_t largest_review = 1ULL << 30;

/// A pack that a review was made with.
struct PackState {
  std::string version;
  std::string sha256;
  bool operator==(const PackState&) const = default;
};

/// A person's decision, as far as two of them are compared.
struct DecisionState {
  std::string kind;
  /// Empty: on the whole folder.
  std::string document;
  std::string reason;
  std::string by;
  std::string on;
  bool operator==(const DecisionState&) const = default;
};

/// A product's verdict.
struct ProductState {
  std::string version;
  review::Verdict verdict = review::Verdict::not_found;
  bool operator==(const ProductState&) const = default;
};

/// The gap of a constraint.
struct GapState {
  packs::Severity severity = packs::Severity::major;
  std::string text;
  std::string remedy;
  std::vector<std::string> documents;
  /// Only of a whole review.
  std::vector<std::string> demanded_by;
};

/// A passage that a constraint's verdict stands on.
struct PassageState {
  /// Without its locator, and without the words around the quote, which the review does not keep.
  review::Evidence evidence;
  /// Where it stands in its document, in words.
  std::string place;
};

/// What a review says about one constraint.
struct ConstraintState {
  packs::Level level = packs::Level::shall;
  std::string text;
  review::Verdict verdict = review::Verdict::not_found;
  std::string reason;
  std::optional<review::Coverage> coverage;
  /// Empty where the workspace names no products.
  std::map<std::string, ProductState> products;
  /// Standing decisions: on the folder, and on single documents.
  std::vector<DecisionState> decisions;
  /// Why a decision no longer stands.
  std::vector<std::string> stale_because;
  std::optional<GapState> gap;
  /// Ids of the clauses whose pages show it.
  std::vector<std::string> clauses;
  /// Paths of all documents that the review names beside it, sorted: evidence, records, what could not be read.
  std::vector<std::string> documents;
  /// Only of a whole review: what is found, in its order, and how much there is in all; caveats; where it may stand.
  std::vector<PassageState> passages;
  int passages_total = 0;
  std::vector<std::string> caveats;
  std::vector<std::string> candidates;
  review::Verdict machine_verdict = review::Verdict::not_found;
};

/// A clause of a whole review.
struct ClauseState {
  std::string id;
  review::Verdict verdict = review::Verdict::informative;
  /// Ids of the constraints on its page, in their order.
  std::vector<std::string> constraints;
  std::string audit_defence;
};

/// A file of the reviewed folder.
struct DocumentState {
  std::string sha256;
  std::string status;
  /// Why it is unreadable or skipped; else empty.
  std::string reason;
  std::string role;
  std::string owner;
  /// State, version, date and the like of its document control, as one text.
  std::string control;
  bool in_force = true;
  std::string not_in_force_because;
};

/// What `crosswalk review --format json` wrote, as far as two of them are compared.
struct ReviewFile {
  std::string schema_version;
  std::string tool_version;
  std::string as_of;
  std::string inputs_sha256;
  /// The product that the review is restricted to; else empty.
  std::string product;
  std::uint64_t ignored_files = 0;
  std::vector<std::string> unanswered_conditions;
  std::map<std::string, PackState> packs;
  /// Clause id to title: what was reviewed.
  std::map<std::string, std::string> clauses;
  /// Only of a whole review: the same clauses in their order, and whose documents they are.
  std::vector<ClauseState> pages;
  std::string manufacturer;
  /// Only of a whole review: what to do, the first first, a sentence each.
  std::vector<std::string> steps;
  std::map<std::string, ConstraintState> constraints;
  /// By path; where several roots hold the same path, by path and number (from 2), in the order of the review.
  std::map<std::pair<std::string, int>, DocumentState> documents;
};

/// How much of a review is kept: what two of them are compared by, or also what is told of one: passages, audit defence.
enum class Keep : std::uint8_t { compared, whole };

/// Reads a JSON review from anybody: at most 64 levels deep and some million values, every word checked. `name` names it in
/// errors. A review of another major schema version is read as far as its version only.
///
/// Errors: malformed_review with line and column, or with the place as a JSON pointer (RFC 6901).
base::Result<ReviewFile> read_review(std::string_view bytes, const std::string& name, Keep keep = Keep::compared);

/// Whether this program knows the review's schema version ("1.0", "1.7", but not "2.0").
bool is_known_schema(std::string_view schema_version);

}  // namespace crosswalk::comparison
