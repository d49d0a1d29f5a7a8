// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <functional>
#include <string>

#include "platform/clock.h"
#include "platform/errors.h"
#include "platform/paths.h"
#include "platform/process.h"
#include "platform/signals.h"
#include "platform/terminal.h"

namespace crosswalk::platform {
namespace {

namespace fs = std::filesystem;

/// Sets an environment variable for one test.
class Variable {
 public:
  Variable(const char* name, const char* value) : name_(name), old_(environment(name)) {
    value != nullptr ? ::setenv(name, value, 1) : ::unsetenv(name);
  }
  ~Variable() { old_.empty() ? ::unsetenv(name_.c_str()) : ::setenv(name_.c_str(), old_.c_str(), 1); }
  Variable(const Variable&) = delete;
  Variable& operator=(const Variable&) = delete;

 private:
  std::string name_;
  std::string old_;
};

TEST(Paths, FindTheProgramItself) {
  const auto path = executable_path();
  ASSERT_TRUE(path);
  EXPECT_EQ(fs::path(*path).filename(), "crosswalk_platform_tests");
  EXPECT_EQ(*executable_folder(), fs::path(*path).parent_path());
}

TEST(Paths, FollowTheXdgVariablesButNotRelativeOnes) {
  const Variable home("HOME", "/somewhere");
  const Variable cache("XDG_CACHE_HOME", "/fast");
  const Variable config("XDG_CONFIG_HOME", "relative");
  const Variable state("XDG_STATE_HOME", nullptr);
  EXPECT_EQ(cache_folder(), "/fast/crosswalk");
  EXPECT_EQ(config_folder(), "/somewhere/.config/crosswalk");
  EXPECT_EQ(state_folder(), "/somewhere/.local/state/crosswalk");
  const Variable no_home("HOME", nullptr);
  EXPECT_EQ(config_folder(), "");
}

TEST(Paths, TakeTheDataFolderFromTheEnvironmentAndSayWhatIsWrongWithIt) {
  std::string name = (fs::temp_directory_path() / "crosswalk-data-XXXXXX").string();
  ASSERT_NE(::mkdtemp(name.data()), nullptr);
  const Variable variable("CROSSWALK_DATA", name.c_str());
  const auto missing = data_folder();
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().subject, name + "/packs");
  fs::create_directory(name + "/packs");
  EXPECT_EQ(*data_folder(), name);
  fs::remove_all(name);
}

TEST(Terminal, GivesDefaultsWhereThereIsNone) {
  if (is_terminal(Stream::out)) GTEST_SKIP() << "standard output is a terminal";
  EXPECT_EQ(terminal_width(Stream::out), 80);
  EXPECT_FALSE(colour_wanted(Stream::out));
}

TEST(Clock, KnowsADayAndGoesForward) {
  const base::Date day = today();
  EXPECT_EQ(base::parse_iso_date(day.iso()), day);
  EXPECT_GE(day.year, 2024);
  const auto before = steady_milliseconds();
  ::usleep(3000);
  EXPECT_GT(steady_milliseconds(), before);
}

TEST(Signals, OnlyNoteTheFirstInterrupt) {
  install_signal_handlers();
  ASSERT_FALSE(interrupted());
  ::raise(SIGINT);
  EXPECT_TRUE(interrupted());
  clear_interrupted();
  EXPECT_FALSE(interrupted());
}

TEST(Signals, EndAtTheSecondInterruptWithCode130) {
  EXPECT_EXIT(
      {
        install_signal_handlers();
        ::raise(SIGINT);
        ::raise(SIGINT);
        ::_exit(0);
      },
      testing::ExitedWithCode(130), "");
}

TEST(ProcessTest, NamesAProgramThatIsMissing) {
  const auto process = Process::start("/no/such/program", {});
  ASSERT_FALSE(process);
  EXPECT_EQ(process.error().code, base::ErrorCode::worker_failed);
  EXPECT_EQ(process.error().subject, "/no/such/program");
}

TEST(ProcessTest, TalksOverDescriptorThreeWithoutOtherFilesOrVariables) {
  const Variable variable("CROSSWALK_SECRET", "x");
  const UniqueFd leak(::dup(0));  // without close-on-exec
  auto process = Process::start("/bin/sh", {"-c", "ls /proc/self/fd | tr '\\n' ' ' >&3; env | grep -c SECRET >&3; cat <&3 >&3"});
  ASSERT_TRUE(process);
  std::string out;
  // The fourth descriptor is the one by which ls lists.
  EXPECT_EQ(process->channel().receive(12, out, nullptr, {steady_milliseconds() + 10'000}, false), Received::all);
  EXPECT_EQ(out, "0 1 2 3 4 0\n");
  out.clear();
  ASSERT_TRUE(process->channel().send("echo", -1, {steady_milliseconds() + 10'000}));
  EXPECT_EQ(process->channel().receive(4, out, nullptr, {steady_milliseconds() + 10'000}, false), Received::all);
  EXPECT_EQ(out, "echo");
  const Ending ending = process->kill();
  EXPECT_EQ(ending.signal, SIGKILL);
}

TEST(ProcessTest, TellsHowAProcessEnded) {
  auto coded = Process::start("/bin/sh", {"-c", "exit 7"});
  EXPECT_EQ(coded->wait(10'000).text(), "ended with code 7");
  auto signalled = Process::start("/bin/sh", {"-c", "kill -SEGV $$"});
  EXPECT_EQ(signalled->wait(10'000).text(), "ended by signal 11 (Segmentation fault)");
}

TEST(ProcessTest, LeavesNoZombie) {
  {
    auto process = Process::start("/bin/sh", {"-c", "sleep 100"});
    ASSERT_TRUE(process);
  }
  EXPECT_EQ(::waitpid(-1, nullptr, WNOHANG), -1);
  EXPECT_EQ(errno, ECHILD);
}

TEST(ChannelTest, KeepsItsDeadline) {
  auto ends = Channel::pair();
  ASSERT_TRUE(ends);
  std::string out;
  const auto begin = steady_milliseconds();
  EXPECT_EQ(ends->first.receive(1, out, nullptr, {begin + 50}, false), Received::timeout);
  EXPECT_GE(steady_milliseconds(), begin + 50);
  // Nobody takes the bytes away.
  EXPECT_FALSE(ends->first.send(std::string(16 << 20, 'x'), -1, {steady_milliseconds() + 50}));
}

TEST(ChannelTest, TellsThatTheOtherEndIsGone) {
  auto ends = Channel::pair();
  ASSERT_TRUE(ends);
  ASSERT_TRUE(ends->second.send("ab", -1, {}));
  ends->second.close();
  std::string out;
  EXPECT_EQ(ends->first.receive(3, out, nullptr, {}, false), Received::closed);
  EXPECT_EQ(out, "ab");
  EXPECT_EQ(ends->first.send("x", -1, {}).error().code, base::ErrorCode::closed_pipe);
}

TEST(ChannelTest, StopsWaitingWhenInterrupted) {
  install_signal_handlers();
  auto ends = Channel::pair();
  ASSERT_TRUE(ends);
  ::raise(SIGINT);
  std::string out;
  EXPECT_EQ(ends->first.receive(1, out, nullptr, {}, true), Received::interrupted);
  clear_interrupted();
}

TEST(Errors, SpeakEnglishAndKeepTheirKind) {
  EXPECT_EQ(write_error("out", ENOSPC).code, base::ErrorCode::disk_full);
  EXPECT_EQ(write_error("out", EPIPE).code, base::ErrorCode::closed_pipe);
  EXPECT_EQ(write_error("out", EROFS).code, base::ErrorCode::not_writable);
  EXPECT_EQ(read_error("in", EACCES).code, base::ErrorCode::not_readable);
  EXPECT_EQ(read_error("in", ENOENT).detail, "");
  EXPECT_EQ(read_error("in", ENOTDIR).detail, "Not a directory");
}

}  // namespace
}  // namespace crosswalk::platform
