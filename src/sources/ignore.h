// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::sources {

/// Patterns of files that are not reviewed, in the manner of .gitignore: "*" and "?" within a name, "[a-z]", "**" across
/// folders; a "/" at the end means folders only, a "/" before that binds the pattern to the root; "!" takes files back in; the
/// last pattern that matches decides. A file below an ignored folder is ignored. Source: gitignore(5).
class IgnoreRules {
 public:
  /// The patterns that always hold: version control, dependencies, and left-overs of editors and systems.
  static IgnoreRules defaults();

  /// Adds one pattern; blank ones and comments ("#") are left out.
  void add(std::string_view pattern);
  /// Adds the lines of an ignore file.
  void add_lines(std::string_view lines);

  /// The pattern by which `path` (relative to the root, no slash at the end) is ignored; empty if it is not. Folders above it are
  /// the caller's to ask about.
  [[nodiscard]] std::string_view ignored_by(std::string_view path, bool is_folder) const;

 private:
  struct Rule {
    std::string written;
    std::string pattern;
    bool negated = false;
    bool folders_only = false;
    bool rooted = false;
  };
  std::vector<Rule> rules_;
};

/// Whether a path matches a pattern of parts with "/" between them ("**" stands for any number of parts). Takes time in
/// proportion to the product of both lengths at most.
bool matches_glob(std::string_view pattern, std::string_view path);

}  // namespace crosswalk::sources
