// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/xml/document.h"
#include "base/result.h"

namespace crosswalk::artifacts::xml {

/// A schema in XSD, made ready; copies share it, and threads may use one at the same time.
class Schema {
 public:
  /// Makes `texts` one schema. What a text imports is found among the others by its namespace, and nowhere else: no file and no
  /// network. Identity constraints (xs:unique, xs:key, xs:keyref) are left out, as they would take time in the square of the
  /// input; whoever needs them checks them.
  ///
  /// Errors: malformed_data, where a text is no schema. Source: XML Schema 1.0.
  static base::Result<Schema> compile(const std::vector<std::string_view>& texts);

  /// What in a document breaks the schema, in its order, with path and line; at most `limit` findings, all errors, of the rule
  /// `rule`. Paths name elements by their local names, with a number from the second of one name on:
  /// "/bom/components/component[3]/name".
  [[nodiscard]] std::vector<Finding> validate(const Document& document, std::string_view rule, std::size_t limit = 1000) const;

 private:
  struct State;
  explicit Schema(std::shared_ptr<const State> state);

  std::shared_ptr<const State> state_;
};

/// The path of an element as Schema::validate() writes it. Takes time in proportion to its siblings and those of what it lies in.
std::string path_of(pugi::xml_node node);

}  // namespace crosswalk::artifacts::xml
