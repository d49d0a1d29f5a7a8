// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "document/document.h"
#include "facts/view.h"

namespace crosswalk::facts {

/// Whose product a document speaks about, and why that was concluded.
struct OwnerFound {
  document::Owner owner = document::Owner::unknown;
  /// For people: names the words that decided.
  std::string reason;
};

/// Weighs the words of finders, operators, authorities and teachers against those of a maker speaking of its own product.
/// In doubt the answer is own or unknown: to disregard a maker's own document costs more than to show a foreign one.
OwnerFound owner_of(const View& view, document::Role role);

}  // namespace crosswalk::facts
