// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/date.h"
#include "facts/artifact/readers.h"

namespace crosswalk::facts {
namespace {

using artifacts::json::Value;
using document::ArtifactCheck;
using document::Span;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Whether a case has come at least so far. Source: IEC 81001-5-1, 9.2 to 9.5, 4.1.7, 6.3.
bool has_come_to(const Value& one, std::string_view stage) {
  constexpr std::array<std::string_view, 6> stages{"received", "reviewed", "analysed", "addressed", "disclosed", "closed"};
  const auto is = std::find(stages.begin(), stages.end(), one["stage"].string());
  return is != stages.end() && is >= std::find(stages.begin(), stages.end(), stage);
}

bool is_valid(const Value& one) { return one["outcome"].string() == "valid"; }
bool says(const Value& part, std::string_view member) { return !part[member].string().empty(); }

/// The first recipient who was told of a notice; none where nobody was.
Value told(const Value& notice) {
  for (const Value recipient : notice["recipients"].items()) {
    if (says(recipient, "at")) return recipient;
  }
  return {};
}

/// Whom a clock asks to tell: as the register says it of its clocks; where it does not, authorities, but for own policies.
std::string_view audience_of(std::string_view clock, const Value& clocks) {
  if (clock.empty()) return "users";
  for (const artifacts::json::Member& each : clocks.members()) {
    if (each.key == clock) return each.value.string();
  }
  return clock.starts_with("own-policy/") ? "reporter" : clock.starts_with("coordinators/") ? "everybody" : "authority";
}

/// The clocks that a notice answers; one empty text where it answers none.
std::vector<std::string_view> clocks_of(const Value& notice) {
  std::vector<std::string_view> out{notice["clock"].string()};
  for (const Value further : notice["further_clocks"].items()) out.push_back(further.string());
  return out;
}

/// Whether it is told to users or authorities. An answer to the reporter discloses nothing.
bool is_disclosed(const Value& one, const Value& clocks) {
  if (one["publications"].size() > 0) return true;
  for (const Value notice : one["notices"].items()) {
    for (const std::string_view clock : clocks_of(notice)) {
      if (!is_one_of(audience_of(clock, clocks), {"reporter", "house"}) && told(notice).is_object()) return true;
    }
  }
  return false;
}

/// Whether a notice that answers this clock was sent.
bool is_answered(const Value& one, std::string_view clock) {
  for (const Value notice : one["notices"].items()) {
    const std::vector<std::string_view> answered = clocks_of(notice);
    if (std::find(answered.begin(), answered.end(), clock) != answered.end() && told(notice).is_object()) return true;
  }
  return false;
}

/// What a register says of its cases beside them.
struct Register {
  /// Whom each clock asks to tell.
  Value clocks;
  /// By the ids of cases: the clocks that nothing answers, and where it stands when users or an authority were told.
  std::unordered_map<std::string_view, Value> unanswered;
  std::unordered_map<std::string_view, Span> disclosed;

