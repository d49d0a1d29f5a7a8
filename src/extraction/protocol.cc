// SPDX-License-Identifier: Apache-2.0
#include "extraction/protocol.h"

#include <algorithm>

#include "base/archive.h"
#include "document/archive.h"

namespace crosswalk::extraction {
namespace {

using platform::Received;

constexpr std::uint64_t kHelloMark = 0x31574B52'57435243;  // also tells a foreign program from a worker
constexpr std::uint64_t kRequestMark = 0x31514552'57435243;
constexpr std::size_t kMaxPath = 1 << 16;
constexpr std::uint64_t kMaxDetail = 1 << 16;
constexpr std::uint64_t kMaxMemberHead = 1 << 20;
// Kinds of frames.
constexpr std::uint64_t kAnswer = 1;
constexpr std::uint64_t kMember = 2;

void put(std::string& out, std::uint64_t value) {
  for (int i = 0; i < 8; ++i) out += static_cast<char>(static_cast<unsigned char>(value >> (8 * i)));
}

std::uint64_t get(std::string_view bytes, std::size_t index) {
  std::uint64_t value = 0;
  for (std::size_t i = 0; i < 8; ++i) {
    value |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes[8 * index + i])) << (8 * i);
  }
  return value;
}

base::Error closed() { return {base::ErrorCode::closed_pipe, "worker", "the other end is gone"}; }
base::Error malformed(std::string_view what) { return {base::ErrorCode::malformed_data, "worker", std::string(what)}; }

constexpr std::size_t kHelloNumbers = 17;
constexpr std::size_t kVersionNumbers = 3;

}  // namespace

base::Result<void> send(platform::Channel& channel, const Hello& hello, platform::Deadline deadline) {
  std::string bytes;
  const Limits& l = hello.limits;
  for (const std::uint64_t value :
       {kHelloMark, std::uint64_t{protocol_version}, std::uint64_t{document::wire_version}, l.file_bytes, l.part_bytes,
        l.text_bytes, std::uint64_t{l.blocks}, std::uint64_t{l.depth}, std::uint64_t{l.pages}, l.unpacked_bytes,
        std::uint64_t{l.members}, std::uint64_t{l.nesting}, std::uint64_t{l.milliseconds}, std::uint64_t{l.ocr_pages},
        std::uint64_t{l.ocr_page_milliseconds}, l.memory_bytes, std::uint64_t{hello.unsandboxed}}) {
    put(bytes, value);
  }
  return channel.send(bytes, -1, deadline);
}

base::Result<Hello> receive_hello(platform::Channel& channel) {
  std::string bytes;
  // The versions first: how much follows them depends on these.
  if (channel.receive(8 * kVersionNumbers, bytes, nullptr, {}, false) != Received::all) return closed();
  if (get(bytes, 0) != kHelloMark || get(bytes, 1) != protocol_version || get(bytes, 2) != document::wire_version) {
    return malformed("the program and its worker are of different versions");
  }
  if (channel.receive(8 * (kHelloNumbers - kVersionNumbers), bytes, nullptr, {}, false) != Received::all) return closed();
  Hello hello;
  hello.limits.file_bytes = get(bytes, 3);
  hello.limits.part_bytes = get(bytes, 4);
  hello.limits.text_bytes = get(bytes, 5);
  hello.limits.blocks = static_cast<std::uint32_t>(get(bytes, 6));
  hello.limits.depth = static_cast<std::uint32_t>(get(bytes, 7));
  hello.limits.pages = static_cast<std::uint32_t>(get(bytes, 8));
  hello.limits.unpacked_bytes = get(bytes, 9);
  hello.limits.members = static_cast<std::uint32_t>(get(bytes, 10));
  hello.limits.nesting = static_cast<std::uint32_t>(get(bytes, 11));
  hello.limits.milliseconds = static_cast<std::uint32_t>(get(bytes, 12));
  hello.limits.ocr_pages = static_cast<std::uint32_t>(get(bytes, 13));
  hello.limits.ocr_page_milliseconds = static_cast<std::uint32_t>(get(bytes, 14));
  hello.limits.memory_bytes = get(bytes, 15);
  hello.unsandboxed = get(bytes, 16) != 0;
  return hello;
}

base::Result<void> send(platform::Channel& channel, const Ready& ready, platform::Deadline deadline) {
  std::string bytes;
  put(bytes, kHelloMark);
  put(bytes, ready.ready ? 1 : 0);
  put(bytes, ready.detail.size());
  return channel.send(bytes + ready.detail, -1, deadline);
}

