// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <charconv>
#include <map>
#include <set>
#include <utility>

#include "artifacts/csaf/cwe.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/ids/ids.h"
#include "artifacts/purl/purl.h"
#include "artifacts/vers/vers.h"
#include "disclosure/case.h"

namespace crosswalk::disclosure {
namespace {

using artifacts::Finding;
using artifacts::FindingLevel;

/// Whether "CWE-79" is in the list.
bool is_weakness(std::string_view id) {
  if (!id.starts_with("CWE-")) return false;
  std::uint32_t number = 0;
  const char* end = id.data() + id.size();
  const auto [rest, fault] = std::from_chars(id.data() + 4, end, number);
  return fault == std::errc() && rest == end && !artifacts::csaf::weakness(number).empty();
}

/// Collects what is wrong, with pointers into the case as it is written.
class Check {
 public:
  explicit Check(const Case& one) : case_(one) {}

  std::vector<Finding> run() {
    check_ids();
    check_values();
    check_products();
    check_outcome();
    check_resolution();
    check_decisions();
    check_times();
    return std::move(findings_);
  }

 private:
  void add(FindingLevel level, std::string rule, std::string pointer, std::string message) {
    findings_.push_back({level, "case/" + std::move(rule), std::move(pointer), 0, std::move(message)});
  }
  void error(std::string rule, std::string pointer, std::string message) {
    add(FindingLevel::error, std::move(rule), std::move(pointer), std::move(message));
  }
  template <class Item, class Look>
  void each(std::string_view list, const std::vector<Item>& items, Look look) {
    for (std::size_t i = 0; i < items.size(); ++i) look("/" + std::string(list) + "/" + std::to_string(i), items[i]);
  }

  void check_ids() {
    each("ids", case_.ids, [&](const std::string& pointer, const std::string& id) {
      if (id.empty() || (id.starts_with("CVE-") && !artifacts::ids::parse(id)))
        error("id", pointer, "'" + id + "' is no id of a vulnerability");
    });
    each("weaknesses", case_.weaknesses, [&](const std::string& pointer, const std::string& id) {
      if (!is_weakness(id)) error("weakness", pointer, "'" + id + "' is no weakness of the CWE list");
    });
  }

  void check_values() {
    each("ratings", case_.ratings, [&](const std::string& pointer, const Rating& rating) {
      if (const auto vector = artifacts::cvss::parse(rating.vector); !vector)
        error("vector", pointer + "/vector", "no CVSS vector: " + vector.error().detail);
    });
    each("components", case_.components, [&](const std::string& pointer, const AffectedComponent& component) {
      if (component.purl.empty()) return;
      if (const auto purl = artifacts::purl::parse(component.purl); !purl)
        error("purl", pointer + "/purl", "no package URL: " + purl.error().detail);
    });
  }

  void check_products() {
    std::map<std::pair<std::string, std::string>, AffectedStatus> seen;
    each("affected", case_.affected, [&](const std::string& pointer, const AffectedProduct& product) {
      if (product.product.empty()) error("product", pointer + "/product", "the product has no name");
      if (const auto range = artifacts::vers::read(product.versions); !range)
        error("versions", pointer + "/versions", "no range of versions (vers:SCHEME/...): " + range.error().detail);
      const auto [other, is_new] = seen.try_emplace({product.product, product.versions}, product.status);
      if (!is_new && other->second != product.status)
        error(
            "contradiction", pointer + "/status",
            "the same versions of '" + product.product + "' are said to be " + std::string(base::word(other->second)) + ", too");
      if (product.status == AffectedStatus::not_affected && product.justification.empty() && product.impact_statement.empty())
        error("justification", pointer, "it does not say why '" + product.product + "' is not affected");
    });
    each("resolution/fixed", case_.resolution.fixed, [&](const std::string& pointer, const FixedVersion& fixed) {
      for (const AffectedProduct& product : case_.affected) {
        if (product.product != fixed.product || product.status != AffectedStatus::affected) continue;
        const auto range = artifacts::vers::read(product.versions);
        if (range && artifacts::vers::contains(*range, fixed.version))
          error("contradiction", pointer + "/version",
                "version " + fixed.version + " is said to be fixed, and lies in the affected versions " + product.versions +
                    " of '" + product.product + "'");
      }
    });
  }

