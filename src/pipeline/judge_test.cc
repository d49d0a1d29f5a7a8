// SPDX-License-Identifier: Apache-2.0
#include "pipeline/judge.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "packs/diagnostics.h"
#include "pipeline/knowledge.h"

namespace crosswalk::pipeline {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

/// Keeps what comes, one line per file.
class Kept : public JudgeClient {
 public:
  void take(Judged judged) override {
    for (const review::DocumentEntry& entry : judged.entries) {
      lines.push_back(entry.path + " " + std::string(base::word(entry.status)) + " " + std::string(base::word(entry.reason)));
    }
  }
  bool offer(MemberFile& member) override {
    if (!room) return false;
    offered.push_back(std::move(member));
    return true;
  }

  bool room = false;
  std::vector<std::string> lines;
  std::vector<MemberFile> offered;
};

class JudgeTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "crosswalk-judge-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
    packs::Diagnostics diagnostics;
    auto rules = load_shipped_rule_set({}, diagnostics);
    ASSERT_TRUE(rules);
    request_.knowledge = Knowledge::of(std::move(*rules));
  }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& path, const std::string& bytes) const {
    fs::create_directories((folder_ / path).parent_path());
    std::ofstream(folder_ / path, std::ios::binary) << bytes;
  }
  void pack(const std::string& from, const std::string& to) const {
    fs::create_directories((folder_ / to).parent_path());
    const std::string command = "tar -C '" + (folder_ / from).string() + "' --sort=name -czf '" + (folder_ / to).string() + "' .";
    ASSERT_EQ(std::system(command.c_str()), 0);
  }

  /// Judges all that lies in a folder.
  Kept judge(const std::string& path, bool room = false) {
    Kept kept;
    kept.room = room;
    extraction::PoolOptions options;
    options.limits = request_.limits;
    options.worker = {CROSSWALK_BIN_DIR "/crosswalk", {"--worker"}};
    const Readers readers([&] { return extraction::WorkerPool::create(options); });
    const auto listing = sources::list({(folder_ / path).string()}, {});
    EXPECT_TRUE(listing);
    const Memory memory(request_);
    const Judge judge(request_, memory, &listing->rules, nullptr, readers, kept);
    Judge::Scratch scratch;
    for (const sources::SourceItem& item : listing->items) judge.judge(item, scratch);
    for (const MemberFile& member : kept.offered) judge.judge(member, scratch);
    return kept;
  }

  fs::path folder_;
  Request request_;
};

TEST_F(JudgeTest, JudgesMembersAtOnceOrLater) {
  write("in/a.md", "# Plan\n\nText.\n");
  write("in/b.md", "# Guide\n\nText.\n");
  pack("in", "d/x.tgz");
  EXPECT_THAT(judge("d").lines, ElementsAre("x.tgz!a.md read ", "x.tgz!b.md read ", "x.tgz skipped not_a_document"));
  EXPECT_THAT(judge("d", true).lines, ElementsAre("x.tgz skipped not_a_document", "x.tgz!a.md read ", "x.tgz!b.md read "));
}

TEST_F(JudgeTest, EndsAnArchiveThatUnpacksToTooMuchAlwaysAtTheSameMember) {
  for (int i = 0; i < 5; ++i) write("in/" + std::to_string(i) + ".md", "# Plan\n\n" + std::string(40'000, 'a') + "\n");
  write("in/2/also.md", std::string(30'000, 'b'));
  pack("in/2", "in/2.tgz");
  fs::remove_all(folder_ / "in/2");
  pack("in", "d/x.tgz");
  write("d/y.md", "# Plan\n\nText.\n");
  request_.limits.unpacked_bytes = 155'000;
  const auto lines = judge("d").lines;
  EXPECT_THAT(lines, ElementsAre("x.tgz!0.md read ", "x.tgz!1.md read ", "x.tgz!2.md read ", "x.tgz!2.tgz!also.md read ",
                                 "x.tgz!2.tgz skipped not_a_document", "x.tgz unreadable too_large", "y.md read "));
  request_.limits.unpacked_bytes = 2 << 20;
  request_.limits.members = 2;
  EXPECT_THAT(judge("d").lines, ElementsAre("x.tgz!0.md read ", "x.tgz!1.md read ", "x.tgz unreadable too_large", "y.md read "));
  request_.limits.members = 100;
  request_.limits.nesting = 1;
  const auto flat = judge("d").lines;
  EXPECT_TRUE(std::find(flat.begin(), flat.end(), "x.tgz!2.tgz unreadable too_deep") != flat.end());
}

}  // namespace
}  // namespace crosswalk::pipeline
