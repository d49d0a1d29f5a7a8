// SPDX-License-Identifier: Apache-2.0
#include "release/consistency.h"

#include <algorithm>
#include <map>
#include <utility>

#include "base/text.h"
#include "release/coverage.h"

namespace crosswalk::release {
namespace {

using disclosure::AffectedStatus;

/// Collects findings about one release file.
class Finder {
 public:
  explicit Finder(const ReleaseFacts& facts) : facts_(facts) {}

  void blocks(int line, std::string rule, std::string sentence, std::string advice) {
    add(Weight::blocks, line, std::move(rule), std::move(sentence), std::move(advice));
  }
  void remark(int line, std::string rule, std::string sentence, std::string advice) {
    add(Weight::remark, line, std::move(rule), std::move(sentence), std::move(advice));
  }

  std::vector<Finding> take() { return std::move(out_); }

 private:
  void add(Weight weight, int line, std::string rule, std::string sentence, std::string advice) {
    out_.push_back({weight, std::move(rule), facts_.file, line, std::move(sentence), std::move(advice)});
  }

  const ReleaseFacts& facts_;
  std::vector<Finding> out_;
};

int line_of(const Entry& entry, std::string_view field) {
  const Fact* fact = entry.find(field);
  return fact == nullptr ? entry.line : fact->line;
}

/// The line of a field of a group that is no list; 0 where nobody said it.
int line_of(const ReleaseFacts& facts, std::string_view group, std::string_view field) {
  const auto entries = facts.entries(group);
  return entries.empty() ? 0 : line_of(entries[0], field);
}

std::optional<base::Date> day_of(const ReleaseFacts& facts, std::string_view group, std::string_view field) {
  const auto entries = facts.entries(group);
  return entries.empty() ? std::nullopt : entries[0].date(field);
}

bool is_id_letter(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-' || c == '_' || c == '.' ||
         static_cast<unsigned char>(c) >= 0x80;
}

/// Whether a text names an id, and no longer one of which it is a part: "R-1" is not in "R-10".
bool names(std::string_view text, std::string_view id) {
  if (id.empty()) return false;
  for (std::size_t at = text.find(id); at != std::string_view::npos; at = text.find(id, at + 1)) {
    const std::size_t end = at + id.size();
    // A full stop at the end of a sentence is no part of an id.
    const bool open_end = end < text.size() && is_id_letter(text[end]) &&
                          (text[end] != '.' || (end + 1 < text.size() && is_id_letter(text[end + 1])));
    if (!open_end && (at == 0 || !is_id_letter(text[at - 1]))) return true;
  }
  return false;
}

/// Whether any text of a group names an id.
bool group_names(const ReleaseFacts& facts, std::string_view group, std::string_view id) {
  for (const Entry& entry : facts.entries(group)) {
    for (const auto& [field, fact] : entry.facts) {
      if (std::any_of(fact.texts.begin(), fact.texts.end(), [&](const std::string& text) { return names(text, id); }))
        return true;
    }
  }
  return false;
}

std::string item_name(const Entry& entry) {
  const std::string version = entry.text("version");
  return entry.text("name") + (version.empty() ? "" : " " + version);
}

// ---- facts against each other
// --------------------------------------------------------------------------------------------------

class FactsCheck {
 public:
  FactsCheck(const ReleaseFacts& facts, const disclosure::Product* product, const std::set<std::string>& other_documents)
      : facts_(facts),
        product_(product),
        other_documents_(other_documents),
        out_(facts),
        released_(day_of(facts, "release", "released")) {}

  std::vector<Finding> check() {
    check_workspace();
    check_days();
    check_findings();
    check_support();
    check_items();
    check_coverage();
    return out_.take();
  }

 private:
  void check_workspace() {
    const disclosure::ProductVersion* version = product_ == nullptr ? nullptr : product_->find(facts_.version());
    if (version == nullptr) return;
    if (version->released && released_ && *version->released != *released_) {
      out_.blocks(line_of(facts_, "release", "released"), "facts/release-day",
                  "it is released on " + released_->iso() + ", and by crosswalk.yaml on " + version->released->iso(),
                  "write the same day in both");
    }
    if (!version->supported) {
      out_.blocks(line_of(facts_, "release", "version"), "facts/unsupported",
                  "crosswalk.yaml says that " + facts_.version() + " is not supported", "say 'supported: true' there");
    }
    const std::string sbom = facts_.text("release", "sbom");
    if (!version->sbom.empty() && !sbom.empty() && version->sbom != sbom) {
      out_.blocks(line_of(facts_, "release", "sbom"), "facts/sbom",
                  "the bill of materials is " + sbom + ", and by crosswalk.yaml " + version->sbom, "name the same file in both");
    }
  }

