// SPDX-License-Identifier: Apache-2.0
#include "cli/sbom_vulns.h"

#include <algorithm>
#include <array>
#include <set>
#include <unordered_map>
#include <utility>

#include "artifacts/cvss/score.h"
#include "artifacts/osv/match.h"
#include "artifacts/sbom/check.h"
#include "artifacts/vex/apply.h"
#include "base/text.h"
#include "cli/sbom_report.h"

namespace crosswalk::cli {
namespace {

namespace cvss = artifacts::cvss;
namespace osv = artifacts::osv;
namespace sbom = artifacts::sbom;
namespace vex = artifacts::vex;
using Style = reports::Screen::Style;
using Json = nlohmann::ordered_json;

/// The score of the vector of the newest version, in tenths; -1 without any. `word` becomes its severity.
int score_of(const osv::Vulnerability& vulnerability, std::string* word) {
  int score = -1;
  auto newest = cvss::Version::v2_0;
  for (const osv::Severity& severity : vulnerability.severity) {
    const auto vector = cvss::parse(severity.score);
    if (!vector || (score >= 0 && vector->version() < newest)) continue;
    newest = vector->version();
    score = cvss::score(*vector).overall;
    if (word != nullptr) *word = cvss::text_of(cvss::severity_of(newest, score));
  }
  return score;
}

std::string severity_text(const osv::Vulnerability& vulnerability) {
  std::string word;
  const int score = score_of(vulnerability, &word);
  if (score >= 0) return cvss::tenths_as_text(score) + " " + word;
  return vulnerability.severity.empty() ? "" : vulnerability.severity.front().score;
}

/// What the file itself says of vulnerabilities: component and id to the state that settles it.
std::unordered_map<std::string, std::string> settled_in(const sbom::Bom& bom) {
  static constexpr std::array<std::string_view, 5> kSettled{"not_affected", "false_positive", "resolved",
                                                            "resolved_with_pedigree", "fixed"};
  std::unordered_map<std::string, std::string> out;
  for (const sbom::KnownVulnerability& known : bom.vulnerabilities) {
    if (std::find(kSettled.begin(), kSettled.end(), known.state) == kSettled.end()) continue;
    for (const std::string& ref : known.affects) out.emplace(ref + "\n" + known.id, known.state);
  }
  return out;
}

vex::Subject subject_of(const sbom::Component& component) {
  return {component.ref, component.name, component.version, component.purl, component.cpes};
}

/// What a statement says of a hit.
void apply(const vex::Statement& statement, Hit& hit) {
  if (!statement.status) return;
  const std::string status(vex::name_of(*statement.status));
  hit.settled.clear();
  hit.said.clear();
  if (*statement.status == vex::Status::not_affected || *statement.status == vex::Status::fixed) {
    hit.settled = status + (statement.justification_text.empty() ? "" : ", " + statement.justification_text);
  } else {
    hit.said = status + (statement.action_statement.empty() ? "" : ": " + statement.action_statement);
  }
}

std::string names_of(const osv::Vulnerability& vulnerability) {
  std::string out = vulnerability.id;
  if (!vulnerability.aliases.empty()) out += " (" + base::join(vulnerability.aliases, ", ") + ")";
  return out;
}

}  // namespace

std::size_t Hits::open() const {
  return static_cast<std::size_t>(std::count_if(hits.begin(), hits.end(), [](const Hit& hit) { return hit.settled.empty(); }));
}

Hits look_up(const sbom::Bom& bom, const osv::Database& database, const std::vector<vex::Statement>& statements) {
  Hits out;
  out.records = database.size();
  const auto settled = settled_in(bom);
  const vex::Subject product = bom.subject ? subject_of(bom.components[*bom.subject]) : vex::Subject();
  for (std::size_t i = 0; i < bom.components.size(); ++i) {
    const sbom::Component& component = bom.components[i];
    const auto packages = osv::packages_of(component.purl);
    const bool known = packages && !packages->empty() && !packages->front().version.empty();
    if (!known) {
      if (component.type != "file" && bom.subject != i) out.not_looked_up.push_back(i);
      continue;
    }
    ++out.looked_up;
    const auto matches = database.find(component.purl);
    if (!matches) continue;
    for (const osv::Match& match : *matches) {
      Hit hit{i, match.vulnerability, match.reason, score_of(*match.vulnerability, nullptr), {}, {}};
      std::vector<std::string> ids = match.vulnerability->aliases;
      ids.push_back(match.vulnerability->id);
      for (const std::string& id : ids) {
        if (const auto found = settled.find(component.ref + "\n" + id); found != settled.end()) hit.settled = found->second;
      }
      if (const vex::Statement* statement = vex::statement_on(statements, ids, subject_of(component), product)) {
        apply(*statement, hit);
      }
      out.hits.push_back(std::move(hit));
    }
  }
  return out;
}

Outline vulnerabilities_of(const std::string& name, const sbom::Bom& bom, const Hits& hits) {
  std::set<std::size_t> components;
  for (const Hit& hit : hits.hits) {
    if (hit.settled.empty()) components.insert(hit.component);
  }
  const std::size_t open = hits.open();
  Outline out{
      "sbom vulns", counted(hits.records, "record", "records"), name + ": ", open == 0 ? Style::green : Style::red, "", {}};
  out.verdict += open == 0 ? "no known vulnerability is open"
                           : counted(open, "known vulnerability", "known vulnerabilities") + " in " +
                                 counted(components.size(), "component", "components");
  out.subject = counted(hits.looked_up, "component", "components") + " looked up, " + with_commas(hits.not_looked_up.size()) +
                " could not be; " + with_commas(hits.hits.size() - open) + " settled";
  std::vector<const Hit*> order;
  for (const Hit& hit : hits.hits) {
    if (hit.settled.empty()) order.push_back(&hit);
  }
  // The worst first.
  std::stable_sort(order.begin(), order.end(), [](const Hit* a, const Hit* b) { return a->score > b->score; });
  OutlineSection section{"Open, the worst first", {}, ""};
  for (std::size_t i = 0; i < order.size() && i < kShown; ++i) {
    const Hit& hit = *order[i];
    OutlineRow row{"✗",
                   "",
                   sbom::text_of(bom.components[hit.component]) + ": " + names_of(*hit.vulnerability),
                   severity_text(*hit.vulnerability),
                   hit.score >= 70 ? Style::red : Style::yellow,
                   {}};
    if (!hit.vulnerability->summary.empty()) row.details.push_back(hit.vulnerability->summary);
    row.details.push_back(hit.reason.text);
    if (!hit.said.empty()) row.details.push_back("VEX: " + hit.said);
    section.rows.push_back(std::move(row));
  }
  if (order.size() > kShown) section.closing = "and " + with_commas(order.size() - kShown) + " more; --format json has all";
  if (!section.rows.empty()) out.sections.push_back(std::move(section));
  OutlineSection settled{"Settled by the file itself or a VEX", {}, ""};
  for (const Hit& hit : hits.hits) {
    if (hit.settled.empty() || settled.rows.size() >= kShown) continue;
    settled.rows.push_back({"✓",
                            "",
                            sbom::text_of(bom.components[hit.component]) + ": " + names_of(*hit.vulnerability),
                            hit.settled,
                            Style::green,
                            {}});
  }
  if (!settled.rows.empty()) out.sections.push_back(std::move(settled));
  if (!hits.not_looked_up.empty()) {
    OutlineSection unknown{"Could not be looked up: no purl, one without a version, or of a kind that OSV does not have", {}, ""};
    for (std::size_t i = 0; i < hits.not_looked_up.size() && i < kShown; ++i) {
      unknown.rows.push_back({"·", "", sbom::text_of(bom.components[hits.not_looked_up[i]]), "", Style::blue, {}});
    }
    if (hits.not_looked_up.size() > kShown) {
      unknown.closing = "and " + with_commas(hits.not_looked_up.size() - kShown) + " more; --format json has all";
    }
    out.sections.push_back(std::move(unknown));
  }
  return out;
}

Json vulnerabilities_json(const std::string& name, const sbom::Bom& bom, const Hits& hits) {
  const auto component_of = [&](std::size_t number) {
    const sbom::Component& component = bom.components[number];
    Json out = {{"name", component.name}, {"version", component.version}};
    if (!component.purl.empty()) out["purl"] = component.purl;
    if (!component.ref.empty()) out["ref"] = component.ref;
    return out;
  };
  Json out = {{"file", name}, {"records", hits.records}, {"looked_up", hits.looked_up}, {"open", hits.open()}};
  out["vulnerabilities"] = Json::array();
  for (const Hit& hit : hits.hits) {
    Json one = {{"id", hit.vulnerability->id},
                {"aliases", hit.vulnerability->aliases},
                {"summary", hit.vulnerability->summary},
                {"component", component_of(hit.component)},
                {"reason", hit.reason.text},
                {"fixed", hit.reason.fixed}};
    if (hit.score >= 0) one["score"] = static_cast<double>(hit.score) / 10.0;
    if (const std::string text = severity_text(*hit.vulnerability); !text.empty()) one["severity"] = text;
    if (!hit.settled.empty()) one["settled"] = hit.settled;
    if (!hit.said.empty()) one["vex"] = hit.said;
    out["vulnerabilities"].push_back(std::move(one));
  }
  out["not_looked_up"] = Json::array();
  for (const std::size_t number : hits.not_looked_up) out["not_looked_up"].push_back(component_of(number));
  return out;
}

}  // namespace crosswalk::cli
