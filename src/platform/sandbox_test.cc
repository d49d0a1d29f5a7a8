// SPDX-License-Identifier: Apache-2.0
#include "platform/sandbox.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <functional>
#include <string>

#include "platform/unique_fd.h"

namespace crosswalk::platform {
namespace {

namespace fs = std::filesystem;

/// Runs `body` in a child of its own, which the sandbox then holds, and returns what it returns (0 to 255), or -1 after a signal.
int in_child(const std::function<int()>& body) {
  const pid_t id = ::fork();
  if (id == 0) ::_exit(body());
  int status = 0;
  ::waitpid(id, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

constexpr int kNoSandbox = 99;

class SandboxTest : public testing::TestWithParam<bool> {
 protected:
  /// Whether the child is to be an ordinary user; false where that is not possible.
  static bool become() { return !GetParam() || ::setuid(65534) == 0; }
};

INSTANTIATE_TEST_SUITE_P(AsCallerAndAsNobody, SandboxTest, testing::Bool());

TEST_P(SandboxTest, DeniesFilesConnectionsAndProcesses) {
  if (GetParam() && ::geteuid() != 0) GTEST_SKIP() << "needs root to become somebody else";
  const int result = in_child([] {
    if (!become()) return kNoSandbox;
    if (!enter_sandbox({})) return kNoSandbox;
    int broken = 0;
    // One bit for each thing that should have failed.
    if (::open("/etc/passwd", O_RDONLY) >= 0) broken |= 1;
    if (::open("/tmp", O_RDONLY | O_DIRECTORY) >= 0) broken |= 1;
    if (::creat("/tmp/crosswalk-sandbox-test", 0600) >= 0) broken |= 2;
    if (::socket(AF_INET, SOCK_STREAM, 0) >= 0 || ::socket(AF_UNIX, SOCK_STREAM, 0) >= 0) broken |= 4;
    const pid_t id = ::fork();
    if (id == 0) ::_exit(0);
    if (id > 0) broken |= 8;
    ::execl("/bin/true", "true", nullptr);
    if (errno != EPERM && errno != EACCES) broken |= 16;
    if (::kill(::getppid(), 0) == 0) broken |= 32;
    if (::mmap(nullptr, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED) broken |= 64;
    return broken;
  });
  EXPECT_EQ(result, 0);
}

TEST_P(SandboxTest, LeavesOpenFilesAndMemoryUsable) {
  if (GetParam() && ::geteuid() != 0) GTEST_SKIP() << "needs root to become somebody else";
  const int result = in_child([] {
    const UniqueFd file(::open("/proc/self/exe", O_RDONLY | O_CLOEXEC));
    if (!become()) return kNoSandbox;
    if (!enter_sandbox({std::uint64_t{1} << 32, {}})) return kNoSandbox;
    std::array<char, 4> magic{};
    if (::pread(file.get(), magic.data(), magic.size(), 0) != 4 || magic[1] != 'E') return 1;
    struct stat info {};
    if (::fstat(file.get(), &info) != 0 || info.st_size == 0) return 2;
    std::string memory(64 << 20, 'x');
    return memory[memory.size() / 2] == 'x' ? 0 : 3;
  });
  EXPECT_EQ(result, 0);
}

TEST_P(SandboxTest, ReadsOnlyBelowTheFoldersNamed) {
  if (GetParam() && ::geteuid() != 0) GTEST_SKIP() << "needs root to become somebody else";
  std::string folder = (fs::temp_directory_path() / "crosswalk-sandbox-XXXXXX").string();
  ASSERT_NE(::mkdtemp(folder.data()), nullptr);
  fs::permissions(folder, fs::perms(0755));
  fs::create_directories(folder + "/fonts");
  std::ofstream(folder + "/fonts/a") << "font";
  std::ofstream(folder + "/other") << "other";
  const int result = in_child([&] {
    if (!become()) return kNoSandbox;
    const auto sandbox = enter_sandbox({0, {folder + "/fonts", "/no/such/folder"}});
    if (!sandbox) return kNoSandbox;
    const UniqueFd font(::open((folder + "/fonts/a").c_str(), O_RDONLY));
    if (!font.valid()) return 1;
    if (::open((folder + "/fonts/a").c_str(), O_RDWR) >= 0) return 2;
    if (::open((folder + "/fonts/new").c_str(), O_CREAT | O_WRONLY, 0600) >= 0) return 3;
    if (::unlink((folder + "/fonts/a").c_str()) == 0) return 4;
    if (sandbox->landlock > 0 && ::open((folder + "/other").c_str(), O_RDONLY) >= 0) return 5;
    if (::socket(AF_INET, SOCK_STREAM, 0) >= 0) return 6;
    return 0;
  });
  EXPECT_EQ(result, 0);
  fs::remove_all(folder);
}

TEST(Sandbox, LimitsMemory) {
  if (sanitized_build()) GTEST_SKIP() << "AddressSanitizer reserves more than any limit";
  const int result = in_child([] {
    if (!enter_sandbox({std::uint64_t{512} << 20, {}})) return kNoSandbox;
    // By hand: a compiler may leave out an allocation that it sees through.
    const auto map = [](std::size_t size) {
      return ::mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0) != MAP_FAILED;
    };
    if (map(std::size_t{1} << 30)) return 1;
    return map(std::size_t{1} << 20) ? 0 : 2;
  });
  EXPECT_EQ(result, 0);
}

TEST(Sandbox, LetsNoLimitBeRaisedAgain) {
  const int result = in_child([] {
    if (!enter_sandbox({})) return kNoSandbox;
    const rlimit more{100, 100};
    return ::setrlimit(RLIMIT_NOFILE, &more) == 0 ? 1 : 0;
  });
  EXPECT_EQ(result, 0);
}

}  // namespace
}  // namespace crosswalk::platform
