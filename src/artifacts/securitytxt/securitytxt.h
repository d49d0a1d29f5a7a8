// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/time/instant.h"

namespace crosswalk::artifacts::securitytxt {

/// The fields that are registered. Source: RFC 9116, 2.5; IANA, security.txt fields (CSAF: CSAF 2.0, 7.1.8).
enum class FieldKind : std::uint8_t {
  other,
  acknowledgments,
  canonical,
  contact,
  csaf,
  encryption,
  expires,
  hiring,
  policy,
  preferred_languages,
};

/// The name as it is registered: "Preferred-Languages"; empty for `other`.
std::string_view name_of(FieldKind kind);

/// A line that is a field.
struct Field {
  FieldKind kind = FieldKind::other;
  /// As written.
  std::string name;
  /// Without white space at its ends.
  std::string value;
  /// Counted from 1.
  std::size_t line = 0;
};

/// What was found wrong, or is good to know.
struct Remark {
  /// Its rule is "securitytxt/NAME"; the line is 0 where the file as a whole is meant.
  Finding finding;
  /// What to write instead: a value, or a whole line; empty where there is nothing to suggest.
  std::string suggestion;
};

/// A security.txt file.
struct File {
  /// In the order of the file.
  std::vector<Field> fields;
  /// Of the first field of this kind, in order.
  std::vector<std::string> languages;
  /// Of the first Expires field that can be read, also in a form that is not allowed.
  std::optional<time::Instant> expires;
  /// Whether it is framed as a signed message. Source: RFC 4880, 7.
  bool is_signed = false;
  /// In the order of lines, those of the whole file last.
  std::vector<Remark> remarks;

  /// The values of all fields of a kind.
  [[nodiscard]] std::vector<std::string> values(FieldKind kind) const;
  /// Whether no rule that is mandatory is broken.
  [[nodiscard]] bool is_valid() const;
};

/// What a file is checked against.
struct Options {
  time::Instant now = 0;
  /// Where the file was found: "https://example.com/.well-known/security.txt"; empty: not known.
  std::string url;
};

/// Reads a security.txt file and checks all rules that can be checked without a network or a key; whether a signature is right
/// has to be asked of OpenPGP. Any bytes are read.
/// Source: RFC 9116, 2 to 4; CSAF 2.0, 7.1.8; RFC 4880, 7.
File read(std::string_view bytes, const Options& options);

}  // namespace crosswalk::artifacts::securitytxt
