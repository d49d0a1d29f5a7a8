// SPDX-License-Identifier: Apache-2.0
#include "cli/sbom_report.h"

#include <algorithm>
#include <map>
#include <utility>

#include "artifacts/purl/purl.h"
#include "base/text.h"

namespace crosswalk::cli {
namespace {

namespace sbom = artifacts::sbom;
using artifacts::Finding;
using artifacts::FindingLevel;
using reports::Screen;
using sbom::text_of;
using Style = Screen::Style;

/// At most so many findings of a kind are listed by the readers.
constexpr std::size_t kListed = 1000;

std::string format_of(const sbom::Bom& bom) { return std::string(text_of(bom.format)) + " " + bom.spec_version; }

/// "line 12, /components/3".
std::string place_of(const Finding& finding) {
  std::string out = finding.line == 0 ? "" : "line " + std::to_string(finding.line);
  if (!finding.pointer.empty()) out += (out.empty() ? "" : ", ") + finding.pointer;
  return out;
}

std::size_t count(const std::vector<Finding>& findings, FindingLevel level) {
  return static_cast<std::size_t>(
      std::count_if(findings.begin(), findings.end(), [&](const Finding& one) { return one.level == level; }));
}

std::string more(std::size_t all) {
  return all > kShown ? "and " + with_commas(all - kShown) + " more; --format json has all" : std::string();
}

/// Names of the first components, and how many more there are.
std::vector<std::string> names(const sbom::Bom& bom, const std::vector<std::size_t>& numbers) {
  std::string out;
  for (std::size_t i = 0; i < numbers.size() && i < kShown; ++i) {
    // A name holds together where there is room.
    out += (i == 0 ? "" : ", ") + text_of(bom.components[numbers[i]]);
  }
  if (numbers.size() > kShown) out += ", " + more(numbers.size());
  return {out};
}

std::vector<std::string> names(const std::vector<std::string>& values) {
  std::string out;
  for (std::size_t i = 0; i < values.size() && i < kShown; ++i) out += (i == 0 ? "" : ", ") + values[i];
  if (values.size() > kShown) out += ", " + more(values.size());
  return {out};
}

/// What a file is about, in one paragraph.
std::string summary_of(const sbom::Bom& bom) {
  std::vector<std::string> parts;
  if (bom.subject) parts.push_back(text_of(bom.components[*bom.subject]));
  parts.push_back(counted(bom.components.size(), "component", "components"));
  parts.push_back(counted(bom.relations.size(), "relation", "relations"));
  if (!bom.timestamp.empty()) parts.push_back(bom.timestamp);
  return base::join(parts, " · ");
}

nlohmann::ordered_json json_of(const sbom::Component& component) {
  nlohmann::ordered_json out;
  const auto add = [&](const char* key, const std::string& value) {
    if (!value.empty()) out[key] = value;
  };
  add("name", component.name);
  add("group", component.group);
  add("version", component.version);
  add("purl", component.purl);
  add("ref", component.ref);
  add("pointer", component.location.pointer);
  if (component.location.line > 0) out["line"] = component.location.line;
  return out;
}

nlohmann::ordered_json file_json(const std::string& name, const sbom::Bom& bom) {
  return {{"file", name}, {"format", text_of(bom.format)}, {"spec_version", bom.spec_version}};
}

nlohmann::ordered_json json_of(const std::vector<Finding>& findings) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const Finding& one : findings) {
    nlohmann::ordered_json entry = {{"level", artifacts::name_of(one.level)}, {"rule", one.rule}, {"message", one.message}};
    if (!one.pointer.empty()) entry["pointer"] = one.pointer;
    if (one.line > 0) entry["line"] = one.line;
    out.push_back(std::move(entry));
  }
  return out;
}

