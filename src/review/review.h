// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/interned.h"
#include "base/result.h"
#include "base/words.h"
#include "document/artifact.h"
#include "document/document.h"
#include "document/wire.h"
#include "packs/pack.h"

namespace crosswalk::review {

/// The closed list of verdicts; `informative` is only of clauses.
enum class Verdict : std::uint8_t {
  met,
  partial,
  planned,
  denied,
  not_found,
  not_evaluable,
  needs_review,
  not_applicable,
  informative
};
/// What a piece of evidence shows: that it is done, that it was done, or the released document itself.
enum class Basis : std::uint8_t { process, record, output };
/// How a statement is made.
enum class Assertion : std::uint8_t { asserted, commitment, negated, planned, conditional, placeholder, instruction, example };

/// A time limit that a passage sets for an act: "acknowledged within 5 working days".
struct Limit {
  /// What is to be done in that time, as one word of the pack, with a qualifier where limits differ by it:
  /// "acknowledge", "fix/critical". Limits are compared only where the acts are equal.
  std::string act;
  /// Working days and calendar days both count as 24 hours.
  std::uint32_t hours = 0;
};

/// A verbatim passage and what it is worth.
struct Evidence {
  /// documents[].path
  std::string document;
  /// Verbatim part of the document's extracted text.
  std::string quote;
  /// Up to a sentence or two around it, for showing the quote in context: without notation, a dot between blocks, an ellipsis
  /// where the document goes on; not part of the JSON.
  std::string before;
  std::string after;
  document::Locator locator;
  Verdict verdict = Verdict::not_found;
  /// Why it is no more than partial, else empty.
  base::Interned reason;
  Basis basis = Basis::process;
  Assertion assertion = Assertion::asserted;
  document::Owner owner = document::Owner::unknown;
  /// The rule that found it: "4.1.7/severity-score#vector".
  base::Interned expression;
  /// Which words of Constraint::folder_requires ("names_standard") the passage fulfils. Not part of the JSON.
  std::vector<std::string> names{};
  /// Not part of the JSON.
  std::optional<Limit> limit{};
};

/// A place on an EvidenceShelf.
struct Parked {
  std::uint64_t offset = 0;
  std::uint32_t size = 0;
  /// Whether some of it is the maker's own word, or of an unknown owner.
  bool own = false;
  /// Whether some of it sets a limit.
  bool limited = false;
  /// Whether nothing lies there.
  [[nodiscard]] bool empty() const { return size == 0; }
};

/// A product or component that a document names with a version: what documents are compared by.
struct VersionMention {
  document::NamedVersion::Use use = document::NamedVersion::Use::subject;
  std::string name;
  /// Empty where there is none.
  std::string version;
  /// Without its version; empty where there is none.
  std::string purl;
  /// Of affected and fixed: the vulnerability.
  std::string vulnerability;
  std::string quote;
  document::Locator locator;
};

/// What a file that was judged by its values lacks for one constraint.
struct Shortfall {
  base::Interned constraint;
  /// For people: "no score for CVE-2026-1001".
  std::string text;
};

/// What one document, judged alone, says about one constraint.
struct DocumentVerdict {
  base::Interned constraint;
  Verdict verdict = Verdict::not_found;
  base::Interned reason;
  /// Best first, in a fixed order; empty where it is parked: see evidence_of().
  std::vector<Evidence> evidence;
  Parked parked{};
};

/// One file of the reviewed folder.
struct DocumentEntry {
  base::Interned root;
  std::string path;
  std::uint64_t size = 0;
  std::string sha256;
  base::Interned media_type;
  document::Status status = document::Status::read;
  document::Reason reason = document::Reason::none;
  std::string detail;
  document::Facts facts;
  std::vector<std::string> warnings;
  std::vector<document::HiddenText> hidden;
  std::uint32_t pages = 0;
  std::vector<std::uint32_t> pages_without_text;
  /// Pages whose text was recognised in a picture.
  std::vector<document::OcrPage> ocr_pages{};
  /// Files in it, each with an entry of its own.
  std::vector<document::Member> members{};
  /// Security formats that the file is an artifact of: "csaf", "cyclonedx", "spdx"; empty for other documents.
  std::vector<std::string> artifact_kinds{};
  /// The version of that format, and what breaks its rules, for people.
  std::string artifact_version{};
  std::vector<std::string> artifact_faults{};
  /// The last day on which it holds, as "YYYY-MM-DD"; empty where it does not say.
  std::string valid_until{};
  std::vector<Shortfall> lacking{};
  /// Not part of the JSON.
  std::vector<VersionMention> versions{};
  /// Constraints with Constraint::records_about that its title or file name speaks of. Not part of the JSON.
  std::vector<std::string> record_of{};
  /// Whether it counts: effective, or unknown and nothing says that it is old.
  bool in_force = true;
  std::string not_in_force_because;
  /// Only those that are not not_found, in the pack's order.
  std::vector<DocumentVerdict> constraints;
};

/// Where the evidence of documents lies while nobody looks at it, so that memory does not grow with the folder.
class EvidenceShelf {
 public:
  virtual ~EvidenceShelf() = default;
  /// The bytes of a place (evidence_to_bytes()). After an error, which failure() tells, it is empty.
  [[nodiscard]] virtual std::string at(const Parked& place) const = 0;
  /// The first error of reading, if there was one: what was shown since then lacks evidence.
  [[nodiscard]] virtual std::optional<base::Error> failure() const = 0;
};

/// A person's decision on a machine verdict.
struct Decision {
  /// accept, reject, not_applicable
  std::string kind;
  std::string constraint;
  /// documents[].path, or empty for the folder.
  std::string document;
  std::string reason;
  std::string by;
  std::string role;
  std::string on;
  /// Of the evidence it was made on, and of the pack.
  std::string evidence_sha256;
  std::string pack_version;
  bool stale = false;
  std::string stale_because;
  /// The machine's verdict when the decision was made.
  std::string verdict{};
};

/// For each_record constraints: how many of the records in scope carry the point.
struct Coverage {
  int of = 0;
  int with = 0;
  std::vector<std::string> without;
};

/// What a file that was judged by its values lacks.
struct Lacking {
  std::string document;
  std::string text;
};

/// What a signal of the pack found in this folder.
struct SignalResult {
  packs::SignalKind kind = packs::SignalKind::file_exists;
  std::string question_or_pattern;
  /// file_exists: number of files named so, and up to five of their paths.
  int matches = 0;
  std::vector<std::string> documents;
};

/// A product's verdict where the workspace names products.
struct ProductVerdict {
  std::string version;
  Verdict verdict = Verdict::not_found;
};

/// How far asking a second reader came: it gave an opinion, its answer was none, or there was no answer.
enum class OpinionState : std::uint8_t { given, unusable, failed };
/// Whether an opinion says what the verdict says; open: the machine left the verdict to a person, or there is nothing to compare.
enum class Agreement : std::uint8_t { agree, dissent, open };
/// Why there is no opinion. Failed: not_sent to status; unusable: no_message to choice_missing.
enum class OpinionProblem : std::uint8_t {
  none,
  not_sent,
  no_connection,
  no_trust,
  timed_out,
  too_large,
  cut_off,
  redirected,
  status,
  no_message,
  no_json,
  wrong_members,
  unknown_opinion,
  choice_out_of_range,
  choice_missing
};

/// What stands before a second reader's own words wherever they are shown.
inline constexpr std::string_view kModelsWords = "A language model's words: ";

/// What a second reader (a language model) says of a constraint: beside the verdict, never a verdict, never evidence.
struct Opinion {
  OpinionState state = OpinionState::failed;
  OpinionProblem problem = OpinionProblem::none;
  /// Of HTTP; 0 where there was no answer.
  int http_status = 0;
  /// Only where given: met, partial, planned, denied or not_found.
  Verdict opinion = Verdict::not_found;
  Agreement agreement = Agreement::open;
  /// The place in ConstraintResult::evidence of the passage that it chose; negative: none.
  int evidence = -1;
  /// kModelsWords and what it gives as its reason: hostile text, on one line; empty where it says nothing.
  std::string why{};
  /// Of the body that was sent, as the log of requests has it.
  std::string request_sha256{};
};

/// A second reader over all constraints.
struct SecondReading {
  /// As the user's settings name it.
  std::string model;
  /// asked is the sum of the five below it.
  int asked = 0;
  int agree = 0;
  int dissent = 0;
  int open = 0;
  int unusable = 0;
  int failed = 0;
  /// Not asked because there is nothing to choose from.
  int without_passages = 0;
  /// Not asked because a limit was reached, it failed too often, or the user ended it.
  int left_out = 0;
};

/// What the folder says about one constraint.
struct ConstraintResult {
  const packs::Constraint* constraint = nullptr;
  Verdict verdict = Verdict::not_found;
  std::string reason;
  Verdict machine_verdict = Verdict::not_found;
  std::string machine_reason;
  std::optional<Decision> decision;
  /// Verdict per basis, not_found where nothing of that basis is there.
  Verdict by_process = Verdict::not_found;
  Verdict by_record = Verdict::not_found;
  Verdict by_output = Verdict::not_found;
  std::map<std::string, ProductVerdict> by_product;
  std::optional<Coverage> coverage;
  /// What files in force that are judged by their values lack; at most 20.
  std::vector<Lacking> lacking{};
  /// Words such as no_record_yet, owner_unknown, condition_unanswered, ocr.
  std::vector<std::string> caveats;
  std::vector<SignalResult> signals;
  /// At most 20; the total is said. A passage that counts for less in the folder than in its document (not in force, of another
  /// version, of another standard) is partial here, with that reason.
  std::vector<Evidence> evidence;
  int evidence_total = 0;
  /// Standing decisions on single documents; `decision` is the one on the whole folder, or the first of these.
  std::vector<Decision> document_decisions{};
  /// What a decision on the folder is bound to: see evidence_sha256() in decisions.h.
  std::string evidence_sha256{};
  /// not_evaluable: the files that could not be read; needs_review (question): the best three documents, best first.
  std::vector<std::string> candidates{};
  /// not_found: how many files of the folder could not be read.
  int unreadable_files = 0;
  /// Only where a second reader was asked.
  std::optional<Opinion> opinion{};
};

/// What a gap is: a requirement that the documents do not fulfil, documents that contradict each other by their values, or what
/// an audit of the register of vulnerability cases found to be forgotten.
enum class GapKind : std::uint8_t { shortfall, contradiction, case_audit };

/// A shall or expectation that is denied, not_found, planned or partial; or a contradiction between documents.
struct Gap {
  GapKind kind = GapKind::shortfall;
  /// "GAP-" and the constraint id, of other kinds than shortfalls with what distinguishes them behind it: stable from run to run.
  std::string id;
  packs::Severity severity = packs::Severity::minor;
  std::string text;
  std::string constraint;
  std::string remedy;
  std::vector<std::string> demanded_by;
  std::vector<std::string> documents;
  /// Of a contradiction: the passages that do not fit together.
  std::vector<Evidence> evidence{};
};

/// One clause with everything its page shows.
struct ClauseResult {
  const packs::Clause* clause = nullptr;
  Verdict verdict = Verdict::not_found;
  /// The clause's own constraints, then those that it also shows; of a constraint shown twice both entries are equal.
  std::vector<ConstraintResult> constraints;
  std::vector<Gap> gaps;
  std::string audit_defence;
};

/// A shall or expectation that the machine could not decide; only shalls count for the exit code.
struct Undecided {
  std::string constraint;
  Verdict verdict = Verdict::needs_review;
  std::string reason;
  std::string question;
  std::vector<std::string> documents;
  packs::Level level = packs::Level::shall;
};

/// A document that is not in force and says something else than one that is.
struct ControlWarning {
  std::string document;
  /// The document in force that it differs from.
  std::string in_force;
  /// Empty where the difference is not one of a constraint.
  std::string constraint;
  std::string text;
};

/// Which pack, in which version, the verdicts come from.
struct PackInfo {
  std::string id;
  std::string version;
  std::string sha256;
  std::string title;
};

/// The result of a review: everything that any report shows.
struct Review {
  std::string tool_version;
  std::string as_of;
  std::vector<PackInfo> packs;
  std::string inputs_sha256;
  std::string manufacturer;
  std::vector<ClauseResult> clauses;
  std::vector<DocumentEntry> documents;
  /// Where their evidence lies if it is parked.
  std::shared_ptr<const EvidenceShelf> shelf;
  std::vector<Undecided> undecided;
  /// Each gap once, in the order of its home clause; clauses[].gaps lists it on every page that shows it.
  std::vector<Gap> gaps;
  std::vector<Decision> stale_decisions;
  /// Files left out by ignore patterns.
  std::uint64_t ignored_files = 0;
  /// Configurations or packs found inside the reviewed folder, never loaded.
  std::vector<std::string> not_loaded;
  /// Conditions the workspace has not answered.
  std::vector<std::string> unanswered_conditions;
  /// Document control; each also stands as a sentence in `notes`.
  std::vector<ControlWarning> control_warnings;
  /// The product that the review is restricted to, or empty.
  std::string product;
  /// Sentences on the whole review: no workspace, unsandboxed, control differences.
  std::vector<std::string> notes;
  /// Only where a second reader was wanted.
  std::optional<SecondReading> second_reader{};
  /// Keeps the packs alive that the results point into.
  std::vector<std::shared_ptr<const packs::Pack>> keep;

