// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace crosswalk::eval {

/// The text of a file by a reader that shares no code with the extraction: pdftotext for PDF, the XML parts of an Office file
/// with their tags cut away, the bytes themselves for everything else. The corpus is trusted: no sandbox.
/// Errors: not_readable, worker_failed (pdftotext or unzip missing).
base::Result<std::string> independent_text(const std::string& path);

/// Whether a quote is found in a text when white space, hyphens and Markdown and HTML notation of both are left out.
bool found_in(std::string_view quote, std::string_view text);
/// The form in which found_in() compares; prepare a text once, ask for many quotes.
std::string comparable(std::string_view text);

}  // namespace crosswalk::eval
