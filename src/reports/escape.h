// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "writing/escape.h"

namespace crosswalk::reports {

using writing::display_width;
using writing::html_escape;
using writing::is_control;
using writing::markdown_escape;
using writing::shorten;
using writing::visible;
using writing::wrap;

}  // namespace crosswalk::reports
