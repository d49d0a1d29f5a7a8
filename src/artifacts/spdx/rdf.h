// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <pugixml.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "artifacts/spdx/kept.h"
#include "artifacts/xml/document.h"
#include "base/result.h"

namespace crosswalk::artifacts::spdx {

/// The predicates that are asked for; `other` is any else.
enum class Term : std::uint8_t {
  other,
#define CW_TERM(name, space, local) name,
#include "artifacts/spdx/rdf_terms.def"
#undef CW_TERM
};

/// What is said of a resource: a predicate, and a literal or another resource.
struct Statement {
  /// A literal's text; empty where it is a resource.
  std::string_view literal;
  /// A number in Graph::nodes; none for a literal.
  std::uint32_t node = npos;
  std::uint32_t line = 0;
  /// The number in Graph::statements of what is said next of the same resource.
  std::uint32_t next = npos;
  Term predicate = Term::other;

  /// No node, no statement.
  static constexpr std::uint32_t npos = static_cast<std::uint32_t>(-1);
  /// Whether the object is a literal.
  [[nodiscard]] bool is_literal() const { return node == npos; }
};

/// A resource.
struct Node {
  /// An IRI, or "_:" and a name; empty for one without a name.
  std::string_view id;
  /// Of one without a name: which of those it is, counted from 1.
  std::uint32_t blank = 0;
  std::uint32_t line = 0;
  /// What is said of it, in the order of the text: numbers in Graph::statements.
  std::uint32_t first = Statement::npos;
  std::uint32_t last = Statement::npos;

  /// Whether it is named by no IRI.
  [[nodiscard]] bool is_blank() const { return blank != 0 || id.starts_with("_:"); }
};

/// Triples, by subject. A large file has millions of them: texts are views of what was read, or of a Kept.
struct Graph {
  std::vector<Node> nodes;
  std::vector<Statement> statements;
  /// Nodes by their ids.
  std::unordered_map<std::string_view, std::uint32_t> numbers;

  /// The node of this id; npos where there is none.
  [[nodiscard]] std::uint32_t find(std::string_view id) const {
    const auto found = numbers.find(id);
    return found == numbers.end() ? Statement::npos : found->second;
  }
};

/// Reads RDF/XML to triples: typed nodes, rdf:about, rdf:ID, rdf:nodeID, rdf:resource, property attributes, parseType Resource,
/// Collection (each element a statement of its own) and Literal, rdf:li, xml:base. Texts are views of the document or of `kept`.
///
/// Errors: malformed_data with the line, where it is no RDF.
/// Source: W3C, RDF 1.1 XML Syntax, 2014.
base::Result<Graph> triples_of(const xml::Document& document, std::string_view name, Kept& kept);

/// The same of a text as xml::decode() gives it, without a tree, of which texts and `kept` hold what the graph views. Gives
/// whether that went well; where not, nothing is said of the text but that it takes triples_of() to know.
bool stream_triples(std::string_view text, Kept& kept, Graph& graph);

/// The text within an element, that of elements in it too. As deep as the elements, which xml::parse() limits.
std::string text_within(pugi::xml_node node);

}  // namespace crosswalk::artifacts::spdx
