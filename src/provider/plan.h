// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"
#include "disclosure/case.h"
#include "disclosure/organisation.h"
#include "provider/facts.h"

namespace crosswalk::provider {

/// A case, and where in its history what decides whether it may be published last changed: numbers of changes, 0 for never.
struct CaseState {
  disclosure::Case one;
  std::int64_t approved = 0;
  /// What an advisory tells (is_told()).
  std::int64_t told = 0;
  std::int64_t published = 0;
  /// When that was last changed, as was asserted.
  Instant told_at = 0;
};

/// Whether an advisory tells of a field of a case: a JSON pointer into it, "/resolution/kind". Stage, dates, decisions about
/// reports, notices and publications it does not tell.
bool is_told(std::string_view pointer);

/// The id of the case that an advisory's id is made of, or that of its VEX document; empty where it is not made so.
std::string case_id_of(const std::string& advisory, const disclosure::Publisher& publisher);

/// A document that may be published.
struct Candidate {
  /// The file, for people.
  std::string file;
  Facts facts;
  std::string sha256;
};

/// What becomes of a document.
enum class Fate : std::uint8_t { unchanged, added, revised, withdrawn, left_out };

/// What becomes of a document, and why.
struct Decision {
  Fate fate = Fate::left_out;
  /// Why it is left out, each a sentence; none for any other.
  std::vector<std::string> reasons;
  /// The cases that it tells of, the one that its id is made of first.
  std::vector<std::string> cases;
};

/// Against what a document is judged.
struct Circumstances {
  const disclosure::Organisation* organisation = nullptr;
  const std::vector<CaseState>* cases = nullptr;
  Instant at = 0;
};

/// Decides about a document; `published` is the revision that is served now, or null. It is left out unless it is valid, final,
/// TLP:WHITE and ours, no older than what is published, and all its cases are TLP:WHITE, free of embargo and approved: somebody
/// is named, the approval is a later change than any of a field that an advisory tells and than the publication before, and the
/// document is no older than those fields.
Decision decide(const Candidate& candidate, const Candidate* published, const Circumstances& circumstances);

/// Whether a document takes an advisory back: its title, or what is new in its revision, begins with "Withdrawn".
bool is_withdrawal(const Facts& facts);

/// The publication of a document, as the register keeps it. Its moment is that of the revision, which later revisions repeat in
/// their history; when it was put into the register says the change that did it.
disclosure::Publication publication_of(const Candidate& candidate, const std::string& url);

/// Whether the register knows of this publication of the case.
bool is_recorded(const disclosure::Case& one, const Candidate& candidate);

}  // namespace crosswalk::provider

template <>
struct crosswalk::base::Words<crosswalk::provider::Fate> {
  static constexpr std::array<std::string_view, 5> names{"unchanged", "new", "revised", "withdrawn", "left_out"};
};
