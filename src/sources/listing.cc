// SPDX-License-Identifier: Apache-2.0
#include "sources/listing.h"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>
#include <utility>

#include "sources/ignore.h"

namespace crosswalk::sources {
namespace {

constexpr std::uint64_t kMaxIgnoreFile = 1 << 20;
// Files below ignored folders are only counted, and not for ever.
constexpr std::uint64_t kMaxCounted = 1'000'000;

std::string joined(const std::string& folder, const std::string& name) { return folder.empty() ? name : folder + "/" + name; }

/// Whether the canonical path `path` is `folder` or lies in it.
bool is_within(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

std::string_view last_part(std::string_view path) {
  const std::size_t slash = path.rfind('/');
  return slash == std::string_view::npos ? path : path.substr(slash + 1);
}

std::uint64_t count_files(const platform::Folder& folder, const std::string& path) {
  std::uint64_t count = 0;
  std::uint64_t seen = 0;
  std::vector<std::string> pending{path};
  while (!pending.empty() && seen < kMaxCounted) {
    const std::string at = std::move(pending.back());
    pending.pop_back();
    const auto entries = folder.entries(at);
    if (!entries) continue;
    for (const platform::Entry& entry : *entries) {
      ++seen;
      if (entry.kind == platform::EntryKind::folder) {
        pending.push_back(joined(at, entry.name));
      } else {
        ++count;
      }
    }
  }
  return count;
}

template <class T>
void sort_by_place(std::vector<T>& list) {
  std::sort(list.begin(), list.end(), [](const T& a, const T& b) { return std::tie(a.root, a.path) < std::tie(b.root, b.path); });
}

}  // namespace

/// Gathers one Listing.
class Lister {
 public:
  explicit Lister(const ListOptions& options) : options_(options), rules_(IgnoreRules::defaults()) {}

  base::Result<Listing> run(const std::vector<std::string>& paths) {
    if (paths.empty()) return base::Error{base::ErrorCode::usage, "no folder or file to review", {}};
    CW_RETURN_IF_ERROR(load_rules(paths));
    if (std::find(paths.begin(), paths.end(), "-") != paths.end()) root_names_.insert("stdin");
    for (const std::string& path : paths) CW_RETURN_IF_ERROR(add(path));
    sort_by_place(listing_.items);
    sort_by_place(listing_.skipped);
    sort_by_place(listing_.ignored);
    sort_by_place(listing_.not_loaded);
    listing_.rules = std::move(rules_);
    return std::move(listing_);
  }

 private:
  /// One reviewed folder, or the folder of single files.
  struct Root {
    std::string name;
    std::shared_ptr<const platform::Folder> folder;
  };

  base::Result<void> load_rules(const std::vector<std::string>& paths) {
    for (const std::string& pattern : options_.ignore) rules_.add(pattern);
    if (options_.workspace.empty()) return {};
    auto workspace = platform::canonical(options_.workspace);
    if (!workspace) return {};  // not made yet
    if (!options_.workspace_named) {
      for (const std::string& path : paths) {
        const auto reviewed = path == "-" ? base::Result<std::string>(base::Error{}) : platform::canonical(path);
        if (reviewed && is_within(*workspace, *reviewed)) return {};
      }
    }
    workspace_ = std::move(workspace).value();
    const auto lines = platform::read_file(workspace_ + "/.crosswalkignore", kMaxIgnoreFile);
    if (lines) rules_.add_lines(*lines);
    if (!lines && lines.error().code != base::ErrorCode::not_found) return lines.error();
    return {};
  }

  base::Result<void> add(const std::string& path) {
    if (path == "-") return add_stdin();
    CW_ASSIGN_OR_RETURN(const platform::EntryKind kind, platform::kind_of(path));
    if (kind == platform::EntryKind::folder) return add_folder(path);
    if (kind == platform::EntryKind::file) return add_file(path);
    return base::Error{base::ErrorCode::not_readable, path, "a device, FIFO or socket and not a file or folder"};
  }

  base::Result<void> add_stdin() {
    if (!seen_.insert("-").second) return {};
    CW_ASSIGN_OR_RETURN(platform::File file, platform::File::spool(0, options_.stdin_bytes, "standard input"));
    SourceItem item;
    item.id = item.root = item.path = "stdin";
    item.size = file.size();
    item.spooled_ = std::make_shared<const platform::File>(std::move(file));
    listing_.items.push_back(std::move(item));
    return {};
  }

  base::Result<void> add_file(const std::string& path) {
    // Now and not later: a file that the user names must be readable.
    CW_RETURN_IF_ERROR(platform::File::open(path));
    CW_ASSIGN_OR_RETURN(const std::string real, platform::canonical(path));
    const std::size_t slash = real.rfind('/');
    CW_ASSIGN_OR_RETURN(const Root* root, root_of(slash == 0 ? "/" : real.substr(0, slash)));
    const std::string name = real.substr(slash + 1);
    CW_ASSIGN_OR_RETURN(const platform::File file, root->folder->open_file(name));
    add_item(*root, name, file.size());
    return {};
  }

