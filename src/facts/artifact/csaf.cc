// SPDX-License-Identifier: Apache-2.0
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "artifacts/cvss/score.h"
#include "artifacts/purl/purl.h"
#include "artifacts/time/date.h"
#include "artifacts/version/version.h"
#include "base/text.h"
#include "facts/artifact/readers.h"

namespace crosswalk::facts {
namespace {

using artifacts::json::Member;
using artifacts::json::Value;
using document::ArtifactCheck;
using document::NamedVersion;
using document::Span;

/// A product of the product tree.
struct Product {
  std::string name;
  /// "3.4.1", or the text of a range.
  std::string version;
  std::string purl;
  Span quote;
};

std::size_t words_in(std::string_view text) {
  const std::string one_line = base::collapse_space(text);
  return one_line.empty() ? 0 : base::split(one_line, ' ').size();
}

/// The first word of a name that is a version with at least two numbers: "3.4.1" of "ViewStation 3.4.1".
std::string version_in(std::string_view name) {
  for (std::string_view word : base::split(name, ' ')) {
    while (!word.empty() && (word.back() == ',' || word.back() == ')' || word.back() == ':')) word.remove_suffix(1);
    while (!word.empty() && word.front() == '(') word.remove_prefix(1);
    const auto version = artifacts::version::parse_version(word);
    if (version && version->numbers.size() >= 2) return std::string(word);
  }
  return {};
}

/// The products of a document by their ids.
class ProductTree {
 public:
  explicit ProductTree(const Value& tree) {
    for (const Value branch : tree["branches"].items()) read_branch(branch, {}, {}, {});
    for (const Value product : tree["full_product_names"].items()) add(product, {}, {}, {});
    for (const Value relation : tree["relationships"].items()) {
      const Value product = relation["full_product_name"];
      Product made = of(relation["relates_to_product_reference"].string());
      const Product part = of(relation["product_reference"].string());
      // What is affected is the part on its host: the version of either tells which.
      if (made.version.empty()) {
        made.version = part.version;
        made.quote = part.quote;
      }
      if (made.purl.empty()) made.purl = part.purl;
      if (made.name.empty()) made.name = product["name"].string();
      if (made.quote.empty()) made.quote = span_of(product, "name");
      products_.emplace(product["product_id"].string(), std::move(made));
    }
    for (const Value group : tree["product_groups"].items()) {
      for (const Value id : group["product_ids"].items())
        groups_[std::string(group["group_id"].string())].emplace_back(id.string());
    }
  }

  /// The product of an id; one without a name where there is none.
  [[nodiscard]] Product of(std::string_view id) const {
    const auto found = products_.find(id);
    return found == products_.end() ? Product() : found->second;
  }
  /// The ids of a group.
  [[nodiscard]] std::vector<std::string> group(std::string_view id) const {
    const auto found = groups_.find(id);
    return found == groups_.end() ? std::vector<std::string>() : found->second;
  }
  /// The names of all products, each once.
  [[nodiscard]] std::vector<std::string> names() const {
    std::set<std::string> out;
    for (const auto& [id, product] : products_) {
      if (!product.name.empty()) out.insert(product.name);
    }
    return {out.begin(), out.end()};
  }

 private:
  void read_branch(const Value& branch, std::string name, std::string version, Span quote) {
    const std::string_view category = branch["category"].string();
    if (category == "product_name") name = branch["name"].string();
    if (category == "product_version" || category == "product_version_range") {
      version = branch["name"].string();
      quote = span_of(branch, "name");
    }
    if (const Value product = branch["product"]) add(product, name, version, quote);
    for (const Value inner : branch["branches"].items()) read_branch(inner, name, version, quote);
  }

  void add(const Value& product, std::string name, std::string version, Span quote) {
    const std::string_view full = product["name"].string();
    if (version.empty()) {
      version = version_in(full);
      quote = span_of(product, "name");
    }
    if (name.empty()) {
      // What stands before the version is the product's name.
      const std::size_t at = version.empty() ? std::string_view::npos : full.find(version);
      name = base::trim(full.substr(0, at));
      if (name.empty()) name = full;
    }
    Product out{std::move(name), std::move(version), {}, quote};
    const Value helper = product["product_identification_helper"];
    if (auto purl = artifacts::purl::parse(helper["purl"].string())) {
      if (out.version.empty()) out.version = purl->version;
      purl->version.clear();
      out.purl = purl->canonical();
    }
    products_.emplace(product["product_id"].string(), std::move(out));
  }

