// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "reports/report.h"

namespace crosswalk::reports {

/// Collects small pieces for a sink and remembers its first error, so that renderers need not look after every piece.
class Writer {
 public:
  /// `sink` must outlive the writer.
  explicit Writer(Sink& sink) : sink_(sink) {}

  /// Adds bytes; nothing more reaches the sink after its first error.
  Writer& put(std::string_view bytes);
  /// Hands over what is left. Errors: the first one of the sink.
  base::Result<void> finish();

 private:
  void flush();

  Sink& sink_;
  std::string buffer_;
  std::optional<base::Error> error_;
};

}  // namespace crosswalk::reports
