// SPDX-License-Identifier: Apache-2.0
// The set of documents of a release: its manifest, sums, signatures and archive, and what a check says of a copy that somebody
// tampered with.
#include <gmock/gmock.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <map>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

namespace fs = std::filesystem;
using ::testing::AllOf;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

constexpr const char* gpg = "/usr/bin/gpg";

class ReleaseSet : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    fs::copy(sources() / "examples/release/workspace", at("w"), fs::copy_options::recursive);
    write("w/sbom/lysvik-pacs-4.3.0.cdx.json", R"({"bomFormat": "CycloneDX", "specVersion": "1.5", "components": []})");
  }
  void TearDown() override {
    for (const fs::path& home : homes_) run("/usr/bin/gpgconf", {"--kill", "gpg-agent"}, with_home(home));
    EndToEnd::TearDown();
  }

  /// Builds the set of the example into the folder `set`.
  [[nodiscard]] Ran build(Arguments more, const Setting& setting = {}, const std::string& folder = "set") const {
    Arguments all{"release", "build", "4.3.0", "--workspace", at("w"), "--out", at(folder)};
    all.insert(all.end(), more.begin(), more.end());
    return crosswalk(all, setting);
  }
  [[nodiscard]] Ran verify(const std::string& set, Arguments more = {}) const {
    more.insert(more.begin(), {"release", "verify", at(set)});
    Ran out = crosswalk(more);
    out.out = unwrapped(std::move(out.out));
    return out;
  }
  /// Lines joined, as they are wrapped anywhere.
  [[nodiscard]] static std::string unwrapped(std::string text) {
    std::replace(text.begin(), text.end(), '\n', ' ');
    return text;
  }
  /// Exchanges a text in a file.
  void change(const std::string& path, const std::string& from, const std::string& to) const {
    std::string text = read(at(path));
    const std::size_t found = text.find(from);
    ASSERT_NE(found, std::string::npos) << from;
    write(path, text.replace(found, from.size(), to));
  }
  void change_byte(const std::string& path) const {
    std::string bytes = read(at(path));
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    write(path, bytes);
  }
  /// A copy of the folder `set`.
  void copy(const std::string& to) const {
    fs::remove_all(at(to));
    fs::copy(at("set"), at(to), fs::copy_options::recursive);
  }
  [[nodiscard]] static Setting with_home(const fs::path& home) { return {{}, {}, {{"GNUPGHOME", home.string()}}, false, {}}; }

  /// A key of gpg without a passphrase.
  struct Key {
    fs::path home;
    std::string fingerprint;
    /// Its public part.
    std::string file;
  };
  static void call(const fs::path& home, Arguments more) {
    more.insert(more.begin(), {"--batch", "--yes", "--quiet", "--no-options", "--pinentry-mode", "loopback", "--passphrase", ""});
    const Ran ran = run(gpg, more, with_home(home));
    EXPECT_EQ(ran.code, 0) << ran.err;
  }
  /// Makes a key; `time` is what gpg takes for now (as --faked-system-time), `until` when it expires.
  Key make_key(const std::string& name, const std::string& time = {}, const std::string& until = "never") {
    Key out{at("gnupg-" + name), {}, name + ".asc"};
    fs::create_directory(out.home);
    fs::permissions(out.home, fs::perms::owner_all);
    homes_.push_back(out.home);
    Arguments generate{"--quick-generate-key", name + " <" + name + "@example.org>", "ed25519", "sign", until};
    if (!time.empty()) generate.insert(generate.begin(), {"--faked-system-time", time});
    call(out.home, generate);
    const std::string listed = run(gpg, {"--with-colons", "--list-keys"}, with_home(out.home)).out;
    const std::size_t found = listed.find("\nfpr:::::::::");
    EXPECT_NE(found, std::string::npos) << listed;
    if (found != std::string::npos) out.fingerprint = listed.substr(found + 13, 40);
    write_key(out);
    return out;
  }
  void write_key(const Key& key) const {
    fs::remove(at(key.file));
    call(key.home, {"--armor", "--output", at(key.file).string(), "--export"});
  }
  /// Puts signatures by this key in the place of those of a set.
  void sign(const std::string& set, const Key& key, const std::string& time = {}) const {
    for (const char* name : {"manifest.json", "SHA256SUMS"}) {
      const std::string path = at(set + "/" + name).string();
      Arguments all{"--armor", "--output", path + ".asc", "--detach-sign", path};
      if (!time.empty()) all.insert(all.begin(), {"--faked-system-time", time});
      call(key.home, all);
    }
  }
  static bool has_gpg() { return ::access(gpg, X_OK) == 0 && ::access("/usr/bin/gpgv", X_OK) == 0; }
  /// Runs a few lines of Python with the module zipfile.
  void python(const std::string& lines) const {
    const Ran ran = run("/usr/bin/python3", {"-c", "import zipfile, sys\n" + lines}, {{}, at(""), {}, false, {}});
    ASSERT_EQ(ran.code, 0) << ran.err;
  }

  std::vector<fs::path> homes_;
};

