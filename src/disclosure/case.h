// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/json/value.h"
#include "artifacts/time/instant.h"
#include "base/result.h"
#include "base/words.h"
#include "disclosure/regime.h"

namespace crosswalk::disclosure {

using artifacts::time::Instant;

/// How far a case has come. Source: IEC 81001-5-1, 9.2 to 9.5, 4.1.7, 6.3.
enum class Stage : std::uint8_t {
  received,   ///< 9.2: somebody told us, or we found it
  reviewed,   ///< 9.3: it is a vulnerability that concerns us, or it is not
  analysed,   ///< 9.4: cause, severity, affected versions
  addressed,  ///< 9.5: it is decided what is done, and whom to tell
  disclosed,  ///< 4.1.7: regulators and users know
  closed,     ///< the update is out, nothing is left to do
};

/// What the review of a report came to. Source: IEC 81001-5-1, 9.3.
enum class Outcome : std::uint8_t { undecided, valid, not_a_vulnerability, not_our_product, duplicate };

/// Who found it.
enum class SourceKind : std::uint8_t { unsaid, researcher, customer, supplier, own_test, monitoring, coordinator, authority };

/// What a vulnerability does to a product. Source: CISA, Minimum Requirements for VEX (2023), 2.5.
enum class AffectedStatus : std::uint8_t { affected, not_affected, fixed, under_investigation };

/// What is done about it. Source: CSAF 2.0, 3.2.3.12.1.
enum class ResolutionKind : std::uint8_t { undecided, fix, mitigation, workaround, none_planned };

/// Whether the risk of patient harm is acceptable. Source: FDA, Postmarket Management of Cybersecurity in Medical Devices, VI.
enum class RiskControl : std::uint8_t { undetermined, controlled, uncontrolled };

/// What a publication did. Source: CSAF 2.0, 3.1.11 (revisions).
enum class PublicationKind : std::uint8_t { published, corrected, withdrawn };

/// To whom it may be given. Source: CSAF 2.0, 3.2.1.5.2.1.
enum class Tlp : std::uint8_t { unsaid, white, green, amber, red };

/// A person or organisation: "Jane Doe <jane@example.org>", or, in the register, a reference to such a text.
struct Person {
  std::string text;
  bool operator==(const Person&) const = default;
};

/// Where it came from.
struct Source {
  SourceKind kind = SourceKind::unsaid;
  Person reporter;
  /// A message's id, a ticket, a URL.
  std::string reference;
  /// How the reporter wants to be named in advisories; empty: not.
  std::string credit;
};

/// Something that happened, and when.
struct Event {
  Trigger kind = Trigger::aware;
  std::optional<Instant> at;
  std::string note;
};

/// A part of the product that has the vulnerability.
struct AffectedComponent {
  std::string name;
  std::string version;
  std::string purl;
};

/// A CVSS vector, and what it was worked out for.
struct Rating {
  std::string vector;
  /// Who says so: "own", "NVD", a supplier.
  std::string by;
  /// How the clinical use enters, or why it does not.
  std::string context;
};

/// What it may do to patients.
struct ClinicalImpact {
  std::string harm;
  RiskControl risk = RiskControl::undetermined;
  std::string reason;
};

/// Versions of a product.
struct AffectedProduct {
  std::string product;
  /// A range over its released versions: "vers:semver/>=2.0.0|<2.4.1".
  std::string versions;
  AffectedStatus status = AffectedStatus::affected;
  /// Of not_affected: a word of VEX; or a text.
  std::string justification;
  std::string impact_statement;
};

/// The first version of a product in which it is fixed.
struct FixedVersion {
  std::string product;
  std::string version;
};

/// What is done about it.
struct Resolution {
  ResolutionKind kind = ResolutionKind::undecided;
  /// For users: what to do.
  std::string details;
  std::vector<FixedVersion> fixed;
  std::string url;
  /// Of none_planned: why.
  std::string reason;
};

/// Whether somebody has to be told, by one clock of a regime.
struct ReportDecision {
  /// "us-cfr-806/correction-report".
  std::string clock;
  std::optional<bool> required;
  std::string reason;
  Person by;
  std::string role;
  std::optional<Instant> at;
};

/// Who may read what will be published, and from when.
struct Distribution {
  std::optional<Instant> embargo_until;
  Tlp tlp = Tlp::unsaid;
  std::string audience;
};

/// That somebody with the right to it agreed to publish.
struct Approval {
  Person by;
  std::string role;
  std::optional<Instant> at;
};

/// Where the advisory was published.
struct Publication {
  std::string advisory;
  std::string revision;
  std::optional<Instant> at;
  std::string url;
  std::string sha256;
  PublicationKind kind = PublicationKind::published;
  /// For readers: what is new in this revision.
  std::string summary;
};

/// One who was told, or has to be.
struct Recipient {
  Person who;
  std::string how;
  std::optional<Instant> at;
  /// That it arrived: a delivery report, an answer.
  std::string confirmed;
};

/// A notice to regulators, customers, or the reporter.
struct Notice {
  std::string id;
  std::string title;
  /// The clock that it answers; empty: none.
  std::string clock;
  /// The document and its hash.
  std::string document;
  std::string sha256;
  std::vector<Recipient> recipients;
};

/// A vulnerability case: one entry from which everything else is made.
struct Case {
  std::string id;
  std::string title;
  Stage stage = Stage::received;
  Outcome outcome = Outcome::undecided;
  std::string outcome_reason;
  std::string duplicate_of;
  /// CVE and other ids, the one to be used first.
  std::vector<std::string> ids;
  std::vector<std::string> weaknesses;
  Source source;
  std::vector<Event> events;
  std::vector<AffectedComponent> components;
  std::string description;
  ClinicalImpact clinical;
  std::vector<Rating> ratings;
  std::vector<AffectedProduct> affected;
  Resolution resolution;
  std::vector<ReportDecision> decisions;
  Distribution distribution;
  Approval approval;
  std::vector<Publication> publications;
  std::vector<Notice> notices;
  std::vector<std::string> related;
};

/// Reads a case from JSON. What does not belong there goes to `findings`, with pointer and line: members that no case has (with
/// the nearest name), values of another type, words that are in no list, times that are none.
Case read_case(const artifacts::json::Value& root, std::vector<artifacts::Finding>& findings);

/// The case in JSON, in the order of its fields; what is empty is left out. The same case gives the same bytes.
std::string write_case(const Case& one);

/// All persons of a case, to be looked up or put in the place of others.
std::vector<Person*> persons_of(Case& one);

/// What is wrong with a case whatever its stage: vectors, ids, package URLs and ranges that are none, and what contradicts
/// itself. Pointers lead into write_case().
std::vector<artifacts::Finding> check_case(const Case& one);

/// What a case lacks to have come so far, each a sentence for people that names the field.
std::vector<std::string> missing_for(const Case& one, Stage stage);

/// The label that somebody named: "AMBER", "tlp:amber"; "CLEAR" is what WHITE is called since TLP 2.0, and CSAF 2.0 has the older
/// word. Nothing for others, and for "unsaid". Source: FIRST, TLP 2.0; CSAF 2.0, 3.2.1.5.2.1.
std::optional<Tlp> tlp_named(std::string_view text);
/// The words that it takes, for people.
inline constexpr std::string_view tlp_words = "WHITE (CLEAR), GREEN, AMBER, RED";

/// The moment of the first event of this kind; nothing where it did not happen.
std::optional<Instant> moment_of(const Case& one, Trigger kind);

}  // namespace crosswalk::disclosure

template <>
struct crosswalk::base::Words<crosswalk::disclosure::Stage> {
  static constexpr std::array<std::string_view, 6> names{"received", "reviewed", "analysed", "addressed", "disclosed", "closed"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::Outcome> {
  static constexpr std::array<std::string_view, 5> names{"undecided", "valid", "not_a_vulnerability", "not_our_product",
                                                         "duplicate"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::SourceKind> {
  static constexpr std::array<std::string_view, 8> names{"unsaid",   "researcher", "customer",    "supplier",
                                                         "own_test", "monitoring", "coordinator", "authority"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::AffectedStatus> {
  static constexpr std::array<std::string_view, 4> names{"affected", "not_affected", "fixed", "under_investigation"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::ResolutionKind> {
  static constexpr std::array<std::string_view, 5> names{"undecided", "fix", "mitigation", "workaround", "none_planned"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::RiskControl> {
  static constexpr std::array<std::string_view, 3> names{"undetermined", "controlled", "uncontrolled"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::PublicationKind> {
  static constexpr std::array<std::string_view, 3> names{"published", "corrected", "withdrawn"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::Tlp> {
  static constexpr std::array<std::string_view, 5> names{"unsaid", "WHITE", "GREEN", "AMBER", "RED"};
};
