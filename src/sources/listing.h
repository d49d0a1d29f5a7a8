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
enum class SkipReason : std::uint8_t {
  link_inside,
  link_outside,
  link_broken,
  not_a_file,
  unreadable_folder,
  /// In a revision or a remote, where it leads is not looked at.
  link,
  /// The source names it, but has no bytes of it: a submodule, a form of a cloud drive.
  no_bytes
};

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
  /// What a reader of the report has to know of the sources, in sentences.
  std::vector<std::string> notes;
  /// What the sources resolved to ("git=ROOT:COMMIT"), for the fingerprint of the inputs.
  std::vector<std::string> resolved;

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
  /// Limit in bytes of what is read into memory: standard input, files of revisions and remotes.
  std::uint64_t spooled_bytes = 256ULL << 20;
  /// How long a remote may say nothing, in milliseconds.
  std::int64_t patience_milliseconds = 30'000;
  /// Whether to go on where the system cannot confine the programs that read revisions and remotes.
  bool unsandboxed = false;
};

/// Finds the files to review. `paths` are what the kinds of sources of sources.def take: folders (searched recursively), files,
/// "-" for standard input, revisions, remotes. What there is as a local path is one, whatever it looks like. Symbolic links are
/// followed where the user gives one, and nowhere below.
///
/// Errors: usage (no path, or one with a mistake in it), not_found and not_readable (a path that was given; naming it),
/// limit_exceeded (standard input, a listing), program_missing, unknown_revision, remote_failed, interrupted.
base::Result<Listing> list(const std::vector<std::string>& paths, const ListOptions& options);

/// A kind of source.
struct SourceKind {
  std::string_view name;
  /// How an argument of this kind is written: "git:PATH@REV".
  std::string_view form;
  /// What it is, in a few words.
  std::string_view what;
};
/// All kinds, in the order of sources.def.
const std::vector<SourceKind>& source_kinds();

/// The local folder or file that an argument is read from, absolute and without links; empty where there is none, as of "-" and
/// of remotes.
std::string local_place_of(const std::string& argument);

/// Whether a file of this name configures Crosswalk.
bool is_configuration(std::string_view name);

}  // namespace crosswalk::sources

namespace crosswalk::base {

template <>
struct Words<sources::SkipReason> {
  static constexpr std::array<std::string_view, 7> names{"link_inside",       "link_outside", "link_broken", "not_a_file",
                                                         "unreadable_folder", "link",         "no_bytes"};
};

}  // namespace crosswalk::base
