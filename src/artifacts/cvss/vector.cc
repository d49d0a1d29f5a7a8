// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cvss/vector.h"

#include <algorithm>

namespace crosswalk::artifacts::cvss {
namespace {

constexpr std::array<Metric, 14> kMetricsV2{{
    {"AV", "L/A/N", Group::base},
    {"AC", "H/M/L", Group::base},
    {"Au", "M/S/N", Group::base},
    {"C", "N/P/C", Group::base},
    {"I", "N/P/C", Group::base},
    {"A", "N/P/C", Group::base},
    {"E", "ND/U/POC/F/H", Group::threat},
    {"RL", "ND/OF/TF/W/U", Group::threat},
    {"RC", "ND/UC/UR/C", Group::threat},
    {"CDP", "ND/N/L/LM/MH/H", Group::environmental},
    {"TD", "ND/N/L/M/H", Group::environmental},
    {"CR", "ND/L/M/H", Group::environmental},
    {"IR", "ND/L/M/H", Group::environmental},
    {"AR", "ND/L/M/H", Group::environmental},
}};

// 3.0 and 3.1 differ in wording and equations, not in metrics.
constexpr std::array<Metric, 22> kMetricsV3{{
    {"AV", "N/A/L/P", Group::base},
    {"AC", "L/H", Group::base},
    {"PR", "N/L/H", Group::base},
    {"UI", "N/R", Group::base},
    {"S", "U/C", Group::base},
    {"C", "H/L/N", Group::base},
    {"I", "H/L/N", Group::base},
    {"A", "H/L/N", Group::base},
    {"E", "X/H/F/P/U", Group::threat},
    {"RL", "X/U/W/T/O", Group::threat},
    {"RC", "X/C/R/U", Group::threat},
    {"CR", "X/H/M/L", Group::environmental},
    {"IR", "X/H/M/L", Group::environmental},
    {"AR", "X/H/M/L", Group::environmental},
    {"MAV", "X/N/A/L/P", Group::environmental},
    {"MAC", "X/L/H", Group::environmental},
    {"MPR", "X/N/L/H", Group::environmental},
    {"MUI", "X/N/R", Group::environmental},
    {"MS", "X/U/C", Group::environmental},
    {"MC", "X/H/L/N", Group::environmental},
    {"MI", "X/H/L/N", Group::environmental},
    {"MA", "X/H/L/N", Group::environmental},
}};

constexpr std::array<Metric, 32> kMetricsV4{{
    {"AV", "N/A/L/P", Group::base},
    {"AC", "L/H", Group::base},
    {"AT", "N/P", Group::base},
    {"PR", "N/L/H", Group::base},
    {"UI", "N/P/A", Group::base},
    {"VC", "H/L/N", Group::base},
    {"VI", "H/L/N", Group::base},
    {"VA", "H/L/N", Group::base},
    {"SC", "H/L/N", Group::base},
    {"SI", "H/L/N", Group::base},
    {"SA", "H/L/N", Group::base},
    {"E", "X/A/P/U", Group::threat},
    {"CR", "X/H/M/L", Group::environmental},
    {"IR", "X/H/M/L", Group::environmental},
    {"AR", "X/H/M/L", Group::environmental},
    {"MAV", "X/N/A/L/P", Group::environmental},
    {"MAC", "X/L/H", Group::environmental},
    {"MAT", "X/N/P", Group::environmental},
    {"MPR", "X/N/L/H", Group::environmental},
    {"MUI", "X/N/P/A", Group::environmental},
    {"MVC", "X/H/L/N", Group::environmental},
    {"MVI", "X/H/L/N", Group::environmental},
    {"MVA", "X/H/L/N", Group::environmental},
    {"MSC", "X/H/L/N", Group::environmental},
    {"MSI", "X/S/H/L/N", Group::environmental},
    {"MSA", "X/S/H/L/N", Group::environmental},
    {"S", "X/N/P", Group::supplemental},
    {"AU", "X/N/Y", Group::supplemental},
    {"R", "X/A/U/I", Group::supplemental},
    {"V", "X/D/C", Group::supplemental},
    {"RE", "X/L/M/H", Group::supplemental},
    {"U", "X/Clear/Green/Amber/Red", Group::supplemental},
}};

/// The value with this number, or empty.
std::string_view value_named(const Metric& metric, std::size_t number) {
  std::string_view rest = metric.values;
  while (true) {
    const std::size_t slash = rest.find('/');
    if (number-- == 0) return rest.substr(0, slash);
    if (slash == std::string_view::npos) return {};
    rest.remove_prefix(slash + 1);
  }
}

/// The number of this value, or nothing.
std::optional<std::uint8_t> number_of(const Metric& metric, std::string_view value) {
  std::string_view rest = metric.values;
  for (std::uint8_t number = 0;; ++number) {
    const std::size_t slash = rest.find('/');
    if (rest.substr(0, slash) == value) return number;
    if (slash == std::string_view::npos) return std::nullopt;
    rest.remove_prefix(slash + 1);
  }
}

bool is_undefined(std::string_view value) { return value == "X" || value == "ND"; }

}  // namespace

std::string_view text_of(Version version) {
  constexpr std::array<std::string_view, 4> texts{"2.0", "3.0", "3.1", "4.0"};
  return texts[static_cast<std::size_t>(version)];
}

std::string_view prefix_of(Version version) {
  constexpr std::array<std::string_view, 4> prefixes{"", "CVSS:3.0/", "CVSS:3.1/", "CVSS:4.0/"};
  return prefixes[static_cast<std::size_t>(version)];
}

std::span<const Metric> metrics(Version version) {
  switch (version) {
    case Version::v2_0:
      return kMetricsV2;
    case Version::v3_0:
    case Version::v3_1:
      return kMetricsV3;
    case Version::v4_0:
      break;
  }
  return kMetricsV4;
}

std::string_view Vector::value(std::string_view metric) const {
  const auto all = metrics(version_);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].name == metric) return value_named(all[i], values_[i] == not_given ? 0 : values_[i]);
  }
  return {};
}

