// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace crosswalk::artifacts::spdx {

/// The closed lists of SPDX 2: any (none), checksum algorithms (7.10), relationship types (11.1), categories of external
/// references (7.21), annotation types (12.3), package purposes (7.24), file types (8.3).
enum class Words : std::uint8_t { any, algorithm, relationship, category, annotation, purpose, file_type };

/// Whether the word belongs to the list in this edition (20 to 23). `as_json`: as the JSON schema of the edition has it, else as
/// any syntax may. Source: SPDX 2.2 and 2.3, the sections named at Words.
bool is_word(Words list, std::string_view word, unsigned edition, bool as_json);

/// How many hexadecimal digits a checksum of this algorithm (as SPDX 2 or 3 writes it) has; 0 where it is not fixed.
std::size_t digits_of(std::string_view algorithm);

/// The algorithm as CycloneDX writes it: "SHA-256" for "SHA256", "sha256" and "...checksumAlgorithm_sha256".
std::string_view common_algorithm(std::string_view algorithm);

/// The algorithm as SPDX 2 writes it: "SHA256" for the same; unknown ones as they are.
std::string_view algorithm_name(std::string_view algorithm);

}  // namespace crosswalk::artifacts::spdx
