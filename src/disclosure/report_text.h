// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

namespace crosswalk::disclosure {

/// How the description of a case begins that was made of a mail: the words of whoever reported it, which are for no public yet.
inline constexpr std::string_view report_as_it_came = "The report, as it came:";

}  // namespace crosswalk::disclosure
