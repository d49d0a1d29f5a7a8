// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "document/artifact.h"
#include "document/document.h"

namespace crosswalk::document {

/// A file in another one that is a document of its own: a member of an archive, an attachment of a mail.
struct Member {
  /// Its name in the container, parts with "/" between. Any bytes but NUL.
  std::string path;
  /// Bytes, unpacked; where they could not be had, those up to where it ended.
  std::uint64_t size = 0;
  /// In hexadecimal; empty where the bytes could not be had.
  std::string sha256;
  /// Whether it is a container in its turn.
  bool container = false;
  /// Why its bytes could not be had, or `none`.
  Reason reason = Reason::none;
  /// More about the reason, for people.
  std::string detail;
};

/// What came of reading one file: what a worker process sends back and the cache keeps.
struct Extracted {
  Status status = Status::read;
  Reason reason = Reason::none;
  /// More about the reason, for people; may be empty.
  std::string detail;
  Document document;
  Facts facts;
  /// What it says by its values, where it is of a security format or names versions.
  Artifact artifact{};
  /// What else was found in it, in the container's order. Workers send members while they read and leave this empty.
  std::vector<Member> members;
};

/// Number of the byte format below; a change of any type above changes it.
inline constexpr std::uint32_t wire_version = 6;

/// `extracted` as bytes: little-endian integers, texts with their length before them.
std::string to_wire(const Extracted& extracted);
/// The reverse. Every length is checked against the bytes at hand; errors: malformed_data.
base::Result<Extracted> from_wire(std::string_view bytes);

}  // namespace crosswalk::document
