// SPDX-License-Identifier: Apache-2.0
// Every kind of file of every suite, with cases that are right and cases whose expectation is wrong: the first have to be counted
// as passed and the second as failed. The data is ours.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>

#include "conformance/suite.h"

namespace crosswalk::conformance {
namespace {

namespace fs = std::filesystem;

/// A folder of a suite that is made for one test.
class Data {
 public:
  explicit Data(const std::string& name) : folder_(fs::path(testing::TempDir()) / ("suite " + name)) { fs::remove_all(folder_); }
  ~Data() { fs::remove_all(folder_); }
  Data(const Data&) = delete;
  Data& operator=(const Data&) = delete;

  void write(const std::string& name, std::string_view text) const {
    fs::create_directories((folder_ / name).parent_path());
    std::ofstream(folder_ / name, std::ios::binary) << text;
  }
  [[nodiscard]] base::Result<Outcome> run(RunSuite suite) const { return suite({folder_.string(), 1, true}); }

 private:
  fs::path folder_;
};

void expect_counts(const base::Result<Outcome>& outcome, std::string_view kind, std::size_t passed, std::size_t failed) {
  ASSERT_TRUE(outcome) << outcome.error().message();
  const auto found = outcome->kinds.find(std::string(kind));
  ASSERT_NE(found, outcome->kinds.end()) << kind;
  EXPECT_EQ(found->second.passed, passed) << kind;
  EXPECT_EQ(found->second.failed, failed) << kind;
}

bool names(const base::Result<Outcome>& outcome, std::string_view text) {
  return outcome && std::any_of(outcome->unknown.begin(), outcome->unknown.end(),
                                [&](const std::string& line) { return line.find(text) != std::string::npos; });
}

constexpr std::string_view kMark = "\xEF\xBB\xBF";

TEST(Layouts, CvssTablesAreReadByTheirColumns) {
  const Data data("cvss");
  data.write("a_cvss20.tsv", std::string(kMark) +
                                 "vector\tbase\tid\r\n"
                                 "AV:N/AC:L/Au:N/C:C/I:C/A:C\t10.0\tright\r\n\r\n"
                                 "AV:N/AC:L/Au:N/C:C/I:C/A:C\t9.9\twrong\r\n"
                                 "AV:N/AC:L/Au:N/C:C/I:C/A:C\r\n");
  data.write("b_cvss40.tsv",
             "macrovector\tscore\tvector\n"
             "\t0.0\tCVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N\n"
             "000100\t0.0\tCVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:N/VI:N/VA:N/SC:N/SI:N/SA:N\n");
  data.write("redhat_invalid.tsv",
             "upstream_test\texpected_error\tvector\tversion\n"
             "t\tMalformed\t\t2.0\n"
             "t\tMalformed\tAV:N/AC:L/Au:N/C:C/I:C/A:C\t2.0\n");
  data.write("redhat_severity.tsv",
             "version\tvector\texpected_severity(base[,temporal,env])\n"
             "3.1\tCVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\tCritical,Critical,Critical\n"
             "3.1\tCVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H\tHigh,Critical,Critical\n");
  data.write("redhat_canonical.tsv",
             "version\tfunction\tinput\texpected\n"
             "2.0\tclean_vector\tAV:N/AC:L/Au:N/C:C/I:C/A:C/E:ND\tAV:N/AC:L/Au:N/C:C/I:C/A:C\n"
             "2.0\tclean_vector\tAV:N/AC:L/Au:N/C:C/I:C/A:C/E:ND\tAV:N/AC:L/Au:N/C:C/I:C/A:C/E:ND\n"
             "2.0\tpretty_vector\tAV:N/AC:L/Au:N/C:C/I:C/A:C\tx\n");
  data.write("redhat_find_in_text.json",
             R"([{"text": "a (AV:N/AC:L/Au:N/C:C/I:C/A:C).", "expected_vectors": ["AV:N/AC:L/Au:N/C:C/I:C/A:C"]},
                 {"text": "a AV:N/AC:L/Au:N/C:C/I:C/A:C", "expected_vectors": []}, {"text": "no list"}, 7])");
  data.write("x_accept_reject.json",
             R"([{"version": "2.0", "vector": "AV:N/AC:L/Au:N/C:C/I:C/A:C", "expected": "accept"},
                 {"version": "2.0", "vector": "AV:N/AC:L/Au:N/C:C/I:C/A:C", "expected": "reject"}])");
  data.write("x_scores.json",
             R"([{"version": "2.0", "vector": "AV:N/AC:L/Au:N/C:C/I:C/A:C", "expected": {"BaseScore": "10"}},
                 {"version": "2.0", "vector": "AV:N/AC:L/Au:N/C:C/I:C/A:C", "expected": {"BaseScore": 9}}])");
  data.write("x_disputed_NOT_COUNTED.json", R"([{"version": "4.0", "vector": "x", "gocvss": "reject", "note": "y"}])");
  data.write("other.tsv", "a\tb\n1\t2\n");
  data.write("other.csv", "a,b\n");
  const auto outcome = data.run(run_cvss);
  expect_counts(outcome, "a_cvss20", 2, 1);
  expect_counts(outcome, "b_cvss40", 1, 1);
  expect_counts(outcome, "redhat_invalid", 1, 1);
  expect_counts(outcome, "redhat_severity", 1, 1);
  expect_counts(outcome, "redhat_canonical", 1, 1);
  expect_counts(outcome, "redhat_find_in_text", 1, 1);
  expect_counts(outcome, "x_accept_reject", 1, 1);
  expect_counts(outcome, "x_scores", 1, 1);
  EXPECT_EQ(outcome->apart.at("x_disputed_NOT_COUNTED").passed, 1U);
  EXPECT_TRUE(names(outcome, "other.tsv"));
  EXPECT_TRUE(names(outcome, "other.csv"));
  EXPECT_TRUE(names(outcome, "pretty_vector"));
  EXPECT_TRUE(names(outcome, "redhat_find_in_text.json 3"));
  EXPECT_TRUE(names(outcome, "redhat_find_in_text.json 4"));
}

