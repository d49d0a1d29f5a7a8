// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "extraction/extractor.h"
#include "extraction/legacy/converters.h"
#include "platform/file.h"

namespace crosswalk::extraction {

/// A program with its arguments.
struct Program {
  std::string path;
  std::vector<std::string> arguments;
};

/// How a WorkerPool works.
struct PoolOptions {
  /// Workers of each kind that run at the same time, at least 1.
  unsigned jobs = 1;
  Limits limits;
  /// Whether to go on without a sandbox.
  bool unsandboxed = false;
  /// The program that reads all formats of formats.def, e.g. {"/usr/bin/crosswalk", {"--worker"}}.
  Program worker;
  /// The program that reads PDF; an empty path means that it is not installed.
  Program pdf_helper;
  /// The program that recognises pages without text and pictures; an empty path means that it is not installed.
  Program ocr_helper;
  /// Programs of others that turn legacy Office files into text, and the program that locks them in: called with the memory that
  /// is allowed in bytes, the readable paths with ":" between, the converter's path and its arguments.
  std::vector<legacy::Converter> converters;
  Program confiner;
};

/// What a confiner does with its arguments (without its own name and mode): platform::exec_in_sandbox(). Returns the exit code
/// for a program that could not be started.
int run_confined(const std::vector<std::string>& arguments);

/// Takes a member of a container; `file` holds its bytes unless Member::reason says why there are none. False ends the reading
/// of the container: it is then unreadable (too_large).
using OnFile = std::function<bool(document::Member member, std::optional<platform::File> file)>;

/// Reads documents in worker processes, so that no document can crash, hang or take over this one. Workers are started when they
/// are first needed and used again; one that dies, hangs or answers nonsense is replaced.
class WorkerPool {
 public:
  /// Starts a first worker, to see that workers and their sandbox work.
  ///
  /// Errors: worker_failed; sandbox_unavailable unless `unsandboxed`; interrupted.
  static base::Result<WorkerPool> create(PoolOptions options);

  WorkerPool(WorkerPool&&) noexcept;
  WorkerPool& operator=(WorkerPool&&) noexcept;
  /// Ends all workers. No call of extract() may be under way.
  ~WorkerPool();

  /// Reads one file in a worker; waits for a free one. Threads may call it at the same time. Failures are told by status and
  /// reason: empty, too_large, timeout, crashed, and what the extractor says. `path` is the relative path of the file, for its
  /// ending and for facts. After the user asked to end (platform::interrupted()) files are given up quickly, as interrupted: a
  /// result that must not be kept.
  ///
  /// The files in a container go to `on_member` while it is read, in the thread of this call, which may read other files
  /// meanwhile; its worker waits, and counts for none of `jobs`. Without `on_member` they are left out.
  [[nodiscard]] document::Extracted extract(const platform::File& file, std::string_view path, const OnFile& on_member = {});

 private:
  struct State;
  explicit WorkerPool(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

}  // namespace crosswalk::extraction
