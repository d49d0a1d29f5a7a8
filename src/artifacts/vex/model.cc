// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vex/model.h"

#include <algorithm>
#include <array>

namespace crosswalk::artifacts::vex {
namespace {

constexpr std::array<std::string_view, 3> kFormats{"openvex", "cyclonedx", "csaf"};
constexpr std::array<std::string_view, 4> kStatuses{"not_affected", "affected", "fixed", "under_investigation"};
constexpr std::array<std::string_view, 5> kJustifications{
    "component_not_present", "vulnerable_code_not_present", "vulnerable_code_not_in_execute_path",
    "vulnerable_code_cannot_be_controlled_by_adversary", "inline_mitigations_already_exist"};

template <class Word, std::size_t N>
std::optional<Word> named(const std::array<std::string_view, N>& words, std::string_view name) {
  const auto found = std::find(words.begin(), words.end(), name);
  if (found == words.end()) return std::nullopt;
  return static_cast<Word>(found - words.begin());
}

}  // namespace

std::string_view name_of(Format format) { return kFormats[static_cast<std::size_t>(format)]; }
std::optional<Format> format_named(std::string_view name) { return named<Format>(kFormats, name); }
std::string_view name_of(Status status) { return kStatuses[static_cast<std::size_t>(status)]; }
std::optional<Status> status_named(std::string_view name) { return named<Status>(kStatuses, name); }
std::string_view name_of(Justification justification) { return kJustifications[static_cast<std::size_t>(justification)]; }
std::optional<Justification> justification_named(std::string_view name) { return named<Justification>(kJustifications, name); }

bool Vulnerability::is(std::string_view identifier) const {
  return !identifier.empty() &&
         (name == identifier || id == identifier || std::find(aliases.begin(), aliases.end(), identifier) != aliases.end());
}

std::string Component::key() const {
  for (const std::string_view type : {"purl", "cpe23", "cpe22"}) {
    for (const auto& [found, value] : identifiers) {
      if (found == type && !value.empty()) return value;
    }
  }
  if (!id.empty()) return id;
  if (!hashes.empty()) return hashes.front().first + ":" + hashes.front().second;
  return name;
}

}  // namespace crosswalk::artifacts::vex
