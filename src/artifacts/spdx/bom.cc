// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "artifacts/purl/purl.h"
#include "artifacts/sbom/support.h"
#include "artifacts/spdx/document.h"
#include "artifacts/spdx/values.h"
#include "artifacts/spdx/words.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

std::string said(const Text& text) {
  const std::string_view value = base::trim(text.value);
  return says_nothing(value) ? std::string() : std::string(value);
}

std::vector<sbom::Hash> hashes_of(const std::vector<Checksum>& sums) {
  std::vector<sbom::Hash> out;
  out.reserve(sums.size());
  for (const Checksum& sum : sums) {
    out.push_back({std::string(common_algorithm(sum.algorithm.value)), base::to_lower(base::trim(sum.value.value))});
  }
  return out;
}

void add_licence(std::vector<std::string>& licences, const Text& text) {
  std::string value = said(text);
  if (!value.empty() && std::find(licences.begin(), licences.end(), value) == licences.end())
    licences.push_back(std::move(value));
}

sbom::Location location_of(const Document& document, const Part& part) {
  return {part.pointer.text(), document.line_of(part.at)};
}

void add_reference(sbom::Component& out, const ExternalRef& one) {
  const std::string_view type = reference_type(one.type.value);
  // Some write the type as a URI of their document.
  const std::string_view word = type.substr(type.rfind('#') + 1);
  if (word == "purl" && out.purl.empty()) {
    const auto purl = purl::parse(one.locator.value);
    out.purl = purl ? purl->canonical() : std::string(one.locator.value);
  } else if (word == "cpe23Type" || word == "cpe22Type") {
    out.cpes.emplace_back(one.locator.value);
  } else if (word == "swid" && out.swid.empty()) {
    out.swid = one.locator.value;
  } else if (word == "swh" || word == "gitoid") {
    out.identifiers.emplace_back(one.locator.value);
  } else {
    out.references.push_back({std::string(one.category.value) + "/" + std::string(type), std::string(one.locator.value)});
  }
}

sbom::Component component_of(const Document& document, const Package& one) {
  sbom::Component out;
  out.ref = one.id.value;
  out.type = base::to_lower(one.purpose.value);
  out.name = std::string(base::trim(one.name.value));
  out.version = said(one.version);
  out.description = said(one.description);
  if (out.description.empty()) out.description = said(one.summary);
  if (const auto party = party_of(one.supplier.value)) out.supplier = *party;
  if (const auto party = party_of(one.originator.value)) out.authors.push_back(*party);
  out.copyright = said(one.copyright);
  out.hashes = hashes_of(one.checksums);
  add_licence(out.licences, one.concluded);
  add_licence(out.licences, one.declared);
  out.concluded_licence = said(one.concluded);
  for (const ExternalRef& reference : one.references) add_reference(out, reference);
  if (std::string url = said(one.home_page); !url.empty()) out.references.push_back({"website", std::move(url)});
  if (std::string url = said(one.download_location); !url.empty()) out.references.push_back({"distribution", std::move(url)});
  for (const Text& text : one.attributions) out.properties.emplace_back("attribution", text.value);
  out.end_of_support = said(one.valid_until);
  out.location = location_of(document, one);
  return out;
}

sbom::Component component_of(const Document& document, const File& one) {
  sbom::Component out;
  out.ref = one.id.value;
  out.type = "file";
  out.name = std::string(base::trim(one.name.value));
  out.copyright = said(one.copyright);
  out.hashes = hashes_of(one.checksums);
  add_licence(out.licences, one.concluded);
  for (const Text& text : one.attributions) out.properties.emplace_back("attribution", text.value);
  out.location = location_of(document, one);
  return out;
}

/// A relation of the model as views of the document's texts.
struct Related {
  std::string_view from;
  std::string_view kind;
  std::string_view to;
  bool operator==(const Related&) const = default;
};

/// Relations that are told, each once.
class Relations {
 public:
  explicit Relations(const Document& document) : relationships_(document.relationships), seen_(0, Hash{this}, Same{this}) {
    seen_.reserve(relationships_.size());
  }

  /// The relationship of this number in the words of the model, turned round where it is told from the other side.
  [[nodiscard]] Related of(std::uint32_t number) const {
    const Relationship& one = relationships_[number];
    const std::string_view type = one.type.value;
    if (type.ends_with("DEPENDENCY_OF")) return {one.to.value, "depends_on", one.from.value};
    if (type == "CONTAINED_BY") return {one.to.value, "contains", one.from.value};
    if (type == "DESCRIBED_BY") return {one.to.value, "describes", one.from.value};
    return {one.from.value, kind_of(type), one.to.value};
  }

