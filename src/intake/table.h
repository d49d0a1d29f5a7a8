// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "intake/intake.h"

namespace crosswalk::intake {

/// The members of a case that a column can become: "title", "events.aware", "affected.versions".
std::vector<std::string> table_members();

/// A usual name of a column, and the member that it is taken for.
struct Synonym {
  /// In small letters, words with one space between them.
  std::string_view name;
  /// Empty: known, and left out, as a case does not keep it.
  std::string_view member;
};
/// All usual names, by member.
std::span<const Synonym> synonyms();

/// Rows of a table by their columns.
class Sheet {
 public:
  /// All tables of a document, in its order; the document has to stay.
  static std::vector<Sheet> all_of(const document::Document& document);

  /// The columns that have a name, with the text of it; empty where no row holds names.
  [[nodiscard]] const std::map<std::int32_t, std::string>& names() const { return names_; }
  /// Below the names, in order: number and cells, by column. Rows without a cell are left out.
  struct Row {
    std::int32_t number = 0;
    std::map<std::int32_t, std::string> cells;
  };
  /// All of them.
  [[nodiscard]] const std::vector<Row>& rows() const { return rows_; }
  /// "cell C7", "sheet Reports, cell C7"; "row 7"; "C".
  [[nodiscard]] std::string cell_place(std::int32_t row, std::int32_t column) const;
  [[nodiscard]] std::string row_place(std::int32_t row) const;
  [[nodiscard]] std::string column_place(std::int32_t column) const;

  /// The sheet's name; empty where it has none.
  [[nodiscard]] const std::string& name() const { return table_->sheet; }

 private:
  explicit Sheet(const document::Table& table) : table_(&table) {}
  void add(std::int32_t row, std::int32_t column, std::string text);

  const document::Table* table_;
  std::map<std::int32_t, std::string> names_;
  std::vector<Row> rows_;
};

/// A column's name as synonyms() has it: small letters, signs as spaces.
std::string plain_name(std::string_view name);

/// Which member each named column is for: what the user says, then the usual names. What cannot be is an error of `remarks`: a
/// member that no case has, two columns for a member of which there is one.
std::map<std::int32_t, std::string> map_columns(const Sheet& sheet, const Options& options, std::vector<Remark>& remarks);

/// One case per row of the tables of a document. Cells that cannot be understood are errors of their row: words that are not in
/// their list, dates, vectors, ranges of versions; columns that were left out are remarks of the file.
Intake cases_of_tables(const document::Document& document, Format format, const Options& options);

}  // namespace crosswalk::intake
