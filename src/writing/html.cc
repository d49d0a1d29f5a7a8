// SPDX-License-Identifier: Apache-2.0
// A paper as HTML.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "writing/escape.h"
#include "writing/inline.h"
#include "writing/paper.h"

namespace crosswalk::writing {
namespace {

using Kind = Block::Kind;

constexpr std::string_view kStyle = R"css(
:root{color-scheme:light dark;--ink:#1b2430;--soft:#54606e;--line:#d5dbe2;--paper:#fff;--band:#f4f6f8;--link:#0b57a4;--brand:#0b57a4}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebf0;--soft:#a9b4c0;--line:#3a4552;--paper:#161b21;--band:#1f262e;--link:#8fc1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
main{max-width:56rem;margin:0 auto;padding:2rem 1.25rem 4rem}
h1{font-size:1.85rem;line-height:1.25;margin:.25rem 0 1.25rem}
h2{font-size:1.35rem;line-height:1.3;margin:2.5rem 0 .75rem;padding-top:1rem;border-top:1px solid var(--line)}
h3{font-size:1.1rem;margin:1.6rem 0 .4rem}
h4{font-size:1rem;margin:1.1rem 0 .3rem}
p{margin:.5rem 0;overflow-wrap:anywhere}
ul,ol{margin:.5rem 0;padding-left:1.4rem}
li{margin:.2rem 0;overflow-wrap:anywhere}
a{color:var(--link)}
mark{background:#fff0b8;color:#231a00;padding:0 .2rem;border-radius:.2rem;font-weight:600}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;font-size:.92em}
code{overflow-wrap:anywhere}
pre{white-space:pre-wrap;background:var(--band);padding:.7rem 1rem;border-radius:.4rem}
blockquote,.note{margin:.9rem 0;padding:.5rem 1rem;border-left:.3rem solid var(--line);background:var(--band)}
.note{border-left-color:var(--brand)}
.head{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem 1.25rem;color:var(--soft);font-size:.9rem;border-bottom:3px solid var(--brand);padding-bottom:.7rem;margin-bottom:1.2rem}
.head img{max-height:3rem;max-width:12rem}
.head strong{color:var(--ink)}
.state{margin-left:auto;font-weight:700;color:var(--ink)}
footer{margin-top:3rem;padding-top:.7rem;border-top:1px solid var(--line);color:var(--soft);font-size:.85rem}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
dl{display:grid;grid-template-columns:minmax(8rem,max-content) 1fr;gap:.3rem 1.25rem;margin:.75rem 0;padding:.9rem 1.1rem;background:var(--band);border-radius:.4rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
.wide{overflow-x:auto;margin:.75rem 0}
table{border-collapse:collapse;width:100%}
th,td{text-align:left;vertical-align:top;padding:.45rem .9rem .45rem 0;border-bottom:1px solid var(--line);overflow-wrap:break-word}
th{color:var(--soft);font-weight:600;white-space:nowrap}
td:first-child{min-width:9.5rem}
.name{white-space:nowrap}
td.name:first-child{min-width:0}
.sign td{height:3.2rem}
.tlp,.severity{display:inline-block;font-size:.85rem;font-weight:700;padding:.15rem .6rem;border-radius:.3rem;border:1px solid transparent}
.severity{margin-left:.6rem;vertical-align:middle;white-space:nowrap}
.tlp{background:#000;color:#fff;border-color:var(--line)}.tlp-RED{color:#ff8f8a}.tlp-AMBER{color:#ffc000}.tlp-GREEN{color:#33ff00}
.critical{background:#7a0c16;color:#fff}.high{background:#a83a00;color:#fff}.medium{background:#f2c14e;color:#231a00}.low{background:#cfe3f7;color:#0b2b4a}.none,.unknown{background:#e3e7eb;color:#1b2430}
@media (max-width:40rem){dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}h1{font-size:1.5rem}th{white-space:normal}td:first-child{min-width:6rem}}
@media print{html,body{font-size:13px}main{max-width:none;padding:0}td:first-child{min-width:0}h2,h3,h4{break-after:avoid}tr,dt,dd{break-inside:avoid}mark,.tlp,.severity{print-color-adjust:exact}a{color:inherit}a[href]::after{content:" (" attr(href) ")";font-size:.85em}}
)css";

std::string run_as_html(const Run& run) {
  if (run.blank) return "<mark>" + html_escape(blank_text(*run.blank, run.text)) + "</mark>";
  std::string out = spaced(run.text, html_escape);
  if (run.code) out = "<code>" + out + "</code>";
  if (run.emphasis) out = "<em>" + out + "</em>";
  if (run.strong) out = "<strong>" + out + "</strong>";
  if (!run.link.empty()) out = "<a href=\"" + html_escape(run.link) + "\" rel=\"noopener noreferrer\">" + out + "</a>";
  return out;
}

std::string html_of(const Line& line) {
  std::string out;
  for (const Run& run : line.runs) out += run_as_html(run);
  return std::string(base::trim(out));
}

void put_heading(const Block& block, std::string& out) {
  const std::string tag = "h" + std::to_string(block.level);
  out += "<" + tag + ">" + html_of(block.words);
  if (is_severity(block.severity))
    out += " <span class=\"severity " + block.severity + "\">" + capital(block.severity) + "</span>";
  out += "</" + tag + ">\n";
}

/// Whether a cell says a name or a day alone, which a browser would break at its hyphens: "SEC-101", "2026-10-09".
bool is_name(const Line& cell) {
  constexpr std::size_t most_bytes = 24;
  if (cell.runs.size() != 1 || cell.runs[0].blank) return false;
  const std::string& text = cell.runs[0].text;
  return text.size() <= most_bytes && text.find('-') != std::string::npos && text.find(' ') == std::string::npos;
}

void put_table(const Block& block, std::string& out) {
  // A table that is wider than a small screen is moved by the keyboard too.
  out += "<div class=\"wide\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table" +
         std::string(is_for_writing(block) ? " class=\"sign\"" : "") + ">\n<thead><tr>";
  for (const Line& cell : block.header) out += "<th scope=\"col\">" + html_of(cell) + "</th>";
  out += "</tr></thead>\n<tbody>\n";
  for (const auto& row : block.rows) {
    out += "<tr>";
    for (const Line& cell : row) out += (is_name(cell) ? "<td class=\"name\">" : "<td>") + html_of(cell) + "</td>";
    out += "</tr>\n";
  }
  out += "</tbody></table></div>\n";
}

void put_blocks(const std::vector<Block>& blocks, std::string& out);

void put_list(const Block& block, std::string& out) {
  const std::string tag = block.numbered ? "ol" : "ul";
  out += "<" + tag + ">\n";
  for (const auto& item : block.items) {
    out += "<li>";
    // One paragraph alone needs no tag of its own.
    if (item.size() == 1 && item[0].kind == Kind::paragraph) {
      out += html_of(item[0].words);
    } else {
      put_blocks(item, out);
    }
    out += "</li>\n";
  }
  out += "</" + tag + ">\n";
}

std::string lines_as_html(const Line& line) {
  std::string out;
  for (const Run& run : line.runs) {
    if (run.blank) {
      out += run_as_html(run);
      continue;
    }
    bool first = true;
    for (const std::string_view text : base::split(run.text, '\n')) {
      if (!first) out += "\n";
      first = false;
      out += spaced(text, html_escape);
    }
  }
  return out;
}

void put_block(const Block& block, std::string& out) {
  switch (block.kind) {
    case Kind::heading:
      return put_heading(block, out);
    case Kind::paragraph:
      out += "<p>" + html_of(block.words) + "</p>\n";
      return;
    case Kind::facts:
      out += "<dl>\n";
      for (const auto& row : block.rows) out += "<dt>" + html_of(row[0]) + "</dt><dd>" + html_of(row[1]) + "</dd>\n";
      out += "</dl>\n";
      return;
    case Kind::table:
      return put_table(block, out);
    case Kind::list:
      return put_list(block, out);
    case Kind::quote:
      out += "<blockquote>\n";
      put_blocks(block.blocks, out);
      out += "</blockquote>\n";
      return;
    case Kind::note:
      out += "<div class=\"note\" role=\"note\">\n";
      put_blocks(block.blocks, out);
      out += "</div>\n";
      return;
    case Kind::lines:
      out += "<pre>" + lines_as_html(block.words) + "</pre>\n";
      return;
  }
}

void put_blocks(const std::vector<Block>& blocks, std::string& out) {
  for (const Block& block : blocks) put_block(block, out);
}

std::string base64(std::string_view bytes) {
  constexpr std::string_view digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    const std::size_t left = std::min<std::size_t>(3, bytes.size() - i);
    unsigned value = 0;
    for (std::size_t j = 0; j < 3; ++j) value = value << 8U | (j < left ? static_cast<unsigned char>(bytes[i + j]) : 0U);
    for (std::size_t j = 0; j < 4; ++j) out += j <= left ? digits[(value >> (18 - 6 * j)) & 63U] : '=';
  }
  return out;
}

/// "#0b57a4".
bool is_colour(std::string_view text) {
  return text.size() == 7 && text[0] == '#' && text.find_first_not_of("0123456789abcdefABCDEF", 1) == std::string_view::npos;
}

/// What stands below every page that is printed: the paper, its state and label, and the page. Only letters that mean nothing to
/// a style sheet are taken. Source: CSS Paged Media 3, 5.
std::string pages_of(const Paper& paper) {
  std::string words = reference_of(paper);
  const std::string tlp = paper.tlp.empty() ? std::string() : "TLP:" + paper.tlp;
  for (const std::string& part : {std::string(shown(paper.state)), tlp}) {
    if (!part.empty()) words += (words.empty() ? "" : " - ") + part;
  }
  std::string text;
  for (const char c : words) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (plain || std::string_view(" .,:_-").find(c) != std::string_view::npos) text += c;
  }
  return "@page{margin:16mm 15mm 18mm;@bottom-left{content:\"" + text +
         "\";font:8pt sans-serif}@bottom-right{content:counter(page) \" / \" counter(pages);font:8pt sans-serif}}\n";
}

void put_head(const Paper& paper, const Brand& brand, std::string& out) {
  const std::string reference = reference_of(paper);
  const std::string_view state = shown(paper.state);
  if (brand.logo.empty() && brand.name.empty() && reference.empty() && state.empty()) return;
  out += "<header class=\"head\">";
  if (!brand.logo.empty())
    out += "<img alt=\"" + html_escape(brand.name.empty() ? "Logo" : brand.name) + "\" src=\"data:image/png;base64," +
           base64(brand.logo) + "\">";
  if (!brand.name.empty()) out += "<div><strong>" + html_escape(brand.name) + "</strong></div>";
  if (!reference.empty()) out += "<div>" + html_escape(reference) + "</div>";
  if (!state.empty()) out += "<div class=\"state\">" + html_escape(state) + "</div>";
  out += "</header>\n";
}

}  // namespace

std::string as_html(const Paper& paper, const Brand& brand) {
  const std::string pictures = brand.logo.empty() ? "" : "; img-src data:";
  std::string out =
      "<!DOCTYPE html>\n<html lang=\"" + html_escape(paper.language.empty() ? "en" : paper.language) +
      "\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'" +
      pictures + "\">\n<meta name=\"referrer\" content=\"no-referrer\">\n<title>" + html_escape(paper.title) +
      "</title>\n<style>" + std::string(kStyle) + pages_of(paper) +
      (is_colour(brand.colour) ? ":root{--brand:" + brand.colour + "}\n" : "") + "</style>\n</head>\n<body>\n<main>\n";
  put_head(paper, brand, out);
  if (!paper.tlp.empty()) {
    const bool known = paper.tlp == "RED" || paper.tlp == "AMBER" || paper.tlp == "GREEN" || paper.tlp == "WHITE";
    out += "<p class=\"tlp" + (known ? " tlp-" + paper.tlp : std::string()) + "\">TLP:" + html_escape(paper.tlp) + "</p>\n";
  }
  out += "<h1>" + html_escape(paper.title) + "</h1>\n";
  put_blocks(paper.blocks, out);
  if (!brand.footer.empty()) out += "<footer>" + html_escape(brand.footer) + "</footer>\n";
  return out + "</main>\n</body>\n</html>\n";
}

}  // namespace crosswalk::writing
