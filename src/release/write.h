// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "release/facts.h"

namespace crosswalk::release {

/// What another source says to a fact that is added: it stands beside it as a comment.
struct Aside {
  std::string field;
  std::string text;
  std::string origin;
};

/// Facts that are added to a release file.
struct Addition {
  std::string group;
  /// The entry of the group in the file that gets them, from 0; nothing: they are a new entry.
  std::optional<std::size_t> into;
  Entry entry;
  std::vector<Aside> asides;
};

/// A release file that holds these facts: all groups in their order, each with what it is for; what nobody says stands there as a
/// comment, to be filled in; additions without facts give their asides as comments of the group. A fact with an origin is written
/// as {value:, origin:}. `schema` is the file that describes it to editors, relative to it; empty: none. Facts have to be such as
/// read_release() takes; into has to be nothing.
std::string new_release_text(std::span<const Addition> additions, std::string_view schema);

/// A release file with facts added; every byte that stands in it stays, in its order. Groups and entries get theirs at their end.
/// `file` names it in errors. What comes out was read again: all that the file said before, and what was added.
///
/// Errors: malformed_data, where the file has mistakes of form, or is written in a way in which nothing can be added (with what
/// to do).
base::Result<std::string> add_to_release(std::string_view text, std::string_view file, std::span<const Addition> additions);

}  // namespace crosswalk::release
