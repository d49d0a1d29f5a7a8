// SPDX-License-Identifier: GPL-3.0-or-later
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "extraction/pool.h"
#include "platform/file.h"

namespace crosswalk::pdf {
namespace {

/// A file with these bytes, which is gone from its folder.
platform::File file_with(const std::string& bytes) {
  std::string path = (std::filesystem::temp_directory_path() / "crosswalk-pdf-XXXXXX").string();
  ::close(::mkstemp(path.data()));
  std::ofstream(path, std::ios::binary) << bytes;
  auto file = platform::File::open(path);
  std::filesystem::remove(path);
  return std::move(file).value();
}

TEST(PdfWorker, ReadsFilesInTheSandbox) {
  const std::string page =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 "
      "800]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
      "/Contents 4 0 R>>endobj 4 0 obj<</Length 93>>stream\n"
      "BT /F 12 Tf 50 700 Td (We inform our customers.) Tj ET 1 g BT /F 12 Tf 50 600 Td (unseen) Tj ET  \nendstream endobj "
      "trailer<</Root 1 0 R>>";
  extraction::PoolOptions options;
  options.worker = {CROSSWALK_BIN_DIR "/crosswalk-pdf", {"--worker"}};
  options.pdf_helper = options.worker;
  auto pool = extraction::WorkerPool::create(options);
  ASSERT_TRUE(pool) << pool.error().message();
  for (int round = 0; round < 3; ++round) {
    const document::Extracted extracted = pool->extract(file_with(page), "policies/disclosure.pdf");
    EXPECT_EQ(extracted.document.text, "We inform our customers.") << extracted.detail;
    EXPECT_EQ(extracted.document.hidden.size(), 1U);
  }
  EXPECT_EQ(pool->extract(file_with("%PDF-1.4\nnothing"), "a.pdf").reason, document::Reason::corrupt);
}

}  // namespace
}  // namespace crosswalk::pdf
