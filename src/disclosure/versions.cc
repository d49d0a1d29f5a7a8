// SPDX-License-Identifier: Apache-2.0
#include "disclosure/versions.h"

#include <algorithm>
#include <utility>

#include "artifacts/vers/vers.h"
#include "base/text.h"

namespace crosswalk::disclosure {

namespace vers = artifacts::vers;

vers::Scheme scheme_of(const Case& one, std::string_view product) {
  for (const AffectedProduct& affected : one.affected) {
    if (!base::equal_ignoring_case(affected.product, product)) continue;
    if (const auto range = vers::read(affected.versions)) return range->scheme();
  }
  return vers::Scheme::generic;
}

void sort_versions(vers::Scheme scheme, std::vector<std::string>& versions) {
  std::stable_sort(versions.begin(), versions.end(),
                   [&](const std::string& a, const std::string& b) { return vers::compare(scheme, a, b) < 0; });
}

Case in_order_of_versions(Case one) {
  std::stable_sort(one.resolution.fixed.begin(), one.resolution.fixed.end(), [&](const auto& a, const auto& b) {
    return a.product != b.product ? a.product < b.product : vers::compare(scheme_of(one, a.product), a.version, b.version) < 0;
  });
  for (AffectedProduct& affected : one.affected) {
    if (auto range = vers::read(affected.versions)) affected.versions = vers::sorted(std::move(*range)).text();
  }
  return one;
}

}  // namespace crosswalk::disclosure
