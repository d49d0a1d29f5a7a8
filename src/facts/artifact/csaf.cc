// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <optional>
#include <set>
#include <utility>

#include "artifacts/csaf/advisory.h"
#include "artifacts/cvss/score.h"
#include "artifacts/purl/purl.h"
#include "artifacts/time/date.h"
#include "artifacts/version/version.h"
#include "base/text.h"
#include "facts/artifact/readers.h"
#include "facts/view.h"

namespace crosswalk::facts {
namespace {

namespace csaf = artifacts::csaf;
using document::ArtifactCheck;
using document::NamedVersion;
using document::Span;

/// A product as other documents may call it.
struct Product {
  std::string name;
  /// "3.4.1", or the text of a range.
  std::string version;
  std::string purl;
  Span quote;
};

Span span(csaf::Extent at) { return {static_cast<document::ByteOffset>(at.begin), static_cast<document::ByteOffset>(at.end)}; }

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

/// A product that stands alone: what its branches do not say, its name and its package URL may.
Product product_of(const csaf::Product& said) {
  Product out{said.product_name, said.version, {}, span(said.version_at)};
  if (out.version.empty()) {
    out.version = version_in(said.name);
    out.quote = span(said.name_at);
  }
  if (out.name.empty()) {
    // What stands before the version is the product's name.
    const std::size_t at = out.version.empty() ? std::string::npos : said.name.find(out.version);
    out.name = base::trim(std::string_view(said.name).substr(0, at));
    if (out.name.empty()) out.name = said.name;
  }
  if (auto purl = artifacts::purl::parse(said.purl)) {
    if (out.version.empty()) out.version = purl->version;
    purl->version.clear();
    out.purl = purl->canonical();
  }
  return out;
}

/// The products of an advisory under their numbers in it.
std::vector<Product> products_of(const csaf::Advisory& advisory) {
  std::vector<Product> out;
  for (const csaf::Product& said : advisory.products) {
    if (!said.part && !said.host) {
      out.push_back(product_of(said));
      continue;
    }
    // What is affected is the part on its host: the version of either tells which. Those of a circle come later, and say nothing.
    const auto earlier = [&](std::optional<std::size_t> number) {
      return number && *number < out.size() ? out[*number] : Product();
    };
    Product made = earlier(said.host);
    Product part = earlier(said.part);
    if (made.version.empty()) {
      made.version = std::move(part.version);
      made.quote = part.quote;
    }
    if (made.purl.empty()) made.purl = std::move(part.purl);
    if (made.name.empty()) made.name = said.name;
    if (made.quote.empty()) made.quote = span(said.name_at);
    out.push_back(std::move(made));
  }
  return out;
}

/// How a vulnerability is called.
std::string name_of(const csaf::Vulnerability& vulnerability, std::size_t number) {
  if (!vulnerability.cve.empty()) return vulnerability.cve;
  if (!vulnerability.ids.empty() && !vulnerability.ids.front().text.empty()) return vulnerability.ids.front().text;
  return "vulnerability " + std::to_string(number);
}

/// Checks one document, vulnerability by vulnerability.
class Checker {
 public:
  Checker(const csaf::Advisory& advisory, document::Artifact& artifact)
      : advisory_(advisory), products_(products_of(advisory)), artifact_(artifact) {}

  /// Whether it discloses anything: some product is affected, fixed or looked at.
  bool check() {
    std::size_t number = 0;
    for (const csaf::Vulnerability& vulnerability : advisory_.vulnerabilities) {
      const std::string name = name_of(vulnerability, ++number);
      affected_ = with_status(vulnerability, {"known_affected", "first_affected", "last_affected"});
      fixed_ = with_status(vulnerability, {"fixed", "first_fixed"});
      looked_at_ = vulnerability.status_named("under_investigation");
      known_vulnerabilities(vulnerability, name);
      if (!vulnerability.status.empty() && affected_.empty() && fixed_.empty() && looked_at_ == nullptr) continue;
      disclosed_ = true;
      description(vulnerability, name);
      score(vulnerability, name);
      versions(name);
      resolution(vulnerability, name);
      mentions(name);
    }
    for (Tally* tally : {&description_, &score_, &versions_, &resolution_, &known_, &residual_}) {
      if (tally->of() > 0) artifact_.points.push_back(tally->finish());
    }
    return disclosed_;
  }

