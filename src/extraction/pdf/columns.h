// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <vector>

#include "extraction/pdf/rows.h"

namespace crosswalk::extraction::pdf {

/// Where the white between two columns of one width runs down a page, from its left edge, where their lines prove that they are
/// columns: they fill the page and do not stand side by side. Nothing where they might be the halves of a table.
std::optional<float> halves(const std::vector<Atom>& atoms, float page_width);

/// Whether hardly any atom stands across this place.
bool leaves_free(const std::vector<Atom>& atoms, float x);

/// Cuts the atoms of a page into regions that are read one after the other: text over the whole width, left column, right column.
/// A table is not cut: its rows stand side by side, pause together, or have cells of a word or two. `known` is
/// the place between the columns of most pages of the document (halves()), if they have such.
std::vector<std::vector<Atom>> cut_columns(std::vector<Atom> atoms, std::optional<float> known = std::nullopt);

}  // namespace crosswalk::extraction::pdf
