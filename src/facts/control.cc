// SPDX-License-Identifier: Apache-2.0
#include "facts/control.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"

namespace crosswalk::facts {
namespace {

using document::Block;
using document::BlockKind;
using document::Control;
using document::State;

bool digit(char c) { return c >= '0' && c <= '9'; }
bool upper(char c) { return c >= 'A' && c <= 'Z'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || upper(c); }

std::string_view bare(const std::string& words) { return base::trim(words); }

// --- dates

std::optional<base::Date> day_of(int year, int month, int day) {
  if (year < 1950 || year > 2200) return std::nullopt;
  return base::parse_iso_date(base::Date{year, month, day}.iso());
}

int month_of(std::string_view word) {
  constexpr std::string_view months[] = {"january", "february", "march",     "april",   "may",      "june",
                                         "july",    "august",   "september", "october", "november", "december"};
  if (word == "sept") return 9;
  for (int i = 0; i < 12; ++i) {
    const std::string_view month = months[static_cast<std::size_t>(i)];
    if (word == month || (word.size() == 3 && month.substr(0, 3) == word)) return i + 1;
  }
  return 0;
}

/// A number of at most four digits at the start of a word, with nothing or an ordinal's ending after it; -1 where there is none.
int number_of(std::string_view word) {
  std::size_t n = 0;
  int value = 0;
  while (n < word.size() && n < 5 && digit(word[n])) value = value * 10 + (word[n++] - '0');
  if (n == 0 || n > 4) return -1;
  const std::string_view rest = word.substr(n);
  if (rest.empty() || rest == "st" || rest == "nd" || rest == "rd" || rest == "th") return value;
  return -1;
}

/// A date of three numbers at `at`: 2024-01-31, 2024/01/31, 31.01.2024, 31/01/2024, 01/31/2024.
std::optional<base::Date> numeric_date(std::string_view text, std::size_t at) {
  std::array<int, 3> parts{};
  std::array<std::size_t, 3> lengths{};
  char separator = 0;
  std::size_t i = at;
  for (std::size_t part = 0; part < 3; ++part) {
    if (part > 0) {
      if (i >= text.size() || (text[i] != '-' && text[i] != '/' && text[i] != '.')) return std::nullopt;
      if (separator != 0 && separator != text[i]) return std::nullopt;
      separator = text[i++];
    }
    while (i < text.size() && digit(text[i]) && lengths[part] < 5) {
      parts[part] = parts[part] * 10 + (text[i++] - '0');
      ++lengths[part];
    }
    if (lengths[part] == 0 || lengths[part] > 4) return std::nullopt;
  }
  if (i < text.size() && (digit(text[i]) || (text[i] == '.' && i + 1 < text.size() && digit(text[i + 1])))) return std::nullopt;
  if (lengths[0] == 4 && lengths[1] <= 2 && lengths[2] <= 2) return day_of(parts[0], parts[1], parts[2]);
  if (lengths[2] != 4 || lengths[0] > 2 || lengths[1] > 2) return std::nullopt;
  if (separator == '.' || parts[0] > 12 || parts[0] == parts[1]) return day_of(parts[2], parts[1], parts[0]);
  if (parts[1] > 12) return day_of(parts[2], parts[0], parts[1]);
  return std::nullopt;
}

// --- placeholders

constexpr std::string_view blank_beginnings[] = {"insert",
                                                 "enter",
                                                 "fill",
                                                 "company",
                                                 "your",
                                                 "manufacturer",
                                                 "organization",
                                                 "organisation",
                                                 "placeholder",
                                                 "list at",
                                                 "list of your",
                                                 "list your",
                                                 "name of",
                                                 "product name",
                                                 "device name",
                                                 "document name",
                                                 "document id",
                                                 "document number",
                                                 "document title",
                                                 "doc id",
                                                 "sop id",
                                                 "approver",
                                                 "author name",
                                                 "address",
                                                 "signature",
                                                 "tbd",
                                                 "tbc",
                                                 "to be determined",
                                                 "to be defined",
                                                 "to be filled",
                                                 "add your",
                                                 "add company",
                                                 "describe",
                                                 "specify",
                                                 "select",
                                                 "date",
                                                 "name",
                                                 "version",
                                                 "effective date",
                                                 "approval date",
                                                 "yyyy mm dd",
                                                 "dd mm yyyy",
                                                 "role",
                                                 "title",
                                                 "contact name",
                                                 "contact email",
                                                 "email address",
                                                 "phone number",
                                                 "legal entity",
                                                 "project name",
                                                 "department",
                                                 "position",
                                                 "customer name",
                                                 "vendor name",
                                                 "department name",
                                                 "product",
                                                 "software name",
                                                 "your company s",
                                                 "x",
                                                 "xx",
                                                 "xxx",
                                                 "xxxx"};

/// Whether what stands between brackets reads like a blank. Generic nouns must be all of it, verbs only its beginning.
bool blank_inside(std::string_view inside) {
  if (inside.empty() || inside.size() > 120 || inside.find("://") != std::string_view::npos ||
      inside.find('@') != std::string_view::npos) {
    return false;
  }
  const std::string words = words_of(inside);
  const std::string_view text = bare(words);
  for (const std::string_view beginning : blank_beginnings) {
    if (!text.starts_with(beginning) || (text.size() > beginning.size() && text[beginning.size()] != ' ')) continue;
    constexpr std::string_view open[] = {
        "insert",        "enter",        "company",  "your",         "placeholder", "list at",     "list of your",
        "list your",     "name of",      "tbd",      "manufacturer", "add your",    "add company", "to be determined",
        "to be defined", "to be filled", "approver", "organization", "organisation"};
    if (text.size() == beginning.size()) return true;
    if (std::find(std::begin(open), std::end(open), beginning) != std::end(open)) return true;
  }
  return false;
}

/// Whether "{{" at `at` begins a command of a site generator or a value of its settings, and no blank: "{{< note >}}",
/// "{{% alert %}}", "{{ site.url }}", "{{ .Title }}", "${{ secrets.KEY }}".
bool is_shortcode(std::string_view text, std::size_t at) {
  if (at > 0 && text[at - 1] == '$') return true;
  const std::string_view inside = base::trim(text.substr(at + 2, 40));
  if (inside.empty() || std::string_view("<%.#/").find(inside[0]) != std::string_view::npos) return true;
  constexpr std::string_view settings[] = {"site.", "page.", "config.", "include.", "theme.", "ref ", "relref "};
  return std::any_of(std::begin(settings), std::end(settings), [&](std::string_view word) { return inside.starts_with(word); });
}

/// Whether a comment in the text stands for a value that the project has to put there: "TODO: $NAME".
bool is_open_variable(std::string_view comment) {
  const std::string words = words_of(comment.substr(0, 120));
  constexpr std::string_view calls[] = {"todo", "fixme", "fill", "insert", "replace"};
  if (!has_any(words, calls)) return false;
  for (std::size_t i = comment.find('$'); i != std::string_view::npos; i = comment.find('$', i + 1)) {
    if (i + 1 < comment.size() && upper(comment[i + 1])) return true;
  }
  return false;
}

/// Whether this goes on as a blank behind its opening: a type, which is one word, and a colon. Somebody may have written the word
/// anew, in capital letters or another language, and it is a blank still.
bool goes_on_as_blank(std::string_view rest) {
  const std::size_t colon = rest.find_first_of(" \t\n:[]");
  return colon != std::string_view::npos && colon > 0 && rest[colon] == ':';
}

/// The first blank "[[BLANK type: what is wanted]]" of papers that Crosswalk writes; empty where all are filled in.
std::string typed_blank(const document::Document& document) {
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::code) continue;
    const std::string_view text = document.view(block.span);
    for (const std::string_view opening : {"[[BLANK ", "\\[\\[BLANK "}) {
      for (std::size_t at = text.find(opening); at != std::string_view::npos; at = text.find(opening, at + 1)) {
        if (goes_on_as_blank(text.substr(at + opening.size()))) return base::collapse_space(text.substr(at, 80));
      }
    }
  }
  return {};
}

