// SPDX-License-Identifier: Apache-2.0
#include "extraction/pool.h"

#include <algorithm>
#include <array>
#include <condition_variable>
#include <cstddef>
#include <cstdlib>
#include <limits>
#include <mutex>
#include <optional>
#include <utility>

#include "base/text.h"
#include "extraction/detect.h"
#include "extraction/protocol.h"
#include "platform/clock.h"
#include "platform/process.h"
#include "platform/program.h"
#include "platform/sandbox.h"
#include "platform/signals.h"

namespace crosswalk::extraction {
namespace {

using document::Extracted;
using document::Reason;
using platform::Received;

// How long a worker may take to start (the PDF helper loads its fonts), to take a request, and to end by itself, in milliseconds.
constexpr std::int64_t kStartTime = 20'000;
constexpr std::int64_t kDyingTime = 200;
// A container may take this many times as long as a document, in all and without what its members take.
constexpr std::int64_t kContainerTimes = 10;
// Exit codes of a confiner: as shells have them for programs that cannot be run, and one of its own.
constexpr int kNoProgram = 127;
constexpr int kNoSandbox = 125;

platform::Deadline in(std::int64_t milliseconds) { return {platform::steady_milliseconds() + milliseconds}; }

base::Result<platform::Process> start(const Program& program, const Limits& limits, const PoolOptions& options) {
  CW_ASSIGN_OR_RETURN(platform::Process process, platform::Process::start(program.path, program.arguments));
  const auto deadline = in(kStartTime);
  auto greeted = send(process.channel(), Hello{limits, options.unsandboxed}, deadline);
  auto ready = greeted ? receive_ready(process.channel(), deadline) : base::Result<Ready>(greeted.error());
  if (platform::interrupted()) return base::Error{base::ErrorCode::interrupted, "starting the readers", {}};
  if (!ready) {
    const std::string how = process.wait(kDyingTime).text();
    return base::Error{base::ErrorCode::worker_failed, program.path, ready.error().detail + "; it " + how};
  }
  if (!ready->ready) return base::Error{base::ErrorCode::sandbox_unavailable, program.path, ready->detail};
  return process;
}

/// Workers of one program.
struct Crew {
  Program program;
  Limits limits;
  std::vector<platform::Process> free;
  unsigned count = 0;  ///< free ones and those at work
};

/// How many pages of a file that was read without recognition could be recognised.
std::size_t pages_to_recognize(const Extracted& extracted) {
  const document::Document& document = extracted.document;
  if (document.format == "image") return extracted.detail == "image (TIFF)" ? std::numeric_limits<std::size_t>::max() : 1;
  return document.format == "pdf" ? document.pages_without_text.size() : 0;
}

}  // namespace

struct WorkerPool::State {
  PoolOptions options;
  std::mutex mutex;
  std::condition_variable changed;
  Crew general;
  Crew pdf;
  Crew ocr;

  base::Result<platform::Process> take(Crew& crew) {
    std::unique_lock lock(mutex);
    changed.wait(lock, [&] { return !crew.free.empty() || crew.count < std::max(1U, options.jobs); });
    if (!crew.free.empty()) {
      platform::Process process = std::move(crew.free.back());
      crew.free.pop_back();
      return process;
    }
    ++crew.count;
    lock.unlock();
    auto process = start(crew.program, crew.limits, options);
    if (!process) give_up(crew);
    return process;
  }

  void give_back(Crew& crew, platform::Process process) {
    std::optional<platform::Process> superfluous;
    {
      const std::lock_guard lock(mutex);
      // Another one may have been started while this one sent members.
      if (crew.count > std::max(1U, options.jobs)) {
        --crew.count;
        superfluous = std::move(process);
      } else {
        crew.free.push_back(std::move(process));
      }
    }
    // Both crews wait on the one condition.
    changed.notify_all();
  }

  /// A worker of this crew is gone, or does not count for a while, and another one may be started in its place.
  void give_up(Crew& crew) {
    {
      const std::lock_guard lock(mutex);
      --crew.count;
    }
    changed.notify_all();
  }

  /// Takes back giving up a worker that is still there.
  void count_again(Crew& crew) {
    const std::lock_guard lock(mutex);
    ++crew.count;
  }

  /// `milliseconds` is the time that the file may take, no more than what the crew was told.
  Extracted work(Crew& crew, const platform::File& file, std::string_view path, std::int64_t milliseconds,
                 const OnFile& on_member) {
    // A worker that died while it was idle says nothing about this file: the next one gets it.
    for (unsigned attempt = 0; attempt <= std::max(1U, options.jobs); ++attempt) {
      auto taken = take(crew);
      if (!taken) {
        if (taken.error().code == base::ErrorCode::interrupted) return unreadable(Reason::interrupted);
        return unreadable(Reason::crashed, "no worker: " + taken.error().message());
      }
      platform::Process process = std::move(taken).value();
      const Request request{std::string(path), file.size()};
      if (!send(process.channel(), request, file.fd(), in(milliseconds))) {
        process.kill();
        give_up(crew);
        continue;
      }
      bool wanted = true;
      Frame frame = receive_answer(crew, process, milliseconds, on_member, wanted);
      if (frame.received == Received::all && !frame.oversized && !frame.malformed && wanted) {
        auto extracted = document::from_wire(frame.wire);
        if (extracted && base::is_utf8(extracted->document.text)) {
          give_back(crew, std::move(process));
          return std::move(extracted).value();
        }
      }
      const Extracted failure =
          wanted ? failure_of(frame, process, milliseconds) : unreadable(Reason::too_large, "holds too much");
      process.kill();
      give_up(crew);
      return failure;
    }
    return unreadable(Reason::crashed, "no worker takes the file");
  }

