// SPDX-License-Identifier: GPL-3.0-or-later
#include "ocr_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "recognizer.h"
#include "test_scans.h"

namespace crosswalk::ocr {
namespace {

using document::Extracted;
using document::Reason;
using document::Status;
using testing::ElementsAre;
using testing::Gt;
using testing::HasSubstr;

const std::vector<std::string> policy{
    "Disclosure policy",
    "",
    "We inform our customers of every vulnerability without delay.",
    "Each advisory names the affected versions of the product,",
    "the severity of the weakness and what the user can do about it.",
    "Reports are acknowledged within five working days.",
};

class OcrReader : public testing::Test {
 protected:
  void SetUp() override {
    if (load_language_data().empty()) GTEST_SKIP() << "tesseract-ocr-eng is not installed";
    prepare();
  }
  static Extracted read(const std::string& bytes, const extraction::Limits& limits = {}) { return read_scan(bytes, limits); }
};

std::vector<ScanPix> sheets(std::size_t count) {
  std::vector<ScanPix> out;
  for (std::size_t i = 0; i < count; ++i) out.push_back(scan(policy));
  return out;
}

TEST_F(OcrReader, ReadsAPageWithoutTextAndSaysHowCertainItIs) {
  std::vector<ScanPix> pages;
  pages.emplace_back();
  pages.push_back(scan(policy));
  const Extracted extracted = read(pdf_of(pages));
  const document::Document& document = extracted.document;
  EXPECT_EQ(extracted.status, Status::read) << extracted.detail;
  EXPECT_THAT(document.text, HasSubstr("Typed text on a page of its own."));
  EXPECT_THAT(document.text, HasSubstr("We inform our customers of every vulnerability without delay."));
  EXPECT_THAT(document.text, HasSubstr("Reports are acknowledged within five working days."));
  ASSERT_EQ(document.ocr_pages.size(), 1U);
  EXPECT_EQ(document.ocr_pages[0].page, 2U);
  EXPECT_GE(document.ocr_pages[0].confidence, 80);
  EXPECT_TRUE(document.pages_without_text.empty());
  const std::string typed = document.locate(static_cast<document::ByteOffset>(document.text.find("Typed"))).text();
  const std::string scanned = document.locate(static_cast<document::ByteOffset>(document.text.find("We inform"))).text();
  EXPECT_EQ(typed, "page 1, line 1");
  EXPECT_EQ(scanned, "page 2, line 2 (OCR, confidence " + std::to_string(document.ocr_pages[0].confidence) + " %)");
}

TEST_F(OcrReader, GivesTheSameForTheSameBytesWhateverItReadBefore) {
  const std::string file = file_of(scan(policy).get(), IFF_PNG);
  const std::string first = document::to_wire(read(file));
  read(file_of(
      scan({"Quite another text about horses and bees", "that has nothing to do with the first one,", "but is long enough."})
          .get(),
      IFF_PNG));
  EXPECT_EQ(document::to_wire(read(file)), first);
}

TEST_F(OcrReader, RecognisesTheFirstPagesAndNamesTheOthers) {
  extraction::Limits limits;
  limits.ocr_pages = 1;
  const Extracted extracted = read(pdf_of(sheets(3)), limits);
  EXPECT_EQ(extracted.status, Status::read);
  EXPECT_EQ(extracted.document.ocr_pages.size(), 1U);
  EXPECT_THAT(extracted.document.pages_without_text, ElementsAre(2U, 3U));
  ASSERT_EQ(extracted.document.warnings.size(), 1U);
  EXPECT_THAT(extracted.document.warnings[0], HasSubstr("pages 2 and 3"));
}

TEST_F(OcrReader, ReadsPictureFilesOfAllKinds) {
  const ScanPix pix = scan(policy);
  for (const l_int32 format : {IFF_PNG, IFF_JFIF_JPEG, IFF_TIFF_LZW, IFF_BMP, IFF_GIF, IFF_WEBP, IFF_PNM}) {
    const Extracted extracted = read(file_of(pix.get(), format));
    EXPECT_EQ(extracted.status, Status::read) << format << " " << extracted.detail;
    EXPECT_THAT(extracted.document.text, HasSubstr("acknowledged within five working days")) << format;
    EXPECT_EQ(extracted.document.format, "image");
    EXPECT_EQ(extracted.document.ocr_pages.size(), 1U);
  }
}

TEST_F(OcrReader, ReadsAllPagesOfATiffFile) {
  PIXA* pages = pixaCreate(2);
  pixaAddPix(pages, scan(policy).release(), L_INSERT);
  pixaAddPix(pages, scan({"The second sheet says that updates are signed", "and that keys are kept in a safe place."}).release(),
             L_INSERT);
  l_uint8* data = nullptr;
  size_t size = 0;
  pixaWriteMemMultipageTiff(&data, &size, pages);
  const std::string file(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  pixaDestroy(&pages);
  const Extracted extracted = read(file);
  EXPECT_EQ(extracted.document.pages, 2U);
  EXPECT_THAT(extracted.document.text, HasSubstr("keys are kept in a safe place"));
  EXPECT_EQ(extracted.document.locate(static_cast<document::ByteOffset>(extracted.document.text.find("The second"))).page, 2U);
}

TEST_F(OcrReader, LeavesPicturesWithoutTextAlone) {
  // Smooth clouds, noise, an icon, a label.
  ScanPix clouds(pixCreate(1200, 900, 8));
  ScanPix noise(pixCreate(1200, 900, 8));
  std::uint32_t random = 1;
  for (l_int32 y = 0; y < 900; ++y) {
    for (l_int32 x = 0; x < 1200; ++x) {
      random = random * 1664525U + 1013904223U;
      SET_DATA_BYTE(pixGetData(clouds.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(clouds.get()), x,
                    ((x * y) / 4000 + x / 9) & 0xFF);
      SET_DATA_BYTE(pixGetData(noise.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(noise.get()), x, random >> 24);
    }
  }
  const ScanPix icon = scan({}, 64, 64);
  const ScanPix label = scan({"Press start"});
  for (const PIX* pix : {clouds.get(), noise.get(), icon.get(), label.get()}) {
    const Extracted extracted = read(file_of(const_cast<PIX*>(pix), IFF_PNG));
    EXPECT_EQ(extracted.status, Status::skipped);
    EXPECT_EQ(extracted.reason, Reason::not_a_document);
    EXPECT_THAT(extracted.detail, HasSubstr("image (PNG)"));
  }
}

TEST_F(OcrReader, SurvivesGiganticAndDamagedPictures) {
  std::string png = file_of(scan(policy).get(), IFF_PNG);
  EXPECT_EQ(read(png.substr(0, png.size() / 3)).reason, Reason::not_a_document);
  // Width and height of 60,000 points; checksums of the header are the decoder's affair.
  for (const std::size_t at : {16U, 20U}) png.replace(at, 4, std::string("\0\0\xEA\x60", 4));
  const Extracted large = read(png);
  EXPECT_EQ(large.status, Status::skipped);
  EXPECT_THAT(large.detail, HasSubstr("60000 x 60000"));
  EXPECT_EQ(read("GIF89a\xFF\xFF\xFF\xFF" + std::string(200, '\0')).reason, Reason::not_a_document);
  EXPECT_EQ(read(std::string("II*\0", 4) + std::string(200, '\xFF')).reason, Reason::not_a_document);
}

TEST_F(OcrReader, SaysWhereAScanHasNoText) {
  std::vector<ScanPix> pages;
  pages.push_back(scan({}));
  const Extracted extracted = read(pdf_of(pages));
  EXPECT_EQ(extracted.status, Status::unreadable);
  EXPECT_EQ(extracted.reason, Reason::scanned_no_ocr);
  EXPECT_THAT(extracted.detail, HasSubstr("no text was recognised"));
}

TEST_F(OcrReader, GivesUpOnAPageThatTakesTooLong) {
  extraction::Limits limits;
  limits.ocr_page_milliseconds = 1;
  std::vector<ScanPix> pages;
  pages.emplace_back();
  pages.push_back(scan(policy));
  const Extracted extracted = read(pdf_of(pages), limits);
  EXPECT_EQ(extracted.status, Status::damaged);
  EXPECT_EQ(extracted.reason, Reason::timeout);
  EXPECT_THAT(extracted.document.text, HasSubstr("Typed text"));
  EXPECT_THAT(extracted.document.pages_without_text, ElementsAre(2U));
}

}  // namespace
}  // namespace crosswalk::ocr
