// SPDX-License-Identifier: Apache-2.0
#include "store/cache.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <thread>
#include <vector>

namespace crosswalk::store {
namespace {

namespace fs = std::filesystem;
using ::testing::Optional;

class CacheTest : public ::testing::Test {
 protected:
  CacheTest() {
    std::string pattern = (fs::temp_directory_path() / "crosswalk-cache-XXXXXX").string();
    base_ = ::mkdtemp(pattern.data());
    folder_ = base_ + "/cache";
  }
  ~CacheTest() override { fs::remove_all(base_); }
  [[nodiscard]] Cache open(Cache::Options options = {}) const {
    auto cache = Cache::open(folder_, options);
    EXPECT_TRUE(cache) << cache.error().message();
    return std::move(cache).value();
  }
  [[nodiscard]] std::string database() const { return folder_ + "/cache.sqlite"; }

  std::string base_;
  std::string folder_;
};

platform::FileStamp stamp(std::uint64_t number) { return {1, number, 100, 5, 6}; }

TEST_F(CacheTest, GivesBackWhatWasPutAlsoInTheNextRun) {
  const std::string value("a\0b", 3);
  {
    const Cache cache = open();
    EXPECT_EQ(cache.get("k"), std::nullopt);
    cache.put("k", "old");
    cache.put("k", value);
    EXPECT_THAT(cache.get("k"), Optional(value));
  }
  const Cache again = open();
  EXPECT_THAT(again.get("k"), Optional(value));
  EXPECT_EQ(again.get("other"), std::nullopt);
  EXPECT_EQ(again.size().values, 1U);
  EXPECT_EQ(again.size().bytes, 3U);
}

TEST_F(CacheTest, IsPrivate) {
  open().put("k", "v");
  struct stat info {};
  ASSERT_EQ(::stat(folder_.c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0700U);
}

TEST_F(CacheTest, RefusesAFolderIntoWhichOthersMayWrite) {
  fs::create_directory(folder_);
  ::chmod(folder_.c_str(), 0777);
  const auto cache = Cache::open(folder_, {});
  ASSERT_FALSE(cache);
  EXPECT_THAT(cache.error().message(), ::testing::HasSubstr("others may write"));
}

TEST_F(CacheTest, RemembersAHashUntilAnythingOfTheStampChanges) {
  const Cache cache = open();
  cache.remember(stamp(1), "aa");
  EXPECT_THAT(cache.hash_of(stamp(1)), Optional(std::string("aa")));
  EXPECT_EQ(cache.hash_of(stamp(2)), std::nullopt);
  for (int i = 0; i < 3; ++i) {
    platform::FileStamp other = stamp(1);
    (i == 0 ? other.modified : other.changed) += 1;
    if (i == 2) other.size += 1;
    EXPECT_EQ(cache.hash_of(other), std::nullopt);
  }
}

TEST_F(CacheTest, RemembersNoHashOfAFileThatWasChangedJustNow) {
  const Cache cache = open();
  platform::FileStamp fresh = stamp(1);
  fresh.changed =
      std::chrono::duration_cast<std::chrono::nanoseconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  cache.remember(fresh, "aa");
  EXPECT_EQ(cache.hash_of(fresh), std::nullopt);
}

TEST_F(CacheTest, BeginsAnewWhereTheDatabaseIsNone) {
  for (const std::string& bytes : {std::string("no database"), std::string(100000, 'x'), std::string("SQLite format 3\0", 16)}) {
    fs::remove_all(folder_);
    open().put("k", "v");
    std::ofstream(database(), std::ios::binary) << bytes;
    for (const char* end : {"-wal", "-shm"}) fs::remove(database() + end);
    const Cache cache = open();
    EXPECT_EQ(cache.get("k"), std::nullopt);
    cache.put("k", "new");
    EXPECT_THAT(cache.get("k"), Optional(std::string("new")));
  }
}

TEST_F(CacheTest, NeverGivesBackADamagedValue) {
  const std::string value(50000, 'v');
  for (std::uint64_t at = 100; at < 60000; at += 1777) {
    fs::remove_all(folder_);
    open().put("k", value);
    {
      std::fstream file(database(), std::ios::in | std::ios::out | std::ios::binary);
      file.seekp(static_cast<std::streamoff>(at));
      file << "damage";
    }
    const Cache cache = open();
    const auto got = cache.get("k");
    EXPECT_TRUE(!got || *got == value) << at;
    cache.put("k", value);
    EXPECT_THAT(cache.get("k"), Optional(value)) << at;
  }
}

TEST_F(CacheTest, LetsGoWhatIsTooMuch) {
  Cache::Options options;
  options.most_bytes = 100000;
  {
    const Cache cache = open(options);
    for (int i = 0; i < 30; ++i) cache.put("k" + std::to_string(i), std::string(10000, 'v'));
    cache.put("too large", std::string(50000, 'v'));
  }
  const Cache cache = open(options);
  EXPECT_LE(cache.size().bytes, 100000U);
  EXPECT_GE(cache.size().values, 5U);
  EXPECT_NE(cache.get("k29"), std::nullopt);
  EXPECT_EQ(cache.get("too large"), std::nullopt);
}

TEST_F(CacheTest, IsSharedByThreadsAndOtherRuns) {
  std::vector<std::thread> threads;
  const Cache first = open();
  const Cache second = open();
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([&, thread] {
      const Cache& cache = thread % 2 == 0 ? first : second;
      for (int i = 0; i < 200; ++i) {
        const std::string key = "k" + std::to_string(i);
        cache.put(key, "value " + key);
        const auto got = cache.get(key);
        EXPECT_THAT(got, Optional("value " + key));
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(first.size().values, 200U);
}

TEST_F(CacheTest, IsClearedWholly) {
  open().put("k", std::string(5000, 'v'));
  const auto bytes = clear_cache(folder_);
  ASSERT_TRUE(bytes);
  EXPECT_GT(*bytes, 5000U);
  EXPECT_FALSE(fs::exists(database()));
  EXPECT_EQ(open().get("k"), std::nullopt);
  EXPECT_TRUE(clear_cache(base_ + "/none"));
}

}  // namespace
}  // namespace crosswalk::store
