// SPDX-License-Identifier: Apache-2.0
// Files of security formats in a folder: judged by their values, and compared with the other documents.
#include <gmock/gmock.h>

#include <string>
#include <vector>

#include "end_to_end/program.h"

namespace crosswalk::end_to_end {
namespace {

using ::testing::HasSubstr;
using ::testing::UnorderedElementsAre;

constexpr const char* csaf_without_score = R"({
  "document": {
    "category": "csaf_security_advisory", "csaf_version": "2.0", "title": "Crafted images are run as programs", "lang": "en",
    "publisher": {"category": "vendor", "name": "Example Maker", "namespace": "https://example.org"},
    "tracking": {"id": "EX-SA-1", "version": "1", "status": "final", "initial_release_date": "2026-10-01T10:00:00Z",
      "current_release_date": "2026-10-01T10:00:00Z",
      "revision_history": [{"number": "1", "date": "2026-10-01T10:00:00Z", "summary": "First version"}]}
  },
  "product_tree": {"branches": [{"category": "vendor", "name": "Example Maker", "branches": [
    {"category": "product_name", "name": "Example Viewer", "branches": [
      {"category": "product_version_range", "name": "vers:generic/<3.4.2", "product": {"product_id": "A", "name": "Example Viewer before 3.4.2"}},
      {"category": "product_version", "name": "3.4.2", "product": {"product_id": "B", "name": "Example Viewer 3.4.2"}}]}]}]},
  "vulnerabilities": [{
    "cve": "CVE-2026-1001",
    "notes": [{"category": "description", "text": "The viewer takes a crafted image for a program and runs it with the rights of the user."}],
    "product_status": {"known_affected": ["A"], "fixed": ["B"]},
    "remediations": [{"category": "vendor_fix", "details": "Install version 3.4.2.", "product_ids": ["A"]}]
  }]
})";

constexpr const char* bom = R"({
  "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
  "metadata": {"timestamp": "2026-10-01T10:00:00Z",
    "component": {"type": "application", "bom-ref": "viewer", "name": "Example Viewer", "version": "3.4.1"}},
  "components": [
    {"type": "library", "bom-ref": "codec", "name": "codec", "version": "2.1.0", "purl": "pkg:generic/codec@2.1.0",
     "description": "User accounts can be managed by the administrator, and every user gets a password of his own."},
    {"type": "library", "bom-ref": "log", "name": "log"}]
})";

constexpr const char* vex = R"({
  "@context": "https://openvex.dev/ns/v0.2.0", "@id": "https://example.org/vex/1", "author": "Example Maker",
  "timestamp": "2026-10-01T10:00:00Z", "version": 1,
  "statements": [{"vulnerability": {"name": "CVE-2026-2002"}, "status": "affected",
    "action_statement": "Do not open images of unknown origin until version 3.5 is installed.",
    "products": [{"@id": "pkg:generic/example-viewer@3.4.2", "subcomponents": [{"@id": "pkg:generic/codec@2.0.0"}]}]}]
})";

constexpr const char* release_notes =
    "# Release notes Example Viewer 3.4.3\n\n## Security\n\nCVE-2026-1001: crafted images are no longer run as programs "
    "(critical).\n";

class SecurityFiles : public EndToEnd {
 protected:
  Json review(const std::vector<std::string>& clauses) {
    Arguments arguments{at("docs"), "--fail-on", "none", "--allow-undecided"};
    for (const std::string& clause : clauses) arguments.insert(arguments.end(), {"--clause", clause});
    return review_json(arguments);
  }
};

TEST_F(SecurityFiles, AnAdvisoryInCsafIsJudgedByItsValues) {
  write("docs/ex-sa-1.json", csaf_without_score);
  const Json found = review({"4.1.7"});
  for (const char* id : {"4.1.7/vulnerability-description", "4.1.7/affected-versions", "4.1.7/resolution"}) {
    EXPECT_EQ(constraint_of(found, id)["verdict"], "met") << id;
  }
  const Json score = constraint_of(found, "4.1.7/severity-score");
  EXPECT_EQ(score["verdict"], "not_found");
  EXPECT_EQ(score["coverage"]["of"], 1);
  EXPECT_EQ(score["lacking"][0]["text"], "no score for CVE-2026-1001 (0 of 1 have)");
  const Json versions = constraint_of(found, "4.1.7/affected-versions")["evidence"][0];
  EXPECT_EQ(versions["quote"], R"("name": "vers:generic/<3.4.2")");
  EXPECT_EQ(versions["locator"]["pointer"], "/product_tree/branches/0/branches/0/branches/0/name");
  EXPECT_EQ(versions["expression"], "4.1.7/affected-versions#csaf");
  const Json document = found["documents"][0];
  EXPECT_EQ(document["role"], "advisory");
  EXPECT_EQ(document["artifact_kinds"], Json::array({"csaf"}));
  EXPECT_EQ(document["artifact"]["format_version"], "2.0");
  EXPECT_EQ(document["control"]["id"], "EX-SA-1");
}

TEST_F(SecurityFiles, ExplainShowsWhatTheValuesSay) {
  const std::string file = write("docs/ex-sa-1.json", csaf_without_score).string();
  EXPECT_THAT(crosswalk({"explain", "4.1.7/severity-score", file}).out, HasSubstr("no score for CVE-2026-1001 (0 of 1 have)"));
  EXPECT_THAT(crosswalk({"explain", "4.1.7/affected-versions", file}).out, HasSubstr("vers:generic/<3.4.2"));
}

