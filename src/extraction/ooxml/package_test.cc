// SPDX-License-Identifier: Apache-2.0
#include "extraction/ooxml/package.h"

#include <gtest/gtest.h>
#include <zip.h>

#include "extraction/ooxml/test_package.h"
#include "extraction/ooxml/xml.h"

namespace crosswalk::extraction::ooxml {

std::string make_package(const Parts& parts, const std::string& password) {
  zip_error_t error;
  zip_error_init(&error);
  zip_source_t* target = zip_source_buffer_create(nullptr, 0, 0, &error);
  zip_source_keep(target);
  zip_t* archive = zip_open_from_source(target, ZIP_CREATE | ZIP_TRUNCATE, &error);
  for (const auto& [name, text] : parts) {
    zip_source_t* part = zip_source_buffer(archive, text.data(), text.size(), 0);
    const zip_int64_t index = zip_file_add(archive, name.c_str(), part, ZIP_FL_ENC_UTF_8);
    if (!password.empty()) zip_file_set_encryption(archive, static_cast<zip_uint64_t>(index), ZIP_EM_AES_256, password.c_str());
  }
  EXPECT_EQ(zip_close(archive), 0);
  std::string out;
  EXPECT_EQ(zip_source_open(target), 0);
  zip_source_seek(target, 0, SEEK_END);
  out.resize(static_cast<std::size_t>(zip_source_tell(target)));
  zip_source_seek(target, 0, SEEK_SET);
  EXPECT_EQ(zip_source_read(target, out.data(), out.size()), static_cast<zip_int64_t>(out.size()));
  zip_source_close(target);
  zip_source_free(target);
  zip_error_fini(&error);
  return out;
}

std::string make_relationships(const std::vector<std::vector<std::string>>& relationships) {
  std::string out = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
  for (const auto& r : relationships) {
    out += "<Relationship Id=\"" + r[0] + "\" Type=\"http://example.org/relationships/" + r[1] + "\" Target=\"" + r[2] + "\"";
    if (r[2].find("://") != std::string::npos) out += " TargetMode=\"External\"";
    out += "/>";
  }
  return out + "</Relationships>";
}

namespace {

using document::Reason;

Reason reason_of_opening(std::string_view bytes, const Limits& limits = {}) {
  Refusal refusal;
  EXPECT_EQ(Package::open(bytes, limits, refusal), nullptr);
  return refusal.reason;
}

TEST(OoxmlPackage, SaysWhyItCannotBeOpened) {
  EXPECT_EQ(reason_of_opening(""), Reason::empty);
  EXPECT_EQ(reason_of_opening("This is no zip archive at all."), Reason::corrupt);
  const std::string compound("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  EXPECT_EQ(reason_of_opening(compound + std::string("E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e\0", 32)), Reason::encrypted);
  EXPECT_EQ(reason_of_opening(compound + std::string("W\0o\0r\0d\0D\0o\0c\0u\0m\0e\0n\0t\0", 24)), Reason::unsupported);
  Limits limits;
  limits.file_bytes = 10;
  EXPECT_EQ(reason_of_opening(make_package({{"a.xml", "<a/>"}}), limits), Reason::too_large);
}

TEST(OoxmlPackage, FindsPartsWhateverTheirCaseAndSlashes) {
  const std::string bytes = make_package({{"Word\\Document.xml", "<x:a xmlns:x='u'><x:b/></x:a>"}});
  Refusal refusal;
  const auto package = Package::open(bytes, {}, refusal);
  ASSERT_NE(package, nullptr);
  const auto tree = package->xml("/word/document.xml", refusal);
  ASSERT_NE(tree, nullptr);
  EXPECT_EQ(local(tree->root()), "a");
  EXPECT_TRUE(child(tree->root(), "b"));
  EXPECT_EQ(package->xml("word/other.xml", refusal), nullptr);
  EXPECT_FALSE(refusal);
}

TEST(OoxmlPackage, RefusesAPartThatUnpacksToTooMuch) {
  const std::string bytes = make_package({{"bomb.xml", "<a>" + std::string(40 << 20, ' ') + "</a>"}, {"b.xml", "<b>text</b>"}});
  ASSERT_LT(bytes.size(), 1U << 20);
  Refusal refusal;
  const auto package = Package::open(bytes, {}, refusal);
  ASSERT_NE(package, nullptr);
  EXPECT_EQ(package->xml("bomb.xml", refusal), nullptr);
  EXPECT_EQ(refusal.reason, Reason::too_large);
  refusal = {};
  EXPECT_NE(package->xml("b.xml", refusal), nullptr);

  Limits limits;
  limits.part_bytes = 4;
  const auto strict = Package::open(bytes, limits, refusal);
  EXPECT_EQ(strict->xml("b.xml", refusal), nullptr);
  EXPECT_EQ(refusal.reason, Reason::too_large);
}

TEST(OoxmlPackage, RefusesAPartWhoseDeclaredSizeLies) {
  std::string bytes = make_package({{"a.xml", "<a>" + std::string(1 << 20, 'x') + "</a>"}});
  // The central directory's uncompressed size, four bytes at 24 after its signature, says 16.
  const std::size_t directory = bytes.rfind("PK\x01\x02");
  ASSERT_NE(directory, std::string::npos);
  bytes.replace(directory + 24, 4, std::string("\x10\0\0\0", 4));
  Limits limits;
  limits.part_bytes = 1000;
  Refusal refusal;
  const auto package = Package::open(bytes, limits, refusal);
  if (package != nullptr) {
    const auto tree = package->xml("a.xml", refusal);
    // Either it is refused, or only what the size allows came out.
    if (tree != nullptr) {
      EXPECT_LE(deep_text(tree->root()).size(), 1000U);
      EXPECT_FALSE(package->warnings().empty());
    } else {
      EXPECT_TRUE(refusal);
    }
  } else {
    EXPECT_TRUE(refusal);
  }
}

TEST(OoxmlPackage, RefusesNestingDeeperThanTheLimit) {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<a>";
  const std::string bytes = make_package({{"a.xml", deep}});
  Refusal refusal;
  const auto package = Package::open(bytes, {}, refusal);
  ASSERT_NE(package, nullptr);
  EXPECT_EQ(package->xml("a.xml", refusal), nullptr);
  EXPECT_EQ(refusal.reason, Reason::too_deep);
}

TEST(OoxmlPackage, SaysThatEntriesNeedAPassword) {
  const std::string bytes = make_package({{"a.xml", "<a/>"}}, "secret");
  Refusal refusal;
  const auto package = Package::open(bytes, {}, refusal);
  ASSERT_NE(package, nullptr);
  EXPECT_EQ(package->xml("a.xml", refusal), nullptr);
  EXPECT_EQ(refusal.reason, Reason::encrypted);
}

TEST(OoxmlPackage, ReadsTruncatedXmlAsFarAsItGoesAndWarns) {
  const std::string bytes = make_package({{"a.xml", "<a><b>whole</b><b>cut off"}});
  Refusal refusal;
  const auto package = Package::open(bytes, {}, refusal);
  const auto tree = package->xml("a.xml", refusal);
  ASSERT_NE(tree, nullptr);
  EXPECT_EQ(text_of(child(tree->root(), "b")), "whole");
  ASSERT_EQ(package->warnings().size(), 1U);
  EXPECT_NE(package->warnings()[0].find("a.xml"), std::string::npos);
}

TEST(OoxmlPackage, ResolvesTargetsOfRelationships) {
  const std::string bytes =
      make_package({{"word/_rels/document.xml.rels", make_relationships({{"rId2", "image", "../media/a.png"},
                                                                         {"rId1", "styles", "/word/styles.xml"},
                                                                         {"rId3", "hyperlink", "https://a.example/x"}})}});
  Refusal refusal;
  const auto package = Package::open(bytes, {}, refusal);
  const auto relationships = package->relationships("word/document.xml");
  ASSERT_EQ(relationships.size(), 3U);
  EXPECT_EQ(find(relationships, "rId1")->target, "word/styles.xml");
  EXPECT_EQ(find(relationships, "rId2")->target, "media/a.png");
  EXPECT_TRUE(find(relationships, "rId3")->external);
  EXPECT_EQ(find(relationships, "rId4"), nullptr);
}

TEST(OoxmlXml, CleansControlCharactersAndBrokenUtf8) {
  EXPECT_EQ(clean("a\x1b[31m\x07 b\tc\r\nd"), "a[31m b\tc\nd");
  EXPECT_EQ(clean("a\xFFz"), "a\xEF\xBF\xBDz");
  EXPECT_EQ(clean("Prüfung – ß"), "Prüfung – ß");
}

}  // namespace
}  // namespace crosswalk::extraction::ooxml
