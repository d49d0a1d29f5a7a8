// SPDX-License-Identifier: Apache-2.0
#include "sources/ignore.h"

#include <optional>

#include "base/text.h"

namespace crosswalk::sources {
namespace {

/// Matches one character against the class that begins at pattern[at] == '['; sets `next` behind it. Nothing if it is no class.
std::optional<bool> match_class(std::string_view pattern, std::size_t at, unsigned char c, std::size_t& next) {
  std::size_t i = at + 1;
  bool negated = false;
  if (i < pattern.size() && (pattern[i] == '!' || pattern[i] == '^')) {
    negated = true;
    ++i;
  }
  bool found = false;
  for (bool first = true; i < pattern.size() && (first || pattern[i] != ']'); first = false) {
    if (pattern[i] == '\\' && i + 1 < pattern.size()) ++i;
    const auto low = static_cast<unsigned char>(pattern[i]);
    auto high = low;
    ++i;
    if (i + 1 < pattern.size() && pattern[i] == '-' && pattern[i + 1] != ']') {
      high = static_cast<unsigned char>(pattern[i + 1]);
      i += 2;
    }
    found = found || (low <= c && c <= high);
  }
  if (i >= pattern.size()) return std::nullopt;
  next = i + 1;
  return found != negated;
}

/// One name against one part of a pattern, with one place to come back to: a later "*" can do all that an earlier one could.
bool match_name(std::string_view pattern, std::string_view name) {
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_name = 0;
  while (true) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      star_name = n;
      continue;
    }
    if (n == name.size()) {
      if (p == pattern.size()) return true;
    } else if (p < pattern.size()) {
      std::size_t next = p + 1;
      bool one = false;
      const auto in_class =
          pattern[p] == '[' ? match_class(pattern, p, static_cast<unsigned char>(name[n]), next) : std::optional<bool>();
      if (in_class) {
        one = *in_class;
      } else if (pattern[p] == '?') {
        one = true;
      } else if (pattern[p] == '\\' && p + 1 < pattern.size()) {
        one = pattern[p + 1] == name[n];
        next = p + 2;
      } else {
        one = pattern[p] == name[n];
      }
      if (one) {
        p = next;
        ++n;
        continue;
      }
    }
    if (star == std::string_view::npos || star_name >= name.size()) return false;
    p = star + 1;
    n = ++star_name;
  }
}

}  // namespace

bool matches_glob(std::string_view pattern, std::string_view path) {
  const auto parts = base::split(pattern, '/');
  const auto names = base::split(path, '/');
  // The same way of coming back as for one name, with "**" in the place of "*".
  std::size_t p = 0;
  std::size_t n = 0;
  std::size_t star = std::string_view::npos;
  std::size_t star_name = 0;
  while (true) {
    if (p < parts.size() && parts[p] == "**") {
      // "a/**" is what lies in a, and not a itself.
      if (p + 1 == parts.size()) return n < names.size();
      star = p++;
      star_name = n;
      continue;
    }
    if (n == names.size()) {
      if (p == parts.size()) return true;
    } else if (p < parts.size() && match_name(parts[p], names[n])) {
      ++p;
      ++n;
      continue;
    }
    if (star == std::string_view::npos || star_name >= names.size()) return false;
    p = star + 1;
    n = ++star_name;
  }
}

IgnoreRules IgnoreRules::defaults() {
  IgnoreRules rules;
  for (const char* pattern : {".git/", ".git", "node_modules/", ".svn/", ".hg/", "~$*", ".~lock.*#", ".DS_Store", "Thumbs.db",
                              "desktop.ini", "*.tmp", "__pycache__/"}) {
    rules.add(pattern);
  }
  return rules;
}

void IgnoreRules::add(std::string_view pattern) {
  if (pattern.ends_with('\r')) pattern.remove_suffix(1);
  while (pattern.ends_with(' ') && !pattern.ends_with("\\ ")) pattern.remove_suffix(1);
  if (pattern.empty() || pattern.front() == '#') return;
  Rule rule;
  rule.written = pattern;
  if (pattern.front() == '!') {
    rule.negated = true;
    pattern.remove_prefix(1);
  }
  if (pattern.ends_with('/')) {
    rule.folders_only = true;
    pattern.remove_suffix(1);
  }
  rule.rooted = pattern.find('/') != std::string_view::npos;
  if (pattern.starts_with('/')) pattern.remove_prefix(1);
  if (pattern.empty()) return;
  rule.pattern = pattern;
  rules_.push_back(std::move(rule));
}

void IgnoreRules::add_lines(std::string_view lines) {
  if (lines.starts_with("\xEF\xBB\xBF")) lines.remove_prefix(3);
  for (const std::string_view line : base::split(lines, '\n')) add(line);
}

std::string_view IgnoreRules::ignored_by(std::string_view path, bool is_folder) const {
  const std::size_t slash = path.rfind('/');
  const std::string_view name = slash == std::string_view::npos ? path : path.substr(slash + 1);
  for (auto rule = rules_.rbegin(); rule != rules_.rend(); ++rule) {
    if (rule->folders_only && !is_folder) continue;
    if (!matches_glob(rule->pattern, rule->rooted ? path : name)) continue;
    return rule->negated ? std::string_view() : std::string_view(rule->written);
  }
  return {};
}

}  // namespace crosswalk::sources
