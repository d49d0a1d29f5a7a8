// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/artifact.h"
#include "base/words.h"
#include "packs/diagnostics.h"
#include "packs/pack.h"

namespace crosswalk::packs {

/// The operators of the expression language; docs/pack-language.md explains each with an example.
enum class Operator : std::uint8_t {
  /// A concept of the lexicon: one of its phrases stands in the unit.
  concept_,
  /// Every child holds in the unit.
  all,
  /// One child holds.
  any,
  /// At least `words` of the children hold.
  at_least,
  /// The child does not hold in the unit.
  not_,
  /// Every child stands within `words` words of the first child.
  near,
  /// The children stand one after the other, each at most `words` words behind the one before.
  then,
  /// The child stands in a heading above the unit, in the sentence that introduces its list, in the header of its column
  /// or in the label of its row.
  under,
  /// The child is the key of the unit: what stands before its colon or equals sign, its column header or row label, or a short
  /// heading right above it (for the cells of a table: without a text between).
  key,
  /// The child stands in the same block.
  block,
  /// The child stands in the same row of the table; outside tables, in the same block.
  row,
  /// The child stands in the same section (from the nearest heading to the next of the same or a higher level).
  section,
  /// The child stands anywhere in the document.
  document,
  /// The child stands in the document's title or file name.
  title,
  /// The document has one of the roles in `names`.
  role,
  /// The document's owner is one of `names`.
  owner,
  /// The document's control state is one of `names`.
  state,
  /// The unit is of one of the block kinds in `names`.
  kind,
};

/// A node of an expression tree.
struct Expression {
  Operator op = Operator::all;
  /// concept_: index into Lexicon::concepts.
  std::uint32_t concept_index = 0;
  std::uint32_t words = 0;
  std::vector<std::string> names;
  std::vector<Expression> children;
};

/// How one thing is said: phrases, artifacts, targets of links, expressions over other concepts, or several of these.
struct Concept {
  std::string name;
  /// All texts that its phrases (packs/phrase.h) stand for. matching::compile() takes them away.
  std::vector<std::string> texts;
  /// Regular expressions, without the "re:".
  std::vector<std::string> patterns;
  /// Kinds of artifacts that say it wherever their parsers recognise one in the text.
  artifacts::Kinds artifacts;
  /// As `texts` and `patterns`, for what links lead to: there the words of the link say it.
  std::vector<std::string> link_texts;
  std::vector<std::string> link_patterns;
  /// Children of an `any`; empty where the concept has phrases only.
  std::vector<Expression> expressions;
  std::string file;
  int line = 0;
};

/// All concepts of one language.
struct Lexicon {
  std::string language;
  std::vector<Concept> concepts;
  std::map<std::string, std::uint32_t, std::less<>> index;
};

/// The stretch of text within which an expression has to hold.
enum class Unit : std::uint8_t { sentence, block, row, section, document };
/// What a rule's match is worth; `met` and `partial` before assertion and owner are looked at.
enum class RuleVerdict : std::uint8_t { met, partial, denied, planned };
enum class RuleBasis : std::uint8_t { automatic, process, record, output };

/// One way in which documents say what a constraint asks.
struct Rule {
  /// "4.1.7/severity-score#vector"
  std::string id;
  /// Full id of the constraint.
  std::string constraint;
  Unit unit = Unit::sentence;
  RuleVerdict verdict = RuleVerdict::met;
  /// For partial: the reason word.
  std::string reason;
  RuleBasis basis = RuleBasis::automatic;
  /// The act that the rule's passage sets a time limit for ("acknowledge"), or empty.
  std::string limit;
  /// The rule counts only if it holds at this many places of the document.
  std::uint32_t places = 1;
  /// Whether the cues of assertion (negated, planned, placeholder ...) are read around the match; off for rules that match what a
  /// cue cannot change, such as a filled-in field.
  bool read_cues = true;
  Expression match;
  std::string file;
  int line = 0;
};

/// Reads the lexicon files of one language (path -> text). Concepts may refer to each other in any order, not in circles.
Lexicon load_lexicon(std::string_view language, const std::map<std::string, std::string>& files, Diagnostics& diagnostics);
/// Reads rules/*.yaml of a pack; `files` as for load_pack. Rules of constraints that the pack does not have are errors.
std::vector<Rule> load_rules(const Pack& pack, const Lexicon& lexicon, const std::map<std::string, std::string>& files,
                             Diagnostics& diagnostics);

/// An expression on one line, in the words of the rules: "near 8 [hardening, not [setting-word]]"; of a concept alone also
/// what says it besides phrases: "mailbox (artifact email, links)".
std::string text_of(const Lexicon& lexicon, const Expression& expression);

/// Names constraints without a rule, concepts that no rule reaches (cues, which the program reads itself, excepted), and rules
/// that ask for a partial reason that words do not know.
void lint_rules(const Pack& pack, const Lexicon& lexicon, const std::vector<Rule>& rules, Diagnostics& diagnostics);

}  // namespace crosswalk::packs

namespace crosswalk::base {

template <>
struct Words<packs::Operator> {
  static constexpr std::array<std::string_view, 18> names{"concept",  "all",   "any",  "at_least", "not",   "near",
                                                          "then",     "under", "key",  "block",    "row",   "section",
                                                          "document", "title", "role", "owner",    "state", "kind"};
};
template <>
struct Words<packs::Unit> {
  static constexpr std::array<std::string_view, 5> names{"sentence", "block", "row", "section", "document"};
};
template <>
struct Words<packs::RuleVerdict> {
  static constexpr std::array<std::string_view, 4> names{"met", "partial", "denied", "planned"};
};
template <>
struct Words<packs::RuleBasis> {
  static constexpr std::array<std::string_view, 4> names{"automatic", "process", "record", "output"};
};

}  // namespace crosswalk::base
