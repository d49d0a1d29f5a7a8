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
#include "recognizer.h"
#include "test_scans.h"

namespace crosswalk::ocr {
namespace {

using testing::HasSubstr;

/// A file with these bytes, which is gone from its folder.
platform::File file_with(const std::string& bytes) {
  std::string path = (std::filesystem::temp_directory_path() / "crosswalk-ocr-XXXXXX").string();
  ::close(::mkstemp(path.data()));
  std::ofstream(path, std::ios::binary) << bytes;
  auto file = platform::File::open(path);
  std::filesystem::remove(path);
  return std::move(file).value();
}

extraction::PoolOptions options() {
  extraction::PoolOptions out;
  out.worker = {CROSSWALK_BIN_DIR "/crosswalk", {"--worker"}};
  out.pdf_helper = {CROSSWALK_BIN_DIR "/crosswalk-pdf", {"--worker"}};
  out.ocr_helper = {CROSSWALK_BIN_DIR "/crosswalk-ocr", {"--worker"}};
  return out;
}

const std::vector<std::string> sheet{"We inform our customers of every vulnerability",
                                     "without delay, and name the versions of the", "product that are affected by it."};

TEST(OcrWorker, RecognisesScansAndPicturesInTheSandbox) {
  if (load_language_data().empty()) GTEST_SKIP() << "tesseract-ocr-eng is not installed";
  auto pool = extraction::WorkerPool::create(options());
  ASSERT_TRUE(pool) << pool.error().message();
  std::vector<ScanPix> pages;
  pages.push_back(scan(sheet));
  const auto pdf = pool->extract(file_with(pdf_of(pages)), "scan.pdf");
  EXPECT_THAT(pdf.document.text, HasSubstr("We inform our customers of every vulnerability")) << pdf.detail;
  const auto picture = pool->extract(file_with(file_of(scan(sheet).get(), IFF_PNG)), "scan.png");
  EXPECT_THAT(picture.document.text, HasSubstr("name the versions of the")) << picture.detail;
  EXPECT_EQ(picture.document.media_type, "image/png");
}

TEST(OcrWorker, LeavesEverythingAsItIsWhereItIsNotInstalledOrNotWanted) {
  std::vector<ScanPix> pages;
  pages.push_back(scan(sheet));
  const std::string scanned = pdf_of(pages);
  const std::string picture = file_of(scan(sheet).get(), IFF_PNG);
  extraction::PoolOptions without = options();
  without.ocr_helper = {};
  auto pool = extraction::WorkerPool::create(without);
  ASSERT_TRUE(pool) << pool.error().message();
  auto extracted = pool->extract(file_with(scanned), "scan.pdf");
  EXPECT_EQ(extracted.reason, document::Reason::scanned_no_ocr);
  EXPECT_THAT(extracted.detail, HasSubstr("crosswalk-ocr) is not installed"));
  EXPECT_EQ(pool->extract(file_with(picture), "scan.png").reason, document::Reason::not_a_document);
  extraction::PoolOptions unwanted = options();
  unwanted.limits.ocr_pages = 0;
  auto second = extraction::WorkerPool::create(unwanted);
  ASSERT_TRUE(second) << second.error().message();
  extracted = second->extract(file_with(scanned), "scan.pdf");
  EXPECT_EQ(extracted.reason, document::Reason::scanned_no_ocr);
  EXPECT_EQ(second->extract(file_with(picture), "scan.png").detail, "image (PNG)");
}

TEST(OcrWorker, KeepsTheTypedPagesWhereRecognitionDies) {
  extraction::PoolOptions dying = options();
  dying.ocr_helper = {CROSSWALK_BIN_DIR "/crosswalk-ocr", {"--no-such-mode"}};
  auto pool = extraction::WorkerPool::create(dying);
  ASSERT_TRUE(pool) << pool.error().message();
  std::vector<ScanPix> pages;
  pages.emplace_back();
  pages.push_back(scan(sheet));
  const auto extracted = pool->extract(file_with(pdf_of(pages)), "mixed.pdf");
  EXPECT_EQ(extracted.status, document::Status::damaged);
  EXPECT_EQ(extracted.reason, document::Reason::crashed);
  EXPECT_EQ(extracted.document.text, "Typed text on a page of its own.");
  ASSERT_FALSE(extracted.document.warnings.empty());
  EXPECT_THAT(extracted.document.warnings.back(), HasSubstr("not recognised"));
}

}  // namespace
}  // namespace crosswalk::ocr
