// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/words.h"
#include "platform/program.h"

namespace crosswalk::sources {

/// All that rclone is ever asked to do: nothing of it changes a remote.
enum class RcloneCommand : std::uint8_t { lsjson, cat, listremotes };

/// Something that rclone says while it works.
struct RcloneMessage {
  /// "error", "warning", "debug".
  std::string level;
  std::string text;
  /// The file or folder that it is about, relative to what is listed; empty: the whole.
  std::string object;
};

/// rclone, and how it is run: with the user's configuration and no other, with time limits, and, where the kernel has Landlock,
/// unable to write anywhere but beside that configuration (renewed logins) and into its own cache.
class Rclone {
 public:
  /// Finds it. Errors: program_missing; sandbox_unavailable unless `unsandboxed`.
  static base::Result<Rclone> find(std::int64_t patience_milliseconds, bool unsandboxed);

  /// Starts it; messages come to `on_message`. Errors: as Program::start().
  [[nodiscard]] base::Result<platform::Program> start(RcloneCommand command, const std::vector<std::string>& arguments,
                                                      std::function<void(const RcloneMessage&)> on_message) const;
  /// How long it may say nothing before it is taken to hang: longer than it waits itself for a server.
  [[nodiscard]] std::int64_t idle_milliseconds() const;

 private:
  std::string path_;
  platform::ProgramOptions options_;
  std::int64_t patience_ = 0;
};

/// Reads one line of rclone's error output, in JSON or as text.
RcloneMessage read_message(std::string_view line);

}  // namespace crosswalk::sources

namespace crosswalk::base {

template <>
struct Words<sources::RcloneCommand> {
  static constexpr std::array<std::string_view, 3> names{"lsjson", "cat", "listremotes"};
};

}  // namespace crosswalk::base