nlohmann::ordered_json list_of(const sbom::Bom& bom, const std::vector<std::size_t>& numbers) {
  nlohmann::ordered_json out = nlohmann::ordered_json::array();
  for (const std::size_t number : numbers) out.push_back(json_of(bom.components[number]));
  return out;
}

/// The most frequent of some names first.
std::vector<std::pair<std::string, std::size_t>> ranked(const std::map<std::string, std::size_t>& counts) {
  std::vector<std::pair<std::string, std::size_t>> out(counts.begin(), counts.end());
  std::stable_sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.second > b.second; });
  return out;
}

OutlineSection counts_of(std::string title, const std::map<std::string, std::size_t>& counts) {
  OutlineSection out{std::move(title), {}, {}};
  const auto all = ranked(counts);
  for (std::size_t i = 0; i < all.size() && i < kShown / 2; ++i) {
    out.rows.push_back({"", "", all[i].first, with_commas(all[i].second), Style::plain, {}});
  }
  if (all.size() > kShown / 2) out.closing = "and " + with_commas(all.size() - kShown / 2) + " others";
  return out;
}

std::string parties_of(const std::vector<sbom::Party>& parties) {
  std::vector<std::string> out;
  out.reserve(parties.size());
  for (const sbom::Party& party : parties) out.push_back(party.name);
  return base::join(out, ", ");
}

}  // namespace

bool is_compared(const sbom::Reading& reading) {
  return std::none_of(reading.findings.begin(), reading.findings.end(),
                      [](const Finding& one) { return one.rule == "cyclonedx/no-schema"; });
}

Outline validation_of(const std::string& name, const sbom::Reading& reading) {
  const std::size_t errors = count(reading.findings, FindingLevel::error);
  const std::size_t warnings = count(reading.findings, FindingLevel::warning);
  Outline out{
      "sbom validate", format_of(reading.bom), name + ": ", errors > 0 ? Style::red : Style::green, summary_of(reading.bom), {}};
  out.verdict +=
      errors > 0 ? (errors < kListed ? "not valid, " : "not valid, at least ") + counted(errors, "error", "errors") : "valid";
  if (errors == 0 && !is_compared(reading)) {
    out.verdict = name + ": not compared with its schema; no error was found without it";
    out.style = Style::yellow;
  }
  if (warnings > 0) out.verdict += ", " + counted(warnings, "warning", "warnings");
  for (const auto& [level, title, mark, style] : {std::tuple{FindingLevel::error, "Errors", "✗", Style::red},
                                                  std::tuple{FindingLevel::warning, "Warnings", "!", Style::yellow},
                                                  std::tuple{FindingLevel::information, "Good to know", "·", Style::blue}}) {
    OutlineSection section{title, {}, more(count(reading.findings, level))};
    for (const Finding& one : reading.findings) {
      if (one.level != level || section.rows.size() >= kShown) continue;
      section.rows.push_back(
          {mark, "", one.message, "", style, {place_of(one) + (place_of(one).empty() ? "" : "  ") + "[" + one.rule + "]"}});
    }
    if (!section.rows.empty()) out.sections.push_back(std::move(section));
  }
  return out;
}

nlohmann::ordered_json validation_json(const std::string& name, const sbom::Reading& reading) {
  nlohmann::ordered_json out = file_json(name, reading.bom);
  const bool errors = artifacts::has_errors(reading.findings);
  // Where no schema is at hand, that nothing was found proves nothing.
  out["valid"] = errors || is_compared(reading) ? nlohmann::ordered_json(!errors) : nlohmann::ordered_json(nullptr);
  out["findings"] = json_of(reading.findings);
  return out;
}

Outline refusal_of(const std::string& name, const std::string& why) {
  return {"sbom validate", "", name + ": not valid, it cannot be read",
          Style::red,      "", {{"Errors", {{"✗", "", why, "", Style::red, {}}}, ""}}};
}

