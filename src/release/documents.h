// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/time/instant.h"
#include "base/result.h"
#include "base/words.h"
#include "packs/diagnostics.h"
#include "release/facts.h"
#include "writing/template.h"

namespace crosswalk::release {

/// The documents of a release, in the order of the set.
enum class DocumentKind : std::uint8_t {
  secure_operation,
  account_management,
  conformance,
  residual_risk,
  release_notes,
  sbom_companion,
  decommissioning,
  mds2,
  dossier,
};

/// What documents are made of.
struct Request {
  const ReleaseFacts* facts = nullptr;
  /// Of the version before; null where there is none.
  const ReleaseFacts* previous = nullptr;
  writing::Brand brand;
  writing::TemplateSource find_template;
};

/// A document of the set.
struct Document {
  DocumentKind kind = DocumentKind::secure_operation;
  /// "secure-operation"
  std::string name;
  /// Its entry in the facts' `documents`; empty where there is none.
  std::string id;
  std::string version;
  /// The record of its review.
  std::string record;
  writing::Paper paper;
  std::vector<writing::Blank> blanks;
};

/// Makes the documents of a release: what a fact does not say is a typed blank; a document is a draft until the facts name who
/// approved it and when, and nothing in it is blank. A statement that something was tested, reviewed or completed stands there
/// with its record alone.
///
/// Mistakes in templates go to `diagnostics`. Errors: those of the templates' source; malformed_workspace for a template that is
/// wrong. Source: IEC 81001-5-1:2021, 5.8.2 and what fields.h names.
base::Result<std::vector<Document>> make_documents(const Request& request, packs::Diagnostics& diagnostics);

/// What changed for security between two releases, a sentence each.
struct Change {
  enum class Kind : std::uint8_t { fixed, setting, port, account, component, other };
  Kind kind = Kind::other;
  std::string text;
  std::string vulnerabilities;
  std::string action;
};

/// Changes that `facts` say, and those that follow from comparing both, in the order of kinds. Without `before` those that they
/// say.
std::vector<Change> changes_between(const ReleaseFacts* before, const ReleaseFacts& facts);

/// When a document's files say that they were made, which is the only clock of a document: the day of its approval, or else of
/// the release; nothing where the facts say neither.
std::optional<artifacts::time::Instant> made_at(const ReleaseFacts& facts, DocumentKind kind);

/// The groups of facts that a document of the shipped templates is made of, in the order of groups(): a change in one of them can
/// make it another, a change elsewhere cannot. The dossier counts the blanks of all others: it is made of all.
std::vector<std::string_view> groups_of(DocumentKind kind);

}  // namespace crosswalk::release

template <>
struct crosswalk::base::Words<crosswalk::release::DocumentKind> {
  static constexpr std::array<std::string_view, 9> names{
      "secure_operation", "account_management", "conformance", "residual_risk", "release_notes",
      "sbom_companion",   "decommissioning",    "mds2",        "dossier"};
};
