// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "extraction/extractor.h"

namespace crosswalk::extraction {

/// The extractor of a format by its name in formats.def; null for an unknown name.
Extract extractor_of(std::string_view format);

}  // namespace crosswalk::extraction
