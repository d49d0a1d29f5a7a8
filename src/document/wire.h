// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "document/document.h"

namespace crosswalk::document {

/// What came of reading one file: what a worker process sends back and the cache keeps.
struct Extracted {
  Status status = Status::read;
  Reason reason = Reason::none;
  /// More about the reason, for people; may be empty.
  std::string detail;
  Document document;
  Facts facts;
};

/// Number of the byte format below; a change of any type above changes it.
inline constexpr std::uint32_t wire_version = 1;

/// `extracted` as bytes: little-endian integers, texts with their length before them.
std::string to_wire(const Extracted& extracted);
/// The reverse. Every length is checked against the bytes at hand; errors: malformed_data.
base::Result<Extracted> from_wire(std::string_view bytes);

}  // namespace crosswalk::document
