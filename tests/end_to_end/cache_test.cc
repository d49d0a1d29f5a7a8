// SPDX-License-Identifier: Apache-2.0
#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include <array>
#include <chrono>
#include <fstream>
#include <thread>

#include <gmock/gmock.h>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;

class Cache : public EndToEnd {
 protected:
  /// The review of the folder "d", byte by byte; `options` come last.
  [[nodiscard]] std::string review(const Arguments& options = {}) const {
    Arguments arguments{"review", at("d"), "--as-of", "2026-01-31", "--format", "json", "--fail-on", "none", "--allow-undecided"};
    arguments.insert(arguments.end(), options.begin(), options.end());
    const Ran ran = crosswalk(arguments);
    EXPECT_EQ(ran.code, 0) << ran.err;
    EXPECT_EQ(ran.err, "");
    return ran.out;
  }
  void copy_example() const { fs::copy(sources() / "examples/manufacturer", at("d"), fs::copy_options::recursive); }
  [[nodiscard]] fs::path database() const { return cache_home() / "crosswalk/cache.sqlite"; }
  /// How many values the cache holds.
  static int values() {
    const Ran ran = crosswalk({"cache", "show"});
    const std::size_t colon = ran.out.rfind(": ");
    return colon == std::string::npos ? -1 : std::atoi(ran.out.c_str() + colon + 2);
  }
};

TEST_F(Cache, ChangesNoByteOfAReview) {
  copy_example();
  const std::string without = review({"--no-cache"});
  EXPECT_FALSE(fs::exists(cache_home()));
  EXPECT_EQ(review(), without);
  const int kept = values();
  EXPECT_GT(kept, 40);
  EXPECT_EQ(review(), without);
  EXPECT_EQ(review({"--strict", "--jobs", "1"}), without);
  EXPECT_EQ(values(), kept) << "nothing was read again";
}

TEST_F(Cache, SeesThatAFileChanged) {
  const fs::path file = write("d/a.md", procedure);
  const std::string before = review();
  struct stat info {};
  ASSERT_EQ(::stat(file.c_str(), &info), 0);
  // As many bytes, at the same time as far as programs can set it.
  std::string other(procedure);
  other.replace(other.find("within 30 days"), 14, "within 31 days");
  write("d/a.md", other);
  const std::array<timespec, 2> times{info.st_atim, info.st_mtim};
  ASSERT_EQ(::utimensat(AT_FDCWD, file.c_str(), times.data(), 0), 0);
  for (const Arguments& options : {Arguments{}, Arguments{"--strict"}}) {
    const std::string after = review(options);
    EXPECT_NE(after, before);
    EXPECT_THAT(after, HasSubstr("within 31 days"));
  }
}

TEST_F(Cache, KnowsThatANameIsPartOfWhatIsRead) {
  write("d/a.md", procedure);
  static_cast<void>(review());
  fs::rename(at("d/a.md"), at("d/template.md"));
  EXPECT_EQ(review(), review({"--no-cache"}));
}

