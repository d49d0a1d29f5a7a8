// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/time/instant.h"
#include "base/result.h"
#include "base/words.h"
#include "disclosure/case.h"
#include "disclosure/organisation.h"
#include "disclosure/zone.h"

namespace crosswalk::intake {

using artifacts::time::Instant;

/// What files cases are made of.
enum class Format : std::uint8_t { csv, xlsx, eml, csaf, osv, cve };

/// What comes first in dates like 03/04/2026.
enum class DateOrder : std::uint8_t { unsaid, dmy, mdy };

/// What the user says beside the files.
struct Options {
  DateOrder order = DateOrder::unsaid;
  /// Where days begin that are given without a time.
  disclosure::Zone zone;
  /// Whose products they are; may be null.
  const disclosure::Organisation* organisation = nullptr;
  /// For cases that do not say when we became aware.
  std::optional<Instant> aware;
  /// For cases that do not say who found it.
  disclosure::SourceKind source = disclosure::SourceKind::unsaid;
  /// Of tables: the member for a column, by the column's name as it stands there.
  std::map<std::string, std::string> columns;
};

/// Something that has to be known of what was taken in, or why it was not.
struct Remark {
  /// Whether the case must not be added as it is.
  bool is_error = false;
  /// "cell C7", "/vulnerabilities/0/cve", "header Date"; empty: the whole.
  std::string place;
  std::string text;
};

/// One case that a file gives.
struct Entry {
  /// "row 3", "/vulnerabilities/0", "mail".
  std::string place;
  disclosure::Case one;
  std::vector<Remark> remarks;

  /// Whether any remark is an error.
  [[nodiscard]] bool has_errors() const;
  void error(std::string where, std::string text) { remarks.push_back({true, std::move(where), std::move(text)}); }
  void note(std::string where, std::string text) { remarks.push_back({false, std::move(where), std::move(text)}); }
};

/// A column of a table.
struct Column {
  std::string name;
  /// "C", "Reports!C".
  std::string place;
  /// The member that it becomes; empty: it is left out.
  std::string member;
};

/// What one file gives.
struct Intake {
  Format format = Format::csv;
  std::vector<Column> columns;
  std::vector<Entry> entries;
  /// On the file as a whole; with an error nothing of it can be taken.
  std::vector<Remark> remarks;

  /// Whether any remark is an error, of the file or of an entry.
  [[nodiscard]] bool has_errors() const;
};

/// Cases that a file gives at most.
inline constexpr std::size_t most_entries = 100'000;
/// Bytes of a text that is taken into a case; the rest is cut off, and that is said.
inline constexpr std::size_t most_text = 32'768;

/// Puts what `options` say in the place of what is missing, and adds what is wrong with a case, or lacks, as errors.
void finish(Entry& entry, const Options& options);

/// A text cut to most_text, at the beginning of a character; a remark says so.
std::string cut(std::string_view text, std::string_view where, Entry& entry);

/// The beginning of a text for messages: at most so many bytes, and no part of a character.
std::string beginning_of(std::string_view text, std::size_t bytes);

/// The intake as JSON, and from it: what decodes files runs in a process of its own. Errors: malformed_data.
std::string write_intake(const Intake& intake);
base::Result<Intake> read_intake(std::string text);

}  // namespace crosswalk::intake

template <>
struct crosswalk::base::Words<crosswalk::intake::Format> {
  static constexpr std::array<std::string_view, 6> names{"csv", "xlsx", "eml", "csaf", "osv", "cve"};
};
template <>
struct crosswalk::base::Words<crosswalk::intake::DateOrder> {
  static constexpr std::array<std::string_view, 3> names{"unsaid", "dmy", "mdy"};
};
