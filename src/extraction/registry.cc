// SPDX-License-Identifier: Apache-2.0
#include "extraction/registry.h"

namespace crosswalk::extraction {

// Apart from the rest, so that programs that bring their own extractor (the PDF helper) need not link all the others.
FormatReader reader_of(std::string_view format) {
#define CW_FORMAT(name, media_type, endings) \
  if (format == #name) return {&extract_##name, nullptr};
#define CW_CONTAINER(name, media_type, endings) \
  if (format == #name) return {nullptr, &unpack_##name};
#include "extraction/formats.def"
  return {};
}

}  // namespace crosswalk::extraction
