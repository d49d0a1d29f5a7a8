// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "oscal/document.h"

namespace crosswalk::oscal {

/// An OSCAL document in XML as the object that its JSON would be: {"catalog": {...}}. Elements that are not known are kept by
/// their names. Errors: malformed_data, limit_exceeded. Source: OSCAL 1.2.1, Metaschema modules of all models (group-as, in-xml).
base::Result<Json> from_xml(std::string_view text, const std::string& subject);

}  // namespace crosswalk::oscal
