// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>

#include "base/result.h"
#include "document/document.h"
#include "extraction/extractor.h"

namespace crosswalk::cli {

/// A file that was read, with the name it has in reports.
struct OneFile {
  std::string path;
  document::Extracted extracted;
};

/// Reads one file in the sandbox: "-" for standard input, "ARCHIVE!MEMBER" for a file in an archive or mail. Errors: usage, where
/// `name` is a folder; not_found, where an archive has no such member; those of listing, opening and of the pool.
base::Result<OneFile> read_one_file(const std::string& name, std::uint32_t ocr_pages, bool unsandboxed);

/// Whether there is text to show or to judge.
bool has_text(const document::Extracted& extracted);

/// Says on standard error why `name` could not be read, and what helps.
void say_unread(const std::string& name, const document::Extracted& extracted);

}  // namespace crosswalk::cli
