// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/result.h"
#include "document/document.h"
#include "extraction/pdf/layout.h"

namespace crosswalk::extraction::ocr {

/// A picture in shades of grey, row by row, a byte for each point: 0 is black.
struct GreyPicture {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  double dots_per_inch = 300;
  std::vector<unsigned char> points;
};

/// A word as a recogniser gives it; lengths in points of the picture, from its upper left corner.
struct Word {
  /// UTF-8, without white space.
  std::string text;
  float x0 = 0;
  float x1 = 0;
  /// 0 to 100.
  float confidence = 0;
};

/// A line of words from left to right.
struct Line {
  std::vector<Word> words;
  float top = 0;
  float bottom = 0;
  /// From the lowest to the highest letters of its script, without regard to which occur: tells the size of the letters.
  float height = 0;
};

/// What was recognised of one picture, lines in reading order.
struct Page {
  std::vector<Line> lines;
};

/// Reads the letters of a picture. Errors: limit_exceeded if it takes too long; worker_failed.
using Recognize = std::function<base::Result<Page>(const GreyPicture& picture)>;

/// Of one recognised page what is worth to be read.
struct Legible {
  /// For pdf::lay_out(), lengths in points of 1/72 inch.
  pdf::Page page;
  /// The mean confidence of the words, weighed by their letters, 1 to 100; 0 without words.
  std::uint8_t confidence = 0;
  /// Words of three letters or more that are certain enough to tell a text from a photo.
  std::size_t clear_words = 0;
};

/// Leaves out lines that are no text: specks, ruled lines and photos come out as lines of low confidence. Lines are kept or left
/// out as a whole, because a sentence without one of its words ("not") can say the opposite. Sizes of lines that differ only by
/// the noise of recognition are made equal.
Legible legible(const Page& recognized, const GreyPicture& picture);

/// Whether a picture by itself is a document: enough of what was recognised on its pages is clear. A photo, an icon or a chart
/// with some labels is none.
bool is_document(const std::vector<Legible>& pages);

/// Where tesseract's language data (English) are usually installed: the first of these files that is there is used.
std::vector<std::string> language_data_places();

/// "page 3", "pages 3, 5 to 9 and 12", for warnings; `pages` ascending.
std::string page_list(const std::vector<std::uint32_t>& pages);

}  // namespace crosswalk::extraction::ocr
