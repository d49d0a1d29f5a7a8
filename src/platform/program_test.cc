// SPDX-License-Identifier: Apache-2.0
#include "platform/program.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "platform/clock.h"
#include "platform/sandbox.h"
#include "platform/signals.h"

namespace crosswalk::platform {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

class ProgramTest : public testing::Test {
 protected:
  ProgramTest() {
    std::string name = (fs::temp_directory_path() / "crosswalk-program-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~ProgramTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }

  /// Runs a line of shell; what it says of errors goes to `said_`.
  Ran shell(const std::string& line, const Confinement* confinement = nullptr, std::string_view input = {},
            std::int64_t milliseconds = 60'000) {
    ProgramOptions options;
    options.environment = {"PATH=/usr/bin:/bin", "LC_ALL=C"};
    options.on_error_line = [this](std::string_view each) { said_ += std::string(each) + "\n"; };
    if (confinement != nullptr) {
      auto ready = ReadyConfinement::prepare(*confinement);
      EXPECT_TRUE(ready) << ready.error().message();
      if (ready) options.confinement = *ready;
    }
    auto ran = run_program("/bin/sh", {"-c", line}, std::move(options), input, 64 << 20, milliseconds, milliseconds);
    if (!ran) {
      said_ += ran.error().message();
      return {{-2, 0}, ""};
    }
    return *ran;
  }

  std::string folder_;
  std::string said_;
};

TEST_F(ProgramTest, GetsItsOwnEnvironmentAndNoOpenFile) {
  ::setenv("CROSSWALK_SECRET", "1", 1);
  const Ran ran = shell("env; ls /proc/self/fd | wc -l");
  ::unsetenv("CROSSWALK_SECRET");
  EXPECT_EQ(ran.ending.code, 0);
  EXPECT_THAT(ran.out, HasSubstr("LC_ALL=C\n"));
  EXPECT_THAT(ran.out, testing::Not(HasSubstr("CROSSWALK_SECRET")));
  // Three streams, and the folder that ls reads.
  EXPECT_THAT(ran.out, HasSubstr("\n4\n"));
}

TEST_F(ProgramTest, SendsAndReceivesMuchAtTheSameTime) {
  std::string input;
  for (int i = 0; i < 500'000; ++i) input += std::to_string(i) + "\n";
  const Ran ran = shell("cat; echo end >&2", nullptr, input);
  EXPECT_EQ(ran.ending.code, 0);
  EXPECT_TRUE(ran.out == input);
  EXPECT_EQ(said_, "end\n");
}

TEST_F(ProgramTest, TellsHowItEnded) {
  EXPECT_EQ(shell("exit 7").ending.code, 7);
  EXPECT_EQ(shell("kill -9 $$").ending.signal, 9);
  EXPECT_EQ(shell("true", nullptr, "input that nobody reads").ending.code, 0);
  const auto missing = Program::start("/no/such/program", {}, {});
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, base::ErrorCode::worker_failed);
}

TEST_F(ProgramTest, IsEndedWithAllThatItStartedWhenItHangs) {
  const std::int64_t start = steady_milliseconds();
  EXPECT_EQ(shell("echo $$ > " + folder_ + "/id; sleep 100 & sleep 100", nullptr, {}, 1500).ending.code, -2);
  EXPECT_LT(steady_milliseconds() - start, 30'000);
  EXPECT_THAT(said_, HasSubstr("took too long"));
  std::string id;
  std::ifstream(folder_ + "/id") >> id;
  // Of its group nobody runs any more.
  EXPECT_THAT(shell("ps -o stat= -g " + id + " 2>/dev/null | grep -cv Z").out, testing::AnyOf("0\n", ""));
}

TEST_F(ProgramTest, StopsAtTooMuchOutput) {
  ProgramOptions options;
  options.environment = {"PATH=/usr/bin:/bin"};
  const auto ran = run_program("/bin/sh", {"-c", "yes"}, std::move(options), {}, 1 << 20, 10'000, 10'000);
  ASSERT_FALSE(ran);
  EXPECT_EQ(ran.error().code, base::ErrorCode::limit_exceeded);
}

TEST_F(ProgramTest, ConfinedWritesNothingAndStartsNothing) {
  std::ofstream(folder_ + "/there") << "old";
  const Confinement confinement;
  EXPECT_EQ(shell("read line < /etc/passwd; echo \"$line\"", &confinement).ending.code, 0);
  EXPECT_NE(shell("echo new > " + folder_ + "/new", &confinement).ending.code, 0);
  EXPECT_NE(shell("echo new >> " + folder_ + "/there", &confinement).ending.code, 0);
  EXPECT_NE(shell("echo new 1<> " + folder_ + "/there", &confinement).ending.code, 0);
  EXPECT_EQ(shell("echo gone > /dev/null 2>&1 || true; exec rm -f " + folder_ + "/there", &confinement).ending.code, 1);
  EXPECT_NE(shell("/bin/true; true", &confinement).ending.code, 0);
  EXPECT_THAT(said_, HasSubstr("ork"));  // "Cannot fork"
  EXPECT_FALSE(fs::exists(folder_ + "/new"));
  std::string text;
  std::ifstream(folder_ + "/there") >> text;
  EXPECT_EQ(text, "old");
}

TEST_F(ProgramTest, ConfinedHasNoNetworkUnlessAllowed) {
  if (!fs::exists("/bin/bash")) GTEST_SKIP() << "needs bash";
  Confinement confinement;
  confinement.processes = true;
  EXPECT_NE(shell("exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/9'", &confinement).ending.code, 0);
  EXPECT_THAT(said_, HasSubstr("Operation not permitted"));
  said_.clear();
  confinement.network = true;
  EXPECT_NE(shell("exec bash -c 'exec 3<>/dev/tcp/127.0.0.1/9'", &confinement).ending.code, 0);
  EXPECT_THAT(said_, HasSubstr("Connection refused"));
}

TEST_F(ProgramTest, ConfinedWritesOnlyWhereItMay) {
  fs::create_directory(folder_ + "/mine");
  Confinement confinement;
  confinement.processes = true;
  confinement.writable = {folder_ + "/mine", "/no/such/folder"};
  EXPECT_EQ(shell("echo new > " + folder_ + "/mine/a && mv " + folder_ + "/mine/a " + folder_ + "/mine/b && echo x > /dev/null",
                  &confinement)
                .ending.code,
            0)
      << said_;
  EXPECT_TRUE(fs::exists(folder_ + "/mine/b"));
  const Ran ran = shell("echo new > " + folder_ + "/new", &confinement);
  if (ran.ending.code == 0) GTEST_SKIP() << "this kernel has no Landlock";
  EXPECT_FALSE(fs::exists(folder_ + "/new"));
}

TEST_F(ProgramTest, ConfinedHasItsMemoryLimited) {
  if (sanitized_build()) GTEST_SKIP() << "the shell runs with another allocator";
  Confinement confinement;
  confinement.processes = true;
  confinement.memory_bytes = 64 << 20;
  EXPECT_NE(shell("a=$(head -c 200000000 /dev/zero | tr '\\0' x); echo ${#a}", &confinement).out, "200000000\n");
}

TEST_F(ProgramTest, IsFoundInAbsoluteFoldersOnly) {
  const std::string before = ::getenv("PATH");
  ::setenv("PATH", (":.:" + folder_).c_str(), 1);
  const fs::path here = fs::current_path();
  fs::current_path(folder_);
  std::ofstream(folder_ + "/tool") << "#!/bin/sh\n";
  EXPECT_FALSE(find_program("tool")) << "not executable";
  fs::permissions(folder_ + "/tool", fs::perms::owner_all);
  const auto found = find_program("tool");
  ::setenv("PATH", ".:relative", 1);
  const auto relative = find_program("tool");
  fs::current_path(here);
  ::setenv("PATH", before.c_str(), 1);
  ASSERT_TRUE(found);
  EXPECT_EQ(*found, folder_ + "/tool");
  ASSERT_FALSE(relative);
  EXPECT_EQ(relative.error().code, base::ErrorCode::program_missing);
}

}  // namespace
}  // namespace crosswalk::platform
