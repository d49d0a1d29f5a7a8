// SPDX-License-Identifier: Apache-2.0
#include "review/contradictions.h"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "review/versions.h"

namespace crosswalk::review {
namespace {

using document::ArtifactCheck;
using document::Role;
using Use = document::NamedVersion::Use;

/// A version that a document names.
struct Named {
  const DocumentEntry* document = nullptr;
  const VersionMention* mention = nullptr;
};

bool counts(const DocumentEntry& entry) {
  const bool read = entry.status == document::Status::read || entry.status == document::Status::damaged;
  return read && entry.in_force && (entry.facts.owner == document::Owner::own || entry.facts.owner == document::Owner::unknown);
}

bool is(const DocumentEntry& entry, std::string_view kind) {
  return std::find(entry.artifact_kinds.begin(), entry.artifact_kinds.end(), kind) != entry.artifact_kinds.end();
}

bool is_bill_of_materials(const DocumentEntry& entry) { return is(entry, "cyclonedx") || is(entry, "spdx"); }

bool holds(const std::vector<std::string>& words, const std::vector<std::string>& name) {
  return !name.empty() && std::search(words.begin(), words.end(), name.begin(), name.end()) != words.end();
}

/// Whether two names may be those of one product or family: one is a part of the other.
bool may_be_same(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = name_words(a);
  const std::vector<std::string> right = name_words(b);
  return holds(left, right) || holds(right, left);
}

/// Whether the longer name is the shorter one with a maker before it ("Acme Pump 200") and no more than a version or a word for
/// what it is behind it ("Pump 200 software 3.1"): "Pump 200 Plus" is another product.
bool adds_nothing(const std::vector<std::string>& words, const std::vector<std::string>& name) {
  static const std::set<std::string_view> kinds{"software", "system", "device", "application", "app", "firmware", "version", "v"};
  if (name.empty()) return false;
  const auto found = std::search(words.begin(), words.end(), name.begin(), name.end());
  if (found == words.end()) return false;
  return std::all_of(found + static_cast<std::ptrdiff_t>(name.size()), words.end(), [](const std::string& word) {
    const std::string_view number = std::string_view(word).substr(word.starts_with('v') ? 1 : 0);
    return kinds.contains(word) || (!number.empty() && number.front() >= '0' && number.front() <= '9');
  });
}

/// Whether two names are those of one product.
bool name_one_product(std::string_view a, std::string_view b) {
  const std::vector<std::string> left = name_words(a);
  const std::vector<std::string> right = name_words(b);
  return adds_nothing(left, right) || adds_nothing(right, left);
}

/// Whether a text is one version that can be compared, and neither a range nor a word.
bool is_exact(std::string_view version) {
  if (version.empty() || version.size() > 40 || version.find_first_of("0123456789") == std::string_view::npos) return false;
  return version.find_first_of("<>=|*~^,; ") == std::string_view::npos && !version.ends_with(".x") && !version.ends_with(".X");
}

/// Whether both are versions, and other ones.
bool differ(std::string_view a, std::string_view b) { return is_exact(a) && is_exact(b) && !same_version(a, b); }

Evidence quote_of(const Named& named) {
  Evidence out;
  out.document = named.document->path;
  out.quote = named.mention->quote;
  out.locator = named.mention->locator;
  out.verdict = Verdict::needs_review;
  out.basis = Basis::output;
  out.owner = named.document->facts.owner;
  out.expression = "contradiction";
  return out;
}

class Comparer {
 public:
  Comparer(const std::vector<std::shared_ptr<const packs::Pack>>& packs, const std::vector<DocumentEntry>& documents,
           const Workspace* workspace)
      : workspace_(workspace) {
    // Where the packs say what a check bears on, a contradiction about it belongs: the first is its place.
    for (const auto& pack : packs) {
      for (const packs::Clause& clause : pack->clauses) {
        for (const packs::Signal& signal : clause.signals) {
          if (signal.check == ArtifactCheck::none || signal.constraints.empty()) continue;
          const std::string& slug = signal.constraints.front();
          places_.emplace(signal.check,
                          pack->id + ":" + (slug.find('/') == std::string::npos ? clause.number + "/" + slug : slug));
        }
      }
    }
    for (const DocumentEntry& entry : documents) {
      if (!counts(entry)) continue;
      for (const VersionMention& mention : entry.versions) {
        const Named named{&entry, &mention};
        if (mention.use == Use::subject && is_bill_of_materials(entry)) boms_.push_back(named);
        if (mention.use == Use::subject && entry.facts.role == Role::release_notes) notes_.push_back(named);
        if (mention.use == Use::component && is_bill_of_materials(entry) && !mention.purl.empty()) {
          components_[mention.purl].push_back(named);
        }
        if (is_bill_of_materials(entry)) continue;
        if (mention.use == Use::fixed && entry.facts.role == Role::release_notes) {
          fixed_by_notes_[mention.vulnerability].push_back(named);
        }
        if (mention.use == Use::fixed && entry.facts.role != Role::release_notes) {
          fixed_by_advisories_.push_back(named);
          advisories_fixing_[mention.vulnerability].push_back(named);
        }
        if (mention.use == Use::affected && entry.facts.role != Role::release_notes) affected_.push_back(named);
        if (mention.use == Use::component) named_components_.push_back(named);
        if (mention.use == Use::subject && entry.facts.role != Role::release_notes) subjects_.push_back(named);
      }
    }
  }