std::optional<std::size_t> Vector::value_number(std::size_t metric) const {
  if (metric >= metrics(version_).size() || values_[metric] == not_given) return std::nullopt;
  return values_[metric];
}

bool Vector::has(Group group) const {
  const auto all = metrics(version_);
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (all[i].group == group && values_[i] != not_given && !is_undefined(value_named(all[i], values_[i]))) return true;
  }
  return false;
}

std::string Vector::canonical() const {
  std::string out(prefix_of(version_));
  const auto all = metrics(version_);
  bool first = true;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (values_[i] == not_given) continue;
    const std::string_view value = value_named(all[i], values_[i]);
    if (is_undefined(value)) continue;
    if (!first) out += '/';
    first = false;
    out += all[i].name;
    out += ':';
    out += value;
  }
  return out;
}

std::string_view Vector::nomenclature() const {
  if (version_ != Version::v4_0) return {};
  if (has(Group::threat)) return has(Group::environmental) ? "CVSS-BTE" : "CVSS-BT";
  return has(Group::environmental) ? "CVSS-BE" : "CVSS-B";
}

bool Vector::operator==(const Vector& other) const { return version_ == other.version_ && values_ == other.values_; }

/// Reads metrics one after the other.
class Reader {
 public:
  /// A metric, and what is wrong with it.
  struct Fault {
    std::string metric;
    std::string what;
  };

