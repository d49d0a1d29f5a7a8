// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/purl/purl.h"
#include "artifacts/spdx/document.h"
#include "artifacts/spdx/graph3.h"
#include "artifacts/spdx/model3.h"
#include "artifacts/spdx/values.h"
#include "artifacts/spdx/words.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

/// "dependsOn" as the model has it: "depends_on".
std::string snake(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (is_upper(c) && !out.empty()) out += '_';
    out += lower(c);
  }
  return out;
}

class Filler {
 public:
  Filler(const json::Document& document, const Graph3& graph) : document_(document), graph_(graph) {}

  sbom::Bom fill() {
    bom_.format = sbom::Format::spdx3_json;
    bom_.spec_version = graph_.version;
    bom_.counts["elements"] = graph_.elements;
    head();
    for (const auto& [value, its, place] : graph_.in_order) {
      if (its->is("software_Package")) component(value, *its, place);
      if (its->name == "software_Package") ++bom_.counts["packages"];
      if (its->name == "software_File") ++bom_.counts["files"];
      if (its->name == "security_Vulnerability") vulnerability(value);
    }
    if (bom_.components.empty()) {
      for (const auto& [value, its, place] : graph_.in_order) {
        if (its->name == "software_File") component(value, *its, place);
      }
    }
    // 0 is said too.
    for (const char* count : {"packages", "files", "relationships"}) bom_.counts.try_emplace(count, 0);
    for (const auto& [value, its, place] : graph_.in_order) {
      if (its->is("Relationship")) relationship(value);
      if (its->is("ElementCollection")) roots(value);
    }
    for (sbom::KnownVulnerability& one : bom_.vulnerabilities) {
      std::sort(one.affects.begin(), one.affects.end());
      one.affects.erase(std::unique(one.affects.begin(), one.affects.end()), one.affects.end());
    }
    subject();
    return std::move(bom_);
  }

 private:
  /// The object itself, or what its id names; none where it is not in the file.
  [[nodiscard]] json::Value object(const json::Value& value) const {
    if (!value.is_string()) return value;
    const auto found = graph_.objects.find(value.string());
    return found == graph_.objects.end() ? json::Value() : found->second;
  }
  [[nodiscard]] static std::string id_of(const json::Value& value) {
    return std::string(value.is_string() ? value.string() : value["spdxId"].string());
  }

  [[nodiscard]] sbom::Party party(const json::Value& value) const {
    const json::Value agent = object(value);
    const std::string_view type = agent["type"].string();
    return {std::string(agent["name"].string()), type == "Person"                            ? "person"
                                                 : type == "Organization"                    ? "organization"
                                                 : type == "Tool" || type == "SoftwareAgent" ? "tool"
                                                                                             : ""};
  }

  void head() {
    json::Value document;
    for (const auto& [value, its, place] : graph_.in_order) {
      if (its->name == "SpdxDocument" && !document) document = value;
      if (its->name == "software_Sbom") {
        for (const json::Value type : value["software_sbomType"].items()) bom_.lifecycles.emplace_back(type.string());
      }
    }
    if (!document) {
      // Without one, the first collection says who made it.
      for (const auto& [value, its, place] : graph_.in_order) {
        if (its->is("ElementCollection") && !document) document = value;
      }
    }
    bom_.id = document["spdxId"].string();
    bom_.name = document["name"].string();
    json::Value creation = object(document["creationInfo"]);
    if (!document) {
      for (const auto& [value, its, place] : graph_.in_order) {
        if (its->name == "CreationInfo" && !creation) creation = value;
      }
    }
    bom_.timestamp = creation["created"].string();
    if (const std::string_view version = creation["specVersion"].string(); !version.empty()) bom_.spec_version = version;
    for (const json::Value agent : creation["createdBy"].items()) {
      const sbom::Party made = party(agent);
      if (made.name.empty()) continue;
      if (made.kind == "tool") {
        bom_.tools.push_back(made.name);
      } else {
        bom_.authors.push_back(made);
      }
    }
    for (const json::Value tool : creation["createdUsing"].items()) {
      if (const sbom::Party made = party(tool); !made.name.empty()) bom_.tools.push_back(made.name);
    }
  }

