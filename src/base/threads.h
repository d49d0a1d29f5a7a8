// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>

namespace crosswalk::base {

/// Runs `work` in this thread and in `others` more at the same time, and waits for all; in fewer where the system gives no more
/// threads. `work` takes its share by itself and throws nothing.
void work_together(unsigned others, const std::function<void()>& work);

}  // namespace crosswalk::base