  Reader(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  /// The version that the prefix tells, and goes behind it.
  std::optional<Version> prefix() {
    for (const Version version : {Version::v3_1, Version::v3_0, Version::v4_0}) {
      if (text_.substr(at_).starts_with(prefix_of(version))) {
        at_ += prefix_of(version).size();
        return version;
      }
    }
    return std::nullopt;
  }

  /// Reads all metrics that follow; what is wrong with the first that cannot be.
  std::optional<Fault> read(Version version, Vector& out) {
    out.version_ = version;
    out.values_.fill(Vector::not_given);
    out.in_order_ = true;
    const auto all = metrics(version);
    std::size_t last = 0;
    for (std::size_t count = 0;; ++count) {
      std::size_t next = at_;
      if (count > 0) {
        if (byte_at(text_, at_) != '/') break;
        ++next;
      }
      const std::string_view name = letters_at(text_, next, 4);
      if (name.empty() || byte_at(text_, next + name.size()) != ':') {
        if (count > 0) break;
        const std::string_view there = text_.substr(next, 8);
        return Fault{there.empty() ? "the end" : std::string(there), "a metric is wanted"};
      }
      const std::string_view value = letters_at(text_, next + name.size() + 1, 5);
      const std::size_t index = index_of(all, name, count == 0 ? 0 : last + 1);
      if (index == all.size())
        return Fault{std::string(name), "there is no such metric in CVSS " + std::string(text_of(version))};
      const Metric& metric = all[index];
      const auto number = number_of(metric, value);
      if (value.empty() || !number) return Fault{std::string(name), no_such_value(metric, value)};
      if (out.values_[index] != Vector::not_given) return Fault{std::string(name), "it stands twice"};
      if (count > 0 && index < last) out.in_order_ = false;
      last = index;
      out.values_[index] = *number;
      at_ = next + name.size() + 1 + value.size();
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].group == Group::base && out.values_[i] == Vector::not_given)
        return Fault{std::string(all[i].name), "it is missing"};
    }
    return std::nullopt;
  }

  [[nodiscard]] std::size_t at() const { return at_; }

 private:
  /// The number of the metric with this name; looked for from `first` on, as most vectors are in order. The size where there is
  /// none.
  static std::size_t index_of(std::span<const Metric> all, std::string_view name, std::size_t first) {
    for (std::size_t i = first; i < all.size(); ++i) {
      if (all[i].name == name) return i;
    }
    for (std::size_t i = 0; i < first && i < all.size(); ++i) {
      if (all[i].name == name) return i;
    }
    return all.size();
  }

  static std::string no_such_value(const Metric& metric, std::string_view value) {
    std::string wanted(metric.values);
    for (std::size_t at = 0; (at = wanted.find('/', at)) != std::string::npos; at += 2) wanted.replace(at, 1, ", ");
    return (value.empty() ? std::string("its value is missing") : "it has no value \"" + std::string(value) + "\"") +
           "; it may be " + wanted;
  }

  std::string_view text_;
  std::size_t at_;
};

base::Result<Vector> parse(std::string_view text) {
  const auto wrong = [&](std::string_view subject, std::string_view what) {
    return base::Error{base::ErrorCode::malformed_data, std::string(subject), std::string(what)};
  };
  if (text.size() > 512) return wrong("CVSS vector", "it is too long");
  const bool in_parentheses = text.size() > 2 && text.front() == '(' && text.back() == ')';
  if (in_parentheses) text = text.substr(1, text.size() - 2);
  if (text.empty()) return wrong("CVSS vector", "it is empty");
  Reader reader(text, 0);
  const auto prefix = reader.prefix();
  if (prefix && in_parentheses) return wrong("CVSS vector", "only a vector of 2.0 may stand in parentheses");
  if (!prefix && text.starts_with("CVSS:"))
    return wrong(text.substr(0, 9), "there is no such version; 3.0, 3.1 and 4.0 are known");
  Vector out;
  if (const auto fault = reader.read(prefix.value_or(Version::v2_0), out)) return wrong(fault->metric, fault->what);
  if (reader.at() != text.size()) return wrong(text.substr(reader.at(), 16), "it is no metric and follows the last one");
  return out;
}

std::optional<Reading<Vector>> vector_at(std::string_view text, std::size_t at, Version unprefixed) {
  Vector out;
  const auto read = [&](Version version, std::size_t from) -> std::optional<Reading<Vector>> {
    Reader reader(text, from);
    if (reader.read(version, out)) return std::nullopt;
    const char next = byte_at(text, reader.at());
    // A metric name without a value, or a word that goes on: the vector was cut, or is none. A colon may end a clause, and an
    // underscore emphasis in Markdown.
    const bool goes_on = is_word(byte_at(text, reader.at() + 1));
    if ((is_word(next) && (next != '_' || goes_on)) || (next == ':' && goes_on) ||
        (next == '/' && is_letter(byte_at(text, reader.at() + 1))))
      return std::nullopt;
    return Reading<Vector>{out, reader.at()};
  };
  Reader reader(text, at);
  if (const auto version = reader.prefix()) return read(*version, reader.at());
  if (auto found = read(Version::v2_0, at)) return found;
  return read(unprefixed, at);
}

}  // namespace crosswalk::artifacts::cvss
