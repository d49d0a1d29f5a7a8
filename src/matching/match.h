// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
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

/// One document with all hits of a rule set in it.
class DocumentScan {
 public:
  /// Which units are looked at: those that Candidates names, or all of them, to prove that it leaves none out.
  enum class Search : std::uint8_t { candidates, every_unit };

  /// All but `scratch` have to outlive it.
  DocumentScan(const RuleSet& rules, const document::Document& document, const document::Facts& facts, std::string_view path,
               Scanner::Scratch& scratch);
  DocumentScan(const DocumentScan&) = delete;
  DocumentScan& operator=(const DocumentScan&) = delete;

  /// Every rule at every place where it holds, in order of rule and place; at most `limit` places a rule.
  [[nodiscard]] std::vector<Match> matches(std::size_t limit = 50, Search search = Search::candidates) const;

  /// The units in which a rule holds or comes nearest to it, those first in which the fewest of its parts fail, in order of
  /// place; at most `limit`. Only units in which something that the rule looks for is found.
  [[nodiscard]] std::vector<Attempt> nearest(const packs::Rule& rule, std::size_t limit) const;
  /// Whether a block is a cell of the row that names the columns of its table.
  [[nodiscard]] bool is_column_name(std::int32_t block) const;
  /// The verbatim bytes of a range.
  [[nodiscard]] document::Span source(Range range) const { return normalized_.source(range); }

 private:
  struct UnitPlace {
    Range range;
    std::int32_t block = -1;
  };
  enum class Known : std::uint8_t { nothing, fails, holds };

  [[nodiscard]] bool holds(const packs::Expression& expression, const UnitPlace& unit, std::vector<Range>* spans) const;
  [[nodiscard]] bool holds_concept(std::uint32_t index, const UnitPlace& unit, std::vector<Range>* spans) const;
  [[nodiscard]] bool holds_near(const packs::Expression& expression, const UnitPlace& unit, std::vector<Range>* spans) const;
  [[nodiscard]] bool holds_then(const packs::Expression& expression, const UnitPlace& unit, std::vector<Range>* spans) const;
  [[nodiscard]] bool holds_in(const packs::Expression& expression, const std::vector<Range>& ranges) const;
  [[nodiscard]] bool holds_title(const packs::Expression& expression) const;
  [[nodiscard]] bool holds_section(const packs::Expression& expression, std::int32_t block) const;
  /// What is the same for every unit: document, title, role, owner, state.
  [[nodiscard]] bool holds_everywhere(const packs::Expression& expression) const;
  [[nodiscard]] Trial try_out(const packs::Expression& expression, const UnitPlace& unit) const;
  template <class Each>
  void each_unit(const packs::Rule& rule, Search search, const Each& each) const;
  [[nodiscard]] UnitPlace unit_at(packs::Unit kind, std::uint32_t offset) const;
  [[nodiscard]] std::pair<const Hit*, const Hit*> hits_of(std::uint32_t index) const;
  [[nodiscard]] bool any_hit(std::uint32_t cue, Range range) const;
  /// How many words stand between two places; counted only up to one more than `limit`.
  [[nodiscard]] std::uint32_t words_between(std::uint32_t begin, std::uint32_t end, std::uint32_t limit) const;
  [[nodiscard]] Range section_range(std::int32_t block) const;
  [[nodiscard]] Range row_range(std::int32_t block) const;
  [[nodiscard]] const std::vector<Range>& contexts_of(std::int32_t block) const;
  /// Whether a heading may be the key of a block below: of the cells of a table only where no other text stands between.
  [[nodiscard]] bool names_directly(std::int32_t heading, std::size_t block) const;
  [[nodiscard]] const std::vector<Range>& keys_of(std::int32_t block) const;
  [[nodiscard]] Reading read(const packs::Rule& rule, const UnitPlace& unit, const std::vector<Range>& touched) const;
  /// What is said of a whole statement, whatever it is about: that it is not told, will follow, is another's, is asked of
  /// reporters.
  void read_frame(Range sentence, std::int32_t block, const std::vector<Range>& touched, Reading& reading) const;
  /// Whether a cue speaks of what was touched in the sentence: it stands before it, hangs on behind it, or stands above the
  /// block.
  [[nodiscard]] bool frames(std::uint32_t cue, Range sentence, std::int32_t block, const std::vector<Range>& touched) const;
  [[nodiscard]] bool is_negated(const packs::Rule& rule, const UnitPlace& unit, const std::vector<Range>& touched, Range sentence,
                                const std::vector<Range>& exceptions) const;
  /// Whether a cue stands in the sentence or in what stands above its block: headings, the introduction of a list, labels.
  [[nodiscard]] bool around(std::uint32_t cue, Range sentence, std::int32_t block) const;
  /// Whether `part` of a sentence, which ends where a denial begins, is cut off by a comma and says all that the rule asks for:
  /// "within 10 days, not on the same day".
  [[nodiscard]] bool stands_before(const packs::Rule& rule, const UnitPlace& unit, Range part) const;
  [[nodiscard]] document::Span quote_of(const UnitPlace& unit, const std::vector<Range>& touched) const;
  [[nodiscard]] std::uint32_t limit_of(const packs::Rule& rule, const UnitPlace& unit) const;
  [[nodiscard]] std::vector<std::string> names_of(const packs::Rule& rule, const UnitPlace& unit) const;
  /// The key at the beginning of `text`; empty where there is none.
  [[nodiscard]] Range key_at(Range text) const;
  /// The keys at the beginnings of the unit's lines; valid until the next call.
  [[nodiscard]] const std::vector<Range>& inline_keys(const UnitPlace& unit) const;

  const RuleSet& rules_;
  const document::Document& document_;
  const document::Facts& facts_;
  Normalized normalized_;
  std::vector<Hit> hits_;
  /// First hit of each concept in hits_, with one more entry for the end.
  std::vector<std::uint32_t> first_hit_;
  /// Concepts found in the title and the file name.
  std::vector<bool> title_concepts_;
  /// Whether the document says where it begins that all of it is planned.
  bool planned_document_ = false;
  /// Whether a box is ticked anywhere.
  bool has_ticks_ = false;
  Layout layout_;
  mutable Candidates candidates_;
  /// What is known of numbered expressions: of the document (document, title), of each section (section).
  mutable std::vector<Known> in_document_;
  mutable std::vector<std::vector<Known>> in_section_;
  mutable std::vector<std::vector<Range>> contexts_;
  mutable std::vector<std::vector<Range>> keys_;
  mutable std::vector<std::uint8_t> known_;
  /// The unit whose keys were looked for last, and these.
  mutable Range keyed_unit_;
  mutable std::vector<Range> inline_keys_;
};

}  // namespace crosswalk::matching
