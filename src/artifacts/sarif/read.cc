// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <charconv>
#include <set>
#include <unordered_map>
#include <utility>

#include "artifacts/sarif/sarif.h"

namespace crosswalk::artifacts::sarif {
namespace {

using json::Value;

constexpr std::array<std::string_view, 4> kLevels{"none", "note", "warning", "error"};
constexpr std::array<std::string_view, 6> kKinds{"notApplicable", "pass", "fail", "review", "open", "informational"};

std::optional<Level> level_named(std::string_view name) {
  const auto* const found = std::find(kLevels.begin(), kLevels.end(), name);
  return found == kLevels.end() ? std::nullopt : std::optional(static_cast<Level>(found - kLevels.begin()));
}

std::string text(const Value& value) { return std::string(value.string()); }

std::size_t count(const Value& value) { return static_cast<std::size_t>(std::max<std::int64_t>(0, value.integer().value_or(0))); }

/// A number or a text with one.
std::string number_or_text(const Value& value) { return std::string(value.is_number() ? value.number() : value.string()); }

/// A text with "{0}" as the first argument, "{{" as a brace. Source: 3.11.5.
std::string filled(std::string_view text, const Value& arguments) {
  std::vector<std::string_view> values;
  for (const Value argument : arguments.items()) values.push_back(argument.string());
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if ((text[i] == '{' || text[i] == '}') && i + 1 < text.size() && text[i + 1] == text[i]) {
      out += text[i++];
      continue;
    }
    std::size_t number = 0;
    // No number is longer.
    constexpr std::size_t kLongest = 12;
    std::size_t end = text[i] == '{' ? text.substr(i, kLongest).find('}') : std::string_view::npos;
    if (end != std::string_view::npos && end > 1) {
      end += i;
      const auto [stop, error] = std::from_chars(text.data() + i + 1, text.data() + end, number);
      if (error == std::errc() && stop == text.data() + end && number < values.size()) {
        out += values[number];
        i = end;
        continue;
      }
    }
    out += text[i];
  }
  return out;
}

/// Reads one run with what others files say for it.
class RunReader {
 public:
  /// What says something for the run, and where it stands in its document.
  struct Source {
    Value value;
    std::string pointer;
  };

  RunReader(Source run, std::vector<Source> external)
      : run_(run.value), pointer_(std::move(run.pointer)), external_(std::move(external)) {}

  Run read() {
    const Value driver = first("driver", run_["tool"]["driver"]);
    out_.tool = text(driver["name"]);
    out_.tool_version = text(driver["semanticVersion"] ? driver["semanticVersion"] : driver["version"]);
    out_.information_uri = text(driver["informationUri"]);
    out_.automation_id = text(run_["automationDetails"]["id"]);
    out_.guid = text(run_["automationDetails"]["guid"]);
    for (const Value taxonomy : all("taxonomies", run_)) {
      if (taxonomy["guid"]) taxonomies_by_guid_.emplace(text(taxonomy["guid"]), taxonomies_.size());
      taxonomies_by_name_.emplace(text(taxonomy["name"]), taxonomies_.size());
      taxonomies_.push_back({taxonomy, elements(taxonomy["taxa"])});
    }
    for (const Value artifact : all("artifacts", run_)) artifacts_.push_back(artifact);
    add_component(driver);
    for (const Value extension : all("extensions", run_["tool"])) {
      const std::string version = text(extension["semanticVersion"] ? extension["semanticVersion"] : extension["version"]);
      out_.extensions.push_back(text(extension["name"]) + (version.empty() ? "" : " " + version));
      add_component(extension);
    }
    for (const Value invocation : all("invocations", run_)) {
      out_.successful = out_.successful.value_or(true) && invocation["executionSuccessful"].boolean();
      overrides(invocation);
    }
    add_results(run_["results"], pointer_);
    for (const Source& file : external_) add_results(file.value["results"], file.pointer);
    return std::move(out_);
  }

 private:
  /// The tool component's rules, from this number of Run::rules on.
  struct Component {
    Value value;
    std::size_t first = 0;
    std::size_t size = 0;
  };

  struct Taxonomy {
    Value value;
    std::vector<Value> taxa;
  };

  static std::vector<Value> elements(const Value& list) {
    std::vector<Value> out;
    for (const Value item : list.items()) out.push_back(item);
    return out;
  }

  void add_results(const Value& results, const std::string& pointer) {
    std::size_t number = 0;
    for (const Value result : results.items()) {
      out_.results.push_back(result_of(result));
      out_.results.back().pointer = pointer + "/results/" + std::to_string(number++);
    }
  }

