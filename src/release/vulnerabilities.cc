// SPDX-License-Identifier: Apache-2.0
#include "release/vulnerabilities.h"

#include <algorithm>
#include <utility>

#include "artifacts/time/instant.h"
#include "artifacts/vers/vers.h"
#include "base/text.h"
#include "base/words.h"
#include "disclosure/versions.h"

namespace crosswalk::release {
namespace {

using disclosure::AffectedStatus;
using disclosure::Case;
using disclosure::Outcome;

namespace vers = artifacts::vers;

std::string in_words(std::string_view word) {
  std::string out(word);
  std::replace(out.begin(), out.end(), '_', ' ');
  return out;
}

/// The range of the case that a version is in; the worst where there are several.
const disclosure::AffectedProduct* range_with(const Case& one, std::string_view product, std::string_view version) {
  const disclosure::AffectedProduct* out = nullptr;
  for (const auto& item : one.affected) {
    if (!base::equal_ignoring_case(item.product, product)) continue;
    const auto range = vers::read(item.versions);
    if (!range || !vers::contains(*range, version)) continue;
    if (out == nullptr || rank(item.status) > rank(out->status)) out = &item;
  }
  return out;
}

std::string statement_of(const Case& one, const disclosure::AffectedProduct* range, AffectedStatus status,
                         std::string_view fixed_in) {
  switch (status) {
    case AffectedStatus::affected:
      return one.resolution.details;
    case AffectedStatus::under_investigation:
      return "Whether this version is affected is being investigated.";
    case AffectedStatus::fixed:
      return fixed_in.empty() ? "" : "It is fixed in version " + std::string(fixed_in) + ".";
    case AffectedStatus::not_affected:
      if (range == nullptr) return {};
      return range->impact_statement.empty() ? in_words(range->justification) : range->impact_statement;
  }
  return {};
}

std::string why_withheld(const Case& one, disclosure::Instant as_of) {
  const auto until = one.distribution.embargo_until;
  if (until && *until > as_of) return "under embargo until " + artifacts::time::text_of(*until).substr(0, 10);
  switch (one.distribution.tlp) {
    case disclosure::Tlp::green:
    case disclosure::Tlp::amber:
    case disclosure::Tlp::red:
      return "TLP:" + std::string(base::word(one.distribution.tlp));
    case disclosure::Tlp::unsaid:
    case disclosure::Tlp::white:
      return {};
  }
  return {};
}

std::vector<std::string> published(const Case& one) {
  std::vector<std::string> out;
  for (const auto& publication : one.publications) {
    const auto found = std::find(out.begin(), out.end(), publication.advisory);
    const bool withdrawn = publication.kind == disclosure::PublicationKind::withdrawn;
    if (withdrawn && found != out.end()) out.erase(found);
    if (!withdrawn && found == out.end() && !publication.advisory.empty()) out.push_back(publication.advisory);
  }
  return out;
}

std::string components_of(const Case& one) {
  std::vector<std::string> out;
  for (const auto& component : one.components) {
    out.push_back(component.name + (component.version.empty() ? "" : " " + component.version));
  }
  return base::join(out, ", ");
}

/// The first fixed version of this product that is not later than `version`; empty where there is none.
std::string fixed_by(const Case& one, std::string_view product, std::string_view version) {
  const vers::Scheme scheme = disclosure::scheme_of(one, product);
  std::string out;
  for (const auto& item : one.resolution.fixed) {
    if (!base::equal_ignoring_case(item.product, product)) continue;
    if (item.version == version) return item.version;
    if (out.empty() && vers::compare(scheme, item.version, version) <= 0) out = item.version;
  }
  return out;
}

bool is_turned_down(const Case& one) { return one.outcome == Outcome::not_our_product || one.outcome == Outcome::duplicate; }

/// Whether a case that says nothing of versions waits for somebody to say it.
bool is_unsaid(const Case& one) {
  return one.affected.empty() && one.resolution.fixed.empty() && one.stage != disclosure::Stage::closed &&
         (one.outcome == Outcome::undecided || one.outcome == Outcome::valid);
}

std::string status_word(AffectedStatus status) { return std::string(base::word(status)); }

Fact said(std::string text, const std::string& origin) {
  Fact out;
  out.texts = {std::move(text)};
  out.origin = origin;
  return out;
}

Entry entry_of(const CaseStatus& one) {
  const std::string origin = "register of vulnerabilities, " + one.case_id;
  Entry out;
  out.facts["vulnerability"] = said(one.ids.front(), origin);
  out.facts["status"] = said(status_word(*one.status), origin);
  if (!one.component.empty()) out.facts["component"] = said(one.component, origin);
  if (!one.statement.empty()) out.facts["statement"] = said(one.statement, origin);
  return out;
}

/// Compares the facts with one case.
class Comparison {
 public:
  Comparison(const ReleaseFacts& facts, const CaseStatus& one, packs::Diagnostics& diagnostics)
      : facts_(facts), one_(one), diagnostics_(diagnostics) {}

