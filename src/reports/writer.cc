// SPDX-License-Identifier: Apache-2.0
#include "reports/writer.h"

#include <utility>

namespace crosswalk::reports {
namespace {

constexpr std::size_t flush_at = 64U << 10U;

}  // namespace

Writer& Writer::put(std::string_view bytes) {
  if (error_) return *this;
  buffer_ += bytes;
  if (buffer_.size() >= flush_at) flush();
  return *this;
}

void Writer::flush() {
  if (!error_ && !buffer_.empty()) {
    if (auto written = sink_.write(buffer_); !written) error_ = written.error();
  }
  buffer_.clear();
}

base::Result<void> Writer::finish() {
  flush();
  if (error_) return *error_;
  return {};
}

}  // namespace crosswalk::reports
