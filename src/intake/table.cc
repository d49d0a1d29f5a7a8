// SPDX-License-Identifier: Apache-2.0
#include "intake/table.h"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "artifacts/cvss/vector.h"
#include "artifacts/ids/ids.h"
#include "base/text.h"
#include "intake/moment.h"
#include "intake/versions.h"

namespace crosswalk::intake {
namespace {

using disclosure::Case;

constexpr auto kSynonyms = std::to_array<Synonym>({
    {"title", "title"},
    {"summary", "title"},
    {"subject", "title"},
    {"vulnerability", "title"},
    {"name", "title"},
    {"description", "description"},
    {"details", "description"},
    {"vulnerability description", "description"},
    {"cve", "ids"},
    {"cves", "ids"},
    {"cve id", "ids"},
    {"cve ids", "ids"},
    {"vulnerability id", "ids"},
    {"ghsa", "ids"},
    {"cwe", "weaknesses"},
    {"cwe id", "weaknesses"},
    {"weakness", "weaknesses"},
    {"source", "source.kind"},
    {"found by", "source.kind"},
    {"reporter", "source.reporter"},
    {"reported by", "source.reporter"},
    {"reference", "source.reference"},
    {"ticket", "source.reference"},
    {"ticket id", "source.reference"},
    {"issue", "source.reference"},
    {"issue id", "source.reference"},
    {"key", "source.reference"},
    {"credit", "source.credit"},
    {"acknowledgement", "source.credit"},
    {"aware", "events.aware"},
    {"aware on", "events.aware"},
    {"awareness date", "events.aware"},
    {"date of awareness", "events.aware"},
    {"received", "events.aware"},
    {"received on", "events.aware"},
    {"date received", "events.aware"},
    {"reported on", "events.aware"},
    {"date reported", "events.aware"},
    {"component", "components.name"},
    {"component name", "components.name"},
    {"package", "components.name"},
    {"component version", "components.version"},
    {"purl", "components.purl"},
    {"package url", "components.purl"},
    {"cvss", "ratings.vector"},
    {"cvss vector", "ratings.vector"},
    {"cvss v3", "ratings.vector"},
    {"cvss v4", "ratings.vector"},
    {"vector", "ratings.vector"},
    {"product", "affected.product"},
    {"affected product", "affected.product"},
    {"affected versions", "affected.versions"},
    {"versions affected", "affected.versions"},
    {"status", "affected.status"},
    {"affected status", "affected.status"},
    {"vex status", "affected.status"},
    {"justification", "affected.justification"},
    {"vex justification", "affected.justification"},
    {"impact statement", "affected.impact_statement"},
    {"harm", "clinical.harm"},
    {"patient harm", "clinical.harm"},
    {"clinical impact", "clinical.harm"},
    {"risk", "clinical.risk"},
    {"risk of patient harm", "clinical.risk"},
    {"stage", "stage"},
    {"outcome", "outcome"},
    {"reason", "outcome_reason"},
    {"resolution", "resolution.kind"},
    {"remediation", "resolution.details"},
    {"resolution details", "resolution.details"},
    {"fixed in", "resolution.fixed"},
    {"fixed version", "resolution.fixed"},
    {"fix version", "resolution.fixed"},
    {"embargo", "distribution.embargo_until"},
    {"embargo until", "distribution.embargo_until"},
    {"tlp", "distribution.tlp"},
    {"cvss score", ""},
    {"score", ""},
    {"severity", ""},
    {"priority", ""},
    {"no", ""},
    {"nr", ""},
});

std::string list_of(const std::vector<std::string>& words) { return base::join(words, ", "); }

/// A cell that is being taken into a case.
struct Cell {
  std::string_view text;
  std::string place;
  Entry& entry;
  const Options& options;

