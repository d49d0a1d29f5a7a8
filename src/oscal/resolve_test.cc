// SPDX-License-Identifier: Apache-2.0
#include "oscal/resolve.h"

#include <gtest/gtest.h>

#include <map>

namespace crosswalk::oscal {
namespace {

Json control(const std::string& id, Json inner = Json::array()) {
  Json out{{"id", id}, {"title", "Title of " + id}};
  if (!inner.empty()) out["controls"] = std::move(inner);
  return out;
}

/// a1, a2 with a2.1 in it, which has a2.1.1 in it, and b1 in a group with loose parameters.
Json catalog() {
  Json a2 = control("a2", Json::array({control("a2.1", Json::array({control("a2.1.1")}))}));
  a2["params"] = Json::array({Json{{"id", "own"}, {"label", "own"}}});
  a2["props"] = Json::array({Json{{"name", "label"}, {"value", "A2"}}, Json{{"name", "sort"}, {"ns", "urn:x"}, {"value", "2"}}});
  a2["parts"] = Json::array({Json{{"name", "statement"},
                                  {"id", "a2_smt"},
                                  {"prose", "Do {{ insert: param, loose }}."},
                                  {"parts", Json::array({Json{{"name", "item"}, {"id", "a2_a"}, {"class", "old"}}})}}});
  Json out{
      {"uuid", "c"},
      {"metadata", {{"title", "Catalog"}, {"version", "9"}, {"oscal-version", "1.1.0"}}},
      {"groups",
       Json::array({Json{{"id", "A"},
                         {"title", "Group A"},
                         {"params", Json::array({Json{{"id", "loose"}, {"label", "see {{ insert: param, other }}"}},
                                                 Json{{"id", "other"}, {"label", "[cited](#r-cited)"}}, Json{{"id", "unused"}}})},
                         {"controls", Json::array({control("a1"), a2})}},
                    Json{{"id", "B"}, {"title", "Group B"}, {"controls", Json::array({control("b1")})}}})},
      {"back-matter",
       {{"resources",
         Json::array({Json{{"uuid", "r-cited"}}, Json{{"uuid", "r-unused"}},
                      Json{{"uuid", "r-kept"}, {"props", Json::array({Json{{"name", "keep"}, {"value", "always"}}})}}})}}}};
  return Json{{"catalog", out}};
}

Json profile(Json imports, const Json& more = Json::object()) {
  Json out{{"uuid", "p"},
           {"metadata", {{"title", "Profile"}, {"version", "2"}, {"oscal-version", "1.0.4"}}},
           {"imports", std::move(imports)}};
  out.update(more);
  return Json{{"profile", out}};
}

Json with_ids(const std::string& href, std::vector<std::string> ids) {
  return Json{{"href", href}, {"include-controls", Json::array({Json{{"with-ids", std::move(ids)}}})}};
}

/// Files by path.
using Files = std::map<std::string, Json>;

Resolution resolved(const Json& source, Files files = {}, const std::string& path = "dir/profile.json") {
  files.emplace("dir/catalog.json", catalog());
  const Loader load = [&](const std::string& name) -> base::Result<std::string> {
    const auto found = files.find(name);
    if (found == files.end()) return base::Error{base::ErrorCode::not_found, name, {}};
    return found->second.dump();
  };
  const auto document = read_document(source.dump(), path);
  EXPECT_TRUE(document);
  auto out = resolve(*document, path, load);
  EXPECT_TRUE(out) << out.error().message();
  return out ? std::move(*out) : Resolution{};
}

/// Ids of the controls in an order that shows their nesting: "a1 a2(a2.1)".
std::string shape(const Json& controls) {
  std::string out;
  for (const Json& one : controls) {
    out += (out.empty() ? "" : " ") + text_of(one, "id");
    if (one.contains("controls")) out += "(" + shape(one["controls"]) + ")";
  }
  return out;
}
std::string shape_of(const Resolution& resolution) { return shape(list_of(resolution.catalog.body, "controls")); }
std::string groups_of(const Json& object) {
  std::string out;
  for (const Json& group : list_of(object, "groups")) {
    out += (out.empty() ? "" : " ") + text_of(group, "id") + "[" + shape(list_of(group, "controls"));
    const std::string inner = groups_of(group);
    out += (inner.empty() ? "" : " ") + inner + "]";
  }
  return out;
}

const Json kAll{{"href", "catalog.json"}, {"include-all", Json::object()}};
const Json kAsIs{{"merge", {{"as-is", true}}}};

TEST(OscalResolve, IncludesWhatLiesAboveAndNotWhatLiesWithin) {
  EXPECT_EQ(shape_of(resolved(profile(Json::array({with_ids("catalog.json", {"a2.1"})})))), "a2 a2.1");
  EXPECT_EQ(groups_of(resolved(profile(Json::array({with_ids("catalog.json", {"a2.1"})}), kAsIs)).catalog.body), "A[a2(a2.1)]");
  Json deep = with_ids("catalog.json", {"a2"});
  deep["include-controls"][0]["with-child-controls"] = "yes";
  EXPECT_EQ(shape_of(resolved(profile(Json::array({deep})))), "a2 a2.1 a2.1.1");
}

TEST(OscalResolve, ExcludesWhateverElseIncludesIt) {
  Json import = kAll;
  import["exclude-controls"] = Json::array({Json { { "with-ids", { "a2" } } }});
  EXPECT_EQ(groups_of(resolved(profile(Json::array({import}), kAsIs)).catalog.body), "A[a1 a2.1(a2.1.1)] B[b1]");
  import["exclude-controls"] = Json::array({Json {
    {"with-child-controls", "yes"},
    { "matching",
      Json::array({Json {
        { "pattern",
          "a?" }
      }}) }
  }});
  EXPECT_EQ(groups_of(resolved(profile(Json::array({import}), kAsIs)).catalog.body), "B[b1]");
}

TEST(OscalResolve, PatternsAreGlobsAndNoneMatchesNothing) {
  EXPECT_TRUE(glob_matches("a*.1", "a2.1"));
  EXPECT_TRUE(glob_matches("*", ""));
  EXPECT_TRUE(glob_matches("a?", "a1"));
  EXPECT_FALSE(glob_matches("a?", "a"));
  EXPECT_FALSE(glob_matches("^a", "a1"));
  EXPECT_FALSE(glob_matches("", "a"));
  EXPECT_FALSE(glob_matches(std::string(50, '*') + "b", std::string(100'000, 'a')));
  const Json import{{"href", "catalog.json"},
                    {"include-controls", Json::array({Json{{"matching", Json::array({Json::object()})}}})}};
  EXPECT_EQ(shape_of(resolved(profile(Json::array({import})))), "");
}

TEST(OscalResolve, KeepsClashesOrTheFirst) {
  const Json imports = Json::array({with_ids("catalog.json", {"a1", "b1"}), with_ids("catalog.json", {"b1", "a2"})});
  const Resolution kept = resolved(profile(imports));
  EXPECT_EQ(shape_of(kept), "a1 b1 a2 b1");
  EXPECT_EQ(kept.problems, std::vector<std::string>{"Control \"b1\" is there more than once."});
  const Resolution first = resolved(profile(imports, {{"merge", {{"combine", {{"method", "use-first"}}}}}}));
  EXPECT_EQ(shape_of(first), "a1 b1 a2");
  EXPECT_TRUE(first.problems.empty());
  const Resolution joined = resolved(profile(imports, {{"merge", {{"combine", {{"method", "use-first"}}}, {"as-is", true}}}}));
  EXPECT_EQ(groups_of(joined.catalog.body), "A[a1 a2] B[b1]");
}

TEST(OscalResolve, CustomGroupsHoldWhatTheyInsert) {
  const Json custom{
      {"groups",
       Json::array(
           {Json{{"id", "A"},
                 {"insert-controls",
                  Json::array(
                      {Json{{"order", "descending"},
                            {"include-controls", Json::array({Json{{"matching", Json::array({Json{{"pattern", "a*"}}})}}})},
                            {"exclude-controls", Json::array({Json{{"with-ids", {"a2.1"}}}})}}})}},
            Json{{"id", "new"}, {"title", "New"}, {"groups", Json::array({Json{{"id", "inner"}, {"title", "Inner"}}})}}})},
      {"insert-controls", Json::array({Json{{"include-controls", Json::array({Json{{"with-ids", {"b1", "nowhere"}}}})}}})}};
  const Resolution out = resolved(profile(Json::array({kAll}), {{"merge", {{"custom", custom}}}}));
  EXPECT_EQ(shape_of(out), "b1");
  EXPECT_EQ(groups_of(out.catalog.body), "A[a2.1.1 a2 a1] new[ inner[]]");
  EXPECT_EQ(out.catalog.body["groups"][0]["title"], "Group A") << "of the group of this id";
}

TEST(OscalResolve, OneStructureOnlyCanBeWanted) {
  const auto document =
      read_document(profile(Json::array({kAll}), {{"merge", {{"flat", Json::object()}, {"as-is", true}}}}).dump(), "p");
  ASSERT_TRUE(document);
  const Loader load = [](const std::string&) -> base::Result<std::string> { return catalog().dump(); };
  EXPECT_FALSE(resolve(*document, "p", load));
}

TEST(OscalResolve, KeepsParametersAndResourcesThatSomethingRefersTo) {
  const Resolution with = resolved(profile(Json::array({with_ids("catalog.json", {"a2"})})));
  std::string params;
  for (const Json& one : list_of(with.catalog.body, "params")) params += text_of(one, "id") + " ";
  EXPECT_EQ(params, "loose other ");
  std::string resources;
  for (const Json& one : with.catalog.body["back-matter"]["resources"]) resources += text_of(one, "uuid") + " ";
  EXPECT_EQ(resources, "r-cited r-kept ");
  const Resolution without = resolved(profile(Json::array({with_ids("catalog.json", {"b1"})})));
  EXPECT_FALSE(without.catalog.body.contains("params"));
  // A group that is kept keeps its parameters; they are not told twice.
  const Resolution as_is = resolved(profile(Json::array({with_ids("catalog.json", {"a2"})}), kAsIs));
  EXPECT_EQ(as_is.catalog.body["groups"][0]["params"].size(), 3U);
  EXPECT_FALSE(as_is.catalog.body.contains("params"));
}

TEST(OscalResolve, TheNewerResourceStandsUnlessTheOlderIsKept) {
  const Json back{{"back-matter",
                   {{"resources", Json::array({Json{{"uuid", "r-cited"}, {"title", "newer"}},
                                               Json{{"uuid", "r-kept"}, {"title", "newer"}}})}}}};
  const Json resources =
      resolved(profile(Json::array({with_ids("catalog.json", {"a2"})}), back)).catalog.body["back-matter"]["resources"];
  ASSERT_EQ(resources.size(), 2U);
  EXPECT_EQ(resources[0]["uuid"], "r-kept");
  EXPECT_FALSE(resources[0].contains("title"));
  EXPECT_EQ(resources[1]["title"], "newer");
}

TEST(OscalResolve, SetsParametersInTheOrderOfTheProfile) {
  const Json modify{
      {"modify",
       {{"set-parameters",
         Json::array({Json{{"param-id", "own"}, {"values", {"1"}}, {"props", Json::array({Json{{"name", "x"}, {"value", "1"}}})}},
                      Json{{"param-id", "own"}, {"values", {"2"}}, {"props", Json::array({Json{{"name", "y"}, {"value", "2"}}})}},
                      Json{{"param-id", "unused"}, {"label", "set"}}, Json{{"param-id", "none"}, {"label", "set"}}})}}}};
  const Resolution out = resolved(profile(Json::array({with_ids("catalog.json", {"a2"})}), modify));
  const Json own = out.catalog.body["controls"][0]["params"][0];
  EXPECT_EQ(own["values"], Json::array({"2"}));
  EXPECT_EQ(own["props"].size(), 2U);
  EXPECT_EQ(own["label"], "own");
  EXPECT_EQ(out.catalog.body["params"].size(), 3U) << "what is set is not left out";
  EXPECT_EQ(out.problems, std::vector<std::string>{"There is no parameter \"none\" to set."});
}

TEST(OscalResolve, AddsAtThePlacesThatAreNamed) {
  const auto part = [](const std::string& id) { return Json::array({Json{{"name", "guidance"}, {"id", id}}}); };
  const auto prop = [](const std::string& name) { return Json::array({Json{{"name", name}, {"value", "1"}}}); };
  const Json adds = Json::array({Json{{"props", prop("last")}}, Json{{"position", "starting"}, {"props", prop("first")}},
                                 Json{{"by-id", "a2_smt"}, {"position", "before"}, {"parts", part("before")}},
                                 Json{{"by-id", "a2_smt"}, {"position", "after"}, {"parts", part("after")}},
                                 Json{{"by-id", "a2_smt"}, {"position", "ending"}, {"parts", part("within")}},
                                 Json{{"by-id", "a2_a"}, {"position", "starting"}, {"props", prop("deep")}},
                                 Json{{"by-id", "nowhere"}, {"props", prop("lost")}}});
  const Json modify{{"modify", {{"alters", Json::array({Json{{"control-id", "a2"}, {"adds", adds}}})}}}};
  const Resolution out = resolved(profile(Json::array({with_ids("catalog.json", {"a2"})}), modify));
  const Json a2 = out.catalog.body["controls"][0];
  EXPECT_EQ(a2["props"].front()["name"], "first");
  EXPECT_EQ(a2["props"].back()["name"], "last");
  ASSERT_EQ(a2["parts"].size(), 3U);
  EXPECT_EQ(a2["parts"][0]["id"], "before");
  EXPECT_EQ(a2["parts"][1]["parts"][1]["id"], "within");
  EXPECT_EQ(a2["parts"][1]["parts"][0]["props"][0]["name"], "deep");
  EXPECT_EQ(a2["parts"][2]["id"], "after");
  EXPECT_EQ(out.problems, std::vector<std::string>{"Control \"a2\" has no \"nowhere\" to add to."});
}

TEST(OscalResolve, RemovesWhatMeetsAllCriteria) {
  const auto left = [](const Json& removal) {
    const Json modify{{"modify", {{"alters", Json::array({Json{{"control-id", "a2"}, {"removes", Json::array({removal})}}})}}}};
    return resolved(profile(Json::array({with_ids("catalog.json", {"a2"})}), modify)).catalog.body["controls"][0];
  };
  EXPECT_EQ(left({{"by-name", "label"}})["props"].size(), 1U);
  EXPECT_EQ(left({{"by-name", "label"}, {"by-ns", "urn:x"}})["props"].size(), 2U);
  EXPECT_EQ(left({{"by-ns", "http://csrc.nist.gov/ns/oscal"}, {"by-item-name", "prop"}})["props"][0]["name"], "sort");
  EXPECT_FALSE(left({{"by-item-name", "prop"}}).contains("props"));
  EXPECT_FALSE(left({{"by-class", "old"}})["parts"][0].contains("parts"));
  EXPECT_FALSE(left({{"by-id", "a2_smt"}}).contains("parts"));
  EXPECT_EQ(left(Json::object()), left({{"by-name", "nowhere"}}));
}

TEST(OscalResolve, FollowsProfilesAndBackMatter) {
  const Json base = profile(Json::array({with_ids("../dir/catalog.json", {"a1", "b1"})}), kAsIs);
  const Json top = profile(
      Json::array({Json{
          {"href", "#r"}, {"include-all", Json::object()}, {"exclude-controls", Json::array({Json{{"with-ids", {"b1"}}}})}}}),
      {{"merge", {{"as-is", true}}},
       {"back-matter",
        {{"resources", Json::array({Json{{"uuid", "r"},
                                         {"rlinks", Json::array({Json{{"href", "https://example.org/base.json"}},
                                                                 Json{{"href", "../other/a%20base.json"}}})}}})}}}});
  const Resolution out = resolved(top, {{"other/a base.json", base}});
  EXPECT_TRUE(out.complete);
  EXPECT_EQ(groups_of(out.catalog.body), "A[a1]");
  EXPECT_EQ(out.catalog.body["metadata"]["title"], "Profile");
  EXPECT_EQ(out.catalog.body["metadata"]["oscal-version"], "1.1.0") << "the newest of what was read";
}

TEST(OscalResolve, CirclesEndAndBrokenImportsAreTold) {
  const Json other = profile(Json::array({with_ids("profile.json", {"a1"})}));
  const Resolution circle = resolved(profile(Json::array({with_ids("other.json", {"a1"}), with_ids("catalog.json", {"b1"})})),
                                     {{"dir/other.json", other}});
  EXPECT_FALSE(circle.complete);
  EXPECT_EQ(shape_of(circle), "");
  EXPECT_EQ(circle.problems.size(), 2U);
  const Resolution broken = resolved(profile(Json::array({with_ids("missing.json", {"a1"}), with_ids("catalog.json", {"b1"})})));
  EXPECT_FALSE(broken.complete);
  EXPECT_EQ(shape_of(broken), "b1");
}

TEST(OscalResolve, ImportsThatMultiplyEnd) {
  // Each profile imports the next one twice: a million imports without a limit.
  Files files;
  for (int i = 0; i < 20; ++i) {
    const std::string next = i == 19 ? "catalog.json" : "p" + std::to_string(i + 1) + ".json";
    files["dir/p" + std::to_string(i) + ".json"] = profile(Json::array({with_ids(next, {"a1"}), with_ids(next, {"a1"})}));
  }
  EXPECT_FALSE(resolved(files["dir/p0.json"], files, "dir/p0.json").complete);
}

TEST(OscalResolve, SurvivesMembersOfOtherTypes) {
  const Json odd{{"imports", Json::array({1, "x", Json::array(), Json{{"href", 3}}})},
                 {"merge", "x"},
                 {"modify", Json{{"alters", "x"}, {"set-parameters", Json::array({1, nullptr})}}},
                 {"back-matter", 7},
                 {"metadata", Json{{"props", "x"}}}};
  Json strange = catalog();
  strange["catalog"]["groups"][0]["controls"] = Json::array({1, "x", Json{{"controls", "x"}, {"params", Json::array({1})}}});
  const Loader load = [&](const std::string&) -> base::Result<std::string> { return strange.dump(); };
  for (const Json& source : {Json{{"profile", odd}}, profile(Json::array({kAll})), profile(Json::array({kAll}), kAsIs),
                             profile(Json::array({kAll}), odd)}) {
    const auto document = read_document(source.dump(), "p");
    ASSERT_TRUE(document);
    const auto out = resolve(*document, "p", load);
    EXPECT_TRUE(out || out.error().code == base::ErrorCode::malformed_data);
  }
}

TEST(OscalResolve, ReferencesAreSeenFromTheDocument) {
  EXPECT_EQ(resolve_reference("a/b.json", "c%20d.json#x"), "a/c d.json");
  EXPECT_EQ(resolve_reference("a/b.json", "../../c.json"), "../c.json");
  EXPECT_EQ(resolve_reference("a/b.json", "./x/../c.json"), "a/c.json");
  EXPECT_EQ(resolve_reference("a/b.json", "/c.json"), "/c.json");
  EXPECT_EQ(resolve_reference("a/b.json", "https://host/c.json"), "");
  EXPECT_EQ(resolve_reference("a/b.json", "//host/c.json"), "");
  EXPECT_EQ(resolve_reference("a/b.json", "file:c.json"), "");
  EXPECT_EQ(resolve_reference("a/b.json", "c%00.json"), "");
}

}  // namespace
}  // namespace crosswalk::oscal
