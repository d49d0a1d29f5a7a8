// SPDX-License-Identifier: Apache-2.0
#include "release/manifest.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/hash.h"

namespace crosswalk::release {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::SizeIs;

ManifestDocument some_document() {
  ManifestDocument out;
  out.kind = DocumentKind::release_notes;
  out.id = "SEC-105";
  out.version = "4";
  out.state = writing::State::approved;
  out.text = base::sha256_hex("text");
  out.facts = {{"release", {{"", {{"product", "0123456789ab"}, {"previous", "said"}}}}},
               {"hardening", {{"H-2", {{"default", "0123456789ab"}}}, {"H-1 \"odd\"", {}}}}};
  out.before = {{"items", {{"libfoo", {{"version", "ba9876543210"}}}}}};
  return out;
}

Manifest some() {
  Manifest out;
  out.product = "Lysvik \"PACS\"";
  out.version = "4.3.0";
  out.build = "4711";
  out.documents = {some_document()};
  ManifestFile notes = describe("release-notes.docx", "notes");
  notes.role = FileRole::document;
  notes.document = DocumentKind::release_notes;
  ManifestFile sbom = describe("sbom/lysvik.cdx.json", "{}");
  sbom.role = FileRole::sbom;
  out.files = {sbom, notes};
  return out;
}

/// What is wrong with a manifest, one line each.
std::vector<std::string> faults_of(std::string bytes) {
  std::vector<ManifestFault> faults;
  const auto read = read_manifest(std::move(bytes), faults);
  EXPECT_EQ(read.has_value(), faults.empty());
  std::vector<std::string> out;
  for (const ManifestFault& each : faults) out.push_back(each.pointer + " @" + std::to_string(each.line) + ": " + each.what);
  return out;
}

/// The text of some() with one text in another's place.
std::string with(const std::string& from, const std::string& to) {
  std::string text = text_of(some());
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}

TEST(Manifest, IsReadAsItWasWritten) {
  const std::string text = text_of(some());
  std::vector<ManifestFault> faults;
  const auto read = read_manifest(text, faults);
  ASSERT_TRUE(read) << faults.at(0).pointer << faults.at(0).what;
  EXPECT_EQ(text_of(*read), text);
  EXPECT_EQ(read->product, "Lysvik \"PACS\"");
  ASSERT_THAT(read->documents, SizeIs(1));
  EXPECT_EQ(read->documents[0].facts, some_document().facts);
  EXPECT_EQ(read->documents[0].before, some_document().before);
  EXPECT_EQ(read->documents[0].state, writing::State::approved);
  // By name, whatever the order was.
  EXPECT_EQ(read->files[0].name, "release-notes.docx");
  EXPECT_EQ(read->find("sbom/lysvik.cdx.json")->size, 2U);
  EXPECT_EQ(read->find(DocumentKind::release_notes)->id, "SEC-105");
  EXPECT_EQ(read->find(DocumentKind::mds2), nullptr);
  EXPECT_EQ(read->find("other"), nullptr);
}

TEST(Manifest, HasTheFormThatIsDocumented) {
  EXPECT_THAT(text_of(some()), HasSubstr("{\n"
                                         "  \"format\": \"crosswalk-release-manifest\",\n"
                                         "  \"format_version\": 1,\n"
                                         "  \"product\": \"Lysvik \\\"PACS\\\"\",\n"));
  EXPECT_THAT(text_of(some()), HasSubstr("      \"facts\": {\n"
                                         "        \"release\": {\"product\": \"0123456789ab\", \"previous\": \"said\"},\n"
                                         "        \"hardening\": {\n"
                                         "          \"H-2\": {\"default\": \"0123456789ab\"},\n"
                                         "          \"H-1 \\\"odd\\\"\": {}\n"
                                         "        }\n"
                                         "      },\n"));
  EXPECT_THAT(text_of(Manifest()), HasSubstr("  \"documents\": [],\n  \"files\": []\n}\n"));
}

TEST(Manifest, HasDigestsThatOtherProgramsCompute) {
  // sha256sum and sha512sum of "abc". Source: FIPS 180-4, examples.
  const ManifestFile file = describe("a", "abc");
  EXPECT_EQ(file.size, 3U);
  EXPECT_EQ(file.sha256, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
  EXPECT_EQ(file.sha512,
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9a"
            "c94fa54ca49f");
  Manifest manifest;
  manifest.files = {file};
  EXPECT_EQ(sha256_sums(manifest, "m"), file.sha256 + "  a\n" + base::sha256_hex("m") + "  manifest.json\n");
  EXPECT_THAT(sha512_sums(manifest, "m"), HasSubstr(file.sha512 + "  a\n"));
}

TEST(Manifest, NamesThatLeadElsewhereAreRefused) {
  for (const char* name :
       {"../sbom.json", "/etc/passwd", "sbom/../../x", "./x", "a//b", "C:/x", "a\\\\b", "con.txt", "sbom/NUL", "x.", "x ",
        "\\u00e9.pdf", "a\\u0000b", "a\\nb", "", "manifest.json", "sha256sums", "MANIFEST.JSON.asc"}) {
    EXPECT_THAT(faults_of(with("\"name\": \"sbom/lysvik.cdx.json\"", "\"name\": \"" + std::string(name) + "\"")),
                ElementsAre(HasSubstr("/files/1/name @")))
        << name;
  }
  EXPECT_THAT(faults_of(with("sbom/lysvik.cdx.json", "release-notes.docx")),
              ElementsAre(HasSubstr("/files/1/name @39: this name stands in the list already")));
  EXPECT_THAT(faults_of(with("sbom/lysvik.cdx.json", "Release-Notes.docx")),
              ElementsAre(HasSubstr("differs from another name by the case of letters alone")));
  EXPECT_THAT(faults_of(with("sbom/lysvik.cdx.json", "release-notes.DOCX/x")),
              ElementsAre(HasSubstr("lies in a folder that is a file of the list")));
}

TEST(Manifest, WhatIsWrongIsNamedByItsPlace) {
  EXPECT_THAT(faults_of("{"), ElementsAre(HasSubstr(" @0: ")));
  EXPECT_THAT(faults_of("[]"), ElementsAre(HasSubstr(" @1: the manifest is no object")));
  EXPECT_THAT(faults_of("{}"), SizeIs(7));
  EXPECT_THAT(faults_of(with("\"build\": \"4711\",", "")), ElementsAre(HasSubstr("\"build\" is missing")));
  EXPECT_THAT(faults_of(with("\"build\": \"4711\"", "\"build\": \"4711\", \"more\": 1")),
              ElementsAre(HasSubstr("/more @6: manifests have no such member")));
  EXPECT_THAT(faults_of(with("\"build\": \"4711\"", "\"build\": 4711")), ElementsAre(HasSubstr("/build @6: is no text")));
  EXPECT_THAT(faults_of(with("\"build\": \"4711\"", "\"build\": \"" + std::string(5000, 'x') + "\"")),
              ElementsAre(HasSubstr("/build @6: is longer than")));
  EXPECT_THAT(faults_of(with("\"format_version\": 1", "\"format_version\": 2")),
              ElementsAre(HasSubstr("/format_version @3: this program reads version 1")));
  EXPECT_THAT(faults_of(with("crosswalk-release-manifest", "else")), ElementsAre(HasSubstr("/format @2: ")));
  EXPECT_THAT(faults_of(with("\"kind\": \"release_notes\"", "\"kind\": \"poem\"")),
              Contains(HasSubstr("/documents/0/kind @9: is none of secure_operation, ")));
  EXPECT_THAT(faults_of(with("\"approved\"", "\"unsaid\"")),
              ElementsAre(HasSubstr("/documents/0/state @12: is neither draft nor approved")));
  EXPECT_THAT(faults_of(with("\"blanks\": 0", "\"blanks\": 2")),
              ElementsAre(HasSubstr("/documents/0/blanks @13: nothing with blanks is approved")));
  EXPECT_THAT(faults_of(with("\"blanks\": 0", "\"blanks\": -1")), ElementsAre(HasSubstr("is no whole number")));
  EXPECT_THAT(faults_of(with("\"hardening\"", "\"softening\"")), ElementsAre(HasSubstr("/documents/0/facts/softening")));
  EXPECT_THAT(faults_of(with("\"default\": \"0123456789ab\"", "\"default\": \"0123\"")),
              ElementsAre(HasSubstr("/documents/0/facts/hardening/H-2/default @18: is no digest of a fact")));
  EXPECT_THAT(faults_of(with("\"default\": ", "\"colour\": ")), ElementsAre(HasSubstr("the group has no field of this name")));
  EXPECT_THAT(faults_of(with("\"size\": 2", "\"size\": 2.5")), ElementsAre(HasSubstr("/files/1/size")));
  EXPECT_THAT(faults_of(with("\"role\": \"sbom\"", "\"role\": \"document\"")),
              ElementsAre(HasSubstr("/files/1/role @40: which document it is, is missing")));
  EXPECT_THAT(faults_of(with("\"document\": \"release_notes\"", "\"document\": \"mds2\"")),
              ElementsAre(HasSubstr("/files/0/document @33: the manifest has no such document")));
  EXPECT_THAT(faults_of(with(describe("", "{}").sha256, std::string(64, 'G'))), ElementsAre(HasSubstr("/files/1/sha256")));
  EXPECT_THAT(faults_of(with("\"build\": \"4711\"", "\"build\": \"4711\", \"build\": \"1\"")), SizeIs(1));
  // A document twice.
  Manifest twice = some();
  twice.documents.push_back(some_document());
  EXPECT_THAT(faults_of(text_of(twice)), ElementsAre(HasSubstr("/documents/1/kind")));
}

TEST(Manifest, IsOfBoundedSize) {
  EXPECT_THAT(faults_of(std::string(largest_manifest + 1, ' ')), ElementsAre(HasSubstr("is larger than 16 MiB")));
  Manifest many;
  for (std::size_t i = 0; i <= most_files; ++i) many.files.push_back(describe("f" + std::to_string(i), ""));
  EXPECT_THAT(faults_of(text_of(many)), ElementsAre(HasSubstr("/files @8: has more than 10000 elements")));
  EXPECT_THAT(faults_of(std::string(100, '[') + std::string(100, ']')), SizeIs(1));
  std::string wrong = "{\"documents\":[";
  for (int i = 0; i < 1000; ++i) wrong += std::string(i == 0 ? "" : ",") + "1";
  EXPECT_THAT(faults_of(wrong + "],\"files\":[],\"format\":\"crosswalk-release-manifest\",\"format_version\":1,\"product\":\"\","
                                "\"version\":\"\",\"build\":\"\"}"),
              SizeIs(100));
}

}  // namespace
}  // namespace crosswalk::release
