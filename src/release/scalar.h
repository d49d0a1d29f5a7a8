// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::release {

/// A text as YAML that every reader takes for a text: plain where that is safe, also within [] and {}, else in double quotes.
/// Malformed UTF-8 becomes U+FFFD. Source: YAML 1.2.2, 7.3, 10.3.2; words and numbers of YAML 1.1 are quoted, too.
std::string yaml_scalar(std::string_view text);
/// The same of several: one alone as yaml_scalar(), more as [a, b].
std::string yaml_scalars(const std::vector<std::string>& texts);
/// A text that may follow '#' on its line: what cannot stand there is a space, and it is cut after some hundred bytes.
std::string yaml_comment(std::string_view text);

}  // namespace crosswalk::release
