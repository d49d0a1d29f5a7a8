// SPDX-License-Identifier: Apache-2.0
#include "provider/plan.h"

#include <algorithm>

#include "artifacts/csaf/tracking.h"
#include "base/text.h"

namespace crosswalk::provider {
namespace {

using artifacts::time::text_of;
using disclosure::Case;

/// How the id of a document ends that says the same as an advisory in the profile VEX.
constexpr std::string_view vex_ending = "-VEX";

const CaseState* find_case(const std::vector<CaseState>& cases, std::string_view id) {
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const CaseState& each) { return each.one.id == id; });
  return found == cases.end() ? nullptr : &*found;
}

bool goes_by(const Case& one, const std::string& name) {
  return !name.empty() && (one.id == name || std::find(one.ids.begin(), one.ids.end(), name) != one.ids.end());
}

const CaseState* case_of(const std::vector<CaseState>& cases, const Named& vulnerability) {
  const auto found = std::find_if(cases.begin(), cases.end(), [&](const CaseState& each) {
    return goes_by(each.one, vulnerability.cve) || std::any_of(vulnerability.ids.begin(), vulnerability.ids.end(),
                                                               [&](const std::string& id) { return goes_by(each.one, id); });
  });
  return found == cases.end() ? nullptr : &*found;
}

}  // namespace

std::string case_id_of(const std::string& advisory, const disclosure::Publisher& publisher) {
  if (!advisory.starts_with(publisher.advisory_prefix)) return {};
  std::string number = advisory.substr(publisher.advisory_prefix.size());
  if (number.ends_with(vex_ending)) number.resize(number.size() - vex_ending.size());
  return publisher.case_prefix + number;
}

namespace {

/// All cases that a document tells of, each once; what has none goes to `reasons`.
std::vector<const CaseState*> cases_of(const Facts& facts, const Circumstances& circumstances,
                                       std::vector<std::string>& reasons) {
  std::vector<const CaseState*> out;
  const std::string first = case_id_of(facts.id, circumstances.organisation->publisher);
  if (const CaseState* found = find_case(*circumstances.cases, first)) {
    out.push_back(found);
  } else {
    reasons.push_back(first.empty() ? "its id does not begin with '" + circumstances.organisation->publisher.advisory_prefix + "'"
                                    : "the register has no case " + first);
  }
  for (const Named& each : facts.vulnerabilities) {
    const CaseState* found = case_of(*circumstances.cases, each);
    // One vulnerability alone is that of the case that the advisory's id is made of.
    if (found == nullptr && facts.vulnerabilities.size() == 1 && !out.empty()) continue;
    if (found == nullptr) {
      reasons.push_back("no case of the register goes by " +
                        (each.cve.empty() ? (each.ids.empty() ? "one of its vulnerabilities" : each.ids.front()) : each.cve));
    } else if (std::find(out.begin(), out.end(), found) == out.end()) {
      out.push_back(found);
    }
  }
  return out;
}

void judge_document(const Candidate& candidate, const Circumstances& circumstances, std::vector<std::string>& reasons) {
  const Facts& facts = candidate.facts;
  if (!facts.faults.empty()) {
    reasons.push_back("it is not valid CSAF 2.0: " + facts.faults.front() +
                      (facts.faults.size() > 1 ? ", and more; see 'crosswalk csaf validate'" : ""));
  }
  if (facts.status != "final") reasons.push_back("its status is '" + facts.status + "' and not 'final'");
  if (facts.tlp != "WHITE") reasons.push_back(facts.tlp.empty() ? "it has no TLP label" : "it is TLP:" + facts.tlp);
  const std::string& own = circumstances.organisation->publisher.publisher_namespace;
  if (facts.publisher_namespace != own) {
    reasons.push_back("its publisher is " + facts.publisher_namespace + " and not " + own);
  }
  if (facts.current > circumstances.at) reasons.push_back("it is dated " + facts.current_release + ", which is yet to come");
}

/// How a revision compares with another one that was published: empty where it may follow it, or is the same.
std::string against(const Candidate& candidate, std::string_view version, std::string_view sha256) {
  const auto mine = artifacts::csaf::read_version(candidate.facts.version);
  const auto other = artifacts::csaf::read_version(version);
  if (!mine || !other) return candidate.sha256 == sha256 ? "" : "its version cannot be compared with " + std::string(version);
  const auto order = artifacts::csaf::compare(*mine, *other);
  if (order < 0)
    return "revision " + std::string(version) + " is published, and this is the older revision " + candidate.facts.version;
  if (order == 0 && candidate.sha256 != sha256) {
    return "revision " + std::string(version) + " is published with other content; build the next revision";
  }
  return {};
}

void judge_case(const CaseState& state, const Candidate& candidate, const Circumstances& circumstances,
                std::vector<std::string>& reasons) {
  const Case& one = state.one;
  const std::string who = "case " + one.id;
  if (one.distribution.tlp != disclosure::Tlp::white) {
    reasons.push_back(who + (one.distribution.tlp == disclosure::Tlp::unsaid
                                 ? " does not say to whom it may be given (TLP)"
                                 : " is TLP:" + std::string(base::word(one.distribution.tlp))));
  }
  if (one.distribution.embargo_until && *one.distribution.embargo_until > circumstances.at) {
    reasons.push_back(who + " is under embargo until " + text_of(*one.distribution.embargo_until));
  }
  for (const disclosure::Publication& each : one.publications) {
    if (each.advisory != candidate.facts.id) continue;
    const std::string problem = against(candidate, each.revision, each.sha256);
    if (!problem.empty()) reasons.push_back("by the register of " + who + ", " + problem);
  }
  // What was published once was approved then.
  if (is_recorded(one, candidate)) return;
  if (one.approval.by.text.empty() || !one.approval.at) {
    reasons.push_back(who + " is not approved");
  } else if (*one.approval.at > circumstances.at) {
    reasons.push_back(who + " is approved from " + text_of(*one.approval.at) + " on");
  } else if (state.told > state.approved) {
    reasons.push_back(who + " was changed after it was approved; approve it again");
  } else if (state.published > state.approved) {
    reasons.push_back(who + " was approved for the revision before; approve it again");
  }
  const auto& embargo = one.distribution.embargo_until;
  if (candidate.facts.current < state.told_at) {
    reasons.push_back("it is dated " + candidate.facts.current_release + ", before the last change of " + who + " at " +
                      text_of(state.told_at) + "; build it again");
    // Its date is that of the publication, which the register refuses before the end of the embargo.
  } else if (embargo && *embargo <= circumstances.at && candidate.facts.current < *embargo) {
    reasons.push_back("it is dated " + candidate.facts.current_release + ", before the embargo of " + who + " ended at " +
                      text_of(*embargo) + "; build it again");
  }
}

}  // namespace