  std::vector<Gap> compare() {
    one_product_ = is_one_product();
    bills_of_materials();
    products();
    components();
    fixed_versions();
    affected_and_fixed();
    std::stable_sort(gaps_.begin(), gaps_.end(), [](const Gap& a, const Gap& b) { return a.id < b.id; });
    return std::move(gaps_);
  }

 private:
  void add(ArtifactCheck check, const std::string& subject, std::string text, std::string remedy, const std::vector<Named>& named,
           packs::Severity severity = packs::Severity::minor) {
    const auto place = places_.find(check);
    if (place == places_.end()) return;
    Gap gap;
    gap.kind = GapKind::contradiction;
    gap.id = "GAP-" + place->second + "~" + subject;
    if (!ids_.insert(gap.id).second) return;
    gap.severity = severity;
    gap.text = std::move(text);
    gap.constraint = place->second;
    gap.remedy = std::move(remedy);
    for (const Named& one : named) {
      if (std::find(gap.documents.begin(), gap.documents.end(), one.document->path) == gap.documents.end()) {
        gap.documents.push_back(one.document->path);
      }
      if (!one.mention->quote.empty()) gap.evidence.push_back(quote_of(one));
    }
    gaps_.push_back(std::move(gap));
  }

  /// Whether two names are those of one product; both stay as long as the documents. There are few names, and many mentions.
  [[nodiscard]] bool same_product(std::string_view a, std::string_view b) const {
    const auto [found, is_new] = same_products_.try_emplace({a, b}, false);
    if (is_new) found->second = name_one_product(a, b);
    return found->second;
  }

  /// What is kept under a vulnerability; nothing where there is none.
  static const std::vector<Named>& of(const std::map<std::string_view, std::vector<Named>>& lists,
                                      std::string_view vulnerability) {
    static const std::vector<Named> none;
    const auto found = lists.find(vulnerability);
    return found == lists.end() ? none : found->second;
  }

  static std::string in(const Named& named) { return "\"" + named.document->path + "\""; }

  /// Whether all documents speak of one product.
  [[nodiscard]] bool is_one_product() const {
    if (workspace_ != nullptr && !workspace_->products.empty()) return workspace_->products.size() == 1;
    std::string_view first;
    for (const auto* list : {&boms_, &notes_, &affected_, &fixed_by_advisories_, &subjects_}) {
      for (const Named& named : *list) {
        const std::string_view name = named.mention->name;
        if (name.empty()) continue;
        if (first.empty()) first = name;
        if (!same_product(first, name)) return false;
      }
    }
    return true;
  }

