// SPDX-License-Identifier: Apache-2.0
#include "reports/html/page.h"

#include <cstdint>

#include "base/hash.h"
#include "base/text.h"
#include "reports/escape.h"
#include "reports/view.h"

namespace crosswalk::reports {
namespace {

unsigned nibble(char digit) { return static_cast<unsigned>(digit <= '9' ? digit - '0' : digit - 'a' + 10); }

/// Base64 of bytes given in hexadecimal. Source: RFC 4648, 4.
std::string base64_of_hex(std::string_view hex) {
  constexpr std::string_view alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::string out;
  std::uint32_t bits = 0;
  int held = 0;
  for (const char digit : hex) {
    bits = (bits << 4U) | nibble(digit);
    held += 4;
    if (held >= 6) {
      held -= 6;
      out += alphabet[(bits >> static_cast<unsigned>(held)) & 63U];
    }
  }
  if (held > 0) out += alphabet[(bits << static_cast<unsigned>(6 - held)) & 63U];
  while (out.size() % 4 != 0) out += '=';
  return out;
}

}  // namespace

std::string anchor(std::string_view id) {
  std::string name(id);
  for (char& c : name) {
    const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    if (!letter && std::string_view("._:/-").find(c) == std::string_view::npos) c = '-';
  }
  return name;
}

std::string style_hash() { return "sha256-" + base64_of_hex(base::sha256_hex(style_sheet())); }

void HtmlPage::begin(std::string_view title) {
  raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
  raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src '").raw(style_hash());
  raw("'; base-uri 'none'; form-action 'none'\">\n");
  raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n");
  raw("<meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
  text(title).raw("</title>\n<style>").raw(style_sheet()).raw("</style>\n</head>\n<body>\n");
  raw("<a class=\"skip\" href=\"#content\">Skip to the content</a>\n");
}

void HtmlPage::end(std::string_view footer) { raw("</main>\n<footer><p>").text(footer).raw("</p></footer>\n</body>\n</html>\n"); }

HtmlPage& HtmlPage::raw(std::string_view markup) {
  out_.put(markup);
  return *this;
}

HtmlPage& HtmlPage::text(std::string_view text) {
  // html_escape() drops blanks at the ends; between two pieces of a sentence they matter.
  const auto blank = [](char c) { return c == ' ' || c == '\n'; };
  if (!text.empty() && blank(text.front())) out_.put(" ");
  out_.put(html_escape(text));
  if (text.size() > 1 && blank(text.back())) out_.put(" ");
  return *this;
}

void HtmlPage::verdict(review::Verdict verdict) {
  raw("<span class=\"v v-").raw(base::word(verdict)).raw("\"><span aria-hidden=\"true\">").raw(mark(verdict)).raw("</span> ");
  raw(label(verdict)).raw("</span>");
}

void HtmlPage::severity(packs::Severity severity) {
  raw("<span class=\"s s-").raw(base::word(severity)).raw("\">").raw(base::word(severity)).raw("</span>");
}

void HtmlPage::fact(std::string_view name, std::string_view value) {
  if (!value.empty()) raw("<dt>").text(name).raw("</dt><dd>").text(value).raw("</dd>\n");
}

void HtmlPage::statement(const packs::Statement& statement) {
  raw("<p>").text(statement.text).raw(" <span class=\"muted small\">");
  if (!statement.source.empty()) text(base::join(statement.source, "; ")).raw(" · ");
  raw("confidence ").raw(base::word(statement.confidence)).raw("</span></p>\n");
}

}  // namespace crosswalk::reports
