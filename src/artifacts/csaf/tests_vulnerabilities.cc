// SPDX-License-Identifier: Apache-2.0
// The tests of /vulnerabilities, those of scores apart.
#include <algorithm>
#include <array>
#include <set>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "artifacts/characters.h"
#include "artifacts/csaf/cwe.h"
#include "artifacts/csaf/tests.h"

namespace crosswalk::artifacts::csaf {
namespace {

std::string quoted(std::string_view text) { return "'" + std::string(text) + "'"; }

struct StatusGroup {
  std::string_view name;
  std::array<std::string_view, 3> lists;
};
// Source: CSAF 2.0, 6.1.6.
constexpr std::array<StatusGroup, 4> kStatusGroups{{{"affected", {"first_affected", "known_affected", "last_affected"}},
                                                    {"not affected", {"known_not_affected", "", ""}},
                                                    {"fixed", {"first_fixed", "fixed", ""}},
                                                    {"under investigation", {"under_investigation", "", ""}}}};

// Source: CSAF 2.0, 3.2.3.5.
constexpr std::array<std::string_view, 5> kJustifications{"component_not_present", "inline_mitigations_already_exist",
                                                          "vulnerable_code_cannot_be_controlled_by_adversary",
                                                          "vulnerable_code_not_in_execute_path", "vulnerable_code_not_present"};

bool is_cve(std::string_view text) {
  const auto digits = [](std::string_view part) { return std::all_of(part.begin(), part.end(), is_digit); };
  return text.starts_with("CVE-") && text.size() >= 13 && text[8] == '-' && digits(text.substr(4, 4)) && digits(text.substr(9));
}

void flag_without_products(const Index& index, std::string_view list, std::string_view what, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    for (const json::Value item : vulnerability[list].items()) {
      if (item.is_object() && !item["product_ids"] && !item["group_ids"]) {
        flags.at(item, "the " + std::string(what) + " does not say for which products it is");
      }
    }
  }
}

/// Flags the products of these lists of product_status that `covered` does not speak of.
void flag_uncovered(const json::Value& vulnerability, std::initializer_list<std::string_view> lists, const Coverage& covered,
                    std::string_view what, Flags& flags) {
  for (const std::string_view list : lists) {
    for (const json::Value& id : strings_of(vulnerability["product_status"][list])) {
      if (!covered.has(id.string()))
        flags.at(id, "the product " + quoted(id.string()) + " is in " + std::string(list) + ", and " + std::string(what));
    }
  }
}

bool is_vex(const Index& index) { return index.category == "csaf_vex"; }
bool is_advisory_or_vex(const Index& index) { return is_vex(index) || index.category == "csaf_security_advisory"; }
bool tells_of_event(const Index& index) {
  return index.category == "csaf_informational_advisory" || index.category == "csaf_security_incident_response";
}

void flag_without(const Index& index, std::string_view key, std::string_view what, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    if (!vulnerability[key]) flags.missing(vulnerability, key, "the vulnerability has no " + std::string(what));
  }
}

}  // namespace

void test_status_not_contradicting(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    const json::Value status = vulnerability["product_status"];
    std::unordered_map<std::string_view, std::size_t> groups;
    std::set<std::pair<std::string_view, std::size_t>> told;
    for (std::size_t group = 0; group < kStatusGroups.size(); ++group) {
      for (const std::string_view list : kStatusGroups[group].lists) {
        for (const json::Value& id : strings_of(status[list])) {
          const std::size_t first = groups.emplace(id.string(), group).first->second;
          if (first == group || !told.emplace(id.string(), group).second) continue;
          flags.at(id, "the product " + quoted(id.string()) + " is said to be " + std::string(kStatusGroups[first].name) +
                           " and " + std::string(kStatusGroups[group].name));
        }
      }
    }
  }
}

void test_cwe(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    const json::Value id = vulnerability["cwe"]["id"];
    const json::Value name = vulnerability["cwe"]["name"];
    if (!id.is_string() || !name.is_string()) continue;
    const auto number = id.string().starts_with("CWE-") ? number_at(id.string(), 4) : std::nullopt;
    const bool whole = number && number->end == id.string().size() && id.string()[4] != '0';
    const auto names = whole ? weakness(number->value) : std::span<const Weakness>();
    if (names.empty()) {
      flags.at(id, "there is no weakness " + quoted(id.string()) + " in CWE (categories and views are none)");
    } else if (std::none_of(names.begin(), names.end(), [&](const Weakness& one) { return one.name == name.string(); })) {
      flags.at(name,
               std::string(id.string()) + " is not called " + quoted(name.string()) + ", but " + quoted(names.front().name));
    }
  }
}

