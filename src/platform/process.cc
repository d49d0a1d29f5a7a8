// SPDX-License-Identifier: Apache-2.0
#include "platform/process.h"

#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <spawn.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "platform/clock.h"
#include "platform/command_line.h"
#include "platform/errors.h"
#include "platform/paths.h"
#include "platform/sandbox.h"

namespace crosswalk::platform {
namespace {

/// No signal blocked or ignored, and a process group of its own.
class SpawnAttributes {
 public:
  SpawnAttributes() {
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    ::sigemptyset(&none);
    sigset_t defaults;
    ::sigemptyset(&defaults);
    for (const int signal : {SIGPIPE, SIGINT, SIGTERM, SIGALRM}) ::sigaddset(&defaults, signal);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &defaults);
    ::posix_spawnattr_setpgroup(&attributes_, 0);
    ::posix_spawnattr_setflags(&attributes_, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | POSIX_SPAWN_SETPGROUP);
  }
  ~SpawnAttributes() { ::posix_spawnattr_destroy(&attributes_); }
  SpawnAttributes(const SpawnAttributes&) = delete;
  SpawnAttributes& operator=(const SpawnAttributes&) = delete;

  [[nodiscard]] const posix_spawnattr_t* get() const { return &attributes_; }

 private:
  posix_spawnattr_t attributes_{};
};

}  // namespace

Ending Ending::of_status(int status) {
  Ending ending;
  if (WIFEXITED(status)) ending.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ending.signal = WTERMSIG(status);
  return ending;
}

std::string Ending::text() const {
  if (signal == 0) return "ended with code " + std::to_string(code);
  const char* name = sigdescr_np(signal);
  return "ended by signal " + std::to_string(signal) + (name != nullptr ? " (" + std::string(name) + ")" : "");
}

base::Result<Process> Process::start(const std::string& program, const std::vector<std::string>& arguments) {
  CW_ASSIGN_OR_RETURN(auto ends, Channel::pair());
  const CommandLine command(program, arguments, worker_environment());

  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  // The connection first: its number may be one of those that are filled next.
  ::posix_spawn_file_actions_adddup2(&actions, ends.second.fd(), kChannelDescriptor);
  ::posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
  // What libraries print may hold text of the document, which must not reach a terminal.
  if (!sanitized_build()) ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, kChannelDescriptor + 1);

  const SpawnAttributes attributes;
  pid_t id = -1;
  const int failed = ::posix_spawn(&id, command.path(), &actions, attributes.get(), command.argv(), command.envp());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failed != 0) return base::Error{base::ErrorCode::worker_failed, program, system_text(failed)};
  return Process(id, std::move(ends.first));
}

Process::Process(Process&& other) noexcept : id_(std::exchange(other.id_, -1)), channel_(std::move(other.channel_)) {}

Process& Process::operator=(Process&& other) noexcept {
  if (this != &other) {
    kill();
    id_ = std::exchange(other.id_, -1);
    channel_ = std::move(other.channel_);
  }
  return *this;
}

Process::~Process() { kill(); }

Ending Process::kill() {
  if (id_ < 0) return {};
  // Not yet waited for, so the number cannot be another process's.
  ::kill(id_, SIGKILL);
  int status = 0;
  while (::waitpid(id_, &status, 0) < 0 && errno == EINTR) {
  }
  id_ = -1;
  channel_.close();
  return Ending::of_status(status);
}

Ending Process::wait(std::int64_t milliseconds) {
  if (id_ < 0) return {};
  const std::int64_t deadline = steady_milliseconds() + milliseconds;
  while (true) {
    int status = 0;
    const pid_t ended = ::waitpid(id_, &status, WNOHANG);
    if (ended == id_) {
      id_ = -1;
      channel_.close();
      return Ending::of_status(status);
    }
    if ((ended < 0 && errno != EINTR) || steady_milliseconds() >= deadline) return kill();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

std::vector<std::string> worker_environment() {
  std::vector<std::string> variables{"LC_ALL=C.UTF-8", "TZ=UTC", "OMP_THREAD_LIMIT=1"};
  for (const char* name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    const std::string value = environment(name);
    if (!value.empty()) variables.push_back(std::string(name) + "=" + value);
  }
  return variables;
}

void end_process_after(std::uint32_t milliseconds) {
  itimerval timer{};
  timer.it_value.tv_sec = milliseconds / 1000;
  timer.it_value.tv_usec = static_cast<suseconds_t>(milliseconds % 1000) * 1000;
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void release_free_memory() { ::malloc_trim(0); }

}  // namespace crosswalk::platform
