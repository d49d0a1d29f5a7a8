// SPDX-License-Identifier: Apache-2.0
#include "artifacts/osv/match.h"

#include <algorithm>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/purl/purl.h"
#include "base/text.h"

namespace crosswalk::artifacts::osv {
namespace {

/// The order of the versions of a range.
vers::Scheme order_of(const Affected& affected, RangeKind kind) {
  if (const vers::Ecosystem* ecosystem = vers::ecosystem_named(affected.ecosystem)) return ecosystem->scheme;
  return kind == RangeKind::semver ? vers::Scheme::semver : vers::Scheme::generic;
}

/// Whether something begins before all versions; "0" means that only there.
bool from_the_beginning(const Event& event) { return event.kind == EventKind::introduced && event.version == "0"; }

void add_once(std::vector<std::string>& list, const std::string& text) {
  if (std::find(list.begin(), list.end(), text) == list.end()) list.push_back(text);
}

/// Whether the version lies in a range, and between which events.
std::optional<Reason> in_range(const Range& range, vers::Scheme scheme, std::string_view version) {
  const std::vector<Event> events = in_order(range.events, scheme);
  const Event* begun = nullptr;
  const Event* ended = nullptr;
  bool limited = false;
  bool within_limit = false;
  for (const Event& event : events) {
    const auto order = from_the_beginning(event) ? std::weak_ordering::greater : vers::compare(scheme, version, event.version);
    switch (event.kind) {
      case EventKind::introduced:
        if (order >= 0) begun = &event;
        if (order >= 0) ended = nullptr;
        break;
      case EventKind::fixed:
        if (order >= 0) begun = nullptr;
        if (begun != nullptr && ended == nullptr) ended = &event;
        break;
      case EventKind::last_affected:
        if (order > 0) begun = nullptr;
        if (begun != nullptr && ended == nullptr) ended = &event;
        break;
      case EventKind::limit:
        limited = true;
        within_limit = within_limit || event.version == "*" || order < 0;
        break;
    }
  }
  if (begun == nullptr || (limited && !within_limit)) return std::nullopt;
  Reason out;
  out.text = begun->version == "0" ? "all versions" : "introduced in " + begun->version;
  if (ended != nullptr && ended->kind == EventKind::fixed) {
    out.text += begun->version == "0" ? " before " + ended->version : ", fixed in " + ended->version;
    out.fixed.push_back(ended->version);
  } else if (ended != nullptr) {
    out.text += begun->version == "0" ? " up to " + ended->version : ", last affected " + ended->version;
    out.last_affected = ended->version;
  } else if (begun->version != "0") {
    out.text += ", no fix is named";
  }
  return out;
}

/// CVE Record Format 5.1: the first entry that speaks of the version decides.
std::optional<Reason> by_cve(const Affected& affected, std::string_view version) {
  using Status = CveVersion::Status;
  for (const CveVersion& one : affected.cve_versions) {
    // Commits have no order that is known here.
    if (one.type == "git") continue;
    const vers::Ecosystem* ecosystem = vers::ecosystem_named(affected.ecosystem);
    const vers::Scheme scheme = one.type == "python" ? vers::Scheme::pypi
                                : ecosystem != nullptr && (one.type == "custom" || one.type.empty())
                                    ? ecosystem->scheme
                                    : vers::scheme_named(one.type).value_or(vers::Scheme::generic);
    const std::string& end = one.less_than.empty() ? one.less_than_or_equal : one.less_than;
    if (end.empty()) {
      if (vers::compare(scheme, version, one.version) != 0 && one.version != "*") continue;
      if (one.status != Status::affected) return std::nullopt;
      return Reason{"version " + one.version + " is listed", {}, {}};
    }
    if (one.version != "0" && one.version != "*" && vers::compare(scheme, version, one.version) < 0) continue;
    if (end != "*") {
      const auto order = vers::compare(scheme, version, end);
      if (order > 0 || (order == 0 && !one.less_than.empty())) continue;
    }
    Status status = one.status;
    auto changes = one.changes;
    std::stable_sort(changes.begin(), changes.end(),
                     [&](const auto& a, const auto& b) { return vers::compare(scheme, a.first, b.first) < 0; });
    Reason out;
    for (const auto& [at, changed] : changes) {
      if (vers::compare(scheme, version, at) >= 0) {
        status = changed;
      } else if (changed == Status::unaffected) {
        add_once(out.fixed, at);
      }
    }
    if (status != Status::affected) return std::nullopt;
    out.text = "from " + one.version;
    if (!one.less_than.empty()) {
      out.text += ", before " + one.less_than;
      if (one.less_than != "*" && out.fixed.empty()) out.fixed.push_back(one.less_than);
    } else {
      out.text += " to " + one.less_than_or_equal;
      out.last_affected = one.less_than_or_equal;
    }
    return out;
  }
  if (affected.default_status != Status::affected) return std::nullopt;
  return Reason{"all versions that the record does not speak of", {}, {}};
}

}  // namespace

std::vector<Event> in_order(std::vector<Event> events, vers::Scheme scheme) {
  std::stable_sort(events.begin(), events.end(), [&](const Event& a, const Event& b) {
    if (from_the_beginning(a) || from_the_beginning(b)) return from_the_beginning(a) && !from_the_beginning(b);
    return vers::compare(scheme, a.version, b.version) < 0;
  });
  return events;
}

std::optional<Reason> affects(const Affected& affected, std::string_view version) {
  if (version.empty()) {
    const bool any = !affected.versions.empty() || !affected.cve_versions.empty() ||
                     std::any_of(affected.ranges.begin(), affected.ranges.end(),
                                 [](const Range& range) { return range.kind != RangeKind::git; });
    if (!any) return std::nullopt;
    return Reason{"the version of the package is not known", {}, {}};
  }
  std::optional<Reason> out;
  for (const Range& range : affected.ranges) {
    if (range.kind == RangeKind::git) continue;
    const vers::Scheme scheme = order_of(affected, range.kind);
    auto found = in_range(range, scheme, version);
    if (!found) continue;
    if (!out) {
      out = std::move(found);
      continue;
    }
    for (const std::string& fixed : found->fixed) add_once(out->fixed, fixed);
  }
  if (out) return out;
  if (std::find(affected.versions.begin(), affected.versions.end(), version) != affected.versions.end())
    return Reason{"version " + std::string(version) + " is listed", {}, {}};
  if (!affected.cve_versions.empty() || affected.default_status != CveVersion::Status::unknown) return by_cve(affected, version);
  return std::nullopt;
}

std::string comparable_name(std::string_view ecosystem, std::string_view name) {
  ecosystem = ecosystem.substr(0, ecosystem.find(':'));
  if (ecosystem == "PyPI") {
    std::string out;
    for (const char c : name) {
      const bool separator = c == '-' || c == '_' || c == '.';
      if (!separator) {
        out += lower(c);
      } else if (!out.empty() && out.back() != '-') {
        out += '-';
      }
    }
    return out;
  }
  constexpr std::string_view folded[] = {"NuGet", "Packagist", "SwiftURL", "GitHub Actions", "VSCode"};
  if (std::find(std::begin(folded), std::end(folded), ecosystem) == std::end(folded)) return std::string(name);
  std::string out = base::to_lower(name);
  if (ecosystem == "SwiftURL") {
    if (out.starts_with("https://")) out.erase(0, 8);
    if (out.ends_with(".git")) out.resize(out.size() - 4);
  }
  return out;
}

bool same_ecosystem(std::string_view a, std::string_view b) {
  const std::size_t first = a.find(':');
  const std::size_t second = b.find(':');
  if (a.substr(0, first) != b.substr(0, second)) return false;
  if (first == std::string_view::npos || second == std::string_view::npos) return true;
  // "Ubuntu:22.04" and "Ubuntu:22.04:LTS"; "Red Hat:enterprise_linux:9::baseos".
  const std::string_view x = a.substr(first);
  const std::string_view y = b.substr(second);
  const auto begins = [](std::string_view whole, std::string_view part) {
    return whole.starts_with(part) && (whole.size() == part.size() || whole[part.size()] == ':');
  };
  return begins(x, y) || begins(y, x);
}

std::optional<Reason> affects(const Vulnerability& vulnerability, const Package& package) {
  const std::string name = comparable_name(package.ecosystem, package.name);
  for (const Affected& one : vulnerability.affected) {
    if (!same_ecosystem(one.ecosystem, package.ecosystem) || comparable_name(one.ecosystem, one.name) != name) continue;
    if (auto found = affects(one, package.version)) return found;
  }
  return std::nullopt;
}

namespace {

const std::string* qualifier(const purl::Purl& purl, std::string_view key) {
  for (const auto& [name, value] : purl.qualifiers) {
    if (name == key) return &value;
  }
  return nullptr;
}

/// How an ecosystem names the package.
std::string name_in(const vers::Ecosystem& ecosystem, const purl::Purl& purl) {
  if (!ecosystem.purl_namespace.empty() || purl.name_space.empty()) return purl.name;
  return purl.name_space + (purl.type == "maven" ? ":" : "/") + purl.name;
}

/// The release of a distribution as OSV writes it: "distro=alpine-3.18.2" is "v3.18".
std::string release_of(const vers::Ecosystem& ecosystem, const purl::Purl& purl) {
  const std::string* distro = qualifier(purl, "distro");
  if (distro == nullptr) return {};
  const std::size_t dash = distro->rfind('-');
  const std::string release = dash == std::string::npos ? *distro : distro->substr(dash + 1);
  if (release.empty() || !is_digit(release.front())) return {};
  const std::size_t point = release.find('.');
  if (ecosystem.name == "Alpine") {
    const std::size_t second = point == std::string::npos ? point : release.find('.', point + 1);
    return "v" + release.substr(0, second);
  }
  if (ecosystem.name == "Ubuntu") return release;
  return ecosystem.name == "Debian" || ecosystem.name == "AlmaLinux" || ecosystem.name == "Rocky Linux" ? release.substr(0, point)
                                                                                                        : std::string();
}

}  // namespace

base::Result<std::vector<Package>> packages_of(std::string_view text) {
  // The standard library of Go is one word, which its type does not allow, and all the same everybody writes it so.
  constexpr std::string_view go = "pkg:golang/";
  const bool one_word =
      text.starts_with(go) && text.substr(0, text.find_first_of("@?#")).find('/', go.size()) == std::string_view::npos;
  auto read = one_word ? purl::parse("pkg:generic/" + std::string(text.substr(go.size()))) : purl::parse(text);
  CW_ASSIGN_OR_RETURN(purl::Purl purl, std::move(read));
  if (one_word) purl.type = "golang";
  std::vector<Package> out;
  for (const vers::Ecosystem& ecosystem : vers::ecosystems()) {
    if (ecosystem.purl_type.empty() || ecosystem.purl_type != purl.type) continue;
    if (!ecosystem.purl_namespace.empty() && ecosystem.purl_namespace != purl.name_space) continue;
    Package package{std::string(ecosystem.name), name_in(ecosystem, purl), purl.version};
    if (const std::string release = release_of(ecosystem, purl); !release.empty()) package.ecosystem += ":" + release;
    const std::string* epoch = qualifier(purl, "epoch");
    if (epoch != nullptr && package.version.find(':') == std::string::npos && !package.version.empty())
      package.version = *epoch + ":" + package.version;
    out.push_back(package);
    // Distributions track their source packages: "upstream=openssl@3.0.2-1".
    const std::string* source = qualifier(purl, "upstream");
    if (source == nullptr || ecosystem.purl_namespace.empty()) continue;
    const std::size_t at = source->find('@');
    package.name = source->substr(0, at);
    if (at != std::string::npos) package.version = source->substr(at + 1);
    out.push_back(std::move(package));
  }
  return out;
}

}  // namespace crosswalk::artifacts::osv
