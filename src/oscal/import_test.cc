// SPDX-License-Identifier: Apache-2.0
#include "oscal/import.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>

#include "oscal/catalog.h"
#include "packs/lint.h"
#include "reports/testdata/sample_review.h"

namespace crosswalk::oscal {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

constexpr std::string_view kCatalog =
    R"({"catalog": {"uuid": "c", "metadata": {"title": "C", "version": "1", "oscal-version": "1.1.2"},
  "params": [{"id": "loose", "label": "officials"}],
  "groups": [{"id": "ac", "title": "Access", "controls": [
    {"id": "ac-1", "title": "Policy", "props": [{"name": "label", "value": "AC-1"}],
     "params": [{"id": "p1", "label": "roles"}, {"id": "p2", "values": ["30 days"]},
                {"id": "p3", "select": {"how-many": "one-or-more", "choice": ["daily", "every {{ insert: param, p2 }}"]}},
                {"id": "p4", "label": "{{ insert: param, p4 }}"}],
     "parts": [{"id": "ac-1_smt", "name": "statement", "prose": "The organization:", "parts": [
        {"id": "a", "name": "item", "props": [{"name": "label", "value": "a."}], "prose": "Tells {{ insert: param, p1 }}:", "parts": [
          {"id": "a1", "name": "item", "props": [{"name": "label", "value": "1."}], "prose": "a **policy** of [the kind](#r) within {{ insert: param, p2 }};"},
          {"id": "a2", "name": "item", "props": [{"name": "label", "value": "2."}], "prose": "a plan; and"}]},
        {"id": "b", "name": "item", "props": [{"name": "label", "value": "b."}], "prose": "Reviews it {{ insert: param, p3 }} with {{insert: param, loose}}, {{ insert: param, p4 }}."}]},
       {"name": "assessment-objective", "links": [{"rel": "assessment-for", "href": "#b"}], "prose": "Is it reviewed?"},
       {"name": "guidance", "prose": "Words of guidance."}],
     "controls": [{"id": "ac-1.1", "title": "Inner", "parts": [{"name": "statement", "prose": "Alone."}]}]},
    {"id": "ac-2", "title": "Gone", "props": [{"name": "status", "value": "withdrawn"}], "parts": [{"name": "statement", "prose": "x"}]},
    {"id": "ac-3", "title": "Silent"},
    {"id": "../../x", "title": "Odd", "parts": [{"name": "statement", "prose": "Odd."}]}]}]}})";

constexpr std::string_view kProfile =
    R"({"profile": {"uuid": "p", "metadata": {"title": "P", "version": "1", "oscal-version": "1.1.2"},
  "imports": [{"href": "catalog.json", "include-controls": [{"with-ids": ["ac-1"]}]}],
  "modify": {"set-parameters": [{"param-id": "p1", "values": ["all staff"]}]}}})";

base::Result<Import> imported(const std::string& path, const std::map<std::string, std::string>& files) {
  return import_controls(path, [&files](const std::string& name) -> base::Result<std::string> {
    const auto found = files.find(name);
    if (found == files.end()) return base::Error{base::ErrorCode::not_found, name, {}};
    return found->second;
  });
}

std::vector<std::string> requirements(const packs::ChecklistClause& clause) {
  std::vector<std::string> out;
  for (const packs::ChecklistItem& item : clause.items) out.push_back(item.requirement);
  return out;
}

TEST(OscalImport, MakesAnItemOfEachLeafWithTheWordsAboveIt) {
  const auto list = imported("c.json", {{"c.json", std::string(kCatalog)}});
  ASSERT_TRUE(list) << list.error().message();
  ASSERT_EQ(list->checklist.clauses.size(), 3U);
  EXPECT_EQ(list->title, "C");
  EXPECT_EQ(list->checklist.clauses[0].number, "ac-1") << "not every control has a label";
  EXPECT_EQ(list->checklist.clauses[1].number, "ac-1.1");
  EXPECT_THAT(
      requirements(list->checklist.clauses[0]),
      ElementsAre("The organization: Tells [assignment: roles]: a policy of the kind within 30 days;",
                  "The organization: Tells [assignment: roles]: a plan; and",
                  "The organization: Reviews it [selection (one or more): daily; every 30 days] with [assignment: officials], "
                  "[assignment: [assignment: [assignment: [assignment: [assignment: [assignment: p4]]]]]]."));
  EXPECT_EQ(list->checklist.clauses[0].items[0].label, "a.1.");
  EXPECT_EQ(list->checklist.clauses[0].items[0].question, list->checklist.clauses[0].items[0].requirement);
  EXPECT_EQ(list->checklist.clauses[0].items[2].question, "Is it reviewed?");
  EXPECT_THAT(list->checklist.left_out,
              ElementsAre("Control ac-2 (Gone) is withdrawn.", "Control ac-3 (Silent) has no statement."));
}

