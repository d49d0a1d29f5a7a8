// SPDX-License-Identifier: Apache-2.0
#include "facts/shape.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace crosswalk::facts {
namespace {

using document::Block;
using document::BlockKind;

constexpr std::size_t most_blocks = 4'000;
constexpr std::size_t longest_block = 2'000;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& list) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

/// 0 up to `low`, 1 from `high` on.
double between(double value, double low, double high) { return std::clamp((value - low) / (high - low), 0.0, 1.0); }

/// The words by which orders begin.
constexpr std::array<std::string_view, 112> order_words{
    "configure", "set",      "enable",  "disable",  "install", "run",       "use",       "click",    "select",   "create",
    "add",       "open",     "ensure",  "make",     "check",   "copy",      "edit",      "deploy",   "change",   "start",
    "stop",      "restart",  "enter",   "log",      "go",      "avoid",     "update",    "remove",   "verify",   "do",
    "never",     "always",   "keep",    "restrict", "limit",   "store",     "choose",    "download", "replace",  "generate",
    "apply",     "define",   "specify", "follow",   "provide", "connect",   "protect",   "see",      "note",     "if",
    "put",       "place",    "execute", "build",    "clone",   "paste",     "type",      "press",    "navigate", "switch",
    "sign",      "save",     "delete",  "move",     "mount",   "test",      "read",      "write",    "consider", "implement",
    "identify",  "document", "review",  "include",  "monitor", "assign",    "grant",     "upgrade",  "import",   "export",
    "upload",    "find",     "choose",  "confirm",  "tap",     "scan",      "wait",      "turn",     "fill",     "bind",
    "don",       "pin",      "prefer",  "treat",    "pass",    "fetch",     "call",      "register", "request",  "submit",
    "validate",  "repeat",   "return",  "close",    "attach",  "determine", "establish", "perform",  "rotate",   "list",
    "look",      "try"};

/// A number of a series: letters, a separator and digits ("R-01", "RISK-7", "INC-2024-003", "T1.2").
bool series_number(std::string_view cell) {
  std::size_t i = 0;
  while (i < cell.size() && letter(cell[i])) ++i;
  if (i > 8 || cell.size() > 18 || i >= cell.size()) return false;
  std::size_t digits = 0;
  for (std::size_t k = i; k < cell.size(); ++k) {
    if (digit(cell[k])) {
      ++digits;
    } else if (cell[k] != '-' && cell[k] != '_' && cell[k] != '.' && cell[k] != '#' && !(letter(cell[k]) && k < i + 8)) {
      return false;
    }
  }
  return digits > 0 && digits < 10;
}

/// "1.2", "v3.4.5", "^5.0", "2.31.0-beta", ">= 4.2".
bool version_number(std::string_view cell) {
  std::size_t i = 0;
  while (i < cell.size() && (cell[i] == '^' || cell[i] == '~' || cell[i] == '>' || cell[i] == '=' || cell[i] == '<' ||
                             cell[i] == ' ' || cell[i] == 'v' || cell[i] == 'V' || cell[i] == '`')) {
    ++i;
  }
  if (i >= cell.size() || !digit(cell[i]) || cell.size() > 40) return false;
  std::size_t k = i;
  std::size_t dots = 0;
  while (k < cell.size() && (digit(cell[k]) || cell[k] == '.')) dots += cell[k++] == '.' ? 1 : 0;
  return dots > 0 || i > 0;
}

bool begins_with_date(std::string_view text) {
  if (text.size() >= 10 && digit(text[0]) && digit(text[1]) && digit(text[2]) && digit(text[3]) &&
      (text[4] == '-' || text[4] == '/') && digit(text[5]) && digit(text[6])) {
    return true;
  }
  if (text.size() >= 8 && digit(text[0]) && digit(text[1]) && (text[2] == '.' || text[2] == '/' || text[2] == '-') &&
      digit(text[3]))
    return true;
  constexpr std::array<std::string_view, 12> months{"January", "February", "March",     "April",   "May",      "June",
                                                    "July",    "August",   "September", "October", "November", "December"};
  return std::any_of(months.begin(), months.end(), [&](std::string_view month) {
    return text.starts_with(month) && text.size() > month.size() + 2 && text[month.size()] == ' ' &&
           digit(text[month.size() + 1]);
  });
}

/// The number of a requirement of a law or standard at the beginning of a cell.
bool requirement_number(std::string_view cell) {
  if (cell.starts_with("\xC2\xA7") || cell.starts_with("Art. ") || cell.starts_with("Article ") || cell.starts_with("Annex ") ||
      cell.starts_with("Clause ") || cell.starts_with("Section ") || cell.starts_with("Req")) {
    return cell.find_first_of("0123456789IVX") != std::string_view::npos;
  }
  if (cell.starts_with("CC") && cell.size() > 3 && digit(cell[2])) return true;
  // "A.8.24", "SR 1.1", "PW.4.1", "AC-2", "164.312(a)(1)", "5.8.2", "PR.DS-01".
  std::size_t i = 0;
  while (i < cell.size() && i < 5 && letter(cell[i])) ++i;
  const bool letters = i > 0;
  if (letters && i < cell.size() && (cell[i] == '.' || cell[i] == ' ' || cell[i] == '-')) ++i;
  while (letters && i < cell.size() && i < 9 && (letter(cell[i]) || cell[i] == '-' || cell[i] == '.')) ++i;
  const std::size_t begin = i;
  std::size_t dots = 0;
  while (i < cell.size() && (digit(cell[i]) || cell[i] == '.')) dots += cell[i++] == '.' ? 1 : 0;
  if (i == begin) return false;
  if (letters) return i - begin <= 8 && cell.size() < 60;
  return dots >= 1 && (i >= cell.size() || cell[i] == ' ' || cell[i] == '(');
}

bool licence_name(std::string_view words) {
  constexpr std::array<std::string_view, 12> names{"mit", "apache", "bsd", "gpl",  "lgpl",        "mpl",
                                                   "isc", "epl",    "psf", "zlib", "proprietary", "agpl"};
  return words.size() < 80 &&
         std::any_of(names.begin(), names.end(), [&](std::string_view name) { return has_phrase(words, name); });
}

bool answer(std::string_view words) {
  constexpr std::array<std::string_view, 34> answers{"yes",
                                                     "no",
                                                     "n a",
                                                     "met",
                                                     "partial",
                                                     "partially",
                                                     "implemented",
                                                     "not implemented",
                                                     "done",
                                                     "pass",
                                                     "passed",
                                                     "fail",
                                                     "failed",
                                                     "compliant",
                                                     "conformant",
                                                     "planned",
                                                     "complete",
                                                     "completed",
                                                     "in progress",
                                                     "not applicable",
                                                     "applicable",
                                                     "supported",
                                                     "not supported",
                                                     "covered",
                                                     "full",
                                                     "none",
                                                     "not met",
                                                     "satisfied",
                                                     "fulfilled",
                                                     "deferred",
                                                     "partially met",
                                                     "open",
                                                     "partially implemented",
                                                     "conforms"};
  return one_of(words, answers);
}

/// A slot that somebody is to fill, at `i` of `text`: its length, else 0.
std::size_t slot_at(std::string_view text, std::size_t i) {
  const std::string_view rest = text.substr(i, 120);
  if (rest.starts_with("{{") && rest.size() > 4 && rest[2] != '<' && rest[2] != '%') {
    const std::size_t end = rest.find("}}");
    return end == std::string_view::npos || end < 4 ? 0 : end + 2;
  }
  if (rest.starts_with("____"))
    return rest.find_first_not_of('_') == std::string_view::npos ? rest.size() : rest.find_first_not_of('_');
  for (const std::string_view mark : {"TODO", "TBD", "YYYY", "XXXX", "DD.MM", "........"}) {
    if (rest.starts_with(mark)) return mark.size();
  }
  if (rest[0] != '[' && rest[0] != '<') return 0;
  const char close = rest[0] == '[' ? ']' : '>';
  const std::size_t end = rest.find(close);
  if (end == std::string_view::npos || end < 4 || end > 80) return 0;
  const std::string_view inside = rest.substr(1, end - 1);
  // A link, an anchor, a footnote, a mark-up tag and a reference are no slots.
  const char next = end + 1 < rest.size() ? rest[end + 1] : ' ';
  if (rest[0] == '[' && (next == '(' || next == '[' || next == ':')) return 0;
  if (rest[0] == '<' &&
      (inside.find_first_of("/=:@.#{}()") != std::string_view::npos || inside.find(' ') == std::string_view::npos))
    return 0;
  if (!letter(inside[0]) || inside.find_first_of("=:{}$|#@_") != std::string_view::npos) return 0;
  const bool spoken = inside.find(' ') != std::string_view::npos || (inside[0] >= 'A' && inside[0] <= 'Z');
  const bool all_small =
      std::all_of(inside.begin(), inside.end(), [](char c) { return letter(c) || c == ' ' || c == '-' || c == '/'; });
  return spoken && all_small ? end + 1 : 0;
}

/// What is counted in one pass over the blocks.
struct Counts {
  double blocks = 0;
  double text_blocks = 0;
  double bytes = 0;
  double code_bytes = 0;
  double code_blocks = 0;
  double orders = 0;
  double questions = 0;
  double boxes = 0;
  double items = 0;
  double numbered = 0;
  double slots = 0;
  double rows = 0;
  double record_rows = 0;
  double requirement_rows = 0;
  double component_rows = 0;
  double licence_rows = 0;
  double answer_cells = 0;
  double dated = 0;
  double headings = 0;
  double empty_headings = 0;
  double empty_labels = 0;
  double change_items = 0;
  double component_items = 0;
  double licence_items = 0;
};

/// "openssl 3.0.13 (Apache-2.0)", "requests==2.31.0": a name with its version and little more.
bool names_a_component(std::string_view words) {
  constexpr std::ptrdiff_t most_words = 14;
  const std::string_view text = base::trim(words);
  if (text.empty() || !letter(text[0]) || std::count(text.begin(), text.end(), ' ') > most_words) return false;
  // Two numbers after another were one with a dot between: "3 0 13".
  for (std::size_t at = text.find(' '); at != std::string_view::npos && at + 1 < text.size(); at = text.find(' ', at + 1)) {
    const std::size_t next = text.find(' ', at + 1);
    if (next == std::string_view::npos || next + 1 >= text.size()) return false;
    const bool first = digit(text[at + 1]) || (text[at + 1] == 'v' && digit(text[at + 2]));
    if (first && digit(text[next + 1]) && next - at <= 4) return at <= 40;
  }
  return false;
}

void count_item(std::string_view text, const std::string& words, Counts& counts) {
  const std::string_view bare = base::trim(words);
  const std::string_view first = bare.substr(0, bare.find(' '));
  if (one_of(first, order_words)) ++counts.orders;
  constexpr std::array<std::string_view, 17> changes{"added", "fixed",      "changed",  "removed",   "bump",       "bumped",
                                                     "fix",   "updated",    "improved", "upgraded",  "refactored", "fixes",
                                                     "feat",  "deprecated", "renamed",  "corrected", "upgrade"};
  if (one_of(first, changes)) ++counts.change_items;
  if (begins_with_date(text)) ++counts.dated;
  if (!text.empty() && text.back() == '?') ++counts.questions;
  if (text.size() > 2 && text.size() < 60 && (text.back() == ':' || text.ends_with(":**"))) ++counts.empty_labels;
}

Counts count_blocks(const View& view) {
  Counts counts;
  const document::Document& document = *view.document;
  const std::span<const document::Span> markup(document.markup);
  std::int32_t table = -1;
  std::int32_t row = -1;
  bool row_record = false;
  bool row_requirement = false;
  bool row_version = false;
  bool row_licence = false;
  bool row_named = false;
  const auto end_row = [&] {
    if (row < 0) return;
    ++counts.rows;
    if (row_record) ++counts.record_rows;
    if (row_requirement) ++counts.requirement_rows;
    if (row_version && row_named) ++counts.component_rows;
    if (row_licence) ++counts.licence_rows;
    row_record = row_requirement = row_version = row_licence = row_named = false;
  };
  bool after_heading = false;
  for (std::size_t i = 0; i < std::min(document.blocks.size(), most_blocks); ++i) {
    const Block& block = document.blocks[i];
    if (block.span.begin < view.front_end) continue;
    const std::string_view whole = document.view(block.span);
    const std::string_view text = base::trim(whole.substr(0, longest_block));
    ++counts.blocks;
    counts.bytes += static_cast<double>(whole.size());
    if (block.kind == BlockKind::code) {
      // A note of a site generator is set in like code: "!!! note".
      if (view.document->format != "markdown" || text.starts_with("```") || text.starts_with("~~~") ||
          text.find('\n') != std::string_view::npos) {
        counts.code_bytes += static_cast<double>(whole.size());
        ++counts.code_blocks;
        for (const std::string_view line : base::split(text, '\n')) {
          if (line.size() < 120 && names_a_component(words_of(line))) ++counts.component_items;
        }
      }
      after_heading = false;
      continue;
    }
    if (block.checkbox != document::Checkbox::none) ++counts.boxes;
    for (std::size_t at = 0; at < text.size();) {
      const std::size_t size = slot_at(text, at);
      if (size > 0) ++counts.slots;
      at += std::max<std::size_t>(size, 1);
    }
    if (block.kind == BlockKind::heading) {
      ++counts.headings;
      if (after_heading && i > 0 && document.blocks[i - 1].level >= block.level) ++counts.empty_headings;
      after_heading = true;
      if (!text.empty() && text.back() == '?') ++counts.questions;
      continue;
    }
    after_heading = false;
    if (block.kind == BlockKind::page_header || block.kind == BlockKind::page_footer) continue;
    const std::string words = words_of(whole.substr(0, longest_block), markup, block.span.begin);
    const std::string_view bare = base::trim(words);
    if (block.table >= 0) {
      if (block.table != table || block.row != row) {
        end_row();
        table = block.table;
        row = block.row;
      }
      std::string_view cell = text;
      while (!cell.empty() && (cell.front() == '*' || cell.front() == '`' || cell.front() == '[')) cell.remove_prefix(1);
      while (!cell.empty() && (cell.back() == '*' || cell.back() == '`')) cell.remove_suffix(1);
      if (block.column == 0) {
        row_record = series_number(cell);
        row_requirement = requirement_number(cell);
        row_named = !cell.empty() && !digit(cell[0]) && cell.size() < 80;
        if (begins_with_date(cell)) ++counts.dated;
      } else {
        if (block.column == 1 && !row_named) row_named = !cell.empty() && letter(cell[0]) && cell.size() < 80;
        if (version_number(cell) && !begins_with_date(cell)) row_version = true;
        if (licence_name(words)) row_licence = true;
        if (answer(bare) || cell.find("\xE2\x9C\x85") != std::string_view::npos ||
            cell.find("\xE2\x9D\x8C") != std::string_view::npos || cell.find("\xE2\x9C\x93") != std::string_view::npos ||
            cell.find("\xE2\x9C\x94") != std::string_view::npos) {
          ++counts.answer_cells;
        }
        if (!cell.empty() && cell.back() == '?') ++counts.questions;
      }
      continue;
    }
    end_row();
    row = -1;
    ++counts.text_blocks;
    if (block.kind == BlockKind::list_item) {
      ++counts.items;
      if (block.numbered) ++counts.numbered;
    }
    std::string_view content = text;
    while (!content.empty() && std::string_view("-*+ >.").find(content.front()) != std::string_view::npos)
      content.remove_prefix(1);
    count_item(content, words, counts);
    if (names_a_component(words) && !begins_with_date(content)) ++counts.component_items;
    if (block.kind == BlockKind::list_item && licence_name(words)) ++counts.licence_items;
  }
  end_row();
  return counts;
}

/// A heading without the number of its chapter.
std::string_view without_number(std::string_view heading) {
  std::string_view text = base::trim(heading);
  while (!text.empty() && (digit(text.front()) || text.front() == ' ')) text.remove_prefix(1);
  return text;
}

double heading_share(const View& view, std::span<const std::string_view> names) {
  double found = 0;
  for (const std::string& heading : view.headings) {
    const std::string_view text = without_number(heading);
    if (std::find(names.begin(), names.end(), text) != names.end()) ++found;
  }
  return found;
}

/// Headings that begin with one of `names` and a number: "Phase 2", "Step 3".
double numbered_headings(const View& view, std::span<const std::string_view> names) {
  double found = 0;
  for (const std::string& heading : view.headings) {
    const std::string_view text = without_number(heading);
    for (const std::string_view name : names) {
      if (text.starts_with(name) && text.size() > name.size() + 1 && text[name.size()] == ' ' &&
          (digit(text[name.size() + 1]) || text[name.size() + 1] == 'i')) {
        ++found;
        break;
      }
    }
  }
  return found;
}

/// "4.16.1", "[1.2.0] - 2024-01-31", "Release 6.9.1, July 28th", "v2.0"; not "4.2.1 Security", a chapter.
bool version_heading(std::string_view words) {
  std::string_view text = base::trim(words);
  bool named = false;
  for (const std::string_view word : {"release ", "version ", "v "}) {
    if (!text.starts_with(word)) continue;
    text.remove_prefix(word.size());
    named = true;
  }
  if (text.size() > 1 && text[0] == 'v') {
    text.remove_prefix(1);
    named = true;
  }
  std::size_t numbers = 0;
  std::size_t i = 0;
  while (i < text.size() && digit(text[i])) {
    while (i < text.size() && digit(text[i])) ++i;
    if (i < text.size() && text[i] != ' ') break;
    ++numbers;
    if (i < text.size()) ++i;
  }
  if (numbers < 2) return false;
  const std::string_view rest = i < text.size() ? text.substr(i) : std::string_view{};
  constexpr std::array<std::string_view, 15> months{"jan", "feb", "mar", "apr", "may", "jun",  "jul",  "aug",
                                                    "sep", "oct", "nov", "dec", "rc",  "beta", "alpha"};
  return named || rest.empty() ||
         std::any_of(months.begin(), months.end(), [&](std::string_view month) { return rest.starts_with(month); });
}

double version_headings(const View& view) {
  return static_cast<double>(std::count_if(view.headings.begin(), view.headings.end(),
                                           [](const std::string& heading) { return version_heading(heading); }));
}

/// Keys and headings of the kind that advisories have, each counted once.
double advisory_fields(const View& view) {
  constexpr std::array<std::string_view, 40> keys{"cve",
                                                  "cves",
                                                  "cve id",
                                                  "cvss",
                                                  "cvss score",
                                                  "cvss vector",
                                                  "severity",
                                                  "affects",
                                                  "affected",
                                                  "affected versions",
                                                  "affected products",
                                                  "not affected",
                                                  "fixed in",
                                                  "fixed versions",
                                                  "patched versions",
                                                  "credits",
                                                  "credit",
                                                  "impact",
                                                  "solution",
                                                  "workaround",
                                                  "workarounds",
                                                  "remediation",
                                                  "remediations",
                                                  "mitigations",
                                                  "base score",
                                                  "vulnerabilities",
                                                  "vulnerability details",
                                                  "cwe",
                                                  "aliases",
                                                  "ghsa",
                                                  "advisory id",
                                                  "confirmed affected versions",
                                                  "severity rating",
                                                  "fixed",
                                                  "exploit",
                                                  "introduced",
                                                  "reported by",
                                                  "reporter",
                                                  "announced",
                                                  "discovered by"};
  std::vector<std::string_view> seen;
  const auto add = [&](std::string_view name) {
    const auto found = std::find(keys.begin(), keys.end(), name);
    if (found != keys.end() && std::find(seen.begin(), seen.end(), *found) == seen.end()) seen.push_back(*found);
  };
  for (const Field& field : view.fields) {
    if (!field.history) add(field.key);
  }
  for (const std::string& heading : view.headings) add(base::trim(heading));
  // Keys whose values stand below them, as in YAML.
  constexpr std::size_t first_bytes = 6'000;
  constexpr std::size_t longest_key = 28;
  for (const std::string_view line : base::split(std::string_view(view.document->text).substr(0, first_bytes), '\n')) {
    const std::size_t colon = line.find(':');
    if (colon == std::string_view::npos || colon > longest_key) continue;
    const std::string key = words_of(line.substr(0, colon));
    add(base::trim(key));
  }
  return static_cast<double>(seen.size());
}

/// Whether a name says that its document is a template: "Risk Report Template", "Template: ...", "tmpl-7"; not "Working with
/// templates".
bool called_template(std::string_view words) {
  const std::string_view name = base::trim(words);
  for (const std::string_view word : {"template", "tmpl", "blank form"}) {
    if (has_phrase(name, word)) return true;
  }
  return false;
}

std::string_view front_matter(const View& view) { return std::string_view(view.document->text).substr(0, view.front_end); }

/// Words and phrases that are counted, and how many of a thousand words they must be to count at all and to count fully.
struct Wording {
  Sign sign;
  double low;
  double high;
  std::vector<std::string_view> phrases;
};

const std::vector<Wording>& wordings() {
  static const std::vector<Wording> list{
      {Sign::reader, 0.5, 18, {"you", "your", "you re", "yourself"}},
      {Sign::screen,
       1,
       12,
       {"click", "select", "menu", "button", "tab", "dialog", "screen", "page", "settings", "press", "dropdown", "dashboard"}},
      {Sign::we, 0.5, 16, {"we", "our", "us", "ourselves"}},
      {Sign::duties,
       0.5,
       9,
       {"shall", "must", "is responsible for", "are responsible for", "is required to", "are required to", "is responsible"}},
      {Sign::actors,
       1,
       12,
       {"team", "officer", "lead", "manager", "coordinator", "committee", "owner", "engineer", "assigned", "notify", "escalate",
        "escalated", "triage", "responder"}},
      {Sign::rules,
       1,
       14,
       {"policy", "policies", "prohibited", "acceptable", "applies to all", "violations", "violation", "employees", "personnel",
        "exceptions", "must not", "enforcement"}},
      {Sign::risks,
       1.5,
       18,
       {"likelihood", "severity", "hazard", "hazards", "harm", "residual risk", "risk", "risks", "mitigation"}},
      {Sign::threats,
       1,
       12,
       {"threat", "threats", "adversary", "adversaries", "trust boundary", "trust boundaries", "stride", "attack surface",
        "threat model", "attacker", "assets", "spoofing", "tampering", "elevation of privilege"}},
      {Sign::identifiers, 0.3, 8, {"cve", "ghsa"}},
      {Sign::weakness,
       2,
       20,
       {"an attacker",
        "attackers",
        "could allow",
        "denial of service",
        "crash",
        "overflow",
        "bypass",
        "malicious",
        "injection",
        "was fixed in",
        "fixed in",
        "exploit",
        "exploited",
        "vulnerable",
        "affected",
        "the vulnerability",
        "this vulnerability",
        "attacker",
        "patched",
        "payload",
        "arbitrary",
        "crafted",
        "unauthenticated",
        "remote"}},
      {Sign::findings,
       1.5,
       14,
       {"finding", "findings", "we found", "was found", "were found", "verified", "was fixed", "audit", "audited", "assessed",
        "passed", "identified", "executive summary", "recommendation", "recommendations", "conclusion", "results", "reviewed"}},
      {Sign::reporting,
       0.7,
       10,
       {"report a vulnerability",
        "reporting a vulnerability",
        "report security",
        "security issue",
        "security issues",
        "report vulnerabilities",
        "please report",
        "supported versions",
        "do not open",
        "responsible disclosure",
        "coordinated disclosure",
        "safe harbor",
        "good faith",
        "vulnerability disclosure",
        "acknowledge",
        "private vulnerability reporting",
        "report the",
        "bug bounty",
        "reporting vulnerabilities",
        "security reports",
        "security advisories",
        "embargo"}},
      {Sign::claims,
       2,
       16,
       {"supports", "provides", "is encrypted", "are encrypted", "implements", "complies", "compliant", "compliance", "conforms",
        "conformance", "aligned", "is not", "does not", "uses", "designed to", "controls", "certified"}},
      {Sign::letter,
       0,
       4,
       {"dear customer", "dear customers", "we inform you", "inform you", "sincerely", "kind regards", "field safety notice"}},
      {Sign::licences, 6, 40, {"copyright", "license", "licensed", "licence", "licences", "licenses", "redistribution"}},
      {Sign::changes,
       3,
       24,
       {"fixed", "added", "improved", "improvements", "bug fixes", "bugs", "new features", "this release", "released",
        "now supports", "resolved", "fixes", "release", "no longer", "deprecated"}},
      {Sign::past, 4, 24, {"was", "were", "had", "been", "did", "found", "discovered"}},
      {Sign::future, 2, 16, {"will", "planned", "upcoming", "to be", "target", "future", "next"}},
  };
  return list;
}

void set_wordings(const View& view, Shape& shape) {
  static const std::vector<std::string_view> phrases = [] {
    std::vector<std::string_view> all;
    for (const Wording& wording : wordings()) all.insert(all.end(), wording.phrases.begin(), wording.phrases.end());
    return all;
  }();
  static const PhraseTable table(phrases);
  const std::vector<std::uint32_t> counts = table.count(view.body);
  constexpr std::size_t fewest_words = 120;
  const auto words = static_cast<double>(std::max(view.body_count, fewest_words));
  std::size_t i = 0;
  for (const Wording& wording : wordings()) {
    double count = 0;
    for (std::size_t k = 0; k < wording.phrases.size(); ++k) count += counts[i++];
    shape.set(wording.sign, between(1'000 * count / words, wording.low, wording.high));
  }
}

/// What the columns of the tables are called.
struct Columns {
  double settings = 0;
  double risks = 0;
  double components = 0;
  double requirements = 0;
  double answers = 0;
};

Columns count_columns(const View& view) {
  constexpr std::array<std::string_view, 11> setting{
      "option", "default", "parameter",           "variable", "setting", "flag", "argument", "field",
      "type",   "key",     "environment variable"};
  constexpr std::array<std::string_view, 14> risk{"likelihood",   "probability", "severity",   "hazard",     "rpn",
                                                  "failure mode", "harm",        "risk level", "likeliness", "threat",
                                                  "consequence",  "risk score",  "residual",   "mitigation"};
  constexpr std::array<std::string_view, 8> component{"component", "package",  "library", "dependency",
                                                      "name",      "software", "purl",    "module"};
  constexpr std::array<std::string_view, 6> origin{"license", "licence", "supplier", "manufacturer", "vendor", "purl"};
  constexpr std::array<std::string_view, 11> requirement{"requirement", "clause",        "control",   "safeguard",
                                                         "article",     "criterion",     "standard",  "section",
                                                         "practice",    "specification", "regulation"};
  constexpr std::array<std::string_view, 12> evidence{"implementation", "evidence",      "how",        "compliance",
                                                      "coverage",       "justification", "applicable", "provides",
                                                      "status",         "implemented",   "mapping",    "maps"};
  constexpr std::array<std::string_view, 9> tick{"yes", "no", "done", "ok", "n a", "pass", "fail", "fulfilled", "checked"};
  Columns out;
  for (const std::string& columns : view.columns) {
    if (count_distinct(columns, setting) >= 2) ++out.settings;
    if (count_distinct(columns, risk) >= 3) ++out.risks;
    if (has_any(columns, component) && has_phrase(columns, "version")) out.components += has_any(columns, origin) ? 1 : 0.5;
    if (has_any(columns, requirement) && has_any(columns, evidence)) ++out.requirements;
    if (count_distinct(columns, tick) >= 2) ++out.answers;
  }
  return out;
}

}  // namespace

bool is_law(const View& view) {
  constexpr std::size_t fewest = 3;
  constexpr std::string_view first_person[] = {"we", "our"};
  if (has_any(view.body, first_person)) return false;
  std::size_t articles = 0;
  for (const document::Block& block : view.document->blocks) {
    if (block.kind != document::BlockKind::heading && block.kind != document::BlockKind::paragraph) continue;
    const std::string_view text = view.document->view(block.span);
    const bool numbered_article = text.size() > 8 && text.starts_with("Article ") && text[8] >= '0' && text[8] <= '9';
    if (text.starts_with("\u00a7") || (block.kind == document::BlockKind::heading && numbered_article)) ++articles;
  }
  return articles >= fewest && count_phrase(view.body, "shall") >= articles;
}

Shape shape_of(const View& view) {
  constexpr std::array<std::string_view, 1> step{"step"};
  constexpr std::array<std::string_view, 22> regulated{"purpose",
                                                       "scope",
                                                       "responsibilities",
                                                       "procedure",
                                                       "records",
                                                       "definitions",
                                                       "references",
                                                       "process steps",
                                                       "roles and responsibilities",
                                                       "revision history",
                                                       "policy statement",
                                                       "policy",
                                                       "applicability",
                                                       "related documents",
                                                       "review",
                                                       "approval",
                                                       "document control",
                                                       "document history",
                                                       "enforcement",
                                                       "exceptions",
                                                       "purpose and scope",
                                                       "change history"};
  constexpr std::array<std::string_view, 9> stage{"phase", "week", "task", "sprint", "milestone", "stage", "wave", "q", "day"};
  constexpr std::array<std::string_view, 20> planning{
      "milestones",          "timeline",         "budget",          "deliverables",        "schedule", "next steps",
      "resources",           "success criteria", "success metrics", "implementation plan", "rollout",  "objectives",
      "acceptance criteria", "action plan",      "review schedule", "objective",           "roadmap",  "workstreams",
      "verification plan",   "activities"};
  constexpr std::array<std::string_view, 22> change_kinds{
      "added",         "fixed",         "changed",    "removed",      "improvements", "features",       "bug fixes",
      "fixes",         "new features",  "deprecated", "fix",          "bugs",         "what s changed", "breaking changes",
      "patch changes", "minor changes", "what s new", "enhancements", "unreleased",   "changes",        "bugfixes",
      "known issues"};
  constexpr std::array<std::string_view, 8> article_folders{"blog",     "blogs",         "posts",         "news",
                                                            "articles", "announcements", "presentations", "talks"};

  Shape shape;
  set_wordings(view, shape);
  const Counts c = count_blocks(view);
  const Columns columns = count_columns(view);
  const double blocks = std::max(c.text_blocks, 6.0);
  const double rows = std::max(c.rows, 6.0);
  const double words = std::max<double>(static_cast<double>(view.body_count), 120);
  const auto headings = static_cast<double>(std::max<std::size_t>(view.headings.size(), 3));

  shape.set(Sign::orders, between(c.orders / blocks, 0.02, 0.3));
  shape.set(Sign::code, between(c.code_bytes / std::max(c.bytes, 1'000.0), 0.0, 0.35));
  shape.set(Sign::settings, columns.settings / 2);
  shape.set(Sign::steps, std::max(between(numbered_headings(view, step), 0, 3), between(c.numbered / blocks, 0.05, 0.4)));
  shape.set(Sign::regulated, between(heading_share(view, regulated), 0, 5));
  shape.set(Sign::stages, between(numbered_headings(view, stage) + heading_share(view, planning), 0, 3));
  shape.set(Sign::boxes, std::max(between(c.boxes / std::max(c.text_blocks, 8.0), 0.08, 0.5), between(columns.answers, 0, 2)));
  shape.set(Sign::questions, between(c.questions / std::max(c.blocks, 8.0), 0.03, 0.25));
  shape.set(Sign::blanks, between(1'000.0 * c.slots / words, 1, 14));
  shape.set(Sign::empty_fields,
            between((c.empty_headings + c.empty_labels) / std::max(c.headings + c.text_blocks, 8.0), 0.15, 0.6));
  const double component_rows = between(c.component_rows / rows, 0.15, 0.7) * between(c.component_rows, 1, 6);
  const double component_items = between(c.component_items / blocks, 0.15, 0.6) * between(c.component_items, 2, 8);
  shape.set(Sign::components, std::max({component_rows, component_items, between(columns.components, 0, 2)}));
  shape.set(Sign::licences, std::max({0.8 * shape[Sign::licences], between(c.licence_rows / rows, 0.1, 0.6),
                                      between(c.licence_items / blocks, 0.1, 0.5)}));
  shape.set(Sign::requirements, std::max(between(c.requirement_rows / rows, 0.1, 0.5), between(columns.requirements, 0, 2)));
  shape.set(Sign::answers, between(c.answer_cells / rows, 0.1, 0.7));
  shape.set(Sign::records, between(c.record_rows / rows, 0.2, 0.8));
  shape.set(Sign::tabular, between(c.rows / std::max(c.rows + c.text_blocks, 8.0), 0.1, 0.7));
  shape.set(Sign::risks, std::max(shape[Sign::risks], between(columns.risks, 0, 1)));
  shape.set(Sign::advisory_fields, between(advisory_fields(view), 0.5, 5));
  shape.set(Sign::versions, between(version_headings(view) / headings, 0.05, 0.4));
  shape.set(Sign::changes, std::max({0.6 * shape[Sign::changes], between(heading_share(view, change_kinds), 0, 3),
                                     between(c.change_items / blocks, 0.05, 0.35)}));
  shape.set(Sign::dated, between(c.dated / std::max(c.text_blocks + c.rows, 8.0), 0.03, 0.3));
  const std::string front = words_of(front_matter(view));
  const bool signed_and_dated = has_phrase(front, "date") && (has_phrase(front, "author") || has_phrase(front, "authors") ||
                                                              has_phrase(front, "tags") || has_phrase(front, "categories"));
  const bool names_itself = has_any(view.head, std::array<std::string_view, 3>{"blog post", "this post", "this article"});
  shape.set(Sign::article, (has_any(view.folders, article_folders) ? 0.7 : 0) + (signed_and_dated ? 0.4 : 0) +
                               (names_itself ? 0.4 : 0) + (has_phrase(view.file_name, "blog") ? 0.7 : 0));
  shape.set(Sign::links, between(1'000.0 * static_cast<double>(view.document->links.size()) / words, 10, 60));
  const std::string_view format = view.document->format;
  shape.set(Sign::sheet, format == "xlsx" || format == "ods" || format == "xls" || format == "csv" ? 1 : 0);
  shape.set(Sign::called_template, called_template(view.title_words) || called_template(view.file_name) ? 1 : 0);
  shape.set(Sign::law, is_law(view) ? 1 : 0);
  shape.set(Sign::brief, 1 - between(static_cast<double>(view.body_count), 60, 250));
  return shape;
}

std::string_view name_of(Sign sign) {
  constexpr std::array<std::string_view, static_cast<std::size_t>(Sign::count)> names{
      "orders",    "code",         "reader",  "screen",          "settings",  "we",        "duties",       "steps",
      "regulated", "actors",       "stages",  "boxes",           "questions", "blanks",    "empty_fields", "components",
      "licences",  "requirements", "answers", "records",         "risks",     "threats",   "identifiers",  "advisory_fields",
      "weakness",  "versions",     "changes", "dated",           "findings",  "reporting", "claims",       "letter",
      "article",   "links",        "sheet",   "called_template", "unfilled",  "brief",     "rules",        "past",
      "future",    "tabular",      "law"};
  return names[static_cast<std::size_t>(sign)];
}

}  // namespace crosswalk::facts
