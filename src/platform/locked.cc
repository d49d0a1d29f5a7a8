// SPDX-License-Identifier: Apache-2.0
#include "platform/locked.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <new>
#include <utility>

#include "base/display_name.h"
#include "platform/errors.h"
#include "platform/process.h"
#include "platform/sandbox.h"
#include "platform/signals.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {
namespace {

/// The exit code of a copy that ran out of memory.
constexpr int kOutOfMemory = 137;

/// What the copy says of itself before its output.
struct Header {
  std::int32_t code = 0;
  /// Whether the sandbox is what failed; the output then says why.
  std::int32_t no_sandbox = 0;
};

bool write_all(int fd, const char* bytes, std::size_t size) {
  while (size > 0) {
    const ssize_t written = ::write(fd, bytes, size);
    if (written < 0 && errno == EINTR) continue;
    if (written <= 0) return false;
    bytes += written;
    size -= static_cast<std::size_t>(written);
  }
  return true;
}

/// A pipe: what is written to `in` comes out of `out`.
struct Pipe {
  UniqueFd out;
  UniqueFd in;
};

base::Result<Pipe> make_pipe() {
  std::array<int, 2> ends{};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return base::Error{base::ErrorCode::worker_failed, "sandbox", system_text(errno)};
  return Pipe{UniqueFd(ends[0]), UniqueFd(ends[1])};
}

/// Passes whole lines on to standard error, harmless for a terminal: the copy may be in the hands of what it reads.
void pass_on(std::string& said, bool last) {
  constexpr std::size_t longest = 65536;
  while (!said.empty()) {
    const std::size_t end = said.find('\n');
    if (end == std::string::npos && !last && said.size() < longest) return;
    const std::string line = base::display_name(said.substr(0, end)) + '\n';
    static_cast<void>(write_all(STDERR_FILENO, line.data(), line.size()));
    said.erase(0, end == std::string::npos ? end : end + 1);
  }
}

/// Takes what comes from the copy until it has ended: its result, and what it says on standard error, which is passed on.
std::string take(int result, int said) {
  std::string bytes;
  std::string lines;
  std::array<char, 65536> buffer{};
  std::array<pollfd, 2> ends{{{result, POLLIN, 0}, {said, POLLIN, 0}}};
  while (ends[0].fd >= 0 || ends[1].fd >= 0) {
    if (::poll(ends.data(), ends.size(), -1) < 0) {
      if (errno == EINTR && !interrupted()) continue;
      break;
    }
    for (pollfd& end : ends) {
      if (end.fd < 0 || end.revents == 0) continue;
      const ssize_t size = ::read(end.fd, buffer.data(), buffer.size());
      if (size < 0 && errno == EINTR && !interrupted()) continue;
      if (size <= 0) {
        // poll() leaves it out from here on.
        end.fd = -1;
      } else if (end.fd == result) {
        bytes.append(buffer.data(), static_cast<std::size_t>(size));
      } else {
        lines.append(buffer.data(), static_cast<std::size_t>(size));
        pass_on(lines, false);
      }
    }
  }
  pass_on(lines, true);
  return bytes;
}

[[noreturn]] void work_in_copy(int fd, int said, const std::function<LockedOutcome()>& work, const LockedOptions& options) {
  // Standard error may be a file, and the sandbox lets nobody write to files.
  static_cast<void>(::dup2(said, STDERR_FILENO));
  Header header;
  LockedOutcome outcome;
  const auto sandbox = enter_sandbox({options.memory_bytes, {}});
  if (sandbox) {
    try {
      outcome = work();
    } catch (const std::bad_alloc&) {
      ::_exit(kOutOfMemory);
    }
    header.code = outcome.code;
  } else {
    header.no_sandbox = 1;
    outcome.output = sandbox.error().detail;
  }
  const bool written = write_all(fd, reinterpret_cast<const char*>(&header), sizeof header) &&
                       write_all(fd, outcome.output.data(), outcome.output.size());
  ::_exit(written ? 0 : 1);
}

}  // namespace

base::Result<LockedOutcome> run_locked(const std::function<LockedOutcome()>& work, const LockedOptions& options) {
  if (options.unsandboxed) return work();
  CW_ASSIGN_OR_RETURN(Pipe result, make_pipe());
  CW_ASSIGN_OR_RETURN(Pipe said, make_pipe());
  const pid_t child = ::fork();
  if (child < 0) return base::Error{base::ErrorCode::worker_failed, "sandbox", system_text(errno)};
  if (child == 0) work_in_copy(result.in.get(), said.in.get(), work, options);
  result.in.reset();
  said.in.reset();
  std::string bytes = take(result.out.get(), said.out.get());
  result.out.reset();
  said.out.reset();
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (interrupted()) return base::Error{base::ErrorCode::interrupted, "sandbox", {}};
  const Ending ending = Ending::of_status(status);
  if (ending.code == kOutOfMemory) {
    return base::Error{base::ErrorCode::worker_failed, "sandbox", "reading the files needs more memory than is allowed"};
  }
  Header header;
  if (ending.code != 0 || bytes.size() < sizeof header) {
    return base::Error{base::ErrorCode::worker_failed, "sandbox", "the process that reads the files " + ending.text()};
  }
  std::memcpy(&header, bytes.data(), sizeof header);
  bytes.erase(0, sizeof header);
  if (header.no_sandbox != 0) return base::Error{base::ErrorCode::sandbox_unavailable, "sandbox", bytes};
  return LockedOutcome{header.code, std::move(bytes)};
}

}  // namespace crosswalk::platform
