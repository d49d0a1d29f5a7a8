// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>

#include "base/result.h"
#include "sources/ignore.h"
#include "sources/listing.h"

namespace crosswalk::sources {

/// Gathers one Listing from all sources, and decides for all of them alike what is ignored and what configures Crosswalk.
class Collector {
 public:
  explicit Collector(const ListOptions& options) : options_(options), rules_(IgnoreRules::defaults()) {}

  /// Takes the patterns of the options and of the workspace, unless that lies in what is reviewed. Errors: not_readable.
  base::Result<void> load_rules(const std::vector<std::string>& arguments);

  /// How to list.
  [[nodiscard]] const ListOptions& options() const { return options_; }
  /// Absolute and without links; empty if there is none to take patterns from.
  [[nodiscard]] const std::string& workspace() const { return workspace_; }
  /// A name for a root that no other has: `wanted`, or with a number behind it.
  std::string name_root(const std::string& wanted);
  /// Whether this is the first time that this is asked of `key`.
  bool is_new(const std::string& key) { return seen_.insert(key).second; }

  /// Whether a name in a folder that is not ignored is to be looked at. Otherwise it is noted why not. `files` counts those below
  /// a folder that is left out; `own` says that a configuration there is the workspace's own.
  bool takes(const std::string& root, const std::string& path, bool is_folder, bool own,
             const std::function<std::uint64_t()>& files);
  /// The same for a file of a source that lists files of all folders at once: looks at the folders above it, too.
  bool takes_flat(const std::string& root, const std::string& path);

  /// Adds an item, whose id is made here.
  void add(SourceItem item);
  /// Notes what was left out though no pattern says so.
  void skip(Skipped skipped) { listing_.skipped.push_back(std::move(skipped)); }
  /// Adds a sentence for the readers of the report.
  void note(std::string sentence) { listing_.notes.push_back(std::move(sentence)); }
  /// Adds what a source resolved to.
  void resolved(std::string what) { listing_.resolved.push_back(std::move(what)); }

  /// The listing, in order; call once.
  Listing finish();

 private:
  const ListOptions& options_;
  IgnoreRules rules_;
  std::string workspace_;
  Listing listing_;
  std::set<std::string> root_names_;
  std::set<std::string> seen_;
  // Folders of flat listings: the pattern that leaves one out, or nothing; and how many files that were.
  std::unordered_map<std::string, std::string> folders_;
  std::map<std::pair<std::string, std::string>, Ignored> ignored_folders_;
};

/// Whether a path of a listing from elsewhere can be that of a file in a folder: parts that are not empty, "." or "..", no NUL.
bool is_plain_path(std::string_view path);

/// Text of another program as part of a sentence: one line without control characters, not too long.
std::string as_detail(std::string_view text);

}  // namespace crosswalk::sources
