// SPDX-License-Identifier: Apache-2.0
#include "platform/spill.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace crosswalk::platform {
namespace {

TEST(Spill, GivesBackWhatWasAddedFromMemoryAndFromItsFile) {
  for (const std::size_t in_memory : {std::size_t{8} << 20, std::size_t{1'000}, std::size_t{0}}) {
    Spill spill(in_memory);
    std::vector<std::uint64_t> places;
    std::vector<std::string> values;
    for (int i = 0; i < 500; ++i) {
      values.emplace_back(static_cast<std::size_t>(i * 17 % 9'000), static_cast<char>('a' + i % 26));
      const auto place = spill.append(values.back());
      ASSERT_TRUE(place);
      places.push_back(*place);
      // In between too: the rest is added after it.
      const auto back = spill.read(places[static_cast<std::size_t>(i / 2)], values[static_cast<std::size_t>(i / 2)].size());
      ASSERT_TRUE(back);
      EXPECT_EQ(*back, values[static_cast<std::size_t>(i / 2)]);
    }
    for (std::size_t i = 0; i < values.size(); ++i) EXPECT_EQ(spill.read(places[i], values[i].size()).value(), values[i]);
    EXPECT_EQ(spill.in_memory(), in_memory > (1U << 20));
    EXPECT_FALSE(spill.read(places.back(), values.back().size() + 1));
  }
}

TEST(Spill, LeavesNoNameBehindAndSaysWhereItCannotWrite) {
  const auto folder = std::filesystem::temp_directory_path() / "crosswalk-spill-test";
  std::filesystem::create_directories(folder);
  ::setenv("TMPDIR", folder.c_str(), 1);
  {
    Spill spill(0);
    ASSERT_TRUE(spill.append("some bytes"));
    EXPECT_TRUE(std::filesystem::is_empty(folder));
  }
  ::setenv("TMPDIR", (folder / "missing").c_str(), 1);
  Spill spill(0);
  EXPECT_FALSE(spill.append("some bytes"));
  ::unsetenv("TMPDIR");
  std::filesystem::remove_all(folder);
}

}  // namespace
}  // namespace crosswalk::platform