  /// The last frame of a file; members before it go to `on_member`, until it wants no more.
  Frame receive_answer(Crew& crew, platform::Process& process, std::int64_t milliseconds, const OnFile& on_member, bool& wanted) {
    bool lent = false;
    Frame frame;
    std::int64_t left = kContainerTimes * milliseconds;
    while (true) {
      const std::int64_t begin = platform::steady_milliseconds();
      frame = receive_frame(process.channel(), options.limits, in(std::min(milliseconds, left)));
      left = std::max<std::int64_t>(0, left - (platform::steady_milliseconds() - begin));
      if (!frame.member) break;
      if (!on_member) continue;
      // Who takes members may need workers for them: with this one counted, all might wait for each other.
      if (!lent) give_up(crew);
      lent = true;
      wanted = on_member(std::move(*frame.member), std::move(frame.file));
      if (!wanted) break;
    }
    if (lent) count_again(crew);
    return frame;
  }

  /// The time that a file with so many pages to recognise may take, in milliseconds.
  [[nodiscard]] std::int64_t time_for(std::size_t pages) const {
    const Limits& limits = options.limits;
    const std::int64_t all =
        std::int64_t{limits.milliseconds} +
        std::int64_t{limits.ocr_page_milliseconds} * static_cast<std::int64_t>(std::min<std::size_t>(pages, limits.ocr_pages));
    return std::min<std::int64_t>(all, std::numeric_limits<std::int32_t>::max());
  }

  /// Reads a file again, with its pages without text recognised. Where that fails, what was read before stays, and says so.
  Extracted recognize(Extracted first, const platform::File& file, std::string_view path) {
    const bool picture = first.document.format == "image";
    Extracted second;
    if (ocr.program.path.empty()) {
      second = unreadable(Reason::scanned_no_ocr, "the program for text recognition (crosswalk-ocr) is not installed");
    } else {
      second = work(ocr, file, path, time_for(pages_to_recognize(first)), {});
    }
    const bool has_text = second.status == document::Status::read || second.status == document::Status::damaged;
    if (has_text || second.reason == Reason::interrupted) return second;
    if (picture) return ocr.program.path.empty() ? first : second;
    const std::string detail = "not recognised: " + second.detail;
    if (first.status == document::Status::unreadable) {
      if (ocr.program.path.empty()) {
        first.detail += "; " + detail;
        return first;
      }
      return second;
    }
    first.document.warnings.push_back("pages without text were " + detail);
    if (second.reason == Reason::scanned_no_ocr) return first;
    // The text stands, but not as it always would.
    first.status = document::Status::damaged;
    first.reason = second.reason;
    return first;
  }

  /// Lets a converter turn a legacy file into text, and a worker read that. `first` says what the file is.
  Extracted convert(Extracted first, const platform::File& file, std::string_view path) {
    const auto converter = std::find_if(options.converters.begin(), options.converters.end(),
                                        [&](const legacy::Converter& each) { return each.format == first.document.format; });
    if (converter == options.converters.end()) return first;
    if (converter->path.empty() || options.confiner.path.empty()) {
      first.detail += ": install " + converter->name + " (Debian package " + converter->package + ") to have it read";
      return first;
    }
    std::string readable;
    for (const std::string& each : converter->readable) readable += (readable.empty() ? "" : ":") + each;
    std::vector<std::string> arguments = options.confiner.arguments;
    arguments.insert(arguments.end(), {std::to_string(options.limits.memory_bytes), readable, converter->path});
    arguments.insert(arguments.end(), converter->arguments.begin(), converter->arguments.end());
    platform::ProgramOptions how;
    how.environment = platform::worker_environment();
    how.input_file = file.fd();
    const auto milliseconds = static_cast<std::int64_t>(options.limits.milliseconds);
    const auto ran = platform::run_program(options.confiner.path, arguments, std::move(how), {}, options.limits.part_bytes,
                                           milliseconds, milliseconds);
    if (!ran) {
      switch (ran.error().code) {
        case base::ErrorCode::interrupted:
          return unreadable(Reason::interrupted);
        case base::ErrorCode::timed_out:
          return unreadable(Reason::timeout, converter->name + " took longer than " + std::to_string(milliseconds) + " ms");
        case base::ErrorCode::limit_exceeded:
          return unreadable(Reason::too_large, "more text than the limit");
        default:
          return unreadable(Reason::crashed, ran.error().message());
      }
    }
    if (ran->ending.code == kNoSandbox) {
      first.detail += ": not read, because " + converter->name +
                      " is run in a sandbox only, and the system offers none (sandbox_unavailable: Landlock)";
      return first;
    }
    if (ran->ending.signal != 0) return unreadable(Reason::crashed, converter->name + " " + ran->ending.text());
    if (base::trim(ran->out).empty()) {
      first.detail += ": " + converter->name + " found no text in it";
      if (ran->ending.code != 0) first.reason = Reason::corrupt;
      return first;
    }
    auto spool = platform::File::Spool::begin("converted file");
    if (!spool) return unreadable(Reason::crashed, spool.error().message());
    if (!spool->write(legacy::converted_mark(converter->format)) || !spool->write(ran->out)) {
      return unreadable(Reason::too_large, "no memory left");
    }
    const auto converted = std::move(*spool).finish();
    if (!converted) return unreadable(Reason::crashed, converted.error().message());
    Extracted out = work(general, *converted, path, options.limits.milliseconds, {});
    if (ran->ending.code != 0 && out.status == document::Status::read) {
      out.status = document::Status::damaged;
      out.document.warnings.push_back(converter->name + " " + ran->ending.text() + ": text may be missing");
    }
    return out;
  }

