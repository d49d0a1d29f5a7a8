// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/tests.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <utility>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::csaf {
namespace {

constexpr Test kTests[] = {
#define CW_CSAF_TEST(name, id, group, title) {id, Group::group, title, name, ""},
#define CW_CSAF_SKIPPED(id, group, title, reason) {id, Group::group, title, nullptr, reason},
#include "artifacts/csaf/tests.def"
#undef CW_CSAF_TEST
#undef CW_CSAF_SKIPPED
};

}  // namespace

std::string_view name_of(Group group) {
  constexpr std::array<std::string_view, 3> names{"mandatory", "optional", "informative"};
  return names[static_cast<std::size_t>(group)];
}

FindingLevel level_of(Group group) {
  if (group == Group::mandatory) return FindingLevel::error;
  return group == Group::optional ? FindingLevel::warning : FindingLevel::information;
}

void Flags::at(const json::Value& value, std::string message) {
  findings_->push_back({level_, std::string(id_), value.pointer(), value ? value.place().line : 1, std::move(message)});
}

void Flags::missing(const json::Value& object, std::string_view key, std::string message) {
  at(object[key] ? object[key] : object, std::move(message));
  if (object && !object[key]) findings_->back().pointer += "/" + std::string(key);
}

void Flags::add(std::vector<Finding> findings) {
  findings_->insert(findings_->end(), std::make_move_iterator(findings.begin()), std::make_move_iterator(findings.end()));
}

std::span<const Test> tests() { return kTests; }

const Test* test_named(std::string_view id) {
  const auto* const found = std::find_if(std::begin(kTests), std::end(kTests), [&](const Test& test) { return test.id == id; });
  return found == std::end(kTests) ? nullptr : found;
}

std::string file_name_for(std::string_view tracking_id) {
  std::string out;
  bool replaced = false;
  for (const char c : tracking_id) {
    const char small = lower(c);
    const bool kept = is_alnum(small) || small == '+' || small == '-';
    if (kept) {
      out += small;
    } else if (!replaced) {
      out += '_';
    }
    replaced = !kept;
  }
  return out + ".json";
}

}  // namespace crosswalk::artifacts::csaf
