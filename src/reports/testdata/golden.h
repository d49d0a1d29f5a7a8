// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace crosswalk::reports {

/// Fails the running test where `text` differs from testdata/`name`; with CROSSWALK_REBASELINE=1 writes the file instead.
void expect_golden(const std::string& name, const std::string& text);

}  // namespace crosswalk::reports
