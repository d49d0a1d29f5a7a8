// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>

#include "base/text.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

namespace fs = std::filesystem;

fs::path documents() {
  const char* shared = std::getenv("CROSSWALK_SHARED");
  const fs::path root = shared != nullptr ? fs::path(shared) : fs::path(CROSSWALK_SOURCE_DIR) / ".." / "shared";
  return root / "conformance" / "documents";
}

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

nlohmann::json list_of(const char* name) {
  std::ifstream file(documents() / name);
  return file ? nlohmann::json::parse(file, nullptr, false) : nlohmann::json();
}

/// All that the file says to its reader: its text, its links, its comments and its properties.
std::string everything(const document::Extracted& out) {
  std::string text = out.document.text;
  for (const auto& property : out.document.properties) text += "\n" + property.value;
  for (const auto& hidden : out.document.hidden) {
    if (hidden.kind == document::HiddenText::Kind::comment) text += "\n" + hidden.text;
  }
  for (const auto& link : out.document.links) text += "\n" + link.target;
  for (const auto& warning : out.document.warnings) text += "\n" + warning;
  return base::collapse_space(text);
}

document::Extracted extract(const std::string& file) {
  const std::string bytes = bytes_of(documents() / file);
  return file.ends_with(".xlsx") ? extract_xlsx(bytes, {}) : extract_docx(bytes, {});
}

TEST(OoxmlConformance, FindsTheStringsThatOtherProjectsExpect) {
  const nlohmann::json list = list_of("expected_text.json");
  if (!list.is_array()) GTEST_SKIP() << "no conformance data; set CROSSWALK_SHARED";
  int passed = 0;
  int failed = 0;
  for (const auto& entry : list) {
    const auto format = entry.value("format", "");
    if (format != "docx" && format != "xlsx") continue;
    const auto file = entry.value("file", "");
    const document::Extracted out = extract(file);
    EXPECT_EQ(out.status, document::Status::read) << file;
    const std::string text = everything(out);
    const auto check = [&](const char* key, bool wanted) {
      for (const auto& value : entry.value(key, nlohmann::json::array())) {
        const std::string string = base::collapse_space(value.get<std::string>());
        const bool found = (wanted ? text : base::collapse_space(out.document.text)).find(string) != std::string::npos;
        found == wanted ? ++passed : ++failed;
        if (found != wanted) std::cout << file << ": " << (wanted ? "missing: " : "unwanted: ") << string << "\n";
      }
    };
    check("strings", true);
    check("strings_header_footer", true);
    check("not_contains", false);
  }
  std::cout << "documents (docx, xlsx): " << passed << " passed, " << failed << " failed\n";
  ASSERT_GT(passed, 0);
  EXPECT_GE(passed, 0.95 * (passed + failed));
}

TEST(OoxmlConformance, AnswersQuicklyAndWithAReasonOnHostileFiles) {
  const nlohmann::json list = list_of("expected_robust.json");
  if (!list.is_array()) GTEST_SKIP() << "no conformance data; set CROSSWALK_SHARED";
  for (const auto& entry : list) {
    const auto file = entry.value("file", "");
    // Whatever the file is: under either name it must be refused, not crash.
    const std::string bytes = bytes_of(documents() / file);
    for (const auto function : {extract_docx, extract_xlsx}) {
      const auto begin = std::chrono::steady_clock::now();
      const document::Extracted out = function(bytes, {});
      EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(10)) << file;
      EXPECT_EQ(out.status, document::Status::unreadable) << file;
      EXPECT_NE(out.reason, document::Reason::none) << file;
    }
    if (file.find("protected") != std::string::npos) {
      EXPECT_EQ(extract(file).reason, document::Reason::encrypted) << file;
    }
  }
}

}  // namespace
}  // namespace crosswalk::extraction
