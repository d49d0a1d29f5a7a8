// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace crosswalk::artifacts::spdx {

/// Of which type the value of a property of SPDX 3 is: an object is a class's own or a reference to one; a word belongs to a
/// vocabulary.
enum class Type3 : std::uint8_t { text, uri, date, decimal, boolean, media_type, semver, positive, natural, object, word };

/// A property of a class of SPDX 3.
struct Property3 {
  std::string_view key;
  std::size_t least = 0;
  bool many = false;
  Type3 type = Type3::text;
  /// The class or vocabulary.
  std::string_view range;
  /// Which of the properties of its class it is, counted from 0.
  std::size_t number = 0;
};

/// A class of SPDX 3 with the properties that it has itself or from those above it.
struct Class3 {
  /// No class has as many properties.
  static constexpr std::size_t kMostProperties = 128;

  std::string_view name;
  const Class3* parent = nullptr;
  bool abstract = false;
  std::map<std::string_view, Property3> properties;
  /// The same, to be looked up.
  std::unordered_map<std::string_view, const Property3*> by_key;

  /// Whether it is the class of this name, or below it.
  [[nodiscard]] bool is(std::string_view wanted) const;
};

/// The class of this name, or null. Source: SPDX 3.0.1, "Model".
const Class3* class3_of(std::string_view name);
/// Whether the word belongs to the vocabulary.
bool is_word3(std::string_view vocabulary, std::string_view word);

}  // namespace crosswalk::artifacts::spdx
