// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "release/manifest_check.h"
#include "writing/zip.h"

namespace crosswalk::release {

/// A set as somebody got it.
struct ReceivedSet {
  /// Its files; the key in it is among the vouchers, too.
  FoundSet found;
  /// What there is that is no file, and what lies beside the folder of the set in an archive.
  std::vector<SetFinding> odd;
  /// Why nothing more of it can be said: an archive that is cut off, or hostile. Then the rest is empty.
  std::vector<SetFinding> unreadable;
};

/// Of how many bytes at most the text of a file of a set is wanted; 0: its digests are enough. `name` is that in the set.
std::uint64_t wanted_bytes(std::string_view name);

/// Puts a file among those of the set; not one that vouches for it.
void take(ReceivedSet& set, ManifestFile file);

/// Lines that say what an archive holds, for the process that cannot read it itself: "F size sha256 sha512 name", "B size name"
/// and that many bytes, "X name" of what lies beside the folder of the set, which is that of the manifest nearest to the top.
std::string lines_of_archive(const std::vector<writing::ZipMember>& members);

/// Reads such lines. They come from a process in which hostile bytes were read: nothing of them is taken for granted. Nothing
/// where they are not as lines_of_archive() writes them.
std::optional<ReceivedSet> read_archive_lines(std::string_view text);

}  // namespace crosswalk::release
