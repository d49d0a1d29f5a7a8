// SPDX-License-Identifier: Apache-2.0
#include "platform/program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <thread>
#include <utility>

#include "platform/clock.h"
#include "platform/command_line.h"
#include "platform/errors.h"
#include "platform/paths.h"
#include "platform/signals.h"

namespace crosswalk::platform {
namespace {

constexpr std::size_t kBlock = 1 << 16;
constexpr std::size_t kMaxErrorLine = 1 << 16;
// How often is looked whether the user wants to end.
constexpr std::int64_t kLook = 100;

#ifndef SYS_close_range
constexpr long SYS_close_range = 436;
#endif

/// Two connected ends; the first is ours and does not wait.
bool connect_ends(UniqueFd& ours, UniqueFd& theirs) {
  std::array<int, 2> ends{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) return false;
  ours = UniqueFd(ends[0]);
  theirs = UniqueFd(ends[1]);
  return ::fcntl(ours.get(), F_SETFL, O_NONBLOCK) == 0;
}

/// A pipe whose reading end is ours and does not wait.
bool make_pipe(UniqueFd& ours, UniqueFd& theirs) {
  std::array<int, 2> ends{-1, -1};
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return false;
  ours = UniqueFd(ends[0]);
  theirs = UniqueFd(ends[1]);
  return ::fcntl(ours.get(), F_SETFL, O_NONBLOCK) == 0;
}

/// The new process until it is the program. Only calls that are safe after fork in a process with threads.
[[noreturn]] void become(const CommandLine& command, std::array<int, 3> streams, int told, const ReadyConfinement* confinement) {
  const auto fail = [&](int error_number) {
    static_cast<void>(!::write(told, &error_number, sizeof error_number));
    ::_exit(127);
  };
  ::setpgid(0, 0);
  sigset_t none;
  ::sigemptyset(&none);
  for (const int each : {SIGPIPE, SIGINT, SIGTERM, SIGALRM}) ::signal(each, SIG_DFL);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  // Above the standard ones first, in case one of ours is among those.
  for (int& stream : streams) {
    stream = ::fcntl(stream, F_DUPFD_CLOEXEC, 10);
    if (stream < 0) fail(errno);
  }
  for (int i = 0; i < 3; ++i) {
    if (::dup2(streams[static_cast<std::size_t>(i)], i) < 0) fail(errno);
  }
  if (confinement != nullptr) {
    if (const int failed = confinement->put_on(); failed != 0) fail(-failed);
  }
  // All are closed on exec anyway; this is for what a library opened without saying so.
  ::syscall(SYS_close_range, 3U, ~0U, 4U);  // CLOSE_RANGE_CLOEXEC
  ::execve(command.path(), command.argv(), command.envp());
  fail(errno);
  ::_exit(127);
}

}  // namespace

base::Result<std::string> find_program(const std::string& name) {
  std::string folders = environment("PATH");
  if (folders.empty()) folders = "/usr/local/bin:/usr/bin:/bin";
  for (std::size_t at = 0; at <= folders.size();) {
    const std::size_t end = std::min(folders.find(':', at), folders.size());
    const std::string path = folders.substr(at, end - at) + "/" + name;
    at = end + 1;
    struct stat info {};
    // A relative folder may be one that is reviewed.
    if (path.front() == '/' && ::stat(path.c_str(), &info) == 0 && S_ISREG(info.st_mode) && ::access(path.c_str(), X_OK) == 0) {
      return path;
    }
  }
  return base::Error{base::ErrorCode::program_missing, name, {}};
}

std::vector<std::string> environment_where(const std::function<bool(std::string_view name)>& wanted) {
  std::vector<std::string> out;
  for (char** each = environ; *each != nullptr; ++each) {
    const std::string_view variable = *each;
    const std::size_t equals = variable.find('=');
    if (equals != std::string_view::npos && wanted(variable.substr(0, equals))) out.emplace_back(variable);
  }
  std::sort(out.begin(), out.end());
  return out;
}

base::Result<Program> Program::start(const std::string& path, const std::vector<std::string>& arguments, ProgramOptions options) {
  const CommandLine command(path, arguments, std::move(options.environment));
  const auto failed = [&](int error_number) {
    return base::Error{base::ErrorCode::worker_failed, path, system_text(error_number)};
  };
  Program program;
  UniqueFd their_input;
  UniqueFd their_output;
  UniqueFd their_errors;
  if (options.input_file >= 0) {
    // A program reads from where the file stands.
    if (::lseek(options.input_file, 0, SEEK_SET) != 0) return failed(errno);
    their_input = UniqueFd(::fcntl(options.input_file, F_DUPFD_CLOEXEC, 3));
    if (!their_input.valid()) return failed(errno);
  } else if (options.input) {
    if (!connect_ends(program.input_, their_input)) return failed(errno);
  } else {
    their_input = UniqueFd(::open("/dev/null", O_RDONLY | O_CLOEXEC));
    if (!their_input.valid()) return failed(errno);
  }
  if (!make_pipe(program.output_, their_output) || !make_pipe(program.errors_, their_errors)) return failed(errno);
  std::array<int, 2> told{-1, -1};
  if (::pipe2(told.data(), O_CLOEXEC) != 0) return failed(errno);
  UniqueFd told_reader(told[0]);
  UniqueFd told_writer(told[1]);

  const pid_t id = ::fork();
  if (id < 0) return failed(errno);
  if (id == 0) {
    become(command, {their_input.get(), their_output.get(), their_errors.get()}, told_writer.get(), options.confinement.get());
  }
  program.id_ = id;
  told_writer.reset();
  int error_number = 0;
  ssize_t got = 0;
  do {
    got = ::read(told_reader.get(), &error_number, sizeof error_number);
  } while (got < 0 && errno == EINTR);
  if (got == static_cast<ssize_t>(sizeof error_number)) {
    program.kill();
    if (error_number < 0) return base::Error{base::ErrorCode::sandbox_unavailable, path, system_text(-error_number)};
    return failed(error_number);
  }
  program.on_error_line_ = std::move(options.on_error_line);
  return program;
}

Program::Program(Program&& other) noexcept
    : id_(std::exchange(other.id_, -1)),
      input_(std::move(other.input_)),
      output_(std::move(other.output_)),
      errors_(std::move(other.errors_)),
      on_error_line_(std::move(other.on_error_line_)),
      error_line_(std::move(other.error_line_)) {}

Program& Program::operator=(Program&& other) noexcept {
  if (this != &other) {
    kill();
    id_ = std::exchange(other.id_, -1);
    input_ = std::move(other.input_);
    output_ = std::move(other.output_);
    errors_ = std::move(other.errors_);
    on_error_line_ = std::move(other.on_error_line_);
    error_line_ = std::move(other.error_line_);
  }
  return *this;
}

Program::~Program() { kill(); }

void Program::take_error_output(std::string_view bytes, bool last) {
  if (!on_error_line_) return;
  for (const char c : bytes) {
    if (c == '\n') {
      on_error_line_(error_line_);
      error_line_.clear();
    } else if (error_line_.size() < kMaxErrorLine) {
      error_line_ += c;
    }
  }
  if (last && !error_line_.empty()) {
    on_error_line_(error_line_);
    error_line_.clear();
  }
}

Exchanged Program::exchange(std::string_view& input, std::string& out, std::int64_t milliseconds) {
  const std::int64_t deadline = steady_milliseconds() + milliseconds;
  while (true) {
    if (interrupted()) return Exchanged::interrupted;
    if (!output_.valid()) return Exchanged::ended;
    const std::int64_t left = deadline - steady_milliseconds();
    if (left <= 0) return Exchanged::timeout;
    // Descriptors below zero are left out by poll.
    std::array<pollfd, 3> ends{
        {{output_.get(), POLLIN, 0}, {errors_.get(), POLLIN, 0}, {input.empty() ? -1 : input_.get(), POLLOUT, 0}}};
    if (::poll(ends.data(), ends.size(), static_cast<int>(std::min(left, kLook))) <= 0) continue;
    std::array<char, kBlock> block;
    bool moved = false;
    if (ends[1].revents != 0) {
      const ssize_t got = ::read(errors_.get(), block.data(), block.size());
      if (got > 0) take_error_output({block.data(), static_cast<std::size_t>(got)}, false);
      if (got == 0) errors_.reset();
    }
    if (ends[2].revents != 0) {
      const ssize_t sent = ::send(input_.get(), input.data(), std::min(input.size(), kBlock), MSG_NOSIGNAL);
      if (sent > 0) input.remove_prefix(static_cast<std::size_t>(sent));
      moved = sent > 0;
      // Gone, or not reading any more: its output tells the rest.
      if (sent < 0 && errno != EAGAIN && errno != EINTR) input_.reset();
    }
    if (ends[0].revents != 0) {
      const ssize_t got = ::read(output_.get(), block.data(), block.size());
      if (got > 0) out.append(block.data(), static_cast<std::size_t>(got));
      if (got > 0) return Exchanged::some;
      if (got == 0) {
        output_.reset();
        return Exchanged::ended;
      }
    }
    if (moved) return Exchanged::some;
  }
}

void Program::close_input() { input_.reset(); }

Ending Program::kill() {
  if (id_ < 0) return {};
  // The whole group: it may have started others. Not yet waited for, so the number cannot be another's.
  ::kill(-id_, SIGKILL);
  ::kill(id_, SIGKILL);
  return wait(0);
}

Ending Program::wait(std::int64_t milliseconds) {
  if (id_ < 0) return {};
  input_.reset();
  output_.reset();
  const std::int64_t deadline = steady_milliseconds() + milliseconds;
  std::array<char, kBlock> block;
  const auto take_errors = [&] {
    while (errors_.valid()) {
      const ssize_t got = ::read(errors_.get(), block.data(), block.size());
      if (got <= 0) break;
      take_error_output({block.data(), static_cast<std::size_t>(got)}, false);
    }
  };
  int status = 0;
  bool killed = milliseconds <= 0;
  if (killed) ::kill(id_, SIGKILL);
  while (true) {
    take_errors();
    const pid_t ended = ::waitpid(id_, &status, killed ? 0 : WNOHANG);
    if (ended == id_ || (ended < 0 && errno != EINTR)) break;
    if (!killed && (steady_milliseconds() >= deadline || interrupted())) {
      ::kill(-id_, SIGKILL);
      ::kill(id_, SIGKILL);
      killed = true;
    }
    if (!killed) std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  take_errors();
  take_error_output({}, true);
  errors_.reset();
  id_ = -1;
  return Ending::of_status(status);
}

base::Result<Ran> run_program(const std::string& path, const std::vector<std::string>& arguments, ProgramOptions options,
                              std::string_view input, std::uint64_t most_bytes, std::int64_t idle_milliseconds,
                              std::int64_t milliseconds) {
  options.input = options.input_file < 0 && !input.empty();
  CW_ASSIGN_OR_RETURN(Program program, Program::start(path, arguments, std::move(options)));
  const std::int64_t deadline = steady_milliseconds() + milliseconds;
  Ran ran;
  while (true) {
    const Exchanged how = program.exchange(
        input, ran.out, std::min(idle_milliseconds, std::max<std::int64_t>(deadline - steady_milliseconds(), 0)));
    if (input.empty()) program.close_input();
    if (how == Exchanged::ended) break;
    if (how == Exchanged::interrupted) return base::Error{base::ErrorCode::interrupted, path, {}};
    if (how == Exchanged::timeout) return base::Error{base::ErrorCode::timed_out, path, {}};
    if (ran.out.size() > most_bytes) {
      return base::Error{base::ErrorCode::limit_exceeded, path, "more than " + std::to_string(most_bytes) + " bytes of output"};
    }
  }
  ran.ending = program.wait(idle_milliseconds);
  if (interrupted()) return base::Error{base::ErrorCode::interrupted, path, {}};
  return ran;
}

}  // namespace crosswalk::platform
