// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace crosswalk::artifacts::securitytxt {

/// Whether a text is built as a language tag, and a language of two letters is one of ISO 639-1.
/// Source: RFC 5646, 2.1; ISO 639-1 as registered with IANA.
bool is_language_tag(std::string_view tag);

/// A tag whose language is the code of a country, as it was meant: "cs-Czechia" for "CZ-Czechia"; empty where it is no such one.
std::string meant_by(std::string_view tag);

}  // namespace crosswalk::artifacts::securitytxt
