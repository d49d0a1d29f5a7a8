// SPDX-License-Identifier: Apache-2.0
// The tests of scores, and of members that the schema does not know.
#include <algorithm>
#include <array>
#include <cmath>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "artifacts/csaf/schema.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"

namespace crosswalk::artifacts::csaf {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

/// A member of a CVSS object that repeats a metric of the vector, with its words and the values that they stand for, in pairs.
struct Repeated {
  std::string_view member;
  std::string_view metric;
  /// "NETWORK=N LOCAL=L".
  std::string_view words;
};

// Source: FIRST, CVSS v2.0 Complete Guide, 2, and v3.1 Specification, 2 to 4: names of metrics and values, as their JSON writes
// them.
constexpr std::array<Repeated, 14> kRepeated2{{
    {"accessVector", "AV", "NETWORK=N ADJACENT_NETWORK=A LOCAL=L"},
    {"accessComplexity", "AC", "HIGH=H MEDIUM=M LOW=L"},
    {"authentication", "Au", "MULTIPLE=M SINGLE=S NONE=N"},
    {"confidentialityImpact", "C", "NONE=N PARTIAL=P COMPLETE=C"},
    {"integrityImpact", "I", "NONE=N PARTIAL=P COMPLETE=C"},
    {"availabilityImpact", "A", "NONE=N PARTIAL=P COMPLETE=C"},
    {"exploitability", "E", "UNPROVEN=U PROOF_OF_CONCEPT=POC FUNCTIONAL=F HIGH=H NOT_DEFINED=ND"},
    {"remediationLevel", "RL", "OFFICIAL_FIX=OF TEMPORARY_FIX=TF WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=ND"},
    {"reportConfidence", "RC", "UNCONFIRMED=UC UNCORROBORATED=UR CONFIRMED=C NOT_DEFINED=ND"},
    {"collateralDamagePotential", "CDP", "NONE=N LOW=L LOW_MEDIUM=LM MEDIUM_HIGH=MH HIGH=H NOT_DEFINED=ND"},
    {"targetDistribution", "TD", "NONE=N LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND"},
    {"confidentialityRequirement", "CR", "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND"},
    {"integrityRequirement", "IR", "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND"},
    {"availabilityRequirement", "AR", "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=ND"},
}};
constexpr std::array<Repeated, 22> kRepeated3{{
    {"attackVector", "AV", "NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P"},
    {"attackComplexity", "AC", "HIGH=H LOW=L"},
    {"privilegesRequired", "PR", "HIGH=H LOW=L NONE=N"},
    {"userInteraction", "UI", "NONE=N REQUIRED=R"},
    {"scope", "S", "UNCHANGED=U CHANGED=C"},
    {"confidentialityImpact", "C", "NONE=N LOW=L HIGH=H"},
    {"integrityImpact", "I", "NONE=N LOW=L HIGH=H"},
    {"availabilityImpact", "A", "NONE=N LOW=L HIGH=H"},
    {"exploitCodeMaturity", "E", "UNPROVEN=U PROOF_OF_CONCEPT=P FUNCTIONAL=F HIGH=H NOT_DEFINED=X"},
    {"remediationLevel", "RL", "OFFICIAL_FIX=O TEMPORARY_FIX=T WORKAROUND=W UNAVAILABLE=U NOT_DEFINED=X"},
    {"reportConfidence", "RC", "UNKNOWN=U REASONABLE=R CONFIRMED=C NOT_DEFINED=X"},
    {"confidentialityRequirement", "CR", "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X"},
    {"integrityRequirement", "IR", "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X"},
    {"availabilityRequirement", "AR", "LOW=L MEDIUM=M HIGH=H NOT_DEFINED=X"},
    {"modifiedAttackVector", "MAV", "NETWORK=N ADJACENT_NETWORK=A LOCAL=L PHYSICAL=P NOT_DEFINED=X"},
    {"modifiedAttackComplexity", "MAC", "HIGH=H LOW=L NOT_DEFINED=X"},
    {"modifiedPrivilegesRequired", "MPR", "HIGH=H LOW=L NONE=N NOT_DEFINED=X"},
    {"modifiedUserInteraction", "MUI", "NONE=N REQUIRED=R NOT_DEFINED=X"},
    {"modifiedScope", "MS", "UNCHANGED=U CHANGED=C NOT_DEFINED=X"},
    {"modifiedConfidentialityImpact", "MC", "NONE=N LOW=L HIGH=H NOT_DEFINED=X"},
    {"modifiedIntegrityImpact", "MI", "NONE=N LOW=L HIGH=H NOT_DEFINED=X"},
    {"modifiedAvailabilityImpact", "MA", "NONE=N LOW=L HIGH=H NOT_DEFINED=X"},
}};

/// The value that a word stands for; empty for words that are none of the metric's.
std::string_view value_of(const Repeated& repeated, std::string_view word) {
  std::string_view words = repeated.words;
  while (!words.empty() && !word.empty()) {
    const std::string_view pair = words.substr(0, words.find(' '));
    words.remove_prefix(std::min(pair.size() + 1, words.size()));
    if (pair.starts_with(word) && byte_at(pair, word.size()) == '=') return pair.substr(word.size() + 1);
  }
  return {};
}

/// A CVSS object of a score.
struct Cvss {
  /// The score, an item of /vulnerabilities[]/scores.
  json::Value score;
  json::Value object;
  bool is_2 = false;

