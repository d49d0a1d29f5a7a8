// SPDX-License-Identifier: Apache-2.0
#include "sources/listing.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "sources/test_folder.h"

namespace crosswalk::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;

/// With a folder "docs".
class ListingTest : public SourcesTest {
 protected:
  ListingTest() : SourcesTest("docs") {}
  [[nodiscard]] Listing list_folder(const ListOptions& options = {}) const { return listed(folder_, options); }
};

TEST_F(ListingTest, FindsFilesRecursivelyInTheOrderOfTheirBytes) {
  put("b/z.md", "12345");
  put("b.md");
  put("B.md");
  put("a/deep/er/x.txt");
  put("b-c/y.md");
  const Listing listing = list_folder();
  EXPECT_THAT(paths(listing), ElementsAre("B.md", "a/deep/er/x.txt", "b-c/y.md", "b.md", "b/z.md"));
  EXPECT_EQ(listing.items[4].size, 5U);
  EXPECT_EQ(listing.items[4].root, "docs");
  EXPECT_EQ(listing.items[4].id, "docs/b/z.md");
  EXPECT_EQ(*listing.items[4].open()->read_all(100), "12345");
}

TEST_F(ListingTest, IsTheSameFromWhereverItIsCalled) {
  put("a.md");
  const fs::path before = fs::current_path();
  fs::current_path(folder_);
  const auto here = list({"."}, {});
  const auto above = list({"../docs/"}, {});
  fs::current_path(before);
  ASSERT_TRUE(here && above);
  EXPECT_EQ(here->items[0].id, "docs/a.md");
  EXPECT_EQ(above->items[0].id, "docs/a.md");
}

TEST_F(ListingTest, FollowsNoLinkAndNamesEach) {
  put("sub/a.md");
  std::ofstream(base_ + "/secret.md") << "x";
  fs::create_symlink("a.md", folder_ + "/sub/inside.md");
  fs::create_directory_symlink("..", folder_ + "/sub/loop");
  fs::create_symlink(base_ + "/secret.md", folder_ + "/outside.md");
  fs::create_symlink("/no/such/place", folder_ + "/broken.md");
  const Listing listing = list_folder();
  EXPECT_THAT(paths(listing), ElementsAre("sub/a.md"));
  ASSERT_EQ(listing.skipped.size(), 4U);
  EXPECT_EQ(listing.skipped[0].path, "broken.md");
  EXPECT_EQ(listing.skipped[0].reason, SkipReason::link_broken);
  EXPECT_EQ(listing.skipped[1].path, "outside.md");
  EXPECT_EQ(listing.skipped[1].reason, SkipReason::link_outside);
  EXPECT_EQ(listing.skipped[2].path, "sub/inside.md");
  EXPECT_EQ(listing.skipped[2].reason, SkipReason::link_inside);
  EXPECT_EQ(listing.skipped[3].path, "sub/loop");
  EXPECT_EQ(listing.skipped[3].reason, SkipReason::link_inside);
}

TEST_F(ListingTest, DoesNotOpenAFileThatBecameALinkMeanwhile) {
  put("a.md");
  put("sub/b.md");
  std::ofstream(base_ + "/secret.md") << "x";
  fs::create_directory(base_ + "/other");
  std::ofstream(base_ + "/other/b.md") << "x";
  const Listing listing = list_folder();
  fs::remove(folder_ + "/a.md");
  fs::create_symlink(base_ + "/secret.md", folder_ + "/a.md");
  fs::remove_all(folder_ + "/sub");
  fs::create_directory_symlink(base_ + "/other", folder_ + "/sub");
  EXPECT_FALSE(listing.items[0].open());
  EXPECT_FALSE(listing.items[1].open());
}

TEST_F(ListingTest, SkipsWhatIsNoFileWithoutWaiting) {
  put("a.md");
  ASSERT_EQ(::mkfifo((folder_ + "/pipe.md").c_str(), 0600), 0);
  const Listing listing = list_folder();
  EXPECT_THAT(paths(listing), ElementsAre("a.md"));
  ASSERT_EQ(listing.skipped.size(), 1U);
  EXPECT_EQ(listing.skipped[0].reason, SkipReason::not_a_file);
  EXPECT_EQ(listing.skipped[0].detail, "a FIFO");
  EXPECT_EQ(list({folder_ + "/pipe.md"}, {}).error().subject, folder_ + "/pipe.md");
}

TEST_F(ListingTest, GoesOnAfterAFolderThatCannotBeRead) {
  put("a.md");
  put("closed/b.md");
  put("z.md");
  fs::permissions(folder_ + "/closed", fs::perms::none);
  fs::permissions(base_, fs::perms(0755));
  const bool root = ::geteuid() == 0;
  ASSERT_EQ(root ? ::seteuid(65534) : 0, 0);
  const auto listing = list({folder_}, {});
  const auto closed = list({folder_ + "/closed"}, {});
  ASSERT_EQ(root ? ::seteuid(0) : 0, 0);
  fs::permissions(folder_ + "/closed", fs::perms::owner_all);
  ASSERT_TRUE(listing);
  EXPECT_THAT(paths(*listing), ElementsAre("a.md", "z.md"));
  ASSERT_EQ(listing->skipped.size(), 1U);
  EXPECT_EQ(listing->skipped[0].path, "closed");
  EXPECT_EQ(listing->skipped[0].reason, SkipReason::unreadable_folder);
  EXPECT_EQ(listing->skipped[0].detail, "Permission denied");
  ASSERT_FALSE(closed);
  EXPECT_EQ(closed.error().code, base::ErrorCode::not_readable);
  EXPECT_EQ(closed.error().subject, folder_ + "/closed");
}

