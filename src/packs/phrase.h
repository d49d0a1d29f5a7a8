// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::packs {

/// The phrase language: words in lower case with `( | )` for alternatives, `?` after a letter or a group for what may be missing,
/// and
/// `[ab]` for one of several letters. It describes finitely many texts, so that it can be scanned for as literals. A phrase that
/// begins with `re:` is a regular expression for what is not finite (numbers, ids); it runs on a linear-time engine. Phrases
/// match whole words of normalised text: lower case, single spaces, hyphens between letters as spaces.

/// Whether the phrase is a `re:` pattern.
bool is_pattern(std::string_view phrase);
/// All texts that a phrase stands for, sorted, each once. Errors: malformed_pack with what is wrong; more than 4,096 texts.
base::Result<std::vector<std::string>> expand_phrase(std::string_view phrase);

}  // namespace crosswalk::packs
