// SPDX-License-Identifier: Apache-2.0
#include "platform/public_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>

namespace crosswalk::platform {
namespace {

namespace fs = std::filesystem;

std::string content(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path, std::ios::binary).rdbuf();
  return out.str();
}

unsigned mode_of(const std::string& path) {
  struct stat info {};
  return ::stat(path.c_str(), &info) == 0 ? info.st_mode & 07777U : 0;
}

TEST(PublicFolder, EverybodyMayReadWhatItHoldsWhateverTheUmask) {
  const auto temporary = TemporaryFolder::make();
  ASSERT_TRUE(temporary);
  const std::string root = temporary->path() + "/web/root";
  const mode_t before = ::umask(0077);
  {
    const auto folder = PublicFolder::open(root);
    ASSERT_TRUE(folder) << folder.error().message();
    ASSERT_TRUE(folder->write("a/b/file.txt", "one"));
    ASSERT_TRUE(folder->write("a/b/file.txt", "two"));
  }
  ::umask(before);
  EXPECT_EQ(content(root + "/a/b/file.txt"), "two");
  EXPECT_EQ(mode_of(root + "/a/b/file.txt"), 0644U);
  EXPECT_EQ(mode_of(root + "/a/b"), 0755U);
  EXPECT_EQ(mode_of(root), 0755U);
  EXPECT_EQ(std::distance(fs::directory_iterator(root + "/a/b"), fs::directory_iterator()), 1);
}

TEST(PublicFolder, OneProcessAtATimeWritesToIt) {
  const auto temporary = TemporaryFolder::make();
  ASSERT_TRUE(temporary);
  auto first = PublicFolder::open(temporary->path());
  ASSERT_TRUE(first);
  EXPECT_FALSE(PublicFolder::open(temporary->path()));
}

TEST(PublicFolder, NoLinkLeadsOutOfIt) {
  const auto temporary = TemporaryFolder::make();
  ASSERT_TRUE(temporary);
  const std::string root = temporary->path() + "/root";
  const std::string outside = temporary->path() + "/outside";
  fs::create_directories(root);
  fs::create_directories(outside);
  fs::create_directory_symlink(outside, root + "/link");
  std::ofstream(outside + "/victim") << "kept";
  fs::create_symlink(outside + "/victim", root + "/file");
  const auto folder = PublicFolder::open(root);
  ASSERT_TRUE(folder);
  EXPECT_FALSE(folder->write("link/file", "x"));
  EXPECT_FALSE(fs::exists(outside + "/file"));
  // The link itself is replaced, and what it leads to is left alone.
  ASSERT_TRUE(folder->write("file", "new"));
  EXPECT_EQ(content(outside + "/victim"), "kept");
  EXPECT_EQ(content(root + "/file"), "new");
}

TEST(PublicFolder, WhatAKilledRunLeftIsInNobodysWay) {
  const auto temporary = TemporaryFolder::make();
  ASSERT_TRUE(temporary);
  std::ofstream(temporary->path() + "/.index.txt.new") << "half";
  const auto folder = PublicFolder::open(temporary->path());
  ASSERT_TRUE(folder->write("index.txt", "whole"));
  EXPECT_EQ(content(temporary->path() + "/index.txt"), "whole");
  EXPECT_FALSE(fs::exists(temporary->path() + "/.index.txt.new"));
}

TEST(TemporaryFolder, IsGoneWithItsObject) {
  std::string path;
  {
    const auto folder = TemporaryFolder::make();
    ASSERT_TRUE(folder);
    path = folder->path();
    std::ofstream(path + "/file") << "x";
    EXPECT_EQ(mode_of(path), 0700U);
  }
  EXPECT_FALSE(fs::exists(path));
}

}  // namespace
}  // namespace crosswalk::platform
