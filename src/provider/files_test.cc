// SPDX-License-Identifier: Apache-2.0
#include "provider/files.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "artifacts/csaf/validate.h"
#include "artifacts/securitytxt/securitytxt.h"
#include "base/hash.h"

namespace crosswalk::provider {
namespace {

using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Instant instant(std::string_view text) { return *artifacts::time::parse_rfc3339(text); }

Document document(const std::string& id, const std::string& released, const std::string& title = "A title") {
  Document out;
  out.facts.id = id;
  out.facts.title = title;
  out.facts.category = "csaf_security_advisory";
  out.facts.version = "1";
  out.facts.status = "final";
  out.facts.tlp = "WHITE";
  out.facts.summary = "A summary.";
  out.facts.initial_release = released;
  out.facts.current_release = released;
  out.facts.initial = out.facts.current = instant(released);
  out.bytes = "{\"" + id + "\": 1}";
  out.signature = "signature of " + id;
  return out;
}

class FilesTest : public ::testing::Test {
 protected:
  FilesTest() {
    organisation_.name = "Example & Sons";
    organisation_.publisher.publisher_namespace = "https://example.org";
    organisation_.publisher.email = "psirt@example.org";
    organisation_.publisher.key_fingerprint = std::string(40, 'A');
    organisation_.publisher.advisories_url = "https://example.org/security/csaf";
    provider_.organisation = &organisation_;
    provider_.layout = *layout_of(organisation_.publisher);
    provider_.public_key = "key";
    provider_.updated = instant("2026-11-01T12:00:00Z");
    provider_.expires = instant("2027-09-27T00:00:00Z");
  }
  disclosure::Organisation organisation_;
  Provider provider_;
};

TEST_F(FilesTest, EveryFileOfJsonIsValidAndOfItsKind) {
  namespace csaf = artifacts::csaf;
  const Files files = make_files(provider_, {document("A-1", "2026-10-01T10:00:00Z")});
  const std::map<std::string, csaf::Kind> kinds{{"security/csaf/provider-metadata.json", csaf::Kind::provider_metadata},
                                                {".well-known/csaf/provider-metadata.json", csaf::Kind::provider_metadata},
                                                {"security/csaf/csaf-feed-tlp-white.json", csaf::Kind::rolie_feed},
                                                {"security/csaf/service.json", csaf::Kind::rolie_service},
                                                {"security/csaf/category-documents.json", csaf::Kind::rolie_category}};
  for (const auto& [path, kind] : kinds) {
    ASSERT_TRUE(files.contains(path)) << path;
    const auto parsed = artifacts::json::parse(files.at(path));
    ASSERT_TRUE(parsed) << path;
    const auto report = csaf::validate(parsed->root());
    ASSERT_TRUE(report);
    EXPECT_EQ(report->kind, kind) << path;
    EXPECT_TRUE(report->is_valid(true)) << path;
  }
  EXPECT_EQ(files.at("security/csaf/provider-metadata.json"), files.at(".well-known/csaf/provider-metadata.json"));
}

TEST_F(FilesTest, ChangesAreSortedTheLatestFirstAndTheIndexByName) {
  const Files files =
      make_files(provider_, {document("B-1", "2025-12-31T10:00:00Z"), document("A-1", "2026-02-01T12:00:00+14:00"),
                             document("C-1", "2026-02-01T00:00:00Z")});
  EXPECT_EQ(files.at("security/csaf/index.txt"), "2025/b-1.json\n2026/a-1.json\n2026/c-1.json\n");
  // By the moment, not by the text.
  EXPECT_EQ(files.at("security/csaf/changes.csv"),
            "\"2026/c-1.json\",\"2026-02-01T00:00:00Z\"\r\n\"2026/a-1.json\",\"2026-02-01T12:00:00+14:00\"\r\n"
            "\"2025/b-1.json\",\"2025-12-31T10:00:00Z\"\r\n");
}

TEST_F(FilesTest, HashesStandBesideTheirDocument) {
  const Document one = document("A-1", "2026-10-01T10:00:00Z");
  const Files files = make_files(provider_, {one});
  EXPECT_EQ(files.at("security/csaf/2026/a-1.json"), one.bytes);
  EXPECT_EQ(files.at("security/csaf/2026/a-1.json.sha256"), base::sha256_hex(one.bytes) + "  a-1.json\n");
  EXPECT_EQ(files.at("security/csaf/2026/a-1.json.sha512").size(), 128U + 2 + 8 + 1);
  EXPECT_EQ(files.at("security/csaf/2026/a-1.json.asc"), one.signature);
}

TEST_F(FilesTest, TextsOfDocumentsCommandNobodyOnThePage) {
  Document hostile = document("A-1", "2026-10-01T10:00:00Z", "<script>alert(1)</script> \"x\" & \x1b[31m");
  hostile.facts.products = {"<b>P</b>"};
  hostile.facts.summary = "]]><x>";
  const Files files = make_files(provider_, {hostile});
  for (const char* path : {"security/csaf/advisories/index.html", "security/csaf/advisories/atom.xml"}) {
    EXPECT_THAT(files.at(path), AllOf(Not(HasSubstr("<script")), Not(HasSubstr("<b>")), Not(HasSubstr("\x1b")),
                                      Not(HasSubstr("<x>")), HasSubstr("&lt;script&gt;"), HasSubstr("Example &amp; Sons")));
  }
  EXPECT_THAT(files.at("security/csaf/advisories/index.html"), HasSubstr("default-src 'none'; style-src 'sha256-"));
}

TEST_F(FilesTest, SecurityTxtKeepsTheRules) {
  organisation_.publisher.languages = {"en", "de"};
  const std::string text = make_security_txt(provider_);
  const auto file =
      artifacts::securitytxt::read(text, {instant("2026-11-01T12:00:00Z"), "https://example.org/.well-known/security.txt"});
  EXPECT_TRUE(file.is_valid());
  EXPECT_THAT(file.values(artifacts::securitytxt::FieldKind::csaf),
              ElementsAre("https://example.org/security/csaf/provider-metadata.json"));
  EXPECT_THAT(text, HasSubstr("Preferred-Languages: en, de\n"));
}

TEST_F(FilesTest, WhatAnIndexNamesComesBeforeTheIndex) {
  const Files files = make_files(provider_, {document("A-1", "2026-10-01T10:00:00Z")});
  const Layout& layout = provider_.layout;
  const auto before = [&](const char* a, const char* b) {
    return order_of(layout.place(a), layout) < order_of(layout.place(b), layout);
  };
  EXPECT_TRUE(before("2026/a-1.json.asc", "2026/a-1.json"));
  EXPECT_TRUE(before("2026/a-1.json", "csaf-feed-tlp-white.json"));
  EXPECT_TRUE(before("2026/a-1.json", "index.txt"));
  EXPECT_TRUE(before("index.txt", "provider-metadata.json"));
  EXPECT_LT(order_of(layout.place("provider-metadata.json"), layout), order_of(Layout::security_txt, layout));
}

TEST(LayoutOf, TakesPlainHttpsAddressesOnly) {
  disclosure::Publisher publisher;
  for (const char* bad : {"http://example.org/csaf", "https://example.org", "https://example.org/", "https://example.org/../x",
                          "https://example.org/a%2Fb", "https://example.org/a?b", "https://me@example.org/a", "csaf", ""}) {
    publisher.advisories_url = bad;
    EXPECT_FALSE(layout_of(publisher)) << bad;
  }
  publisher.advisories_url = "https://Example.org:8443/.well-known/csaf";
  const auto layout = layout_of(publisher);
  ASSERT_TRUE(layout);
  EXPECT_EQ(layout->url("index.txt"), "https://example.org:8443/.well-known/csaf/index.txt");
}

TEST(MissingOf, NamesTheMembersOfTheWorkspace) {
  EXPECT_THAT(missing_of({}), ElementsAre("manufacturer", "disclosure: namespace", "disclosure: advisories_url",
                                          "disclosure: key_fingerprint", "disclosure: email or contact_url"));
}

}  // namespace
}  // namespace crosswalk::provider
