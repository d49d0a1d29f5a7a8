// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <mutex>
#include <optional>
#include <string_view>
#include <utility>

#include "base/result.h"
#include "extraction/extractor.h"
#include "extraction/pool.h"
#include "platform/file.h"

namespace crosswalk::pipeline {

/// The worker pool of this program: itself as worker, crosswalk-pdf and crosswalk-ocr beside it. Errors: as WorkerPool::create().
base::Result<extraction::WorkerPool> make_pool(unsigned jobs, const extraction::Limits& limits, bool unsandboxed);

/// A worker pool that is made when the first file has to be read: where earlier runs know all, none is.
class Readers {
 public:
  using Make = std::function<base::Result<extraction::WorkerPool>()>;
  explicit Readers(Make make) : make_(std::move(make)) {}

  /// As WorkerPool::extract(); without a pool every file is unreadable, as crashed, and failure() says why. Threads may call it
  /// at the same time.
  document::Extracted extract(const platform::File& file, std::string_view path, const extraction::OnFile& on_member) const;
  /// What the pool could not be made for, unless it is that the user wants to end: the files are then unreadable as interrupted.
  [[nodiscard]] std::optional<base::Error> failure() const;

 private:
  Make make_;
  mutable std::mutex mutex_;
  mutable std::optional<base::Result<extraction::WorkerPool>> pool_;
};

}  // namespace crosswalk::pipeline
