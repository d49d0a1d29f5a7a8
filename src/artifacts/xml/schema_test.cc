// SPDX-License-Identifier: Apache-2.0
#include "artifacts/xml/schema.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "artifacts/xml/facets.h"

namespace crosswalk::artifacts::xml {
namespace {

TEST(Facets, ValuesBecomeAPatternWithoutChoices) {
  EXPECT_EQ(pattern_of({"abc", "abd", "ab", "x.1+"}), "(ab(c|d)?|x\\.1\\+)");
  EXPECT_EQ(pattern_of({"a"}), "a");
  EXPECT_FALSE(pattern_of({"a", ""}));
  EXPECT_FALSE(pattern_of({"a b"}));
  EXPECT_FALSE(pattern_of({"\xC3\xA4"}));
}

TEST(Facets, LengthsBecomeOneRowOfCharacters) {
  EXPECT_EQ(pattern_of_lengths("([a-f]{2})|([a-f]{4})|([a-f]{5})"), "[a-f][a-f]([a-f][a-f]([a-f])?)?");
  EXPECT_FALSE(pattern_of_lengths("([a-f]{2})"));
  EXPECT_FALSE(pattern_of_lengths("([a-f]{2})|([a-g]{4})"));
  EXPECT_FALSE(pattern_of_lengths("([a-f]{2})|([a-f]{4})?"));
  EXPECT_FALSE(pattern_of_lengths("([a-f]{2})|([a-f]{4,5})"));
  EXPECT_FALSE(pattern_of_lengths("([a\\]]{2})|([a\\]]{4})"));
}

/// "id" is one of some thirty ids, "hash" has one of three lengths, and "odd" has values that no pattern is made of.
Schema schema() {
  std::string values;
  for (int i = 0; i < 30; ++i) values += "<xs:enumeration value=\"L-" + std::to_string(i) + ".0+\"/>";
  std::string odd;
  for (int i = 0; i < 30; ++i) odd += "<xs:enumeration value=\"a " + std::to_string(i) + "\"/>";
  const std::string text = R"xs(<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema" elementFormDefault="qualified"
    targetNamespace="http://example.org/list">
    <xs:element name="list"><xs:complexType><xs:choice minOccurs="0" maxOccurs="unbounded">
    <xs:element name="id"><xs:simpleType><xs:restriction base="xs:string">)xs" +
                           values + R"xs(</xs:restriction></xs:simpleType></xs:element>
    <xs:element name="odd"><xs:simpleType><xs:restriction base="xs:token">)xs" +
                           odd + R"xs(</xs:restriction></xs:simpleType></xs:element>
    <xs:element name="hash"><xs:simpleType><xs:restriction base="xs:token">
      <xs:pattern value="([a-f0-9]{2})|([a-f0-9]{4})|([a-f0-9]{6})"/></xs:restriction></xs:simpleType></xs:element>
    </xs:choice></xs:complexType></xs:element></xs:schema>)xs";
  auto out = Schema::compile({text});
  if (!out) ADD_FAILURE() << out.error().message();
  return *out;
}

std::string said(const Schema& schema, const std::string& elements, std::size_t padding) {
  const auto document =
      parse("<list xmlns=\"http://example.org/list\">" + elements + "<!--" + std::string(padding, '.') + "--></list>");
  if (!document) return document.error().message();
  std::string out;
  for (const Finding& finding : schema.validate(*document, "xml/schema")) {
    out += finding.pointer + " " + std::to_string(finding.line) + " " + finding.message + "\n";
  }
  return out;
}

TEST(Schema, SaysTheSameOfLongAndShortTexts) {
  const Schema made = schema();
  constexpr std::size_t kLong = 2U << 20U;
  for (const char* good : {"<id>L-0.0+</id>", "<id>L-29.0+</id>", "<odd>a 3</odd>", "<hash>0a</hash>", "<hash>0a1b</hash>",
                           "<hash>0a1b2c</hash>", "<hash> 0a\n</hash>"}) {
    EXPECT_EQ(said(made, good, 0), "") << good;
    EXPECT_EQ(said(made, good, kLong), "") << good;
  }
  for (const char* bad :
       {"<id>L-30.0+</id>", "<id>L-0.0</id>", "<id>L-0.0++</id>", "<id/>", "<id> L-0.0+</id>", "<odd>a 30</odd>",
        "<hash>0</hash>", "<hash>0a1</hash>", "<hash>0a1b2c3d</hash>", "<hash>0G</hash>", "<other/>"}) {
    const std::string is = said(made, bad, 0);
    EXPECT_NE(is, "") << bad;
    EXPECT_EQ(said(made, bad, kLong), is) << bad;
  }
}

TEST(Schema, NamesPlacesByPathAndLine) {
  EXPECT_EQ(said(schema(), "<id>L-1.0+</id>\n<!-- --><hash>0</hash>\n<hash>0a</hash><hash>\n1</hash>", 0),
            "/list/hash 2 Element 'hash': [facet 'pattern'] The value '0' is not accepted by the pattern "
            "'([a-f0-9]{2})|([a-f0-9]{4})|([a-f0-9]{6})'\n"
            "/list/hash[3] 4 Element 'hash': [facet 'pattern'] The value '1' is not accepted by the pattern "
            "'([a-f0-9]{2})|([a-f0-9]{4})|([a-f0-9]{6})'\n");
}

}  // namespace
}  // namespace crosswalk::artifacts::xml
