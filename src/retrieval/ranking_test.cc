// SPDX-License-Identifier: Apache-2.0
#include "retrieval/ranking.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <atomic>
#include <string>
#include <thread>
#include <tuple>
#include <utility>
#include <vector>

#include "document/builder.h"

namespace crosswalk::retrieval {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;
using ::testing::StartsWith;

using document::BlockKind;
using document::Document;

const Questions& questions() {
  static const Questions all({{"approval", "Who approves the release of a version?", ""},
                              {"time", "Within how many days is a report acknowledged?", ""},
                              {"lunch", "What is eaten at noon?", "Food."}},
                             {"Who approves the release?", "Who is told?", "What is reported?"});
  return all;
}

Document prose(const std::vector<std::string>& paragraphs, const std::string& heading = "") {
  document::Builder builder(Document{});
  if (!heading.empty()) builder.add(BlockKind::heading, heading, 1);
  for (const std::string& each : paragraphs) builder.add(BlockKind::paragraph, each);
  return builder.finish();
}

std::string nothing(std::size_t /*question*/, document::Span /*passage*/) { return {}; }
bool all(const std::string& /*path*/) { return true; }

std::vector<std::string> quotes_of(const Search& search, std::size_t question, std::size_t most = 3,
                                   const Embedder* embedder = nullptr) {
  std::vector<std::string> out;
  for (const Passage& one : search.best(question, most, all, embedder)) out.push_back(one.document + ": " + one.quote);
  return out;
}

/// Puts texts with a word far before all others.
class Fond : public Embedder {
 public:
  explicit Fond(std::string word) : word_(std::move(word)) {}
  [[nodiscard]] std::vector<float> embed(std::string_view text) const override {
    const bool fond = text.find(word_) != std::string_view::npos || text.ends_with('?');
    return fond ? std::vector<float>{1, 0} : std::vector<float>{0, 1};
  }

