// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "matching/formula.h"
#include "matching/scanner.h"
#include "packs/pack.h"
#include "packs/rules.h"

namespace crosswalk::matching {

/// Concepts with a meaning of their own to the program: cues of how a statement is made. Each is a concept of the lexicon with
/// this name; one that the lexicon lacks has no hits.
struct Cues {
  static constexpr std::uint32_t none = 0xFFFFFFFF;
  /// What is said about a statement from outside it: that it is not so, is only meant to be, is a blank, is somebody else's.
  struct Remarks {
    std::uint32_t denied = none;
    std::uint32_t planned = none;
    std::uint32_t placeholder = none;
    std::uint32_t other_party = none;
  };
  /// "not", "no", "never" ...
  std::uint32_t negation = none;
  /// "not later than", "not only": looks like a negation and is none.
  std::uint32_t no_negation = none;
  /// "but", "however": a negation does not reach over it.
  std::uint32_t clause_break = none;
  /// "before", "unless": behind a negation it makes a demand of it
  std::uint32_t exception = none;
  /// "planned", "not yet", "to be determined"
  std::uint32_t planned = none;
  /// "at planned intervals": looks like a plan and is none
  std::uint32_t no_plan = none;
  /// "Status: planning", where a document begins: all of it is planned
  std::uint32_t planned_document = none;
  /// "if applicable", "may", "where possible"
  std::uint32_t conditional = none;
  /// "[insert name]", "yourdomain.com"
  std::uint32_t placeholder = none;
  /// "in this section describe ..."
  std::uint32_t instruction = none;
  /// "to be determined": planned even where a plan is content
  std::uint32_t undetermined = none;
  /// "is not part of this guide", "is kept secret": denied also where a negation is content
  std::uint32_t withheld = none;
  /// "if", "when": what stands behind it is only supposed
  std::uint32_t condition = none;
  /// "it is not the case that": turns the whole sentence round, however far away
  std::uint32_t not_the_case = none;
  /// "another manufacturer", "which is not ours": speaks of somebody else's product
  std::uint32_t other_party = none;
  /// "please state in your report": asks those who report for it
  std::uint32_t reporter_request = none;
  /// "please tell us in your report whether": asks them whether it is so
  std::uint32_t asked_whether = none;
  /// "this guide does not say whether", "to be described in a later version": of a whole statement, whatever it is about; read
  /// also for rules that do not read the other cues
  std::uint32_t not_told = none;
  std::uint32_t told_later = none;
  /// "vulnerabilities", "findings": in the title of a list of them
  std::uint32_t findings = none;
  /// "example", "sample": in the heading above
  std::uint32_t example = none;
  /// "will", "shall", "must"
  std::uint32_t commitment = none;
  /// "refrain from", "are unable to": denies all of the clause behind it, however long
  std::uint32_t refusal = none;
  /// "no longer supported": looks like a refusal and is none
  std::uint32_t no_refusal = none;
  /// ", we": a new clause; a refusal does not reach over it
  std::uint32_t new_clause = none;
  /// "was dropped from scope": denies what it hangs on behind
  std::uint32_t undone = none;
  /// "has yet to", "is slated for": planned, where it stands before what was found or hangs on behind it
  std::uint32_t intended = none;
  /// "our supplier", "other manufacturers": not the maker, where it is the one who acts
  std::uint32_t foreign_agent = none;
  /// "the hospital", "the customer": the same, but guides are written for them
  std::uint32_t operator_agent = none;
  /// "is the responsibility of the supplier": passed on to somebody else
  std::uint32_t passed_on = none;
  /// "the advisories of the supplier": somebody else's, where the rule does not look for just that
  std::uint32_t theirs = none;
  /// "reporters", "whoever finds one": the same, for constraints that do not address reporters
  std::uint32_t reporter_agent = none;
  /// "according to", "the policy of": whose name follows said or did it
  std::uint32_t attribution = none;
  /// "management", "support": a name of a part of the maker's own house
  std::uint32_t own_name = none;
  /// "it is up to the customer": to those for whom guides are written
  std::uint32_t operator_duty = none;
  /// "are told", "receives": whoever is told does not act
  std::uint32_t receiving = none;
  /// "please", "you should": demands something of the reader
  std::uint32_t reader_demand = none;
  /// "This has not been put into effect": the sentence behind a statement, or the paragraph behind it or its list
  Remarks following;
  /// "The following is quoted from ...": the sentence before it, a heading above, the introduction of its list
  Remarks preceding;
  /// "Not started", "Open": a few words behind it or in another cell of its row
  Remarks status;
  /// "No": what a question is answered by
  std::uint32_t answer_no = none;
  /// "within 90 days": what a rule's limit is read from
  std::uint32_t duration = none;
};

/// A word of Constraint::folder_requires, and the concept that fulfils it.
struct RequiredName {
  std::string name;
  std::uint32_t concept_index = 0;
};

/// What the documents are about that are records of a constraint: Constraint::records_about.
struct RecordSubjects {
  const packs::Constraint* constraint = nullptr;
  /// One of these stands in the title or the file name of a record.
  std::vector<std::uint32_t> concepts;
};

/// Packs with their rules, compiled for scanning. Immutable and shared by threads.
struct RuleSet {
  std::vector<std::shared_ptr<const packs::Pack>> packs;
  packs::Lexicon lexicon;
  std::vector<packs::Rule> rules;
  std::unique_ptr<const Scanner> scanner;
  /// What the rules and concepts say, in the form that documents are matched with.
  Formulas formulas;
  Cues cues;
  /// By rule: its constraint; null where no pack has it.
  std::vector<const packs::Constraint*> constraints;
  /// By rule: what its constraint requires of the folder.
  std::vector<std::vector<RequiredName>> required_names;
  /// Of the constraints whose records are told by more than their roles, in the order of the packs.
  std::vector<RecordSubjects> record_subjects;

  /// The constraint of an id such as "iec-81001-5-1:4.1.7/severity-score"; null where no pack has it.
  [[nodiscard]] const packs::Constraint* constraint(std::string_view id) const;
};

/// Compiles; what is wrong in patterns goes to `diagnostics`. Errors: malformed_pack.
base::Result<std::shared_ptr<const RuleSet>> compile(std::vector<std::shared_ptr<const packs::Pack>> packs,
                                                     packs::Lexicon lexicon, std::vector<packs::Rule> rules,
                                                     packs::Diagnostics& diagnostics);

/// What was compiled as bytes (base/archive.h), without the packs, and without what only people ask for: of the lexicon there
/// are the names of concepts, and rules have no expressions, so that DocumentScan::nearest() tells nothing of their parts.
std::string rule_set_to_bytes(const RuleSet& rules);
/// The reverse, with the packs that the rules were compiled of. What it lets pass can be matched with, whoever wrote it. Errors:
/// malformed_data.
base::Result<std::shared_ptr<const RuleSet>> rule_set_from_bytes(std::string_view bytes,
                                                                 std::vector<std::shared_ptr<const packs::Pack>> packs);

}  // namespace crosswalk::matching
