// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>

#include "review/review.h"

namespace crosswalk::review {

/// What can be said to an auditor about a clause: one line per met constraint of its own with the documents that carry it (title,
/// id, version), then what is open. Empty where nothing is met: a defence is written only from what is.
///
/// `documents` by path. Lines end with a line feed but for the last.
std::string audit_defence(const ClauseResult& clause, const std::map<std::string, const DocumentEntry*>& documents);

/// A document as a person cites it: "Title" (id, version 3); without a title its path.
std::string citation(const DocumentEntry& entry);

}  // namespace crosswalk::review
