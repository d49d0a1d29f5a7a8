// SPDX-License-Identifier: Apache-2.0
#include "review/archive.h"

#include <algorithm>

#include "base/archive.h"
#include "document/archive.h"

namespace crosswalk::review {
namespace {

using document::is_known;
using document::transfer;

template <class Archive>
void texts(Archive& a, std::vector<std::string>& items) {
  a.list(items, [](Archive& archive, std::string& text) { archive.field(text); });
}

template <class Archive>
void field(Archive& a, base::Interned& text) {
  std::string words = text;
  a.field(words);
  if constexpr (Archive::reading) text = words;
}

template <class Archive>
void context_of(Archive& a, Evidence& e) {
  a.field(e.before);
  a.field(e.after);
  transfer(a, e.locator);
}

template <class Archive>
void evidence(Archive& a, Evidence& e, Context context) {
  a.field(e.quote);
  a.field(e.verdict);
  field(a, e.reason);
  a.field(e.basis);
  a.field(e.assertion);
  a.field(e.owner);
  field(a, e.expression);
  texts(a, e.names);
  Limit limit = e.limit.value_or(Limit{});
  a.field(limit.act);
  a.field(limit.hours);
  // Of the place only what verdicts depend on.
  a.field(e.locator.ocr_confidence);
  // By itself, so that it can be passed over.
  std::string bytes;
  if constexpr (Archive::reading) {
    if (!limit.act.empty()) e.limit = limit;
    a.field(bytes);
    if (context == Context::left_out) return;
    base::ArchiveReader inner(bytes);
    context_of(inner, e);
    a.ok = a.ok && inner.ok && inner.at_end();
  } else {
    base::ArchiveWriter inner;
    context_of(inner, e);
    a.field(inner.out);
  }
}

template <class Archive>
void list_of(Archive& a, std::vector<Evidence>& all, Context context) {
  a.list(all, [&](Archive& archive, Evidence& e) { evidence(archive, e, context); });
}

/// False where the bytes are not what evidence_to_bytes() writes.
bool unpack(std::string_view bytes, std::vector<Evidence>& out, Context context) {
  base::ArchiveReader reader(bytes);
  list_of(reader, out, context);
  return reader.ok && reader.at_end();
}

template <class Archive>
void whole(Archive& a, DocumentEntry& entry, const Park& park = {}) {
  std::uint32_t version = entry_version;
  a.field(version);
  if constexpr (Archive::reading) a.ok = a.ok && version == entry_version;
  a.field(entry.size);
  a.field(entry.sha256);
  field(a, entry.media_type);
  a.field(entry.status);
  a.field(entry.reason);
  a.field(entry.detail);
  transfer(a, entry.facts);
  texts(a, entry.warnings);
  a.list(entry.hidden, [](Archive& archive, document::HiddenText& hidden) { transfer(archive, hidden); });
  a.field(entry.pages);
  a.list(entry.pages_without_text, [](Archive& archive, std::uint32_t& page) { archive.field(page); });
  a.list(entry.members, [](Archive& archive, document::Member& member) { transfer(archive, member); });
  a.list(entry.ocr_pages, [](Archive& archive, document::OcrPage& page) { transfer(archive, page); });
  texts(a, entry.artifact_kinds);
  a.field(entry.artifact_version);
  texts(a, entry.artifact_faults);
  a.field(entry.valid_until);
  a.list(entry.lacking, [](Archive& archive, Shortfall& shortfall) {
    field(archive, shortfall.constraint);
    archive.field(shortfall.text);
  });
  a.list(entry.versions, [](Archive& archive, VersionMention& mention) {
    archive.field(mention.use);
    archive.field(mention.name);
    archive.field(mention.version);
    archive.field(mention.purl);
    archive.field(mention.vulnerability);
    archive.field(mention.quote);
    transfer(archive, mention.locator);
  });
  texts(a, entry.record_of);
  a.list(entry.constraints, [&park](Archive& archive, DocumentVerdict& verdict) {
    static_cast<void>(park);  // of use for reading only
    field(archive, verdict.constraint);
    archive.field(verdict.verdict);
    field(archive, verdict.reason);
    std::string packed;
    bool own = is_own_voice(verdict);
    bool limited = sets_limit(verdict);
    archive.field(own);
    archive.field(limited);
    if constexpr (Archive::reading) {
      archive.field(packed);
      if (park) verdict.parked = park(packed);
      verdict.parked.own = own;
      verdict.parked.limited = limited;
      if (verdict.parked.empty()) archive.ok = archive.ok && unpack(packed, verdict.evidence, Context::with);
    } else {
      packed = evidence_to_bytes(verdict.evidence);
      archive.field(packed);
    }
  });
}

/// Whether all closed lists hold words of theirs.
bool consistent(const DocumentEntry& entry) {
  if (!is_known(entry.status) || !is_known(entry.reason) || !is_known(entry.facts)) return false;
  for (const document::HiddenText& hidden : entry.hidden) {
    if (!is_known(hidden.kind)) return false;
  }
  for (const document::Member& member : entry.members) {
    if (!is_known(member.reason)) return false;
  }
  for (const document::OcrPage& page : entry.ocr_pages) {
    if (!document::is_sound(page)) return false;
  }
  for (const VersionMention& mention : entry.versions) {
    if (!is_known(mention.use) || !is_known(mention.locator.style) || mention.locator.ocr_confidence > 100) return false;
  }
  for (const DocumentVerdict& verdict : entry.constraints) {
    if (!is_known(verdict.verdict)) return false;
    for (const Evidence& e : verdict.evidence) {
      if (!is_known(e.verdict) || !is_known(e.basis) || !is_known(e.assertion) || !is_known(e.owner) ||
          !is_known(e.locator.style) || e.locator.ocr_confidence > 100) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

std::string evidence_to_bytes(const std::vector<Evidence>& evidence) {
  base::ArchiveWriter writer;
  list_of(writer, const_cast<std::vector<Evidence>&>(evidence), Context::with);  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return std::move(writer.out);
}

std::vector<Evidence> evidence_from_bytes(std::string_view bytes, std::string_view path, Context context) {
  std::vector<Evidence> out;
  if (!unpack(bytes, out, context)) return {};
  for (Evidence& e : out) e.document = path;
  return out;
}

bool is_own_voice(const DocumentVerdict& verdict) {
  if (!verdict.parked.empty()) return verdict.parked.own;
  return std::any_of(verdict.evidence.begin(), verdict.evidence.end(), [](const Evidence& evidence) {
    return evidence.owner == document::Owner::own || evidence.owner == document::Owner::unknown;
  });
}

bool sets_limit(const DocumentVerdict& verdict) {
  if (!verdict.parked.empty()) return verdict.parked.limited;
  return std::any_of(verdict.evidence.begin(), verdict.evidence.end(),
                     [](const Evidence& evidence) { return evidence.limit.has_value(); });
}

void put_aside(DocumentVerdict& verdict, const Park& park) {
  if (verdict.evidence.empty()) return;
  Parked place = park(evidence_to_bytes(verdict.evidence));
  if (place.empty()) return;
  place.own = is_own_voice(verdict);
  place.limited = sets_limit(verdict);
  verdict.parked = place;
  verdict.evidence = std::vector<Evidence>();
}

std::vector<Evidence> evidence_of(const DocumentVerdict& verdict, std::string_view path, const EvidenceShelf* shelf,
                                  Context context) {
  if (verdict.parked.empty() || shelf == nullptr) return verdict.evidence;
  return evidence_from_bytes(shelf->at(verdict.parked), path, context);
}

std::string entry_to_bytes(const DocumentEntry& entry) {
  base::ArchiveWriter writer;
  // The one description of the layout serves both ways and so takes its fields by reference; writing changes none.
  whole(writer, const_cast<DocumentEntry&>(entry));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return std::move(writer.out);
}

base::Result<DocumentEntry> entry_from_bytes(std::string_view bytes, std::string_view path, const Park& park) {
  base::ArchiveReader reader(bytes);
  DocumentEntry entry;
  whole(reader, entry, park);
  if (!reader.ok || !reader.at_end() || !consistent(entry)) {
    return base::Error{base::ErrorCode::malformed_data, "document entry", "not what this version writes"};
  }
  entry.path = path;
  for (DocumentVerdict& verdict : entry.constraints) {
    for (Evidence& e : verdict.evidence) e.document = path;
  }
  return entry;
}

}  // namespace crosswalk::review
