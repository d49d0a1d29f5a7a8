// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "release/consistency.h"
#include "release/facts.h"

namespace crosswalk::release {

/// A part of Annex E, and the requirements of the pack iec-81001-5-1 by which a review finds it.
struct AnnexPart {
  /// "E.2.4"
  std::string_view part;
  /// What it is, for people.
  std::string_view what;
  /// "E.2.4/security-options"; a part is covered as far as passages for these are found.
  std::span<const std::string_view> constraints;
};

/// All parts. Source: IEC 81001-5-1:2021, Annex E (informative), and what IEC 62443-4-1:2018 calls them: SG-1, SG-5 and SG-6
/// (E.2.1), SG-1 (E.2.2), SG-2 (E.2.3), SG-3 (E.2.4), SUM-2 (E.2.5), SG-4 (E.3, and 5.8.7 in the standard itself). Confidence:
/// medium; low for E.2.1, whose content was not compared.
std::span<const AnnexPart> annex_parts();

/// A passage that a review found for a requirement, in a document of the manufacturer's own that is in force.
struct Passage {
  std::string constraint;
  /// The document: its file, id and version; the last two may be empty.
  std::string file;
  std::string id;
  std::string version;
  /// "heading "Settings", paragraph 3"
  std::string place;
  /// Whether it is all that the requirement wants.
  bool whole = false;
};

/// What was found for a part.
struct PartFound {
  std::string part;
  /// One for each document, the best of it.
  std::vector<Passage> passages;
  /// Requirements for which there is none, or only some.
  std::vector<std::string> missing;

  /// "SEC-101 version 4 (heading "Settings", paragraph 3); ...": the first documents, and how many more there are.
  [[nodiscard]] std::string text() const;
  /// Whether a passage stands in a document of this id.
  [[nodiscard]] bool is_in(std::string_view id) const;
};

/// The passages by part, in the order of annex_parts(); those of documents in `without` (ids) are left out: the conformance
/// statement itself proves nothing.
std::vector<PartFound> coverage_found(const std::vector<Passage>& passages, const std::set<std::string>& without);

/// Puts what was found into the group `coverage`, behind what facts say: id, version and place; with the origin "review". A part
/// of which facts say nothing is covered where all of it was found. What facts say is not covered stays so.
void add_coverage(ReleaseFacts& facts, const std::vector<PartFound>& found);

/// Where facts and documents say different things: a part that is in other documents than the facts name; one that facts say
/// is covered, and for which nothing or only some was found; one that they say is not, and all of it was found.
std::vector<Finding> check_coverage(const ReleaseFacts& facts, const std::vector<PartFound>& found);

/// Ids of documents that the field `document` of a part names: "SEC-101, Hardening; SEC-105".
std::vector<std::string> documents_named(std::string_view reference);

}  // namespace crosswalk::release
