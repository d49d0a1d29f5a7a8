// SPDX-License-Identifier: Apache-2.0
#include "release/manifest_check.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "release/set_readme.h"

namespace crosswalk::release {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

Manifest some() {
  Manifest out;
  out.product = "S";
  out.version = "1";
  out.files = {describe("a.docx", "one"), describe("b.docx", "two")};
  return out;
}

FoundSet found(const Manifest& manifest, std::map<std::string, std::string> files) {
  FoundSet out;
  for (const auto& [name, bytes] : files) out.files.push_back(describe(name, bytes));
  const std::string text = text_of(manifest);
  out.vouchers = {
      {"manifest.json", text}, {"SHA256SUMS", sha256_sums(manifest, text)}, {"SHA512SUMS", sha512_sums(manifest, text)}};
  return out;
}

std::vector<std::string> told(const std::vector<SetFinding>& findings) {
  std::vector<std::string> out;
  for (const SetFinding& each : findings) out.push_back(each.file + " " + each.what);
  return out;
}

TEST(SetComparison, OfAWholeSetFindsNothing) {
  const SetComparison out = compare_set(some(), found(some(), {{"a.docx", "one"}, {"b.docx", "two"}}));
  EXPECT_THAT(told(out.faults), IsEmpty());
  EXPECT_THAT(told(out.extra), IsEmpty());
}

TEST(SetComparison, NamesWhatWasChangedIsMissingRenamedOrAdded) {
  EXPECT_THAT(told(compare_set(some(), found(some(), {{"a.docx", "onE"}, {"b.docx", "two"}})).faults),
              ElementsAre(HasSubstr("a.docx was changed: its SHA-256 is ")));
  EXPECT_THAT(told(compare_set(some(), found(some(), {{"b.docx", "two"}})).faults), ElementsAre("a.docx is missing"));
  const SetComparison renamed = compare_set(some(), found(some(), {{"c.docx", "one"}, {"b.docx", "two"}}));
  EXPECT_THAT(told(renamed.faults), ElementsAre("a.docx is missing; c.docx has its bytes: it was renamed"));
  EXPECT_THAT(told(renamed.extra), ElementsAre("c.docx is not in the manifest: nothing vouches for it"));
  // Two files that exchanged their names.
  EXPECT_THAT(told(compare_set(some(), found(some(), {{"a.docx", "two"}, {"b.docx", "one"}})).faults),
              ElementsAre(HasSubstr("a.docx was changed"), HasSubstr("b.docx was changed")));
}

TEST(SetComparison, NamesAnEditedManifest) {
  const std::map<std::string, std::string> files{{"a.docx", "one"}, {"b.docx", "two"}};
  const FoundSet as_built = found(some(), files);
  Manifest edited = some();
  edited.files[0].sha512 = edited.files[1].sha512;
  EXPECT_THAT(told(compare_set(edited, found(edited, files)).faults),
              ElementsAre("a.docx has the SHA-256 that the manifest says, but not the SHA-512: the manifest was edited"));
  edited = some();
  edited.files[0].size = 4;
  EXPECT_THAT(told(compare_set(edited, found(edited, files)).faults), ElementsAre(HasSubstr("the manifest was edited")));
  // The lists of sums are those of the manifest before.
  edited = some();
  edited.version = "2";
  FoundSet set = as_built;
  set.vouchers["manifest.json"] = text_of(edited);
  EXPECT_THAT(told(compare_set(edited, set).faults), ElementsAre("SHA256SUMS lists another manifest than the one that is there",
                                                                 "SHA512SUMS lists another manifest than the one that is there"));
}

TEST(SetComparison, NamesEditedSums) {
  const std::map<std::string, std::string> files{{"a.docx", "one"}, {"b.docx", "two"}};
  const auto with = [&](const std::string& sums) {
    FoundSet set = found(some(), files);
    set.vouchers["SHA256SUMS"] = sums;
    return told(compare_set(some(), set).faults);
  };
  const std::string built = *found(some(), files).voucher("SHA256SUMS");
  std::string other = built;
  other[0] = other[0] == '0' ? '1' : '0';
  EXPECT_THAT(with(other), ElementsAre("SHA256SUMS lists another digest of a.docx than the manifest"));
  EXPECT_THAT(with(built.substr(built.find('\n') + 1)), ElementsAre("SHA256SUMS does not list a.docx"));
  EXPECT_THAT(with(built + std::string(64, '0') + "  c.docx\n"),
              ElementsAre("SHA256SUMS lists c.docx, which the manifest does not have"));
  EXPECT_THAT(with(built + built.substr(0, built.find('\n') + 1)), ElementsAre(HasSubstr("names a.docx a second time")));
  EXPECT_THAT(with(built + "xyz\n"), ElementsAre("SHA256SUMS line 4 is no digest with a name"));
  EXPECT_THAT(with(built + "\n"), ElementsAre(HasSubstr("is not written as it was built")));
  FoundSet none = found(some(), files);
  none.vouchers.erase("SHA512SUMS");
  EXPECT_THAT(told(compare_set(some(), none).faults), ElementsAre("SHA512SUMS is missing"));
}

TEST(SetReadme, SaysWhatItIsAndHowItIsChecked) {
  ReadmeFacts facts;
  facts.product = "Lysvik";
  facts.version = "4.3.0";
  facts.documents = {{"Secure operation", {}}, {"Accounts", {}}};
  facts.documents[0].document.id = "SEC-101";
  facts.documents[0].document.version = "4";
  facts.documents[0].document.state = writing::State::approved;
  facts.is_signed = true;
  const std::string text = writing::as_text(readme_of(facts), 78);
  EXPECT_THAT(text, HasSubstr("sha256sum -c SHA256SUMS"));
  EXPECT_THAT(text, HasSubstr("gpg --verify SHA256SUMS.asc SHA256SUMS"));
  EXPECT_THAT(text, HasSubstr("Secure operation: SEC-101, version 4, approved\n"));
  EXPECT_THAT(text, HasSubstr("Accounts: DRAFT, not to be relied on\n"));
  EXPECT_THAT(text, HasSubstr("security.txt"));
  facts.is_signed = false;
  EXPECT_THAT(writing::as_text(readme_of(facts), 78), Not(HasSubstr("gpg")));
  EXPECT_THAT(writing::as_text(readme_of(facts), 78), HasSubstr("Nobody signed this set"));
}

}  // namespace
}  // namespace crosswalk::release
