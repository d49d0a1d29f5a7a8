// SPDX-License-Identifier: Apache-2.0
// bench_release [--rounds N] [--workspace DIR] [--release VERSION]: the documents of a release built by the command, everything
// included, in the formats that people edit and in all of them, in turn with a reference work: SHA-256 of 64 MiB by our own code.
#include <stdlib.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/hash.h"
#include "platform/paths.h"
#include "watched_process.h"

namespace {

using namespace crosswalk;

constexpr std::size_t reference_bytes = 64U << 20;

double reference_seconds(const std::string& bytes, std::string& digest) {
  const auto start = std::chrono::steady_clock::now();
  digest = base::sha256_hex(bytes);
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

struct Measured {
  const char* formats;
  /// What the set may take at most, in seconds.
  double most;
  double wall = 1e9;
  double processor = 1e9;
};

int measure(std::size_t rounds, const std::string& workspace, const std::string& release) {
  const auto programs = platform::executable_folder();
  std::string folder = (std::filesystem::temp_directory_path() / "crosswalk-bench-XXXXXX").string();
  if (!programs || ::mkdtemp(folder.data()) == nullptr) return 3;
  std::vector<Measured> all{{"docx,html,md", 1}, {"docx,pdf,html,md", 20}};
  const std::string bytes(reference_bytes, 'x');
  std::string digest;
  double reference = 1e9;
  for (std::size_t round = 0; round < rounds; ++round) {
    for (Measured& one : all) {
      const bench::Taken taken = bench::run_watched({*programs + "/crosswalk", "release", "build", release, "--workspace",
                                                     workspace, "--out", folder + "/set", "--force", "--format", one.formats},
                                                    false);
      if (taken.exit_code > 1) {
        std::fprintf(stderr, "crosswalk release build ended with %d\n", taken.exit_code);
        return 3;
      }
      one.wall = std::min(one.wall, taken.wall_seconds);
      one.processor = std::min(one.processor, taken.processor_seconds);
    }
    reference = std::min(reference, reference_seconds(bytes, digest));
  }
  std::filesystem::remove_all(folder);
  bool within = !digest.empty();
  for (const Measured& one : all) {
    std::printf("%-18s %8.3f s wall   %8.3f s processor   %6.2f of the reference   at most %.0f s\n", one.formats, one.wall,
                one.processor, one.wall / reference, one.most);
    within = within && one.wall <= one.most;
  }
  std::printf("%-18s %8.3f s wall\n", "reference", reference);
  return within ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  std::size_t rounds = 5;
  std::string workspace = CROSSWALK_SOURCE_DIR "/examples/release/workspace";
  std::string release = "4.3.0";
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    if (name == "--rounds") rounds = static_cast<std::size_t>(std::atol(argv[i + 1]));
    if (name == "--workspace") workspace = argv[i + 1];
    if (name == "--release") release = argv[i + 1];
  }
  return measure(std::max<std::size_t>(1, rounds), workspace, release);
}