bool is_told(std::string_view pointer) {
  constexpr std::array<std::string_view, 12> told{
      "/title",       "/outcome",  "/ids",     "/weaknesses", "/source/credit",    "/components",
      "/description", "/clinical", "/ratings", "/affected",   "/distribution/tlp", "/resolution"};
  const auto is_within = [](std::string_view inner, std::string_view outer) {
    return inner.starts_with(outer) && (inner.size() == outer.size() || inner[outer.size()] == '/');
  };
  // A change may also put in or take out a whole that such a field is part of.
  return std::any_of(told.begin(), told.end(),
                     [&](std::string_view each) { return is_within(pointer, each) || is_within(each, pointer); });
}

bool is_withdrawal(const Facts& facts) {
  return base::to_lower(facts.title).starts_with("withdrawn") || base::to_lower(facts.revision_summary).starts_with("withdrawn");
}

bool is_recorded(const Case& one, const Candidate& candidate) {
  return std::any_of(one.publications.begin(), one.publications.end(), [&](const disclosure::Publication& each) {
    return each.advisory == candidate.facts.id && each.revision == candidate.facts.version && each.sha256 == candidate.sha256;
  });
}

Decision decide(const Candidate& candidate, const Candidate* published, const Circumstances& circumstances) {
  Decision out;
  judge_document(candidate, circumstances, out.reasons);
  const auto cases = cases_of(candidate.facts, circumstances, out.reasons);
  for (const CaseState* each : cases) {
    out.cases.push_back(each->one.id);
    judge_case(*each, candidate, circumstances, out.reasons);
  }
  if (published != nullptr) {
    const std::string problem = against(candidate, published->facts.version, published->sha256);
    if (!problem.empty()) out.reasons.push_back(problem);
    if (published->facts.path() != candidate.facts.path()) {
      out.reasons.push_back("it was published as " + published->facts.path() + ", and its date of first release is another now");
    }
  }
  if (!out.reasons.empty()) return out;
  out.fate = published == nullptr                    ? (is_withdrawal(candidate.facts) ? Fate::withdrawn : Fate::added)
             : published->sha256 == candidate.sha256 ? Fate::unchanged
             : is_withdrawal(candidate.facts)        ? Fate::withdrawn
                                                     : Fate::revised;
  return out;
}

disclosure::Publication publication_of(const Candidate& candidate, const std::string& url) {
  using disclosure::PublicationKind;
  const Facts& facts = candidate.facts;
  disclosure::Publication out;
  out.advisory = facts.id;
  out.revision = facts.version;
  out.at = facts.current;
  out.url = url;
  out.sha256 = candidate.sha256;
  out.kind = is_withdrawal(facts)                               ? PublicationKind::withdrawn
             : facts.version == "1" || facts.version == "1.0.0" ? PublicationKind::published
                                                                : PublicationKind::corrected;
  out.summary = facts.revision_summary;
  return out;
}

}  // namespace crosswalk::provider