base::Result<Ready> receive_ready(platform::Channel& channel, platform::Deadline deadline) {
  const base::Error failed{base::ErrorCode::worker_failed, "worker", "does not answer as a worker of this version"};
  std::string bytes;
  if (channel.receive(24, bytes, nullptr, deadline, true) != platform::Received::all) return failed;
  if (get(bytes, 0) != kHelloMark || get(bytes, 2) > kMaxDetail) return failed;
  Ready ready;
  ready.ready = get(bytes, 1) == 1;
  const auto length = static_cast<std::size_t>(get(bytes, 2));
  if (channel.receive(length, ready.detail, nullptr, deadline, true) != platform::Received::all) return failed;
  return ready;
}

base::Result<void> send(platform::Channel& channel, const Request& request, int file, platform::Deadline deadline) {
  std::string bytes;
  // Of a longer path the end says most.
  const std::string_view path =
      std::string_view(request.path).substr(request.path.size() - std::min(request.path.size(), kMaxPath));
  put(bytes, kRequestMark);
  put(bytes, path.size());
  put(bytes, request.size);
  bytes += path;
  return channel.send(bytes, file, deadline);
}

base::Result<Request> receive_request(platform::Channel& channel, platform::UniqueFd& file) {
  std::string bytes;
  if (channel.receive(24, bytes, &file, {}, false) != platform::Received::all) return closed();
  if (get(bytes, 0) != kRequestMark || get(bytes, 1) > kMaxPath) return malformed("not a request");
  Request request;
  request.size = get(bytes, 2);
  const auto length = static_cast<std::size_t>(get(bytes, 1));
  if (channel.receive(length, request.path, &file, {}, false) != platform::Received::all) return closed();
  if (!file.valid()) return malformed("a request without a file");
  return request;
}

base::Result<void> send_answer(platform::Channel& channel, std::string_view wire, platform::Deadline deadline) {
  std::string head;
  put(head, kAnswer);
  put(head, 0);
  put(head, wire.size());
  CW_RETURN_IF_ERROR(channel.send(head, -1, deadline));
  return channel.send(wire, -1, deadline);
}

base::Result<void> send(platform::Channel& channel, const document::Member& member, std::string_view bytes) {
  base::ArchiveWriter writer;
  // The one description of the layout serves both ways and so takes its fields by reference; writing changes none.
  document::transfer(writer, const_cast<document::Member&>(member));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  std::string head;
  put(head, kMember);
  put(head, writer.out.size());
  put(head, bytes.size());
  CW_RETURN_IF_ERROR(channel.send(head + writer.out, -1, {}));
  return channel.send(bytes, -1, {});
}

Frame receive_frame(platform::Channel& channel, const Limits& limits, platform::Deadline deadline) {
  Frame frame;
  std::string head;
  frame.received = channel.receive(24, head, nullptr, deadline, true);
  if (frame.received != Received::all) return frame;
  const std::uint64_t kind = get(head, 0);
  const std::uint64_t head_size = get(head, 1);
  const std::uint64_t size = get(head, 2);
  if (kind == kAnswer && head_size == 0) {
    frame.oversized = size > frame_limit(limits);
    if (!frame.oversized) frame.received = channel.receive(static_cast<std::size_t>(size), frame.wire, nullptr, deadline, true);
    return frame;
  }
  frame.malformed = true;
  if (kind != kMember || head_size > kMaxMemberHead || size > limits.file_bytes) return frame;
  std::string bytes;
  frame.received = channel.receive(static_cast<std::size_t>(head_size), bytes, nullptr, deadline, true);
  if (frame.received != Received::all) return frame;
  base::ArchiveReader reader(bytes);
  document::Member member;
  document::transfer(reader, member);
  if (!reader.ok || !reader.at_end() || !document::is_known(member.reason)) return frame;
  auto spool = platform::File::Spool::begin("a member");
  if (!spool) return frame;
  for (std::uint64_t have = 0; have < size; have += bytes.size()) {
    bytes.clear();
    const auto piece = static_cast<std::size_t>(std::min<std::uint64_t>(size - have, 1U << 20));
    frame.received = channel.receive(piece, bytes, nullptr, deadline, true);
    if (frame.received != Received::all || !spool->write(bytes)) return frame;
  }
  auto file = std::move(*spool).finish();
  if (!file) return frame;
  frame.malformed = false;
  if (member.reason == document::Reason::none) {
    member.size = size;
    frame.file = std::move(*file);
  }
  frame.member = std::move(member);
  return frame;
}

std::uint64_t frame_limit(const Limits& limits) {
  return 2 * limits.text_bytes + 64 * std::uint64_t{limits.blocks} + (std::uint64_t{64} << 20);
}

}  // namespace crosswalk::extraction
