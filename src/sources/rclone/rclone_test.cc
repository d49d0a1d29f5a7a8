// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include <array>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include "platform/clock.h"
#include "platform/program.h"
#include "sources/listing.h"
#include "sources/rclone/program.h"
#include "sources/test_folder.h"

namespace crosswalk::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

/// With a configuration of rclone of its own: the remote "here" is the folder of the test.
class RcloneTest : public SourcesTest {
 protected:
  void SetUp() override {
    if (!platform::find_program("rclone")) GTEST_SKIP() << "needs rclone";
    SourcesTest::SetUp();
    put("config/rclone.conf", "[here]\ntype = alias\nremote = " + base_ + "\n");
    ::setenv("RCLONE_CONFIG", (base_ + "/config/rclone.conf").c_str(), 1);
  }
  void TearDown() override { ::unsetenv("RCLONE_CONFIG"); }
};

TEST_F(RcloneTest, ListsAndReadsARemote) {
  put("docs/a.md", "first\n");
  put("docs/sub/b c#:%.md", "second\n");
  put("docs/empty.md", "");
  put("docs/node_modules/x.md", "x");
  put("docs/crosswalk.yaml", "x");
  fs::create_symlink("a.md", base_ + "/docs/link.md");
  const Listing listing = listed("here:docs");
  EXPECT_THAT(paths(listing), ElementsAre("a.md", "empty.md", "sub/b c#:%.md"));
  EXPECT_EQ(listing.items[0].root, "docs");
  EXPECT_EQ(listing.items[0].size, 6U);
  EXPECT_EQ(text_of(listing.items[0]), "first\n");
  EXPECT_EQ(text_of(listing.items[1]), "");
  EXPECT_EQ(text_of(listing.items[2]), "second\n");
  ASSERT_EQ(listing.skipped.size(), 1U);
  EXPECT_EQ(listing.skipped[0].path, "link.md");
  EXPECT_EQ(listing.skipped[0].reason, SkipReason::link);
  EXPECT_EQ(listing.not_loaded.size(), 1U);
  EXPECT_EQ(listing.ignored_files(), 1U);
  EXPECT_THAT(listing.notes, ElementsAre("docs: read from the remote here (alias) with rclone; nothing was written there."));
}

TEST_F(RcloneTest, TellsAFileFromAFolderOfItsName) {
  put("docs/a.md", "file\n");
  put("other/a.md/a.md", "in a folder\n");
  const Listing file = listed("here:docs/a.md");
  EXPECT_THAT(paths(file), ElementsAre("a.md"));
  EXPECT_EQ(file.items[0].root, "docs");
  EXPECT_EQ(text_of(file.items[0]), "file\n");
  const Listing folder = listed("here:other/a.md");
  EXPECT_EQ(folder.items[0].root, "a.md");
  EXPECT_EQ(text_of(folder.items[0]), "in a folder\n");
}

TEST_F(RcloneTest, KnowsOnTheFlyRemotesAndOnesFromVariables) {
  put("docs/a.md", "first\n");
  EXPECT_EQ(text_of(listed(":local:" + base_ + "/docs").items.at(0)), "first\n");
  ::setenv("RCLONE_CONFIG_MYOWN_TYPE", "alias", 1);
  ::setenv("RCLONE_CONFIG_MYOWN_REMOTE", base_.c_str(), 1);
  const Listing listing = listed("myOwn:docs");
  ::unsetenv("RCLONE_CONFIG_MYOWN_TYPE");
  ::unsetenv("RCLONE_CONFIG_MYOWN_REMOTE");
  EXPECT_THAT(paths(listing), ElementsAre("a.md"));
}

