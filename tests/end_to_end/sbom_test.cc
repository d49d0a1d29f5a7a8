// SPDX-License-Identifier: Apache-2.0
#include <gmock/gmock.h>

#include <string>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

class Sbom : public EndToEnd {
 protected:
  /// A file about a pump; with `version` of its only part.
  std::string pump(const std::string& name, const std::string& version, const std::string& more = "") {
    write(name, R"({"bomFormat": "CycloneDX", "specVersion": "1.6", "version": 1,
      "serialNumber": "urn:uuid:5e0b8f8e-6b0e-4c5a-9d43-2f7a0c3b9e11",
      "metadata": {"timestamp": "2026-03-01T10:00:00Z", "authors": [{"name": "Jo Example"}], "supplier": {"name": "Pumps Ltd"},
                   "component": {"type": "device", "bom-ref": "pump", "name": "Pump", "version": "2.1"}},
      "components": [{"type": "library", "bom-ref": "lodash", "name": "lodash", "version": ")" +
                    version + R"(", "supplier": {"name": "OpenJS"}, "purl": "pkg:npm/lodash@)" + version + R"("}],
      "dependencies": [{"ref": "pump", "dependsOn": ["lodash"]}])" +
                    more + "}");
    return at(name).string();
  }

  /// A record of OSV on lodash before the version `fixed`.
  static std::string lodash_record(const std::string& id, const std::string& fixed) {
    return R"({"schema_version": "1.7.0", "id": ")" + id + R"(", "modified": "2026-05-01T00:00:00Z",
      "affected": [{"package": {"ecosystem": "npm", "name": "lodash"},
                    "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": ")" +
           fixed + R"("}]}]}]})";
  }

  /// Packs what lies in the folder `from` into the file `to`; false without python3.
  [[nodiscard]] bool zip(const std::string& from, const std::string& to) const {
    fs::create_directories(at(to).parent_path());
    const char* const program =
        "import os, sys, zipfile\n"
        "with zipfile.ZipFile(sys.argv[2], 'w', zipfile.ZIP_DEFLATED) as out:\n"
        "    for folder, _, names in sorted(os.walk(sys.argv[1])):\n"
        "        for name in sorted(names):\n"
        "            path = os.path.join(folder, name)\n"
        "            out.write(path, os.path.relpath(path, sys.argv[1]))\n";
    return run("/usr/bin/python3", {"-c", program, at(from).string(), at(to).string()}).code == 0;
  }
};

TEST_F(Sbom, CodesSayWhetherElementsAreMissing) {
  const std::string file = pump("pump.json", "4.17.20");
  EXPECT_EQ(crosswalk({"sbom", "check", file}).code, 0);
  const Ran fda = crosswalk({"sbom", "check", file, "--requires", "fda"});
  EXPECT_EQ(fda.code, 1);
  EXPECT_THAT(fda.out, HasSubstr("lodash 4.17.20"));
  EXPECT_EQ(crosswalk({"sbom", "check", file, "--requires", "iso"}).code, 2);
  EXPECT_EQ(crosswalk({"sbom", "check", at("nowhere.json").string()}).code, 3);
  const Json json = Json::parse(crosswalk({"sbom", "check", file, "--requires", "fda", "--format", "json"}).out, nullptr, false);
  EXPECT_EQ(json[0]["elements"][7]["without"][1]["pointer"], "/components/0");
}

TEST_F(Sbom, WhatCannotBeReadIsNotValid) {
  write("cut.json", R"({"bomFormat": "CycloneDX", "specVersion": "1.6", "components": [)");
  const Ran cut = crosswalk({"sbom", "validate", at("cut.json").string()});
  EXPECT_EQ(cut.code, 1);
  EXPECT_THAT(cut.out, HasSubstr("line 1"));
  write("new.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/9.0\"/>");
  EXPECT_THAT(crosswalk({"sbom", "validate", at("new.xml").string()}).out, HasSubstr("1.7"));
  EXPECT_EQ(crosswalk({"sbom", "show", at("new.xml").string()}).code, 3);
}

