// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/result.h"
#include "matching/rule_set.h"
#include "packs/diagnostics.h"
#include "packs/loader.h"

namespace crosswalk::pipeline {

/// The files of a folder and of all folders below it, none larger than 8 MiB; names that begin with a dot are left out.
/// Errors: not_found, not_readable, limit_exceeded.
base::Result<packs::Files> read_files(const std::string& folder);

/// Adds diagnostics whose files are relative to `folder` to `all`, their files named with it.
void add_in_folder(const packs::Diagnostics& own, const std::string& folder, packs::Diagnostics& all);

/// The folders of the shipped packs, and of those that the user names besides. Errors: not_found, malformed_pack.
base::Result<std::vector<std::string>> pack_folders(const std::string& data_folder, const std::vector<std::string>& more,
                                                    packs::Diagnostics& diagnostics);

/// Reads and compiles packs and the lexicon of a language. What is wrong goes to `diagnostics`; errors: malformed_pack and those
/// of reading. A pack's hash covers its own files and the lexicon.
base::Result<std::shared_ptr<const matching::RuleSet>> load_rule_set(const std::vector<std::string>& pack_folders,
                                                                     const std::string& lexicon_folder,
                                                                     packs::Diagnostics& diagnostics);

/// The shipped packs and those in `more`, compiled with the shipped English lexicon.
base::Result<std::shared_ptr<const matching::RuleSet>> load_shipped_rule_set(const std::vector<std::string>& more,
                                                                             packs::Diagnostics& diagnostics);

/// The same packs for who only shows what they hold: compiling takes most of the time of loading.
base::Result<std::vector<std::shared_ptr<const packs::Pack>>> load_shipped_packs(const std::vector<std::string>& more,
                                                                                 packs::Diagnostics& diagnostics);

}  // namespace crosswalk::pipeline
