// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "release/facts.h"

namespace crosswalk::gathering {

/// Whether two entries of a group are about the same thing.
bool is_same_thing(std::string_view group, const release::Entry& a, const release::Entry& b);

/// An entry for people: its id, or what names it.
std::string name_of_entry(std::string_view group, const release::Entry& entry);

/// Whether two facts of a field say the same: case and white space aside, lists in any order.
bool says_the_same(const release::FieldSpec& field, const release::Fact& a, const release::Fact& b);

}  // namespace crosswalk::gathering
