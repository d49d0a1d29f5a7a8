// SPDX-License-Identifier: Apache-2.0
// Bytes as a release file to which facts are added: what it said it still says, and nothing of its text is gone.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "release/facts.h"
#include "release/write.h"

namespace {

using namespace crosswalk;

release::Addition one(std::string group, const std::string& field, const std::string& text) {
  release::Addition out;
  out.group = std::move(group);
  out.entry.facts[field] = {{text}, 0, 0, "a file, line 1"};
  return out;
}

/// Whether all of `part` stands in `whole`, in its order.
bool holds(std::string_view whole, std::string_view part) {
  std::size_t at = 0;
  for (const char c : part) {
    at = whole.find(c, at);
    if (at == std::string_view::npos) return false;
    ++at;
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65'536) return 0;
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  packs::Diagnostics diagnostics;
  const auto facts = release::read_release(text, "r.yaml", diagnostics);
  if (!facts || diagnostics.has_errors()) return 0;
  std::vector<release::Addition> additions{one("roles", "id", "a-role-that-is-new"),
                                           one("tailoring", "justification", "why: not")};
  for (const auto& [group, entries] : facts->groups) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      for (const release::FieldSpec& field : release::find_group(group)->fields) {
        if (field.kind != release::FieldKind::text || entries[i].find(field.name) != nullptr) continue;
        additions.push_back(one(group, std::string(field.name), "added, [here]"));
        additions.back().into = i;
        break;
      }
    }
  }
  // It reads again what it made, and gives nothing where that is not the old facts with the new ones.
  const auto made = release::add_to_release(text, "r.yaml", additions);
  if (made && !holds(*made, text)) std::abort();
  return 0;
}
