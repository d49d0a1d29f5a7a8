// SPDX-License-Identifier: Apache-2.0
#include "release/documents.h"

#include <algorithm>
#include <optional>
#include <span>
#include <utility>

#include "base/text.h"
#include "release/coverage.h"
#include "release/mds2.h"
#include "release/origins.h"
#include "release/shown.h"

namespace crosswalk::release {
namespace {

using writing::BlankType;
using writing::Facts;

/// A document and its template.
struct Plan {
  DocumentKind kind;
  const char* name;
};

constexpr std::array<Plan, 9> plans{{
    {DocumentKind::secure_operation, "secure-operation"},
    {DocumentKind::account_management, "account-management"},
    {DocumentKind::conformance, "conformance"},
    {DocumentKind::residual_risk, "residual-risk"},
    {DocumentKind::release_notes, "release-notes"},
    {DocumentKind::sbom_companion, "sbom-companion"},
    {DocumentKind::decommissioning, "decommissioning"},
    {DocumentKind::mds2, "mds2"},
    {DocumentKind::dossier, "dossier"},
}};

/// Two names would be those of the document or of the product.
std::string name_in_list(const FieldSpec& field) { return field.name == "version" ? "item_version" : std::string(field.name); }

/// Why a group has nothing to say; empty where it has, or nobody said why.
std::string why_not(const ReleaseFacts& facts, std::string_view group) {
  const Entry* entry = facts.not_applicable(group);
  return entry == nullptr ? std::string() : entry->text("reason") + " (decided by " + entry->text("by") + ")";
}

/// What a part of Annex E is about; empty for other parts.
std::string title_of_part(std::string_view part) {
  for (const AnnexPart& each : annex_parts()) {
    if (each.part == part) return std::string(each.what);
  }
  return {};
}

void add_list(Facts& out, const GroupSpec& group, std::span<const Entry> entries, std::string_view list) {
  Facts& pattern = out.list(std::string(list));
  const auto fill = [&](Facts& into, const Entry& entry) {
    for (const FieldSpec& field : group.fields) {
      into.text(name_in_list(field), shown(field, entry), blank_of(field.kind), std::string(field.wanted));
    }
    // An id beside the same name says nothing more.
    into.flag("tell_id", base::to_lower(entry.text("id")) != base::to_lower(entry.text("name")) || entry.text("id").empty());
    into.text("part_title", group.name == "coverage" ? title_of_part(entry.text("part")) : "", BlankType::text, "");
  };
  fill(pattern, {});
  for (const Entry& entry : entries) fill(out.item(list), entry);
}

/// A list may be empty: then documents have a sentence or a blank in its place.
void add_emptiness(Facts& out, std::string_view list, bool has, const std::string& why, std::string wanted) {
  out.flag("has_" + std::string(list), has);
  out.text(std::string(list) + "_none", why.empty() ? "" : "Not applicable: " + why, BlankType::text, std::move(wanted));
}

void add_group(Facts& out, const GroupSpec& group, const ReleaseFacts& facts) {
  const std::string name(group.name);
  const auto entries = facts.entries(group.name);
  const std::string why = why_not(facts, group.name);
  if (group.list) {
    add_list(out, group, entries, group.name);
    add_emptiness(out, group.name, !entries.empty(), why, std::string(group.title) + ": " + std::string(group.help));
    return;
  }
  const Entry none;
  const Entry& entry = entries.empty() ? none : entries[0];
  const std::string before = name == "release" ? "" : name + "_";
  for (const FieldSpec& field : group.fields) {
    out.text(before + std::string(field.name), shown(field, entry), blank_of(field.kind), std::string(field.wanted));
  }
  out.text(name + "_not_applicable", why, BlankType::text, "why it does not apply");
}

const Entry* entry_of(const ReleaseFacts& facts, DocumentKind kind) {
  for (const Entry& entry : facts.entries("documents")) {
    if (entry.text("kind") == base::word(kind)) return &entry;
  }
  return nullptr;
}

bool is_approved(const Entry* entry) {
  return entry != nullptr && entry->find("approved_by") != nullptr && entry->date("approved");
}

/// What the head of a document says.
void add_head(Facts& out, const Entry* entry, bool approved) {
  const Entry none;
  const Entry& said = entry == nullptr ? none : *entry;
  out.text("document_id", said.text("id"), BlankType::id, "number of this document")
      .text("document_version", said.text("version"), BlankType::text, "version of this document")
      .text("document_status", approved ? "Approved" : "DRAFT", BlankType::text, "")
      .text("approved_by", said.text("approved_by"), BlankType::name, "who approves this document")
      .text("approver_role", said.text("role"), BlankType::text, "in which role")
      .text("approval_date", said.text("approved"), BlankType::date, "when it was approved");
}

/// Whether somebody said what there is of a group, or that there is nothing.
bool is_said(const ReleaseFacts& facts, std::string_view group) {
  return !facts.entries(group).empty() || facts.not_applicable(group) != nullptr;
}

/// Vulnerabilities that a risk of this release is about, and what operators can do.
void add_open(Facts& out, const ReleaseFacts& facts) {
  Facts& pattern = out.list("open");
  const auto fill = [](Facts& into, std::string vulnerability, std::string risk, std::string compensating) {
    into.text("vulnerability", std::move(vulnerability), BlankType::id, "the vulnerability")
        .text("risk", std::move(risk), BlankType::text, "what can happen")
        .text("compensating", std::move(compensating), BlankType::text, "what operators can do");
  };
  fill(pattern, {}, {}, {});
  bool has = false;
  for (const Entry& risk : facts.entries("risks")) {
    if (risk.find("vulnerabilities") == nullptr) continue;
    has = true;
    fill(out.item("open"), risk.text("vulnerabilities"), risk.text("id") + ": " + risk.text("description"),
         risk.text("compensating"));
  }
  for (const Entry& known : facts.entries("known_vulnerabilities")) {
    const std::string status = known.text("status");
    if (status == "fixed" || status == "not_affected") continue;
    has = true;
    fill(out.item("open"), known.text("vulnerability"), known.text("component") + ", " + in_words(status),
         known.text("statement"));
  }
  out.flag("has_open", has);
  const bool said = is_said(facts, "risks") && is_said(facts, "known_vulnerabilities");
  out.text("open_none", said ? "No open vulnerability of this release is known." : "", BlankType::text,
           "vulnerabilities that are open, or that none is known");
}

/// Known vulnerabilities in components: those that are open, and those that were looked at and are not.
void add_known(Facts& out, const ReleaseFacts& facts) {
  const GroupSpec& group = *find_group("known_vulnerabilities");
  std::vector<Entry> open;
  std::vector<Entry> closed;
  for (const Entry& entry : facts.entries(group.name)) {
    const std::string status = entry.text("status");
    (status == "fixed" || status == "not_affected" ? closed : open).push_back(entry);
  }
  const std::string why = why_not(facts, group.name);
  add_list(out, group, open, "known_open");
  add_list(out, group, closed, "known_closed");
  out.flag("has_known_open", !open.empty()).flag("has_known_closed", !closed.empty());
  out.text("known_open_none",
           !why.empty()     ? "Not applicable: " + why
           : closed.empty() ? ""
                            : "No known vulnerability in a component is open.",
           BlankType::text, std::string(group.title) + ": " + std::string(group.help));
}

void add_unsupported(Facts& out, const ReleaseFacts& facts) {
  const GroupSpec& items = *find_group("items");
  std::vector<Entry> found;
  for (const Entry& entry : facts.entries("items")) {
    const std::string level = entry.text("level");
    if (level == "no_longer_maintained" || level == "abandoned") found.push_back(entry);
  }
  add_list(out, items, found, "unsupported");
  out.flag("has_unsupported", !found.empty());
  out.text("unsupported_none", is_said(facts, "items") ? "No software item of this release is known to be without support." : "",
           BlankType::text, "software items with the support of each");
}

/// A list of changes in the notes.
struct ChangeList {
  Change::Kind kind;
  const char* name;
  /// What the two releases are compared in; empty where nothing is, because only people know it.
  const char* compared;
  /// What is said where somebody listed changes, and none of these.
  const char* not_listed;
};

constexpr std::array<ChangeList, 6> change_lists{
    {{Change::Kind::fixed, "fixed", "", "No vulnerability is listed as fixed in this release."},
     {Change::Kind::setting, "settings", "setting", "No changed setting is listed for this release."},
     {Change::Kind::port, "ports", "interface or port", "No changed interface or port is listed for this release."},
     {Change::Kind::account, "account_changes", "account", "No changed account is listed for this release."},
     {Change::Kind::component, "components", "software item", "No changed component is listed for this release."},
     {Change::Kind::other, "functions", "", "No other change for security is listed for this release."}}};

/// The sentence in the place of a list of changes that is empty; empty where nobody knows.
std::string nothing_of(const ChangeList& list, const Request& request, bool said) {
  const std::string_view compared = list.compared;
  if (request.previous != nullptr && !compared.empty()) {
    return "No " + std::string(compared) + " was added, removed or changed since version " + request.previous->version() + ".";
  }
  return said ? list.not_listed : "";
}

void add_changes(Facts& out, const Request& request) {
  const auto fill = [](Facts& into, const Change& change) {
    into.text("text", change.text, BlankType::text, "what is changed")
        .text("vulnerabilities", change.vulnerabilities, BlankType::id, "CVE")
        .text("action", change.action, BlankType::text, "what the operator has to do");
  };
  // That nothing changed is said where somebody said it, or where both releases were compared.
  const bool said = is_said(*request.facts, "changes");
  out.text("changes_not_applicable", why_not(*request.facts, "changes"), BlankType::text, "why nothing changed");
  const std::vector<Change> changes = changes_between(request.previous, *request.facts);
  for (const ChangeList& list : change_lists) {
    const std::string name = list.name;
    fill(out.list(name), {});
    out.text(name + "_none", nothing_of(list, request, said), BlankType::text, "changes: " + in_words(name));
    for (const Change& change : changes) {
      if (change.kind == list.kind) fill(out.item(name), change);
    }
  }
}

void add_sections(Facts& out, const ReleaseFacts& facts) {
  const std::string why = why_not(facts, "answers");
  const auto fill = [&](Facts& into, const Mds2Section& section) {
    into.text("code", section.code, BlankType::id, "")
        .text("title", section.title, BlankType::text, "")
        .text("none", why.empty() ? "" : "Not applicable: " + why, BlankType::text, "answers of section " + section.code)
        .flag("has_facts", !section.facts.empty())
        .flag("said", !section.facts.empty() || !section.answers.empty());
    const auto fact = [](Facts& item, const Mds2Fact& each) {
      item.text("name", each.name, BlankType::text, "").text("value", each.value, each.type, each.wanted);
    };
    fact(into.list("facts"), {});
    for (const Mds2Fact& each : section.facts) fact(into.item("facts"), each);
    const auto answer = [](Facts& item, const Mds2Answer& each) {
      item.text("question", each.question, BlankType::text, "number and question")
          .text("answer", each.answer, BlankType::choice, "the answer")
          .text("note", each.note, BlankType::text, "");
    };
    answer(into.list("answers"), {});
    for (const Mds2Answer& each : section.answers) answer(into.item("answers"), each);
  };
  fill(out.list("sections"), {});
  for (const Mds2Section& section : mds2_sections(facts)) fill(out.item("sections"), section);
}

/// The title of a document in a list of those of one release: without the product that all of them name.
std::string title_in_set(const Document& document, const ReleaseFacts& facts) {
  const std::string& title = document.paper.title;
  // "Secure operation of ScanView 4.3.0".
  const std::string of_product = " of " + facts.product() + " " + facts.version();
  return title.size() > of_product.size() && title.ends_with(of_product) ? title.substr(0, title.size() - of_product.size())
                                                                         : title;
}

/// What the dossier says of the other documents.
void add_set(Facts& out, const std::vector<Document>& set, const ReleaseFacts& facts) {
  const auto fill = [&](Facts& into, const Document& document) {
    into.text("title", title_in_set(document, facts), BlankType::text, "")
        .text("id", document.id, BlankType::id, "its id")
        .text("set_version", document.version, BlankType::text, "its version")
        .text("status", document.paper.state == writing::State::approved ? "approved" : "draft", BlankType::text, "")
        .text("blanks", std::to_string(document.blanks.size()), BlankType::number, "")
        .text("record", document.record, BlankType::reference, "the record of its review (4.1.9)");
  };
  fill(out.list("set"), {});
  const auto blank = [](Facts& into, std::string document, std::string wanted) {
    into.text("document", std::move(document), BlankType::text, "").text("wanted", std::move(wanted), BlankType::text, "");
  };
  blank(out.list("blanks"), {}, {});
  for (const Document& document : set) {
    fill(out.item("set"), document);
    for (const writing::Blank& each : document.blanks) blank(out.item("blanks"), title_in_set(document, facts), each.wanted);
  }
}

/// The files that facts were taken from; nothing of those that were all written by hand.
void add_origins(Facts& out, const ReleaseFacts& facts) {
  const auto fill = [](Facts& into, const OriginCount& count) {
    into.text("source", count.source.empty() ? "written by hand" : count.source, BlankType::text, "")
        .text("facts", std::to_string(count.facts), BlankType::number, "")
        .text("groups", base::join(count.groups, ", "), BlankType::text, "");
  };
  fill(out.list("origins"), {});
  const std::vector<OriginCount> all = origins_of(facts);
  const bool taken = std::any_of(all.begin(), all.end(), [](const OriginCount& each) { return !each.source.empty(); });
  out.flag("has_origins", taken);
  for (const OriginCount& each : all) {
    if (taken) fill(out.item("origins"), each);
  }
}

/// All that templates may name, but for the head of one document.
Facts all_facts(const Request& request, const std::vector<Document>& set) {
  Facts out;
  for (const GroupSpec& group : groups()) {
    if (group.name != "documents" && group.name != "answers" && group.name != "changes") add_group(out, group, *request.facts);
  }
  for (const Plan& plan : plans) {
    const Entry* entry = entry_of(*request.facts, plan.kind);
    out.text("id_" + std::string(base::word(plan.kind)), entry == nullptr ? "" : entry->text("id"), BlankType::id, "its id");
  }
  add_open(out, *request.facts);
  add_known(out, *request.facts);
  add_unsupported(out, *request.facts);
  add_changes(out, request);
  add_sections(out, *request.facts);
  add_set(out, set, *request.facts);
  add_origins(out, *request.facts);
  return out;
}

base::Result<Document> make(const Plan& plan, const Request& request, const std::vector<Document>& set,
                            packs::Diagnostics& diagnostics) {
  const Entry* entry = entry_of(*request.facts, plan.kind);
  const auto rendered = [&](bool approved) {
    Facts facts = all_facts(request, set);
    add_head(facts, entry, approved);
    return writing::fill_in("release/" + std::string(plan.name), request.find_template, facts, request.brand, diagnostics);
  };
  CW_ASSIGN_OR_RETURN(writing::Rendered made, rendered(is_approved(entry)));
  // Nobody can have approved what is not there yet.
  const bool approved = is_approved(entry) && made.blanks.empty();
  if (is_approved(entry) && !approved) {
    CW_ASSIGN_OR_RETURN(made, rendered(false));
  }
  Document out;
  out.kind = plan.kind;
  out.name = plan.name;
  if (entry != nullptr) {
    out.id = entry->text("id");
    out.version = entry->text("version");
    out.record = entry->text("record");
  }
  out.paper = std::move(made.paper);
  out.paper.id = out.id;
  out.paper.version = out.version;
  out.paper.state = approved ? writing::State::approved : writing::State::draft;
  out.paper.made = made_at(*request.facts, plan.kind);
  if (approved) out.paper.date = entry->text("approved");
  out.blanks = std::move(made.blanks);
  return out;
}

}  // namespace

base::Result<std::vector<Document>> make_documents(const Request& request, packs::Diagnostics& diagnostics) {
  std::vector<Document> out;
  for (const Plan& plan : plans) {
    CW_ASSIGN_OR_RETURN(Document document, make(plan, request, out, diagnostics));
    out.push_back(std::move(document));
  }
  return out;
}

std::optional<artifacts::time::Instant> made_at(const ReleaseFacts& facts, DocumentKind kind) {
  const Entry* entry = entry_of(facts, kind);
  if (entry != nullptr) {
    if (const auto day = entry->date("approved")) return artifacts::time::beginning_of(*day);
  }
  for (const Entry& release : facts.entries("release")) {
    if (const auto day = release.date("released")) return artifacts::time::beginning_of(*day);
  }
  return std::nullopt;
}

}  // namespace crosswalk::release
