// SPDX-License-Identifier: Apache-2.0
// release init: the facts of a release from what exists already.
#include <gmock/gmock.h>

#include <filesystem>
#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

namespace fs = std::filesystem;
using ::testing::HasSubstr;
using ::testing::Not;
using ::testing::StartsWith;

class ReleaseInit : public EndToEnd {
 protected:
  void SetUp() override {
    EndToEnd::SetUp();
    fs::copy(sources() / "examples/release/workspace", at("w"), fs::copy_options::recursive);
    full_ = read(at("w/releases/4.3.0.yaml"));
    fs::remove(at("w/releases/4.3.0.yaml"));
  }
  [[nodiscard]] Arguments arguments(Arguments more) const {
    Arguments out{"release", "init", "4.3.0", "--workspace", at("w").string()};
    out.insert(out.end(), more.begin(), more.end());
    return out;
  }
  [[nodiscard]] Ran init(Arguments more = {}) const { return crosswalk(arguments(std::move(more))); }
  [[nodiscard]] Json init_json(Arguments more) const {
    more.insert(more.end(), {"--format", "json"});
    const Ran ran = init(std::move(more));
    EXPECT_THAT(ran.out, StartsWith("{")) << ran.err;
    return Json::parse(ran.out);
  }
  [[nodiscard]] std::string release() const { return read(at("w/releases/4.3.0.yaml")); }
  /// Whether the release can be read; it may lack what it wants.
  [[nodiscard]] Ran check() const { return crosswalk({"release", "check", "4.3.0", "--workspace", at("w").string()}); }

  std::string full_;
};

TEST_F(ReleaseInit, WritesAFileToFillInWithASchemaForEditors) {
  const Ran dry = init({"--dry-run"});
  EXPECT_EQ(dry.code, 0) << dry.err;
  EXPECT_FALSE(fs::exists(at("w/releases/4.3.0.yaml")));
  const Ran ran = init();
  EXPECT_EQ(ran.code, 0) << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Nobody says anything yet of: documents, environment"));
  EXPECT_THAT(release(), StartsWith("# yaml-language-server: $schema=release.schema.json\n"));
  EXPECT_THAT(release(), HasSubstr("  released: {value: 2026-10-12, origin: crosswalk.yaml}\n"));
  // What crosswalk.yaml says is not written by hand; the version, which the person said, is.
  EXPECT_THAT(release(), HasSubstr("  product: {value: Lysvik PACS, origin: crosswalk.yaml}\n  version: \"4.3.0\"\n"));
  EXPECT_THAT(ran.out, HasSubstr("written by hand: 1 (release)\n  crosswalk.yaml: 3 (release)\n"));
  EXPECT_THAT(ran.out, HasSubstr("from crosswalk.yaml (workspace): 3 facts\n"));
  EXPECT_THAT(release(), HasSubstr("\nroles:\n  # - id:  # id\n"));
  EXPECT_EQ(read(at("w/releases/release.schema.json")), crosswalk({"release", "schema"}).out);
  EXPECT_EQ(check().code, 1) << check().err;
  // Nothing is new the second time, and the file stays.
  const std::string before = release();
  EXPECT_THAT(init({"--yes"}).out, HasSubstr("The file stays as it is."));
  EXPECT_EQ(release(), before);
}

TEST_F(ReleaseInit, TakesFactsOfAllSourcesWithTheirOrigins) {
  write("w/sbom.cdx.json",
        R"({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1, "components": [{"type": "library", "name": "zlib",
"version": "1.3.1", "purl": "pkg:generic/zlib@1.3.1", "properties": [{"name": "support-level", "value": "actively maintained"}]}]})");
  write("w/deploy/compose.yaml",
        "services:\n  web:\n    image: nginx:1.25\n    ports: [\"8443:443\"]\n    environment:\n      ADMIN_PASSWORD: hunter2\n");
  write("w/risks.csv", "Risk ID,Threat,Controls,As of\nR-20,Somebody listens,TLS;VPN,2026-10-01\n");
  const Ran ran = init({"--from", at("w/sbom.cdx.json"), "--from", at("w/deploy/compose.yaml"), "--from", at("w/risks.csv")});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("from sbom.cdx.json (bill of materials): 5 facts"));
  const std::string text = release();
  EXPECT_THAT(text, HasSubstr("name: {value: zlib, origin: \"sbom.cdx.json, line 1\"}"));
  EXPECT_THAT(text, HasSubstr("level: {value: actively_maintained, origin: \"sbom.cdx.json, line 1\"}"));
  EXPECT_THAT(text, HasSubstr("port: {value: 8443, origin: \"deploy/compose.yaml, line 4\"}"));
  EXPECT_THAT(text, HasSubstr("controls: {value: [TLS, VPN], origin: \"risks.csv, cell C2\"}"));
  EXPECT_THAT(text + ran.out + ran.err, Not(HasSubstr("hunter2")));
  // No path of this machine stands in the file.
  EXPECT_THAT(text, Not(HasSubstr(folder_.string())));
  EXPECT_EQ(check().code, 1) << check().err;
}