TEST_F(ListingTest, NamesAMissingFolder) {
  const auto listing = list({folder_ + "/missing"}, {});
  ASSERT_FALSE(listing);
  EXPECT_EQ(listing.error().code, base::ErrorCode::not_found);
  EXPECT_EQ(listing.error().subject, folder_ + "/missing");
  EXPECT_EQ(list({}, {}).error().code, base::ErrorCode::usage);
}

TEST_F(ListingTest, CountsWhatItIgnores) {
  put(".git/config");
  put(".git/objects/aa/bb");
  put("sub/node_modules/x/y.js");
  put("~$draft.docx");
  put("a.md");
  put("old/b.md");
  ListOptions options;
  options.ignore = {"old/"};
  const Listing listing = list_folder(options);
  EXPECT_THAT(paths(listing), ElementsAre("a.md"));
  ASSERT_EQ(listing.ignored.size(), 4U);
  EXPECT_EQ(listing.ignored[0].path, ".git");
  EXPECT_EQ(listing.ignored[0].files, 2U);
  EXPECT_EQ(listing.ignored[1].path, "old");
  EXPECT_EQ(listing.ignored[1].pattern, "old/");
  EXPECT_EQ(listing.ignored_files(), 5U);
}

TEST_F(ListingTest, NeverLoadsAConfigurationFromTheReviewedFolder) {
  put("a.md");
  put("b.md");
  put("sub/crosswalk.yaml");
  put("decisions.yaml");
  put("pack/pack.yaml");
  put(".crosswalkignore", "*.md\n");
  ListOptions options;
  options.workspace = folder_;
  for (const Listing& listing : {list_folder(), list_folder(options)}) {
    EXPECT_THAT(paths(listing), ElementsAre("a.md", "b.md"));
    ASSERT_EQ(listing.not_loaded.size(), 4U);
    EXPECT_EQ(listing.not_loaded[0].path, ".crosswalkignore");
    EXPECT_EQ(listing.not_loaded[1].path, "decisions.yaml");
    EXPECT_EQ(listing.not_loaded[2].path, "pack/pack.yaml");
    EXPECT_EQ(listing.not_loaded[3].path, "sub/crosswalk.yaml");
  }
}

TEST_F(ListingTest, TakesPatternsFromTheWorkspace) {
  put("a.md");
  put("drafts/b.md");
  std::ofstream(base_ + "/.crosswalkignore") << "# drafts\r\n/drafts/\r\n";
  ListOptions options;
  options.workspace = base_;
  EXPECT_THAT(paths(list_folder(options)), ElementsAre("a.md"));
  options.workspace = base_ + "/not/yet/made";
  EXPECT_THAT(paths(list_folder(options)), ElementsAre("a.md", "drafts/b.md"));
}

TEST_F(ListingTest, BelievesAWorkspaceInTheReviewedFolderWhereTheUserNamedIt) {
  put("a.md");
  put(".crosswalkignore", "a.md\n");
  put("sub/.crosswalkignore", "\n");
  ListOptions options;
  options.workspace = folder_;
  options.workspace_named = true;
  const Listing listing = list_folder(options);
  EXPECT_THAT(listing.items, IsEmpty());
  ASSERT_EQ(listing.ignored.size(), 2U);
  EXPECT_EQ(listing.ignored[0].path, ".crosswalkignore");
  ASSERT_EQ(listing.not_loaded.size(), 1U);
  EXPECT_EQ(listing.not_loaded[0].path, "sub/.crosswalkignore");
}

TEST_F(ListingTest, KeepsNamesThatAreNoText) {
  put("a\xFF\x01\n.md", "strange");
  const Listing listing = list_folder();
  ASSERT_THAT(paths(listing), ElementsAre("a\xFF\x01\n.md"));
  EXPECT_EQ(*listing.items[0].open()->read_all(100), "strange");
}

TEST_F(ListingTest, ListsNoFileTwiceAndTellsFoldersOfOneNameApart) {
  put("a.md");
  put("sub/b.md");
  fs::create_directories(base_ + "/other/docs");
  std::ofstream(base_ + "/other/docs/a.md") << "x";
  const auto listing = list({folder_, base_ + "/other/docs", folder_ + "/a.md", folder_ + "/sub"}, {});
  ASSERT_TRUE(listing);
  ASSERT_EQ(listing->items.size(), 3U);
  EXPECT_EQ(listing->items[0].id, "docs/a.md");
  EXPECT_EQ(listing->items[1].id, "docs/sub/b.md");
  EXPECT_EQ(listing->items[2].id, "docs (2)/a.md");
}

TEST_F(ListingTest, TakesSingleFilesAndLinksThatTheUserNames) {
  put("sub/b.md", "12");
  fs::create_symlink(folder_ + "/sub/b.md", base_ + "/link");
  const auto listing = list({base_ + "/link"}, {});
  ASSERT_TRUE(listing);
  ASSERT_EQ(listing->items.size(), 1U);
  EXPECT_EQ(listing->items[0].id, "sub/b.md");
  EXPECT_EQ(*listing->items[0].open()->read_all(100), "12");
}

TEST_F(ListingTest, ReadsStandardInputOnce) {
  put("piped", "from a pipe");
  const int before = ::dup(0);
  ASSERT_NE(::freopen((folder_ + "/piped").c_str(), "r", stdin), nullptr);
  const auto listing = list({"-", "-"}, {});
  ::dup2(before, 0);
  ::close(before);
  ASSERT_TRUE(listing);
  ASSERT_EQ(listing->items.size(), 1U);
  EXPECT_EQ(listing->items[0].root, "stdin");
  EXPECT_EQ(*listing->items[0].open()->read_all(100), "from a pipe");
  EXPECT_EQ(*listing->items[0].open()->read_all(100), "from a pipe");
}

}  // namespace
}  // namespace crosswalk::sources
