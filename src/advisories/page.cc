// SPDX-License-Identifier: Apache-2.0
#include "advisories/page.h"

#include <algorithm>
#include <array>
#include <initializer_list>
#include <string_view>
#include <utility>

#include "artifacts/cvss/score.h"
#include "base/text.h"

namespace crosswalk::advisories {
namespace {

namespace csaf = artifacts::csaf;
using writing::Block;
using Kind = Block::Kind;
using Row = std::vector<writing::Line>;

/// A word of the specification and what people call it.
struct Called {
  std::string_view word;
  std::string_view name;
};
// Source: CSAF 2.0, 3.1.5, 3.2.1.12.7, 3.2.3.5, 3.2.3.9, 3.2.3.12, 3.2.3.14.
constexpr std::array<Called, 43> kNames{
    {{"csaf_base", "CSAF document"},
     {"csaf_security_incident_response", "Security incident response"},
     {"csaf_informational_advisory", "Informational advisory"},
     {"csaf_security_advisory", "Security advisory"},
     {"csaf_vex", "Exploitability statement (VEX)"},
     {"known_affected", "Affected"},
     {"first_affected", "First affected"},
     {"last_affected", "Last affected"},
     {"known_not_affected", "Not affected"},
     {"fixed", "Fixed"},
     {"first_fixed", "First fixed"},
     {"under_investigation", "Under investigation"},
     {"recommended", "Recommended"},
     {"vendor_fix", "Fix by the vendor"},
     {"mitigation", "Mitigation"},
     {"workaround", "Workaround"},
     {"no_fix_planned", "No fix is planned"},
     {"none_available", "No remedy is available"},
     {"impact", "Impact"},
     {"exploit_status", "Exploitation"},
     {"target_set", "Who is targeted"},
     {"component_not_present", "The component is not present"},
     {"inline_mitigations_already_exist", "Built-in protection exists already"},
     {"vulnerable_code_cannot_be_controlled_by_adversary", "An attacker cannot control the vulnerable code"},
     {"vulnerable_code_not_in_execute_path", "The vulnerable code is never executed"},
     {"vulnerable_code_not_present", "The vulnerable code is not present"},
     {"description", "Description"},
     {"details", "Details"},
     {"faq", "Questions and answers"},
     {"general", "General"},
     {"legal_disclaimer", "Legal notice"},
     {"other", "Further information"},
     {"summary", "Summary"},
     {"draft", "Draft"},
     {"final", "Final"},
     {"interim", "Interim"},
     {"connected", "the product and everything connected to it"},
     {"dependencies", "the product and what it depends on"},
     {"machine", "the machine"},
     {"parent", "the program that it is part of"},
     {"service", "the service"},
     {"vulnerable_component", "the component"},
     {"zone", "the zone of the network"}}};

std::string name_of(std::string_view word) {
  const auto* const found = std::find_if(kNames.begin(), kNames.end(), [&](const Called& called) { return called.word == word; });
  return std::string(found == kNames.end() ? word : found->name);
}

/// "2026-05-04" of "2026-05-04T10:00:00Z".
std::string day_of(const std::string& moment) { return moment.substr(0, 10); }

/// Puts a page together.
class Writer {
 public:
  Writer(const csaf::Advisory& advisory, PageDetail detail) : advisory_(advisory), whole_(detail == PageDetail::whole) {}

  writing::Paper write() {
    page_.title = advisory_.title.empty() ? "Advisory without a title" : advisory_.title;
    page_.language = advisory_.language;
    page_.tlp = advisory_.tlp;
    write_facts();
    if (whole_) write_notes(advisory_.notes, 2, {"summary", "description"});
    write_overview();
    write_products();
    for (const csaf::Vulnerability& vulnerability : advisory_.vulnerabilities) write_vulnerability(vulnerability);
    if (whole_) write_end();
    return std::move(page_);
  }

