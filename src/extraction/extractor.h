// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "document/wire.h"

namespace crosswalk::extraction {

/// What reading one file may cost; beyond it the file is unreadable with the reason too_large, too_deep or timeout.
struct Limits {
  std::uint64_t file_bytes = 256ULL << 20;
  /// Of one unpacked part of a container (word/document.xml), and of the extracted text.
  std::uint64_t part_bytes = 256ULL << 20;
  std::uint64_t text_bytes = 64ULL << 20;
  std::uint32_t blocks = 2'000'000;
  /// Nesting of elements, lists, tables.
  std::uint32_t depth = 200;
  std::uint32_t pages = 20'000;
  /// Wall time for one file.
  std::uint32_t milliseconds = 60'000;
  /// Address space of one worker process.
  std::uint64_t memory_bytes = 2ULL << 30;
};

/// Reads the bytes of one file of one format. Never throws and never fails otherwise than by Extracted::status: damage becomes
/// warnings, and what cannot be read becomes unreadable with its reason. Fills Extracted::document; facts are filled later.
using Extract = document::Extracted (*)(std::string_view bytes, const Limits& limits);

/// An Extracted that says why a file could not be read.
document::Extracted unreadable(document::Reason reason, std::string detail = {});

// One function per line of formats.def, defined in the folder of that name.
#define CW_FORMAT(name, media_type, endings) document::Extracted extract_##name(std::string_view bytes, const Limits& limits);
#include "extraction/formats.def"
#undef CW_FORMAT

}  // namespace crosswalk::extraction
