// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.h"
#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

namespace fs = std::filesystem;

fs::path documents() {
  const char* shared = std::getenv("CROSSWALK_SHARED");
  const fs::path root = shared != nullptr ? fs::path(shared) : fs::path(CROSSWALK_SOURCE_DIR) / ".." / "shared";
  return root / "conformance" / "documents";
}

/// RTF and CSV files of other projects: the strings that their own tests expect are found.
TEST(FormatsConformance, FindsTheStringsThatOtherProjectsExpect) {
  std::ifstream list_file(documents() / "expected_text.json");
  if (!list_file) GTEST_SKIP() << "no conformance data; set CROSSWALK_SHARED";
  const nlohmann::json list = nlohmann::json::parse(list_file, nullptr, false);
  ASSERT_TRUE(list.is_array());
  std::map<std::string, std::pair<int, int>> counts;  // found, not found
  for (const auto& entry : list) {
    const auto format = entry.value("format", "");
    if (format != "rtf" && format != "csv") continue;
    const auto file = entry.value("file", "");
    std::ifstream in(documents() / file, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const document::Extracted out = format == "rtf" ? extract_rtf(bytes, {}) : extract_csv(bytes, {});
    EXPECT_NE(out.status, document::Status::unreadable) << file;
    EXPECT_TRUE(faults_of(out.document).empty()) << file;
    const std::string text = base::collapse_space(out.document.text);
    for (const auto& value : entry.value("strings", nlohmann::json::array())) {
      const std::string string = base::collapse_space(value.get<std::string>());
      const bool found = text.find(string) != std::string::npos;
      ++(found ? counts[format].first : counts[format].second);
      if (!found) std::cout << file << ": missing: " << string << "\n";
    }
  }
  for (const auto& [format, count] : counts) {
    std::cout << "documents (" << format << "): " << count.first << " passed, " << count.second << " failed\n";
    EXPECT_GE(count.first, 0.97 * (count.first + count.second)) << format;
  }
  EXPECT_EQ(counts.size(), 2U);
}

}  // namespace
}  // namespace crosswalk::extraction
