// SPDX-License-Identifier: Apache-2.0
#include "extraction/registry.h"

namespace crosswalk::extraction {

// Apart from the rest, so that programs that bring their own extractor (the PDF helper) need not link all the others.
Extract extractor_of(std::string_view format) {
#define CW_FORMAT(name, media_type, endings) \
  if (format == #name) return &extract_##name;
#include "extraction/formats.def"
#undef CW_FORMAT
  return nullptr;
}

}  // namespace crosswalk::extraction
