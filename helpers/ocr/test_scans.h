// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <leptonica/allheaders.h>

#include <memory>
#include <string>
#include <vector>

namespace crosswalk::ocr {

struct DestroyPix {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using ScanPix = std::unique_ptr<PIX, DestroyPix>;

/// A sheet of paper at 300 dots per inch with these lines on it, in the letters that leptonica brings along.
inline ScanPix scan(const std::vector<std::string>& lines, int width = 2480, int height = 1200) {
  ScanPix pix(pixCreate(width, height, 8));
  pixSetAllGray(pix.get(), 255);
  pixSetResolution(pix.get(), 300, 300);
  L_BMF* font = bmfCreate(nullptr, 14);
  l_int32 y = 200;
  for (const std::string& line : lines) {
    l_int32 drawn = 0;
    l_int32 too_wide = 0;
    pixSetTextline(pix.get(), font, line.c_str(), 0, 200, y, &drawn, &too_wide);
    y += 80;
  }
  bmfDestroy(&font);
  return pix;
}

/// The bytes of a file in this format (IFF_PNG ...).
inline std::string file_of(PIX* pix, l_int32 format) {
  l_uint8* data = nullptr;
  size_t size = 0;
  pixWriteMem(&data, &size, pix, format);
  std::string out(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return out;
}

/// A PDF file whose pages are these pictures; an empty one is a page with the text "Typed text on a page of its own."
inline std::string pdf_of(const std::vector<ScanPix>& pages) {
  std::vector<std::string> objects{"<</Type/Catalog/Pages 2 0 R>>", "", "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"};
  std::string kids;
  const auto stream = [&](const std::string& entries, const std::string& data) {
    objects.push_back("<<" + entries + "/Length " + std::to_string(data.size()) + ">>stream\n" + data + "\nendstream");
    return std::to_string(objects.size()) + " 0 R";
  };
  for (const ScanPix& pix : pages) {
    std::string content = "BT /F 12 Tf 50 700 Td (Typed text on a page of its own.) Tj ET";
    std::string resources = "/Font<</F 3 0 R>>";
    std::string box = "595 842";
    if (pix) {
      const std::string width = std::to_string(pixGetWidth(pix.get()));
      const std::string height = std::to_string(pixGetHeight(pix.get()));
      std::string data;
      for (l_int32 y = 0; y < pixGetHeight(pix.get()); ++y) {
        for (l_int32 x = 0; x < pixGetWidth(pix.get()); ++x) {
          data +=
              static_cast<char>(GET_DATA_BYTE(pixGetData(pix.get()) + static_cast<std::ptrdiff_t>(y) * pixGetWpl(pix.get()), x));
        }
      }
      const std::string image = stream(
          "/Type/XObject/Subtype/Image/ColorSpace/DeviceGray/BitsPerComponent 8/Width " + width + "/Height " + height, data);
      const std::string across = std::to_string(pixGetWidth(pix.get()) * 72 / 300);
      const std::string down = std::to_string(pixGetHeight(pix.get()) * 72 / 300);
      content = across + " 0 0 " + down + " 0 0 cm /I Do";
      resources = "/XObject<</I " + image + ">>";
      box = across + " " + down;
    }
    const std::string contents = stream("", content);
    objects.push_back("<</Type/Page/Parent 2 0 R/MediaBox[0 0 " + box + "]/Contents " + contents + "/Resources<<" + resources +
                      ">>>>");
    kids += std::to_string(objects.size()) + " 0 R ";
  }
  objects[1] = "<</Type/Pages/Count " + std::to_string(pages.size()) + "/Kids[" + kids + "]>>";
  std::string out = "%PDF-1.5\n";
  std::string table = "0000000000 65535 f \n";
  for (std::size_t i = 0; i < objects.size(); ++i) {
    char place[24];
    std::snprintf(place, sizeof place, "%010zu 00000 n \n", out.size());
    table += place;
    out += std::to_string(i + 1) + " 0 obj\n" + objects[i] + "\nendobj\n";
  }
  const std::size_t start = out.size();
  const std::string size = std::to_string(objects.size() + 1);
  return out + "xref\n0 " + size + "\n" + table + "trailer<</Size " + size + "/Root 1 0 R>>\nstartxref\n" +
         std::to_string(start) + "\n%%EOF\n";
}

}  // namespace crosswalk::ocr
