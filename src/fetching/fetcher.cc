// SPDX-License-Identifier: Apache-2.0
#include "fetching/fetcher.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "platform/clock.h"
#include "platform/folder.h"
#include "platform/sandbox.h"

namespace crosswalk::fetching {
namespace {

/// How much longer than its own limit the helper may take to say that it was reached.
constexpr std::int64_t kGrace = 3000;
constexpr std::uint64_t kMemory = 256ULL << 20;

FetchAnswer no_answer(const char* problem) {
  FetchAnswer out;
  out.problem = problem;
  return out;
}

}  // namespace

base::Result<Fetcher> Fetcher::create(const std::string& helper, const std::string& package, bool unsandboxed) {
  Fetcher out;
  out.helper_ = helper;
  if (!platform::kind_of(helper)) {
    return base::Error{base::ErrorCode::program_missing, helper, "it is a part of its own (Debian: " + package + ")"};
  }
  platform::Confinement confinement;
  confinement.network = true;
  // AddressSanitizer reserves terabytes.
  if (!platform::sanitized_build()) confinement.memory_bytes = kMemory;
  auto ready = platform::ReadyConfinement::prepare(confinement);
  if (ready) out.confinement_ = std::move(*ready);
  if (!ready && !unsandboxed) return ready.error();
  return out;
}

FetchAnswer Fetcher::fetch(const FetchRequest& request) {
  const std::string line = to_line(request);
  std::string_view left = line;
  const std::int64_t deadline = platform::steady_milliseconds() + request.milliseconds + kGrace;
  if (!program_) {
    platform::ProgramOptions options;
    // Nothing of the user's: no proxies, no files of logins, no certificates but those that the request names.
    options.environment = {"LC_ALL=C.UTF-8", "PATH=/usr/bin:/bin"};
    options.confinement = confinement_;
    options.input = true;
    auto started = platform::Program::start(helper_, {}, std::move(options));
    if (!started) return no_answer("not_sent");
    program_.emplace(std::move(*started));
  }
  std::string bytes;
  const auto give_up = [&](const char* problem) {
    program_.reset();
    return no_answer(problem);
  };
  while (true) {
    const auto how = program_->exchange(left, bytes, std::max<std::int64_t>(deadline - platform::steady_milliseconds(), 0));
    if (how == platform::Exchanged::timeout || how == platform::Exchanged::interrupted) return give_up("timed_out");
    const auto answer = answer_from_bytes(bytes, request.most_bytes);
    if (answer && !*answer) return give_up("not_sent");
    if (answer) return **answer;
    if (how == platform::Exchanged::ended) return give_up("not_sent");
  }
}

}  // namespace crosswalk::fetching
