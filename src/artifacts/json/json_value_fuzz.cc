// SPDX-License-Identifier: Apache-2.0
// Reads anything as JSON; what was read has to lead back to its places.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/json/value.h"

namespace {

namespace json = crosswalk::artifacts::json;

void check(const json::Document& document, const json::Value& value) {
  if (value.end() <= value.begin() || value.end() > document.text().size()) std::abort();
  static_cast<void>(json::hash(value));
  static_cast<void>(value.integer());
  static_cast<void>(value.real());
  for (const json::Value item : value.items()) check(document, item);
  for (const json::Member& member : value.members()) check(document, member.value);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto document = json::parse(std::string(reinterpret_cast<const char*>(data), size), {"fuzz", 64, true});
  if (!document) return 0;
  check(*document, document->root());
  // Which of two members with one name is meant nobody can tell: places are all that holds of them.
  if (!document->duplicates().empty()) return 0;
  // Each value alone is JSON too, and says the same.
  const json::Value root = document->root();
  const auto again = json::parse(std::string(root.raw()), {"again", 64, true});
  if (!again || !json::equal(again->root(), root)) std::abort();
  if (const json::Value last = root.at(root.size() - 1); last && root.resolve(last.pointer()) != last) std::abort();
  return 0;
}
