// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <cstddef>
#include <string_view>
#include <vector>

namespace crosswalk::artifacts {

/// Where the lines of a text begin, for places of many values: a question takes time in the logarithm of the lines.
class Lines {
 public:
  Lines() = default;
  /// Looks at the whole text once and does not keep it.
  explicit Lines(std::string_view text) {
    for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1)) ends_.push_back(at);
  }

  /// The line of a byte of the text, counted from 1.
  [[nodiscard]] std::size_t line_of(std::size_t offset) const {
    return static_cast<std::size_t>(std::lower_bound(ends_.begin(), ends_.end(), offset) - ends_.begin()) + 1;
  }

 private:
  /// The bytes at which lines end.
  std::vector<std::size_t> ends_;
};

}  // namespace crosswalk::artifacts
