// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>
#include <vector>

#include "document/wire.h"
#include "matching/rule_set.h"
#include "matching/scanner.h"
#include "review/review.h"

namespace crosswalk::review {

/// What one file, judged alone, says.
struct FileJudgement {
  /// Only constraints that are not not_found, in the pack's order.
  std::vector<DocumentVerdict> constraints;
  /// What its values lack, in the order of the packs.
  std::vector<Shortfall> lacking;
};

/// Judges a file by its text (judge_document()) and, where it is of a security format, by its values, as the signals of the packs
/// that name a check say. Values weigh more than words: where every vulnerability of an advisory has to have a score, a sentence
/// that gives one of them does not do. In bills of materials, VEX and
/// records of databases words count for nothing, as they are names and descriptions of somebody else's components.
FileJudgement judge_file(const matching::RuleSet& rules, const document::Extracted& extracted, const document::Facts& facts,
                         std::string_view path, matching::Scanner::Scratch& scratch);

/// The constraints on which the values of a file say anything, or lack it; each once.
std::vector<std::string> decided_by_values(const DocumentEntry& entry);

/// The versions that a file names, with the words that name them.
std::vector<VersionMention> mentions_of(const document::Extracted& extracted);

}  // namespace crosswalk::review
