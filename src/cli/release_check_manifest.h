// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "cli/release_common.h"
#include "cli/release_set_verify.h"
#include "release/consistency.h"

namespace crosswalk::cli {

/// What the manifest of a set says against it: documents that are made of other facts than those of now, each with the facts that
/// changed; files that are gone, were changed or came since, and lists and signatures that are not good, as 'release verify'
/// finds them; another product or version; that nobody signed it. One remark where nothing in the folder vouches for it.
/// `documents` are those that the facts make now. It is looked at in a locked copy of the process first, while this one has one
/// thread. Errors: those of gather_set() and do_locked().
base::Result<std::vector<release::Finding>> check_manifest(const std::string& set, const OpenedRelease& opened,
                                                           const std::vector<release::Document>& documents,
                                                           const VerifyOptions& options);

}  // namespace crosswalk::cli
