// SPDX-License-Identifier: Apache-2.0
#include "extraction/encoding/locale.h"

namespace crosswalk::extraction {
namespace {

/// Null where the system has no such locale: names beyond ASCII are lost then, and nothing else.
locale_t unicode() {
  static const locale_t locale = ::newlocale(LC_CTYPE_MASK, "C.UTF-8", locale_t{});
  return locale;
}

}  // namespace

UnicodeLocale::UnicodeLocale() : before_(::uselocale(unicode())) {}
UnicodeLocale::~UnicodeLocale() { ::uselocale(before_); }

}  // namespace crosswalk::extraction
