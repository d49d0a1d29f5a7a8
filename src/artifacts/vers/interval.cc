// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vers/interval.h"

#include <algorithm>
#include <utility>

namespace crosswalk::artifacts::vers {
namespace {

/// Whether a lower end lets more in than another.
bool begins_before(Scheme scheme, const std::optional<End>& a, const std::optional<End>& b) {
  if (!a || !b) return !a && b;
  const auto order = compare(scheme, a->version, b->version);
  return order < 0 || (order == 0 && a->closed && !b->closed);
}

/// Whether an upper end lets less in than another.
bool ends_before(Scheme scheme, const std::optional<End>& a, const std::optional<End>& b) {
  if (!a || !b) return a && !b;
  const auto order = compare(scheme, a->version, b->version);
  return order < 0 || (order == 0 && !a->closed && b->closed);
}

/// Whether nothing lies between an upper end and a lower one behind it.
bool meet(Scheme scheme, const std::optional<End>& upper, const std::optional<End>& lower) {
  if (!upper || !lower) return true;
  const auto order = compare(scheme, lower->version, upper->version);
  return order < 0 || (order == 0 && (upper->closed || lower->closed));
}

}  // namespace

bool is_empty(Scheme scheme, const Interval& interval) {
  if (!interval.lower || !interval.upper) return false;
  const auto order = compare(scheme, interval.lower->version, interval.upper->version);
  return order > 0 || (order == 0 && !(interval.lower->closed && interval.upper->closed));
}

std::vector<Interval> united(Scheme scheme, std::vector<Interval> intervals) {
  std::erase_if(intervals, [&](const Interval& interval) { return is_empty(scheme, interval); });
  std::stable_sort(intervals.begin(), intervals.end(),
                   [&](const Interval& a, const Interval& b) { return begins_before(scheme, a.lower, b.lower); });
  std::vector<Interval> out;
  for (Interval& interval : intervals) {
    if (!out.empty() && meet(scheme, out.back().upper, interval.lower)) {
      if (ends_before(scheme, out.back().upper, interval.upper)) out.back().upper = std::move(interval.upper);
    } else {
      out.push_back(std::move(interval));
    }
  }
  return out;
}

std::vector<Interval> complement(const std::vector<Interval>& intervals) {
  std::vector<Interval> out;
  std::optional<End> lower;
  for (const Interval& interval : intervals) {
    if (interval.lower) out.push_back({lower, End{interval.lower->version, !interval.lower->closed}});
    if (!interval.upper) return out;
    lower = End{interval.upper->version, !interval.upper->closed};
  }
  out.push_back({lower, std::nullopt});
  return out;
}

std::vector<Interval> intersection(Scheme scheme, const std::vector<Interval>& a, const std::vector<Interval>& b) {
  std::vector<Interval> out;
  std::size_t i = 0;
  std::size_t j = 0;
  while (i < a.size() && j < b.size()) {
    Interval both{begins_before(scheme, a[i].lower, b[j].lower) ? b[j].lower : a[i].lower,
                  ends_before(scheme, a[i].upper, b[j].upper) ? a[i].upper : b[j].upper};
    if (!is_empty(scheme, both)) out.push_back(std::move(both));
    if (ends_before(scheme, a[i].upper, b[j].upper)) {
      ++i;
    } else {
      ++j;
    }
  }
  return out;
}

std::vector<Interval> intervals_of(const Vers& range) {
  if (range.type == "none") return {};
  std::vector<Interval> out;
  std::vector<Interval> points;
  bool open = false;
  bool any = false;
  for (const Constraint& constraint : range.constraints) {
    const std::string& version = constraint.version;
    switch (constraint.comparator) {
      case Comparator::any:
        return {{}};
      case Comparator::equal:
        out.push_back({End{version, true}, End{version, true}});
        break;
      case Comparator::not_equal:
        points.push_back({End{version, true}, End{version, true}});
        continue;
      case Comparator::greater:
      case Comparator::at_least:
        out.push_back({End{version, constraint.comparator == Comparator::at_least}, std::nullopt});
        open = true;
        break;
      case Comparator::less:
      case Comparator::at_most:
        if (!open) out.emplace_back();
        out.back().upper = End{version, constraint.comparator == Comparator::at_most};
        open = false;
        break;
    }
    any = true;
  }
  if (!any && !points.empty()) out.emplace_back();
  return intersection(range.scheme(), out, complement(points));
}

Vers range_of(std::string type, Scheme scheme, const std::vector<Interval>& intervals) {
  Vers out{std::move(type), {}};
  if (intervals.empty()) return {"none", {{Comparator::any, ""}}};
  // "!=2.0" stands for two intervals with 2.0 between them.
  const auto hole = [&](std::size_t i) {
    return i > 0 && intervals[i - 1].upper && intervals[i].lower && !intervals[i - 1].upper->closed &&
           !intervals[i].lower->closed && compare(scheme, intervals[i - 1].upper->version, intervals[i].lower->version) == 0;
  };
  for (std::size_t i = 0; i < intervals.size(); ++i) {
    const auto& [lower, upper] = intervals[i];
    if (lower && upper && lower->closed && upper->closed && compare(scheme, lower->version, upper->version) == 0) {
      out.constraints.push_back({Comparator::equal, lower->version});
      continue;
    }
    if (lower && hole(i)) {
      out.constraints.push_back({Comparator::not_equal, lower->version});
    } else if (lower) {
      out.constraints.push_back({lower->closed ? Comparator::at_least : Comparator::greater, lower->version});
    }
    if (upper && !(i + 1 < intervals.size() && hole(i + 1)))
      out.constraints.push_back({upper->closed ? Comparator::at_most : Comparator::less, upper->version});
  }
  if (out.constraints.empty()) out.constraints.push_back({Comparator::any, ""});
  return out;
}

}  // namespace crosswalk::artifacts::vers