 private:
  Block& add(Kind kind) {
    page_.blocks.emplace_back();
    page_.blocks.back().kind = kind;
    return page_.blocks.back();
  }
  Block& heading(int level, std::string text) {
    page_.blocks.push_back(writing::heading(level, std::move(text)));
    return page_.blocks.back();
  }
  void paragraphs(std::string_view text) {
    for (Block& block : writing::paragraphs(text)) page_.blocks.push_back(std::move(block));
  }
  static void fact(Block& block, std::string name, const std::string& value, const std::string& link = "") {
    if (!value.empty()) block.rows.push_back({std::move(name), writing::Line(value, link)});
  }

  void write_facts() {
    Block& facts = add(Kind::facts);
    fact(facts, "Advisory", advisory_.id);
    fact(facts, "Kind", name_of(advisory_.category));
    const std::string role = advisory_.publisher_category.empty() ? "" : " (" + advisory_.publisher_category + ")";
    fact(facts, "Published by", advisory_.publisher.empty() ? "" : advisory_.publisher + role, advisory_.publisher_namespace);
    fact(facts, "Version",
         advisory_.version + (advisory_.status.empty() ? "" : " (" + base::to_lower(name_of(advisory_.status)) + ")"));
    fact(facts, "First published", day_of(advisory_.initial_release_date));
    fact(facts, "Last changed", day_of(advisory_.current_release_date));
    fact(facts, "Severity", advisory_.aggregate_severity.empty() ? worst_of_all() : advisory_.aggregate_severity);
    fact(facts, "May be given to",
         advisory_.tlp.empty() ? ""
                               : "TLP:" + advisory_.tlp + (advisory_.distribution.empty() ? "" : ". " + advisory_.distribution));
    if (advisory_.tlp.empty()) fact(facts, "May be given to", advisory_.distribution);
    std::string aliases;
    for (const std::string& alias : advisory_.aliases) aliases += (aliases.empty() ? "" : ", ") + alias;
    fact(facts, "Also known as", aliases);
    if (!whole_) {
      fact(facts, "Products", std::to_string(advisory_.products.size()));
      fact(facts, "Vulnerabilities", std::to_string(advisory_.vulnerabilities.size()));
    }
  }

  /// The notes of these categories. Those of one title, one after the other, stand under one heading.
  void write_notes(const std::vector<csaf::Note>& notes, int level, std::initializer_list<std::string_view> categories) {
    std::string last;
    for (const csaf::Note& note : notes) {
      if (std::find(categories.begin(), categories.end(), note.category) == categories.end()) continue;
      const std::string title = note.title.empty() ? name_of(note.category) : note.title;
      if (title != last) heading(level, title);
      last = title;
      paragraphs(note.text);
    }
  }

  static std::string called(const csaf::Vulnerability& vulnerability) {
    if (!vulnerability.cve.empty()) return vulnerability.cve;
    if (!vulnerability.ids.empty()) return text_of(vulnerability.ids.front());
    return vulnerability.title.empty() ? "Vulnerability without an id" : vulnerability.title;
  }

  /// The highest score that the document states, or null.
  static const csaf::Score* worst(const csaf::Vulnerability& vulnerability) {
    const csaf::Score* worst = nullptr;
    for (const csaf::Score& score : vulnerability.scores) {
      if (score.tenths && (worst == nullptr || *worst->tenths < *score.tenths)) worst = &score;
    }
    return worst;
  }

  /// "critical (CVSS 9.8)" of the worst vulnerability; empty where none is scored.
  [[nodiscard]] std::string worst_of_all() const {
    const csaf::Score* found = nullptr;
    for (const csaf::Vulnerability& one : advisory_.vulnerabilities) {
      const csaf::Score* score = worst(one);
      if (score != nullptr && (found == nullptr || *found->tenths < *score->tenths)) found = score;
    }
    if (found == nullptr || found->severity.empty()) return {};
    return found->severity + " (CVSS " + artifacts::cvss::tenths_as_text(*found->tenths) + ")";
  }

