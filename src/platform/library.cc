// SPDX-License-Identifier: Apache-2.0
#include "platform/library.h"

#include <dlfcn.h>

#include "base/text.h"

namespace crosswalk::platform {

base::Result<Library> Library::open(const std::vector<std::string>& names) {
  for (const std::string& name : names) {
    if (void* const handle = ::dlopen(name.c_str(), RTLD_NOW | RTLD_LOCAL); handle != nullptr) {
      return Library({handle, [](void* loaded) { ::dlclose(loaded); }}, name);
    }
  }
  return base::Error{base::ErrorCode::not_found, base::join(names, ", "), "no such shared library"};
}

void* Library::address(const char* name) const { return ::dlsym(handle_.get(), name); }

}  // namespace crosswalk::platform
