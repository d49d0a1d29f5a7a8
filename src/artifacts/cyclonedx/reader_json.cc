// SPDX-License-Identifier: Apache-2.0
#include <utility>

#include "artifacts/cyclonedx/reader.h"
#include "artifacts/lines.h"
#include "artifacts/sbom/support.h"
#include "base/text.h"

namespace crosswalk::artifacts::cyclonedx {
namespace {

using json::Member;
using json::Value;

std::string copy(const Value& value) { return std::string(value.string()); }

/// Reads with the lines of one file.
class Reader {
 public:
  Reader(const json::Document& document, References& references)
      : root_(document.root()), references_(references), lines_(document.text()) {}

  sbom::Bom read();

 private:
  [[nodiscard]] sbom::Location at(const Value& value, std::string pointer) const {
    return {std::move(pointer), lines_.line_of(value.begin())};
  }
  void read_metadata(const Value& metadata);
  void read_components(const Value& list, const std::string& pointer, std::optional<std::size_t> parent, std::size_t depth);
  std::size_t read_component(const Value& value, std::string pointer, std::optional<std::size_t> parent, std::size_t depth);
  void read_dependencies(const Value& list);
  void read_compositions(const Value& list);
  void read_vulnerabilities(const Value& list);
  void use(const Value& ref, std::string pointer) { references_.used.push_back({copy(ref), at(ref, std::move(pointer))}); }
  void collect_refs(const Value& value, bool in_formulation);