  void after(const Entry& entry, std::string_view field, const std::string& what, std::string rule) {
    const auto day = entry.date(field);
    if (!day || !released_ || *day <= *released_) return;
    out_.blocks(line_of(entry, field), std::move(rule), what + " on " + day->iso() + ", after the release on " + released_->iso(),
                "correct the day, or release later");
  }

  void check_days() {
    std::set<std::string> kinds;
    for (const Entry& entry : facts_.entries("documents")) {
      const std::string kind = entry.text("kind");
      after(entry, "approved", "document " + entry.text("id") + " was approved", "documents/approved-late");
      if (!kind.empty() && !kinds.insert(kind).second) {
        out_.blocks(entry.line, "documents/twice", "there are two entries of the document '" + kind + "'", "keep one of them");
      }
    }
    for (const Entry& entry : facts_.entries("tailoring")) {
      after(entry, "approved", "tailoring of " + entry.text("requirement") + " was approved", "tailoring/approved-late");
    }
  }

  void check_findings() {
    for (const Entry& entry : facts_.entries("findings")) {
      const std::string name = "finding " + entry.text("id");
      const std::string decision = entry.text("decision");
      const bool told = group_names(facts_, "risks", entry.text("id"));
      if (decision.empty()) {
        out_.blocks(entry.line, "findings/undecided", name + " has no decision (5.8.1)",
                    "say 'decision': fixed, accepted or open");
      } else if (decision == "open" && !told) {
        out_.blocks(line_of(entry, "decision"), "findings/open", name + " stays open, and no residual risk names it (5.8.1)",
                    "fix it before release, or tell in 'risks' what remains, naming " + entry.text("id"));
      } else if (decision == "open") {
        out_.remark(line_of(entry, "decision"), "findings/open", name + " stays open; the residual risks tell of it",
                    "see that somebody with the right to it decided so (5.8.5)");
      } else if (decision == "accepted" && !told) {
        out_.remark(line_of(entry, "decision"), "findings/accepted", name + " was accepted, and no residual risk names it",
                    "tell in 'risks' what remains, or say in its reason why nothing does");
      }
      if (decision == "fixed") check_closed(entry, name);
    }
  }
  void check_closed(const Entry& entry, const std::string& name) {
    if (entry.find("closed") == nullptr) {
      out_.blocks(entry.line, "findings/not-closed", name + " is fixed, and nobody says when it was closed (5.8.5)",
                  "say 'closed' when it is verified");
    }
    after(entry, "closed", name + " was closed", "findings/closed-late");
  }

  void check_support() {
    if (!released_) return;
    const auto until = day_of(facts_, "support", "until");
    if (until && *until <= *released_) {
      out_.blocks(line_of(facts_, "support", "until"), "support/over",
                  "support of this version ends on " + until->iso() + ", not after its release", "correct 'support.until'");
    }
    for (const Entry& entry : facts_.entries("requirements")) {
      const auto end = entry.date("supported_until");
      if (!end || *end >= *released_) continue;
      out_.blocks(line_of(entry, "supported_until"), "support/requirement-over",
                  "support of the required " + entry.text("name") + " " + entry.text("versions") + " ended on " + end->iso() +
                      ", before the release",
                  "require one that is supported, or tell the risk in 'risks'");
    }
    for (const Entry& entry : facts_.entries("items")) {
      const auto end = entry.date("supported_until");
      if (!end || *end >= *released_) continue;
      const bool justified = entry.find("justification") != nullptr;
      const std::string sentence = "support of " + item_name(entry) + " ended on " + end->iso() + ", before the release";
      if (justified) {
        out_.remark(line_of(entry, "supported_until"), "support/item-over", sentence + "; its justification says why it is used",
                    "see that the residual risks tell of it");
      } else {
        out_.blocks(line_of(entry, "supported_until"), "support/item-over", sentence,
                    "replace it, or say in 'justification' why it is used and what is done about it");
      }
    }
    if (until) check_ends_before(*until);
  }

