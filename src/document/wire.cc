// SPDX-License-Identifier: Apache-2.0
#include "document/wire.h"

#include <algorithm>

#include "base/archive.h"
#include "document/archive.h"

namespace crosswalk::document {
namespace {

using base::ArchiveReader;
using base::ArchiveWriter;

template <class Archive>
void transfer(Archive& a, Span& span) {
  a.field(span.begin);
  a.field(span.end);
}

template <class Archive>
void transfer(Archive& a, Block& block) {
  a.field(block.kind);
  a.field(block.level);
  a.field(block.checkbox);
  a.field(block.numbered);
  transfer(a, block.span);
  a.field(block.heading);
  a.field(block.paragraph);
  a.field(block.table);
  a.field(block.row);
  a.field(block.column);
}

template <class Archive>
void transfer(Archive& a, Table& table) {
  a.field(table.sheet);
  a.field(table.rows);
  a.field(table.columns);
  a.field(table.header_row);
  a.field(table.first_row);
  a.field(table.first_column);
}

template <class Archive>
void transfer(Archive& a, Document& document) {
  const auto each = [](Archive& archive, auto& item) { transfer(archive, item); };
  a.field(document.format);
  a.field(document.media_type);
  a.field(document.style);
  a.field(document.text);
  a.list(document.markup, each);
  a.list(document.blocks, each);
  a.list(document.tables, each);
  a.list(document.anchors, [](Archive& archive, Anchor& anchor) {
    archive.field(anchor.offset);
    archive.field(anchor.page);
    archive.field(anchor.line);
  });
  a.list(document.pointers, [](Archive& archive, Pointer& pointer) {
    archive.field(pointer.offset);
    archive.field(pointer.value);
  });
  a.list(document.links, [](Archive& archive, Link& link) {
    transfer(archive, link.span);
    archive.field(link.target);
  });
  a.list(document.hidden, each);
  a.list(document.properties, [](Archive& archive, Property& property) {
    archive.field(property.name);
    archive.field(property.value);
  });
  a.list(document.warnings, [](Archive& archive, std::string& text) { archive.field(text); });
  a.field(document.pages);
  a.list(document.pages_without_text, [](Archive& archive, std::uint32_t& page) { archive.field(page); });
  a.list(document.ocr_pages, each);
}

template <class Archive>
void transfer(Archive& a, Artifact& artifact) {
  const auto texts = [](Archive& archive, std::string& text) { archive.field(text); };
  a.field(artifact.kind);
  a.field(artifact.format_version);
  a.field(artifact.valid);
  a.list(artifact.faults, texts);
  a.list(artifact.points, [](Archive& archive, ArtifactPoint& point) {
    archive.field(point.check);
    archive.field(point.state);
    archive.field(point.reason);
    archive.field(point.of);
    archive.field(point.with);
    archive.field(point.lacking);
    archive.list(point.quotes, [](Archive& inner, Span& span) { transfer(inner, span); });
  });
  a.list(artifact.versions, [](Archive& archive, NamedVersion& named) {
    archive.field(named.use);
    archive.field(named.name);
    archive.field(named.version);
    archive.field(named.purl);
    archive.field(named.vulnerability);
    transfer(archive, named.quote);
  });
  a.field(artifact.valid_until);
}

template <class Archive>
void transfer(Archive& a, Extracted& extracted) {
  std::uint32_t version = wire_version;
  a.field(version);
  if constexpr (Archive::reading) a.ok = a.ok && version == wire_version;
  a.field(extracted.status);
  a.field(extracted.reason);
  a.field(extracted.detail);
  transfer(a, extracted.document);
  transfer(a, extracted.facts);
  transfer(a, extracted.artifact);
  a.list(extracted.members, [](Archive& archive, Member& member) { transfer(archive, member); });
}

/// Whether all numbers that later stages use as places are places of this document.
bool consistent(const Extracted& extracted) {
  const Document& d = extracted.document;
  const auto inside = [&](const Span& span) { return span.begin <= span.end && span.end <= d.text.size(); };
  const auto index_ok = [](std::int32_t index, std::size_t size) {
    return index >= -1 && index < static_cast<std::int64_t>(size);
  };
  ByteOffset end = 0;
  for (std::size_t i = 0; i < d.blocks.size(); ++i) {
    const Block& block = d.blocks[i];
    if (!inside(block.span) || block.span.begin < end || !is_known(block.kind) || !is_known(block.checkbox)) return false;
    if (!index_ok(block.heading, i) || !index_ok(block.table, d.tables.size())) return false;
    end = block.span.end;
  }
  end = 0;
  for (const Span& span : d.markup) {
    if (!inside(span) || span.begin < end) return false;
    end = span.end;
  }
  for (const Link& link : d.links) {
    if (!inside(link.span)) return false;
  }
  for (std::size_t i = 0; i < d.ocr_pages.size(); ++i) {
    if (!is_sound(d.ocr_pages[i]) || (i > 0 && d.ocr_pages[i - 1].page >= d.ocr_pages[i].page)) return false;
  }
  for (const HiddenText& hidden : d.hidden) {
    if (!is_known(hidden.kind)) return false;
  }
  for (const Member& member : extracted.members) {
    if (!is_known(member.reason)) return false;
  }
  for (const ArtifactPoint& point : extracted.artifact.points) {
    if (!is_known(point.check) || !is_known(point.state)) return false;
    if (!std::all_of(point.quotes.begin(), point.quotes.end(), inside)) return false;
  }
  for (const NamedVersion& named : extracted.artifact.versions) {
    if (!is_known(named.use) || !inside(named.quote)) return false;
  }
  if (!is_known(extracted.artifact.kind)) return false;
  return is_known(extracted.status) && is_known(extracted.reason) && is_known(d.style) && is_known(extracted.facts);
}

}  // namespace

std::string to_wire(const Extracted& extracted) {
  ArchiveWriter writer;
  writer.out.reserve(extracted.document.text.size() + 64 * extracted.document.blocks.size() + 4096);
  // The one description of the layout serves both ways and so takes its fields by reference; writing changes none.
  transfer(writer, const_cast<Extracted&>(extracted));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return std::move(writer.out);
}

base::Result<Extracted> from_wire(std::string_view bytes) {
  ArchiveReader reader(bytes);
  Extracted extracted;
  transfer(reader, extracted);
  if (!reader.ok || !reader.at_end() || !consistent(extracted)) {
    return base::Error{base::ErrorCode::malformed_data, "extracted document", "not what this version writes"};
  }
  return extracted;
}

}  // namespace crosswalk::document
