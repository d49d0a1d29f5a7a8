// SPDX-License-Identifier: Apache-2.0
#include "sources/collector.h"

#include <algorithm>
#include <tuple>
#include <utility>

#include "base/display_name.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::sources {
namespace {

constexpr std::uint64_t kMaxIgnoreFile = 1 << 20;
constexpr std::size_t kMaxDetail = 300;

/// Whether the canonical path `path` is `folder` or lies in it.
bool is_within(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

template <class T>
void sort_by_place(std::vector<T>& list) {
  std::sort(list.begin(), list.end(), [](const T& a, const T& b) { return std::tie(a.root, a.path) < std::tie(b.root, b.path); });
}

}  // namespace

base::Result<void> Collector::load_rules(const std::vector<std::string>& arguments) {
  if (std::find(arguments.begin(), arguments.end(), "-") != arguments.end()) root_names_.insert("stdin");
  for (const std::string& pattern : options_.ignore) rules_.add(pattern);
  if (options_.workspace.empty()) return {};
  auto workspace = platform::canonical(options_.workspace);
  if (!workspace) return {};  // not made yet
  if (!options_.workspace_named) {
    for (const std::string& argument : arguments) {
      const std::string reviewed = local_place_of(argument);
      if (!reviewed.empty() && is_within(*workspace, reviewed)) return {};
    }
  }
  workspace_ = std::move(workspace).value();
  const auto lines = platform::read_file(workspace_ + "/.crosswalkignore", kMaxIgnoreFile);
  if (lines) rules_.add_lines(*lines);
  if (!lines && lines.error().code != base::ErrorCode::not_found) return lines.error();
  return {};
}

std::string Collector::name_root(const std::string& wanted) {
  std::string unique = wanted;
  for (int number = 2; !root_names_.insert(unique).second; ++number) unique = wanted + " (" + std::to_string(number) + ")";
  return unique;
}

bool Collector::takes(const std::string& root, const std::string& path, bool is_folder, bool own,
                      const std::function<std::uint64_t()>& files) {
  // Before the patterns: what could steer the review is always told.
  if (!is_folder && is_configuration(last_part(path))) {
    if (own) {
      listing_.ignored.push_back({root, path, "configuration of the workspace", 1});
    } else {
      listing_.not_loaded.push_back({root, path});
    }
    return false;
  }
  const std::string_view pattern = rules_.ignored_by(path, is_folder);
  if (pattern.empty()) return true;
  listing_.ignored.push_back({root, path, std::string(pattern), files()});
  return false;
}

bool Collector::takes_flat(const std::string& root, const std::string& path) {
  for (std::size_t slash = path.find('/'); slash != std::string::npos; slash = path.find('/', slash + 1)) {
    const std::string folder = path.substr(0, slash);
    const auto [known, fresh] = folders_.try_emplace(root + '\0' + folder);
    if (fresh) known->second = rules_.ignored_by(folder, true);
    if (known->second.empty()) continue;
    Ignored& ignored = ignored_folders_.try_emplace({root, folder}, Ignored{root, folder, known->second, 0}).first->second;
    ++ignored.files;
    return false;
  }
  return takes(root, path, false, false, [] { return std::uint64_t{1}; });
}

void Collector::add(SourceItem item) {
  item.id = item.root == "stdin" && item.path == "stdin" ? "stdin" : item.root + "/" + item.path;
  listing_.items.push_back(std::move(item));
}

Listing Collector::finish() {
  for (auto& [place, ignored] : ignored_folders_) listing_.ignored.push_back(std::move(ignored));
  sort_by_place(listing_.items);
  sort_by_place(listing_.skipped);
  sort_by_place(listing_.ignored);
  sort_by_place(listing_.not_loaded);
  listing_.rules = std::move(rules_);
  return std::move(listing_);
}

bool is_plain_path(std::string_view path) {
  if (path.empty() || path.find('\0') != std::string_view::npos) return false;
  for (const std::string_view part : base::split(path, '/')) {
    if (part.empty() || part == "." || part == "..") return false;
  }
  return true;
}

std::string as_detail(std::string_view text) {
  const std::string line = base::collapse_space(base::repair_utf8(text.substr(0, kMaxDetail)));
  return base::display_name(base::trim(line));
}

}  // namespace crosswalk::sources
