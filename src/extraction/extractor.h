// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
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
  /// Of the files that one archive or mail holds, with those in the archives in it: bytes unpacked, number, and containers within
  /// containers.
  std::uint64_t unpacked_bytes = 2ULL << 30;
  std::uint32_t members = 100'000;
  std::uint32_t nesting = 5;
  /// Wall time for one file.
  std::uint32_t milliseconds = 60'000;
  /// Of one file without text (scans, pictures): pages that are recognised, the first ones; 0 recognises none. For each of them
  /// the file may take so much longer.
  std::uint32_t ocr_pages = 100;
  std::uint32_t ocr_page_milliseconds = 10'000;
  /// Address space of one worker process.
  std::uint64_t memory_bytes = 2ULL << 30;
};

/// Reads the bytes of one file of one format. Never throws and never fails otherwise than by Extracted::status: damage becomes
/// warnings, and what cannot be read becomes unreadable with its reason. Fills Extracted::document; facts are filled later.
using Extract = document::Extracted (*)(std::string_view bytes, const Limits& limits);

/// Takes a member of a container with its bytes (none where Member::reason says why). Size, hash and kind are not filled in yet.
using OnMember = std::function<void(const document::Member& member, std::string_view bytes)>;

/// Reads the bytes of one file that holds other files, and gives these to `on_member` one after the other. `path` is the name of
/// the container. What comes back is of the container itself: a mail has a text, an archive is skipped as no document, or
/// unreadable where not all of it could be had.
using Unpack = document::Extracted (*)(std::string_view bytes, std::string_view path, const Limits& limits,
                                       const OnMember& on_member);

/// How files of one format are read: one of the two, or neither.
struct FormatReader {
  Extract extract = nullptr;
  Unpack unpack = nullptr;
};

/// An Extracted that says why a file could not be read.
document::Extracted unreadable(document::Reason reason, std::string detail = {});

// One function per line of formats.def, defined in the folder of that name.
#define CW_FORMAT(name, media_type, endings) document::Extracted extract_##name(std::string_view bytes, const Limits& limits);
#define CW_CONTAINER(name, media_type, endings)                                                          \
  document::Extracted unpack_##name(std::string_view bytes, std::string_view path, const Limits& limits, \
                                    const OnMember& on_member);
#include "extraction/formats.def"

}  // namespace crosswalk::extraction
