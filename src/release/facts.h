// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "packs/diagnostics.h"
#include "release/fields.h"

namespace crosswalk::release {

/// What a field says, and where.
struct Fact {
  std::vector<std::string> texts;
  int line = 0;
  int column = 0;
  /// Where the fact was taken from, where it was not written by hand: "sbom/scanview.cdx.json", "accounts.xlsx, row 4".
  std::string origin;
};

/// An entry of a group.
struct Entry {
  std::map<std::string, Fact, std::less<>> facts;
  int line = 0;
  int column = 0;

  /// The fact, or nullptr where nobody said it.
  [[nodiscard]] const Fact* find(std::string_view field) const;
  /// What it says, several separated by "; ", of which the last alone keeps its full stop; empty where nobody said it.
  [[nodiscard]] std::string text(std::string_view field) const;
  /// The day that it says; nothing where it says none.
  [[nodiscard]] std::optional<base::Date> date(std::string_view field) const;
  /// What it says, yes or no; nothing where it says neither.
  [[nodiscard]] std::optional<bool> yes_no(std::string_view field) const;
};

/// The facts of one release.
struct ReleaseFacts {
  /// The file, for messages.
  std::string file;
  /// By group; a group that is no list has one entry or none.
  std::map<std::string, std::vector<Entry>, std::less<>> groups;

  /// The entries of a group; none where nobody said anything.
  [[nodiscard]] std::span<const Entry> entries(std::string_view group) const;
  /// A field of a group that is no list; empty where nobody said it.
  [[nodiscard]] std::string text(std::string_view group, std::string_view field) const;
  /// Why there is nothing to say of a group, and who decided that; nullptr where that is not so.
  [[nodiscard]] const Entry* not_applicable(std::string_view group) const;

  /// What is released, and in which version; empty where nobody said it.
  [[nodiscard]] std::string product() const { return text("release", "product"); }
  /// As product().
  [[nodiscard]] std::string version() const { return text("release", "version"); }
};

/// What is wrong with a value of a field, as it follows the value in a sentence: "is no day"; empty where nothing is.
std::string mistake_in(const FieldSpec& field, const std::string& text);
/// What to write in a field instead.
std::string advice_for(const FieldSpec& field);
/// Whether a field may say several things.
bool takes_several(FieldKind kind);

/// Reads a release file: a map of groups(), each a map of its fields or a list of such maps. A field may be written as {value:,
/// origin:}. Mistakes of form go to `diagnostics` with line, column and advice: unknown groups and fields, words that are in no
/// list, days and numbers that are none, ids that stand twice. Nothing where the file cannot be read as YAML.
std::optional<ReleaseFacts> read_release(std::string_view text, std::string_view file, packs::Diagnostics& diagnostics);

/// What is known beside a release file.
struct Known {
  /// Versions of the product, as the workspace has them.
  std::set<std::string> versions;
  /// Ids of vulnerabilities of which the register has a case; nothing where there is no register.
  std::optional<std::set<std::string>> vulnerabilities;
};

/// What facts say that cannot be so, in itself or beside what is known: a version that does not exist, a role that nobody
/// defined, a risk without a control or an acceptance, the same port twice, a decision without its reason, an entry of what does
/// not apply beside facts.
void check_release(const ReleaseFacts& facts, const Known& known, packs::Diagnostics& diagnostics);

}  // namespace crosswalk::release
