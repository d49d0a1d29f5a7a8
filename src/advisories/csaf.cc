// SPDX-License-Identifier: Apache-2.0
// An advisory in CSAF 2.0, and its statements in other formats of VEX.
#include <nlohmann/json.hpp>

#include <set>
#include <string>
#include <utility>

#include "advisories/advisory.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/csaf/validate.h"
#include "artifacts/cvss/score.h"
#include "artifacts/json/value.h"
#include "artifacts/vex/vex.h"
#include "base/text.h"
#include "writing/json_text.h"

namespace crosswalk::advisories {
namespace {

/// Keeps its keys sorted, as CSAF wants them (6.2.13).
using Json = nlohmann::json;
namespace csaf = artifacts::csaf;
namespace cvss = artifacts::cvss;

void put(Json& object, const char* key, const std::string& text) {
  if (!text.empty()) object[key] = text;
}
void put(Json& object, const char* key, Json list) {
  if (!list.empty()) object[key] = std::move(list);
}

double tenths(int value) { return value / 10.0; }
std::string severity(const std::string& version, int value) {
  const auto which = version == "3.0" ? cvss::Version::v3_0 : cvss::Version::v3_1;
  std::string out(cvss::text_of(cvss::severity_of(which, value)));
  for (char& c : out) c = static_cast<char>(c - 32);
  return out;
}

/// Writes one document.
class Writer {
 public:
  Writer(const Advisory& advisory, const std::vector<Missing>& missing, std::string_view version, bool vex)
      : advisory_(advisory), missing_(missing), version_(version), vex_(vex) {}

