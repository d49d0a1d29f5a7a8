// SPDX-License-Identifier: Apache-2.0
#include "artifacts/artifact.h"

#include <array>

namespace crosswalk::artifacts {
namespace {

constexpr std::array<std::string_view, kind_count> kNames{
#define CW_ARTIFACT(name, text) #name,
#include "artifacts/kinds.def"
#undef CW_ARTIFACT
};
constexpr std::array<std::string_view, kind_count> kTexts{
#define CW_ARTIFACT(name, text) text,
#include "artifacts/kinds.def"
#undef CW_ARTIFACT
};

}  // namespace

std::string_view name_of(Kind kind) { return kNames[static_cast<std::size_t>(kind)]; }

std::string_view text_of(Kind kind) { return kTexts[static_cast<std::size_t>(kind)]; }

std::span<const std::string_view> kind_names() { return kNames; }

std::optional<Kind> kind_named(std::string_view name) {
  for (std::size_t i = 0; i < kind_count; ++i) {
    if (kNames[i] == name) return static_cast<Kind>(i);
  }
  return std::nullopt;
}

}  // namespace crosswalk::artifacts