  Value root_;
  References& references_;
  Lines lines_;
  sbom::Bom bom_;
};

sbom::Party organization(const Value& value) {
  sbom::Party out;
  out.name = copy(value["name"]);
  // An organisation without a name may say who to ask there.
  if (!out.name.empty()) out.kind = "organization";
  return out;
}

void add_authors(const Value& list, std::vector<sbom::Party>& out) {
  for (const Value author : list.items()) {
    std::string name = copy(author["name"]);
    if (name.empty()) name = copy(author["email"]);
    if (!name.empty()) out.push_back({std::move(name), "person"});
  }
}

void add_licences(const Value& list, std::vector<std::string>& out) {
  for (const Value choice : list.items()) {
    std::string text = copy(choice["expression"]);
    const Value licence = choice["license"];
    if (text.empty()) text = copy(licence["id"]);
    if (text.empty()) text = copy(licence["name"]);
    if (!text.empty()) out.push_back(std::move(text));
  }
}

std::size_t Reader::read_component(const Value& value, std::string pointer, std::optional<std::size_t> parent,
                                   std::size_t depth) {
  const std::size_t number = bom_.components.size();
  bom_.components.emplace_back();
  Value inner;
  {
    sbom::Component& out = bom_.components.back();
    out.parent = parent;
    for (const Member& member : value.members()) {
      const std::string_view key = member.key;
      const Value& what = member.value;
      if (key == "type") {
        out.type = what.string();
      } else if (key == "name") {
        out.name = what.string();
      } else if (key == "version") {
        out.version = what.string();
      } else if (key == "bom-ref") {
        out.ref = what.string();
      } else if (key == "group") {
        out.group = what.string();
      } else if (key == "purl") {
        out.purl = purl_of(what.string());
      } else if (key == "description") {
        out.description = what.string();
      } else if (key == "supplier") {
        out.supplier = organization(what);
      } else if (key == "manufacturer") {
        out.manufacturer = organization(what);
      } else if (key == "publisher") {
        out.publisher = what.string();
      } else if (key == "author") {
        if (!what.string().empty()) out.authors.push_back({copy(what), ""});
      } else if (key == "authors") {
        add_authors(what, out.authors);
      } else if (key == "copyright") {
        out.copyright = what.string();
      } else if (key == "scope") {
        out.scope = what.string();
      } else if (key == "cpe") {
        if (!what.string().empty()) out.cpes.push_back(copy(what));
      } else if (key == "swid") {
        out.swid = what["tagId"].string();
      } else if (key == "swhid" || key == "omniborId") {
        for (const Value id : what.items()) out.identifiers.push_back(copy(id));
      } else if (key == "hashes") {
        for (const Value hash : what.items()) out.hashes.push_back({copy(hash["alg"]), base::to_lower(hash["content"].string())});
      } else if (key == "licenses") {
        add_licences(what, out.licences);
      } else if (key == "externalReferences") {
        for (const Value reference : what.items()) out.references.push_back({copy(reference["type"]), copy(reference["url"])});
      } else if (key == "properties") {
        for (const Value property : what.items()) {
          out.properties.emplace_back(property["name"].string(), property["value"].string());
          sbom::take_support(out, out.properties.back().first, out.properties.back().second);
        }
      } else if (key == "components") {
        inner = what;
      }
    }
  }
  if (inner) read_components(inner, pointer + "/components", number, depth + 1);
  bom_.components[number].location = at(value, std::move(pointer));
  return number;
}

void Reader::read_components(const Value& list, const std::string& pointer, std::optional<std::size_t> parent,
                             std::size_t depth) {
  if (depth > kMaxNesting) return;
  std::size_t index = 0;
  for (const Value value : list.items()) {
    if (value.is_object()) read_component(value, pointer + "/" + std::to_string(index), parent, depth);
    ++index;
  }
}

void Reader::read_metadata(const Value& metadata) {
  bom_.timestamp = metadata["timestamp"].string();
  bom_.supplier = organization(metadata["supplier"]);
  // Until 1.5 "manufacture" is who made the product, from 1.6 on "manufacturer" is who made the file.
  if (const Value maker = metadata["manufacturer"]) {
    bom_.manufacturer = organization(maker);
    if (!bom_.manufacturer.name.empty()) bom_.authors.push_back(bom_.manufacturer);
  } else {
    bom_.manufacturer = organization(metadata["manufacture"]);
  }
  add_authors(metadata["authors"], bom_.authors);
  const auto tool = [&](const Value& value, const char* owner) {
    std::string text = copy(value[owner]);
    if (!text.empty() && !value["name"].string().empty()) text += " ";
    text += value["name"].string();
    if (!value["version"].string().empty()) text += " " + copy(value["version"]);
    if (!text.empty()) bom_.tools.push_back(std::move(text));
  };
  const Value tools = metadata["tools"];
  for (const Value value : tools.items()) tool(value, "vendor");
  for (const Value value : tools["components"].items()) tool(value, "group");
  for (const Value value : tools["services"].items()) tool(value, "group");
  for (const Value phase : metadata["lifecycles"].items()) {
    const Value name = phase["phase"] ? phase["phase"] : phase["name"];
    if (!name.string().empty()) bom_.lifecycles.push_back(copy(name));
  }
  if (const Value subject = metadata["component"]; subject.is_object()) {
    bom_.subject = read_component(subject, "/metadata/component", std::nullopt, 0);
    bom_.name = bom_.components[*bom_.subject].name;
  }
}

void Reader::read_dependencies(const Value& list) {
  std::size_t index = 0;
  for (const Value node : list.items()) {
    const std::string pointer = "/dependencies/" + std::to_string(index++);
    const Value ref = node["ref"];
    if (!ref.is_string()) continue;
    use(ref, pointer + "/ref");
    // A node without any says that there are none.
    if (node["dependsOn"].empty() && node["provides"].empty()) bom_.relations.push_back({copy(ref), "depends_on", ""});
    std::size_t inner = 0;
    for (const Value other : node["dependsOn"].items()) {
      use(other, pointer + "/dependsOn/" + std::to_string(inner++));
      bom_.relations.push_back({copy(ref), "depends_on", copy(other)});
    }
    inner = 0;
    for (const Value other : node["provides"].items()) {
      use(other, pointer + "/provides/" + std::to_string(inner++));
      bom_.relations.push_back({copy(ref), "provides", copy(other)});
    }
  }
}

void Reader::read_compositions(const Value& list) {
  Completeness completeness;
  const std::string subject = bom_.subject ? bom_.components[*bom_.subject].ref : std::string();
  std::size_t index = 0;
  for (const Value composition : list.items()) {
    const std::string pointer = "/compositions/" + std::to_string(index++) + "/";
    bool of_subject = false;
    for (const char* key : {"assemblies", "dependencies", "vulnerabilities"}) {
      std::size_t inner = 0;
      for (const Value ref : composition[key].items()) {
        use(ref, pointer + key + "/" + std::to_string(inner++));
        of_subject = of_subject || (!subject.empty() && ref.string() == subject);
      }
    }
    completeness.add(composition["aggregate"].string(), of_subject);
  }
  bom_.completeness = completeness.said();
}

void Reader::read_vulnerabilities(const Value& list) {
  std::size_t index = 0;
  for (const Value vulnerability : list.items()) {
    const std::string pointer = "/vulnerabilities/" + std::to_string(index++) + "/affects/";
    sbom::KnownVulnerability out;
    out.id = vulnerability["id"].string();
    out.state = vulnerability["analysis"]["state"].string();
    out.action = vulnerability["workaround"].string();
    if (out.action.empty()) out.action = vulnerability["recommendation"].string();
    if (out.action.empty()) out.action = vulnerability["analysis"]["response"].at(0).string();
    std::size_t inner = 0;
    for (const Value affected : vulnerability["affects"].items()) {
      const Value ref = affected["ref"];
      if (ref.is_string()) use(ref, pointer + std::to_string(inner) + "/ref");
      ++inner;
      out.affects.push_back(copy(ref));
    }
    bom_.vulnerabilities.push_back(std::move(out));
  }
}

void Reader::collect_refs(const Value& value, bool in_formulation) {
  // No deeper than the parser allowed.
  if (value.is_array()) {
    for (const Value item : value.items()) {
      if (item.is_array() || item.is_object()) collect_refs(item, in_formulation);
    }
    return;
  }
  for (const Member& member : value.members()) {
    if (member.value.is_string()) {
      if (member.key == "bom-ref" && !references_.give(copy(member.value))) {
        auto& repeated = in_formulation ? references_.repeated_in_formulation : references_.repeated;
        const std::string pointer = repeated.size() < kMaxFindings ? member.value.pointer() : std::string();
        repeated.push_back({copy(member.value), at(member.value, pointer)});
      }
    } else if (member.value.is_array() || member.value.is_object()) {
      collect_refs(member.value, in_formulation || member.key == "formulation");
    }
  }
}

sbom::Bom Reader::read() {
  bom_.format = sbom::Format::cyclonedx_json;
  bom_.spec_version = root_["specVersion"].string();
  bom_.id = root_["serialNumber"].string();
  if (const Value revision = root_["version"]; revision.is_number()) bom_.revision = revision.number();
  read_metadata(root_["metadata"]);
  read_components(root_["components"], "/components", std::nullopt, 0);
  read_dependencies(root_["dependencies"]);
  read_compositions(root_["compositions"]);
  read_vulnerabilities(root_["vulnerabilities"]);
  for (const char* key : {"services", "dependencies", "compositions", "vulnerabilities", "externalReferences", "annotations",
                          "formulation", "citations", "properties"}) {
    if (const Value list = root_[key]) bom_.counts[key] = list.size();
  }
  bom_.counts["components"] = bom_.components.size();
  std::size_t index = 0;
  for (const Value annotation : root_["annotations"].items()) {
    std::size_t inner = 0;
    for (const Value subject : annotation["subjects"].items()) {
      use(subject, "/annotations/" + std::to_string(index) + "/subjects/" + std::to_string(inner++));
    }
    ++index;
  }
  collect_refs(root_, false);
  return std::move(bom_);
}

}  // namespace

sbom::Bom read_json(const json::Document& document, References& references) { return Reader(document, references).read(); }

}  // namespace crosswalk::artifacts::cyclonedx
