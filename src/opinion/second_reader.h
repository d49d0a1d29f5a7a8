// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "fetching/protocol.h"
#include "opinion/settings.h"
#include "review/review.h"

namespace crosswalk::opinion {

/// The most bytes of an answer that are taken.
inline constexpr std::uint64_t kMostAnswerBytes = 1 << 20;
/// After so many failures in a row nothing more is asked.
inline constexpr int kMostFailures = 3;

/// What asking needs from outside.
struct Means {
  /// Sends a request and waits for its answer.
  std::function<fetching::FetchAnswer(const fetching::FetchRequest& request)> fetch;
  /// Adds a line to the log of requests. Nothing is sent that could not be logged before.
  std::function<base::Result<void>(std::string_view line)> log;
  /// Whether the user wants to end.
  std::function<bool()> interrupted;
  /// Milliseconds since some fixed moment, and the moment as the log has it.
  std::function<std::int64_t()> milliseconds;
  std::function<std::string()> now;
};

/// Asks a second reader about each constraint that has passages, in the order of the review, each once, and puts its opinions and
/// their counts into the review; nothing else of the review changes. `key` is sent and stands nowhere else.
///
/// What went wrong is told in sentences for the user: a second reader that fails makes no review fail.
std::vector<std::string> ask(review::Review& review, const Settings& settings, const std::string& key, const Means& means);

}  // namespace crosswalk::opinion
