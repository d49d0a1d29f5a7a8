// SPDX-License-Identifier: Apache-2.0
#include "platform/signals.h"

#include <signal.h>
#include <unistd.h>

#include <atomic>

namespace crosswalk::platform {
namespace {

std::atomic<bool> interrupt_wanted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler uses it");

void on_interrupt(int) {
  if (interrupt_wanted.exchange(true)) ::_exit(130);
}

}  // namespace

void install_signal_handlers() {
  struct sigaction action {};
  action.sa_handler = on_interrupt;
  ::sigemptyset(&action.sa_mask);
  // No SA_RESTART: a read from a terminal ends, so that the program can.
  ::sigaction(SIGINT, &action, nullptr);
  ::sigaction(SIGTERM, &action, nullptr);
  ::signal(SIGPIPE, SIG_IGN);
}

bool interrupted() { return interrupt_wanted.load(); }
void clear_interrupted() { interrupt_wanted.store(false); }
void end_process(int code) { ::_exit(code); }

}  // namespace crosswalk::platform
