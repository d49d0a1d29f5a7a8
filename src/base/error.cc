// SPDX-License-Identifier: Apache-2.0
#include "base/error.h"

namespace crosswalk::base {
namespace {

struct Row {
  std::string_view name, text, advice;
};

constexpr Row rows[] = {
#define CW_ERROR(name, text, advice) {#name, text, advice},
#include "base/error_codes.def"
#undef CW_ERROR
};

const Row& row(ErrorCode code) { return rows[static_cast<std::size_t>(code)]; }

}  // namespace

std::string_view name_of(ErrorCode code) { return row(code).name; }
std::string_view text_of(ErrorCode code) { return row(code).text; }
std::string_view advice_of(ErrorCode code) { return row(code).advice; }

std::string Error::message() const {
  std::string out = subject;
  if (!out.empty()) out += ": ";
  out += text_of(code);
  if (!detail.empty()) out += ": " + detail;
  return out;
}

}  // namespace crosswalk::base
