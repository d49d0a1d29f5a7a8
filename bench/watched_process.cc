// SPDX-License-Identifier: Apache-2.0
#include "watched_process.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

namespace crosswalk::bench {
namespace {

/// A process and all below it, by the parents in /proc.
std::vector<int> family_of(int root) {
  std::vector<std::pair<int, int>> parents;
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator("/proc", error)) {
    const std::string name = entry.path().filename().string();
    if (name.find_first_not_of("0123456789") != std::string::npos) continue;
    std::ifstream stream(entry.path() / "stat");
    std::string line;
    std::getline(stream, line);
    // The name of the program stands in parentheses and may hold any; the parent is the second field behind them.
    const std::size_t close = line.rfind(')');
    if (close == std::string::npos || close + 4 >= line.size()) continue;
    parents.emplace_back(std::stoi(name), std::atoi(line.c_str() + close + 4));
  }
  std::vector<int> out{root};
  for (std::size_t i = 0; i < out.size(); ++i) {
    for (const auto& [process, parent] : parents) {
      if (parent == out[i]) out.push_back(process);
    }
  }
  return out;
}

/// Value of a line "Name:   123 kB" in bytes, or 0.
std::uint64_t kilobytes_of(const std::string& path, const std::string& name) {
  std::ifstream stream(path);
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with(name)) return std::strtoull(line.c_str() + name.size(), nullptr, 10) * 1024;
  }
  return 0;
}

}  // namespace

Taken run_watched(const std::vector<std::string>& arguments, bool watch_memory) {
  std::vector<char*> argv;
  for (const std::string& argument : arguments) argv.push_back(const_cast<char*>(argument.c_str()));
  argv.push_back(nullptr);
  Taken taken;
  const auto start = std::chrono::steady_clock::now();
  const pid_t child = ::fork();
  if (child == 0) {
    const int nothing = ::open("/dev/null", O_WRONLY | O_CLOEXEC);
    ::dup2(nothing, 1);
    ::execv(argv[0], argv.data());
    ::_exit(127);
  }
  if (child < 0) return taken;
  int status = 0;
  rusage usage{};
  while (watch_memory && ::wait4(child, &status, WNOHANG, &usage) == 0) {
    std::uint64_t shared = 0;
    std::uint64_t resident = 0;
    const std::vector<int> family = family_of(child);
    for (const int process : family) {
      const std::string folder = "/proc/" + std::to_string(process);
      const std::uint64_t rss = kilobytes_of(folder + "/status", "VmRSS:");
      const std::uint64_t pss = kilobytes_of(folder + "/smaps_rollup", "Pss:");
      resident += rss;
      // Where the kernel does not tell, the larger figure stands.
      shared += pss > 0 ? pss : rss;
    }
    taken.peak_bytes = std::max(taken.peak_bytes, shared);
    taken.peak_resident_bytes = std::max(taken.peak_resident_bytes, resident);
    taken.most_processes = std::max(taken.most_processes, static_cast<int>(family.size()));
    std::this_thread::sleep_for(std::chrono::milliseconds(15));
  }
  if (!watch_memory) ::wait4(child, &status, 0, &usage);
  taken.wall_seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
  };
  taken.processor_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  taken.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  return taken;
}

}  // namespace crosswalk::bench
