// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "base/result.h"
#include "extraction/extractor.h"
#include "platform/channel.h"

namespace crosswalk::extraction {

// What a worker process and its parent say to each other over one connection:
//   parent: Hello once;  worker: Ready once;
//   then for each file, parent: Request with the open file;  worker: a frame with document::to_wire(Extracted).
// All integers are little-endian.

/// Number of this protocol; a change of anything below changes it.
inline constexpr std::uint32_t protocol_version = 1;

/// The first message to a worker.
struct Hello {
  Limits limits;
  bool unsandboxed = false;
};

/// The answer to Hello.
struct Ready {
  /// Whether files may be sent. Otherwise `detail` says why the sandbox could not be set up.
  bool ready = false;
  std::string detail;
};

/// The header that goes before a file.
struct Request {
  /// Relative path of the file, for its ending and for facts in folder names; any bytes.
  std::string path;
  /// Bytes that the file had when it was opened.
  std::uint64_t size = 0;
};

/// Sends the message. Errors: closed_pipe, worker_failed.
base::Result<void> send(platform::Channel& channel, const Hello& hello, platform::Deadline deadline);
/// Sends the message. Errors: closed_pipe, worker_failed.
base::Result<void> send(platform::Channel& channel, const Ready& ready, platform::Deadline deadline);
/// Sends the message and the open file. Errors: closed_pipe, worker_failed.
base::Result<void> send(platform::Channel& channel, const Request& request, int file, platform::Deadline deadline);
/// Sends bytes with their length before them. Errors: closed_pipe, worker_failed.
base::Result<void> send_frame(platform::Channel& channel, std::string_view bytes, platform::Deadline deadline);

/// Receives a Hello. Errors: closed_pipe; malformed_data, also from a program of another version.
base::Result<Hello> receive_hello(platform::Channel& channel);
/// Receives a Ready. Errors: worker_failed.
base::Result<Ready> receive_ready(platform::Channel& channel, platform::Deadline deadline);
/// Receives a Request and its file. Errors: closed_pipe when there is no more work; malformed_data.
base::Result<Request> receive_request(platform::Channel& channel, platform::UniqueFd& file);

/// How receiving a frame ended.
struct Frame {
  platform::Received received = platform::Received::closed;
  /// Whether the length announced was beyond the limit; nothing was received then.
  bool oversized = false;
  std::string bytes;
};
/// Receives a frame of at most `limit` bytes. Memory grows with the bytes that come.
Frame receive_frame(platform::Channel& channel, std::uint64_t limit, platform::Deadline deadline);

/// The longest answer that a worker may send under these limits, in bytes.
std::uint64_t frame_limit(const Limits& limits);

}  // namespace crosswalk::extraction
