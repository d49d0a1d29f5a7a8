// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "review/review.h"

namespace crosswalk::review {

/// Number of the byte format below; a change of DocumentEntry, or of a type in it, changes it.
inline constexpr std::uint32_t entry_version = 11;

/// What one document came to, as bytes (base/archive.h): what the cache keeps. Where the file lies (root, path) is not in it.
std::string entry_to_bytes(const DocumentEntry& entry);
/// What evidence_of() gives besides what verdicts depend on (quote, verdict, reason, basis, owner, limit, confidence of OCR).
enum class Context : std::uint8_t { left_out, with };

/// Evidence as bytes.
std::string evidence_to_bytes(const std::vector<Evidence>& evidence);
/// The reverse, of the document `path`; none where the bytes are no such.
std::vector<Evidence> evidence_from_bytes(std::string_view bytes, std::string_view path, Context context = Context::with);

/// The evidence of a verdict of the document `path`, wherever it lies. Without context, places and the words around the quotes
/// may be missing.
std::vector<Evidence> evidence_of(const DocumentVerdict& verdict, std::string_view path, const EvidenceShelf* shelf,
                                  Context context);

/// Puts the bytes of a verdict's evidence on a shelf; an empty place where that is not possible.
using Park = std::function<Parked(std::string_view evidence)>;

/// Puts the evidence of a verdict on a shelf; it stays where it is where that is not possible.
void put_aside(DocumentVerdict& verdict, const Park& park);

/// Whether any of it is the maker's own word, or of an unknown owner.
bool is_own_voice(const DocumentVerdict& verdict);
/// Whether any of it sets a limit.
bool sets_limit(const DocumentVerdict& verdict);

/// The reverse; evidence names `path` as its document. With `park` (may be empty) it is parked without being looked at. Errors:
/// malformed_data.
base::Result<DocumentEntry> entry_from_bytes(std::string_view bytes, std::string_view path, const Park& park = {});

}  // namespace crosswalk::review
