// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/facts.h"
#include "release/write.h"

namespace crosswalk::cli {

/// Somebody who answers.
struct Person {
  /// What is said to them.
  std::function<void(std::string_view)> say;
  /// What they say, a line without its end; nothing where they are gone.
  std::function<std::optional<std::string>()> answer;
};

/// Asks for the facts that a release lacks, group by group: an empty answer leaves a field out, "." the rest of the group (of a
/// list: of the entry), "q" ends. What a field cannot hold is asked again. What was said: additions, `into` counted by `facts`.
std::vector<release::Addition> ask_for_missing(const release::ReleaseFacts& facts, const Person& person);

/// Puts answers to what is added anyway: `in_file` says how many entries a group has in the file.
void add_answers(std::vector<release::Addition> answers, const release::ReleaseFacts& in_file,
                 std::vector<release::Addition>& additions);

}  // namespace crosswalk::cli