  void error(std::string what) const { entry.error(place, std::move(what)); }
};

template <class Enum>
void take_word(const Cell& cell, Enum& out) {
  std::string word = base::to_lower(base::collapse_space(cell.text));
  std::replace_if(
      word.begin(), word.end(), [](char c) { return c == ' ' || c == '-'; }, '_');
  if (const auto found = base::from_word<Enum>(word)) {
    out = *found;
  } else {
    cell.error("'" + beginning_of(cell.text, 60) + "' is none of: " + list_of(base::words<Enum>()));
  }
}

void take_tlp(const Cell& cell, disclosure::Tlp& out) {
  if (const auto found = disclosure::tlp_named(cell.text)) {
    out = *found;
  } else {
    cell.error("'" + beginning_of(cell.text, 60) + "' is none of: " + std::string(disclosure::tlp_words));
  }
}

/// The parts of a cell that holds several values: on lines, or with ',' or ';' between them.
std::vector<std::string_view> parts_of(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && text[i] != ',' && text[i] != ';' && text[i] != '\n') continue;
    const std::string_view part = base::trim(text.substr(begin, i - begin));
    if (!part.empty()) out.push_back(part);
    begin = i + 1;
  }
  return out;
}

void take_ids(const Cell& cell, std::vector<std::string>& out) {
  for (const std::string_view part : parts_of(cell.text)) {
    const auto id = artifacts::ids::parse(part);
    if (base::to_lower(part).starts_with("cve") && (!id || id->kind != artifacts::Kind::cve)) {
      cell.error("'" + beginning_of(part, 60) + "' is no CVE id");
    } else {
      out.push_back(id ? id->canonical : std::string(part));
    }
  }
}

void take_weaknesses(const Cell& cell, std::vector<std::string>& out) {
  for (const std::string_view part : parts_of(cell.text)) {
    // "79", "CWE-79", "CWE-79: Improper ..."
    const std::string text = std::string(part.substr(0, part.find(':')));
    const bool number = text.find_first_not_of("0123456789") == std::string::npos;
    const auto id = artifacts::ids::parse(number ? "CWE-" + text : std::string(base::trim(text)));
    if (id && id->kind == artifacts::Kind::cwe) {
      out.push_back(id->canonical);
    } else {
      cell.error("'" + beginning_of(part, 60) + "' is no id of the CWE list");
    }
  }
}

void take_vectors(const Cell& cell, std::vector<disclosure::Rating>& out) {
  std::string text(cell.text);
  std::replace_if(
      text.begin(), text.end(), [](char c) { return c == '\n' || c == ';' || c == ',' || c == '\t'; }, ' ');
  for (const std::string_view part : base::split(text, ' ')) {
    if (part.empty()) continue;
    if (const auto vector = artifacts::cvss::parse(part)) {
      out.push_back({vector->canonical(), "", ""});
    } else {
      cell.error("'" + beginning_of(part, 80) + "' is no CVSS vector: " + vector.error().detail);
    }
  }
}

void take_event(const Cell& cell, disclosure::Trigger kind) {
  if (const auto at = read_moment(cell.text, cell.options.order, cell.options.zone)) {
    cell.entry.one.events.push_back({kind, *at, ""});
  } else {
    cell.error(at.error().detail);
  }
}

disclosure::AffectedProduct& product_of(Case& one) {
  if (one.affected.empty()) one.affected.emplace_back();
  return one.affected.front();
}
disclosure::AffectedComponent& component_of(Case& one) {
  if (one.components.empty()) one.components.emplace_back();
  return one.components.front();
}

void take_product(const Cell& cell) {
  disclosure::AffectedProduct& out = product_of(cell.entry.one);
  out.product = base::collapse_space(cell.text);
  if (cell.options.organisation == nullptr || cell.options.organisation->products.empty()) return;
  if (const disclosure::Product* known = cell.options.organisation->find(out.product)) {
    out.product = known->name;
    return;
  }
  std::vector<std::string> names;
  for (const disclosure::Product& each : cell.options.organisation->products) names.push_back(each.name);
  cell.error("the workspace has no product '" + out.product + "'; it has: " + list_of(names));
}

void take_versions(const Cell& cell) {
  if (auto range = read_versions(cell.text)) {
    product_of(cell.entry.one).versions = std::move(*range);
  } else {
    cell.error(range.error().detail);
  }
}

void take_fixed(const Cell& cell) {
  for (const std::string_view part : parts_of(cell.text)) cell.entry.one.resolution.fixed.push_back({"", std::string(part)});
}

/// What is done with the cell of a column for this member.
using Take = std::function<void(const Cell&)>;

