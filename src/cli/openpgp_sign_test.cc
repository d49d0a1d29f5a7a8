// SPDX-License-Identifier: Apache-2.0
#include "cli/openpgp_sign.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "platform/program.h"

namespace crosswalk::cli {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::StartsWith;

/// A home of GnuPG with one key that has no passphrase, for the time of a test.
class OpenPgpSign : public ::testing::Test {
 protected:
  void SetUp() override {
    if (::access("/usr/bin/gpg", X_OK) != 0 || ::access("/usr/bin/gpgv", X_OK) != 0) GTEST_SKIP() << "no gpg and gpgv here";
    std::string pattern = (fs::temp_directory_path() / "crosswalk-gpg-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
    ::setenv("GNUPGHOME", folder_.c_str(), 1);
    static_cast<void>(gpg({"--quick-generate-key", "Jo Example <jo@example.org>", "ed25519", "sign", "never"}));
    const std::string listed = gpg({"--with-colons", "--list-keys"});
    const std::size_t at = listed.find("\nfpr:::::::::");
    ASSERT_NE(at, std::string::npos) << listed;
    key_ = listed.substr(at + 13, 40);
  }
  void TearDown() override {
    if (folder_.empty()) return;
    static_cast<void>(
        platform::run_program("/usr/bin/gpgconf", {"--kill", "gpg-agent"}, environment(), {}, 1 << 20, 20'000, 20'000));
    ::unsetenv("GNUPGHOME");
    fs::remove_all(folder_);
  }
  [[nodiscard]] platform::ProgramOptions environment() const {
    platform::ProgramOptions out;
    out.environment = {"GNUPGHOME=" + folder_, "PATH=/usr/bin:/bin"};
    return out;
  }
  [[nodiscard]] std::string gpg(const std::vector<std::string>& more) const {
    std::vector<std::string> all{"--batch", "--quiet", "--pinentry-mode", "loopback", "--passphrase", ""};
    all.insert(all.end(), more.begin(), more.end());
    const auto ran = platform::run_program("/usr/bin/gpg", all, environment(), {}, 1 << 20, 60'000, 60'000);
    EXPECT_TRUE(ran) << ran.error().message();
    return ran ? ran->out : "";
  }
  [[nodiscard]] std::string file(const std::string& name, std::string_view bytes) const {
    std::ofstream(folder_ + "/" + name, std::ios::binary) << bytes;
    return folder_ + "/" + name;
  }

  std::string folder_;
  std::string key_;
};

TEST_F(OpenPgpSign, WhatItSignsIsGoodAndWhatWasChangedIsNot) {
  const auto signature = sign_detached("head\n", key_);
  ASSERT_TRUE(signature) << signature.error().message();
  EXPECT_THAT(*signature, StartsWith("-----BEGIN PGP SIGNATURE-----\n"));
  const auto armored = export_public_key(key_);
  ASSERT_TRUE(armored) << armored.error().message();
  const auto keys = read_public_keys(*armored);
  ASSERT_TRUE(keys) << keys.error().message();
  const std::string path = file("head.asc", *signature);
  const auto good = run_gpgv(path, *keys, file("head", "head\n"));
  ASSERT_TRUE(good) << good.error().message();
  EXPECT_EQ(read_verdict(*good).state, Signature::State::good);
  EXPECT_EQ(read_verdict(*good).fingerprint, key_);
  const auto bad = run_gpgv(path, *keys, file("other", "Head\n"));
  ASSERT_TRUE(bad);
  EXPECT_EQ(read_verdict(*bad).state, Signature::State::bad);
}

TEST_F(OpenPgpSign, AClearSignedTextHoldsTheTextAndIsGood) {
  const auto framed = clear_sign("Contact: mailto:a@example.org\n", key_);
  ASSERT_TRUE(framed) << framed.error().message();
  EXPECT_THAT(*framed, HasSubstr("\nContact: mailto:a@example.org\n-----BEGIN PGP SIGNATURE-----\n"));
  const auto keys = read_public_keys(*export_public_key(key_));
  ASSERT_TRUE(keys);
  const auto good = run_gpgv(file("framed", *framed), *keys);
  ASSERT_TRUE(good) << good.error().message();
  EXPECT_EQ(read_verdict(*good).state, Signature::State::good);
}

TEST_F(OpenPgpSign, AKeyThatIsNotThereSaysSo) {
  const auto none = sign_detached("head\n", std::string(40, 'A'));
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().code, base::ErrorCode::signing_failed);
  EXPECT_THAT(none.error().detail, HasSubstr("No secret key"));
  EXPECT_EQ(export_public_key(std::string(40, 'A')).error().code, base::ErrorCode::not_found);
  EXPECT_EQ(sign_detached("head\n", "jo@example.org").error().code, base::ErrorCode::usage);
  EXPECT_EQ(sign_detached("head\n", "--output=/tmp/x").error().code, base::ErrorCode::usage);
}

}  // namespace
}  // namespace crosswalk::cli
