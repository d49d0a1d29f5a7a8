// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "document/document.h"
#include "gathering/gathered.h"
#include "intake/intake.h"

namespace crosswalk::gathering {

/// What the user says of tables.
struct TableOptions {
  intake::DateOrder order = intake::DateOrder::unsaid;
  /// For a column, by its name as it stands there: "risks.description", or "-" to leave it out.
  std::map<std::string, std::string> columns;
};

/// Rows of CSV and XLSX files as entries of `risks`, `known_vulnerabilities`, `items`, `accounts`, `interfaces` or `findings`:
/// which of them a table holds is told by its columns, its sheet's or its file's name, or by `options`. Cells that cannot be
/// understood are errors with their cell; a table that could be of two groups is one, too; columns, and rows of risks that are
/// closed, are left out with a word. `name` is the file's name for origins: "risks.xlsx, sheet Risks, cell C7".
Gathering gather_tables(const document::Document& document, std::string_view name, const TableOptions& options);

}  // namespace crosswalk::gathering
