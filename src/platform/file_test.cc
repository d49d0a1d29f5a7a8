// SPDX-License-Identifier: Apache-2.0
#include "platform/file.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "platform/folder.h"

namespace crosswalk::platform {
namespace {

namespace fs = std::filesystem;
using base::ErrorCode;

class FileTest : public testing::Test {
 protected:
  FileTest() {
    std::string name = (fs::temp_directory_path() / "crosswalk-file-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
  }
  ~FileTest() override {
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
  }
  std::string path(const std::string& name) const { return folder_ + "/" + name; }
  void put(const std::string& name, const std::string& bytes) const { std::ofstream(path(name), std::ios::binary) << bytes; }
  std::size_t names_in_folder() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()));
  }

  std::string folder_;
};

TEST_F(FileTest, ReadsAllBytesWhateverWasReadBefore) {
  put("a", std::string("one\0two", 7));
  const auto file = File::open(path("a"));
  ASSERT_TRUE(file);
  EXPECT_EQ(file->size(), 7U);
  EXPECT_EQ(*file->read_at(4, 100), "two");
  EXPECT_EQ(*file->read_at(100, 100), "");
  EXPECT_EQ(*file->read_all(7), std::string("one\0two", 7));
  EXPECT_EQ(*file->read_all(1000), std::string("one\0two", 7));
}

TEST_F(FileTest, RefusesMoreThanTheLimit) {
  put("a", "12345");
  const auto file = File::open(path("a"));
  EXPECT_EQ(file->read_all(4).error().code, ErrorCode::limit_exceeded);
  // It grows after it was opened.
  std::ofstream(path("a"), std::ios::app) << "678";
  EXPECT_EQ(file->read_all(6).error().code, ErrorCode::limit_exceeded);
  EXPECT_EQ(*file->read_all(8), "12345678");
}

TEST_F(FileTest, NamesAMissingFile) {
  const auto file = File::open(path("missing"));
  ASSERT_FALSE(file);
  EXPECT_EQ(file.error().code, ErrorCode::not_found);
  EXPECT_EQ(file.error().subject, path("missing"));
}

TEST_F(FileTest, RefusesFoldersAndFifosWithoutWaiting) {
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  EXPECT_EQ(File::open(path("fifo")).error().code, ErrorCode::not_readable);
  EXPECT_EQ(File::open(folder_).error().code, ErrorCode::not_readable);
  EXPECT_EQ(File::open("/dev/null").error().code, ErrorCode::not_readable);
}

TEST_F(FileTest, FollowsLinksOnlyWhereAsked) {
  put("a", "x");
  fs::create_symlink(path("a"), path("link"));
  EXPECT_TRUE(File::open(path("link")));
  EXPECT_EQ(File::open(path("link"), Links::refuse).error().code, ErrorCode::not_readable);
}

TEST_F(FileTest, SpoolsAStreamThatIsReadOnlyThen) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "streamed", 8), 8);
  ::close(ends[1]);
  const auto file = File::spool(ends[0], 100, "standard input");
  ::close(ends[0]);
  ASSERT_TRUE(file);
  EXPECT_EQ(*file->read_all(100), "streamed");
  EXPECT_EQ(*file->duplicate()->read_all(100), "streamed");
  EXPECT_LT(::pwrite(file->fd(), "X", 1, 0), 0);
}

TEST_F(FileTest, SpoolsNoMoreThanTheLimit) {
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ASSERT_EQ(::write(ends[1], "streamed", 8), 8);
  ::close(ends[1]);
  EXPECT_EQ(File::spool(ends[0], 7, "standard input").error().code, ErrorCode::limit_exceeded);
  ::close(ends[0]);
}

TEST_F(FileTest, MakesNoPrivateFileThroughALink) {
  fs::create_symlink(path("elsewhere"), path("register.db"));
  const auto made = make_private_file(path("register.db"));
  ASSERT_FALSE(made);
  EXPECT_EQ(made.error().code, ErrorCode::not_writable);
  EXPECT_FALSE(fs::exists(path("elsewhere")));
}

