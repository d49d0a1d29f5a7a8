// SPDX-License-Identifier: Apache-2.0
#include "artifacts/spdx/graph3.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <unordered_set>
#include <utility>

#include "artifacts/characters.h"
#include "artifacts/spdx/licence.h"
#include "artifacts/spdx/model3.h"
#include "artifacts/spdx/values.h"
#include "artifacts/spdx/words.h"
#include "base/text.h"

namespace crosswalk::artifacts::spdx {
namespace {

constexpr std::string_view kShape = "SPDX 3.0.1 JSON schema";

/// Elements that the specification itself defines. Source: SPDX 3.0.1, "Model", individuals of Core and ExpandedLicensing.
bool is_individual(std::string_view id) {
  if (id.starts_with("https://spdx.org/licenses/") || id.starts_with("http://spdx.org/licenses/")) return true;
  constexpr std::array<std::string_view, 5> kNames{"NoAssertionElement", "NoneElement", "SpdxOrganization", "NoAssertionLicense",
                                                   "NoneLicense"};
  // How one of the names ends: most ids of a large file do not.
  if (id.empty() || std::string_view("tne").find(id.back()) == std::string_view::npos) return false;
  constexpr std::string_view kPrefix = "expandedlicensing_";
  std::string_view name = id.substr(id.rfind('/') + 1);
  if (name.starts_with(kPrefix)) name.remove_prefix(kPrefix.size());
  if (std::find(kNames.begin(), kNames.end(), name) == kNames.end()) return false;
  return name.size() == id.size() || id.starts_with(kPrefix) || id.starts_with("https://spdx.org/rdf/3.");
}

bool is_iri(std::string_view text) {
  return !text.starts_with("_:") && text.find(':') != std::string_view::npos && text.find(':') > 0 && !text.ends_with(':');
}

/// Source: Semantic Versioning 2.0.0, 2, 9 and 10, as far as it says what a version looks like.
bool is_semver(std::string_view text) {
  text = text.substr(0, text.find_first_of("-+"));
  const auto parts = base::split(text, '.');
  return parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](std::string_view part) {
           return !part.empty() && std::all_of(part.begin(), part.end(), is_digit) && (part.size() == 1 || part.front() != '0');
         });
}

bool is_decimal(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = std::min(text.find('.'), text.size());
  const auto digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_digit); };
  return point > 0 && digits(text.substr(0, point)) && (point == text.size() || digits(text.substr(point + 1)));
}

bool is_media_type(std::string_view text) {
  const std::size_t slash = text.find('/');
  return slash != std::string_view::npos && slash > 0 && slash + 1 < text.size() &&
         text.find('/', slash + 1) == std::string_view::npos;
}

std::string an(std::string_view word) {
  return (std::string_view("aeiouAEIOU").find(word.front()) == std::string_view::npos ? "a " : "an ") + std::string(word);
}

class Checker {
 public:
  Checker(const json::Document& document, Graph3& graph) : graph_(graph) { graph.lines = Lines(document.text()); }

  void check(const json::Value& root) {
    const json::Value context = root["@context"];
    const std::string_view said = context.string();
    if (!context) {
      report(FindingLevel::error, kShape, root, "the member '@context' is missing, which says which version of SPDX it is");
    } else if (said != "https://spdx.org/rdf/3.0.1/spdx-context.jsonld" &&
               said != "https://spdx.org/rdf/3.0.0/spdx-context.jsonld") {
      report(FindingLevel::error, kShape, context, "'" + shown(said) + "' is not the context of SPDX 3.0.1 or 3.0.0");
    }
    graph_.version = said.find("/3.0.0/") != std::string_view::npos ? "3.0.0" : "3.0.1";
    if (const json::Value graph = root["@graph"]) {
      if (!graph.is_array()) report(FindingLevel::error, kShape, graph, "@graph has to be a list");
      for (const json::Member& member : root.members()) {
        if (member.key != "@context" && member.key != "@graph") {
          report(FindingLevel::error, kShape, member.value, "beside @context and @graph there is no '" + shown(member.key) + "'");
        }
      }
      for (const json::Value item : graph.items()) {
        place_ = "/@graph/" + std::to_string(graph_.elements);
        object(item, {}, true);
        ++graph_.elements;
      }
      place_.clear();
    } else {
      object(root, {}, true);
      graph_.elements = 1;
    }
    resolve();
    documents();
  }

 private:
  void report(FindingLevel level, std::string_view rule, const json::Value& value, std::string message) {
    // To find a pointer takes time in proportion to the file; the element will do where there are very many.
    constexpr std::size_t kExact = 1000;
    graph_.findings.push_back({level, std::string(rule), graph_.findings.size() < kExact ? value.pointer() : place_,
                               graph_.lines.line_of(value.begin()), std::move(message)});
  }
  void error(const json::Value& value, std::string message) { report(FindingLevel::error, kShape, value, std::move(message)); }

