// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"
#include "comparison/review_file.h"

namespace crosswalk::comparison {

/// What became of a constraint between two reviews. `closed`: it had a gap and is met or does not apply now. `changed`: it has a
/// gap in both, and says something else of it; or its verdict changed without a gap before or after, or has become undecided.
enum class Change : std::uint8_t { new_gap, changed, closed, not_comparable, unchanged };
/// Where it went. `undecided`: a verdict has become one that a person has to give.
enum class Direction : std::uint8_t { worse, undecided, other, better, same };

/// What differs between two reviews, and may be why a constraint changed.
enum class CauseKind : std::uint8_t {
  decision_changed,
  document_changed,
  document_appeared,
  document_gone,
  document_moved,
  /// The same bytes were read with another outcome: a time limit, a password.
  document_read_otherwise,
  /// The same bytes count otherwise: role, owner, document control, in force or not.
  document_counted_otherwise,
  pack_changed,
  program_changed,
  product_version_changed,
  workspace_changed,
  as_of_changed,
  options_changed,
  /// Nothing that reviews write down differs.
  unknown
};

/// One difference between two reviews.
struct Cause {
  CauseKind kind = CauseKind::unknown;
  /// The document's path, the pack's id, the product: what differs; may be empty.
  std::string subject;
  /// Both values: hashes, versions, days, words; empty where there is none.
  std::string before;
  std::string after;
  bool operator==(const Cause&) const = default;
};

/// What one of the two reviews says about a constraint.
struct Side {
  review::Verdict verdict = review::Verdict::not_found;
  std::string reason;
  std::optional<packs::Severity> severity;
  std::optional<review::Coverage> coverage;
};

/// A product of a constraint; a side is empty where the review does not judge it.
struct ProductChange {
  std::string name;
  Change change = Change::unchanged;
  Direction direction = Direction::same;
  std::optional<ProductState> before;
  std::optional<ProductState> after;
};

/// A constraint in two reviews.
struct ConstraintChange {
  std::string id;
  packs::Level level = packs::Level::shall;
  /// The requirement, paraphrased, as the newer review has it.
  std::string text;
  Change change = Change::unchanged;
  Direction direction = Direction::same;
  /// Empty where the review does not have the constraint.
  std::optional<Side> before;
  std::optional<Side> after;
  /// By name; empty where no review names products.
  std::vector<ProductChange> products;
  /// Not for `unchanged`: all that differs and may be why, in the order of CauseKind; several where the files cannot tell which.
  std::vector<Cause> because;
  /// Of `not_comparable`: why not.
  std::string why_not;
  /// What to write to close the gap that the newer review has; else empty.
  std::string remedy;
};

/// What two reviews have in common, and what not.
struct Comparison {
  /// Whether the two can be compared at all; else `why_not` says why, and nothing below `packs` is filled.
  bool comparable = true;
  std::string why_not;
  /// The heads of the two reviews.
  struct Head {
    std::string schema_version;
    std::string tool_version;
    std::string as_of;
    std::string inputs_sha256;
    std::string product;
    std::map<std::string, PackState> packs;
  };
  Head before;
  Head after;
  /// Everything that differs between the inputs, whether or not it changed a verdict, in the order of CauseKind.
  std::vector<Cause> differences;
  /// By kind of change, then by direction, severity and id. Without those that have no gap and no change.
  std::vector<ConstraintChange> constraints;
  /// Constraints without a gap in both, and with the same verdict.
  int clear = 0;

  /// How many constraints changed so.
  [[nodiscard]] int count(Change change) const;
  /// Requirements (shalls) whose verdict a person has to give now, and had not before.
  [[nodiscard]] int count_newly_undecided() const;
};

/// Compares two reviews of the same folder; the order matters.
Comparison compare(const ReviewFile& before, const ReviewFile& after);

/// Whether a constraint is new, or worse, with a gap of at least this severity. Observations (expectations) count only with
/// `expectations`.
bool is_worse(const ConstraintChange& change, packs::Severity least, bool expectations);

}  // namespace crosswalk::comparison

namespace crosswalk::base {

template <>
struct Words<comparison::Change> {
  static constexpr std::array<std::string_view, 5> names{"new", "changed", "closed", "not_comparable", "unchanged"};
};
template <>
struct Words<comparison::Direction> {
  static constexpr std::array<std::string_view, 5> names{"worse", "undecided", "other", "better", "same"};
};
template <>
struct Words<comparison::CauseKind> {
  static constexpr std::array<std::string_view, 14> names{"decision_changed",
                                                          "document_changed",
                                                          "document_appeared",
                                                          "document_gone",
                                                          "document_moved",
                                                          "document_read_otherwise",
                                                          "document_counted_otherwise",
                                                          "pack_changed",
                                                          "program_changed",
                                                          "product_version_changed",
                                                          "workspace_changed",
                                                          "as_of_changed",
                                                          "options_changed",
                                                          "unknown"};
};

}  // namespace crosswalk::base
