// SPDX-License-Identifier: Apache-2.0
#include "sources/rclone/remote_path.h"

#include <gtest/gtest.h>

#include <string>

namespace crosswalk::sources {
namespace {

TEST(RemotePath, TakesRemotesAndPathsApart) {
  const auto plain = parse_remote_path("drive:QMS/Product security/");
  ASSERT_TRUE(plain);
  EXPECT_EQ(plain->name, "drive");
  EXPECT_FALSE(plain->on_the_fly);
  EXPECT_EQ(plain->prefix, "drive:");
  EXPECT_EQ(plain->path, "QMS/Product security");
  EXPECT_EQ(plain->below("a b.md"), "drive:QMS/Product security/a b.md");
  EXPECT_EQ(plain->shown(), "drive:QMS/Product security");
  const auto top = parse_remote_path("my drive:");
  ASSERT_TRUE(top);
  EXPECT_EQ(top->name, "my drive");
  EXPECT_EQ(top->below("a:b.md"), "my drive:a:b.md");
  const auto root = parse_remote_path("nas:/");
  ASSERT_TRUE(root);
  EXPECT_EQ(root->below("a.md"), "nas:/a.md");
}

TEST(RemotePath, KnowsOptionsAndHidesThem) {
  const auto remote = parse_remote_path(R"(:webdav,url="https://u:p@h:8080/",pass='it''s',vendor=other:docs:x)");
  ASSERT_TRUE(remote);
  EXPECT_TRUE(remote->on_the_fly);
  EXPECT_EQ(remote->name, "webdav");
  EXPECT_EQ(remote->path, "docs:x");
  EXPECT_EQ(remote->prefix, R"(:webdav,url="https://u:p@h:8080/",pass='it''s',vendor=other:)");
  EXPECT_EQ(remote->shown(), ":webdav:docs:x");
  const auto configured = parse_remote_path("drive,shared_with_me:QMS");
  ASSERT_TRUE(configured);
  EXPECT_EQ(configured->name, "drive");
  EXPECT_EQ(configured->prefix, "drive,shared_with_me:");
}

TEST(RemotePath, LeavesEverythingElseAlone) {
  for (const char* other : {"", ":", "docs", "docs/a:b", "-x:y", "a,b", ":s3,key=\"open:x", "./drive:x", " x:y", ":/x"}) {
    EXPECT_FALSE(parse_remote_path(other)) << other;
  }
}

}  // namespace
}  // namespace crosswalk::sources