  /// "Bug 123 (tracker)".
  static std::string text_of(const csaf::OtherId& id) { return id.text + " (" + id.system + ")"; }
  static std::string text_of(const csaf::Score& score) {
    return (score.tenths ? artifacts::cvss::tenths_as_text(*score.tenths) : "?") +
           (score.severity.empty() ? "" : " " + score.severity);
  }

  void write_overview() {
    if (advisory_.vulnerabilities.size() < (whole_ ? 2U : 1U)) return;
    heading(2, "Vulnerabilities at a glance");
    Block& table = add(Kind::table);
    table.header = {"Vulnerability", "What it is", "Score", "Remedy"};
    for (const csaf::Vulnerability& one : advisory_.vulnerabilities) {
      const csaf::Score* score = worst(one);
      std::string remedy;
      for (const csaf::Statement& remediation : one.remediations) {
        const std::string name = name_of(remediation.category);
        if (remedy.find(name) == std::string::npos) remedy += (remedy.empty() ? "" : ", ") + name;
      }
      table.rows.push_back({called(one), one.title.empty() ? one.cwe_name : one.title,
                            score == nullptr ? "not scored" : text_of(*score), remedy.empty() ? "none said" : remedy});
    }
  }

  void write_products() {
    if (advisory_.products.empty()) return;
    const auto any = [&](const auto& has) { return std::any_of(advisory_.products.begin(), advisory_.products.end(), has); };
    const bool versions = any([](const csaf::Product& product) { return !product.version.empty(); });
    const bool helpers =
        whole_ && any([](const csaf::Product& product) { return !product.purl.empty() || !product.cpe.empty(); });
    heading(2, "Products");
    Block& table = add(Kind::table);
    table.header = {"Product"};
    if (versions) table.header.emplace_back("Version");
    if (helpers) table.header.emplace_back("Identifier");
    for (const csaf::Product& product : advisory_.products) {
      Row row{product.name.empty() ? product.id : product.name};
      if (versions) row.emplace_back(product.version);
      if (helpers) row.emplace_back(product.purl.empty() ? product.cpe : product.purl);
      table.rows.push_back(std::move(row));
    }
  }

  [[nodiscard]] std::vector<std::string> names_of(const csaf::Products& products) const {
    std::vector<std::string> out;
    std::size_t more = products.more;
    for (const std::size_t number : products.numbers) {
      const csaf::Product& product = advisory_.products[number];
      if (out.size() == csaf::most_products) {
        ++more;
      } else {
        out.push_back(product.name.empty() ? product.id : product.name);
      }
    }
    for (const std::string& id : products.unknown) {
      if (out.size() == csaf::most_products) {
        ++more;
      } else {
        out.push_back(id + " (not described)");
      }
    }
    if (more > 0) out.push_back("and " + std::to_string(more) + " more");
    return out;
  }
  [[nodiscard]] std::string listed(const csaf::Products& products) const {
    std::string out;
    for (const std::string& name : names_of(products)) out += (out.empty() ? "" : "; ") + name;
    return out;
  }

  void write_vulnerability(const csaf::Vulnerability& one) {
    const csaf::Score* score = worst(one);
    std::string title = called(one);
    if (!one.title.empty() && one.title != title) title += ": " + one.title;
    Block& block = heading(2, title);
    if (score != nullptr) block.severity = score->severity;
    if (whole_) write_notes(one.notes, 3, {"summary", "description", "details", "general", "faq", "other"});
    write_vulnerability_facts(one);
    if (!one.status.empty()) {
      heading(3, "Which products it concerns");
      Block& table = add(Kind::table);
      table.header = {"Status", "Products"};
      for (const csaf::Status& status : one.status) {
        for (const std::string& name : names_of(status.products)) table.rows.push_back({name_of(status.word), name});
      }
    }
    write_statements("Why products are not affected", one.flags, false);
    write_statements("What to do", one.remediations, true);
    write_statements("What is known of attacks and impact", one.threats, false);
    if (whole_) {
      write_references("More about " + called(one), one.references, 3);
      write_notes(one.notes, 3, {"legal_disclaimer"});
    }
  }

