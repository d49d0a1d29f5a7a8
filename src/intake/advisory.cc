// SPDX-License-Identifier: Apache-2.0
#include "intake/advisory.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>
#include <utility>

#include "artifacts/csaf/advisory.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/purl/purl.h"
#include "base/text.h"

namespace crosswalk::intake {
namespace {

namespace csaf = artifacts::csaf;
namespace osv = artifacts::osv;
using disclosure::SourceKind;

/// Components of a case at most; more are counted.
constexpr std::size_t kMostComponents = 200;

void add_vector(std::string_view vector, const std::string& by, std::string_view place, Entry& entry) {
  if (const auto parsed = artifacts::cvss::parse(vector)) {
    const bool known = std::any_of(entry.one.ratings.begin(), entry.one.ratings.end(),
                                   [&](const disclosure::Rating& each) { return each.vector == vector; });
    if (!known) entry.one.ratings.push_back({std::string(vector), by, ""});
  } else {
    entry.error(std::string(place), "'" + beginning_of(vector, 80) + "' is no CVSS vector: " + parsed.error().detail);
  }
}

/// Adds a component; a package URL that is none is left out, with a word.
void add_component(disclosure::AffectedComponent component, std::string_view place, Entry& entry, std::size_t& more) {
  if (entry.one.components.size() >= kMostComponents) {
    ++more;
    return;
  }
  if (!component.purl.empty() && !artifacts::purl::parse(component.purl)) {
    entry.note(std::string(place), "'" + beginning_of(component.purl, 80) + "' is no package URL: left out");
    component.purl.clear();
  }
  entry.one.components.push_back(std::move(component));
}

void tell_more(std::size_t more, std::string_view place, Entry& entry) {
  if (more > 0) entry.note(std::string(place), std::to_string(more) + " more components were left out");
}

void add_id(std::string_view id, Entry& entry) {
  auto& ids = entry.one.ids;
  if (!id.empty() && std::find(ids.begin(), ids.end(), id) == ids.end()) ids.emplace_back(id);
}

/// A paragraph of a description.
void add_paragraph(std::string& out, std::string_view label, std::string_view text) {
  if (base::trim(text).empty()) return;
  if (!out.empty()) out += "\n\n";
  if (!label.empty()) out += std::string(label) + ": ";
  out += base::trim(text);
}

SourceKind source_of(std::string_view publisher_category) {
  if (publisher_category == "vendor") return SourceKind::supplier;
  if (publisher_category == "coordinator") return SourceKind::coordinator;
  if (publisher_category == "discoverer") return SourceKind::researcher;
  return SourceKind::unsaid;
}

/// Takes vulnerabilities of one advisory.
class CsafTaker {
 public:
  CsafTaker(const csaf::Advisory& advisory, const Options& options, Intake& out)
      : advisory_(advisory), options_(options), out_(out) {}

  void take(const csaf::Vulnerability& vulnerability) {
    Entry& entry = out_.entries.emplace_back();
    entry.place = vulnerability.pointer;
    disclosure::Case& one = entry.one;
    one.title = base::collapse_space(!vulnerability.title.empty() ? vulnerability.title : advisory_.title);
    add_id(vulnerability.cve, entry);
    for (const csaf::OtherId& id : vulnerability.ids) add_id(id.text, entry);
    if (!vulnerability.cwe_id.empty()) one.weaknesses.push_back(vulnerability.cwe_id);
    one.source.kind = source_of(advisory_.publisher_category);
    one.source.reporter.text = advisory_.publisher;
    one.source.reference = advisory_.id;
    if (const auto tlp = base::from_word<disclosure::Tlp>(advisory_.tlp)) one.distribution.tlp = *tlp;
    one.distribution.audience = advisory_.distribution;
    for (const csaf::Score& score : vulnerability.scores) take_score(score, entry);
    take_products(vulnerability, entry);
    one.description = cut(description_of(vulnerability), vulnerability.pointer, entry);
    tell_left_out(vulnerability, entry);
    finish(entry, options_);
  }

