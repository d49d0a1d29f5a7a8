// SPDX-License-Identifier: Apache-2.0
// The page of all advisories, and their Atom feed.
#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "provider/files.h"
#include "reports/escape.h"
#include "reports/html/page.h"

namespace crosswalk::provider {
namespace {

using artifacts::time::text_of;
using reports::html_escape;

constexpr std::string_view style = R"css(
:root{color-scheme:light dark;--ink:#1b2430;--soft:#54606e;--line:#d5dbe2;--paper:#fff;--band:#f4f6f8;--link:#0b57a4}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebf0;--soft:#a9b4c0;--line:#3a4552;--paper:#161b21;--band:#1f262e;--link:#8fc1ff}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:16px/1.55 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,sans-serif}
.skip{position:absolute;left:-99rem}.skip:focus{left:1rem;top:1rem;padding:.5rem 1rem;background:var(--paper);outline:3px solid var(--link)}
header,main,footer{max-width:64rem;margin:0 auto;padding:0 1.25rem}
header{padding-top:2.5rem}
h1{font-size:1.85rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.25rem;margin:2rem 0 .5rem}
p,li,td{overflow-wrap:anywhere}
p{margin:.5rem 0}
.soft{color:var(--soft)}
a{color:var(--link)}
a:focus-visible{outline:3px solid var(--link);outline-offset:2px}
table{border-collapse:collapse;width:100%;margin:1.5rem 0}
caption{text-align:left;color:var(--soft);padding-bottom:.5rem}
th,td{text-align:left;vertical-align:top;padding:.7rem 1.1rem .7rem 0;border-bottom:1px solid var(--line)}
thead th{color:var(--soft);font-weight:600;white-space:nowrap}
tbody th{font-weight:400;min-width:16rem}
td.date,td.rank{white-space:nowrap}
.title{display:block;font-weight:600}
.id,.files,.products{display:block;color:var(--soft);font-size:.9rem}
.files a{margin-right:.8rem}
.severity{display:inline-block;font-size:.85rem;font-weight:700;padding:.1rem .6rem;border-radius:.3rem}
.critical{background:#7a0c16;color:#fff}.high{background:#a83a00;color:#fff}.medium{background:#f2c14e;color:#231a00}.low{background:#cfe3f7;color:#0b2b4a}.none,.unknown{background:#e3e7eb;color:#1b2430}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.35rem 1.25rem;margin:.75rem 0;padding:.9rem 1.1rem;background:var(--band);border-radius:.4rem}
dt{color:var(--soft)}
dd{margin:0;overflow-wrap:anywhere}
footer{padding-bottom:3rem}
.key{font-family:ui-monospace,"DejaVu Sans Mono",monospace;font-size:.9rem}
@media (max-width:46rem){
header{padding-top:1.5rem}h1{font-size:1.5rem}
thead{position:absolute;left:-99rem}
table,caption,tbody,tr,tbody th,td{display:block;min-width:0}
tr{padding:.9rem 0;border-bottom:1px solid var(--line)}
tbody th,td{border:0;padding:.1rem 0}
td.date{display:inline-block;margin-right:1.2rem}
td.date::before{content:attr(data-name) ": ";color:var(--soft)}
dl{grid-template-columns:1fr;gap:.1rem}dd{margin-bottom:.5rem}
}
@media print{a[href]::after{content:" (" attr(href) ")";font-size:.8em}tr,dl{break-inside:avoid}}
)css";

std::string day_of(const std::string& moment) { return moment.substr(0, 10); }

std::string anchor(const std::string& target, std::string_view text) {
  return "<a href=\"" + html_escape(target) + "\">" + html_escape(text) + "</a>";
}

std::string name_in_folder(const Document& document) {
  const std::string path = document.facts.path();
  const std::string name = path.substr(path.find('/') + 1);
  return name.substr(0, name.size() - 5);
}

std::string severity_of(const Facts& facts) {
  if (facts.severity.empty()) return "<span class=\"severity unknown\">Not rated</span>";
  std::string word = facts.severity;
  word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return "<span class=\"severity " + html_escape(facts.severity) + "\">" + html_escape(word) + "</span>" +
         (facts.score.empty() ? "" : " <span class=\"soft\">CVSS " + html_escape(facts.score) + "</span>");
}

/// Its names, at most some, so that a document of many products does not fill the page.
std::string products_of(const Facts& facts) {
  constexpr std::size_t most = 5;
  std::string out;
  for (std::size_t i = 0; i < std::min(facts.products.size(), most); ++i) out += (i == 0 ? "" : ", ") + facts.products[i];
  if (facts.products.size() > most) out += " and " + std::to_string(facts.products.size() - most) + " more";
  return out;
}

std::string cves_of(const Facts& facts) {
  std::string out;
  for (const Named& each : facts.vulnerabilities) {
    if (!each.cve.empty()) out += (out.empty() ? "" : ", ") + each.cve;
  }
  return out;
}

void add_row(const Document& document, std::string& out) {
  const Facts& facts = document.facts;
  const std::string json = "../" + facts.path();
  const std::string first = document.page.empty() ? json : name_in_folder(document) + ".html";
  const std::string cves = cves_of(facts);
  out += "<tr>\n<th scope=\"row\"><a class=\"title\" href=\"" + html_escape(first) + "\">" + html_escape(facts.title) + "</a>\n";
  out += "<span class=\"id\">" + html_escape(facts.id) + ", revision " + html_escape(facts.version) +
         (cves.empty() ? "" : ": " + html_escape(cves)) + "</span>\n";
  if (!facts.products.empty()) out += "<span class=\"products\">" + html_escape(products_of(facts)) + "</span>\n";
  const auto file = [&](const std::string& ending, std::string_view name) {
    return "<a href=\"" + html_escape(json + ending) + "\" aria-label=\"" + html_escape(std::string(name) + " of " + facts.id) +
           "\">" + std::string(name) + "</a>\n";
  };
  out += "<span class=\"files\">" + file("", "CSAF") + file(".asc", "Signature") + file(".sha512", "SHA-512") + "</span></th>\n";
  out += "<td class=\"rank\">" + severity_of(facts) + "</td>\n";
  out += "<td class=\"date\" data-name=\"Published\"><time datetime=\"" + html_escape(facts.initial_release) + "\">" +
         html_escape(day_of(facts.initial_release)) + "</time></td>\n";
  out += "<td class=\"date\" data-name=\"Changed\"><time datetime=\"" + html_escape(facts.current_release) + "\">" +
         html_escape(day_of(facts.current_release)) + "</time></td>\n</tr>\n";
}

void add_fact(std::string_view name, const std::string& value, std::string& out) {
  if (!value.empty()) out += "<dt>" + std::string(name) + "</dt><dd>" + value + "</dd>\n";
}

/// A fingerprint in groups, as people compare it.
std::string grouped(std::string_view digits) {
  std::string out;
  for (std::size_t i = 0; i < digits.size(); ++i) out += (i > 0 && i % 4 == 0 ? " " : "") + std::string(1, digits[i]);
  return out;
}

std::string xml_text(std::string_view text) { return html_escape(text); }

}  // namespace

std::string make_page(const Provider& provider, const std::vector<const Document*>& newest_first) {
  const disclosure::Organisation& organisation = *provider.organisation;
  const disclosure::Publisher& publisher = organisation.publisher;
  const std::string language = "en";
  const std::string title = "Security advisories of " + organisation.name;
  std::string out = "<!DOCTYPE html>\n<html lang=\"" + language + "\">\n<head>\n<meta charset=\"utf-8\">\n";
  out += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " + reports::policy_hash(style) +
         "; base-uri 'none'; form-action 'none'\">\n";
  out +=
      "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<meta name=\"referrer\" "
      "content=\"no-referrer\">\n";
  out += "<title>" + html_escape(title) + "</title>\n";
  out += "<link rel=\"alternate\" type=\"application/atom+xml\" title=\"" + html_escape(title) + "\" href=\"atom.xml\">\n";
  out += "<style>" + std::string(style) +
         "</style>\n</head>\n<body>\n<a class=\"skip\" href=\"#advisories\">To the advisories</a>\n";
  out += "<header>\n<h1>" + html_escape(title) + "</h1>\n";
  out += "<p>What is known of vulnerabilities in our products, and what to do about them. The latest change comes first; a ";
  out += anchor("atom.xml", "feed") + " tells of new ones.</p>\n</header>\n<main id=\"advisories\">\n";
  if (newest_first.empty()) {
    out += "<p>No advisory has been published yet.</p>\n";
  } else {
    const std::size_t count = newest_first.size();
    out +=
        "<table>\n<caption>" + std::to_string(count) + (count == 1 ? " advisory" : " advisories") + "</caption>\n<thead>\n<tr>";
    for (const char* each : {"Advisory", "Severity", "Published", "Changed"})
      out += "<th scope=\"col\">" + std::string(each) + "</th>";
    out += "</tr>\n</thead>\n<tbody>\n";
    for (const Document* each : newest_first) add_row(*each, out);
    out += "</tbody>\n</table>\n";
  }
  out += "</main>\n<footer>\n<h2>For programs, and for those who report</h2>\n<dl>\n";
  std::string contact;
  if (!publisher.contact_url.empty()) contact += anchor(publisher.contact_url, publisher.contact_url);
  if (!publisher.email.empty()) {
    contact += (contact.empty() ? "" : ", ") + anchor("mailto:" + publisher.email, publisher.email);
  }
  add_fact("Report a vulnerability", contact, out);
  add_fact("Policy", publisher.policy_url.empty() ? "" : anchor(publisher.policy_url, publisher.policy_url), out);
  add_fact("Thanks",
           publisher.acknowledgments_url.empty() ? "" : anchor(publisher.acknowledgments_url, publisher.acknowledgments_url),
           out);
  add_fact("Signing key",
           anchor("../openpgp/" + publisher.key_fingerprint + ".asc", "OpenPGP key") + " <span class=\"key\">" +
               html_escape(grouped(publisher.key_fingerprint)) + "</span>",
           out);
  add_fact("CSAF",
           anchor("../" + std::string(Layout::metadata_name), "provider metadata") + ", " +
               anchor("../" + std::string(Layout::feed_name), "ROLIE feed") + ", " + anchor("../index.txt", "list of files") +
               ", " + anchor("../changes.csv", "changes"),
           out);
  out += "</dl>\n</footer>\n</body>\n</html>\n";
  return out;
}

std::string make_atom(const Provider& provider, const std::vector<const Document*>& newest_first) {
  const std::string self = provider.layout.url(Layout::atom_name);
  const std::string name = provider.organisation->name;
  std::string out = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\">\n";
  out += "<id>" + xml_text(self) + "</id>\n<title>Security advisories of " + xml_text(name) + "</title>\n";
  out += "<updated>" + text_of(provider.updated) + "</updated>\n<author><name>" + xml_text(name) + "</name></author>\n";
  out += "<link rel=\"self\" type=\"application/atom+xml\" href=\"" + xml_text(self) + "\"/>\n";
  out += "<link rel=\"alternate\" type=\"text/html\" href=\"" + xml_text(provider.layout.url("advisories/")) + "\"/>\n";
  for (const Document* each : newest_first) {
    const Facts& facts = each->facts;
    const std::string json = provider.layout.url(facts.path());
    const std::string page = each->page.empty() ? "" : provider.layout.url("advisories/" + name_in_folder(*each) + ".html");
    out += "<entry>\n<id>" + xml_text(json) + "</id>\n<title>" + xml_text(facts.id + ": " + facts.title) + "</title>\n";
    out += "<published>" + xml_text(facts.initial_release) + "</published>\n<updated>" + xml_text(facts.current_release) +
           "</updated>\n";
    if (page.empty()) {
      out += "<link rel=\"alternate\" type=\"application/json\" href=\"" + xml_text(json) + "\"/>\n";
    } else {
      out += "<link rel=\"alternate\" type=\"text/html\" href=\"" + xml_text(page) + "\"/>\n";
      out += "<link rel=\"related\" type=\"application/json\" href=\"" + xml_text(json) + "\"/>\n";
    }
    std::string text = facts.summary;
    if (!facts.severity.empty()) text = "Severity: " + facts.severity + ". " + text;
    if (facts.version != "1" && !facts.revision_summary.empty())
      text += " Revision " + facts.version + ": " + facts.revision_summary;
    out += "<summary>" + xml_text(text) + "</summary>\n</entry>\n";
  }
  return out + "</feed>\n";
}

}  // namespace crosswalk::provider