  void check_outcome() {
    if (case_.outcome == Outcome::duplicate && case_.duplicate_of.empty())
      error("duplicate", "/duplicate_of", "it does not say which case it is a duplicate of");
    if (case_.outcome == Outcome::duplicate && !case_.id.empty() && case_.duplicate_of == case_.id)
      error("duplicate", "/duplicate_of", "a case cannot be a duplicate of itself");
    if ((case_.outcome == Outcome::not_a_vulnerability || case_.outcome == Outcome::not_our_product) &&
        case_.outcome_reason.empty())
      error("reason", "/outcome_reason", "it does not say why the report was turned down");
  }

  void check_resolution() {
    const Resolution& resolution = case_.resolution;
    if (resolution.kind == ResolutionKind::none_planned && resolution.reason.empty())
      error("reason", "/resolution/reason", "it does not say why nothing is planned");
    if (resolution.kind == ResolutionKind::none_planned && !resolution.fixed.empty())
      error("contradiction", "/resolution/fixed", "nothing is planned, and fixed versions are named");
  }

  void check_decisions() {
    std::set<std::string_view> clocks;
    each("decisions", case_.decisions, [&](const std::string& pointer, const ReportDecision& decision) {
      if (decision.clock.empty()) error("decision", pointer + "/clock", "it does not say which duty to report it is about");
      if (!decision.required) error("decision", pointer + "/required", "it does not say whether a report is required");
      if (decision.reason.empty()) error("decision", pointer + "/reason", "the decision has no reason");
      if (decision.by.text.empty()) error("decision", pointer + "/by", "it does not say who decided");
      if (!clocks.insert(decision.clock).second) error("contradiction", pointer + "/clock", "there is a decision on it already");
    });
  }

  void check_times() {
    const auto aware = moment_of(case_, Trigger::aware);
    each("events", case_.events, [&](const std::string& pointer, const Event& event) {
      if (!event.at) error("time", pointer + "/at", "it does not say when this happened");
    });
    each("publications", case_.publications, [&](const std::string& pointer, const Publication& publication) {
      if (!publication.at) return;
      if (aware && *publication.at < *aware) error("time", pointer + "/at", "it was published before anybody knew of it");
      if (case_.distribution.embargo_until && *publication.at < *case_.distribution.embargo_until)
        error("embargo", pointer + "/at",
              "it was published under embargo, which ends " + artifacts::time::text_of(*case_.distribution.embargo_until));
    });
  }

  const Case& case_;
  std::vector<Finding> findings_;
};

bool somebody_was_told(const Case& one) {
  return std::any_of(one.notices.begin(), one.notices.end(), [](const Notice& notice) {
    return std::any_of(notice.recipients.begin(), notice.recipients.end(), [](const Recipient& to) { return to.at.has_value(); });
  });
}

}  // namespace

std::vector<Finding> check_case(const Case& one) { return Check(one).run(); }

std::vector<std::string> missing_for(const Case& one, Stage stage) {
  std::vector<std::string> out;
  const auto want = [&](bool there, const char* text) {
    if (!there) out.emplace_back(text);
  };
  want(!one.title.empty(), "title: what it is called");
  want(one.source.kind != SourceKind::unsaid, "source.kind: who found it");
  want(moment_of(one, Trigger::aware).has_value(), "events: when we became aware of it");
  if (stage == Stage::received) return out;
  want(one.outcome != Outcome::undecided, "outcome: whether it is a vulnerability of ours");
  // What was turned down goes no further.
  if (stage == Stage::reviewed || one.outcome == Outcome::duplicate || one.outcome == Outcome::not_a_vulnerability ||
      one.outcome == Outcome::not_our_product)
    return out;
  want(!one.description.empty(), "description: what it is");
  want(!one.ratings.empty(), "ratings: a CVSS vector");
  want(!one.affected.empty(), "affected: products and versions");
  want(one.clinical.risk != RiskControl::undetermined, "clinical.risk: whether the risk of patient harm is controlled");
  if (stage == Stage::analysed) return out;
  want(one.resolution.kind != ResolutionKind::undecided, "resolution.kind: what is done about it");
  want(!one.resolution.details.empty() || one.resolution.kind == ResolutionKind::none_planned,
       "resolution.details: what users shall do");
  want(one.resolution.kind != ResolutionKind::fix || !one.resolution.fixed.empty(),
       "resolution.fixed: in which versions it is fixed");
  want(!one.decisions.empty(), "decisions: whether regulators have to be told");
  if (stage == Stage::addressed) return out;
  want(!one.approval.by.text.empty() && one.approval.at.has_value(), "approval: who agreed to publish, and when");
  want(!one.publications.empty() || somebody_was_told(one), "publications or notices: that users were told");
  return out;
}

}  // namespace crosswalk::disclosure
