// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <vector>

#include "extraction/pdf/rows.h"

namespace crosswalk::extraction::pdf {

/// Cuts the atoms of a page into regions that are read one after the other: text over the whole width, left column, right column.
/// A table is not cut: its rows stand side by side, pause together, or have cells of a word or two.
std::vector<std::vector<Atom>> cut_columns(std::vector<Atom> atoms);

}  // namespace crosswalk::extraction::pdf
