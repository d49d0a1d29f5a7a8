// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifacts/xml/document.h"
#include "base/result.h"

namespace crosswalk::artifacts::spdx {

/// What is said of a resource: a predicate, and a literal or another resource.
struct Statement {
  /// An IRI.
  std::string predicate;
  /// A literal's text; empty where it is a resource.
  std::string literal;
  /// A number in Graph::nodes; none for a literal.
  std::size_t node = npos;
  std::uint32_t line = 0;

  /// No node.
  static constexpr std::size_t npos = static_cast<std::size_t>(-1);
  /// Whether the object is a literal.
  [[nodiscard]] bool is_literal() const { return node == npos; }
};

/// A resource with all that is said of it, in the order of the text.
struct Node {
  /// An IRI, or "_:" and a name.
  std::string id;
  std::uint32_t line = 0;
  std::vector<Statement> statements;
};

/// Triples, by subject.
struct Graph {
  std::vector<Node> nodes;
};

/// Reads RDF/XML to triples: typed nodes, rdf:about, rdf:ID, rdf:nodeID, rdf:resource, property attributes, parseType Resource,
/// Collection (each element a statement of its own) and Literal, rdf:li, xml:base.
///
/// Errors: malformed_data with the line, where it is no RDF.
/// Source: W3C, RDF 1.1 XML Syntax, 2014.
base::Result<Graph> triples_of(const xml::Document& document, std::string_view name);

/// The text within an element, that of elements in it too. As deep as the elements, which xml::parse() limits.
std::string text_within(pugi::xml_node node);

}  // namespace crosswalk::artifacts::spdx
