// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "release/facts.h"

namespace crosswalk::release {

/// What a field says, as people read it in a document: a word of a list with spaces, yes or no, a severity that is a CVSS vector
/// with its score and word before it ("6.5 medium (CVSS:3.1/...)"), several texts as sentences where each of them reads as one,
/// else separated by "; ". Empty where nobody said it.
std::string shown(const FieldSpec& field, const Entry& entry);

/// A word of a list as people read it: "operating_system" is "operating system".
std::string in_words(std::string text);

/// What a kind of document is called in lists: "Residual security risk statement" of "residual_risk"; another word as it is.
std::string document_name(std::string_view kind);

}  // namespace crosswalk::release
