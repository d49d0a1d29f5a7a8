// SPDX-License-Identifier: Apache-2.0
#include "gathering/tables.h"

#include <algorithm>
#include <cstdint>
#include <optional>
#include <set>
#include <utility>

#include "base/text.h"
#include "gathering/cells.h"
#include "gathering/columns.h"
#include "intake/table.h"

namespace crosswalk::gathering {
namespace {

using intake::Sheet;
using release::FieldSpec;
using release::GroupSpec;

/// What each column of a sheet is for: a field, closed_rows, or "" where it is left out on purpose.
using Mapping = std::map<std::int32_t, std::string>;

std::optional<std::string> usual_field(const GroupSpec& group, const std::string& column) {
  const std::string plain = intake::plain_name(column);
  for (const ColumnName& each : column_names()) {
    if (each.group == group.name && each.name == plain) return std::string(each.field);
  }
  std::string field = plain;
  std::replace(field.begin(), field.end(), ' ', '_');
  return group.find(field) != nullptr ? std::optional(field) : std::nullopt;
}

class TableTaker {
 public:
  TableTaker(std::string_view name, const TableOptions& options, Gathering& out) : name_(name), options_(options), out_(out) {}

  void take(const Sheet& sheet) {
    sheet_ = &sheet;
    for (const auto& [column, text] : sheet.names()) seen_.insert(text);
    const GroupSpec* group = group_of_sheet();
    if (group == nullptr) return;
    const Mapping mapping = map_columns(*group, true);
    for (const Sheet::Row& row : sheet.rows()) take_row(*group, mapping, row);
  }

  void finish() {
    for (const auto& [column, field] : options_.columns) {
      if (!seen_.contains(column))
        out_.remarks.error(name_, 0, 0, "there is no column '" + column + "'",
                           "there are: " + base::join({seen_.begin(), seen_.end()}, ", "));
    }
  }

 private:
  [[nodiscard]] std::string place(std::string_view where) const { return name_ + ", " + std::string(where); }
  [[nodiscard]] std::string sheet_place() const { return sheet_->name().empty() ? name_ : place("sheet " + sheet_->name()); }

  /// Whether sheet or file are called as tables of the group are.
  [[nodiscard]] bool is_called(const GroupSpec& group) const {
    const std::string file = name_.substr(name_.find_last_of('/') + 1);
    const std::string words = " " + intake::plain_name(sheet_->name()) + " " + intake::plain_name(file) + " ";
    return std::any_of(table_names().begin(), table_names().end(), [&](const TableName& each) {
      return each.group == group.name && words.find(" " + std::string(each.word) + " ") != std::string::npos;
    });
  }

  /// How well the sheet's columns fit a group; 0: not at all.
  [[nodiscard]] int fit(const GroupSpec& group) {
    const auto needed = needed_columns(group.name);
    const Mapping mapping = map_columns(group, false);
    const bool has_needed = std::any_of(mapping.begin(), mapping.end(), [&](const auto& each) {
      return std::find(needed.begin(), needed.end(), each.second) != needed.end();
    });
    if (!has_needed) return 0;
    constexpr int by_user = 100;
    constexpr int by_name = 4;
    int out = is_called(group) ? by_name : 0;
    for (const auto& [column, field] : mapping) out += field.empty() ? 0 : 1;
    // What the user says of a column that is here.
    for (const auto& [column, text] : sheet_->names()) {
      const auto said = options_.columns.find(text);
      if (said != options_.columns.end() && said->second.starts_with(std::string(group.name) + ".")) out += by_user;
    }
    return out;
  }

  const GroupSpec* group_of_sheet() {
    if (sheet_->names().empty()) {
      out_.remarks.warning(sheet_place(), 0, 0, "left out: no row of names of columns was found");
      return nullptr;
    }
    int best = 0;
    std::vector<const GroupSpec*> found;
    for (const GroupSpec& group : release::groups()) {
      const int fits = fit(group);
      if (fits == 0 || fits < best) continue;
      if (fits > best) found.clear();
      best = fits;
      found.push_back(&group);
    }
    // One column alone is in many tables.
    constexpr int enough = 2;
    if (best < enough) {
      out_.remarks.warning(
          sheet_place(), 0, 0,
          "left out: its columns are none of risks, components, accounts, interfaces, findings or vulnerabilities",
          "say what one is with --column GROUP.FIELD=NAME");
      return nullptr;
    }
    if (found.size() > 1) {
      out_.remarks.error(sheet_place(), 0, 0,
                         "its rows can be '" + std::string(found[0]->name) + "' or '" + std::string(found[1]->name) + "'",
                         "say what a column is with --column GROUP.FIELD=NAME");
      return nullptr;
    }
    return found[0];
  }