 private:
  void take_score(const csaf::Score& score, Entry& entry) {
    if (score.vector.empty()) {
      entry.note(entry.place + "/scores", "a score without a vector was not taken");
    } else {
      add_vector(score.vector, advisory_.publisher, entry.place + "/scores", entry);
    }
  }
  [[nodiscard]] disclosure::AffectedComponent component_of(std::size_t number) const {
    const csaf::Product& product = advisory_.products[number];
    // Of a relationship the part is meant.
    const csaf::Product& part = product.part ? advisory_.products[*product.part] : product;
    return {part.product_name.empty() ? part.name : part.product_name, part.version, part.purl};
  }
  void take_products(const csaf::Vulnerability& vulnerability, Entry& entry) {
    std::size_t more = 0;
    for (const std::string_view word : {"known_affected", "first_affected", "last_affected", "under_investigation"}) {
      const csaf::Status* status = vulnerability.status_named(word);
      if (status == nullptr) continue;
      for (const std::size_t number : status->products.numbers) add_component(component_of(number), entry.place, entry, more);
      more += status->products.more;
      for (const std::string& id : status->products.unknown)
        entry.error(entry.place + "/product_status", "the product '" + beginning_of(id, 80) + "' is not in the product tree");
    }
    tell_more(more, entry.place + "/product_status", entry);
  }
  [[nodiscard]] std::string names_of(const csaf::Products& products) const {
    std::string out;
    std::size_t count = 0;
    for (const std::size_t number : products.numbers) {
      if (++count > 20) return out + " and " + std::to_string(products.numbers.size() - 20 + products.more) + " more";
      out += (out.empty() ? "" : ", ") + advisory_.products[number].name;
    }
    return out;
  }
  [[nodiscard]] std::string description_of(const csaf::Vulnerability& vulnerability) const {
    std::string out;
    for (const csaf::Note& note : vulnerability.notes) add_paragraph(out, "", note.text);
    for (const std::string_view word : {"fixed", "first_fixed", "known_not_affected"}) {
      const csaf::Status* status = vulnerability.status_named(word);
      if (status != nullptr) add_paragraph(out, advisory_.publisher + " says " + std::string(word), names_of(status->products));
    }
    for (const csaf::Statement& remediation : vulnerability.remediations)
      add_paragraph(out, advisory_.publisher + " recommends (" + remediation.category + ")", remediation.details);
    for (const csaf::Statement& threat : vulnerability.threats)
      add_paragraph(out, advisory_.publisher + " says of threats (" + threat.category + ")", threat.details);
    return out;
  }
  static void tell_left_out(const csaf::Vulnerability& vulnerability, Entry& entry) {
    const auto tell = [&](std::string_view member, std::size_t count) {
      if (count > 0)
        entry.note(entry.place + "/" + std::string(member),
                   std::to_string(count) + (count == 1 ? " was not taken" : " were not taken"));
    };
    tell("flags", vulnerability.flags.size());
    tell("references", vulnerability.references.size());
    tell("acknowledgments", vulnerability.acknowledgments.size());
  }

