// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/spdx.h"

#include <algorithm>
#include <utility>

#include "artifacts/encoding.h"
#include "artifacts/spdx/document.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

using sbom::Format;

bool is_model3(const json::Value& root) { return bool(root["@context"]) || bool(root["@graph"]); }

base::Error at_line(std::string_view name, std::size_t line, const std::string& what) {
  return {base::ErrorCode::malformed_data, std::string(name), "line " + std::to_string(line) + ": " + what};
}

sbom::Reading finish(Document document) {
  check_rules(document);
  sbom::Reading out;
  out.bom = bom_of(document);
  out.findings = std::move(document.findings);
  return out;
}

/// The tree of JSON, or of YAML or XML that was made JSON. Values take several times the memory of what is read of them: they go
/// as soon as that is done.
sbom::Reading read_as_tree(json::Document tree, Format format, Document document) {
  document.format = format;
  document.source = tree.texts();
  read_tree(tree.root(), document);
  check_shape(tree.root(), document.edition(), format != Format::spdx_json, document);
  { const json::Document gone = std::move(tree); }
  return finish(std::move(document));
}

base::Result<sbom::Reading> read_converted(Converted converted, Format format, std::string_view name) {
  CW_ASSIGN_OR_RETURN(json::Document tree, json::parse(std::move(converted.json), {std::string(name), 128, true}));
  const json::Value root = tree.root();
  if (!root.is_object()) return at_line(name, 1, "this is no SPDX document: it has no members");
  Document document;
  document.begins = std::move(converted.begins);
  document.numbers = std::move(converted.numbers);
  if (const auto twice = tree.duplicates(); !twice.empty()) {
    return at_line(name, document.line_of(static_cast<std::uint32_t>(twice.front().begin())),
                   "'" + std::string(twice.front().string()) + "' stands twice in the same map");
  }
  return read_as_tree(std::move(tree), format, std::move(document));
}

/// RDF, or the XML form of the JSON.
base::Result<sbom::Reading> read_xml(std::string bytes, std::string_view name) {
  const xml::ParseOptions options{std::string(name), 100};
  CW_ASSIGN_OR_RETURN(std::string decoded, xml::decode(std::move(bytes), options));
  const auto text = std::make_shared<std::string>(std::move(decoded));
  CW_ASSIGN_OR_RETURN(std::optional<Document> streamed, stream_rdf(text, name));
  if (streamed) return finish(std::move(*streamed));
  CW_ASSIGN_OR_RETURN(const xml::Document xml, xml::parse_text(std::move(*text), options));
  if (std::string_view(xml.root().name()) == "Document") return read_converted(xml_to_json(xml), Format::spdx_rdf_xml, name);
  CW_ASSIGN_OR_RETURN(Document document, read_rdf(xml, name));
  return finish(std::move(document));
}

bool at_line_start(std::string_view text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + 1)) {
    if (at == 0 || text[at - 1] == '\n' || text[at - 1] == '\r') return true;
  }
  return false;
}

}  // namespace

std::optional<Format> detect(std::string_view bytes) {
  constexpr std::size_t kLooked = 64U << 10U;
  std::string text(bytes.substr(0, kLooked));
  // As ASCII is in UTF-16 and UTF-32, but for the zeros; and without a byte-order mark.
  std::erase(text, '\0');
  while (!text.empty() && (static_cast<unsigned char>(text.front()) >= 0xBB)) text.erase(0, 1);
  const std::string_view looked = base::trim(text);
  const auto has = [&](std::string_view word) { return looked.find(word) != std::string_view::npos; };
  if (looked.starts_with('{')) {
    if (has("spdx.org/rdf/3.") || has("spdx-context.jsonld")) return Format::spdx3_json;
    return has("\"spdxVersion\"") || has("\"SPDXID\"") || has("\"SPDXRef-") ? std::optional(Format::spdx_json) : std::nullopt;
  }
  if (looked.starts_with('<')) {
    if (has("spdx.org/rdf/terms") || (has("<Document") && has("SPDX"))) return Format::spdx_rdf_xml;
    return std::nullopt;
  }
  if (at_line_start(looked, "SPDXVersion:")) return Format::spdx_tag_value;
  for (const std::string_view key : {"spdxVersion:", "\"spdxVersion\":", "'spdxVersion':", "documentNamespace:"}) {
    if (at_line_start(looked, key)) return Format::spdx_yaml;
  }
  if (at_line_start(looked, "DocumentNamespace:") || at_line_start(looked, "PackageName:")) return Format::spdx_tag_value;
  if (at_line_start(looked, "SPDXID:") && (at_line_start(looked, "creationInfo:") || at_line_start(looked, "dataLicense:"))) {
    return Format::spdx_yaml;
  }
  return std::nullopt;
}

base::Result<sbom::Reading> read(std::string bytes, Format format, std::string_view name) {
  if (format == Format::spdx_json || format == Format::spdx3_json) {
    CW_ASSIGN_OR_RETURN(json::Document tree, json::parse(std::move(bytes), {std::string(name), 128, false}));
    const json::Value root = tree.root();
    if (!root.is_object()) return at_line(name, 1, "this is no SPDX document: an object is wanted");
    // Which of the two it is, it says itself.
    if (is_model3(root)) return read_model3(tree);
    Document document;
    document.lines = Lines(tree.text());
    return read_as_tree(std::move(tree), Format::spdx_json, std::move(document));
  }
  if (format == Format::spdx_rdf_xml) return read_xml(std::move(bytes), name);
  CW_ASSIGN_OR_RETURN(std::string text, to_utf8(std::move(bytes), name));
  // No text has it; YAML 1.2, 5.1, excludes it by name.
  if (const std::size_t zero = text.find('\0'); zero != std::string::npos) {
    const auto line =
        static_cast<std::size_t>(std::count(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(zero), '\n')) + 1;
    return at_line(name, line, "the character 0, which no text has");
  }
  switch (format) {
    case Format::spdx_tag_value: {
      CW_ASSIGN_OR_RETURN(Document document, read_tag_value(std::move(text), name));
      return finish(std::move(document));
    }
    case Format::spdx_yaml: {
      CW_ASSIGN_OR_RETURN(Converted converted, yaml_to_json(text, name));
      { const std::string gone = std::move(text); }
      return read_converted(std::move(converted), format, name);
    }
    default:
      return base::Error{base::ErrorCode::malformed_data, std::string(name), "this is no format of SPDX"};
  }
}

}  // namespace crosswalk::artifacts::spdx
