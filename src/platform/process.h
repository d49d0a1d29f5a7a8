// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/result.h"
#include "platform/channel.h"

namespace crosswalk::platform {

/// The descriptor under which a started program finds its end of the connection.
inline constexpr int kChannelDescriptor = 3;

/// How a process ended.
struct Ending {
  /// Exit code, or -1 if a signal ended it.
  int code = -1;
  /// Signal, or 0.
  int signal = 0;

  /// For people: "ended with code 3", "ended by signal 11 (Segmentation fault)".
  [[nodiscard]] std::string text() const;

  /// From what waitpid(2) tells.
  static Ending of_status(int status);
};

/// A started program with a connection to it. Killed and waited for when its owner goes: no zombies.
class Process {
 public:
  /// Starts `program` (a path) with `arguments` (without the name of the program). It has the connection as descriptor 3, an
  /// empty standard input, no output, a small environment that does not depend on the user's, a process group of its own (so
  /// that Ctrl-C reaches the parent only) and no other open file of the parent.
  ///
  /// Errors: worker_failed.
  static base::Result<Process> start(const std::string& program, const std::vector<std::string>& arguments);

  Process(const Process&) = delete;
  Process& operator=(const Process&) = delete;
  Process(Process&& other) noexcept;
  Process& operator=(Process&& other) noexcept;
  ~Process();

  /// The connection.
  [[nodiscard]] Channel& channel() { return channel_; }
  /// Its number.
  [[nodiscard]] int id() const { return id_; }
  /// Kills it, if it still runs, and waits for its end.
  Ending kill();
  /// Waits up to `milliseconds` for it to end by itself, and kills it then.
  Ending wait(std::int64_t milliseconds);

 private:
  Process(int id, Channel channel) : id_(id), channel_(std::move(channel)) {}

  int id_ = -1;
  Channel channel_;
};

/// The environment of a worker, as "NAME=value": the same on every machine, but for what is needed to load and check the program
/// itself.
std::vector<std::string> worker_environment();

/// Ends this process by a signal after `milliseconds` unless it is called again before; 0 takes that back. So a worker that
/// hangs does not outlive a parent that was killed.
void end_process_after(std::uint32_t milliseconds);

/// Gives memory that is free back to the system.
void release_free_memory();

}  // namespace crosswalk::platform
