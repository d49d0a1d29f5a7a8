// SPDX-License-Identifier: Apache-2.0
// The facts of a release beside its bill of materials.
#include <algorithm>
#include <map>
#include <utility>

#include "artifacts/purl/purl.h"
#include "base/text.h"
#include "release/consistency.h"

namespace crosswalk::release {
namespace {

using artifacts::sbom::Bom;
using artifacts::sbom::Component;

/// Letters and digits in small letters: "libjpeg-turbo" and "LibJPEG Turbo" are the same.
std::string plain(std::string_view text) {
  std::string out;
  for (const char c : base::to_lower(text)) {
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80) out += c;
  }
  return out;
}

/// A package URL without version, qualifiers and subpath; empty where it is none.
std::string package(std::string_view text) {
  auto purl = artifacts::purl::parse(text);
  if (!purl) return {};
  purl->version.clear();
  purl->qualifiers.clear();
  purl->subpath.clear();
  return purl->canonical();
}

std::string named(const Component& component) {
  return component.name + (component.version.empty() ? "" : " " + component.version);
}

std::string in_words(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

/// Some names of many: "a, b, c and 4 more".
std::string some_of(const std::vector<std::string>& names) {
  constexpr std::size_t most = 5;
  std::vector<std::string> shown(names.begin(), names.begin() + static_cast<std::ptrdiff_t>(std::min(most, names.size())));
  std::string out = base::join(shown, ", ");
  if (names.size() > most) out += " and " + std::to_string(names.size() - most) + " more";
  return out;
}

class SbomCheck {
 public:
  SbomCheck(const ReleaseFacts& facts, const Bom& bom, std::string name) : facts_(facts), bom_(bom), name_(std::move(name)) {
    for (std::size_t i = 0; i < bom_.components.size(); ++i) {
      const Component& component = bom_.components[i];
      if (!component.name.empty()) by_name_[plain(component.name)].push_back(i);
      if (const std::string key = package(component.purl); !key.empty()) by_package_[key].push_back(i);
    }
  }

  std::vector<Finding> check() {
    check_subject();
    if (facts_.not_applicable("items") == nullptr) {
      for (const Entry& entry : facts_.entries("items")) check_item(entry);
      check_components();
    }
    check_vulnerabilities();
    return std::move(out_);
  }

 private:
  void add(Weight weight, std::string rule, const std::string& file, int line, std::string sentence, std::string advice) {
    out_.push_back({weight, std::move(rule), file, line, std::move(sentence), std::move(advice)});
  }
  void of_facts(Weight weight, std::string rule, int line, std::string sentence, std::string advice) {
    add(weight, std::move(rule), facts_.file, line, std::move(sentence), std::move(advice));
  }

  void check_subject() {
    if (!bom_.subject) {
      return add(Weight::blocks, "sbom/no-product", name_, 0,
                 "the bill of materials does not say of which product and version it is",
                 "name both in it (CycloneDX metadata.component, SPDX documentDescribes)");
    }
    const Component& subject = bom_.components[*bom_.subject];
    const int line = static_cast<int>(subject.location.line);
    if (subject.version != facts_.version() && subject.version != facts_.text("release", "build")) {
      add(Weight::blocks, "sbom/product-version", name_, line,
          "the bill of materials is of version " + (subject.version.empty() ? "unknown" : subject.version) + ", the release is " +
              facts_.version(),
          "make the bill of this release");
    }
    if (plain(subject.name) != plain(facts_.product())) {
      add(Weight::remark, "sbom/product-name", name_, line,
          "the bill of materials calls the product '" + subject.name + "', the facts '" + facts_.product() + "'",
          "see that it is the bill of this product");
    }
  }

  /// The components that are the same thing as an item.
  [[nodiscard]] std::vector<std::size_t> components_of(const Entry& entry) const {
    const std::string key = package(entry.text("purl"));
    if (!key.empty()) {
      if (const auto found = by_package_.find(key); found != by_package_.end()) return found->second;
    }
    const auto found = by_name_.find(plain(entry.text("name")));
    return found == by_name_.end() ? std::vector<std::size_t>() : found->second;
  }

  void check_item(const Entry& entry) {
    const auto found = components_of(entry);
    seen_.insert(found.begin(), found.end());
    const std::string name = entry.text("name");
    const std::string kind = entry.text("class");
    if (found.empty()) {
      // What others install is none of ours; what users are only told of may be left out.
      if (kind == "required") return;
      return of_facts(kind == "supported" ? Weight::remark : Weight::blocks, "sbom/item-missing", entry.line,
                      "software item " + name + " " + entry.text("version") + " is not in the bill of materials " + name_,
                      "add it to the bill, or take it out of 'items'");
    }
    check_version(entry, found);
    check_support(entry, found);
  }

  void check_version(const Entry& entry, const std::vector<std::size_t>& found) {
    const Fact* version = entry.find("version");
    if (version == nullptr) return;
    std::vector<std::string> others;
    for (const std::size_t number : found) {
      const std::string& other = bom_.components[number].version;
      if (other == version->texts[0]) return;
      if (!other.empty()) others.push_back(other);
    }
    if (others.empty()) return;
    of_facts(
        Weight::blocks, "sbom/item-version", version->line,
        entry.text("name") + " is " + version->texts[0] + " by the facts, and " + some_of(others) + " by the bill of materials",
        "correct the one that is wrong (" + name_ + ", line " + std::to_string(bom_.components[found.front()].location.line) +
            ")");
  }

  void check_support(const Entry& entry, const std::vector<std::size_t>& found) {
    for (const std::size_t number : found) {
      const Component& component = bom_.components[number];
      compare(entry, "level", component.support_level, "level of support", component);
      compare(entry, "supported_until", component.end_of_support.substr(0, 10), "end of support", component);
    }
  }

  void compare(const Entry& entry, std::string_view field, const std::string& other, const std::string& what,
               const Component& component) {
    if (other.empty()) return;
    const Fact* said = entry.find(field);
    const std::string place =
        "the bill of materials says '" + in_words(other) + "' (line " + std::to_string(component.location.line) + ")";
    if (said == nullptr) {
      return of_facts(Weight::remark, "sbom/support-known", entry.line,
                      "the facts have no " + what + " of " + named(component) + ", and " + place, "take it over");
    }
    if (plain(said->texts[0]) == plain(other)) return;
    of_facts(Weight::blocks, "sbom/support-differs", said->line,
             "the " + what + " of " + named(component) + " is '" + in_words(said->texts[0]) + "' by the facts, and " + place,
             "correct the one that is wrong");
  }

  /// Whether it is a thing that support can be given to.
  [[nodiscard]] bool counts(std::size_t number) const {
    const std::string& type = bom_.components[number].type;
    return number != bom_.subject && type != "file" && type != "cryptographic-asset" && type != "data";
  }

  /// Components that are no items: one finding for those whose support the bill tells, one for the others.
  void check_components() {
    std::vector<std::string> told;
    std::vector<std::string> untold;
    for (std::size_t i = 0; i < bom_.components.size(); ++i) {
      const Component& component = bom_.components[i];
      if (!counts(i) || seen_.contains(i)) continue;
      const bool says = !component.support_level.empty() && !component.end_of_support.empty();
      (says ? told : untold).push_back(named(component));
    }
    const auto put = [&](Weight weight, const std::vector<std::string>& names, const std::string& more) {
      if (names.empty()) return;
      const std::string count = std::to_string(names.size()) + (names.size() == 1 ? " component" : " components");
      add(weight, "sbom/no-item", name_, 0,
          count + " of the bill of materials " + (names.size() == 1 ? "is no item" : "are no items") + " of the facts" + more +
              ": " + some_of(names),
          "add to 'items' with class, level and end of support");
    };
    put(Weight::blocks, untold, ", and nobody says how they are supported (4.3)");
    put(Weight::remark, told, "; the bill tells their support");
  }

  void check_vulnerabilities() {
    for (const auto& known : bom_.vulnerabilities) {
      if (known.id.empty() || is_told(known.id)) continue;
      const bool harmless = known.state == "not_affected" || known.state == "false_positive" || known.state == "resolved" ||
                            known.state == "resolved_with_pedigree" || known.state == "fixed";
      add(harmless ? Weight::remark : Weight::blocks, "sbom/vulnerability", name_, 0,
          "the bill of materials tells of " + known.id + (known.state.empty() ? "" : " (" + in_words(known.state) + ")") +
              ", and the facts do not",
          "say its status in 'known_vulnerabilities'");
    }
  }

  [[nodiscard]] bool is_told(const std::string& id) const {
    for (const auto& [group, field] : {std::pair("known_vulnerabilities", "vulnerability"), std::pair("risks", "vulnerabilities"),
                                       std::pair("changes", "vulnerabilities")}) {
      for (const Entry& entry : facts_.entries(group)) {
        const Fact* fact = entry.find(field);
        if (fact != nullptr && std::find(fact->texts.begin(), fact->texts.end(), id) != fact->texts.end()) return true;
      }
    }
    return false;
  }

  const ReleaseFacts& facts_;
  const Bom& bom_;
  std::string name_;
  std::map<std::string, std::vector<std::size_t>> by_name_;
  std::map<std::string, std::vector<std::size_t>> by_package_;
  std::set<std::size_t> seen_;
  std::vector<Finding> out_;
};

}  // namespace

std::vector<Finding> check_sbom(const ReleaseFacts& facts, const Bom& bom, const std::string& name) {
  return SbomCheck(facts, bom, name).check();
}

}  // namespace crosswalk::release