  /// The names of all products, each once.
  [[nodiscard]] std::vector<std::string> product_names() const {
    std::set<std::string> out;
    for (const Product& product : products_) {
      if (!product.name.empty()) out.insert(product.name);
    }
    return {out.begin(), out.end()};
  }

 private:
  /// The products with one of these words. One that the product tree does not define has no name.
  [[nodiscard]] std::vector<const Product*> with_status(const csaf::Vulnerability& vulnerability,
                                                        std::initializer_list<std::string_view> words) const {
    static const Product undefined;
    std::vector<const Product*> out;
    for (const std::string_view word : words) {
      const csaf::Status* const status = vulnerability.status_named(word);
      if (status == nullptr) continue;
      for (const std::size_t number : status->products.numbers) out.push_back(&products_[number]);
      out.resize(out.size() + status->products.unknown.size(), &undefined);
    }
    return out;
  }

  void description(const csaf::Vulnerability& vulnerability, const std::string& name) {
    constexpr std::size_t enough = 5;
    const auto note_of = [&](const std::vector<csaf::Note>& notes) -> Span {
      for (const csaf::Note& note : notes) {
        const bool fits = note.category == "description" || note.category == "summary" || note.category == "details";
        if (fits && words_in(note.text) >= enough) return span(note.text_at);
      }
      return {};
    };
    if (const Span quote = note_of(vulnerability.notes); !quote.empty()) return description_.has(quote);
    // Of a document on one vulnerability what it says as a whole is about that one.
    if (advisory_.vulnerabilities.size() == 1) {
      if (const Span quote = note_of(advisory_.notes); !quote.empty()) return description_.has(quote);
    }
    if (words_in(vulnerability.title) > 1) return description_.has_partly(name, "vague", span(vulnerability.title_at));
    if (!vulnerability.cwe_id.empty() || !vulnerability.cwe_name.empty()) {
      return description_.has_partly(name, "vague", span(vulnerability.cwe_name_at));
    }
    description_.lacks(name);
  }

  /// Whether a score is one that is right: a number from 0 to 10, and that of its vector where there is one.
  static bool agrees(const csaf::Score& score) {
    const auto vector = artifacts::cvss::parse(score.vector);
    if (!score.vector_at.empty() && !vector) return false;
    if (score.base_at.empty()) return true;
    if (!score.base || *score.base < 0 || *score.base > 10) return false;
    return !vector || artifacts::cvss::score(*vector).base == std::lround(*score.base * 10);
  }

  void score(const csaf::Vulnerability& vulnerability, const std::string& name) {
    Span wrong;
    for (const csaf::Score& one : vulnerability.scores) {
      if (one.vector_at.empty() && one.base_at.empty()) continue;
      const Span quote = span(one.base_at.empty() ? one.vector_at : one.base_at);
      if (agrees(one)) return score_.has(quote);
      wrong = quote;
    }
    if (!wrong.empty()) return score_.has_partly(name + " (its score is none, or not that of its vector)", "incomplete", wrong);
    if (!advisory_.aggregate_severity.empty()) {
      // A word is a rank only with the scale that it is of.
      const Span quote = span(advisory_.aggregate_severity_at);
      if (!advisory_.aggregate_severity_namespace.empty()) return score_.has(quote);
      return score_.has_partly(name, "vague", quote);
    }
    for (const csaf::Statement& threat : vulnerability.threats) {
      if (threat.category == "impact" && artifacts::cvss::level_named(threat.details)) {
        return score_.has_partly(name, "vague", span(threat.at));
      }
    }
    score_.lacks(name);
  }

