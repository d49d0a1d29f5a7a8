// SPDX-License-Identifier: Apache-2.0
#include "platform/public_files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

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

TEST(PublicFolder, SeveralFilesAreWrittenAsOneByOne) {
  const auto temporary = TemporaryFolder::make();
  ASSERT_TRUE(temporary);
  const std::string root = temporary->path() + "/web";
  const auto folder = PublicFolder::open(root);
  ASSERT_TRUE(folder);
  // More than are flushed at once.
  std::vector<std::string> texts;
  texts.reserve(150);
  for (int i = 0; i < 150; ++i) texts.push_back("text " + std::to_string(i));
  std::vector<PublicFile> files;
  files.reserve(texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i)
    files.push_back({"a" + std::to_string(i % 3) + "/" + std::to_string(i), texts[i]});
  ASSERT_TRUE(folder->write_all(files));
  for (const PublicFile& file : files) EXPECT_EQ(content(root + "/" + file.path), file.bytes);
  EXPECT_EQ(mode_of(root + "/a0/0"), 0644U);
  EXPECT_EQ(std::distance(fs::recursive_directory_iterator(root), fs::recursive_directory_iterator()), 153);
  // One that cannot be written stops it, and nothing half is left.
  fs::create_directory(root + "/a0/folder");
  EXPECT_FALSE(folder->write_all({{"a0/0", "new"}, {"a0/folder", "x"}, {"a0/folder/../b", "y"}, {"a1/1/below", "z"}}));
  for (const auto& entry : fs::recursive_directory_iterator(root)) EXPECT_NE(entry.path().extension(), ".new") << entry.path();
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