 private:
  std::string word_;
};

TEST(Search, PutsTheSentenceWithTheWordsOfTheQuestionFirst) {
  Search search(questions());
  const Document document = prose({"The head of quality approves every release. The canteen is closed on Sundays.",
                                   "Reports are acknowledged within five working days.", "Nothing else is said."});
  search.add(document, {"", "a.md", "1"}, nothing);
  EXPECT_THAT(quotes_of(search, 0, 1), ElementsAre(StartsWith("a.md: The head of quality approves every release.")));
  EXPECT_THAT(quotes_of(search, 1, 1), ElementsAre(HasSubstr("Reports are acknowledged within five working days.")));
}

std::string words(int count) {
  std::string out;
  for (int i = 0; i < count; ++i) out += (i > 0 ? " w" : "W") + std::to_string(i);
  return out + ".";
}

TEST(Search, ShowsWhatStandsAroundAPassageUpToALength) {
  const std::string answer = "The head of quality approves every release.";
  Search near(questions());
  near.add(prose({words(60), answer, words(70)}), {"", "a.md", "1"}, nothing);
  EXPECT_THAT(quotes_of(near, 0, 1), ElementsAre("a.md: " + words(60) + "\n" + answer + "\n" + words(70)));
  // One block is completed before others are taken in, and what follows before what precedes.
  Search crowded(questions());
  crowded.add(prose({words(80), words(20) + " " + answer, words(80)}), {"", "a.md", "1"}, nothing);
  EXPECT_THAT(quotes_of(crowded, 0, 1), ElementsAre("a.md: " + words(20) + " " + answer + "\n" + words(80)));
}

TEST(Search, ShowsNothingOfAnotherSection) {
  document::Builder builder(Document{});
  builder.add(BlockKind::heading, "Releases", 1);
  builder.add(BlockKind::paragraph, "The head of quality approves every release.");
  builder.add(BlockKind::heading, "Canteen", 1);
  builder.add(BlockKind::paragraph, "It is closed on Sundays.");
  Search search(questions());
  search.add(builder.finish(), {"", "a.md", "1"}, nothing);
  EXPECT_THAT(quotes_of(search, 0, 1), ElementsAre("a.md: The head of quality approves every release."));
}

TEST(Search, ShowsNothingTwice) {
  Search search(questions());
  std::vector<std::string> rules;
  for (int i = 0; i < 40; ++i) rules.push_back("Release " + std::to_string(i) + " is approved. " + words(20 + i % 3));
  const Document document = prose(rules);
  search.add(document, {"", "a.md", "1"}, nothing);
  std::vector<document::Span> spans;
  for (const Passage& one : search.best(0, 100, all, nullptr)) spans.push_back(one.span);
  std::sort(spans.begin(), spans.end(), [](const auto& a, const auto& b) { return a.begin < b.begin; });
  ASSERT_GT(spans.size(), 3U);
  for (std::size_t i = 1; i < spans.size(); ++i) EXPECT_LE(spans[i - 1].end, spans[i].begin);
}

TEST(Search, ComparesTheMeaningOfWhatWasWeighedAndNotOfWhatStandsAround) {
  class Collecting : public Embedder {
   public:
    explicit Collecting(std::vector<std::string>& texts) : texts_(texts) {}
    [[nodiscard]] std::vector<float> embed(std::string_view text) const override {
      texts_.emplace_back(text);
      return {1, 0};
    }

   private:
    std::vector<std::string>& texts_;
  };
  document::Builder builder(Document{});
  builder.add(BlockKind::heading, "Handbook", 1);
  builder.add(BlockKind::heading, "Releases", 2);
  builder.add(BlockKind::paragraph, "It is closed on Sundays.");
  builder.add(BlockKind::paragraph, "The head of quality approves every release.");
  Search search(questions());
  search.add(builder.finish(), {"", "a.md", "1"}, nothing);
  std::vector<std::string> texts;
  const Collecting collecting(texts);
  EXPECT_THAT(quotes_of(search, 0, 1, &collecting),
              ElementsAre("a.md: It is closed on Sundays.\nThe head of quality approves every release."));
  EXPECT_THAT(texts,
              ElementsAre("Who approves the release of a version?", "Releases: The head of quality approves every release."));
}

TEST(Search, CountsTheHeadingThatAPassageStandsUnder) {
  Search search(questions());
  search.add(prose({"The head of quality signs."}, "Approval of a release"), {"", "a.md", "1"}, nothing);
  search.add(prose({"The head of logistics signs."}, "Ordering of paper"), {"", "b.md", "2"}, nothing);
  EXPECT_THAT(quotes_of(search, 0, 1), ElementsAre("a.md: The head of quality signs."));
}

TEST(Search, QuotesRowsWholeAndHeadersNever) {
  document::Builder builder(Document{});
  builder.begin_table();
  for (const auto& [row, column, text] : std::vector<std::tuple<int, int, const char*>>{{0, 0, "Release"},
                                                                                        {0, 1, "Approves"},
                                                                                        {1, 0, "Major"},
                                                                                        {1, 1, "Head of quality"},
                                                                                        {2, 0, "Minor"},
                                                                                        {2, 1, "Release team"}}) {
    builder.add_cell(row, column, text);
  }
  builder.end_table(0);
  Search search(questions());
  search.add(builder.finish(), {"", "a.md", "1"}, nothing);
  EXPECT_THAT(quotes_of(search, 0), ElementsAre("a.md: Major\nHead of quality\nMinor\nRelease team"));
}

TEST(Search, ComesToTheSameInAnyOrderAndOnAnyNumberOfThreads) {
  std::vector<std::pair<Source, Document>> documents;
  for (int i = 0; i < 60; ++i) {
    const std::string name = "d" + std::to_string(i) + ".md";
    // Many equal passages: only their place tells them apart.
    documents.emplace_back(
        Source{"", name, std::to_string(i % 50)},
        prose({"Release " + std::to_string(i % 7) + " is approved by the head of quality.", "Noon is at twelve."}));
  }
  const auto run = [&](unsigned threads) {
    Search search(questions());
    std::atomic<std::size_t> next{0};
    std::vector<std::thread> pool;
    for (unsigned t = 0; t < threads; ++t) {
      pool.emplace_back([&] {
        for (std::size_t i = next++; i < documents.size(); i = next++)
          search.add(documents[i].second, documents[i].first, nothing);
      });
    }
    for (std::thread& each : pool) each.join();
    return std::pair(quotes_of(search, 0, 20), quotes_of(search, 2, 20));
  };
  const auto once = run(1);
  EXPECT_EQ(once.first.size(), 7U) << "equal texts are told once";
  EXPECT_EQ(run(4), once);
  std::reverse(documents.begin(), documents.end());
  EXPECT_EQ(run(1), once);
}

TEST(Search, TakesOfEqualFilesTheOneOutsideContainersAndThenTheFirst) {
  Search search(questions());
  const Document document = prose({"The head of quality approves every release."});
  search.add(document, {"", "b.zip!a.md", "1"}, nothing);
  search.add(document, {"", "z.md", "1"}, nothing);
  search.add(document, {"", "y.md", "1"}, nothing);
  EXPECT_THAT(quotes_of(search, 0), ElementsAre("y.md: The head of quality approves every release."));
}

TEST(Search, CountsADocumentOnce) {
  Search once(questions());
  Search twice(questions());
  const Document document = prose({"The head of quality approves every release.", "A version is released."});
  const Document other = prose({"A version is approved.", "Noon."});
  for (Search* search : {&once, &twice, &twice}) {
    search->add(document, {"", "a.md", "1"}, nothing);
    search->add(other, {"", "b.md", "2"}, nothing);
  }
  EXPECT_EQ(quotes_of(once, 0, 10), quotes_of(twice, 0, 10));
}

TEST(Search, LeavesOutDocumentsThatDoNotCount) {
  Search search(questions());
  search.add(prose({"The head of quality approves every release."}), {"", "old.md", "1"}, nothing);
  search.add(prose({"The board approves a release."}), {"", "new.md", "2"}, nothing);
  const auto passages = search.best(
      0, 3, [](const std::string& path) { return path == "new.md"; }, nullptr);
  ASSERT_THAT(passages, SizeIs(1));
  EXPECT_EQ(passages[0].document, "new.md");
}

TEST(Search, KeepsABoundedNumberOfPassages) {
  Search search(questions());
  int described = 0;
  std::vector<std::string> many;
  for (int i = 0; i < 2000; ++i) many.push_back("Release " + std::to_string(i) + " is approved.");
  search.add(prose(many), {"", "a.md", "1"}, [&](std::size_t, document::Span) {
    ++described;
    return std::string();
  });
  EXPECT_LE(described, static_cast<int>(3 * Search::kept_of_document));
  EXPECT_THAT(search.best(0, 100, all, nullptr), SizeIs(Search::kept_of_document));
}

TEST(Search, HandsBackWhatWasSaidOfAPassage) {
  Search search(questions());
  search.add(prose({"The head of quality approves every release."}), {"", "a.md", "1"},
             [](std::size_t question, document::Span passage) {
               return std::to_string(question) + " at " + std::to_string(passage.begin) + "-" + std::to_string(passage.end);
             });
  EXPECT_EQ(search.best(0, 1, all, nullptr).at(0).description, "0 at 0-43");
}

TEST(Search, DrawsWordsAndMeaningTogether) {
  Search search(questions());
  for (int i = 0; i < 12; ++i) {
    search.add(prose({"A release is approved, says rule " + std::to_string(i) + "."}),
               {"", "a" + std::to_string(i), std::to_string(i)}, nothing);
  }
  search.add(prose({"Who gives green light is the head of quality."}), {"", "b.md", "b"}, nothing);
  EXPECT_THAT(quotes_of(search, 0), ::testing::Each(HasSubstr("says rule")));
  const Fond fond("green light");
  EXPECT_THAT(quotes_of(search, 0, 3, &fond), ::testing::Contains(HasSubstr("green light")));
}

TEST(Search, OfNothingIsNothing) {
  Search search(questions());
  EXPECT_THAT(search.best(0, 3, all, nullptr), IsEmpty());
  search.add(Document{}, {"", "a.md", "1"}, nothing);
  search.add(prose({}, "Approval of the release"), {"", "b.md", "2"}, nothing);
  EXPECT_THAT(search.best(0, 3, all, nullptr), IsEmpty());
}

}  // namespace
}  // namespace crosswalk::retrieval
