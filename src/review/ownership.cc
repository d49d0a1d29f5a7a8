// SPDX-License-Identifier: Apache-2.0
#include "review/ownership.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>
#include <utility>

#include "base/text.h"
#include "review/archive.h"
#include "review/control.h"
#include "review/versions.h"

namespace crosswalk::review {
namespace {

using document::Owner;
using document::Role;
using Use = document::NamedVersion::Use;

/// Letters and digits alone, small: names of products are written "ViewStation", "view-station" and "View Station".
std::string squeezed(std::string_view name) {
  std::string out;
  for (const std::string& word : name_words(name)) out += word;
  return out;
}

/// The words of a maker's name without those for its legal form.
std::set<std::string> maker_words(std::string_view name) {
  static const std::set<std::string_view> forms{
      "gmbh", "inc",          "ltd", "as", "ab", "ag",  "a",   "s",   "llc",     "co",      "corp",
      "plc",  "sa",           "srl", "bv", "kg", "oy",  "se",  "the", "company", "limited", "corporation",
      "and",  "incorporated", "b",   "v",  "of", "aps", "sas", "spa", "pty",     "nv",      "kk"};
  std::set<std::string> out;
  for (std::string& word : name_words(name)) {
    if (!forms.contains(word)) out.insert(std::move(word));
  }
  return out;
}

/// A name of a product or maker, made ready once for being compared with many.
struct Name {
  explicit Name(std::string written) : text(std::move(written)), letters(squeezed(text)), words(maker_words(text)) {}

  std::string text;
  std::string letters;
  std::set<std::string> words;
};
using Names = std::vector<Name>;

/// Whether two names may be those of one product or of a part of it: one is in the other, however it is written.
bool may_be_related(const Name& a, const Name& b) {
  // Shorter ones are in too many words.
  constexpr std::size_t least = 3;
  if (a.letters == b.letters) return !a.letters.empty();
  const bool in_a = b.letters.size() >= least && a.letters.find(b.letters) != std::string::npos;
  const bool in_b = a.letters.size() >= least && b.letters.find(a.letters) != std::string::npos;
  return in_a || in_b;
}

/// Whether two names may be those of one maker: makers of one group share a word of their names.
bool may_be_one_maker(const Name& a, const Name& b) {
  return may_be_related(a, b) ||
         std::any_of(a.words.begin(), a.words.end(), [&](const std::string& word) { return b.words.contains(word); });
}

template <class Same>
bool any_pair(const Names& left, const Names& right, const Same& same) {
  return std::any_of(left.begin(), left.end(), [&](const Name& one) {
    return std::any_of(right.begin(), right.end(), [&](const Name& other) { return same(one, other); });
  });
}

/// What a document says of the product that it is about.
struct Claim {
  DocumentEntry* document = nullptr;
  /// Of a file of a security format.
  bool by_values = false;
  /// The workspace says whose it is.
  bool settled = false;
  FolderOf folder = FolderOf::anybody;
  std::string_view folder_name;
  Names products;
  Names makers;
};

bool names_product(const Claim& a, const Claim& b) { return any_pair(a.products, b.products, may_be_related); }
bool names_maker(const Claim& a, const Claim& b) { return any_pair(a.makers, b.makers, may_be_one_maker); }
bool agrees(const Claim& a, const Claim& b) { return names_product(a, b) || names_maker(a, b); }

void add_once(Names& names, const std::string& name) {
  // A comparison of all with all should not grow with the square of what one file names.
  constexpr std::size_t most = 20;
  const bool known = std::any_of(names.begin(), names.end(), [&](const Name& one) { return one.text == name; });
  if (!name.empty() && names.size() < most && !known) names.emplace_back(name);
}

bool is_judged_by_values(const std::vector<std::string>& kinds) {
  static const std::set<std::string_view> whose{"csaf", "cyclonedx", "openvex", "spdx"};
  return std::any_of(kinds.begin(), kinds.end(), [](const std::string& kind) { return whose.contains(kind); });
}

Claim claim_of(DocumentEntry& entry) {
  Claim out;
  out.document = &entry;
  out.by_values = is_judged_by_values(entry.artifact_kinds);
  out.settled = entry.facts.owner_reason == stated_by_workspace;
  const ForeignFolder folder = foreign_folder(entry.path);
  out.folder = out.settled ? FolderOf::anybody : folder.kind;
  out.folder_name = folder.name;
  for (const VersionMention& mention : entry.versions) {
    if (mention.use == Use::maker) add_once(out.makers, mention.name);
    const bool product = mention.use == Use::subject || mention.use == Use::affected || mention.use == Use::fixed;
    if (product) add_once(out.products, mention.name);
  }
  for (const std::string& name : entry.facts.control.products) add_once(out.products, name);
  return out;
}

bool may_speak(const DocumentEntry& entry) {
  const bool ours = entry.facts.owner == Owner::own || entry.facts.owner == Owner::unknown;
  return ours && entry.in_force && (entry.status == document::Status::read || entry.status == document::Status::damaged);
}

std::string list_of(const Names& names) { return names.empty() ? "" : "\"" + names.front().text + "\""; }

std::string_view what_is(const DocumentEntry& entry) {
  if (entry.facts.role == Role::sbom) return "a bill of materials";
  if (entry.facts.role == Role::release_notes) return "release notes";
  return entry.facts.role == Role::advisory ? "an advisory" : "a statement";
}

std::string in_folder(const Claim& claim) { return "stands in the folder \"" + std::string(claim.folder_name) + "\""; }

/// Gives a document another owner. What it says is held in memory from then on: on the shelf it stays as it was.
void change_owner(DocumentEntry& entry, Owner owner, std::string reason, const EvidenceShelf* shelf) {
  entry.facts.owner = owner;
  entry.facts.owner_reason = std::move(reason);
  for (DocumentVerdict& verdict : entry.constraints) {
    verdict.evidence = evidence_of(verdict, entry.path, shelf, Context::with);
    verdict.parked = {};
    for (Evidence& evidence : verdict.evidence) {
      if (evidence.owner == Owner::own || evidence.owner == Owner::unknown) evidence.owner = owner;
    }
  }
}

/// What another's document says counts no more than a hint.
void disown(DocumentEntry& entry, std::string reason, const EvidenceShelf* shelf) {
  change_owner(entry, Owner::third_party, std::move(reason), shelf);
  for (DocumentVerdict& verdict : entry.constraints) {
    if (verdict.verdict == Verdict::met) {
      verdict.verdict = Verdict::partial;
      verdict.reason = "other_subject";
    }
    for (Evidence& evidence : verdict.evidence) {
      if (evidence.verdict != Verdict::met) continue;
      evidence.verdict = Verdict::partial;
      evidence.reason = "other_subject";
    }
  }
  entry.lacking.clear();
}

/// Compares the documents of one folder.
class Settler {
 public:
  Settler(std::vector<DocumentEntry>& documents, const EvidenceShelf* shelf, const Workspace* workspace) : shelf_(shelf) {
    if (workspace != nullptr) {
      for (const Product& product : workspace->products) add_once(stated_.products, product.name);
      add_once(stated_.makers, workspace->manufacturer);
    }
    for (DocumentEntry& entry : documents) {
      const bool concerned = is_judged_by_values(entry.artifact_kinds) || entry.facts.role == Role::advisory ||
                             entry.facts.role == Role::release_notes;
      // Of thousands of advisories the first tell enough: all are compared with all.
      constexpr std::size_t most = 1000;
      if (!concerned || !may_speak(entry) || claims_.size() == most) continue;
      claims_.push_back(claim_of(entry));
    }
  }

