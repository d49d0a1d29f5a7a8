// SPDX-License-Identifier: Apache-2.0
#include "gathering/reviewed.h"

#include <algorithm>
#include <map>
#include <utility>

namespace crosswalk::gathering {
namespace {

constexpr EvidenceUse uses[] = {
    {"5.8.3/script-executable-integrity", "integrity", "mechanism", true},
    {"5.8.3/verification-means", "integrity", "verify", true},
    {"5.8.4/technical-key-controls", "integrity", "key_control", true},
    {"5.8.7/unerasable-data-disposal", "decommissioning", "media", true},
    {"5.8.7/decommissioning-guidelines", "decommissioning", "removal"},
    {"5.8.7/removal-and-erasure", "decommissioning", "references"},
    {"5.8.3/other-security-files", "integrity", "files"},
    {"5.8.4/procedural-key-controls", "integrity", "key_control"},
    {"5.8.4/key-use-records", "integrity", "key_control"},
    {"5.8.2/secure-operation", "hardening", "setting"},
    {"5.8.2/account-management", "accounts", "name"},
    {"5.8.2/process-rigour", "conformance", "rigour"},
    {"5.8.2/conformance-scope", "scope", "item"},
    {"4.1.3/applicable-software", "scope", "item"},
    {"4.1.3/version-level-scope", "scope", "item"},
    {"5.8.2/conformance-tailoring", "tailoring", "requirement"},
    {"5.1.1/tailoring-justification", "tailoring", "justification"},
    {"5.8.2/conformance-coverage", "coverage", "document"},
    {"5.8.2/residual-risk", "risks", "description"},
    {"5.8.1/open-finding-transfer", "risks", "description"},
    {"5.8.1/finding-outcome", "findings", "decision"},
    {"5.8.2/sbom", "release", "sbom"},
    {"5.8.2/security-release-notes", "changes", "text"},
    {"5.8.6/completion-records", "conformance", "completion"},
    {"4.3/item-classification", "items", "class"},
    {"4.3/category-terms", "items", "own_term"},
    {"4.1.9/documentation-review", "documents", "record"},
};

/// How many passages of a constraint are told.
constexpr std::size_t most_hints = 3;

/// "E.2.1" of "E.2.1/documentation-existence"; empty for what is no part of Annex E.
std::string part_of_annex_e(const std::string& constraint) {
  return constraint.starts_with("E.") ? constraint.substr(0, constraint.find('/')) : std::string();
}

std::string origin_of(const ReviewedPassage& passage) {
  return passage.document + (passage.place.empty() ? "" : ", " + passage.place);
}

/// Whether a quote is running text, and no notation that would stand in documents as it is.
bool is_plain(const std::string& quote) { return quote.find_first_of("*|`#<>\n") == std::string::npos; }

class Taker {
 public:
  explicit Taker(std::string_view name) : name_(name) {}

  FromReview take(std::span<const ReviewedPassage> passages) {
    for (const ReviewedPassage& each : passages) {
      if (const std::string part = part_of_annex_e(each.constraint); !part.empty()) cover(part, each);
      for (const EvidenceUse& use : uses) {
        if (use.constraint == each.constraint) take(use, each);
      }
    }
    add_coverage();
    if (!out_.gathering.entries.empty()) {
      out_.gathering.remarks.warning(name_, 0, 0, "what documents said when they were reviewed is taken from it",
                                     "look whether it is true of this release");
    }
    return std::move(out_);
  }

 private:
  void take(const EvidenceUse& use, const ReviewedPassage& passage) {
    const std::string field(use.field);
    if (use.is_value && passage.met && is_plain(passage.quote) &&
        values_.emplace(std::string(use.group) + "." + field, true).second) {
      Gathered out;
      out.group = use.group;
      out.entry.facts[field] = {{passage.quote}, 0, 0, origin_of(passage)};
      out_.gathering.entries.push_back(std::move(out));
    } else if (++told_[passage.constraint] <= most_hints) {
      out_.hints.push_back({std::string(use.group), field, passage.quote, origin_of(passage)});
    }
  }

  /// A part is covered where each of its constraints that has passages is met by one; the first of them says where.
  struct Part {
    std::map<std::string, bool> constraints;
    const ReviewedPassage* first = nullptr;
  };
  void cover(const std::string& name, const ReviewedPassage& passage) {
    Part& part = parts_[name];
    bool& met = part.constraints[passage.constraint];
    met = met || passage.met;
    if (passage.met && part.first == nullptr) part.first = &passage;
  }
  void add_coverage() {
    for (const auto& [name, part] : parts_) {
      const bool all =
          std::all_of(part.constraints.begin(), part.constraints.end(), [](const auto& each) { return each.second; });
      if (!all || part.first == nullptr) continue;
      const std::string origin = name_ + ", " + part.first->constraint;
      Gathered out;
      out.group = "coverage";
      out.entry.facts["part"] = {{name}, 0, 0, origin};
      out.entry.facts["covered"] = {{"yes"}, 0, 0, origin};
      out.entry.facts["document"] = {
          {(part.first->control.empty() ? "" : part.first->control + ", ") + origin_of(*part.first)}, 0, 0, origin};
      out_.gathering.entries.push_back(std::move(out));
    }
  }

  std::string name_;
  std::map<std::string, bool> values_;
  std::map<std::string, std::size_t> told_;
  std::map<std::string, Part> parts_;
  FromReview out_;
};

}  // namespace

std::span<const EvidenceUse> evidence_uses() { return uses; }

FromReview gather_review(std::span<const ReviewedPassage> passages, std::string_view name) { return Taker(name).take(passages); }

}  // namespace crosswalk::gathering