TEST_F(ReleaseSet, HasAManifestAndSumsThatOtherProgramsCheck) {
  const Ran ran = build({"--format", "docx,pdf,html,md"});
  EXPECT_EQ(ran.code, 1) << ran.err;
  EXPECT_THAT(ran.out, AllOf(HasSubstr("  sbom/lysvik-pacs-4.3.0.cdx.json\n"), HasSubstr("  manifest.json, not signed\n")));
  const Setting here{{}, at("set"), {}, false, {}};
  EXPECT_EQ(run("/usr/bin/sha256sum", {"--strict", "-c", "SHA256SUMS"}, here).code, 0);
  EXPECT_EQ(run("/usr/bin/sha512sum", {"--strict", "-c", "SHA512SUMS"}, here).code, 0);
  const Json manifest = Json::parse(read(at("set/manifest.json")));
  EXPECT_EQ(manifest["documents"].size(), 9U);
  EXPECT_EQ(manifest["files"].size(), 36U + 3U + 3U) << "with the known vulnerabilities in three formats";
  EXPECT_EQ(manifest["documents"][0]["id"], "SEC-101");
  EXPECT_EQ(manifest["documents"][0]["facts"]["hardening"]["H-2"]["default"].get<std::string>().size(), 12U);
  EXPECT_EQ(manifest["documents"][8]["state"], "draft");
  EXPECT_EQ(manifest["documents"][8]["blanks"], 6) << "the lines of those who release";
  if (can_validate()) {
    const Ran valid = validate(at("set/manifest.json"), "release-manifest.schema.json");
    EXPECT_EQ(valid.code, 0) << valid.out << valid.err;
  }
  const Ran verified = verify("set");
  EXPECT_EQ(verified.code, 4) << verified.out << verified.err;
  EXPECT_THAT(verified.out,
              AllOf(HasSubstr("9 documents, 42 files"), HasSubstr("Nobody signed the manifest"),
                    HasSubstr("Remark: dossier: is a draft: 6 blanks are to be filled in"), Not(HasSubstr("FAULT"))));
}