  /// Many items end before the product: one remark for all of them.
  void check_ends_before(const base::Date& until) {
    std::vector<std::string> ending;
    int line = 0;
    for (const Entry& entry : facts_.entries("items")) {
      const auto end = entry.date("supported_until");
      if (!end || *end >= until || *end < *released_) continue;
      if (ending.empty()) line = line_of(entry, "supported_until");
      ending.push_back(item_name(entry) + " (" + end->iso() + ")");
    }
    if (ending.empty()) return;
    out_.remark(line, "support/item-ends-before",
                "the product is supported until " + until.iso() + ", and " + base::join(ending, ", ") +
                    (ending.size() == 1 ? " only until then" : " only until these days"),
                "plan to replace it before, or say so in 'support.policy'");
  }

  void check_items() {
    for (const Entry& entry : facts_.entries("items")) {
      std::vector<std::string> missing;
      if (entry.find("class") == nullptr) missing.emplace_back("class");
      if (entry.find("justification") == nullptr) {
        if (entry.find("level") == nullptr) missing.emplace_back("level");
        if (entry.text("level") == "unknown") missing.emplace_back("justification");
        if (entry.find("supported_until") == nullptr) missing.emplace_back("supported_until");
      }
      if (missing.empty()) continue;
      out_.blocks(entry.line, "items/incomplete", "software item " + item_name(entry) + " has no " + base::join(missing, ", no "),
                  "say it, or in 'justification' why it is not known and what is done about it");
    }
  }

  void check_coverage() {
    if (facts_.not_applicable("coverage") != nullptr) return;
    std::set<std::string> known = other_documents_;
    for (const Entry& entry : facts_.entries("documents")) known.insert(entry.text("id"));
    std::map<std::string, bool> said;
    for (const Entry& entry : facts_.entries("coverage")) {
      const std::string part = entry.text("part");
      const bool covered = entry.yes_no("covered").value_or(false);
      const auto [before, is_new] = said.emplace(part, covered);
      if (!is_new && before->second != covered) {
        out_.blocks(entry.line, "coverage/contradiction", "part " + part + " of Annex E is said to be covered and not covered",
                    "keep one of both");
      }
      if (!covered) {
        if (entry.find("reason") == nullptr)
          out_.blocks(entry.line, "coverage/no-reason", "part " + part + " of Annex E is not covered, without a reason",
                      "say 'reason'");
        continue;
      }
      for (const std::string& id : documents_named(entry.text("document"))) {
        if (known.contains(id)) continue;
        out_.blocks(line_of(entry, "document"), "coverage/unknown-document",
                    "part " + part + " of Annex E is covered by '" + id + "', which is no document of this release",
                    "name an id of 'documents', or the folder in which it lies with --documents");
      }
    }
    if (said.empty()) return;  // a blank in the document
    for (const char* part : {"E.2.1", "E.2.2", "E.2.3", "E.2.4", "E.2.5", "E.3"}) {
      if (said.contains(part)) continue;
      out_.blocks(facts_.entries("coverage").front().line, "coverage/part-missing",
                  std::string("nothing is said of part ") + part + " of Annex E (5.8.2 b)", "add it to 'coverage'");
    }
  }

  const ReleaseFacts& facts_;
  const disclosure::Product* product_;
  const std::set<std::string>& other_documents_;
  Finder out_;
  std::optional<base::Date> released_;
};

// ---- the release before
// --------------------------------------------------------------------------------------------------------

class BeforeCheck {
 public:
  BeforeCheck(const ReleaseFacts& before, const ReleaseFacts& facts) : before_(before), facts_(facts), out_(facts) {}

  std::vector<Finding> check() {
    check_days();
    check_gone("risks", "risk");
    check_open_findings();
    check_open_vulnerabilities();
    check_support();
    check_documents();
    return out_.take();
  }

 private:
  [[nodiscard]] std::string was() const { return " of " + before_.version(); }

  void check_days() {
    const auto then = day_of(before_, "release", "released");
    const auto now = day_of(facts_, "release", "released");
    if (!then || !now || *then < *now) return;
    out_.blocks(line_of(facts_, "release", "released"), "before/day",
                "it is released on " + now->iso() + ", not after " + before_.version() + " (" + then->iso() + ")",
                "correct the day, or 'previous'");
  }

  /// Whether this release says anything of it.
  [[nodiscard]] bool is_told(const std::string& id) const {
    return std::any_of(groups().begin(), groups().end(),
                       [&](const GroupSpec& group) { return group.name != "release" && group_names(facts_, group.name, id); });
  }

