// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "gathering/gathered.h"

namespace crosswalk::gathering {

/// A passage that a review found, as its JSON has it.
struct ReviewedPassage {
  /// "5.8.7/unerasable-data-disposal".
  std::string constraint;
  /// Whether it meets the constraint; else it does in part.
  bool met = false;
  std::string quote;
  /// The document's path, and the place in it in words.
  std::string document;
  std::string place;
  /// Of the document, as it says itself: "SEC-103, version 4"; empty where it does not.
  std::string control = {};
};

/// What the passages of a constraint are to a release file.
struct EvidenceUse {
  std::string_view constraint;
  std::string_view group;
  /// The field that they are about.
  std::string_view field;
  /// Whether a passage that meets the constraint is the field's text, as both ask the same; else it is a hint beside the field.
  bool is_value = false;
};
/// All of them. A constraint is in it only where a person who fills in the field would look at its passages. Source: IEC
/// 81001-5-1:2021, 5.8.2 to 5.8.7, 4.1.3, 5.1.1; confidence: medium, as fields are narrower than constraints.
std::span<const EvidenceUse> evidence_uses();

/// A passage that a person may want to read when he fills in a field.
struct Hint {
  std::string group;
  std::string field;
  std::string text;
  std::string origin;
};

/// What a review's passages give: the verbatim quote as the value of a text field where evidence_uses() says so, parts of Annex E
/// that are met as `coverage` with document and place, hints for the rest; of each constraint the first few.
struct FromReview {
  Gathering gathering;
  std::vector<Hint> hints;
};
/// `name` is the review's file. A quote tells what a document said when it was reviewed: whether that is true of this release a
/// person has to say, which is told once as a warning.
FromReview gather_review(std::span<const ReviewedPassage> passages, std::string_view name);

}  // namespace crosswalk::gathering