  /// An object of a class at or below `range`; any class where that is empty. As deep as json::parse() lets it be.
  void object(const json::Value& value, std::string_view range, bool top) {
    if (!value.is_object()) {
      error(value, "an object is wanted here");
      return;
    }
    const json::Value type = value["type"] ? value["type"] : value["@type"];
    const std::string_view name = type.string();
    if (!type) {
      error(value, "the object does not say of which class it is (type)");
      return;
    }
    const Class3* found = class3_of(name);
    if (found == nullptr) {
      unknown_class(type, name, range, top);
      return;
    }
    if (found->abstract) error(type, "the class " + std::string(name) + " is abstract: nothing is of it alone");
    if (!range.empty() && !found->is(range)) error(type, an(range) + " is wanted here, and this is " + an(name));
    const bool element = found->is("Element");
    const json::Value id = value[element ? "spdxId" : "@id"];
    if (element && !id) error(value, an(name) + " needs its id (spdxId)");
    if (id && !is_iri(id.string()) && (element || !id.string().starts_with("_:"))) {
      error(id, "'" + shown(id.string()) + "' is no IRI" + (element ? "" : " and no blank node"));
    }
    if (id && !graph_.objects.try_emplace(id.string(), value).second) {
      error(id, "the id '" + shown(id.string()) + "' is given twice");
    }
    graph_.in_order.push_back({value, found, graph_.elements});
    members(value, *found, element, top);
    rules(value, *found);
  }

  void unknown_class(const json::Value& type, std::string_view name, std::string_view range, bool top) {
    // Extensions have classes of their own, named by IRIs.
    if (is_iri(name) && (range == "extension_Extension" || top)) {
      report(FindingLevel::information, "SPDX 3.0.1", type,
             "'" + shown(name) + "' is a class of an extension; it is not looked into");
    } else {
      error(type, "there is no class '" + shown(name) + "' in SPDX 3.0.1");
    }
  }

  void members(const json::Value& value, const Class3& found, bool element, bool top) {
    std::bitset<Class3::kMostProperties> seen;
    for (const json::Member& member : value.members()) {
      if (member.key == "type" || member.key == "@type" || member.key == (element ? "spdxId" : "@id") ||
          (top && member.key == "@context")) {
        continue;
      }
      const auto property = found.by_key.find(member.key);
      if (property == found.by_key.end()) {
        error(member.value, an(found.name) + " has no property '" + shown(member.key) + "'");
        continue;
      }
      seen.set(property->second->number);
      values(member.value, *property->second);
    }
    for (const auto& [key, property] : found.properties) {
      if (property.least > 0 && !seen.test(property.number))
        error(value, an(found.name) + " needs the property '" + std::string(key) + "'");
    }
  }

  void values(const json::Value& value, const Property3& property) {
    if (!property.many) {
      one(value, property);
      return;
    }
    if (!value.is_array()) {
      error(value, "a list is wanted for '" + std::string(property.key) + "'");
      return;
    }
    if (value.size() < property.least) error(value, "the list '" + std::string(property.key) + "' may not be empty");
    for (const json::Value item : value.items()) one(item, property);
  }

  void one(const json::Value& value, const Property3& property) {
    const std::string_view text = value.string();
    const auto want = [&](bool right, std::string_view what) {
      if (!right) error(value, std::string(what) + " is wanted for '" + std::string(property.key) + "'");
    };
    switch (property.type) {
      case Type3::text:
      case Type3::uri:
        want(value.is_string(), "a text");
        return;
      case Type3::date:
        want(is_date(text), "a time as 2026-11-22T08:30:00Z");
        return;
      case Type3::decimal:
        want(value.is_number() || is_decimal(text), "a number");
        return;
      case Type3::boolean:
        want(value.is_boolean(), "true or false");
        return;
      case Type3::media_type:
        want(is_media_type(text), "a media type as text/plain");
        return;
      case Type3::semver:
        want(is_semver(text), "a version as 3.0.1");
        return;
      case Type3::positive:
        want(value.integer().value_or(0) >= 1, "a whole number from 1 on");
        return;
      case Type3::natural:
        want(value.integer().value_or(-1) >= 0, "a whole number from 0 on");
        return;
      case Type3::word:
        if (!is_word3(property.range, text)) {
          error(value, "'" + shown(text) + "' is none of the words of " + std::string(property.range));
        }
        return;
      case Type3::object:
        if (value.is_object()) {
          object(value, property.range, false);
        } else if (value.is_string()) {
          if (!text.starts_with("_:") && !is_iri(text) && !is_individual(text)) {
            error(value, "'" + shown(text) + "' is no IRI and no blank node");
          } else {
            references_.push_back({value, property.range});
          }
        } else {
          error(value, "an object or the id of one is wanted for '" + std::string(property.key) + "'");
        }
        return;
    }
  }

