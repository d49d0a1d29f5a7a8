// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

#include "matching/rule_set.h"

namespace crosswalk::review {

/// For tests: the rules of one constraint, p:4.1.7/x, compiled; `rules` is a YAML list.
inline std::shared_ptr<const matching::RuleSet> compile_rules(std::string_view lexicon_yaml, std::string_view rules_yaml) {
  packs::Pack pack;
  pack.id = "p";
  packs::Clause clause;
  clause.number = "4.1.7";
  clause.id = "p:4.1.7";
  packs::Constraint constraint;
  constraint.slug = "x";
  constraint.id = "p:4.1.7/x";
  clause.constraints.push_back(constraint);
  pack.clauses.push_back(clause);
  packs::Diagnostics diagnostics;
  packs::Lexicon lexicon = packs::load_lexicon("en", {{"a.yaml", std::string(lexicon_yaml)}}, diagnostics);
  auto rules = packs::load_rules(pack, lexicon, {{"rules/a.yaml", "4.1.7/x:\n" + std::string(rules_yaml)}}, diagnostics);
  auto compiled =
      matching::compile({std::make_shared<const packs::Pack>(pack)}, std::move(lexicon), std::move(rules), diagnostics);
  EXPECT_TRUE(compiled) << diagnostics.text();
  return compiled ? *compiled : nullptr;
}

}  // namespace crosswalk::review
