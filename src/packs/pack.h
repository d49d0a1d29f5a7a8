// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/words.h"
#include "document/artifact.h"

namespace crosswalk::packs {

/// How sure the pack is of a statement.
enum class Confidence : std::uint8_t { high, medium, low };

/// Where something stands in a pack's files, for messages; line and column from 1, 0 where it is not known.
struct Place {
  std::string file{};
  int line = 0;
  int column = 0;
};

/// One statement of a clause page with where it comes from.
struct Statement {
  std::string text;
  /// Names of works in SOURCES.md, with section.
  std::vector<std::string> source;
  Confidence confidence = Confidence::medium;
  Place place{};
  /// Id of the extension that it is of; empty: of the pack itself.
  std::string by{};
};

/// A statement about another clause: how it is related.
struct ClauseLink {
  /// "iso-13485:7.2.3", or "iec-81001-5-1:9.5" for this standard.
  std::string clause;
  Statement statement;
};

/// How binding a constraint is; an expectation is asked for by auditors or another rule, not by its clause.
enum class Level : std::uint8_t { shall, recommendation, permission, expectation };
/// Which basis of evidence has to be there: that it is done, that it was done, both, or the released document itself.
enum class Needs : std::uint8_t { process, record, both, output };
/// Whether it is enough that a thing exists, or every record has to carry it.
enum class Quantifier : std::uint8_t { established, each_record };
/// Whether a negated statement denies the constraint, or is itself what was asked for.
enum class Polarity : std::uint8_t { negation_denies, negation_is_content };
/// How badly an auditor takes a gap, the mildest first.
enum class Severity : std::uint8_t { observation, minor, major };
/// On what the trust in a rule stands: labelled documents, the cases of the pack only, or nothing yet.
enum class CalibrationKind : std::uint8_t { measured, cases_only, draft };

/// How well a constraint's expression was tested; shown wherever its verdict is shown.
struct Calibration {
  CalibrationKind kind = CalibrationKind::draft;
  /// Only for `measured`: strict precision and recall of `met`, and the number of labelled documents.
  double precision = 0;
  double recall = 0;
  int documents = 0;
};

/// Who confirmed a clause against a licensed copy; empty until somebody has.
struct Confirmed {
  std::string by;
  std::string on;
  std::string role{};
  /// content_sha256() of the clause that was compared; empty where it was not noted.
  std::string content{};
  /// Id of the extension that says so; empty: the pack itself.
  std::string pack{};
  /// Whether the clause was changed since.
  bool stale = false;
};

/// What an extension changed of a constraint: the names of its fields.
struct Change {
  /// Id of the extension.
  std::string by;
  std::vector<std::string> fields;
};

/// One atomic requirement.
struct Constraint {
  std::string slug;
  /// "pack:clause/slug"
  std::string id;
  std::string text;
  Level level = Level::shall;
  /// Expectations: which rule asks for it.
  std::vector<std::string> demanded_by;
  /// Name of a condition, or empty.
  std::string applies_if;
  std::string note;
  Needs needs = Needs::process;
  Quantifier quantifier = Quantifier::established;
  Polarity polarity = Polarity::negation_denies;
  /// Whether what those who report are asked for is its subject: elsewhere such a request says nothing of what the maker does.
  bool addresses_reporters = false;
  /// Whether what operators have to do is its subject: elsewhere that says nothing of what the maker does.
  bool addresses_operators = false;
  /// each_record: roles (words of document::Role) or artifact kinds that are records of it.
  std::vector<std::string> records;
  /// Where not all documents of these roles are records of it: concepts, one of which stands in the title or the file name of
  /// those that are.
  std::vector<std::string> records_about;
  /// What the evidence of the folder has to name, else the folder is partial (other_standard): concepts of the lexicon.
  std::vector<std::string> folder_requires;
  Calibration calibration;
  /// Clauses whose page shows it too.
  std::vector<std::string> also_shown_under;
  /// What a reader would ask of a document.
  std::string question;
  /// What to write to close the gap, by verdict ("not_found", "partial", "planned", "denied"); "default" where none fits.
  std::map<std::string, std::string> remedy;
  /// Severity by "verdict" or by "verdict.reason" where it differs from the default.
  std::map<std::string, Severity> severity;
  /// False where the pack only asks the question and gives no expression that could answer it.
  bool has_expression = true;
  /// For the audit defence, when met: "We inform users by ..." without the document's name.
  std::string defence;
  std::vector<std::string> source;
  Confidence confidence = Confidence::medium;
  Place place{};
  /// Id of the extension that added it; empty: of the pack itself.
  std::string by{};
  /// What extensions changed of it, in their order.
  std::vector<Change> changes{};
};

/// An explanation of a common finding, for the clause page.
struct CommonGap {
  std::string text;
  Severity severity = Severity::minor;
  /// Slugs, or "clause/slug" where it stands on another clause.
  std::vector<std::string> constraints;
  std::vector<std::string> demanded_by;
  /// What to write or do to close it.
  std::string remedy;
  std::vector<std::string> source;
  Confidence confidence = Confidence::medium;
  Place place{};
  /// Id of the extension that added it; empty: of the pack itself.
  std::string by{};
};

/// A name pattern of files, a question to the text, or a parsed file of a security format.
enum class SignalKind : std::uint8_t { file_exists, content_match, artifact };

/// A hint where evidence may lie.
struct Signal {
  SignalKind kind = SignalKind::file_exists;
  /// file_exists: a regular expression on the file name (RE2, case ignored). artifact: the artifact kind.
  std::string pattern;
  /// content_match: what a reader would ask.
  std::string question;
  /// Slugs (or "clause/slug") that it bears on.
  std::vector<std::string> constraints;
  Place place{};
  /// Id of the extension that added it; empty: of the pack itself.
  std::string by{};
  /// artifact: what the values of such a file decide; none: it is only where the answer may stand.
  document::ArtifactCheck check = document::ArtifactCheck::none;
};

/// A clause and its page; what carries over to it from other works stands in mappings (catalogue.h).
struct Clause {
  std::string number;
  /// "pack:number"
  std::string id;
  std::string title;
  Statement requirement;
  std::vector<Statement> why;
  std::vector<Statement> changed;
  std::vector<Statement> is_new;
  std::vector<Statement> audit_focus;
  std::vector<Constraint> constraints;
  std::vector<CommonGap> gaps;
  std::vector<std::string> evidence_documents;
  std::vector<Signal> signals;
  std::vector<Statement> audit_defence;
  std::vector<ClauseLink> related;
  std::vector<Statement> further_reading;
  Confidence confidence = Confidence::medium;
  Confirmed confirmed;
  /// False for a clause that is only there to hold constraints shown under another clause's page.
  bool has_page = true;
  Place place{};
};

/// A standard, law or guidance that mappings and links may name.
struct Work {
  /// "iso-13485"
  std::string id;
  /// "ISO 13485:2016"
  std::string title;
};

/// A numbered part of the standard, whether the pack has a page for it or not.
struct ContentsEntry {
  std::string number;
  std::string title;
};

/// A question about the product that decides whether constraints apply.
struct Condition {
  std::string name;
  std::string question;
};

/// A pack that adds to another one or changes it: a licence holder's text, house rules.
struct Extension {
  std::string id;
  std::string title;
  std::string version;
  /// Of its own files; in packs that were loaded to be used, of the lexicon too.
  std::string sha256;
};

/// What an extension changed of a constraint, for those who have to know.
struct Override {
  /// Id of the extension.
  std::string by;
  /// Full id of the constraint.
  std::string constraint;
  /// "level from shall to recommendation, remedy"; "left out".
  std::string what;
  /// Whether less is asked for than the pack asks for. Only with a name, and who is answerable for it.
  bool weakens = false;
  std::string name;
  std::string reason;
  std::string person;
  std::string role;
  std::string on;
  std::vector<std::string> source;
  Place place{};
};

/// A standard's requirements as read from its folder; without the rules, which are compiled apart.
struct Pack {
  std::string id;
  std::string title;
  std::string version;
  std::string edition;
  std::string publisher;
  std::string notice;
  /// Over all files of the pack and of the lexicon that it uses.
  std::string sha256;
  std::vector<Clause> clauses;
  std::vector<Condition> conditions;
  std::vector<Work> works;
  /// In the order of the standard.
  std::vector<ContentsEntry> contents;
  /// As sha256, without extensions.
  std::string own_sha256{};
  /// Packs that were laid over this one, in the order of their ids; `version` and `sha256` cover them.
  std::vector<Extension> extensions{};
  /// What they changed, in their order.
  std::vector<Override> overrides{};

