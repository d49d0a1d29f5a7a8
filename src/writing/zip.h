// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::writing {

/// A file of an archive.
struct ZipMember {
  /// With its folders, separated by "/".
  std::string name;
  std::string bytes;
};

/// A zip archive of these files, in this order, compressed, without times (all say 1980-01-01): the same members give the same
/// bytes, in every time zone. Errors: internal, with what libzip says; also for two members of one name. Source: APPNOTE.TXT (ZIP
/// File Format Specification) 6.3.
base::Result<std::string> zip_of(std::span<const ZipMember> members);

/// What an archive may hold at most.
struct UnzipLimits {
  std::size_t members = 10'000;
  /// Bytes of one member, and of all.
  std::uint64_t member_bytes = std::uint64_t{256} << 20U;
  std::uint64_t bytes = std::uint64_t{1} << 30U;
};

/// The files of a zip archive, whoever made it, in its order; folders of it are left out. To be called in a locked process.
///
/// Errors: malformed_data: no archive, cut off, contradictory in itself, a member whose bytes are not what the archive says, an
/// encrypted member, a link, a name by fault_of_member_name(), two members of one name (also by folded_name()); limit_exceeded.
/// Each names the member. Source: APPNOTE.TXT 6.3.
base::Result<std::vector<ZipMember>> unzip(std::string_view bytes, const UnzipLimits& limits = {});

/// What is wrong with the name of a file that goes from one system to another: that it leads out of its folder, that Windows
/// cannot have it, that it has other characters than the printable ones of ASCII. Empty where nothing is.
/// Source: Microsoft, Naming Files, Paths, and Namespaces.
std::string fault_of_member_name(std::string_view name);

/// The name as systems compare it that do not tell capital letters from small ones.
std::string folded_name(std::string_view name);

}  // namespace crosswalk::writing
