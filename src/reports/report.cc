// SPDX-License-Identifier: Apache-2.0
#include "reports/report.h"

#include <array>

namespace crosswalk::reports {
namespace {

constexpr std::array formats{
#define CW_REPORT(name, ending, description) ReportFormat{#name, ending, description, &render_##name},
#include "reports/reports.def"
#undef CW_REPORT
};

}  // namespace

base::Result<void> StringSink::write(std::string_view bytes) {
  text_ += bytes;
  return {};
}

std::span<const ReportFormat> all_reports() { return formats; }

const ReportFormat* find_report(std::string_view name) {
  for (const ReportFormat& format : formats) {
    if (format.name == name || format.ending.substr(1) == name) return &format;
  }
  return nullptr;
}

}  // namespace crosswalk::reports
