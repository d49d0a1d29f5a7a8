// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vers/scheme.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "artifacts/characters.h"
#include "artifacts/vers/order.h"
#include "base/text.h"

namespace crosswalk::artifacts::vers {
namespace {

struct SchemeRow {
  std::string_view name;
  std::string_view orders;
  std::string_view source;
};

constexpr std::array kSchemes{
#define CW_VERSION_SCHEME(id, name, orders, source) SchemeRow{name, orders, source},
#include "artifacts/vers/schemes.def"
#undef CW_VERSION_SCHEME
};

constexpr std::array<std::string_view, kSchemes.size()> kNames{
#define CW_VERSION_SCHEME(id, name, orders, source) name,
#include "artifacts/vers/schemes.def"
#undef CW_VERSION_SCHEME
};

constexpr std::array kEcosystems{
#define CW_ECOSYSTEM(name, scheme, purl_type, purl_namespace) Ecosystem{name, Scheme::scheme, purl_type, purl_namespace},
#include "artifacts/vers/ecosystems.def"
#undef CW_ECOSYSTEM
};

/// Other names of schemes: older ones, and types of package URLs that share an order.
struct Alias {
  std::string_view name;
  Scheme scheme;
};
constexpr Alias kAliases[] = {
    {"alpine", Scheme::apk},         {"arch", Scheme::alpm},
    {"archlinux", Scheme::alpm},     {"bazel", Scheme::generic},
    {"bitnami", Scheme::semver},     {"cocoapods", Scheme::gem},
    {"conda", Scheme::pypi},         {"crates.io", Scheme::cargo},
    {"dart", Scheme::pub},           {"debian", Scheme::deb},
    {"dpkg", Scheme::deb},           {"ebuild", Scheme::gentoo},
    {"github", Scheme::semver},      {"go", Scheme::golang},
    {"julia", Scheme::semver},       {"luarocks", Scheme::generic},
    {"opam", Scheme::deb},           {"otp", Scheme::intdot},
    {"packagist", Scheme::composer}, {"python", Scheme::pypi},
    {"redhat", Scheme::rpm},         {"rubygems", Scheme::gem},
    {"swift", Scheme::semver},       {"ubuntu", Scheme::deb},
    {"vcpkg", Scheme::generic},      {"vscode-extension", Scheme::semver},
};

const SchemeRow& row_of(Scheme scheme) { return kSchemes[static_cast<std::size_t>(scheme)]; }

bool is_semver(std::string_view text, std::size_t fewest, std::size_t most) {
  std::size_t end = 0;
  const auto numbers = numbers_at(text, ".", end);
  if (numbers.size() < fewest || numbers.size() > most) return false;
  if (fewest == most && std::any_of(numbers.begin(), numbers.end(), [](auto n) { return n.size() > 1 && n.front() == '0'; }))
    return false;
  std::string_view rest = text.substr(end);
  const auto identifiers = [](std::string_view part) {
    return std::all_of(part.begin(), part.end(), [](char c) { return is_alnum(c) || c == '-' || c == '.'; }) && !part.empty() &&
           part.front() != '.' && part.back() != '.' && part.find("..") == std::string_view::npos;
  };
  if (rest.starts_with('-')) {
    const std::string_view pre = rest.substr(1, rest.find('+') == std::string_view::npos ? rest.size() : rest.find('+') - 1);
    if (!identifiers(pre)) return false;
    rest.remove_prefix(pre.size() + 1);
  }
  return rest.empty() || (rest.front() == '+' && identifiers(rest.substr(1)));
}

bool is_graphic(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c != '\x7F'; });
}

}  // namespace

std::string_view name_of(Scheme scheme) { return row_of(scheme).name; }
std::string_view orders(Scheme scheme) { return row_of(scheme).orders; }
std::string_view source_of(Scheme scheme) { return row_of(scheme).source; }
std::span<const std::string_view> scheme_names() { return kNames; }
std::span<const Ecosystem> ecosystems() { return kEcosystems; }