  void versions(const std::string& name) {
    const auto first_with_version = [](const std::vector<const Product*>& products) {
      const auto found = std::find_if(products.begin(), products.end(), [](const Product* one) { return !one->version.empty(); });
      return found == products.end() ? Span() : (*found)->quote;
    };
    if (const Span quote = first_with_version(affected_); !quote.empty()) return versions_.has(quote);
    if (!affected_.empty()) return versions_.has_partly(name, "vague", affected_.front()->quote);
    // That later ones are fixed says that earlier ones are not.
    if (const Span quote = first_with_version(fixed_); !quote.empty()) return versions_.has_partly(name, "implied", quote);
    if (looked_at_ != nullptr) return versions_.plans(name, span(looked_at_->at));
    versions_.lacks(name);
  }

  void resolution(const csaf::Vulnerability& vulnerability, const std::string& name) {
    Span shown;
    Span weak;
    Span remains;
    for (const csaf::Statement& remediation : vulnerability.remediations) {
      const std::string_view category = remediation.category;
      const Span quote = span(remediation.at);
      if (category == "vendor_fix" || category == "mitigation" || category == "workaround") {
        if (shown.empty() || category == "vendor_fix") shown = quote;
      } else if (weak.empty()) {
        weak = quote;
      }
      if (category != "vendor_fix" && remains.empty()) remains = quote;
    }
    // What stays without a fix remains: said with what can be done about it.
    if (!remains.empty() && !affected_.empty()) residual_.has(remains);
    if (shown.empty() && !fixed_.empty()) shown = fixed_.front()->quote;
    const csaf::Products& open = vulnerability.without_remedy;
    if (!shown.empty() && (open.empty() || !fixed_.empty())) return resolution_.has(shown);
    if (!shown.empty()) {
      const std::string product = open.numbers.empty() ? "" : products_[open.numbers.front()].name;
      return resolution_.has_partly(name + (product.empty() ? "" : " in " + product), "incomplete", shown);
    }
    if (!weak.empty()) return resolution_.has_partly(name, "incomplete", weak);
    if (looked_at_ != nullptr && affected_.empty()) {
      return resolution_.plans(name, span(looked_at_->at));
    }
    resolution_.lacks(name);
  }

  void known_vulnerabilities(const csaf::Vulnerability& vulnerability, const std::string& name) {
    if (looked_at_ != nullptr) return known_.plans(name, span(looked_at_->at));
    for (const csaf::Status& status : vulnerability.status) {
      if (status.word != "recommended")
        return known_.has(span(vulnerability.cve_at.empty() ? vulnerability.title_at : vulnerability.cve_at));
    }
    known_.lacks(name);
  }

  /// The versions for the comparison with other documents.
  void mentions(const std::string& name) {
    const auto add = [&](const std::vector<const Product*>& products, NamedVersion::Use use) {
      for (const Product* const product : products) {
        if (product->name.empty() || artifact_.versions.size() >= most_mentions) continue;
        artifact_.versions.push_back({use, product->name, product->version, product->purl, name, product->quote});
      }
    };
    add(affected_, NamedVersion::Use::affected);
    add(fixed_, NamedVersion::Use::fixed);
  }

  static constexpr std::size_t most_mentions = 2000;