/// A CSAF document without faults but that of test 6.2.12 (it names no language), with the id "A-1" and this product group.
std::string advisory(std::string_view tree = "") {
  return R"({"document": {"category": "csaf_base", "csaf_version": "2.0", "publisher": {"category": "vendor", "name": "A",
    "namespace": "https://a.example"}, "title": "T", "tracking": {"current_release_date": "2024-01-01T00:00:00Z", "id": "A-1",
    "initial_release_date": "2024-01-01T00:00:00Z", "revision_history": [{"date": "2024-01-01T00:00:00Z", "number": "1",
    "summary": "S"}], "status": "final", "version": "1"}})" +
         std::string(tree) + "}";
}

constexpr std::string_view kUndefinedProduct =
    R"(, "product_tree": {"product_groups": [{"group_id": "G", "product_ids": ["P-1", "P-2"]}]})";

TEST(Layouts, CsafListsOfAnyValidatorAreReadByWhatTheyHold) {
  const Data data("csaf");
  const auto document = [&](const std::string& folder) {
    data.write(folder + "/a-1.json", advisory());
    data.write(folder + "/bad/a-1.json", advisory(kUndefinedProduct));
    data.write(folder + "/with spaces in it.json", advisory() + "x");
  };
  for (const char* folder : {"bsi_validator_lib", "gocsaf", "oasis_csaf20", "other_validator", "cisa_icsma", "oasis_examples"})
    document(folder);
  for (const std::string folder : {"bsi_validator_lib", "other_validator"}) {
    data.write(folder + "/expected.json", R"([{"file": ")" + folder +
                                              R"(/a-1.json", "scope": "schema + all 6.1 mandatory tests", "expected_valid": true},
                   {"file": ")" + folder + R"(/a-1.json", "scope": "schema + all 6.1 mandatory tests", "expected_valid": false},
                   {"file": "bad/a-1.json", "scope": "schema", "expected_valid": true},
                   {"file": "bad/a-1.json", "scope": "6.1.1", "title": null, "expected_valid": false, "expected_errors": 2},
                   {"file": "bad/a-1.json", "scope": "6.1.1", "expected_valid": true},
                   {"file": "not there.json", "scope": "6.1.1", "expected_valid": false}])");
  }
  data.write(
      "gocsaf/expected.json",
      R"([{"file": "gocsaf/a-1.json", "expected": "accept"}, {"file": "gocsaf/with spaces in it.json", "expected": "reject"},
                 {"file": "gocsaf/a-1.json", "expected": "reject"}, {"file": "gocsaf/a-1.json", "expected": "perhaps"}])");
  data.write("oasis_csaf20/testcases.json", std::string(kMark) + R"({"tests": [
      {"id": "6.1.1", "group": "mandatory", "failures": [{"name": "bad/a-1.json", "valid": false, "json_schema": "valid"}],
       "valid": [{"name": "a-1.json", "valid": true, "json_schema": "invalid"}, {"name": "bad/a-1.json", "valid": true}]},
      {"id": "6.2.12", "group": "optional", "failures": [{"name": "a-1.json", "valid": true}]},
      {"id": "6.3.6", "group": "informative", "failures": [{"name": "a-1.json", "valid": true}]}]})");
  data.write("cisa_icsma/expected.json",
             R"([{"file": "cisa_icsma/a-1.json", "expected_json_schema": "valid", "tracking_id": "A-1", "category": "csaf_base",
                  "title": "T", "vulnerabilities": 0, "cves": []},
                 {"file": "cisa_icsma/a-1.json", "expected_json_schema": "valid", "tracking_id": "A-2", "category": "csaf_base",
                  "title": "T", "vulnerabilities": 0, "cves": []}])");
  data.write("oasis_examples/expected.json",
             R"([{"file": "oasis_examples/a-1.json", "kind": "csaf", "expected": "valid"},
                 {"file": "oasis_examples/a-1.json", "kind": "ROLIE sample", "expected": "parses"}])");
  data.write("published scores.tsv",
             "vector\tpublished_base\tmetric\texpected_verdict\tpublished_severity\r\n"
             "CVSS:3.0/AV:A/AC:H/PR:H/UI:N/S:C/C:H/I:H/A:H\t7.6\tcvss_v3\tconsistent\tHIGH\r\n"
             "CVSS:3.0/AV:A/AC:H/PR:H/UI:N/S:C/C:H/I:H/A:H\t7.5\tcvss_v3\tinconsistent\tHIGH\r\n"
             "CVSS:3.0/AV:A/AC:H/PR:H/UI:N/S:C/C:H/I:H/A:H\t7.5\tcvss_v3\tconsistent\tHIGH\r\n");
  data.write("other.tsv", "a\tb\n");
  data.write("notes/why.txt", "a");
  const auto outcome = data.run(run_csaf);
  expect_counts(outcome, "bsi", 4, 2);
  expect_counts(outcome, "bsi mandatory", 2, 2);
  expect_counts(outcome, "files", 0, 2);
  expect_counts(outcome, "gocsaf", 2, 1);
  expect_counts(outcome, "mandatory", 2, 1);
  expect_counts(outcome, "optional", 1, 0);
  expect_counts(outcome, "facts", 1, 1);
  expect_counts(outcome, "examples", 1, 1);
  expect_counts(outcome, "scores", 2, 1);
  expect_counts(outcome, "schema", 3, 1);
  EXPECT_TRUE(names(outcome, "other.tsv"));
  EXPECT_TRUE(names(outcome, "notes/why.txt"));
  EXPECT_TRUE(names(outcome, "'perhaps'"));
}