  /// The elements of a list of the run and of the other files.
  [[nodiscard]] std::vector<Value> all(std::string_view key, const Value& holder) const {
    std::vector<Value> out = elements(holder[key]);
    for (const Source& file : external_) {
      for (const Value item : file.value[key].items()) out.push_back(item);
    }
    return out;
  }
  [[nodiscard]] Value first(std::string_view key, const Value& own) const {
    if (own && own["name"]) return own;
    for (const Source& file : external_) {
      if (const Value found = file.value[key]) return found;
    }
    return own;
  }

  void add_component(const Value& component) {
    Component made{component, out_.rules.size(), 0};
    if (component["guid"]) components_by_.emplace("guid " + text(component["guid"]), components_.size());
    components_by_.emplace("name " + text(component["name"]), components_.size());
    for (const json::Member& member : component["globalMessageStrings"].members())
      global_messages_.emplace(member.key, member.value["text"]);
    for (const Value rule : component["rules"].items()) {
      by_id_.emplace(text(rule["id"]), out_.rules.size());
      if (rule["guid"]) by_guid_.emplace(text(rule["guid"]), out_.rules.size());
      out_.rules.push_back(rule_of(rule));
      auto& messages = messages_.emplace_back();
      for (const json::Member& member : rule["messageStrings"].members()) messages.emplace(member.key, member.value["text"]);
      ++made.size;
    }
    components_.push_back(made);
  }

  Rule rule_of(const Value& rule) const {
    Rule out;
    out.id = text(rule["id"]);
    out.name = text(rule["name"]);
    for (const std::string_view key : {"shortDescription", "fullDescription", "help"}) {
      if (out.description.empty()) out.description = text(rule[key]["text"]);
    }
    out.help_uri = text(rule["helpUri"]);
    out.level = level_named(rule["defaultConfiguration"]["level"].string()).value_or(Level::warning);
    out.security_severity = number_or_text(rule["properties"]["security-severity"]);
    for (const Value tag : rule["properties"]["tags"].items()) {
      out.tags.push_back(text(tag));
      // What scanners of code write where others have a taxonomy: "external/cwe/cwe-079".
      constexpr std::string_view kWeakness = "external/cwe/cwe-";
      if (!tag.string().starts_with(kWeakness)) continue;
      std::string_view number = tag.string().substr(kWeakness.size());
      while (number.size() > 1 && number[0] == '0') number.remove_prefix(1);
      add_taxon(out.taxa, {"CWE", std::string(number)});
    }
    for (const Value relationship : rule["relationships"].items()) add_taxon(out.taxa, taxon_of(relationship["target"]));
    return out;
  }

  static void add_taxon(std::vector<Taxon>& taxa, Taxon taxon) {
    // More than any rule has; each is compared with all.
    constexpr std::size_t kMost = 200;
    if (taxa.size() < kMost && !taxon.id.empty() && std::find(taxa.begin(), taxa.end(), taxon) == taxa.end())
      taxa.push_back(std::move(taxon));
  }

  /// What a reference to a taxon means (3.52).
  [[nodiscard]] Taxon taxon_of(const Value& reference) const {
    Taxon out;
    const Value component = reference["toolComponent"];
    out.taxonomy = text(component["name"]);
    out.id = text(reference["id"]);
    const Taxonomy* taxonomy = nullptr;
    if (const auto index = component["index"].integer();
        index && *index >= 0 && static_cast<std::size_t>(*index) < taxonomies_.size()) {
      taxonomy = &taxonomies_[static_cast<std::size_t>(*index)];
    } else if (const auto guid = taxonomies_by_guid_.find(text(component["guid"])); guid != taxonomies_by_guid_.end()) {
      taxonomy = &taxonomies_[guid->second];
    } else if (const auto name = taxonomies_by_name_.find(out.taxonomy); name != taxonomies_by_name_.end()) {
      taxonomy = &taxonomies_[name->second];
    }
    if (taxonomy == nullptr) {
      if (out.taxonomy.empty()) out.id.clear();
      return out;
    }
    if (out.taxonomy.empty()) out.taxonomy = text(taxonomy->value["name"]);
    if (const auto index = reference["index"].integer();
        out.id.empty() && index && *index >= 0 && static_cast<std::size_t>(*index) < taxonomy->taxa.size()) {
      out.id = text(taxonomy->taxa[static_cast<std::size_t>(*index)]["id"]);
    }
    // A rule that is related to another one names no list.
    if (out.taxonomy.empty()) out.id.clear();
    return out;
  }

