// SPDX-License-Identifier: Apache-2.0
#include "packs/checklist.h"

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/display_name.h"
#include "base/text.h"

namespace crosswalk::packs {
namespace {

/// More could not be asked of a folder in a sensible time, nor read by a person.
constexpr std::size_t most_questions = 1000;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

/// Lower case, also of the German umlauts.
std::string folded(std::string_view text) {
  std::string out = base::to_lower(text);
  for (std::size_t i = 0; i + 1 < out.size(); ++i) {
    const bool capital = out[i + 1] == '\x84' || out[i + 1] == '\x96' || out[i + 1] == '\x9C';
    if (out[i] == '\xC3' && capital) out[i + 1] = static_cast<char>(out[i + 1] + 0x20);
  }
  return out;
}

/// The words of a text with one space between them and at both ends: " shall should "; what is no letter or digit is a space.
std::string words_of(std::string_view text) {
  std::string out = " ";
  for (const char c : folded(text)) {
    const bool part = is_letter(c) || is_digit(c) || static_cast<unsigned char>(c) >= 0x80 || c == '#';
    if (part) {
      out += c;
    } else if (out.back() != ' ') {
      out += ' ';
    }
  }
  if (out.back() != ' ') out += ' ';
  return out;
}

bool has_word(std::string_view words, std::string_view phrase) {
  return words.find(" " + std::string(phrase) + " ") != std::string_view::npos;
}

/// What the name of a column says it holds: ChecklistColumn in its order, and `answer`, what those who fill it in write, which is
/// no part of the checklist.
enum class Named : std::uint8_t { clause, id, section, requirement, question, evidence, guidance, level, answer };

struct Name {
  std::string_view words;
  Named named;
};

/// Names of columns as they are in use. The longest that stands in a cell says what its column is.
constexpr Name names[] = {
    {"clause", Named::clause},
    {"clause no", Named::clause},
    {"clause number", Named::clause},
    {"clauses", Named::clause},
    {"standard clause", Named::clause},
    {"section no", Named::clause},
    {"section number", Named::clause},
    {"subclause", Named::clause},
    {"sub clause", Named::clause},
    {"chapter", Named::clause},
    {"paragraph", Named::clause},
    {"article", Named::clause},
    {"reference", Named::clause},
    {"ref", Named::clause},
    {"kapitel", Named::clause},
    {"abschnitt", Named::clause},
    {"unterabschnitt", Named::clause},
    {"klausel", Named::clause},
    {"ziffer", Named::clause},
    {"normabschnitt", Named::clause},
    {"normkapitel", Named::clause},
    {"normreferenz", Named::clause},
    {"referenz", Named::clause},
    {"artikel", Named::clause},
    {"paragraf", Named::clause},
    {"id", Named::id},
    {"req id", Named::id},
    {"requirement id", Named::id},
    {"requirement no", Named::id},
    {"requirement number", Named::id},
    {"question id", Named::id},
    {"question no", Named::id},
    {"question number", Named::id},
    {"control id", Named::id},
    {"item id", Named::id},
    {"item no", Named::id},
    {"no", Named::id},
    {"nr", Named::id},
    {"number", Named::id},
    {"#", Named::id},
    {"item", Named::id},
    {"lfd nr", Named::id},
    {"pos", Named::id},
    {"nummer", Named::id},
    {"anforderungs id", Named::id},
    {"anforderungsnummer", Named::id},
    {"anforderung nr", Named::id},
    {"frage nr", Named::id},
    {"kennung", Named::id},
    {"section", Named::section},
    {"section title", Named::section},
    {"clause title", Named::section},
    {"category", Named::section},
    {"topic", Named::section},
    {"area", Named::section},
    {"domain", Named::section},
    {"title", Named::section},
    {"heading", Named::section},
    {"process", Named::section},
    {"activity", Named::section},
    {"kategorie", Named::section},
    {"bereich", Named::section},
    {"thema", Named::section},
    {"themengebiet", Named::section},
    {"titel", Named::section},
    {"überschrift", Named::section},
    {"prozess", Named::section},
    {"requirement", Named::requirement},
    {"requirements", Named::requirement},
    {"requirement text", Named::requirement},
    {"standard requirement", Named::requirement},
    {"criterion", Named::requirement},
    {"criteria", Named::requirement},
    {"control", Named::requirement},
    {"statement", Named::requirement},
    {"description", Named::requirement},
    {"requirement description", Named::requirement},
    {"checkpoint", Named::requirement},
    {"check point", Named::requirement},
    {"check", Named::requirement},
    {"anforderung", Named::requirement},
    {"anforderungen", Named::requirement},
    {"anforderungstext", Named::requirement},
    {"normanforderung", Named::requirement},
    {"normforderung", Named::requirement},
    {"forderung", Named::requirement},
    {"forderungen", Named::requirement},
    {"kriterium", Named::requirement},
    {"kriterien", Named::requirement},
    {"beschreibung", Named::requirement},
    {"prüfpunkt", Named::requirement},
    {"maßnahme", Named::requirement},
    {"question", Named::question},
    {"questions", Named::question},
    {"audit question", Named::question},
    {"check question", Named::question},
    {"checklist question", Named::question},
    {"frage", Named::question},
    {"fragen", Named::question},
    {"prüffrage", Named::question},
    {"auditfrage", Named::question},
    {"evidence", Named::evidence},
    {"evidences", Named::evidence},
    {"evidence expected", Named::evidence},
    {"expected evidence", Named::evidence},
    {"evidence required", Named::evidence},
    {"required evidence", Named::evidence},
    {"evidence of compliance", Named::evidence},
    {"compliance evidence", Named::evidence},
    {"objective evidence", Named::evidence},
    {"examples of evidence", Named::evidence},
    {"artifact", Named::evidence},
    {"artifacts", Named::evidence},
    {"artefacts", Named::evidence},
    {"documents", Named::evidence},
    {"documentation", Named::evidence},
    {"required documents", Named::evidence},
    {"nachweis", Named::evidence},
    {"nachweise", Named::evidence},
    {"erwartete nachweise", Named::evidence},
    {"erwarteter nachweis", Named::evidence},
    {"nachweisdokument", Named::evidence},
    {"dokument", Named::evidence},
    {"dokumente", Named::evidence},
    {"guidance", Named::guidance},
    {"implementation guidance", Named::guidance},
    {"note", Named::guidance},
    {"explanation", Named::guidance},
    {"interpretation", Named::guidance},
    {"rationale", Named::guidance},
    {"hint", Named::guidance},
    {"hints", Named::guidance},
    {"help", Named::guidance},
    {"example", Named::guidance},
    {"examples", Named::guidance},
    {"hinweis", Named::guidance},
    {"hinweise", Named::guidance},
    {"erläuterung", Named::guidance},
    {"erläuterungen", Named::guidance},
    {"erklärung", Named::guidance},
    {"anleitung", Named::guidance},
    {"beispiel", Named::guidance},
    {"beispiele", Named::guidance},
    {"level", Named::level},
    {"shall", Named::level},
    {"should", Named::level},
    {"may", Named::level},
    {"shall should", Named::level},
    {"shall should may", Named::level},
    {"level shall", Named::level},
    {"obligation", Named::level},
    {"requirement level", Named::level},
    {"requirement type", Named::level},
    {"modality", Named::level},
    {"must", Named::level},
    {"must should", Named::level},
    {"mandatory", Named::level},
    {"mandatory optional", Named::level},
    {"m o", Named::level},
    {"verbindlichkeit", Named::level},
    {"verpflichtung", Named::level},
    {"pflicht", Named::level},
    {"muss", Named::level},
    {"soll", Named::level},
    {"sollte", Named::level},
    {"kann", Named::level},
    {"muss soll", Named::level},
    {"muss soll kann", Named::level},
    {"muss kann", Named::level},
    {"compliant", Named::answer},
    {"compliant y n", Named::answer},
    {"compliance", Named::answer},
    {"compliance status", Named::answer},
    {"conformity", Named::answer},
    {"conform", Named::answer},
    {"y n", Named::answer},
    {"yes no", Named::answer},
    {"status", Named::answer},
    {"result", Named::answer},
    {"requirement met", Named::answer},
    {"requirement fulfilled", Named::answer},
    {"met", Named::answer},
    {"comment", Named::answer},
    {"comments", Named::answer},
    {"remark", Named::answer},
    {"remarks", Named::answer},
    {"notes", Named::answer},
    {"finding", Named::answer},
    {"findings", Named::answer},
    {"answer", Named::answer},
    {"response", Named::answer},
    {"score", Named::answer},
    {"owner", Named::answer},
    {"responsible", Named::answer},
    {"date", Named::answer},
    {"due date", Named::answer},
    {"erfüllt", Named::answer},
    {"anforderung erfüllt", Named::answer},
    {"erfüllt j n", Named::answer},
    {"konform", Named::answer},
    {"konformität", Named::answer},
    {"j n", Named::answer},
    {"ja nein", Named::answer},
    {"ergebnis", Named::answer},
    {"bewertung", Named::answer},
    {"bemerkung", Named::answer},
    {"bemerkungen", Named::answer},
    {"kommentar", Named::answer},
    {"kommentare", Named::answer},
    {"anmerkung", Named::answer},
    {"anmerkungen", Named::answer},
    {"antwort", Named::answer},
    {"feststellung", Named::answer},
    {"abweichung", Named::answer},
    {"verantwortlich", Named::answer},
    {"datum", Named::answer},
};

struct Understood {
  Named named;
  /// How surely; the larger the better.
  std::size_t strength;
};

/// What a cell says as the name of a column; nothing where it is no name that is known.
std::optional<Understood> understand(std::string_view cell) {
  constexpr std::size_t longest_name = 60;
  if (cell.size() > longest_name) return std::nullopt;
  const std::string words = words_of(cell);
  const auto spaces = static_cast<std::size_t>(std::count(words.begin(), words.end(), ' '));
  // A sentence that speaks of evidence is no column of evidence.
  const bool short_enough = spaces <= 6 && words.size() <= 42;
  std::optional<Understood> best;
  for (const Name& name : names) {
    const bool exact = words.size() == name.words.size() + 2 && has_word(words, name.words);
    if (!exact && (!short_enough || name.words.size() < 3 || !has_word(words, name.words))) continue;
    const std::size_t strength = name.words.size() + (exact ? 100 : 0);
    if (!best || strength > best->strength) best = Understood{name.named, strength};
  }
  return best;
}

/// "C" of column 2.
std::string letters_of(std::int32_t column) {
  std::string out;
  for (std::int32_t rest = column; rest >= 0; rest = rest / 26 - 1) out.insert(out.begin(), static_cast<char>('A' + rest % 26));
  return out;
}

/// 2 of "C" and "c"; nothing of other texts.
std::optional<std::int32_t> column_of(std::string_view letters) {
  if (letters.empty() || letters.size() > 3) return std::nullopt;
  std::int32_t out = 0;
  for (const char c : base::to_lower(letters)) {
    if (c < 'a' || c > 'z') return std::nullopt;
    out = out * 26 + (c - 'a' + 1);
  }
  return out - 1;
}

/// A text as it is shown: whole code points, at most `most` bytes.
std::string shortened(std::string_view text, std::size_t most) {
  std::string whole = base::display_name(base::collapse_space(text));
  if (whole.size() <= most) return whole;
  std::size_t at = 0;
  while (at < whole.size()) {
    const std::size_t next = at + base::decode_utf8(whole, at).length;
    if (next > most) break;
    at = next;
  }
  return whole.substr(0, at) + "...";
}

/// A number of a clause and what follows it: "5.8.2", "a" of "Clause 5.8.2 a)".
struct Numbered {
  std::string number;
  std::string rest;
};

/// Reads "5.8.2", "E.2.1", "§ 5.2", "Art. 10 (3)", "4.1.7 Disclosing issues" where they begin so; nothing of other texts.
std::optional<Numbered> numbered(std::string_view cell) {
  std::string_view text = base::trim(cell);
  static constexpr std::string_view leads[] = {"clause",   "section", "article", "art.",      "chapter", "para.",   "paragraph",
                                               "\xC2\xA7", "kapitel", "kap.",    "abschnitt", "ziffer",  "artikel", "ziff."};
  for (const std::string_view lead : leads) {
    if (text.size() > lead.size() && base::equal_ignoring_case(text.substr(0, lead.size()), lead)) {
      text = base::trim(text.substr(lead.size()));
      break;
    }
  }
  std::size_t at = 0;
  if (text.size() > 2 && is_letter(text[0]) && text[1] == '.' && is_digit(text[2])) at = 2;
  const std::size_t digits = at;
  while (at < text.size() && (is_digit(text[at]) || (text[at] == '.' && at + 1 < text.size() && is_digit(text[at + 1])))) ++at;
  if (at == digits || at > 24) return std::nullopt;
  const std::string number(text.substr(0, at));
  if (at < text.size() && text[at] == '.') ++at;
  // "5G" is no clause 5.
  if (at < text.size() && is_letter(text[at]) && (at + 1 < text.size() && (is_letter(text[at + 1]) || is_digit(text[at + 1])))) {
    return std::nullopt;
  }
  if (at < text.size() && (text[at] == ',' || text[at] == ';' || text[at] == '/')) return std::nullopt;
  std::string_view rest = base::trim(text.substr(at));
  while (!rest.empty() && (rest.front() == '-' || rest.front() == ':')) rest = base::trim(rest.substr(1));
  return Numbered{number, std::string(rest)};
}

/// "a" of "a)", "(3)", "b"; empty of what is no such mark.
std::string mark_of(std::string_view rest) {
  std::string out;
  for (const char c : base::to_lower(rest)) {
    if (is_letter(c) || is_digit(c)) {
      out += c;
    } else if (c != '(' && c != ')' && c != '.' && c != ' ' && c != '-') {
      return {};
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.size() <= 8 ? out : std::string();
}

/// A text as the number of a clause: letters, digits, points and hyphens; empty where that would be too long or nothing.
std::string as_number(std::string_view cell) {
  std::string out;
  for (const char c : cell) {
    if (is_letter(c) || is_digit(c) || c == '.') {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
  }
  while (!out.empty() && (out.back() == '-' || out.back() == '.')) out.pop_back();
  while (!out.empty() && (out.front() == '-' || out.front() == '.')) out.erase(out.begin());
  return out.size() <= 40 ? out : std::string();
}

bool has_any(std::string_view words, std::initializer_list<std::string_view> phrases) {
  return std::any_of(phrases.begin(), phrases.end(), [&](std::string_view phrase) { return has_word(words, phrase); });
}

bool has_obligation(std::string_view words) {
  return has_any(words, {"shall", "should", "must", "may", "muss", "müssen", "soll", "sollen", "sollte", "sollten", "kann", "is",
                         "are", "ist", "sind", "wird", "werden"});
}

/// Whether a text heads what follows and asks for nothing itself.
bool is_title(std::string_view text) {
  const std::string_view trimmed = base::trim(text);
  if (trimmed.empty() || trimmed.size() > 90 || trimmed.back() == '.' || trimmed.back() == '?') return false;
  return !has_obligation(words_of(trimmed));
}

std::optional<Level> level_of_word(std::string_view words) {
  if (has_any(words, {"should", "recommended", "recommendation", "soll", "sollte", "empfohlen", "empfehlung"})) {
    return has_any(words, {"shall", "must", "muss"}) ? std::nullopt : std::optional(Level::recommendation);
  }
  if (has_any(words, {"shall", "must", "mandatory", "required", "muss", "pflicht", "verbindlich", "zwingend", "m"})) {
    return Level::shall;
  }
  if (has_any(words, {"may", "can", "optional", "permitted", "kann", "darf", "o"})) return Level::permission;
  return std::nullopt;
}

/// What a cell of a column of levels says; the name of the column helps where the cell only ticks it.
std::optional<Level> level_of(std::string_view cell, std::string_view column_name) {
  const std::string words = words_of(cell);
  const std::string_view text = base::trim(cell);
  const bool ticked = has_any(words, {"x", "yes", "y", "ja", "j", "true", "1"}) || text == "\xE2\x9C\x93" ||
                      text == "\xE2\x9C\x94" || text == "\xE2\x98\x92";
  const auto named = level_of_word(words_of(column_name));
  if (ticked && named) return named;
  if (named == Level::shall && has_any(words, {"no", "n", "nein", "false", "0"})) return Level::permission;
  return level_of_word(words);
}

/// What a requirement's own words say.
Level level_of_text(std::string_view text) {
  const std::string words = words_of(text);
  if (has_any(words, {"shall", "must", "muss", "müssen", "required"})) return Level::shall;
  return has_any(words, {"should", "sollte", "sollten", "recommended", "empfohlen"}) ? Level::recommendation : Level::shall;
}

/// Reads one table after the other.
class TableReader {
 public:
  TableReader(const document::Document& document, const ChecklistChoice& choice, Checklist& out)
      : document_(document), choice_(choice), out_(out) {}

  base::Result<void> read() {
    tables_.resize(document_.tables.size());
    for (const document::Block& block : document_.blocks) {
      if (block.table < 0 || static_cast<std::size_t>(block.table) >= tables_.size()) continue;
      tables_[static_cast<std::size_t>(block.table)][block.row][block.column] = block.span;
    }
    for (const std::string& sheet : choice_.sheets) {
      const bool there = std::any_of(document_.tables.begin(), document_.tables.end(),
                                     [&](const document::Table& table) { return table.sheet == sheet; });
      if (!there) return base::Error{base::ErrorCode::usage, "--sheet " + sheet, "the file has no sheet of this name"};
    }
    std::set<ChecklistColumn> found;
    for (std::size_t i = 0; i < tables_.size(); ++i) {
      const std::string& sheet = document_.tables[i].sheet;
      const bool wanted =
          choice_.sheets.empty() || std::find(choice_.sheets.begin(), choice_.sheets.end(), sheet) != choice_.sheets.end();
      if (wanted) {
        read_table(i, found);
      } else {
        out_.left_out.push_back(place(i) + ": not among the sheets that were asked for");
      }
    }
    for (const auto& [column, name] : choice_.columns) {
      if (found.contains(column)) continue;
      return base::Error{base::ErrorCode::usage, "--column " + std::string(base::word(column)) + "=" + name,
                         "no table has such a column; write its letter or its name"};
    }
    name_sections();
    return {};
  }

 private:
  using Row = std::map<std::int32_t, document::Span>;
  using Rows = std::map<std::int32_t, Row>;

  /// Which columns of a table hold what.
  struct Columns {
    std::map<std::int32_t, Named> of;
    std::map<std::int32_t, std::string> names;

    [[nodiscard]] std::optional<std::int32_t> first(Named named) const {
      for (const auto& [column, role] : of) {
        if (role == named) return column;
      }
      return std::nullopt;
    }
  };

  /// What a row holds, by what its columns are.
  struct Content {
    std::string clause, id, section, requirement, question, evidence, guidance;
    std::vector<std::pair<std::string, std::string>> levels;
    /// Filled cells of columns that are read.
    std::size_t filled = 0;
    std::size_t filled_in_all = 0;
  };

  [[nodiscard]] std::string_view text(document::Span span) const { return base::trim(document_.view(span)); }

  /// "sheet "Release"", or "table 2" where there are several, or nothing.
  [[nodiscard]] std::string table_name(std::size_t table) const {
    const std::string& sheet = document_.tables[table].sheet;
    if (!sheet.empty()) return "sheet \"" + base::display_name(sheet) + "\"";
    return tables_.size() > 1 ? "table " + std::to_string(table + 1) : std::string();
  }
  [[nodiscard]] std::string place(std::size_t table) const {
    const std::string name = table_name(table);
    return name.empty() ? "the table" : name;
  }
  [[nodiscard]] std::string place(std::size_t table, std::int32_t row) const {
    const std::string name = table_name(table);
    return (name.empty() ? "" : name + ", ") + "row " + std::to_string(document_.tables[table].first_row + row + 1);
  }

  void leave_out(std::size_t table, std::int32_t row, const Row& cells, std::string_view why) {
    std::string words;
    for (const auto& [column, span] : cells) words += (words.empty() ? "" : " | ") + std::string(text(span));
    out_.left_out.push_back(place(table, row) + ", " + std::string(why) + ": " + shortened(words, 160));
  }

  /// The row with the names of the columns, or nothing.
  [[nodiscard]] std::optional<std::int32_t> find_header(const Rows& rows) const {
    constexpr int rows_looked_at = 200;
    std::optional<std::int32_t> best;
    std::size_t best_count = 0;
    int looked = 0;
    for (const auto& [row, cells] : rows) {
      if (++looked > rows_looked_at) break;
      std::set<Named> named;
      std::size_t known = 0;
      bool exact = false;
      for (const auto& [column, span] : cells) {
        const auto understood = understand(text(span));
        if (!understood) continue;
        ++known;
        exact = exact || understood->strength > 100;
        named.insert(understood->named);
      }
      const bool asks = named.contains(Named::requirement) || named.contains(Named::question);
      // Most of a row of names is known, or it is one name alone.
      const bool good = exact && asks && known * 2 >= cells.size() && (named.size() >= 2 || cells.size() == 1);
      if (good && named.size() > best_count) {
        best = row;
        best_count = named.size();
      }
    }
    return best;
  }

  /// What each column is, by the names in the header row and by what the user says.
  [[nodiscard]] Columns columns_of(std::size_t table, const Rows& rows, std::optional<std::int32_t> header,
                                   std::set<ChecklistColumn>& found) const {
    Columns out;
    std::map<std::int32_t, Understood> understood;
    if (header) {
      for (const auto& [column, span] : rows.at(*header)) {
        out.names[column] = std::string(text(span));
        if (const auto one = understand(text(span))) understood.emplace(column, *one);
      }
    }
    std::set<Named> chosen;
    for (const auto& [wanted, name] : choice_.columns) {
      std::optional<std::int32_t> at;
      for (const auto& [column, own] : out.names) {
        if (!at && words_of(own) == words_of(name)) at = column;
      }
      if (!at) {
        if (const auto letter = column_of(name)) {
          const std::int32_t column = *letter - document_.tables[table].first_column;
          const bool filled = std::any_of(rows.begin(), rows.end(), [&](const auto& row) { return row.second.contains(column); });
          if (filled) at = column;
        }
      }
      if (!at) continue;
      found.insert(wanted);
      const auto named = static_cast<Named>(wanted);
      chosen.insert(named);
      out.of[*at] = named;
    }
    for (const Named named : {Named::clause, Named::id, Named::section, Named::requirement, Named::question}) {
      if (chosen.contains(named)) continue;
      std::optional<std::int32_t> best;
      for (const auto& [column, one] : understood) {
        if (one.named != named || out.of.contains(column)) continue;
        if (!best || one.strength > understood.at(*best).strength) best = column;
      }
      if (best) out.of[*best] = named;
    }
    for (const auto& [column, one] : understood) {
      if (out.of.contains(column)) continue;
      const bool several = one.named == Named::evidence || one.named == Named::guidance || one.named == Named::level;
      if (several && !chosen.contains(one.named)) out.of[column] = one.named;
      // A description beside the requirement explains it.
      if (one.named == Named::requirement) out.of[column] = Named::guidance;
    }
    return out;
  }

  /// "Section" and "Abschnitt" are names of columns of numbers and of titles: what stands below says which.
  void tell_numbers_from_titles(const Rows& rows, std::optional<std::int32_t> header, Columns& columns) const {
    const auto share_of_numbers = [&](std::int32_t column) {
      std::size_t filled = 0;
      std::size_t numbers = 0;
      for (const auto& [row, cells] : rows) {
        const auto cell = cells.find(column);
        if (cell == cells.end() || (header && row <= *header)) continue;
        const std::string_view value = text(cell->second);
        ++filled;
        if (std::any_of(value.begin(), value.end(), is_digit) && value.size() <= 40) ++numbers;
      }
      return std::pair{numbers, filled};
    };
    const auto clause = columns.first(Named::clause);
    const auto section = columns.first(Named::section);
    if (clause && !section) {
      const auto [numbers, filled] = share_of_numbers(*clause);
      if (numbers * 2 < filled) columns.of[*clause] = Named::section;
    } else if (section && !clause) {
      const auto [numbers, filled] = share_of_numbers(*section);
      if (filled > 0 && numbers * 2 > filled) columns.of[*section] = Named::clause;
    }
  }

  [[nodiscard]] Content content_of(const Row& cells, const Columns& columns) const {
    Content out;
    const auto add = [](std::string& to, std::string_view more) { to += (to.empty() ? "" : " ") + std::string(more); };
    for (const auto& [column, span] : cells) {
      const std::string_view value = text(span);
      if (value.empty()) continue;
      ++out.filled_in_all;
      const auto role = columns.of.find(column);
      if (role == columns.of.end()) continue;
      ++out.filled;
      switch (role->second) {
        case Named::clause:
          out.clause = value;
          break;
        case Named::id:
          out.id = value;
          break;
        case Named::section:
          out.section = value;
          break;
        case Named::requirement:
          out.requirement = value;
          break;
        case Named::question:
          out.question = value;
          break;
        case Named::evidence:
          add(out.evidence, value);
          break;
        case Named::guidance:
          add(out.guidance, value);
          break;
        case Named::level: {
          const auto name = columns.names.find(column);
          out.levels.emplace_back(name == columns.names.end() ? std::string() : name->second, value);
          break;
        }
        case Named::answer:
          break;
      }
    }
    return out;
  }

  void tell_columns(std::size_t table, const Rows& rows, std::optional<std::int32_t> header, const Columns& columns) {
    std::string read;
    std::string unread;
    std::map<std::int32_t, std::size_t> filled;
    for (const auto& [row, cells] : rows) {
      if (header && row <= *header) continue;
      for (const auto& [column, span] : cells) ++filled[column];
    }
    for (const auto& [column, named] : columns.names) filled.emplace(column, 0);
    for (const auto& [column, count] : filled) {
      const auto name = columns.names.find(column);
      const std::string shown = letters_of(document_.tables[table].first_column + column) +
                                (name == columns.names.end() ? "" : " \"" + shortened(name->second, 60) + "\"");
      if (const auto role = columns.of.find(column); role != columns.of.end()) {
        read += (read.empty() ? "" : ", ") + std::string(base::word(static_cast<ChecklistColumn>(role->second))) + " = " + shown;
      } else {
        unread += (unread.empty() ? "" : ", ") + shown + " (" + std::to_string(count) + (count == 1 ? " cell)" : " cells)");
      }
    }
    out_.columns.push_back(place(table) + ": " + read + (unread.empty() ? "" : "; not read: " + unread));
  }

  void read_table(std::size_t table, std::set<ChecklistColumn>& found) {
    const Rows& rows = tables_[table];
    if (rows.empty()) return;
    std::optional<std::int32_t> header = find_header(rows);
    if (!header && !choice_.columns.empty() && document_.tables[table].header_row >= 0 &&
        rows.contains(document_.tables[table].header_row)) {
      header = document_.tables[table].header_row;
    }
    Columns columns = columns_of(table, rows, header, found);
    tell_numbers_from_titles(rows, header, columns);
    if (!columns.first(Named::requirement) && !columns.first(Named::question)) {
      out_.left_out.push_back(place(table) + ", " + std::to_string(rows.size()) + (rows.size() == 1 ? " row" : " rows") +
                              ": no column is known to hold requirements or questions; --column requirement=LETTER names one");
      for (const auto& [row, cells] : rows) leave_out(table, row, cells, "of no known column");
      return;
    }
    tell_columns(table, rows, header, columns);

    std::vector<std::pair<std::int32_t, Content>> contents;
    std::size_t with_several = 0;
    for (const auto& [row, cells] : rows) {
      if (header && row <= *header) {
        if (row < *header) leave_out(table, row, cells, "above the names of the columns");
        continue;
      }
      contents.emplace_back(row, content_of(cells, columns));
      if (contents.back().second.filled > 1) ++with_several;
    }
    const bool rows_are_wide = with_several * 2 > contents.size();
    item_ = {};
    section_ = document_.tables.size() > 1 ? document_.tables[table].sheet : std::string();
    section_number_.clear();
    section_cell_.clear();
    number_.clear();
    requirement_.clear();
    for (std::size_t i = 0; i < contents.size(); ++i) {
      read_row(table, contents, i, rows.at(contents[i].first), header ? &rows.at(*header) : nullptr, rows_are_wide);
    }
    end_heading();
  }

  /// Whether the number of the next row that has one lies below `number`.
  [[nodiscard]] static bool heads_next(const std::vector<std::pair<std::int32_t, Content>>& contents, std::size_t at,
                                       const std::string& number) {
    for (std::size_t next = at + 1; next < contents.size() && next < at + 10; ++next) {
      const Content& content = contents[next].second;
      const std::string& cell = content.clause.empty() ? content.id : content.clause;
      if (cell.empty()) continue;
      const auto one = numbered(cell);
      return one && one->number.starts_with(number + ".");
    }
    return false;
  }

  void begin_section(std::string title, std::string number) {
    end_heading();
    if (!number.empty() && !title.empty()) titles_[number] = title;
    section_ = std::move(title);
    section_number_ = number;
    number_ = std::move(number);
    requirement_.clear();
    item_ = {};
  }

  /// Names a heading that nothing stands under; those with a number are part of the contents.
  void end_heading() {
    if (!heading_.empty() && section_number_.empty()) out_.left_out.push_back(heading_);
    heading_.clear();
  }

  void read_row(std::size_t table, const std::vector<std::pair<std::int32_t, Content>>& contents, std::size_t at,
                const Row& cells, const Row* header, bool rows_are_wide) {
    const auto& [row, content] = contents[at];
    if (content.filled == 0) {
      leave_out(table, row, cells, "nothing in a column that is read");
      return;
    }
    if (header != nullptr && repeats(cells, *header)) {
      leave_out(table, row, cells, "the names of the columns again");
      return;
    }
    const std::string& number_cell = content.clause.empty() ? content.id : content.clause;
    const auto number = numbered(number_cell);
    // A row that only says what the next ones are about.
    if (content.question.empty() && content.evidence.empty() && content.levels.empty()) {
      if (content.filled == 1 && content.filled_in_all == 1) {
        const bool in_front = content.requirement.empty() && content.guidance.empty();
        const std::string& only = !content.clause.empty()    ? content.clause
                                  : !content.id.empty()      ? content.id
                                  : !content.section.empty() ? content.section
                                                             : content.requirement;
        if (!only.empty() && is_title(only) && (in_front || rows_are_wide)) {
          const auto own = numbered(only);
          begin_section(own ? own->rest : only, own ? own->number : std::string());
          heading_ = place(table, row) + ", heads no row: " + shortened(only, 160);
          return;
        }
      }
      if (number && content.guidance.empty() && (content.requirement.empty() || is_title(content.requirement)) &&
          heads_next(contents, at, number->number)) {
        std::string title = !content.requirement.empty() ? content.requirement : content.section;
        if (title.empty()) title = number->rest;
        begin_section(std::move(title), number->number);
        return;
      }
    }
    if (content.requirement.empty() && content.question.empty()) {
      // What stands beside the second row of a requirement that spans several.
      if (item_ && (!content.evidence.empty() || !content.guidance.empty()) && number_cell.empty()) {
        ChecklistItem& item = out_.clauses[item_->first].items[item_->second];
        const auto add = [](std::string& to, const std::string& more) {
          if (!more.empty()) to += (to.empty() ? "" : "; ") + more;
        };
        add(item.evidence, content.evidence);
        add(item.guidance, content.guidance);
        return;
      }
      leave_out(table, row, cells, "no requirement and no question");
      return;
    }
    if (!content.section.empty() && content.section != section_cell_) {
      section_cell_ = content.section;
      const auto own = numbered(content.section);
      begin_section(own && !own->rest.empty() ? own->rest : content.section, own ? own->number : std::string());
    }
    add_item(table, row, content, cells, number);
  }

  [[nodiscard]] bool repeats(const Row& cells, const Row& header) const {
    return std::all_of(cells.begin(), cells.end(), [&](const auto& cell) {
      const auto other = header.find(cell.first);
      return other != header.end() && text(other->second) == text(cell.second);
    });
  }

  void add_item(std::size_t table, std::int32_t row, const Content& content, const Row& cells,
                const std::optional<Numbered>& number) {
    ChecklistItem item;
    item.origin = place(table, row);
    item.evidence = content.evidence;
    item.guidance = content.guidance;
    std::string note;
    // Where it belongs.
    if (!content.clause.empty()) {
      if (number) {
        number_ = number->number;
        item.label = mark_of(number->rest);
        if (item.label.empty() && !number->rest.empty()) {
          if (is_title(number->rest)) {
            titles_.emplace(number->number, number->rest);
          } else {
            note = "Clause: " + content.clause;
          }
        }
      } else if (const std::string own = as_number(content.clause); !own.empty()) {
        number_ = own;
      } else {
        note = "Clause: " + content.clause;
      }
      if (!content.id.empty()) item.label = content.id;
    } else if (!content.id.empty()) {
      // "3.2" in a column of numbers is a place; "7" and "REQ-7" are names of rows.
      if (number && number->number.find('.') != std::string::npos && (number->rest.empty() || !mark_of(number->rest).empty())) {
        number_ = number->number;
        item.label = mark_of(number->rest);
      } else {
        item.label = content.id;
      }
    }
    const bool digits_only =
        !item.label.empty() && std::all_of(item.label.begin(), item.label.end(), [](char c) { return is_digit(c) || c == '.'; });
    if (digits_only && item.label == content.id) item.label.clear();
    // What is asked.
    if (content.requirement.empty()) {
      const bool same_clause = content.clause.empty() || number_ == requirement_number_;
      item.requirement = requirement_.empty() || !same_clause ? content.question : requirement_;
    } else {
      item.requirement = content.requirement;
      requirement_ = content.requirement;
      requirement_number_ = number_;
    }
    item.question = content.question.empty() ? item.requirement : content.question;
    item.level = level_of_text(item.requirement);
    bool stated = false;
    for (const auto& [name, value] : content.levels) {
      if (const auto level = level_of(value, name)) {
        if (!stated) item.level = *level;
        stated = true;
      } else if (value != "-") {
        note += (note.empty() ? "" : "; ") + ("Level: " + value);
        ++unknown_levels_[shortened(value, 40)];
      }
    }
    if (!note.empty()) item.guidance += (item.guidance.empty() ? "" : "; ") + note;

    ChecklistClause& clause = clause_here();
    for (const ChecklistItem& other : clause.items) {
      if (base::collapse_space(other.question) != base::collapse_space(item.question) ||
          base::collapse_space(other.requirement) != base::collapse_space(item.requirement)) {
        continue;
      }
      leave_out(table, row, cells, "says what " + other.origin + " says");
      return;
    }
    clause.items.push_back(std::move(item));
    item_ = std::pair{current_, clause.items.size() - 1};
    heading_.clear();
  }

  /// The clause that the next item belongs to.
  ChecklistClause& clause_here() {
    // Those without a number are told apart by their title until all are known.
    const std::string key = number_.empty() ? "\n" + section_ : number_;
    const auto [found, added] = by_key_.emplace(key, out_.clauses.size());
    if (added) out_.clauses.push_back({number_, number_.empty() || section_number_.empty() ? section_ : std::string(), {}});
    current_ = found->second;
    ChecklistClause& clause = out_.clauses[found->second];
    if (clause.title.empty()) {
      const auto title = titles_.find(number_);
      if (title != titles_.end()) clause.title = title->second;
    }
    return clause;
  }

  /// Numbers for sections that have none, titles for clauses that have none.
  void name_sections() {
    std::set<std::string> taken;
    for (const ChecklistClause& clause : out_.clauses) taken.insert(clause.number);
    const bool all_unnumbered = taken.size() == 1 && taken.contains("");
    int next = 0;
    for (ChecklistClause& clause : out_.clauses) {
      if (clause.number.empty()) {
        do {
          clause.number = (all_unnumbered ? "" : "S") + std::to_string(++next);
        } while (!taken.insert(clause.number).second);
      }
      if (const auto title = titles_.find(clause.number); title != titles_.end()) clause.title = title->second;
      // The nearest heading above: of "5.8.2" that of "5.8".
      for (std::string above = clause.number; clause.title.empty() && above.find('.') != std::string::npos;) {
        above.resize(above.rfind('.'));
        if (const auto title = titles_.find(above); title != titles_.end()) clause.title = title->second;
      }
      if (clause.title.empty()) clause.title = "Clause " + clause.number;
    }
    // Headings that only stand above others.
    for (const auto& [number, title] : titles_) {
      if (!taken.contains(number)) out_.clauses.push_back({number, title, {}});
    }
    for (const auto& [word, count] : unknown_levels_) {
      out_.remarks.push_back("\"" + word + "\" is no level that is known (" + std::to_string(count) +
                             (count == 1 ? " row" : " rows") + "): noted there, the level is told from the requirement's words");
    }
  }

  const document::Document& document_;
  const ChecklistChoice& choice_;
  Checklist& out_;
  std::vector<Rows> tables_;
  std::map<std::string, std::string> titles_;
  std::map<std::string, std::size_t> by_key_;
  std::map<std::string, int> unknown_levels_;
  /// What is said of the last heading if no row follows.
  std::string heading_;
  std::string section_;
  std::string section_number_;
  /// The last value of a column of sections.
  std::string section_cell_;
  std::string number_;
  std::string requirement_;
  std::string requirement_number_;
  /// The clause of the last item, and the item in it.
  std::size_t current_ = 0;
  std::optional<std::pair<std::size_t, std::size_t>> item_;
};

}  // namespace

std::size_t Checklist::size() const {
  std::size_t out = 0;
  for (const ChecklistClause& clause : clauses) out += clause.items.size();
  return out;
}

base::Result<Checklist> read_checklist(const document::Document& document, const ChecklistChoice& choice, std::string_view file) {
  Checklist out;
  CW_RETURN_IF_ERROR(TableReader(document, choice, out).read());
  for (const document::HiddenText& hidden : document.hidden) {
    out.left_out.push_back(hidden.where + ", " + std::string(base::word(hidden.kind)) + ": " + shortened(hidden.text, 160));
  }
  const std::size_t count = out.size();
  if (count > 0 && count <= most_questions) return out;
  std::string why = count > 0
                        ? "holds more than 1000 questions; --sheet NAME takes one sheet alone"
                        : "holds no table with a column of requirements or questions; --column requirement=LETTER names one";
  if (document.tables.empty()) why = "holds no table; 'crosswalk pack new --questions' takes a list of questions";
  return base::Error{base::ErrorCode::malformed_pack, std::string(file), std::move(why)};
}

std::string pack_id_of(std::string_view text) {
  constexpr std::size_t longest = 60;
  std::string out;
  for (const char c : base::to_lower(text)) {
    if (is_letter(c) || is_digit(c)) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
    if (out.size() >= longest) break;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out.empty() ? "checklist" : out;
}

}  // namespace crosswalk::packs
