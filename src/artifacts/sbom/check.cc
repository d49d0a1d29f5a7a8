// SPDX-License-Identifier: Apache-2.0
#include "artifacts/sbom/check.h"

#include <algorithm>
#include <array>
#include <functional>
#include <unordered_map>
#include <unordered_set>

#include "artifacts/purl/purl.h"
#include "artifacts/time/date.h"
#include "base/text.h"

namespace crosswalk::artifacts::sbom {
namespace {

using Numbers = std::unordered_map<std::string_view, std::size_t>;

/// Which components the relations name or lead to.
class Graph {
 public:
  explicit Graph(const Bom& bom);

  [[nodiscard]] bool related(std::size_t number) const { return related_[number]; }
  /// Components that no chain of relations from the subject leads to; nothing where there is no subject or no relation.
  [[nodiscard]] std::vector<std::size_t> unreached() const;
  /// Names in relations that no component has.
  [[nodiscard]] const std::vector<std::string>& loose() const { return loose_; }

 private:
  const Bom& bom_;
  std::vector<bool> related_;
  /// What a component leads to.
  std::vector<std::vector<std::size_t>> next_;
  std::vector<std::string> loose_;
};

Graph::Graph(const Bom& bom) : bom_(bom), related_(bom.components.size()), next_(bom.components.size()) {
  Numbers numbers;
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    const Component& component = bom.components[i];
    if (!component.ref.empty()) numbers.emplace(component.ref, i);
    if (component.dependencies_stated) related_[i] = true;
    if (component.parent) {
      related_[i] = true;
      related_[*component.parent] = true;
      next_[*component.parent].push_back(i);
    }
  }
  std::unordered_set<std::string_view> loose;
  for (const Relation& relation : bom.relations) {
    const auto from = numbers.find(relation.from);
    const auto to = numbers.find(relation.to);
    if (from != numbers.end()) related_[from->second] = true;
    if (to != numbers.end()) related_[to->second] = true;
    if (from != numbers.end() && to != numbers.end()) {
      next_[from->second].push_back(to->second);
      // "contained_by", "dependency_of": relations of SPDX that are said the other way round.
      if (relation.kind.ends_with("_by") || relation.kind.ends_with("_of")) next_[to->second].push_back(from->second);
    }
    if (relation.kind == "depends_on" && to == numbers.end() && loose.insert(relation.to).second) loose_.push_back(relation.to);
  }
}

std::vector<std::size_t> Graph::unreached() const {
  if (!bom_.subject || bom_.relations.empty()) return {};
  std::vector<bool> reached(bom_.components.size());
  std::vector<std::size_t> open{*bom_.subject};
  reached[*bom_.subject] = true;
  while (!open.empty()) {
    const std::size_t number = open.back();
    open.pop_back();
    for (const std::size_t other : next_[number]) {
      if (reached[other]) continue;
      reached[other] = true;
      open.push_back(other);
    }
  }
  std::vector<std::size_t> out;
  for (std::size_t i = 0; i < reached.size(); ++i) {
    if (!reached[i]) out.push_back(i);
  }
  return out;
}

/// Whether a version says which one it is: not "latest", a branch, a range or a variable that was not filled in.
bool is_definite(std::string_view version) {
  static constexpr std::array<std::string_view, 16> kVague{"latest",   "unknown", "unspecified", "undefined", "master", "main",
                                                           "head",     "n/a",     "na",          "none",      "null",   "-",
                                                           "snapshot", "current", "develop",     "tbd"};
  const std::string small = base::to_lower(base::trim(version));
  if (std::find(kVague.begin(), kVague.end(), small) != kVague.end()) return false;
  if (small.find_first_of("*^<>$|") != std::string::npos) return false;
  return !small.starts_with("~") && !small.starts_with("(") && !small.starts_with("[");
}

bool is_software(const Component& component) { return component.type != "file" && component.type != "cryptographic-asset"; }

bool has_key(const Component& component) {
  return !component.purl.empty() || !component.cpes.empty() || !component.swid.empty() || !component.identifiers.empty();
}

bool has_supplier(const Bom& bom, std::size_t number) {
  const Component& component = bom.components[number];
  if (!component.supplier.name.empty() || !component.manufacturer.name.empty() || !component.publisher.empty()) return true;
  return bom.subject == number && (!bom.supplier.name.empty() || !bom.manufacturer.name.empty());
}

bool refers_to_assessment(const Bom& bom) {
  static constexpr std::array<std::string_view, 6> kTypes{"vulnerability-assertion",
                                                          "exploitability-statement",
                                                          "advisories",
                                                          "SECURITY/advisory",
                                                          "vulnerabilityExploitabilityAssessment",
                                                          "vulnerabilityDisclosureReport"};
  for (const Component& component : bom.components) {
    for (const Reference& reference : component.references) {
      if (std::find(kTypes.begin(), kTypes.end(), reference.type) != kTypes.end()) return true;
    }
  }
  return false;
}

std::string counted(std::size_t count, std::string_view one, std::string_view many) {
  return std::to_string(count) + " " + std::string(count == 1 ? one : many);
}

/// Checks with the components that the minimums are asked of.
class Checker {
 public:
  explicit Checker(const Bom& bom);
  Checks run();