  const csaf::Advisory& advisory_;
  const Options& options_;
  Intake& out_;
};

/// What a package's versions say, for people: "< 1.2.3", "1.0, 1.1".
std::string versions_of(const osv::Affected& affected) {
  std::string out;
  const auto add = [&](const std::string& text) {
    if (out.size() < 500) out += (out.empty() ? "" : ", ") + text;
  };
  for (const osv::Range& range : affected.ranges) {
    if (range.kind == osv::RangeKind::git) continue;
    std::string text;
    for (const osv::Event& event : range.events)
      text += (text.empty() ? "" : " ") + std::string(osv::name_of(event.kind)) + " " + event.version;
    add(text);
  }
  for (const osv::CveVersion& version : affected.cve_versions) {
    if (version.status != osv::CveVersion::Status::affected) continue;
    std::string text = version.version;
    if (!version.less_than.empty()) text += " < " + version.less_than;
    if (!version.less_than_or_equal.empty()) text += " <= " + version.less_than_or_equal;
    add(text);
  }
  if (out.empty()) {
    for (const std::string& version : affected.versions) add(version);
  }
  return out;
}

/// Ids with those of CVE first: they are the ones to be used.
void take_ids(const osv::Vulnerability& vulnerability, Entry& entry) {
  for (const bool cve : {true, false}) {
    if (vulnerability.id.starts_with("CVE-") == cve) add_id(vulnerability.id, entry);
    for (const std::string& alias : vulnerability.aliases) {
      if (alias.starts_with("CVE-") == cve) add_id(alias, entry);
    }
  }
}

void take_record(const osv::Record& record, std::size_t number, const Options& options, Intake& out) {
  const osv::Vulnerability& vulnerability = record.vulnerability;
  Entry& entry = out.entries.emplace_back();
  entry.place = "record " + std::to_string(number);
  disclosure::Case& one = entry.one;
  take_ids(vulnerability, entry);
  // A record may have no summary: then the beginning of its description stands for it.
  one.title = base::collapse_space(vulnerability.summary);
  if (one.title.empty() && !vulnerability.details.empty()) {
    const std::string text = base::collapse_space(vulnerability.details);
    one.title = text.substr(0, text.find(". "));
    if (one.title.size() > 160) one.title = (one.ids.empty() ? "" : one.ids.front() + ": ") + "see the description";
    entry.note("", "it has no title: the beginning of its description is taken");
  }
  one.description = cut(vulnerability.details, entry.place, entry);
  one.source.kind = SourceKind::monitoring;
  one.source.reference = vulnerability.id;
  if (!vulnerability.withdrawn.empty()) entry.error("", "it was withdrawn or rejected: " + vulnerability.withdrawn);
  for (const std::string& weakness : vulnerability.weaknesses) {
    if (!weakness.empty() && std::find(one.weaknesses.begin(), one.weaknesses.end(), weakness) == one.weaknesses.end())
      one.weaknesses.push_back(weakness);
  }
  const auto take_severity = [&](const osv::Severity& severity) {
    if (severity.type.starts_with("CVSS") || severity.score.starts_with("CVSS:")) {
      add_vector(severity.score, std::string(base::word(out.format) == "osv" ? "OSV" : "CVE record"), "severity", entry);
    } else {
      entry.note("severity",
                 "'" + beginning_of(severity.score, 60) + "' (" + beginning_of(severity.type, 60) + ") is no vector: not taken");
    }
  };
  for (const osv::Severity& severity : vulnerability.severity) take_severity(severity);
  std::size_t more = 0;
  for (const osv::Affected& affected : vulnerability.affected) {
    for (const osv::Severity& severity : affected.severity) take_severity(severity);
    std::string name = affected.name;
    if (name.empty()) name = affected.vendor.empty() ? affected.product : affected.vendor + " " + affected.product;
    if (name.empty()) name = affected.purl;
    add_component({name, versions_of(affected), affected.purl}, "affected", entry, more);
  }
  tell_more(more, "affected", entry);
  for (const artifacts::Finding& finding : record.findings)
    if (finding.level == artifacts::FindingLevel::error) entry.note(finding.pointer, finding.message);
  if (!vulnerability.references.empty())
    entry.note("references", std::to_string(vulnerability.references.size()) + " were not taken");
  finish(entry, options);
}

}  // namespace

Intake cases_of_csaf(const artifacts::json::Value& root, const Options& options) {
  Intake out;
  out.format = Format::csaf;
  const csaf::Advisory advisory = csaf::read_advisory(root);
  if (advisory.id.empty()) out.remarks.push_back({true, "/document/tracking/id", "the advisory has no id"});
  if (advisory.format_version != "2.0")
    out.remarks.push_back(
        {true, "/document/csaf_version", "it is no CSAF 2.0: '" + beginning_of(advisory.format_version, 20) + "'"});
  if (advisory.status == "draft" || advisory.status == "interim")
    out.remarks.push_back({false, "/document/tracking/status", "it is not final, but " + advisory.status});
  if (!advisory.notes.empty())
    out.remarks.push_back(
        {false, "/document/notes", std::to_string(advisory.notes.size()) + " on the whole document were not taken"});
  if (advisory.vulnerabilities.empty()) out.remarks.push_back({true, "/vulnerabilities", "there is none"});
  if (std::any_of(out.remarks.begin(), out.remarks.end(), [](const Remark& each) { return each.is_error; })) return out;
  CsafTaker taker(advisory, options, out);
  for (const csaf::Vulnerability& vulnerability : advisory.vulnerabilities) {
    if (out.entries.size() >= most_entries) {
      out.remarks.push_back({true, vulnerability.pointer, "there are more than " + std::to_string(most_entries)});
      break;
    }
    taker.take(vulnerability);
  }
  return out;
}

Intake cases_of_records(const std::vector<osv::Record>& records, Format format, const Options& options) {
  Intake out;
  out.format = format;
  if (records.size() > most_entries) {
    out.remarks.push_back({true, "", "there are more than " + std::to_string(most_entries) + " records"});
    return out;
  }
  std::size_t number = 0;
  for (const osv::Record& record : records) take_record(record, ++number, options, out);
  return out;
}

}  // namespace crosswalk::intake
