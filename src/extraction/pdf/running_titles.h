// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "extraction/pdf/rows.h"

namespace crosswalk::extraction::pdf {

/// What stays the same of a running title from page to page: near the edge its text without figures, farther in all of it.
std::string title_key(const Row& row, bool near_edge);
/// Marks, page by page, the rows of running titles: the same words (figures apart) at the same height on several pages, at the
/// upper or lower edge of the page; and page numbers.
std::vector<std::vector<bool>> find_running_titles(const std::vector<Page>& pages, const std::vector<std::vector<Row>>& rows);

}  // namespace crosswalk::extraction::pdf
