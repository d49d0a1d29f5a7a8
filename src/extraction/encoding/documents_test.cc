// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

namespace fs = std::filesystem;

fs::path shared_folder() {
  const char* const named = std::getenv("CROSSWALK_SHARED");
  return named != nullptr ? fs::path(named) : fs::path(CROSSWALK_SOURCE_DIR) / ".." / "shared";
}

Extract reader_of(const fs::path& path) {
  const std::string ending = path.extension().string();
  if (ending == ".md") return extract_markdown;
  if (ending == ".txt") return extract_text;
  if (ending == ".rst") return extract_rst;
  if (ending == ".csv") return extract_csv;
  if (ending == ".html") return extract_html;
  if (ending == ".json") return extract_json;
  if (ending == ".xml") return extract_xml;
  return nullptr;
}

/// Real documents of many hands: each is read, and keeps the promises of Document.
TEST(RealDocuments, AreReadAndKeepThePromisesOfDocument) {
  std::vector<fs::path> files;
  for (const char* const folder :
       {"corpus/develop/documents", "conformance/documents", "conformance/oscal", "conformance/csaf"}) {
    if (!fs::is_directory(shared_folder() / folder)) GTEST_SKIP() << "no shared documents";
    for (const fs::directory_entry& entry : fs::recursive_directory_iterator(shared_folder() / folder)) {
      constexpr std::uintmax_t most = 1 << 20;
      if (entry.is_regular_file() && entry.file_size() < most && reader_of(entry.path()) != nullptr)
        files.push_back(entry.path());
    }
  }
  std::sort(files.begin(), files.end());
  ASSERT_FALSE(files.empty());
  for (const fs::path& path : files) {
    std::ifstream in(path, std::ios::binary);
    const std::string bytes((std::istreambuf_iterator<char>(in)), std::istreambuf_iterator<char>());
    const document::Extracted extracted = reader_of(path)(bytes, Limits());
    if (bytes.find_first_not_of(" \r\n\t") != std::string::npos) {
      EXPECT_NE(extracted.status, document::Status::unreadable) << path.filename() << " " << base::word(extracted.reason);
    }
    EXPECT_THAT(faults_of(extracted.document), testing::IsEmpty()) << path.filename();
  }
}

}  // namespace
}  // namespace crosswalk::extraction