TEST_F(Sbom, OnlyAFileThatWasComparedWithItsSchemaIsCalledValid) {
  // Both kinds of builds are right, with the schemas of CycloneDX and without, as long as they say which they are.
  const std::string json = pump("pump.json", "4.17.20");
  const std::string xml = write("pump.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" version=\"1\"/>").string();
  for (const std::string& file : {json, xml}) {
    const Ran ran = crosswalk({"sbom", "validate", file, "--format", "json"});
    const Json answer = Json::parse(ran.out, nullptr, false)[0];
    const bool bare = answer["findings"].dump().find("cyclonedx/no-schema") != std::string::npos;
    EXPECT_EQ(answer["valid"], bare ? Json() : Json(true)) << ran.out;
    EXPECT_EQ(ran.code, bare ? 3 : 0) << ran.out;
    const std::string shown = crosswalk({"sbom", "validate", file}).out;
    EXPECT_EQ(shown.find("not compared with its schema") != std::string::npos, bare) << shown;
  }
  // What breaks the schema alone is found where there is one, and never called valid.
  write("wrong.xml", "<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" version=\"one\"/>");
  EXPECT_NE(crosswalk({"sbom", "validate", at("wrong.xml").string()}).code, 0);
}

TEST_F(Sbom, ABrokenFileIsNoEmptySuccess) {
  write("cut.spdx.yaml", "SPDXID: SPDXRef-DOCUMENT\ndataLicense: CC0-1.0\ndocumentNamespace: htt");
  write("db/EX-2026-2.json",
        R"({"schema_version": "1.7.0", "id": "EX-2026-2", "modified": "2026-05-01T00:00:00Z", "affected": []})");
  for (const char* command : {"show", "check"}) {
    const Ran cut = crosswalk({"sbom", command, at("cut.spdx.yaml").string()});
    EXPECT_EQ(cut.code, 3);
    EXPECT_THAT(cut.err, HasSubstr("no component, and line 1"));
  }
  EXPECT_EQ(crosswalk({"sbom", "vulns", at("cut.spdx.yaml").string(), "--db", at("db").string()}).code, 3);
  EXPECT_EQ(crosswalk({"sbom", "diff", at("cut.spdx.yaml").string(), at("cut.spdx.yaml").string()}).code, 3);
  // What is read of a file that breaks its format is shown, with a word of that.
  write("odd.spdx",
        "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\n"
        "DocumentNamespace: https://a.example/d\nCreator: Organization: A\nCreated: 2024-01-01T00:00:00Z\n"
        "PackageName: p\nSPDXID: SPDXRef-p\nPackageDownloadLocation: NONE\nnonsense\n");
  const Ran odd = crosswalk({"sbom", "show", at("odd.spdx").string()});
  EXPECT_EQ(odd.code, 0);
  EXPECT_THAT(odd.out, HasSubstr("crosswalk sbom validate names them"));
  EXPECT_THAT(crosswalk({"sbom", "show", "--format", "json", at("odd.spdx").string()}).out, HasSubstr("\"format_errors\": 1"));
}

TEST_F(Sbom, ADatabaseThatIsNotReadIsNoEmptySuccess) {
  const std::string file = pump("pump.json", "4.17.20");
  write("none/x.json", "{");
  const Ran none = crosswalk({"sbom", "vulns", file, "--db", at("none").string()});
  EXPECT_EQ(none.code, 3);
  EXPECT_THAT(none.err, HasSubstr("none of its files is a record"));
  write("some/x.json", "{");
  write("some/EX-2026-2.json",
        R"({"schema_version": "1.7.0", "id": "EX-2026-2", "modified": "2026-05-01T00:00:00Z", "affected": []})");
  const Ran some = crosswalk({"sbom", "vulns", file, "--db", at("some").string()});
  EXPECT_EQ(some.code, 3);
  EXPECT_THAT(some.err, HasSubstr("not read: x.json"));
}

