// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "artifacts/artifact.h"

namespace crosswalk::artifacts::text {

/// Artifacts of these kinds in running text, in their order, none overlapping another.
///
/// In:  UTF-8 (malformed bytes are skipped) as the document has it, not lower-cased; places are bytes of it. Nothing is read
/// across an
///      empty line.
/// Out: where several readings are possible at a place, the longest is taken, then the kind that stands first in kinds.def; an
///      artifact that was taken is not looked into again, so that an id in a URL is found only where URLs are not asked for. Only
///      the kinds that are asked for compete.
/// What is an artifact only beside certain words is one only there: a severity in a scale of severity, a hash as an OpenPGP
/// fingerprint, a number with one point as a version; numbers of sections and clauses are none.
/// Cost: linear in the text; each place is looked at in a window of bounded size.
std::vector<Artifact> find(std::string_view text, Kinds kinds = Kinds::all());

/// The same for a text that may have more artifacts than should be in memory: each is handed over as soon as it is found.
void scan(std::string_view text, Kinds kinds, const std::function<void(Artifact&&)>& take);

}  // namespace crosswalk::artifacts::text
