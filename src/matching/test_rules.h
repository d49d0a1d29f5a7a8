// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "matching/rule_set.h"

namespace crosswalk::matching {

/// For tests: the rules of one constraint, p:4.1.7/x, compiled with the lexicon files `lexicon` (path -> text); `rules` is a YAML
/// list, `needs` what the constraint needs, `records_about` what its records are about. Null, and a failed test, where they
/// cannot be.
inline std::shared_ptr<const RuleSet> compile_rules(const std::map<std::string, std::string>& lexicon, std::string_view rules,
                                                    packs::Needs needs = packs::Needs::process,
                                                    std::vector<std::string> records_about = {}) {
  packs::Pack pack;
  pack.id = "p";
  packs::Clause clause;
  clause.number = "4.1.7";
  clause.id = "p:4.1.7";
  packs::Constraint constraint;
  constraint.slug = "x";
  constraint.id = "p:4.1.7/x";
  constraint.needs = needs;
  constraint.records_about = std::move(records_about);
  clause.constraints.push_back(constraint);
  pack.clauses.push_back(clause);
  packs::Diagnostics diagnostics;
  packs::Lexicon loaded = packs::load_lexicon("en", lexicon, diagnostics);
  auto of_pack = packs::load_rules(pack, loaded, {{"rules/a.yaml", "4.1.7/x:\n" + std::string(rules)}}, diagnostics);
  auto compiled = compile({std::make_shared<const packs::Pack>(pack)}, std::move(loaded), std::move(of_pack), diagnostics);
  EXPECT_TRUE(compiled) << diagnostics.text();
  return compiled ? *compiled : nullptr;
}

}  // namespace crosswalk::matching