TEST_F(ReleaseInit, CarriesOverWhatStays) {
  const Json json = init_json({"--previous", "4.2.0"});
  EXPECT_TRUE(json["written"]);
  EXPECT_THAT(json.dump(), HasSubstr("it was decided and approved for the version before: tailoring"));
  EXPECT_GT(json["origins"]["releases/4.2.0.yaml"], 300);
  const std::string text = release();
  EXPECT_THAT(text, HasSubstr("previous: \"4.2.0\"\n"));
  EXPECT_THAT(text, HasSubstr("port: {value: 11112, origin: \"releases/4.2.0.yaml, line "));
  EXPECT_THAT(text, Not(HasSubstr("approved_by: {")));
  EXPECT_THAT(text, Not(HasSubstr("completion: {")));
  EXPECT_EQ(check().code, 1) << check().err;
  EXPECT_EQ(init({"--previous", "1.0"}).code, 3);
}

TEST_F(ReleaseInit, AFileThatIsThereKeepsEveryByteAndIsChangedOnlyWhenAsked) {
  write("w/releases/4.3.0.yaml", full_);
  write("w/soup.csv", "SOUP,Version,Manufacturer\nPostgreSQL,16,PGDG\nzlib,1.3.1,Adler\n");
  const Ran shown = init({"--from", at("w/soup.csv")});
  EXPECT_EQ(shown.code, 1);
  EXPECT_THAT(shown.out, HasSubstr("this is what --yes would add"));
  EXPECT_THAT(shown.out, HasSubstr("items 'postgresql', version: '15'"));
  EXPECT_EQ(release(), full_);
  EXPECT_EQ(init({"--from", at("w/soup.csv"), "--yes"}).code, 1);
  EXPECT_EQ(read(at("w/releases/4.3.0.yaml~")), full_);
  // What is new stands in one place, all else is as it was.
  const std::string text = release();
  const std::size_t at = text.find("  - id: {value: zlib, origin: \"soup.csv, cell A3\"}\n");
  ASSERT_NE(at, std::string::npos);
  EXPECT_EQ(text.substr(0, at), full_.substr(0, at));
  EXPECT_EQ(text.substr(at + text.size() - full_.size()), full_.substr(at));
  EXPECT_THAT(text, Not(HasSubstr("PGDG")));
}

TEST_F(ReleaseInit, NothingIsTakenInWrong) {
  write("w/accounts.csv", "Account,Type,Shared\nroot,OS,perhaps\n");
  const Ran ran = init({"--from", at("w/accounts.csv")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("error: accounts.csv, cell C2: 'shared': 'perhaps' is neither yes nor no"));
  EXPECT_FALSE(fs::exists(at("w/releases/4.3.0.yaml")));
  EXPECT_EQ(init({"--from", at("w/accounts.csv"), "--skip-bad"}).code, 1);
  EXPECT_THAT(release(), HasSubstr("kind: {value: operating_system, origin: \"accounts.csv, cell B2\"}"));
  EXPECT_THAT(release(), Not(HasSubstr("perhaps")));
}

TEST_F(ReleaseInit, SourcesThatDisagreeStandBesideEachOther) {
  write("w/a.csv", "Interface,Port,Transport,Encryption\nWeb,443,TCP,TLS 1.3\n");
  write("w/b.csv", "Interface,Port,Transport,Encryption\nPortal,443,TCP,TLS 1.2\n");
  const Ran ran = init({"--from", at("w/a.csv"), "--from", at("w/b.csv")});
  EXPECT_EQ(ran.code, 1);
  EXPECT_THAT(ran.out, HasSubstr("encryption: 'TLS 1.3' (a.csv, cell D2), and"));
  EXPECT_THAT(release(), HasSubstr("encryption: {value: TLS 1.3, origin: \"a.csv, cell D2\"}\n"
                                   "    # otherwise in b.csv, cell D2: TLS 1.2\n"));
}

TEST_F(ReleaseInit, ColumnsAreSaidAndRefusedByName) {
  write("w/t.csv", "Was,Schutz,Nr\nMitlesen,TLS,R-1\n");
  const Ran ran = init({"--from", at("w/t.csv"), "--column", "risks.description=Was", "--column", "risks.controls=Schutz"});
  EXPECT_EQ(ran.code, 0) << ran.out;
  EXPECT_THAT(release(), HasSubstr("description: {value: Mitlesen, origin: \"t.csv, cell A2\"}"));
  EXPECT_THAT(release(), HasSubstr("id: {value: R-1, origin: \"t.csv, cell C2\"}"));
  EXPECT_EQ(init({"--column", "risks.nothing=Was"}).code, 2);
  EXPECT_EQ(init({"--column", "Was"}).code, 2);
}

TEST_F(ReleaseInit, SheetsOfAWorkbookAreTakenEachForItself) {
  const Setting setting{.input = R"({"sheets": [
    {"name": "Cover", "rows": [["Risk register of Lysvik PACS"], ["Owner", "A. B."]]},
    {"name": "Risks", "rows": [["Risk ID", "Threat", "Mitigations", "Status"], ["R-30", "A flood of connections", "a limit", "open"],
                               ["R-31", "Gone", "removed", "closed"]]},
    {"name": "SOUP", "rows": [["Name", "Version", "Manufacturer", "End of support"], ["zlib", "1.3.1", "Adler", "2028-06-30"]]}]})",
                        .folder = {},
                        .environment = {},
                        .output_file = {}};
  if (run("/usr/bin/python3", {(sources() / "tests/end_to_end/workbook.py").string(), at("w/register.xlsx").string()}, setting)
          .code != 0)
    GTEST_SKIP() << "python3 is not installed";
  const Ran ran = init({"--from", at("w/register.xlsx")});
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(release(),
              HasSubstr("description: {value: A flood of connections, origin: \"register.xlsx, sheet Risks, cell B2\"}"));
  EXPECT_THAT(release(), HasSubstr("supported_until: {value: 2028-06-30, origin: \"register.xlsx, sheet SOUP, cell D2\"}"));
  EXPECT_THAT(release(), Not(HasSubstr("R-31")));
  EXPECT_THAT(ran.out, HasSubstr("sheet Risks, cell D3: the row is left out"));
}

