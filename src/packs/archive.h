// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/archive.h"
#include "base/result.h"
#include "packs/pack.h"
#include "packs/rules.h"

namespace crosswalk::packs {

/// Number of the byte formats of packs and compiled rules; a change of a type that they hold changes it.
inline constexpr std::uint32_t compiled_version = 3;

/// Packs as they were read, with all that was found out about them, as bytes (base/archive.h).
std::string packs_to_bytes(const std::vector<std::shared_ptr<const Pack>>& packs);
/// The reverse. Errors: malformed_data.
base::Result<std::vector<std::shared_ptr<const Pack>>> packs_from_bytes(std::string_view bytes);

/// Writes rules without their expressions (Rule::match).
void write(base::ArchiveWriter& to, const std::vector<Rule>& rules);
/// The reverse; where the bytes are none that write() writes, `ok` of the reader is false afterwards.
std::vector<Rule> read_rules(base::ArchiveReader& from);

}  // namespace crosswalk::packs