TEST_F(Sbom, DifferencesAndVulnerabilitiesAreFound) {
  const std::string before = pump("before.json", "4.17.20");
  const std::string after = pump("after.json", "4.17.21");
  EXPECT_EQ(crosswalk({"sbom", "diff", before, before}).code, 0);
  const Ran diff = crosswalk({"sbom", "diff", before, after});
  EXPECT_EQ(diff.code, 1);
  EXPECT_THAT(diff.out, HasSubstr("4.17.20 → 4.17.21"));
  write("db/EX-2026-1.json",
        R"({"schema_version": "1.7.0", "id": "EX-2026-1", "modified": "2026-05-01T00:00:00Z", "aliases": ["CVE-2026-0001"],
    "affected": [{"package": {"ecosystem": "npm", "name": "lodash"},
                  "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "4.17.21"}]}]}]})");
  const Ran open = crosswalk({"sbom", "vulns", before, "--db", at("db").string()});
  EXPECT_EQ(open.code, 1);
  EXPECT_THAT(open.out, HasSubstr("EX-2026-1 (CVE-2026-0001)"));
  EXPECT_EQ(crosswalk({"sbom", "vulns", after, "--db", at("db").string()}).code, 0);
  const std::string told =
      pump("told.json", "4.17.20", R"(, "vulnerabilities": [{"id": "CVE-2026-0001", "affects": [{"ref": "lodash"}],
    "analysis": {"state": "not_affected"}}])");
  const Ran settled = crosswalk({"sbom", "vulns", told, "--db", at("db").string()});
  EXPECT_EQ(settled.code, 0);
  EXPECT_THAT(settled.out, HasSubstr("not_affected"));
}

TEST_F(Sbom, ADatabaseIsReadFromItsArchivesAsFromTheirFiles) {
  const std::string file = pump("pump.json", "4.17.20");
  write("files/npm/EX-2026-1.json", lodash_record("EX-2026-1", "4.17.21"));
  write("files/npm/cut.json", R"({"id": "EX-2026-3", "modified")");
  write("files/npm/README.md", "No record.");
  write("files/cves/2026/1xxx/CVE-2026-1001.json",
        R"({"dataType": "CVE_RECORD", "dataVersion": "5.1", "cveMetadata": {"cveId": "CVE-2026-1001", "state": "PUBLISHED",
    "assignerOrgId": "00000000-0000-4000-8000-000000000000"}, "containers": {"cna": {
    "providerMetadata": {"orgId": "00000000-0000-4000-8000-000000000000"}, "descriptions": [{"lang": "en", "value": "It leaks"}],
    "affected": [{"vendor": "OpenJS", "product": "lodash", "packageURL": "pkg:npm/lodash", "defaultStatus": "unaffected",
                  "versions": [{"version": "4.0.0", "status": "affected", "versionType": "semver", "lessThan": "4.17.21"}]}],
    "references": [{"url": "https://example.org/1"}]}}})");
  // As OSV and CVE give them out: one archive per ecosystem, and an archive in an archive.
  fs::create_directory(at("db"));
  if (!zip("files/npm", "db/all.zip")) GTEST_SKIP() << "python3 is not installed";
  ASSERT_TRUE(zip("files/cves", "inner/cves.zip"));
  ASSERT_TRUE(zip("inner", "db/all_CVEs.zip.zip"));
  const Ran unpacked = crosswalk({"sbom", "vulns", file, "--db", at("files").string()});
  const Ran packed = crosswalk({"sbom", "vulns", file, "--db", at("db").string()});
  EXPECT_EQ(packed.code, 1) << packed.err;
  EXPECT_THAT(packed.out, HasSubstr("EX-2026-1"));
  EXPECT_THAT(packed.out, HasSubstr("CVE-2026-1001"));
  EXPECT_EQ(packed.out, unpacked.out);
  EXPECT_THAT(packed.err, HasSubstr("not read: all.zip/cut.json: "));
  const Ran alone = crosswalk({"sbom", "vulns", file, "--db", at("db/all.zip").string()});
  EXPECT_EQ(alone.code, 1);
  EXPECT_THAT(alone.out, Not(HasSubstr("CVE-2026-1001")));
}

