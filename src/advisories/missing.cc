// SPDX-License-Identifier: Apache-2.0
// What is missing, in words.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "advisories/advisory.h"

namespace crosswalk::advisories {
namespace {

/// A field without the numbers and names of entries, and what people call it.
struct FieldName {
  std::string_view field;
  std::string_view name;
};
constexpr std::array<FieldName, 34> kFields{{{"title", "title"},
                                             {"description", "description"},
                                             {"outcome", "outcome of the review"},
                                             {"id", "id of the case"},
                                             {"ids", "ids of the vulnerability"},
                                             {"weaknesses", "weaknesses (CWE)"},
                                             {"affected", "affected products"},
                                             {"affected[].product", "affected product"},
                                             {"affected[].versions", "affected versions"},
                                             {"affected[].justification", "why it is not affected"},
                                             {"ratings", "CVSS rating"},
                                             {"ratings[].vector", "CVSS vector"},
                                             {"resolution.kind", "resolution"},
                                             {"resolution.details", "instructions for users"},
                                             {"resolution.fixed", "fixed versions"},
                                             {"resolution.fixed[].product", "product with the fix"},
                                             {"resolution.fixed[].version", "fixed version"},
                                             {"resolution.reason", "why no fix is planned"},
                                             {"resolution.url", "address of the update"},
                                             {"clinical.harm", "possible harm"},
                                             {"clinical.risk", "risk of patient harm"},
                                             {"distribution.tlp", "TLP"},
                                             {"distribution.audience", "audience"},
                                             {"source.credit", "how the reporter is named"},
                                             {"ratings[].context", "context of the CVSS rating"},
                                             {"affected[].impact_statement", "impact on what is not affected"},
                                             {"resolution.fixed[]", "fixed version"},
                                             {"approval", "approval"},
                                             {"publications", "publications"},
                                             {"manufacturer", "manufacturer"},
                                             {"disclosure.namespace", "namespace of the manufacturer"},
                                             {"disclosure.email", "contact of the manufacturer"},
                                             {"disclosure.advisories_url", "address of advisories"},
                                             {"products[].purl", "package URL of"}}};

}  // namespace

std::string Missing::name() const {
  const std::size_t opening = field.find('[');
  const std::size_t closing = field.find(']', opening == std::string::npos ? 0 : opening);
  std::string plain = field;
  std::string entry;
  if (opening != std::string::npos && closing != std::string::npos) {
    entry = field.substr(opening + 1, closing - opening - 1);
    plain.erase(opening + 1, entry.size());
  }
  const auto* const found =
      std::find_if(kFields.begin(), kFields.end(), [&](const FieldName& one) { return one.field == plain; });
  if (found == kFields.end()) return field;
  const std::string name(found->name);
  if (entry.empty()) return name;
  // A product by its name; other entries count from 0, people from 1.
  const bool number = entry.find_first_not_of("0123456789") == std::string::npos && !field.starts_with("products[");
  if (!number) return name + " " + entry;
  return entry == "0" ? name : name + " (entry " + std::to_string(std::stoul(entry) + 1) + ")";
}

std::string Missing::text() const { return case_id + (case_id.empty() ? "" : ", ") + name() + ": " + wanted; }

}  // namespace crosswalk::advisories