  std::map<std::string, Product, std::less<>> products_;
  std::map<std::string, std::vector<std::string>, std::less<>> groups_;
};

/// How a vulnerability is called.
std::string name_of(const Value& vulnerability, std::size_t number) {
  if (const std::string_view cve = vulnerability["cve"].string(); !cve.empty()) return std::string(cve);
  if (const std::string_view id = vulnerability["ids"].at(0)["text"].string(); !id.empty()) return std::string(id);
  return "vulnerability " + std::to_string(number);
}

/// Checks one document, vulnerability by vulnerability.
class Checker {
 public:
  Checker(const Value& root, document::Extracted& extracted)
      : root_(root), tree_(root["product_tree"]), artifact_(extracted.artifact) {}

  /// Whether it discloses anything: some product is affected, fixed or looked at.
  bool check() {
    std::size_t number = 0;
    for (const Value vulnerability : root_["vulnerabilities"].items()) {
      const std::string name = name_of(vulnerability, ++number);
      read_statuses(vulnerability);
      known_vulnerabilities(vulnerability, name);
      const bool any = vulnerability["product_status"].size() > 0;
      if (any && affected_.empty() && fixed_.empty() && looked_at_.empty()) continue;
      disclosed_ = true;
      description(vulnerability, name);
      score(vulnerability, name);
      versions(vulnerability, name);
      resolution(vulnerability, name);
      mentions(name);
    }
    for (Tally* tally : {&description_, &score_, &versions_, &resolution_, &known_, &residual_}) {
      if (tally->of() > 0) artifact_.points.push_back(tally->finish());
    }
    return disclosed_;
  }

  [[nodiscard]] std::vector<std::string> product_names() const { return tree_.names(); }

 private:
  void read_statuses(const Value& vulnerability) {
    affected_.clear();
    fixed_.clear();
    looked_at_.clear();
    for (const Member& member : vulnerability["product_status"].members()) {
      std::vector<std::string>* list = nullptr;
      if (member.key == "known_affected" || member.key == "first_affected" || member.key == "last_affected") list = &affected_;
      if (member.key == "fixed" || member.key == "first_fixed") list = &fixed_;
      if (member.key == "under_investigation") list = &looked_at_;
      if (list == nullptr) continue;
      for (const Value id : member.value.items()) list->emplace_back(id.string());
    }
  }

  void description(const Value& vulnerability, const std::string& name) {
    constexpr std::size_t enough = 5;
    const auto note_of = [&](const Value& notes) -> Span {
      for (const Value note : notes.items()) {
        const std::string_view category = note["category"].string();
        const bool fits = category == "description" || category == "summary" || category == "details";
        if (fits && words_in(note["text"].string()) >= enough) return span_of(note, "text");
      }
      return {};
    };
    if (const Span quote = note_of(vulnerability["notes"]); !quote.empty()) return description_.has(quote);
    // Of a document on one vulnerability what it says as a whole is about that one.
    if (root_["vulnerabilities"].size() == 1) {
      if (const Span quote = note_of(root_["document"]["notes"]); !quote.empty()) return description_.has(quote);
    }
    if (words_in(vulnerability["title"].string()) > 1) {
      return description_.has_partly(name, "vague", span_of(vulnerability, "title"));
    }
    if (const Value weakness = vulnerability["cwe"]) return description_.has_partly(name, "vague", span_of(weakness, "name"));
    description_.lacks(name);
  }

