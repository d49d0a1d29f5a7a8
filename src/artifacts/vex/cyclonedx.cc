// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "artifacts/json/value.h"
#include "artifacts/vex/readers.h"

namespace crosswalk::artifacts::vex {
namespace {

using json::Value;

std::string text(const Value& value) { return std::string(value.string()); }

/// States of an analysis and what they say. Source: CycloneDX 1.7, vulnerabilities[].analysis.state.
constexpr std::array<std::pair<std::string_view, Status>, 6> kStates{{{"resolved", Status::fixed},
                                                                      {"resolved_with_pedigree", Status::fixed},
                                                                      {"exploitable", Status::affected},
                                                                      {"in_triage", Status::under_investigation},
                                                                      {"false_positive", Status::not_affected},
                                                                      {"not_affected", Status::not_affected}}};
/// Source: CycloneDX 1.7, vulnerabilities[].analysis.justification; the nearest of the five that CISA defines.
constexpr std::array<std::pair<std::string_view, Justification>, 9> kJustifications{
    {{"code_not_present", Justification::vulnerable_code_not_present},
     {"code_not_reachable", Justification::vulnerable_code_not_in_execute_path},
     {"requires_configuration", Justification::vulnerable_code_cannot_be_controlled_by_adversary},
     {"requires_dependency", Justification::component_not_present},
     {"requires_environment", Justification::vulnerable_code_cannot_be_controlled_by_adversary},
     {"protected_by_compiler", Justification::inline_mitigations_already_exist},
     {"protected_at_runtime", Justification::inline_mitigations_already_exist},
     {"protected_at_perimeter", Justification::inline_mitigations_already_exist},
     {"protected_by_mitigating_control", Justification::inline_mitigations_already_exist}}};
constexpr std::array<std::string_view, 5> kResponses{"can_not_fix", "will_not_fix", "update", "rollback", "workaround_available"};

template <class Value, std::size_t N>
std::optional<Value> named(const std::array<std::pair<std::string_view, Value>, N>& words, std::string_view name) {
  for (const auto& [word, value] : words) {
    if (word == name) return value;
  }
  return std::nullopt;
}

/// Components by the names that vulnerabilities refer to.
using Components = std::map<std::string, Component, std::less<>>;

void collect(const Value& component, Components& out) {
  const std::string reference = text(component["bom-ref"]);
  Component one;
  one.id = reference;
  one.name = text(component["name"]) + (component["version"] ? "@" + text(component["version"]) : std::string());
  if (const std::string purl = text(component["purl"]); !purl.empty()) one.identifiers.emplace_back("purl", purl);
  if (const std::string cpe = text(component["cpe"]); !cpe.empty())
    one.identifiers.emplace_back(cpe.starts_with("cpe:2.3:") ? "cpe23" : "cpe22", cpe);
  if (!reference.empty()) out.emplace(reference, std::move(one));
  // Nesting is bounded by the reader of JSON.
  for (const Value inner : component["components"].items()) collect(inner, out);
}

/// Notes what breaks the rules of an analysis.
void check(const Value& analysis, const Value& entry, Document& out) {
  const auto note = [&](const Value& at, FindingLevel level, std::string_view rule, std::string message) {
    out.findings.push_back(finding_at(at, level, "cyclonedx/" + std::string(rule), std::move(message)));
  };
  if (!analysis) {
    note(entry, FindingLevel::warning, "no-analysis",
         "the vulnerability has no analysis: nothing is said of what it does to the product");
    return;
  }
  const std::string state = text(analysis["state"]);
  if (state.empty()) {
    note(analysis, FindingLevel::error, "no-state", "the analysis has no state");
  } else if (!named(kStates, state)) {
    note(analysis["state"], FindingLevel::error, "state", "there is no state \"" + state + "\"");
  }
  if (const Value justification = analysis["justification"]; justification) {
    if (!named(kJustifications, justification.string()))
      note(justification, FindingLevel::error, "justification", "there is no justification \"" + text(justification) + "\"");
    if (state != "not_affected")
      note(justification, FindingLevel::warning, "justification-unwanted",
           "a justification belongs to the state not_affected only");
  } else if (state == "not_affected" && analysis["detail"].string().empty()) {
    note(analysis, FindingLevel::warning, "no-justification",
         "the state is not_affected, and neither a justification nor a detail says why");
  }
  for (const Value response : analysis["response"].items()) {
    if (std::find(kResponses.begin(), kResponses.end(), response.string()) == kResponses.end())
      note(response, FindingLevel::error, "response", "there is no response \"" + text(response) + "\"");
  }
  if (state == "exploitable" && analysis["response"].empty() && entry["recommendation"].string().empty() &&
      entry["workaround"].string().empty())
    note(analysis, FindingLevel::warning, "no-action",
         "the state is exploitable, and no response, recommendation or workaround says what to do");
}

/// What is said to do, of everything that may say it.
std::string action_of(const Value& entry) {
  std::string out = text(entry["recommendation"]);
  if (const std::string workaround = text(entry["workaround"]); !workaround.empty())
    out += (out.empty() ? "" : "; ") + workaround;
  if (!out.empty()) return out;
  for (const Value response : entry["analysis"]["response"].items()) out += (out.empty() ? "" : ", ") + text(response);
  return out;
}

}  // namespace

base::Result<Document> read_cyclonedx(const Value& root) {
  Document out;
  out.format = Format::cyclonedx;
  out.format_version = text(root["specVersion"]);
  out.id = text(root["serialNumber"]);
  out.version = std::string(root["version"].number());
  const Value metadata = root["metadata"];
  out.timestamp = text(metadata["timestamp"]);
  out.author = text(metadata["supplier"]["name"]);
  if (out.author.empty()) out.author = text(metadata["manufacturer"]["name"]);
  if (out.author.empty()) out.author = text(metadata["authors"].at(0)["name"]);
  Components components;
  if (metadata["component"]) collect(metadata["component"], components);
  for (const Value component : root["components"].items()) collect(component, components);
  for (const Value service : root["services"].items()) collect(service, components);
  for (const Value entry : root["vulnerabilities"].items()) {
    const Value analysis = entry["analysis"];
    check(analysis, entry, out);
    Statement one;
    one.vulnerability.name = text(entry["id"]);
    one.vulnerability.description = text(entry["description"]);
    for (const Value reference : entry["references"].items()) {
      if (const std::string alias = text(reference["id"]); !alias.empty()) one.vulnerability.aliases.push_back(alias);
    }
    if (one.vulnerability.name.empty())
      out.findings.push_back(finding_at(entry, FindingLevel::warning, "cyclonedx/no-id", "the vulnerability has no id"));
    one.status_text = text(analysis["state"]);
    one.status = named(kStates, one.status_text);
    one.justification_text = text(analysis["justification"]);
    one.justification = named(kJustifications, one.justification_text);
    const std::string detail = text(analysis["detail"]);
    (one.status == Status::not_affected ? one.impact_statement : one.status_notes) = detail;
    if (one.status == Status::affected) one.action_statement = action_of(entry);
    for (const Value response : analysis["response"].items()) one.responses.push_back(text(response));
    one.timestamp = text(analysis["firstIssued"]);
    one.last_updated = text(analysis["lastUpdated"]);
    if (one.timestamp.empty()) one.timestamp = text(entry["updated"]);
    one.author = out.author;
    one.pointer = entry.pointer();
    one.line = entry.place().line;
    for (const Value affected : entry["affects"].items()) {
      std::string reference = text(affected["ref"]);
      auto found = components.find(reference);
      // A BOM-Link leads to an element of another document; of its own, behind the '#'.
      if (const std::size_t hash = reference.find('#'); found == components.end() && hash != std::string::npos)
        found = components.find(reference.substr(hash + 1));
      if (found == components.end() && !reference.starts_with("urn:cdx:"))
        out.findings.push_back(finding_at(affected, FindingLevel::error, "cyclonedx/reference",
                                          "nothing in the document has the bom-ref \"" + reference + "\""));
      Product product;
      product.component.id = reference;
      if (found != components.end()) product.component = found->second;
      one.products.push_back(std::move(product));
    }
    if (one.products.empty() && metadata["component"]) {
      const auto whole = components.find(text(metadata["component"]["bom-ref"]));
      if (whole != components.end()) one.products.push_back({whole->second, {}});
    }
    out.statements.push_back(std::move(one));
  }
  return out;
}

}  // namespace crosswalk::artifacts::vex
