// SPDX-License-Identifier: Apache-2.0
#include "matching/rule_set.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "document/builder.h"
#include "matching/match.h"
#include "matching/test_rules.h"

namespace crosswalk::matching {
namespace {

constexpr std::string_view concepts = R"yaml(concepts:
  cue-negation: ["not|no|never"]
  inform: ["inform(s|ed)?|notif(y|ies|ied)"]
  customers: ["customers?|hospitals?"]
  version: ["versions?", "re:\\d+\\.\\d+"]
  mailbox: {says: [mailbox], artifact: [email], links: ["re:mailto:.*"]}
  told: {any: [{near: 3, of: [inform, customers]}, {all: [mailbox, {under: inform}]}]}
)yaml";

constexpr std::string_view rules = R"yaml(
  - {rule: told, match: told}
  - {rule: mailbox, within: block, match: {all: [mailbox, {not: [customers]}]}}
  - {rule: version, match: {any: [version, {title: version}]}}
)yaml";

std::shared_ptr<const RuleSet> compiled() {
  auto set = compile_rules({{"a.yaml", std::string(concepts)}}, rules);
  EXPECT_NE(set, nullptr);
  return set;
}

document::Document sample() {
  document::Builder builder({});
  builder.add(document::BlockKind::heading, "How we inform", 1);
  builder.add(document::BlockKind::paragraph, "We inform all customers of version 4.2. We never notify hospitals.");
  builder.add(document::BlockKind::paragraph, "Write to security@example.org or to the mailbox.");
  return builder.finish();
}

/// Where rules hold in the sample, and how what they find is meant.
std::vector<std::string> matches_of(const RuleSet& set) {
  const document::Document document = sample();
  const document::Facts facts;
  Scanner::Scratch scratch(*set.scanner);
  const DocumentScan scan(set, document, facts, "versions.md", scratch);
  std::vector<std::string> out;
  for (const Match& match : scan.matches()) {
    out.push_back(match.rule->id + " " + std::to_string(match.quote.begin) + "-" + std::to_string(match.quote.end) +
                  (match.reading.negated ? " negated" : "") + " " + std::to_string(match.touched.size()));
  }
  return out;
}

TEST(RuleSet, FindsTheSameAfterItWasWrittenAndRead) {
  const auto set = compiled();
  const std::string bytes = rule_set_to_bytes(*set);
  const auto back = rule_set_from_bytes(bytes, set->packs);
  ASSERT_TRUE(back);
  const std::vector<std::string> expected = matches_of(*set);
  EXPECT_GE(expected.size(), 5U);
  EXPECT_EQ(matches_of(**back), expected);
  EXPECT_EQ((*back)->constraints.front(), set->constraints.front());
  EXPECT_EQ(rule_set_to_bytes(**back), bytes);
}

TEST(RuleSet, RefusesEveryTruncation) {
  const auto set = compiled();
  const std::string bytes = rule_set_to_bytes(*set);
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(rule_set_from_bytes(std::string_view(bytes).substr(0, size), set->packs)) << size;
  }
  EXPECT_FALSE(rule_set_from_bytes(bytes + '\0', set->packs));
}

TEST(RuleSet, MatchesWithWhateverDamagedBytesItTakes) {
  const auto set = compiled();
  const std::string bytes = rule_set_to_bytes(*set);
  std::size_t taken = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (const int bit : {0, 3, 7}) {
      std::string damaged = bytes;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto back = rule_set_from_bytes(damaged, set->packs);
      if (!back) continue;
      ++taken;
      static_cast<void>(matches_of(**back));
    }
  }
  EXPECT_GT(taken, 0U);
}

}  // namespace
}  // namespace crosswalk::matching