TEST_F(RcloneTest, SaysWhatIsWrong) {
  const auto none = list({"nowhere:docs"}, {});
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::ErrorCode::not_found);
  EXPECT_THAT(none.error().detail, HasSubstr("listremotes"));
  const auto folder = list({"here:missing"}, {});
  ASSERT_FALSE(folder);
  EXPECT_EQ(folder.error().code, base::ErrorCode::not_found);
  EXPECT_EQ(folder.error().subject, "here:missing");
  const auto gone = list({":webdav,url=\"http://u:secret@127.0.0.1:1/x?sig=secret\":docs"}, {});
  ASSERT_FALSE(gone);
  EXPECT_EQ(gone.error().code, base::ErrorCode::remote_failed);
  EXPECT_THAT(gone.error().message(), HasSubstr("did not answer"));
  EXPECT_THAT(gone.error().message(), Not(HasSubstr("secret")));
  const std::string before = ::getenv("PATH");
  ::setenv("PATH", "/nonexistent", 1);
  const auto missing = list({"here:docs"}, {});
  ::setenv("PATH", before.c_str(), 1);
  ASSERT_FALSE(missing);
  EXPECT_EQ(missing.error().code, base::ErrorCode::program_missing);
}

TEST_F(RcloneTest, ALocalFolderOfThatNameComesFirst) {
  put("docs/a.md", "remote\n");
  put("here:docs/b.md", "local\n");
  const fs::path before = fs::current_path();
  fs::current_path(base_);
  const Listing listing = listed("here:docs");
  fs::current_path(before);
  EXPECT_THAT(paths(listing), ElementsAre("b.md"));
}

TEST_F(RcloneTest, NoticesAFileThatChangedSinceItWasListed) {
  put("docs/a.md", "first\n");
  put("docs/b.md", "first\n");
  put("docs/c.md", "first\n");
  put("docs/d.md", "first\n");
  const Listing listing = listed("here:docs");
  put("docs/a.md", "other\n");
  put("docs/b.md", "longer than before\n");
  put("docs/c.md", "");
  fs::remove(base_ + "/docs/d.md");
  EXPECT_THAT(text_of(listing.items.at(0)), HasSubstr("hash"));
  EXPECT_THAT(text_of(listing.items.at(1)), HasSubstr("more bytes"));
  EXPECT_THAT(text_of(listing.items.at(2)), HasSubstr("0 bytes where its listing says 6"));
  EXPECT_FALSE(listing.items.at(3).open());
  ListOptions options;
  options.spooled_bytes = 5;
  put("docs/a.md", "first\n");
  EXPECT_EQ(listed("here:docs/a.md", options).items.at(0).open().error().code, base::ErrorCode::limit_exceeded);
}

TEST_F(RcloneTest, FetchesLargeFilesInParts) {
  std::string bytes(70 << 20, 'x');
  for (std::size_t i = 0; i < bytes.size(); i += 4096) bytes[i] = static_cast<char>(i / 4096);
  put("docs/large.bin", bytes);
  const Listing listing = listed("here:docs");
  const auto file = listing.items.at(0).open();
  ASSERT_TRUE(file) << file.error().message();
  EXPECT_TRUE(*file->read_all(100 << 20) == bytes);
}

TEST_F(RcloneTest, SaysByHashOrTimeWhatAFileHolds) {
  put("docs/a.md", "first\n");
  const std::string before = listed("here:docs").items.at(0).version;
  EXPECT_FALSE(before.empty());
  EXPECT_EQ(listed("here:docs").items.at(0).version, before);
  put("docs/a.md", "other\n");
  EXPECT_NE(listed("here:docs").items.at(0).version, before);
}

TEST_F(RcloneTest, CannotWriteAndGetsNoOptionsFromVariables) {
  if (!platform::find_program("rclone")) GTEST_SKIP();
  put("docs/a.md", "first\n");
  ::setenv("RCLONE_LOG_FILE", (base_ + "/docs/log").c_str(), 1);
  ::setenv("RCLONE_EXCLUDE", "*", 1);
  const Listing listing = listed("here:docs");
  const std::string text = text_of(listing.items.at(0));
  ::unsetenv("RCLONE_LOG_FILE");
  ::unsetenv("RCLONE_EXCLUDE");
  EXPECT_EQ(text, "first\n");
  EXPECT_FALSE(fs::exists(base_ + "/docs/log"));
}

TEST(RcloneProgram, IsOnlyEverAskedToRead) {
  EXPECT_THAT(base::Words<RcloneCommand>::names, ElementsAre("lsjson", "cat", "listremotes"));
}

