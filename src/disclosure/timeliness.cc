// SPDX-License-Identifier: Apache-2.0
#include "disclosure/timeliness.h"

#include <algorithm>
#include <utility>

#include "disclosure/standing.h"
#include "disclosure/timeline.h"

namespace crosswalk::disclosure {
namespace {

constexpr Instant kTenthOfDay = 8'640;

/// The first moment at which users could have a fix.
std::optional<Instant> fixed_at(const Case& one, const YearInput& input, Instant until) {
  std::optional<Instant> out = moment_of(one, Trigger::measure_available);
  if (!out && one.resolution.kind == ResolutionKind::fix && input.organisation != nullptr) {
    for (const FixedVersion& fixed : one.resolution.fixed) {
      const Product* product = input.organisation->find(fixed.product);
      const ProductVersion* version = product == nullptr ? nullptr : product->find(fixed.version);
      if (version == nullptr || !version->released) continue;
      const Instant at = input.manufacturer.zone.beginning_of(*version->released);
      if (!out || at < *out) out = at;
    }
  }
  return out && *out <= until ? out : std::nullopt;
}

/// Collects how long something took.
class Spans {
 public:
  void add(const std::optional<Instant>& from, const std::optional<Instant>& to) {
    // What was done before it was known to be needed took no time.
    if (from && to) tenths_.push_back(static_cast<long>(std::max<Instant>(*to - *from, 0) / kTenthOfDay));
  }
  [[nodiscard]] Days days() {
    if (tenths_.empty()) return {};
    std::sort(tenths_.begin(), tenths_.end());
    const std::size_t middle = tenths_.size() / 2;
    const long median = tenths_.size() % 2 == 1 ? tenths_[middle] : (tenths_[middle - 1] + tenths_[middle]) / 2;
    return {tenths_.size(), median, tenths_.back()};
  }

 private:
  std::vector<long> tenths_;
};

void count_clocks(const std::vector<Reading>& readings, YearFigures& out) {
  for (const Reading& reading : readings) {
    switch (reading.state) {
      case ClockState::done:
        ++out.in_time;
        break;
      case ClockState::done_unmeasured:
        ++out.done_unmeasured;
        break;
      case ClockState::done_late:
        ++out.done_late;
        break;
      case ClockState::late:
        ++out.late;
        break;
      case ClockState::not_required:
        ++out.not_required;
        break;
      default:
        ++out.running;
    }
  }
}

}  // namespace

Instant end_of_year(int year, Instant as_of, const Zone& zone) {
  return std::min(as_of, zone.beginning_of({year + 1, 1, 1}) - 1);
}

bool is_of_year(const Case& one, int year, Instant until, const Zone& zone) {
  const Instant begin = zone.beginning_of({year, 1, 1});
  const auto aware = moment_of(one, Trigger::aware);
  if (!aware || *aware > until) return false;
  const auto published = published_at(one, until);
  return *aware >= begin || (published && *published >= begin) || is_open(one);
}

YearReport report_year(std::span<const Case> cases, const YearInput& input) {
  const Zone& zone = input.manufacturer.zone;
  YearReport out;
  out.year = input.year;
  out.until = end_of_year(input.year, input.as_of, zone);
  const Instant begin = zone.beginning_of({input.year, 1, 1});
  Spans to_review;
  Spans to_fix;
  Spans to_disclosure;
  Spans to_notices;
  YearFigures& figures = out.figures;
  for (const Case& one : cases) {
    if (!is_of_year(one, input.year, out.until, zone)) continue;
    CaseTimes times;
    times.id = one.id;
    times.title = one.title;
    times.stage = one.stage;
    times.turned_down = is_turned_down(one);
    times.aware = moment_of(one, Trigger::aware);
    if (input.stages != nullptr) {
      const auto found = input.stages->find(one.id);
      // Whoever skips a stage has done what it asks for.
      for (std::size_t i = static_cast<std::size_t>(Stage::reviewed); found != input.stages->end() && i < found->second.size();
           ++i) {
        if (found->second[i] && *found->second[i] <= out.until && (!times.reviewed || *found->second[i] < *times.reviewed))
          times.reviewed = found->second[i];
      }
    }
    times.fixed = fixed_at(one, input, out.until);
    times.disclosed = published_at(one, out.until);
    times.told = last_told(one, out.until);
    Timeline timeline = timeline_of(one);
    if (times.reviewed && !moment_of(one, Trigger::reviewed)) timeline.events.emplace_back(Trigger::reviewed, *times.reviewed);
    times.clocks = read_clocks(timeline, input.regimes, input.manufacturer, out.until);
    if (*times.aware >= begin) {
      ++figures.received;
      if (times.turned_down) {
        ++figures.turned_down;
      } else {
        ++figures.vulnerabilities;
        if (times.fixed) ++figures.patched;
      }
    }
    if (is_open(one)) ++figures.open;
    if (times.disclosed && *times.disclosed >= begin) ++figures.disclosed;
    to_review.add(times.aware, times.reviewed);
    to_fix.add(times.aware, times.fixed);
    to_disclosure.add(times.aware, times.disclosed);
    to_notices.add(times.aware, times.told);
    count_clocks(times.clocks, figures);
    out.cases.push_back(std::move(times));
  }
  figures.to_review = to_review.days();
  figures.to_fix = to_fix.days();
  figures.to_disclosure = to_disclosure.days();
  figures.to_notices = to_notices.days();
  return out;
}

std::string days_text(long tenths) { return std::to_string(tenths / 10) + "." + std::to_string(tenths % 10); }

}  // namespace crosswalk::disclosure
