// SPDX-License-Identifier: Apache-2.0
// Markdown as blocks, for templates.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "writing/paper.h"

namespace crosswalk::writing {

/// A text that stands in Markdown as one mark: what a template's name says.
struct Value {
  std::string text;
  /// Where the text is empty.
  BlankType type = BlankType::text;
  std::string wanted;
};

/// The mark of the value with this number: private characters around it, which no template may hold.
std::string mark_of(std::size_t number);
/// Whether there is a character that marks are made of.
bool holds_marks(std::string_view text);

/// What Markdown says as blocks; its first heading of level 1 goes to `title`. Marks give way to their values, which are words
/// whatever they say. `fault` is told of what is refused, with its byte in `text`: HTML, pictures, entities, types of blanks that
/// there are not, and a second title.
std::vector<Block> read_markdown(std::string_view text, const std::vector<Value>& values, std::string& title,
                                 const std::function<void(std::size_t, std::string)>& fault);

}  // namespace crosswalk::writing