TEST_F(ReleaseSet, IsTheSameInEveryTimeZoneAndLanguage) {
  EXPECT_EQ(build({"--format", "docx,pdf,html,md", "--zip", at("first.zip")}, {}, "first").code, 1);
  const std::map<std::string, std::string> places{
      {"Pacific/Kiritimati", "de_DE.UTF-8"}, {"America/St_Johns", "C"}, {"Asia/Kathmandu", "tr_TR.UTF-8"}};
  for (const auto& [zone, language] : places) {
    fs::remove_all(at("again"));
    fs::remove(at("again.zip"));
    const Setting there{{}, {}, {{"TZ", zone}, {"LANG", language}, {"LC_ALL", language}}, false, {}};
    EXPECT_EQ(build({"--format", "docx,pdf,html,md", "--zip", at("again.zip")}, there, "again").code, 1);
    EXPECT_EQ(read(at("again.zip")), read(at("first.zip"))) << zone;
    std::size_t files = 0;
    for (const auto& entry : fs::recursive_directory_iterator(at("first"))) {
      if (!entry.is_regular_file()) continue;
      ++files;
      EXPECT_EQ(read(entry.path()), read(at("again") / fs::relative(entry.path(), at("first")))) << zone << entry.path();
    }
    EXPECT_EQ(files, 36U + 3U + 3U + 3U);
  }
}

TEST_F(ReleaseSet, IsAnArchiveThatAHospitalCanTakeIn) {
  ASSERT_EQ(build({"--zip", at("set.zip")}).code, 1);
  EXPECT_THAT(verify("set.zip").out, AllOf(HasSubstr("9 documents, 15 files"), Not(HasSubstr("FAULT"))));
  EXPECT_EQ(verify("set.zip").code, 4);
  python("zipfile.ZipFile('set.zip').extractall('unpacked')");
  const fs::path unpacked = at("unpacked/Lysvik-PACS-4.3.0");
  EXPECT_EQ(run("/usr/bin/sha256sum", {"--strict", "-c", "SHA256SUMS"}, {{}, unpacked, {}, false, {}}).code, 0);
  EXPECT_EQ(verify("unpacked/Lysvik-PACS-4.3.0").code, 4);
  const std::string readme = read(unpacked / "README.txt");
  EXPECT_THAT(readme, AllOf(HasSubstr("Lysvik PACS 4.3.0"), HasSubstr("sha256sum -c SHA256SUMS"), HasSubstr("SEC-101"),
                            HasSubstr("DRAFT"), HasSubstr("sbom/lysvik-pacs-4.3.0.cdx.json")));
  // It is not replaced by another without being told to; the same is no other.
  EXPECT_EQ(build({"--zip", at("set.zip")}).code, 1);
  write("set.zip", "notes of somebody");
  const Ran refused = build({"--zip", at("set.zip")});
  EXPECT_EQ(refused.code, 2);
  EXPECT_EQ(read(at("set.zip")), "notes of somebody");
}

TEST_F(ReleaseSet, ABillOfMaterialsThatIsNotThereIsSaid) {
  fs::remove(at("w/sbom/lysvik-pacs-4.3.0.cdx.json"));
  const Ran ran = build({});
  EXPECT_THAT(ran.err, HasSubstr("release.sbom: 'sbom/lysvik-pacs-4.3.0.cdx.json' is no file of the workspace"));
  EXPECT_FALSE(fs::exists(at("set/sbom")));
  // No link leads out of the workspace.
  write("secret", "s3cret");
  fs::create_symlink(at("secret"), at("w/sbom/lysvik-pacs-4.3.0.cdx.json"));
  EXPECT_THAT(build({}, {}, "other").err, HasSubstr("is no file of the workspace"));
  change("w/releases/4.3.0.yaml", "sbom: sbom/lysvik-pacs-4.3.0.cdx.json", "sbom: ../secret");
  EXPECT_THAT(build({}, {}, "third").err, HasSubstr("'../secret' is no file of the workspace"));
}

TEST_F(ReleaseSet, VexGoesWithTheDocuments) {
  write("w/vex/lysvik.json", "{}");
  change("w/releases/4.3.0.yaml", "  sbom: ", "  vex: vex/lysvik.json\n  sbom: ");
  ASSERT_EQ(build({}).code, 1);
  EXPECT_EQ(read(at("set/vex/lysvik.json")), "{}");
  EXPECT_THAT(read(at("set/README.txt")), HasSubstr("vex/lysvik.json"));
}

