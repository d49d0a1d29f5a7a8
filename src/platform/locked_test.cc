// SPDX-License-Identifier: Apache-2.0
#include "platform/locked.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "platform/sandbox.h"

namespace crosswalk::platform {
namespace {

TEST(Locked, GivesWhatTheWorkGives) {
  const std::string large(300'000, 'x');
  const auto found = run_locked([&] { return LockedOutcome{3, large + "end"}; });
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->code, 3);
  EXPECT_EQ(found->output, large + "end");
}

TEST(Locked, TheWorkCanOpenNothing) {
  const auto found = run_locked([] { return LockedOutcome{std::fopen("/etc/passwd", "r") == nullptr ? 0 : 1, "done"}; });
  // Opening is refused, or ends the copy.
  if (found) {
    EXPECT_EQ(found->code, 0);
  }
}

TEST(Locked, AWorkThatCrashesLosesItsResultOnly) {
  const auto found = run_locked([]() -> LockedOutcome { std::abort(); });
  ASSERT_FALSE(found);
  EXPECT_EQ(found.error().code, base::ErrorCode::worker_failed);
}

TEST(Locked, AWorkThatNeedsTooMuchMemoryIsTold) {
  if (sanitized_build()) GTEST_SKIP() << "sanitizers reserve terabytes";
  LockedOptions options;
  options.memory_bytes = std::uint64_t{256} << 20U;
  const auto found = run_locked(
      [] {
        const std::vector<char> much(std::size_t{1} << 30U, 'x');
        return LockedOutcome{0, std::string(much.begin(), much.begin() + 10)};
      },
      options);
  ASSERT_FALSE(found);
  EXPECT_THAT(found.error().detail, testing::HasSubstr("memory"));
}

}  // namespace
}  // namespace crosswalk::platform
