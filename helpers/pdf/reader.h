// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/wire.h"
#include "extraction/extractor.h"
#include "extraction/ocr/recognized.h"

namespace crosswalk::pdf {

/// Loads what poppler would open later; call it before a sandbox closes.
void prepare_reader();

/// Folders that poppler reads later: fonts, and tables of characters.
std::vector<std::string> readable_folders();

/// Reads a PDF file as every Extract does: text by page and line with headings, lists and tables; properties; comments and white
/// text as hidden text; links to addresses.
///
/// Unreadable: encrypted (an empty password was tried), corrupt, too_large (pages), timeout, scanned_no_ocr (no page has text and
/// some have images), empty. Damaged: a page that could not be read, a file that had to be repaired.
///
/// With `recognize`, pages without text are drawn and recognised, the first Limits::ocr_pages of them.
document::Extracted read_pdf(std::string_view bytes, const extraction::Limits& limits,
                             const extraction::ocr::Recognize& recognize = {});

}  // namespace crosswalk::pdf
