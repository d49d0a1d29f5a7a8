// SPDX-License-Identifier: Apache-2.0
#include "gathering/network.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace crosswalk::gathering {
namespace {

constexpr int last_port = 65'535;

std::optional<int> read_port(std::string_view text) {
  int out = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
  const bool all = error == std::errc() && end == text.data() + text.size();
  return all && out >= 1 && out <= last_port ? std::optional(out) : std::nullopt;
}

std::string_view without_brackets(std::string_view address) {
  if (address.size() >= 2 && address.front() == '[' && address.back() == ']') return address.substr(1, address.size() - 2);
  return address;
}

bool is_host(std::string_view text) {
  return !text.empty() && text.size() <= 255 && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' ||
           c == ':' || c == '%' || c == '*';
  });
}

}  // namespace

std::string Ports::text() const { return std::to_string(first) + (last == first ? "" : "-" + std::to_string(last)); }

std::optional<Ports> read_ports(std::string_view text) {
  text = base::trim(text);
  const std::size_t dash = text.find('-');
  const auto first = read_port(text.substr(0, dash));
  const auto last = dash == std::string_view::npos ? first : read_port(text.substr(dash + 1));
  if (!first || !last || *last < *first) return std::nullopt;
  return Ports{*first, *last};
}

bool is_loopback(std::string_view address) {
  address = without_brackets(address);
  return address.starts_with("127.") || address == "::1" || address == "localhost";
}

bool is_any_address(std::string_view address) {
  address = without_brackets(address);
  return address.empty() || address == "*" || address == "0.0.0.0" || address == "::";
}

std::optional<HostPort> read_host_port(std::string_view text) {
  text = base::trim(text);
  HostPort out;
  std::string_view rest;
  if (text.starts_with('[')) {
    const std::size_t end = text.find(']');
    if (end == std::string_view::npos) return std::nullopt;
    out.host = text.substr(1, end - 1);
    rest = text.substr(end + 1);
  } else {
    const std::size_t colon = text.find(':');
    out.host = text.substr(0, colon);
    if (colon != std::string_view::npos) rest = text.substr(colon);
  }
  if (!is_host(out.host)) return std::nullopt;
  if (rest.empty()) return out;
  out.ports = read_ports(rest.substr(1));
  if (rest[0] != ':' || !out.ports) return std::nullopt;
  return out;
}

std::optional<Url> read_url(std::string_view text) {
  Url out;
  text = base::trim(text);
  if (const std::size_t scheme = text.find("://"); scheme != std::string_view::npos) {
    out.scheme = base::to_lower(text.substr(0, scheme));
    text = text.substr(scheme + 3);
  }
  text = text.substr(0, text.find_first_of("/?#"));
  if (const std::size_t at = text.rfind('@'); at != std::string_view::npos) text = text.substr(at + 1);
  auto host = read_host_port(text);
  if (!host) return std::nullopt;
  out.host = std::move(*host);
  return out;
}

std::string this_machine(std::string_view address) {
  return "programs of the same machine (" + std::string(without_brackets(address)) + ")";
}

}  // namespace crosswalk::gathering
