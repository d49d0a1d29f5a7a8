// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string_view>

#include "artifacts/sbom/model.h"

namespace crosswalk::artifacts::sbom {

/// Takes a named value that a file adds to a component (CycloneDX property, SPDX annotation) for its level of support or the end
/// of it, if it is named so: "cdx:lifecycle:milestone:endOfSupport", "support-level", "End of Support Date". What was said first
/// stays. Whether it was one. Source: CycloneDX property taxonomy, cdx:lifecycle; FDA, Cybersecurity in Medical Devices (2023),
/// V.A.4.b.
bool take_support(Component& component, std::string_view name, std::string_view value);

}  // namespace crosswalk::artifacts::sbom
