// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace crosswalk::artifacts::jsonschema {

/// Whether a text is the name of a host in ASCII; a label that stands for one in other letters ("xn--...") has to stand for a
/// good one. Source: RFC 1123, 2.1; RFC 5890, 2.3.2.1.
bool is_hostname(std::string_view text);

/// The same in letters of any script; the full stops of Chinese and Japanese separate labels too.
/// Source: RFC 5891, 4.2 and 5.4; RFC 5892; RFC 5893, 2. Which letters change when they are normalised is known of the usual ones
/// only.
bool is_idn_hostname(std::string_view text);

}  // namespace crosswalk::artifacts::jsonschema
