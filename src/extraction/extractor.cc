// SPDX-License-Identifier: Apache-2.0
#include "extraction/extractor.h"

#include <utility>

namespace crosswalk::extraction {

document::Extracted unreadable(document::Reason reason, std::string detail) {
  document::Extracted extracted;
  extracted.status = document::Status::unreadable;
  extracted.reason = reason;
  extracted.detail = std::move(detail);
  return extracted;
}

}  // namespace crosswalk::extraction
