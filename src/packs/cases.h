// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"
#include "packs/diagnostics.h"
#include "packs/loader.h"
#include "packs/pack.h"

namespace crosswalk::packs {

/// The verdicts that one document alone can have.
enum class CaseVerdict : std::uint8_t { met, partial, planned, denied, not_found };

/// A document text with the verdict that it has to get for one constraint.
struct Case {
  /// "4.1.7"
  std::string clause;
  std::string slug;
  /// What the case shows, in words.
  std::string name;
  CaseVerdict verdict = CaseVerdict::not_found;
  /// A word of partial_reason_words(), or empty where any will do.
  std::string reason;
  /// Has to be contained in the quote of the evidence (white space counts as one space), or empty.
  std::string quote;
  /// Name under which the text is reviewed; its extension picks the format.
  std::string path = "case.md";
  std::string text;
  /// The file of the pack and the line of the case's name in it, from 1.
  std::string file;
  int line = 0;
};

/// Reads one file of cases. A case is a line "=== NAME", lines "verdict: WORD", "reason: WORD", "quote: TEXT",
/// "path: NAME" (only the verdict is required), a line "---", and the document up to the next "=== " at the start of a
/// line. Lines before the first case may be empty or begin with '#'. Cases with mistakes are left out and reported.
std::vector<Case> read_cases(std::string_view text, std::string_view file, std::string_view clause, std::string_view slug,
                             Diagnostics& diagnostics);

/// The cases of all files cases/CLAUSE/SLUG.cases of a pack, in the order of the pack's constraints. A file whose
/// name is no constraint of the pack is reported.
std::vector<Case> load_cases(const Files& files, const Pack& pack, Diagnostics& diagnostics);

}  // namespace crosswalk::packs

namespace crosswalk::base {

template <>
struct Words<packs::CaseVerdict> {
  static constexpr std::array<std::string_view, 5> names{"met", "partial", "planned", "denied", "not_found"};
};

}  // namespace crosswalk::base