nlohmann::ordered_json refusal_json(const std::string& name, const std::string& why) {
  return {{"file", name},
          {"valid", false},
          {"findings", nlohmann::ordered_json::array({{{"level", "error"}, {"rule", "sbom/unreadable"}, {"message", why}}})}};
}

Outline contents_of(const std::string& name, const sbom::Bom& bom) {
  Outline out{
      "sbom show", format_of(bom), name + ": " + counted(bom.components.size(), "component", "components"), Style::bold, "", {}};
  OutlineSection file{"The file", {}, ""};
  const auto add = [&](std::string_view label, const std::string& value) {
    if (value.empty()) return;
    file.rows.push_back({"", std::string(label), value, "", Style::plain, {}});
  };
  add("product", bom.subject ? text_of(bom.components[*bom.subject]) : bom.name);
  add("supplier", bom.supplier.name.empty() ? bom.manufacturer.name : bom.supplier.name);
  add("author", parties_of(bom.authors));
  add("made with", base::join(bom.tools, ", "));
  add("made on", bom.timestamp);
  add("lifecycle", base::join(bom.lifecycles, ", "));
  add("id", bom.id + (bom.revision.empty() ? "" : ", revision " + bom.revision));
  add("completeness", bom.completeness);
  out.sections.push_back(std::move(file));
  std::map<std::string, std::size_t> counts(bom.counts.begin(), bom.counts.end());
  if (!bom.relations.empty()) counts["relations"] = bom.relations.size();
  std::erase_if(counts, [](const auto& one) { return one.second == 0; });
  out.sections.push_back(counts_of("What it holds", counts));
  std::map<std::string, std::size_t> types;
  std::map<std::string, std::size_t> ecosystems;
  std::map<std::string, std::size_t> licences;
  for (const sbom::Component& component : bom.components) {
    ++types[component.type.empty() ? "no type" : component.type];
    if (component.purl.starts_with("pkg:")) ++ecosystems[component.purl.substr(4, component.purl.find('/') - 4)];
    for (const std::string& licence : component.licences) ++licences[licence];
  }
  out.sections.push_back(counts_of("Types", types));
  if (!ecosystems.empty()) out.sections.push_back(counts_of("Ecosystems, by purl", ecosystems));
  if (!licences.empty()) out.sections.push_back(counts_of("Licences", licences));
  if (!bom.vulnerabilities.empty()) {
    OutlineSection section{"Vulnerabilities that it tells of", {}, more(bom.vulnerabilities.size())};
    for (std::size_t i = 0; i < bom.vulnerabilities.size() && i < kShown; ++i) {
      const sbom::KnownVulnerability& one = bom.vulnerabilities[i];
      section.rows.push_back({"", "", one.id, one.state, Style::plain, {}});
    }
    out.sections.push_back(std::move(section));
  }
  OutlineSection list{"Components", {}, more(bom.components.size())};
  for (std::size_t i = 0; i < bom.components.size() && i < kShown; ++i) {
    const sbom::Component& component = bom.components[i];
    const std::string inner = component.parent ? "└ " : "";
    list.rows.push_back(
        {"", "", inner + text_of(component), component.licences.empty() ? "" : component.licences.front(), Style::plain, {}});
  }
  out.sections.push_back(std::move(list));
  return out;
}