TEST_F(Sbom, WhatIsSaidOfADatabaseGoesToAFileToo) {
  const std::string file = pump("pump.json", "4.17.21");
  write("db/EX-2026-1.json", lodash_record("EX-2026-1", "4.17.21"));
  write("db/cut.json", "{");
  const Ran ran = run("/bin/sh", {"-c", R"("$0" sbom vulns "$1" --db "$2" 2>"$3")", crosswalk(), file, at("db").string(),
                                  at("said.txt").string()});
  EXPECT_EQ(ran.code, 3);
  EXPECT_THAT(read(at("said.txt")), HasSubstr("not read: cut.json: "));
}

TEST_F(Sbom, ArchivesThatAreDamagedOrGrowBeyondMeasureAreRefused) {
  const std::string file = pump("pump.json", "4.17.20");
  write("bomb/a.json", "[" + std::string(90 << 20, ' ') + "]");
  fs::create_directory(at("db"));
  if (!zip("bomb", "db/all.zip")) GTEST_SKIP() << "python3 is not installed";
  const Ran bomb = crosswalk({"sbom", "vulns", file, "--db", at("db").string()});
  EXPECT_EQ(bomb.code, 3);
  EXPECT_THAT(bomb.err, HasSubstr("times its size"));
  write("a/1.json", "[]");
  ASSERT_TRUE(zip("a", "b/2.zip"));
  ASSERT_TRUE(zip("b", "c/3.zip"));
  ASSERT_TRUE(zip("c", "deep/4.zip"));
  const Ran deep = crosswalk({"sbom", "vulns", file, "--db", at("deep").string()});
  EXPECT_EQ(deep.code, 3);
  EXPECT_THAT(deep.err, HasSubstr("4.zip/3.zip/2.zip"));
  // Half of an archive is not taken for the whole.
  ASSERT_TRUE(zip("bomb", "cut/whole.zip"));
  const std::string bytes = read(at("cut/whole.zip"));
  fs::remove(at("cut/whole.zip"));
  write("cut/all.zip", bytes.substr(0, bytes.size() / 2));
  const Ran cut = crosswalk({"sbom", "vulns", file, "--db", at("cut").string()});
  EXPECT_EQ(cut.code, 3);
  EXPECT_THAT(cut.err, HasSubstr("all.zip"));
}

TEST_F(Sbom, AVexSettlesWhatItCallsNotAffectedOrFixed) {
  const std::string file = pump("pump.json", "4.17.20");
  write("db/EX-2026-1.json", R"({"schema_version": "1.7.0", "id": "EX-2026-1", "modified": "2026-05-01T00:00:00Z",
    "aliases": ["CVE-2026-0001"], "affected": [{"package": {"ecosystem": "npm", "name": "lodash"},
    "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "4.17.21"}]}]}]})");
  const auto vex = [&](const std::string& name, const std::string& day, const std::string& what) {
    write(name, R"({"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/)" + name +
                    R"(", "author": "Pumps Ltd", "version": 1, "timestamp": ")" + day + R"(T00:00:00Z",
      "statements": [{"vulnerability": {"name": "CVE-2026-0001"}, "products": [{"@id": "pkg:npm/lodash@4.17.20"}], )" +
                    what + "}]}");
    return at(name).string();
  };
  const std::string affected = vex("a.json", "2026-05-02", R"("status": "affected", "action_statement": "Close the port.")");
  const std::string cleared =
      vex("b.json", "2026-05-03", R"("status": "not_affected", "justification": "vulnerable_code_not_present")");
  const std::string database = at("db").string();
  const Ran open = crosswalk({"sbom", "vulns", file, "--db", database, "--vex", affected});
  EXPECT_EQ(open.code, 1);
  EXPECT_THAT(open.out, HasSubstr("VEX: affected: Close the port."));
  // The later statement holds, in whichever order the files are named.
  const Ran settled = crosswalk({"sbom", "vulns", file, "--db", database, "--vex", cleared, "--vex", affected});
  EXPECT_EQ(settled.code, 0) << settled.out << settled.err;
  EXPECT_THAT(settled.out, HasSubstr("not_affected,"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
