// SPDX-License-Identifier: Apache-2.0
#include "artifacts/csaf/advisory.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <string_view>
#include <unordered_set>

#include "artifacts/characters.h"
#include "artifacts/csaf/index.h"
#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"

namespace crosswalk::artifacts::csaf {
namespace {

std::string text_of(const json::Value& object, std::string_view key) { return std::string(object[key].string()); }

std::vector<std::string> texts_of(const json::Value& array) {
  std::vector<std::string> out;
  for (const json::Value& item : strings_of(array)) out.emplace_back(item.string());
  return out;
}

/// The bytes of a member with its name.
Extent extent_of(const json::Value& object, std::string_view key) {
  for (const json::Member& member : object.members()) {
    if (member.key == key) return {member.name.begin(), member.value.end()};
  }
  return {};
}

std::vector<Note> notes_of(const json::Value& array) {
  std::vector<Note> out;
  for (const json::Value note : array.items()) {
    out.push_back({text_of(note, "category"), text_of(note, "title"), text_of(note, "text"), text_of(note, "audience"),
                   extent_of(note, "text")});
  }
  return out;
}

std::vector<Reference> references_of(const json::Value& array) {
  std::vector<Reference> out;
  for (const json::Value reference : array.items()) {
    const std::string category = text_of(reference, "category");
    out.push_back({category.empty() ? "external" : category, text_of(reference, "summary"), text_of(reference, "url")});
  }
  return out;
}

std::vector<std::string> acknowledgments_of(const json::Value& array) {
  std::vector<std::string> out;
  for (const json::Value item : array.items()) {
    std::string line;
    for (const std::string& name : texts_of(item["names"])) line += (line.empty() ? "" : ", ") + name;
    if (const std::string organization = text_of(item, "organization"); !organization.empty()) {
      line += line.empty() ? organization : " of " + organization;
    }
    if (const std::string summary = text_of(item, "summary"); !summary.empty()) line += (line.empty() ? "" : ": ") + summary;
    if (!line.empty()) out.push_back(line);
  }
  return out;
}

/// Puts an advisory together.
class Reader {
 public:
  explicit Reader(const json::Value& root) : index_(root) {}

  Advisory read() {
    read_document();
    read_products();
    for (const json::Value& vulnerability : index_.vulnerabilities)
      out_.vulnerabilities.push_back(read_vulnerability(vulnerability));
    return std::move(out_);
  }

 private:
  void read_document() {
    const json::Value document = index_.document;
    const json::Value tracking = index_.tracking;
    const json::Value publisher = document["publisher"];
    out_.format_version = text_of(document, "csaf_version");
    out_.category = text_of(document, "category");
    out_.title = text_of(document, "title");
    out_.language = text_of(document, "lang");
    out_.id = text_of(tracking, "id");
    out_.aliases = texts_of(tracking["aliases"]);
    out_.version = text_of(tracking, "version");
    out_.status = text_of(tracking, "status");
    out_.initial_release_date = text_of(tracking, "initial_release_date");
    out_.current_release_date = text_of(tracking, "current_release_date");
    const json::Value engine = tracking["generator"]["engine"];
    out_.generator = text_of(engine, "name") + (engine["version"] ? " " + text_of(engine, "version") : "");
    out_.publisher = text_of(publisher, "name");
    out_.publisher_at = extent_of(publisher, "name");
    out_.publisher_category = text_of(publisher, "category");
    out_.publisher_namespace = text_of(publisher, "namespace");
    out_.contact = text_of(publisher, "contact_details");
    out_.issuing_authority = text_of(publisher, "issuing_authority");
    out_.tlp = text_of(document["distribution"]["tlp"], "label");
    out_.distribution = text_of(document["distribution"], "text");
    out_.aggregate_severity = text_of(document["aggregate_severity"], "text");
    out_.aggregate_severity_namespace = text_of(document["aggregate_severity"], "namespace");
    out_.aggregate_severity_at = extent_of(document["aggregate_severity"], "text");
    out_.notes = notes_of(document["notes"]);
    out_.references = references_of(document["references"]);
    out_.acknowledgments = acknowledgments_of(document["acknowledgments"]);
    for (const Revision& revision : index_.revisions) {
      out_.revisions.push_back(
          {std::string(revision.number.string()), text_of(revision.value, "date"), text_of(revision.value, "summary")});
    }
  }

