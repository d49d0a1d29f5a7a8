// SPDX-License-Identifier: Apache-2.0
#include "cli/text_input.h"

#include "base/text.h"
#include "platform/file.h"

namespace crosswalk::cli {

base::Result<std::vector<std::string>> lines_of_stdin() {
  constexpr std::uint64_t kMost = 64ULL << 20;
  CW_ASSIGN_OR_RETURN(const platform::File file, platform::File::spool(0, kMost, "standard input"));
  CW_ASSIGN_OR_RETURN(const std::string bytes, file.read_all(kMost));
  std::vector<std::string> out;
  for (const std::string_view line : base::split(bytes, '\n')) {
    if (const std::string_view text = base::trim(line); !text.empty()) out.emplace_back(text);
  }
  return out;
}

}  // namespace crosswalk::cli
