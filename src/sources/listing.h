// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/words.h"
#include "sources/ignore.h"
#include "sources/source_item.h"

namespace crosswalk::sources {

/// Why a name in a reviewed folder is no item and was not entered.
enum class SkipReason : std::uint8_t { link_inside, link_outside, link_broken, not_a_file, unreadable_folder };

/// A name that was left out though no pattern says so.
struct Skipped {
  std::string root;
  /// Any bytes, as SourceItem::path.
  std::string path;
  SkipReason reason = SkipReason::not_a_file;
  /// For people; holds no path.
  std::string detail;
};

/// A file or folder that an ignore pattern left out.
struct Ignored {
  std::string root;
  std::string path;
  /// As it was written.
  std::string pattern;
  /// Files left out: 1, or the number of files below the folder.
  std::uint64_t files = 1;
};

/// A file with the name of a configuration of Crosswalk inside a reviewed folder: never loaded, and no document.
struct NotLoaded {
  std::string root;
  std::string path;
};

/// What there is to review, in an order that depends on names only.
struct Listing {
  /// Sorted by root and path, byte by byte. No file is there twice.
  std::vector<SourceItem> items;
  std::vector<Skipped> skipped;
  std::vector<Ignored> ignored;
  std::vector<NotLoaded> not_loaded;
  /// The patterns by which files were left out, for what archives hold.
  IgnoreRules rules;

  /// Sum of Ignored::files.
  [[nodiscard]] std::uint64_t ignored_files() const;
};

/// How to list.
struct ListOptions {
  /// Patterns as of .gitignore, after the default ones (IgnoreRules::defaults), relative to each reviewed folder.
  std::vector<std::string> ignore;
  /// Folder whose .crosswalkignore adds patterns, and whose own configuration is not reported; empty if there is none. Where it
  /// is a reviewed folder or lies in one, it counts as found there, unless `workspace_named`.
  std::string workspace;
  /// Whether the user named the workspace explicitly.
  bool workspace_named = false;
  /// Limit of standard input in bytes.
  std::uint64_t stdin_bytes = 256ULL << 20;
};

/// Finds the files to review. `paths` are folders (searched recursively), files, or "-" for standard input. Symbolic links are
/// followed where the user gives one, and nowhere below.
///
/// Errors: usage (no path), not_found and not_readable (a path that was given; naming it), limit_exceeded (standard input).
base::Result<Listing> list(const std::vector<std::string>& paths, const ListOptions& options);

/// Whether a file of this name configures Crosswalk.
bool is_configuration(std::string_view name);

}  // namespace crosswalk::sources

namespace crosswalk::base {

template <>
struct Words<sources::SkipReason> {
  static constexpr std::array<std::string_view, 5> names{"link_inside", "link_outside", "link_broken", "not_a_file",
                                                         "unreadable_folder"};
};

}  // namespace crosswalk::base
