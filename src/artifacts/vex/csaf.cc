// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "artifacts/json/value.h"
#include "artifacts/vex/readers.h"

namespace crosswalk::artifacts::vex {
namespace {

using json::Value;
using Products = std::map<std::string, Product, std::less<>>;

std::string text(const Value& value) { return std::string(value.string()); }

Component component_of(const Value& full_name) {
  Component out;
  out.id = text(full_name["product_id"]);
  out.name = text(full_name["name"]);
  const Value helper = full_name["product_identification_helper"];
  if (const std::string purl = text(helper["purl"]); !purl.empty()) out.identifiers.emplace_back("purl", purl);
  if (const std::string cpe = text(helper["cpe"]); !cpe.empty())
    out.identifiers.emplace_back(cpe.starts_with("cpe:2.3:") ? "cpe23" : "cpe22", cpe);
  for (const Value file : helper["hashes"].items()) {
    for (const Value hash : file["file_hashes"].items()) {
      std::string algorithm = text(hash["algorithm"]);
      if (algorithm.starts_with("sha") && algorithm.size() == 6) algorithm.insert(3, "-");
      out.hashes.emplace_back(algorithm, text(hash["value"]));
    }
  }
  return out;
}

void add(const Value& full_name, Products& out) {
  const Component component = component_of(full_name);
  if (!component.id.empty()) out.emplace(component.id, Product{component, {}});
}

void collect(const Value& branches, Products& out) {
  for (const Value branch : branches.items()) {
    if (branch["product"]) add(branch["product"], out);
    // Nesting is bounded by the reader of JSON.
    collect(branch["branches"], out);
  }
}

/// A relationship is a product of its own: what it relates to, with the part that is installed in it.
void relate(const Value& relationship, Products& out) {
  const Component whole = component_of(relationship["full_product_name"]);
  if (whole.id.empty()) return;
  Product product{whole, {}};
  if (const auto part = out.find(text(relationship["product_reference"])); part != out.end())
    product.subcomponents.push_back(part->second.component);
  if (const auto base = out.find(text(relationship["relates_to_product_reference"]));
      base != out.end() && product.component.identifiers.empty())
    product.component.identifiers = base->second.component.identifiers;
  out.insert_or_assign(whole.id, std::move(product));
}

/// Source: CSAF 2.0, 3.2.3.9 (product status), 4.5 (profile VEX) and 6.1.6 (groups that contradict each other).
constexpr std::array<std::pair<std::string_view, Status>, 8> kStatuses{{{"known_not_affected", Status::not_affected},
                                                                        {"known_affected", Status::affected},
                                                                        {"first_affected", Status::affected},
                                                                        {"last_affected", Status::affected},
                                                                        {"fixed", Status::fixed},
                                                                        {"first_fixed", Status::fixed},
                                                                        {"under_investigation", Status::under_investigation},
                                                                        {"recommended", Status::fixed}}};

/// Whether an entry (flag, threat, remediation) is about a product; one without ids is about all.
bool is_about(const Value& entry, const std::string& product, const std::map<std::string, std::set<std::string>>& groups) {
  if (entry["product_ids"].empty() && entry["group_ids"].empty()) return true;
  for (const Value id : entry["product_ids"].items()) {
    if (id.string() == product) return true;
  }
  for (const Value id : entry["group_ids"].items()) {
    const auto group = groups.find(text(id));
    if (group != groups.end() && group->second.contains(product)) return true;
  }
  return false;
}

}  // namespace

base::Result<Document> read_csaf(const Value& root) {
  const Value head = root["document"];
  Document out;
  out.format = Format::csaf;
  out.format_version = text(head["csaf_version"]);
  out.id = text(head["tracking"]["id"]);
  out.author = text(head["publisher"]["name"]);
  out.role = text(head["publisher"]["category"]);
  out.timestamp = text(head["tracking"]["current_release_date"]);
  out.version = text(head["tracking"]["version"]);
  const auto note = [&](const Value& at, FindingLevel level, std::string_view rule, std::string message) {
    out.findings.push_back(finding_at(at, level, "csaf/" + std::string(rule), std::move(message)));
  };
  const bool is_vex = head["category"].string() == "csaf_vex";
  if (!is_vex)
    note(head["category"] ? head["category"] : head, FindingLevel::information, "category",
         "the document is no VEX by its category, which is csaf_vex there");
  Products products;
  const Value tree = root["product_tree"];
  if (!tree) note(root, FindingLevel::error, "6.1.27.4", "a VEX names its products in product_tree");
  for (const Value name : tree["full_product_names"].items()) add(name, products);
  collect(tree["branches"], products);
  for (const Value relationship : tree["relationships"].items()) relate(relationship, products);
  std::map<std::string, std::set<std::string>> groups;
  for (const Value group : tree["product_groups"].items()) {
    for (const Value id : group["product_ids"].items()) groups[text(group["group_id"])].insert(text(id));
  }
  if (root["vulnerabilities"].empty()) note(root, FindingLevel::error, "6.1.27.11", "a VEX has vulnerabilities");

  for (const Value entry : root["vulnerabilities"].items()) {
    Statement base;
    base.vulnerability.name = text(entry["cve"]);
    for (const Value id : entry["ids"].items()) {
      const std::string alias = text(id["text"]);
      if (base.vulnerability.name.empty()) {
        base.vulnerability.name = alias;
      } else if (!alias.empty()) {
        base.vulnerability.aliases.push_back(alias);
      }
    }
    if (base.vulnerability.name.empty())
      note(entry, FindingLevel::error, "6.1.27.8", "the vulnerability has neither cve nor ids");
    if (entry["notes"].empty())
      note(entry, is_vex ? FindingLevel::error : FindingLevel::information, "6.1.27.5", "the vulnerability has no notes");
    for (const Value one : entry["notes"].items()) {
      if (base.vulnerability.description.empty() && one["category"].string() == "description")
        base.vulnerability.description = text(one["text"]);
    }
    base.timestamp = out.timestamp;
    base.author = out.author;
    base.pointer = entry.pointer();
    base.line = entry.place().line;
    const Value status = entry["product_status"];
    bool any = false;
    std::map<std::string, Status> said;
    for (const auto& [name, value] : kStatuses) {
      // What is recommended is a hint where to go, not what is fixed, unless it is said so too.
      if (name == "recommended") continue;
      for (const Value id : status[name].items()) {
        const std::string product = text(id);
        any = true;
        const auto [before, first] = said.emplace(product, value);
        if (!first) {
          if (before->second != value)
            note(id, FindingLevel::error, "6.1.6",
                 "the product " + product + " is " + std::string(name_of(before->second)) + " and " +
                     std::string(name_of(value)) + " at once");
          continue;
        }
        Statement one = base;
        one.status = value;
        one.status_text = name;
        if (const auto found = products.find(product); found != products.end()) {
          one.products.push_back(found->second);
        } else {
          note(id, FindingLevel::error, "6.1.1", "product_tree defines no product " + product);
          one.products.push_back({{product, {}, {}, {}}, {}});
        }
        one.pointer = id.pointer();
        one.line = id.place().line;
        for (const Value flag : entry["flags"].items()) {
          if (!is_about(flag, product, groups)) continue;
          const std::string label = text(flag["label"]);
          if (value == Status::not_affected && one.justification_text.empty()) {
            one.justification_text = label;
            one.justification = justification_named(label);
          }
          if (!flag["date"].string().empty()) one.timestamp = text(flag["date"]);
        }
        for (const Value threat : entry["threats"].items()) {
          if (threat["category"].string() != "impact" || !is_about(threat, product, groups)) continue;
          (value == Status::not_affected ? one.impact_statement : one.status_notes) = text(threat["details"]);
          if (!threat["date"].string().empty()) one.timestamp = text(threat["date"]);
        }
        for (const Value remediation : entry["remediations"].items()) {
          if (value != Status::affected || !is_about(remediation, product, groups)) continue;
          one.action_statement += (one.action_statement.empty() ? "" : "; ") + text(remediation["details"]);
          one.responses.push_back(text(remediation["category"]));
          if (!remediation["date"].string().empty()) one.action_statement_timestamp = text(remediation["date"]);
        }
        if (value == Status::not_affected && one.justification_text.empty() && one.impact_statement.empty())
          note(id, is_vex ? FindingLevel::error : FindingLevel::information, "6.1.27.9",
               "neither a flag nor a threat of the category impact says why " + product + " is not affected");
        if (value == Status::affected && one.action_statement.empty())
          note(id, is_vex ? FindingLevel::error : FindingLevel::information, "6.1.27.10",
               "no remediation says what to do about the affected product " + product);
        out.statements.push_back(std::move(one));
      }
    }
    if (!any)
      note(entry, is_vex ? FindingLevel::error : FindingLevel::information, "6.1.27.7",
           "no product is fixed, known_affected, known_not_affected or under_investigation");
  }
  return out;
}

}  // namespace crosswalk::artifacts::vex
