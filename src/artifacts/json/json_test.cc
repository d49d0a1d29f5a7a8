// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <cmath>
#include <string>

#include "artifacts/json/value.h"

namespace crosswalk::artifacts::json {
namespace {

Document document(const std::string& text) {
  auto out = parse(text, {"x.json"});
  EXPECT_TRUE(out) << text << ": " << (out ? "" : out.error().message());
  return *out;
}

std::string fault(const std::string& text, const ParseOptions& options = {"x.json"}) {
  const auto out = parse(text, options);
  return out ? "read" : out.error().detail;
}

TEST(Json, TellsTypesTextsAndNumbers) {
  const Document json = document(R"({"a": [1, -2.50e3, true, false, null, "t\u00e4xt\n"], "b": {}, "c": []})");
  const Value a = json.root()["a"];
  ASSERT_EQ(a.size(), 6U);
  EXPECT_EQ(a.at(0).integer(), 1);
  EXPECT_EQ(a.at(1).number(), "-2.50e3");
  EXPECT_EQ(a.at(1).integer(), -2500);
  EXPECT_TRUE(a.at(2).boolean());
  EXPECT_FALSE(a.at(3).boolean());
  EXPECT_TRUE(a.at(4).is_null());
  EXPECT_EQ(a.at(5).string(), "t\xC3\xA4xt\n");
  EXPECT_TRUE(json.root()["b"].is_object());
  EXPECT_TRUE(json.root()["c"].empty());
  EXPECT_FALSE(json.root()["d"]);
  EXPECT_EQ(json.root()["d"]["e"].string(), "");
}

TEST(Json, ReadsTextsThatAreASingleValue) {
  EXPECT_EQ(document(" 12 ").root().integer(), 12);
  EXPECT_EQ(document("\"a\\tb\"").root().string(), "a\tb");
  EXPECT_TRUE(document("null").root().is_null());
  EXPECT_EQ(fault("12 13"), "line 1, column 4: something stands behind the end of the data");
}

TEST(Json, KnowsThePlaceOfEveryValue) {
  const Document json = document("{\n  \"x/y\": [10, {\"\xC3\xA4\": 1, \"b~\": \"v\"}]\n}");
  const Value v = json.root()["x/y"].at(1)["b~"];
  EXPECT_EQ(v.pointer(), "/x~1y/1/b~0");
  EXPECT_EQ(v.place().text(), "line 2, column 30");
  EXPECT_EQ(v.raw(), "\"v\"");
  EXPECT_EQ(json.root().pointer(), "");
  EXPECT_EQ(json.root().resolve(v.pointer()), v);
  EXPECT_FALSE(json.root().resolve("/x~1y/01"));
  EXPECT_EQ(json.root()["x/y"].raw(), "[10, {\"\xC3\xA4\": 1, \"b~\": \"v\"}]");
  EXPECT_EQ(json.root().end(), json.text().size());
}

TEST(Json, RefusesWhatIsNoJsonAndSaysWhere) {
  EXPECT_EQ(fault(""), "line 1, column 1: there is nothing in it");
  EXPECT_EQ(fault("  \n "), "line 2, column 2: there is nothing in it");
  for (const char* text :
       {"{",     "[1, 2", "{\"a\"",    "{\"a\":",     "{\"a\": 1,",  "[",         "[[]",           "{\"a\": [}", "\"abc",
        "[1 2]", "[1,]",  "{\"a\" 1}", "{\"a\": 1,}", "{a: 1}",      "[01]",      "[1.]",          "[.5]",       "[+1]",
        "[1e]",  "[tru]", "[truex]",   "[NaN]",       "['a']",       "[\"\\x\"]", "[\"\\ud800\"]", "[\"a\tb\"]", "]",
        "}",     ",",     "[]]",       "{}{}",        "{\"a\": 1}}", "[1}",       "{\"a\": 1]",    "/* c */ {}", "{1: 2}"}) {
    const std::string what = fault(text);
    EXPECT_TRUE(what.starts_with("line 1, column ")) << text << ": " << what;
  }
  EXPECT_EQ(fault("{\n \"a\": 1,\n \"b\" 2}"),
            "line 3, column 6: this is no JSON: a comma, a colon, a bracket or a value is wanted");
  EXPECT_EQ(fault("{\n \"a\": [1,\n 2"), "line 3, column 3: it ends before all brackets are closed");
  EXPECT_EQ(fault("{\n \"a\": [1}\n"), "line 2, column 9: this is no JSON: a comma, a colon, a bracket or a value is wanted");
  EXPECT_EQ(fault("[\n\"abc]"), "line 2, column 1: a text begins with \" and does not end");
}

TEST(Json, TakesNumbersOfAnyLength) {
  const Document json =
      document("[98249283749234923498293171823948729348710298301928331, 1e999999999999, 1e-999999999999, 1.0, 1, 0.1e1, -0]");
  const Value root = json.root();
  EXPECT_EQ(root.at(0).number().size(), 53U);
  EXPECT_FALSE(root.at(0).integer());
  EXPECT_TRUE(std::isinf(root.at(1).real()));
  EXPECT_EQ(root.at(2).real(), 0);
  EXPECT_TRUE(equal(root.at(3), root.at(4)));
  EXPECT_TRUE(equal(root.at(3), root.at(5)));
  EXPECT_EQ(hash(root.at(3)), hash(root.at(5)));
  EXPECT_EQ(root.at(6).integer(), 0);
}

TEST(Json, RefusesNamesThatStandTwice) {
  EXPECT_EQ(fault(R"({"a": 1, "b": 2, "a": 3})"), R"(line 1, column 18: the name "a" stands twice in one object)");
  EXPECT_EQ(fault(R"({"a": 1, "\u0061": 3})"), R"(line 1, column 10: the name "a" stands twice in one object)");
  const auto json = parse(R"({"a": 1, "a": 3})", {"x.json", 128, true});
  ASSERT_TRUE(json);
  ASSERT_EQ(json->duplicates().size(), 1U);
  EXPECT_EQ(json->duplicates()[0].place().text(), "line 1, column 10");
  EXPECT_EQ(json->root()["a"].integer(), 1);
}

TEST(Json, RefusesBracketsThatLieTooDeep) {
  EXPECT_TRUE(parse(std::string(128, '[') + std::string(128, ']')));
  EXPECT_EQ(fault(std::string(129, '[') + std::string(129, ']')), "line 1, column 129: more than 128 brackets lie in each other");
  EXPECT_EQ(fault(std::string(1000000, '[')).substr(0, 7), "line 1,");
}

TEST(Json, ReadsOtherEncodingsAndRefusesBrokenOnes) {
  using namespace std::string_literals;
  EXPECT_EQ(document("\xEF\xBB\xBF[1]").root().size(), 1U);
  EXPECT_EQ(document("\xFF\xFE[\0\"\0\xE4\0\"\0]\0"s).root().at(0).string(), "\xC3\xA4");
  EXPECT_EQ(document("\0[\0\"\xD8\x3D\xDE\x00\0\"\0]"s).root().at(0).string(), "\xF0\x9F\x98\x80");
  EXPECT_EQ(fault("[\n\"\xE4\"]"), "line 2, column 2: a byte that is no UTF-8; save the file as UTF-8");
  EXPECT_EQ(fault("\xFF\xFE[\0\xD8"s), "line 1, column 2: the text is cut off in the middle of a character");
  EXPECT_EQ(fault("\xFF\xFE[\0\x00\xD8]\0"s), "line 1, column 2: half a character of UTF-16");
}

TEST(Json, ComparesByWhatValuesSay) {
  const Document json =
      document(R"([{"a": [1, "x"], "b": null}, {"b": null, "a": [1.0, "\u0078"]}, {"a": [1, "y"], "b": null}])");
  const Value root = json.root();
  EXPECT_TRUE(equal(root.at(0), root.at(1)));
  EXPECT_EQ(hash(root.at(0)), hash(root.at(1)));
  EXPECT_FALSE(equal(root.at(0), root.at(2)));
  EXPECT_EQ(quoted("a\"\\\n\x01"), R"("a\"\\\n\u0001")");
}

}  // namespace
}  // namespace crosswalk::artifacts::json
