// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <pugixml.hpp>

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace crosswalk::artifacts::spdx {

/// A document in XML without document type declaration, so that it has no entities but those of XML itself.
class Xml {
 public:
  /// Its root element.
  [[nodiscard]] pugi::xml_node root() const { return tree_->document_element(); }
  /// The line in which an element begins, counted from 1.
  [[nodiscard]] std::uint32_t line_of(pugi::xml_node node) const;

 private:
  friend base::Result<Xml> parse_xml(std::string text, std::string_view name);
  /// Where the values of the tree lie.
  std::unique_ptr<std::string> text_;
  std::unique_ptr<pugi::xml_document> tree_;
  std::vector<std::uint32_t> lines_;
};

/// Reads XML in UTF-8, whatever its declaration says. Errors: malformed_data with line and column, also for elements that lie more
/// than 100 deep in each other. Source: XML 1.0 (Fifth Edition).
base::Result<Xml> parse_xml(std::string text, std::string_view name);

/// The text within an element, that of elements in it too.
std::string text_within(pugi::xml_node node);

}  // namespace crosswalk::artifacts::spdx
