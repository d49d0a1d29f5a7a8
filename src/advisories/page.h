// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>

#include "artifacts/csaf/advisory.h"
#include "writing/paper.h"

namespace crosswalk::advisories {

/// How much a page tells.
enum class PageDetail : std::uint8_t {
  /// For who has the document: what it says, in short.
  summary,
  /// For a customer: everything.
  whole
};

/// The page about an advisory.
writing::Paper page_of(const artifacts::csaf::Advisory& advisory, PageDetail detail);

}  // namespace crosswalk::advisories