TEST(Layouts, CyclonedxCasesAreNamedByListsOrByTheirNames) {
  const Data data("cyclonedx");
  const std::string good = R"({"bomFormat": "CycloneDX", "specVersion": "1.4", "version": 1, "components": []})";
  const std::string bad = R"({"bomFormat": "CycloneDX", "specVersion": "1.4", "version": "1", "components": 7})";
  data.write("1.4/valid-a-1.4.json", good);
  data.write("1.4/invalid-a-1.4.json", bad);
  data.write("1.8/valid b.json", good);
  data.write("other tool/c.json", bad);
  data.write("other tool/d.json", bad);
  data.write("ext/valid-e.protobuf", "x");
  data.write("expected.tsv", std::string(kMark) +
                                 "expected\tfile\r\nvalid\t1.4/valid-a-1.4.json\r\nvalid\t1.4/invalid-a-1.4.json\r\n"
                                 "valid\t1.8/valid b.json\r\n");
  data.write("other tool/expected.tsv",
             "file\tspec_version\texpected\nc.json\t1.4\tinvalid\nd.json\t1.4\tvalid\nc.json\t1.4\tmaybe\n");
  const auto outcome = data.run(run_cyclonedx);
  if (!outcome) GTEST_SKIP() << "the schemas are not part of this build";
  expect_counts(outcome, "1.4 JSON", 2, 2);
  expect_counts(outcome, "1.8 JSON", 1, 0);
  EXPECT_TRUE(names(outcome, "'maybe'"));
  EXPECT_TRUE(names(outcome, ".protobuf"));
}