 private:
  using Test = std::function<bool(std::size_t)>;
  void each(Element element, Baseline baseline, std::string_view id, std::string_view title, const Test& has);
  void file(Element element, Baseline baseline, std::string_view id, std::string_view title, bool met, std::string note);
  void quality(FindingLevel level, std::string_view rule, std::string_view title, std::string_view reason, const Test& concerns);
  void minimum();
  void habits();
  void duplicates();

  const Bom& bom_;
  Graph graph_;
  std::vector<std::size_t> asked_;
  Checks out_;
};

Checker::Checker(const Bom& bom) : bom_(bom), graph_(bom) {
  const bool any = std::any_of(bom.components.begin(), bom.components.end(), is_software);
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    if (!any || is_software(bom.components[i])) asked_.push_back(i);
  }
}

void Checker::each(Element element, Baseline baseline, std::string_view id, std::string_view title, const Test& has) {
  ElementCheck check{element, baseline, id, title, true, asked_.size(), {}, false, {}};
  for (const std::size_t number : asked_) {
    if (!has(number)) check.without.push_back(number);
  }
  check.met = check.without.empty() && !asked_.empty();
  if (asked_.empty()) check.note = "the file lists no component";
  out_.elements.push_back(std::move(check));
}

void Checker::file(Element element, Baseline baseline, std::string_view id, std::string_view title, bool met, std::string note) {
  out_.elements.push_back({element, baseline, id, title, false, 1, {}, met, std::move(note)});
}

void Checker::quality(FindingLevel level, std::string_view rule, std::string_view title, std::string_view reason,
                      const Test& concerns) {
  QualityCheck check{level, rule, title, reason, {}, {}};
  for (const std::size_t number : asked_) {
    if (concerns(number)) check.components.push_back(number);
  }
  if (!check.components.empty()) out_.quality.push_back(std::move(check));
}

void Checker::minimum() {
  const auto& components = bom_.components;
  each(Element::supplier, Baseline::ntia, "ntia/supplier", "supplier name", [&](std::size_t i) { return has_supplier(bom_, i); });
  each(Element::name, Baseline::ntia, "ntia/name", "component name", [&](std::size_t i) { return !components[i].name.empty(); });
  each(Element::version, Baseline::ntia, "ntia/version", "version",
       [&](std::size_t i) { return !components[i].version.empty(); });
  each(Element::identifier, Baseline::ntia, "ntia/identifier", "other unique identifier",
       [&](std::size_t i) { return has_key(components[i]) || (!components[i].ref.empty() && !bom_.id.empty()); });
  each(Element::relationship, Baseline::ntia, "ntia/relationship", "dependency relationship",
       [&](std::size_t i) { return graph_.related(i); });
  std::vector<std::string> authors;
  for (const Party& author : bom_.authors) authors.push_back(author.name);
  file(Element::author, Baseline::ntia, "ntia/author", "author of the SBOM data", !authors.empty(),
       !authors.empty()     ? base::join(authors, ", ")
       : bom_.tools.empty() ? "the file names nobody"
                            : "the file names tools only: " + base::join(bom_.tools, ", "));
  const bool dated = time::parse_date(base::trim(bom_.timestamp)).has_value();
  file(Element::timestamp, Baseline::ntia, "ntia/timestamp", "timestamp", dated,
       bom_.timestamp.empty() ? "the file says no time"
       : dated                ? bom_.timestamp
                              : "'" + bom_.timestamp + "' is no date and time");
  each(Element::support_level, Baseline::fda, "fda/support-level", "level of support",
       [&](std::size_t i) { return !components[i].support_level.empty(); });
  each(Element::end_of_support, Baseline::fda, "fda/end-of-support", "end-of-support date",
       [&](std::size_t i) { return !components[i].end_of_support.empty(); });
  const bool refers = refers_to_assessment(bom_);
  file(Element::vulnerabilities, Baseline::fda, "fda/vulnerabilities", "known vulnerabilities",
       !bom_.vulnerabilities.empty() || refers,
       !bom_.vulnerabilities.empty() ? counted(bom_.vulnerabilities.size(), "vulnerability", "vulnerabilities") + " in the file"
       : refers                      ? "the file refers to an assessment"
                : "the file tells of none and refers to no assessment; a VEX or a report may stand beside it");
}