nlohmann::ordered_json contents_json(const std::string& name, const sbom::Bom& bom) {
  nlohmann::ordered_json out = file_json(name, bom);
  const auto add = [](nlohmann::ordered_json& to, const char* key, const std::string& value) {
    if (!value.empty()) to[key] = value;
  };
  add(out, "id", bom.id);
  add(out, "revision", bom.revision);
  add(out, "name", bom.name);
  add(out, "timestamp", bom.timestamp);
  out["authors"] = nlohmann::ordered_json::array();
  for (const sbom::Party& author : bom.authors) out["authors"].push_back(author.name);
  out["tools"] = bom.tools;
  add(out, "supplier", bom.supplier.name);
  add(out, "manufacturer", bom.manufacturer.name);
  if (!bom.lifecycles.empty()) out["lifecycles"] = bom.lifecycles;
  add(out, "completeness", bom.completeness);
  if (bom.subject) out["subject"] = json_of(bom.components[*bom.subject]);
  out["counts"] = bom.counts;
  out["components"] = nlohmann::ordered_json::array();
  for (const sbom::Component& component : bom.components) {
    nlohmann::ordered_json one = json_of(component);
    add(one, "type", component.type);
    add(one, "supplier", component.supplier.name);
    add(one, "manufacturer", component.manufacturer.name);
    add(one, "publisher", component.publisher);
    add(one, "swid", component.swid);
    add(one, "scope", component.scope);
    add(one, "support_level", component.support_level);
    add(one, "end_of_support", component.end_of_support);
    if (!component.cpes.empty()) one["cpes"] = component.cpes;
    if (!component.licences.empty()) one["licences"] = component.licences;
    for (const sbom::Hash& hash : component.hashes)
      one["hashes"].push_back({{"algorithm", hash.algorithm}, {"value", hash.value}});
    if (component.parent) one["parent"] = *component.parent;
    out["components"].push_back(std::move(one));
  }
  out["relations"] = nlohmann::ordered_json::array();
  for (const sbom::Relation& one : bom.relations)
    out["relations"].push_back({{"from", one.from}, {"kind", one.kind}, {"to", one.to}});
  out["vulnerabilities"] = nlohmann::ordered_json::array();
  for (const sbom::KnownVulnerability& one : bom.vulnerabilities) {
    out["vulnerabilities"].push_back({{"id", one.id}, {"affects", one.affects}});
    if (!one.state.empty()) out["vulnerabilities"].back()["state"] = one.state;
  }
  return out;
}

Outline checks_of(const std::string& name, const sbom::Bom& bom, const sbom::Checks& checks,
                  const std::vector<sbom::Baseline>& required) {
  std::vector<std::string> missing;
  for (const sbom::ElementCheck& check : checks.elements) {
    if (!check.met && std::find(required.begin(), required.end(), check.baseline) != required.end())
      missing.emplace_back(check.title);
  }
  std::vector<std::string> asked;
  asked.reserve(required.size());
  for (const sbom::Baseline one : required) asked.emplace_back(one == sbom::Baseline::ntia ? "NTIA" : "FDA");
  const std::string elements = "minimum elements of " + base::join(asked, " and ");
  Outline out{"sbom check", format_of(bom), name + ": ", missing.empty() ? Style::green : Style::red, summary_of(bom), {}};
  out.verdict += missing.empty() ? "has the " + elements : "lacks " + elements + ": " + base::join(missing, ", ");
  for (const auto& [baseline, title] :
       {std::pair{sbom::Baseline::ntia, "NTIA, The Minimum Elements For an SBOM (2021)"},
        std::pair{sbom::Baseline::fda, "FDA, Cybersecurity in Medical Devices, V.A.4, beside them"}}) {
    const bool decides = std::find(required.begin(), required.end(), baseline) != required.end();
    OutlineSection section{title, {}, decides ? "" : "not asked for (--requires " + std::string(name_of(baseline)) + ")"};
    for (const sbom::ElementCheck& check : checks.elements) {
      if (check.baseline != baseline) continue;
      OutlineRow row{check.met ? "✓" : "✗",
                     "",
                     std::string(check.title),
                     "",
                     check.met ? Style::green : decides ? Style::red : Style::yellow,
                     {}};
      if (check.per_component && check.of > 0) {
        row.right = check.met ? "all " + with_commas(check.of)
                              : "missing in " + with_commas(check.without.size()) + " of " + with_commas(check.of);
        if (!check.without.empty() && decides) row.details = names(bom, check.without);
      } else {
        row.right = check.met ? "" : "missing";
        if (!check.note.empty()) row.details = {check.note};
      }
      section.rows.push_back(std::move(row));
    }
    out.sections.push_back(std::move(section));
  }
  OutlineSection quality{"What makes it less useful", {}, ""};
  for (const sbom::QualityCheck& check : checks.quality) {
    const bool warning = check.level == FindingLevel::warning;
    OutlineRow row{warning ? "!" : "·", "", std::string(check.title), "", warning ? Style::yellow : Style::blue, {}};
    const std::size_t many = check.components.size() + check.values.size();
    if (many > 0) row.right = with_commas(many) + (check.values.empty() ? " of " + with_commas(checks.components) : "");
    row.details.emplace_back(check.reason);
    // Where it is nearly all of them, names tell nothing.
    if (!check.components.empty() && (check.components.size() <= kShown || check.components.size() * 2 < checks.components)) {
      row.details.push_back(names(bom, check.components).front());
    }
    if (!check.values.empty()) row.details.push_back(names(check.values).front());
    quality.rows.push_back(std::move(row));
  }
  if (!quality.rows.empty()) out.sections.push_back(std::move(quality));
  return out;
}

