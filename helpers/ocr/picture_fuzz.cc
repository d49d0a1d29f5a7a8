// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extraction/fuzz_check.h"
#include "pictures.h"

/// The unpacking of pictures and what is made of their words, without tesseract: the first bytes of the picture say what it
/// reads.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace crosswalk;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const extraction::ocr::Recognize recognize =
      [](const extraction::ocr::GreyPicture& picture) -> base::Result<extraction::ocr::Page> {
    extraction::ocr::Page page;
    for (std::size_t i = 0; i + 4 < picture.points.size() && page.lines.size() < 40; i += 5) {
      const auto value = [&](std::size_t at) { return static_cast<float>(picture.points[i + at]); };
      extraction::ocr::Line line;
      line.top = 10 * value(0);
      line.bottom = line.top + value(1);
      line.height = value(2);
      for (int word = 0; word < 4; ++word) {
        const float left = value(3) + 60.0F * static_cast<float>(word);
        line.words.push_back({word == 2 ? "|" : "secure", left, left + 50, value(4)});
      }
      page.lines.push_back(std::move(line));
    }
    return page;
  };
  extraction::Limits limits = extraction::fuzz_limits();
  limits.ocr_pages = 3;
  limits.pages = 20;
  extraction::check_extracted(ocr::read_picture(bytes, limits, recognize));
  return 0;
}
