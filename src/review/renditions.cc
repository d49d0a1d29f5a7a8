// SPDX-License-Identifier: Apache-2.0
#include "review/renditions.h"

#include <map>
#include <tuple>

#include "base/text.h"
#include "base/words.h"

namespace crosswalk::review {
namespace {

/// A path before its ending, and the ending without its point; no ending for "a.b/name" and ".name".
struct Named {
  std::string stem;
  std::string ending;
};

Named named(const std::string& path) {
  const std::size_t name = path.find_last_of("/!") + 1;
  const std::size_t point = path.rfind('.');
  if (point == std::string::npos || point <= name) return {path, ""};
  return {path.substr(0, point), path.substr(point + 1)};
}

/// Where it lies, and what it says of itself.
using Key = std::tuple<std::string, std::string, std::string, std::string, document::State, std::string>;

Key key_of(const DocumentEntry& entry) {
  const document::Control& control = entry.facts.control;
  return {std::string(entry.root), named(entry.path).stem, control.id, control.version, control.state, entry.facts.language};
}

bool may_have_formats(const DocumentEntry& entry) {
  const bool was_read = entry.status == document::Status::read || entry.status == document::Status::damaged;
  const document::Control& control = entry.facts.control;
  return was_read && !control.id.empty() && !control.version.empty() && entry.artifact_kinds.empty();
}

}  // namespace

std::vector<std::size_t> first_formats(const std::vector<DocumentEntry>& documents) {
  std::map<Key, std::size_t> firsts;
  std::vector<std::size_t> out;
  out.reserve(documents.size());
  for (std::size_t i = 0; i < documents.size(); ++i) {
    out.push_back(may_have_formats(documents[i]) ? firsts.emplace(key_of(documents[i]), i).first->second : i);
  }
  return out;
}

std::string formats_note(const std::vector<DocumentEntry>& documents) {
  constexpr std::size_t most = 20;
  const std::vector<std::size_t> firsts = first_formats(documents);
  std::map<std::size_t, std::vector<std::string>> formats;
  for (std::size_t i = 0; i < documents.size(); ++i) {
    if (documents[i].in_force) formats[firsts[i]].push_back(named(documents[i].path).ending);
  }
  std::vector<std::string> names;
  std::size_t more = 0;
  for (const auto& [first, endings] : formats) {
    if (endings.size() < 2) continue;
    if (names.size() == most) {
      ++more;
      continue;
    }
    names.push_back(named(documents[first].path).stem + " (" + base::join(endings, ", ") + ")");
  }
  if (names.empty()) return {};
  std::string out =
      "Files that are one document in several formats count as one where records are counted: " + base::join(names, ", ");
  if (more != 0) out += " and " + std::to_string(more) + " more";
  return out + ".";
}

}  // namespace crosswalk::review