/// A member and how it is taken; of a `single` one there is one column.
struct Member {
  std::string name;
  bool single = true;
  Take take;
};

template <class Get>
Take text_into(Get get) {
  return [get](const Cell& cell) { get(cell.entry.one) = cut(cell.text, cell.place, cell.entry); };
}

std::vector<Member> make_members() {
  std::vector<Member> out{
      {"title", true, text_into([](Case& one) -> std::string& { return one.title; })},
      {"description", true, text_into([](Case& one) -> std::string& { return one.description; })},
      {"ids", false, [](const Cell& cell) { take_ids(cell, cell.entry.one.ids); }},
      {"weaknesses", false, [](const Cell& cell) { take_weaknesses(cell, cell.entry.one.weaknesses); }},
      {"source.kind", true, [](const Cell& cell) { take_word(cell, cell.entry.one.source.kind); }},
      {"source.reporter", true, text_into([](Case& one) -> std::string& { return one.source.reporter.text; })},
      {"source.reference", true, text_into([](Case& one) -> std::string& { return one.source.reference; })},
      {"source.credit", true, text_into([](Case& one) -> std::string& { return one.source.credit; })},
      {"components.name", true, text_into([](Case& one) -> std::string& { return component_of(one).name; })},
      {"components.version", true, text_into([](Case& one) -> std::string& { return component_of(one).version; })},
      {"components.purl", true, text_into([](Case& one) -> std::string& { return component_of(one).purl; })},
      {"ratings.vector", false, [](const Cell& cell) { take_vectors(cell, cell.entry.one.ratings); }},
      {"affected.product", true, take_product},
      {"affected.versions", true, take_versions},
      {"affected.status", true, [](const Cell& cell) { take_word(cell, product_of(cell.entry.one).status); }},
      {"affected.justification", true, text_into([](Case& one) -> std::string& { return product_of(one).justification; })},
      {"affected.impact_statement", true, text_into([](Case& one) -> std::string& { return product_of(one).impact_statement; })},
      {"clinical.harm", true, text_into([](Case& one) -> std::string& { return one.clinical.harm; })},
      {"clinical.risk", true, [](const Cell& cell) { take_word(cell, cell.entry.one.clinical.risk); }},
      {"clinical.reason", true, text_into([](Case& one) -> std::string& { return one.clinical.reason; })},
      {"stage", true, [](const Cell& cell) { take_word(cell, cell.entry.one.stage); }},
      {"outcome", true, [](const Cell& cell) { take_word(cell, cell.entry.one.outcome); }},
      {"outcome_reason", true, text_into([](Case& one) -> std::string& { return one.outcome_reason; })},
      {"resolution.kind", true, [](const Cell& cell) { take_word(cell, cell.entry.one.resolution.kind); }},
      {"resolution.details", true, text_into([](Case& one) -> std::string& { return one.resolution.details; })},
      {"resolution.fixed", true, take_fixed},
      {"resolution.url", true, text_into([](Case& one) -> std::string& { return one.resolution.url; })},
      {"resolution.reason", true, text_into([](Case& one) -> std::string& { return one.resolution.reason; })},
      {"distribution.embargo_until", true,
       [](const Cell& cell) {
         if (const auto at = read_moment(cell.text, cell.options.order, cell.options.zone)) {
           cell.entry.one.distribution.embargo_until = *at;
         } else {
           cell.error(at.error().detail);
         }
       }},
      {"distribution.tlp", true, [](const Cell& cell) { take_tlp(cell, cell.entry.one.distribution.tlp); }},
      {"distribution.audience", true, text_into([](Case& one) -> std::string& { return one.distribution.audience; })},
  };
  for (const std::string& word : base::words<disclosure::Trigger>()) {
    const disclosure::Trigger kind = *base::from_word<disclosure::Trigger>(word);
    out.push_back({"events." + word, true, [kind](const Cell& cell) { take_event(cell, kind); }});
  }
  return out;
}

const std::vector<Member>& members() {
  static const std::vector<Member> made = make_members();
  return made;
}

const Member* member_named(std::string_view name) {
  const auto found = std::find_if(members().begin(), members().end(), [&](const Member& each) { return each.name == name; });
  return found == members().end() ? nullptr : &*found;
}