  /// Gaps of this severity, each counted once.
  [[nodiscard]] int count_gaps(packs::Severity severity) const;
  /// Documents with this status.
  [[nodiscard]] int count_documents(document::Status status) const;
  /// Undecided shalls: what makes the exit code 4.
  [[nodiscard]] int count_undecided_shalls() const;
};

}  // namespace crosswalk::review

namespace crosswalk::base {

template <>
struct Words<review::Verdict> {
  static constexpr std::array<std::string_view, 9> names{
      "met", "partial", "planned", "denied", "not_found", "not_evaluable", "needs_review", "not_applicable", "informative"};
};
template <>
struct Words<review::GapKind> {
  static constexpr std::array<std::string_view, 3> names{"shortfall", "contradiction", "case_audit"};
};
template <>
struct Words<review::OpinionState> {
  static constexpr std::array<std::string_view, 3> names{"given", "unusable", "failed"};
};
template <>
struct Words<review::Agreement> {
  static constexpr std::array<std::string_view, 3> names{"agree", "dissent", "open"};
};
template <>
struct Words<review::OpinionProblem> {
  static constexpr std::array<std::string_view, 15> names{
      "none",          "not_sent", "no_connection", "no_trust", "timed_out",     "too_large",       "cut_off",
      "redirected",    "status",   "no_message",    "no_json",  "wrong_members", "unknown_opinion", "choice_out_of_range",
      "choice_missing"};
};
template <>
struct Words<review::Basis> {
  static constexpr std::array<std::string_view, 3> names{"process", "record", "output"};
};
template <>
struct Words<review::Assertion> {
  static constexpr std::array<std::string_view, 8> names{"asserted",    "commitment",  "negated",     "planned",
                                                         "conditional", "placeholder", "instruction", "example"};
};

}  // namespace crosswalk::base
