// SPDX-License-Identifier: Apache-2.0
#include "pipeline/knowledge.h"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/text.h"
#include "document/builder.h"
#include "packs/archive.h"
#include "packs/loader.h"
#include "review/archive.h"
#include "review/document.h"

namespace crosswalk::pipeline {
namespace {

namespace fs = std::filesystem;

class KnowledgeTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "crosswalk-knowledge-XXXXXX").string();
    ASSERT_NE(::mkdtemp(name.data()), nullptr);
    folder_ = name;
  }
  void TearDown() override { fs::remove_all(folder_); }

  [[nodiscard]] store::Cache open_cache() const {
    auto cache = store::Cache::open((folder_ / "cache").string(), {});
    EXPECT_TRUE(cache);
    return std::move(cache).value();
  }
  static std::shared_ptr<const Knowledge> load(const store::Cache* cache, const std::vector<std::string>& more = {},
                                               MeetAgain meet_again = MeetAgain::by_stamp) {
    packs::Diagnostics diagnostics;
    auto knowledge = Knowledge::load_shipped(more, cache, meet_again, diagnostics);
    EXPECT_TRUE(knowledge) << diagnostics.text();
    return knowledge ? *knowledge : nullptr;
  }
  /// What was read back has no expressions.
  static bool is_read_back(const Knowledge& knowledge) {
    const auto rules = knowledge.rules();
    EXPECT_TRUE(rules);
    return rules && std::ranges::all_of((*rules)->rules, [](const packs::Rule& rule) { return rule.match.children.empty(); });
  }

  fs::path folder_;
};

/// All lines of the cases of a clause as paragraphs: sentences of which rules find much.
document::Document all_lines(const packs::Files& files, std::string_view beginning) {
  document::Builder builder({});
  for (const auto& [name, text] : files) {
    if (!name.starts_with(beginning)) continue;
    for (const std::string_view line : base::split(text, '\n')) {
      if (!base::trim(line).empty()) builder.add(document::BlockKind::paragraph, std::string(base::trim(line)));
    }
  }
  return builder.finish();
}

TEST_F(KnowledgeTest, JudgesTheSameFromTheCacheByteForByte) {
  const store::Cache cache = open_cache();
  const auto compiled = load(&cache);
  const auto recalled = load(&cache);
  ASSERT_FALSE(is_read_back(*compiled));
  ASSERT_TRUE(is_read_back(*recalled));
  const auto files = read_files(std::string(CROSSWALK_SOURCE_DIR) + "/packs/iec-81001-5-1");
  ASSERT_TRUE(files);
  std::size_t found = 0;
  for (const char* clause : {"cases/4.1.7", "cases/5.2", "cases/8", "cases/9.5"}) {
    const document::Document document = all_lines(*files, clause);
    const auto judge = [&](const Knowledge& knowledge) {
      const auto rules = *knowledge.rules();
      matching::Scanner::Scratch scratch(*rules->scanner);
      review::DocumentEntry entry;
      entry.constraints = review::judge_document(*rules, document, {}, "SOP-014 vulnerability handling.md", scratch);
      found += entry.constraints.size();
      return review::entry_to_bytes(entry);
    };
    EXPECT_EQ(judge(*recalled), judge(*compiled)) << clause;
  }
  EXPECT_GT(found, 100U);
  EXPECT_EQ(packs::packs_to_bytes(recalled->packs()), packs::packs_to_bytes(compiled->packs()));
}

TEST_F(KnowledgeTest, TakesADamagedCacheForNone) {
  const store::Cache cache = open_cache();
  const auto key_holder = load(&cache);
  ASSERT_NE(key_holder, nullptr);
  {
    // The values of a cache have sums; what is wrong in itself has to be found by who reads it.
    std::error_code error;
    for (const auto& file : fs::directory_iterator(folder_ / "cache", error)) {
      std::fstream bytes(file.path(), std::ios::in | std::ios::out | std::ios::binary);
      bytes.seekp(200'000);
      if (fs::file_size(file.path(), error) > 300'000) bytes << std::string(64, 'x');
    }
  }
  const store::Cache again = open_cache();
  const auto knowledge = load(&again);
  ASSERT_NE(knowledge, nullptr);
  EXPECT_TRUE(knowledge->rules());
}

TEST_F(KnowledgeTest, SeesThatAFurtherPackWasChanged) {
  const store::Cache cache = open_cache();
  const auto files = packs::new_pack("iso-99999", "A standard of tests");
  ASSERT_TRUE(files);
  const fs::path pack = folder_ / "pack";
  for (const auto& [name, text] : *files) {
    fs::create_directories((pack / name).parent_path());
    std::ofstream(pack / name) << text;
  }
  const auto first = load(&cache, {pack.string()});
  EXPECT_EQ(first->packs().back()->title, "A standard of tests");
  const auto titled = [&](const std::string& title) {
    std::string text = files->at("pack.yaml");
    text.replace(text.find("A standard of tests"), std::string("A standard of tests").size(), title);
    std::ofstream(pack / "pack.yaml") << text;
  };
  titled("A standard of toast");
  for (const MeetAgain meet_again : {MeetAgain::by_stamp, MeetAgain::by_bytes}) {
    EXPECT_EQ(load(&cache, {pack.string()}, meet_again)->packs().back()->title, "A standard of toast");
  }
  // The bytes of before are known, whatever their times are.
  titled("A standard of tests");
  const auto back = load(&cache, {pack.string()});
  EXPECT_EQ(back->packs().back()->title, "A standard of tests");
  EXPECT_EQ(back->packs().back()->sha256, first->packs().back()->sha256);
  EXPECT_TRUE(is_read_back(*back));
}

}  // namespace
}  // namespace crosswalk::pipeline
