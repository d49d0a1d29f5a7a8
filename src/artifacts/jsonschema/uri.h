// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::artifacts::jsonschema {

/// The parts of a URI reference; a part that is not there is none. Source: RFC 3986, appendix B.
struct Uri {
  std::optional<std::string_view> scheme;
  std::optional<std::string_view> authority;
  std::string_view path;
  std::optional<std::string_view> query;
  std::optional<std::string_view> fragment;
};

/// Takes a reference apart, whether or not its characters are allowed.
Uri split_uri(std::string_view text);
/// What `reference` means beside `base`. Source: RFC 3986, 5.2.
std::string resolve_uri(std::string_view base, std::string_view reference);
/// %xx as the bytes that they stand for.
std::string decode_percent(std::string_view text);

/// Whether a text is a URI (or, with `international`, an IRI); with `relative`, a reference to one. Source: RFC 3986, appendix A;
/// RFC 3987, 2.2.
bool is_uri(std::string_view text, bool relative, bool international);

/// Whether a text is an IPv4 address. Source: RFC 2673, 3.2.
bool is_ipv4(std::string_view text);
/// Whether a text is an IPv6 address. Source: RFC 4291, 2.2.
bool is_ipv6(std::string_view text);

}  // namespace crosswalk::artifacts::jsonschema
