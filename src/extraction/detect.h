// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

#include "document/document.h"

namespace crosswalk::extraction {

/// What a file is, or why it is not read.
struct Detected {
  /// Name of the format in formats.def, or "pdf"; empty if the file is not read for the reason below. "image" for a picture that
  /// may show text: no document, until somebody recognises some. "doc", "xls" for a file that has to be converted first.
  std::string format;
  document::Status status = document::Status::read;
  document::Reason reason = document::Reason::none;
  std::string detail;
};

/// How many bytes at the beginning looks_like_pdf() wants to see.
inline constexpr std::size_t kPdfHeadBytes = 1024;

/// Whether a file that begins with `head` is to be read as PDF: its header at the beginning, or, for a name that ends in ".pdf",
/// anywhere in the first 1,024 bytes, as common readers take it. Source: ISO 32000-1:2008, 7.5.2 and annex H.3, note 13.
bool looks_like_pdf(std::string_view head, std::string_view path);

/// Tells the format of a file: by its content first (marks of formats, members of ZIP containers), then by the ending of its
/// name, then by how its text looks. `path` may hold any bytes. Documents of kinds that cannot be read yet are unreadable
/// (unsupported, encrypted); files that are no documents (images, programs, fonts, sound) are skipped (not_a_document); what the
/// name calls a document and is none inside is unreadable (corrupt).
Detected detect(std::string_view bytes, std::string_view path);

/// The format of formats.def with this ending of file names (".MD" and ".md" alike), by the last part of `path`; empty if none.
std::string_view format_of_ending(std::string_view path);

/// The media type of a format of formats.def; empty for other names.
std::string_view media_type_of(std::string_view format);

}  // namespace crosswalk::extraction