/// What only the whole row can tell.
void settle(Entry& entry) {
  Case& one = entry.one;
  if (!one.affected.empty() && one.affected.front().versions.empty() && !entry.has_errors()) {
    disclosure::AffectedProduct& product = one.affected.front();
    if (product.status == disclosure::AffectedStatus::affected) product.status = disclosure::AffectedStatus::under_investigation;
    product.versions = "vers:generic/*";
    entry.note("", "it does not say which versions: all are taken as " + std::string(base::word(product.status)));
  }
  if (one.resolution.fixed.empty()) return;
  if (one.affected.empty() || one.affected.front().product.empty()) {
    entry.error("", "a fixed version is named, and no product");
    return;
  }
  for (disclosure::FixedVersion& fixed : one.resolution.fixed) fixed.product = one.affected.front().product;
  if (one.resolution.kind == disclosure::ResolutionKind::undecided) {
    one.resolution.kind = disclosure::ResolutionKind::fix;
    entry.note("", "a fixed version is named: the resolution is taken as a fix");
  }
}

/// Letters of a column as spreadsheets have them: "A", "AB".
std::string letters_of(std::int32_t column) {
  std::string out;
  for (std::int32_t rest = column; rest >= 0; rest = rest / 26 - 1) out.insert(out.begin(), static_cast<char>('A' + rest % 26));
  return out;
}

/// A cell's text without what is notation: the second of two quotes in a quoted cell.
std::string content_of(const document::Document& document, document::Span span) {
  auto mark = std::lower_bound(document.markup.begin(), document.markup.end(), span.begin,
                               [](const document::Span& each, document::ByteOffset at) { return each.end <= at; });
  std::string out;
  document::ByteOffset at = span.begin;
  for (; mark != document.markup.end() && mark->begin < span.end; ++mark) {
    if (mark->begin > at) out += document.view({at, mark->begin});
    at = std::max(at, mark->end);
  }
  if (at < span.end) out += document.view({at, span.end});
  return std::string(base::trim(out));
}

/// Whether a table is one of cases: it has a column for what a case begins with.
bool holds_cases(const std::map<std::int32_t, std::string>& mapped) {
  return std::any_of(mapped.begin(), mapped.end(),
                     [](const auto& each) { return each.second == "title" || each.second == "ids"; });
}

void take_sheet(const Sheet& sheet, const std::map<std::int32_t, std::string>& mapped, const Options& options, Intake& out) {
  std::map<std::int32_t, const Member*> takers;
  for (const auto& [column, name] : sheet.names()) {
    const auto found = mapped.find(column);
    const std::string member = found == mapped.end() ? "" : found->second;
    out.columns.push_back({name, sheet.column_place(column), member});
    if (!member.empty()) takers[column] = member_named(member);
  }
  for (const Sheet::Row& row : sheet.rows()) {
    if (out.entries.size() >= most_entries) {
      out.remarks.push_back({true, sheet.row_place(row.number), "there are more than " + std::to_string(most_entries) + " rows"});
      return;
    }
    Entry& entry = out.entries.emplace_back();
    entry.place = sheet.row_place(row.number);
    for (const auto& [column, text] : row.cells) {
      const auto taker = takers.find(column);
      if (taker != takers.end()) {
        taker->second->take({text, sheet.cell_place(row.number, column), entry, options});
      } else if (!sheet.names().contains(column)) {
        entry.note(sheet.cell_place(row.number, column), "left out: its column has no name");
      }
    }
    settle(entry);
    finish(entry, options);
  }
}

}  // namespace

std::span<const Synonym> synonyms() { return kSynonyms; }

std::vector<std::string> table_members() {
  std::vector<std::string> out;
  for (const Member& each : members()) out.push_back(each.name);
  return out;
}

void Sheet::add(std::int32_t row, std::int32_t column, std::string text) {
  if (table_->header_row < 0 || row < table_->header_row) return;
  if (row == table_->header_row) {
    names_[column] = base::collapse_space(text);
    return;
  }
  if (rows_.empty() || rows_.back().number != row) rows_.push_back({row, {}});
  rows_.back().cells[column] = std::move(text);
}

