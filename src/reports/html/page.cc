// SPDX-License-Identifier: Apache-2.0
#include "reports/html/page.h"

#include <cstdint>

#include "base/hash.h"
#include "base/text.h"
#include "reports/escape.h"
#include "reports/view.h"

namespace crosswalk::reports {
namespace {

/// A longer passage is shown by its beginning, and whole in a part to unfold.
constexpr int long_passage = 700;

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

std::string policy_hash(std::string_view content) { return "'sha256-" + base64_of_hex(base::sha256_hex(content)) + "'"; }

void HtmlPage::begin(std::string_view title, const Parts& parts) {
  raw("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n");
  raw("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src ").raw(policy_hash(style_sheet()));
  if (!parts.style.empty()) raw(" ").raw(policy_hash(parts.style));
  if (!parts.script.empty()) raw("; script-src 'self' ").raw(policy_hash(parts.script));
  raw("; base-uri 'none'; form-action ").raw(parts.of_a_site ? "'self'" : "'none'").raw("\">\n");
  raw("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n");
  raw("<meta name=\"robots\" content=\"noindex\">\n<meta name=\"color-scheme\" content=\"light dark\">\n<title>");
  text(title).raw("</title>\n<style>").raw(style_sheet()).raw("</style>\n");
  if (!parts.style.empty()) raw("<style>").raw(parts.style).raw("</style>\n");
  raw("</head>\n<body>\n");
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

void HtmlPage::bar(const Tally& tally) {
  int all = 0;
  for (const int number : tally) all += number;
  if (all == 0) return;
  raw("<svg class=\"bar\" viewBox=\"0 0 ")
      .raw(std::to_string(all * 20))
      .raw(" 10\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
  int left = 0;
  for (std::size_t i = 0; i < tally.size(); ++i) {
    if (tally[i] == 0) continue;
    raw("<rect class=\"f-").raw(base::word(static_cast<review::Verdict>(i))).raw("\" x=\"").raw(std::to_string(left * 20));
    raw("\" y=\"0\" width=\"").raw(std::to_string(tally[i] * 20 - (left + tally[i] < all ? 1 : 0))).raw("\" height=\"10\"/>");
    left += tally[i];
  }
  raw("</svg>");
}

void HtmlPage::passage(const review::Evidence& evidence, std::string_view place, Quotes quotes, bool with_verdict,
                       const std::function<void(const std::string&)>& link) {
  raw("<figure>");
  if (quotes != Quotes::none) {
    const std::string quote = visible(evidence.quote);
    const bool cut = quotes == Quotes::short_ || display_width(quote) > long_passage;
    raw("<blockquote dir=\"auto\">");
    if (quotes == Quotes::full && !evidence.before.empty()) {
      raw("<span class=\"context\" dir=\"auto\">").text(evidence.before).raw("</span> ");
    }
    raw("<mark dir=\"auto\">")
        .text(cut ? shorten(quote, quotes == Quotes::short_ ? 160 : long_passage / 2) : quote)
        .raw("</mark>");
    if (quotes == Quotes::full && !evidence.after.empty()) {
      raw(" <span class=\"context\" dir=\"auto\">").text(evidence.after).raw("</span>");
    }
    raw("</blockquote>");
    if (cut && quotes == Quotes::full) {
      raw("<details><summary>The whole passage</summary><blockquote dir=\"auto\">").text(quote).raw("</blockquote></details>");
    }
  }
  raw("<figcaption>");
  if (with_verdict) {
    verdict(evidence.verdict);
    raw(" ");
  }
  link(evidence.document);
  raw(", ").text(place).raw(" · ").text(evidence_text(evidence));
  if (!evidence.reason.empty()) raw(" · ").text(reason_text(evidence.reason));
  raw("</figcaption></figure>\n");
}

}  // namespace crosswalk::reports
