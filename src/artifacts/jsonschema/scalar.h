// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "artifacts/jsonschema/found.h"

namespace crosswalk::artifacts::jsonschema {

/// Whether a value is as a node wants it by what it says for itself: type, enum and const, bounds of numbers, length, pattern,
/// format and content of texts. With `out`, says how it is not; without, stops at the first that it is not.
bool check_alone(const Node& node, NodeId id, const json::Value& value, Collector* out);

}  // namespace crosswalk::artifacts::jsonschema
