// SPDX-License-Identifier: Apache-2.0
#include "artifacts/jsonschema/schema.h"

#include <gtest/gtest.h>

#include "artifacts/schemas/schemas.h"

namespace crosswalk::artifacts::jsonschema {
namespace {

json::Document document(std::string text) {
  auto out = json::parse(std::move(text));
  EXPECT_TRUE(out) << out.error().message();
  return std::move(*out);
}

Schema schema(std::string text, const Options& options = {}) {
  auto out = Schema::compile(document(std::move(text)), options);
  EXPECT_TRUE(out) << out.error().message();
  return std::move(*out);
}

std::vector<Problem> problems(const Schema& schema, std::string text) {
  return schema.problems(document(std::move(text)).root());
}

TEST(JsonSchema, TellsPlaceAndReasonOfEveryProblem) {
  const Schema person =
      schema(R"({"properties": {"name": {"type": "string", "minLength": 1}, "age": {"type": "integer", "minimum": 0}},
                                   "required": ["name", "id"], "additionalProperties": false})");
  const auto found = problems(person, "{\n\"name\": \"\",\n\"age\": -1.5,\n\"x/y\": 1}");
  ASSERT_EQ(found.size(), 5U);
  EXPECT_EQ(found[0].message, "the text is empty");
  EXPECT_EQ(found[0].line, 2U);
  EXPECT_EQ(found[1].message, "a whole number is wanted here, not -1.5");
  EXPECT_EQ(found[2].schema, "#/properties/age/minimum");
  EXPECT_EQ(found[3].pointer, "/x~1y");
  EXPECT_EQ(found[3].message, "\"x/y\" is not known here");
  EXPECT_EQ(found[4].message, "\"id\" is missing");
  EXPECT_TRUE(problems(person, R"({"name": "a", "id": 1.0})").size() == 1);
}

TEST(JsonSchema, TellsTheAlternativeThatComesNearest) {
  const Schema licence = schema(R"({"items": {"oneOf": [
      {"properties": {"licence": {"type": "object", "properties": {"id": {"enum": ["MIT", "ISC"]}}}}, "required": ["licence"], "additionalProperties": false},
      {"properties": {"expression": {"type": "string"}}, "required": ["expression"], "additionalProperties": false}]}})");
  const auto found = problems(licence, R"([{"licence": {"id": "MIT"}}, {"licence": {"id": "Mit"}}])");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].pointer, "/1/licence/id");
  EXPECT_EQ(found[0].message, "\"Mit\" is none of the values that may stand here: \"MIT\" or \"ISC\"");
}

TEST(JsonSchema, TakesTimeInProportionWhereAlternativesLieInEachOther) {
  const Schema tree = schema(R"({"$ref": "#/$defs/a", "$defs": {"a": {"oneOf": [
      {"properties": {"x": {"$ref": "#/$defs/a"}, "b": {"const": 1}}, "required": ["b"]},
      {"properties": {"x": {"$ref": "#/$defs/a"}, "c": {"const": 1}}, "required": ["c"]},
      {"allOf": [{"properties": {"x": {"$ref": "#/$defs/a"}}}, {"properties": {"x": {"$ref": "#/$defs/a"}}}], "required": ["d"]}]}}})");
  std::string good = R"({"d": 1})";
  std::string bad = "1";
  for (int i = 0; i < 60; ++i) {
    good = R"({"d": 1, "x": )" + good + "}";
    bad = R"({"b": 1, "x": )" + bad + "}";
  }
  EXPECT_TRUE(problems(tree, good).empty());
  EXPECT_FALSE(problems(tree, bad).empty());
}

TEST(JsonSchema, AReferenceInACircleIsAProblemAndNotTheEnd) {
  EXPECT_FALSE(schema(R"({"$ref": "#"})").accepts(document("1").root()));
  EXPECT_FALSE(schema(R"({"allOf": [{"$ref": "#"}, {"$ref": "#"}]})").accepts(document("1").root()));
  EXPECT_FALSE(
      problems(schema(R"({"$defs": {"a": {"$ref": "#/$defs/b"}, "b": {"anyOf": [{"$ref": "#/$defs/a"}]}}, "$ref": "#/$defs/a"})"),
               "1")
          .empty());
}

TEST(JsonSchema, ToldAlternativesMayBeACircle) {
  const Schema circle = schema(
      R"({"oneOf": [{"$ref": "#"}, {"prefixItems": [{"const": 1}], "contains": {"pattern": "^(?!a)\\p{L}+$"}, "uniqueItems": true}]})");
  EXPECT_FALSE(problems(circle, R"([1, "b", "b"])").empty());
}

TEST(JsonSchema, ComparesNumbersExactly) {
  const Schema large = schema(R"({"maximum": 9007199254740993, "multipleOf": 0.01})");
  EXPECT_TRUE(large.accepts(document("9007199254740993").root()));
  EXPECT_FALSE(large.accepts(document("9007199254740993.01").root()));
  EXPECT_TRUE(large.accepts(document("4.35").root()));
  EXPECT_FALSE(large.accepts(document("4.355").root()));
  EXPECT_TRUE(large.accepts(document("-1e3000").root()));
  EXPECT_FALSE(large.accepts(document("1e-3000").root()));
}

TEST(JsonSchema, SaysWhereASchemaItselfIsWrong) {
  const auto wrong = Schema::compile(document(R"({"properties": {"a": {"type": "strng"}}})"));
  ASSERT_FALSE(wrong);
  EXPECT_NE(wrong.error().message().find("/properties/a/type"), std::string::npos) << wrong.error().message();
  EXPECT_FALSE(Schema::compile(document(R"({"$ref": "http://nowhere.example/x"})")));
  EXPECT_FALSE(Schema::compile(document(R"({"pattern": "(a)\\1"})")));
}

TEST(Schemas, AreReadyByTheirNames) {
  EXPECT_EQ(schemas::schema("no such schema"), nullptr);
  EXPECT_NE(schemas::schema("json-schema-draft-04"), nullptr);
  if (!schemas::text("cyclonedx-1.6")) GTEST_SKIP() << "this build has no schemas of CycloneDX";
  for (const char* const name :
       {"cyclonedx-1.2", "cyclonedx-1.2-strict", "cyclonedx-1.3", "cyclonedx-1.3-strict", "cyclonedx-1.4", "cyclonedx-1.5",
        "cyclonedx-1.6", "cyclonedx-1.7", "spdx-licences", "jsf-0.82", "cryptography-defs"}) {
    EXPECT_NE(schemas::schema(name), nullptr) << name;
  }
  const Schema& bom = *schemas::schema("cyclonedx-1.6");
  EXPECT_TRUE(
      problems(bom, R"({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [{"type": "library", "name": "a"}]})")
          .empty());
  const auto found = problems(bom, R"({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [
      {"type": "library", "name": "a", "licenses": [{"license": {"id": "Apache 2"}}]}]})");
  ASSERT_EQ(found.size(), 1U);
  EXPECT_EQ(found[0].pointer, "/components/0/licenses/0/license/id");
}

}  // namespace
}  // namespace crosswalk::artifacts::jsonschema
