// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <utility>

namespace crosswalk::platform {

/// Closes a file descriptor (or nothing, if it is negative).
void close_descriptor(int fd);

/// A file descriptor that is closed when its owner goes.
class UniqueFd {
 public:
  UniqueFd() = default;
  explicit UniqueFd(int fd) : fd_(fd) {}
  UniqueFd(const UniqueFd&) = delete;
  UniqueFd& operator=(const UniqueFd&) = delete;
  UniqueFd(UniqueFd&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
  UniqueFd& operator=(UniqueFd&& other) noexcept {
    if (this != &other) {
      close_descriptor(fd_);
      fd_ = std::exchange(other.fd_, -1);
    }
    return *this;
  }
  ~UniqueFd() { close_descriptor(fd_); }

  /// The descriptor, or -1.
  [[nodiscard]] int get() const { return fd_; }
  /// Whether there is a descriptor.
  [[nodiscard]] bool valid() const { return fd_ >= 0; }
  /// Closes the descriptor now.
  void reset() {
    close_descriptor(fd_);
    fd_ = -1;
  }

 private:
  int fd_ = -1;
};

}  // namespace crosswalk::platform
