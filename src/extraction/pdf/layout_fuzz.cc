// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

#include "extraction/fuzz_check.h"
#include "extraction/pdf/layout.h"

namespace {

using crosswalk::document::Extracted;
namespace pdf = crosswalk::extraction::pdf;

class Bytes {
 public:
  explicit Bytes(std::string_view bytes) : bytes_(bytes) {}
  [[nodiscard]] bool at_end() const { return bytes_.empty(); }
  std::uint8_t next() {
    if (bytes_.empty()) return 0;
    const auto out = static_cast<std::uint8_t>(bytes_.front());
    bytes_.remove_prefix(1);
    return out;
  }
  /// Mostly places on a page of 600 by 800 points, sometimes none that exist.
  float place() {
    const std::uint8_t byte = next();
    if (byte == 255) return std::numeric_limits<float>::infinity();
    if (byte == 254) return std::numeric_limits<float>::quiet_NaN();
    if (byte == 253) return -1e30F;
    return static_cast<float>(byte) * 3.2F;
  }
  std::string text() {
    const std::size_t end = std::min(bytes_.find_first_of(std::string_view(" \n\0", 3)), bytes_.size());
    std::string out(bytes_.substr(0, end));
    bytes_.remove_prefix(std::min(end + 1, bytes_.size()));
    // The reader of the format promises UTF-8 without white space.
    if (!crosswalk::base::is_utf8(out)) return "word";
    return out.empty() ? "x" : out;
  }

 private:
  std::string_view bytes_;
};

void add_to(pdf::Source& source, Bytes& from) {
  const std::uint8_t kind = from.next();
  if (kind == 1 && source.pages.size() < 50) {
    source.pages.push_back({600, 800, {}, {}});
  } else if (kind == 2) {
    source.outline.push_back({from.text(), from.next()});
  } else if (kind == 3) {
    pdf::Area area{from.place(), from.place(), from.place(), from.place(), from.text()};
    source.pages.back().links.push_back(std::move(area));
  } else {
    pdf::Word word;
    word.x0 = from.place();
    word.y0 = from.place();
    const std::uint8_t shape = from.next();
    word.text = from.text();
    word.size = static_cast<float>(shape & 31U);
    word.x1 = word.x0 + static_cast<float>(word.text.size()) * word.size * 0.5F;
    word.y1 = word.y0 + word.size;
    word.bold = (shape & 32U) != 0;
    word.rotated = (shape & 192U) == 192;
    source.pages.back().words.push_back(std::move(word));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk::extraction;
  Bytes from(bytes);
  pdf::Source source;
  source.pages.emplace_back();
  source.pages.back().width = 600;
  source.pages.back().height = 800;
  while (!from.at_end()) add_to(source, from);
  Extracted extracted;
  extracted.document = pdf::lay_out(source, fuzz_limits());
  check_extracted(std::move(extracted));
  return 0;
}
