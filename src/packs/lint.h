// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "packs/cases.h"
#include "packs/diagnostics.h"
#include "packs/loader.h"
#include "packs/pack.h"

namespace crosswalk::packs {

/// Names what a pack that loads still lacks, or says carelessly: constraints without cases that match and cases that do not,
/// without question, remedy for a verdict, defence or signal; each_record without records; sources that SOURCES.md does not
/// list; empty texts; a sentence on two pages, or in a mapping of another clause; conditions and works that nothing uses. A pack
/// of questions only, without rules, cases and clause pages, needs neither cases nor signals. Of an extended pack, with the files
/// of the extension that was laid over it last, only what is the extension's.
void lint_pack(const Pack& pack, const Files& files, Diagnostics& diagnostics);

}  // namespace crosswalk::packs
