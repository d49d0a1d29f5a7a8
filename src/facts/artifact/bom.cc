// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "artifacts/json/value.h"
#include "artifacts/purl/purl.h"
#include "artifacts/sbom/read.h"
#include "base/date.h"
#include "base/text.h"
#include "facts/artifact/readers.h"

namespace crosswalk::facts {
namespace {

namespace sbom = artifacts::sbom;
using document::ArtifactCheck;
using document::ByteOffset;
using document::NamedVersion;
using document::Span;

/// Finds the words that name a component's version.
class Quotes {
 public:
  Quotes(const document::Document& document, sbom::Format format) : text_(document.text), format_(format) {
    if (format == sbom::Format::cyclonedx_json || format == sbom::Format::spdx_json || format == sbom::Format::spdx3_json) {
      artifacts::json::ParseOptions options;
      options.duplicate_keys = true;
      auto json = artifacts::json::parse(document.text, options);
      if (json) json_.emplace(std::move(*json));
    }
    for (std::size_t at = 0; at < text_.size(); ++at) {
      lines_.push_back(static_cast<ByteOffset>(at));
      at = std::min(text_.find('\n', at), text_.size());
    }
  }

  /// The member, element or line with the version of what stands there; else with its name; empty where neither is found.
  [[nodiscard]] Span version_at(const sbom::Location& place) const {
    if (json_) {
      const artifacts::json::Value value = json_->root().resolve(place.pointer);
      // The name beside it, where both stand together.
      constexpr ByteOffset near = 160;
      const Span name = span_of(value, "name");
      for (const char* key : {"version", "versionInfo", "software_packageVersion"}) {
        const Span version = span_of(value, key);
        if (!name.empty() && version.begin > name.begin && version.end - name.begin < near) return {name.begin, version.end};
      }
      for (const char* key : {"version", "versionInfo", "software_packageVersion", "name"}) {
        if (const Span found = span_of(value, key); !found.empty()) return found;
      }
      return {};
    }
    return line_with(place.line, version_sign());
  }

  /// The member of a JSON file, or the line.
  [[nodiscard]] Span member_at(const sbom::Location& place, std::string_view key, std::string_view sign) const {
    if (json_) return span_of(json_->root().resolve(place.pointer), key);
    return line_with(place.line, sign);
  }

  /// The first place where the text says this: for what has no place of its own.
  [[nodiscard]] Span first(std::string_view words) const {
    const std::size_t at = words.empty() ? std::string_view::npos : text_.find(words);
    if (at == std::string_view::npos) return {};
    return {static_cast<ByteOffset>(at), static_cast<ByteOffset>(at + words.size())};
  }

 private:
  [[nodiscard]] std::string_view version_sign() const {
    switch (format_) {
      case sbom::Format::cyclonedx_xml:
        return "<version>";
      case sbom::Format::spdx_tag_value:
        return "PackageVersion:";
      default:
        return "versionInfo";
    }
  }

  /// The first of the next lines that holds `sign`, without the space around; else the line itself.
  [[nodiscard]] Span line_with(std::size_t line, std::string_view sign) const {
    constexpr std::size_t near = 30;
    if (line == 0 || line > lines_.size()) return {};
    for (std::size_t i = line - 1; i < std::min(lines_.size(), line + near); ++i) {
      const std::string_view whole = line_at(i);
      if (whole.find(sign) != std::string_view::npos) return span(whole);
    }
    return span(line_at(line - 1));
  }
  [[nodiscard]] std::string_view line_at(std::size_t number) const {
    const std::size_t end = number + 1 < lines_.size() ? lines_[number + 1] : text_.size();
    return base::trim(text_.substr(lines_[number], end - lines_[number]));
  }
  [[nodiscard]] Span span(std::string_view part) const {
    const auto begin = static_cast<ByteOffset>(part.data() - text_.data());
    return {begin, begin + static_cast<ByteOffset>(part.size())};
  }

