// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "packs/catalogue.h"
#include "packs/pack.h"

/// The map of standards: which clause of one stands for what in another, and what that saves.
namespace crosswalk::atlas {

/// Packs, the works beside them, and how they are mapped. Immutable.
struct Atlas {
  /// A pack with its mappings, in their order.
  struct Standard {
    std::shared_ptr<const packs::Pack> pack;
    std::vector<packs::Mapping> mappings;
  };
  std::vector<Standard> standards;
  std::vector<packs::Catalogue> catalogues;

  /// The pack, or the catalogue, of an id; null where there is none.
  [[nodiscard]] const Standard* standard(std::string_view id) const;
  [[nodiscard]] const packs::Catalogue* catalogue(std::string_view id) const;
  /// Ids of all packs and catalogues.
  [[nodiscard]] std::vector<std::string> ids() const;
  /// The mappings to a section of a work, of all packs.
  [[nodiscard]] std::vector<std::pair<const Standard*, const packs::Mapping*>> to(std::string_view work,
                                                                                  std::string_view section) const;
};

/// Notes mappings to sections that the catalogue of the work does not have.
void check(const Atlas& atlas, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::atlas
