// SPDX-License-Identifier: Apache-2.0
#include "artifacts/json/value.h"
#include "artifacts/purl/purl.h"
#include "base/date.h"
#include "facts/artifact/readers.h"

namespace crosswalk::facts {
namespace {

using artifacts::json::Value;
using document::ArtifactCheck;
using document::NamedVersion;
using document::Span;

std::string vulnerability_of(const Value& statement) {
  const Value vulnerability = statement["vulnerability"];
  if (vulnerability.is_string()) return std::string(vulnerability.string());
  const std::string_view name = vulnerability["name"].string();
  return std::string(name.empty() ? vulnerability["@id"].string() : name);
}

/// The package URL that an entry names, by its id or its identifiers.
std::string_view purl_of(const Value& entry) {
  if (const std::string_view purl = entry["identifiers"]["purl"].string(); !purl.empty()) return purl;
  return entry.is_string() ? entry.string() : entry["@id"].string();
}

/// The bytes that name an entry.
Span name_of(const Value& entry) {
  const Span member = span_of(entry, "@id");
  return member.empty() ? Span{static_cast<document::ByteOffset>(entry.begin()), static_cast<document::ByteOffset>(entry.end())}
                        : member;
}

/// Notes the product or component that an entry names, if it is a package URL with a version.
void mention(const Value& entry, NamedVersion::Use use, const std::string& vulnerability, document::Artifact& artifact) {
  auto purl = artifacts::purl::parse(purl_of(entry));
  if (!purl) return;
  NamedVersion named;
  named.use = use;
  named.name = purl->name;
  named.version = purl->version;
  named.vulnerability = vulnerability;
  purl->version.clear();
  purl->qualifiers.clear();
  named.purl = purl->canonical();
  named.quote = name_of(entry);
  artifact.versions.push_back(std::move(named));
}

}  // namespace

void read_openvex(const artifacts::json::Document& json, document::Extracted& extracted) {
  const Value root = json.root();
  document::Artifact& artifact = extracted.artifact;
  artifact.kind = document::ArtifactKind::openvex;
  const std::string_view context = root["@context"].string();
  if (const std::size_t at = context.find("/v"); at != std::string_view::npos) artifact.format_version = context.substr(at + 2);

  Tally known(ArtifactCheck::known_vulnerabilities, "no finding on");
  Tally residual(ArtifactCheck::residual_risk, "no action for");
  Tally versions(ArtifactCheck::affected_versions, "no affected versions for");
  for (const Value statement : root["statements"].items()) {
    const std::string name = vulnerability_of(statement);
    const std::string_view status = statement["status"].string();
    const Span said = span_of(statement, "status");
    if (status == "under_investigation") {
      known.plans(name, said);
    } else if (!status.empty()) {
      known.has(said);
    } else {
      known.lacks(name);
    }
    if (status == "affected") {
      const bool action = !statement["action_statement"].string().empty();
      action ? residual.has(span_of(statement, "action_statement")) : residual.has_partly(name, "incomplete", said);
      Span versioned;
      for (const Value product : statement["products"].items()) {
        const auto purl = artifacts::purl::parse(purl_of(product));
        if (versioned.empty() && purl && !purl->version.empty()) versioned = name_of(product);
      }
      versioned.empty() ? versions.has_partly(name, "vague", said) : versions.has(versioned);
    }
    for (const Value product : statement["products"].items()) {
      mention(product, status == "affected" ? NamedVersion::Use::affected : NamedVersion::Use::subject, name, artifact);
      for (const Value part : product["subcomponents"].items()) mention(part, NamedVersion::Use::component, name, artifact);
    }
  }
  // That nothing known remains is said only in between.
  if (residual.of() == 0 && known.of() > 0) {
    const Value first = root["statements"].at(0);
    residual.has_partly("any vulnerability", "implied", span_of(first, "status"));
  }
  for (Tally* tally : {&known, &residual, &versions}) {
    if (tally->of() > 0) artifact.points.push_back(tally->finish());
  }
  extracted.facts.role = document::Role::statement;
  document::Control& control = extracted.facts.control;
  control.id = root["@id"].string();
  control.version = root["version"].is_string() ? root["version"].string() : root["version"].number();
  std::string_view day = root["last_updated"].string();
  if (day.empty()) day = root["timestamp"].string();
  if (const auto date = base::parse_iso_date(day.substr(0, 10))) control.date = *date;
}

}  // namespace crosswalk::facts
