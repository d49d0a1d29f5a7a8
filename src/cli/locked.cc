// SPDX-License-Identifier: Apache-2.0
#include "cli/locked.h"

#include <string>

#include "platform/locked.h"

namespace crosswalk::cli {
namespace {

/// From here on a code is that of an error of the work: its number, with subject and detail as the output.
constexpr int kErrors = 1000;

platform::LockedOutcome pack(const base::Result<Work>& done) {
  if (done) return {done->exit_code, done->text};
  const base::Error& error = done.error();
  return {kErrors + static_cast<int>(error.code), error.subject + '\0' + error.detail};
}

base::Result<Work> done_in_copy(const std::function<base::Result<Work>()>& work) {
  CW_ASSIGN_OR_RETURN(const platform::LockedOutcome outcome, platform::run_locked([&] { return pack(work()); }));
  if (outcome.code < kErrors) return Work{outcome.code, outcome.output};
  const std::size_t end = outcome.output.find('\0');
  return base::Error{static_cast<base::ErrorCode>(outcome.code - kErrors), outcome.output.substr(0, end),
                     end == std::string::npos ? "" : outcome.output.substr(end + 1)};
}

}  // namespace

base::Result<Work> do_locked(bool unsandboxed, const std::function<base::Result<Work>()>& work) {
  return unsandboxed ? work() : done_in_copy(work);
}

}  // namespace crosswalk::cli
