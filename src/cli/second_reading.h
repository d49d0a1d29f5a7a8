// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "cli/review_request.h"
#include "opinion/settings.h"
#include "review/review.h"

namespace crosswalk::cli {

/// A second reader as the user has configured it.
struct SecondReader {
  opinion::Settings settings;
  /// Empty: none is sent.
  std::string key;
  std::string log_path;
};

/// Reads the user's settings of the second reader, and checks that neither they nor the log lie in what is reviewed, in the
/// workspace or in a pack. Errors: usage, malformed_settings, those of reading the files.
base::Result<SecondReader> prepare_second_reader(const ReviewArguments& arguments);

/// Asks it, and puts its opinions into the review. What goes wrong is told on standard error and nothing else.
void ask_second_reader(const SecondReader& reader, const ReviewArguments& arguments, review::Review& review);

}  // namespace crosswalk::cli
