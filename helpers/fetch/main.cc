// SPDX-License-Identifier: Apache-2.0
// crosswalk-fetch: gets files that were published, by HTTPS and GET alone, in a process of its own; crosswalk starts it.
#include <iostream>

#include "helpers/transfer/serve.h"

/// Answers requests (fetching/protocol.h) that get something.
int main(int argc, char** /*argv*/) {
  if (argc > 1) {
    std::cerr << "crosswalk-fetch: started by crosswalk for 'advisory check'; not meant to be called by people\n";
    return 2;
  }
  return crosswalk::fetching::serve({crosswalk::fetching::Method::get, false});
}
