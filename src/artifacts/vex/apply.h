// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "artifacts/vex/model.h"

namespace crosswalk::artifacts::vex {

/// A product or component that a statement may be about, as a bill of materials names it.
struct Subject {
  /// bom-ref, SPDXID; empty: none.
  std::string ref;
  std::string name;
  std::string version;
  std::string purl;
  std::vector<std::string> cpes;
};

/// Whether a product or part of a statement is this one: by package URL (one without a version or qualifiers is any of them), CPE
/// or id; where it gives none of them, by name, with the version behind it or without.
bool is_same(const Component& named, const Subject& subject);

/// The statement that holds for a vulnerability, by any of its ids, in a component of a product: on the component itself, or on
/// the product with this part or without any; of several the last. Null where none does. `current` are the statements that hold
/// now (current()). Source: OpenVEX Specification 0.2.0, "Product" and "Subcomponent".
const Statement* statement_on(const std::vector<Statement>& current, const std::vector<std::string>& ids,
                              const Subject& component, const Subject& product);

}  // namespace crosswalk::artifacts::vex
