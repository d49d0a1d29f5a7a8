// SPDX-License-Identifier: Apache-2.0
#include "artifacts/sbom/read.h"

#include <algorithm>
#include <utility>

#include "artifacts/cyclonedx/cyclonedx.h"
#include "artifacts/encoding.h"
#include "artifacts/spdx/spdx.h"

namespace crosswalk::artifacts::sbom {
namespace {

/// How far the element or the members are looked for that name the format.
constexpr std::size_t kHead = 64UL << 10U;

bool holds(std::string_view text, std::string_view part) { return text.find(part) != std::string_view::npos; }

bool is_cyclonedx_json(std::string_view text) { return holds(text, "\"bomFormat\"") || holds(text, "cyclonedx.org/schema/bom-"); }

std::optional<Format> detect_text(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(" \t\r\n");
  if (begin == std::string_view::npos) return std::nullopt;
  const std::string_view head = text.substr(begin, kHead);
  if (head[0] == '<' && holds(head, "http://cyclonedx.org/schema/bom/")) return Format::cyclonedx_xml;
  if (head[0] == '{' && is_cyclonedx_json(head)) return Format::cyclonedx_json;
  if (const auto format = spdx::detect(text)) return format;
  // Members stand in any order: the name of the format may come last.
  if (head[0] == '{' && is_cyclonedx_json(text)) return Format::cyclonedx_json;
  return std::nullopt;
}

}  // namespace

std::optional<Format> detect(std::string_view bytes) {
  // UTF-16 and UTF-32 have zeros or a mark at their beginning.
  const std::string_view first = bytes.substr(0, 4);
  const bool plain = !holds(first, std::string_view("\0", 1)) && !first.starts_with("\xFF\xFE") && !first.starts_with("\xFE\xFF");
  if (plain) {
    if (first.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    return detect_text(bytes);
  }
  const auto text = to_utf8(std::string(bytes), "");
  return text ? detect_text(*text) : std::nullopt;
}

base::Result<Reading> read(std::string bytes, const ReadOptions& options) {
  const std::optional<Format> format = detect(bytes);
  if (!format) {
    return base::Error{
        base::ErrorCode::malformed_data, options.name,
        "no bill of materials that is read: there are CycloneDX (JSON, XML) and SPDX (JSON, tag-value, YAML, RDF/XML)"};
  }
  if (*format == Format::cyclonedx_json || *format == Format::cyclonedx_xml) {
    return cyclonedx::read(std::move(bytes), *format, {options.name, options.schema});
  }
  return spdx::read(std::move(bytes), *format, options.name);
}

}  // namespace crosswalk::artifacts::sbom
