// SPDX-License-Identifier: Apache-2.0
// CVE records.
#include <algorithm>
#include <array>
#include <optional>

#include "artifacts/characters.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/osv/checker.h"
#include "artifacts/osv/vulnerability.h"
#include "artifacts/purl/purl.h"
#include "artifacts/vers/scheme.h"
#include "base/text.h"

namespace crosswalk::artifacts::osv {
namespace {

using json::Value;

bool is_cve_id(std::string_view text) {
  // CVE-YYYY-NNNN, with up to 19 digits at the end.
  constexpr std::size_t shortest = 13;
  constexpr std::size_t longest = 28;
  if (text.size() < shortest || text.size() > longest || !text.starts_with("CVE-") || text[8] != '-') return false;
  const auto digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_digit); };
  return digits(text.substr(4, 4)) && digits(text.substr(9));
}

bool is_uuid(std::string_view text) {
  constexpr std::size_t length = 36;
  if (text.size() != length) return false;
  for (std::size_t i = 0; i < length; ++i) {
    const bool dash = i == 8 || i == 13 || i == 18 || i == 23;
    if (dash ? text[i] != '-' : !is_hex(text[i])) return false;
  }
  return true;
}

/// Whose packages a collection holds. Source: CVE Record Format 5.1, collectionURL.
std::string_view ecosystem_of(std::string_view url) {
  struct Row {
    std::string_view part;
    std::string_view ecosystem;
  };
  for (const Row& row :
       {Row{"pkg.go.dev", "Go"}, Row{"npmjs.", "npm"}, Row{"pypi.", "PyPI"}, Row{"rubygems.org", "RubyGems"},
        Row{"crates.io", "crates.io"}, Row{"packagist.org", "Packagist"}, Row{"nuget.org", "NuGet"}, Row{"maven", "Maven"},
        Row{"hex.pm", "Hex"}, Row{"pub.dev", "Pub"}, Row{"cran.r-project.org", "CRAN"}, Row{"hackage.haskell.org", "Hackage"}}) {
    if (url.find(row.part) != std::string_view::npos) return row.ecosystem;
  }
  return {};
}

CveVersion::Status status_of(Checker& checker, const Value& object, std::string_view key, bool required) {
  const std::string word = checker.text(object, key, required);
  if (word == "affected") return CveVersion::Status::affected;
  if (word == "unaffected") return CveVersion::Status::unaffected;
  if (object[key].is_string() && word != "unknown")
    checker.wrong("enum", object[key], "affected, unaffected or unknown is wanted");
  return CveVersion::Status::unknown;
}

/// The order that a versionType names.
std::optional<vers::Scheme> order_of(std::string_view type) {
  if (type == "python") return vers::Scheme::pypi;
  if (type == "git" || type == "custom" || type.empty()) return std::nullopt;
  return vers::scheme_named(type);
}

CveVersion read_version(Checker& checker, const Value& one) {
  CveVersion out;
  out.version = checker.text(one, "version", true);
  out.status = status_of(checker, one, "status", true);
  out.type = checker.text(one, "versionType");
  out.less_than = checker.text(one, "lessThan");
  out.less_than_or_equal = checker.text(one, "lessThanOrEqual");
  const bool range = one["lessThan"] || one["lessThanOrEqual"];
  if (one["lessThan"] && one["lessThanOrEqual"])
    checker.wrong("version", one, "'lessThan' and 'lessThanOrEqual' exclude each other");
  if (range && !one["versionType"])
    checker.wrong("required", one, "'versionType' is missing, so that nobody knows how versions are ordered");
  if (one["changes"] && !range) checker.wrong("version", one["changes"], "only a range changes its status within");
  for (const Value change : checker.list(one, "changes").items()) {
    if (checker.object(change, "changes"))
      out.changes.emplace_back(checker.text(change, "at", true), status_of(checker, change, "status", true));
  }
  const std::string& end = out.less_than.empty() ? out.less_than_or_equal : out.less_than;
  const auto scheme = order_of(out.type);
  if (scheme && !end.empty() && end != "*" && out.version != "0" && out.version != "*" &&
      vers::compare(*scheme, out.version, end) > 0)
    checker.say(FindingLevel::warning, "version", one, "the range ends with " + end + " before it begins with " + out.version);
  return out;
}

