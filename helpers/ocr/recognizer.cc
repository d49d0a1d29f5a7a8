// SPDX-License-Identifier: GPL-3.0-or-later
#include "recognizer.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "platform/file.h"

namespace crosswalk::ocr {

namespace recognized = extraction::ocr;

namespace {

constexpr const char* kLanguage = "eng";
constexpr std::uint64_t kMostLanguageData = 64U << 20;

base::Error failed(std::string detail) { return {base::ErrorCode::worker_failed, "tesseract", std::move(detail)}; }

struct Destroy {
  void operator()(PIX* pix) const { pixDestroy(&pix); }
};
using Pix = std::unique_ptr<PIX, Destroy>;

/// The picture without the upright lines of tables, which are otherwise read as signs of the words beside them ("|Step",
/// "{Task").
std::vector<unsigned char> without_upright_lines(const recognized::GreyPicture& picture) {
  std::vector<unsigned char> points = picture.points;
  const auto width = static_cast<l_int32>(picture.width);
  const auto height = static_cast<l_int32>(picture.height);
  Pix dark(pixCreate(width, height, 1));
  if (!dark) return points;
  constexpr unsigned char ink = 170;
  l_uint32* data = pixGetData(dark.get());
  const auto stride = static_cast<std::size_t>(pixGetWpl(dark.get()));
  for (std::size_t y = 0; y < picture.height; ++y) {
    for (std::size_t x = 0; x < picture.width; ++x) {
      if (points[y * picture.width + x] < ink) data[y * stride + x / 32] |= 0x80000000U >> (x % 32);
    }
  }
  // Longer than letters are high, thinner than bars and photos are.
  const auto length = static_cast<l_int32>(std::max(20.0, 0.4 * picture.dots_per_inch));
  const auto thickness = static_cast<l_int32>(std::max(4.0, picture.dots_per_inch / 30));
  const Pix long_parts(pixOpenBrick(nullptr, dark.get(), 1, length));
  const Pix thick(long_parts ? pixOpenBrick(nullptr, long_parts.get(), thickness, 1) : nullptr);
  Pix lines(thick ? pixSubtract(nullptr, long_parts.get(), thick.get()) : nullptr);
  // Their edges are lighter than ink.
  if (lines) lines.reset(pixDilateBrick(nullptr, lines.get(), 5, 1));
  if (!lines) return points;
  const l_uint32* marked = pixGetData(lines.get());
  for (std::size_t y = 0; y < picture.height; ++y) {
    for (std::size_t x = 0; x < picture.width; ++x) {
      if ((marked[y * stride + x / 32] & (0x80000000U >> (x % 32))) != 0) points[y * picture.width + x] = 255;
    }
  }
  return points;
}

}  // namespace

std::string load_language_data() {
  for (const std::string& place : recognized::language_data_places()) {
    const auto file = platform::File::open(place);
    if (!file) continue;
    auto bytes = file->read_all(kMostLanguageData);
    if (bytes && !bytes->empty()) return std::move(*bytes);
  }
  return {};
}

struct Recognizer::State {
  tesseract::TessBaseAPI api;
};

Recognizer::Recognizer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Recognizer::Recognizer(Recognizer&&) noexcept = default;
Recognizer& Recognizer::operator=(Recognizer&&) noexcept = default;
Recognizer::~Recognizer() = default;

base::Result<Recognizer> Recognizer::create(const std::string& language_data) {
  auto state = std::make_unique<State>();
  if (state->api.Init(language_data.data(), static_cast<int>(language_data.size()), kLanguage, tesseract::OEM_LSTM_ONLY, nullptr,
                      0, nullptr, nullptr, false, nullptr) != 0) {
    return failed("does not take its language data");
  }
  state->api.SetPageSegMode(tesseract::PSM_AUTO);
  return Recognizer(std::move(state));
}

base::Result<recognized::Page> Recognizer::recognize(const recognized::GreyPicture& picture, std::uint32_t milliseconds) {
  tesseract::TessBaseAPI& api = state_->api;
  const auto width = static_cast<int>(picture.width);
  const auto height = static_cast<int>(picture.height);
  const std::vector<unsigned char> points = without_upright_lines(picture);
  api.SetImage(points.data(), width, height, 1, width);
  api.SetSourceResolution(static_cast<int>(std::clamp(picture.dots_per_inch, 70.0, 600.0)));
  tesseract::ETEXT_DESC monitor;
  monitor.set_deadline_msecs(static_cast<std::int32_t>(std::min<std::uint32_t>(milliseconds, 1U << 30)));
  const bool done = api.Recognize(&monitor) == 0;
  if (monitor.deadline_exceeded()) {
    api.Clear();
    return base::Error{base::ErrorCode::limit_exceeded, "tesseract", "took longer than " + std::to_string(milliseconds) + " ms"};
  }
  if (!done) {
    api.Clear();
    return failed("did not read the picture");
  }
  recognized::Page page;
  const std::unique_ptr<tesseract::ResultIterator> at(api.GetIterator());
  if (at && !at->Empty(tesseract::RIL_WORD)) {
    do {
      if (at->IsAtBeginningOf(tesseract::RIL_TEXTLINE) || page.lines.empty()) {
        recognized::Line line;
        int left = 0;
        int top = 0;
        int right = 0;
        int bottom = 0;
        if (at->BoundingBox(tesseract::RIL_TEXTLINE, &left, &top, &right, &bottom)) {
          line.top = static_cast<float>(top);
          line.bottom = static_cast<float>(bottom);
        }
        float descenders = 0;
        float ascenders = 0;
        at->RowAttributes(&line.height, &descenders, &ascenders);
        page.lines.push_back(std::move(line));
      }
      const std::unique_ptr<char[]> text(at->GetUTF8Text(tesseract::RIL_WORD));
      int left = 0;
      int top = 0;
      int right = 0;
      int bottom = 0;
      if (!text || !at->BoundingBox(tesseract::RIL_WORD, &left, &top, &right, &bottom)) continue;
      std::string word = base::repair_utf8(base::collapse_space(text.get()));
      if (word.empty()) continue;
      page.lines.back().words.push_back(
          {std::move(word), static_cast<float>(left), static_cast<float>(right), at->Confidence(tesseract::RIL_WORD)});
    } while (at->Next(tesseract::RIL_WORD));
  }
  api.Clear();
  return page;
}

}  // namespace crosswalk::ocr
