// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "artifacts/characters.h"

namespace crosswalk::artifacts::contact {

/// An e-mail address.
struct Email {
  /// Before the "@", as written.
  std::string local;
  /// In small letters.
  std::string domain;
  /// Whether nobody can be reached there: a domain reserved for documentation, or unfilled boilerplate (your-company.com).
  bool placeholder = false;

  /// "security@acme.com".
  [[nodiscard]] std::string canonical() const;
  bool operator==(const Email&) const = default;
};

/// Reads an address that is the whole text, also one written around ("security [at] acme [dot] com").
std::optional<Email> parse_email(std::string_view text);

/// An address in a text: where it begins, and what follows.
struct EmailPlace {
  std::size_t begin = 0;
  Email email;
};

/// Reads the address whose "@" (or "[at]", "(at)", "{at}", " at " with " dot " behind it) stands at `at`; its beginning is looked
/// for backwards, not before `floor`. The local part is a dot-atom, the domain has at least two labels of letters, digits and
/// hyphens, the last of letters (or an A-label); names of files (icon@2x.png) and places of repositories (git@host:path) are
/// none. Source: RFC 5321, 4.1.2; RFC 5322, 3.4.1 (without quoted strings and address literals).
std::optional<Reading<EmailPlace>> email_around(std::string_view text, std::size_t at, std::size_t floor);

/// Whether a domain is reserved for documentation or is unfilled boilerplate.
/// Source: RFC 2606, 2 and 3; RFC 6761, 6.
bool is_placeholder_domain(std::string_view domain);

}  // namespace crosswalk::artifacts::contact
