// SPDX-License-Identifier: Apache-2.0
// How facts are written as YAML; write.cc puts them where they belong.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "release/facts.h"
#include "release/write.h"

namespace crosswalk::release {

/// What a field says, as it stands behind its name: a text, a list, or {value:, origin:}. Words of lists, days, ports and the
/// like stand without quotes.
std::string value_text(const FieldSpec& field, const Fact& fact);

/// The fields of an entry in the order of the group, each on a line that begins with `indent`; the first with `first` instead.
/// What others say stands below as comments. With `blanks` what is missing and needed stands there as comments, too.
std::string block_text(const GroupSpec& group, const Addition& addition, std::string_view first, std::string_view indent,
                       bool blanks);
/// The fields within {}: "id: a, name: b".
std::string flow_text(const GroupSpec& group, const Entry& entry);
/// What is missing in an entry as comments to be filled in, each field on a line: what documents have a blank for; all fields
/// where `entry` is null.
std::string blank_lines(const GroupSpec& group, const Entry* entry, std::string_view first, std::string_view indent);

}  // namespace crosswalk::release
