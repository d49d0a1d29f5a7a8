// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/words.h"
#include "document/document.h"

namespace crosswalk::document {

/// Security formats whose files are known by their content and judged by their values.
enum class ArtifactKind : std::uint8_t { none, csaf, cyclonedx, openvex, osv, sarif, security_txt, spdx, case_register };

/// What a file of a security format can decide by its values.
enum class ArtifactCheck : std::uint8_t {
  none,
  /// Each vulnerability is described.
  description,
  /// Each vulnerability has a score or a rank of a named scale.
  score,
  /// For each vulnerability the affected versions of products are named.
  affected_versions,
  /// For each vulnerability it is said what removes or mitigates it.
  resolution,
  /// Each component has a name and a version.
  component_versions,
  /// Each component says how well it is supported.
  support_level,
  /// Each component says until when it is supported.
  end_of_support,
  /// Known vulnerabilities are listed, each with what was found out about it.
  known_vulnerabilities,
  /// It is said which vulnerabilities remain and what the user can do.
  residual_risk,
  /// It is said where to report to.
  contact,
  /// Of each disclosed case it was decided whether authorities have to be told, and those that have to be were.
  regulator_notice,
  /// Users were told of each disclosed case.
  user_notice,
  /// Of each disclosed case it is known when it became known.
  disclosure_dates,
  /// Somebody approved the disclosure of each disclosed case.
  disclosure_decision,
  /// It is decided what is done about each case.
  treatment,
  /// Reports of one's own people, of suppliers, users, researchers and public sources were taken up.
  own_report,
  supplier_report,
  user_report,
  researcher_report,
  public_report,
  /// Of each case it is said whether it concerns the product.
  applicability,
  /// Of each case it is said what it does in the product's place, and to safety.
  contextual_impact,
  safety_impact,
};

/// What came of a check.
struct ArtifactPoint {
  enum class State : std::uint8_t { met, partial, planned, denied, missing };
  ArtifactCheck check = ArtifactCheck::none;
  State state = State::missing;
  /// For partial: a word of the list of reasons.
  std::string reason;
  /// How many things the check looks at (vulnerabilities, components), and how many of them have what it wants.
  std::uint32_t of = 0;
  std::uint32_t with = 0;
  /// What is missing, for people: "no score for CVE-2026-1001". Empty where nothing is.
  std::string lacking;
  /// What shows it, the best first; at most 20.
  std::vector<Span> quotes;
};

/// A product or component that a document names with a version, for comparing documents with each other.
struct NamedVersion {
  enum class Use : std::uint8_t {
    /// The product that the document is about.
    subject,
    /// A component of it.
    component,
    affected,
    fixed,
    /// Who made the product, or published the document: a name without version.
    maker,
  };
  Use use = Use::subject;
  std::string name;
  /// Empty where there is none.
  std::string version;
  /// Without its version; empty where there is none.
  std::string purl;
  /// Of affected and fixed: the vulnerability, mostly a CVE id.
  std::string vulnerability;
  Span quote;
};

/// What a file of a security format says by its values; of other documents (release notes) the versions that they name.
struct Artifact {
  ArtifactKind kind = ArtifactKind::none;
  /// The format's version: "2.0", "1.6".
  std::string format_version;
  /// Whether it keeps the rules of its format.
  bool valid = true;
  /// The first that it breaks, for people.
  std::vector<std::string> faults;
  std::vector<ArtifactPoint> points;
  std::vector<NamedVersion> versions;
  /// The last day on which it holds, as "YYYY-MM-DD"; empty where it does not say.
  std::string valid_until;

  /// The point of this check, or nullptr.
  [[nodiscard]] const ArtifactPoint* point(ArtifactCheck check) const {
    for (const ArtifactPoint& one : points) {
      if (one.check == check) return &one;
    }
    return nullptr;
  }
};

}  // namespace crosswalk::document

namespace crosswalk::base {

template <>
struct Words<document::ArtifactKind> {
  static constexpr std::array<std::string_view, 9> names{"",      "csaf",         "cyclonedx", "openvex",      "osv",
                                                         "sarif", "security_txt", "spdx",      "case_register"};
};
template <>
struct Words<document::ArtifactCheck> {
  static constexpr std::array<std::string_view, 24> names{"",
                                                          "description",
                                                          "score",
                                                          "affected_versions",
                                                          "resolution",
                                                          "component_versions",
                                                          "support_level",
                                                          "end_of_support",
                                                          "known_vulnerabilities",
                                                          "residual_risk",
                                                          "contact",
                                                          "regulator_notice",
                                                          "user_notice",
                                                          "disclosure_dates",
                                                          "disclosure_decision",
                                                          "treatment",
                                                          "own_report",
                                                          "supplier_report",
                                                          "user_report",
                                                          "researcher_report",
                                                          "public_report",
                                                          "applicability",
                                                          "contextual_impact",
                                                          "safety_impact"};
};
template <>
struct Words<document::ArtifactPoint::State> {
  static constexpr std::array<std::string_view, 5> names{"met", "partial", "planned", "denied", "missing"};
};
template <>
struct Words<document::NamedVersion::Use> {
  static constexpr std::array<std::string_view, 5> names{"subject", "component", "affected", "fixed", "maker"};
};

}  // namespace crosswalk::base
