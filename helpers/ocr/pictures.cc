// SPDX-License-Identifier: GPL-3.0-or-later
#include "pictures.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "extraction/pdf/layout.h"

namespace crosswalk::ocr {
namespace {

namespace recognized = extraction::ocr;
using document::Extracted;
using document::Reason;
using extraction::Limits;

struct Destroy {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, Destroy>;

constexpr std::uint64_t kMostPoints = 80'000'000;
constexpr double kMostRecognized = 20e6;
// Smaller than this is an icon, a button or a line.
constexpr std::uint32_t kLeastWidth = 200;
constexpr std::uint32_t kLeastHeight = 60;

struct Kind {
  std::string_view name;
  std::string_view media_type;
};

Kind kind_of(l_int32 format) {
  switch (format) {
    case IFF_PNG:
      return {"PNG", "image/png"};
    case IFF_JFIF_JPEG:
      return {"JPEG", "image/jpeg"};
    case IFF_TIFF:
    case IFF_TIFF_PACKBITS:
    case IFF_TIFF_RLE:
    case IFF_TIFF_G3:
    case IFF_TIFF_G4:
    case IFF_TIFF_LZW:
    case IFF_TIFF_ZIP:
    case IFF_TIFF_JPEG:
      return {"TIFF", "image/tiff"};
    case IFF_BMP:
      return {"BMP", "image/bmp"};
    case IFF_GIF:
      return {"GIF", "image/gif"};
    case IFF_WEBP:
      return {"WebP", "image/webp"};
    case IFF_PNM:
      return {"PNM", "image/x-portable-anymap"};
    default:
      return {};
  }
}

std::uint32_t little(std::string_view bytes, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count && at + i < bytes.size(); ++i) {
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  }
  return value;
}

struct Size {
  std::uint64_t width = 0;
  std::uint64_t height = 0;
};

/// What a picture says of its size, before anything is unpacked; page counts from 0. No width: there is no such page.
Size size_of(std::string_view bytes, l_int32 format, std::uint32_t page) {
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  l_int32 width = 0;
  l_int32 height = 0;
  if (kind_of(format).name == "TIFF") {
    if (readHeaderMemTiff(data, bytes.size(), static_cast<l_int32>(page), &width, &height, nullptr, nullptr, nullptr, nullptr,
                          nullptr) != 0) {
      return {};
    }
  } else if (format == IFF_GIF) {
    // leptonica would unpack it all. Source: GIF 89a specification, 18 and 20; frames may be larger than the screen.
    width = static_cast<l_int32>(little(bytes, 6, 2));
    height = static_cast<l_int32>(little(bytes, 8, 2));
  } else {
    l_int32 found = 0;
    if (pixReadHeaderMem(data, bytes.size(), &found, &width, &height, nullptr, nullptr, nullptr) != 0) return {};
  }
  if (width <= 0 || height <= 0) return {};
  return {static_cast<std::uint64_t>(width), static_cast<std::uint64_t>(height)};
}

Extracted no_document(std::string detail) {
  Extracted out;
  out.status = document::Status::skipped;
  out.reason = Reason::not_a_document;
  out.detail = std::move(detail);
  out.document.format = "image";
  return out;
}

/// In shades of grey on white, at a size that letters are recognised well at. Empty where that fails.
recognized::GreyPicture grey_of(Pix pix) {
  recognized::GreyPicture out;
  double dots_per_inch = pixGetXRes(pix.get());
  if (pixGetSpp(pix.get()) == 4) pix.reset(pixAlphaBlendUniform(pix.get(), 0xFFFFFF00));
  if (pix) pix.reset(pixConvertTo8(pix.get(), 0));
  if (!pix) return out;
  const double width = pixGetWidth(pix.get());
  const double height = pixGetHeight(pix.get());
  // Pictures without a resolution: a page that was scanned or photographed fills a sheet, a smaller one was shown on a screen.
  if (!(dots_per_inch >= 50 && dots_per_inch <= 2400))
    dots_per_inch = std::max(width, height) >= 2000 ? std::max(width, height) / 11.7 : 96;
  double scale = dots_per_inch < 150 ? 2 : 1;
  if (scale > 1 && width * height > 6e6) scale = 1;
  scale = std::min(scale, std::sqrt(kMostRecognized / (width * height)));
  if (std::abs(scale - 1) > 0.01) {
    const auto factor = static_cast<l_float32>(scale);
    pix.reset(pixScale(pix.get(), factor, factor));
    if (!pix) return out;
  }
  out.width = static_cast<std::uint32_t>(pixGetWidth(pix.get()));
  out.height = static_cast<std::uint32_t>(pixGetHeight(pix.get()));
  out.dots_per_inch = dots_per_inch * scale;
  out.points.resize(std::size_t{out.width} * out.height);
  const l_uint32* words = pixGetData(pix.get());
  const auto stride = static_cast<std::size_t>(pixGetWpl(pix.get()));
  for (std::size_t y = 0; y < out.height; ++y) {
    const l_uint32* row = words + y * stride;
    for (std::size_t x = 0; x < out.width; ++x) {
      out.points[y * out.width + x] = static_cast<unsigned char>(row[x / 4] >> (24 - 8 * (x % 4)));
    }
  }
  return out;
}

struct Reading {
  std::vector<recognized::Legible> pages;
  std::vector<std::uint32_t> not_tried;
  std::vector<std::string> warnings;
  Reason reason = Reason::none;
};

}  // namespace

Extracted read_picture(std::string_view bytes, const Limits& limits, const recognized::Recognize& recognize) {
  setMsgSeverity(L_SEVERITY_NONE);
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  l_int32 format = IFF_UNKNOWN;
  // The formats are told by up to 12 bytes.
  if (bytes.size() < 64 || findFileFormatBuffer(data, &format) != 0) return no_document("image");
  const Kind kind = kind_of(format);
  if (kind.name.empty()) return no_document("image");
  const std::string name = "image (" + std::string(kind.name) + ")";
  const bool many = kind.name == "TIFF";
  Reading reading;
  std::uint32_t count = 0;
  for (std::uint32_t page = 0; page == 0 || (many && page < limits.pages); ++page) {
    const Size size = size_of(bytes, format, page);
    if (size.width == 0) {
      if (page == 0) return no_document(name + ", damaged");
      break;
    }
    count = page + 1;
    const bool small = size.width < kLeastWidth || size.height < kLeastHeight;
    if (!many && small) return no_document(name);
    if (size.width > kMostPoints || size.height > kMostPoints || size.width * size.height > kMostPoints) {
      const std::string measure = std::to_string(size.width) + " x " + std::to_string(size.height) + " points";
      if (!many) return no_document(name + " of " + measure + ", too large to be unpacked");
      reading.warnings.push_back("page " + std::to_string(count) + " was not recognised: " + measure);
      reading.pages.emplace_back();
      continue;
    }
    if (page >= limits.ocr_pages) {
      // Only counted.
      reading.not_tried.push_back(count);
      reading.pages.emplace_back();
      continue;
    }
    recognized::GreyPicture picture;
    if (!small) {
      Pix pix(many ? pixReadMemTiff(data, bytes.size(), static_cast<l_int32>(page)) : pixReadMem(data, bytes.size()));
      // What a file says of its size, and what is in it, may differ.
      if (pix && static_cast<std::uint64_t>(pixGetWidth(pix.get())) * static_cast<std::uint64_t>(pixGetHeight(pix.get())) <=
                     kMostPoints) {
        picture = grey_of(std::move(pix));
      }
    }
    reading.pages.emplace_back();
    if (picture.points.empty()) {
      if (!many) return no_document(name + ", damaged");
      if (!small) reading.warnings.push_back("page " + std::to_string(count) + " could not be unpacked");
      continue;
    }
    const auto page_read = recognize(picture);
    if (!page_read) {
      reading.reason = page_read.error().code == base::ErrorCode::limit_exceeded ? Reason::timeout : Reason::crashed;
      reading.warnings.push_back("page " + std::to_string(count) + " was not recognised: " + page_read.error().detail);
      continue;
    }
    reading.pages.back() = recognized::legible(*page_read, picture);
  }
  if (!recognized::is_document(reading.pages)) {
    if (reading.reason != Reason::none) return extraction::unreadable(reading.reason, name + ": " + reading.warnings.front());
    return no_document(name + " without readable text");
  }
  Extracted out;
  extraction::pdf::Source source;
  std::vector<document::OcrPage> ocr_pages;
  std::vector<std::uint32_t> without;
  for (std::size_t i = 0; i < reading.pages.size(); ++i) {
    const auto number = static_cast<std::uint32_t>(i + 1);
    if (reading.pages[i].confidence > 0) {
      ocr_pages.push_back({number, reading.pages[i].confidence});
    } else {
      without.push_back(number);
    }
    source.pages.push_back(std::move(reading.pages[i].page));
  }
  out.document = extraction::pdf::lay_out(source, limits);
  // Its one warning says what was left out.
  if (!out.document.warnings.empty()) out.status = document::Status::damaged;
  out.document.format = "image";
  out.document.media_type = std::string(kind.media_type);
  out.document.pages = count;
  out.document.pages_without_text = std::move(without);
  out.document.ocr_pages = std::move(ocr_pages);
  for (std::string& warning : reading.warnings) out.document.warnings.push_back(std::move(warning));
  if (!reading.not_tried.empty()) {
    out.document.warnings.push_back(recognized::page_list(reading.not_tried) +
                                    (reading.not_tried.size() == 1 ? " was" : " were") + " not recognised: only " +
                                    std::to_string(limits.ocr_pages) + " pages of a document are");
  }
  if (reading.reason != Reason::none) {
    out.status = document::Status::damaged;
    out.reason = reading.reason;
  }
  return out;
}

}  // namespace crosswalk::ocr