  [[nodiscard]] std::span<const Repeated> repeated() const {
    return is_2 ? std::span<const Repeated>(kRepeated2) : std::span<const Repeated>(kRepeated3);
  }
  [[nodiscard]] std::string_view text() const { return object["vectorString"].string(); }
  /// What "version" says, or else the vector.
  [[nodiscard]] std::string_view version() const {
    if (object["version"].is_string()) return object["version"].string();
    if (is_2) return "2.0";
    return text().starts_with("CVSS:3.0/") ? "3.0" : "3.1";
  }
};

std::vector<Cvss> cvss_of(const json::Value& vulnerability) {
  std::vector<Cvss> out;
  for (const json::Value score : vulnerability["scores"].items()) {
    if (score["cvss_v2"].is_object()) out.push_back({score, score["cvss_v2"], true});
    if (score["cvss_v3"].is_object()) out.push_back({score, score["cvss_v3"], false});
  }
  return out;
}

template <class Visit>
void for_each_cvss(const Index& index, const Visit& visit) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    for (const Cvss& cvss : cvss_of(vulnerability)) visit(cvss);
  }
}

/// Whether a number is this score in tenths.
bool is_score(const json::Value& number, int tenths) { return std::abs(number.real() * 10 - tenths) < 1e-6; }

void check_computed(const Cvss& cvss, const cvss::Vector& vector, Flags& flags) {
  const cvss::Scores scores = cvss::score(vector);
  struct Pair {
    std::string_view score;
    std::string_view severity;
    int tenths;
  };
  const std::array<Pair, 3> pairs{{{"baseScore", "baseSeverity", scores.base},
                                   {"temporalScore", "temporalSeverity", scores.temporal},
                                   {"environmentalScore", "environmentalSeverity", scores.environmental}}};
  for (const Pair& pair : pairs) {
    const json::Value number = cvss.object[pair.score];
    if (number.is_number() && !is_score(number, pair.tenths)) {
      flags.at(number, std::string(pair.score) + " is " + std::string(number.number()) + ", and the vector gives " +
                           cvss::tenths_as_text(pair.tenths));
    }
    const json::Value word = cvss.object[pair.severity];
    if (cvss.is_2 || !word.is_string()) continue;
    std::string wanted(cvss::text_of(cvss::severity_of(vector.version(), pair.tenths)));
    std::transform(wanted.begin(), wanted.end(), wanted.begin(), upper);
    if (word.string() != wanted) {
      flags.at(word, std::string(pair.severity) + " is " + quoted(word.string()) + ", and the vector gives " + wanted);
    }
  }
}

/// The environmental score of the vector with what the members add to it, in tenths; nothing where there is no vector.
std::optional<int> environmental_score(const Cvss& cvss) {
  const auto given = cvss::parse(cvss.text());
  if (!given) return std::nullopt;
  std::string text(cvss.text());
  for (const Repeated& repeated : cvss.repeated()) {
    const std::string_view value = value_of(repeated, cvss.object[repeated.member].string());
    const std::string_view said = given->value(repeated.metric);
    if (!value.empty() && (said == "X" || said == "ND") && value != said &&
        text.find("/" + std::string(repeated.metric) + ":") == std::string::npos) {
      text += "/" + std::string(repeated.metric) + ":" + std::string(value);
    }
  }
  const auto whole = cvss::parse(text);
  return whole ? std::optional(cvss::score(*whole).environmental) : std::nullopt;
}

}  // namespace