void read_package_url(Checker& checker, const Value& one, Affected& out) {
  out.purl = checker.text(one, "packageURL");
  if (out.purl.empty()) return;
  const auto purl = purl::parse(out.purl);
  if (!purl) {
    checker.wrong("purl", one["packageURL"], "this is no package URL: " + purl.error().message());
  } else if (!purl->version.empty()) {
    checker.wrong("purl", one["packageURL"], "the package URL names a version, and 'versions' is to do that");
  }
}

Affected read_affected(Checker& checker, const Value& one) {
  Affected out;
  out.vendor = checker.text(one, "vendor");
  out.product = checker.text(one, "product");
  const std::string collection = checker.text(one, "collectionURL");
  const std::string package = checker.text(one, "packageName");
  const bool by_product = one["vendor"] && one["product"];
  const bool by_package = one["collectionURL"] && one["packageName"];
  if (!by_product && !by_package && !one["packageURL"])
    checker.wrong("required", one, "vendor and product, collectionURL and packageName, or packageURL are wanted");
  out.ecosystem = ecosystem_of(collection);
  out.name = out.ecosystem.empty() ? std::string() : package;
  read_package_url(checker, one, out);
  if (!one["versions"] && !one["defaultStatus"]) checker.wrong("required", one, "'versions' or 'defaultStatus' is missing");
  const Value versions = checker.list(one, "versions");
  if (versions && versions.empty()) checker.wrong("version", versions, "there is no version");
  for (const Value version : versions.items()) {
    if (checker.object(version, "versions")) out.cve_versions.push_back(read_version(checker, version));
  }
  out.default_status = status_of(checker, one, "defaultStatus", false);
  return out;
}

void read_metrics(Checker& checker, const Value& container, Vulnerability& out) {
  struct Kind {
    std::string_view key;
    std::string_view type;
    std::string_view version;
  };
  constexpr std::array<Kind, 4> kinds{{{"cvssV4_0", "CVSS_V4", "4.0"},
                                       {"cvssV3_1", "CVSS_V3", "3.1"},
                                       {"cvssV3_0", "CVSS_V3", "3.0"},
                                       {"cvssV2_0", "CVSS_V2", "2.0"}}};
  for (const Value one : checker.list(container, "metrics").items()) {
    if (!checker.object(one, "metrics")) continue;
    bool any = one["other"].is_object();
    for (const auto& [key, type, version] : kinds) {
      const Value score = one[key];
      if (!score) continue;
      any = true;
      if (!checker.object(score, key)) continue;
      const std::string text = checker.text(score, "vectorString", true);
      checker.text(score, "version", true);
      if (!score["baseScore"].is_number()) checker.wrong("required", score, "'baseScore' is missing, or no number");
      if (score["version"].is_string() && score["version"].string() != version)
        checker.wrong("metrics", score["version"], "the version does not go with '" + std::string(key) + "'");
      if (!text.empty()) {
        const auto vector = cvss::parse(text);
        if (!vector) {
          checker.wrong("metrics", score["vectorString"], "this is no vector of CVSS: " + vector.error().detail);
        } else if (cvss::text_of(vector->version()) != version) {
          checker.wrong("metrics", score["vectorString"],
                        "the vector is of CVSS " + std::string(cvss::text_of(vector->version())));
        }
        out.severity.push_back({std::string(type), text});
      }
    }
    if (!any) checker.wrong("metrics", one, "neither a score of CVSS nor another one is in it");
  }
}

void read_references(Checker& checker, const Value& container, bool required, Vulnerability& out) {
  const Value list = checker.list(container, "references", required);
  if (required && list && list.empty()) checker.wrong("references", list, "there is no reference");
  for (const Value one : list.items()) {
    if (!checker.object(one, "references")) continue;
    Reference reference{base::join(checker.texts(one, "tags"), ","), checker.text(one, "url", true)};
    if (one["url"].is_string() && reference.url.find(':') == std::string::npos)
      checker.wrong("url", one["url"], "this is no address");
    out.references.push_back(std::move(reference));
  }
}

void read_problem_types(Checker& checker, const Value& container, Vulnerability& out) {
  for (const Value one : checker.list(container, "problemTypes").items()) {
    if (!checker.object(one, "problemTypes")) continue;
    for (const Value description : checker.list(one, "descriptions", true).items()) {
      if (!checker.object(description, "descriptions")) continue;
      checker.text(description, "lang", true);
      checker.text(description, "description", true);
      const std::string cwe = checker.text(description, "cweId");
      const bool fits = cwe.starts_with("CWE-") && cwe.size() > 4 && std::all_of(cwe.begin() + 4, cwe.end(), is_digit);
      if (description["cweId"] && !fits) checker.wrong("cwe", description["cweId"], "CWE-79 and the like are wanted");
      out.weaknesses.push_back(cwe);
    }
  }
}

