// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace crosswalk::cli {

/// What somebody states of a register: its last change, and when that was looked at.
struct HeadStatement {
  std::int64_t changes = 0;
  /// The hash of the last one, 64 hexadecimal digits.
  std::string head;
  /// RFC 3339, UTC.
  std::string at;
};

/// The statement as a text of four lines, to be signed.
std::string text_of(const HeadStatement& statement);
/// Reads such a text; nothing where it is none.
std::optional<HeadStatement> read_head_statement(std::string_view text);

/// Whether a text is a hash as the register has them: 64 hexadecimal digits in small letters.
bool is_hash(std::string_view text);

}  // namespace crosswalk::cli
