// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "base/result.h"

namespace crosswalk::platform {

/// A shared library that is looked for while the program runs, so that it works, with less, where the library is not installed.
/// Stays loaded as long as the object.
class Library {
 public:
  /// Loads the first of these that the system's loader finds, each a name such as "libdnnl.so.2". Errors: not_found.
  static base::Result<Library> open(const std::vector<std::string>& names);

  /// The address of a function of the library or of those that it needs itself; nullptr where there is none.
  template <class Function>
  [[nodiscard]] Function* function(const char* name) const {
    return reinterpret_cast<Function*>(address(name));  // NOLINT(cppcoreguidelines-pro-type-reinterpret-cast)
  }
  /// The name that it was found by.
  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  Library(std::shared_ptr<void> handle, std::string name) : handle_(std::move(handle)), name_(std::move(name)) {}
  [[nodiscard]] void* address(const char* name) const;

  /// Shared by copies of this object.
  std::shared_ptr<void> handle_;
  std::string name_;
};

}  // namespace crosswalk::platform