  /// Rules of single classes that are no matter of types.
  void rules(const json::Value& value, const Class3& found) {
    if (found.name == "Hash") {
      hash(value);
    } else if (found.name == "CreationInfo") {
      const json::Value version = value["specVersion"];
      if (version && !version.string().starts_with("3.0.")) {
        report(FindingLevel::error, "SPDX 3.0.1, Core, specVersion", version,
               "'" + shown(version.string()) + "' is no version of SPDX that is known: 3.0.0 or 3.0.1");
      }
    } else if (found.name == "simplelicensing_LicenseExpression") {
      expression(value["simplelicensing_licenseExpression"]);
    } else if (found.name == "PositiveIntegerRange") {
      const json::Value end = value["endIntegerRange"];
      if (end && value["beginIntegerRange"].integer().value_or(0) > end.integer().value_or(0)) {
        report(FindingLevel::error, "SPDX 3.0.1, Core, PositiveIntegerRange", end, "the range ends before it begins");
      }
    } else if (found.is("Relationship")) {
      const std::string_view begin = value["startTime"].string();
      const json::Value end = value["endTime"];
      if (end && !begin.empty() && is_date(begin) && is_date(end.string()) && end.string() < begin) {
        report(FindingLevel::error, "SPDX 3.0.1, Core, Relationship", end, "the relationship ends before it begins");
      }
    } else if (found.is("ElementCollection")) {
      for (const json::Value import : value["import"].items()) imported_.insert(import["externalSpdxId"].string());
    }
  }

  void hash(const json::Value& value) {
    const json::Value digits = value["hashValue"];
    const std::size_t wanted = digits_of(value["algorithm"].string());
    const std::string_view text = digits.string();
    if (!digits || wanted == 0 || (text.size() == wanted && std::all_of(text.begin(), text.end(), is_hex))) return;
    report(FindingLevel::error, "SPDX 3.0.1, Core, hashValue", digits,
           "'" + shown(text) + "' is no checksum of " + shown(value["algorithm"].string()) + ", which has " +
               std::to_string(wanted) + " hexadecimal digits");
  }

  void expression(const json::Value& value) {
    if (!value.is_string() || says_nothing(value.string())) return;
    for (const LicenceFault& fault : parse_licence(value.string()).faults) {
      report(fault.warning ? FindingLevel::warning : FindingLevel::error, "SPDX 3.0.1, licence expressions", value,
             fault.message);
    }
  }

  void resolve() {
    for (const Reference& one : references_) {
      const std::string_view id = one.value.string();
      if (is_individual(id)) continue;
      const auto found = graph_.objects.find(id);
      if (found == graph_.objects.end()) {
        if (imported_.contains(id)) continue;
        const bool blank = id.starts_with("_:");
        report(blank ? FindingLevel::error : FindingLevel::warning, "SPDX 3.0.1, Core, import", one.value,
               "'" + shown(id) + "' is not described here" + (blank ? "" : ", and not imported either"));
        continue;
      }
      const Class3* its = class3_of(found->second["type"].string());
      if (its != nullptr && !its->is(one.range))
        error(one.value, an(one.range) + " is wanted here, and this names " + an(its->name));
    }
  }

  void documents() {
    std::size_t number = 0;
    for (const auto& [value, its, place] : graph_.in_order) {
      if (its->name != "SpdxDocument") continue;
      if (++number == 2)
        report(FindingLevel::error, "SPDX 3.0.1, Core, SpdxDocument", value, "a file has one SpdxDocument, and this is another");
    }
    if (number == 0) {
      graph_.findings.push_back(
          {FindingLevel::warning, "SPDX 3.0.1, Core, SpdxDocument", "", 1, "there is no SpdxDocument in the file"});
    }
  }

  struct Reference {
    json::Value value;
    std::string_view range;
  };

  Graph3& graph_;
  /// The pointer of the object in @graph that is looked at.
  std::string place_;
  std::vector<Reference> references_;
  std::unordered_set<std::string_view> imported_;
};

}  // namespace

Graph3 read_graph3(const json::Document& document) {
  Graph3 out;
  Checker(document, out).check(document.root());
  std::stable_sort(out.findings.begin(), out.findings.end(), [](const Finding& a, const Finding& b) { return a.line < b.line; });
  return out;
}

}  // namespace crosswalk::artifacts::spdx
