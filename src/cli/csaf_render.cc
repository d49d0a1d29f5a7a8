// SPDX-License-Identifier: Apache-2.0
// A page as HTML, Markdown and text.
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <vector>

#include "cli/csaf_page.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

using Kind = PageBlock::Kind;
using reports::html_escape;
using reports::markdown_escape;

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ink:#1b2430;--soft:#54606e;--line:#d5dbe2;--paper:#fff;--band:#f4f6f8;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebf0;--soft:#a9b4c0;--line:#3a4552;--paper:#161b21;--band:#1f262e;--link:#8fc1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:56rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.85rem;line-height:1.25;margin:.25rem 0 1.25rem}
h2{font-size:1.35rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:1.6rem 0 .4rem}
h4{font-size:1rem;margin:1.1rem 0 .3rem}
p{margin:.5rem 0;overflow-wrap:anywhere}
ul{margin:.5rem 0;padding-left:1.4rem}
li{margin:.2rem 0;overflow-wrap:anywhere}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.3rem 1.25rem;margin:.75rem 0;padding:.9rem 1.1rem;background:var(--band);border-radius:.4rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}
th{color:var(--soft);font-weight:600;white-space:nowrap}
td:first-child{min-width:9.5rem}
.tlp,.severity{display:inline-block;font-size:.85rem;font-weight:700;padding:.15rem .6rem;border-radius:.3rem;border:1px solid transparent}
.severity{margin-left:.6rem;vertical-align:middle;white-space:nowrap}
.tlp{background:#000;color:#fff;border-color:var(--line)}.tlp-RED{color:#ff8f8a}.tlp-AMBER{color:#ffc000}.tlp-GREEN{color:#33ff00}
.critical{background:#7a0c16;color:#fff}.high{background:#a83a00;color:#fff}.medium{background:#f2c14e;color:#231a00}.low{background:#cfe3f7;color:#0b2b4a}.none,.unknown{background:#e3e7eb;color:#1b2430}
@media (max-width:40rem){dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}h1{font-size:1.5rem}}
@media print{main{max-width:none;padding:0}h2,h3,h4{break-after:avoid}tr,dl{break-inside:avoid}a{color:inherit}a[href]::after{content:" (" attr(href) ")";font-size:.85em}}
)css";

std::string html_of(const PageText& text) {
  if (text.link.empty()) return html_escape(text.text);
  return "<a href=\"" + html_escape(text.link) + "\" rel=\"noopener noreferrer\">" + html_escape(text.text) + "</a>";
}

bool is_severity(std::string_view word) {
  constexpr std::array<std::string_view, 5> words{"critical", "high", "medium", "low", "none"};
  return std::find(words.begin(), words.end(), word) != words.end();
}

std::string capital(std::string_view word) {
  std::string out(word);
  if (!out.empty() && out[0] >= 'a' && out[0] <= 'z') out[0] = static_cast<char>(out[0] - 32);
  return out;
}

void html_heading(const PageBlock& block, int level, std::string& out) {
  const std::string tag = "h" + std::to_string(level);
  out += "<" + tag + ">" + html_of(block.rows[0][0]);
  if (is_severity(block.severity))
    out += " <span class=\"severity " + block.severity + "\">" + capital(block.severity) + "</span>";
  out += "</" + tag + ">\n";
}

void html_table(const PageBlock& block, std::string& out) {
  // A table that is wider than a small screen is moved by the keyboard too.
  out += "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n<thead><tr>";
  for (const std::string& cell : block.header) out += "<th scope=\"col\">" + html_escape(cell) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : block.rows) {
    out += "<tr>";
    for (const PageText& cell : row) out += "<td>" + html_of(cell) + "</td>";
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
}

std::string markdown_of(const PageText& text) {
  const std::string escaped = markdown_escape(text.text);
  if (text.link.empty()) return escaped;
  std::string address;
  for (const char c : text.link) address += c == '(' ? "%28" : c == ')' ? "%29" : std::string(1, c);
  return "[" + escaped + "](" + address + ")";
}

std::string visible_of(const PageText& text) {
  std::string out = reports::visible(text.text);
  if (!text.link.empty() && text.link != text.text) out += " <" + reports::visible(text.link) + ">";
  return out;
}

std::string padded(const std::string& text, int columns) {
  const int width = reports::display_width(text);
  return width < columns ? text + std::string(static_cast<std::size_t>(columns - width), ' ') : text;
}

/// The widths of the columns of a table that fit: each as wide as its widest text, the widest ones cut down in turn.
std::vector<int> widths_of(const std::vector<std::vector<std::string>>& rows, int columns) {
  std::vector<int> widths;
  for (const auto& row : rows) {
    widths.resize(std::max(widths.size(), row.size()), 1);
    for (std::size_t i = 0; i < row.size(); ++i) widths[i] = std::max(widths[i], reports::display_width(row[i]));
  }
  int sum = 2 * static_cast<int>(widths.size());
  for (const int width : widths) sum += width;
  while (sum > columns) {
    int& widest = *std::max_element(widths.begin(), widths.end());
    if (widest <= 8) break;
    --widest;
    --sum;
  }
  return widths;
}

