// SPDX-License-Identifier: Apache-2.0
#include "sources/rclone/hashes.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>

namespace crosswalk::sources {
namespace {

/// In pieces of `piece` bytes.
std::string hash_of(const char* name, std::string_view bytes, std::size_t piece) {
  const auto hash = RemoteHash::create(name);
  if (hash == nullptr) return "none";
  for (; !bytes.empty(); bytes.remove_prefix(std::min(piece, bytes.size()))) hash->update(bytes.substr(0, piece));
  return hash->finish();
}

// The expected values are those that rclone's own hashsum gives.
TEST(RemoteHash, IsWhatRcloneSays) {
  for (const std::size_t piece : {std::size_t{1}, std::size_t{100}}) {
    EXPECT_EQ(hash_of("md5", "hello\n", piece), "b1946ac92492d2347c6235b4d2611184");
    EXPECT_EQ(hash_of("sha1", "hello\n", piece), "f572d396fae9206628714fb2ce00f72e94f2258f");
    EXPECT_EQ(hash_of("sha256", "hello\n", piece), "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03");
    EXPECT_EQ(hash_of("dropbox", "hello\n", piece), "ecb65bb98f9d905b70458986c39fcbad7715e5f2fcc3b1f07767d7c83e2438cc");
    EXPECT_EQ(hash_of("quickxor", "hello\n", piece), "6828031bd8f00605000000000600000000000000");
  }
  EXPECT_EQ(hash_of("whirlpool", "hello\n", 1), "none");
}

TEST(RemoteHash, IsWhatRcloneSaysOfMoreThanOneBlock) {
  std::string bytes;
  for (unsigned i = 0; bytes.size() < (std::size_t{9} << 20); ++i) bytes += static_cast<char>(i * 7 + i / 251);
  EXPECT_EQ(hash_of("dropbox", bytes, 1000), "e93cac584449333018c599e05a99d9f918b32177ff93fde372b8df6ac203c4df");
  EXPECT_EQ(hash_of("dropbox", bytes, bytes.size()), "e93cac584449333018c599e05a99d9f918b32177ff93fde372b8df6ac203c4df");
  EXPECT_EQ(hash_of("quickxor", bytes, 1000), "7cbb11c9f0671f9d5d10fd78ada0e9ae45746b15");
}

}  // namespace
}  // namespace crosswalk::sources