TEST_F(ReleaseSet, IsReplacedButNothingOfPeople) {
  ASSERT_EQ(build({"--format", "docx,md"}).code, 1);
  write("set/notes.txt", "mine");
  // The same again changes nothing, and needs no word.
  EXPECT_EQ(build({"--format", "docx,md"}).code, 1);
  // The dossier is a draft: it is replaced. All others are approved.
  change("w/releases/4.3.0.yaml", "text: Penetration test found", "text: A penetration test found");
  const Ran drafts = build({"--format", "docx,md"});
  EXPECT_EQ(drafts.code, 1) << drafts.err;
  EXPECT_THAT(read(at("set/dossier.md")), HasSubstr("A penetration test found"));
  change("w/releases/4.3.0.yaml", "default: \"1.2\"", "default: \"1.3\"");
  const Ran approved = build({"--format", "docx,md"});
  EXPECT_EQ(approved.code, 2);
  EXPECT_THAT(approved.err, AllOf(HasSubstr("secure-operation.docx is approved"), HasSubstr("release-notes.md is approved"),
                                  Not(HasSubstr("conformance")), Not(HasSubstr("notes.txt"))));
  EXPECT_THAT(read(at("set/secure-operation.md")), HasSubstr("- **As delivered**: 1.2\n"));
  // What somebody wrote into a draft is named.
  write("set/dossier.md", "signed by me");
  EXPECT_THAT(build({"--format", "docx,md"}).err, HasSubstr("dossier.md was changed since it was built"));
  const Ran forced = build({"--format", "docx,md", "--force"});
  EXPECT_EQ(forced.code, 1) << forced.err;
  EXPECT_THAT(forced.out, HasSubstr("Replaced, though it was changed since it was built: dossier.md"));
  EXPECT_THAT(read(at("set/secure-operation.md")), HasSubstr("- **As delivered**: 1.3\n"));
  EXPECT_EQ(read(at("set/notes.txt")), "mine");
  // A format that is not wanted any more goes with the set.
  const Ran fewer = build({"--format", "docx", "--force"});
  EXPECT_THAT(fewer.out, HasSubstr("No longer in the set: dossier.md"));
  EXPECT_FALSE(fs::exists(at("set/dossier.md")));
  EXPECT_EQ(read(at("set/notes.txt")), "mine");
  EXPECT_THAT(verify("set").out, AllOf(HasSubstr("Remark: notes.txt: is not in the manifest"), Not(HasSubstr("FAULT"))));
}

TEST_F(ReleaseSet, FilesOfOthersAreNeverReplaced) {
  write("set/README.txt", "mine");
  const Ran named = build({"--force"});
  EXPECT_EQ(named.code, 2);
  EXPECT_THAT(named.err, AllOf(HasSubstr("README.txt was not built by this program"), Not(HasSubstr("--force replaces"))));
  EXPECT_FALSE(fs::exists(at("set/manifest.json")));
  write("other/manifest.json", "{\"name\": \"somebody's web app\"}");
  EXPECT_THAT(build({"--force"}, {}, "other").err, HasSubstr("is no manifest of a set"));
  // No link is written through.
  write("victim", "mine");
  fs::create_directory(at("third"));
  fs::create_symlink(at("victim"), at("third/mds2.docx"));
  EXPECT_THAT(build({"--force"}, {}, "third").err, HasSubstr("mds2.docx is a link, folder or device that is not ours"));
  EXPECT_EQ(read(at("victim")), "mine");
  // A folder has one release.
  ASSERT_EQ(build({}, {}, "fourth").code, 1);
  const Ran before = crosswalk({"release", "build", "4.2.0", "--workspace", at("w"), "--out", at("fourth")});
  EXPECT_EQ(before.code, 2);
  EXPECT_THAT(before.err, HasSubstr("the set of Lysvik PACS 4.3.0 lies there"));
}

