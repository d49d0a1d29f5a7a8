// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <vector>

namespace crosswalk::extraction::ooxml {

/// For tests: parts by name.
using Parts = std::map<std::string, std::string>;
/// For tests: a zip archive of the parts, as bytes; a password encrypts all of them.
std::string make_package(const Parts& parts, const std::string& password = {});
/// For tests: a relationships part of (id, last word of the type, target) with external targets marked by "://".
std::string make_relationships(const std::vector<std::vector<std::string>>& relationships);

}  // namespace crosswalk::extraction::ooxml
