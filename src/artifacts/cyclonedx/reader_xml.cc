// SPDX-License-Identifier: Apache-2.0
#include <string>
#include <utility>

#include "artifacts/cyclonedx/reader.h"
#include "artifacts/sbom/support.h"
#include "artifacts/xml/schema.h"
#include "base/text.h"

namespace crosswalk::artifacts::cyclonedx {
namespace {

using pugi::xml_node;

constexpr std::string_view kGraph = "http://cyclonedx.org/schema/ext/dependency-graph/";
constexpr std::string_view kVulnerability = "http://cyclonedx.org/schema/ext/vulnerability/";

/// How many siblings of one name came before, and with that the path of the next.
class Path {
 public:
  explicit Path(std::string before) : before_(std::move(before)) {}
  /// The path of the next element; counts it.
  std::string next() { return ++count_ == 1 ? before_ : before_ + "[" + std::to_string(count_) + "]"; }

 private:
  std::string before_;
  std::size_t count_ = 0;
};

/// Reads with the names of one file.
class Reader {
 public:
  Reader(const xml::Document& document, References& references)
      : document_(document), references_(references), root_(document.root()), prefix_(xml::prefix_of(root_.name())) {}

  sbom::Bom read();

 private:
  /// Whether an element is CycloneDX's own and has this name.
  [[nodiscard]] bool is(xml_node node, std::string_view name) const {
    return node.type() == pugi::node_element && xml::local_name(node.name()) == name && xml::prefix_of(node.name()) == prefix_;
  }
  [[nodiscard]] xml_node child(xml_node node, std::string_view name) const {
    for (const xml_node one : node.children()) {
      if (is(one, name)) return one;
    }
    return {};
  }
  [[nodiscard]] std::string text(xml_node node, std::string_view name) const { return xml::text_of(child(node, name)); }
  /// Whether an element is of an extension and has this name.
  [[nodiscard]] static bool is_of(xml_node node, std::string_view space, std::string_view name) {
    return node.type() == pugi::node_element && xml::local_name(node.name()) == name &&
           xml::namespace_of(node, xml::prefix_of(node.name())).starts_with(space);
  }
  [[nodiscard]] sbom::Location at(xml_node node, std::string path) const { return {std::move(path), document_.line_of(node)}; }
  void use(xml_node node, std::string ref, std::string path) {
    references_.used.push_back({std::move(ref), at(node, std::move(path))});
  }

  [[nodiscard]] sbom::Party organization(xml_node node) const;
  void add_authors(xml_node list, std::vector<sbom::Party>& out) const;
  void add_licences(xml_node list, std::vector<std::string>& out) const;
  void read_metadata(xml_node metadata);
  void read_components(xml_node list, const std::string& path, std::optional<std::size_t> parent, std::size_t depth);
  std::size_t read_component(xml_node node, std::string path, std::optional<std::size_t> parent, std::size_t depth);
  void take(sbom::Component& out, xml_node one);
  void read_dependencies(xml_node list);
  void read_graph(xml_node list, std::string_view from, const std::string& path);
  void read_compositions(xml_node list);
  void read_vulnerabilities(xml_node list);
  void read_annotations(xml_node list);
  void collect_refs();