  /// The work of an id; null where the pack does not name it.
  [[nodiscard]] const Work* work(std::string_view work_id) const;
  /// The title of a clause that may have no page here; empty where the standard has no such clause.
  [[nodiscard]] std::string_view clause_title(std::string_view number) const;
  /// The clause of a number such as "4.1.7"; null where the pack has no page of it.
  [[nodiscard]] const Clause* clause(std::string_view number) const;
  /// The extension of an id; null where there is none.
  [[nodiscard]] const Extension* extension(std::string_view extension_id) const;
  /// By full id, or by "clause/slug".
  [[nodiscard]] const Constraint* constraint(std::string_view id) const;
};

}  // namespace crosswalk::packs

namespace crosswalk::base {

template <>
struct Words<packs::Confidence> {
  static constexpr std::array<std::string_view, 3> names{"high", "medium", "low"};
};
template <>
struct Words<packs::Level> {
  static constexpr std::array<std::string_view, 4> names{"shall", "recommendation", "permission", "expectation"};
};
template <>
struct Words<packs::Needs> {
  static constexpr std::array<std::string_view, 4> names{"process", "record", "both", "output"};
};
template <>
struct Words<packs::Quantifier> {
  static constexpr std::array<std::string_view, 2> names{"established", "each_record"};
};
template <>
struct Words<packs::Polarity> {
  static constexpr std::array<std::string_view, 2> names{"negation_denies", "negation_is_content"};
};
template <>
struct Words<packs::Severity> {
  static constexpr std::array<std::string_view, 3> names{"observation", "minor", "major"};
};
template <>
struct Words<packs::CalibrationKind> {
  static constexpr std::array<std::string_view, 3> names{"measured", "cases_only", "draft"};
};
template <>
struct Words<packs::SignalKind> {
  static constexpr std::array<std::string_view, 3> names{"file_exists", "content_match", "artifact"};
};

}  // namespace crosswalk::base