  /// Whether none before it says the same.
  bool is_new(std::uint32_t number) { return seen_.insert(number).second; }

 private:
  struct Hash {
    const Relations* relations;
    std::size_t operator()(std::uint32_t number) const {
      const Related one = relations->of(number);
      const std::hash<std::string_view> hash;
      return (hash(one.from) * 31 + hash(one.to)) * 31 + hash(one.kind);
    }
  };
  struct Same {
    const Relations* relations;
    bool operator()(std::uint32_t a, std::uint32_t b) const { return relations->of(a) == relations->of(b); }
  };

  /// The type in small letters; there are few.
  std::string_view kind_of(std::string_view type) const {
    if (type == last_type_ && !type.empty()) return last_kind_;
    const auto [found, fresh] = kinds_.try_emplace(type);
    if (fresh) found->second = base::to_lower(type);
    last_type_ = type;
    last_kind_ = found->second;
    return found->second;
  }

  const std::vector<Relationship>& relationships_;
  mutable std::unordered_map<std::string_view, std::string> kinds_;
  /// What was asked for last, which is mostly asked for again.
  mutable std::string_view last_type_;
  mutable std::string_view last_kind_;
  std::unordered_set<std::uint32_t, Hash, Same> seen_;
};

void add_relations(const Document& document, sbom::Bom& bom, const std::unordered_map<std::string_view, std::size_t>& numbers) {
  Relations relations(document);
  bom.relations.reserve(document.relationships.size());
  for (std::uint32_t i = 0; i < document.relationships.size(); ++i) {
    // What lists say besides is often said by relationships, too.
    if (!relations.is_new(i)) continue;
    const Related relation = relations.of(i);
    if (says_nothing(relation.to) || says_nothing(relation.from)) {
      const bool none = relation.to == "NONE" || relation.from == "NONE";
      // One that is not known makes the whole incomplete.
      if (relation.kind == "depends_on" || relation.kind == "contains") {
        if (!none) bom.completeness = "incomplete";
        if (none && bom.completeness.empty()) bom.completeness = "complete";
        if (const auto found = numbers.find(relation.from); none && found != numbers.end()) {
          bom.components[found->second].dependencies_stated = true;
        }
      }
      continue;
    }
    bom.relations.push_back({std::string(relation.from), std::string(relation.kind), std::string(relation.to)});
  }
}

}  // namespace

sbom::Bom bom_of(const Document& document) {
  sbom::Bom out;
  out.format = document.format;
  out.spec_version = document.version.value.substr(document.version.value.starts_with("SPDX-") ? 5 : 0);
  out.id = document.name_space.value;
  out.name = document.name.value;
  out.timestamp = std::string(base::trim(document.created.value));
  for (const Text& creator : document.creators) {
    const auto party = party_of(creator.value);
    if (!party) continue;
    if (party->kind == "tool") {
      out.tools.push_back(party->name);
    } else {
      out.authors.push_back(*party);
    }
  }
  out.components.reserve(document.packages.size());
  for (const Package& one : document.packages) out.components.push_back(component_of(document, one));
  if (document.packages.empty()) {
    for (const File& one : document.files) out.components.push_back(component_of(document, one));
  }
  std::unordered_map<std::string_view, std::size_t> numbers;
  numbers.reserve(out.components.size());
  for (std::size_t i = 0; i < out.components.size(); ++i) numbers.emplace(out.components[i].ref, i);
  add_relations(document, out, numbers);
  for (const Annotation& one : document.annotations) {
    if (const auto found = numbers.find(one.subject.value); found != numbers.end()) {
      sbom::Component& component = out.components[found->second];
      component.properties.emplace_back("annotation", one.comment.value);
      const std::string_view text = one.comment.value;
      if (const std::size_t at = text.find_first_of(":="); at != std::string_view::npos) {
        sbom::take_support(component, base::trim(text.substr(0, at)), base::trim(text.substr(at + 1)));
      }
    }
  }
  for (const sbom::Relation& one : out.relations) {
    if (one.kind != "describes") continue;
    if (const auto found = numbers.find(one.to); found != numbers.end()) {
      out.subject = found->second;
      break;
    }
  }
  // The only one is what it is about.
  if (!out.subject && out.components.size() == 1) out.subject = 0;
  out.counts["packages"] = document.packages.size();
  out.counts["files"] = document.files.size();
  out.counts["snippets"] = document.snippets.size();
  out.counts["relationships"] = static_cast<std::size_t>(std::count_if(
      document.relationships.begin(), document.relationships.end(), [](const Relationship& one) { return !one.implied; }));
  return out;
}

}  // namespace crosswalk::artifacts::spdx
