// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <string_view>
#include <vector>

namespace crosswalk::artifacts::spdx {

/// Texts that stay where they are as long as it lives, also when it is moved. Gives no memory back before.
class Kept {
 public:
  Kept() = default;
  Kept(Kept&&) = default;
  Kept& operator=(Kept&&) = default;

  /// A copy of the text that stays.
  std::string_view keep(std::string_view text);

 private:
  std::vector<std::unique_ptr<char[]>> blocks_;
  char* free_ = nullptr;
  std::size_t left_ = 0;
};

}  // namespace crosswalk::artifacts::spdx
