// SPDX-License-Identifier: Apache-2.0
#include "artifacts/cyclonedx/cyclonedx.h"

#include <algorithm>
#include <array>
#include <unordered_map>
#include <utility>

#include "artifacts/cyclonedx/reader.h"
#include "artifacts/purl/purl.h"
#include "base/text.h"

namespace crosswalk::artifacts::cyclonedx {
namespace {

constexpr std::array<std::string_view, 8> kVersions{"1.0", "1.1", "1.2", "1.3", "1.4", "1.5", "1.6", "1.7"};
constexpr std::string_view kNamespace = "http://cyclonedx.org/schema/bom/";

base::Error unknown_version(const std::string& name, std::string_view version, sbom::Format format, const std::string& place) {
  std::string known;
  for (const std::string_view one : versions(format)) known += (known.empty() ? "" : ", ") + std::string(one);
  return {
      base::ErrorCode::malformed_data, name,
      place +
          (version.empty() ? "no version of CycloneDX" : "version '" + std::string(version.substr(0, 40)) + "' of CycloneDX") +
          "; what is read of " + std::string(sbom::text_of(format)) + " is " + known};
}

bool knows(sbom::Format format, std::string_view version) {
  const auto all = versions(format);
  return std::find(all.begin(), all.end(), version) != all.end();
}

/// Adds findings about uses; of very many the number.
void add(const std::vector<Use>& uses, FindingLevel level, std::string_view rule, const std::string& before,
         const std::string& behind, std::vector<Finding>& findings) {
  for (std::size_t i = 0; i < uses.size() && i < kMaxFindings; ++i) {
    const Use& use = uses[i];
    findings.push_back(
        {level, std::string(rule), use.location.pointer, use.location.line, before + "'" + use.ref + "'" + behind});
  }
  if (uses.size() > kMaxFindings) {
    findings.push_back({level, std::string(rule), "", 0, std::to_string(uses.size() - kMaxFindings) + " more of the same"});
  }
}

base::Result<sbom::Reading> read_json_text(std::string bytes, const Options& options) {
  CW_ASSIGN_OR_RETURN(const json::Document document, json::parse(std::move(bytes), {options.name}));
  const json::Value root = document.root();
  if (!root.is_object()) return base::Error{base::ErrorCode::malformed_data, options.name, "an object in JSON is wanted"};
  const json::Value version = root["specVersion"];
  if (!knows(sbom::Format::cyclonedx_json, version.string())) {
    return unknown_version(options.name, version.string(), sbom::Format::cyclonedx_json,
                           version ? "/specVersion, " + version.place().text() + ": " : "");
  }
  sbom::Reading out;
  References references;
  out.bom = read_json(document, references);
  finish(out.bom);
  if (options.schema) check_schema_json(document, out.bom.spec_version, out.findings);
  check(references, out.findings);
  return out;
}

base::Result<sbom::Reading> read_xml_text(std::string bytes, const Options& options) {
  CW_ASSIGN_OR_RETURN(const xml::Document document, xml::parse(std::move(bytes), {options.name}));
  const pugi::xml_node root = document.root();
  const std::string_view space = xml::namespace_of(root, xml::prefix_of(root.name()));
  const std::string line = "line " + std::to_string(document.line_of(root)) + ": ";
  if (xml::local_name(root.name()) != "bom" || !space.starts_with(kNamespace)) {
    return base::Error{base::ErrorCode::malformed_data, options.name,
                       line + "the outermost element is not CycloneDX's bom (namespace " + std::string(kNamespace) + "VERSION)"};
  }
  if (!knows(sbom::Format::cyclonedx_xml, space.substr(kNamespace.size()))) {
    return unknown_version(options.name, space.substr(kNamespace.size()), sbom::Format::cyclonedx_xml, line);
  }
  sbom::Reading out;
  References references;
  out.bom = read_xml(document, references);
  finish(out.bom);
  if (options.schema) check_schema_xml(document, out.bom.spec_version, out.findings);
  check(references, out.findings);
  return out;
}

}  // namespace

std::span<const std::string_view> versions(sbom::Format format) {
  const std::span<const std::string_view> all(kVersions);
  return format == sbom::Format::cyclonedx_json ? all.subspan(2) : all;
}

void Completeness::add(std::string_view aggregate, bool of_subject) {
  std::string& said = of_subject ? subject_ : all_;
  said = said.empty() || said == aggregate ? std::string(aggregate) : "mixed";
}

std::string purl_of(std::string_view text) {
  text = base::trim(text);
  if (text.empty()) return {};
  const auto purl = purl::parse(text);
  return purl ? purl->canonical() : std::string(text);
}

void finish(sbom::Bom& bom) {
  std::unordered_map<std::string_view, std::size_t> numbers;
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    if (!bom.components[i].ref.empty()) numbers.emplace(bom.components[i].ref, i);
  }
  for (const sbom::Relation& relation : bom.relations) {
    if (relation.kind != "depends_on") continue;
    const auto found = numbers.find(relation.from);
    if (found != numbers.end()) bom.components[found->second].dependencies_stated = true;
  }
  std::erase_if(bom.relations, [](const sbom::Relation& relation) { return relation.to.empty(); });
}

void check(const References& references, std::vector<Finding>& findings) {
  add(references.repeated, FindingLevel::error, "cyclonedx/bom-ref", "the bom-ref ", " is given to something else before",
      findings);
  add(references.repeated_in_formulation, FindingLevel::warning, "cyclonedx/bom-ref", "the bom-ref ",
      " is given to something else before", findings);
  std::vector<Use> loose;
  for (const Use& use : references.used) {
    // A link into another file (BOM-Link) cannot be followed.
    if (!use.ref.starts_with("urn:cdx:") && !references.given.contains(use.ref)) loose.push_back(use);
  }
  add(loose, FindingLevel::warning, "cyclonedx/reference", "", " is the bom-ref of nothing in the file", findings);
}

base::Result<sbom::Reading> read(std::string bytes, sbom::Format format, const Options& options) {
  if (format == sbom::Format::cyclonedx_json) return read_json_text(std::move(bytes), options);
  if (format == sbom::Format::cyclonedx_xml) return read_xml_text(std::move(bytes), options);
  return base::Error{base::ErrorCode::malformed_data, options.name, "this is no CycloneDX"};
}

}  // namespace crosswalk::artifacts::cyclonedx