  explicit Register(const Value& root) : clocks(root["clocks"]) {
    for (const artifacts::json::Member& each : root["unanswered"].members()) unanswered.emplace(each.key, each.value);
    for (const artifacts::json::Member& each : root["disclosed"].members()) {
      if (!says(each.value, "aware") || !says(each.value, "told")) continue;
      disclosed.emplace(each.key, Span{static_cast<document::ByteOffset>(each.name.begin()),
                                       static_cast<document::ByteOffset>(each.value.end())});
    }
  }
};

/// Whether a clock of this case that asks to tell an authority is answered by nothing.
bool waits_for_authority(const Register& around, const std::string& id) {
  const auto open = around.unanswered.find(id);
  if (open == around.unanswered.end()) return false;
  for (const Value clock : open->second.items()) {
    if (audience_of(clock.string(), around.clocks) == "authority") return true;
  }
  return false;
}

void judge_regulators(const Value& one, const Register& around, const std::string& id, Tally& tally) {
  if (!is_disclosed(one, around.clocks)) return;
  Span shown;
  Span open;
  for (const Value decision : one["decisions"].items()) {
    const std::string_view clock = decision["clock"].string();
    if (audience_of(clock, around.clocks) != "authority" || !decision["required"].is_boolean() || !says(decision, "reason"))
      continue;
    const bool done = !decision["required"].boolean() || is_answered(one, clock);
    (done ? shown : open) = span_of(decision, "reason");
  }
  if (!open.empty()) return tally.has_partly(id, "incomplete", open);
  if (shown.empty()) return tally.lacks(id);
  // One authority that was thought of does not do for another, whose clock runs and is not answered.
  if (waits_for_authority(around, id)) return tally.has_partly(id, "incomplete", shown);
  tally.has(shown);
}

void judge_users(const Value& one, const Register& around, const std::string& id, Tally& tally) {
  if (!is_disclosed(one, around.clocks)) return;
  for (const Value notice : one["notices"].items()) {
    const std::vector<std::string_view> answered = clocks_of(notice);
    if (std::none_of(answered.begin(), answered.end(), [&](std::string_view clock) {
          return is_one_of(audience_of(clock, around.clocks), {"users", "everybody"});
        }))
      continue;
    if (const Value recipient = told(notice); recipient.is_object()) return tally.has(span_of(recipient, "at"));
  }
  // Who does not look there does not learn of it.
  for (const Value publication : one["publications"].items()) {
    if (says(publication, "at")) return tally.has_partly(id, "implied", span_of(publication, "at"));
  }
  tally.lacks(id);
}

void judge_dates(const Value& one, const Register& around, const std::string& id, Tally& tally) {
  if (!is_disclosed(one, around.clocks)) return;
  if (const auto times = around.disclosed.find(id); times != around.disclosed.end()) return tally.has(times->second);
  for (const Value event : one["events"].items()) {
    if (event["kind"].string() == "aware" && says(event, "at")) return tally.has(span_of(event, "at"));
  }
  tally.lacks(id);
}

void judge_decision(const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
  if (!is_valid(one) || !has_come_to(one, "disclosed")) return;
  const Value approval = one["approval"];
  if (says(approval, "by") && says(approval, "at")) return tally.has(span_of(approval, "at"));
  tally.lacks(id);
}

void judge_treatment(const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
  if (!is_valid(one) || !has_come_to(one, "addressed")) return;
  const Value resolution = one["resolution"];
  const std::string_view kind = resolution["kind"].string();
  if (kind.empty() || kind == "undecided") return tally.lacks(id);
  if (says(resolution, "details") || says(resolution, "reason")) return tally.has(span_of(resolution, "kind"));
  tally.has_partly(id, "vague", span_of(resolution, "kind"));
}

/// A report from one of these sources, and that somebody took it up.
void judge_report(const Value& one, const std::string& id, std::initializer_list<std::string_view> sources, Tally& tally) {
  const Value source = one["source"];
  if (!is_one_of(source["kind"].string(), sources)) return;
  const Span quote = span_of(source, "kind");
  if (has_come_to(one, "reviewed")) return tally.has(quote);
  tally.has_partly(id, "incomplete", quote);
}

void judge_applicability(const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
  if (!has_come_to(one, "reviewed")) return;
  const std::string_view outcome = one["outcome"].string();
  if (outcome.empty() || outcome == "undecided") return tally.lacks(id);
  if (says(one, "outcome_reason") || one["affected"].size() > 0) return tally.has(span_of(one, "outcome"));
  tally.has_partly(id, "vague", span_of(one, "outcome"));
}

void judge_impact(const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
  if (!is_valid(one) || !has_come_to(one, "analysed")) return;
  for (const Value rating : one["ratings"].items()) {
    if (says(rating, "context")) return tally.has(span_of(rating, "context"));
  }
  if (says(one["clinical"], "harm")) return tally.has_partly(id, "safety_only", span_of(one["clinical"], "harm"));
  tally.lacks(id);
}

void judge_rating(const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
  if (!is_valid(one) || !has_come_to(one, "analysed")) return;
  for (const Value rating : one["ratings"].items()) {
    if (says(rating, "vector")) return tally.has(span_of(rating, "vector"));
  }
  tally.lacks(id);
}

void judge_versions(const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
  if (!is_valid(one) || !has_come_to(one, "analysed")) return;
  for (const Value product : one["affected"].items()) {
    if (says(product, "versions")) return tally.has(span_of(product, "versions"));
  }
  tally.lacks(id);
}

void judge_safety(const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
  if (!is_valid(one) || !has_come_to(one, "analysed")) return;
  const Value clinical = one["clinical"];
  const std::string_view risk = clinical["risk"].string();
  if (risk.empty() || risk == "undetermined") return tally.lacks(id);
  if (says(clinical, "harm") || says(clinical, "reason")) return tally.has(span_of(clinical, "risk"));
  tally.has_partly(id, "vague", span_of(clinical, "risk"));
}

/// What is asked of every case that it concerns.
struct Question {
  ArtifactCheck check;
  const char* lacks;
  void (*judge)(const Value& one, const Register& around, const std::string& id, Tally& tally);
};
constexpr std::array questions{
    Question{ArtifactCheck::regulator_notice, "no decision on reporting, or no report, for", judge_regulators},
    Question{ArtifactCheck::user_notice, "nobody was told by a notice of", judge_users},
    Question{ArtifactCheck::disclosure_dates, "no day on which it became known for", judge_dates},
    Question{ArtifactCheck::disclosure_decision, "no approval of the disclosure of", judge_decision},
    Question{ArtifactCheck::treatment, "no treatment decided for", judge_treatment},
    Question{ArtifactCheck::own_report, "not taken up:",
             [](const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
               judge_report(one, id, {"own_test"}, tally);
             }},
    Question{ArtifactCheck::supplier_report, "not taken up:",
             [](const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
               judge_report(one, id, {"supplier"}, tally);
             }},
    Question{ArtifactCheck::user_report, "not taken up:",
             [](const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
               judge_report(one, id, {"customer"}, tally);
             }},
    Question{ArtifactCheck::researcher_report, "not taken up:",
             [](const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
               judge_report(one, id, {"researcher", "coordinator"}, tally);
             }},
    Question{ArtifactCheck::public_report, "not taken up:",
             [](const Value& one, const Register& /*around*/, const std::string& id, Tally& tally) {
               judge_report(one, id, {"monitoring", "authority"}, tally);
             }},
    Question{ArtifactCheck::applicability, "not said whether it concerns the product:", judge_applicability},
    Question{ArtifactCheck::contextual_impact, "no impact in the product's place for", judge_impact},
    Question{ArtifactCheck::score, "no score for", judge_rating},
    Question{ArtifactCheck::affected_versions, "no affected versions for", judge_versions},
    Question{ArtifactCheck::safety_impact, "no impact on safety for", judge_safety},
};

}  // namespace

void read_case_register(const artifacts::json::Document& json, document::Extracted& extracted) {
  const Value root = json.root();
  document::Artifact& artifact = extracted.artifact;
  artifact.kind = document::ArtifactKind::case_register;
  artifact.format_version = root["crosswalk_case_register"].string();
  const Register around(root);
  for (const Question& question : questions) {
    Tally tally(question.check, question.lacks);
    for (const Value one : root["cases"].items()) question.judge(one, around, std::string(one["id"].string()), tally);
    if (tally.of() > 0) artifact.points.push_back(tally.finish());
  }
  document::Facts& facts = extracted.facts;
  facts.role = document::Role::register_;
  facts.owner = document::Owner::own;
  facts.owner_reason = "the manufacturer's own register of vulnerability cases";
  facts.control.title = "Register of vulnerability cases";
  facts.control.state = document::State::effective;
  facts.control.state_reason = "it is the register in use";
}

}  // namespace crosswalk::facts
