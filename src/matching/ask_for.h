// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace crosswalk::matching {

/// Tells the processor that memory will soon be read, so that it is at hand by then.
inline void ask_for(const void* memory) {
#if defined(__GNUC__)
  __builtin_prefetch(memory);
#else
  static_cast<void>(memory);
#endif
}

}  // namespace crosswalk::matching