  const csaf::Advisory& advisory_;
  std::vector<Product> products_;
  document::Artifact& artifact_;
  bool disclosed_ = false;
  std::vector<const Product*> affected_;
  std::vector<const Product*> fixed_;
  const csaf::Status* looked_at_ = nullptr;
  Tally description_{ArtifactCheck::description, "no description of"};
  Tally score_{ArtifactCheck::score, "no score for"};
  Tally versions_{ArtifactCheck::affected_versions, "no affected versions for"};
  Tally resolution_{ArtifactCheck::resolution, "no resolution for"};
  Tally known_{ArtifactCheck::known_vulnerabilities, "no finding on"};
  Tally residual_{ArtifactCheck::residual_risk, "nothing on"};
};

/// The revision of the document's own version, else the last of the list; only where there is one.
const csaf::RevisionText& latest_revision(const csaf::Advisory& advisory) {
  for (const csaf::RevisionText& revision : advisory.revisions) {
    if (revision.number == advisory.version) return revision;
  }
  return advisory.revisions.back();
}

/// Whether the last revision or the title says that the whole document was taken back. CSAF 2.0 has no value for it; CSAF 2.1 has
/// categories.
bool is_withdrawn(const csaf::Advisory& advisory) {
  if (advisory.category == "csaf_withdrawn" || advisory.category == "csaf_superseded") return true;
  const auto says = [](std::string_view text) {
    const std::string words = words_of(text);
    for (const std::string_view word : {"withdrawn", "retracted", "revoked"}) {
      // "Withdrawn: ...", "[WITHDRAWN] ..."; elsewhere it may be a patch that was withdrawn.
      if (base::trim(words).starts_with(word)) return true;
      for (const std::string_view what : {"advisory ", "advisory is ", "advisory was ", "advisory has been ", "document is ",
                                          "document was ", "document has been "}) {
        if (words.find(std::string(what) + std::string(word)) != std::string::npos) return true;
      }
    }
    return false;
  };
  return says(advisory.title) || (!advisory.revisions.empty() && says(latest_revision(advisory).summary));
}

}  // namespace

void read_csaf(const artifacts::json::Document& json, document::Extracted& extracted) {
  const csaf::Advisory advisory = csaf::read_advisory(json.root());
  document::Artifact& artifact = extracted.artifact;
  artifact.kind = document::ArtifactKind::csaf;
  artifact.format_version = advisory.format_version;
  if (advisory.publisher_category == "vendor" && !advisory.publisher.empty()) {
    artifact.versions.push_back({NamedVersion::Use::maker, advisory.publisher, {}, {}, {}, span(advisory.publisher_at)});
  }
  Checker checker(advisory, artifact);
  const bool disclosed = checker.check();

  document::Facts& facts = extracted.facts;
  // What says of no product that it is affected discloses nothing: a VEX that clears products, an informational advisory.
  const bool silent = !disclosed && (!advisory.vulnerabilities.empty() || advisory.category == "csaf_informational_advisory");
  // TLP:RED is for named recipients alone. Source: FIRST, Traffic Light Protocol, TLP:RED.
  const bool secret = base::to_lower(advisory.tlp) == "red";
  facts.role = silent || secret ? document::Role::statement : document::Role::advisory;
  const std::string& publisher = advisory.publisher_category;
  if (!publisher.empty() && publisher != "vendor") {
    facts.owner = document::Owner::third_party;
    facts.owner_reason = "published by a " + publisher + ", not by the maker";
  }
  if (publisher == "vendor" && facts.owner != document::Owner::own && facts.owner != document::Owner::third_party) {
    // Authorities and finders that are named in it are not who speaks.
    facts.owner = document::Owner::own;
    facts.owner_reason = "published by a vendor";
  }
  document::Control& control = facts.control;
  control.title = advisory.title;
  control.id = advisory.id;
  control.version = advisory.version;
  const std::string_view released = advisory.current_release_date;
  if (auto date = base::parse_iso_date(released.substr(0, released.find('T')))) control.date = *date;
  const std::string& status = advisory.status;
  if (!status.empty()) {
    control.state = status == "draft" ? document::State::draft : document::State::effective;
    control.state_reason = "tracking status says " + status;
    if (secret) control.state_reason += "; it is TLP:RED, which is not for users";
  }
  if (is_withdrawn(advisory)) {
    control.state = document::State::obsolete;
    control.state_reason = "it says that it was withdrawn";
  }
  // Versions are those that have the weakness, not those that the document is for.
  control.products = checker.product_names();
  if (control.products.size() > 8) control.products.clear();
}

}  // namespace crosswalk::facts
