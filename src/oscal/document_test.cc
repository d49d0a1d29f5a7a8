// SPDX-License-Identifier: Apache-2.0
#include "oscal/document.h"

#include <gtest/gtest.h>

namespace crosswalk::oscal {
namespace {

constexpr std::string_view kXml = R"(<?xml version="1.0"?>
<!-- <catalog> -->
<catalog xmlns="http://csrc.nist.gov/ns/oscal/1.0" xmlns:xsi="x" xsi:schemaLocation="y" uuid="u">
  <metadata>
    <title>A <em>plain</em> catalog &amp; more</title>
    <version>1.0</version>
    <oscal-version>1.1.2</oscal-version>
    <revisions><revision><version>0.9</version></revision><revision><version>0.8</version></revision></revisions>
    <document-id>d-1</document-id>
    <party uuid="p" type="person"><address><addr-line>Street</addr-line></address></party>
    <location uuid="l"><address><city>Town</city></address></location>
    <remarks><p>One.</p><p>Two <b>bold</b>.</p></remarks>
  </metadata>
  <group id="g">
    <title>Group</title>
    <control id="c1">
      <title>Control</title>
      <param id="p1"><label>days</label><value>30</value></param>
      <part name="statement" id="c1_smt">
        <p>Answer within
           <insert type="param" id-ref="p1"/> days,
           see <a href="#r1">there</a>.</p>
        <ul><li>first<ul><li>inner</li></ul></li><li>second</li></ul>
        <part name="item" id="c1_a"><p>Item.</p></part>
      </part>
      <control id="c2"><title>Inner</title></control>
    </control>
  </group>
  <back-matter><resource uuid="r1"><rlink href="a.pdf"><hash algorithm="SHA-256">00ff</hash></rlink></resource></back-matter>
</catalog>)";

constexpr std::string_view kJson = R"({"$schema": "s", "catalog": {"uuid": "u", "metadata": {"title": "A *plain* catalog & more",
  "version": "1.0", "oscal-version": "1.1.2", "revisions": [{"version": "0.9"}, {"version": "0.8"}],
  "document-ids": [{"identifier": "d-1"}],
  "parties": [{"uuid": "p", "type": "person", "addresses": [{"addr-lines": ["Street"]}]}],
  "locations": [{"uuid": "l", "address": {"city": "Town"}}], "remarks": "One.\n\nTwo **bold**."},
  "groups": [{"id": "g", "title": "Group", "controls": [{"id": "c1", "title": "Control",
    "params": [{"id": "p1", "label": "days", "values": ["30"]}],
    "parts": [{"name": "statement", "id": "c1_smt",
      "prose": "Answer within {{ insert: param, p1 }} days, see [there](#r1).\n\n* first\n  * inner\n* second",
      "parts": [{"name": "item", "id": "c1_a", "prose": "Item."}]}],
    "controls": [{"id": "c2", "title": "Inner"}]}]}],
  "back-matter": {"resources": [{"uuid": "r1", "rlinks": [{"href": "a.pdf", "hashes": [{"algorithm": "SHA-256", "value": "00ff"}]}]}]}}})";

constexpr std::string_view kYaml = R"(catalog:
  uuid: u
  metadata: {title: "T", version: 1.0, oscal-version: 1.1.2}
  controls:
    - id: c1
      title: Control
    - {id: c2, title: "No: quotes"}
)";

Document read(std::string_view text) {
  auto document = read_document(text, "test");
  EXPECT_TRUE(document) << document.error().message();
  return document ? std::move(*document) : Document{};
}

base::ErrorCode error_of(std::string_view text) {
  const auto document = read_document(text, "test");
  return document ? base::ErrorCode::internal : document.error().code;
}

TEST(OscalDocument, IsTheSameInXmlAndJson) {
  const Document xml = read(kXml);
  EXPECT_EQ(xml.model, "catalog");
  EXPECT_EQ(Json::diff(xml.body, read(kJson).body).dump(1), "[]");
}

TEST(OscalDocument, KeepsNumbersOfYamlAsTheyAreWritten) {
  const Facts facts = facts_of(read(kYaml));
  EXPECT_EQ(facts.version, "1.0");
  EXPECT_EQ(facts.oscal_version, "1.1.2");
  EXPECT_EQ(facts.counts.at("controls"), 2U);
}

TEST(OscalDocument, CountsControlsInControlsAndGroupsAtTheTop) {
  const Facts facts = facts_of(read(kXml));
  EXPECT_EQ(facts.title, "A *plain* catalog & more");
  EXPECT_EQ(facts.counts.at("controls"), 2U);
  EXPECT_EQ(facts.counts.at("groups"), 1U);
  EXPECT_EQ(facts.counts.at("document_ids"), 1U);
}

TEST(OscalDocument, TellsTheSameElementApartByWhereItStands) {
  const Document poam = read(
      "<plan-of-action-and-milestones uuid=\"u\"><system-id identifier-type=\"x\">s</system-id>"
      "<risk uuid=\"r\"><statement><p>Words.</p></statement><status>open</status>"
      "<characterization><origin><actor type=\"tool\"/></origin></characterization>"
      "<origin><actor type=\"tool\"/></origin></risk></plan-of-action-and-milestones>");
  EXPECT_EQ(poam.body["system-id"]["id"], "s");
  EXPECT_EQ(poam.body["risks"][0]["statement"], "Words.");
  EXPECT_EQ(poam.body["risks"][0]["status"], "open");
  EXPECT_TRUE(poam.body["risks"][0]["origins"].is_array());
  EXPECT_TRUE(poam.body["risks"][0]["characterizations"][0]["origin"].is_object());
}

TEST(OscalDocument, RefusesWhatIsNone) {
  EXPECT_EQ(error_of(""), base::ErrorCode::malformed_data);
  EXPECT_EQ(error_of("{\"catalogue\": {}}"), base::ErrorCode::malformed_data);
  EXPECT_EQ(error_of("{\"catalog\": []}"), base::ErrorCode::malformed_data);
  EXPECT_EQ(error_of("{\"catalog\": {"), base::ErrorCode::malformed_data);
  EXPECT_EQ(error_of("<catalog><metadata></catalog>"), base::ErrorCode::malformed_data);
  EXPECT_EQ(error_of("<html/>"), base::ErrorCode::malformed_data);
  EXPECT_EQ(error_of("just words"), base::ErrorCode::malformed_data);
  EXPECT_EQ(error_of("\xFF\xFE<\0c\0"), base::ErrorCode::malformed_data);
}

TEST(OscalDocument, RefusesWhatIsNestedTooDeeply) {
  std::string xml;
  std::string json = "{\"catalog\": ";
  for (int i = 0; i < 200'000; ++i) {
    xml += "<catalog>";
    json += "{\"a\":[";
  }
  EXPECT_EQ(error_of(xml), base::ErrorCode::limit_exceeded);
  EXPECT_EQ(error_of(json), base::ErrorCode::limit_exceeded);
  // Brackets in texts, comments and attributes nest nothing.
  std::string quoted(1000, '[');
  EXPECT_EQ(read("{\"catalog\": {\"uuid\": \"\\\"" + quoted + "\"}}").body["uuid"], "\"" + quoted);
  std::string tags;
  for (int i = 0; i < 1000; ++i) tags += "<a ";
  EXPECT_EQ(read("<catalog uuid='x>y'><!-- " + tags + " --><metadata/><![CDATA[" + tags + "]]></catalog>").body["uuid"], "x>y");
}

}  // namespace
}  // namespace crosswalk::oscal
