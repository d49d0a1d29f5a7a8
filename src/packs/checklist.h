// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "base/words.h"
#include "document/document.h"
#include "packs/loader.h"
#include "packs/pack.h"

namespace crosswalk::packs {

/// One question of a checklist.
struct ChecklistItem {
  /// What is asked for; equal to `question` where the checklist has only one of them.
  std::string requirement;
  std::string question;
  /// What its author expects to see, and what helps to understand it; each may be empty.
  std::string evidence;
  std::string guidance;
  Level level = Level::shall;
  /// Its own id or the end of its number ("REQ-7", "a"); may be empty.
  std::string label;
  /// "sheet "Release", row 7"; empty where it is not known.
  std::string origin;
};

/// The questions of one clause or section.
struct ChecklistClause {
  /// Without white space and slashes: "5.8.2".
  std::string number;
  std::string title;
  std::vector<ChecklistItem> items;
};

/// A checklist, and what of its file did not become a part of it.
struct Checklist {
  std::vector<ChecklistClause> clauses;
  /// For each table a sentence that says which column was read as what, and which was not read.
  std::vector<std::string> columns;
  /// For each row that became nothing, where it stands and what it says.
  std::vector<std::string> left_out;
  /// What was taken for something that it does not quite say.
  std::vector<std::string> remarks;

  /// Number of questions.
  [[nodiscard]] std::size_t size() const;
};

/// What a column of a checklist holds.
enum class ChecklistColumn : std::uint8_t { clause, id, section, requirement, question, evidence, guidance, level };

/// Which tables and columns are read where their names do not tell.
struct ChecklistChoice {
  /// A column, and its letter in the sheet ("C") or its name.
  std::vector<std::pair<ChecklistColumn, std::string>> columns;
  /// Names of sheets; empty: all.
  std::vector<std::string> sheets;
};

/// Finds the questions in the tables of a document. The row with the names of the columns is found by names in use for them, in
/// English and German; titles above it, rows that head a section, numbers and requirements that stand once for several rows are
/// understood. Errors: usage, where `choice` names what is not there; malformed_pack, naming `file`, where no table has
/// requirements or questions, or there are more than 1000.
base::Result<Checklist> read_checklist(const document::Document& document, const ChecklistChoice& choice, std::string_view file);

/// Reads a list of questions: one a line; a line that begins with "#" is the title of the section below it. Marks of lists ("-",
/// "*", "3.", "[ ]") are left out. Errors: malformed_pack, naming `file`, where there is no question, or more than 1000.
base::Result<Checklist> read_question_list(std::string_view list, std::string_view title, std::string_view file);

/// The files of a pack that only asks what the checklist asks; each section becomes a clause. `file` is the name of the
/// checklist's own file, or empty. The result loads without a word of lint, and reviews propose passages for each question.
/// Errors: as new_pack().
base::Result<Files> checklist_pack(std::string_view id, std::string_view title, const Checklist& checklist,
                                   std::string_view file);

/// An id for a pack from any text, such as a file's name; "checklist" where nothing is left of it.
std::string pack_id_of(std::string_view text);

}  // namespace crosswalk::packs

namespace crosswalk::base {

template <>
struct Words<packs::ChecklistColumn> {
  static constexpr std::array<std::string_view, 8> names{"clause",   "id",       "section",  "requirement",
                                                         "question", "evidence", "guidance", "level"};
};

}  // namespace crosswalk::base
