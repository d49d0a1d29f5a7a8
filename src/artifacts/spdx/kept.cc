// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/kept.h"

#include <algorithm>
#include <cstring>

namespace crosswalk::artifacts::spdx {

std::string_view Kept::keep(std::string_view text) {
  constexpr std::size_t kBlock = std::size_t{64} << 10U;
  if (text.empty()) return {};
  if (text.size() > left_) {
    left_ = std::max(kBlock, text.size());
    // Not zeroed: what is not used is never touched.
    blocks_.emplace_back(new char[left_]);
    free_ = blocks_.back().get();
  }
  std::memcpy(free_, text.data(), text.size());
  const std::string_view out(free_, text.size());
  free_ += text.size();
  left_ -= text.size();
  return out;
}

}  // namespace crosswalk::artifacts::spdx
