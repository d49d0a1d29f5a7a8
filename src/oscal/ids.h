// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

/// The Open Security Controls Assessment Language of NIST: packs, mappings and reviews for other tools, and what they say.
namespace crosswalk::oscal {

/// The version of OSCAL that is written.
inline constexpr std::string_view kVersion = "1.2.1";
/// Namespace of properties and parts that are not OSCAL's own.
inline constexpr std::string_view kNamespace = "urn:crosswalk:oscal";

/// The UUID of a thing by what it is: `kind` and its parts, so that the same inputs give the same id everywhere.
/// Source: RFC 9562, 5.5 UUID Version 5, in the namespace that version 5 makes of kNamespace as a URL.
std::string uuid_of(std::string_view kind, std::initializer_list<std::string_view> parts);

/// An id such as "iec-81001-5-1:4.1.7/severity-score" as a token of OSCAL: "iec-81001-5-1_4.1.7__severity-score". Different ids
/// give different tokens. Source: OSCAL 1.2.1, data type token.
std::string token_of(std::string_view id);

/// `text` on one line and without white space at its ends, else unchanged; may be empty, which OSCAL does not allow for values.
/// Source: OSCAL 1.2.1, data type string.
std::string one_line(std::string_view text);

/// `text` made harmless (reports::visible) and escaped so that OSCAL's subset of Markdown shows it as it is.
/// Source: OSCAL 1.2.1, data types markup-line and markup-multiline.
std::string markup(std::string_view text);

/// A path as a relative reference. Source: RFC 3986, 4.2 Relative Reference.
std::string reference_of(std::string_view path);

}  // namespace crosswalk::oscal
