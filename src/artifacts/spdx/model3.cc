// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/model3.h"

#include <algorithm>
#include <array>
#include <unordered_map>
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
  for (const Said& one : kClasses) out[one.name] = {one.name, nullptr, one.abstract, {}, {}};
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
    std::size_t number = 0;
    for (auto& [key, property] : one.properties) {
      property.number = std::min(number++, Class3::kMostProperties - 1);
      one.by_key.emplace(key, &property);
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
  static const std::map<std::string_view, Class3> kClassesByName = make_classes();
  // A large file asks for some hundred thousand times.
  static const std::unordered_map<std::string_view, const Class3*> kMade = [] {
    std::unordered_map<std::string_view, const Class3*> out;
    for (const auto& [key, one] : kClassesByName) out.emplace(key, &one);
    return out;
  }();
  const auto found = kMade.find(name);
  return found == kMade.end() ? nullptr : found->second;
}

bool is_word3(std::string_view vocabulary, std::string_view word) {
  static const std::unordered_map<std::string_view, std::vector<std::string_view>> kLists = [] {
    std::unordered_map<std::string_view, std::vector<std::string_view>> out;
    for (const auto& [name, words] : kWords) out.emplace(name, base::split(words, '|'));
    return out;
  }();
  const auto found = kLists.find(vocabulary);
  if (found == kLists.end() || word.empty()) return false;
  return std::find(found->second.begin(), found->second.end(), word) != found->second.end();
}

}  // namespace crosswalk::artifacts::spdx
