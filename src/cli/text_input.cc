// SPDX-License-Identifier: Apache-2.0
#include "cli/text_input.h"

#include <utility>

#include "artifacts/encoding.h"
#include "base/text.h"
#include "platform/file.h"
#include "platform/terminal.h"
#include "reports/escape.h"

namespace crosswalk::cli {

base::Result<std::vector<std::string>> lines_of_stdin() {
  constexpr std::uint64_t kMost = 64ULL << 20;
  CW_ASSIGN_OR_RETURN(const platform::File file, platform::File::spool(0, kMost, "standard input"));
  CW_ASSIGN_OR_RETURN(std::string bytes, file.read_all(kMost));
  // Some shells write a byte-order mark, or UTF-16 with one.
  if (bytes.starts_with("\xEF\xBB\xBF") || bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF")) {
    CW_ASSIGN_OR_RETURN(bytes, artifacts::to_utf8(std::move(bytes), "standard input"));
  }
  std::vector<std::string> out;
  for (const std::string_view line : base::split(bytes, '\n')) {
    if (const std::string_view text = base::trim(line); !text.empty()) out.emplace_back(text);
  }
  if (out.empty()) return base::Error{base::ErrorCode::malformed_data, "standard input", "there is nothing in it"};
  return out;
}

std::string note_lines(std::string_view label, std::string_view text) {
  constexpr int indent = 4;
  std::string out;
  for (const std::string& line :
       reports::wrap(std::string(label) + reports::visible(text), platform::terminal_width(platform::Stream::out) - indent)) {
    out += (out.empty() ? "  " : "    ") + line + "\n";
  }
  return out;
}

}  // namespace crosswalk::cli
