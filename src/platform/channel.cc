// SPDX-License-Identifier: Apache-2.0
#include "platform/channel.h"

#include <poll.h>
#include <sys/socket.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "platform/clock.h"
#include "platform/errors.h"
#include "platform/signals.h"

namespace crosswalk::platform {
namespace {

constexpr std::size_t kStep = 1 << 18;
constexpr std::int64_t kSlice = 100;  // how late an interrupt that another thread got may be seen, in milliseconds

enum class Wait { ready, timeout, interrupted };

Wait wait_for(int fd, short events, Deadline deadline, bool heed_interrupt) {
  while (true) {
    if (heed_interrupt && interrupted()) return Wait::interrupted;
    std::int64_t left = heed_interrupt ? kSlice : -1;
    if (deadline.at != Deadline::none) {
      const std::int64_t remaining = std::max<std::int64_t>(0, deadline.at - steady_milliseconds());
      left = left < 0 ? remaining : std::min(left, remaining);
    }
    pollfd item{fd, events, 0};
    const int ready = ::poll(&item, 1, static_cast<int>(std::min<std::int64_t>(left, 1'000'000)));
    // Errors and hang-ups are told by the transfer itself.
    if (ready > 0) return Wait::ready;
    if (ready < 0 && errno != EINTR) return Wait::ready;
    if (deadline.at != Deadline::none && steady_milliseconds() >= deadline.at) return Wait::timeout;
  }
}

}  // namespace

base::Result<std::pair<Channel, Channel>> Channel::pair() {
  std::array<int, 2> ends{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) {
    return base::Error{base::ErrorCode::worker_failed, "socket pair", system_text(errno)};
  }
  return std::pair<Channel, Channel>(Channel(UniqueFd(ends[0])), Channel(UniqueFd(ends[1])));
}

base::Result<void> Channel::send(std::string_view bytes, int descriptor, Deadline deadline) {
  while (!bytes.empty()) {
    iovec part{const_cast<char*>(bytes.data()), bytes.size()};  // NOLINT(cppcoreguidelines-pro-type-const-cast)
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    if (descriptor >= 0) {
      message.msg_control = control.data();
      message.msg_controllen = control.size();
      cmsghdr* header = CMSG_FIRSTHDR(&message);
      header->cmsg_level = SOL_SOCKET;
      header->cmsg_type = SCM_RIGHTS;
      header->cmsg_len = CMSG_LEN(sizeof(int));
      std::memcpy(CMSG_DATA(header), &descriptor, sizeof(int));
    }
    const ssize_t sent = ::sendmsg(fd_.get(), &message, MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(sent));
      descriptor = -1;
      continue;
    }
    if (errno == EINTR) continue;
    if (errno == EAGAIN || errno == EWOULDBLOCK) {
      if (wait_for(fd_.get(), POLLOUT, deadline, false) == Wait::ready) continue;
      return base::Error{base::ErrorCode::worker_failed, "worker", "does not take its work"};
    }
    const bool gone = errno == EPIPE || errno == ECONNRESET;
    return base::Error{gone ? base::ErrorCode::closed_pipe : base::ErrorCode::worker_failed, "worker", system_text(errno)};
  }
  return {};
}

Received Channel::receive(std::size_t count, std::string& out, UniqueFd* descriptor, Deadline deadline, bool heed_interrupt) {
  while (count > 0) {
    const std::size_t had = out.size();
    const std::size_t step = std::min(count, kStep);
    switch (wait_for(fd_.get(), POLLIN, deadline, heed_interrupt)) {
      case Wait::timeout:
        return Received::timeout;
      case Wait::interrupted:
        return Received::interrupted;
      case Wait::ready:
        break;
    }
    // Memory grows with what has come, not with what was announced.
    out.resize(had + step);
    iovec part{out.data() + had, step};
    msghdr message{};
    message.msg_iov = &part;
    message.msg_iovlen = 1;
    alignas(cmsghdr) std::array<char, CMSG_SPACE(sizeof(int))> control{};
    message.msg_control = control.data();
    message.msg_controllen = control.size();
    const ssize_t got = ::recvmsg(fd_.get(), &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
    const int error_number = errno;
    out.resize(had + (got > 0 ? static_cast<std::size_t>(got) : 0));
    if (got > 0) {
      for (cmsghdr* header = CMSG_FIRSTHDR(&message); header != nullptr; header = CMSG_NXTHDR(&message, header)) {
        if (header->cmsg_level != SOL_SOCKET || header->cmsg_type != SCM_RIGHTS) continue;
        if (header->cmsg_len != CMSG_LEN(sizeof(int))) continue;
        int fd = -1;
        std::memcpy(&fd, CMSG_DATA(header), sizeof(int));
        UniqueFd received(fd);
        if (descriptor != nullptr) *descriptor = std::move(received);
      }
      count -= static_cast<std::size_t>(got);
      continue;
    }
    if (got == 0) return Received::closed;
    if (error_number == EINTR || error_number == EAGAIN || error_number == EWOULDBLOCK) continue;
    return Received::closed;
  }
  return Received::all;
}

}  // namespace crosswalk::platform
