// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "atlas/atlas.h"
#include "comparison/review_file.h"

/// The packs and the map of standards as a library of static HTML pages.
namespace crosswalk::site {

/// What the reader asked for.
struct Options {
  /// Name of the library on every page.
  std::string title;
};

/// Path with '/' between its parts, relative to the site's folder, to content.
using Files = std::map<std::string, std::string>;

/// All pages of a site: an index, a page for each clause and each neighbouring work, the matrix of both, a search page, and with
/// a review (read whole; null for none) its verdicts on them and a page of what to do. Pages lead to each other by relative
/// links, load nothing but the word list of the search, and are the same bytes for the same input.
Files make(const atlas::Atlas& atlas, const comparison::ReviewFile* review, const Options& options);

/// Name of the file that says that a folder is a site, and which files in it belong to the site.
inline constexpr std::string_view marker_name = ".crosswalk-site";
/// The content of that file.
std::string marker(const Files& files);
/// The files that it names; nothing where it is no such file, or names a file that no site has.
std::optional<std::vector<std::string>> read_marker(std::string_view text);

}  // namespace crosswalk::site