TEST_F(FileTest, WritesPrivateFilesAndReplacesThem) {
  ASSERT_TRUE(write_file_atomically(path("out"), "first"));
  ASSERT_TRUE(write_file_atomically(path("out"), "second"));
  EXPECT_EQ(*read_file(path("out"), 100), "second");
  struct stat info {};
  ASSERT_EQ(::stat(path("out").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0600U);
  EXPECT_EQ(names_in_folder(), 1U);
}

TEST_F(FileTest, LeavesNothingWhereItCannotWrite) {
  EXPECT_EQ(write_file_atomically(path("no/such/folder"), "x").error().code, ErrorCode::not_writable);
  fs::create_directory(path("folder"));
  const auto onto_folder = write_file_atomically(path("folder"), "x");
  ASSERT_FALSE(onto_folder);
  EXPECT_EQ(onto_folder.error().subject, path("folder"));
  EXPECT_EQ(names_in_folder(), 1U);
}

TEST_F(FileTest, KeepsTheOldFileWhenTheDiskIsFull) {
  if (::mount("tmpfs", folder_.c_str(), "tmpfs", 0, "size=64k") != 0) GTEST_SKIP() << "may not mount a small file system";
  ASSERT_TRUE(write_file_atomically(path("out"), "old"));
  const auto written = write_file_atomically(path("out"), std::string(1 << 20, 'x'));
  EXPECT_FALSE(written);
  if (!written) {
    EXPECT_EQ(written.error().code, ErrorCode::disk_full);
    EXPECT_EQ(written.error().subject, path("out"));
  }
  EXPECT_EQ(*read_file(path("out"), 100), "old");
  EXPECT_EQ(names_in_folder(), 1U);
  EXPECT_EQ(::umount(folder_.c_str()), 0);
}

TEST_F(FileTest, TellsAFullDiskAndAClosedPipe) {
  const UniqueFd full(::open("/dev/full", O_WRONLY));
  EXPECT_EQ(write_to_descriptor(full.get(), "x", "out").error().code, ErrorCode::disk_full);
  std::array<int, 2> ends{};
  ASSERT_EQ(::pipe(ends.data()), 0);
  ::close(ends[0]);
  // Not by write_to_stdout: standard output belongs to the test's own report.
  ::signal(SIGPIPE, SIG_IGN);
  EXPECT_EQ(write_to_descriptor(ends[1], "x", "standard output").error().code, ErrorCode::closed_pipe);
  ::close(ends[1]);
}

TEST_F(FileTest, MakesPrivateFolders) {
  ASSERT_TRUE(make_private_folder(path("a/b/c")));
  ASSERT_TRUE(make_private_folder(path("a/b/c/")));
  struct stat info {};
  ASSERT_EQ(::stat(path("a/b").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 0777U, 0700U);
  put("file", "x");
  EXPECT_EQ(make_private_folder(path("file")).error().code, ErrorCode::not_writable);
  EXPECT_FALSE(make_private_folder(path("file/below")));
}

TEST_F(FileTest, ListsAFolderByBytesAndNamesKinds) {
  put("b", "12");
  put("a\xFF", "");
  put("B", "");
  fs::create_directory(path("c"));
  fs::create_symlink("nowhere", path("link"));
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  const auto folder = Folder::open(folder_);
  ASSERT_TRUE(folder);
  const auto entries = folder->entries("");
  ASSERT_TRUE(entries);
  ASSERT_EQ(entries->size(), 6U);
  EXPECT_EQ((*entries)[0].name, "B");
  EXPECT_EQ((*entries)[1].name, "a\xFF");
  EXPECT_EQ((*entries)[2].name, "b");
  EXPECT_EQ((*entries)[2].size, 2U);
  EXPECT_EQ((*entries)[3].kind, EntryKind::folder);
  EXPECT_EQ((*entries)[4].kind, EntryKind::fifo);
  EXPECT_EQ((*entries)[5].kind, EntryKind::symlink);
  EXPECT_EQ(folder->target_of("link"), "");
}

TEST_F(FileTest, NeverLeavesAFolderByALinkOrByDots) {
  fs::create_directories(path("in"));
  fs::create_directories(path("out"));
  put("out/secret", "x");
  fs::create_directory_symlink(path("out"), path("in/link"));
  fs::create_symlink(path("out/secret"), path("in/file"));
  const auto folder = Folder::open(path("in"));
  ASSERT_TRUE(folder);
  EXPECT_FALSE(folder->open_file("link/secret"));
  EXPECT_FALSE(folder->open_file("file"));
  EXPECT_FALSE(folder->open_file("../out/secret"));
  EXPECT_FALSE(folder->entries("link"));
  EXPECT_FALSE(folder->entries("../out"));
  EXPECT_EQ(folder->target_of("link"), *canonical(path("out")));
}

TEST_F(FileTest, AddsLinesToALogThatNobodyElseCanRead) {
  ASSERT_TRUE(PrivateLog::open(path("new/log"))->add("one"));
  ::chmod(path("new/log").c_str(), 0644);
  ASSERT_TRUE(PrivateLog::open(path("new/log"))->add("two"));
  struct stat info {};
  ASSERT_EQ(::stat(path("new/log").c_str(), &info), 0);
  EXPECT_EQ(info.st_mode & 07777U, 0600U);
  EXPECT_EQ(*read_file(path("new/log"), 100), "one\ntwo\n");
}

TEST_F(FileTest, KeepsNoLogInWhatIsNoFileOfItsOwn) {
  put("elsewhere", "");
  fs::create_symlink(path("elsewhere"), path("link"));
  ASSERT_EQ(::mkfifo(path("fifo").c_str(), 0600), 0);
  for (const char* each : {"link", "fifo", ".", "elsewhere/log"}) {
    const auto log = PrivateLog::open(path(each));
    ASSERT_FALSE(log) << each;
    EXPECT_EQ(log.error().code, ErrorCode::not_writable) << each;
  }
}

}  // namespace
}  // namespace crosswalk::platform