  void read_products() {
    for (const ProductName& name : index_.products) {
      Product product;
      product.id = name.id.string();
      product.name = text_of(name.value, "name");
      product.purl = text_of(name.value["product_identification_helper"], "purl");
      product.cpe = text_of(name.value["product_identification_helper"], "cpe");
      product.name_at = extent_of(name.value, "name");
      // The nearest branch of a category says it.
      for (auto at = name.branch; at; at = index_.branches[*at].parent) {
        const Branch& branch = index_.branches[*at];
        if (branch.category == "vendor" && product.vendor.empty()) product.vendor = branch.name;
        if (branch.category == "product_name" && product.product_name.empty()) product.product_name = branch.name;
        if (product.version.empty() && (branch.category == "product_version" || branch.category == "product_version_range")) {
          product.version = branch.name;
          product.version_at = extent_of(branch.value, "name");
        }
      }
      numbers_.emplace(name.id.string(), out_.products.size());
      out_.products.push_back(std::move(product));
    }
    for (const json::Value& relationship : index_.relationships) {
      const auto made = numbered(relationship["full_product_name"]["product_id"]);
      if (!made) continue;
      out_.products[*made].part = numbered(relationship["product_reference"]);
      out_.products[*made].host = numbered(relationship["relates_to_product_reference"]);
    }
  }

  /// The number of the product with this id.
  [[nodiscard]] std::optional<std::size_t> numbered(const json::Value& id) const {
    const auto found = id.is_string() ? numbers_.find(id.string()) : numbers_.end();
    return found == numbers_.end() ? std::nullopt : std::optional(found->second);
  }

  void add(std::string_view id, Products& products, std::unordered_set<std::string_view>& seen,
           std::size_t most = most_products) {
    if (!seen.insert(id).second) return;
    const auto found = numbers_.find(id);
    if (products.numbers.size() + products.unknown.size() >= most) {
      ++products.more;
    } else if (found == numbers_.end()) {
      products.unknown.emplace_back(id);
    } else {
      products.numbers.push_back(found->second);
    }
  }

  Products products_of(const json::Value& ids, const json::Value& groups = {}) {
    Products products;
    std::unordered_set<std::string_view> seen;
    for (const json::Value& id : strings_of(ids)) add(id.string(), products, seen);
    for (const json::Value& id : strings_of(groups)) {
      const auto group = index_.group_named(id.string());
      if (!group) continue;
      // Beyond the limit only their number is told, without looking at each.
      const json::Value members = index_.groups[*group]["product_ids"];
      std::size_t looked_at = 0;
      for (const json::Value member : members.items()) {
        if (looked_at++ == most_products) {
          products.more += members.size() - most_products;
          break;
        }
        if (member.is_string()) add(member.string(), products, seen);
      }
    }
    return products;
  }

  /// All of a list that names each itself: there are no more than the document has.
  Products all_of(const json::Value& ids) {
    Products products;
    std::unordered_set<std::string_view> seen;
    for (const json::Value& id : strings_of(ids)) add(id.string(), products, seen, ids.size());
    return products;
  }

  Products without_remedy(const json::Value& vulnerability) {
    Coverage remedied(index_);
    for (const json::Value remediation : vulnerability["remediations"].items()) {
      const std::string_view category = remediation["category"].string();
      if (category != "vendor_fix" && category != "mitigation" && category != "workaround") continue;
      if (!remediation["product_ids"] && !remediation["group_ids"]) return {};
      remedied.add(remediation);
    }
    Products out;
    std::unordered_set<std::string_view> seen;
    for (const char* list : {"known_affected", "first_affected", "last_affected"}) {
      for (const json::Value& id : strings_of(vulnerability["product_status"][list])) {
        if (!remedied.has(id.string())) add(id.string(), out, seen);
      }
    }
    return out;
  }

