// SPDX-License-Identifier: Apache-2.0
#include "extraction/vouching.h"

#include <gtest/gtest.h>

#include <string>

#include "extraction/detect.h"

namespace crosswalk::extraction {
namespace {

const std::string sha256(64, 'a');
const std::string sha512(128, '0');
const std::string armored =
    "-----BEGIN PGP SIGNATURE-----\nComment: of a release\n\niHUEABYKAB0WIQ+/\n=aB3d\n-----END PGP SIGNATURE-----\n";

TEST(Vouching, KnowsListsOfChecksums) {
  EXPECT_EQ(what_vouches(sha256 + "  a.docx\n" + sha256 + " *sub/b c.pdf\n"), "list of checksums (SHA-256)");
  EXPECT_EQ(what_vouches(sha512 + "  a.docx\r\n"), "list of checksums (SHA-512)");
  EXPECT_EQ(what_vouches("\\" + std::string(32, 'F') + "  a\\nb"), "list of checksums (MD5)");
  EXPECT_EQ(what_vouches("SHA256 (a (1).docx) = " + sha256 + "\n"), "list of checksums (SHA-256)");
  EXPECT_EQ(what_vouches("\xEF\xBB\xBF" + std::string(40, '1') + "  a\n\n"), "list of checksums (SHA-1)");
}

TEST(Vouching, WhereWordsStandBesideThemTheyAreWords) {
  const std::string line = sha256 + "  a.docx\n";
  for (const std::string& text :
       {std::string("\n\n"), "Checksums of release 4.3.0\n" + line, line + "No document describes this.\n",
        line + sha512 + "  a.docx\n", sha256 + "\n", sha256 + " a.docx\n", std::string(63, 'a') + "  a.docx\n",
        std::string(64, 'g') + "  a.docx\n", "SHA256 (a.docx) = " + sha512 + "\n", "SHA256 () = " + sha256 + "\n",
        "| " + sha256 + " | a.docx |\n"}) {
    EXPECT_EQ(what_vouches(text), "") << text;
  }
}

TEST(Vouching, KnowsSignaturesAndKeysAlone) {
  EXPECT_EQ(what_vouches(armored), "OpenPGP signature");
  EXPECT_EQ(what_vouches("-----BEGIN PGP PUBLIC KEY BLOCK-----\n\nmDMEZ\n-----END PGP PUBLIC KEY BLOCK-----"),
            "OpenPGP public key");
  EXPECT_EQ(what_vouches("-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nContact: x\n" + armored), "");
  EXPECT_EQ(what_vouches("Our key:\n" + armored), "");
  EXPECT_EQ(what_vouches("-----BEGIN PGP SIGNATURE-----\n\nThis release is not signed.\n-----END PGP SIGNATURE-----"), "");
  EXPECT_EQ(what_vouches("-----BEGIN PGP SIGNATURE-----\n\nabcd\nComment: words behind\n-----END PGP SIGNATURE-----"), "");
  EXPECT_EQ(what_vouches("-----BEGIN PGP SIGNATURE-----"), "");
}

TEST(Vouching, KnowsItsOwnManifest) {
  EXPECT_EQ(what_vouches("{\n  \"format\": \"crosswalk-release-manifest\",\n  \"format_version\": 1}"),
            "manifest of a set of release documents");
  EXPECT_EQ(what_vouches("{\"title\": \"T\", \"format\": \"crosswalk-release-manifest\"}"), "");
  EXPECT_EQ(what_vouches("{\"format\": \"crosswalk-release-manifest-2\", \"a\": 1}"), "");
  EXPECT_EQ(what_vouches("{"), "");
}

TEST(Vouching, FilesOfWhichAllIsSuchAreNoDocuments) {
  for (const char* name : {"SHA256SUMS", "sums.txt", "a.sha256"}) {
    const Detected found = detect(sha256 + "  a.docx\n", name);
    EXPECT_EQ(found.status, document::Status::skipped) << name;
    EXPECT_EQ(found.reason, document::Reason::not_a_document) << name;
    EXPECT_EQ(found.detail, "list of checksums (SHA-256)") << name;
  }
  EXPECT_EQ(detect(armored, "manifest.json.asc").detail, "OpenPGP signature");
  EXPECT_EQ(detect(sha256 + "  a.docx\nMore.\n", "SHA256SUMS").status, document::Status::read);
  // Who calls a file a document means one.
  EXPECT_EQ(detect(sha256 + "  a.docx\n", "release-notes.md").format, "markdown");
}

}  // namespace
}  // namespace crosswalk::extraction
