// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/time/instant.h"
#include "artifacts/vex/model.h"
#include "disclosure/case.h"
#include "disclosure/organisation.h"

namespace crosswalk::advisories {

using artifacts::time::Instant;

/// Something that an advisory needs and nobody has said, or that contradicts itself.
struct Missing {
  /// The case; empty where the workspace lacks it.
  std::string case_id;
  /// The field of the case ("resolution.details"), of crosswalk.yaml ("disclosure.namespace"), or an option ("--summary").
  std::string field;
  /// What is wanted, or what is wrong: a sentence without a full stop.
  std::string wanted;
  /// How to mend it: a command, or what to write where.
  std::string how;

  /// The field as people call it: "instructions for users".
  [[nodiscard]] std::string name() const;
  /// "V-2026-0001, instructions for users: what users shall do".
  [[nodiscard]] std::string text() const;
};

/// A version of a product that an advisory speaks of.
struct ProductVersion {
  /// The same in every revision: "ScanView:2.4.0".
  std::string id;
  std::string product;
  std::string version;
  /// "Example Ltd ScanView 2.4.0".
  std::string name;
  /// With the version; empty where the workspace has none.
  std::string purl;
  std::string cpe;
};

/// Numbers of products in Advisory::products, sorted: in the order of products in the workspace, and of their versions.
using Products = std::vector<std::size_t>;

/// A heading and a text.
struct Note {
  /// Source: CSAF 2.0, 3.1.5.
  std::string category;
  std::string title;
  std::string text;
};

/// A score as it is to be written.
struct Score {
  std::string vector;
  /// "2.0", "3.0", "3.1".
  std::string version;
  int base = 0;
  std::optional<int> temporal;
  std::optional<int> environmental;
};

/// Something said about products: a remediation, a flag, a threat. Source: CSAF 2.0, 3.2.3.12, 3.2.3.5, 3.2.3.14.
struct Statement {
  std::string category;
  std::string details;
  std::string url;
  Products products;
};

/// A reference to elsewhere.
struct Reference {
  std::string summary;
  std::string url;
};

/// A vulnerability of an advisory: what a case says.
struct Vulnerability {
  std::string case_id;
  std::string title;
  std::string cve;
  /// Other ids: system and text.
  std::vector<std::pair<std::string, std::string>> ids;
  std::string cwe;
  std::string cwe_name;
  std::string description;
  /// What else there is to say, in order.
  std::vector<Note> notes;
  Products affected;
  Products fixed;
  Products not_affected;
  Products investigated;
  /// At most one of 2.0 and one of 3.x.
  std::vector<Score> scores;
  std::vector<Statement> remediations;
  std::vector<Statement> flags;
  std::vector<Statement> threats;
  std::vector<Reference> references;
  std::string thanks;
};

/// A revision. Source: CSAF 2.0, 3.2.1.12.6.
struct Revision {
  unsigned number = 0;
  Instant at = 0;
  std::string summary;
};

/// How far an advisory has come.
enum class Status : std::uint8_t { draft, final };

/// Everything that is known of an advisory, once: all documents are written from it.
struct Advisory {
  std::string id;
  std::string title;
  Status status = Status::draft;
  bool withdrawn = false;
  /// The last one is this.
  std::vector<Revision> revisions;
  Instant first_published = 0;
  /// When it was made: the only clock.
  Instant made = 0;
  /// "WHITE"; empty where nobody said so.
  std::string tlp;
  std::string audience;
  /// The latest embargo of its cases that lasts when it is made.
  std::optional<Instant> embargo_until;
  std::string publisher;
  std::string publisher_namespace;
  std::string contact;
  std::string issuing_authority;
  /// Where files lie: "https://example.org/.well-known/csaf/2026/"; empty where nobody said so.
  std::string base_url;
  std::vector<ProductVersion> products;
  std::vector<Vulnerability> vulnerabilities;

  /// Whether everybody may read this revision: it is final, TLP:WHITE and free of embargo. Nobody knows here when it is put
  /// there.
  [[nodiscard]] bool may_be_public() const { return status == Status::final && tlp == "WHITE" && !embargo_until; }
  /// Whether its address leads somewhere, or does as soon as this revision is published: an earlier one was.
  [[nodiscard]] bool has_address() const { return !base_url.empty() && (may_be_public() || revisions.size() > 1); }
};

/// What an advisory is made for.
struct Options {
  Status status = Status::draft;
  Instant as_of = 0;
  /// What is new in this revision, for readers.
  std::string summary;
  /// Instead of the case's; empty: that.
  std::string title;
  bool withdraw = false;
};

/// An advisory, and what it lacks to be final.
struct Prepared {
  Advisory advisory;
  std::vector<Missing> missing;
};

/// The advisory's id: the first case's, with the prefix of advisories in place of that of cases.
std::string advisory_id(const disclosure::Case& first, const disclosure::Publisher& publisher);

/// Makes one advisory of one or several cases, persons in clear. What nobody has said is left out and named. The revision follows
/// from Case::publications of the first case.
Prepared prepare(const std::vector<disclosure::Case>& cases, const disclosure::Organisation& organisation,
                 const Options& options);

/// The title of the note of a draft in CSAF that tells what is missing.
inline constexpr const char* draft_title = "Draft: what is not known yet";

/// The advisory in CSAF 2.0, keys sorted, the same bytes for the same advisory. `version` is that of the program.
/// Source: CSAF 2.0, 3 and 4.4.
std::string csaf_text(const Advisory& advisory, const std::vector<Missing>& missing, std::string_view version);
/// Its statements on exploitability in the VEX profile, under an id of their own (with "-VEX"). Source: CSAF 2.0, 4.5.
std::string csaf_vex_text(const Advisory& advisory, const std::vector<Missing>& missing, std::string_view version);

/// The id of the document of csaf_vex_text(), and with it the name of its file.
std::string vex_id(const Advisory& advisory);

/// What keeps a document from passing the schema, all mandatory and all optional tests of CSAF 2.0, and the rule on the name of
/// its file: a sentence each. Source: CSAF 2.0, 5.1, 6.1 and 6.2.
std::vector<std::string> csaf_faults(const std::string& text, const std::string& file_name);

/// The same statements in another format, and what it could not say.
struct OtherVex {
  std::string text;
  std::vector<std::string> losses;
};
/// Writes what csaf_vex_text() wrote in another format.
OtherVex other_vex(const std::string& csaf_vex, const Advisory& advisory, artifacts::vex::Format format);

}  // namespace crosswalk::advisories
