// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "packs/catalogue.h"
#include "reports/report.h"
#include "review/review.h"

namespace crosswalk::reports {

/// How often each verdict occurs, by the order of review::Verdict.
using Tally = std::array<int, base::Words<review::Verdict>::names.size()>;

/// The numbers that every report shows.
struct Summary {
  /// Each constraint once, however many pages show it.
  Tally verdicts{};
  int constraints = 0;
  /// By clause, in the order of the review: all constraints that its page shows.
  std::vector<Tally> clauses;
  int major = 0;
  int minor = 0;
  int observations = 0;
  int undecided = 0;
  int read = 0;
  int damaged = 0;
  /// Without those that an interrupt left unread.
  int unreadable = 0;
  /// Left unread because the review was interrupted.
  int not_reached = 0;
  int skipped = 0;
  /// Paths of documents whose reading took too long: the only thing that may differ between two runs.
  std::vector<std::string> timeouts;
  /// What "not found" is worth while files are unreadable; empty where all were read.
  std::string not_found_note;
};

/// Counts a review.
Summary summarize(const review::Review& review);

/// Whether the constraint belongs to the clause itself, not only to its page.
bool is_own(const review::ClauseResult& clause, const review::ConstraintResult& result);
/// The clause that a constraint belongs to, from the packs that the review keeps or from its results; null where unknown.
const packs::Clause* home_clause(const review::Review& review, std::string_view constraint_id);
/// What the folder says about a constraint; null where it is not part of the review.
const review::ConstraintResult* find_result(const review::Review& review, std::string_view constraint_id);
/// "4.1.7/severity-score": without the pack where the review has only one.
std::string short_id(const review::Review& review, std::string_view id);
/// "severity-score"
std::string_view slug_of(std::string_view constraint_id);

/// "✓": one column wide, never without its word beside it.
std::string_view mark(review::Verdict verdict);
/// "not found"
std::string_view label(review::Verdict verdict);
/// One sentence on what the verdict says.
std::string_view meaning(review::Verdict verdict);
/// "process_only" as a phrase for people; words that are not known have their underscores removed.
std::string reason_text(std::string_view reason);
/// "no_record_yet" as a sentence for people; as reason_text.
std::string caveat_text(std::string_view caveat);
/// Why a file was not read, as a phrase.
std::string_view unread_text(document::Reason reason);
/// What to do about a file that was not read.
std::string_view unread_advice(document::Reason reason);
/// A document that was not read, or not wholly, for a list of them.
struct Unread {
  /// Its path; what an interrupt left unread is one line, with the number of files.
  std::string document;
  /// A sentence.
  std::string why;
  std::string_view advice;
  bool damaged = false;
};
/// What was not read, or not wholly, in the order of the review.
std::vector<Unread> unread(const review::Review& review);
/// "tested on 120 labelled documents: precision 0.91, recall 0.84"
std::string calibration_text(const packs::Calibration& calibration);
/// "2 of 5 records carry it"
std::string coverage_text(const review::Coverage& coverage);
/// "file name matches "advisory": 3 files"
std::string signal_text(const review::SignalResult& signal);
/// "process, negated, owner unknown": basis, assertion and owner, where they are not the usual ones.
std::string evidence_text(const review::Evidence& evidence);
/// "effective, version 3, 2026-01-31"; empty parts left out.
std::string control_text(const document::Control& control);
/// Why a document counts as another's, or why it is not certain whose a file of a security format is; empty for all others.
std::string whose_text(const review::DocumentEntry& entry);
/// "iso-13485" as "ISO 13485".
std::string standard_name(std::string_view id);
/// How `sections` sections of another work stand to what is looked at, in words: "asks for all of it and more", "ask for ...".
std::string relation_text(packs::Relation relation, std::size_t sections = 1);
/// "5 met, 1 partial, 2 not found"; nothing counted: "no constraints".
std::string tally_text(const Tally& tally, std::string_view separator);
/// "1 major gap", "2 major gaps"
std::string counted(std::uint64_t number, std::string_view one, std::string_view many);
/// A number with two decimals, without a locale.
std::string two_decimals(double number);

/// Roots of the documents, each once, sorted.
std::vector<std::string> roots(const review::Review& review);
/// Product names with versions that the verdicts name, sorted.
std::vector<std::pair<std::string, std::string>> products(const review::Review& review);
/// The passages that a person has to weigh against each other: one that affirms and one that denies, else the best of two
/// documents, else what is there (at most `most`).
std::vector<const review::Evidence*> to_weigh(const review::ConstraintResult& result, std::size_t most);
/// The passage that says that something is not done, or still to come; null for other verdicts.
const review::Evidence* passage_against(const review::ConstraintResult& result);
/// What a met constraint stands on, for a table: "22 passages in 7 documents"; empty where there is none.
std::string found_text(const review::ConstraintResult& result);
/// The documents of a gap that its text does not name already.
std::vector<std::string> documents_to_name(const review::Gap& gap);
/// A note of the review with short_id() in place of full ids.
std::string note_text(const review::Review& review, std::string_view note);
/// "en" as "English"; codes that are not known stay as they are.
std::string language_text(std::string_view code);
/// A decision's kind as people say it: "not applicable".
std::string spaced(std::string_view word);
/// The lines of an audit defence without list marks, empty ones left out.
std::vector<std::string> defence_lines(std::string_view audit_defence);
/// "House rule of house-rules" of what an extension added, "changed by house-rules: level, remedy" of what it changed; empty
/// where all is the pack's own.
std::string house_text(const packs::Constraint& constraint);
/// "Requirement text by house-rules" where an extension gave it; else "Requirement, paraphrased".
std::string requirement_title(const packs::Statement& requirement);
/// Whether the clause was confirmed against a licensed copy, and not changed since.
bool is_confirmed(const packs::Clause& clause);
/// One sentence on who confirmed the clause, in which role and when, or that nobody has.
std::string confirmed_text(const packs::Clause& clause);
/// "4.1.7 (J. Doe, head of quality, 2026-01-31)" of the clauses on show that somebody confirmed.
std::vector<std::string> confirmed_clauses(const review::Review& review);
/// Ids of the clauses on show that nobody confirmed yet.
std::vector<std::string> unconfirmed_clauses(const review::Review& review);
/// "met, agrees with the verdict; it chose the passage in a.md, line 3", or why there is none: what a second reader came to,
/// without its words; empty where it was not asked.
std::string opinion_text(const review::ConstraintResult& result);
/// A second reader's own words, with what says so before them, as far as `quotes` allows them.
std::string_view opinion_words(const review::ConstraintResult& result, Quotes quotes);
/// What a second reader came to in the whole review, and what that is worth.
std::string second_reader_text(const review::SecondReading& reading);
/// "4.1.7/x: met, the second reader says denied", for each constraint on which a second reader dissents.
std::vector<std::string> dissents(const review::Review& review);

/// One sentence: what the reader should do first.
std::string next_step(const review::Review& review, const Summary& summary);
/// A quote (or the text around it) as far as `quotes` allows it: `short_` keeps at most 160 code points, still verbatim.
std::string_view allowed_quote(std::string_view quote, Quotes quotes);

}  // namespace crosswalk::reports