  void check_gone(std::string_view group, const std::string& noun) {
    for (const Entry& entry : before_.entries(group)) {
      const std::string id = entry.text("id");
      if (id.empty() || is_told(id)) continue;
      out_.blocks(0, "before/" + noun + "-gone",
                  noun + " " + id + was() + " is gone, and nothing says why: " + shortened(entry.text("description")),
                  "say in 'changes' what became of " + id + ", or keep it in '" + std::string(group) + "'");
    }
  }

  static std::string shortened(const std::string& text) {
    constexpr std::size_t most = 80;
    if (text.size() <= most) return text;
    const std::size_t space = text.rfind(' ', most);
    return text.substr(0, space == std::string::npos || space == 0 ? most : space) + " ...";
  }

  void check_open_findings() {
    for (const Entry& entry : before_.entries("findings")) {
      const std::string id = entry.text("id");
      if (entry.text("decision") != "open" || id.empty() || is_told(id)) continue;
      out_.blocks(0, "before/finding-gone", "finding " + id + was() + " was open, and nothing is said of it",
                  "take it into 'findings' with its decision");
    }
  }

  void check_open_vulnerabilities() {
    for (const Entry& entry : before_.entries("known_vulnerabilities")) {
      const std::string status = entry.text("status");
      const Fact* ids = entry.find("vulnerability");
      if (ids == nullptr || (status != "affected" && status != "under_investigation")) continue;
      for (const std::string& id : ids->texts) {
        if (is_told(id)) continue;
        out_.blocks(0, "before/vulnerability-gone", id + " was open in " + before_.version() + ", and nothing is said of it",
                    "say its status in 'known_vulnerabilities', or that it is fixed in 'changes'");
      }
    }
  }

  void check_support() {
    const auto then = day_of(before_, "support", "until");
    const auto now = day_of(facts_, "support", "until");
    if (then && now && *now < *then) {
      out_.blocks(line_of(facts_, "support", "until"), "before/support-shorter",
                  "support ends on " + now->iso() + ", earlier than that" + was() + " (" + then->iso() + ")",
                  "correct the day, or tell operators: what was promised with a version holds");
    }
    for (const Entry& entry : facts_.entries("items")) {
      const auto end = entry.date("supported_until");
      for (const Entry& old : before_.entries("items")) {
        const auto old_end = old.date("supported_until");
        if (item_name(old) != item_name(entry) || !end || !old_end || *end >= *old_end) continue;
        out_.remark(line_of(entry, "supported_until"), "before/item-support-shorter",
                    "support of " + item_name(entry) + " ends on " + end->iso() + ", and with " + before_.version() + " it was " +
                        old_end->iso(),
                    "see which of both its maker says");
      }
    }
  }

  /// A document that tells of another release is another version of it. Source: ISO 13485:2016, 4.2.4.
  void check_documents() {
    for (const Entry& entry : facts_.entries("documents")) {
      for (const Entry& old : before_.entries("documents")) {
        const bool same = entry.text("id") == old.text("id") && entry.text("version") == old.text("version");
        if (!same || entry.text("id").empty() || entry.text("version").empty()) continue;
        out_.blocks(line_of(entry, "version"), "before/same-version",
                    "document " + entry.text("id") + " has version " + entry.text("version") + " as for " + before_.version() +
                        ", and says other things",
                    "give it a new version");
      }
    }
  }

  const ReleaseFacts& before_;
  const ReleaseFacts& facts_;
  Finder out_;
};

// ---- the register
// --------------------------------------------------------------------------------------------------------------

class RegisterCheck {
 public:
  RegisterCheck(const ReleaseFacts& facts, const std::vector<CaseStatus>& cases) : facts_(facts), cases_(cases), out_(facts) {}

  std::vector<Finding> check() {
    for (const CaseStatus& one : cases_) check_case(one);
    check_changes();
    return out_.take();
  }

 private:
  [[nodiscard]] const Entry* named_in(std::string_view group, std::string_view field, const CaseStatus& one) const {
    for (const Entry& entry : facts_.entries(group)) {
      // What has no line was added from the register itself.
      if (entry.line != 0 && one.is_named_in(entry.find(field))) return &entry;
    }
    return nullptr;
  }

