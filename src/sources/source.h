// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "base/result.h"
#include "sources/collector.h"

namespace crosswalk::sources {

/// One kind of source while one listing is made.
class Source {
 public:
  Source() = default;
  Source(const Source&) = delete;
  Source& operator=(const Source&) = delete;
  virtual ~Source() = default;

  /// Whether the argument is of this kind. Only the local kind looks at files for it. Errors: those that the user has to know of
  /// before another kind is tried.
  virtual base::Result<bool> takes(const std::string& argument) = 0;
  /// Lists what the argument names. Errors: as list().
  virtual base::Result<void> add(const std::string& argument, Collector& collector) = 0;
};

#define CW_SOURCE(name, form, what) std::unique_ptr<Source> make_##name##_source();
#include "sources/sources.def"
#undef CW_SOURCE

}  // namespace crosswalk::sources