void test_cve_once(const Index& index, Flags& flags) {
  std::unordered_set<std::string_view> seen;
  for (const json::Value& vulnerability : index.vulnerabilities) {
    const json::Value cve = vulnerability["cve"];
    if (cve.is_string() && !seen.insert(cve.string()).second) {
      flags.at(cve, std::string(cve.string()) + " is the subject of more than one vulnerability");
    }
  }
}

void test_involvement_once(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    std::set<std::pair<std::string, std::string_view>> seen;
    for (const json::Value involvement : vulnerability["involvements"].items()) {
      const json::Value date = involvement["date"];
      const json::Value party = involvement["party"];
      if (!date.is_string() || !party.is_string()) continue;
      const auto moment = read_moment(date.string());
      std::string when = moment ? std::to_string(moment->seconds) + "." + moment->fraction : std::string(date.string());
      if (!seen.emplace(std::move(when), party.string()).second) {
        flags.at(involvement, "the party " + quoted(party.string()) + " is named twice for " + quoted(date.string()));
      }
    }
  }
}

void test_remediation_has_products(const Index& index, Flags& flags) {
  flag_without_products(index, "remediations", "remediation", flags);
}
void test_flag_has_products(const Index& index, Flags& flags) { flag_without_products(index, "flags", "flag", flags); }

void test_one_justification(const Index& index, Flags& flags) {
  // For each product the vulnerability in which a flag named it last, so that nothing has to be cleared between them.
  std::vector<std::size_t> named(index.product_numbers(), 0);
  for (std::size_t i = 0; i < index.vulnerabilities.size(); ++i) {
    for (const json::Value flag : index.vulnerabilities[i]["flags"].items()) {
      if (std::find(kJustifications.begin(), kJustifications.end(), flag["label"].string()) == kJustifications.end()) continue;
      std::unordered_set<std::size_t> groups;
      std::vector<ProductNumber> own;
      bool twice = false;
      const auto name = [&](ProductNumber product) {
        twice = twice || named[product] == i + 1;
        own.push_back(product);
      };
      for (const json::Value& id : strings_of(flag["product_ids"])) name(index.number_of(id.string()));
      for (const json::Value& id : strings_of(flag["group_ids"])) {
        const auto group = index.group_named(id.string());
        if (!group || !groups.insert(*group).second) continue;
        for (const ProductNumber product : index.products_of_group[*group]) name(product);
      }
      for (const ProductNumber product : own) named[product] = i + 1;
      if (twice) flags.at(flag, "a product of this flag has another one with a justification already");
    }
  }
}

void test_remediation_given(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    Coverage covered(index);
    for (const json::Value item : vulnerability["remediations"].items()) covered.add(item);
    flag_uncovered(vulnerability, {"first_affected", "known_affected", "last_affected", "under_investigation"}, covered,
                   "no remediation speaks of it", flags);
  }
}

void test_score_given(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    std::unordered_set<std::string_view> scored;
    for (const json::Value score : vulnerability["scores"].items()) {
      for (const json::Value& id : strings_of(score["products"])) scored.insert(id.string());
    }
    for (const std::string_view list : {"first_affected", "known_affected", "last_affected"}) {
      for (const json::Value& id : strings_of(vulnerability["product_status"][list])) {
        if (!scored.contains(id.string()))
          flags.at(id, "the product " + quoted(id.string()) + " is in " + std::string(list) + ", and no score is given for it");
      }
    }
  }
}

void test_involvement_date(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    for (const json::Value involvement : vulnerability["involvements"].items()) {
      if (involvement.is_object() && !involvement["date"]) flags.missing(involvement, "date", "the involvement has no date");
    }
  }
}

void test_no_cve_in_ids(const Index& index, Flags& flags) {
  for (const json::Value& vulnerability : index.vulnerabilities) {
    for (const json::Value id : vulnerability["ids"].items()) {
      if (is_cve(id["text"].string())) flags.at(id, std::string(id["text"].string()) + " belongs into the field 'cve'");
    }
  }
}

