// SPDX-License-Identifier: Apache-2.0
#include "base/threads.h"

#include <system_error>
#include <thread>
#include <vector>

namespace crosswalk::base {

void work_together(unsigned others, const std::function<void()>& work) {
  std::vector<std::thread> threads;
  threads.reserve(others);
  try {
    for (unsigned i = 0; i < others; ++i) threads.emplace_back(work);
  } catch (const std::system_error&) {
    // Those that there are do the work.
  }
  work();
  for (std::thread& thread : threads) thread.join();
}

}  // namespace crosswalk::base
