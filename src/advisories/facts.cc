// SPDX-License-Identifier: Apache-2.0
// What templates may name.
#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "advisories/build.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"
#include "policy/policy.h"

namespace crosswalk::advisories {
namespace {

using disclosure::Case;
using disclosure::Trigger;
using writing::BlankType;
using writing::Facts;

std::string day_of(Instant at) { return artifacts::time::text_of(at).substr(0, 10); }
/// "2026-12-01 08:00 UTC".
std::string minute_of(Instant at) { return day_of(at) + " " + artifacts::time::text_of(at).substr(11, 5) + " UTC"; }

/// An event that templates may name, and what is wanted where it did not happen or nobody wrote it down.
struct NamedEvent {
  Trigger trigger;
  const char* name;
  const char* wanted;
};
constexpr std::array<NamedEvent, 6> kEvents{{
    {Trigger::aware, "aware", "when we became aware of it"},
    {Trigger::actively_exploited, "exploited", "when we learned that it is actively exploited"},
    {Trigger::severe_incident, "severe_incident", "when we learned of the severe incident"},
    {Trigger::correction_begun, "correction_begun", "when the correction or removal was begun"},
    {Trigger::field_action_decided, "field_action_decided", "when the field safety corrective action was decided"},
    {Trigger::measure_available, "measure_available", "when the corrective or mitigating measure was available"},
}};

/// "2.0.0, 2.1.0" by product, in the order of the advisory.
std::vector<std::pair<std::string, std::string>> by_product(const Advisory& advisory, const Products& numbers) {
  std::vector<std::pair<std::string, std::string>> out;
  for (const std::size_t number : numbers) {
    const ProductVersion& one = advisory.products[number];
    const auto found = std::find_if(out.begin(), out.end(), [&](const auto& entry) { return entry.first == one.product; });
    if (found == out.end()) {
      out.emplace_back(one.product, one.version);
    } else {
      found->second += ", " + one.version;
    }
  }
  return out;
}

void product_names(Facts& pattern) {
  pattern.text("product", "", BlankType::name, "the product's name").text("versions", "", BlankType::id, "its versions");
}

void add_products(Facts& facts, const char* name, const Advisory& advisory, const Products& numbers) {
  for (const auto& [product, versions] : by_product(advisory, numbers))
    facts.item(name).text("product", product, BlankType::name, "").text("versions", versions, BlankType::id, "");
}

std::string score_text(const Vulnerability& one) {
  if (one.scores.empty()) return {};
  const Score& score = one.scores.back();
  const auto version = score.version == "2.0"   ? artifacts::cvss::Version::v2_0
                       : score.version == "3.0" ? artifacts::cvss::Version::v3_0
                                                : artifacts::cvss::Version::v3_1;
  const int value = score.environmental ? *score.environmental : score.temporal ? *score.temporal : score.base;
  return artifacts::cvss::tenths_as_text(value) + " " +
         std::string(artifacts::cvss::text_of(artifacts::cvss::severity_of(version, value))) + " (" + score.vector + ")";
}

std::string remedy_word(const Case& one) {
  switch (one.resolution.kind) {
    case disclosure::ResolutionKind::fix:
      return "Update";
    case disclosure::ResolutionKind::mitigation:
      return "Mitigation";
    case disclosure::ResolutionKind::workaround:
      return "Workaround";
    case disclosure::ResolutionKind::none_planned:
      return "No fix is planned";
    case disclosure::ResolutionKind::undecided:
      break;
  }
  return {};
}

/// Which names a vulnerability has; what they say is filled in by vulnerability().
void vulnerability_names(Facts& pattern) {
  pattern.text("case_id", "", BlankType::id, "the case's id")
      .text("name", "", BlankType::id, "the CVE id, or another id of the vulnerability")
      .text("cve", "", BlankType::id, "the CVE id")
      .text("title", "", BlankType::text, "what the vulnerability is called")
      .text("description", "", BlankType::text, "what the vulnerability is")
      .text("weakness", "", BlankType::id, "the kind of weakness, as CWE has it")
      .text("score", "", BlankType::text, "a CVSS score with its vector")
      .text("harm", "", BlankType::text, "what it may do to patients")
      .text("risk", "", BlankType::choice, "whether the risk of patient harm is controlled or uncontrolled")
      .text("risk_reason", "", BlankType::text, "why the risk is judged so")
      .text("remedy", "", BlankType::choice, "what is done: an update, a mitigation, a workaround, or nothing")
      .text("remedy_details", "", BlankType::text, "what users shall do")
      .text("remedy_url", "", BlankType::address, "where the update or the instructions can be had")
      .text("found_by", "", BlankType::text, "how the manufacturer learned of it");
  for (const NamedEvent& event : kEvents) pattern.text(event.name, "", BlankType::time, event.wanted);
  pattern.flag("is_fix", false).flag("is_none", false);
  product_names(pattern.list("affected"));
  product_names(pattern.list("fixed"));
  product_names(pattern.list("not_affected"));
  product_names(pattern.list("investigated"));
}

void vulnerability(Facts& facts, const Advisory& advisory, const Vulnerability& one, const Case& from) {
  const std::string name = !one.cve.empty() ? one.cve : one.ids.empty() ? one.case_id : one.ids.front().second;
  facts.text("case_id", one.case_id, BlankType::id, "")
      .text("name", name, BlankType::id, "")
      .text("cve", one.cve, BlankType::id, "");
  facts.text("title", one.title, BlankType::text, "").text("description", one.description, BlankType::text, "");
  facts.text("weakness", one.cwe.empty() ? "" : one.cwe + " " + one.cwe_name, BlankType::id, "");
  facts.text("score", score_text(one), BlankType::text, "").text("harm", from.clinical.harm, BlankType::text, "");
  const bool judged = from.clinical.risk != disclosure::RiskControl::undetermined;
  facts.text("risk", judged ? std::string(base::word(from.clinical.risk)) : "", BlankType::choice, "");
  facts.text("risk_reason", from.clinical.reason, BlankType::text, "");
  facts.text("remedy", remedy_word(from), BlankType::choice, "");
  const bool none = from.resolution.kind == disclosure::ResolutionKind::none_planned;
  facts.text("remedy_details", none && from.resolution.details.empty() ? from.resolution.reason : from.resolution.details,
             BlankType::text, "");
  facts.text("remedy_url", from.resolution.url, BlankType::address, "");
  constexpr std::array<std::string_view, 8> sources{"",
                                                    "a report of a researcher",
                                                    "a report of a customer",
                                                    "a notice of a supplier",
                                                    "tests of our own",
                                                    "monitoring of public sources",
                                                    "a coordinator",
                                                    "an authority"};
  facts.text("found_by", std::string(sources[static_cast<std::size_t>(from.source.kind)]), BlankType::text, "");
  for (const NamedEvent& event : kEvents) {
    const auto at = disclosure::moment_of(from, event.trigger);
    facts.text(event.name, at && *at <= advisory.made ? minute_of(*at) : "", BlankType::time, "");
  }
  facts.flag("is_fix", from.resolution.kind == disclosure::ResolutionKind::fix).flag("is_none", none);
  add_products(facts, "affected", advisory, one.affected);
  add_products(facts, "fixed", advisory, one.fixed);
  add_products(facts, "not_affected", advisory, one.not_affected);
  add_products(facts, "investigated", advisory, one.investigated);
}

/// The decisions on clocks whose ids begin so, as a list of this name: what was decided on one authority is no business of
/// another.
void decisions(Facts& facts, const std::vector<Case>& cases, const std::string& list, std::string_view clocks) {
  Facts& pattern = facts.list(list);
  pattern.text("case_id", "", BlankType::id, "the case's id")
      .text("clock", "", BlankType::id, "the duty that was decided on")
      .text("required", "", BlankType::choice, "whether a report is required")
      .text("reason", "", BlankType::text, "why it was decided so")
      .text("role", "", BlankType::text, "the role of who decided")
      .text("at", "", BlankType::time, "when it was decided");
  for (const Case& one : cases) {
    for (const auto& decision : one.decisions) {
      if (!decision.clock.starts_with(clocks)) continue;
      Facts& item = facts.item(list);
      item.text("case_id", one.id, BlankType::id, "").text("clock", decision.clock, BlankType::id, "");
      item.text("required", !decision.required ? "" : *decision.required ? "required" : "not required", BlankType::choice, "");
      item.text("reason", decision.reason, BlankType::text, "").text("role", decision.role, BlankType::text, "");
      item.text("at", decision.at ? minute_of(*decision.at) : "", BlankType::time, "");
    }
  }
}

/// Whether and since when it is public: for readers who may get it before everybody else.
std::string publication_of(const Advisory& advisory) {
  const bool before = advisory.revisions.size() > 1;
  std::string out = before ? "first published " + day_of(advisory.first_published) : "";
  if (advisory.may_be_public()) return before ? out : "first published " + day_of(advisory.made);
  out += before ? "; this revision is " : "";
  if (advisory.embargo_until) return out + "not public yet: under embargo until " + minute_of(*advisory.embargo_until);
  if (advisory.status == Status::draft || advisory.tlp.empty()) return out + "not public yet";
  return out + "not for the public (TLP:" + advisory.tlp + ")";
}

}  // namespace

Facts facts_of(const Advisory& advisory, const std::vector<Case>& cases, const disclosure::Organisation& organisation) {
  Facts facts = policy::organisation_facts(organisation);
  facts.text("advisory_id", advisory.id, BlankType::id, "the advisory's id")
      .text("revision", std::to_string(advisory.revisions.back().number), BlankType::number, "the revision")
      .text("revision_summary", advisory.revisions.back().summary, BlankType::text, "what is new")
      .text("title", advisory.title, BlankType::text, "what it is about")
      .text("date", day_of(advisory.made), BlankType::date, "the day")
      .text("first_published", advisory.may_be_public() || advisory.revisions.size() > 1 ? day_of(advisory.first_published) : "",
            BlankType::date, "when it was first published")
      .text("publication", publication_of(advisory), BlankType::text, "whether and since when it is public")
      .text("embargo_until", advisory.embargo_until ? minute_of(*advisory.embargo_until) : "", BlankType::time,
            "when the embargo ends")
      .text("issuing_authority", advisory.issuing_authority, BlankType::text, "who issues it")
      .text("tlp", advisory.tlp, BlankType::choice, "to whom it may be given (TLP)")
      .text("audience", advisory.audience, BlankType::text, "whom it is for")
      .text("advisory_url", advisory.has_address() ? advisory.base_url + artifacts::csaf::file_name_for(advisory.id) : "",
            BlankType::address, "where the advisory is published");
  facts.flag("withdrawn", advisory.withdrawn).flag("corrected", advisory.revisions.size() > 1 && !advisory.withdrawn);
  facts.flag("several", advisory.vulnerabilities.size() > 1);
  facts.flag("is_device", organisation.device.value_or(false)).flag("device_unsaid", !organisation.device);
  facts.flag("any_exploited", std::any_of(cases.begin(), cases.end(), [&](const Case& one) {
               const auto at = disclosure::moment_of(one, Trigger::actively_exploited);
               return at && *at <= advisory.made;
             }));
  facts.flag("any_severe_incident", std::any_of(cases.begin(), cases.end(), [&](const Case& one) {
               const auto at = disclosure::moment_of(one, Trigger::severe_incident);
               return at && *at <= advisory.made;
             }));
  vulnerability_names(facts.list("vulnerabilities"));
  for (std::size_t i = 0; i < advisory.vulnerabilities.size() && i < cases.size(); ++i)
    vulnerability(facts.item("vulnerabilities"), advisory, advisory.vulnerabilities[i], cases[i]);
  Facts& products = facts.list("affected_products");
  products.text("product", "", BlankType::name, "the product's name").text("purl", "", BlankType::id, "a package URL");
  Products affected;
  for (const Vulnerability& one : advisory.vulnerabilities)
    affected.insert(affected.end(), one.affected.begin(), one.affected.end());
  std::sort(affected.begin(), affected.end());
  for (const auto& [name, versions] : by_product(advisory, affected)) {
    const disclosure::Product* product = organisation.find(name);
    facts.item("affected_products")
        .text("product", name, BlankType::name, "")
        .text("purl", product == nullptr ? "" : product->purl, BlankType::id, "");
  }
  Facts& revisions = facts.list("revisions");
  revisions.text("number", "", BlankType::number, "the revision").text("at", "", BlankType::date, "its day");
  revisions.text("summary", "", BlankType::text, "what was new");
  for (const Revision& revision : advisory.revisions) {
    facts.item("revisions")
        .text("number", std::to_string(revision.number), BlankType::number, "")
        .text("at", day_of(revision.at), BlankType::date, "")
        .text("summary", revision.summary, BlankType::text, "");
  }
  decisions(facts, cases, "decisions", "");
  decisions(facts, cases, "us_decisions", "us-");
  return facts;
}

}  // namespace crosswalk::advisories