void test_cve_given(const Index& index, Flags& flags) {
  flag_without(index, "cve", "CVE id, by which other advisories are found", flags);
}
void test_cwe_given(const Index& index, Flags& flags) { flag_without(index, "cwe", "CWE, which says of what kind it is", flags); }

void test_profile_notes(const Index& index, Flags& flags) {
  if (!tells_of_event(index)) return;
  constexpr std::array<std::string_view, 4> wanted{"description", "details", "general", "summary"};
  for (const json::Value note : index.document["notes"].items()) {
    if (std::find(wanted.begin(), wanted.end(), note["category"].string()) != wanted.end()) return;
  }
  flags.missing(index.document, "notes",
                "no note of the document is a description, details, general or a summary, as its profile demands");
}

void test_profile_references(const Index& index, Flags& flags) {
  if (!tells_of_event(index)) return;
  for (const json::Value reference : index.document["references"].items()) {
    // A reference without a category is external: CSAF 2.0, 3.1.10.
    if (reference.is_object() && (!reference["category"] || reference["category"].string() == "external")) return;
  }
  flags.missing(index.document, "references",
                "the document refers to nothing of the category 'external', as its profile demands");
}

void test_profile_no_vulnerabilities(const Index& index, Flags& flags) {
  if (index.category == "csaf_informational_advisory" && index.root["vulnerabilities"]) {
    flags.at(index.root["vulnerabilities"], "an informational advisory tells of no vulnerabilities");
  }
}

void test_profile_product_tree(const Index& index, Flags& flags) {
  if (is_advisory_or_vex(index) && !index.product_tree)
    flags.missing(index.root, "product_tree", "the document has no product tree, as its profile demands");
}

void test_profile_vulnerability_notes(const Index& index, Flags& flags) {
  if (is_advisory_or_vex(index)) flag_without(index, "notes", "notes that tell of it, as the profile demands", flags);
}

void test_profile_product_status(const Index& index, Flags& flags) {
  if (index.category == "csaf_security_advisory")
    flag_without(index, "product_status", "product status, as the profile demands", flags);
}

void test_profile_vex_status(const Index& index, Flags& flags) {
  if (!is_vex(index)) return;
  for (const json::Value& vulnerability : index.vulnerabilities) {
    const json::Value status = vulnerability["product_status"];
    if (status["fixed"] || status["known_affected"] || status["known_not_affected"] || status["under_investigation"]) continue;
    flags.missing(vulnerability, "product_status",
                  "the vulnerability names no product as fixed, known_affected, known_not_affected or under_investigation");
  }
}

void test_profile_vulnerability_id(const Index& index, Flags& flags) {
  if (!is_vex(index)) return;
  for (const json::Value& vulnerability : index.vulnerabilities) {
    if (!vulnerability["cve"] && !vulnerability["ids"])
      flags.at(vulnerability, "the vulnerability has neither a CVE id nor another id");
  }
}

void test_profile_impact_statement(const Index& index, Flags& flags) {
  if (!is_vex(index)) return;
  for (const json::Value& vulnerability : index.vulnerabilities) {
    Coverage covered(index);
    for (const json::Value flag : vulnerability["flags"].items()) covered.add(flag);
    for (const json::Value threat : vulnerability["threats"].items()) {
      if (threat["category"].string() == "impact") covered.add(threat);
    }
    flag_uncovered(vulnerability, {"known_not_affected"}, covered, "no flag and no threat of the category 'impact' says why",
                   flags);
  }
}

void test_profile_action_statement(const Index& index, Flags& flags) {
  if (!is_vex(index)) return;
  for (const json::Value& vulnerability : index.vulnerabilities) {
    Coverage covered(index);
    for (const json::Value item : vulnerability["remediations"].items()) covered.add(item);
    flag_uncovered(vulnerability, {"known_affected"}, covered, "no remediation says what to do", flags);
  }
}

void test_profile_vulnerabilities(const Index& index, Flags& flags) {
  if (is_advisory_or_vex(index) && !index.root["vulnerabilities"]) {
    flags.missing(index.root, "vulnerabilities", "the document has no vulnerabilities, as its profile demands");
  }
}

}  // namespace crosswalk::artifacts::csaf