  void component(const json::Value& value, const Class3& its, std::size_t number) {
    sbom::Component out;
    out.ref = value["spdxId"].string();
    out.type = its.name == "software_File" ? "file" : snake(value["software_primaryPurpose"].string());
    std::replace(out.type.begin(), out.type.end(), '_', '-');
    out.name = value["name"].string();
    out.version = value["software_packageVersion"].string();
    if (says_nothing(out.version)) out.version.clear();
    out.description = value["description"].string();
    if (out.description.empty()) out.description = value["summary"].string();
    if (value["suppliedBy"]) out.supplier = party(value["suppliedBy"]);
    for (const json::Value agent : value["originatedBy"].items()) {
      if (sbom::Party made = party(agent); !made.name.empty()) out.authors.push_back(std::move(made));
    }
    out.copyright = value["software_copyrightText"].string();
    if (const json::Value purl = value["software_packageUrl"]) set_purl(out, purl.string());
    for (const json::Value said : value["externalIdentifier"].items()) identifier(out, object(said));
    content_identifiers(out, value);
    for (const json::Value said : value["verifiedUsing"].items()) {
      const json::Value sum = object(said);
      if (sum["hashValue"]) {
        out.hashes.push_back(
            {std::string(common_algorithm(sum["algorithm"].string())), base::to_lower(sum["hashValue"].string())});
      }
    }
    if (const json::Value url = value["software_homePage"]) out.references.push_back({"website", std::string(url.string())});
    if (const json::Value url = value["software_downloadLocation"]) {
      out.references.push_back({"distribution", std::string(url.string())});
    }
    for (const json::Value said : value["externalRef"].items()) {
      const json::Value reference = object(said);
      for (const json::Value locator : reference["locator"].items()) {
        out.references.push_back({std::string(reference["externalRefType"].string()), std::string(locator.string())});
      }
    }
    for (const json::Value text : value["software_attributionText"].items()) {
      out.properties.emplace_back("attribution", text.string());
    }
    for (const json::Value level : value["supportLevel"].items()) {
      out.support_level += (out.support_level.empty() ? "" : ", ") + std::string(level.string());
    }
    out.end_of_support = value["validUntilTime"].string();
    const bool listed = bool(document_.root()["@graph"]);
    out.location = {listed ? "/@graph/" + std::to_string(number) : std::string(), graph_.lines.line_of(value.begin())};
    numbers_.emplace(out.ref, bom_.components.size());
    bom_.components.push_back(std::move(out));
  }

  static void set_purl(sbom::Component& out, std::string_view text) {
    if (!out.purl.empty()) return;
    const auto purl = purl::parse(text);
    out.purl = purl ? purl->canonical() : std::string(text);
  }

  /// Ids that are the same everywhere.
  void content_identifiers(sbom::Component& out, const json::Value& value) const {
    for (const json::Value said : value["software_contentIdentifier"].items()) {
      if (const json::Value id = object(said)["software_contentIdentifierValue"]) out.identifiers.emplace_back(id.string());
    }
  }

  static void identifier(sbom::Component& out, const json::Value& said) {
    const std::string_view type = said["externalIdentifierType"].string();
    const std::string_view text = said["identifier"].string();
    if (type == "packageUrl") {
      set_purl(out, text);
    } else if (type == "cpe23" || type == "cpe22") {
      out.cpes.emplace_back(text);
    } else if (type == "swid" && out.swid.empty()) {
      out.swid = text;
    } else if (type == "swhid" || type == "gitoid") {
      out.identifiers.emplace_back(text);
    }
  }

  void vulnerability(const json::Value& value) {
    sbom::KnownVulnerability out;
    for (const json::Value said : value["externalIdentifier"].items()) {
      const json::Value identifier = object(said);
      if (identifier["externalIdentifierType"].string() == "cve" && out.id.empty()) out.id = identifier["identifier"].string();
    }
    if (out.id.empty()) out.id = value["name"].string();
    vulnerabilities_.emplace(value["spdxId"].string(), bom_.vulnerabilities.size());
    bom_.vulnerabilities.push_back(std::move(out));
  }

