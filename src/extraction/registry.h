// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "extraction/extractor.h"

namespace crosswalk::extraction {

/// The reader of a format by its name in formats.def; nothing for an unknown name.
FormatReader reader_of(std::string_view format);

}  // namespace crosswalk::extraction
