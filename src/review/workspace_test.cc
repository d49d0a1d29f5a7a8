// SPDX-License-Identifier: Apache-2.0
#include "review/workspace.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace crosswalk::review {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

Workspace load(std::string_view text) {
  packs::Diagnostics diagnostics;
  auto workspace = load_workspace(text, "crosswalk.yaml", diagnostics);
  EXPECT_TRUE(workspace) << diagnostics.text();
  return workspace ? std::move(workspace).value() : Workspace{};
}

std::string mistakes(std::string_view text) {
  packs::Diagnostics diagnostics;
  const auto workspace = load_workspace(text, "crosswalk.yaml", diagnostics);
  EXPECT_EQ(workspace.has_value(), !diagnostics.has_errors());
  return diagnostics.text();
}

std::shared_ptr<const packs::Pack> small_pack() {
  auto pack = std::make_shared<packs::Pack>();
  pack->id = "p";
  pack->conditions = {{"has-user-accounts", "Does it have user accounts?\nService accounts count."},
                      {"uses-cloud", "Does it use a cloud?"}};
  packs::Clause clause;
  clause.number = "4.1.7";
  clause.id = "p:4.1.7";
  packs::Constraint constraint;
  constraint.slug = "severity-score";
  constraint.id = "p:4.1.7/severity-score";
  clause.constraints.push_back(constraint);
  pack->clauses.push_back(clause);
  return pack;
}

TEST(LoadWorkspace, ReadsWhoTakesReportsAndPublishes) {
  const Workspace workspace = load(R"(
device: no
time_zone: Europe/Berlin
products:
  - {name: ScanView, purl: "pkg:generic/example/scanview", versions: [{version: "3.2", sbom: sboms/3.2.json}]}
disclosure:
  namespace: https://example.org
  email: psirt@example.org
  key_fingerprint: "0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567"
  advisories_url: https://example.org/csaf/
  languages: [en, de]
  advisory_prefix: EX-SA-
)");
  EXPECT_EQ(workspace.device, false);
  const disclosure::Organisation organisation = organisation_of(workspace);
  EXPECT_EQ(organisation.time_zone, "Europe/Berlin");
  EXPECT_EQ(organisation.publisher.key_fingerprint, "0123456789ABCDEF0123456789ABCDEF01234567");
  EXPECT_EQ(organisation.publisher.advisories_url, "https://example.org/csaf");
  EXPECT_EQ(organisation.publisher.case_prefix, "V-");
  EXPECT_EQ(organisation.publisher.advisory_prefix, "EX-SA-");
  ASSERT_NE(organisation.find("scanview"), nullptr);
  EXPECT_EQ(organisation.find("scanview")->purl, "pkg:generic/example/scanview");
  ASSERT_NE(organisation.find("scanview")->find("3.2"), nullptr);
  EXPECT_EQ(organisation.find("scanview")->find("3.2")->sbom, "sboms/3.2.json");
  EXPECT_EQ(load("manufacturer: A\n").device, std::nullopt);
}

TEST(LoadWorkspace, SaysWhatIsNoAddressZoneOrKey) {
  const std::string text = mistakes(R"(time_zone: Atlantis/Capital
products: [{name: A, purl: "npm/a"}]
disclosure:
  namespace: http://example.org
  email: nobody
  key_fingerprint: 1234
  case_prefix: "../"
  languages: [en, "de\nContact: mailto:a@example.org"]
  policy_url: "https://example.org/\x9B2J"
  phone: 1
)");
  for (const char* wanted :
       {":1:", "'Atlantis/Capital' is no time zone", ":2:", "'npm/a' is no package URL",
        ":4:", "'http://example.org' is no https address", "'nobody' is no e-mail address", "'1234' is no fingerprint",
        "'../' cannot begin an id", "is no language tag", "2J' is no https address", "phone"}) {
    EXPECT_THAT(text, HasSubstr(wanted));
  }
}

