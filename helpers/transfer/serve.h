// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "fetching/protocol.h"

namespace crosswalk::fetching {

/// What a helper does for who starts it.
struct Duty {
  Method method = Method::post;
  /// Whether it may send without encryption, to this machine alone.
  bool plain_to_loopback = false;
};

/// Reads one request per line of standard input until there are no more, and answers each on standard output; what is not its
/// duty is "not_sent". The exit code.
int serve(const Duty& duty);

}  // namespace crosswalk::fetching
