// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "base/text.h"
#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using testing::ElementsAre;
using testing::IsEmpty;

document::Extracted read(std::string_view text, const Limits& limits = {}) {
  document::Extracted extracted = extract_html(text, limits);
  EXPECT_THAT(faults_of(extracted.document), IsEmpty());
  return extracted;
}

TEST(Html, GivesCleanTextWithSourceLines) {
  const document::Document document =
      read(
          "<!DOCTYPE html>\n<html><head><title> Our\n policy </title><meta name=author content=\"J. Doe\"></head>\n"
          "<body><h1>Policy</h1>\n<p>We   publish <b>ad</b>visories\n  within 90&nbsp;days.<br>Always.</p>"
          "<script>no()</script></body></html>")
          .document;
  EXPECT_THAT(contents(document), ElementsAre("Policy",
                                              "We publish advisories within 90\xC2\xA0"
                                              "days.\nAlways."));
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[1].heading, 0);
  EXPECT_EQ(document.locate(document.blocks[0].span.begin).line, 4U);
  EXPECT_EQ(document.locate(document.blocks[1].span.begin).line, 5U);
  EXPECT_EQ(document.locate(document.blocks[1].span.end - 1).line, 6U);
  EXPECT_EQ(document.property("title"), "Our policy");
  EXPECT_EQ(document.property("author"), "J. Doe");
}

TEST(Html, ReadsListsQuotesCodeAndDefinitions) {
  const document::Document document = read(
                                          "<ul><li>one<ol><li>two</ol><li><input type=checkbox checked> three<p>more</ul>"
                                          "<blockquote><p>said</blockquote><pre>\na  b\n c</pre><dl><dt>Term<dd>Meaning</dl>")
                                          .document;
  EXPECT_THAT(contents(document), ElementsAre("one", "two", "three", "more", "said", "a  b\n c", "Term", "Meaning"));
  EXPECT_EQ(document.blocks[1].level, 2);
  EXPECT_TRUE(document.blocks[1].numbered);
  EXPECT_EQ(document.blocks[2].level, 1);
  EXPECT_EQ(document.blocks[2].checkbox, document::Checkbox::ticked);
  EXPECT_EQ(document.blocks[3].kind, BlockKind::paragraph);
  EXPECT_EQ(document.blocks[4].kind, BlockKind::quote);
  EXPECT_EQ(document.blocks[5].kind, BlockKind::code);
}

TEST(Html, ReadsTablesWithSpansAndHeader) {
  const document::Document document =
      read(
          "<table><caption>Times</caption><thead><tr><th>Severity<th>Days</thead>"
          "<tr><td rowspan=2>High<td><p>7</p><p>or less</p><tr><td>8<tr><td colspan=2>x<td>y</table>after")
          .document;
  EXPECT_THAT(contents(document), ElementsAre("Times", "Severity", "Days", "High", "7\nor less", "8", "x", "y", "after"));
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.tables[0].header_row, 0);
  EXPECT_EQ(document.tables[0].rows, 4);
  EXPECT_EQ(document.blocks[5].row, 2);
  EXPECT_EQ(document.blocks[5].column, 1);
  EXPECT_EQ(document.blocks[7].column, 2);
  EXPECT_EQ(document.blocks[8].table, -1);
}

TEST(Html, FlattensTablesMadeForLayout) {
  const document::Document document =
      read("<table><tr><td><h2>Part</h2>text<table><tr><td>a<td>b</table><td>side</table>").document;
  EXPECT_THAT(contents(document), ElementsAre("Part", "text", "a", "b", "side"));
  ASSERT_EQ(document.tables.size(), 1U);
  EXPECT_EQ(document.blocks[0].kind, BlockKind::heading);
  EXPECT_EQ(document.blocks[4].kind, BlockKind::paragraph);
}

TEST(Html, KeepsHiddenTextApart) {
  const document::Document document =
      read(
          "<p>Seen <span style='display: none'>not</span><del>old</del> text"
          "<span style=\"color:#FFF\">white</span> <b style='background:#000;color:#fff'>shown</b></p>\n"
          "<div hidden><p>a</p><p>b</p></div><!-- say more --><p aria-hidden=true>icon</p>")
          .document;
  EXPECT_THAT(contents(document), ElementsAre("Seen text shown", "icon"));
  ASSERT_EQ(document.hidden.size(), 5U);
  EXPECT_EQ(document.hidden[0].kind, document::HiddenText::Kind::hidden);
  EXPECT_EQ(document.hidden[1].kind, document::HiddenText::Kind::deleted);
  EXPECT_EQ(document.hidden[2].kind, document::HiddenText::Kind::white);
  EXPECT_EQ(document.hidden[3].text, "a b");
  EXPECT_EQ(document.hidden[3].where, "line 2");
  EXPECT_EQ(document.hidden[4].kind, document::HiddenText::Kind::comment);
}

TEST(Html, KeepsLinksAndTextsOfPictures) {
  const document::Document document =
      read("<p>Write to <a href=\"mailto:a@example.org\">the <b>team</b> </a>. <img src=x alt='Our logo'></p>").document;
  EXPECT_THAT(contents(document), ElementsAre("Write to the team . Our logo"));
  ASSERT_EQ(document.links.size(), 1U);
  EXPECT_EQ(document.links[0].target, "mailto:a@example.org");
  EXPECT_EQ(document.view(document.links[0].span), "the team");
}

TEST(Html, ReadsTheDeclaredEncoding) {
  EXPECT_THAT(contents(read("<meta charset=\"windows-1251\"><p>\xEF\xF0\xE8\xE2\xE5\xF2").document),
              ElementsAre("\xD0\xBF\xD1\x80\xD0\xB8\xD0\xB2\xD0\xB5\xD1\x82"));
}

TEST(Html, SurvivesHostileInput) {
  const auto repeated = [](std::string_view part, std::size_t bytes) {
    std::string text = "x ";
    while (text.size() < bytes) text += part;
    return text;
  };
  EXPECT_EQ(read("").reason, document::Reason::empty);
  EXPECT_EQ(read("<p> <br>").reason, document::Reason::empty);
  EXPECT_EQ(read(repeated("<div>", 2'000'000)).reason, document::Reason::too_deep);
  EXPECT_EQ(read(repeated("<div>", 2'000)).reason, document::Reason::too_deep);
  EXPECT_EQ(read(repeated("<ul><li>", 4'000)).reason, document::Reason::too_deep);
  EXPECT_EQ(read(repeated("<p><li><td>", 100'000)).status, document::Status::read);
  for (const std::string_view part : {"<", "<a href='", "<!--", "</p>", "<table>x", "<td colspan=99999 rowspan=99999>x",
                                      "&#x110000;", "<b><p>", "<svg><title>"}) {
    read(repeated(part, 3'000));
  }
  const document::Document beyond =
      read("<p>a&#xFFFFF999;b&#99999999999999999999c&#x10FFFF;&#65;<img alt='&#4294965657;'>").document;
  EXPECT_EQ(beyond.text.substr(0, 14),
            "a\xEF\xBF\xBD"
            "b\xEF\xBF\xBD"
            "c\xF4\x8F\xBF\xBF"
            "A");
  EXPECT_TRUE(base::is_utf8(beyond.text));
  EXPECT_EQ(read(std::string("<p>a\0b</p>", 10)).status, document::Status::damaged);
  Limits small;
  small.blocks = 3;
  EXPECT_EQ(read(repeated("<p>x", 200), small).reason, document::Reason::too_large);
}

}  // namespace
}  // namespace crosswalk::extraction