TEST_F(ReleaseSet, OneDocumentCanBeBuiltAnew) {
  ASSERT_EQ(build({}).code, 1);
  change("w/releases/4.3.0.yaml", "interval: every night", "interval: twice a day");
  EXPECT_EQ(build({"--document", "mds2", "--force"}).code, 0);
  const Json manifest = Json::parse(read(at("set/manifest.json")));
  EXPECT_EQ(manifest["documents"].size(), 9U);
  EXPECT_EQ(verify("set").code, 4);
  // The others are made of what they were made of.
  EXPECT_NE(manifest["documents"][0]["facts"]["backup"]["interval"], manifest["documents"][7]["facts"]["backup"]["interval"]);
  // What was changed is vouched for by nobody.
  change_byte("set/conformance.docx");
  EXPECT_THAT(build({"--document", "mds2", "--force"}).err, HasSubstr("conformance.docx: wrong usage: is not as it was built"));
}

TEST_F(ReleaseSet, OfAManifestThatCannotBeReadNothingIsReplaced) {
  ASSERT_EQ(build({}).code, 1);
  change("set/manifest.json", "\"name\": \"mds2.docx\"", "\"name\": \"../victim\"");
  write("victim", "mine");
  const Ran ran = build({"--format", "md", "--force"});
  EXPECT_EQ(ran.code, 2);
  EXPECT_THAT(ran.err, HasSubstr("leads out of its folder"));
  EXPECT_EQ(read(at("victim")), "mine");
}

TEST_F(ReleaseSet, IsSignedAndVerified) {
  if (!has_gpg()) GTEST_SKIP() << "gpg and gpgv are not installed";
  const Key key = make_key("maker");
  const Key other = make_key("other");
  ASSERT_EQ(build({"--sign", key.fingerprint, "--zip", at("set.zip")}, with_home(key.home)).code, 1);
  for (const char* set : {"set", "set.zip"}) {
    const Ran good = verify(set, {"--key", at(key.file)});
    EXPECT_EQ(good.code, 0) << good.out << good.err;
    EXPECT_THAT(good.out, AllOf(HasSubstr("Signature of manifest.json: good, made by maker <maker@example.org>"),
                                HasSubstr(key.fingerprint), HasSubstr("does not prove that what the documents say is true")));
    // The key in the set proves nothing by itself; with a fingerprint that is known it does.
    const Ran own = verify(set);
    EXPECT_EQ(own.code, 4) << own.out;
    EXPECT_THAT(own.out, HasSubstr("That key proves nothing by itself"));
    EXPECT_EQ(verify(set, {"--fingerprint", key.fingerprint}).code, 0);
    const Ran wrong = verify(set, {"--fingerprint", other.fingerprint});
    EXPECT_EQ(wrong.code, 1);
    EXPECT_THAT(wrong.out, HasSubstr("FAULT: manifest.json.asc: is by another key than you named: " + key.fingerprint));
    const Ran unknown = verify(set, {"--key", at(other.file)});
    EXPECT_EQ(unknown.code, 1);
    EXPECT_THAT(unknown.out, HasSubstr("FAULT: SHA256SUMS.asc: is not shown to be by that key"));
  }
  EXPECT_EQ(verify("set", {"--fingerprint", "12"}).code, 2);
  EXPECT_EQ(verify("nowhere").code, 3);
  EXPECT_EQ(verify("set", {"--key", at("set/README.txt")}).code, 3);
  // What the README says works.
  const fs::path home = at("hospital");
  fs::create_directory(home);
  fs::permissions(home, fs::perms::owner_all);
  homes_.push_back(home);
  Setting there = with_home(home);
  there.folder = at("set");
  EXPECT_EQ(run(gpg, {"--batch", "--import", "public-key.asc"}, there).code, 0);
  EXPECT_EQ(run(gpg, {"--batch", "--verify", "SHA256SUMS.asc", "SHA256SUMS"}, there).code, 0);
  EXPECT_EQ(run(gpg, {"--batch", "--verify", "manifest.json.asc", "manifest.json"}, there).code, 0);
  EXPECT_THAT(read(at("set/README.txt")),
              AllOf(HasSubstr("gpg --verify SHA256SUMS.asc SHA256SUMS"), HasSubstr("that lies in this set proves nothing"),
                    Not(HasSubstr(key.fingerprint))));
  // A signed set is not replaced without being told to; without a key its signatures go.
  change("w/releases/4.3.0.yaml", "text: Penetration test found", "text: A penetration test found");
  EXPECT_THAT(build({}).err, HasSubstr("manifest.json is that of a signed set"));
  EXPECT_EQ(build({"--force"}).code, 1);
  EXPECT_FALSE(fs::exists(at("set/manifest.json.asc")));
  EXPECT_FALSE(fs::exists(at("set/public-key.asc")));
  EXPECT_EQ(verify("set").code, 4);
  EXPECT_EQ(verify("set", {"--key", at(key.file)}).code, 1);
  EXPECT_THAT(verify("set", {"--key", at(key.file)}).out, HasSubstr("FAULT: manifest.json.asc: is missing"));
  // A key that gpg does not have signs nothing, and nothing is written.
  EXPECT_EQ(build({"--sign", std::string(40, 'A')}, with_home(key.home), "unsigned").code, 3);
  EXPECT_FALSE(fs::exists(at("unsigned")));
}

