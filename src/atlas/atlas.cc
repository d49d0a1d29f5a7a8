// SPDX-License-Identifier: Apache-2.0
#include "atlas/atlas.h"

#include <algorithm>

namespace crosswalk::atlas {

const Atlas::Standard* Atlas::standard(std::string_view id) const {
  const auto found = std::find_if(standards.begin(), standards.end(), [&](const Standard& one) { return one.pack->id == id; });
  return found == standards.end() ? nullptr : &*found;
}

const packs::Catalogue* Atlas::catalogue(std::string_view id) const {
  const auto found =
      std::find_if(catalogues.begin(), catalogues.end(), [&](const packs::Catalogue& one) { return one.id == id; });
  return found == catalogues.end() ? nullptr : &*found;
}

std::vector<std::string> Atlas::ids() const {
  std::vector<std::string> out;
  for (const Standard& one : standards) out.push_back(one.pack->id);
  for (const packs::Catalogue& one : catalogues) out.push_back(one.id);
  return out;
}

std::vector<std::pair<const Atlas::Standard*, const packs::Mapping*>> Atlas::to(std::string_view work,
                                                                                std::string_view section) const {
  std::vector<std::pair<const Standard*, const packs::Mapping*>> out;
  for (const Standard& one : standards) {
    for (const packs::Mapping& mapping : one.mappings) {
      if (mapping.work == work && mapping.section == section) out.emplace_back(&one, &mapping);
    }
  }
  return out;
}

void check(const Atlas& atlas, packs::Diagnostics& diagnostics) {
  for (const Atlas::Standard& standard : atlas.standards) {
    for (const packs::Mapping& mapping : standard.mappings) {
      const packs::Catalogue* const catalogue = atlas.catalogue(mapping.work);
      if (catalogue == nullptr || catalogue->entry(mapping.section) != nullptr) continue;
      std::vector<std::string> numbers;
      for (const packs::CatalogueEntry& entry : catalogue->entries) numbers.push_back(entry.number);
      const std::string near = packs::nearest(mapping.section, numbers);
      diagnostics.error(
          mapping.place.file, mapping.place.line, mapping.place.column,
          "the catalogue of " + mapping.work + " has no '" + mapping.section + "'",
          near.empty() ? "add it to the catalogue" : "did you mean '" + near + "'? Otherwise add it to the catalogue");
    }
  }
}

}  // namespace crosswalk::atlas
