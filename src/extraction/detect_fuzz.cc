// SPDX-License-Identifier: Apache-2.0
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "extraction/detect.h"
#include "extraction/fuzz_check.h"
#include "extraction/registry.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  using namespace crosswalk::extraction;
  // The first line is the file's name.
  const std::size_t line = bytes.find('\n');
  const std::string_view path = bytes.substr(0, line);
  const std::string_view content = line == std::string_view::npos ? std::string_view() : bytes.substr(line + 1);
  const Detected detected = detect(content, path);
  if (detected.status != crosswalk::document::Status::read) {
    if (detected.reason == crosswalk::document::Reason::none) broken_promise("not read and no reason");
    return 0;
  }
  if (detected.format == "pdf") return 0;
  const FormatReader reader = reader_of(detected.format);
  if (reader.extract == nullptr && reader.unpack == nullptr) broken_promise("no reader for " + detected.format);
  if (media_type_of(detected.format).empty()) broken_promise("no media type for " + detected.format);
  if (reader.extract != nullptr) {
    check_extracted(reader.extract(content, fuzz_limits()));
  } else {
    check_extracted(reader.unpack(content, path, fuzz_limits(), check_member));
  }
  return 0;
}