TEST_F(ReleaseSet, KeysThatExpiredOrWereRevokedAreNamed) {
  if (!has_gpg()) GTEST_SKIP() << "gpg and gpgv are not installed";
  ASSERT_EQ(build({}).code, 1);
  const Key expired = make_key("expired", "20200101T000000!", "2020-02-01");
  sign("set", expired, "20200102T000000!");
  const Ran old = verify("set", {"--key", at(expired.file)});
  EXPECT_EQ(old.code, 1);
  EXPECT_THAT(old.out,
              HasSubstr("manifest.json.asc: is no good signature: the key of expired <expired@example.org> has expired"));
  const Key revoked = make_key("revoked");
  sign("set", revoked);
  EXPECT_EQ(verify("set", {"--key", at(revoked.file)}).code, 0);
  std::string certificate = read(revoked.home / "openpgp-revocs.d" / (revoked.fingerprint + ".rev"));
  certificate.erase(certificate.find(":-----BEGIN"), 1);
  write("revocation", certificate);
  call(revoked.home, {"--import", at("revocation").string()});
  write_key(revoked);
  const Ran gone = verify("set", {"--key", at(revoked.file)});
  EXPECT_EQ(gone.code, 1);
  EXPECT_THAT(gone.out, HasSubstr("is no good signature: the key of revoked <revoked@example.org> was revoked"));
}

