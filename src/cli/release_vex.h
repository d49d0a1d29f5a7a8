// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "cli/release_common.h"
#include "release/consistency.h"
#include "release/documents.h"

namespace crosswalk::cli {

/// A file of statements on exploitability.
struct VexFile {
  std::string name;
  std::string bytes;
};

/// What came of the known vulnerabilities of a release.
struct ReleaseVex {
  /// None where there are no known vulnerabilities: a VEX without statements is none.
  std::vector<VexFile> files;
  /// Whether it is as final as the residual risks that it stands beside: those are approved, and the workspace says who
  /// publishes.
  bool final = false;
  /// What it lacks to be final, and what other formats cannot say: a sentence each.
  std::vector<std::string> lacking;
  std::vector<std::string> losses;
};

/// Where they lie in a set.
inline constexpr const char* vex_folder = "vex/";

/// "csaf", "openvex", "cyclonedx".
const std::vector<std::string>& vex_formats();

/// The known vulnerabilities of this version as VEX in these formats, from the same facts as the document of residual risks, so
/// that both say the same: one statement for each vulnerability, the worst where components differ. Title, weakness, score and
/// description come from the register where its case may be told. Source: CSAF 2.0, 4.5; OpenVEX 0.2.0; CycloneDX 1.7,
/// vulnerabilities. Errors: internal, where a final one breaks the rules of CSAF.
base::Result<ReleaseVex> vex_of(const OpenedRelease& opened, const std::vector<release::Document>& documents,
                                const std::vector<std::string>& formats);

/// Whether the VEX in the folder of a set are those that vex_of() makes now; a remark where there are known vulnerabilities and
/// no VEX. Errors: as of vex_of(); not_readable.
base::Result<std::vector<release::Finding>> check_vex(const std::string& set, const OpenedRelease& opened,
                                                      const std::vector<release::Document>& documents);

}  // namespace crosswalk::cli