nlohmann::ordered_json checks_json(const std::string& name, const sbom::Bom& bom, const sbom::Checks& checks,
                                   const std::vector<sbom::Baseline>& required) {
  nlohmann::ordered_json out = file_json(name, bom);
  bool met = true;
  for (const sbom::ElementCheck& check : checks.elements) {
    met = met && (check.met || std::find(required.begin(), required.end(), check.baseline) == required.end());
  }
  out["met"] = met;
  out["requires"] = nlohmann::ordered_json::array();
  for (const sbom::Baseline one : required) out["requires"].push_back(name_of(one));
  out["components"] = checks.components;
  out["elements"] = nlohmann::ordered_json::array();
  for (const sbom::ElementCheck& check : checks.elements) {
    nlohmann::ordered_json one = {{"id", check.id}, {"title", check.title}, {"met", check.met}};
    if (check.per_component) {
      one["of"] = check.of;
      one["missing"] = check.without.size();
      one["without"] = list_of(bom, check.without);
    }
    if (!check.note.empty()) one["note"] = check.note;
    out["elements"].push_back(std::move(one));
  }
  out["quality"] = nlohmann::ordered_json::array();
  for (const sbom::QualityCheck& check : checks.quality) {
    nlohmann::ordered_json one = {
        {"rule", check.rule}, {"level", artifacts::name_of(check.level)}, {"title", check.title}, {"reason", check.reason}};
    if (!check.components.empty()) one["components"] = list_of(bom, check.components);
    if (!check.values.empty()) one["values"] = check.values;
    out["quality"].push_back(std::move(one));
  }
  return out;
}