TEST(Layouts, SpdxListsOfAnyToolAreRead) {
  const Data data("spdx");
  const std::string good =
      "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: d\n"
      "DocumentNamespace: https://a.example/d\nCreator: Organization: A\nCreated: 2024-01-01T00:00:00Z\n"
      "PackageName: p\nSPDXID: SPDXRef-p\nPackageVersion: 1\nPackageSupplier: Organization: A\nPackageDownloadLocation: NONE\n"
      "FilesAnalyzed: false\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-p\n";
  data.write("other tool/a b.spdx", good);
  data.write("other tool/c.spdx", good + "NoSuchTag: 1\n");
  data.write("other tool/expected_validity.json",
             R"([{"file": "other tool/a b.spdx", "expected": "valid", "facts": {"format": "spdx2-tag", "packages": 1}},
                 {"file": "c.spdx", "expected": "valid", "facts": {"packages": 2}},
                 {"file": "c.spdx", "expected": "invalid"}, {"file": "c.spdx", "expected": "odd"}, 3])");
  data.write("other tool/expected_ntia.json",
             R"([{"file": "a b.spdx", "expected": {"ntia_conformant": true, "components_without_versions": []}},
                 {"file": "a b.spdx", "expected": {"ntia_conformant": false}},
                 {"file": "a b.spdx", "expected": {"components_without_versions": ["p"]}},
                 {"file": "a b.spdx", "expected": {"colour": "red"}}])");
  data.write("licence_expressions.tsv", "expected\texpression\r\nvalid\tMIT\r\ninvalid\tMIT\r\ninvalid\tMIT AND\r\n");
  data.write("more.tsv", "a\tb\n");
  const auto outcome = data.run(run_spdx);
  expect_counts(outcome, "validity", 2, 1);
  expect_counts(outcome, "counts", 1, 1);
  expect_counts(outcome, "NTIA", 2, 2);
  expect_counts(outcome, "licence expression", 2, 1);
  EXPECT_TRUE(names(outcome, "'odd'"));
  EXPECT_TRUE(names(outcome, "'colour'"));
  EXPECT_TRUE(names(outcome, "more.tsv"));
}

TEST(Layouts, PackageUrlTestsMayLieInAnyFolder) {
  const Data data("purl");
  const auto test = [](std::string_view rest) {
    return R"({"description": "d", "test_group": "required", "test_type": )" + std::string(rest) + "}";
  };
  data.write("types/a b-test.json",
             R"({"tests": [)" +
                 test(R"("parse", "input": "pkg:npm/a@1", "expected_output": {"type": "npm", "name": "a", "version": "1"})") +
                 "," +
                 test(R"("parse", "input": "pkg:npm/a@1", "expected_output": {"type": "npm", "name": "b", "version": "1"})") +
                 "," + test(R"("build", "input": {"type": "npm", "name": "a"}, "expected_output": "pkg:npm/a")") + "," +
                 test(R"("build", "input": {"type": "npm", "name": "a"}, "expected_failure": true)") + "," +
                 test(R"("roundtrip", "input": "pkg:NPM/a", "expected_output": "pkg:npm/a")") + "," +
                 test(R"("guess", "input": "pkg:npm/a")") + ", 5]}");
  data.write("type-definitions/npm-definition.json", R"({"type": "npm", "examples": ["pkg:npm/a", "pkg:gem/a"]})");
  data.write("odd.txt", "x");
  const auto outcome = data.run(run_purl);
  expect_counts(outcome, "required parse", 1, 1);
  expect_counts(outcome, "required build", 1, 1);
  expect_counts(outcome, "required roundtrip", 1, 0);
  EXPECT_EQ(outcome->apart.at("examples of definitions").passed, 1U);
  EXPECT_EQ(outcome->apart.at("examples of definitions").failed, 1U);
  EXPECT_TRUE(names(outcome, "guess"));
  EXPECT_TRUE(names(outcome, "odd.txt"));
}

