// SPDX-License-Identifier: Apache-2.0
#include "extraction/ocr/recognized.h"

#include <algorithm>
#include <cmath>

#include "base/text.h"

namespace crosswalk::extraction::ocr {
namespace {

// Measured on scans of office documents (300, 150 and 100 dpi) and on photos, charts and icons: lines of text lie above 60, also
// on bad scans; what is no text lies below 40.
constexpr float kLegibleLine = 40;
constexpr float kClearWord = 70;
constexpr std::size_t kDocumentWords = 12;
// Heights of lines of one font differ by this much, as their letters do.
constexpr float kSameHeight = 0.14F;

std::size_t letters_of(std::string_view text) {
  std::size_t letters = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint c = base::decode_utf8(text, at);
    at += c.length;
    const bool ascii_letter = (c.value >= 'a' && c.value <= 'z') || (c.value >= 'A' && c.value <= 'Z');
    // Beyond the blocks of signs: dashes, quotes, arrows, lines of boxes.
    const bool other = c.value >= 0xC0 && c.value != 0xD7 && c.value != 0xF7 && !(c.value >= 0x2000 && c.value <= 0x2BFF);
    letters += ascii_letter || (c.value >= '0' && c.value <= '9') || other ? 1 : 0;
  }
  return letters;
}

/// The mean of the words of a line, weighed by their letters; signs alone count little.
struct Mean {
  double sum = 0;
  double weight = 0;

  void add(const Word& word) {
    const double letters = static_cast<double>(letters_of(word.text)) + 0.25;
    sum += letters * std::clamp(static_cast<double>(word.confidence), 0.0, 100.0);
    weight += letters;
  }
  [[nodiscard]] double value() const { return weight > 0 ? sum / weight : 0; }
};

bool sensible(const Line& line) {
  return std::isfinite(line.top) && std::isfinite(line.bottom) && std::isfinite(line.height) && line.bottom > line.top;
}

/// For each line the height that its font has on this page: heights are gathered around the most common ones.
std::vector<float> settled_heights(const std::vector<const Line*>& lines) {
  std::vector<float> out(lines.size(), 0);
  std::vector<std::size_t> order(lines.size());
  const auto height = [&](std::size_t i) { return std::max(lines[i]->height, 1.0F); };
  for (std::size_t i = 0; i < lines.size(); ++i) order[i] = i;
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return std::pair(height(a), a) < std::pair(height(b), b); });
  const auto letters = [&](std::size_t i) {
    std::size_t sum = 0;
    for (const Word& word : lines[i]->words) sum += word.text.size();
    return sum;
  };
  // The height in whose neighbourhood most of the text lies is that of the body; the rest is split where heights jump.
  std::size_t best = 0;
  std::size_t most = 0;
  std::size_t first = 0;
  std::size_t last = 0;
  std::size_t inside = 0;
  for (std::size_t k = 0; k < order.size(); ++k) {
    const float h = height(order[k]);
    for (; last < order.size() && height(order[last]) <= h * (1 + kSameHeight); ++last) inside += letters(order[last]);
    for (; height(order[first]) < h * (1 - kSameHeight); ++first) inside -= letters(order[first]);
    if (inside > most) {
      most = inside;
      best = k;
    }
  }
  const float body = order.empty() ? 0 : height(order[best]);
  float step = 0;
  for (const std::size_t i : order) {
    const float h = height(i);
    if (std::abs(h - body) <= kSameHeight * body) {
      out[i] = body;
    } else {
      if (step <= 0 || h > step * (1 + kSameHeight)) step = h;
      out[i] = step;
    }
  }
  return out;
}

}  // namespace

Legible legible(const Page& recognized, const GreyPicture& picture) {
  Legible out;
  const float scale = 72.0F / static_cast<float>(std::max(picture.dots_per_inch, 1.0));
  out.page.width = static_cast<float>(picture.width) * scale;
  out.page.height = static_cast<float>(picture.height) * scale;
  std::vector<const Line*> lines;
  Mean whole;
  for (const Line& line : recognized.lines) {
    if (!sensible(line)) continue;
    Mean mean;
    std::size_t letters = 0;
    for (const Word& word : line.words) {
      mean.add(word);
      letters += letters_of(word.text);
    }
    if (letters == 0 || mean.value() < kLegibleLine) continue;
    lines.push_back(&line);
    for (const Word& word : line.words) {
      whole.add(word);
      if (word.confidence >= kClearWord && letters_of(word.text) >= 3) ++out.clear_words;
    }
  }
  const std::vector<float> heights = settled_heights(lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    // All words of a line on one height, whatever letters they have and however the scan is tilted.
    const float middle = (lines[i]->top + lines[i]->bottom) / 2;
    for (const Word& word : lines[i]->words) {
      if (base::trim(word.text).empty()) continue;
      // What is left of a ruled line, or a speck.
      if (word.confidence < kClearWord && letters_of(word.text) == 0) continue;
      pdf::Word laid;
      laid.text = word.text;
      laid.x0 = word.x0 * scale;
      laid.x1 = word.x1 * scale;
      laid.y0 = (middle - heights[i] / 2) * scale;
      laid.y1 = (middle + heights[i] / 2) * scale;
      laid.size = std::round(heights[i] * scale * 2) / 2;
      out.page.words.push_back(std::move(laid));
    }
  }
  if (!out.page.words.empty()) out.confidence = static_cast<std::uint8_t>(std::clamp(std::lround(whole.value()), 1L, 100L));
  return out;
}

bool is_document(const std::vector<Legible>& pages) {
  std::size_t clear = 0;
  std::size_t all = 0;
  for (const Legible& page : pages) {
    clear += page.clear_words;
    all += page.page.words.size();
  }
  return clear >= kDocumentWords && clear * 3 >= all;
}

std::vector<std::string> language_data_places() {
  // Debian and Ubuntu, Fedora, Arch, and tesseract itself.
  return {"/usr/share/tesseract-ocr/5/tessdata/eng.traineddata", "/usr/share/tesseract-ocr/4.00/tessdata/eng.traineddata",
          "/usr/share/tesseract/tessdata/eng.traineddata", "/usr/share/tessdata/eng.traineddata",
          "/usr/local/share/tessdata/eng.traineddata"};
}

std::string page_list(const std::vector<std::uint32_t>& pages) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < pages.size();) {
    std::size_t end = i + 1;
    while (end < pages.size() && pages[end] == pages[end - 1] + 1) ++end;
    std::string part = std::to_string(pages[i]);
    if (end - i > 2) {
      part += " to " + std::to_string(pages[end - 1]);
    } else {
      end = i + 1;
    }
    parts.push_back(std::move(part));
    i = end;
  }
  std::string out = pages.size() == 1 ? "page " : "pages ";
  // A list without end says nothing more.
  constexpr std::size_t most = 20;
  for (std::size_t i = 0; i < parts.size() && i < most; ++i) {
    if (i > 0) out += i + 1 == parts.size() ? " and " : ", ";
    out += parts[i];
  }
  if (parts.size() > most) out += " and more";
  return out;
}

}  // namespace crosswalk::extraction::ocr