  void write_vulnerability_facts(const csaf::Vulnerability& one) {
    Block facts;
    facts.kind = Kind::facts;
    for (const csaf::Score& score : one.scores) {
      const bool all = one.scores.size() == 1;
      fact(facts, "CVSS " + score.version,
           text_of(score) + " (" + score.vector + ")" + (all ? "" : ", for " + listed(score.products)));
    }
    if (one.scores.empty()) fact(facts, "CVSS", "not scored");
    fact(facts, "Weakness", one.cwe_id.empty() ? "" : one.cwe_id + " " + one.cwe_name);
    for (const csaf::OtherId& id : one.ids) fact(facts, "Also known as", text_of(id));
    fact(facts, "Discovered", day_of(one.discovery_date));
    fact(facts, "Made public", day_of(one.release_date));
    for (const std::string& thanks : one.acknowledgments) fact(facts, "Thanks to", thanks);
    if (!facts.rows.empty()) page_.blocks.push_back(std::move(facts));
  }

  void write_statements(const std::string& title, const std::vector<csaf::Statement>& statements, bool wanted) {
    if (statements.empty() && !wanted) return;
    heading(3, title);
    if (statements.empty()) {
      paragraphs("The advisory names no remedy.");
      return;
    }
    for (const csaf::Statement& statement : statements) {
      heading(4, name_of(statement.category));
      paragraphs(statement.details);
      Block facts;
      facts.kind = Kind::facts;
      fact(facts, "For", listed(statement.products));
      fact(facts, "Date", day_of(statement.date));
      fact(facts, "Get it from", statement.url, statement.url);
      fact(facts, "Restart",
           statement.restart.empty()     ? ""
           : statement.restart == "none" ? "not needed"
                                         : name_of(statement.restart));
      for (const std::string& entitlement : statement.entitlements) fact(facts, "Who may have it", entitlement);
      if (!facts.rows.empty()) page_.blocks.push_back(std::move(facts));
    }
  }

  void write_references(const std::string& title, const std::vector<csaf::Reference>& references, int level) {
    if (references.empty()) return;
    heading(level, title);
    Block& list = add(Kind::list);
    for (const csaf::Reference& reference : references) {
      const std::string link = writing::safe_link(reference.url);
      std::string text = reference.summary.empty() ? reference.url : reference.summary;
      if (link.empty() && !reference.summary.empty()) text += ": " + reference.url;
      list.items.push_back({writing::paragraph({text, link})});
    }
  }

  void write_end() {
    write_notes(advisory_.notes, 2, {"details", "general", "faq", "other"});
    write_references("References", advisory_.references, 2);
    if (!advisory_.acknowledgments.empty()) {
      heading(2, "Thanks");
      Block& list = add(Kind::list);
      for (const std::string& line : advisory_.acknowledgments) list.items.push_back({writing::paragraph(line)});
    }
    if (!advisory_.contact.empty() || !advisory_.issuing_authority.empty()) {
      heading(2, "Contact");
      paragraphs(advisory_.contact);
      paragraphs(advisory_.issuing_authority);
    }
    if (!advisory_.revisions.empty()) {
      heading(2, "History of this advisory");
      Block& table = add(Kind::table);
      table.header = {"Version", "Date", "What changed"};
      for (const csaf::RevisionText& revision : advisory_.revisions) {
        table.rows.push_back({revision.number, day_of(revision.date), revision.summary});
      }
    }
    write_notes(advisory_.notes, 2, {"legal_disclaimer"});
  }

  const csaf::Advisory& advisory_;
  bool whole_;
  writing::Paper page_;
};

}  // namespace

writing::Paper page_of(const artifacts::csaf::Advisory& advisory, PageDetail detail) { return Writer(advisory, detail).write(); }

}  // namespace crosswalk::advisories