/// The text in English, or else the first.
std::string english(Checker& checker, const Value& container, std::string_view key, bool required) {
  std::string out;
  bool found = false;
  for (const Value one : checker.list(container, key, required).items()) {
    if (!checker.object(one, key)) continue;
    const std::string language = checker.text(one, "lang", true);
    const std::string text = checker.text(one, "value", true);
    if (!found || (out.empty() && !text.empty())) out = text;
    if (language.starts_with("en")) {
      if (!found) out = text;
      found = true;
    }
  }
  return out;
}

void read_container(Checker& checker, const Value& container, bool published, Vulnerability& out) {
  if (const Value provider = container["providerMetadata"]; !provider) {
    checker.wrong("required", container, "'providerMetadata' is missing");
  } else if (checker.object(provider, "providerMetadata")) {
    const std::string id = checker.text(provider, "orgId", true);
    if (provider["orgId"].is_string() && !is_uuid(id)) checker.wrong("uuid", provider["orgId"], "a UUID is wanted");
  }
  if (const std::string title = checker.text(container, "title"); !title.empty() && out.summary.empty()) out.summary = title;
  const std::string details = english(checker, container, "descriptions", published);
  if (out.details.empty()) out.details = details;
  for (const Value one : checker.list(container, "affected", published).items()) {
    if (checker.object(one, "affected")) out.affected.push_back(read_affected(checker, one));
  }
  read_problem_types(checker, container, out);
  read_references(checker, container, published, out);
  read_metrics(checker, container, out);
}

}  // namespace

bool is_cve(const Value& root) {
  return root["dataType"].string() == "CVE_RECORD" || (root["cveMetadata"] && root["containers"]);
}

Record read_cve(const Value& root) {
  Record record;
  Vulnerability& out = record.vulnerability;
  Checker checker("cve/");
  if (!checker.object(root, "record")) {
    record.findings = checker.take();
    return record;
  }
  const std::string data_type = checker.text(root, "dataType", true);
  if (root["dataType"].is_string() && data_type != "CVE_RECORD") checker.wrong("enum", root["dataType"], "CVE_RECORD is wanted");
  out.schema_version = checker.text(root, "dataVersion", true);
  if (root["dataVersion"].is_string() && !(out.schema_version == "5.0" || out.schema_version.starts_with("5.")))
    checker.wrong("version", root["dataVersion"], "version 5 of the format is wanted");
  const Value metadata = root["cveMetadata"];
  if (!metadata) checker.wrong("required", root, "'cveMetadata' is missing");
  bool rejected = false;
  if (checker.object(metadata, "cveMetadata")) {
    out.id = checker.text(metadata, "cveId", true);
    if (metadata["cveId"].is_string() && !is_cve_id(out.id))
      checker.wrong("id", metadata["cveId"], "CVE-2026-12345 and the like are wanted");
    const std::string state = checker.text(metadata, "state", true);
    if (metadata["state"].is_string() && state != "PUBLISHED" && state != "REJECTED")
      checker.wrong("enum", metadata["state"], "PUBLISHED or REJECTED is wanted");
    rejected = state == "REJECTED";
    const std::string assigner = checker.text(metadata, "assignerOrgId", true);
    if (metadata["assignerOrgId"].is_string() && !is_uuid(assigner))
      checker.wrong("uuid", metadata["assignerOrgId"], "a UUID is wanted");
    out.modified = checker.text(metadata, "dateUpdated");
    out.published = checker.text(metadata, "datePublished");
    if (rejected) {
      out.withdrawn = checker.text(metadata, "dateRejected");
      if (out.withdrawn.empty()) out.withdrawn = "rejected";
    }
  }
  const Value containers = root["containers"];
  if (!containers) checker.wrong("required", root, "'containers' is missing");
  if (checker.object(containers, "containers")) {
    const Value own = containers["cna"];
    if (!own) checker.wrong("required", containers, "'cna' is missing");
    if (checker.object(own, "cna")) {
      read_container(checker, own, !rejected, out);
      if (rejected) english(checker, own, "rejectedReasons", true);
    }
    for (const Value further : checker.list(containers, "adp").items()) {
      if (checker.object(further, "adp")) read_container(checker, further, false, out);
    }
  }
  record.findings = checker.take();
  return record;
}

}  // namespace crosswalk::artifacts::osv