  [[nodiscard]] Extracted failure_of(const Frame& frame, platform::Process& process, std::int64_t milliseconds) const {
    switch (frame.received) {
      case Received::timeout:
        return unreadable(Reason::timeout, "took longer than " + std::to_string(milliseconds) + " ms");
      case Received::interrupted:
        return unreadable(Reason::interrupted);
      case Received::closed:
        return unreadable(Reason::crashed, "the reader " + process.wait(kDyingTime).text());
      case Received::all:
        break;
    }
    if (frame.oversized) return unreadable(Reason::too_large, "more text than the limit");
    return unreadable(Reason::crashed, "the reader gave an answer that makes no sense");
  }
};

int run_confined(const std::vector<std::string>& arguments) {
  if (arguments.size() < 3) return kNoProgram;
  platform::ProgramSandbox sandbox;
  sandbox.memory_bytes = std::strtoull(arguments[0].c_str(), nullptr, 10);
  for (const std::string_view path : base::split(arguments[1], ':')) sandbox.readable.emplace_back(path);
  const base::Error error = platform::exec_in_sandbox({arguments.begin() + 2, arguments.end()}, sandbox);
  return error.code == base::ErrorCode::sandbox_unavailable ? kNoSandbox : kNoProgram;
}

base::Result<WorkerPool> WorkerPool::create(PoolOptions options) {
  auto state = std::make_unique<State>();
  state->options = std::move(options);
  state->general.program = state->options.worker;
  state->pdf.program = state->options.pdf_helper;
  state->ocr.program = state->options.ocr_helper;
  for (Crew* crew : {&state->general, &state->pdf, &state->ocr}) crew->limits = state->options.limits;
  // Its workers are given the time of the longest file; each file then has its own.
  state->ocr.limits.milliseconds = static_cast<std::uint32_t>(state->time_for(state->options.limits.ocr_pages));
  CW_ASSIGN_OR_RETURN(platform::Process first, state->take(state->general));
  state->give_back(state->general, std::move(first));
  return WorkerPool(std::move(state));
}

WorkerPool::WorkerPool(std::unique_ptr<State> state) : state_(std::move(state)) {}
WorkerPool::WorkerPool(WorkerPool&&) noexcept = default;
WorkerPool& WorkerPool::operator=(WorkerPool&&) noexcept = default;
WorkerPool::~WorkerPool() = default;

Extracted WorkerPool::extract(const platform::File& file, std::string_view path, const OnFile& on_member) {
  const Limits& limits = state_->options.limits;
  if (file.size() == 0) return unreadable(Reason::empty);
  if (file.size() > limits.file_bytes) {
    return unreadable(Reason::too_large, std::to_string(file.size()) + " bytes, more than " + std::to_string(limits.file_bytes));
  }
  const auto head = file.read_at(0, kPdfHeadBytes);
  if (!head) return unreadable(Reason::corrupt, head.error().detail);
  const bool pdf = looks_like_pdf(*head, path);
  if (pdf && state_->pdf.program.path.empty()) {
    return unreadable(Reason::unsupported, "the PDF helper (crosswalk-pdf) is not installed");
  }
  Extracted first =
      state_->work(pdf ? state_->pdf : state_->general, file, path, limits.milliseconds, pdf ? OnFile() : on_member);
  if (legacy::is_converted(first.document.format) && first.reason == Reason::unsupported) {
    return state_->convert(std::move(first), file, path);
  }
  return pages_to_recognize(first) > 0 && limits.ocr_pages > 0 ? state_->recognize(std::move(first), file, path) : first;
}

}  // namespace crosswalk::extraction
