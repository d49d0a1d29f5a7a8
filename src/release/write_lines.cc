// SPDX-License-Identifier: Apache-2.0
#include "release/write_lines.h"

#include <algorithm>

#include "base/text.h"
#include "release/scalar.h"

namespace crosswalk::release {
namespace {

/// Kinds whose values are safe without quotes, however they look: nobody takes them for texts.
bool stands_plain(FieldKind kind) {
  return kind == FieldKind::date || kind == FieldKind::port || kind == FieldKind::yes_no || kind == FieldKind::word;
}

/// What may be written in a field, for people.
std::string form_of(const FieldSpec& field) {
  switch (field.kind) {
    case FieldKind::date:
      return "; as 2026-01-31";
    case FieldKind::port:
      return "; as 443 or 5000-5010";
    case FieldKind::yes_no:
      return "; yes or no";
    case FieldKind::word: {
      const auto words = base::split(field.words, '|');
      return "; one of " + base::join({words.begin(), words.end()}, ", ");
    }
    case FieldKind::texts:
    case FieldKind::cves:
    case FieldKind::roles:
      return "; several as [a, b]";
    default:
      return {};
  }
}

std::string blank_line(const FieldSpec& field, std::string_view indent) {
  return std::string(indent) + std::string(field.name) + ":  # " + std::string(field.wanted) + form_of(field) + "\n";
}

std::string asides_text(const Addition& addition, std::string_view field, std::string_view indent) {
  std::string out;
  for (const Aside& aside : addition.asides) {
    if (aside.field != field) continue;
    out += std::string(indent) + "# " + yaml_comment("otherwise in " + aside.origin + ": " + aside.text) + "\n";
  }
  return out;
}

}  // namespace

std::string value_text(const FieldSpec& field, const Fact& fact) {
  const std::string value = stands_plain(field.kind) && fact.texts.size() == 1 ? fact.texts[0] : yaml_scalars(fact.texts);
  if (fact.origin.empty()) return value;
  return "{value: " + value + ", origin: " + yaml_scalar(fact.origin) + "}";
}

std::string blank_lines(const GroupSpec& group, const Entry* entry, std::string_view first, std::string_view indent) {
  std::string out;
  for (const FieldSpec& field : group.fields) {
    // Of entries, of which there may be many, only what documents have a blank for.
    const bool wanted = entry == nullptr || (field.needed && entry->find(field.name) == nullptr);
    if (wanted) out += blank_line(field, out.empty() ? first : indent);
  }
  return out;
}

std::string block_text(const GroupSpec& group, const Addition& addition, std::string_view first, std::string_view indent,
                       bool blanks) {
  std::string out;
  std::string_view before = first;
  const std::string comment = std::string(indent) + "# ";
  for (const FieldSpec& field : group.fields) {
    const Fact* fact = addition.entry.find(field.name);
    // Where no dash has to come first, a blank stands in its place among the others.
    if (fact == nullptr && blanks && !group.list) out += blank_line(field, comment);
    if (fact == nullptr) continue;
    out += std::string(before) + std::string(field.name) + ": " + value_text(field, *fact) + "\n";
    out += asides_text(addition, field.name, indent);
    before = indent;
  }
  if (blanks && group.list) out += blank_lines(group, &addition.entry, comment, comment);
  return out;
}

std::string flow_text(const GroupSpec& group, const Entry& entry) {
  std::string out;
  for (const FieldSpec& field : group.fields) {
    if (const Fact* fact = entry.find(field.name))
      out += (out.empty() ? "" : ", ") + std::string(field.name) + ": " + value_text(field, *fact);
  }
  return out;
}

}  // namespace crosswalk::release