TEST_F(ReleaseSet, EachKindOfTamperingIsNamed) {
  if (!has_gpg()) GTEST_SKIP() << "gpg and gpgv are not installed";
  const Key key = make_key("maker");
  const Key other = make_key("other");
  ASSERT_EQ(build({"--sign", key.fingerprint}, with_home(key.home)).code, 1);
  struct Tampering {
    const char* what;
    std::function<void()> act;
    std::string told;
  };
  const std::vector<Tampering> all{
      {"a changed byte", [&] { change_byte("t/conformance.docx"); }, "FAULT: conformance.docx: was changed: its SHA-256 is"},
      {"a file removed", [&] { fs::remove(at("t/mds2.docx")); }, "FAULT: mds2.docx: is missing"},
      {"a file renamed", [&] { fs::rename(at("t/mds2.docx"), at("t/MDS2-form.docx")); },
       "FAULT: mds2.docx: is missing; MDS2-form.docx has its bytes: it was renamed"},
      {"a link in its place",
       [&] {
         fs::rename(at("t/mds2.docx"), at("elsewhere.docx"));
         fs::create_symlink(at("elsewhere.docx"), at("t/mds2.docx"));
       },
       "Remark: mds2.docx: is a link or device, no file"},
      {"the manifest edited", [&] { change("t/manifest.json", "\"version\": \"4.3.0\"", "\"version\": \"4.3.1\""); },
       "FAULT: manifest.json.asc: is no good signature: the text was changed after maker"},
      {"the manifest removed", [&] { fs::remove(at("t/manifest.json")); }, "FAULT: manifest.json: is missing"},
      {"the manifest broken", [&] { change("t/manifest.json", "\"role\": \"sbom\"", "\"role\": \"bomb\""); },
       "/role is none of document, sbom, vex"},
      {"the sums edited",
       [&] {
         std::string sums = read(at("t/SHA256SUMS"));
         sums[0] = sums[0] == '0' ? '1' : '0';
         write("t/SHA256SUMS", sums);
       },
       "FAULT: SHA256SUMS: lists another digest of README.html than the manifest"},
      {"the other sums edited", [&] { write("t/SHA512SUMS", ""); }, "FAULT: SHA512SUMS: does not list README.html"},
      {"the signature of something else",
       [&] { fs::copy_file(at("t/SHA256SUMS.asc"), at("t/manifest.json.asc"), fs::copy_options::overwrite_existing); },
       "FAULT: manifest.json.asc: is no good signature: the text was changed after maker"},
      {"the signature of another key", [&] { sign("t", other); },
       "FAULT: manifest.json.asc: is not shown to be by that key: the key that made it"},
      {"no signature in the signature", [&] { write("t/manifest.json.asc", "trust me"); },
       "FAULT: manifest.json.asc: is not shown to be by that key"},
      {"one signature removed", [&] { fs::remove(at("t/SHA256SUMS.asc")); }, "FAULT: SHA256SUMS.asc: is missing"},
      {"both signatures removed",
       [&] {
         fs::remove(at("t/SHA256SUMS.asc"));
         fs::remove(at("t/manifest.json.asc"));
       },
       "FAULT: manifest.json.asc: is missing"},
      {"the key exchanged", [&] { fs::copy_file(at(other.file), at("t/public-key.asc"), fs::copy_options::overwrite_existing); },
       "FAULT: public-key.asc: was changed"},
  };
  for (const Tampering& each : all) {
    copy("t");
    each.act();
    const Ran ran = verify("t", {"--key", at(key.file)});
    EXPECT_EQ(ran.code, 1) << each.what << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr(each.told)) << each.what;
    EXPECT_THAT(ran.out, HasSubstr("This is NOT the set that was built")) << each.what;
    const Json json = Json::parse(verify("t", {"--key", at(key.file), "--format", "json"}).out);
    EXPECT_EQ(json["verdict"], "broken") << each.what;
    EXPECT_FALSE(json["faults"].empty()) << each.what;
  }
  // A file more is no fault: nobody relies on it.
  copy("t");
  write("t/sub/more.txt", "more");
  const Ran more = verify("t", {"--key", at(key.file)});
  EXPECT_EQ(more.code, 0) << more.out;
  EXPECT_THAT(more.out, HasSubstr("Remark: sub/more.txt: is not in the manifest: nothing vouches for it"));
  // Whoever changes all of it and signs it with a key of their own is found out by who knows the key.
  copy("t");
  change_byte("t/mds2.docx");
  fs::remove_all(at("w2"));
  ASSERT_EQ(build({"--sign", other.fingerprint}, with_home(other.home), "forged").code, 1);
  EXPECT_EQ(verify("forged").code, 4);
  EXPECT_EQ(verify("forged", {"--key", at(key.file)}).code, 1);
  EXPECT_EQ(verify("forged", {"--fingerprint", key.fingerprint}).code, 1);
}

