// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "document/wire.h"
#include "extraction/extractor.h"
#include "extraction/ocr/recognized.h"

namespace crosswalk::ocr {

/// Reads a picture (PNG, JPEG, TIFF with one or more pages, BMP, GIF, WebP, PNM) as a document. Skipped (not_a_document) unless
/// there is enough clear text in it: a photo, an icon, a damaged or gigantic picture is none. Pictures beyond 80 million points
/// are not unpacked. Unreadable: timeout, crashed.
document::Extracted read_picture(std::string_view bytes, const extraction::Limits& limits,
                                 const extraction::ocr::Recognize& recognize);

}  // namespace crosswalk::ocr