TEST(OscalImport, NumbersAreNamesOfFilesAndNothingElse) {
  const auto list = imported("c.json", {{"c.json", std::string(kCatalog)}});
  ASSERT_TRUE(list);
  EXPECT_EQ(list->checklist.clauses[2].number.find_first_of("/\\"), std::string::npos);
  EXPECT_NE(list->checklist.clauses[2].number.front(), '.');
}

TEST(OscalImport, LabelsAreNumbersWhereAllControlsHaveThem) {
  const auto numbers = [](const std::string& second) {
    const auto list = imported("a", {{"a", R"({"catalog": {"controls": [
      {"id": "r_1", "props": [{"name": "label", "class": "padded", "value": "R-01"}, {"name": "label", "value": "R-1"}],
       "parts": [{"name": "statement", "prose": "One."}]},
      {"id": "r_2", "props": [{"name": "label", "value": ")" +
                                               second + R"("}], "parts": [{"name": "statement", "prose": "Two."}]}]}})"}});
    std::string out;
    for (const packs::ChecklistClause& clause : list ? list->checklist.clauses : std::vector<packs::ChecklistClause>())
      out += clause.number + " ";
    return out;
  };
  EXPECT_EQ(numbers("R-2"), "R-1 R-2 ");
  EXPECT_EQ(numbers("r-1"), "R-1 r-1-2 ");
  EXPECT_EQ(numbers("R-1(2)"), "r-1 r-2 ");
}

TEST(OscalImport, FollowsAProfileAndItsParameters) {
  const auto list = imported("d/p.json", {{"d/p.json", std::string(kProfile)}, {"d/catalog.json", std::string(kCatalog)}});
  ASSERT_TRUE(list) << list.error().message();
  ASSERT_EQ(list->checklist.clauses.size(), 1U);
  EXPECT_THAT(list->checklist.clauses[0].items[1].requirement, HasSubstr("Tells all staff: a plan"));
  const auto alone = imported("d/p.json", {{"d/p.json", std::string(kProfile)}});
  ASSERT_FALSE(alone);
  EXPECT_THAT(alone.error().detail, HasSubstr("catalog.json"));
}

TEST(OscalImport, RefusesWhatHoldsNoControlsOrTooMany) {
  EXPECT_FALSE(imported("a", {{"a", R"({"catalog": {"uuid": "x"}})"}}));
  EXPECT_FALSE(imported("a", {{"a", R"({"component-definition": {"uuid": "x"}})"}}));
  std::string many = R"({"catalog": {"controls": [{"id": "a")";
  for (int i = 0; i < 2001; ++i) many += R"(}, {"id": "a", "parts": [{"name": "statement", "prose": "Do it."}])";
  EXPECT_FALSE(imported("a", {{"a", many + "}]}}"}}));
}

TEST(OscalImport, APackThatWasWrittenComesBack) {
  const auto pack = reports::sample_pack();
  reports::StringSink sink;
  ASSERT_TRUE(render_catalog(*pack, "2026-01-31", sink));
  const auto list = imported("c", {{"c", sink.text()}});
  ASSERT_TRUE(list) << list.error().message();
  std::size_t clause = 0;
  for (const packs::Clause& wanted : pack->clauses) {
    if (wanted.constraints.empty()) continue;
    ASSERT_LT(clause, list->checklist.clauses.size());
    const packs::ChecklistClause& found = list->checklist.clauses[clause++];
    EXPECT_EQ(found.number, wanted.number);
    ASSERT_EQ(found.items.size(), wanted.constraints.size());
    for (std::size_t i = 0; i < found.items.size(); ++i) {
      EXPECT_EQ(found.items[i].requirement, wanted.constraints[i].text);
      EXPECT_EQ(found.items[i].question, wanted.constraints[i].question);
      EXPECT_EQ(found.items[i].level, wanted.constraints[i].level);
      EXPECT_EQ(found.items[i].label, wanted.constraints[i].slug);
    }
  }
  EXPECT_EQ(clause, list->checklist.clauses.size());
}

TEST(OscalImport, ItsPackLoads) {
  const auto list = imported("c.json", {{"c.json", std::string(kCatalog)}});
  ASSERT_TRUE(list);
  const auto files = packs::checklist_pack("ours", "Our controls", list->checklist, "c.json");
  ASSERT_TRUE(files) << files.error().message();
  packs::Diagnostics diagnostics;
  const auto pack = packs::load_pack(*files, diagnostics);
  ASSERT_TRUE(pack) << diagnostics.text();
  EXPECT_EQ(pack->clauses.size(), 3U);
  const auto clause = pack->clause("ac-1");
  ASSERT_NE(clause, nullptr);
  EXPECT_EQ(clause->constraints.size(), 3U);
}

}  // namespace
}  // namespace crosswalk::oscal