  [[nodiscard]] Mapping map_columns(const GroupSpec& group, bool tell) {
    Mapping out;
    std::set<std::string> taken;
    for (const auto& [column, text] : sheet_->names()) {
      const std::optional<std::string> field = field_of(group, text);
      const std::string where =
          place((sheet_->name().empty() ? "" : "sheet " + sheet_->name() + ", ") + "column " + sheet_->column_place(column));
      if (!field || field->empty()) {
        if (tell)
          out_.remarks.warning(where, 0, 0, "'" + text + "' left out",
                               "--column " + std::string(group.name) + ".FIELD=\"" + text + "\" takes it");
        continue;
      }
      const FieldSpec* spec = group.find(*field);
      const bool several = spec != nullptr && release::takes_several(spec->kind);
      if (!taken.insert(*field).second && !several) {
        if (tell)
          out_.remarks.error(where, 0, 0, "another column is taken for '" + *field + "' already",
                             "--column \"-=" + text + "\" leaves this one out");
        continue;
      }
      out[column] = *field;
    }
    return out;
  }

  /// What the user says, then the usual names; nothing where nobody knows.
  [[nodiscard]] std::optional<std::string> field_of(const GroupSpec& group, const std::string& column) const {
    const auto said = options_.columns.find(column);
    if (said == options_.columns.end()) return usual_field(group, column);
    const std::size_t dot = said->second.find('.');
    if (dot == std::string::npos || said->second.substr(0, dot) != group.name) return std::string();
    return said->second.substr(dot + 1);
  }

  void take_row(const GroupSpec& group, const Mapping& mapping, const Sheet::Row& row) {
    release::Entry entry;
    entry.line = row.number;
    for (const auto& [column, text] : row.cells) {
      const auto field = mapping.find(column);
      if (field == mapping.end()) continue;
      const std::string where = place(sheet_->cell_place(row.number, column));
      if (field->second == closed_rows) {
        if (!is_closed(text)) continue;
        out_.remarks.warning(where, 0, 0, "the row is left out: it is '" + text + "'");
        return;
      }
      put(group, *group.find(field->second), text, where, entry);
    }
    if (group.name == "interfaces") take_transport(entry);
    if (entry.facts.empty()) return;
    if (group.name == "items" || group.name == "accounts" || group.name == "interfaces") make_id(entry);
    out_.entries.push_back({std::string(group.name), std::move(entry)});
  }

  static bool is_closed(const std::string& text) {
    const std::string word = intake::plain_name(text);
    return word == "closed" || word == "resolved" || word == "eliminated" || word == "obsolete" || word == "rejected";
  }

  void put(const GroupSpec& group, const FieldSpec& field, const std::string& text, const std::string& where,
           release::Entry& entry) {
    auto values = values_of(group.name, field, text, options_.order);
    if (!values) {
      out_.remarks.error(where, 0, 0, "'" + std::string(field.name) + "': " + values.error().detail);
      return;
    }
    release::Fact& fact = entry.facts[std::string(field.name)];
    for (std::string& value : *values) {
      if (value.size() > intake::most_text) {
        out_.remarks.error(where, 0, 0, "it has more than " + std::to_string(intake::most_text) + " bytes");
        continue;
      }
      fact.texts.push_back(std::move(value));
    }
    if (fact.origin.empty()) fact.origin = where;
    if (fact.texts.empty()) entry.facts.erase(std::string(field.name));
  }

  /// What has a name and no id gets one of its name; ids of risks and findings are in records elsewhere, and nobody makes them
  /// up.
  static void make_id(release::Entry& entry) {
    const release::Fact* name = entry.find("name");
    if (name == nullptr || entry.find("id") != nullptr) return;
    const std::string id = id_of(name->texts[0]);
    const std::string origin = name->origin;
    if (!id.empty()) entry.facts["id"] = {{id}, 0, 0, origin};
  }

  /// "TCP" in a column of protocols says how it is transported.
  static void take_transport(release::Entry& entry) {
    const auto protocol = entry.facts.find("protocol");
    if (protocol == entry.facts.end() || entry.find("transport") != nullptr) return;
    const std::string word = base::to_lower(protocol->second.texts[0]);
    if (word != "tcp" && word != "udp") return;
    entry.facts["transport"] = {{word}, 0, 0, protocol->second.origin};
    entry.facts.erase("protocol");
  }

  std::string name_;
  const TableOptions& options_;
  Gathering& out_;
  const Sheet* sheet_ = nullptr;
  std::set<std::string> seen_;
};

}  // namespace

Gathering gather_tables(const document::Document& document, std::string_view name, const TableOptions& options) {
  Gathering out;
  for (const std::string& warning : document.warnings) out.remarks.error(name, 0, 0, warning);
  TableTaker taker(name, options, out);
  const auto sheets = Sheet::all_of(document);
  if (sheets.empty()) out.remarks.error(name, 0, 0, "it has no table");
  for (const Sheet& sheet : sheets) taker.take(sheet);
  taker.finish();
  return out;
}

}  // namespace crosswalk::gathering
