// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/model3.h"

#include <algorithm>
#include <array>
#include <utility>

#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

struct Said {
  std::string_view name;
  std::string_view parent;
  bool abstract;
};
struct Owned {
  std::string_view owner;
  Property3 property;
};

constexpr Said kClasses[] = {
#define CW_CLASS(name, parent, abstract) {#name, #parent, abstract},
#include "artifacts/spdx/model3.def"
#undef CW_CLASS
};
constexpr Owned kProperties[] = {
#define CW_PROPERTY(owner, key, least, many, type, range) {#owner, {key, least, many, Type3::type, #range}},
#include "artifacts/spdx/model3.def"
#undef CW_PROPERTY
};
constexpr std::pair<std::string_view, std::string_view> kWords[] = {
#define CW_WORDS(vocabulary, words) {#vocabulary, words},
#include "artifacts/spdx/model3.def"
#undef CW_WORDS
};

std::map<std::string_view, Class3> make_classes() {
  std::map<std::string_view, Class3> out;
  for (const Said& one : kClasses) out[one.name] = {one.name, nullptr, one.abstract, {}};
  for (const Said& one : kClasses) {
    if (const auto parent = out.find(one.parent); parent != out.end()) out[one.name].parent = &parent->second;
  }
  for (auto& [name, one] : out) {
    // What a class says itself goes before what those above it say of the same property.
    for (const Class3* above = &one; above != nullptr; above = above->parent) {
      for (const Owned& owned : kProperties) {
        if (owned.owner == above->name) one.properties.emplace(owned.property.key, owned.property);
      }
    }
  }
  return out;
}

}  // namespace

bool Class3::is(std::string_view wanted) const {
  for (const Class3* one = this; one != nullptr; one = one->parent) {
    if (one->name == wanted) return true;
  }
  return false;
}

const Class3* class3_of(std::string_view name) {
  static const std::map<std::string_view, Class3> kMade = make_classes();
  const auto found = kMade.find(name);
  return found == kMade.end() ? nullptr : &found->second;
}

bool is_word3(std::string_view vocabulary, std::string_view word) {
  const auto* found =
      std::find_if(std::begin(kWords), std::end(kWords), [&](const auto& one) { return one.first == vocabulary; });
  if (found == std::end(kWords) || word.find('|') != std::string_view::npos || word.empty()) return false;
  const std::vector<std::string_view> words = base::split(found->second, '|');
  return std::find(words.begin(), words.end(), word) != words.end();
}

}  // namespace crosswalk::artifacts::spdx
