// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "document/wire.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {

/// The text of a file that is text.
struct Decoded {
  /// UTF-8 without byte order mark; line feeds only (CR LF and CR become LF, so that lines count as in the file).
  std::string text;
  /// Name of the encoding that was read, as iconv calls it.
  std::string encoding;
  /// Whether bytes could not be decoded or were NUL; each stands as U+FFFD in `text`.
  bool damaged = false;
  /// Whether so much of it is no text that the file is of another kind.
  bool binary = false;
  /// What was damaged, each a sentence.
  std::vector<std::string> warnings;
};

/// Decodes `bytes`: by byte order mark, as UTF-8 where it is well-formed, by `declared` (what the file says of itself; may be
/// empty), by statistics, and else as Windows-1252. Never fails. Source: RFC 3629; The Unicode Standard, 23.8 (byte order mark).
Decoded decode(std::string_view bytes, std::string_view declared = {});

/// Appends `bytes` in `encoding` (a name that iconv knows) to `out` as UTF-8; what cannot be decoded stands as U+FFFD and is
/// counted in `bad`. False, with nothing appended, where the encoding is not known.
bool append_decoded(std::string_view bytes, const std::string& encoding, std::string& out, std::size_t& bad);

/// One anchor per line of `text` (page 0, lines from 1).
std::vector<document::Anchor> line_anchors(std::string_view text);

/// The start of every format whose Document::text is the file's own text: checks the limits, decodes, and fills format, media
/// type, style, text, anchors and warnings. The status is read or damaged, or unreadable (too_large, empty, corrupt) with nothing
/// filled.
document::Extracted open_text(std::string_view bytes, const Limits& limits, std::string_view format, std::string_view media_type,
                              document::LocatorStyle style, std::string_view declared = {});

/// A link's target of more bytes is no address that opens, and is not kept.
inline constexpr std::size_t longest_target = 2'048;
/// Adds a link, unless it is one of very many or longer than any address that opens: many links may share one long target.
void add_link(document::Document& document, document::Span span, std::string_view target);

/// A box to tick at the beginning of a text: "[ ]", "[x]", U+2610, U+2611, U+2612.
document::Checkbox leading_checkbox(std::string_view text);
/// How many bytes such a box takes with the blanks after it, or 0.
std::size_t leading_checkbox_size(std::string_view text);

/// Adds the parts of text[begin, end) that are not blank to `markup`, line by line, so that no line feed is taken for notation.
/// Ranges must come in order.
void add_markup(std::string_view text, std::size_t begin, std::size_t end, std::vector<document::Span>& markup);

}  // namespace crosswalk::extraction