  void score(const Value& vulnerability, const std::string& name) {
    Span wrong;
    for (const Value one : vulnerability["scores"].items()) {
      for (const Member& member : one.members()) {
        if (!member.key.starts_with("cvss_v")) continue;
        const auto vector = artifacts::cvss::parse(member.value["vectorString"].string());
        const Value base = member.value["baseScore"];
        if (!member.value["vectorString"] && !base) continue;
        const Span quote = span_of(member.value, base ? "baseScore" : "vectorString");
        // A score is a number from 0 to 10, and that of its vector where there is one.
        const bool scored = !base || (base.is_number() && base.real() >= 0 && base.real() <= 10);
        const bool readable = vector || !member.value["vectorString"];
        const bool agrees =
            scored && readable && (!vector || !base || artifacts::cvss::score(*vector).base == std::lround(base.real() * 10));
        if (agrees) return score_.has(quote);
        wrong = quote;
      }
    }
    if (!wrong.empty()) return score_.has_partly(name + " (its score is none, or not that of its vector)", "incomplete", wrong);
    const Value severity = root_["document"]["aggregate_severity"];
    if (!severity["text"].string().empty()) {
      // A word is a rank only with the scale that it is of.
      if (!severity["namespace"].string().empty()) return score_.has(span_of(severity, "text"));
      return score_.has_partly(name, "vague", span_of(severity, "text"));
    }
    for (const Value threat : vulnerability["threats"].items()) {
      if (threat["category"].string() == "impact" && artifacts::cvss::level_named(threat["details"].string())) {
        return score_.has_partly(name, "vague", span_of(threat, "details"));
      }
    }
    score_.lacks(name);
  }

  void versions(const Value& vulnerability, const std::string& name) {
    const auto first_with_version = [&](const std::vector<std::string>& ids) {
      for (const std::string& id : ids) {
        const Product product = tree_.of(id);
        if (!product.version.empty()) return product.quote;
      }
      return Span();
    };
    if (const Span quote = first_with_version(affected_); !quote.empty()) return versions_.has(quote);
    if (!affected_.empty()) return versions_.has_partly(name, "vague", tree_.of(affected_.front()).quote);
    // That later ones are fixed says that earlier ones are not.
    if (const Span quote = first_with_version(fixed_); !quote.empty()) return versions_.has_partly(name, "implied", quote);
    if (!looked_at_.empty()) return versions_.plans(name, span_of(vulnerability["product_status"], "under_investigation"));
    versions_.lacks(name);
  }

  /// The affected products that a remediation speaks of.
  [[nodiscard]] std::set<std::string> covered_by(const Value& remediation) const {
    std::set<std::string> out;
    if (!remediation["product_ids"] && !remediation["group_ids"]) return {affected_.begin(), affected_.end()};
    for (const Value id : remediation["product_ids"].items()) out.emplace(id.string());
    for (const Value group : remediation["group_ids"].items()) {
      for (std::string& id : tree_.group(group.string())) out.insert(std::move(id));
    }
    return out;
  }

  void resolution(const Value& vulnerability, const std::string& name) {
    std::set<std::string> open(affected_.begin(), affected_.end());
    Span shown;
    Span weak;
    Span remains;
    for (const Value remediation : vulnerability["remediations"].items()) {
      const std::string_view category = remediation["category"].string();
      const Span quote = span_of(remediation, remediation["details"] ? "details" : "category");
      if (category == "vendor_fix" || category == "mitigation" || category == "workaround") {
        if (shown.empty() || category == "vendor_fix") shown = quote;
        for (const std::string& id : covered_by(remediation)) open.erase(id);
      } else if (weak.empty()) {
        weak = quote;
      }
      if (category != "vendor_fix" && remains.empty()) remains = quote;
    }
    // What stays without a fix remains: said with what can be done about it.
    if (!remains.empty() && !affected_.empty()) residual_.has(remains);
    if (shown.empty() && !fixed_.empty()) shown = tree_.of(fixed_.front()).quote;
    if (!shown.empty() && (open.empty() || !fixed_.empty())) return resolution_.has(shown);
    if (!shown.empty()) {
      const std::string product = tree_.of(*open.begin()).name;
      return resolution_.has_partly(name + (product.empty() ? "" : " in " + product), "incomplete", shown);
    }
    if (!weak.empty()) return resolution_.has_partly(name, "incomplete", weak);
    if (!looked_at_.empty() && affected_.empty()) {
      return resolution_.plans(name, span_of(vulnerability["product_status"], "under_investigation"));
    }
    resolution_.lacks(name);
  }

