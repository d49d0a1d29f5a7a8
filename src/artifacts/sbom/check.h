// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/sbom/model.h"

namespace crosswalk::artifacts::sbom {

/// Whose minimum it is.
enum class Baseline : std::uint8_t {
  /// NTIA, The Minimum Elements For a Software Bill of Materials (2021), "Data Fields".
  ntia,
  /// FDA, Cybersecurity in Medical Devices: Quality System Considerations and Content of Premarket Submissions (2023), V.A.4:
  /// what
  /// it wants beside the elements of NTIA.
  fda,
};

/// In small letters: "ntia".
std::string_view name_of(Baseline baseline);

/// What a minimum wants.
enum class Element : std::uint8_t {
  supplier,
  name,
  version,
  identifier,
  relationship,
  author,
  timestamp,
  support_level,
  end_of_support,
  vulnerabilities
};

/// What came of one element.
struct ElementCheck {
  Element element = Element::name;
  Baseline baseline = Baseline::ntia;
  /// "ntia/supplier", the same in all versions of the program.
  std::string_view id;
  /// For people: "supplier name".
  std::string_view title;
  /// Whether each component has to have it, or the file as a whole.
  bool per_component = false;
  /// How many components have to have it; 1 for the file.
  std::size_t of = 0;
  /// Those without, as numbers in Bom::components; for the file none.
  std::vector<std::size_t> without;
  bool met = false;
  /// What was found or is missing, for people; may be empty.
  std::string note;
};

/// What is likely a mistake or makes a file less useful, and breaks no minimum.
struct QualityCheck {
  FindingLevel level = FindingLevel::warning;
  /// "sbom/no-hash", the same in all versions of the program.
  std::string_view rule;
  /// For people, about one component or relation: "no checksum".
  std::string_view title;
  /// Why that matters.
  std::string_view reason;
  /// The components concerned, as numbers in Bom::components.
  std::vector<std::size_t> components;
  /// What else is concerned: names that lead nowhere.
  std::vector<std::string> values;
};

/// All that check() found.
struct Checks {
  /// How many components the minimums are asked of: all but files and cryptographic assets where there are others.
  std::size_t components = 0;
  /// In the order of Element.
  std::vector<ElementCheck> elements;
  /// Only those that found something.
  std::vector<QualityCheck> quality;

  /// Whether all elements of a minimum are there; of FDA's also those of NTIA, which it includes.
  [[nodiscard]] bool meets(Baseline baseline) const;
  /// The check of an element.
  [[nodiscard]] const ElementCheck& of(Element element) const { return elements[static_cast<std::size_t>(element)]; }
};

/// Looks for the minimum elements and for likely mistakes. Takes time in proportion to components and relations.
///
/// A supplier is who is named as supplier, manufacturer or publisher; of the subject also who the file names for it. A unique
/// identifier is a purl, CPE, SWID tag or other id, or the file's own name of the component in a file that has an id itself
/// (NTIA, Survey of Existing SBOM Formats and Standards, 2021, mapping of fields). A component has a relationship that any
/// relation names, that lies in another or holds one, or of which the file says that it depends on nothing.
Checks check(const Bom& bom);

/// A component for people: "group/name version"; its ref where it has no name.
std::string text_of(const Component& component);

}  // namespace crosswalk::artifacts::sbom
