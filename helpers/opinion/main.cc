// SPDX-License-Identifier: Apache-2.0
// crosswalk-opinion: asks a server of the user's choice for a second opinion, in a process of its own; crosswalk starts it.
#include <iostream>

#include "helpers/transfer/serve.h"

/// Answers requests (fetching/protocol.h) that post something.
int main(int argc, char** /*argv*/) {
  if (argc > 1) {
    std::cerr << "crosswalk-opinion: started by crosswalk for --second-reader; not meant to be called by people\n";
    return 2;
  }
  return crosswalk::fetching::serve({crosswalk::fetching::Method::post, true});
}
