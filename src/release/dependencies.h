// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "release/documents.h"

namespace crosswalk::release {

/// What carries a constraint of 5.8.2 in a review of the set.
struct Dependency {
  /// "5.8.2/secure-operation"
  std::string_view constraint;
  /// The document whose words are the evidence.
  DocumentKind document = DocumentKind::secure_operation;
  /// The groups of facts without each of which nothing in it is evidence.
  std::vector<std::string_view> all_of;
  /// The groups of facts of which one is enough; empty: none is needed beside all_of. Where both are empty, that there is nothing
  /// to tell is an answer, too.
  std::vector<std::string_view> any_of;
};

/// All constraints of 5.8.2 that a set can carry, in the order of the clause. That the release procedure asks for such documents
/// (documentation-requirements) no set can show. Source: the verdicts of pack iec-81001-5-1 on the shipped templates; the test
/// of the closed loop holds every line of it against reviews.
std::span<const Dependency> dependencies();

/// The groups of facts without which a document has blanks, and hence is a draft that proves nothing; beside them `documents`,
/// without which everything is a draft, and `release`, without which nothing is built.
std::span<const std::string_view> needed_groups(DocumentKind kind);

/// The constraints that are met no more where nobody says anything of a group of facts: those of the documents that need it.
std::vector<std::string_view> lost_without(std::string_view group);
/// The constraints that are met no more where a group of facts is said to be not applicable: nothing is blank then, but what
/// would have been the evidence is not there.
std::vector<std::string_view> lost_where_not_applicable(std::string_view group);

/// The rows of both in Markdown, as docs/release-story.md has them.
std::string dependency_table();

}  // namespace crosswalk::release
