// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/words.h"
#include "release/documents.h"
#include "release/facts.h"

namespace crosswalk::release {

struct Manifest;

/// What a document knows of an entry of facts: for each field that it tells, in the order of fields.h, a short digest of what the
/// field says. Of facts that matter only in so far as somebody said them (a blank more or less), the digest is fact_is_said.
struct EntryDigest {
  /// How people name the entry: its id, or what it is called; empty in a group that is no list.
  std::string key;
  std::vector<std::pair<std::string, std::string>> fields;

  bool operator==(const EntryDigest&) const = default;
};

/// The entries of a group, in the order of the file.
struct GroupDigest {
  std::string group;
  std::vector<EntryDigest> entries;

  bool operator==(const GroupDigest&) const = default;
};

/// The facts that a document is made of, in the order of groups(); groups without entries are left out.
using FactDigests = std::vector<GroupDigest>;

/// Stands for the digest of a fact of which a document tells only that somebody said it.
inline constexpr std::string_view fact_is_said = "said";
/// Hexadecimal digits of a digest of a fact: 48 bits, to notice changes, not forgery.
inline constexpr std::size_t fact_digits = 12;

/// Digests of the facts that a document of the shipped templates is made of. It is made with dependencies that hold for every
/// state of the facts: a fact that only shows under a condition is always in it.
FactDigests digests_for(DocumentKind kind, const ReleaseFacts& facts);
/// The same for what a document tells of the version before: the facts that are compared.
FactDigests digests_of_before(DocumentKind kind, const ReleaseFacts& before);

/// A fact that is not what it was when a document was written.
struct FactChange {
  enum class Kind : std::uint8_t { changed, added, removed, moved };
  Kind kind = Kind::changed;
  std::string group;
  /// The key of the entry; empty in a group that is no list, and where the order of entries is another.
  std::string entry;
  /// Empty where a whole entry came, went or moved.
  std::string field;
  /// Where it stands in the file of facts; 0 where it stands there no more.
  int line = 0;
  /// Whether it is one of the version before.
  bool before = false;

  /// "hardening H-2, default"; "logging, retention"; "hardening H-4"; "order of installation".
  [[nodiscard]] std::string name() const;
};

/// A document that is not made of the facts as they are now.
struct StaleDocument {
  DocumentKind kind = DocumentKind::secure_operation;
  /// In the order of the facts. None where its text is another for another reason: a template, the program.
  std::vector<FactChange> changes;
};

/// The documents of a set that are not what the facts would make of them now, in the order of the set. `previous` are the facts
/// of the version before, null where there are none. Without `made` a document is stale where a fact of it changed; with the
/// documents that the facts make now, where its text would be another (a changed fact need not show, and a template may change).
std::vector<StaleDocument> stale_documents(const Manifest& manifest, const ReleaseFacts& facts,
                                           const ReleaseFacts* previous = nullptr, std::span<const Document> made = {});

}  // namespace crosswalk::release

template <>
struct crosswalk::base::Words<crosswalk::release::FactChange::Kind> {
  static constexpr std::array<std::string_view, 4> names{"changed", "added", "removed", "moved"};
};
