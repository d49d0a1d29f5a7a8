// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "base/result.h"
#include "extraction/extractor.h"
#include "platform/channel.h"
#include "platform/file.h"

namespace crosswalk::extraction {

// What a worker process and its parent say to each other over one connection:
//   parent: Hello once;  worker: Ready once;
//   then for each file, parent: Request with the open file;  worker: a frame for each member of a container, then one with
//   document::to_wire(Extracted).
// All integers are little-endian.

/// Number of this protocol; a change of anything below changes it.
inline constexpr std::uint32_t protocol_version = 3;

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
/// Sends the last frame of a file. Errors: closed_pipe, worker_failed.
base::Result<void> send_answer(platform::Channel& channel, std::string_view wire, platform::Deadline deadline);
/// Sends a member with its bytes; waits as long as the parent takes. Errors: closed_pipe, worker_failed.
base::Result<void> send(platform::Channel& channel, const document::Member& member, std::string_view bytes);

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
  /// Whether the frame makes no sense; what follows makes none either.
  bool malformed = false;
  /// Set for a member; its bytes are in `file` unless its reason says why there are none.
  std::optional<document::Member> member;
  std::optional<platform::File> file;
  /// Otherwise the answer.
  std::string wire;
};
/// Receives a frame within the limits. Memory grows with the bytes that come; those of a member stand in a File.
Frame receive_frame(platform::Channel& channel, const Limits& limits, platform::Deadline deadline);

/// The longest answer that a worker may send under these limits, in bytes.
std::uint64_t frame_limit(const Limits& limits);

}  // namespace crosswalk::extraction