TEST(RcloneProgram, SpeaksJsonAndText) {
  const RcloneMessage json = read_message(
      R"({"level":"error","msg":"error listing: denied","object":"a/b","objectType":"string","source":"x","time":"y"})");
  EXPECT_EQ(json.level, "error");
  EXPECT_EQ(json.object, "a/b");
  EXPECT_EQ(json.text, "error listing: denied");
  const RcloneMessage whole = read_message(R"({"level":"error","msg":"no","object":"webdav root","objectType":"*webdav.Fs"})");
  EXPECT_EQ(whole.object, "");
  const RcloneMessage text = read_message("2026/01/31 12:00:00 Failed to lsjson: no");
  EXPECT_EQ(text.level, "fatal");
  EXPECT_EQ(text.text, "Failed to lsjson: no");
  EXPECT_EQ(read_message("2026/01/31 12:00:00 DEBUG : Setting").level, "debug");
  EXPECT_EQ(read_message("{\"level\":7").level, "fatal");
}

/// With a server that misbehaves.
class RcloneServerTest : public RcloneTest {
 protected:
  void SetUp() override {
    RcloneTest::SetUp();
    if (IsSkipped()) return;
    if (!platform::find_program("python3")) GTEST_SKIP() << "needs python3";
  }
  /// Starts the server; gives the remote.
  std::string serve(const std::vector<std::string>& arguments = {}) {
    std::vector<std::string> all{std::string(CROSSWALK_SOURCE_DIR) + "/tests/end_to_end/webdav_stub.py"};
    all.insert(all.end(), arguments.begin(), arguments.end());
    auto started = platform::Program::start(*platform::find_program("python3"), all, {});
    EXPECT_TRUE(started);
    server_ = std::make_unique<platform::Program>(std::move(*started));
    std::string port;
    std::string_view nothing;
    while (port.find('\n') == std::string::npos) {
      if (server_->exchange(nothing, port, 60'000) != platform::Exchanged::some) break;
    }
    EXPECT_THAT(port, HasSubstr("\n"));
    return ":webdav,url=\"http://127.0.0.1:" + port.substr(0, port.find('\n')) + "/\":";
  }

  std::unique_ptr<platform::Program> server_;
};

TEST_F(RcloneServerTest, AFileThatFailsIsUnreadableAndTheOthersAreNot) {
  ListOptions options;
  options.patience_milliseconds = 2000;
  const Listing listing = listed(serve(), options);
  ASSERT_THAT(paths(listing), ElementsAre("gone.md", "hang.md", "locked.md", "more.md", "ok.md", "short.md"));
  EXPECT_EQ(listing.items[0].root, "webdav");
  EXPECT_THAT(text_of(listing.items[0]), HasSubstr("("));
  const std::int64_t start = platform::steady_milliseconds();
  EXPECT_THAT(text_of(listing.items[1]), HasSubstr("did not"));
  EXPECT_LT(platform::steady_milliseconds() - start, 40'000);
  EXPECT_THAT(text_of(listing.items[2]), HasSubstr("the login to webdav has expired or does not allow this"));
  EXPECT_THAT(text_of(listing.items[3]), HasSubstr("more bytes than its listing says"));
  EXPECT_THAT(text_of(listing.items[4]), HasSubstr("Acme publishes"));
  EXPECT_THAT(text_of(listing.items[5]), testing::AnyOf(HasSubstr("cut off"), HasSubstr("did not answer")));
}

TEST_F(RcloneServerTest, AServerThatHangsIsGivenUp) {
  ListOptions options;
  options.patience_milliseconds = 1000;
  const std::int64_t start = platform::steady_milliseconds();
  const auto listing = list({serve({"--hang-listing"})}, options);
  EXPECT_LT(platform::steady_milliseconds() - start, 90'000);
  ASSERT_FALSE(listing);
  EXPECT_EQ(listing.error().code, base::ErrorCode::remote_failed);
}

}  // namespace
}  // namespace crosswalk::sources
