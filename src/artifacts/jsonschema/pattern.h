// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace re2 {
class RE2;
}  // namespace re2

namespace crosswalk::artifacts::jsonschema {

/// A regular expression of JavaScript, looked for in time linear in the text.
///
/// Of look-arounds only look-ahead is understood, and only behind '^' and characters or classes that stand there once each
/// ("^(?!_:).+"), and as "^((?!x).)*$"; back-references are not. Source: ECMA-262, 22.2, with the flag u, but "\-" and other
/// escaped punctuation is allowed.
class Pattern {
 public:
  /// Errors: malformed_data where it is no regular expression or has what is not understood; the error says which.
  static base::Result<Pattern> create(std::string_view expression);
  /// Whether it matches anywhere in the text.
  [[nodiscard]] bool found_in(std::string_view text) const;

 private:
  /// What has to be found, or must not be found.
  struct Part {
    bool wanted = true;
    std::shared_ptr<const re2::RE2> expression;
  };
  std::vector<Part> parts_;
};

/// Whether it is a regular expression of JavaScript at all, understood or not.
bool is_regular_expression(std::string_view expression);

}  // namespace crosswalk::artifacts::jsonschema
