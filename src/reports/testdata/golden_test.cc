// SPDX-License-Identifier: Apache-2.0
#include "reports/testdata/golden.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>

namespace crosswalk::reports {

void expect_golden(const std::string& name, const std::string& text) {
  const std::filesystem::path path = std::filesystem::path(CROSSWALK_SOURCE_DIR) / "src/reports/testdata" / name;
  const char* rebaseline = std::getenv("CROSSWALK_REBASELINE");
  if (rebaseline != nullptr && std::string(rebaseline) == "1") {
    std::ofstream(path, std::ios::binary) << text;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << name << " is missing; CROSSWALK_REBASELINE=1 writes it";
  std::ostringstream buffer;
  buffer << file.rdbuf();
  const std::string kept = buffer.str();
  const auto [theirs, ours] = std::mismatch(kept.begin(), kept.end(), text.begin(), text.end());
  if (theirs == kept.end() && ours == text.end()) return;
  const auto at = static_cast<std::size_t>(theirs - kept.begin());
  const std::size_t from = at < 60 ? 0 : at - 60;
  ADD_FAILURE() << name << " differs at byte " << at << "\nkept: " << kept.substr(from, 160)
                << "\nnow:  " << text.substr(from, 160)
                << "\nIf the change is meant, run with CROSSWALK_REBASELINE=1 and look at the difference.";
}

}  // namespace crosswalk::reports
