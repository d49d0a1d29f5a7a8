// SPDX-License-Identifier: Apache-2.0
#include "artifacts/xml/document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

namespace crosswalk::artifacts::xml {
namespace {

/// What is wrong with a text; empty where it is well-formed.
std::string fault(const std::string& text) {
  const auto document = parse(text, {"a.xml"});
  return document ? std::string() : document.error().detail;
}

TEST(XmlDocument, TakesWhatIsWellFormed) {
  EXPECT_EQ(fault("\xEF\xBB\xBF<?xml version=\"1.0\"?>\n<!-- & --><a b=\"&amp;&#160;\"><![CDATA[&x; <]]>&#x10FFFF;&lt;</a>\n<!-- "
                  "end -->\n"),
            "");
  EXPECT_EQ(fault("<a>\r\n<?pi &x;?></a>\r\n\r\n"), "");
}

TEST(XmlDocument, OneElementIsTheDocument) {
  EXPECT_THAT(fault("<a>\n</a>\n}x"), testing::AllOf(testing::HasSubstr("line 3"), testing::HasSubstr("text outside")));
  EXPECT_THAT(fault("x<a/>"), testing::HasSubstr("line 1"));
  EXPECT_THAT(fault("<a/>\n<b/>"), testing::AllOf(testing::HasSubstr("line 2"), testing::HasSubstr("second element")));
}

TEST(XmlDocument, ReferencesAreThoseThatNeedNoDeclaration) {
  EXPECT_THAT(fault("<a>\n&nbsp;</a>"), testing::AllOf(testing::HasSubstr("line 2, column 1"), testing::HasSubstr("'&'")));
  EXPECT_THAT(fault("<a>AT&T</a>"), testing::HasSubstr("'&'"));
  EXPECT_THAT(fault("<a b='x & y'/>"), testing::HasSubstr("'&'"));
  EXPECT_THAT(fault("<a>&#0;</a>"), testing::HasSubstr("'&'"));
  EXPECT_THAT(fault("<a>&#xD800;</a>"), testing::HasSubstr("'&'"));
  EXPECT_THAT(fault("<a>&#x110000;</a>"), testing::HasSubstr("'&'"));
  EXPECT_THAT(fault("<a>&#99999999999;</a>"), testing::HasSubstr("'&'"));
}

TEST(XmlDocument, NoControlCharactersAndNoAttributeTwice) {
  EXPECT_THAT(fault("<a>\x01</a>"), testing::HasSubstr("control character"));
  EXPECT_THAT(fault("<a><![CDATA[\x02]]></a>"), testing::HasSubstr("control character"));
  EXPECT_THAT(fault("<a>\n<b c='1' d='2' c='3'/></a>"), testing::AllOf(testing::HasSubstr("line 2"), testing::HasSubstr("'c'")));
}

}  // namespace
}  // namespace crosswalk::artifacts::xml
