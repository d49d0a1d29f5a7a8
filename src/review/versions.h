// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "review/workspace.h"

namespace crosswalk::review {

/// Compares two versions or revisions as people write them: "v3.2", "Rev. C", "10", "2.0.1". Missing parts count as 0.
/// Nothing where they cannot be compared (one is empty, or a letter stands against a number).
std::optional<std::strong_ordering> compare_versions(std::string_view a, std::string_view b);

/// Whether two versions of a product are the same, or one names the other less exactly: "3" and "3.x" cover "3.2.1".
bool same_version(std::string_view a, std::string_view b);

/// The version of a product that a review speaks of: the supported one released last, else the supported one written last,
/// else the one written last; nullptr where the workspace names no version.
const ProductVersion* current_version(const Product& product);

/// How a document's list of products stands to one product of the workspace and its current version.
enum class Fit {
  /// The document names no product or version: it speaks of all.
  any,
  current,
  /// Another version that is still supported.
  supported,
  /// A version that is not supported, or that the workspace does not know.
  other_version,
  /// Another product.
  other_product,
};

/// Compares Control::products with `product`; of several workspace products whose names fit one entry the longest is meant.
Fit fit_of(const std::vector<std::string>& named, const Product& product, const std::vector<Product>& products);

/// Words of a name: letters and digits, ASCII letters in lower case, dots only between digits; all else parts words.
std::vector<std::string> name_words(std::string_view text);

}  // namespace crosswalk::review