Outline difference_of(const sbom::Bom& before, const sbom::Bom& after, const sbom::Difference& difference) {
  const auto name = [](const sbom::Bom& bom) { return bom.subject ? text_of(bom.components[*bom.subject]) : bom.name; };
  Outline out{
      "sbom diff", format_of(before) == format_of(after) ? format_of(after) : format_of(before) + " → " + format_of(after),
      "",          difference.none() ? Style::green : Style::bold,
      "",          {}};
  if (difference.none()) {
    out.verdict = "The same components: " + counted(difference.same, "component", "components");
  } else {
    out.verdict = with_commas(difference.added.size()) + " added, " + with_commas(difference.removed.size()) + " removed, " +
                  with_commas(difference.versions()) + " with another version, " +
                  with_commas(difference.changed.size() - difference.versions()) + " changed otherwise, " +
                  with_commas(difference.same) + " the same";
  }
  if (!name(before).empty() && !name(after).empty()) out.subject = name(before) + " → " + name(after);
  const auto said = [](const std::string& value) { return value.empty() ? std::string("none") : value; };
  OutlineSection file{"The files", {}, ""};
  for (const sbom::FieldChange& field : difference.file) {
    file.rows.push_back({"", "", field.field + ": " + said(field.before) + " → " + said(field.after), "", Style::plain, {}});
  }
  if (!file.rows.empty()) out.sections.push_back(std::move(file));
  const auto list = [&](std::string_view title, const char* mark, Style style, const sbom::Bom& bom,
                        const std::vector<std::size_t>& numbers) {
    if (numbers.empty()) return;
    OutlineSection section{std::string(title) + ": " + with_commas(numbers.size()), {}, more(numbers.size())};
    for (std::size_t i = 0; i < numbers.size() && i < kShown; ++i) {
      section.rows.push_back({mark, "", text_of(bom.components[numbers[i]]), "", style, {}});
    }
    out.sections.push_back(std::move(section));
  };
  list("Added", "+", Style::green, after, difference.added);
  list("Removed", "-", Style::red, before, difference.removed);
  if (!difference.changed.empty()) {
    OutlineSection section{"Changed: " + with_commas(difference.changed.size()), {}, more(difference.changed.size())};
    for (std::size_t i = 0; i < difference.changed.size() && i < kShown; ++i) {
      const sbom::ComponentChange& change = difference.changed[i];
      const sbom::Component& component = after.components[change.after];
      OutlineRow row{"~",           "", component.group.empty() ? component.name : component.group + "/" + component.name, "",
                     Style::yellow, {}};
      for (const sbom::FieldChange& field : change.fields) {
        const std::string text = said(field.before) + " → " + said(field.after);
        if (field.field == "version") {
          row.right = text;
        } else {
          row.details.push_back(field.field + ": " + text);
        }
      }
      section.rows.push_back(std::move(row));
    }
    out.sections.push_back(std::move(section));
  }
  for (const auto& [title, mark, relations] : {std::tuple{"Relations added", "+", &difference.relations_added},
                                               std::tuple{"Relations removed", "-", &difference.relations_removed}}) {
    if (relations->empty()) continue;
    OutlineSection section{std::string(title) + ": " + with_commas(relations->size()), {}, more(relations->size())};
    for (std::size_t i = 0; i < relations->size() && i < kShown; ++i) {
      const sbom::Relation& one = (*relations)[i];
      std::string kind = one.kind;
      std::replace(kind.begin(), kind.end(), '_', ' ');
      section.rows.push_back({mark, "", one.from + " " + kind + " " + one.to, "", Style::plain, {}});
    }
    out.sections.push_back(std::move(section));
  }
  return out;
}

nlohmann::ordered_json difference_json(const sbom::Bom& before, const sbom::Bom& after, const sbom::Difference& difference) {
  nlohmann::ordered_json out = {{"same", difference.none()}, {"unchanged", difference.same}};
  const auto fields = [](const std::vector<sbom::FieldChange>& changes) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const sbom::FieldChange& one : changes)
      list.push_back({{"field", one.field}, {"before", one.before}, {"after", one.after}});
    return list;
  };
  const auto relations = [](const std::vector<sbom::Relation>& all) {
    nlohmann::ordered_json list = nlohmann::ordered_json::array();
    for (const sbom::Relation& one : all) list.push_back({{"from", one.from}, {"kind", one.kind}, {"to", one.to}});
    return list;
  };
  out["file"] = fields(difference.file);
  out["added"] = list_of(after, difference.added);
  out["removed"] = list_of(before, difference.removed);
  out["changed"] = nlohmann::ordered_json::array();
  for (const sbom::ComponentChange& change : difference.changed) {
    out["changed"].push_back({{"before", json_of(before.components[change.before])},
                              {"after", json_of(after.components[change.after])},
                              {"fields", fields(change.fields)}});
  }
  out["relations_added"] = relations(difference.relations_added);
  out["relations_removed"] = relations(difference.relations_removed);
  return out;
}

}  // namespace crosswalk::cli