TEST(Layouts, OrdersOfVersionsMayHaveAnyLineEnds) {
  const Data data("vers");
  data.write("osv_semantic/debian-versions.txt",
             std::string(kMark) + "1.0 < 1.1\r\n# note\r\n\r\n1.0 > 1.1\r\n1.0~a < 1.0\r\nodd\r\n");
  data.write("osv_semantic/unheard-of-versions.txt", "1 < 2\n");
  data.write("spec/a_test.json",
             R"({"tests": [{"test_group": "required", "test_type": "comparison", "input": {"input_scheme": "deb", "versions":
                 ["2", "1"]}, "expected_output": ["1", "2"]}, {"test_group": "required", "test_type": "equality", "input":
                 {"input_scheme": "deb", "versions": ["2", "1"]}, "expected_output": true}, {"test_group": "required", "test_type":
                 "containment", "input": {"vers": "vers:deb/>=1|<2", "version": "1.5"}, "expected_output": true}]})");
  const auto outcome = data.run(run_vers);
  expect_counts(outcome, "order", 2, 1);
  expect_counts(outcome, "required comparison", 1, 0);
  expect_counts(outcome, "required equality", 0, 1);
  expect_counts(outcome, "required containment", 1, 0);
  EXPECT_TRUE(names(outcome, "unheard-of"));
  EXPECT_TRUE(names(outcome, "line 6"));
}

TEST(Layouts, OrdersOfVersionsMayStandAlone) {
  const Data data("orders");
  data.write("osv_semantic/rocky-linux-versions.txt", "1.0-1 < 1.0-2\n");
  data.write("osv_semantic/Red Hat-versions-generated.txt", "1:1.0 > 2.0\n");
  expect_counts(data.run(run_vers), "order", 2, 0);
}

TEST(Layouts, OpenvexListsOfEveryKind) {
  const Data data("openvex");
  const std::string vex =
      R"({"@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://a.example/1", "author": "A", "timestamp":
          "2024-01-01T00:00:00Z", "version": 1, "statements": [{"vulnerability": {"name": "CVE-2024-1000"}, "products":
          [{"@id": "pkg:npm/a@1"}], "status": "fixed"}]})";
  data.write("x/a b.json", vex);
  data.write("x/log.sarif", R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": [
      {"ruleId": "CVE-2024-1000", "message": {"text": "m"}}, {"ruleId": "CVE-2024-1001", "message": {"text": "m"}}]}]})");
  data.write("x/expected.json",
             R"([{"file": "a b.json", "expected": "accepted", "json_schema": "valid", "statements": 1, "statuses": ["fixed"]},
                 {"file": "a b.json", "expected": "accepted", "statements": 2}, {"file": "none.json", "expected": "rejected"}])");
  data.write("merge/expected.json",
             R"([{"name": "zero", "inputs": [], "expected": "error"}, {"name": "one", "inputs": ["x/a b.json"], "expected": 1},
                 {"name": "wrong", "inputs": ["x/a b.json"], "expected": "error"}, {"name": "odd"}])");
  data.write("vex_over_sarif/expected.json",
             R"([{"vex": "x/a b.json", "statements": 1, "sarif": "x/log.sarif", "runs": 1, "results_in_run0_before": 2,
                  "results_in_run0_after_filter": 1}, {"vex": "x/a b.json", "sarif": "x/log.sarif",
                  "results_in_run0_after_filter": 2}])");
  data.write(
      "statement_rules.json",
      R"({"cases": [{"id": "a", "statement": {"product": "pkg:npm/a@1", "vulnerability": "CVE-2024-1000", "status": "fixed"},
                 "expected": "accept"}, {"id": "b", "statement": {"product": "pkg:npm/a@1", "vulnerability": "CVE-2024-1000",
                 "status": "fixed"}, "expected": "reject"}, {"id": "c", "statement": {}}]})");
  data.write("odd.tsv", "a\n");
  const auto outcome = data.run(run_openvex);
  expect_counts(outcome, "documents", 1, 2);
  expect_counts(outcome, "merges", 2, 1);
  expect_counts(outcome, "filters", 1, 1);
  expect_counts(outcome, "statement rules", 1, 1);
  EXPECT_TRUE(names(outcome, "odd.tsv"));
  EXPECT_TRUE(names(outcome, "statement_rules.json 3"));
}