TEST_F(ReleaseInit, AReviewGivesQuotesWithTheirPlaces) {
  write("docs/guide.md",
        "# Security operation guide\n\nDocument: SEC-9, version 3, effective 2026-03-01, approved by J. Doe\n\n"
        "## Decommissioning\n\nDisks that cannot be erased are to be shredded before they leave the hospital.\n");
  const Ran reviewed = crosswalk({"review", at("docs").string(), "--format", "json", "--out", at("review.json").string(),
                                  "--fail-on", "none", "--allow-undecided", "--as-of", "2026-11-01"});
  ASSERT_TRUE(fs::exists(at("review.json"))) << reviewed.err;
  const Json json = init_json({"--from", at("review.json")});
  EXPECT_EQ(json["sources"][2]["kind"], "review");
  EXPECT_THAT(release(), HasSubstr("Disks that cannot be erased are to be shredded before they leave the hospital."));
  EXPECT_THAT(release(), HasSubstr("guide.md, "));
  EXPECT_EQ(check().code, 1) << check().err;
}

TEST_F(ReleaseInit, TellsWhatItCannotUse) {
  write("w/notes.txt", "hello");
  EXPECT_EQ(init({"--from", at("w/notes.txt")}).code, 2);
  EXPECT_EQ(init({"--from", at("w/none.csv")}).code, 3);
  EXPECT_EQ(crosswalk({"release", "init", "../x", "--workspace", at("w").string()}).code, 2);
  const Ran unknown = crosswalk({"release", "init", "5.0.0", "--workspace", at("w").string()});
  EXPECT_EQ(unknown.code, 0);
  EXPECT_THAT(unknown.out, HasSubstr("has no version '5.0.0'"));
  write("w/releases/4.3.0.yaml", "release: {product: Lysvik PACS, versoin: 1}\n");
  EXPECT_EQ(init({"--yes"}).code, 2);
}

TEST_F(ReleaseInit, AsksAtATerminalAlone) {
  const Ran nobody = init({"--ask"});
  EXPECT_EQ(nobody.code, 2);
  EXPECT_THAT(nobody.err, HasSubstr("there is nobody to ask"));
  EXPECT_FALSE(fs::exists(at("w/releases/4.3.0.yaml")));
  Arguments asked{(sources() / "tests/end_to_end/terminal.py").string(),
                  R"([["  build (", "77"], ["  retention (", "a year"], ["  policy (", "q"]])", crosswalk()};
  for (const std::string& each : arguments({"--ask"})) asked.push_back(each);
  const Ran ran = run("/usr/bin/python3", asked);
  EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  EXPECT_THAT(ran.out, HasSubstr("Logging: what is written down"));
  EXPECT_THAT(ran.out, Not(HasSubstr("Software items: maintained")));
  EXPECT_THAT(release(), HasSubstr("  build: \"77\"\n"));
  EXPECT_THAT(release(), HasSubstr("  retention: a year\n"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
