// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>

namespace crosswalk::bench {

/// What a generated folder holds.
struct Generated {
  std::size_t files = 0;
  std::size_t bytes = 0;
};

/// Writes a mixed folder of `count` made-up documents (Markdown, text, HTML, DOCX, XLSX, PDF) into `folder`, in sub-folders of
/// 100. Texts have 5 to 200 KB, small ones being more frequent. The same call always writes the same bytes. No files: a folder
/// that cannot be written.
Generated generate_folder(const std::string& folder, std::size_t count);

}  // namespace crosswalk::bench
