// SPDX-License-Identifier: Apache-2.0
// bench_review [--files N] [--rounds N] [--jobs N]: a whole review of a generated folder against bare extraction of the same
// files in the same run, and the memory of all processes of a review.
#include <algorithm>
#include <array>
#include <atomic>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "base/threads.h"
#include "extraction/pool.h"
#include "extraction/registry.h"
#include "extraction/worker.h"
#include "facts/facts.h"
#include "generated_folder.h"
#include "pipeline/readers.h"
#include "platform/paths.h"
#include "platform/process.h"
#include "sources/listing.h"
#include "watched_process.h"

namespace {

using namespace crosswalk;

/// Reads all files of a folder through the worker pool as a review does, and does nothing with them.
int extract_only(const std::string& folder, unsigned jobs) {
  auto listing = sources::list({folder}, {});
  auto pool = pipeline::make_pool(jobs, {}, false);
  if (!listing || !pool) {
    std::fprintf(stderr, "%s\n", (listing ? pool.error() : listing.error()).message().c_str());
    return 3;
  }
  std::atomic<std::size_t> next{0};
  std::atomic<std::size_t> unread{0};
  const auto work = [&] {
    for (std::size_t i = next++; i < listing->items.size(); i = next++) {
      const auto file = listing->items[i].open();
      if (!file || pool->extract(*file, listing->items[i].path).status != document::Status::read) ++unread;
    }
  };
  // One thread more than workers, as a review has them.
  base::work_together(jobs, work);
  if (unread > 0) std::fprintf(stderr, "%zu files were not read\n", unread.load());
  return unread == 0 ? 0 : 3;
}

struct Arguments {
  std::size_t files = 1000;
  std::size_t rounds = 3;
  unsigned jobs = std::max(1U, std::thread::hardware_concurrency());
  std::string extract;
};

int measure(const Arguments& arguments) {
  const auto programs = platform::executable_folder();
  const auto self = platform::executable_path();
  if (!programs || !self) return 3;
  std::string folder = (std::filesystem::temp_directory_path() / "crosswalk-bench-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) return 3;
  const std::string documents = folder + "/documents";
  const bench::Generated generated = bench::generate_folder(documents, arguments.files);
  std::printf("%zu files, %.1f MB, %u workers\n", generated.files, static_cast<double>(generated.bytes) / 1e6, arguments.jobs);

  const std::string jobs = std::to_string(arguments.jobs);
  // What earlier runs found lies beside the documents, and is gone with them.
  ::setenv("XDG_CACHE_HOME", (folder + "/cache").c_str(), 1);
  std::vector<std::string> again{
      *programs + "/crosswalk", "review", documents, "--jobs", jobs, "--as-of", "2026-01-31", "--quiet", "--fail-on", "none",
      "--allow-undecided"};
  std::vector<std::string> whole = again;
  whole.insert(whole.end(), {"--no-cache", "--format", "json", "--out", folder + "/review.json"});
  struct Measured {
    const char* name;
    std::vector<std::string> command;
    double wall = 1e9;
    double processor = 1e9;
  };
  std::array<Measured, 4> all{{{"bare extraction", {*self, "--extract", documents, "--jobs", jobs}},
                               {"whole review, JSON", whole},
                               {"first review", again},
                               {"the same again", again}}};
  bool failed = generated.files == 0;
  // In turn, so that all meet the same machine; the fastest of each is what the programs need.
  for (std::size_t round = 0; round < arguments.rounds && !failed; ++round) {
    // So that the third finds nothing, and the fourth what the third found.
    std::error_code ignored;
    std::filesystem::remove_all(folder + "/cache", ignored);
    for (Measured& each : all) {
      const bench::Taken taken = bench::run_watched(each.command, false);
      each.wall = std::min(each.wall, taken.wall_seconds);
      each.processor = std::min(each.processor, taken.processor_seconds);
      failed = failed || taken.exit_code != 0;
      std::printf("round %zu, %-19s %7.2f s, %7.2f s of processor\n", round + 1, each.name, taken.wall_seconds,
                  taken.processor_seconds);
      std::fflush(stdout);
    }
  }
  const bench::Taken memory = bench::run_watched(whole, true);
  failed = failed || memory.exit_code != 0;
  std::error_code error;
  std::filesystem::remove_all(folder, error);
  if (failed) {
    std::fputs("a program failed\n", stderr);
    return 3;
  }
  for (const Measured& each : all) {
    std::printf("%-19s %8.1f files/s   %6.2f s\n", each.name, static_cast<double>(generated.files) / each.wall, each.wall);
  }
  std::printf("whole : bare        %8.2f wall, %.2f processor time (aim: 1.30)\n", all[1].wall / all[0].wall,
              all[1].processor / all[0].processor);
  std::printf("first : again       %8.1f wall, %.1f processor time (aim: 20)\n", all[2].wall / all[3].wall,
              all[2].processor / all[3].processor);
  std::printf("peak memory         %8.1f MB of %d processes together (shared pages once), %.1f MB resident (aim: 300)\n",
              static_cast<double>(memory.peak_bytes) / 1e6, memory.most_processes,
              static_cast<double>(memory.peak_resident_bytes) / 1e6);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc == 2 && std::string_view(argv[1]) == "--worker") {
    extraction::WorkerSetup setup;
    setup.fill_facts = facts::fill;
    return extraction::run_worker(platform::kChannelDescriptor, extraction::reader_of, setup);
  }
  if (argc > 1 && std::string_view(argv[1]) == "--confined") return extraction::run_confined({argv + 2, argv + argc});
  Arguments arguments;
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string_view name = argv[i];
    const char* value = argv[i + 1];
    if (name == "--files") arguments.files = std::strtoul(value, nullptr, 10);
    if (name == "--rounds") arguments.rounds = std::strtoul(value, nullptr, 10);
    if (name == "--jobs") arguments.jobs = static_cast<unsigned>(std::max(1UL, std::strtoul(value, nullptr, 10)));
    if (name == "--extract") arguments.extract = value;
  }
  return arguments.extract.empty() ? measure(arguments) : extract_only(arguments.extract, arguments.jobs);
}
