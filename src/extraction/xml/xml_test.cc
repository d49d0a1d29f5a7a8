// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

document::Extracted read(std::string_view text, const Limits& limits = {}) {
  document::Extracted extracted = extract_xml(text, limits);
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return extracted;
}

TEST(Xml, ReadsRunsOfTextWithTheirPlaces) {
  const document::Document document =
      read(
          "<?xml version=\"1.0\"?>\n<doc>\n <p>One <emphasis>im</emphasis>portant &amp; <b>bold</b> text</p>\n"
          " <p>Two</p><c name=\"part\" id=\"7\"/><![CDATA[raw <x>]]>\n</doc>\n")
          .document;
  EXPECT_THAT(contents(document), ElementsAre("One important &amp; bold text", "Two", "part", "raw <x>"));
  EXPECT_EQ(document.locate(document.blocks[0].span.begin).text(), "line 3, /doc/p");
  EXPECT_EQ(document.locate(document.blocks[1].span.begin).pointer, "/doc/p[2]");
  EXPECT_EQ(document.locate(document.blocks[2].span.begin).pointer, "/doc/c/@name");
  EXPECT_EQ(document.locate(document.blocks[3].span.begin).pointer, "/doc");
}

TEST(Xml, TellsNotationInASentenceFromData) {
  const document::Document document =
      read("<r><code>X-1</code>\n<url>https://example.org</url><p><b>Note</b> that</p></r>").document;
  EXPECT_THAT(contents(document), ElementsAre("X-1", "https://example.org", "Note that"));
  EXPECT_EQ(document.locate(document.blocks[0].span.begin).pointer, "/r/code");
}

TEST(Xml, NeverExpandsEntities) {
  const document::Extracted extracted = read(
      "<!DOCTYPE a [\n<!ENTITY l \"lol\">\n<!ENTITY m \"&l;&l;\"> <!-- ' -->\n<!ENTITY x SYSTEM \"file:///etc/passwd\">]>\n"
      "<a>&m;&x;</a><!-- remark -->");
  EXPECT_EQ(extracted.status, document::Status::read);
  EXPECT_THAT(contents(extracted.document), ElementsAre("&m;&x;"));
  ASSERT_EQ(extracted.document.hidden.size(), 1U);
  EXPECT_EQ(extracted.document.hidden[0].text, "remark");
}

TEST(Xml, ReadsWhatItCanOfBrokenFiles) {
  const document::Extracted extracted = read("<a>\n<b>one</c>two\n<d x=1>three < four");
  EXPECT_EQ(extracted.status, document::Status::damaged);
  EXPECT_THAT(contents(extracted.document), ElementsAre("onetwo", "three < four"));
  EXPECT_EQ(extracted.document.warnings.front(), "Line 2: an end tag that does not fit.");
  EXPECT_EQ(read("plain text").status, document::Status::read);
}

TEST(Xml, ReadsTheDeclaredEncoding) {
  EXPECT_THAT(contents(read("<?xml version='1.0' encoding='iso-8859-2'?><a>\xB1\xB6</a>").document),
              ElementsAre("\xC4\x85\xC5\x9B"));
}

TEST(Xml, SurvivesHostileInput) {
  EXPECT_EQ(read("").reason, document::Reason::empty);
  std::string deep;
  for (std::size_t i = 0; i < 100000; ++i) deep += "<a>";
  EXPECT_EQ(read(deep).reason, document::Reason::too_deep);
  for (const std::string_view part :
       {"<", "<a ", "<a x='", "<!--", "<![CDATA[", "<!D[", "</a>", "<b>x", "<a/>", "<a x=\"1\" ", "<?", "&#0;", "]]>"}) {
    std::string text;
    while (text.size() < 20000) text += part;
    read(text);
    read("<r>" + text);
  }
  EXPECT_EQ(read(std::string("<a>x\0y</a>", 10)).status, document::Status::damaged);
  Limits small;
  small.blocks = 3;
  EXPECT_EQ(read("<a><d>1</d><d>2</d><d>3</d><d>4</d><d>5</d></a>", small).reason, document::Reason::too_large);
}

}  // namespace
}  // namespace crosswalk::extraction
