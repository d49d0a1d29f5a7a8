// SPDX-License-Identifier: Apache-2.0
#include "site/site.h"

#include <algorithm>

#include "base/text.h"
#include "site/frame.h"
#include "site/library.h"

namespace crosswalk::site {
namespace {

constexpr std::string_view marker_head =
    "Crosswalk site, version 1. These files belong to it; 'crosswalk site' replaces and removes them.\n";

/// Whether it may be the name of a page: below the folder, nothing hidden, and of a kind that a site has.
bool is_page_name(std::string_view name) {
  if (!name.ends_with(".html") && !name.ends_with(".js")) return false;
  const std::vector<std::string_view> parts = base::split(name, '/');
  return parts.size() <= 2 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && part.front() != '.' && std::all_of(part.begin(), part.end(), [](char c) {
             return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '_' ||
                    c == '-';
           });
         });
}

}  // namespace

Files make(const atlas::Atlas& atlas, const comparison::ReviewFile* review, const Options& options) {
  const Library library(atlas, review, options.title);
  Files out;
  const std::vector<Page>& pages = library.pages();
  for (std::size_t i = 0; i < pages.size(); ++i) {
    // Neighbours are those of the same pack.
    const auto neighbour = [&](std::size_t at) {
      return at < pages.size() && pages[at].standard == pages[i].standard ? &pages[at] : nullptr;
    };
    out.emplace(pages[i].file, clause_page(library, pages[i], i == 0 ? nullptr : neighbour(i - 1), neighbour(i + 1)));
  }
  for (const Work& work : library.works()) out.emplace(work.file, work_page(library, work));
  out.emplace(index_file, index_page(library));
  out.emplace(matrix_file, matrix_page(library));
  if (review != nullptr) out.emplace(todo_file, todo_page(library));
  out.emplace(search_file, search_page(library));
  out.emplace(words_file, search_words(library));
  return out;
}

std::string marker(const Files& files) {
  std::string out(marker_head);
  for (const auto& [name, content] : files) out += name + "\n";
  return out;
}

std::optional<std::vector<std::string>> read_marker(std::string_view text) {
  if (!text.starts_with(marker_head)) return std::nullopt;
  std::vector<std::string> out;
  for (const std::string_view line : base::split(text.substr(marker_head.size()), '\n')) {
    if (line.empty()) continue;
    if (!is_page_name(line)) return std::nullopt;
    out.emplace_back(line);
  }
  return out;
}

}  // namespace crosswalk::site
