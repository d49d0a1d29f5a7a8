// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <memory>
#include <pugixml.hpp>
#include <string>
#include <string_view>

#include "artifacts/lines.h"
#include "base/result.h"

namespace crosswalk::artifacts::xml {

/// How a text is read.
struct ParseOptions {
  /// What errors call the text: a file's name.
  std::string name;
  /// How deep elements may lie in each other.
  std::size_t max_depth = 128;
};

/// A text in XML, read whole, with the line of every element. Copies share what was read.
class Document {
 public:
  /// The outermost element.
  [[nodiscard]] pugi::xml_node root() const;
  /// The text in UTF-8, without a byte-order mark: lines are those in it.
  [[nodiscard]] const std::string& text() const;
  /// The line of a node of this document, counted from 1; 0 for none.
  [[nodiscard]] std::size_t line_of(pugi::xml_node node) const;

 private:
  friend base::Result<Document> parse_text(std::string text, const ParseOptions& options);
  struct State;
  explicit Document(std::shared_ptr<const State> state);

  std::shared_ptr<const State> state_;
};

/// Reads a text in XML: UTF-8, UTF-16 or UTF-32, or ISO 8859-1, Windows-1252 or ASCII where its declaration says so; below 2 GiB.
/// Nothing outside of it is ever read and no entity of its own is expanded: a document type declaration is refused.
///
/// Errors: malformed_data with line and column of what is wrong (no XML, cut off, too deep, a document type declaration, an
/// encoding that is broken or not known, more than 1,000 attributes in one element); limit_exceeded. Source: XML 1.0, 2.8, 4.3.3.
base::Result<Document> parse(std::string bytes, const ParseOptions& options = {});

/// The first half of parse(): `bytes` in UTF-8, without a byte-order mark and without the character 0, as far as encodings are
/// read.
///
/// Errors: as parse(), those of encodings and size.
base::Result<std::string> decode(std::string bytes, const ParseOptions& options);
/// The second half, of a text as decode() gives it, whatever its declaration says.
///
/// Errors: as parse(), the others.
base::Result<Document> parse_text(std::string text, const ParseOptions& options);

/// The name of an element or attribute without its prefix.
std::string_view local_name(std::string_view name);
/// The prefix of a name; empty where it has none.
std::string_view prefix_of(std::string_view name);
/// The namespace that a prefix stands for at a node, empty where none is declared. Source: Namespaces in XML 1.0, 6.
std::string_view namespace_of(pugi::xml_node node, std::string_view prefix);

/// The text that stands directly in an element, without white space at its ends.
std::string text_of(pugi::xml_node node);

}  // namespace crosswalk::artifacts::xml
