// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

namespace crosswalk::gathering {

/// A usual name of a column in tables of a group.
struct ColumnName {
  std::string_view group;
  /// In small letters, words with one space between them (intake::plain_name()).
  std::string_view name;
  /// The field; empty: known, and left out; closed_rows: what says which rows are done with.
  std::string_view field;
};

/// In place of a field: rows whose cell says that they are closed are left out.
inline constexpr std::string_view closed_rows = "@closed";

/// All usual names, by group. Fields go by their own names besides.
std::span<const ColumnName> column_names();

/// What a table of a group is called, as sheet or file.
struct TableName {
  std::string_view group;
  std::string_view word;
};
/// All of them.
std::span<const TableName> table_names();

/// What a row of a group cannot do without: one of these fields; groups that no table is read for have none.
std::span<const std::string_view> needed_columns(std::string_view group);

}  // namespace crosswalk::gathering
