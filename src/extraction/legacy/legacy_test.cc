// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "extraction/detect.h"
#include "extraction/encoding/document_check.h"
#include "extraction/extractor.h"
#include "extraction/legacy/converters.h"

namespace crosswalk::extraction {
namespace {

using document::Extracted;
using document::Reason;
using document::Status;
using testing::ElementsAre;

Extracted doc(const std::string& body) {
  return extract_doc(
      legacy::converted_mark("doc") +
          "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE book PUBLIC \"-//OASIS//DTD DocBook XML V4.1.2//EN\"\n"
          "\"http://www.oasis-open.org/docbook/xml/4.1.2/docbookx.dtd\">\n<book>" +
          body + "</book>",
      {});
}

TEST(Legacy, ReadsHeadingsListsTablesAndNotesOfWordFiles) {
  const Extracted extracted =
      doc("<bookinfo><title>SOP 4</title><author><surname>A. Writer</surname></author><date>2025-03-01</date></bookinfo>"
          "<chapter>\n<title>Disclosure</title>\n<para>\nCustomers <emphasis "
          "role='bold'>are</emphasis>\ninformed<footnote><para>By mail."
          "</para></footnote>.\n</para><sect1><title>Steps</title><para><orderedlist><listitem><para>Confirm</para></"
          "listitem><listitem>"
          "<para>Publish</para></listitem></orderedlist></para><informaltable><tgroup cols='2'><tbody><row><entry>\n<emphasis "
          "role='bold'>Role"
          "</emphasis></entry><entry><emphasis role='bold'>Duty</emphasis></entry></row><row><entry>PSIRT</entry><entry>Publishes"
          "</entry></row></tbody></tgroup></informaltable><para>[pic]</para></sect1></chapter>");
  EXPECT_EQ(extracted.status, Status::read) << extracted.detail;
  EXPECT_THAT(outline(extracted.document),
              ElementsAre("heading 1: Disclosure", "paragraph: Customers are informed.", "footnote: By mail.", "heading 2: Steps",
                          "list_item 1: Confirm", "list_item 1: Publish", "table_cell 0,0 header: Role",
                          "table_cell 0,1 header: Duty", "table_cell 1,0: PSIRT", "table_cell 1,1: Publishes"));
  EXPECT_EQ(extracted.document.property("title"), "SOP 4");
  EXPECT_EQ(extracted.document.property("author"), "A. Writer");
  EXPECT_EQ(extracted.document.property("modified"), "2025-03-01");
}

TEST(Legacy, TakesBoldLinesForHeadingsWhereThereAreNoOthers) {
  const Extracted extracted =
      doc("<chapter><title/><para>\n<emphasis role='bold'>Coding policy</emphasis>\n</para><para>\n<emphasis role='bold'>1. "
          "Purpose</emphasis>"
          "\n</para><para>Code is reviewed.</para><para><emphasis role='bold'>It must be.</emphasis></para></chapter>");
  EXPECT_THAT(outline(extracted.document), ElementsAre("heading 1: Coding policy", "heading 2: 1. Purpose",
                                                       "paragraph: Code is reviewed.", "paragraph: It must be."));
  EXPECT_EQ(extracted.document.locate(extracted.document.blocks[2].span.begin).text(), "heading \"1. Purpose\", paragraph 1");
}

TEST(Legacy, SurvivesWhatNoConverterWrites) {
  EXPECT_EQ(doc("").reason, Reason::empty);
  std::string deep;
  for (int i = 0; i < 1000; ++i) deep += "<para><itemizedlist><listitem>";
  EXPECT_EQ(doc(deep).reason, Reason::too_large);
  const Extracted cut = extract_doc(legacy::converted_mark("doc") + "<book><chapter><para>Begun", {});
  EXPECT_EQ(cut.status, Status::damaged);
  EXPECT_EQ(cut.document.text, "Begun");
}

TEST(Legacy, ReadsSheetsWithTheirPlaces) {
  const Extracted extracted =
      extract_xls(legacy::converted_mark("xls") +
                      "\"Risk\",\"Severity\"\n\"Theft of \"\"keys\"\"\",\"high\"\n\"Loss\",\"low\"\n\f\n,\"Alone\"\n\f",
                  {});
  EXPECT_THAT(outline(extracted.document),
              ElementsAre("table_cell 0,0 header: Risk", "table_cell 0,1 header: Severity", "table_cell 1,0: Theft of \"keys\"",
                          "table_cell 1,1: high", "table_cell 2,0: Loss", "table_cell 2,1: low", "table_cell 1,1: Alone"));
  EXPECT_EQ(extracted.document.locate(extracted.document.blocks[2].span.begin).text(), "sheet \"Sheet 1\", cell A2");
}

TEST(Legacy, IsToldFromTextUnderItsName) {
  EXPECT_EQ(detect("Plain words in a file with a wrong name.", "a.doc").format, "text");
  EXPECT_EQ(detect("<html><body>A table</body></html>", "a.xls").format, "html");
  EXPECT_EQ(detect(legacy::converted_mark("xls") + "\"a\"", "a.xls").format, "xls");
  EXPECT_EQ(legacy::converted_format("crosswalk converted doc\n"), "");
}

}  // namespace
}  // namespace crosswalk::extraction
