// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "matching/candidates.h"
#include "matching/layout.h"
#include "matching/normalize.h"
#include "matching/rule_set.h"
#include "matching/scanner.h"

namespace crosswalk::matching {

/// How the statement around a match is made; what the words mean is in review::Assertion.
struct Reading {
  bool negated = false;
  bool planned = false;
  bool conditional = false;
  bool placeholder = false;
  bool instruction = false;
  bool undetermined = false;
  bool withheld = false;
  bool other_party = false;
  bool reporter_request = false;
  bool asked_whether = false;
  bool example = false;
  bool commitment = false;
  bool unticked = false;
};

/// A rule that holds somewhere in a document.
struct Match {
  const packs::Rule* rule = nullptr;
  /// The sentence, block or section in which it holds.
  Range unit;
  /// What was found within the unit (not in its context), in order of place.
  std::vector<Range> touched;
  Reading reading;
  /// The verbatim passage to show: the sentence of the match, or the cell with its label.
  document::Span quote;
  /// Which words of Constraint::folder_requires the passage, its section or the title fulfils.
  std::vector<std::string> names;
  /// Rules with a limit: the only length of time in the unit, in hours; 0 if there is none or more than one.
  std::uint32_t limit_hours = 0;
};

/// A part of an expression, tried in one unit.
struct Trial {
  const packs::Expression* expression = nullptr;
  bool holds = false;
  /// Where it holds within the unit; empty for what holds by its context or by the document.
  std::vector<Range> found;
  /// Its children, and for a concept the expressions that it stands for; empty for what is looked for outside the unit.
  std::vector<Trial> children;
};

/// A rule tried in one unit.
struct Attempt {
  /// As Match::unit and Match::quote.
  Range unit;
  document::Span quote;
  bool holds = false;
  /// How many of the parts that the rule asks for fail here.
  std::size_t failing = 0;
  Trial trial;
};

/// The ids of the constraints with Constraint::records_about that a document can be a record of, by its title and file name; its
/// role is not looked at.
std::vector<std::string> record_of(const RuleSet& rules, const document::Facts& facts, std::string_view path,
                                   Scanner::Scratch& scratch);

/// One document with all hits of a rule set in it.
class DocumentScan {
 public:
  /// Which units are looked at: those that Candidates names, or all of them, to prove that it leaves none out.
  enum class Search : std::uint8_t { candidates, every_unit };

  /// All but `scratch` have to outlive it. The concept `unknown` stands nowhere: what would be if the lexicon did not have it.
  DocumentScan(const RuleSet& rules, const document::Document& document, const document::Facts& facts, std::string_view path,
               Scanner::Scratch& scratch, std::uint32_t unknown = Cues::none);
  DocumentScan(const DocumentScan&) = delete;
  DocumentScan& operator=(const DocumentScan&) = delete;

  /// Every rule at every place where it holds, in order of rule and place; at most `limit` places a rule.
  [[nodiscard]] std::vector<Match> matches(std::size_t limit = 50, Search search = Search::candidates) const;

  /// The units in which a rule holds or comes nearest to it, those first in which the fewest of its parts fail, in order of
  /// place; at most `limit`. Only units in which something that the rule looks for is found.
  [[nodiscard]] std::vector<Attempt> nearest(const packs::Rule& rule, std::size_t limit) const;
  /// Whether a concept, by its index, stands anywhere in the text, in the title or in the file name.
  [[nodiscard]] bool says(std::uint32_t item) const;
  /// Whether a block is a cell of the row that names the columns of its table.
  [[nodiscard]] bool is_column_name(std::int32_t block) const;
  /// The verbatim bytes of a range.
  [[nodiscard]] document::Span source(Range range) const { return normalized_.source(range); }

 private:
  struct UnitPlace {
    Range range;
    std::int32_t block = -1;
    /// The sentences that what begins in the range may begin in; where they are one, the range is of that sentence.
    std::uint32_t first_sentence = 1;
    std::uint32_t last_sentence = 0;
  };
  enum class Known : std::uint8_t { nothing, fails, holds };

  /// What stands in a part of a unit, in a block, and in any range.
  [[nodiscard]] static UnitPlace part_of(const UnitPlace& unit, Range range) {
    return {range, unit.block, unit.first_sentence, unit.last_sentence};
  }
  [[nodiscard]] UnitPlace sentence_unit(std::size_t sentence) const;
  [[nodiscard]] UnitPlace block_unit(std::size_t block) const;
  [[nodiscard]] UnitPlace range_unit(Range range, std::int32_t block) const;

