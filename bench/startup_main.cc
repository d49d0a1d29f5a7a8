// SPDX-License-Identifier: Apache-2.0
// bench_startup [--rounds N]: reviews of one small file, everything included, with and without what earlier runs compiled, in
// turn.
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "platform/paths.h"
#include "watched_process.h"

namespace {

using namespace crosswalk;

int measure(std::size_t rounds) {
  const auto programs = platform::executable_folder();
  std::string folder = (std::filesystem::temp_directory_path() / "crosswalk-bench-XXXXXX").string();
  if (!programs || ::mkdtemp(folder.data()) == nullptr) return 3;
  const std::string document = folder + "/procedure.md";
  ::setenv("XDG_CACHE_HOME", (folder + "/cache").c_str(), 1);
  std::size_t written = 0;
  const auto change = [&] {
    std::ofstream(document) << "# Handling of vulnerabilities\n\nWe acknowledge every report of a vulnerability within "
                            << 2 + written++ << " days and publish a security advisory with its CVSS score.\n";
  };
  const std::vector<std::string> cached{
      *programs + "/crosswalk", "review", document, "--as-of", "2026-01-31", "--quiet", "--fail-on", "none", "--allow-undecided"};
  std::vector<std::string> uncached = cached;
  uncached.emplace_back("--no-cache");
  struct Measured {
    const char* name;
    const std::vector<std::string>& command;
    bool changes;
    double wall = 1e9;
    double processor = 1e9;
  };
  std::array<Measured, 3> all{Measured{"without the cache", uncached, true},
                              Measured{"packs and rules from the cache, a new file", cached, true},
                              Measured{"the same again", cached, false}};
  change();
  bool good = bench::run_watched(cached, false).exit_code == 0;
  for (std::size_t round = 0; round < rounds && good; ++round) {
    for (Measured& one : all) {
      if (one.changes) change();
      const bench::Taken taken = bench::run_watched(one.command, false);
      good = good && taken.exit_code == 0;
      one.wall = std::min(one.wall, taken.wall_seconds);
      one.processor = std::min(one.processor, taken.processor_seconds);
    }
  }
  std::filesystem::remove_all(folder);
  if (!good) {
    std::fputs("a review failed\n", stderr);
    return 3;
  }
  std::printf("one file, the fastest of %zu rounds in turn\n", rounds);
  for (const Measured& one : all) {
    std::printf("%-44s %8.1f ms wall   %8.1f ms processor   1/%.1f   1/%.1f\n", one.name, one.wall * 1e3, one.processor * 1e3,
                all.front().wall / one.wall, all.front().processor / one.processor);
  }
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t rounds = 10;
  for (int i = 1; i + 1 < argc; i += 2) {
    if (std::string_view(argv[i]) == "--rounds") rounds = static_cast<std::size_t>(std::atoi(argv[i + 1]));
  }
  return measure(std::max<std::size_t>(1, rounds));
}