TEST_F(Cache, IsRebuiltWhereItIsDamaged) {
  copy_example();
  const std::string whole = review();
  for (const std::string& bytes : {std::string("none of ours"), std::string(300'000, '\7')}) {
    std::ofstream(database(), std::ios::binary) << bytes;
    EXPECT_EQ(review(), whole);
    EXPECT_GT(values(), 40);
  }
  // In the middle, where the pages of values are.
  const auto size = static_cast<std::streamoff>(fs::file_size(database()));
  for (std::streamoff at = 5000; at < size; at += size / 7) {
    std::fstream file(database(), std::ios::in | std::ios::out | std::ios::binary);
    file.seekp(at);
    file << std::string(600, '\3');
  }
  EXPECT_EQ(review(), whole);
}

TEST_F(Cache, IsSharedByRunsAtTheSameTime) {
  copy_example();
  const std::string whole = review({"--no-cache"});
  std::vector<std::string> out(4);
  std::vector<std::thread> threads;
  for (std::string& each : out) threads.emplace_back([&] { each = review({"--jobs", "1"}); });
  for (std::thread& thread : threads) thread.join();
  for (const std::string& each : out) EXPECT_EQ(each, whole);
}

TEST_F(Cache, KeepsWhatAKilledRunRead) {
  for (int i = 0; i < 400; ++i) write("d/" + std::to_string(i) + ".md", std::string(procedure) + std::to_string(i));
  Running run({"review", at("d"), "--jobs", "1", "--as-of", "2026-01-31"});
  ASSERT_TRUE(run.wait_for_children(1));
  for (int i = 0; i < 2000 && is_running(run.children().empty() ? 0 : run.children().front()); ++i) {
    if (fs::exists(database()) && values() > 20) break;
    std::this_thread::sleep_for(std::chrono::milliseconds(5));
  }
  run.signal(SIGKILL);
  static_cast<void>(run.wait());
  EXPECT_GT(values(), 20);
  EXPECT_EQ(review(), review({"--no-cache"}));
}

TEST_F(Cache, HidesNoMistakeOfAPack) {
  write("d/a.md", procedure);
  fs::copy(sources() / "packs/iec-81001-5-1", at("pack"), fs::copy_options::recursive);
  const Arguments arguments{"review", at("d"), "--as-of", "2026-01-31", "--format", "json", "--pack", at("pack")};
  // Twice, so that the second run could take the pack for known: one id for two packs is a mistake.
  for (int i = 0; i < 2; ++i) {
    const Ran twice = crosswalk(arguments);
    EXPECT_EQ(twice.code, 2) << twice.err;
  }
  fs::remove_all(at("pack"));
  ASSERT_EQ(crosswalk({"pack", "new", "house-rules", "--title", "House rules", "--out", at("")}).code, 0);
  fs::rename(at("house-rules"), at("pack"));
  const Ran first = crosswalk(arguments);
  EXPECT_EQ(first.code, 1) << first.err;
  EXPECT_EQ(crosswalk(arguments).out, first.out);
  write("pack/pack.yaml", "id: [");
  const Ran broken = crosswalk(arguments);
  EXPECT_EQ(broken.code, 2);
  EXPECT_THAT(broken.err, HasSubstr("pack.yaml"));
}

TEST_F(Cache, AndDiskAreNotNeededForManyDocuments) {
  // More evidence than is kept in memory.
  for (int i = 0; i < 1'500; ++i) {
    std::string text = "# Disclosure " + std::to_string(i) + "\n\n";
    for (int k = 0; k < 40; ++k) {
      text +=
          "Acme publishes a security advisory " + std::to_string(k) + " for customers within 30 days after a fix is there.\n\n";
    }
    write("d/" + std::to_string(i % 10) + "/" + std::to_string(i) + ".md", text);
  }
  const std::string aside = review({"--no-cache"});
  EXPECT_GT(aside.size(), 16U << 20);
  const Arguments arguments{"review", at("d"),     "--as-of", "2026-01-31",        "--format",
                            "json",   "--fail-on", "none",    "--allow-undecided", "--no-cache"};
  Setting setting;
  setting.environment["TMPDIR"] = at("missing");
  const Ran ran = crosswalk(arguments, setting);
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_TRUE(ran.out == aside);
  EXPECT_EQ(review(), aside);
  EXPECT_EQ(review(), aside);
}

TEST_F(Cache, IsShownAndCleared) {
  write("d/a.md", procedure);
  EXPECT_THAT(crosswalk({"cache", "show"}).out, HasSubstr("empty"));
  static_cast<void>(review());
  EXPECT_THAT(crosswalk({"cache", "show"}).out, HasSubstr(": 5 values, "));
  EXPECT_THAT(crosswalk({"cache", "clear"}).out, HasSubstr(" MB removed"));
  EXPECT_FALSE(fs::exists(database()));
  EXPECT_EQ(crosswalk({"cache"}).code, 2);
}

TEST_F(Cache, IsDoneWithoutWhereItCannotBe) {
  write("d/a.md", procedure);
  Setting setting;
  setting.environment = {{"XDG_CACHE_HOME", "/dev/null/x"}};
  const Ran ran = crosswalk({"review", at("d"), "--fail-on", "none", "--allow-undecided"}, setting);
  EXPECT_EQ(ran.code, 0);
  EXPECT_THAT(ran.err, HasSubstr("no cache: "));
}

}  // namespace
}  // namespace crosswalk::end_to_end
