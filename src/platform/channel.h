// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {

/// How receiving ended.
enum class Received { all, closed, timeout, interrupted };

/// A moment of steady_milliseconds(); `none` waits for ever.
struct Deadline {
  static constexpr std::int64_t none = -1;
  std::int64_t at = none;
};

/// One end of a connection between two processes of this machine. Carries bytes and open files.
class Channel {
 public:
  explicit Channel(UniqueFd fd) : fd_(std::move(fd)) {}

  /// Two connected ends, neither of which is passed on to a program that is started. Errors: worker_failed.
  static base::Result<std::pair<Channel, Channel>> pair();

  /// Sends all bytes, and with the first of them the open file `descriptor` unless it is negative.
  /// Errors: closed_pipe if the other end is gone; worker_failed, also when the deadline passes.
  [[nodiscard]] base::Result<void> send(std::string_view bytes, int descriptor, Deadline deadline);
  /// Appends exactly `count` bytes to `out`, as they come. An open file that comes with them goes to `descriptor`, if wanted,
  /// and is closed otherwise. Ends early when the other end is gone, when the deadline passes and, if `heed_interrupt`, when
  /// the user wants to end.
  [[nodiscard]] Received receive(std::size_t count, std::string& out, UniqueFd* descriptor, Deadline deadline,
                                 bool heed_interrupt);

  /// The descriptor; it stays the property of this Channel.
  [[nodiscard]] int fd() const { return fd_.get(); }
  /// Closes this end.
  void close() { fd_.reset(); }

 private:
  UniqueFd fd_;
};

}  // namespace crosswalk::platform