TEST_F(SecurityFiles, OfABillOfMaterialsTheVersionsCountAndNotTheWords) {
  write("docs/bom.json", bom);
  const Json found = review({"5.8.2"});
  const Json sbom = constraint_of(found, "5.8.2/sbom");
  EXPECT_EQ(sbom["verdict"], "partial");
  EXPECT_EQ(sbom["reason"], "incomplete");
  EXPECT_EQ(sbom["lacking"][0]["text"], "no version of log (1 of 2 have)");
  EXPECT_EQ(sbom["evidence"][0]["quote"], R"("name": "codec", "version": "2.1.0")");
  // The description of a component is no account management of the product.
  EXPECT_EQ(constraint_of(found, "5.8.2/account-management")["verdict"], "not_found");
}

TEST_F(SecurityFiles, APlaceInXmlIsThatOfTheValue) {
  write("docs/bom.xml",
        "<?xml version=\"1.0\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.5\" version=\"1\">\n<components>\n"
        "<component type=\"library\">\n<name>codec</name>\n<version>2.1.0</version>\n</component>\n</components>\n</bom>\n");
  const Json evidence = constraint_of(review({"5.8.2"}), "5.8.2/sbom")["evidence"][0];
  EXPECT_EQ(evidence["quote"], "<version>2.1.0</version>");
  EXPECT_EQ(evidence["locator"]["line"], 6);
  EXPECT_EQ(evidence["locator"]["pointer"], "/bom/components/component/version");
}

TEST_F(SecurityFiles, WhatAVexLeavesOpenIsInformationOnResidualRisk) {
  write("docs/vex.json", vex);
  const Json risk = constraint_of(review({"5.8.2"}), "5.8.2/residual-risk");
  EXPECT_EQ(risk["verdict"], "met");
  EXPECT_THAT(risk["evidence"][0]["quote"].get<std::string>(), HasSubstr("Do not open images of unknown origin"));
}

TEST_F(SecurityFiles, DocumentsThatContradictEachOtherAreGapsOfTheirOwnKind) {
  write("docs/ex-sa-1.json", csaf_without_score);
  write("docs/bom.json", bom);
  write("docs/vex.json", vex);
  write("docs/release notes 3.4.3.md", release_notes);
  const Json found = review({"4.1.7", "5.8.2"});
  std::vector<std::string> texts;
  for (const Json& clause : found["clauses"]) {
    for (const Json& gap : clause["gaps"]) {
      if (gap["kind"] != "contradiction") continue;
      texts.push_back(gap["text"]);
      EXPECT_GE(gap["evidence"].size(), 1U);
      EXPECT_FALSE(gap["remedy"].get<std::string>().empty());
    }
  }
  EXPECT_THAT(texts, UnorderedElementsAre(HasSubstr("name it under version 3.4.3"), HasSubstr("has version 2.1.0"),
                                          HasSubstr("is of version 3.4.1 of Example Viewer")));
  // It changes no verdict.
  EXPECT_EQ(constraint_of(found, "4.1.7/resolution")["verdict"], "met");
  write("review.json", found.dump());
  if (can_validate()) {
    const Ran ran = validate(at("review.json"), "review.schema.json");
    EXPECT_EQ(ran.code, 0) << ran.out << ran.err;
  }
}

constexpr const char* suppliers_bom = R"({
  "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
  "metadata": {"timestamp": "2026-10-01T10:00:00Z", "supplier": {"name": "Nordcode AB"},
    "component": {"type": "library", "bom-ref": "codec", "name": "Codec", "version": "2.1.0"}},
  "components": [{"type": "library", "bom-ref": "zlib", "name": "zlib", "version": "1.3.1", "purl": "pkg:generic/zlib@1.3.1"}]
})";

TEST_F(SecurityFiles, ASuppliersBillOfMaterialsIsNotTheMakers) {
  const std::string file = write("docs/Suppliers/Nordcode/codec.cdx.json", suppliers_bom).string();
  write("docs/Release notes.md", release_notes);
  const Json found = review({"5.8.2"});
  EXPECT_EQ(constraint_of(found, "5.8.2/sbom")["verdict"], "not_found");
  const Json document = found["documents"][1];
  EXPECT_EQ(document["owner"], "third_party");
  EXPECT_EQ(document["owner_reason"], "a bill of materials of \"Codec\" that stands in the folder \"Suppliers\"");
  EXPECT_THAT(crosswalk({"explain", "5.8.2/sbom", file, "--format", "json"}).out,
              HasSubstr("it stands in the folder \\\"Suppliers\\\""));
}

TEST_F(SecurityFiles, TheMakersOwnBillOfMaterialsCountsWhereverItLies) {
  write("docs/vendor/release/viewer.cdx.json", bom);
  write("docs/Release notes.md", release_notes);
  EXPECT_NE(constraint_of(review({"5.8.2"}), "5.8.2/sbom")["verdict"], "not_found");
}

TEST_F(SecurityFiles, ASecurityTxtThatHasExpiredIsNotInForce) {
  write("docs/security.txt", "Contact: mailto:security@example.org\nExpires: 2020-01-01T00:00:00Z\n");
  const Json found = review({"9.2"});
  EXPECT_EQ(found["documents"][0]["control"]["in_force"], false);
  EXPECT_THAT(found["documents"][0]["control"]["not_in_force_because"].get<std::string>(), HasSubstr("2020-01-01"));
}

}  // namespace
}  // namespace crosswalk::end_to_end