TEST(Layouts, SecurityTxtCasesOfBothCheckers) {
  const Data data("security_txt");
  data.write("sectxt_cases.json",
             R"({"cases": [{"id": "a", "content": "Expires: {{THIS_YEAR+3}}-01-01T12:00:00Z\n", "expected":
                 {"recommendation": "long_expiry", "error": "no_contact"}}, {"id": "b", "content":
                 "Contact: https://a.example\nExpires: {{TODAY+10D}}T12:00:00Z\n", "expected": {"valid": false}},
                 {"id": "c", "content": "Contact: https://a.example\nExpires: {{TODAY+10D}}T12:00:00Z\n", "expected":
                 {"valid": true, "recommendation": "not_signed"}}, {"id": "d", "content": "{{WHEN}}", "expected": {}},
                 {"id": "e", "content": "a", "expected": {"error": "unheard_of"}}]})");
  data.write("spaze_cases.json",
             R"({"cases": [{"id": "a", "content": "Foo: bar\nExpires: {{NOW-5D}}\n", "expected": {"line": 2, "error": "Expired",
                 "is_expired": true}}, {"id": "b", "content": "Foo: bar\nExpires: {{NOW-5D}}\n", "expected": {"line": 1,
                 "error": "Expired"}}]})");
  data.write("odd.tsv", "a\n");
  const auto outcome = data.run(run_security_txt);
  expect_counts(outcome, "sectxt_cases.json", 3, 1);
  expect_counts(outcome, "spaze_cases.json", 1, 1);
  EXPECT_TRUE(names(outcome, "sectxt_cases.json d"));
  EXPECT_TRUE(names(outcome, "unheard_of"));
  EXPECT_TRUE(names(outcome, "odd.tsv"));
}

TEST(Layouts, SarifListsOfAnyFolder) {
  const Data data("sarif");
  const std::string log = R"({"version": "2.1.0", "runs": [{"tool": {"driver": {"name": "t"}}, "results": []}]})";
  data.write("other/a b.sarif", log);
  data.write("other/old.sarif", R"({"version": "2.0.0", "runs": []})");
  data.write("other/expected.json",
             R"([{"file": "a b.sarif", "json_schema": "valid", "facts": {"version": "2.1.0", "runs": 1, "results": [0],
                  "tools": ["t"]}}, {"file": "other/a b.sarif", "json_schema": "invalid", "facts": {"runs": 2}},
                 {"file": "old.sarif", "json_schema": "invalid"}, {"json_schema": "valid"}])");
  data.write("more/why.txt", "a");
  const auto outcome = data.run(run_sarif);
  expect_counts(outcome, "schema", 2, 1);
  expect_counts(outcome, "counts", 1, 1);
  EXPECT_TRUE(names(outcome, "expected.json 4"));
  EXPECT_TRUE(names(outcome, "more/why.txt"));
}

