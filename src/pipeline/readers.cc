// SPDX-License-Identifier: Apache-2.0
#include "pipeline/readers.h"

#include <string>

#include "extraction/legacy/converters.h"
#include "platform/folder.h"
#include "platform/paths.h"

namespace crosswalk::pipeline {

base::Result<extraction::WorkerPool> make_pool(unsigned jobs, const extraction::Limits& limits, bool unsandboxed) {
  CW_ASSIGN_OR_RETURN(const std::string self, platform::executable_path());
  CW_ASSIGN_OR_RETURN(const std::string folder, platform::executable_folder());
  extraction::PoolOptions options;
  options.jobs = jobs;
  options.limits = limits;
  options.unsandboxed = unsandboxed;
  options.worker = {self, {"--worker"}};
  const std::string helper = folder + "/crosswalk-pdf";
  if (platform::kind_of(helper)) options.pdf_helper = {helper, {"--worker"}};
  const std::string recognizer = folder + "/crosswalk-ocr";
  if (platform::kind_of(recognizer)) options.ocr_helper = {recognizer, {"--worker"}};
  options.converters = extraction::legacy::find_converters();
  options.confiner = {self, {"--confined"}};
  return extraction::WorkerPool::create(std::move(options));
}

document::Extracted Readers::extract(const platform::File& file, std::string_view path,
                                     const extraction::OnFile& on_member) const {
  {
    const std::lock_guard lock(mutex_);
    if (!pool_) pool_.emplace(make_());
  }
  if (!*pool_ && pool_->error().code == base::ErrorCode::interrupted)
    return extraction::unreadable(document::Reason::interrupted);
  if (!*pool_) return extraction::unreadable(document::Reason::crashed, "no worker: " + pool_->error().message());
  return (*pool_)->extract(file, path, on_member);
}

std::optional<base::Error> Readers::failure() const {
  const std::lock_guard lock(mutex_);
  // What was found until the user wanted to end is told like any other.
  if (!pool_ || *pool_ || pool_->error().code == base::ErrorCode::interrupted) return std::nullopt;
  return pool_->error();
}

}  // namespace crosswalk::pipeline