  std::vector<Statement> statements_of(const json::Value& array, std::string_view category) {
    std::vector<Statement> out;
    for (const json::Value item : array.items()) {
      Statement statement;
      statement.category = text_of(item, category);
      statement.details = text_of(item, "details");
      statement.url = text_of(item, "url");
      statement.date = text_of(item, "date");
      statement.restart = text_of(item["restart_required"], "category");
      statement.entitlements = texts_of(item["entitlements"]);
      statement.products = products_of(item["product_ids"], item["group_ids"]);
      statement.at = extent_of(item, item["details"] ? "details" : category);
      out.push_back(std::move(statement));
    }
    return out;
  }

  void add_score(const json::Value& score, const json::Value& object, cvss::Version version, std::vector<Score>& out) {
    if (!object.is_object()) return;
    const bool is_2 = version == cvss::Version::v2_0;
    Score one;
    one.vector = text_of(object, "vectorString");
    one.vector_at = extent_of(object, "vectorString");
    one.base_at = extent_of(object, "baseScore");
    if (object["baseScore"].is_number()) one.base = object["baseScore"].real();
    one.version = is_2 ? "2.0" : text_of(object, "version");
    const bool environmental = object["environmentalScore"].is_number();
    const json::Value number = object[environmental ? "environmentalScore" : "baseScore"];
    if (number.is_number() && std::abs(number.real()) <= 100) one.tenths = static_cast<int>(std::lround(number.real() * 10));
    for (const char c : object[environmental ? "environmentalSeverity" : "baseSeverity"].string()) one.severity += lower(c);
    if (one.severity.empty() && one.tenths && *one.tenths >= 0 && *one.tenths <= 100) {
      one.severity = cvss::text_of(cvss::severity_of(version, *one.tenths));
    }
    one.products = products_of(score["products"]);
    out.push_back(std::move(one));
  }

  Vulnerability read_vulnerability(const json::Value& value) {
    constexpr std::array<std::string_view, 8> lists{"known_affected",      "first_affected", "last_affected",
                                                    "known_not_affected",  "fixed",          "first_fixed",
                                                    "under_investigation", "recommended"};
    Vulnerability out;
    out.cve = text_of(value, "cve");
    for (const json::Value id : value["ids"].items()) out.ids.push_back({text_of(id, "text"), text_of(id, "system_name")});
    out.title = text_of(value, "title");
    out.cwe_id = text_of(value["cwe"], "id");
    out.cwe_name = text_of(value["cwe"], "name");
    out.discovery_date = text_of(value, "discovery_date");
    out.release_date = text_of(value, "release_date");
    out.notes = notes_of(value["notes"]);
    out.references = references_of(value["references"]);
    out.acknowledgments = acknowledgments_of(value["acknowledgments"]);
    for (const std::string_view list : lists) {
      const json::Value statuses = value["product_status"];
      if (const json::Value ids = statuses[list]; !ids.empty()) {
        out.status.push_back({std::string(list), all_of(ids), extent_of(statuses, list)});
      }
    }
    for (const json::Value score : value["scores"].items()) {
      add_score(score, score["cvss_v4"], cvss::Version::v4_0, out.scores);
      add_score(score, score["cvss_v3"], cvss::Version::v3_1, out.scores);
      add_score(score, score["cvss_v2"], cvss::Version::v2_0, out.scores);
    }
    out.remediations = statements_of(value["remediations"], "category");
    out.threats = statements_of(value["threats"], "category");
    out.flags = statements_of(value["flags"], "label");
    out.without_remedy = without_remedy(value);
    out.pointer = value.pointer();
    out.cve_at = extent_of(value, "cve");
    out.title_at = extent_of(value, "title");
    out.cwe_name_at = extent_of(value["cwe"], "name");
    return out;
  }

  Index index_;
  Advisory out_;
  std::unordered_map<std::string_view, std::size_t> numbers_;
};

}  // namespace

const Status* Vulnerability::status_named(std::string_view word) const {
  const auto found = std::find_if(status.begin(), status.end(), [&](const Status& one) { return one.word == word; });
  return found == status.end() ? nullptr : &*found;
}

Advisory read_advisory(const json::Value& root) { return Reader(root).read(); }

}  // namespace crosswalk::artifacts::csaf