  /// The product of the workspace that a name is one of.
  [[nodiscard]] const Product* product_of(std::string_view name) const {
    if (workspace_ == nullptr) return nullptr;
    const Product* out = nullptr;
    for (const Product& product : workspace_->products) {
      if (same_product(product.name, name) && (out == nullptr || product.name.size() > out->name.size())) out = &product;
    }
    return out;
  }

  /// A product's bills of materials, of which none is of the version that is out.
  void bills_of_materials() {
    std::set<std::string> done;
    for (const Named& bom : boms_) {
      if (!is_exact(bom.mention->version)) continue;
      const Product* const product = product_of(bom.mention->name);
      const std::string key = product != nullptr ? product->name : base::join(name_words(bom.mention->name), " ");
      if (!done.insert(key).second) continue;
      std::vector<Named> all;
      for (const Named& other : boms_) {
        if (product != nullptr ? product_of(other.mention->name) == product
                               : same_product(other.mention->name, bom.mention->name)) {
          all.push_back(other);
        }
      }
      const auto any_is = [&](std::string_view version) {
        return std::any_of(all.begin(), all.end(), [&](const Named& one) { return !differ(one.mention->version, version); });
      };
      if (product != nullptr) {
        const ProductVersion* const current = current_version(*product);
        if (current == nullptr || any_is(current->version)) continue;
        add(ArtifactCheck::component_versions, product->name,
            "The bill of materials " + in(bom) + " is of version " + bom.mention->version + " of " + product->name +
                "; the current version is " + current->version + ".",
            "Make the bill of materials of version " + current->version +
                " in its build, or correct the version that the file or the workspace names.",
            {bom});
        continue;
      }
      // Without a workspace the latest release notes say what is out.
      std::optional<Named> latest;
      for (const Named& note : notes_) {
        if (!is_exact(note.mention->version) || !same_product(note.mention->name, bom.mention->name)) continue;
        const auto order = latest ? compare_versions(note.mention->version, latest->mention->version) : std::nullopt;
        if (!latest || (order && *order == std::strong_ordering::greater)) latest = note;
      }
      if (!latest || any_is(latest->mention->version)) continue;
      add(ArtifactCheck::component_versions, bom.mention->name,
          "The bill of materials " + in(bom) + " is of version " + bom.mention->version + " of " + bom.mention->name +
              "; the release notes " + in(*latest) + " are of version " + latest->mention->version + ".",
          "Make the bill of materials of version " + latest->mention->version + " in its build and ship it with that release.",
          {bom, *latest});
    }
  }

  /// Products and versions of advisories that the workspace does not know.
  void products() {
    if (workspace_ == nullptr || workspace_->products.empty()) return;
    for (const auto* list : {&affected_, &fixed_by_advisories_, &subjects_}) {
      for (const Named& named : *list) {
        // A component is no product.
        if (named.mention->name.empty() || components_.contains(named.mention->purl)) continue;
        const bool known_name = std::any_of(workspace_->products.begin(), workspace_->products.end(),
                                            [&](const Product& one) { return may_be_same(one.name, named.mention->name); });
        const Product* const product = product_of(named.mention->name);
        if (!known_name) {
          add(ArtifactCheck::affected_versions, named.document->path + "~" + named.mention->name,
              in(named) + " speaks of \"" + named.mention->name + "\", which is no product of the workspace.",
              "Name the product in the advisory as it is sold, or add it to the products of the workspace.", {named});
          continue;
        }
        if (product == nullptr || product->versions.empty() || !is_exact(named.mention->version)) continue;
        const bool known = std::any_of(product->versions.begin(), product->versions.end(), [&](const ProductVersion& version) {
          return !differ(version.version, named.mention->version);
        });
        if (known || is_older_than_all(*product, named.mention->version)) continue;
        add(ArtifactCheck::affected_versions, named.document->path + "~" + product->name + " " + named.mention->version,
            in(named) + " names version " + named.mention->version + " of " + product->name +
                ", which the workspace does not know.",
            "Correct the version in the advisory, or add it to the versions of the product in the workspace.", {named});
      }
    }
  }

