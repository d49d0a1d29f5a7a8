// SPDX-License-Identifier: Apache-2.0
#include "artifacts/sbom/support.h"

#include <algorithm>
#include <array>
#include <string>

#include "artifacts/characters.h"
#include "base/text.h"

namespace crosswalk::artifacts::sbom {
namespace {

constexpr std::array<std::string_view, 10> kEnd{"endofsupport", "endofsupportdate", "eos",         "eosdate",
                                                "supportend",   "supportenddate",   "supportends", "supporteduntil",
                                                "supportuntil", "enddateofsupport"};
constexpr std::array<std::string_view, 8> kLevel{"levelofsupport",         "supportlevel",         "supportstatus",
                                                 "softwarelevelofsupport", "softwaresupportlevel", "support",
                                                 "maintenancestatus",      "supporttype"};

/// The last part of a name in small letters, without anything else: "cdx:a:End-of-Support" is "endofsupport".
std::string key_of(std::string_view name) {
  if (const std::size_t at = name.find_last_of(":/#"); at != std::string_view::npos) name.remove_prefix(at + 1);
  std::string out;
  for (const char c : name) {
    if (is_alnum(c)) out += lower(c);
  }
  return out;
}

}  // namespace

bool take_support(Component& component, std::string_view name, std::string_view value) {
  // Few names are long, and none of ours.
  if (name.size() > 200) return false;
  const std::string key = key_of(name);
  value = base::trim(value);
  if (std::find(kEnd.begin(), kEnd.end(), key) != kEnd.end()) {
    if (component.end_of_support.empty()) component.end_of_support = value;
    return true;
  }
  if (std::find(kLevel.begin(), kLevel.end(), key) != kLevel.end()) {
    if (component.support_level.empty()) component.support_level = value;
    return true;
  }
  return false;
}

}  // namespace crosswalk::artifacts::sbom