  /// Whether Candidates leaves room for it to hold.
  [[nodiscard]] bool may_hold(FormulaId id, const UnitPlace& unit) const {
    return unit.first_sentence == unit.last_sentence ? candidates_.may_hold(Candidates::Level::sentence, id, unit.first_sentence)
                                                     : candidates_.anywhere(id);
  }
  /// Whether an expression holds in a unit; where it does, what was found goes to `spans` if there are any.
  [[nodiscard]] bool holds(FormulaId id, const UnitPlace& unit, std::vector<Range>* spans) const;
  [[nodiscard]] bool holds_concept(FormulaId id, const UnitPlace& unit, std::vector<Range>* spans) const;
  /// What `near` and `then` work with: where each child stands, how far it reaches up to there, what is chosen.
  struct Lists {
    std::vector<std::vector<Range>> places;
    std::vector<std::vector<std::uint32_t>> farthest;
    std::vector<Range> chosen;
  };
  /// Lists for as long as this lives; their memory is used again.
  class PlaceLists {
   public:
    PlaceLists(const DocumentScan& scan, std::size_t count);
    ~PlaceLists() { --scan_.lists_in_use_; }
    PlaceLists(const PlaceLists&) = delete;
    PlaceLists& operator=(const PlaceLists&) = delete;
    [[nodiscard]] Lists& get() const { return *lists_; }