  std::string write() {
    Json root = Json::object();
    root["document"] = document();
    put(root, "product_tree", product_tree());
    Json vulnerabilities = Json::array();
    for (const Vulnerability& one : advisory_.vulnerabilities) vulnerabilities.push_back(vulnerability(one));
    put(root, "vulnerabilities", std::move(vulnerabilities));
    return writing::harmless_json(root.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
  }

 private:
  [[nodiscard]] std::string id() const { return vex_ ? vex_id(advisory_) : advisory_.id; }

  Json document() {
    Json out = Json::object();
    out["category"] = vex_ ? "csaf_vex" : "csaf_security_advisory";
    out["csaf_version"] = "2.0";
    out["lang"] = "en";
    if (!advisory_.tlp.empty()) out["distribution"]["tlp"] = {{"label", advisory_.tlp}, {"url", "https://www.first.org/tlp/"}};
    if (!advisory_.audience.empty()) out["distribution"]["text"] = advisory_.audience;
    put(out, "notes", notes());
    Json publisher = {{"category", "vendor"}};
    put(publisher, "contact_details", advisory_.contact);
    put(publisher, "issuing_authority", advisory_.issuing_authority);
    put(publisher, "name", advisory_.publisher);
    put(publisher, "namespace", advisory_.publisher_namespace);
    out["publisher"] = std::move(publisher);
    if (!advisory_.base_url.empty())
      out["references"] = {
          {{"category", "self"}, {"summary", "This document"}, {"url", advisory_.base_url + csaf::file_name_for(id())}}};
    put(out, "title", advisory_.title);
    out["tracking"] = tracking();
    return out;
  }

  Json notes() const {
    Json out = Json::array();
    if (advisory_.withdrawn)
      out.push_back({{"category", "summary"},
                     {"title", "This advisory is withdrawn"},
                     {"text", advisory_.revisions.back().summary + "\n\nWhat it said stands below for reference."}});
    if (!missing_.empty() && advisory_.status == Status::draft) {
      std::string text;
      for (const Missing& one : missing_) text += (text.empty() ? "- " : "\n- ") + one.text();
      out.push_back({{"category", "general"}, {"title", draft_title}, {"text", text}});
    }
    return out;
  }

  Json tracking() const {
    Json out = Json::object();
    const std::string current = artifacts::time::text_of(advisory_.revisions.back().at);
    out["current_release_date"] = current;
    out["generator"] = {{"date", artifacts::time::text_of(advisory_.made)},
                        {"engine", {{"name", "Crosswalk"}, {"version", std::string(version_)}}}};
    out["id"] = id();
    out["initial_release_date"] = artifacts::time::text_of(advisory_.first_published);
    Json history = Json::array();
    for (const Revision& revision : advisory_.revisions)
      history.push_back({{"date", artifacts::time::text_of(revision.at)},
                         {"number", std::to_string(revision.number)},
                         {"summary", revision.summary}});
    out["revision_history"] = std::move(history);
    out["status"] = advisory_.status == Status::final ? "final" : "draft";
    out["version"] = std::to_string(advisory_.revisions.back().number);
    return out;
  }

  Json product_tree() const {
    Json names = Json::array();
    std::set<std::string> seen;
    for (const ProductVersion& first : advisory_.products) {
      if (!seen.insert(first.product).second) continue;
      Json versions = Json::array();
      for (const ProductVersion& one : advisory_.products) {
        if (one.product == first.product) versions.push_back(branch(one));
      }
      names.push_back({{"branches", std::move(versions)}, {"category", "product_name"}, {"name", first.product}});
    }
    if (names.empty()) return Json::object();
    const std::string vendor = advisory_.publisher.empty() ? "unknown" : advisory_.publisher;
    Json top = Json::array();
    top.push_back({{"branches", std::move(names)}, {"category", "vendor"}, {"name", vendor}});
    return {{"branches", std::move(top)}};
  }
  static Json branch(const ProductVersion& one) {
    Json product = {{"name", one.name}, {"product_id", one.id}};
    if (!one.purl.empty()) product["product_identification_helper"]["purl"] = one.purl;
    if (!one.cpe.empty()) product["product_identification_helper"]["cpe"] = one.cpe;
    return {{"category", "product_version"}, {"name", one.version}, {"product", std::move(product)}};
  }

  Json ids_of(const Products& products) const {
    Json out = Json::array();
    for (const std::size_t number : products) out.push_back(advisory_.products[number].id);
    return out;
  }

  Json vulnerability(const Vulnerability& one) const {
    Json out = Json::object();
    if (!one.thanks.empty()) out["acknowledgments"] = {{{"names", {one.thanks}}}};
    put(out, "cve", one.cve);
    if (!one.cwe.empty()) out["cwe"] = {{"id", one.cwe}, {"name", one.cwe_name}};
    Json ids = Json::array();
    for (const auto& [system, text] : one.ids) ids.push_back({{"system_name", system}, {"text", text}});
    put(out, "ids", std::move(ids));
    put(out, "title", one.title);
    Json notes = Json::array();
    if (!one.description.empty())
      notes.push_back({{"category", "description"}, {"text", one.description}, {"title", "What it is"}});
    for (const Note& note : one.notes) notes.push_back({{"category", note.category}, {"text", note.text}, {"title", note.title}});
    put(out, "notes", std::move(notes));
    Json status = Json::object();
    put(status, "fixed", ids_of(one.fixed));
    put(status, "known_affected", ids_of(one.affected));
    put(status, "known_not_affected", ids_of(one.not_affected));
    put(status, "under_investigation", ids_of(one.investigated));
    put(out, "product_status", std::move(status));
    Json references = Json::array();
    for (const Reference& reference : one.references)
      references.push_back({{"category", "external"}, {"summary", reference.summary}, {"url", reference.url}});
    put(out, "references", std::move(references));
    put_scores(one, out);
    put_statements(one, out);
    return out;
  }

  void put_scores(const Vulnerability& one, Json& out) const {
    if (one.affected.empty() || one.scores.empty()) return;
    Json score = {{"products", ids_of(one.affected)}};
    for (const Score& value : one.scores) {
      Json object = {{"baseScore", tenths(value.base)}, {"vectorString", value.vector}, {"version", value.version}};
      if (value.temporal) object["temporalScore"] = tenths(*value.temporal);
      if (value.environmental) object["environmentalScore"] = tenths(*value.environmental);
      if (value.version == "2.0") {
        score["cvss_v2"] = std::move(object);
        continue;
      }
      object["baseSeverity"] = severity(value.version, value.base);
      if (value.temporal) object["temporalSeverity"] = severity(value.version, *value.temporal);
      if (value.environmental) object["environmentalSeverity"] = severity(value.version, *value.environmental);
      score["cvss_v3"] = std::move(object);
    }
    out["scores"] = Json::array({std::move(score)});
  }

  void put_statements(const Vulnerability& one, Json& out) const {
    Json remediations = Json::array();
    for (const Statement& statement : one.remediations) {
      Json object = {
          {"category", statement.category}, {"details", statement.details}, {"product_ids", ids_of(statement.products)}};
      put(object, "url", statement.url);
      remediations.push_back(std::move(object));
    }
    put(out, "remediations", std::move(remediations));
    Json flags = Json::array();
    for (const Statement& statement : one.flags)
      flags.push_back({{"label", statement.category}, {"product_ids", ids_of(statement.products)}});
    put(out, "flags", std::move(flags));
    Json threats = Json::array();
    for (const Statement& statement : one.threats)
      threats.push_back(
          {{"category", statement.category}, {"details", statement.details}, {"product_ids", ids_of(statement.products)}});
    put(out, "threats", std::move(threats));
  }

  const Advisory& advisory_;
  const std::vector<Missing>& missing_;
  std::string_view version_;
  bool vex_;
};

}  // namespace

std::string vex_id(const Advisory& advisory) { return advisory.id + "-VEX"; }

std::string csaf_text(const Advisory& advisory, const std::vector<Missing>& missing, std::string_view version) {
  return Writer(advisory, missing, version, false).write();
}
std::string csaf_vex_text(const Advisory& advisory, const std::vector<Missing>& missing, std::string_view version) {
  return Writer(advisory, missing, version, true).write();
}

std::vector<std::string> csaf_faults(const std::string& text, const std::string& file_name) {
  std::vector<std::string> out;
  const auto document = artifacts::json::parse(text, {file_name});
  if (!document) return {document.error().message()};
  csaf::Options options;
  options.file_name = file_name;
  const auto report = csaf::validate(document->root(), options);
  if (!report) return {report.error().message()};
  for (const csaf::Verdict& verdict : report->verdicts) {
    if (verdict.outcome != csaf::Outcome::failed || verdict.group == csaf::Group::informative) continue;
    for (const artifacts::Finding& finding : verdict.findings)
      out.push_back(std::string(verdict.id) + " " + finding.pointer + ": " + finding.message);
    if (verdict.findings.empty()) out.push_back(std::string(verdict.id) + " " + std::string(verdict.title));
  }
  return out;
}

OtherVex other_vex(const std::string& csaf_vex, const Advisory& advisory, artifacts::vex::Format format) {
  auto document = artifacts::vex::read(csaf_vex, vex_id(advisory));
  if (!document) return {"", {document.error().message()}};
  const std::string made = artifacts::time::text_of(advisory.revisions.back().at);
  std::string name = csaf::file_name_for(advisory.id);
  name.resize(name.size() - std::string_view(".json").size());
  // An address of its own where advisories have one; else what the writer makes of the id.
  document->id = advisory.base_url.empty() ? vex_id(advisory) : advisory.base_url + name + ".openvex.json";
  document->timestamp = made;
  document->version = std::to_string(advisory.revisions.back().number);
  document->author = advisory.publisher;
  document->tooling = "Crosswalk";
  artifacts::vex::Converted converted = artifacts::vex::write(*document, format, made);
  return {writing::harmless_json(converted.json), std::move(converted.losses)};
}

}  // namespace crosswalk::advisories
