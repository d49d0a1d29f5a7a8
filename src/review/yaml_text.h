// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::review {

/// `text` as a YAML scalar in double quotes. Control characters are escaped and malformed UTF-8 is replaced, so that no text can
/// add lines or entries. Source: YAML 1.2.2, 7.3.1.
std::string yaml_quoted(std::string_view text);

/// `text` as comment lines: white space collapsed, no line feed, "# " in front, after `indent` spaces.
std::string yaml_comment(std::string_view text, int indent);

}  // namespace crosswalk::review