void text_rows(const std::vector<std::vector<std::string>>& rows, int columns, std::string& out) {
  const std::vector<int> widths = widths_of(rows, columns);
  for (const auto& row : rows) {
    std::vector<std::vector<std::string>> cells;
    std::size_t height = 1;
    for (std::size_t i = 0; i < row.size(); ++i) {
      cells.push_back(row[i].empty() ? std::vector<std::string>{""} : reports::wrap(row[i], std::max(widths[i], 8)));
      height = std::max(height, cells.back().size());
    }
    for (std::size_t line = 0; line < height; ++line) {
      std::string text = " ";
      for (std::size_t i = 0; i < cells.size(); ++i) {
        text += " ";
        text += i + 1 < cells.size() ? padded(line < cells[i].size() ? cells[i][line] : "", widths[i] + 1)
                                     : (line < cells[i].size() ? cells[i][line] : "");
      }
      text.resize(text.find_last_not_of(' ') + 1);
      out += text + "\n";
    }
  }
}

void text_lines(std::string_view text, std::string_view indent, int columns, std::string& out) {
  bool first = true;
  for (const std::string& line : reports::wrap(text, columns - static_cast<int>(indent.size()))) {
    out += std::string(first ? indent : std::string(indent.size(), ' ')) + line + "\n";
    first = false;
  }
}

}  // namespace

std::string page_as_html(const Page& page) {
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"" + html_escape(page.language.empty() ? "en" : page.language) +
      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
      "<meta name=\"referrer\" content=\"no-referrer\">\n<title>" +
      html_escape(page.title) + "</title>\n<style>" + std::string(kStyle) + "</style>\n</head>\n<body>\n<main>\n";
  if (!page.tlp.empty()) {
    const bool known = page.tlp == "RED" || page.tlp == "AMBER" || page.tlp == "GREEN" || page.tlp == "WHITE";
    out += "<p class=\"tlp" + (known ? " tlp-" + page.tlp : std::string()) + "\">TLP:" + html_escape(page.tlp) + "</p>\n";
  }
  out += "<h1>" + html_escape(page.title) + "</h1>\n";
  for (const PageBlock& block : page.blocks) {
    switch (block.kind) {
      case Kind::heading:
        html_heading(block, block.level, out);
        break;
      case Kind::paragraph:
        out += "<p>" + html_of(block.rows[0][0]) + "</p>\n";
        break;
      case Kind::facts:
        out += "<dl>\n";
        for (const auto& row : block.rows) out += "<dt>" + html_of(row[0]) + "</dt><dd>" + html_of(row[1]) + "</dd>\n";
        out += "</dl>\n";
        break;
      case Kind::table:
        html_table(block, out);
        break;
      case Kind::list:
        out += "<ul>\n";
        for (const auto& row : block.rows) out += "<li>" + html_of(row[0]) + "</li>\n";
        out += "</ul>\n";
        break;
    }
  }
  return out + "</main>\n</body>\n</html>\n";
}

std::string page_as_markdown(const Page& page) {
  std::string out = "# " + markdown_escape(page.title) + "\n";
  for (const PageBlock& block : page.blocks) {
    out += "\n";
    switch (block.kind) {
      case Kind::heading:
        out += std::string(static_cast<std::size_t>(block.level), '#') + " " + markdown_of(block.rows[0][0]) +
               (is_severity(block.severity) ? " (" + block.severity + ")" : "") + "\n";
        break;
      case Kind::paragraph:
        out += markdown_of(block.rows[0][0]) + "\n";
        break;
      case Kind::facts:
        for (const auto& row : block.rows) out += "- **" + markdown_of(row[0]) + "**: " + markdown_of(row[1]) + "\n";
        break;
      case Kind::table: {
        std::string rule = "|";
        out += "|";
        for (const std::string& cell : block.header) {
          out += " " + markdown_escape(cell) + " |";
          rule += " --- |";
        }
        out += "\n" + rule + "\n";
        for (const auto& row : block.rows) {
          out += "|";
          for (const PageText& cell : row) out += " " + markdown_of(cell) + " |";
          out += "\n";
        }
        break;
      }
      case Kind::list:
        for (const auto& row : block.rows) out += "- " + markdown_of(row[0]) + "\n";
        break;
    }
  }
  return out;
}

std::string page_as_text(const Page& page, int columns) {
  std::string out;
  text_lines(reports::visible(page.title), "", columns, out);
  out +=
      std::string(static_cast<std::size_t>(std::min(columns, std::max(8, reports::display_width(reports::visible(page.title))))),
                  '=') +
      "\n";
  for (const PageBlock& block : page.blocks) {
    switch (block.kind) {
      case Kind::heading: {
        std::string text = visible_of(block.rows[0][0]) + (is_severity(block.severity) ? " [" + block.severity + "]" : "");
        out += "\n";
        if (block.level == 2) {
          const int width = std::min(columns, reports::display_width(text));
          text_lines(text, "", columns, out);
          out += std::string(static_cast<std::size_t>(width), '-') + "\n";
        } else {
          text_lines(text + (block.level == 3 ? "" : ":"), block.level == 3 ? "" : "  ", columns, out);
        }
        break;
      }
      case Kind::paragraph:
        text_lines(visible_of(block.rows[0][0]), "  ", columns, out);
        break;
      case Kind::facts:
      case Kind::table: {
        std::vector<std::vector<std::string>> rows;
        if (!block.header.empty()) rows.push_back(block.header);
        for (const auto& row : block.rows) {
          rows.emplace_back();
          for (const PageText& cell : row) rows.back().push_back(visible_of(cell));
        }
        text_rows(rows, columns - 2, out);
        break;
      }
      case Kind::list:
        for (const auto& row : block.rows) text_lines(visible_of(row[0]), "  - ", columns, out);
        break;
    }
  }
  return out;
}

}  // namespace crosswalk::cli
