// SPDX-License-Identifier: Apache-2.0
#include "extraction/worker.h"

#include <exception>
#include <functional>
#include <new>
#include <stdexcept>
#include <utility>

#include "base/display_name.h"
#include "extraction/detect.h"
#include "extraction/encoding/converters.h"
#include "extraction/protocol.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/sandbox.h"
#include "platform/signals.h"

namespace crosswalk::extraction {
namespace {

using document::Extracted;
using document::Reason;
using Read = std::function<Extracted(std::string_view bytes, std::string_view path, const Limits& limits, const OnMember&)>;

// The parent kills a worker that is late; this much later the worker ends by itself, in case the parent is gone.
constexpr std::uint32_t kGrace = 5'000;
// After a document of this size the memory it took is given back.
constexpr std::size_t kLarge = 4 << 20;

/// The one place where exceptions of extractors and their libraries end.
template <class Function>
Extracted guarded(Function function) {
  try {
    return function();
  } catch (const std::bad_alloc&) {
    return unreadable(Reason::too_large, "needs more memory than the limit");
  } catch (const std::length_error&) {
    return unreadable(Reason::too_large, "needs more memory than the limit");
  } catch (const std::exception& exception) {
    return unreadable(Reason::crashed, "the reader gave up: " + base::display_name(exception.what()));
  } catch (...) {
    return unreadable(Reason::crashed, "the reader gave up");
  }
}

Extracted with_facts(Extracted extracted, std::string_view path, FillFacts fill_facts) {
  const bool has_text = extracted.status == document::Status::read || extracted.status == document::Status::damaged;
  if (has_text && fill_facts != nullptr) fill_facts(extracted, path);
  return extracted;
}

std::string answer_to(const Request& request, platform::UniqueFd fd, const Limits& limits, const Read& read,
                      const OnMember& on_member) {
  std::size_t size = 0;
  Extracted extracted = guarded([&]() -> Extracted {
    auto file = platform::File::adopt(std::move(fd), "document");
    if (!file) return unreadable(Reason::corrupt, file.error().detail);
    auto bytes = file->read_all(limits.file_bytes);
    if (!bytes) {
      const bool large = bytes.error().code == base::ErrorCode::limit_exceeded;
      return unreadable(large ? Reason::too_large : Reason::corrupt, bytes.error().detail);
    }
    size = bytes->size();
    return read(*bytes, request.path, limits, on_member);
  });
  std::string frame;
  const Extracted no_frame = guarded([&]() -> Extracted {
    frame = document::to_wire(extracted);
    return {};
  });
  if (no_frame.status != document::Status::read) frame = document::to_wire(no_frame);
  if (frame.size() > frame_limit(limits)) {
    frame = document::to_wire(unreadable(Reason::too_large, "more text than the limit"));
  }
  const bool large = size + frame.size() > kLarge;
  extracted = Extracted();
  if (large) platform::release_free_memory();
  return frame;
}

[[noreturn]] void serve(int socket, const Read& read, const WorkerSetup& setup) {
  platform::Channel channel{platform::UniqueFd(socket)};
  const auto hello = receive_hello(channel);
  if (!hello) {
    const auto told = send(channel, Ready{false, hello.error().detail}, {});
    platform::end_process(told ? 2 : 3);
  }
  const Limits limits = hello->limits;
  Ready ready{true, {}};
  if (!hello->unsandboxed) {
    load_converters();
    if (setup.prepare != nullptr) setup.prepare();
    const auto sandbox = platform::enter_sandbox({limits.memory_bytes, setup.readable_folders});
    if (!sandbox) ready = {false, sandbox.error().message()};
  }
  if (!send(channel, ready, {}) || !ready.ready) platform::end_process(2);
  while (true) {
    platform::UniqueFd file;
    const auto request = receive_request(channel, file);
    if (!request) platform::end_process(request.error().code == base::ErrorCode::closed_pipe ? 0 : 2);
    platform::end_process_after(limits.milliseconds + kGrace);
    const std::string frame =
        answer_to(*request, std::move(file), limits, read, [&](const document::Member& m, std::string_view b) {
          // The parent takes its time: what came before may have to be judged first.
          platform::end_process_after(0);
          if (!send(channel, m, b)) platform::end_process(0);
          platform::end_process_after(limits.milliseconds + kGrace);
        });
    platform::end_process_after(0);
    if (!send_answer(channel, frame, {})) platform::end_process(0);
  }
}

}  // namespace

Extracted read_document(std::string_view bytes, std::string_view path, const Limits& limits, ReaderOf reader_of,
                        FillFacts fill_facts, const OnMember& on_member) {
  return guarded([&]() -> Extracted {
    const Detected detected = detect(bytes, path);
    if (detected.status != document::Status::read) {
      Extracted extracted;
      extracted.document.format = detected.format;
      extracted.status = detected.status;
      extracted.reason = detected.reason;
      extracted.detail = detected.detail;
      return extracted;
    }
    const FormatReader reader = reader_of(detected.format);
    if (reader.unpack != nullptr) {
      const auto tell_kind = [&](const document::Member& member, std::string_view member_bytes) {
        if (!on_member) return;
        document::Member told = member;
        told.container = reader_of(detect(member_bytes, member.path).format).unpack != nullptr;
        on_member(told, member_bytes);
      };
      return with_facts(reader.unpack(bytes, path, limits, tell_kind), path, fill_facts);
    }
    if (reader.extract == nullptr) return unreadable(Reason::unsupported, "no reader for the format " + detected.format);
    return with_facts(reader.extract(bytes, limits), path, fill_facts);
  });
}

int run_worker(int socket, ReaderOf reader_of, const WorkerSetup& setup) {
  serve(
      socket,
      [&](std::string_view bytes, std::string_view path, const Limits& limits, const OnMember& on_member) {
        return read_document(bytes, path, limits, reader_of, setup.fill_facts, on_member);
      },
      setup);
}

int run_worker(int socket, Extract extract, const WorkerSetup& setup) {
  serve(
      socket,
      [&](std::string_view bytes, std::string_view path, const Limits& limits, const OnMember&) {
        return with_facts(extract(bytes, limits), path, setup.fill_facts);
      },
      setup);
}

}  // namespace crosswalk::extraction