  void settle() {
    std::vector<std::pair<const Claim*, std::string>> foreign;
    std::vector<std::pair<const Claim*, std::string>> doubtful;
    for (const Claim& claim : claims_) {
      if (claim.settled || agrees(claim, stated_)) continue;
      const Claim* const ours = claim.folder == FolderOf::anybody ? confirmed_against(claim) : nullptr;
      if (claim.folder != FolderOf::anybody) {
        by_folder(claim, foreign, doubtful);
      } else if (ours != nullptr && claim.by_values) {
        const std::string said = "it is about " + list_of(claim.products) + maker_of(claim) +
                                 "; the rest of the folder is about " + list_of(ours->products) + maker_of(*ours);
        (claim.makers.empty() || ours->makers.empty() ? doubtful : foreign).emplace_back(&claim, said);
      }
    }
    for (auto& [claim, reason] : foreign) disown(*claim->document, std::move(reason), shelf_);
    for (auto& [claim, reason] : doubtful) {
      change_owner(*claim->document, Owner::unknown, std::move(reason), shelf_);
    }
  }

 private:
  static std::string maker_of(const Claim& claim) { return claim.makers.empty() ? "" : " by " + list_of(claim.makers); }

  void by_folder(const Claim& claim, std::vector<std::pair<const Claim*, std::string>>& foreign,
                 std::vector<std::pair<const Claim*, std::string>>& doubtful) const {
    // What others handed over is told by the folder, also where it is text alone; "vendor" may be what the maker calls itself.
    if (!claim.by_values && claim.folder != FolderOf::others) return;
    if (is_of_the_rest(claim)) return;
    const bool names_other = !claim.products.empty() && knows_products();
    if (claim.folder == FolderOf::others || names_other) {
      foreign.emplace_back(&claim, std::string(what_is(*claim.document)) + about(claim) + " that " + in_folder(claim));
    } else {
      doubtful.emplace_back(&claim, std::string(what_is(*claim.document)) + about(claim) + " that " + in_folder(claim));
    }
  }

