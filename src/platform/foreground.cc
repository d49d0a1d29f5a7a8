// SPDX-License-Identifier: Apache-2.0
#include "platform/foreground.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>

namespace crosswalk::platform {

base::Result<int> run_in_foreground(const std::string& command, const std::string& argument) {
  const std::string whole = command + " \"$1\"";
  std::array<const char*, 6> arguments{"sh", "-c", whole.c_str(), "sh", argument.c_str(), nullptr};
  pid_t child = -1;
  if (::posix_spawn(&child, "/bin/sh", nullptr, nullptr, const_cast<char**>(arguments.data()), ::environ) != 0)
    return base::Error{base::ErrorCode::worker_failed, command, "it could not be started"};
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

}  // namespace crosswalk::platform
