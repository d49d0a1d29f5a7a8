// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/words.h"
#include "disclosure/calendar.h"
#include "packs/diagnostics.h"

namespace crosswalk::disclosure {

/// What can happen to a case that starts a clock or answers one, each with its moment in the case.
enum class Trigger : std::uint8_t {
  aware,                   ///< we learned of the vulnerability
  actively_exploited,      ///< ... that somebody exploits it
  severe_incident,         ///< ... of a severe incident that touches the security of the product
  serious_incident,        ///< ... of a serious incident in the sense of the device regulations
  public_health_threat,    ///< ... that it is a serious public health threat
  death_or_deterioration,  ///< ... of a death or an unanticipated serious deterioration of health
  reportable_event,        ///< ... of a death, serious injury or malfunction in the sense of 21 CFR 803.3
  remedial_action_needed,  ///< ... that an event needs remedial action against an unreasonable risk, or the authority asked
  uncontrolled_risk,       ///< ... that the risk of patient harm is uncontrolled
  correction_begun,        ///< a correction or removal was begun
  field_action_decided,    ///< a field safety corrective action was decided
  measure_available,       ///< a corrective or mitigating measure is there
  significant_incident,    ///< we learned of a significant incident of our own organisation
  personal_data_breach,    ///< we learned of a breach of personal data
  coordinator_contact,     ///< a coordinator first tried to reach us
  reviewed,                ///< the report was reviewed (9.3), and it is known what it is
  published,               ///< an advisory on it was first published
};

/// How sure we are of a statement.
enum class Confidence : std::uint8_t { high, medium, low };

/// What makes a clock binding.
enum class Force : std::uint8_t {
  law,       ///< a duty
  guidance,  ///< what an authority expects
  policy,    ///< what the manufacturer has set itself
};

/// Whom a clock asks to tell.
enum class Audience : std::uint8_t { authority, users, reporter, house, everybody };

/// What a period is counted in.
enum class PeriodUnit : std::uint8_t { hour, day, working_day, month };

/// A period from an event to the end of which something has to be done.
struct Period {
  int number = 0;
  PeriodUnit unit = PeriodUnit::day;

  /// "72 hours", "10 working days", "1 month".
  [[nodiscard]] std::string text() const;
};

/// Reads "72 hours", "15 days", "10 working days", "1 month"; numbers from 1 to 9999.
std::optional<Period> parse_period(std::string_view text);

/// One duty to tell somebody something in time.
struct Clock {
  /// "eu-mdr/serious-incident".
  std::string id;
  std::string title;
  /// The event that starts it, unless `after` does.
  Trigger from = Trigger::aware;
  /// An event that must have happened, too: it is not started before both have.
  std::optional<Trigger> when;
  /// An event without which it does not run, and which does not move its beginning: time is counted from before, too.
  std::optional<Trigger> given;
  /// The id of the clock of this regime whose answer starts it; empty: `from` does.
  std::string after;
  /// An event that answers it, besides a notice that names it: a review, a publication.
  std::optional<Trigger> answered_by;
  /// Nothing: at once, without a number.
  std::optional<Period> within;
  /// Whose holidays working days leave out.
  Holidays holidays = Holidays::none;
  /// Who is to be told, in words and as what they are: where nobody says so an authority, of a policy somebody of the house.
  std::string to;
  Audience audience = Audience::authority;
  /// Where the rule stands: "Article 87(3)".
  std::string section;
  Force force = Force::law;
  Confidence confidence = Confidence::low;
  /// The days on which it begins and ceases to hold: of the event that starts it.
  std::optional<base::Date> valid_from;
  std::optional<base::Date> valid_until;
  /// What is to be known besides, for people.
  std::string note;
};

/// An act of law, a guidance or a policy with its clocks.
struct Regime {
  /// "eu-mdr".
  std::string id;
  std::string title;
  /// The document, and where it can be read.
  std::string source;
  std::string url;
  /// Markets of which one has to be among those of the workspace; empty: all.
  std::vector<std::string> markets;
  /// Whether it is about medical devices (true), about what is none (false), or about both.
  std::optional<bool> device;
  /// When somebody last compared this with the source.
  base::Date checked;
  std::vector<Clock> clocks;
  /// The file that it stands in.
  std::string file;
};

/// Reads a file of one regime. `name` stands in messages. Mistakes go to `diagnostics`, with places; nothing where there are
/// errors.
std::optional<Regime> load_regime(std::string_view text, std::string_view name, packs::Diagnostics& diagnostics);

/// Reports what only all regimes together can tell: ids that stand twice (errors), and, on `as_of`, what nobody has compared with
/// its source for more than a year (warnings).
void check_regimes(const std::vector<Regime>& regimes, const base::Date& as_of, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::disclosure

template <>
struct crosswalk::base::Words<crosswalk::disclosure::Trigger> {
  static constexpr std::array<std::string_view, 17> names{"aware",
                                                          "actively_exploited",
                                                          "severe_incident",
                                                          "serious_incident",
                                                          "public_health_threat",
                                                          "death_or_deterioration",
                                                          "reportable_event",
                                                          "remedial_action_needed",
                                                          "uncontrolled_risk",
                                                          "correction_begun",
                                                          "field_action_decided",
                                                          "measure_available",
                                                          "significant_incident",
                                                          "personal_data_breach",
                                                          "coordinator_contact",
                                                          "reviewed",
                                                          "published"};
};

template <>
struct crosswalk::base::Words<crosswalk::disclosure::Confidence> {
  static constexpr std::array<std::string_view, 3> names{"high", "medium", "low"};
};

template <>
struct crosswalk::base::Words<crosswalk::disclosure::Audience> {
  static constexpr std::array<std::string_view, 5> names{"authority", "users", "reporter", "house", "everybody"};
};

template <>
struct crosswalk::base::Words<crosswalk::disclosure::Force> {
  static constexpr std::array<std::string_view, 3> names{"law", "guidance", "policy"};
};
