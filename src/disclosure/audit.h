// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"
#include "disclosure/case.h"
#include "disclosure/clock.h"
#include "disclosure/organisation.h"
#include "disclosure/regime.h"

namespace crosswalk::disclosure {

/// What an audit can find.
enum class AuditKind : std::uint8_t {
  register_broken,            ///< the chain of changes does not hold
  clock_late,                 ///< a time to report is over, and nothing was sent
  embargo_over,               ///< the embargo is over, and nothing was published
  fixed_unpublished,          ///< a version with the fix is out, and nobody was told
  published_undecided,        ///< published, and nobody decided whether authorities have to be told
  published_without_notice,   ///< published, and no notice to anybody is recorded
  recipients_open,            ///< a notice that did not reach all it was for
  release_without_statement,  ///< a version came out of which the case does not say whether it is affected
  unknown_version,            ///< a product or version that the workspace does not have
  component_without_case,     ///< a component has a known vulnerability, and no case is about it
  published_file_differs,     ///< what lies in the provider's folder is not what was published
  security_txt_expired,       ///< researchers must not rely on it any more
  security_txt_invalid,       ///< it breaks a rule that is mandatory
  clock_done_late,            ///< somebody was told, too late
  receipt_unconfirmed,        ///< somebody was told, and nothing shows that it arrived
  no_movement,                ///< nothing happened to an open case for long
  security_txt_expiring,      ///< it soon will
};

/// How bad it is.
enum class AuditSeverity : std::uint8_t { minor, major };

/// Something that was forgotten, or is about to be.
struct AuditFinding {
  AuditKind kind = AuditKind::register_broken;
  AuditSeverity severity = AuditSeverity::minor;
  /// A case's id, a file, a component.
  std::string subject;
  /// What is the matter, and what to do, each a sentence without a full stop.
  std::string sentence;
  std::string advice;
  /// The requirement that it is a gap of, one of audit_constraints(): "iec-81001-5-1:4.1.7/timeliness".
  std::string_view constraint;

  bool operator==(const AuditFinding&) const = default;
};

/// A vulnerability that is known of a component of a product.
struct KnownVulnerability {
  /// Of the workspace; empty for a bill of materials that belongs to none.
  std::string product;
  std::string version;
  /// The bill of materials.
  std::string file;
  /// "openssl 3.0.1".
  std::string component;
  std::string id;
  std::vector<std::string> aliases;
  /// "9.8 critical"; may be empty.
  std::string severity;
};

/// A security.txt that was read.
struct SecurityTxtState {
  std::string file;
  std::optional<Instant> expires;
  /// The rules that are mandatory and that it breaks.
  std::vector<std::string> errors;
};

/// What an audit looks at beside the cases; what is not there is not looked at.
struct AuditInput {
  const Organisation* organisation = nullptr;
  std::span<const Regime> regimes;
  Manufacturer manufacturer;
  Instant as_of = 0;
  std::vector<KnownVulnerability> vulnerabilities;
  std::vector<SecurityTxtState> security_txt;
  /// SHA-256 of the files in the provider's folder; null where no folder is looked at.
  const std::set<std::string>* published = nullptr;
  /// Days without a change after which an open case stands still; days before the end of a security.txt.
  int idle_days = 90;
  int expiring_days = 30;
};

/// What the chain of changes tells, which is known when all of it was worked out.
struct ChainState {
  /// What is wrong with it.
  std::vector<std::string> problems;
  /// When the change with this number was made; asked only for open cases that seem to stand still. Empty: only what the case
  /// itself holds is known.
  std::function<std::optional<Instant>(std::int64_t)> time_of;
};

/// Looks at every case once and says what was forgotten. What came after `as_of` has not happened yet. Takes time in proportion
/// to the cases and what they hold; keeps of a case what is found. Source: IEC 81001-5-1, 4.1.7, 6.2.1, 9.2 to 9.5.
class Auditor {
 public:
  /// `input` has to stay as long as this.
  explicit Auditor(const AuditInput& input);
  Auditor(Auditor&&) noexcept;
  Auditor& operator=(Auditor&&) noexcept;
  ~Auditor();

  /// Looks at the next case; `changed_by` is the number of its last change.
  void look(const Case& one, std::int64_t changed_by = 0);
  /// Adds what another found of later cases.
  void add(Auditor other);
  /// What was found, and what is the matter beside the cases. Findings are sorted: major before minor, then by kind, then in the
  /// order of the cases. To be called once.
  std::vector<AuditFinding> finish(const ChainState& chain);

 private:
  class Looking;
  std::unique_ptr<Looking> looking_;
};

/// That a register could not be read at all, and why.
AuditFinding unreadable_register(const std::string& why);

/// All requirements that findings are gaps of.
std::span<const std::string_view> audit_constraints();

/// The kind for people: "Fixed, and nobody was told".
std::string_view text_of(AuditKind kind);

}  // namespace crosswalk::disclosure

template <>
struct crosswalk::base::Words<crosswalk::disclosure::AuditKind> {
  static constexpr std::array<std::string_view, 17> names{"register_broken",        "clock_late",
                                                          "embargo_over",           "fixed_unpublished",
                                                          "published_undecided",    "published_without_notice",
                                                          "recipients_open",        "release_without_statement",
                                                          "unknown_version",        "component_without_case",
                                                          "published_file_differs", "security_txt_expired",
                                                          "security_txt_invalid",   "clock_done_late",
                                                          "receipt_unconfirmed",    "no_movement",
                                                          "security_txt_expiring"};
};
template <>
struct crosswalk::base::Words<crosswalk::disclosure::AuditSeverity> {
  static constexpr std::array<std::string_view, 2> names{"minor", "major"};
};