void test_one_score_per_version(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const Cvss& cvss : cvss_of(vulnerability)) {
      for (const json::Value& id : strings_of(cvss.score["products"])) {
        if (!seen.emplace(cvss.version(), id.string()).second) {
          flags.at(id, "the product " + quoted(id.string()) + " has more than one score of CVSS v" + std::string(cvss.version()));
        }
      }
    }
  }
}

void test_cvss_valid(const Index& index, Flags& flags) {
  flags.add(cvss_findings(index.vulnerabilities, "6.1.8", FindingLevel::error));
}

void test_cvss_computed(const Index& index, Flags& flags) {
  for_each_cvss(index, [&](const Cvss& cvss) {
    if (!cvss.object["vectorString"].is_string()) return;
    const auto vector = cvss::parse(cvss.text());
    if (vector) {
      check_computed(cvss, *vector, flags);
    } else {
      flags.at(cvss.object["vectorString"], "no score can be computed: " + vector.error().detail);
    }
  });
}

void test_cvss_consistent(const Index& index, Flags& flags) {
  for_each_cvss(index, [&](const Cvss& cvss) {
    const auto vector = cvss::parse(cvss.text());
    if (!vector) return;
    for (const Repeated& repeated : cvss.repeated()) {
      const json::Value member = cvss.object[repeated.member];
      const std::string_view value = value_of(repeated, member.string());
      const std::string_view said = vector->value(repeated.metric);
      // A metric that the vector leaves out may be given by the member alone.
      const bool left_out =
          (said == "X" || said == "ND") && cvss.text().find("/" + std::string(repeated.metric) + ":") == std::string_view::npos;
      if (value.empty() || said.empty() || value == said || left_out) continue;
      flags.at(member, std::string(repeated.member) + " is " + quoted(member.string()) + ", and the vector says " +
                           std::string(repeated.metric) + ":" + std::string(said));
    }
  });
}

void test_fixed_scores_zero(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    std::unordered_set<std::string_view> fixed;
    for (const char* list : {"first_fixed", "fixed"}) {
      for (const json::Value& id : strings_of(vulnerability["product_status"][list])) fixed.insert(id.string());
    }
    if (fixed.empty()) continue;
    for (const Cvss& cvss : cvss_of(vulnerability)) {
      const std::vector<json::Value> products = strings_of(cvss.score["products"]);
      const auto named =
          std::find_if(products.begin(), products.end(), [&](const json::Value& id) { return fixed.contains(id.string()); });
      if (named == products.end()) continue;
      const json::Value given = cvss.object["environmentalScore"];
      const std::optional<int> computed = environmental_score(cvss);
      if (given.is_number() ? is_score(given, 0) : computed == 0) continue;
      flags.at(cvss.object, "the product " + quoted(named->string()) +
                                " is fixed, and its environmental score is not 0 (impacts modified to none)");
    }
  }
}

void test_no_other_properties(const Index& index, Flags& flags) {
  for (const json::Value& value : other_properties(index.root)) flags.at(value, "the schema of CSAF knows no such property");
}

void test_not_cvss2_alone(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    const std::vector<Cvss> all = cvss_of(vulnerability);
    std::unordered_set<std::string_view> newer;
    for (const Cvss& cvss : all) {
      if (cvss.is_2) continue;
      for (const json::Value& id : strings_of(cvss.score["products"])) newer.insert(id.string());
    }
    for (const Cvss& cvss : all) {
      if (!cvss.is_2 || cvss.score["cvss_v3"]) continue;
      const std::vector<json::Value> products = strings_of(cvss.score["products"]);
      const auto alone =
          std::find_if(products.begin(), products.end(), [&](const json::Value& id) { return !newer.contains(id.string()); });
      if (alone != products.end())
        flags.at(cvss.object, "the product " + quoted(alone->string()) + " has a score of CVSS v2 alone; add one of v3.1");
    }
  }
}

void test_not_cvss30(const Index& index, Flags& flags) {
  for_each_cvss(index, [&](const Cvss& cvss) {
    if (cvss.is_2) return;
    if (cvss.object["version"].string() == "3.0" || cvss.text().starts_with("CVSS:3.0")) {
      flags.missing(cvss.object, cvss.object["version"] ? "version" : "vectorString", "CVSS v3.0 is used; v3.1 has replaced it");
    }
  });
}

}  // namespace crosswalk::artifacts::csaf