  static std::string about(const Claim& claim) { return claim.products.empty() ? "" : " of " + list_of(claim.products); }

  /// Whether anything outside such folders names a product.
  [[nodiscard]] bool knows_products() const {
    if (!stated_.products.empty()) return true;
    return std::any_of(claims_.begin(), claims_.end(),
                       [](const Claim& one) { return one.folder == FolderOf::anybody && !one.products.empty(); });
  }

  /// Whether something outside such folders is about the same product, or by the same maker.
  [[nodiscard]] bool is_of_the_rest(const Claim& claim) const {
    return std::any_of(claims_.begin(), claims_.end(),
                       [&](const Claim& one) { return one.folder == FolderOf::anybody && agrees(claim, one); });
  }

  /// What tells that a claim is of another product: the workspace, or a document about another product that a further one
  /// confirms, where no document agrees with the claim. Nullptr where there is no such thing.
  [[nodiscard]] const Claim* confirmed_against(const Claim& claim) {
    if (claim.products.empty()) return nullptr;
    if (std::any_of(claims_.begin(), claims_.end(), [&](const Claim& one) { return &one != &claim && agrees(one, claim); }))
      return nullptr;
    if (!stated_.products.empty()) return &stated_;
    if (!looked_) best_ = best_confirmed();
    looked_ = true;
    return best_;
  }

  /// A document about a product that a further one is about, too; rather one that names the maker. As a claim that no document
  /// agrees with neither confirms nor is confirmed, it is the same for all of them.
  [[nodiscard]] const Claim* best_confirmed() const {
    const auto speaks = [](const Claim& one) { return one.folder == FolderOf::anybody && !one.products.empty(); };
    const Claim* best = nullptr;
    for (const Claim& one : claims_) {
      if (!speaks(one) || (best != nullptr && one.makers.empty())) continue;
      const bool confirmed = std::any_of(claims_.begin(), claims_.end(), [&](const Claim& other) {
        return &other != &one && speaks(other) && names_product(one, other);
      });
      if (confirmed) best = &one;
      if (best != nullptr && !best->makers.empty()) break;
    }
    return best;
  }

  const EvidenceShelf* shelf_;
  /// What the workspace says.
  Claim stated_;
  std::vector<Claim> claims_;
  bool looked_ = false;
  const Claim* best_ = nullptr;
};

}  // namespace

ForeignFolder foreign_folder(std::string_view path) {
  static const std::set<std::string_view> others{"supplier",   "suppliers",   "lieferant",      "lieferanten",
                                                 "zulieferer", "third party", "thirdparty",     "third parties",
                                                 "3rd party",  "3rdparty",    "subcontractors", "subcontractor"};
  static const std::set<std::string_view> perhaps{"vendor",       "vendors",    "vendored",      "soup",         "ots",
                                                  "external",     "externals",  "upstream",      "dependencies", "deps",
                                                  "node modules", "components", "off the shelf", "opensource",   "open source"};
  ForeignFolder out;
  std::size_t begin = 0;
  for (std::size_t end = path.find_first_of("/!"); end != std::string_view::npos; end = path.find_first_of("/!", begin)) {
    const std::string_view folder = path.substr(begin, end - begin);
    begin = end + 1;
    const std::string words = base::join(name_words(folder), " ");
    // "Suppliers", "02 Suppliers", "Supplier documents", "third-party software": the words stand at its beginning or end.
    const auto says = [&](const std::set<std::string_view>& list) {
      return std::any_of(list.begin(), list.end(), [&](std::string_view word) {
        return words == word || words.starts_with(std::string(word) + " ") || words.ends_with(" " + std::string(word));
      });
    };
    if (says(others)) return {FolderOf::others, folder};
    if (says(perhaps) && out.kind == FolderOf::anybody) out = {FolderOf::perhaps_others, folder};
  }
  return out;
}

void doubt_owner(std::string_view path, const std::vector<std::string>& kinds, document::Facts& facts) {
  if (facts.owner != Owner::own && facts.owner != Owner::unknown) return;
  const ForeignFolder folder = foreign_folder(path);
  const bool concerned = is_judged_by_values(kinds) ||
                         (folder.kind == FolderOf::others && (facts.role == Role::advisory || facts.role == Role::release_notes));
  if (!concerned || folder.kind == FolderOf::anybody) return;
  facts.owner = Owner::unknown;
  facts.owner_reason = "it stands in the folder \"" + std::string(folder.name) +
                       "\"; a review takes it for another's unless it names the product of the other documents";
}

void settle_owners(std::vector<DocumentEntry>& documents, const EvidenceShelf* shelf, const Workspace* workspace) {
  Settler(documents, shelf, workspace).settle();
}

}  // namespace crosswalk::review
