// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "intake/intake.h"
#include "release/fields.h"

namespace crosswalk::gathering {

/// A text of others as values of a field: a word of its list, in other words for it, too ("inbound", "not affected"); a day in
/// any form that is clear, or by `order`; yes or no; a list by lines, ';' and, for ids, ','. A text stays as it is.
///
/// Errors: malformed_data with what it is not, and what there is.
base::Result<std::vector<std::string>> values_of(std::string_view group, const release::FieldSpec& field, std::string_view text,
                                                 intake::DateOrder order);

/// A word of a field's list for a text of others; nothing where it is none.
std::optional<std::string> word_for(std::string_view group, const release::FieldSpec& field, std::string_view text);

/// A name as an id: small letters, digits and dashes, at most 60; empty where nothing is left.
std::string id_of(std::string_view name);

}  // namespace crosswalk::gathering