  /// The workspace need not list versions that are long gone.
  static bool is_older_than_all(const Product& product, std::string_view version) {
    return std::all_of(product.versions.begin(), product.versions.end(), [&](const ProductVersion& one) {
      const auto order = compare_versions(version, one.version);
      return order && *order == std::strong_ordering::less;
    });
  }

  /// Components in versions that no bill of materials has.
  void components() {
    components_of(affected_);
    components_of(subjects_);
    components_of(named_components_);
  }
  /// The components of those bills of materials whose product version the document names; all where there is none.
  std::vector<Named> of_same_release(const std::vector<Named>& components, const DocumentEntry& document) const {
    const auto names = [&](std::string_view version) {
      return std::any_of(document.versions.begin(), document.versions.end(), [&](const VersionMention& mention) {
        const bool product = mention.use == Use::affected || mention.use == Use::fixed || mention.use == Use::subject;
        return product && is_exact(mention.version) && same_version(mention.version, version);
      });
    };
    std::vector<Named> out;
    for (const Named& component : components) {
      const bool fits = std::any_of(boms_.begin(), boms_.end(), [&](const Named& bom) {
        return bom.document == component.document && is_exact(bom.mention->version) && names(bom.mention->version);
      });
      if (fits) out.push_back(component);
    }
    return out.empty() ? components : out;
  }

  void components_of(const std::vector<Named>& all) {
    for (const Named& named : all) {
      if (named.mention->purl.empty() || !is_exact(named.mention->version)) continue;
      const auto found = components_.find(named.mention->purl);
      if (found == components_.end()) continue;
      const std::vector<Named> concerned = of_same_release(found->second, *named.document);
      const bool there = std::any_of(concerned.begin(), concerned.end(), [&](const Named& component) {
        return !differ(component.mention->version, named.mention->version);
      });
      if (there) continue;
      const Named& component = concerned.front();
      add(ArtifactCheck::affected_versions, named.document->path + "~" + named.mention->purl,
          in(named) + " speaks of version " + named.mention->version + " of " + named.mention->purl + "; the bill of materials " +
              in(component) + " has version " + component.mention->version + ".",
          "Find out which version the product has, and correct the file that is wrong.", {named, component});
    }
  }

  void fixed_versions() {
    for (const Named& fixed : fixed_by_advisories_) {
      if (fixed.mention->vulnerability.empty() || !is_exact(fixed.mention->version)) continue;
      compare_with_notes(fixed);
      for (const Named& other : of(advisories_fixing_, fixed.mention->vulnerability)) {
        if (other.document->path <= fixed.document->path) continue;
        if (!same_product(other.mention->name, fixed.mention->name) || !differ(other.mention->version, fixed.mention->version))
          continue;
        if (names_fixed(*other.document, fixed) || names_fixed(*fixed.document, other)) continue;
        add(ArtifactCheck::resolution, fixed.mention->vulnerability + "~" + other.document->path,
            in(fixed) + " says that " + fixed.mention->vulnerability + " is fixed in " + fixed.mention->version + ", " +
                in(other) + " says in " + other.mention->version + ".",
            "Find out which version has the fix, and publish a new revision of the advisory that is wrong.", {fixed, other},
            packs::Severity::major);
      }
    }
  }

  /// Whether a document names this version of the product as fixed too.
  static bool names_fixed(const DocumentEntry& entry, const Named& fixed) {
    return std::any_of(entry.versions.begin(), entry.versions.end(), [&](const VersionMention& mention) {
      return mention.use == Use::fixed && mention.vulnerability == fixed.mention->vulnerability &&
             !differ(mention.version, fixed.mention->version);
    });
  }

