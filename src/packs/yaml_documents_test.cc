// SPDX-License-Identifier: Apache-2.0
#include "packs/yaml_documents.h"

#include <gtest/gtest.h>

#include <string>

namespace crosswalk::packs {
namespace {

std::vector<Yaml> read(std::string_view text, Diagnostics& diagnostics, YamlLimits limits = {}) {
  return parse_yaml_documents(text, "file.yaml", limits, diagnostics);
}

std::vector<Yaml> read_well(std::string_view text) {
  Diagnostics diagnostics;
  auto out = read(text, diagnostics);
  EXPECT_EQ(diagnostics.text(), "");
  return out;
}

TEST(YamlDocuments, GivesAllDocumentsOfAFile) {
  const auto documents = read_well("a: 1\n---\nb: 2\n---\n- c\n");
  ASSERT_EQ(documents.size(), 3U);
  EXPECT_EQ(documents[0].find("a")->scalar, "1");
  EXPECT_EQ(documents[1].find("b")->line, 3);
  EXPECT_EQ(documents[2].items.at(0).scalar, "c");
}

TEST(YamlDocuments, ReplacesAnAliasByWhatItNamesAndKeepsItsPlace) {
  const auto documents = read_well("one: &name [x, y]\ntwo: *name\n");
  const Yaml* two = documents.at(0).find("two");
  ASSERT_NE(two, nullptr);
  ASSERT_EQ(two->items.size(), 2U);
  EXPECT_EQ(two->items[1].scalar, "y");
  EXPECT_EQ(two->items[1].line, 1);
}

TEST(YamlDocuments, MergesMapsBehindTheMembersOfTheMapItself) {
  const auto documents =
      read_well("base: &b {user: app, port: 1}\nmore: &m {port: 2, host: h}\nweb:\n  <<: [*b, *m]\n  user: web\n");
  const Yaml* web = documents.at(0).find("web");
  ASSERT_NE(web, nullptr);
  ASSERT_EQ(web->members.size(), 3U);
  EXPECT_EQ(web->find("user")->scalar, "web");
  EXPECT_EQ(web->find("port")->scalar, "1");
  EXPECT_EQ(web->find("host")->scalar, "h");
  EXPECT_EQ(web->find("<<"), nullptr);
}

TEST(YamlDocuments, AQuotedMergeKeyIsAnOrdinaryOne) {
  const auto documents = read_well("\"<<\": x\n");
  EXPECT_EQ(documents.at(0).find("<<")->scalar, "x");
}

TEST(YamlDocuments, RefusesABombOfAliases) {
  std::string bomb = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n";
  for (int i = 1; i < 12; ++i) {
    const std::string before = "*a" + std::to_string(i - 1);
    bomb += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [" + before;
    for (int n = 0; n < 8; ++n) bomb += ", " + before;
    bomb += "]\n";
  }
  Diagnostics diagnostics;
  EXPECT_TRUE(read("first: 1\n---\n" + bomb, diagnostics).size() == 1U);
  EXPECT_NE(diagnostics.text().find("far larger than it is"), std::string::npos) << diagnostics.text();
  EXPECT_GT(diagnostics.items().at(0).line, 2);
}

TEST(YamlDocuments, RefusesAnAliasWithinWhatItNames) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read("a: &a [1, *a]\n", diagnostics).empty());
  EXPECT_TRUE(diagnostics.has_errors());
}

TEST(YamlDocuments, RefusesWhatLiesTooDeepAlsoByAliases) {
  Diagnostics deep;
  EXPECT_TRUE(read(std::string(101, '[') + std::string(101, ']'), deep).empty());
  EXPECT_NE(deep.text().find("nested too deeply"), std::string::npos);
  Diagnostics by_alias;
  const std::string sixty = std::string(60, '[') + std::string(60, ']');
  EXPECT_TRUE(read("a: &a " + sixty + "\nb: " + std::string(60, '[') + "*a" + std::string(60, ']') + "\n", by_alias).empty());
  EXPECT_NE(by_alias.text().find("nested too deeply"), std::string::npos);
}

TEST(YamlDocuments, KeepsTheFirstOfAKeyThatStandsTwice) {
  Diagnostics diagnostics;
  const auto documents = read("a: 1\na: 2\nb: 3\n", diagnostics);
  ASSERT_EQ(documents.size(), 1U);
  EXPECT_EQ(documents[0].find("a")->scalar, "1");
  EXPECT_EQ(documents[0].members.size(), 2U);
  ASSERT_EQ(diagnostics.items().size(), 1U);
  EXPECT_EQ(diagnostics.items()[0].line, 2);
}

TEST(YamlDocuments, RefusesTooManyBytesAndWhatIsNotUtf8) {
  Diagnostics diagnostics;
  EXPECT_TRUE(read(std::string((1U << 20) + 1, ' '), diagnostics).empty());
  EXPECT_TRUE(read("a: \xff\n", diagnostics).empty());
  EXPECT_EQ(diagnostics.items().size(), 2U);
}

TEST(YamlDocuments, EndsWhereTheLibraryCannotGoOn) {
  Diagnostics diagnostics;
  EXPECT_LE(read("a: 1\n---\n,\n", diagnostics).size(), 3U);
  EXPECT_NE(diagnostics.text().find("file.yaml:3:1: error: not YAML"), std::string::npos) << diagnostics.text();
}

TEST(YamlDocuments, TheReaderOfPacksStillRefusesAliases) {
  Diagnostics diagnostics;
  EXPECT_FALSE(parse_yaml("a: &a 1\nb: *a\n", "pack.yaml", diagnostics));
  EXPECT_TRUE(diagnostics.has_errors());
}

}  // namespace
}  // namespace crosswalk::packs
