// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "document/wire.h"
#include "extraction/extractor.h"

namespace crosswalk::ocr {

/// Loads what tesseract and poppler would open later; call it before a sandbox closes.
void prepare();

/// Reads a PDF file whose pages without text are to be recognised, or a picture, as every Extract does. Without tesseract's
/// language data a PDF file is read as far as it has text, and a picture is no document; a warning or the detail says what to
/// install.
document::Extracted read_scan(std::string_view bytes, const extraction::Limits& limits);

}  // namespace crosswalk::ocr
