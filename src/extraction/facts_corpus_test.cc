// SPDX-License-Identifier: Apache-2.0
// How well the facts of a document are told, measured on labelled documents where these are at hand.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>

#include "base/words.h"
#include "extraction/extractor.h"
#include "facts/facts.h"

namespace crosswalk::extraction {
namespace {

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return std::move(out).str();
}

/// The value of `"key": "value"` in one line of JSON; facets hold no escapes.
std::string value_of(std::string_view line, std::string_view key) {
  const std::string mark = "\"" + std::string(key) + "\": \"";
  const std::size_t at = line.find(mark);
  if (at == std::string_view::npos) return {};
  const std::size_t begin = at + mark.size();
  return std::string(line.substr(begin, line.find('"', begin) - begin));
}

struct Share {
  int right = 0;
  int all = 0;
  void count(bool is_right) {
    ++all;
    if (is_right) ++right;
  }
  [[nodiscard]] double value() const { return all == 0 ? 0.0 : static_cast<double>(right) / all; }
};

TEST(FactsCorpus, MostFactsAreToldAsReadersToldThem) {
  const char* shared = std::getenv("CROSSWALK_SHARED");
  std::filesystem::path corpus =
      shared != nullptr ? std::filesystem::path(shared) : std::filesystem::path(CROSSWALK_SOURCE_DIR) / "../shared";
  corpus /= "corpus/develop";
  if (!std::filesystem::exists(corpus / "labels.jsonl")) GTEST_SKIP() << "no labelled documents; set CROSSWALK_SHARED";

  std::istringstream labels(read_file(corpus / "labels.jsonl"));
  std::map<std::string, Share> shares;
  int own_lost = 0;
  for (std::string line; std::getline(labels, line);) {
    const std::string name = value_of(line, "document");
    const std::string ending = std::filesystem::path(name).extension().string();
    Extract extract = ending == ".md" ? extract_markdown : ending == ".rst" || ending == ".txt" ? extract_text : nullptr;
    if (extract == nullptr) continue;
    document::Extracted extracted = extract(read_file(corpus / "documents" / name), Limits{});
    // The number before the name is the corpus's own.
    facts::fill(extracted, std::string_view(name).substr(name.find('-') + 1));
    const document::Facts& facts = extracted.facts;

    std::string owner = value_of(line, "owner");
    if (owner == "manufacturer-or-project") owner = "own";
    if (owner == "finder" || owner == "personal-or-course") owner = "third_party";
    std::string role = value_of(line, "role");
    std::replace(role.begin(), role.end(), '-', '_');
    const std::string state = value_of(line, "state");
    const std::string language = value_of(line, "language");
    const auto told_state = facts.control.state;
    const bool in_force = told_state == document::State::effective || told_state == document::State::unknown;

    shares["language"].count(facts.language == (language.empty() ? "en" : language));
    shares["owner"].count(base::word(facts.owner) == owner);
    // Readers had no word for reports.
    shares["role"].count(base::word(facts.role) == role || (role == "other" && facts.role == document::Role::report));
    shares["in force"].count(in_force == (state == "effective" || state == "unknown"));
    const bool evidence = facts.owner == document::Owner::own || facts.owner == document::Owner::unknown;
    if (owner == "own" && !evidence) ++own_lost;
  }
  for (const auto& [facet, share] : shares) std::cout << facet << ": " << share.right << " of " << share.all << "\n";
  EXPECT_EQ(shares["language"].value(), 1.0);
  EXPECT_GE(shares["owner"].value(), 0.85);
  EXPECT_GE(shares["role"].value(), 0.85);
  EXPECT_GE(shares["in force"].value(), 0.9);
  EXPECT_EQ(own_lost, 0) << "documents of makers that would be disregarded";
}

}  // namespace
}  // namespace crosswalk::extraction
