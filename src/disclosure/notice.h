// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "base/words.h"
#include "disclosure/case.h"

namespace crosswalk::disclosure {

/// What became of a message to a recipient.
enum class DeliveryStatus : std::uint8_t {
  sent,       ///< it went out
  delivered,  ///< it arrived
  failed,     ///< it did not
  confirmed,  ///< somebody read it, or answered
};

/// One line of a delivery report.
struct Delivery {
  Person who;
  DeliveryStatus status = DeliveryStatus::sent;
  std::optional<Instant> at;
  /// Why it failed, or what shows that it arrived; may be empty.
  std::string detail;
  /// Where it stands: "row 3".
  std::string place;
};

/// How many of a notice's recipients are in which state.
struct NoticeCount {
  std::size_t confirmed = 0;
  std::size_t told = 0;
  std::size_t open = 0;
};

/// The clocks that a notice answers.
std::vector<std::string> clocks_of(const Notice& notice);
/// The id of a notice as it is shown: "N2", also for one that was kept as "N-2".
std::string shown_id(const Notice& notice);

/// The notice with this id as it is kept or shown, or nullptr.
Notice* find_notice(Case& one, std::string_view id);
/// Adds a notice with the next free id of the case ("N1", "N2"), which it returns.
std::string add_notice(Case& one, Notice notice);
/// Adds recipients who are not in the notice already; how many.
std::size_t add_recipients(Notice& notice, const std::vector<Recipient>& recipients);
/// Records that all recipients who were not told before were told then, in this way (empty: as it stands there); how many.
std::size_t mark_told(Notice& notice, std::string_view how, Instant at);

/// Takes a delivery report in. "failed" makes a recipient open again, and keeps when and why; "delivered" and "confirmed" are
/// kept beside each other as what shows that it arrived. `from` is what the report is called. Nothing is changed where there is
/// an error, nor by the same report once more.
///
/// Errors: malformed_data with every line that names nobody of the notice, or a time that is missing.
base::Result<void> apply_deliveries(Notice& notice, const std::vector<Delivery>& deliveries, std::string_view from);

/// In which state recipients are.
NoticeCount count_recipients(const Notice& notice);

/// Whether two texts name the same person: by the e-mail address where both have one, else by the whole text; case and white
/// space do not matter.
bool is_same_person(std::string_view a, std::string_view b);

/// Somebody who has not been told, or did not confirm.
struct OpenRecipient {
  std::string case_id;
  std::string notice;
  std::string title;
  std::vector<std::string> clocks;
  Person who;
  std::string how;
  /// When they were told; nothing: they were not.
  std::optional<Instant> told;
};

/// All of them in a case; what came after `as_of` has not happened.
std::vector<OpenRecipient> open_recipients(const Case& one, Instant as_of);

}  // namespace crosswalk::disclosure

template <>
struct crosswalk::base::Words<crosswalk::disclosure::DeliveryStatus> {
  static constexpr std::array<std::string_view, 4> names{"sent", "delivered", "failed", "confirmed"};
};