TEST(Workspace, ReadsAllItsParts) {
  const Workspace workspace = load(R"(
manufacturer: Example Medical
products:
  - name: ScanView
    versions:
      - {version: "3.2", supported: true, released: 2026-01-31}
      - {version: 2.0, supported: false}
      - "1.0"
markets: [EU, US]
conditions:
  has-user-accounts: {answer: no, reason: none, approver: A. Person, role: security expert, date: 2026-01-02}
  uses-cloud: yes
tailoring:
  - {constraint: "p:4.1.7/severity-score", reason: r, approver: a, role: b, date: 2026-01-02}
no_event:
  - {constraint: "4.1.7/severity-score", reason: r, role: b, by: a, date: 2026-01-02}
documents:
  - {path: "sops/*.md", role: procedure, state: effective, owner: own, products: [ScanView], id: SOP-1, version: "3"}
  - {path: scratch/**, ignore: true}
ignore: [node_modules, "*.tmp"]
)");
  EXPECT_EQ(workspace.manufacturer, "Example Medical");
  ASSERT_EQ(workspace.products.size(), 1U);
  ASSERT_EQ(workspace.products[0].versions.size(), 3U);
  EXPECT_EQ(workspace.products[0].versions[0].released, (base::Date{2026, 1, 31}));
  EXPECT_EQ(workspace.products[0].versions[1].version, "2.0");
  EXPECT_FALSE(workspace.products[0].versions[1].supported);
  EXPECT_TRUE(workspace.products[0].versions[2].supported);
  EXPECT_EQ(workspace.markets, (std::vector<std::string>{"EU", "US"}));
  EXPECT_FALSE(workspace.conditions.at("has-user-accounts").yes);
  EXPECT_EQ(workspace.conditions.at("has-user-accounts").approver, "A. Person");
  EXPECT_TRUE(workspace.conditions.at("uses-cloud").yes);
  EXPECT_EQ(workspace.tailoring.at(0).date, (base::Date{2026, 1, 2}));
  EXPECT_EQ(workspace.no_event.at(0).by, "a");
  EXPECT_EQ(workspace.documents.at(0).role, document::Role::procedure);
  EXPECT_EQ(workspace.documents.at(0).state, document::State::effective);
  EXPECT_EQ(workspace.documents.at(0).owner, document::Owner::own);
  EXPECT_FALSE(workspace.documents.at(1).role);
  EXPECT_TRUE(workspace.documents.at(1).ignore);
}

TEST(Workspace, MayBeEmpty) {
  EXPECT_THAT(load("").products, IsEmpty());
  EXPECT_THAT(load("# nothing yet\n").products, IsEmpty());
}

TEST(Workspace, SuggestsTheNearestKeyWithItsPlace) {
  const std::string text = mistakes("manufacturer: x\nprodcuts:\n  - name: y\n");
  EXPECT_THAT(text, HasSubstr("crosswalk.yaml:2:1: error"));
  EXPECT_THAT(text, HasSubstr("did you mean 'products'?"));
}

TEST(Workspace, SuggestsTheNearestWord) {
  const std::string text = mistakes("documents:\n  - {path: a.md, role: procedur}\n  - {path: b.md, state: efective}\n");
  EXPECT_THAT(text, HasSubstr("crosswalk.yaml:2:"));
  EXPECT_THAT(text, HasSubstr("did you mean 'procedure'?"));
  EXPECT_THAT(text, HasSubstr("crosswalk.yaml:3:"));
  EXPECT_THAT(text, HasSubstr("did you mean 'effective'?"));
}

TEST(Workspace, NamesEveryMistakeAtOnce) {
  const std::string text = mistakes(R"(products:
  - {name: A, versions: [{version: 1, released: soon}]}
  - {name: a}
  - {versions: [1]}
conditions:
  x: maybe
  y: {reason: r}
tailoring:
  - {reason: r}
documents:
  - {role: policy}
  - {path: /etc/passwd, ignore: true}
)");
  for (const char* place : {":2:", ":3:", ":4:", ":6:", ":7:", ":9:", ":11:", ":12:"}) {
    EXPECT_THAT(text, HasSubstr(std::string("crosswalk.yaml") + place)) << place;
  }
}

TEST(Workspace, WarnsOfAnAnswerWithoutApproval) {
  const std::string text = mistakes("conditions:\n  x: no\n");
  EXPECT_THAT(text, HasSubstr("crosswalk.yaml:2:3: warning"));
  EXPECT_THAT(text, HasSubstr("without reason, approver, role, date"));
}

TEST(Workspace, RefusesWhatIsNotYaml) {
  EXPECT_THAT(mistakes("products: [\n"), HasSubstr("not YAML"));
  EXPECT_THAT(mistakes("just a text\n"), HasSubstr("has to be a map"));
  EXPECT_THAT(mistakes("conditions: [a, b]\n"), HasSubstr("has to be a map"));
}

TEST(Workspace, NamesWhatThePacksDoNotHave) {
  packs::Diagnostics diagnostics;
  const Workspace workspace = load(
      "conditions:\n  has-user-acounts: yes\n"
      "tailoring:\n  - {constraint: \"p:4.1.7/severity-scor\"}\n  - {constraint: \"other-pack:1/x\"}\n"
      "no_event:\n  - {constraint: 4.1.7/severty-score}\n");
  check_workspace(workspace, {small_pack()}, "crosswalk.yaml", diagnostics);
  const std::string text = diagnostics.text();
  EXPECT_EQ(diagnostics.items().size(), 3U);
  EXPECT_THAT(text, HasSubstr("crosswalk.yaml:2:3: error"));
  EXPECT_THAT(text, HasSubstr("did you mean 'has-user-accounts'?"));
  EXPECT_THAT(text, HasSubstr("did you mean 'p:4.1.7/severity-score'?"));
  EXPECT_THAT(text, HasSubstr("did you mean '4.1.7/severity-score'?"));
}

TEST(DefaultWorkspace, LoadsAndListsEveryConditionWithItsQuestion) {
  const std::string text = default_workspace_text({}, {small_pack()});
  EXPECT_THAT(text, HasSubstr("# Does it have user accounts? Service accounts count.\n  # has-user-accounts:"));
  EXPECT_THAT(text, HasSubstr("# uses-cloud:"));
  EXPECT_THAT(mistakes(text), IsEmpty());
  EXPECT_THAT(load(text).conditions, IsEmpty());
}

TEST(DefaultWorkspace, HoldsTheAnswersWhateverTheySay) {
  InitAnswers answers;
  answers.manufacturer = "A \"B\"\nmarkets: [evil] \xE2\x80\xAE\xFF";
  answers.products = {{"Scan: View", {{"3.2", false, base::Date{2026, 1, 31}}}}};
  answers.markets = {"EU", "a, b"};
  answers.conditions["uses-cloud"] = {false, "none: really", "A", "B", base::Date{2026, 1, 2}, {}};
  const Workspace workspace = load(default_workspace_text(answers, {small_pack()}));
  EXPECT_THAT(workspace.manufacturer, HasSubstr("A \"B\"\nmarkets: [evil] \xE2\x80\xAE"));
  EXPECT_EQ(workspace.markets, answers.markets);
  ASSERT_EQ(workspace.products.size(), 1U);
  EXPECT_EQ(workspace.products[0].name, "Scan: View");
  EXPECT_FALSE(workspace.products[0].versions.at(0).supported);
  EXPECT_EQ(workspace.conditions.at("uses-cloud").reason, "none: really");
}

TEST(Pattern, StarsStayInANameAndDoubleStarsDoNot) {
  EXPECT_TRUE(matches_pattern("a/*.md", "a/x.md"));
  EXPECT_FALSE(matches_pattern("a/*.md", "a/b/x.md"));
  EXPECT_TRUE(matches_pattern("a/**", "a/b/x.md"));
  EXPECT_TRUE(matches_pattern("**/x.md", "x.md"));
  EXPECT_TRUE(matches_pattern("**/x.md", "a/b/x.md"));
  EXPECT_FALSE(matches_pattern("**/x.md", "a/bx.md"));
  EXPECT_TRUE(matches_pattern("a?.md", "ab.md"));
  EXPECT_FALSE(matches_pattern("a?.md", "a/.md"));
  EXPECT_FALSE(matches_pattern("x.md", "a/x.md"));
  EXPECT_TRUE(matches_pattern("a.zip!**", "a.zip!b/c.md"));
  EXPECT_FALSE(matches_pattern("", "a"));
}

TEST(Pattern, TakesNoLongTimeForManyStars) {
  EXPECT_FALSE(matches_pattern(std::string(200, '*') + "*a*a*a*a*a*a*a*a*a*a*a*b", std::string(4000, 'a')));
}

TEST(Ignore, NamesFitEverywhereAndFoldersWithAllInThem) {
  Workspace workspace;
  workspace.ignore = {"node_modules", "*.tmp", "docs/old/"};
  EXPECT_TRUE(is_ignored(workspace, "a/node_modules/b/c.md"));
  EXPECT_TRUE(is_ignored(workspace, "a/b.tmp"));
  EXPECT_TRUE(is_ignored(workspace, "docs/old/x/y.md"));
  EXPECT_FALSE(is_ignored(workspace, "x/docs/old/y.md"));
  EXPECT_FALSE(is_ignored(workspace, "docs/older/y.md"));
}

}  // namespace
}  // namespace crosswalk::review
