// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "platform/confinement.h"
#include "platform/process.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {

/// Where a program of this name lies, by the absolute folders of PATH. Errors: program_missing.
base::Result<std::string> find_program(const std::string& name);

/// The environment variables of this process whose names `wanted` takes, as "NAME=value", sorted.
std::vector<std::string> environment_where(const std::function<bool(std::string_view name)>& wanted);

/// How a program of somebody else is run.
struct ProgramOptions {
  /// All of its environment, as "NAME=value": nothing of ours is passed on.
  std::vector<std::string> environment;
  /// What holds it; nullptr: nothing does.
  std::shared_ptr<const ReadyConfinement> confinement;
  /// Whether it is sent anything; else its standard input is `input_file`, or empty.
  bool input = false;
  /// An open file that it reads as its standard input, from the beginning; negative: none.
  int input_file = -1;
  /// Told each line of its error output without the end of line; lines are cut at 64 KiB. Empty: they are dropped.
  std::function<void(std::string_view line)> on_error_line;
};

/// How far an exchange with a program came.
enum class Exchanged : std::uint8_t {
  /// Some bytes went one way or the other.
  some,
  /// It closed its output: there will be no more.
  ended,
  /// Nothing moved in the time given.
  timeout,
  /// The user wants to end.
  interrupted
};

/// A program of somebody else that was started, with pipes to it. It has a process group of its own, so that Ctrl-C reaches this
/// process only, and no other open file. Killed and waited for when its owner goes. One thread at a time may use it.
class Program {
 public:
  /// Starts the program at `path`. Errors: worker_failed; sandbox_unavailable.
  static base::Result<Program> start(const std::string& path, const std::vector<std::string>& arguments, ProgramOptions options);

  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  Program(Program&& other) noexcept;
  Program& operator=(Program&& other) noexcept;
  ~Program();

  /// Sends from the front of `input`, which becomes shorter, and appends what comes to `out`: one step of both, within
  /// `milliseconds`.
  Exchanged exchange(std::string_view& input, std::string& out, std::int64_t milliseconds);
  /// Says that nothing more will be sent.
  void close_input();
  /// Waits up to `milliseconds` for its end, and kills it then. Takes in what is left of its error output.
  Ending wait(std::int64_t milliseconds);
  /// Kills it, if it still runs.
  Ending kill();

 private:
  Program() = default;
  void take_error_output(std::string_view bytes, bool last);

  int id_ = -1;
  UniqueFd input_;
  UniqueFd output_;
  UniqueFd errors_;
  std::function<void(std::string_view)> on_error_line_;
  std::string error_line_;
};

/// What a program came to that ran to its end.
struct Ran {
  Ending ending;
  /// Its standard output.
  std::string out;
};

/// Runs a program to its end: sends `input`, collects its output.
///
/// Units:  `most_bytes` of output; `idle_milliseconds` without any output and `milliseconds` in all.
/// Errors: those of Program::start(); limit_exceeded; interrupted; timed_out.
base::Result<Ran> run_program(const std::string& path, const std::vector<std::string>& arguments, ProgramOptions options,
                              std::string_view input, std::uint64_t most_bytes, std::int64_t idle_milliseconds,
                              std::int64_t milliseconds);

}  // namespace crosswalk::platform
