// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/result.h"
#include "review/review.h"

namespace crosswalk::reports {

/// Where a report goes: a file, a pipe, a string. A report itself opens nothing.
class Sink {
 public:
  Sink() = default;
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;
  virtual ~Sink() = default;

  /// Takes the next bytes of the report, UTF-8; pieces may end anywhere. After an error nothing more is written.
  virtual base::Result<void> write(std::string_view bytes) = 0;
};

/// Keeps the report in memory.
class StringSink final : public Sink {
 public:
  base::Result<void> write(std::string_view bytes) override;
  /// All that was written.
  [[nodiscard]] const std::string& text() const { return text_; }

 private:
  std::string text_;
};

/// How much a report tells.
enum class Detail : std::uint8_t { summary, detailed };
/// How much of a document's own words a report repeats: whole passages, their beginning, or nothing.
enum class Quotes : std::uint8_t { full, short_, none };

/// What the reader asked for. Reports ignore what does not concern them.
struct ReportOptions {
  Detail detail = Detail::detailed;
  /// Nothing: short in the terminal, full elsewhere.
  std::optional<Quotes> quotes;
  /// Columns of the terminal; below 40 counts as 40.
  int width = 80;
  /// Whether the terminal shows colours; they only repeat what words and marks say.
  bool colour = false;
  /// Whether a summary lists observations (expectations) too; they are always counted, and listed when detailed.
  bool expectations = false;
};

/// Renders one review. Errors: those of the sink.
using Render = base::Result<void> (*)(const review::Review& review, const ReportOptions& options, Sink& sink);

// One function per line of reports.def, defined in the folder of that name.
#define CW_REPORT(name, ending, description) \
  base::Result<void> render_##name(const review::Review& review, const ReportOptions& options, Sink& sink);
#include "reports/reports.def"
#undef CW_REPORT

/// One line of reports.def.
struct ReportFormat {
  std::string_view name;
  /// With its dot.
  std::string_view ending;
  std::string_view description;
  Render render = nullptr;
};

/// All reports in the order of reports.def.
std::span<const ReportFormat> all_reports();
/// The report of this name, or of this file name ending without its dot ("md"); null where there is none.
const ReportFormat* find_report(std::string_view name);

}  // namespace crosswalk::reports

namespace crosswalk::base {

template <>
struct Words<reports::Detail> {
  static constexpr std::array<std::string_view, 2> names{"summary", "detailed"};
};
template <>
struct Words<reports::Quotes> {
  static constexpr std::array<std::string_view, 3> names{"full", "short", "none"};
};

}  // namespace crosswalk::base
