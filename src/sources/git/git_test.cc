// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "sources/listing.h"
#include "sources/test_folder.h"

namespace crosswalk::sources {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::HasSubstr;

/// With a repository "project" of two commits.
class GitTest : public SourcesTest {
 protected:
  GitTest() : SourcesTest("project"), repository_(folder_) {}
  void SetUp() override {
    if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "needs git";
    SourcesTest::SetUp();
    git("init -q -b main .");
    git("config user.name T && git config user.email t@example.org");
    put("docs/a.md", "first\n");
    put("docs/old/gone.md", "gone\n");
    put("readme.md", "read me\n");
    commit("one");
    git("tag v1.0");
    put("docs/a.md", "second\n");
    put("docs/b.md", "b\n");
    fs::remove_all(repository_ + "/docs/old");
    commit("two");
  }

  /// Runs git in the repository, or in another folder, without settings of this machine; gives what it prints.
  std::string git(const std::string& arguments, const std::string& folder = {}) const {
    return run("export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1; git " + arguments,
               folder.empty() ? repository_ : folder);
  }
  void commit(const std::string& message) const { git("add -A && git commit -q -m " + message); }

  const std::string& repository_;
};

TEST_F(GitTest, ListsTheTreeOfARevision) {
  const Listing now = listed("git:" + repository_ + "@HEAD");
  EXPECT_THAT(paths(now), ElementsAre("docs/a.md", "docs/b.md", "readme.md"));
  EXPECT_EQ(now.items[0].root, "project@HEAD");
  EXPECT_EQ(now.items[0].id, "project@HEAD/docs/a.md");
  EXPECT_EQ(now.items[0].size, 7U);
  EXPECT_EQ(text_of(now.items[0]), "second\n");
  const std::string commit = git("rev-parse HEAD");
  EXPECT_THAT(now.notes, ElementsAre(HasSubstr(commit)));
  EXPECT_THAT(now.resolved, ElementsAre("git=project@HEAD:" + commit + ":"));
  for (const char* revision : {"v1.0", "HEAD~1", "main^"}) {
    const Listing before = listed("git:" + repository_ + "@" + revision);
    EXPECT_THAT(paths(before), ElementsAre("docs/a.md", "docs/old/gone.md", "readme.md")) << revision;
    EXPECT_EQ(text_of(before.items[0]), "first\n");
    EXPECT_EQ(before.items[0].root, std::string("project@") + revision);
  }
  EXPECT_EQ(listed("git:" + repository_ + "@" + commit.substr(0, 9)).items.size(), 3U);
}

TEST_F(GitTest, RestrictsToAFolderOrFileAlsoOfThePast) {
  const Listing docs = listed("git:" + repository_ + "/docs@HEAD");
  EXPECT_THAT(paths(docs), ElementsAre("a.md", "b.md"));
  EXPECT_EQ(docs.items[0].root, "docs@HEAD");
  EXPECT_EQ(text_of(docs.items[0]), "second\n");
  EXPECT_THAT(paths(listed("git:" + repository_ + "/docs/old/@v1.0")), ElementsAre("gone.md"));
  const Listing one = listed("git:" + repository_ + "/docs/a.md@v1.0");
  EXPECT_THAT(paths(one), ElementsAre("a.md"));
  EXPECT_EQ(one.items[0].root, "docs@v1.0");
  EXPECT_EQ(text_of(one.items[0]), "first\n");
  const base::Error error = error_of("git:" + repository_ + "/docs/old@HEAD");
  EXPECT_EQ(error.code, base::ErrorCode::not_found);
  EXPECT_THAT(error.detail, HasSubstr("docs/old"));
}

TEST_F(GitTest, ReadsBareRepositoriesWorkTreesAndPathsWithAnAt) {
  git("clone -q --bare project bare.git", base_);
  EXPECT_EQ(listed("git:" + base_ + "/bare.git@v1.0").items[0].root, "bare@v1.0");
  EXPECT_THAT(paths(listed("git:" + base_ + "/bare.git/docs@main")), ElementsAre("a.md", "b.md"));
  git("worktree add -q ../other v1.0");
  EXPECT_EQ(text_of(listed("git:" + base_ + "/other@HEAD").items[0]), "first\n");
  git("clone -q project me@home", base_);
  EXPECT_EQ(listed("git:" + base_ + "/me@home@HEAD").items[0].root, "me@home@HEAD");
  git("clone -q --shared project shared", base_);
  EXPECT_EQ(listed("git:" + base_ + "/shared@HEAD").items.size(), 3U);
}

TEST_F(GitTest, SaysWhatIsWrong) {
  EXPECT_EQ(error_of("git:" + repository_).code, base::ErrorCode::usage);
  EXPECT_EQ(error_of("git:@HEAD").code, base::ErrorCode::usage);
  EXPECT_EQ(error_of("git:" + repository_ + "@").code, base::ErrorCode::usage);
  EXPECT_EQ(error_of("git:" + repository_ + "@--all").code, base::ErrorCode::usage);
  const base::Error unknown = error_of("git:" + repository_ + "@v9");
  EXPECT_EQ(unknown.code, base::ErrorCode::unknown_revision);
  EXPECT_THAT(unknown.detail, HasSubstr("'v9'"));
  EXPECT_EQ(error_of("git:" + repository_ + "@HEAD:docs").code, base::ErrorCode::unknown_revision);
  const base::Error none = error_of("git:" + base_ + "@HEAD");
  EXPECT_EQ(none.code, base::ErrorCode::not_found);
  EXPECT_THAT(none.detail, HasSubstr("no git repository"));
}

TEST_F(GitTest, ALocalFileOfThatNameComesFirst) {
  const fs::path before = fs::current_path();
  fs::current_path(base_);
  std::ofstream("git:project@HEAD") << "a file";
  const Listing listing = listed("git:project@HEAD");
  fs::remove("git:project@HEAD");
  const Listing revision = listed("git:project@HEAD");
  fs::current_path(before);
  EXPECT_THAT(paths(listing), ElementsAre("git:project@HEAD"));
  EXPECT_EQ(revision.items.size(), 3U);
}

TEST_F(GitTest, TreatsNamesAsFoldersDo) {
  put("crosswalk.yaml", "x");
  put("docs/.crosswalkignore", "*");
  put("node_modules/x/y.md", "x");
  put("node_modules/z.md", "x");
  put("docs/~$a.docx", "x");
  put("docs/drafts/d.md", "x");
  fs::create_symlink("a.md", repository_ + "/docs/link.md");
  commit("three");
  git("update-index --add --cacheinfo 160000," + git("rev-parse HEAD") + ",sub && git commit -q -m four");
  ListOptions options;
  options.ignore = {"drafts/"};
  const Listing listing = listed("git:" + repository_ + "@HEAD", options);
  EXPECT_THAT(paths(listing), ElementsAre("docs/a.md", "docs/b.md", "readme.md"));
  ASSERT_EQ(listing.skipped.size(), 2U);
  EXPECT_EQ(listing.skipped[0].path, "docs/link.md");
  EXPECT_EQ(listing.skipped[0].reason, SkipReason::link);
  EXPECT_EQ(listing.skipped[1].path, "sub");
  EXPECT_EQ(listing.skipped[1].reason, SkipReason::no_bytes);
  ASSERT_EQ(listing.not_loaded.size(), 2U);
  EXPECT_EQ(listing.not_loaded[0].path, "crosswalk.yaml");
  EXPECT_EQ(listing.not_loaded[1].path, "docs/.crosswalkignore");
  ASSERT_EQ(listing.ignored.size(), 3U);
  EXPECT_EQ(listing.ignored[0].path, "docs/drafts");
  EXPECT_EQ(listing.ignored[2].path, "node_modules");
  EXPECT_EQ(listing.ignored[2].files, 2U);
  EXPECT_EQ(listing.ignored_files(), 4U);
}

TEST_F(GitTest, KeepsStrangeNamesAndLeavesOutImpossibleOnes) {
  put("docs/a\xFF\n\t\"b.md", "strange");
  commit("three");
  // A tree that no work tree could be made of.
  const std::string blob = git("rev-parse HEAD:readme.md");
  std::ofstream(base_ + "/tree") << "100644 blob " << blob << "\t..\n100644 blob " << blob << "\tok.md\n";
  const std::string tree = git("mktree < " + base_ + "/tree");
  git("update-ref refs/heads/evil $(git commit-tree -m evil " + tree + ")");
  const Listing listing = listed("git:" + repository_ + "@HEAD");
  ASSERT_EQ(listing.items.size(), 4U);
  EXPECT_EQ(listing.items[1].path, "docs/a\xFF\n\t\"b.md");
  EXPECT_EQ(text_of(listing.items[1]), "strange");
  const Listing evil = listed("git:" + repository_ + "@evil");
  EXPECT_THAT(paths(evil), ElementsAre("ok.md"));
  ASSERT_EQ(evil.skipped.size(), 1U);
  EXPECT_EQ(evil.skipped[0].path, "..");
}

TEST_F(GitTest, RefusesLargeBlobsAndNamesPointers) {
  put("large.md", std::string(5000, 'x'));
  put("manual.pdf", "version https://git-lfs.github.com/spec/v1\noid sha256:" + std::string(64, 'a') + "\nsize 12345\n");
  put("empty.md", "");
  put("edge.md", std::string(1024, 'y'));
  commit("three");
  ListOptions options;
  options.spooled_bytes = 4999;
  const Listing listing = listed("git:" + repository_ + "@HEAD", options);
  ASSERT_EQ(listing.items.size(), 7U);
  EXPECT_EQ(listing.items[2].path, "edge.md");
  EXPECT_EQ(text_of(listing.items[2]), std::string(1024, 'y'));
  EXPECT_EQ(text_of(listing.items[3]), "");
  EXPECT_EQ(listing.items[4].size, 5000U);
  EXPECT_EQ(listing.items[4].open().error().code, base::ErrorCode::limit_exceeded);
  EXPECT_EQ(listing.items[5].path, "manual.pdf");
  EXPECT_THAT(text_of(listing.items[5]), HasSubstr("Git LFS pointer"));
  EXPECT_EQ(text_of(listing.items[6]), "read me\n") << "the others go on";
}

TEST_F(GitTest, NoticesBytesThatAreNotThoseOfTheId) {
  const std::string good = git("rev-parse HEAD:docs/a.md");
  const std::string other = git("hash-object -w --stdin < readme.md");
  const auto file = [&](const std::string& id) { return repository_ + "/.git/objects/" + id.substr(0, 2) + "/" + id.substr(2); };
  fs::permissions(file(good), fs::perms::owner_all);
  fs::copy_file(file(other), file(good), fs::copy_options::overwrite_existing);
  const Listing listing = listed("git:" + repository_ + "@HEAD");
  EXPECT_THAT(text_of(listing.items[0]), HasSubstr("damaged"));
  EXPECT_EQ(text_of(listing.items[1]), "b\n");
}

TEST_F(GitTest, FollowsNoReplacement) {
  const std::string good = git("rev-parse HEAD:docs/a.md");
  git("replace " + good + " $(git rev-parse HEAD:docs/b.md)");
  git("replace HEAD HEAD~1");
  const Listing listing = listed("git:" + repository_ + "@HEAD");
  EXPECT_THAT(paths(listing), ElementsAre("docs/a.md", "docs/b.md", "readme.md"));
  EXPECT_EQ(text_of(listing.items[0]), "second\n");
}

TEST_F(GitTest, StartsNothingThatTheRepositoryNames) {
  const std::string mark = base_ + "/mark";
  const std::string script = base_ + "/evil.sh";
  std::ofstream(script) << "#!/bin/sh\necho $0 $* >> " << mark << "\ncat\n";
  fs::permissions(script, fs::perms::owner_all);
  put(".gitattributes", "*.md filter=evil diff=evil\n");
  commit("three");
  for (const char* setting :
       {"core.fsmonitor", "core.sshCommand", "core.pager", "core.editor", "core.askPass", "core.gitProxy",
        "core.alternateRefsCommand", "filter.evil.smudge", "filter.evil.clean", "filter.evil.process", "diff.evil.textconv",
        "diff.external", "credential.helper", "alias.rev-parse", "gpg.program", "uploadpack.packObjectsHook"}) {
    git(std::string("config ") + setting + " " + script);
  }
  for (const auto& hook : {"post-checkout", "post-index-change", "reference-transaction", "fsmonitor-watchman"}) {
    fs::copy_file(script, repository_ + "/.git/hooks/" + hook);
  }
  // A clone that is said to be partial: what it lacks is fetched, by a program.
  git("config remote.evil.url 'ext::" + script +
      " %S' && git config remote.evil.promisor true && git config protocol.ext.allow always "
      "&& git config extensions.partialClone evil && git config core.repositoryFormatVersion 1");
  const std::string lacking = git("rev-parse HEAD:docs/b.md");
  fs::remove(repository_ + "/.git/objects/" + lacking.substr(0, 2) + "/" + lacking.substr(2));
  fs::remove(mark);
  const Listing listing = listed("git:" + repository_ + "@HEAD");
  EXPECT_THAT(paths(listing), ElementsAre(".gitattributes", "docs/a.md", "docs/b.md", "readme.md"));
  EXPECT_EQ(text_of(listing.items[1]), "second\n");
  EXPECT_THAT(text_of(listing.items[2]), HasSubstr("partial or damaged"));
  EXPECT_EQ(text_of(listing.items[3]), "read me\n");
  EXPECT_FALSE(fs::exists(mark));
}

TEST_F(GitTest, SaysByTheObjectsIdWhatAFileHolds) {
  const Listing now = listed("git:" + repository_ + "@HEAD");
  const Listing before = listed("git:" + repository_ + "@v1.0");
  EXPECT_FALSE(now.items[0].version.empty());
  EXPECT_NE(now.items[0].version, before.items[0].version);
  EXPECT_EQ(now.items[2].version, before.items[2].version) << "readme.md is the same";
}

TEST_F(GitTest, IsReadByManyThreads) {
  for (int i = 0; i < 60; ++i)
    put("many/" + std::to_string(100 + i) + ".md", std::string(static_cast<std::size_t>(i) * 1500, 'x'));
  commit("three");
  const Listing listing = listed("git:" + repository_ + "/many@HEAD");
  ASSERT_EQ(listing.items.size(), 60U);
  std::vector<std::thread> threads;
  std::vector<int> wrong(4, 0);
  for (std::size_t t = 0; t < wrong.size(); ++t) {
    threads.emplace_back([&, t] {
      for (const SourceItem& item : listing.items) wrong[t] += text_of(item) == std::string(item.size, 'x') ? 0 : 1;
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_THAT(wrong, ElementsAre(0, 0, 0, 0));
  EXPECT_EQ(listing.items[59].size, 88'500U);
}

}  // namespace
}  // namespace crosswalk::sources