  /// The rule that a result or an override names (3.27.5 to 3.27.7, 3.52).
  [[nodiscard]] std::optional<std::size_t> rule_named(const Value& reference, const Value& index, std::string_view id) const {
    const Value component = reference["toolComponent"];
    std::size_t holder = 0;
    if (const auto number = component["index"].integer(); number && *number >= 0) {
      holder = static_cast<std::size_t>(*number) + 1;
    } else if (component) {
      for (const std::string_view key : {"guid", "name"}) {
        const auto found =
            component[key] ? components_by_.find(std::string(key) + " " + text(component[key])) : components_by_.end();
        if (found != components_by_.end()) holder = found->second;
      }
    }
    const auto number = (index ? index : reference["index"]).integer();
    if (number && *number >= 0 && holder < components_.size() && static_cast<std::size_t>(*number) < components_[holder].size) {
      return components_[holder].first + static_cast<std::size_t>(*number);
    }
    if (const auto found = by_guid_.find(text(reference["guid"])); reference["guid"] && found != by_guid_.end())
      return found->second;
    // An id may go on below a rule: "CA1000/1".
    constexpr int kDeepest = 8;
    std::string_view name = id;
    for (int level = 0; level < kDeepest && !name.empty(); ++level, name = name.substr(0, name.rfind('/'))) {
      if (const auto found = by_id_.find(std::string(name)); found != by_id_.end()) return found->second;
      if (name.find('/') == std::string_view::npos) break;
    }
    return std::nullopt;
  }

  /// Levels that an invocation gives rules (3.20.5).
  void overrides(const Value& invocation) {
    for (const Value one : invocation["ruleConfigurationOverrides"].items()) {
      const auto level = level_named(one["configuration"]["level"].string());
      const Value descriptor = one["descriptor"];
      const auto rule = rule_named(descriptor, {}, descriptor["id"].string());
      if (level && rule) out_.rules[*rule].level = *level;
    }
  }

  [[nodiscard]] std::string message_of(const Value& message, const std::optional<std::size_t>& rule) const {
    Value found = message["text"];
    if (!found) {
      const std::string_view id = message["id"].string();
      const auto look = [&](const Messages& messages) {
        const auto known = messages.find(id);
        if (!found && known != messages.end()) found = known->second;
      };
      if (rule) look(messages_[*rule]);
      look(global_messages_);
    }
    return filled(found.string(), message["arguments"]);
  }

  [[nodiscard]] Location location_of(const Value& location) const {
    Location out;
    const Value physical = location["physicalLocation"];
    Value artifact = physical["artifactLocation"];
    if (const auto index = artifact["index"].integer();
        !artifact["uri"] && index && *index >= 0 && static_cast<std::size_t>(*index) < artifacts_.size()) {
      artifact = artifacts_[static_cast<std::size_t>(*index)]["location"];
    }
    out.uri = text(artifact["uri"]);
    out.uri_base_id = text(artifact["uriBaseId"]);
    const Value region = physical["region"];
    out.line = count(region["startLine"]);
    out.column = count(region["startColumn"]);
    out.end_line = region["endLine"] ? count(region["endLine"]) : out.line;
    const Value logical = location["logicalLocations"].at(0);
    out.logical_name = text(logical["fullyQualifiedName"] ? logical["fullyQualifiedName"] : logical["name"]);
    return out;
  }