  const xml::Document& document_;
  References& references_;
  xml_node root_;
  std::string prefix_;
  sbom::Bom bom_;
};

sbom::Party Reader::organization(xml_node node) const {
  sbom::Party out;
  out.name = text(node, "name");
  if (!out.name.empty()) out.kind = "organization";
  return out;
}

void Reader::add_authors(xml_node list, std::vector<sbom::Party>& out) const {
  for (const xml_node author : list.children()) {
    if (!is(author, "author")) continue;
    std::string name = text(author, "name");
    if (name.empty()) name = text(author, "email");
    if (!name.empty()) out.push_back({std::move(name), "person"});
  }
}

void Reader::add_licences(xml_node list, std::vector<std::string>& out) const {
  for (const xml_node one : list.children()) {
    std::string name;
    if (is(one, "expression") || is(one, "expression-detailed")) {
      name = is(one, "expression") ? xml::text_of(one) : std::string(one.attribute("expression").value());
    } else if (is(one, "license")) {
      name = text(one, "id");
      if (name.empty()) name = text(one, "name");
    }
    if (!name.empty()) out.push_back(std::move(name));
  }
}

void Reader::take(sbom::Component& out, xml_node one) {
  const std::string_view key = xml::local_name(one.name());
  if (key == "name") {
    out.name = xml::text_of(one);
  } else if (key == "version") {
    out.version = xml::text_of(one);
  } else if (key == "group") {
    out.group = xml::text_of(one);
  } else if (key == "purl") {
    out.purl = purl_of(xml::text_of(one));
  } else if (key == "description") {
    out.description = xml::text_of(one);
  } else if (key == "supplier") {
    out.supplier = organization(one);
  } else if (key == "manufacturer") {
    out.manufacturer = organization(one);
  } else if (key == "publisher") {
    out.publisher = xml::text_of(one);
  } else if (key == "author") {
    if (std::string name = xml::text_of(one); !name.empty()) out.authors.push_back({std::move(name), ""});
  } else if (key == "authors") {
    add_authors(one, out.authors);
  } else if (key == "copyright") {
    out.copyright = xml::text_of(one);
  } else if (key == "scope") {
    out.scope = xml::text_of(one);
  } else if (key == "cpe") {
    if (std::string cpe = xml::text_of(one); !cpe.empty()) out.cpes.push_back(std::move(cpe));
  } else if (key == "swid") {
    out.swid = one.attribute("tagId").value();
  } else if (key == "swhid" || key == "omniborId") {
    out.identifiers.push_back(xml::text_of(one));
  } else if (key == "hashes") {
    for (const xml_node hash : one.children()) {
      if (is(hash, "hash")) out.hashes.push_back({hash.attribute("alg").value(), base::to_lower(xml::text_of(hash))});
    }
  } else if (key == "licenses") {
    add_licences(one, out.licences);
  } else if (key == "externalReferences") {
    for (const xml_node reference : one.children()) {
      if (is(reference, "reference")) out.references.push_back({reference.attribute("type").value(), text(reference, "url")});
    }
  } else if (key == "properties") {
    for (const xml_node property : one.children()) {
      if (!is(property, "property")) continue;
      out.properties.emplace_back(property.attribute("name").value(), xml::text_of(property));
      sbom::take_support(out, out.properties.back().first, out.properties.back().second);
    }
  }
}

std::size_t Reader::read_component(xml_node node, std::string path, std::optional<std::size_t> parent, std::size_t depth) {
  const std::size_t number = bom_.components.size();
  sbom::Component& out = bom_.components.emplace_back();
  out.parent = parent;
  out.type = node.attribute("type").value();
  out.ref = node.attribute("bom-ref").value();
  xml_node inner;
  std::vector<xml_node> extensions;
  for (const xml_node one : node.children()) {
    if (one.type() != pugi::node_element) continue;
    if (xml::prefix_of(one.name()) != prefix_) {
      extensions.push_back(one);
    } else if (xml::local_name(one.name()) == "components") {
      inner = one;
    } else {
      take(out, one);
    }
  }
  const std::string ref = out.ref;
  for (const xml_node one : extensions) {
    if (is_of(one, kGraph, "dependencies")) read_graph(one, ref, path + "/dependencies");
    if (is_of(one, kVulnerability, "vulnerabilities")) {
      for (const xml_node vulnerability : one.children()) {
        if (!is_of(vulnerability, kVulnerability, "vulnerability")) continue;
        for (const xml_node id : vulnerability.children()) {
          if (is_of(id, kVulnerability, "id")) bom_.vulnerabilities.push_back({xml::text_of(id), {ref}, ""});
        }
      }
    }
  }
  if (inner) read_components(inner, path + "/components", number, depth + 1);
  bom_.components[number].location = at(node, std::move(path));
  return number;
}

void Reader::read_components(xml_node list, const std::string& path, std::optional<std::size_t> parent, std::size_t depth) {
  if (depth > kMaxNesting) return;
  Path inner(path + "/component");
  for (const xml_node one : list.children()) {
    if (is(one, "component")) read_component(one, inner.next(), parent, depth);
  }
}

void Reader::read_metadata(xml_node metadata) {
  bom_.timestamp = text(metadata, "timestamp");
  bom_.supplier = organization(child(metadata, "supplier"));
  // Until 1.5 "manufacture" is who made the product, from 1.6 on "manufacturer" is who made the file.
  if (const xml_node maker = child(metadata, "manufacturer")) {
    bom_.manufacturer = organization(maker);
    if (!bom_.manufacturer.name.empty()) bom_.authors.push_back(bom_.manufacturer);
  } else {
    bom_.manufacturer = organization(child(metadata, "manufacture"));
  }
  add_authors(child(metadata, "authors"), bom_.authors);
  const auto tool = [&](xml_node node, std::string_view owner) {
    std::string out = text(node, owner);
    for (const char* key : {"name", "version"}) {
      const std::string part = text(node, key);
      if (!part.empty()) out += (out.empty() ? "" : " ") + part;
    }
    if (!out.empty()) bom_.tools.push_back(std::move(out));
  };
  const xml_node tools = child(metadata, "tools");
  for (const xml_node one : tools.children()) {
    if (is(one, "tool")) tool(one, "vendor");
    if (!is(one, "components") && !is(one, "services")) continue;
    for (const xml_node inner : one.children()) {
      if (inner.type() == pugi::node_element) tool(inner, "group");
    }
  }
  for (const xml_node one : child(metadata, "lifecycles").children()) {
    if (!is(one, "lifecycle")) continue;
    std::string phase = text(one, "phase");
    if (phase.empty()) phase = text(one, "name");
    if (!phase.empty()) bom_.lifecycles.push_back(std::move(phase));
  }
  if (const xml_node subject = child(metadata, "component")) {
    bom_.subject = read_component(subject, "/bom/metadata/component", std::nullopt, 0);
    bom_.name = bom_.components[*bom_.subject].name;
  }
}

void Reader::read_dependencies(xml_node list) {
  Path nodes("/bom/dependencies/dependency");
  for (const xml_node one : list.children()) {
    if (!is(one, "dependency")) continue;
    const std::string path = nodes.next();
    const std::string ref = one.attribute("ref").value();
    use(one, ref, path);
    Path inner(path + "/dependency");
    Path provided(path + "/provides");
    bool any = false;
    for (const xml_node other : one.children()) {
      const bool provides = is(other, "provides");
      if (!provides && !is(other, "dependency")) continue;
      any = true;
      const std::string to = other.attribute("ref").value();
      use(other, to, provides ? provided.next() : inner.next());
      bom_.relations.push_back({ref, provides ? "provides" : "depends_on", to});
    }
    // A node without any says that there are none.
    if (!any) bom_.relations.push_back({ref, "depends_on", ""});
  }
}

/// The extension of CycloneDX 1.1: nodes lie in each other, those on top in no component.
void Reader::read_graph(xml_node list, std::string_view from, const std::string& path) {
  struct Step {
    xml_node node;
    std::string from;
    std::string path;
  };
  std::vector<Step> open{{list, std::string(from), path}};
  while (!open.empty()) {
    const Step step = std::move(open.back());
    open.pop_back();
    Path inner(step.path + "/dependency");
    for (const xml_node one : step.node.children()) {
      if (!is_of(one, kGraph, "dependency")) continue;
      const std::string ref = one.attribute("ref").value();
      const std::string place = inner.next();
      use(one, ref, place);
      bom_.relations.push_back(step.from.empty() ? sbom::Relation{ref, "depends_on", ""}
                                                 : sbom::Relation{step.from, "depends_on", ref});
      open.push_back({one, ref, place});
    }
  }
}

void Reader::read_compositions(xml_node list) {
  Completeness completeness;
  const std::string subject = bom_.subject ? bom_.components[*bom_.subject].ref : std::string();
  Path compositions("/bom/compositions/composition");
  for (const xml_node one : list.children()) {
    if (!is(one, "composition")) continue;
    const std::string path = compositions.next();
    bool of_subject = false;
    for (const auto& [key, element] : {std::pair{"assemblies", "assembly"}, std::pair{"dependencies", "dependency"},
                                       std::pair{"vulnerabilities", "vulnerability"}}) {
      Path inner(path + "/" + key + "/" + element);
      for (const xml_node ref : child(one, key).children()) {
        if (!is(ref, element)) continue;
        const std::string to = ref.attribute("ref").value();
        use(ref, to, inner.next());
        of_subject = of_subject || (!subject.empty() && to == subject);
      }
    }
    completeness.add(text(one, "aggregate"), of_subject);
  }
  bom_.completeness = completeness.said();
}

void Reader::read_vulnerabilities(xml_node list) {
  Path vulnerabilities("/bom/vulnerabilities/vulnerability");
  for (const xml_node one : list.children()) {
    if (!is(one, "vulnerability")) continue;
    const std::string path = vulnerabilities.next();
    sbom::KnownVulnerability out;
    out.id = text(one, "id");
    out.state = text(child(one, "analysis"), "state");
    out.action = text(one, "workaround");
    if (out.action.empty()) out.action = text(one, "recommendation");
    if (out.action.empty()) out.action = text(child(child(one, "analysis"), "responses"), "response");
    Path targets(path + "/affects/target");
    for (const xml_node target : child(one, "affects").children()) {
      if (!is(target, "target")) continue;
      const xml_node ref = child(target, "ref");
      use(ref ? ref : target, xml::text_of(ref), targets.next() + "/ref");
      out.affects.push_back(xml::text_of(ref));
    }
    bom_.vulnerabilities.push_back(std::move(out));
  }
}

void Reader::read_annotations(xml_node list) {
  Path annotations("/bom/annotations/annotation");
  for (const xml_node one : list.children()) {
    if (!is(one, "annotation")) continue;
    Path subjects(annotations.next() + "/subjects/subject");
    for (const xml_node subject : child(one, "subjects").children()) {
      if (is(subject, "subject")) use(subject, subject.attribute("ref").value(), subjects.next());
    }
  }
}

void Reader::collect_refs() {
  // The schema of XML wants all bom-ref attributes to differ, wherever they stand.
  for (xml_node node = root_; node;) {
    if (const pugi::xml_attribute ref = node.attribute("bom-ref")) {
      if (!references_.give(ref.value())) {
        std::string path = references_.repeated.size() < kMaxFindings ? xml::path_of(node) : std::string();
        references_.repeated.push_back({ref.value(), at(node, std::move(path))});
      }
    }
    if (node.first_child()) {
      node = node.first_child();
      continue;
    }
    while (node && node != root_ && !node.next_sibling()) node = node.parent();
    node = node == root_ ? xml_node() : node.next_sibling();
  }
}

sbom::Bom Reader::read() {
  bom_.format = sbom::Format::cyclonedx_xml;
  const std::string_view space = xml::namespace_of(root_, prefix_);
  bom_.spec_version = std::string(space.substr(space.rfind('/') + 1));
  bom_.id = root_.attribute("serialNumber").value();
  bom_.revision = root_.attribute("version").value();
  read_metadata(child(root_, "metadata"));
  read_components(child(root_, "components"), "/bom/components", std::nullopt, 0);
  read_dependencies(child(root_, "dependencies"));
  read_compositions(child(root_, "compositions"));
  read_vulnerabilities(child(root_, "vulnerabilities"));
  read_annotations(child(root_, "annotations"));
  for (const xml_node one : root_.children()) {
    if (is_of(one, kGraph, "dependencies")) read_graph(one, "", "/bom/dependencies");
  }
  for (const char* key : {"services", "dependencies", "compositions", "vulnerabilities", "externalReferences", "annotations",
                          "formulation", "citations", "properties"}) {
    if (const xml_node list = child(root_, key)) {
      std::size_t count = 0;
      for (const xml_node one : list.children()) count += one.type() == pugi::node_element ? 1 : 0;
      bom_.counts[key] = count;
    }
  }
  bom_.counts["components"] = bom_.components.size();
  collect_refs();
  return std::move(bom_);
}

}  // namespace

sbom::Bom read_xml(const xml::Document& document, References& references) { return Reader(document, references).read(); }

}  // namespace crosswalk::artifacts::cyclonedx