std::vector<Sheet> Sheet::all_of(const document::Document& document) {
  std::vector<Sheet> out;
  out.reserve(document.tables.size());
  for (const document::Table& table : document.tables) out.push_back(Sheet(table));
  for (const document::Block& block : document.blocks) {
    if (block.table < 0) continue;
    std::string text = content_of(document, block.span);
    if (!text.empty()) out[static_cast<std::size_t>(block.table)].add(block.row, block.column, std::move(text));
  }
  return out;
}

std::string Sheet::column_place(std::int32_t column) const { return letters_of(table_->first_column + column); }
std::string Sheet::cell_place(std::int32_t row, std::int32_t column) const {
  return (table_->sheet.empty() ? "" : "sheet " + table_->sheet + ", ") + "cell " + column_place(column) +
         std::to_string(table_->first_row + row + 1);
}
std::string Sheet::row_place(std::int32_t row) const {
  return (table_->sheet.empty() ? "" : "sheet " + table_->sheet + ", ") + "row " + std::to_string(table_->first_row + row + 1);
}

std::string plain_name(std::string_view name) {
  std::string out;
  for (const char c : base::to_lower(name)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0;
    out += kept ? c : ' ';
  }
  return base::collapse_space(out);
}

std::map<std::int32_t, std::string> map_columns(const Sheet& sheet, const Options& options, std::vector<Remark>& remarks) {
  std::map<std::int32_t, std::string> out;
  for (const auto& [column, name] : sheet.names()) {
    // Users name a column as it stands there, or a member for "-", which leaves it out.
    const auto said = options.columns.find(name);
    if (said != options.columns.end()) {
      if (said->second != "-") out[column] = said->second;
      continue;
    }
    const std::string plain = plain_name(name);
    const auto usual = std::find_if(kSynonyms.begin(), kSynonyms.end(), [&](const Synonym& each) { return each.name == plain; });
    if (usual != kSynonyms.end()) {
      if (!usual->member.empty()) out[column] = usual->member;
    } else if (member_named(base::to_lower(name)) != nullptr) {
      out[column] = base::to_lower(name);
    }
  }
  std::set<std::string> seen;
  for (const auto& [column, member] : out) {
    const std::string place = "column " + sheet.column_place(column);
    const Member* known = member_named(member);
    if (known == nullptr) {
      remarks.push_back({true, place, "'" + member + "' is no member; there are: " + list_of(table_members())});
    } else if (!seen.insert(member).second && known->single) {
      remarks.push_back({true, place,
                         "another column is taken for '" + member + "' already; give --map \"" + sheet.names().at(column) +
                             "=-\" to leave this one out"});
    }
  }
  std::erase_if(out, [](const auto& each) { return member_named(each.second) == nullptr; });
  return out;
}

Intake cases_of_tables(const document::Document& document, Format format, const Options& options) {
  Intake out;
  out.format = format;
  for (const std::string& warning : document.warnings) out.remarks.push_back({true, "", warning});
  bool any = false;
  std::set<std::string> names;
  for (const Sheet& sheet : Sheet::all_of(document)) {
    const std::string where = sheet.name().empty() ? "" : "sheet " + sheet.name();
    std::vector<Remark> remarks;
    const auto mapped = map_columns(sheet, options, remarks);
    for (const auto& [column, name] : sheet.names()) names.insert(name);
    if (!holds_cases(mapped)) {
      out.remarks.push_back({false, where,
                             sheet.names().empty() ? "left out: no row of names of columns was found"
                                                   : "left out: no column is taken for 'title' or 'ids'"});
      continue;
    }
    any = true;
    for (Remark& remark : remarks) out.remarks.push_back(std::move(remark));
    if (std::none_of(out.remarks.begin(), out.remarks.end(), [](const Remark& each) { return each.is_error; }))
      take_sheet(sheet, mapped, options, out);
  }
  for (const auto& [name, member] : options.columns) {
    if (!names.contains(name))
      out.remarks.push_back({true, "", "there is no column '" + name + "'; there are: " + list_of({names.begin(), names.end()})});
  }
  if (!any) out.remarks.push_back({true, "", "no table of cases was found: name a column with --map \"COLUMN=title\""});
  return out;
}

}  // namespace crosswalk::intake