struct Blanks {
  /// Blanks of company, address, date, approver, name, and the like.
  std::size_t count = 0;
  std::string first;
};

/// Blanks of the visible prose: brackets of several shapes, domains and texts that only templates have.
Blanks find_blanks(const document::Document& document) {
  Blanks blanks;
  const auto found = [&](std::string_view text) {
    if (++blanks.count == 1) blanks.first = base::collapse_space(text.substr(0, 60));
  };
  std::size_t bytes = 0;
  for (const Block& block : document.blocks) {
    if (block.kind == BlockKind::code) continue;
    const std::string_view text = document.view(block.span).substr(0, 200'000);
    bytes += text.size();
    if (bytes > 400'000) break;
    bool code = false;
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (c == '`') code = !code;
      if (c == '\n' && i + 1 < text.size() && text[i + 1] == '\n') code = false;
      if (code || (c != '[' && c != '<' && c != '(' && c != '{')) continue;
      if (c == '{') {
        if (text.substr(i, 2) != "{{") continue;
        const std::size_t end = text.substr(i, 80).find("}}");
        if (end != std::string_view::npos && end > 2 && !is_shortcode(text, i)) found(text.substr(i, end + 2));
        if (end != std::string_view::npos) i += end + 1;
        continue;
      }
      if (text.substr(i, 4) == "<!--") {
        const std::size_t end = text.substr(i, 400).find("-->");
        if (end == std::string_view::npos) continue;
        if (is_open_variable(text.substr(i + 4, end - 4))) found(text.substr(i, end + 3));
        i += end + 2;
        continue;
      }
      const char close = c == '[' ? ']' : c == '<' ? '>' : ')';
      std::string_view rest = text.substr(i + 1, 130);
      const std::size_t end = rest.find(close);
      if (end == std::string_view::npos) continue;
      std::string_view inside = rest.substr(0, end);
      // A link's text and a checkbox are no blanks.
      if (c == '[' && i + end + 2 < text.size() &&
          (text[i + end + 2] == '(' || text[i + end + 2] == '[' || text[i + end + 2] == ':')) {
        continue;
      }
      if (c == '[' && base::trim(inside).size() <= 1) continue;
      // An element of a list of a program.
      if (c == '[' && i > 0 &&
          (letter(text[i - 1]) || digit(text[i - 1]) || std::string_view("$_)]").find(text[i - 1]) != std::string_view::npos))
        continue;
      if (!inside.empty() && (inside[0] == '"' || inside[0] == '\'')) continue;
      if (!inside.empty() && inside.back() == '\\') inside.remove_suffix(1);
      if (c == '(') {
        const std::string words = words_of(inside);
        if (words.starts_with(" enter ") || words.starts_with(" insert ") || words == " company name ")
          found(text.substr(i, end + 2));
        continue;
      }
      if (words_of(inside.substr(0, 6)).starts_with(" e g ")) {
        found(text.substr(i, end + 2));
        continue;
      }
      // In angle brackets stand tags and settings of the reader's own, too.
      if (c == '<' && (inside.find_first_of("_-=\"/.") != std::string_view::npos || inside.find(' ') == std::string_view::npos))
        continue;
      if (blank_inside(inside)) found(text.substr(i, end + 2));
    }
    const std::string words = words_of(text.substr(0, 20'000));
    constexpr std::string_view texts[] = {"yourdomain com",  "yourcompany com",   "your company name", "lorem ipsum",
                                          "your domain com", "company name here", "insert your",       "example company inc"};
    for (const std::string_view phrase : texts) {
      if (has_phrase(words, phrase)) found(phrase);
    }
  }
  return blanks;
}

// --- ids and versions

/// Whether capitals begin the name of a standard, a law, a licence, an algorithm, or a number in somebody else's catalogue.
/// A number at their end may be part of them: SHA3.
bool is_foreign(std::string_view prefix) {
  constexpr std::string_view foreign[] = {
      "CVE",  "CWE",   "CAPEC", "GHSA", "CVSS", "ISO",  "IEC",  "EN",   "DIN",    "BS",   "ETSI",  "ITU",    "JIS", "SAE",
      "IEEE", "ASTM",  "ANSI",  "AAMI", "TIR",  "UL",   "ECMA", "WCAG", "NIST",   "FIPS", "SP",    "NISTIR", "MIL", "RFC",
      "BCP",  "BSI",   "TR",    "MDCG", "MDR",  "IVDR", "FDA",  "CFR",  "EU",     "GDPR", "HIPAA", "DCB",    "PCI", "SOC",
      "CIS",  "OWASP", "ASVS",  "HL",   "HL7",  "ICD",  "SHA",  "AES",  "TLS",    "SSL",  "DTLS",  "RSA",    "MD",  "MD5",
      "HMAC", "ECDSA", "CRC",   "PKCS", "UTF",  "UTC",  "GMT",  "BASE", "USB",    "HTTP", "IPV",   "BSD",    "MIT", "GPL",
      "LGPL", "AGPL",  "MPL",   "EPL",  "CDDL", "CC",   "EUPL", "OFL",  "APACHE", "ISC",  "COVID"};
  const auto listed = [&](std::string_view word) {
    return std::find(std::begin(foreign), std::end(foreign), word) != std::end(foreign);
  };
  if (listed(prefix)) return true;
  while (!prefix.empty() && digit(prefix.back())) prefix.remove_suffix(1);
  return listed(prefix);
}

/// A year and a number, as in the numbers of records: "-2026-05".
bool year_and_number(std::string_view rest) {
  return rest.size() >= 7 && rest[0] == '-' && (rest.substr(1, 2) == "19" || rest.substr(1, 2) == "20") && digit(rest[3]) &&
         digit(rest[4]) && rest[5] == '-' && digit(rest[6]);
}

/// "SOP-014", "MBH-PLN-2026-702", "QP 7.3": capitals and numbers; empty where `text` has none. Names of standards are none.
std::string find_id(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!upper(text[i]) || (i > 0 && (letter(text[i - 1]) || digit(text[i - 1]) || text[i - 1] == '-'))) continue;
    std::size_t end = i;
    while (end < text.size() && (upper(text[end]) || digit(text[end]))) ++end;
    const std::string_view prefix = text.substr(i, end - i);
    if (prefix.size() < 2 || prefix.size() > 8) continue;
    // Technical reports have a number, training and test records a year.
    if (is_foreign(prefix) && !(prefix == "TR" && year_and_number(text.substr(end)))) continue;
    bool number = false;
    std::size_t stop = end;
    while (stop < text.size() && (text[stop] == '-' || text[stop] == '_')) {
      std::size_t part = stop + 1;
      while (part < text.size() && (upper(text[part]) || digit(text[part]))) ++part;
      if (part == stop + 1 || part - stop > 9) break;
      if (part < text.size() && text[part] >= 'a' && text[part] <= 'z') break;
      number = number || digit(text[part - 1]);
      stop = part;
    }
    if (number && stop > end) return std::string(text.substr(i, stop - i));
  }
  return {};
}

/// The id in a name; a procedure's number in the name of a record of something is not the record's own, unless it comes first.
std::string id_in_name(std::string_view name) {
  std::string id = find_id(name);
  const std::string lower = base::to_lower(id.substr(0, id.find_first_of("-_")));
  const bool other = is_kind_prefix(lower) && !base::trim(name).starts_with(id) && names_a_record(words_of(name));
  return other ? std::string{} : id;
}

/// Whether the words of a product field name no product but all of them: "All supported products of X", "all versions".
bool names_all_products(std::string_view value) {
  const std::string words = words_of(value);
  const std::string_view text = bare(words);
  constexpr std::string_view whole[] = {"all", "any", "n a", "none", "not applicable", "various", "general", "generic"};
  if (std::find(std::begin(whole), std::end(whole), text) != std::end(whole)) return true;
  constexpr std::string_view beginnings[] = {"all ",   "any ",        "every ",     "entire ",
                                             "whole ", "the entire ", "the whole ", "complete "};
  if (std::none_of(std::begin(beginnings), std::end(beginnings),
                   [&](std::string_view beginning) { return text.starts_with(beginning); })) {
    return false;
  }
  constexpr std::string_view kinds[] = {"products",     "product",  "devices",   "device",    "software",  "systems", "models",
                                        "applications", "projects", "portfolio", "platforms", "solutions", "services"};
  if (has_any(words, kinds)) return true;
  // "All versions" of what? With a name behind it, it is a product's.
  for (const std::string_view noun : {" versions ", " releases ", " releases and versions ", " editions "}) {
    if (words.ends_with(noun)) return std::count(text.begin(), text.end(), ' ') <= 3;
  }
  return false;
}

/// Cuts a day from the end of "A. Person, 2024-01-31" and gives it; the name alone stays.
std::optional<base::Date> cut_date(std::string& value) {
  const std::size_t at = value.find_first_of("0123456789");
  if (at == std::string::npos || at == 0 || value.size() - at > 24) return std::nullopt;
  const auto date = find_date(std::string_view(value).substr(at));
  if (!date) return std::nullopt;
  // What stands behind the day ("2024-01-31, electronically") belongs to the value.
  std::string_view rest = std::string_view(value).substr(at);
  constexpr std::string_view part_of_date = "0123456789-/. )";
  const bool numeric = rest.find_first_not_of(part_of_date) == std::string_view::npos;
  if (!numeric && !digit(rest.back()) && rest.back() != ')') return std::nullopt;
  std::string_view name = std::string_view(value).substr(0, at);
  for (bool cut = true; cut;) {
    cut = false;
    while (!name.empty() && std::string_view(" ,;(-:/").find(name.back()) != std::string_view::npos) name.remove_suffix(1);
    for (const std::string_view dash : {"\xE2\x80\x93", "\xE2\x80\x94", "\xC2\xB7", " on", " dated"}) {
      if (!name.ends_with(dash)) continue;
      name.remove_suffix(dash.size());
      cut = true;
    }
  }
  if (!std::any_of(name.begin(), name.end(), letter)) return std::nullopt;
  value = std::string(name);
  return date;
}

/// The version in "2.1 (draft)", "v1.2.3", "Rev. C", "3 of 2024-01-31"; empty where there is none.
std::string version_in(std::string_view value) {
  value = base::trim(value);
  const std::size_t stop = value.find_first_of(" ,;(|\t");
  std::string_view token = stop == std::string_view::npos ? value : value.substr(0, stop);
  for (const std::string_view word : {"Version", "version", "Revision", "Rev.", "Rev", "rev", "Ver."}) {
    if (token == word && stop != std::string_view::npos) {
      value = base::trim(value.substr(stop));
      token = value.substr(0, value.find_first_of(" ,;(|\t"));
      break;
    }
  }
  if (!token.empty() && token.back() == '.') token.remove_suffix(1);
  if (token.size() == 1 && upper(token[0])) return std::string(token);
  std::string_view number = token;
  if (!number.empty() && (number[0] == 'v' || number[0] == 'V')) number.remove_prefix(1);
  if (number.empty() || !digit(number[0]) || number.size() > 24) return {};
  if (find_date(number)) return {};
  return std::string(number);
}

/// "v2.1" as a word of a title or file name.
std::string version_word(std::string_view text) {
  for (std::size_t i = 0; i + 1 < text.size(); ++i) {
    if ((text[i] != 'v' && text[i] != 'V') || !digit(text[i + 1])) continue;
    if (i > 0 && (letter(text[i - 1]) || digit(text[i - 1]))) continue;
    // "PKCS#1 v1.5", "CVSS v3.1" are names of other things.
    const std::string before = words_of(text.substr(i > 12 ? i - 12 : 0, i > 12 ? 12 : i));
    constexpr std::string_view foreign[] = {"pkcs", "cvss", "tls", "ssl", "oauth", "smb", "snmp", "ip", "http", "dtls", "x"};
    if (has_any(before, foreign)) continue;
    std::size_t end = i + 1;
    while (end < text.size() && (digit(text[end]) || (text[end] == '.' && end + 1 < text.size() && digit(text[end + 1])))) ++end;
    return std::string(text.substr(i + 1, end - i - 1));
  }
  return {};
}

/// Orders "1.10" after "1.9", and "C" after "B".
bool older(std::string_view a, std::string_view b) {
  const auto left = base::split(a, '.');
  const auto right = base::split(b, '.');
  for (std::size_t i = 0; i < std::min(left.size(), right.size()); ++i) {
    const int x = number_of(left[i]);
    const int y = number_of(right[i]);
    if (x >= 0 && y >= 0 && x != y) return x < y;
    if ((x < 0 || y < 0) && left[i] != right[i]) return left[i] < right[i];
  }
  return left.size() < right.size();
}

// --- states

State state_word(std::string_view value) {
  const std::string words = words_of(value.substr(0, 120));
  constexpr std::string_view obsolete[] = {"obsolete",        "obsoleted",   "superseded", "withdrawn", "retired",
                                           "archived",        "replaced",    "expired",    "revoked",   "deprecated",
                                           "no longer valid", "out of date", "end of life"};
  constexpr std::string_view draft[] = {"draft",
                                        "in progress",
                                        "work in progress",
                                        "wip",
                                        "under review",
                                        "in review",
                                        "for review",
                                        "not approved",
                                        "unapproved",
                                        "pending",
                                        "proposed",
                                        "proposal",
                                        "preliminary",
                                        "not released",
                                        "under development",
                                        "for comment",
                                        "not effective",
                                        "in preparation",
                                        "awaiting approval",
                                        "to be approved",
                                        "not yet approved",
                                        "planned",
                                        "in development",
                                        "entwurf",
                                        "outline"};
  constexpr std::string_view effective[] = {"effective", "approved",  "released",   "final",   "active", "in force",   "current",
                                            "published", "public",    "valid",      "ready",   "signed", "issued",     "accepted",
                                            "complete",  "completed", "controlled", "adopted", "live",   "freigegeben"};
  if (has_phrase(words, "template")) return State::template_;
  if (has_any(words, draft)) return State::draft;
  if (has_any(words, obsolete)) return State::obsolete;
  if (has_any(words, effective)) return State::effective;
  return State::unknown;
}

struct StateFound {
  State state = State::unknown;
  std::string reason;
};

StateFound by_folder(const View& view) {
  constexpr std::string_view obsolete[] = {"obsolete", "obsoleted", "archive",    "archived", "superseded",  "withdrawn",
                                           "retired",  "old",       "deprecated", "outdated", "old versions"};
  constexpr std::string_view draft[] = {"draft", "drafts", "wip", "work in progress", "entwurf"};
  // A folder is judged by its whole name, so that "archive-service" is no archive.
  std::string_view rest = view.path;
  const std::size_t end = rest.find_last_of("/!");
  if (end == std::string_view::npos) return {};
  std::string folders(rest.substr(0, end));
  std::replace(folders.begin(), folders.end(), '!', '/');
  for (const std::string_view folder : base::split(folders, '/')) {
    const std::string words = words_of(folder);
    std::string_view name = bare(words);
    while (!name.empty() && (digit(name.front()) || name.front() == ' ')) name.remove_prefix(1);
    for (const std::string_view word : obsolete) {
      if (name == word || name.starts_with(std::string(word) + " documents") ||
          name.starts_with(std::string(word) + " do not use")) {
        return {State::obsolete, "folder name " + std::string(folder)};
      }
    }
    for (const std::string_view word : draft) {
      if (name == word) return {State::draft, "folder name " + std::string(folder)};
    }
  }
  return {};
}

StateFound by_mark(const View& view) {
  constexpr std::string_view obsolete[] = {"obsolete", "superseded", "withdrawn", "do not use"};
  for (const std::string_view word : obsolete) {
    if (has_phrase(view.running, word)) return {State::obsolete, "page header or footer says " + std::string(word)};
  }
  if (has_phrase(view.running, "draft")) return {State::draft, "page header or footer says draft"};
  // A line of its own in capitals is a stamp, if it says little else.
  const std::string_view text = std::string_view(view.document->text).substr(0, 2'500);
  for (const std::string_view raw : base::split(text, '\n')) {
    if (raw.size() > 80) continue;
    const bool small = std::any_of(raw.begin(), raw.end(), [](char c) { return c >= 'a' && c <= 'z'; });
    const std::string words = words_of(raw);
    if (small || raw.find('|') != std::string_view::npos) continue;
    const bool short_line = std::count(words.begin(), words.end(), ' ') <= 3;
    constexpr std::string_view sure[] = {"do not use",    "not for use",   "for review",         "for comment",
                                         "not approved",  "draft version", "draft document",     "working draft",
                                         "this document", "this version",  "confidential draft", "draft confidential"};
    if (!short_line && !has_any(words, sure)) continue;
    for (const std::string_view word : obsolete) {
      if (has_phrase(words, word)) return {State::obsolete, "marked " + base::collapse_space(raw)};
    }
    if (has_phrase(words, "draft")) return {State::draft, "marked " + base::collapse_space(raw)};
  }
  return {};
}

StateFound by_words(const View& view) {
  constexpr std::string_view obsolete[] = {"this document has been superseded",
                                           "this document is superseded",
                                           "this document is obsolete",
                                           "this version is obsolete",
                                           "this document has been withdrawn",
                                           "this document is withdrawn",
                                           "this document has been replaced",
                                           "this procedure has been replaced",
                                           "this procedure has been superseded",
                                           "this policy has been superseded",
                                           "this policy has been replaced",
                                           "this version has been superseded",
                                           "obsolete do not use",
                                           "no longer in force",
                                           "for historical reference only",
                                           "kept for historical reference",
                                           "retained for historical",
                                           "this document is no longer maintained",
                                           "this document is no longer valid",
                                           "this procedure is obsolete",
                                           "this policy is obsolete",
                                           "this document is deprecated",
                                           "this document is outdated"};
  constexpr std::string_view draft[] = {"this document is a draft",
                                        "this is a draft",
                                        "this document is still under development",
                                        "this document is in draft",
                                        "this document is a work in progress",
                                        "this is a work in progress",
                                        "draft for review",
                                        "draft for comment",
                                        "draft not for use",
                                        "not yet approved",
                                        "this document is under development",
                                        "this document has not been approved",
                                        "this policy is a draft",
                                        "this procedure is a draft"};
  for (const std::string_view phrase : obsolete) {
    if (has_phrase(view.head, phrase)) return {State::obsolete, "it says \"" + std::string(phrase) + "\""};
  }
  for (const std::string_view phrase : draft) {
    if (has_phrase(view.head, phrase)) return {State::draft, "it says \"" + std::string(phrase) + "\""};
  }
  const std::string_view title = bare(view.title_words);
  if (title.ends_with(" draft") || title.starts_with("draft ")) return {State::draft, "title says draft"};
  if (title.ends_with(" obsolete") || title.starts_with("obsolete ")) return {State::obsolete, "title says obsolete"};
  return {};
}

StateFound by_file_name(const View& view) {
  const std::string_view name = bare(view.file_name);
  for (const std::string_view word : {"obsolete", "superseded", "withdrawn", "old", "outdated", "retired"}) {
    if (name.ends_with(std::string(" ") + std::string(word)) || (word != "old" && name.starts_with(std::string(word) + " "))) {
      return {State::obsolete, "file name says " + std::string(word)};
    }
  }
  for (const std::string_view word : {"draft", "wip", "entwurf"}) {
    if (name.ends_with(std::string(" ") + std::string(word)) || name.starts_with(std::string(word) + " ") ||
        has_phrase(view.file_name, std::string(word) + " v")) {
      return {State::draft, "file name says " + std::string(word)};
    }
  }
  const std::string version = version_word(view.path.substr(view.path.find_last_of("/!") + 1));
  if (version.starts_with("0.")) return {State::draft, "file name says version " + version};
  return {};
}

std::string successor(const View& view) {
  if (const Field* field = view.field(Label::superseded_by);
      field != nullptr && !field->history && !is_placeholder(field->value)) {
    const std::string words = words_of(field->value);
    if (words != " none " && words != " n a " && words != " na ") {
      const std::string id = find_id(field->value);
      return id.empty() ? field->value.substr(0, 80) : id;
    }
  }
  const std::string_view text = std::string_view(view.document->text).substr(0, 4'000);
  const std::string lower = base::to_lower(text);
  for (const std::string_view phrase : {"superseded by", "replaced by", "obsoleted by"}) {
    for (std::size_t at = lower.find(phrase); at != std::string::npos; at = lower.find(phrase, at + 1)) {
      // It must be this document that was replaced: near a word for it.
      const std::size_t from = at > 60 ? at - 60 : 0;
      const std::string before = words_of(std::string_view(lower).substr(from, at - from));
      constexpr std::string_view self[] = {"this", "status", "document", "obsolete", "withdrawn", "procedure", "sop"};
      const std::string id = find_id(text.substr(at + phrase.size(), 48));
      if (!id.empty() && has_any(before, self)) return id;
    }
  }
  return {};
}

}  // namespace

std::optional<base::Date> find_date(std::string_view text) {
  text = text.substr(0, 2'000);
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (!digit(text[i]) || (i > 0 && (digit(text[i - 1]) || letter(text[i - 1]) || text[i - 1] == '.'))) continue;
    if (const auto date = numeric_date(text, i)) return date;
  }
  const std::string words = words_of(text);
  std::vector<std::string_view> parts;
  for (const std::string_view word : base::split(words, ' ')) {
    if (!word.empty() && word != "of" && word != "the") parts.push_back(word);
  }
  for (std::size_t i = 0; i < parts.size(); ++i) {
    const int month = month_of(parts[i]);
    if (month == 0) continue;
    // Day Month Year, Month Day Year.
    if (i > 0 && i + 1 < parts.size()) {
      const int day = number_of(parts[i - 1]);
      const int year = number_of(parts[i + 1]);
      if (day >= 1 && day <= 31 && year >= 1950) {
        if (const auto date = day_of(year, month, day)) return date;
      }
    }
    if (i + 2 < parts.size()) {
      const int day = number_of(parts[i + 1]);
      const int year = number_of(parts[i + 2]);
      if (day >= 1 && day <= 31 && year >= 1950) {
        if (const auto date = day_of(year, month, day)) return date;
      }
    }
  }
  return std::nullopt;
}

bool is_placeholder(std::string_view value) {
  value = base::trim(value);
  while (!value.empty() && (value.front() == '*' || value.front() == '_' || value.front() == '\\')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == '*' || value.back() == '\\')) value.remove_suffix(1);
  if (value.empty()) return true;
  const std::string words = words_of(value);
  const std::string_view text = bare(words);
  if (text.empty()) return true;
  constexpr std::string_view blanks[] = {"tbd",           "tba",
                                         "tbc",           "to be determined",
                                         "to be defined", "to be completed",
                                         "yyyy mm dd",    "dd mm yyyy",
                                         "mm dd yyyy",    "xx",
                                         "xxx",           "xxxx",
                                         "x x",           "x y",
                                         "x y z",         "insert date",
                                         "enter date",    "date",
                                         "name",          "todo"};
  if (std::find(std::begin(blanks), std::end(blanks), text) != std::end(blanks)) return true;
  if (value.substr(0, 2) == "{{" || value.substr(0, 3) == "___" || value.substr(0, 2) == "$_") return true;
  if (value[0] == '$' && value.size() > 1 && upper(value[1])) return true;
  const char open = value.front();
  const char close = open == '[' ? ']' : open == '<' ? '>' : open == '(' ? ')' : '\0';
  if (close == '\0') return false;
  const std::size_t end = value.find(close);
  if (end == std::string_view::npos || (end + 1 < value.size() && value[end + 1] == '(')) return false;
  const std::string_view inside = value.substr(1, end - 1);
  if (open == '(') return blank_inside(inside) && end + 1 == value.size();
  return inside.find('@') == std::string_view::npos && inside.find("://") == std::string_view::npos &&
         inside.find('.') == std::string_view::npos;
}

Control control_of(const View& view) {
  Control control;
  control.title = view.title;
  const std::string_view format = view.document->format;
  const bool nameless = control.title.empty() && !view.document->text.empty();
  if (nameless && (format == "xlsx" || format == "json" || view.ending == ".csv" || view.ending == ".tsv")) {
    control.title = view.stem;
  }

  std::string blank_field;
  std::string history_version;
  std::optional<base::Date> history_date;
  std::optional<base::Date> approval_date;
  bool all_products = false;
  const auto usable = [&](const Field& field) {
    if (!is_placeholder(field.value)) return true;
    // A list of YAML and a command of a site generator in the settings of a page are no blanks.
    if (field.front && (field.value[0] == '[' || field.value.starts_with("{{"))) {
      const std::string_view inside = std::string_view(field.value).substr(1);
      const bool blank = field.value[0] == '[' ? blank_inside(inside.substr(0, inside.find(']'))) : !is_shortcode(field.value, 0);
      if (!blank) return false;
    }
    if (blank_field.empty() && !field.history) blank_field = field.key + ": " + field.value;
    return false;
  };
  std::array<std::optional<base::Date>, 5> dates{};
  constexpr std::array<Label, 5> date_labels{Label::date_effective, Label::date_approved, Label::date_issued, Label::date,
                                             Label::date_other};
  bool advisory_fields = false;
  for (const Field& field : view.fields) {
    if (!field.control()) continue;
    if (field.label == Label::other || field.label == Label::none) {
      advisory_fields = advisory_fields || field.key == "cve" || field.key == "cvss" || field.key == "affected versions";
      continue;
    }
    const auto which = std::find(date_labels.begin(), date_labels.end(), field.label);
    if (which != date_labels.end()) {
      if (!usable(field)) continue;
      const auto date = find_date(field.value);
      auto& slot = dates[static_cast<std::size_t>(which - date_labels.begin())];
      if (field.history) {
        if (date && (!history_date || *history_date < *date)) history_date = date;
      } else if (date && !slot) {
        slot = date;
      }
      continue;
    }
    switch (field.label) {
      case Label::version: {
        if (!usable(field)) break;
        // At the end of a text only what names the document is the document's.
        if (field.end && field.key.find("document") == std::string::npos) break;
        const std::string version = version_in(field.value);
        if (version.empty()) break;
        if (!dates[3] && !field.history) dates[3] = find_date(field.value);
        if (field.history) {
          if (history_version.empty() || older(history_version, version)) history_version = version;
        } else if (control.version.empty()) {
          control.version = version;
        }
        break;
      }
      case Label::id: {
        if (!control.id.empty() || field.history || !usable(field)) break;
        std::string id = find_id(field.value);
        if (id.empty() && field.key != "id" && field.key != "identifier") {
          id = field.value.substr(0, field.value.find_first_of(",;("));
          if (id.size() > 40 || id.find_first_of("0123456789") == std::string::npos) id.clear();
          std::string first = id.substr(0, id.find_first_of(" -_/"));
          std::transform(first.begin(), first.end(), first.begin(),
                         [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
          if (is_foreign(first)) id.clear();
          if (id.find(' ') != std::string::npos && digit(id[0])) id = id.substr(0, id.find(' '));
        }
        control.id = std::string(base::trim(id));
        break;
      }
      case Label::approver: {
        if (!control.approver.empty() || !usable(field)) break;
        const auto date = find_date(field.value);
        const State said = state_word(field.value);
        const bool short_text = field.value.size() <= 80 && std::any_of(field.value.begin(), field.value.end(), letter);
        if (date && field.value.size() <= 20) {
          if (!dates[1]) dates[1] = date;
        } else if (short_text && (said == State::unknown || field.key.find("by") != std::string::npos) && said != State::draft) {
          const std::string words = words_of(field.value);
          constexpr std::string_view none[] = {"yes", "no", "none", "n a", "name", "date", "signature", "not applicable", "role"};
          if (std::find(std::begin(none), std::end(none), bare(words)) == std::end(none)) {
            control.approver = field.value;
            approval_date = cut_date(control.approver);
          }
        }
        break;
      }
      case Label::product: {
        if (field.history || !field.top || !std::any_of(field.value.begin(), field.value.end(), letter)) break;
        if (field.value.size() > 80 || control.products.size() >= 8 || !usable(field)) break;
        if (names_all_products(field.value)) {
          all_products = true;
          break;
        }
        // In a list of many devices or products the word is a column and not this document's own.
        if (std::find(control.products.begin(), control.products.end(), field.value) == control.products.end()) {
          control.products.push_back(field.value);
        }
        break;
      }
      default:
        break;
    }
  }
  // A document for all products is not made narrower by one that it names besides.
  if (all_products) control.products.clear();
  if (control.version.empty()) control.version = history_version;
  for (const auto& date : dates) {
    if (!control.date) control.date = date;
  }
  if (!control.date) control.date = approval_date;
  if (!control.date) control.date = history_date;
  const std::size_t slash = view.path.find_last_of("/!");
  const std::string_view name =
      slash == std::string::npos ? std::string_view(view.path) : std::string_view(view.path).substr(slash + 1);
  if (control.id.empty()) control.id = id_in_name(view.title);
  if (control.id.empty()) control.id = id_in_name(name);
  if (control.version.empty()) control.version = version_word(view.title);
  if (control.version.empty()) control.version = version_word(name);
  if (control.version.empty()) {
    const std::string version = version_in(view.document->property("version"));
    if (!version.empty()) control.version = version;
  }
  control.superseded_by = successor(view);

  // --- state: what says most surely that a document is not in force comes first
  const auto conclude = [&](State state, std::string reason) {
    control.state = state;
    control.state_reason = std::move(reason);
  };
  if (const StateFound found = by_folder(view); found.state != State::unknown) {
    conclude(found.state, found.reason);
    return control;
  }
  for (const Field& field : view.fields) {
    if (field.front && field.key == "draft" && words_of(field.value) == " true ") {
      conclude(State::draft, "front matter says draft");
      return control;
    }
  }
  StateFound status;
  for (const Field& field : view.fields) {
    if (field.label != Label::status || field.history || !field.control()) continue;
    // "Draft / Sent / Paid" explains a field of something else.
    if (std::count(field.value.begin(), field.value.end(), '/') >= 2 ||
        std::count(field.value.begin(), field.value.end(), '|') >= 2)
      continue;
    const State state = state_word(field.value);
    if (state == State::unknown) continue;
    // A status somewhere in the text may be a risk's; the document's own stands at its top or in its margins.
    status = {state, "status field says " + field.value.substr(0, 60)};
    break;
  }
  if (status.state == State::unknown) {
    for (const document::Property& property : view.document->properties) {
      if (label_of(property.name) != Label::status) continue;
      const State state = state_word(property.value);
      if (state != State::unknown) status = {state, "status property says " + property.value.substr(0, 60)};
    }
  }
  if (status.state == State::draft || status.state == State::obsolete || status.state == State::template_) {
    conclude(status.state, status.reason);
    return control;
  }
  // Whoever approved it: what a blank asks for is not said.
  if (const std::string blank = typed_blank(*view.document); !blank.empty()) {
    conclude(State::draft, "a blank is left, " + blank);
    return control;
  }
  if (!control.superseded_by.empty()) {
    conclude(State::obsolete, "superseded by " + control.superseded_by);
    return control;
  }
  for (const StateFound& found : {by_mark(view), by_words(view)}) {
    if (found.state == State::unknown) continue;
    conclude(found.state, found.reason);
    return control;
  }
  if (const StateFound found = by_file_name(view);
      found.state == State::obsolete || (found.state == State::draft && status.state != State::effective)) {
    conclude(found.state, found.reason);
    return control;
  }

  const bool controlled = !control.version.empty() && (!control.id.empty() || !control.approver.empty());
  Blanks blanks = find_blanks(*view.document);
  for (const Field& field : view.fields) {
    if (!field.front && field.value.size() > 3 && field.value[0] == '$' && upper(field.value[1]) && upper(field.value[2]) &&
        ++blanks.count == 1) {
      blanks.first = field.value;
    }
  }
  constexpr std::string_view template_texts[] = {"this template is",           "this template was",
                                                 "this template may",          "this whole template",
                                                 "template copyright",         "example template",
                                                 "template license",           "template licence",
                                                 "this is a template",         "template for a",
                                                 "copy this template",         "template stub",
                                                 "fill per project before",    "fill in per project before",
                                                 "fill per project",           "fill in per project",
                                                 "fill out per project",       "fill in before publishing",
                                                 "fill before publishing",     "complete before publishing",
                                                 "delete this section before", "remove this section before",
                                                 "replace the text in",        "replace placeholders",
                                                 "fill in the placeholders",   "disclaimer template"};
  const bool title_template = has_phrase(view.title_words, "template") || has_phrase(view.title_words, "templates");
  const bool named_template = has_phrase(view.file_name, "template") || has_phrase(view.folders, "templates") ||
                              has_phrase(view.folders, "template") || view.ending == ".dotx" || view.ending == ".xltx";
  const bool says_template = has_any(view.head, template_texts) || has_any(view.tail, template_texts);
  if (named_template && view.body_count <= 1) {
    conclude(State::template_, "file or folder name says template");
    return control;
  }
  if (!(controlled && (status.state == State::effective || blank_field.empty()))) {
    if (!blank_field.empty() &&
        (blanks.count > 0 || title_template || says_template || named_template || control.version.empty())) {
      conclude(State::template_, "blank in a control field, " + blank_field.substr(0, 80));
    } else if (blanks.count >= 3 || (blanks.count >= 1 && (title_template || says_template || named_template))) {
      conclude(State::template_, "blanks to fill in, such as " + blanks.first);
    } else if (says_template) {
      conclude(State::template_, "it calls itself a template");
    } else if (title_template && status.state != State::effective) {
      conclude(State::template_, "title says template");
    }
    if (control.state == State::template_) return control;
  }
  if (status.state == State::effective) {
    conclude(State::effective, status.reason);
  } else if (!control.approver.empty()) {
    conclude(State::effective, "approved by " + control.approver);
  } else if (dates[1]) {
    conclude(State::effective, "approved on " + dates[1]->iso());
  } else if (dates[0]) {
    conclude(State::effective, "effective date " + dates[0]->iso());
  } else if (!control.version.empty() && control.date && !control.id.empty()) {
    conclude(State::effective, "it carries an id, a version and a date");
  } else if (dates[2] || (control.date && (!control.id.empty() || advisory_fields))) {
    conclude(State::effective, dates[2] ? "issued on " + dates[2]->iso() : "it carries an id and a date");
  } else {
    conclude(State::unknown, "no status, approval or mark found");
  }
  return control;
}

}  // namespace crosswalk::facts