   private:
    const DocumentScan& scan_;
    Lists* lists_;
  };
  /// Where each child stands, in order; false where one does not.
  [[nodiscard]] bool find_places(const Formula& formula, const UnitPlace& unit, Lists& lists) const;
  [[nodiscard]] bool holds_near(const Formula& formula, const UnitPlace& unit, std::vector<Range>* spans) const;
  [[nodiscard]] bool holds_then(const Formula& formula, const UnitPlace& unit, std::vector<Range>* spans) const;
  /// Whether it holds in a block, taken for itself.
  [[nodiscard]] bool holds_in_block(FormulaId id, std::int32_t block) const;
  [[nodiscard]] bool holds_key(FormulaId id, const UnitPlace& unit) const;
  [[nodiscard]] bool holds_title(FormulaId id) const;
  [[nodiscard]] bool holds_section(FormulaId id, std::int32_t block) const;
  /// What is the same for every unit: document, title, role, owner, state.
  [[nodiscard]] bool holds_everywhere(FormulaId id) const;
  /// `id` is that of the expression.
  [[nodiscard]] Trial try_out(const packs::Expression& expression, FormulaId id, const UnitPlace& unit) const;
  template <class Each>
  void each_unit(std::size_t rule, Search search, const Each& each) const;
  [[nodiscard]] std::vector<UnitPlace> sections_with(FormulaId match) const;
  [[nodiscard]] UnitPlace document_unit(std::int32_t block) const;
  [[nodiscard]] bool in_title(std::uint32_t item) const;
  /// Whether a concept stands in a range of the unit; its places there.
  [[nodiscard]] bool any_cue(std::uint32_t cue, const UnitPlace& unit) const;
  bool find_cue(std::uint32_t cue, const UnitPlace& unit, std::vector<Range>& out) const;
  /// How many words stand between two places; counted only up to one more than `limit`.
  [[nodiscard]] std::uint32_t words_between(std::uint32_t begin, std::uint32_t end, std::uint32_t limit) const;
  [[nodiscard]] Range section_range(std::int32_t block) const;
  [[nodiscard]] Range row_range(std::int32_t block) const;
  /// Whether of(unit) for something that gives meaning to a block: a heading above, the introduction of its list, the header of
  /// its column, the label of its row.
  template <class Of>
  bool any_context(std::int32_t block, const Of& of) const;
  /// Whether a heading may be the key of a block below: of the cells of a table only where no other text stands between.
  [[nodiscard]] bool names_directly(std::int32_t heading, std::size_t block) const;
  /// The same for blocks that may be its key: column header, row label, a short heading.
  template <class Of>
  bool any_key_block(std::int32_t block, const Of& of) const;
  /// The match of a rule, by its index, in a unit where it holds.
  [[nodiscard]] Match match_of(std::size_t index, const UnitPlace& unit, const std::vector<Range>& touched) const;
  /// The sentence around a place within the unit.
  [[nodiscard]] UnitPlace sentence_at(const packs::Rule& rule, const UnitPlace& unit, std::uint32_t at) const;
  [[nodiscard]] Reading read(std::size_t rule, const UnitPlace& unit, const UnitPlace& sentence,
                             const std::vector<Range>& touched) const;
  /// What is said of a whole statement, whatever it is about: that it is not told, will follow, is another's, is asked of
  /// reporters.
  void read_frame(const UnitPlace& sentence, const std::vector<Range>& touched, Reading& reading) const;
  /// Whether a cue speaks of what was touched in the sentence: it stands before it, hangs on behind it, or stands above the
  /// block.
  [[nodiscard]] bool frames(std::uint32_t cue, const UnitPlace& sentence, const std::vector<Range>& touched) const;
  /// The same for places of a cue in the sentence.
  [[nodiscard]] bool frames(const std::vector<Range>& found, const UnitPlace& sentence, const std::vector<Range>& touched) const;
  /// Whether one of the places hangs on right behind what was touched of the sentence, and not in a clause of its own.
  [[nodiscard]] bool hangs_on(const std::vector<Range>& found, const UnitPlace& sentence,
                              const std::vector<Range>& touched) const;
  /// Whether a refusal reaches something that was touched.
  [[nodiscard]] bool is_refused(const UnitPlace& sentence, const std::vector<Range>& touched) const;
  /// What stands outside the sentence and says how it is meant.
  void read_remarks(const UnitPlace& sentence, Reading& reading) const;
  void add_remarks(const Cues::Remarks& cues, const UnitPlace& place, Reading& reading) const;
  void take_back(const UnitPlace& behind, Reading& reading) const;
  /// Whether one of `cue` is the one who does what the rule found: as the subject before it, or behind "by". One whom the rule
  /// itself asks for does not count.
  [[nodiscard]] bool is_done_by(std::uint32_t cue, const UnitPlace& sentence, const std::vector<Range>& touched) const;
  /// Whether the document is a list or a report of weaknesses: its states are those of their repair.
  [[nodiscard]] bool lists_findings() const;
  /// Whether the reader is asked to do what the rule found.
  [[nodiscard]] bool is_demanded(const UnitPlace& sentence, const std::vector<Range>& touched) const;
  /// Whether a maker whom the rest of the document does not know, by its name, does or says what the rule found.
  [[nodiscard]] bool is_of_named(const UnitPlace& sentence, const std::vector<Range>& touched) const;
  /// Whether somebody speaks of himself as "we": such a text gives others their names.
  [[nodiscard]] bool speaks_as_we() const;
  /// Whether the words of a range, verbatim, are such a name.
  [[nodiscard]] bool is_foreign_name(Range range) const;
  /// Who acts, and who is asked to act.
  void read_agent(std::size_t rule, const UnitPlace& sentence, const std::vector<Range>& touched, Reading& reading) const;
  /// Whether a sentence has at most so many words.
  [[nodiscard]] bool is_short(Range range, std::uint32_t most_words) const {
    return words_between(range.begin, range.end, most_words) + 2 <= most_words;
  }
  /// Where a cue stands in a sentence, but not where it is only supposed.
  [[nodiscard]] std::vector<Range> stated(std::uint32_t cue, const UnitPlace& sentence) const;
  [[nodiscard]] bool is_negated(std::size_t rule, const UnitPlace& unit, const std::vector<Range>& touched,
                                const UnitPlace& sentence_place, const std::vector<Range>& exceptions) const;
  /// Whether a cue stands in what stands above a block: headings, the introduction of a list, labels; there or in the sentence.
  [[nodiscard]] bool above(std::uint32_t cue, std::int32_t block) const;
  /// Whether `part` of a sentence, which ends where a denial begins, is cut off by a comma and says all that the rule asks for:
  /// "within 10 days, not on the same day".
  [[nodiscard]] bool stands_before(std::size_t rule, const UnitPlace& unit, Range part) const;
  /// Whether the cells of a row stand together in the text; in sheets and on pages they need not.
  [[nodiscard]] bool rows_are_text() const;
  /// What to show of a match in a row, whose first place is in the sentence `first`: all of it where its cells stand together,
  /// else the cell in which most was found.
  [[nodiscard]] UnitPlace shown_of_row(const UnitPlace& row, const UnitPlace& first, const std::vector<Range>& touched) const;
  /// What to show of a match that begins at `at`, in `sentence`.
  [[nodiscard]] document::Span quote_of(std::uint32_t at, const UnitPlace& sentence, const std::vector<Range>& touched) const;
  [[nodiscard]] std::uint32_t limit_of(const packs::Rule& rule, const UnitPlace& unit) const;
  [[nodiscard]] std::vector<std::string> names_of(std::size_t rule, const UnitPlace& unit) const;
  /// The key at the beginning of `text`; empty where there is none.
  [[nodiscard]] Range key_at(Range text) const;
  /// The keys at the beginnings of the unit's lines; valid until the next call.
  [[nodiscard]] const std::vector<Range>& inline_keys(const UnitPlace& unit) const;

  const RuleSet& rules_;
  const document::Document& document_;
  const document::Facts& facts_;
  std::uint32_t unknown_;
  Normalized normalized_;
  Occurrences occurrences_;
  /// A bit for each concept found in the title and the file name.
  std::vector<std::uint64_t> title_concepts_;
  /// Whether the document says where it begins that all of it is planned.
  bool planned_document_ = false;
  /// Whether a box is ticked anywhere.
  bool has_ticks_ = false;
  Layout layout_;
  mutable Candidates candidates_;
  /// What is known of expressions: of the document (document, title), of each section (section).
  mutable std::vector<Known> in_document_;
  mutable std::map<FormulaId, std::vector<Known>> in_section_;
  mutable std::vector<std::unique_ptr<Lists>> lists_;
  mutable std::size_t lists_in_use_ = 0;
  /// Whether Candidates is asked before an expression is looked at.
  mutable bool asks_candidates_ = true;
  /// Names that were asked for, and whether they are those of others.
  mutable std::map<std::string, bool> foreign_names_;
  mutable std::optional<bool> speaks_as_we_;
  /// The unit whose keys were looked for last, and these.
  mutable Range keyed_unit_;
  mutable std::vector<Range> inline_keys_;
};

}  // namespace crosswalk::matching
