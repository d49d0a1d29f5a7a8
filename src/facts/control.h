// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "document/document.h"
#include "facts/view.h"

namespace crosswalk::facts {

/// The first day that `text` names: ISO, "30 August 2024", "Aug 30th, 2024", "30.08.2024", and "08/30/2024" where only one
/// reading is a day. Months without a day are none.
std::optional<base::Date> find_date(std::string_view text);

/// Whether `value` is a blank to fill in: "[Company Name]", "<insert date>", "TBD", "YYYY-MM-DD", "{{ version }}".
bool is_placeholder(std::string_view value);

/// What a document says of its own control. Source: ISO 13485:2016, 4.2.4.
document::Control control_of(const View& view);

}  // namespace crosswalk::facts
