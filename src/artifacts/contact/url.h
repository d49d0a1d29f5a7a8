// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::contact {

/// A web address or another URL with a host.
struct Url {
  /// In small letters; "http" for an address written as "www.acme.com".
  std::string scheme;
  /// "user@" is left out of it; in small letters; an IPv6 address with its brackets.
  std::string host;
  /// Digits; empty where none is said or it is the scheme's own.
  std::string port;
  /// From the first '/', '?' or '#' on, as written but for %xx in upper case; empty where there is none.
  std::string rest;
  /// "user" or "user:password" before the host, as written.
  std::string user;
  /// Whether the host is reserved for documentation or unfilled boilerplate.
  bool placeholder = false;

  /// "https://acme.com/security". Source: RFC 3986, 6.2.2 and 6.2.3, but paths are kept as they are.
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Url&) const = default;
};

/// Reads a URL that is the whole text.
std::optional<Url> parse_url(std::string_view text);

/// Reads a URL that begins at `at` with a scheme (http, https, ftp, ftps, sftp, ssh, git, ldap, ldaps, ws, wss) and "://", or
/// with "www.". It ends before white space, quotes, angle brackets, '`' or '|', before a bracket that it did not open (Markdown),
/// and before punctuation that belongs to the sentence. Source: RFC 3986, 3 and appendix C.
std::optional<Reading<Url>> url_at(std::string_view text, std::size_t at);

}  // namespace crosswalk::artifacts::contact
