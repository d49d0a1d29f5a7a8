// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <locale.h>

namespace crosswalk::extraction {

/// Gives this thread, as long as it lives, the character set UTF-8 for libraries that ask the locale for one; the rest stays as
/// of the locale "C". Its first use opens a file: a worker makes one before its sandbox closes.
class UnicodeLocale {
 public:
  UnicodeLocale();
  ~UnicodeLocale();
  UnicodeLocale(const UnicodeLocale&) = delete;
  UnicodeLocale& operator=(const UnicodeLocale&) = delete;

 private:
  locale_t before_;
};

}  // namespace crosswalk::extraction