TEST(Layouts, OsvListsOfEveryKind) {
  const Data data("osv");
  const std::string record =
      R"({"schema_version": "1.6.0", "id": "OSV-2024-1", "modified": "2024-01-01T00:00:00Z", "affected": [{"package":
          {"ecosystem": "npm", "name": "a"}, "ranges": [{"type": "SEMVER", "events": [{"introduced": "0"}, {"fixed": "1.2.0"}]}]}]})";
  data.write("npm/OSV-2024-1.json", record);
  data.write("npm/queries.json",
             R"([{"package": {"ecosystem": "npm", "name": "a", "version": "1.0.0"}, "expected_ids": ["OSV-2024-1"]},
                 {"package": {"ecosystem": "npm", "name": "a", "version": "1.2.0"}, "expected_ids": ["OSV-2024-1"]},
                 {"package": {"ecosystem": "npm", "name": "a", "version": "1.0.0"}, "id": "OSV-2024-1", "expected_affected": true},
                 {"expected_ids": []}])");
  data.write("is_affected_cases.json",
             R"([{"package": {"ecosystem": "npm", "name": "a", "version": "1.0.0"}, "affected": [{"package": {"ecosystem": "npm",
                  "name": "a"}, "versions": ["1.0.0"]}], "expected_affected": true}, {"package": {"ecosystem": "npm", "name": "a",
                  "version": "1.0.0"}, "affected": [], "expected_affected": true}, {"affected": []}])");
  data.write("records/r 1.json", record);
  data.write("records/expected.json",
             R"([{"file": "records/r 1.json", "expected": "accepted", "id": "OSV-2024-1", "affected": 1},
                 {"file": "r 1.json", "expected": "accepted", "affected": 2}, {"file": "none.json", "expected": "rejected"}])");
  data.write("cve5/c.json",
             R"({"dataType": "CVE_RECORD", "dataVersion": "5.0", "cveMetadata": {"cveId": "CVE-2024-1000", "state": "PUBLISHED",
                 "assignerOrgId": "00000000-0000-4000-8000-000000000000"}, "containers": {"cna": {"providerMetadata": {"orgId":
                 "00000000-0000-4000-8000-000000000000"}, "affected": [{"vendor": "v", "product": "p", "versions": [{"version": "1",
                 "status": "affected"}]}], "references": [{"url": "https://a.example"}]}}})");
  data.write(
      "cve5/expected.json",
      R"([{"file": "cve5/c.json", "dataVersion": "5.0", "cveId": "CVE-2024-1000", "affected": [{"vendor": "v", "product": "p",
                  "versions": 1}], "references": 1}, {"file": "cve5/c.json", "cveId": "CVE-2024-1001"}])");
  data.write("odd/why.txt", "x");
  const auto outcome = data.run(run_osv);
  expect_counts(outcome, "ids", 1, 1);
  expect_counts(outcome, "affected by one", 1, 0);
  expect_counts(outcome, "is affected", 1, 1);
  expect_counts(outcome, "record", 1, 2);
  expect_counts(outcome, "CVE record", 1, 1);
  EXPECT_TRUE(names(outcome, "npm/queries.json 4"));
  EXPECT_TRUE(names(outcome, "is_affected_cases.json 3"));
  EXPECT_TRUE(names(outcome, "odd/why.txt"));
}

TEST(Layouts, JsonSchemaTestsByDraft) {
  const Data data("json_schema");
  const std::string group =
      R"([{"description": "d", "schema": {"type": "integer"}, "tests": [{"description": "a", "data": 1, "valid": true},
          {"description": "b", "data": "x", "valid": true}]}])";
  data.write("tests/draft7/a b.json", group);
  data.write(
      "tests/draft2020-12/optional/format/x.json",
      R"([{"description": "d", "schema": {"format": "ipv4"}, "tests": [{"description": "a", "data": "1.2.3", "valid": false}]}])");
  data.write("tests/draft3/a.json", group);
  const auto outcome = data.run(run_json_schema);
  expect_counts(outcome, "required draft7", 1, 1);
  expect_counts(outcome, "optional draft2020-12", 1, 0);
  EXPECT_TRUE(names(outcome, "draft3"));
}

TEST(Layouts, AFolderWithoutCasesIsAnError) {
  const Data data("empty");
  data.write("why.txt", "a");
  for (const RunSuite suite : {run_csaf, run_cvss, run_cyclonedx, run_json_schema, run_openvex, run_osv, run_purl, run_sarif,
                               run_security_txt, run_spdx, run_vers}) {
    EXPECT_FALSE(data.run(suite));
  }
}

}  // namespace
}  // namespace crosswalk::conformance
