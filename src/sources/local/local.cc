// SPDX-License-Identifier: Apache-2.0
#include <cerrno>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "platform/errors.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "sources/source.h"

namespace crosswalk::sources {
namespace {

// Files below ignored folders are only counted, and not for ever.
constexpr std::uint64_t kMaxCounted = 1'000'000;

std::string joined(const std::string& folder, const std::string& name) { return folder.empty() ? name : folder + "/" + name; }

bool is_within(std::string_view path, std::string_view folder) {
  if (folder == "/") return true;
  return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
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

/// Opens files below one folder.
class FolderReader : public Reader {
 public:
  explicit FolderReader(platform::Folder folder) : folder_(std::move(folder)) {}
  [[nodiscard]] base::Result<platform::File> open(const SourceItem& item) const override { return folder_.open_file(item.path); }
  [[nodiscard]] const platform::Folder& folder() const { return folder_; }

 private:
  platform::Folder folder_;
};

/// What was read from standard input.
class SpooledReader : public Reader {
 public:
  explicit SpooledReader(platform::File file) : file_(std::move(file)) {}
  [[nodiscard]] base::Result<platform::File> open(const SourceItem& /*item*/) const override { return file_.duplicate(); }

 private:
  platform::File file_;
};

/// Folders, files and standard input.
class LocalSource : public Source {
 public:
  base::Result<bool> takes(const std::string& argument) override {
    if (argument == "-") return true;
    const auto kind = platform::kind_of(argument);
    if (kind) return true;
    // What is there and cannot be looked at is no other kind's, either; a name that no file can have is.
    const base::Error& error = kind.error();
    if (error.detail == platform::system_text(ENAMETOOLONG)) return false;
    return error.code != base::ErrorCode::not_found || !error.detail.empty();
  }

  base::Result<void> add(const std::string& argument, Collector& collector) override {
    if (argument == "-") return add_stdin(collector);
    CW_ASSIGN_OR_RETURN(const platform::EntryKind kind, platform::kind_of(argument));
    if (kind == platform::EntryKind::folder) return add_folder(argument, collector);
    if (kind == platform::EntryKind::file) return add_file(argument, collector);
    return base::Error{base::ErrorCode::not_readable, argument, "a device, FIFO or socket and not a file or folder"};
  }

 private:
  /// One reviewed folder, or the folder of single files.
  struct Root {
    std::string name;
    std::shared_ptr<const FolderReader> reader;

    [[nodiscard]] const platform::Folder& folder() const { return reader->folder(); }
  };

  static base::Result<void> add_stdin(Collector& collector) {
    if (!collector.is_new("-")) return {};
    CW_ASSIGN_OR_RETURN(platform::File file, platform::File::spool(0, collector.options().spooled_bytes, "standard input"));
    SourceItem item;
    item.root = item.path = "stdin";
    item.size = file.size();
    item.reader = std::make_shared<SpooledReader>(std::move(file));
    collector.add(std::move(item));
    return {};
  }

  base::Result<void> add_file(const std::string& path, Collector& collector) {
    // Now and not later: a file that the user names must be readable.
    CW_RETURN_IF_ERROR(platform::File::open(path));
    CW_ASSIGN_OR_RETURN(const std::string real, platform::canonical(path));
    const std::size_t slash = real.rfind('/');
    CW_ASSIGN_OR_RETURN(const Root* root, root_of(slash == 0 ? "/" : real.substr(0, slash), collector));
    const std::string name = real.substr(slash + 1);
    CW_ASSIGN_OR_RETURN(const platform::File file, root->folder().open_file(name));
    add_item(*root, name, file.size(), collector);
    return {};
  }

  base::Result<void> add_folder(const std::string& path, Collector& collector) {
    CW_ASSIGN_OR_RETURN(const Root* root, root_of(path, collector));
    std::vector<std::string> pending{std::string()};
    while (!pending.empty()) {
      const std::string at = std::move(pending.back());
      pending.pop_back();
      const auto entries = root->folder().entries(at);
      if (!entries) {
        if (at.empty()) return base::Error{entries.error().code, path, entries.error().detail};
        collector.skip({root->name, at, SkipReason::unreadable_folder, entries.error().detail});
        continue;
      }
      for (const platform::Entry& entry : *entries) add_entry(*root, at, entry, pending, collector);
    }
    return {};
  }

  static void add_entry(const Root& root, const std::string& folder, const platform::Entry& entry,
                        std::vector<std::string>& pending, Collector& collector) {
    const std::string path = joined(folder, entry.name);
    const bool is_folder = entry.kind == platform::EntryKind::folder;
    const bool own = !collector.workspace().empty() && joined_to_root(root, folder) == collector.workspace();
    const auto files = [&] { return is_folder ? count_files(root.folder(), path) : 1; };
    if (!collector.takes(root.name, path, is_folder, own, files)) return;
    switch (entry.kind) {
      case platform::EntryKind::folder:
        pending.push_back(path);
        return;
      case platform::EntryKind::file:
        add_item(root, path, entry.size, collector);
        return;
      case platform::EntryKind::symlink:
        skip_link(root, path, collector);
        return;
      case platform::EntryKind::fifo:
        collector.skip({root.name, path, SkipReason::not_a_file, "a FIFO"});
        return;
      case platform::EntryKind::socket:
        collector.skip({root.name, path, SkipReason::not_a_file, "a socket"});
        return;
      case platform::EntryKind::device:
        collector.skip({root.name, path, SkipReason::not_a_file, "a device"});
        return;
    }
  }

  static void skip_link(const Root& root, const std::string& path, Collector& collector) {
    const std::string target = root.folder().target_of(path);
    if (target.empty()) {
      collector.skip({root.name, path, SkipReason::link_broken, "a symbolic link that leads nowhere"});
    } else if (is_within(target, root.folder().canonical_path())) {
      collector.skip({root.name, path, SkipReason::link_inside, "a symbolic link; its target is read where it lies"});
    } else {
      collector.skip({root.name, path, SkipReason::link_outside, "a symbolic link out of the reviewed folder, not followed"});
    }
  }

  static void add_item(const Root& root, const std::string& path, std::uint64_t size, Collector& collector) {
    if (!collector.is_new(joined_to_root(root, path))) return;
    SourceItem item;
    item.root = root.name;
    item.path = path;
    item.size = size;
    item.reader = root.reader;
    collector.add(std::move(item));
  }

  static std::string joined_to_root(const Root& root, const std::string& path) {
    const std::string& folder = root.folder().canonical_path();
    if (path.empty()) return folder;
    return folder == "/" ? folder + path : folder + "/" + path;
  }

  base::Result<const Root*> root_of(const std::string& path, Collector& collector) {
    CW_ASSIGN_OR_RETURN(platform::Folder folder, platform::Folder::open(path));
    const auto known = roots_.find(folder.canonical_path());
    if (known != roots_.end()) return &known->second;
    std::string key = folder.canonical_path();
    const std::string name = key.substr(key.rfind('/') + 1);
    Root root{collector.name_root(name.empty() ? "root" : name), std::make_shared<const FolderReader>(std::move(folder))};
    return &roots_.emplace(std::move(key), std::move(root)).first->second;
  }

  std::map<std::string, Root> roots_;
};

}  // namespace

std::unique_ptr<Source> make_local_source() { return std::make_unique<LocalSource>(); }

}  // namespace crosswalk::sources
