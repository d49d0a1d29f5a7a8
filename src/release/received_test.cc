// SPDX-License-Identifier: Apache-2.0
#include "release/received.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::release {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> names(const std::vector<ManifestFile>& files) {
  std::vector<std::string> out;
  for (const ManifestFile& each : files) out.push_back(each.name);
  return out;
}

TEST(ReceivedSet, OfAnArchiveSaysAllOfIt) {
  const auto set = read_archive_lines(lines_of_archive({{"x/s/manifest.json", "not this one"},
                                                        {"s/manifest.json", "{}"},
                                                        {"s/a b.txt", "one"},
                                                        {"s/sub/manifest.json", "two"},
                                                        {"s/public-key.asc", "key"},
                                                        {"s/SHA256SUMS", "line\nF 1 2 3 4\n"},
                                                        {"autorun.inf", "x"}}));
  ASSERT_TRUE(set);
  EXPECT_THAT(names(set->found.files), ElementsAre("a b.txt", "sub/manifest.json", "public-key.asc"));
  EXPECT_EQ(set->found.files[0].sha512, describe("a b.txt", "one").sha512);
  ASSERT_NE(set->found.voucher("manifest.json"), nullptr);
  EXPECT_EQ(*set->found.voucher("manifest.json"), "{}");
  EXPECT_EQ(*set->found.voucher("SHA256SUMS"), "line\nF 1 2 3 4\n");
  EXPECT_EQ(*set->found.voucher("public-key.asc"), "key");
  ASSERT_EQ(set->odd.size(), 2U);
  EXPECT_EQ(set->odd[0].file, "x/s/manifest.json");
  EXPECT_EQ(set->odd[1].file, "autorun.inf");
}

TEST(ReceivedSet, ANameInOtherLettersVouchesForNothing) {
  const auto set =
      read_archive_lines(lines_of_archive({{"manifest.json", "{}"}, {"sha256sums", "x"}, {"Manifest.json.asc", "y"}}));
  ASSERT_TRUE(set);
  EXPECT_THAT(names(set->found.files), ElementsAre("sha256sums", "Manifest.json.asc"));
  EXPECT_EQ(set->found.vouchers.size(), 1U);
}

TEST(ReceivedSet, LinesThatMakeNoSenseAreRefused) {
  for (const char* text : {"F", "F 1", "F 1 a b", "F 1 a b c", "F -1 a b c\n", "F 99999999999999999999 a b c\n",
                           "B 3 manifest.json\nab", "B 1 other.txt\nx", "X", "Y 1 a\n", "\n", " ", "F 1 a b c\nrest"}) {
    EXPECT_FALSE(read_archive_lines(text)) << text;
  }
  const auto none = read_archive_lines("");
  ASSERT_TRUE(none);
  EXPECT_THAT(none->found.files, IsEmpty());
}

}  // namespace
}  // namespace crosswalk::release