  Result result_of(const Value& result) const {
    Result out;
    out.rule_id = text(result["ruleId"] ? result["ruleId"] : result["rule"]["id"]);
    out.rule = rule_named(result["rule"], result["ruleIndex"], out.rule_id);
    if (out.rule && out.rule_id.empty()) out.rule_id = out_.rules[*out.rule].id;
    const auto* const kind = std::find(kKinds.begin(), kKinds.end(), result["kind"].string());
    if (kind != kKinds.end()) out.kind = static_cast<Kind>(kind - kKinds.begin());
    if (const auto level = level_named(result["level"].string())) {
      out.level = *level;
    } else if (out.kind != Kind::fail) {
      out.level = Level::none;
    } else if (out.rule) {
      out.level = out_.rules[*out.rule].level;
    }
    out.message = message_of(result["message"], out.rule);
    for (const Value location : result["locations"].items()) out.locations.push_back(location_of(location));
    for (const Value suppression : result["suppressions"].items()) {
      Suppression made;
      made.kind = text(suppression["kind"]);
      if (suppression["status"]) made.status = text(suppression["status"]);
      made.justification = text(suppression["justification"]);
      out.suppressions.push_back(std::move(made));
    }
    out.suppressed = !out.suppressions.empty() && std::all_of(out.suppressions.begin(), out.suppressions.end(),
                                                              [](const Suppression& one) { return one.status == "accepted"; });
    out.baseline_state = text(result["baselineState"]);
    for (const std::string_view key : {"fingerprints", "partialFingerprints"}) {
      for (const json::Member& member : result[key].members()) out.fingerprints.emplace(member.key, text(member.value));
    }
    out.guid = text(result["guid"]);
    out.security_severity = number_or_text(result["properties"]["security-severity"]);
    if (out.security_severity.empty() && out.rule) out.security_severity = out_.rules[*out.rule].security_severity;
    for (const Value taxon : result["taxa"].items()) add_taxon(out.taxa, taxon_of(taxon));
    if (out.rule) {
      for (const Taxon& taxon : out_.rules[*out.rule].taxa) add_taxon(out.taxa, taxon);
    }
    out.log_line = result.place().line;
    return out;
  }

  using Messages = std::unordered_map<std::string_view, Value>;

  Value run_;
  std::string pointer_;
  std::vector<Source> external_;
  Run out_;
  std::vector<Taxonomy> taxonomies_;
  std::unordered_map<std::string, std::size_t> taxonomies_by_guid_;
  std::unordered_map<std::string, std::size_t> taxonomies_by_name_;
  std::vector<Value> artifacts_;
  std::vector<Component> components_;
  std::unordered_map<std::string, std::size_t> components_by_;
  std::vector<Messages> messages_;
  Messages global_messages_;
  std::unordered_map<std::string, std::size_t> by_id_;
  std::unordered_map<std::string, std::size_t> by_guid_;
};

/// The files that a run names, by guid and URI.
std::vector<Value> references_of(const Value& run) {
  std::vector<Value> out;
  for (const json::Member& member : run["externalPropertyFileReferences"].members()) {
    if (member.key == "properties") continue;
    if (member.value.is_object()) out.push_back(member.value);
    for (const Value item : member.value.items()) out.push_back(item);
  }
  return out;
}

}  // namespace

std::string_view name_of(Level level) { return kLevels[static_cast<std::size_t>(level)]; }
std::string_view name_of(Kind kind) { return kKinds[static_cast<std::size_t>(kind)]; }

Log read(const json::Document& document, std::span<const json::Document> external) {
  Log out;
  const Value root = document.root();
  out.version = text(root["version"]);
  // Files by their own guid, and by that of the run for which they were written.
  std::vector<RunReader::Source> files;
  for (const Value file : root["inlineExternalProperties"].items())
    files.push_back({file, "/inlineExternalProperties/" + std::to_string(files.size())});
  for (const json::Document& file : external) files.push_back({file.root(), ""});
  std::unordered_multimap<std::string, std::size_t> by_guid;
  std::unordered_multimap<std::string, std::size_t> by_run;
  for (std::size_t i = 0; i < files.size(); ++i) {
    if (files[i].value["guid"]) by_guid.emplace(text(files[i].value["guid"]), i);
    if (files[i].value["runGuid"]) by_run.emplace(text(files[i].value["runGuid"]), i);
  }
  std::size_t number = 0;
  for (const Value run : root["runs"].items()) {
    std::set<std::size_t> taken;
    std::vector<std::string> missing;
    for (const Value& one : references_of(run)) {
      const auto [first, last] = by_guid.equal_range(text(one["guid"]));
      for (auto at = first; at != last; ++at) taken.insert(at->second);
      if (first == last) missing.push_back(one["location"]["uri"] ? text(one["location"]["uri"]) : text(one["guid"]));
    }
    if (const Value guid = run["automationDetails"]["guid"]) {
      const auto [first, last] = by_run.equal_range(text(guid));
      for (auto at = first; at != last; ++at) taken.insert(at->second);
    }
    std::vector<RunReader::Source> own;
    own.reserve(taken.size());
    for (const std::size_t file : taken) own.push_back(files[file]);
    Run made = RunReader({run, "/runs/" + std::to_string(number++)}, std::move(own)).read();
    made.missing_files = std::move(missing);
    out.runs.push_back(std::move(made));
  }
  return out;
}

}  // namespace crosswalk::artifacts::sarif