void Checker::duplicates() {
  QualityCheck check{FindingLevel::warning,
                     "sbom/duplicate",
                     "listed more than once",
                     "the same component and version stands there before; readers cannot tell which entry counts",
                     {},
                     {}};
  std::unordered_set<std::string> seen;
  for (const std::size_t number : asked_) {
    const Component& component = bom_.components[number];
    // A product and a part of it may have one name.
    if (component.name.empty() || bom_.subject == number) continue;
    const std::string key = component.purl.empty()
                                ? component.type + "\n" + component.group + "\n" + component.name + "\n" + component.version
                                : component.purl + "\n" + component.version;
    if (!seen.insert(key).second) check.components.push_back(number);
  }
  if (!check.components.empty()) out_.quality.push_back(std::move(check));
}

void Checker::habits() {
  const auto& components = bom_.components;
  const auto file_level = [&](FindingLevel level, std::string_view rule, std::string_view title, std::string_view reason) {
    out_.quality.push_back({level, rule, title, reason, {}, {}});
  };
  if (!bom_.subject) {
    file_level(FindingLevel::warning, "sbom/no-subject", "the file does not say which product it is about",
               "a reader cannot tell what the components are part of");
  }
  quality(FindingLevel::warning, "sbom/no-key", "no purl, CPE or SWID tag",
          "it cannot be looked up in databases of vulnerabilities",
          [&](std::size_t i) { return !has_key(components[i]) && bom_.subject != i; });
  // Parts of a purl are read once for both rules.
  std::vector<std::size_t> unreadable;
  std::vector<std::size_t> other_version;
  for (const std::size_t number : asked_) {
    const Component& component = components[number];
    if (component.purl.empty()) continue;
    const auto purl = purl::parse(component.purl);
    if (!purl) {
      unreadable.push_back(number);
    } else if (!purl->version.empty() && !component.version.empty() && purl->version != component.version &&
               !component.version.ends_with(purl->version) && !purl->version.ends_with(component.version)) {
      other_version.push_back(number);
    }
  }
  if (!unreadable.empty()) {
    out_.quality.push_back({FindingLevel::warning,
                            "sbom/purl",
                            "a purl that is none",
                            "databases and tools cannot match it",
                            std::move(unreadable),
                            {}});
  }
  if (!other_version.empty()) {
    out_.quality.push_back({FindingLevel::warning,
                            "sbom/purl-version",
                            "its purl names another version",
                            "vulnerabilities may be matched with the wrong version",
                            std::move(other_version),
                            {}});
  }
  quality(FindingLevel::warning, "sbom/version", "a version that names none",
          "\"latest\", a branch or a range changes its meaning",
          [&](std::size_t i) { return !components[i].version.empty() && !is_definite(components[i].version); });
  duplicates();
  if (!graph_.loose().empty()) {
    out_.quality.push_back({FindingLevel::warning,
                            "sbom/reference",
                            "dependencies on what the file does not list",
                            "nothing is known of them but the name",
                            {},
                            graph_.loose()});
  }
  if (std::vector<std::size_t> unreached = graph_.unreached(); !unreached.empty()) {
    out_.quality.push_back({FindingLevel::warning,
                            "sbom/unreached",
                            "no relation leads there from the product",
                            "it is unclear whether and how it is part of the product",
                            std::move(unreached),
                            {}});
  }
  quality(FindingLevel::warning, "sbom/no-hash", "no checksum", "what is installed cannot be compared with what is listed",
          [&](std::size_t i) { return components[i].hashes.empty() && bom_.subject != i; });
  quality(FindingLevel::warning, "sbom/no-licence", "no licence", "whether it may be used is not said",
          [&](std::size_t i) { return components[i].licences.empty() && bom_.subject != i; });
  quality(FindingLevel::warning, "sbom/end-of-support", "an end of support that is no date", "it cannot be compared with a day",
          [&](std::size_t i) {
            return !components[i].end_of_support.empty() && !time::parse_date(base::trim(components[i].end_of_support));
          });
  if (bom_.completeness.empty() && !asked_.empty()) {
    file_level(FindingLevel::information, "sbom/known-unknowns", "the file does not say how complete it is",
               "NTIA asks to tell components without dependencies from those whose dependencies are not known");
  }
}

Checks Checker::run() {
  out_.components = asked_.size();
  minimum();
  habits();
  return std::move(out_);
}

}  // namespace

std::string_view name_of(Baseline baseline) { return baseline == Baseline::ntia ? "ntia" : "fda"; }

bool Checks::meets(Baseline baseline) const {
  return std::all_of(elements.begin(), elements.end(),
                     [&](const ElementCheck& check) { return check.met || check.baseline > baseline; });
}

Checks check(const Bom& bom) { return Checker(bom).run(); }

std::string text_of(const Component& component) {
  if (component.name.empty()) return component.ref.empty() ? "a component without a name" : component.ref;
  std::string out = component.group.empty() ? component.name : component.group + "/" + component.name;
  if (!component.version.empty()) out += " " + component.version;
  return out;
}

}  // namespace crosswalk::artifacts::sbom