std::optional<Scheme> scheme_named(std::string_view name) {
  const std::string small = base::to_lower(name);
  for (std::size_t i = 0; i < kNames.size(); ++i) {
    if (kNames[i] == small) return static_cast<Scheme>(i);
  }
  for (const Alias& alias : kAliases) {
    if (alias.name == small) return alias.scheme;
  }
  return std::nullopt;
}

const Ecosystem* ecosystem_named(std::string_view name) {
  name = name.substr(0, name.find(':'));
  const auto* found =
      std::find_if(kEcosystems.begin(), kEcosystems.end(), [&](const Ecosystem& one) { return one.name == name; });
  return found == kEcosystems.end() ? nullptr : found;
}

std::weak_ordering compare(Scheme scheme, std::string_view a, std::string_view b) {
  if (a.size() > max_version || b.size() > max_version) return compare_bytes(a, b);
  switch (scheme) {
    case Scheme::alpm:
      return compare_alpm(a, b);
    case Scheme::apk:
      return compare_apk(a, b);
    case Scheme::cargo:
    case Scheme::golang:
    case Scheme::hex:
    case Scheme::nginx:
    case Scheme::npm:
    case Scheme::semver:
      return compare_semver(a, b);
    case Scheme::composer:
      return compare_composer(a, b);
    case Scheme::conan:
      return compare_conan(a, b);
    case Scheme::cpan:
      return compare_cpan(a, b);
    case Scheme::cran:
      return compare_cran(a, b);
    case Scheme::datetime:
      return compare_datetime(a, b);
    case Scheme::deb:
      return compare_deb(a, b);
    case Scheme::gem:
      return compare_gem(a, b);
    case Scheme::generic:
      return compare_generic(a, b);
    case Scheme::gentoo:
      return compare_gentoo(a, b);
    case Scheme::hackage:
      return compare_hackage(a, b);
    case Scheme::intdot:
      return compare_intdot(a, b);
    case Scheme::lexicographic:
      return compare_bytes(a, b);
    case Scheme::maven:
      return compare_maven(a, b);
    case Scheme::nuget:
      return compare_nuget(a, b);
    case Scheme::openssl:
      return compare_openssl(a, b);
    case Scheme::pub:
      return compare_pub(a, b);
    case Scheme::pypi:
      return compare_pypi(a, b);
    case Scheme::rpm:
      return compare_rpm(a, b);
  }
  return compare_bytes(a, b);
}

bool is_version(Scheme scheme, std::string_view text) {
  if (text.empty() || text.size() > max_version) return false;
  std::size_t end = 0;
  switch (scheme) {
    case Scheme::cargo:
    case Scheme::hex:
    case Scheme::npm:
    case Scheme::pub:
    case Scheme::semver:
      return is_semver(text, 3, 3);
    case Scheme::golang:
      return is_semver(text.starts_with('v') ? text.substr(1) : text, 3, 3);
    case Scheme::nuget:
      return is_semver(text, 1, 4);
    case Scheme::nginx:
      return is_semver(text, 3, 3);
    case Scheme::apk:
      return is_apk(text);
    case Scheme::cran:
      return numbers_at(text, ".-", end).size() >= 2 && end == text.size();
    case Scheme::hackage:
    case Scheme::intdot:
      return !numbers_at(text, ".", end).empty() && end == text.size();
    case Scheme::datetime:
      return is_datetime(text);
    case Scheme::deb:
      return is_deb(text);
    case Scheme::gem:
      return is_gem(text);
    case Scheme::gentoo:
      return is_gentoo(text);
    case Scheme::openssl:
      return is_openssl(text);
    case Scheme::pypi:
      return is_pypi(text);
    case Scheme::alpm:
    case Scheme::composer:
    case Scheme::conan:
    case Scheme::cpan:
    case Scheme::generic:
    case Scheme::lexicographic:
    case Scheme::maven:
    case Scheme::rpm:
      return is_graphic(text);
  }
  return false;
}

}  // namespace crosswalk::artifacts::vers
