// SPDX-License-Identifier: Apache-2.0
#include "platform/locked.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
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

TEST(Locked, WhatTheWorkSaysReachesStandardErrorAlsoWhereThatIsAFile) {
  // The sandbox ends whoever writes to a file.
  const std::string name = testing::TempDir() + "locked_test_said";
  const int kept = ::dup(STDERR_FILENO);
  const int file = ::open(name.c_str(), O_CREAT | O_TRUNC | O_WRONLY | O_CLOEXEC, 0600);
  ASSERT_GE(kept, 0);
  ASSERT_GE(file, 0);
  ::dup2(file, STDERR_FILENO);
  const std::string line(2'000, 'e');
  std::string large;
  for (int i = 0; i < 100; ++i) large += line + "\n";
  large += "\x1b[2J no terminal obeys this";
  const auto found = run_locked([&] {
    std::size_t written = 0;
    while (written < large.size()) {
      const ssize_t size = ::write(STDERR_FILENO, large.data() + written, large.size() - written);
      if (size <= 0) return LockedOutcome{1, "not said"};
      written += static_cast<std::size_t>(size);
    }
    return LockedOutcome{0, std::string(200'000, 'o')};
  });
  ::dup2(kept, STDERR_FILENO);
  ::close(kept);
  ::close(file);
  ASSERT_TRUE(found) << found.error().message();
  EXPECT_EQ(found->code, 0);
  EXPECT_TRUE(found->output == std::string(200'000, 'o'));
  std::ifstream in(name, std::ios::binary);
  const std::string said(std::istreambuf_iterator<char>(in), {});
  EXPECT_EQ(said.substr(0, line.size() + 1), line + "\n");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), 101);
  EXPECT_EQ(said.find('\x1b'), std::string::npos);
  EXPECT_NE(said.find("no terminal obeys this\n"), std::string::npos);
  ::unlink(name.c_str());
}

}  // namespace
}  // namespace crosswalk::platform