  base::Result<void> add_folder(const std::string& path) {
    CW_ASSIGN_OR_RETURN(const Root* root, root_of(path));
    std::vector<std::string> pending{std::string()};
    while (!pending.empty()) {
      const std::string at = std::move(pending.back());
      pending.pop_back();
      const auto entries = root->folder->entries(at);
      if (!entries) {
        if (at.empty()) return base::Error{entries.error().code, path, entries.error().detail};
        listing_.skipped.push_back({root->name, at, SkipReason::unreadable_folder, entries.error().detail});
        continue;
      }
      for (const platform::Entry& entry : *entries) add_entry(*root, at, entry, pending);
    }
    return {};
  }

  void add_entry(const Root& root, const std::string& folder, const platform::Entry& entry, std::vector<std::string>& pending) {
    const std::string path = joined(folder, entry.name);
    const bool is_folder = entry.kind == platform::EntryKind::folder;
    // Before the patterns: what could steer the review is always told.
    if (!is_folder && is_configuration(entry.name)) {
      const bool own = !workspace_.empty() && joined_to_root(root, folder) == workspace_;
      if (own) {
        listing_.ignored.push_back({root.name, path, "configuration of the workspace", 1});
      } else {
        listing_.not_loaded.push_back({root.name, path});
      }
      return;
    }
    const std::string_view pattern = rules_.ignored_by(path, is_folder);
    if (!pattern.empty()) {
      const std::uint64_t files = is_folder ? count_files(*root.folder, path) : 1;
      listing_.ignored.push_back({root.name, path, std::string(pattern), files});
      return;
    }
    switch (entry.kind) {
      case platform::EntryKind::folder:
        pending.push_back(path);
        return;
      case platform::EntryKind::file:
        add_item(root, path, entry.size);
        return;
      case platform::EntryKind::symlink:
        skip_link(root, path);
        return;
      case platform::EntryKind::fifo:
        listing_.skipped.push_back({root.name, path, SkipReason::not_a_file, "a FIFO"});
        return;
      case platform::EntryKind::socket:
        listing_.skipped.push_back({root.name, path, SkipReason::not_a_file, "a socket"});
        return;
      case platform::EntryKind::device:
        listing_.skipped.push_back({root.name, path, SkipReason::not_a_file, "a device"});
        return;
    }
  }

  void skip_link(const Root& root, const std::string& path) {
    const std::string target = root.folder->target_of(path);
    if (target.empty()) {
      listing_.skipped.push_back({root.name, path, SkipReason::link_broken, "a symbolic link that leads nowhere"});
    } else if (is_within(target, root.folder->canonical_path())) {
      listing_.skipped.push_back({root.name, path, SkipReason::link_inside, "a symbolic link; its target is read where it lies"});
    } else {
      listing_.skipped.push_back(
          {root.name, path, SkipReason::link_outside, "a symbolic link out of the reviewed folder, not followed"});
    }
  }

  void add_item(const Root& root, const std::string& path, std::uint64_t size) {
    if (!seen_.insert(joined_to_root(root, path)).second) return;
    SourceItem item;
    item.root = root.name;
    item.path = path;
    item.id = root.name + "/" + path;
    item.size = size;
    item.folder_ = root.folder;
    listing_.items.push_back(std::move(item));
  }

  static std::string joined_to_root(const Root& root, const std::string& path) {
    const std::string& folder = root.folder->canonical_path();
    if (path.empty()) return folder;
    return folder == "/" ? folder + path : folder + "/" + path;
  }

  base::Result<const Root*> root_of(const std::string& path) {
    CW_ASSIGN_OR_RETURN(platform::Folder folder, platform::Folder::open(path));
    const auto known = roots_.find(folder.canonical_path());
    if (known != roots_.end()) return &known->second;
    std::string name(last_part(folder.canonical_path()));
    if (name.empty()) name = "root";
    std::string unique = name;
    for (int number = 2; !root_names_.insert(unique).second; ++number) unique = name + " (" + std::to_string(number) + ")";
    std::string key = folder.canonical_path();
    Root root{std::move(unique), std::make_shared<const platform::Folder>(std::move(folder))};
    return &roots_.emplace(std::move(key), std::move(root)).first->second;
  }

  const ListOptions& options_;
  IgnoreRules rules_;
  std::string workspace_;
  Listing listing_;
  std::map<std::string, Root> roots_;
  std::set<std::string> root_names_;
  std::set<std::string> seen_;
};

std::uint64_t Listing::ignored_files() const {
  std::uint64_t sum = 0;
  for (const Ignored& each : ignored) sum += each.files;
  return sum;
}

base::Result<platform::File> SourceItem::open() const {
  if (spooled_ != nullptr) return spooled_->duplicate();
  if (folder_ == nullptr) return base::Error{base::ErrorCode::not_found, id, {}};
  return folder_->open_file(path);
}

bool is_configuration(std::string_view name) {
  for (const std::string_view each :
       {"crosswalk.yaml", "crosswalk.yml", "decisions.yaml", "decisions.yml", "pack.yaml", "pack.yml", ".crosswalkignore"}) {
    if (name == each) return true;
  }
  return false;
}

base::Result<Listing> list(const std::vector<std::string>& paths, const ListOptions& options) {
  return Lister(options).run(paths);
}

}  // namespace crosswalk::sources
