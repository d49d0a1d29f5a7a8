// SPDX-License-Identifier: Apache-2.0
#include "platform/errors.h"

#include <cerrno>
#include <cstring>

namespace crosswalk::platform {

std::string system_text(int error_number) {
  const char* text = strerrordesc_np(error_number);
  return text != nullptr ? std::string(text) : "error " + std::to_string(error_number);
}

base::Error read_error(std::string_view subject, int error_number) {
  const bool absent = error_number == ENOENT || error_number == ENOTDIR;
  // The code of the plain case says it all.
  return {absent ? base::ErrorCode::not_found : base::ErrorCode::not_readable, std::string(subject),
          error_number == ENOENT ? std::string() : system_text(error_number)};
}

base::Error write_error(std::string_view subject, int error_number) {
  base::ErrorCode code = base::ErrorCode::not_writable;
  if (error_number == ENOSPC || error_number == EDQUOT) code = base::ErrorCode::disk_full;
  if (error_number == EPIPE) code = base::ErrorCode::closed_pipe;
  return {code, std::string(subject), system_text(error_number)};
}

base::Error sandbox_error(std::string_view part, int error_number) {
  return {base::ErrorCode::sandbox_unavailable, std::string(part), system_text(error_number)};
}

}  // namespace crosswalk::platform
