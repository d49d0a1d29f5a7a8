// SPDX-License-Identifier: Apache-2.0
#include "cli/locked.h"

#include <string_view>

#include "base/text.h"
#include "cli/common.h"
#include "platform/locked.h"

namespace crosswalk::cli {
namespace {

/// From here on a code is that of an error of the work: its number, with subject and detail as the output.
constexpr int kErrors = 1000;

/// Messages end with a line feed each, the last one with a zero, behind which the text stands.
std::string join(const Work& work) {
  std::string out;
  for (const std::string& message : work.messages) {
    for (const char c : message) out += c == '\n' || c == '\0' ? ' ' : c;
    out += '\n';
  }
  return out + '\0' + work.text;
}

void split(const std::string& output, Work& work) {
  const std::size_t end = output.find('\0');
  if (end == std::string::npos) return;
  for (const std::string_view line : base::split(std::string_view(output).substr(0, end), '\n')) {
    if (!line.empty()) work.messages.emplace_back(line);
  }
  work.text = output.substr(end + 1);
}

platform::LockedOutcome pack(const base::Result<Work>& done) {
  if (done) return {done->exit_code, join(*done)};
  const base::Error& error = done.error();
  return {kErrors + static_cast<int>(error.code), error.subject + '\0' + error.detail};
}

base::Result<Work> done_in_copy(const std::function<base::Result<Work>()>& work) {
  CW_ASSIGN_OR_RETURN(const platform::LockedOutcome outcome, platform::run_locked([&] { return pack(work()); }));
  if (outcome.code < kErrors) {
    Work out{outcome.code, {}};
    split(outcome.output, out);
    return out;
  }
  const std::size_t end = outcome.output.find('\0');
  return base::Error{static_cast<base::ErrorCode>(outcome.code - kErrors), outcome.output.substr(0, end),
                     end == std::string::npos ? "" : outcome.output.substr(end + 1)};
}

}  // namespace

base::Result<Work> do_locked(bool unsandboxed, const std::function<base::Result<Work>()>& work) {
  auto done = unsandboxed ? work() : done_in_copy(work);
  if (done) {
    for (const std::string& message : done->messages) say(message);
  }
  return done;
}

}  // namespace crosswalk::cli
