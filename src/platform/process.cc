// SPDX-License-Identifier: Apache-2.0
#include "platform/process.h"

#include <array>

#include <fcntl.h>
#include <malloc.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/time.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <thread>

#include "platform/clock.h"
#include "platform/errors.h"
#include "platform/paths.h"
#include "platform/sandbox.h"
#include "platform/signals.h"

namespace crosswalk::platform {
namespace {

/// The environment of a worker: the same on every machine, but for what is needed to load and check the program itself.
std::vector<std::string> worker_environment() {
  std::vector<std::string> variables{"LC_ALL=C.UTF-8", "TZ=UTC", "OMP_THREAD_LIMIT=1"};
  for (const char* name : {"LD_LIBRARY_PATH", "ASAN_OPTIONS", "UBSAN_OPTIONS"}) {
    const std::string value = environment(name);
    if (!value.empty()) variables.push_back(std::string(name) + "=" + value);
  }
  return variables;
}

std::vector<char*> pointers(std::vector<std::string>& texts) {
  std::vector<char*> out;
  out.reserve(texts.size() + 1);
  for (std::string& text : texts) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

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

Ending ending_of(int status) {
  Ending ending;
  if (WIFEXITED(status)) ending.code = WEXITSTATUS(status);
  if (WIFSIGNALED(status)) ending.signal = WTERMSIG(status);
  return ending;
}

}  // namespace

std::string Ending::text() const {
  if (signal == 0) return "ended with code " + std::to_string(code);
  const char* name = sigdescr_np(signal);
  return "ended by signal " + std::to_string(signal) + (name != nullptr ? " (" + std::string(name) + ")" : "");
}

base::Result<Process> Process::start(const std::string& program, const std::vector<std::string>& arguments) {
  CW_ASSIGN_OR_RETURN(auto ends, Channel::pair());
  std::vector<std::string> argument_texts{program};
  argument_texts.insert(argument_texts.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment_texts = worker_environment();
  const std::vector<char*> argv = pointers(argument_texts);
  const std::vector<char*> envp = pointers(environment_texts);

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
  const int failed = ::posix_spawn(&id, program.c_str(), &actions, attributes.get(), argv.data(), envp.data());
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
  return ending_of(status);
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
      return ending_of(status);
    }
    if ((ended < 0 && errno != EINTR) || steady_milliseconds() >= deadline) return kill();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
}

base::Result<std::string> run_and_read(const std::string& program, const std::vector<std::string>& arguments,
                                       std::uint64_t limit) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return base::Error{base::ErrorCode::worker_failed, program, system_text(errno)};
  UniqueFd reader(ends[0]);
  UniqueFd writer(ends[1]);
  std::vector<char*> argv{const_cast<char*>(program.c_str())};  // NOLINT(cppcoreguidelines-pro-type-const-cast): execvp's type
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));  // NOLINT
  argv.push_back(nullptr);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  ::posix_spawn_file_actions_adddup2(&actions, writer.get(), 1);
  ::posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  pid_t child = -1;
  const int failure = ::posix_spawnp(&child, program.c_str(), &actions, nullptr, argv.data(), environ);
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return base::Error{base::ErrorCode::worker_failed, program, system_text(failure)};
  writer.reset();
  std::string out;
  std::array<char, 65536> block{};
  bool too_long = false;
  while (true) {
    const ssize_t got = ::read(reader.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    out.append(block.data(), static_cast<std::size_t>(got));
    too_long = out.size() > limit;
    if (too_long) break;
  }
  reader.reset();
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (too_long) return base::Error{base::ErrorCode::limit_exceeded, program, "its output"};
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0) {
    return base::Error{base::ErrorCode::worker_failed, program, "ended with an error"};
  }
  return out;
}

base::Result<Filtered> run_filter(const std::string& program, const std::vector<std::string>& arguments, int input,
                                  std::uint64_t limit, std::int64_t milliseconds) {
  int ends[2] = {-1, -1};
  if (::pipe2(ends, O_CLOEXEC) != 0) return base::Error{base::ErrorCode::worker_failed, program, system_text(errno)};
  const UniqueFd reader(ends[0]);
  UniqueFd writer(ends[1]);
  ::lseek(input, 0, SEEK_SET);
  std::vector<std::string> argument_texts{program};
  argument_texts.insert(argument_texts.end(), arguments.begin(), arguments.end());
  std::vector<std::string> environment_texts = worker_environment();
  const std::vector<char*> argv = pointers(argument_texts);
  const std::vector<char*> envp = pointers(environment_texts);
  posix_spawn_file_actions_t actions;
  ::posix_spawn_file_actions_init(&actions);
  ::posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO);
  ::posix_spawn_file_actions_adddup2(&actions, writer.get(), STDOUT_FILENO);
  ::posix_spawn_file_actions_addopen(&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  ::posix_spawn_file_actions_addclosefrom_np(&actions, STDERR_FILENO + 1);
  const SpawnAttributes attributes;
  pid_t child = -1;
  const int failure = ::posix_spawn(&child, program.c_str(), &actions, attributes.get(), argv.data(), envp.data());
  ::posix_spawn_file_actions_destroy(&actions);
  if (failure != 0) return base::Error{base::ErrorCode::worker_failed, program, system_text(failure)};
  writer.reset();
  Filtered out;
  const std::int64_t deadline = steady_milliseconds() + milliseconds;
  std::array<char, 65536> block{};
  while (out.how == Filtered::How::done) {
    // Short waits, so that the user's wish to end is seen.
    constexpr std::int64_t glance = 100;
    const std::int64_t left = deadline - steady_milliseconds();
    if (left <= 0) {
      out.how = Filtered::How::timeout;
      break;
    }
    pollfd waiting{reader.get(), POLLIN, 0};
    const int ready = ::poll(&waiting, 1, static_cast<int>(std::min(left, glance)));
    if (interrupted()) {
      out.how = Filtered::How::interrupted;
      break;
    }
    if (ready <= 0) continue;
    const ssize_t got = ::read(reader.get(), block.data(), block.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    out.output.append(block.data(), static_cast<std::size_t>(got));
    if (out.output.size() > limit) out.how = Filtered::How::too_much;
  }
  // One that closed its output has no reason to go on.
  int status = 0;
  const std::int64_t dying = steady_milliseconds() + (out.how == Filtered::How::done ? 500 : 0);
  while (::waitpid(child, &status, WNOHANG) == 0) {
    if (steady_milliseconds() >= dying) ::kill(child, SIGKILL);
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  out.ending = ending_of(status);
  return out;
}

void end_process_after(std::uint32_t milliseconds) {
  itimerval timer{};
  timer.it_value.tv_sec = milliseconds / 1000;
  timer.it_value.tv_usec = static_cast<suseconds_t>(milliseconds % 1000) * 1000;
  ::setitimer(ITIMER_REAL, &timer, nullptr);
}

void release_free_memory() { ::malloc_trim(0); }

}  // namespace crosswalk::platform
