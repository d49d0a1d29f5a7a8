// SPDX-License-Identifier: Apache-2.0
#include "document/wire.h"

#include <concepts>
#include <type_traits>

namespace crosswalk::document {
namespace {

class Writer {
 public:
  static constexpr bool reading = false;

  template <class T>
  requires std::integral<T> || std::is_enum_v<T>
  void field(T& value) {
    const auto bits = static_cast<std::uint64_t>(value);
    for (std::size_t i = 0; i < sizeof(T); ++i) out += static_cast<char>(static_cast<unsigned char>(bits >> (8 * i)));
  }
  void field(std::string& text) {
    auto size = static_cast<std::uint32_t>(text.size());
    field(size);
    out += text;
  }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    auto size = static_cast<std::uint32_t>(items.size());
    field(size);
    for (T& item : items) each(*this, item);
  }

  std::string out;
};

class Reader {
 public:
  static constexpr bool reading = true;

  explicit Reader(std::string_view bytes) : bytes_(bytes) {}

  template <class T>
  requires std::integral<T> || std::is_enum_v<T>
  void field(T& value) {
    if (!take(sizeof(T))) return;
    std::uint64_t bits = 0;
    for (std::size_t i = 0; i < sizeof(T); ++i) {
      bits |= static_cast<std::uint64_t>(static_cast<unsigned char>(bytes_[at_ - sizeof(T) + i])) << (8 * i);
    }
    value = static_cast<T>(bits);
  }
  void field(std::string& text) {
    std::uint32_t size = 0;
    field(size);
    if (take(size)) text.assign(bytes_.substr(at_ - size, size));
  }
  template <class T, class Each>
  void list(std::vector<T>& items, Each each) {
    std::uint32_t size = 0;
    field(size);
    // Every item takes at least one byte: a length beyond the bytes at hand is a lie and not an allocation.
    if (!ok || size > bytes_.size() - at_) {
      ok = false;
      return;
    }
    items.clear();
    items.reserve(size);
    for (std::uint32_t i = 0; i < size && ok; ++i) {
      T item{};
      each(*this, item);
      items.push_back(std::move(item));
    }
  }

  [[nodiscard]] bool at_end() const { return at_ == bytes_.size(); }

  bool ok = true;

 private:
  bool take(std::size_t count) {
    if (!ok || count > bytes_.size() - at_) {
      ok = false;
      return false;
    }
    at_ += count;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
};

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
  a.list(document.hidden, [](Archive& archive, HiddenText& hidden) {
    archive.field(hidden.kind);
    archive.field(hidden.text);
    archive.field(hidden.where);
  });
  a.list(document.properties, [](Archive& archive, Property& property) {
    archive.field(property.name);
    archive.field(property.value);
  });
  a.list(document.warnings, [](Archive& archive, std::string& text) { archive.field(text); });
  a.field(document.pages);
  a.list(document.pages_without_text, [](Archive& archive, std::uint32_t& page) { archive.field(page); });
}

template <class Archive>
void transfer(Archive& a, Facts& facts) {
  Control& control = facts.control;
  a.field(control.title);
  a.field(control.id);
  a.field(control.version);
  std::string date = control.date ? control.date->iso() : std::string();
  a.field(date);
  if constexpr (Archive::reading) control.date = base::parse_iso_date(date);
  a.field(control.approver);
  a.field(control.state);
  a.field(control.superseded_by);
  a.list(control.products, [](Archive& archive, std::string& text) { archive.field(text); });
  a.field(control.state_reason);
  a.field(facts.role);
  a.field(facts.owner);
  a.field(facts.owner_reason);
  a.field(facts.language);
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
}

template <class Enum>
bool known(Enum value) {
  return static_cast<std::size_t>(value) < base::Words<Enum>::names.size();
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
    if (!inside(block.span) || block.span.begin < end || !known(block.kind) || !known(block.checkbox)) return false;
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
  for (const HiddenText& hidden : d.hidden) {
    if (!known(hidden.kind)) return false;
  }
  const Facts& facts = extracted.facts;
  return known(extracted.status) && known(extracted.reason) && known(d.style) && known(facts.role) && known(facts.owner) &&
         known(facts.control.state);
}

}  // namespace

std::string to_wire(const Extracted& extracted) {
  Writer writer;
  writer.out.reserve(extracted.document.text.size() + 64 * extracted.document.blocks.size() + 4096);
  // The one description of the layout serves both ways and so takes its fields by reference; writing changes none.
  transfer(writer, const_cast<Extracted&>(extracted));  // NOLINT(cppcoreguidelines-pro-type-const-cast)
  return std::move(writer.out);
}

base::Result<Extracted> from_wire(std::string_view bytes) {
  Reader reader(bytes);
  Extracted extracted;
  transfer(reader, extracted);
  if (!reader.ok || !reader.at_end() || !consistent(extracted)) {
    return base::Error{base::ErrorCode::malformed_data, "extracted document", "not what this version writes"};
  }
  return extracted;
}

}  // namespace crosswalk::document
