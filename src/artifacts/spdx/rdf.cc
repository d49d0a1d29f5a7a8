// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/rdf.h"

#include <optional>
#include <pugixml.hpp>
#include <sstream>
#include <utility>

#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

constexpr std::string_view kRdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
constexpr std::string_view kXml = "http://www.w3.org/XML/1998/namespace";

/// A namespace that a prefix stands for, and how deep it was declared.
struct Scope {
  std::string_view prefix;
  std::string_view uri;
};

/// What an element or attribute is called, its namespace resolved.
struct Name {
  std::string_view space;
  std::string_view local;

  [[nodiscard]] bool is(std::string_view wanted_space, std::string_view wanted) const {
    return space == wanted_space && local == wanted;
  }
  [[nodiscard]] std::string iri() const { return std::string(space) + std::string(local); }
};

class Reader {
 public:
  Reader(const xml::Document& xml, std::string_view name) : xml_(xml), name_(name) {}

  base::Result<Graph> read() {
    const pugi::xml_node root = xml_.root();
    const Level level(*this, root);
    if (name_of(root.name(), true).is(kRdf, "RDF")) {
      for (const pugi::xml_node child : root.children()) {
        if (child.type() == pugi::node_element) node_element(child);
      }
    } else {
      node_element(root);
    }
    if (error_) return std::move(*error_);
    return std::move(graph_);
  }

 private:
  /// The declarations of one element, while it lasts.
  class Level {
   public:
    Level(Reader& reader, pugi::xml_node node) : reader_(reader), size_(reader.scopes_.size()), base_(reader.base_) {
      for (const pugi::xml_attribute attribute : node.attributes()) {
        const std::string_view name = attribute.name();
        if (name == "xmlns") {
          reader.scopes_.push_back({"", attribute.value()});
        } else if (name.starts_with("xmlns:")) {
          reader.scopes_.push_back({name.substr(6), attribute.value()});
        } else if (name == "xml:base") {
          reader.base_ = std::string_view(attribute.value()).substr(0, std::string_view(attribute.value()).find('#'));
        }
      }
    }
    ~Level() {
      reader_.scopes_.resize(size_);
      reader_.base_ = base_;
    }
    Level(const Level&) = delete;
    Level& operator=(const Level&) = delete;

   private:
    Reader& reader_;
    std::size_t size_;
    std::string_view base_;
  };

  [[nodiscard]] std::uint32_t line_of(pugi::xml_node node) const { return static_cast<std::uint32_t>(xml_.line_of(node)); }

  void fail(pugi::xml_node node, const std::string& what) {
    if (error_) return;
    error_ =
        base::Error{base::ErrorCode::malformed_data, std::string(name_), "line " + std::to_string(line_of(node)) + ": " + what};
  }