  /// A version that one document calls affected and another calls fixed.
  void affected_and_fixed() {
    for (const Named& affected : affected_) {
      if (affected.mention->vulnerability.empty() || !is_exact(affected.mention->version)) continue;
      for (const auto* lists : {&fixed_by_notes_, &advisories_fixing_}) {
        for (const Named& fixed : of(*lists, affected.mention->vulnerability)) {
          if (fixed.document == affected.document) continue;
          if (!is_exact(fixed.mention->version) || fixed.mention->version != affected.mention->version) continue;
          if (fixed.mention->name.empty() ? !one_product_ : !same_product(fixed.mention->name, affected.mention->name)) continue;
          add(ArtifactCheck::resolution,
              affected.mention->vulnerability + "~" + affected.document->path + "~" + affected.mention->version,
              in(affected) + " says that version " + affected.mention->version + " is affected by " +
                  affected.mention->vulnerability + "; " + in(fixed) + " says that this version fixes it.",
              "Find out whether the version is affected, and publish a new revision of the document that is wrong.",
              {affected, fixed}, packs::Severity::major);
        }
      }
    }
  }

  void compare_with_notes(const Named& fixed) {
    const auto about = [&](const Named& note) {
      // Notes that name no product are those of the only one that there is.
      return note.mention->name.empty() ? one_product_ : same_product(note.mention->name, fixed.mention->name);
    };
    std::vector<Named> said;
    for (const Named& note : of(fixed_by_notes_, fixed.mention->vulnerability)) {
      if (is_exact(note.mention->version) && about(note)) said.push_back(note);
    }
    if (!said.empty()) {
      // Notes of several branches may each bring the fix.
      const bool agrees = std::any_of(said.begin(), said.end(),
                                      [&](const Named& note) { return !differ(note.mention->version, fixed.mention->version); });
      const bool other_branch =
          std::any_of(said.begin(), said.end(), [&](const Named& note) { return names_fixed(*fixed.document, note); });
      if (agrees || other_branch) return;
      add(ArtifactCheck::resolution, fixed.mention->vulnerability + "~" + fixed.mention->version,
          in(fixed) + " says that " + fixed.mention->vulnerability + " is fixed in version " + fixed.mention->version +
              "; the release notes " + in(said.front()) + " name it under version " + said.front().mention->version + ".",
          "Find out which version has the fix, and publish a new revision of the document that is wrong.", {fixed, said.front()},
          packs::Severity::major);
      return;
    }
    // Of release notes other ids than those of CVE are not read.
    if (!fixed.mention->vulnerability.starts_with("CVE-")) return;
    // Notes of "4.2" speak of 4.2.1 too, but a heading with the very version is the better place.
    std::vector<Named> nearest;
    for (const Named& note : notes_) {
      if (!about(note) || !is_exact(note.mention->version) || !same_version(note.mention->version, fixed.mention->version))
        continue;
      nearest.insert(note.mention->version == fixed.mention->version ? nearest.begin() : nearest.end(), note);
    }
    if (!nearest.empty()) {
      const Named& note = nearest.front();
      add(ArtifactCheck::resolution, fixed.mention->vulnerability + "~" + note.document->path,
          in(fixed) + " says that version " + fixed.mention->version + " fixes " + fixed.mention->vulnerability +
              "; the release notes of that version, " + in(note) + ", do not name it.",
          "Name the vulnerability in the release notes of the version that fixes it, or correct the advisory.", {fixed, note});
    }
  }

  const Workspace* workspace_;
  bool one_product_ = false;
  std::map<ArtifactCheck, std::string> places_;
  std::vector<Named> boms_;
  std::vector<Named> notes_;
  std::map<std::string, std::vector<Named>, std::less<>> components_;
  std::vector<Named> affected_;
  /// Of VEX documents: products that they say something else of.
  std::vector<Named> subjects_;
  std::vector<Named> named_components_;
  std::vector<Named> fixed_by_advisories_;
  /// By vulnerability: a folder may hold thousands of advisories.
  std::map<std::string_view, std::vector<Named>> advisories_fixing_;
  std::map<std::string_view, std::vector<Named>> fixed_by_notes_;
  mutable std::map<std::pair<std::string_view, std::string_view>, bool> same_products_;
  std::set<std::string> ids_;
  std::vector<Gap> gaps_;
};

}  // namespace

std::vector<Gap> contradictions(const std::vector<std::shared_ptr<const packs::Pack>>& packs,
                                const std::vector<DocumentEntry>& documents, const Workspace* workspace) {
  return Comparer(packs, documents, workspace).compare();
}

}  // namespace crosswalk::review
