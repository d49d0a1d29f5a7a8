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
void evidence(Archive& a, Evidence& e) {
  a.field(e.quote);
  a.field(e.before);
  a.field(e.after);
  transfer(a, e.locator);
  a.field(e.verdict);
  a.field(e.reason);
  a.field(e.basis);
  a.field(e.assertion);
  a.field(e.owner);
  a.field(e.expression);
  texts(a, e.names);
  Limit limit = e.limit.value_or(Limit{});
  a.field(limit.act);
  a.field(limit.hours);
  if constexpr (Archive::reading) {
    if (!limit.act.empty()) e.limit = limit;
  }
}

template <class Archive>
void whole(Archive& a, DocumentEntry& entry) {
  std::uint32_t version = entry_version;
  a.field(version);
  if constexpr (Archive::reading) a.ok = a.ok && version == entry_version;
  a.field(entry.size);
  a.field(entry.sha256);
  a.field(entry.media_type);
  a.field(entry.status);
  a.field(entry.reason);
  a.field(entry.detail);
  transfer(a, entry.facts);
  texts(a, entry.warnings);
  a.list(entry.hidden, [](Archive& archive, document::HiddenText& hidden) { transfer(archive, hidden); });
  a.field(entry.pages);
  a.list(entry.pages_without_text, [](Archive& archive, std::uint32_t& page) { archive.field(page); });
  a.list(entry.members, [](Archive& archive, document::Member& member) { transfer(archive, member); });
  texts(a, entry.artifact_kinds);
  a.list(entry.constraints, [](Archive& archive, DocumentVerdict& verdict) {
    archive.field(verdict.constraint);
    archive.field(verdict.verdict);
    archive.field(verdict.reason);
    archive.list(verdict.evidence, [](Archive& inner, Evidence& e) { evidence(inner, e); });
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
  for (const DocumentVerdict& verdict : entry.constraints) {
    if (!is_known(verdict.verdict)) return false;
    for (const Evidence& e : verdict.evidence) {
      if (!is_known(e.verdict) || !is_known(e.basis) || !is_known(e.assertion) || !is_known(e.owner) ||
          !is_known(e.locator.style)) {
        return false;
      }
    }
  }
  return true;
}

}  // namespace

std::string entry_to_bytes(const DocumentEntry& entry) {
  base::ArchiveWriter writer;
  // The one description of the layout serves both ways and so takes its fields by reference; writing changes none.
  whole(writer, const_cast<DocumentEntry&>(entry));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return std::move(writer.out);
}

base::Result<DocumentEntry> entry_from_bytes(std::string_view bytes, std::string_view path) {
  base::ArchiveReader reader(bytes);
  DocumentEntry entry;
  whole(reader, entry);
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
