// SPDX-License-Identifier: Apache-2.0
// Signatures of security.txt files, made by gpg with keys that live as long as a test.
#include <gmock/gmock.h>
#include <unistd.h>

#include <string>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr const char* gpg = "/usr/bin/gpg";
constexpr const char* plain =
    "Contact: https://example.org/security\nExpires: 2027-03-01T00:00:00Z\n"
    "Canonical: https://example.org/.well-known/security.txt\n";

class SecurityTxt : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    if (::access(gpg, X_OK) != 0 || ::access("/usr/bin/gpgv", X_OK) != 0) GTEST_SKIP() << "gpg and gpgv are not installed";
    write("security.txt", plain);
    sign("security.txt", "Jo Example <jo@example.org>", "key.asc", "signed.txt");
  }

  /// Makes a key, signs `text` with it to the file `to`, and writes the public key to the file `key`.
  void sign(const std::string& text, const std::string& owner, const std::string& key, const std::string& to) {
    const fs::path home = at("gnupg-" + key);
    fs::create_directory(home);
    fs::permissions(home, fs::perms::owner_all);
    const Setting setting{{}, {}, {{"GNUPGHOME", home.string()}}, false, {}};
    const Arguments always{"--batch", "--yes", "--quiet", "--no-options", "--pinentry-mode", "loopback", "--passphrase", ""};
    const auto call = [&](const Arguments& more) {
      Arguments all = always;
      all.insert(all.end(), more.begin(), more.end());
      const Ran ran = run(gpg, all, setting);
      ASSERT_EQ(ran.code, 0) << ran.err;
    };
    call({"--quick-generate-key", owner, "ed25519", "sign", "never"});
    call({"--armor", "--output", at(key).string(), "--export"});
    call({"--output", at(to).string(), "--clear-sign", at(text).string()});
    run("/usr/bin/gpgconf", {"--kill", "gpg-agent"}, setting);
  }

  Ran check(const std::string& file, Arguments more = {}) const {
    Arguments arguments{"securitytxt", at(file).string(), "--as-of", "2026-11-01"};
    arguments.insert(arguments.end(), more.begin(), more.end());
    return crosswalk(arguments);
  }
  Json signature_of(const std::string& file, const std::string& key) const {
    const Ran ran = check(file, {"--key", at(key).string(), "--format", "json"});
    return Json::parse(ran.out, nullptr, false)["files"][0]["signature"];
  }
};

TEST_F(SecurityTxt, ASignatureByTheKeyGivenIsGood) {
  const Ran ran = check("signed.txt", {"--key", at("key.asc").string()});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("good: made by Jo Example <jo@example.org>"));
  const Json signature = signature_of("signed.txt", "key.asc");
  EXPECT_EQ(signature["verdict"], "good");
  EXPECT_EQ(signature["fingerprint"].get<std::string>().size(), 40U);
}

TEST_F(SecurityTxt, AChangedByteMakesTheSignatureBad) {
  std::string bytes = read(at("signed.txt"));
  bytes.replace(bytes.find("example.org/security"), 7, "exemple");
  write("changed.txt", bytes);
  const Ran ran = check("changed.txt", {"--key", at("key.asc").string()});
  EXPECT_EQ(ran.code, 1) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("not valid"));
  EXPECT_THAT(ran.out, HasSubstr("bad: the text was changed after Jo Example"));
  EXPECT_FALSE(signature_of("changed.txt", "key.asc").contains("fingerprint"));
}

TEST_F(SecurityTxt, AnotherKeyIsUnknownAndAmongSeveralTheRightOneIsFound) {
  sign("security.txt", "Max Example <max@example.org>", "other.asc", "other.txt");
  EXPECT_EQ(signature_of("signed.txt", "other.asc")["verdict"], "unknown key");
  write("both.asc", read(at("other.asc")) + read(at("key.asc")));
  EXPECT_EQ(signature_of("signed.txt", "both.asc")["verdict"], "good");
  EXPECT_EQ(signature_of("other.txt", "both.asc")["verdict"], "good");
}

TEST_F(SecurityTxt, WhatCannotBeCheckedSaysWhy) {
  EXPECT_THAT(check("signed.txt").out, HasSubstr("not checked: no key was given"));
  write("no.asc", "no key\n");
  EXPECT_EQ(signature_of("signed.txt", "no.asc")["verdict"], "not checked");
  // A file without a signature has no verdict on one, whatever gpgv says of it.
  EXPECT_EQ(signature_of("security.txt", "key.asc"), Json({{"signed", false}}));
}

TEST_F(SecurityTxt, TheReviewSaysNothingOfASignatureThatItDoesNotCheck) {
  std::string bytes = read(at("signed.txt"));
  bytes.replace(bytes.find("example.org/security"), 7, "exemple");
  write("docs/security.txt", read(at("signed.txt")));
  write("docs/changed/security.txt", bytes);
  const Json found = review_json({at("docs").string(), "--fail-on", "none", "--allow-undecided", "--clause", "9.2"});
  ASSERT_EQ(found["documents"].size(), 2U);
  for (const Json& document : found["documents"]) {
    EXPECT_EQ(document["artifact_kinds"], Json::array({"security_txt"}));
    EXPECT_EQ(document["artifact"]["faults"], Json::array());
    EXPECT_EQ(document["control"]["title"], "");
    EXPECT_THAT(document["artifact"].dump(), Not(HasSubstr("sign")));
  }
}

}  // namespace
}  // namespace crosswalk::end_to_end