  /// Whether the facts name it among the known ones.
  bool known() {
    bool named = false;
    for (const Entry& entry : facts_.entries("known_vulnerabilities")) {
      const Fact* ids = entry.find("vulnerability");
      if (!one_.is_named_in(ids)) continue;
      named = true;
      const Fact* status = entry.find("status");
      if (status == nullptr || !one_.status || status->texts[0] == status_word(*one_.status)) continue;
      error(*status,
            "'" + in_words(status->texts[0]) + "', and the register says '" + in_words(status_word(*one_.status)) + "' in " +
                one_.name(),
            "correct the one that is wrong: here, or 'crosswalk vuln edit " + one_.case_id + "'");
    }
    return named;
  }

  void fixes() {
    for (const Entry& entry : facts_.entries("changes")) {
      const Fact* ids = entry.find("vulnerabilities");
      if (entry.text("kind") != "fixed_vulnerability" || !one_.is_named_in(ids)) continue;
      if (one_.status == AffectedStatus::affected || one_.status == AffectedStatus::under_investigation) {
        error(*ids,
              "it is said to be fixed, and the register says '" + in_words(status_word(*one_.status)) + "' in " + one_.name(),
              "correct the one that is wrong: here, or 'crosswalk vuln edit " + one_.case_id + "'");
      }
    }
  }

  void not_applicable() {
    const Entry* none = facts_.not_applicable("known_vulnerabilities");
    if (none == nullptr || !one_.is_open()) return;
    diagnostics_.error(facts_.file, none->line, none->column,
                       "'known_vulnerabilities' does not apply, and the register has " + one_.name() + " open for this version",
                       "take this entry out: the documents then tell what the register says");
  }

 private:
  void error(const Fact& at, std::string message, std::string advice) {
    diagnostics_.error(facts_.file, at.line, at.column, std::move(message), std::move(advice));
  }

  const ReleaseFacts& facts_;
  const CaseStatus& one_;
  packs::Diagnostics& diagnostics_;
};

/// Whether documents of this version tell of it: what earlier versions fixed is no news in a later one.
bool is_told(const CaseStatus& one) {
  if (!one.status || !one.withheld.empty()) return false;
  return *one.status != AffectedStatus::fixed || one.fixed_here;
}

}  // namespace

int rank(AffectedStatus status) {
  switch (status) {
    case AffectedStatus::affected:
      return 3;
    case AffectedStatus::under_investigation:
      return 2;
    case AffectedStatus::fixed:
      return 1;
    case AffectedStatus::not_affected:
      break;
  }
  return 0;
}

std::string CaseStatus::name() const {
  return case_id + (ids.front() == case_id ? (title.empty() ? "" : " (" + title + ")") : " (" + ids.front() + ")");
}

bool CaseStatus::is_named_in(const Fact* vulnerabilities) const {
  if (vulnerabilities == nullptr) return false;
  return std::any_of(vulnerabilities->texts.begin(), vulnerabilities->texts.end(),
                     [&](const std::string& text) { return std::find(ids.begin(), ids.end(), text) != ids.end(); });
}

bool CaseStatus::is_open() const { return status == AffectedStatus::affected || status == AffectedStatus::under_investigation; }

std::optional<CaseStatus> status_in(const Case& one, const disclosure::Product& product, std::string_view version,
                                    disclosure::Instant as_of) {
  if (is_turned_down(one)) return std::nullopt;
  CaseStatus out;
  out.case_id = one.id;
  out.title = one.title;
  out.ids = one.ids.empty() ? std::vector<std::string>{one.id} : one.ids;
  out.component = components_of(one);
  // It is in no part that others make: in the product itself.
  if (out.component.empty()) out.component = product.name;
  out.stage = one.stage;
  out.advisories = published(one);
  out.withheld = why_withheld(one, as_of);
  if (is_unsaid(one)) return out;
  const disclosure::AffectedProduct* range = range_with(one, product.name, version);
  const std::string fixed = fixed_by(one, product.name, version);
  out.fixed_here = fixed == version;
  if (range != nullptr) {
    out.status = range->status;
    // Nobody has decided yet whether it is one.
    if (one.outcome == Outcome::undecided && out.status == AffectedStatus::affected)
      out.status = AffectedStatus::under_investigation;
    out.contradicts_itself = out.fixed_here && out.is_open();
  }
  // That this very version fixes it is said of it alone; that an earlier one did, of all later ones that no range names.
  if (out.fixed_here || (range == nullptr && !fixed.empty())) out.status = AffectedStatus::fixed;
  if (!out.status) return std::nullopt;
  if (one.outcome == Outcome::not_a_vulnerability && *out.status != AffectedStatus::not_affected) return std::nullopt;
  out.statement = statement_of(one, range, *out.status, fixed);
  return out;
}

void add_register(ReleaseFacts& facts, const std::vector<CaseStatus>& cases, packs::Diagnostics& diagnostics) {
  std::vector<Entry> added;
  for (const CaseStatus& one : cases) {
    Comparison comparison(facts, one, diagnostics);
    const bool known = comparison.known();
    comparison.fixes();
    comparison.not_applicable();
    const bool left_out = facts.not_applicable("known_vulnerabilities") != nullptr;
    if (!known && is_told(one) && !left_out) added.push_back(entry_of(one));
  }
  if (added.empty()) return;
  std::vector<Entry>& group = facts.groups["known_vulnerabilities"];
  group.insert(group.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
}

}  // namespace crosswalk::release