  void known_vulnerabilities(const Value& vulnerability, const std::string& name) {
    const Value statuses = vulnerability["product_status"];
    if (!looked_at_.empty()) return known_.plans(name, span_of(statuses, "under_investigation"));
    for (const char* key : {"known_affected", "known_not_affected", "fixed", "first_affected", "last_affected", "first_fixed"}) {
      if (statuses[key]) return known_.has(span_of(vulnerability, vulnerability["cve"] ? "cve" : "title"));
    }
    known_.lacks(name);
  }

  /// The versions for the comparison with other documents.
  void mentions(const std::string& name) {
    const auto add = [&](const std::vector<std::string>& ids, NamedVersion::Use use) {
      for (const std::string& id : ids) {
        Product product = tree_.of(id);
        if (product.name.empty() || artifact_.versions.size() >= most_mentions) continue;
        artifact_.versions.push_back(
            {use, std::move(product.name), std::move(product.version), std::move(product.purl), name, product.quote});
      }
    };
    add(affected_, NamedVersion::Use::affected);
    add(fixed_, NamedVersion::Use::fixed);
  }

  static constexpr std::size_t most_mentions = 2000;

  Value root_;
  ProductTree tree_;
  document::Artifact& artifact_;
  bool disclosed_ = false;
  std::vector<std::string> affected_;
  std::vector<std::string> fixed_;
  std::vector<std::string> looked_at_;
  Tally description_{ArtifactCheck::description, "no description of"};
  Tally score_{ArtifactCheck::score, "no score for"};
  Tally versions_{ArtifactCheck::affected_versions, "no affected versions for"};
  Tally resolution_{ArtifactCheck::resolution, "no resolution for"};
  Tally known_{ArtifactCheck::known_vulnerabilities, "no finding on"};
  Tally residual_{ArtifactCheck::residual_risk, "nothing on"};
};

}  // namespace

void read_csaf(const artifacts::json::Document& json, document::Extracted& extracted) {
  const Value root = json.root();
  const Value head = root["document"];
  const Value tracking = head["tracking"];
  document::Artifact& artifact = extracted.artifact;
  artifact.kind = document::ArtifactKind::csaf;
  artifact.format_version = head["csaf_version"].string();
  Checker checker(root, extracted);
  const bool disclosed = checker.check();

  document::Facts& facts = extracted.facts;
  // What says of no product that it is affected discloses nothing: a VEX that clears products, an informational advisory.
  const std::string_view category = head["category"].string();
  const bool silent = !disclosed && (root["vulnerabilities"].size() > 0 || category == "csaf_informational_advisory");
  facts.role = silent ? document::Role::statement : document::Role::advisory;
  const std::string_view publisher = head["publisher"]["category"].string();
  if (!publisher.empty() && publisher != "vendor") {
    facts.owner = document::Owner::third_party;
    facts.owner_reason = "published by a " + std::string(publisher) + ", not by the maker";
  }
  if (publisher == "vendor" && facts.owner != document::Owner::own && facts.owner != document::Owner::third_party) {
    // Authorities and finders that are named in it are not who speaks.
    facts.owner = document::Owner::own;
    facts.owner_reason = "published by a vendor";
  }
  document::Control& control = facts.control;
  control.title = head["title"].string();
  control.id = tracking["id"].string();
  control.version = tracking["version"].string();
  const std::string_view released = tracking["current_release_date"].string();
  if (auto date = base::parse_iso_date(released.substr(0, released.find('T')))) control.date = *date;
  const std::string_view status = tracking["status"].string();
  if (!status.empty()) {
    control.state = status == "draft" ? document::State::draft : document::State::effective;
    control.state_reason = "tracking status says " + std::string(status);
  }
  // Versions are those that have the weakness, not those that the document is for.
  control.products = checker.product_names();
  if (control.products.size() > 8) control.products.clear();
}

}  // namespace crosswalk::facts
