// SPDX-License-Identifier: Apache-2.0
#include "platform/random.h"

#include <sys/random.h>

#include <cerrno>

namespace crosswalk::platform {

base::Result<std::string> random_bytes(std::size_t count) {
  std::string out(count, '\0');
  std::size_t have = 0;
  while (have < count) {
    const ssize_t got = ::getrandom(out.data() + have, count - have, 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return base::Error{base::ErrorCode::internal, "getrandom", "the system gives no random bytes"};
    have += static_cast<std::size_t>(got);
  }
  return out;
}

}  // namespace crosswalk::platform
