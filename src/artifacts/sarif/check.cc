// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>

#include "artifacts/jsonschema/uri.h"
#include "artifacts/sarif/sarif.h"
#include "artifacts/schemas/schemas.h"

namespace crosswalk::artifacts::sarif {
namespace {

using json::Value;

constexpr std::string_view kVersion = "2.1.0";
/// The scheme of references into the log itself.
constexpr std::string_view kOwn = "sarif:";
/// Findings of check() at most.
constexpr std::size_t kMost = 1000;

Finding finding(std::string_view rule, const Value& at, std::string message) {
  return {FindingLevel::error, std::string(rule), at.pointer(), at.place().line, std::move(message)};
}

/// Looks at what a log says.
class Checker {
 public:
  std::vector<Finding> run(const Value& root) {
    root_ = root;
    absolute(root["$schema"]);
    for (const Value one : root["runs"].items()) {
      check_run(one);
    }
    return std::move(out_);
  }

 private:
  void add(std::string_view rule, const Value& at, std::string message) {
    if (out_.size() < kMost) out_.push_back(finding(rule, at, std::move(message)));
  }

  void absolute(const Value& uri) {
    if (uri.is_string() && !jsonschema::is_uri(uri.string(), false, true)) {
      add("SARIF1005", uri, json::quoted(uri.string()) + " is not an absolute URI");
    }
  }

  void check_component(const Value& component) {
    for (const std::string_view key : {"downloadUri", "informationUri"}) absolute(component[key]);
    for (const std::string_view key : {"rules", "notifications", "taxa"}) {
      for (const Value descriptor : component[key].items()) absolute(descriptor["helpUri"]);
    }
  }

  void check_run(const Value& run) {
    artifacts_ = run["artifacts"].size();
    check_component(run["tool"]["driver"]);
    for (const Value extension : run["tool"]["extensions"].items()) check_component(extension);
    for (const Value details : run["versionControlProvenance"].items()) absolute(details["repositoryUri"]);
    for (const Value invocation : run["invocations"].items()) check_invocation(invocation);
    for (const Value result : run["results"].items()) check_result(result);
    walk(run);
  }

  void check_invocation(const Value& invocation) {
    // Texts of one form stand in the order of times; a fraction of a second may be missing.
    const auto comparable = [](std::string_view text) {
      std::string out(text.substr(0, text.find_first_of("Zz")));
      if (out.find('.') == std::string::npos) out += ".0";
      return out;
    };
    const std::string_view start = invocation["startTimeUtc"].string();
    const std::string_view end = invocation["endTimeUtc"].string();
    if (start.empty() || end.empty() || comparable(start) <= comparable(end)) return;
    add("SARIF1006", invocation["endTimeUtc"], "the end of the invocation lies before its start");
  }

  void check_result(const Value& result) {
    absolute(result["hostedViewerUri"]);
    for (const Value uri : result["workItemUris"].items()) absolute(uri);
    const Value id = result["ruleId"];
    const Value other = result["rule"]["id"];
    if (id && other && id.string() != other.string()) {
      out_.push_back(
          finding("SARIF1010", result,
                  "the result names two rules: " + json::quoted(id.string()) + " and " + json::quoted(other.string())));
    }
    const auto index = (result["ruleIndex"] ? result["ruleIndex"] : result["rule"]["index"]).integer();
    if (!id && !other && !(index && *index >= 0)) {
      add("SARIF1010", result, "the result does not say of which rule it is");
    }
  }

  /// Everything below that has rules of its own wherever it stands.
  void walk(const Value& at) {
    for (const json::Member& member : at.members()) {
      // Of these anything goes.
      if (member.key == "properties") continue;
      if (member.key == "region" || member.key == "contextRegion" || member.key == "deletedRegion") check_region(member.value);
      if (member.key == "artifactLocation" || member.key == "analysisTarget" || member.key == "location")
        check_index(member.value);
      walk(member.value);
    }
    for (const Value item : at.items()) walk(item);
  }

  void check_index(const Value& location) {
    if (const std::string_view uri = location["uri"].string(); uri.starts_with(kOwn)) {
      // Into the log itself (3.10.3).
      if (!root_.resolve(jsonschema::decode_percent(uri.substr(kOwn.size())))) {
        add("SARIF1013", location, json::quoted(uri) + " leads to nothing in the log");
      }
    }
    const auto index = location["index"].integer();
    if (index && *index >= 0 && static_cast<std::size_t>(*index) >= artifacts_) {
      add("SARIF1009", location["index"], "there is no artifact with the number " + std::to_string(*index) + " in the run");
    }
  }

  void check_region(const Value& region) {
    if (!region.is_object()) return;
    const auto start = region["startLine"].integer();
    const auto end = region["endLine"].integer();
    const bool binary = region["byteOffset"].integer().value_or(-1) >= 0;
    const bool characters = region["charOffset"].integer().value_or(-1) >= 0;
    if (!start && !binary && !characters) {
      add("SARIF1007", region, "the region does not say where it begins");
    }
    if (start && end && *end < *start)
      add("SARIF1007", region["endLine"], "the region ends in a line before the one in which it begins");
    const auto first = region["startColumn"].integer();
    const auto last = region["endColumn"].integer();
    if (start && last && end.value_or(*start) == *start && *last < first.value_or(1)) {
      add("SARIF1007", region["endColumn"], "the region ends in a column before the one in which it begins");
    }
  }

  std::vector<Finding> out_;
  Value root_;
  std::size_t artifacts_ = 0;
};

}  // namespace

bool is_log(const json::Value& root) {
  return root["runs"].is_array() &&
         (root["$schema"].string().find("sarif") != std::string_view::npos || root["version"].string().starts_with("2."));
}

bool is_external_properties(const json::Value& root) {
  if (!root.is_object() || root["runs"]) return false;
  const bool named = root["$schema"].string().find("sarif-external-propert") != std::string_view::npos;
  return named || (root["version"].string() == kVersion && (root["runGuid"] || root["externalizedProperties"]));
}

std::vector<Finding> validate(const json::Document& document) {
  std::vector<Finding> out;
  const Value root = document.root();
  const bool external = is_external_properties(root);
  if (const Value version = root["version"]; version.is_string() && version.string() != kVersion) {
    out.push_back(
        finding("version", version, "this is SARIF of version " + std::string(version.string()) + "; only 2.1.0 can be checked"));
    return out;
  }
  const jsonschema::Schema* const schema = schemas::schema(external ? "sarif-external-properties-2.1.0" : "sarif-2.1.0");
  if (schema == nullptr) return out;
  for (const jsonschema::Problem& problem : schema->problems(root)) {
    out.push_back({FindingLevel::error, "schema", problem.pointer, problem.line, problem.message});
  }
  return out;
}

std::vector<Finding> check(const json::Document& document) { return Checker().run(document.root()); }

}  // namespace crosswalk::artifacts::sarif
