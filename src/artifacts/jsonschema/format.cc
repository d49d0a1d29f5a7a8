// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/format.h"

#include <algorithm>
#include <array>

#include "artifacts/jsonschema/pattern.h"
#include "artifacts/jsonschema/uri.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

constexpr std::array kFormats{
    Format{"uri", "a URI like https://example.org/a", [](std::string_view text) { return is_uri(text, false, false); }},
    Format{"uri-reference", "a URI, or one relative to another", [](std::string_view text) { return is_uri(text, true, false); }},
    Format{"iri", "an IRI like https://example.org/a", [](std::string_view text) { return is_uri(text, false, true); }},
    Format{"iri-reference", "an IRI, or one relative to another", [](std::string_view text) { return is_uri(text, true, true); }},
    Format{"ipv4", "an IPv4 address like 192.0.2.1", is_ipv4},
    Format{"ipv6", "an IPv6 address like 2001:db8::1", is_ipv6},
    Format{"regex", "a regular expression", is_regular_expression},
};

}  // namespace

const Format* format_named(std::string_view name) {
  const auto* const found =
      std::find_if(kFormats.begin(), kFormats.end(), [&](const Format& format) { return format.name == name; });
  return found == kFormats.end() ? nullptr : found;
}

}  // namespace crosswalk::artifacts::jsonschema
