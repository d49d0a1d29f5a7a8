// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"

namespace crosswalk::artifacts::jsonschema {

/// A number of anything with its noun: "1 member", "3 members".
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);

/// A value on one line of a message; of a long one its beginning.
std::string shown(const json::Value& value);

/// What a type of JSON Schema is called in a message: "a text"; "a whole number" for "integer".
std::string_view with_article(std::string_view type);

/// A list in words: "a, b or c".
std::string one_of(const std::vector<std::string>& words);

}  // namespace crosswalk::artifacts::jsonschema
