// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::writing {

/// JSON that shows itself harmlessly: characters of its strings that is_control() names are written as "\uXXXX", which means the
/// same. Takes what a writer of JSON made; line feeds between members stay. Source: RFC 8259, 7.
std::string harmless_json(std::string_view json);

}  // namespace crosswalk::writing
