// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "disclosure/organisation.h"
#include "document/document.h"
#include "packs/diagnostics.h"
#include "packs/pack.h"

namespace crosswalk::review {

/// Where something stands in crosswalk.yaml, from 1; 0 where it was not read from a file.
struct Place {
  int line = 0;
  int column = 0;
};

/// A product that the folder speaks of, with its released versions.
using disclosure::Product;
using disclosure::ProductVersion;

/// The answer to a condition of a pack: whether the constraints that stand on it apply.
struct ConditionAnswer {
  bool yes = true;
  std::string reason;
  std::string approver;
  std::string role;
  std::optional<base::Date> date;
  Place place;
};

/// A requirement left out for this product, with the approval that the standard asks for. Source: IEC 81001-5-1, 5.1.1.
struct Tailoring {
  std::string constraint;
  std::string reason;
  std::string approver;
  std::string role;
  std::optional<base::Date> date;
  Place place;
};

/// A statement that there was no occasion yet that would have left a record.
struct NoEvent {
  std::string constraint;
  std::string reason;
  std::string role;
  std::string by;
  std::optional<base::Date> date;
  Place place;
};

/// What the user knows better than the program about some documents.
struct DocumentOverride {
  /// A path of the folder, or a pattern as for matches_pattern().
  std::string pattern;
  std::optional<document::Role> role;
  std::optional<document::State> state;
  std::optional<document::Owner> owner;
  std::vector<std::string> products;
  std::string id;
  std::string version;
  bool ignore = false;
  Place place;
};

/// What crosswalk.yaml says: about the manufacturer, and about the folder.
struct Workspace {
  std::string manufacturer;
  std::vector<Product> products;
  std::vector<std::string> markets;
  /// Whether the products are medical devices; nothing where nobody said so.
  std::optional<bool> device;
  /// A name of the time zone database, "Europe/Berlin": where days end. Empty: UTC.
  std::string time_zone;
  disclosure::Publisher publisher;
  std::map<std::string, ConditionAnswer> conditions;
  std::vector<Tailoring> tailoring;
  std::vector<NoEvent> no_event;
  std::vector<DocumentOverride> documents;
  /// Patterns as for matches_pattern(); one without '/' is about files and folders of that name everywhere, one that fits a
  /// folder is about everything in it.
  std::vector<std::string> ignore;
};

/// What the workspace says of the manufacturer, for vulnerability cases.
disclosure::Organisation organisation_of(const Workspace& workspace);

/// Reads the text of a workspace file; `name` stands in messages. Every mistake goes to `diagnostics` with its place.
///
/// Errors: malformed_workspace where `diagnostics` then holds an error.
base::Result<Workspace> load_workspace(std::string_view text, std::string_view name, packs::Diagnostics& diagnostics);

/// Reports what only the packs can tell: conditions and constraints that they do not have (errors, with the nearest name), and
/// answers without approval (warnings). Constraints of packs that are not at hand are not looked at.
void check_workspace(const Workspace& workspace, const std::vector<std::shared_ptr<const packs::Pack>>& packs,
                     std::string_view name, packs::Diagnostics& diagnostics);

/// What `crosswalk init` was told; whatever is empty becomes a commented line to fill in.
struct InitAnswers {
  std::string manufacturer;
  std::vector<Product> products;
  std::vector<std::string> markets;
  std::map<std::string, ConditionAnswer> conditions;
};

/// The text of a new crosswalk.yaml with comments, all conditions of the packs and their questions. It loads without mistakes.
std::string default_workspace_text(const InitAnswers& answers, const std::vector<std::shared_ptr<const packs::Pack>>& packs);

/// Whether a whole path of the folder ('/' between its parts, '!' before a member of an archive) fits a pattern: '*' stands for
/// any characters of one name, '**' for any characters, a leading "**/" also for no folder, '?' for one character of a name.
bool matches_pattern(std::string_view pattern, std::string_view path);

/// Whether the workspace leaves this path out of the review, by an ignore pattern or by `ignore: true` on a document.
bool is_ignored(const Workspace& workspace, std::string_view path);

}  // namespace crosswalk::review
