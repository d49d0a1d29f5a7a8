// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

#include "base/words.h"
#include "writing/paper.h"

namespace crosswalk::release {

/// What is written in a field.
enum class FieldKind : std::uint8_t {
  text,       ///< words
  texts,      ///< several, or one
  date,       ///< a day
  port,       ///< a port or a range of ports: 443, 5000-5010
  yes_no,     ///< yes or no
  word,       ///< a word of a closed list
  id,         ///< how others name this entry; no two of a file have the same
  version,    ///< of this product
  cves,       ///< ids of vulnerabilities
  clause,     ///< of IEC 81001-5-1: "5.7.4", "E.2.1"
  roles,      ///< ids of entries of `roles`
  reference,  ///< a document or record: its id, and where in it
};

/// A field of a release file.
struct FieldSpec {
  std::string_view name;
  FieldKind kind = FieldKind::text;
  /// What a blank says where nobody filled it in.
  std::string_view wanted;
  /// Of words: which there are, separated by "|".
  std::string_view words = {};
  /// Whether documents have a blank for it; else they go without.
  bool needed = true;
};

/// A group of fields: once, or an entry for each thing.
struct GroupSpec {
  std::string_view name;
  std::string_view title;
  bool list = false;
  std::span<const FieldSpec> fields;
  /// What it is for, in one line: for those who fill it in.
  std::string_view help;

  /// The field of this name, or nullptr.
  [[nodiscard]] const FieldSpec* find(std::string_view field) const;
};

/// All groups, in the order in which files have them. Source: IEC 81001-5-1:2021, 5.8.2, 4.1.3, 4.3, 5.1.1, 5.8.1, 5.8.5, 5.8.7
/// and Annex E; FDA premarket cybersecurity guidance, VI.A; ANSI/NEMA HN 1-2019 (MDS2). Confidence: high for the groups, medium
/// for what each of them holds: the standard leaves that to the manufacturer.
std::span<const GroupSpec> groups();
/// The group of this name, or nullptr.
const GroupSpec* find_group(std::string_view name);

/// What a blank for a field is called in documents.
writing::BlankType blank_of(FieldKind kind);

}  // namespace crosswalk::release

template <>
struct crosswalk::base::Words<crosswalk::release::FieldKind> {
  static constexpr std::array<std::string_view, 12> names{"text", "texts",   "date", "port",   "yes_no", "word",
                                                          "id",   "version", "cves", "clause", "roles",  "reference"};
};