  void check_case(const CaseStatus& one) {
    const std::string edit = "crosswalk vuln edit " + one.case_id;
    if (!one.status) {
      return out_.blocks(0, "register/versions-unsaid",
                         one.name() + " is open, and does not say whether " + facts_.version() + " is affected (5.8.5)",
                         "say it: " + edit + " --affected \"PRODUCT=vers:SCHEME/RANGE\"");
    }
    if (one.contradicts_itself) {
      out_.blocks(0, "register/contradiction",
                  one.name() + " says that " + facts_.version() + " is affected, and that it is fixed in it",
                  "correct the range of affected versions: " + edit);
    }
    if (one.is_open()) check_open(one);
    if (one.status == AffectedStatus::fixed && one.fixed_here) check_fixed(one);
    if (!one.is_open()) check_risk_is_over(one);
  }

  void check_open(const CaseStatus& one) {
    const std::string status = one.status == AffectedStatus::affected ? "is open in " : "may be open in ";
    const std::string sentence = one.name() + " " + status + facts_.version();
    const bool risk = named_in("risks", "vulnerabilities", one) != nullptr || group_names(facts_, "risks", one.case_id);
    const bool known = named_in("known_vulnerabilities", "vulnerability", one) != nullptr;
    if (one.stage < disclosure::Stage::addressed) {
      out_.blocks(
          0, "register/not-addressed",
          sentence + ", and nobody decided yet what is done about it (it is " + std::string(base::word(one.stage)) + "; 5.8.5)",
          "decide before release: crosswalk vuln show " + one.case_id);
    }
    if (!one.withheld.empty()) {
      return out_.remark(0, "register/withheld", sentence + ", and no document tells of it: it is " + one.withheld,
                         "see that operators are told when it may be");
    }
    if (risk || known) return;
    out_.blocks(0, "register/not-told", sentence + ", and neither 'risks' nor 'known_vulnerabilities' name it",
                "tell in 'risks' what can happen and what operators can do");
  }

  void check_fixed(const CaseStatus& one) {
    if (!one.withheld.empty()) return;
    for (const Entry& entry : facts_.entries("changes")) {
      if (one.is_named_in(entry.find("vulnerabilities")) || names(entry.text("text"), one.case_id)) return;
    }
    std::string advisory;
    if (!one.advisories.empty()) advisory = ", as " + base::join(one.advisories, ", ") + " says";
    out_.blocks(0, "register/fix-not-told",
                one.name() + " is fixed in " + facts_.version() + advisory + ", and the release notes do not name it",
                "add it to 'changes' with 'kind: fixed_vulnerability'");
  }

  void check_risk_is_over(const CaseStatus& one) {
    const Entry* risk = named_in("risks", "vulnerabilities", one);
    if (risk == nullptr) return;
    out_.blocks(line_of(*risk, "vulnerabilities"), "register/risk-over",
                "risk " + risk->text("id") + " names " + one.name() + ", of which the register says '" +
                    std::string(*one.status == AffectedStatus::fixed ? "fixed" : "not affected") + "' for this version",
                "take it out of the risk, or correct the case");
  }

  /// Fixes that the facts tell of and the register does not say.
  void check_changes() {
    for (const Entry& entry : facts_.entries("changes")) {
      const Fact* ids = entry.find("vulnerabilities");
      if (entry.text("kind") != "fixed_vulnerability" || ids == nullptr) continue;
      for (const CaseStatus& one : cases_) {
        if (!one.is_named_in(ids) || one.fixed_here || one.is_open()) continue;
        out_.remark(ids->line, "register/fix-unknown",
                    "'changes' tell that " + one.name() + " is fixed, and the register does not say so of " + facts_.version(),
                    "crosswalk vuln edit " + one.case_id + " --fixed PRODUCT=" + facts_.version());
      }
    }
  }

  const ReleaseFacts& facts_;
  const std::vector<CaseStatus>& cases_;
  Finder out_;
};

}  // namespace

void sort_findings(std::vector<Finding>& findings) {
  std::stable_sort(findings.begin(), findings.end(), [](const Finding& a, const Finding& b) { return a.weight < b.weight; });
}

std::vector<Finding> check_facts(const ReleaseFacts& facts, const disclosure::Product* product,
                                 const std::set<std::string>& other_documents) {
  return FactsCheck(facts, product, other_documents).check();
}

std::vector<Finding> check_before(const ReleaseFacts& before, const ReleaseFacts& facts) {
  return BeforeCheck(before, facts).check();
}

std::vector<Finding> check_register(const ReleaseFacts& facts, const std::vector<CaseStatus>& cases) {
  return RegisterCheck(facts, cases).check();
}

}  // namespace crosswalk::release
