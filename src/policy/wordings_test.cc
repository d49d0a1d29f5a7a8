// SPDX-License-Identifier: Apache-2.0
// That no rule was written for a sentence of our own templates: else a review would find its own words.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <regex>
#include <sstream>
#include <string>
#include <vector>

#include "packs/rules.h"

namespace crosswalk::policy {
namespace {

namespace fs = std::filesystem;

const fs::path packs_folder = fs::path(CROSSWALK_SOURCE_DIR) / "packs";
constexpr std::ptrdiff_t fewest_words = 6;

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

/// Small letters and digits, everything else as one space: " the case is closed ".
std::string words_of(std::string_view text) {
  std::string out = " ";
  for (const char c : text) {
    const bool upper = c >= 'A' && c <= 'Z';
    const bool plain = upper || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
    if (plain) {
      out += upper ? static_cast<char>(c - 'A' + 'a') : c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

/// The sentences of a template, cells and items among them, in words_of(); what is filled in ends one.
std::vector<std::string> sentences_of(std::string text) {
  text = std::regex_replace(text, std::regex(R"(\{\{!([^}]|\}[^}])*\}\})"), "\n");
  // A name within a sentence may say anything: what stands on either side of it is looked at alone, too.
  const std::string with_gaps = std::regex_replace(text, std::regex(R"(\{\{[^}]*\}\}|\[\[BLANK [^\]]*\]\])"), " ");
  const std::string in_parts = std::regex_replace(text, std::regex(R"(\{\{[^}]*\}\}|\[\[BLANK [^\]]*\]\])"), ". ");
  std::vector<std::string> out;
  for (const std::string* one : {&with_gaps, &in_parts}) {
    const std::string joined = std::regex_replace(*one, std::regex(R"(([^\n|])\n([A-Za-z]))"), "$1 $2");
    std::istringstream lines(std::regex_replace(joined, std::regex(R"([.?!:;]\s|\||\n)"), "\n"));
    for (std::string line; std::getline(lines, line);) {
      std::string words = words_of(line);
      if (std::count(words.begin(), words.end(), ' ') > fewest_words) out.push_back(std::move(words));
    }
  }
  return out;
}

std::map<std::string, std::string> files_below(const fs::path& root) {
  std::map<std::string, std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(root)) {
    if (entry.is_regular_file()) out[entry.path().lexically_relative(root).generic_string()] = read_file(entry.path());
  }
  return out;
}

std::string all_sentences_found(const std::vector<std::string>& sentences, const std::string& phrases) {
  std::string out;
  for (const std::string& sentence : sentences) {
    const std::boyer_moore_horspool_searcher searcher(sentence.begin(), sentence.end());
    if (std::search(phrases.begin(), phrases.end(), searcher) != phrases.end()) out += sentence + "\n";
  }
  return out;
}

/// Everything that a rule can look for, in words_of(), a text a line: what phrases stand for, and patterns, rules and the lexicon
/// as they are written.
std::string everything_looked_for() {
  std::string out;
  for (const auto& language : fs::directory_iterator(packs_folder / "lexicon")) {
    const auto files = files_below(language.path());
    packs::Diagnostics diagnostics;
    const packs::Lexicon lexicon = packs::load_lexicon(language.path().filename().string(), files, diagnostics);
    EXPECT_FALSE(diagnostics.has_errors()) << diagnostics.text();
    for (const packs::Concept& one : lexicon.concepts) {
      for (const auto* texts : {&one.texts, &one.patterns, &one.link_texts, &one.link_patterns}) {
        for (const std::string& text : *texts) out += words_of(text) + "\n";
      }
    }
    for (const auto& [name, text] : files) out += words_of(text) + "\n";
  }
  for (const auto& pack : fs::directory_iterator(packs_folder)) {
    if (!fs::exists(pack.path() / "rules")) continue;
    for (const auto& [name, text] : files_below(pack.path() / "rules")) out += words_of(text) + "\n";
  }
  return out;
}

TEST(Templates, NoSentenceIsAPatternOfTheRules) {
  const std::string phrases = everything_looked_for();
  EXPECT_GT(std::count(phrases.begin(), phrases.end(), '\n'), 50'000);
  std::size_t count = 0;
  for (const auto& [name, text] : files_below(packs_folder / "templates")) {
    const auto sentences = sentences_of(text);
    count += sentences.size();
    EXPECT_EQ(all_sentences_found(sentences, phrases), "") << name;
  }
  EXPECT_GT(count, 200U);
}

/// The records of an example prove what they prove because of what they say, not because a rule or a case was copied into them.
TEST(Records, NoSentenceIsAPatternOrACase) {
  std::string phrases = everything_looked_for();
  for (const auto& [name, text] : files_below(packs_folder / "iec-81001-5-1/cases")) phrases += words_of(text) + "\n";
  std::size_t count = 0;
  for (const auto& [name, text] : files_below(fs::path(CROSSWALK_SOURCE_DIR) / "examples/release/records")) {
    const auto sentences = sentences_of(text);
    count += sentences.size();
    EXPECT_EQ(all_sentences_found(sentences, phrases), "") << name;
  }
  EXPECT_GT(count, 60U);
}

TEST(Templates, ASentenceThatWereAPatternWouldBeFound) {
  const auto sentences = sentences_of(
      "# T\n{{! Not of\nthe text at all, a remark. }}\nEvery case is tracked to its closure. It\nis {{name}} closed as resolved "
      "or as rejected.\n"
      "| The state of the case, told often | x |\n- within {{a}} days\n");
  const auto found = [&](const char* phrase) { return !all_sentences_found(sentences, words_of(phrase) + "\n").empty(); };
  EXPECT_TRUE(found("every case is tracked to its closure"));
  EXPECT_TRUE(found("and (every) case; is tracked to its closure!"));
  EXPECT_TRUE(found("closed as resolved or as rejected"));
  EXPECT_TRUE(found("it is closed as resolved or as rejected"));
  EXPECT_TRUE(found("the state of the case told often"));
  EXPECT_FALSE(found("case is tracked to its closure"));
  EXPECT_FALSE(found("not of the text at all a remark"));
}

}  // namespace
}  // namespace crosswalk::policy