  std::string_view text_;
  sbom::Format format_;
  std::optional<artifacts::json::Document> json_;
  std::vector<ByteOffset> lines_;
};

/// Whether a state says what was found out. Source: CycloneDX 1.6, vulnerabilities/analysis/state.
bool is_finding(std::string_view state) { return !state.empty() && state != "in_triage"; }

std::string name_of(const sbom::Component& component) {
  const std::string name = component.group.empty() ? component.name : component.group + "/" + component.name;
  return name.empty() ? component.ref : name;
}

/// Who made the product, as the file says it of itself and of its subject.
void read_makers(const sbom::Bom& bom, const Quotes& quotes, document::Artifact& artifact) {
  std::vector<std::string_view> names{bom.manufacturer.name, bom.supplier.name};
  if (bom.subject) {
    const sbom::Component& subject = bom.components[*bom.subject];
    names.insert(names.end(), {subject.manufacturer.name, subject.supplier.name, subject.publisher});
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  for (const std::string_view name : names) {
    if (!name.empty()) artifact.versions.push_back({NamedVersion::Use::maker, std::string(name), {}, {}, {}, quotes.first(name)});
  }
}

void read_components(const sbom::Bom& bom, const Quotes& quotes, document::Artifact& artifact) {
  // A file says the same of each; some are enough to show it.
  constexpr std::size_t most_shown = 3;
  Tally versions(ArtifactCheck::component_versions, "no version of");
  Tally support(ArtifactCheck::support_level, "no level of support of");
  Tally end(ArtifactCheck::end_of_support, "no end of support of");
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    const sbom::Component& component = bom.components[i];
    if (bom.subject == i || component.type == "file") continue;
    const auto shown = [&](const Tally& tally) {
      return tally.of() < most_shown ? quotes.version_at(component.location) : Span();
    };
    component.name.empty() || component.version.empty() ? versions.lacks(name_of(component)) : versions.has(shown(versions));
    component.support_level.empty() ? support.lacks(name_of(component)) : support.has(shown(support));
    component.end_of_support.empty() ? end.lacks(name_of(component)) : end.has(shown(end));

    auto purl = artifacts::purl::parse(component.purl);
    if (!purl || component.version.empty()) continue;
    purl->version.clear();
    purl->qualifiers.clear();
    artifact.versions.push_back({NamedVersion::Use::component,
                                 component.name,
                                 component.version,
                                 purl->canonical(),
                                 {},
                                 quotes.version_at(component.location)});
  }
  for (Tally* tally : {&versions, &support, &end}) {
    if (tally->of() > 0) artifact.points.push_back(tally->finish());
  }
  if (versions.of() == 0 && bom.vulnerabilities.empty()) {
    document::ArtifactPoint nothing;
    nothing.check = ArtifactCheck::component_versions;
    nothing.lacking = "no component is listed";
    artifact.points.push_back(std::move(nothing));
  }
}

void read_vulnerabilities(const sbom::Bom& bom, const Quotes& quotes, document::Artifact& artifact) {
  Tally known(ArtifactCheck::known_vulnerabilities, "no finding on");
  Tally residual(ArtifactCheck::residual_risk, "no action for");
  for (const sbom::KnownVulnerability& vulnerability : bom.vulnerabilities) {
    const Span quote = quotes.first(vulnerability.id);
    if (is_finding(vulnerability.state)) {
      known.has(quote);
    } else if (vulnerability.state == "in_triage") {
      known.plans(vulnerability.id, quote);
    } else {
      known.lacks(vulnerability.id);
    }
    if (vulnerability.state != "exploitable" && vulnerability.state != "affected") continue;
    // That it remains is half of it; the other is what can be done.
    if (vulnerability.action.empty()) {
      residual.has_partly(vulnerability.id, "incomplete", quote);
      continue;
    }
    // A text with escapes does not stand in the file as it reads.
    const Span action = quotes.first(vulnerability.action);
    residual.has(action.empty() ? quote : action);
  }
  for (Tally* tally : {&known, &residual}) {
    if (tally->of() > 0) artifact.points.push_back(tally->finish());
  }
}

}  // namespace

void read_bom(document::Extracted& extracted) {
  const auto format = sbom::detect(extracted.document.text);
  if (!format) return;
  sbom::ReadOptions options;
  // Of the schema `crosswalk sbom validate` tells more; here it would cost more than all the rest.
  options.schema = false;
  const auto reading = sbom::read(extracted.document.text, options);
  document::Artifact& artifact = extracted.artifact;
  const bool cyclonedx = *format == sbom::Format::cyclonedx_json || *format == sbom::Format::cyclonedx_xml;
  artifact.kind = cyclonedx ? document::ArtifactKind::cyclonedx : document::ArtifactKind::spdx;
  extracted.facts.role = document::Role::sbom;
  if (!reading) {
    artifact.valid = false;
    artifact.faults.push_back(reading.error().detail);
    return;
  }
  const sbom::Bom& bom = reading->bom;
  artifact.format_version = bom.spec_version;
  artifact.valid = !artifacts::has_errors(reading->findings);
  for (const artifacts::Finding& finding : reading->findings) {
    if (finding.level != artifacts::FindingLevel::error || artifact.faults.size() >= 5) continue;
    artifact.faults.push_back((finding.line > 0 ? "line " + std::to_string(finding.line) + ": " : "") + finding.message);
  }

  const Quotes quotes(extracted.document, *format);
  document::Control& control = extracted.facts.control;
  if (bom.subject) {
    const sbom::Component& subject = bom.components[*bom.subject];
    control.title = subject.version.empty() ? subject.name : subject.name + " " + subject.version;
    control.products = {control.title};
    artifact.versions.push_back(
        {NamedVersion::Use::subject, subject.name, subject.version, {}, {}, quotes.version_at(subject.location)});
  } else if (!bom.name.empty()) {
    control.title = bom.name;
  }
  if (const auto day = base::parse_iso_date(std::string_view(bom.timestamp).substr(0, 10))) control.date = *day;
  read_makers(bom, quotes, artifact);
  read_components(bom, quotes, artifact);
  read_vulnerabilities(bom, quotes, artifact);
  // A list of vulnerabilities without components is what manufacturers call VEX or VDR.
  const bool only_vulnerabilities = !bom.vulnerabilities.empty() && bom.components.size() <= (bom.subject ? 1U : 0U);
  if (only_vulnerabilities) extracted.facts.role = document::Role::statement;
}

}  // namespace crosswalk::facts