  [[nodiscard]] Name name_of(std::string_view name, bool element) const {
    const std::size_t colon = name.find(':');
    const std::string_view prefix = colon == std::string_view::npos ? std::string_view() : name.substr(0, colon);
    if (prefix.empty() && !element) return {"", name};
    if (prefix == "xml") return {kXml, name.substr(colon + 1)};
    for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope) {
      if (scope->prefix == prefix) return {scope->uri, colon == std::string_view::npos ? name : name.substr(colon + 1)};
    }
    return {"", name};
  }

  /// Source: RFC 3986, 5, for what RDF of SPDX has: whole IRIs, and fragments of the document.
  [[nodiscard]] std::string resolve(std::string_view iri) const {
    if (iri.empty()) return std::string(base_);
    return iri.starts_with('#') ? std::string(base_) + std::string(iri) : std::string(iri);
  }

  std::size_t node_named(std::string id, pugi::xml_node element) {
    const auto [found, fresh] = numbers_.try_emplace(std::move(id), graph_.nodes.size());
    if (fresh) graph_.nodes.push_back({found->first, line_of(element), {}});
    return found->second;
  }
  std::size_t blank(pugi::xml_node element) { return node_named("_: " + std::to_string(++blanks_), element); }

  void say(std::size_t subject, std::string predicate, std::size_t object, pugi::xml_node at) {
    graph_.nodes[subject].statements.push_back({std::move(predicate), {}, object, line_of(at)});
  }
  void say(std::size_t subject, std::string predicate, std::string literal, pugi::xml_node at) {
    graph_.nodes[subject].statements.push_back({std::move(predicate), std::move(literal), Statement::npos, line_of(at)});
  }

  /// Attributes that are statements of `subject`.
  void property_attributes(pugi::xml_node element, std::size_t subject) {
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const std::string_view raw = attribute.name();
      if (raw == "xmlns" || raw.starts_with("xmlns:")) continue;
      const Name name = name_of(raw, false);
      if (name.space.empty() || name.space == kXml) continue;
      if (name.space == kRdf) {
        if (name.local == "type") say(subject, name.iri(), node_named(resolve(attribute.value()), element), element);
        continue;
      }
      say(subject, name.iri(), std::string(attribute.value()), element);
    }
  }

  [[nodiscard]] std::optional<std::string> rdf_attribute(pugi::xml_node element, std::string_view wanted) const {
    for (const pugi::xml_attribute attribute : element.attributes()) {
      if (name_of(attribute.name(), false).is(kRdf, wanted)) return std::string(attribute.value());
    }
    return std::nullopt;
  }

  /// A resource and what is said of it. Goes as deep as the elements, which xml::parse() limits.
  std::size_t node_element(pugi::xml_node element) {
    const Level level(*this, element);
    std::size_t subject = 0;
    if (const auto about = rdf_attribute(element, "about")) {
      subject = node_named(resolve(*about), element);
    } else if (const auto id = rdf_attribute(element, "ID")) {
      subject = node_named(std::string(base_) + "#" + *id, element);
    } else if (const auto node = rdf_attribute(element, "nodeID")) {
      subject = node_named("_:" + *node, element);
    } else {
      subject = blank(element);
    }
    const Name name = name_of(element.name(), true);
    if (name.space.empty()) {
      fail(element, "'" + std::string(element.name()) + "' has no namespace, so this is no RDF");
      return subject;
    }
    if (graph_.nodes[subject].statements.empty()) graph_.nodes[subject].line = line_of(element);
    if (!name.is(kRdf, "Description")) say(subject, std::string(kRdf) + "type", node_named(name.iri(), element), element);
    property_attributes(element, subject);
    properties(element, subject);
    return subject;
  }

  void properties(pugi::xml_node element, std::size_t subject) {
    std::size_t item = 0;
    for (const pugi::xml_node child : element.children()) {
      if (child.type() != pugi::node_element || error_) continue;
      property(child, subject, item);
    }
  }

  void property(pugi::xml_node element, std::size_t subject, std::size_t& item) {
    const Level level(*this, element);
    const Name name = name_of(element.name(), true);
    if (name.space.empty()) {
      fail(element, "'" + std::string(element.name()) + "' has no namespace, so this is no RDF");
      return;
    }
    const std::string predicate = name.is(kRdf, "li") ? std::string(kRdf) + "_" + std::to_string(++item) : name.iri();
    const std::string type = rdf_attribute(element, "parseType").value_or("");
    if (type == "Literal") {
      std::ostringstream out;
      for (const pugi::xml_node child : element.children()) child.print(out, "", pugi::format_raw);
      say(subject, predicate, out.str(), element);
      return;
    }
    if (type == "Resource") {
      const std::size_t object = blank(element);
      say(subject, predicate, object, element);
      properties(element, object);
      return;
    }
    std::optional<std::size_t> object;
    if (const auto resource = rdf_attribute(element, "resource")) {
      object = node_named(resolve(*resource), element);
    } else if (const auto node = rdf_attribute(element, "nodeID")) {
      object = node_named("_:" + *node, element);
    }
    if (object) {
      say(subject, predicate, *object, element);
      property_attributes(element, *object);
      return;
    }
    bool any = false;
    for (const pugi::xml_node child : element.children()) {
      if (child.type() != pugi::node_element) continue;
      any = true;
      say(subject, predicate, node_element(child), element);
    }
    if (any) return;
    const std::size_t before = graph_.nodes.size();
    if (has_properties(element)) {
      const std::size_t made = blank(element);
      property_attributes(element, made);
      say(subject, predicate, made, element);
    }
    if (graph_.nodes.size() == before) say(subject, predicate, text_within(element), element);
  }

  [[nodiscard]] bool has_properties(pugi::xml_node element) const {
    for (const pugi::xml_attribute attribute : element.attributes()) {
      const std::string_view raw = attribute.name();
      if (raw == "xmlns" || raw.starts_with("xmlns:")) continue;
      const Name name = name_of(raw, false);
      if (!name.space.empty() && name.space != kXml && name.space != kRdf) return true;
    }
    return false;
  }

  const xml::Document& xml_;
  std::string_view name_;
  Graph graph_;
  std::unordered_map<std::string, std::size_t> numbers_;
  std::vector<Scope> scopes_;
  std::string_view base_;
  std::size_t blanks_ = 0;
  std::optional<base::Error> error_;
};

}  // namespace

std::string text_within(pugi::xml_node node) {
  std::string out;
  for (const pugi::xml_node child : node.children()) {
    if (child.type() == pugi::node_pcdata || child.type() == pugi::node_cdata) {
      out += child.value();
    } else if (child.type() == pugi::node_element) {
      out += text_within(child);
    }
  }
  return out;
}

base::Result<Graph> triples_of(const xml::Document& document, std::string_view name) { return Reader(document, name).read(); }

}  // namespace crosswalk::artifacts::spdx
