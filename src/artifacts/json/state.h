// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "artifacts/json/value.h"

namespace crosswalk::artifacts::json {

/// A value, or a key.
struct Node {
  /// A string without escapes, or a number as it is written: bytes of State::text, or of State::unescaped.
  const char* text = nullptr;
  /// Bytes of text, elements or members; 1 for true.
  std::uint32_t size = 0;
  /// The node behind it and all that it holds.
  std::uint32_t after = 0;
  /// Its bytes in State::text.
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  Type type = Type::null;
};

/// What the strings of values are bytes of.
struct Texts {
  std::string text;
  /// Strings that had escapes.
  std::vector<std::unique_ptr<char[]>> unescaped;
};

/// A text and what was read of it.
struct State {
  /// May outlive the values.
  std::shared_ptr<Texts> texts = std::make_shared<Texts>();
  std::string& text = texts->text;
  std::vector<std::unique_ptr<char[]>>& unescaped = texts->unescaped;
  std::vector<Node> nodes;
  /// Nodes of keys that stood in the same object before.
  std::vector<std::uint32_t> duplicates;

  /// Where lines begin; found when it is first asked for.
  mutable std::once_flag lines_once;
  mutable std::vector<std::uint32_t> lines;
};

}  // namespace crosswalk::artifacts::json