  [[nodiscard]] std::string licence_text(const json::Value& value) const {
    const json::Value licence = object(value);
    if (const json::Value text = licence["simplelicensing_licenseExpression"]) {
      return says_nothing(text.string()) ? std::string() : std::string(text.string());
    }
    const std::string id = id_of(value);
    if (id.ends_with("NoAssertionLicense") || id.ends_with("NoneLicense") || id.ends_with("NoAssertionElement")) return {};
    for (const std::string_view list : {"https://spdx.org/licenses/", "http://spdx.org/licenses/"}) {
      if (id.starts_with(list)) return id.substr(list.size());
    }
    return licence["name"] ? std::string(licence["name"].string()) : id;
  }

  void relationship(const json::Value& value) {
    ++bom_.counts["relationships"];
    const std::string_view type = value["relationshipType"].string();
    const std::string from = id_of(value["from"]);
    const std::string_view complete = value["completeness"].string();
    if (type == "dependsOn" || type == "contains") {
      if (complete == "incomplete" || complete == "noAssertion") bom_.completeness = "incomplete";
      if (complete == "complete" && bom_.completeness.empty()) bom_.completeness = "complete";
    }
    for (const json::Value target : value["to"].items()) {
      const std::string to = id_of(target);
      if (type == "hasConcludedLicense" || type == "hasDeclaredLicense") {
        const auto found = numbers_.find(from);
        if (found == numbers_.end()) continue;
        auto& licences = bom_.components[found->second].licences;
        std::string text = licence_text(target);
        if (type == "hasConcludedLicense") bom_.components[found->second].concluded_licence = text;
        if (!text.empty() && std::find(licences.begin(), licences.end(), text) == licences.end())
          licences.push_back(std::move(text));
        continue;
      }
      if (to.ends_with("NoneElement") || to.ends_with("NoAssertionElement")) {
        if (type != "dependsOn" && type != "contains") continue;
        if (to.ends_with("NoneElement")) {
          if (const auto found = numbers_.find(from); found != numbers_.end())
            bom_.components[found->second].dependencies_stated = true;
        }
        if (to.ends_with("NoAssertionElement")) bom_.completeness = "incomplete";
        if (to.ends_with("NoneElement") && bom_.completeness.empty()) bom_.completeness = "complete";
        continue;
      }
      affected(value["type"].string(), type, from, to);
      bom_.relations.push_back({from, snake(type), to});
    }
  }

  void affected(std::string_view class_name, std::string_view type, const std::string& from, const std::string& to) {
    constexpr std::pair<std::string_view, std::string_view> kStates[] = {{"affects", "affected"},
                                                                         {"fixedIn", "fixed"},
                                                                         {"doesNotAffect", "not_affected"},
                                                                         {"underInvestigationFor", "under_investigation"}};
    const auto* state = std::find_if(std::begin(kStates), std::end(kStates), [&](const auto& one) { return one.first == type; });
    const bool forward = state != std::end(kStates);
    if (!forward && type != "hasAssociatedVulnerability") return;
    const auto found = vulnerabilities_.find(forward ? from : to);
    if (found == vulnerabilities_.end()) return;
    sbom::KnownVulnerability& known = bom_.vulnerabilities[found->second];
    known.affects.push_back(forward ? to : from);
    if (forward && class_name.starts_with("security_Vex")) known.state = state->second;
  }

  /// A collection is about its root elements.
  void roots(const json::Value& value) {
    for (const json::Value root : value["rootElement"].items()) {
      bom_.relations.push_back({std::string(value["spdxId"].string()), "describes", id_of(root)});
    }
  }

  void subject() {
    for (const sbom::Relation& one : bom_.relations) {
      if (one.kind != "describes") continue;
      const auto found = numbers_.find(one.to);
      if (found == numbers_.end()) continue;
      bom_.subject = found->second;
      return;
    }
    if (bom_.components.size() == 1) bom_.subject = 0;
  }

  const json::Document& document_;
  const Graph3& graph_;
  sbom::Bom bom_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::unordered_map<std::string, std::size_t> vulnerabilities_;
};

}  // namespace

sbom::Reading read_model3(const json::Document& document) {
  const Graph3 graph = read_graph3(document);
  return {Filler(document, graph).fill(), graph.findings};
}

}  // namespace crosswalk::artifacts::spdx
