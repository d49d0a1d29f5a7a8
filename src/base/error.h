// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::base {

/// What went wrong, as one word that never changes its meaning.
enum class ErrorCode {
#define CW_ERROR(name, text, advice) name,
#include "base/error_codes.def"
#undef CW_ERROR
};

/// The code as it stands in error_codes.def.
std::string_view name_of(ErrorCode code);
/// One short text for people.
std::string_view text_of(ErrorCode code);
/// What the reader can do about it.
std::string_view advice_of(ErrorCode code);

/// Why something could not be done: the program's own bad news, never a finding about a document.
struct Error {
  ErrorCode code = ErrorCode::internal;
  /// The thing concerned: a path, an option, an id.
  std::string subject;
  /// More, where there is more to say: a line, a reason of the system.
  std::string detail;

  /// "SUBJECT: short text: detail", in one line.
  [[nodiscard]] std::string message() const;
};

}  // namespace crosswalk::base