TEST_F(ReleaseSet, HostileArchivesAreNamedAndUnpackNothing) {
  ASSERT_EQ(build({"--zip", at("set.zip")}).code, 1);
  python(R"(
def rewritten(to, act=None, more=()):
    with zipfile.ZipFile('set.zip') as old, zipfile.ZipFile(to, 'w', zipfile.ZIP_DEFLATED) as new:
        for info in old.infolist():
            data = old.read(info)
            name = info.filename
            if act: name, data = act(name, data)
            if name: new.writestr(name, data)
        for name, data in more: new.writestr(name, data)
top = 'Lysvik-PACS-4.3.0/'
rewritten('same.zip')
rewritten('changed.zip', lambda n, d: (n, d[:-1] + b'X') if n.endswith('mds2.docx') else (n, d))
rewritten('removed.zip', lambda n, d: (None, d) if n.endswith('mds2.docx') else (n, d))
rewritten('nomanifest.zip', lambda n, d: (None, d) if n.endswith('manifest.json') else (n, d))
rewritten('beside.zip', None, [('autorun.inf', b'x')])
rewritten('out.zip', None, [('../../evil', b'x')])
rewritten('absolute.zip', None, [('/etc/evil', b'x')])
rewritten('windows.zip', None, [(top + 'nul.txt', b'x')])
import warnings; warnings.simplefilter('ignore')
rewritten('twice.zip', None, [(top + 'mds2.docx', b'x')])
rewritten('case.zip', None, [(top + 'MDS2.docx', b'x')])
rewritten('bomb.zip', None, [(top + 'bomb', b'\0' * (300 << 20))])
with zipfile.ZipFile('link.zip', 'w') as new:
    info = zipfile.ZipInfo(top + 'manifest.json'); info.create_system = 3; info.external_attr = 0o120777 << 16
    new.writestr(info, '/etc/passwd')
whole = open('set.zip', 'rb').read()
open('cut.zip', 'wb').write(whole[:len(whole) // 2])
open('empty.zip', 'wb').write(b'')
flipped = bytearray(whole); flipped[200] ^= 255
open('flipped.zip', 'wb').write(flipped)
)");
  EXPECT_EQ(verify("same.zip").code, 4);
  const std::map<std::string, std::string> told{
      {"changed.zip", "FAULT: mds2.docx: was changed"},
      {"removed.zip", "FAULT: mds2.docx: is missing"},
      {"nomanifest.zip", "FAULT: manifest.json: is missing"},
      {"out.zip", "FAULT: ../../evil: the name leads out of its folder"},
      {"absolute.zip", "FAULT: /etc/evil: the name is an absolute path"},
      {"windows.zip", "FAULT: Lysvik-PACS-4.3.0/nul.txt: the name is the name of a device"},
      {"twice.zip", "FAULT: Lysvik-PACS-4.3.0/mds2.docx: two members have this name"},
      {"case.zip", "FAULT: Lysvik-PACS-4.3.0/MDS2.docx: two members have this name"},
      {"bomb.zip", "FAULT: Lysvik-PACS-4.3.0/bomb: the archive unpacks to too much"},
      {"link.zip", "FAULT: Lysvik-PACS-4.3.0/manifest.json: it is a link or device"},
      {"cut.zip", "FAULT: zip archive: it is damaged or cut off"},
      {"empty.zip", "FAULT: zip archive: it is empty"},
  };
  for (const auto& [name, text] : told) {
    const Ran ran = verify(name);
    EXPECT_EQ(ran.code, 1) << name << ran.out << ran.err;
    EXPECT_THAT(ran.out, HasSubstr(text)) << name;
    EXPECT_EQ(Json::parse(verify(name, {"--format", "json"}).out)["verdict"], "broken") << name;
  }
  EXPECT_EQ(verify("flipped.zip").code, 1);
  const Ran beside = verify("beside.zip");
  EXPECT_EQ(beside.code, 4);
  EXPECT_THAT(beside.out, HasSubstr("Remark: autorun.inf: lies beside the folder of the set"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
