// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "artifacts/osv/database.h"
#include "artifacts/osv/match.h"
#include "artifacts/osv/vulnerability.h"

namespace crosswalk::artifacts::osv {
namespace {

Record record(const std::string& json) {
  auto records = read_records(json, "test");
  EXPECT_TRUE(records) << (records ? "" : records.error().message());
  return records ? std::move(records->front()) : Record{};
}

/// The findings of a record as "rule pointer", joined.
std::string wrong(const std::string& json) {
  std::string out;
  for (const Finding& finding : record(json).findings) out += (out.empty() ? "" : "; ") + finding.rule + " " + finding.pointer;
  return out;
}

/// A record of OSV with these affected packages.
std::string with_affected(const std::string& affected, const std::string& id = "OSV-1") {
  return R"({"id":")" + id + R"(","modified":"2026-01-31T10:30:00Z","affected":[)" + affected + "]}";
}

std::string package(const std::string& ecosystem, const std::string& name, const std::string& events,
                    const std::string& type = "ECOSYSTEM") {
  return R"({"package":{"ecosystem":")" + ecosystem + R"(","name":")" + name + R"("},"ranges":[{"type":")" + type +
         R"(","events":[)" + events + "]}]}";
}

std::string reason(const std::string& json, const Package& package) {
  const auto found = affects(record(json).vulnerability, package);
  return found ? found->text : "not affected";
}

TEST(Osv, EvaluatesEventsInTheOrderOfVersions) {
  const std::string json = with_affected(
      package("npm", "viewer", R"({"introduced":"2.0.0"},{"fixed":"1.2.0"},{"introduced":"0"},{"last_affected":"2.1.0"})"));
  EXPECT_EQ(reason(json, {"npm", "viewer", "1.1.9"}), "all versions before 1.2.0");
  EXPECT_EQ(reason(json, {"npm", "viewer", "1.2.0"}), "not affected");
  EXPECT_EQ(reason(json, {"npm", "viewer", "2.1.0"}), "introduced in 2.0.0, last affected 2.1.0");
  EXPECT_EQ(reason(json, {"npm", "viewer", "2.1.1"}), "not affected");
  EXPECT_EQ(reason(json, {"npm", "other", "1.1.9"}), "not affected");
  EXPECT_EQ(reason(json, {"PyPI", "viewer", "1.1.9"}), "not affected");
  EXPECT_EQ(reason(json, {"npm", "viewer", ""}), "the version of the package is not known");
}

TEST(Osv, KnowsReleasesOfDistributionsAndEpochs) {
  const std::string debian = with_affected(package("Debian:12", "imaging", R"({"introduced":"0"},{"fixed":"1:2.0-1~deb12u1"})"));
  EXPECT_NE(reason(debian, {"Debian:12", "imaging", "9.0-1"}), "not affected");
  EXPECT_NE(reason(debian, {"Debian", "imaging", "1:1.9-1"}), "not affected");
  EXPECT_EQ(reason(debian, {"Debian:11", "imaging", "9.0-1"}), "not affected");
  EXPECT_EQ(reason(debian, {"Debian:12", "imaging", "1:2.0-1"}), "not affected");
  const std::string redhat =
      with_affected(package("Red Hat:enterprise_linux:9::baseos", "imaging", R"({"introduced":"0"},{"fixed":"1:2.0-3.el9"})"));
  EXPECT_NE(reason(redhat, {"Red Hat", "imaging", "0:8.0-1.el9"}), "not affected");
  EXPECT_EQ(reason(redhat, {"Red Hat", "imaging", "1:2.0-4.el9"}), "not affected");
}

TEST(Osv, LeavesCommitsOutAndTakesListedVersions) {
  const std::string json = with_affected(
      R"({"package":{"ecosystem":"PyPI","name":"Acme.Viewer"},"versions":["3.0"],"ranges":[{"type":"GIT","repo":"https://example.org/x","events":[{"introduced":"0"}]}]})");
  EXPECT_EQ(wrong(json), "");
  EXPECT_EQ(reason(json, {"PyPI", "acme_viewer", "3.0"}), "version 3.0 is listed");
  EXPECT_EQ(reason(json, {"PyPI", "acme-viewer", "3.1"}), "not affected");
}

TEST(Osv, SaysWhatBreaksTheSchema) {
  EXPECT_EQ(
      wrong(
          R"({"id":"X-1","modified":"yesterday","extra":1,"affected":[{"ranges":[{"type":"SEMVER","events":[{"fixed":"1.0.0"}]}]}]})"),
      "osv/schema/member /extra; osv/schema/id /id; osv/schema/timestamp /modified; osv/schema/event "
      "/affected/0/ranges/0/events; "
      "osv/history /affected/0/ranges/0/events");
  EXPECT_EQ(wrong(with_affected(package("Nowhere", "x", R"({"introduced":"0","fixed":"1"})"))),
            "osv/schema/ecosystem /affected/0/package/ecosystem; osv/schema/event /affected/0/ranges/0/events/0");
  EXPECT_EQ(wrong(with_affected(package("npm", "x", R"({"introduced":"0"},{"fixed":"2.0.0"},{"last_affected":"1.0.0"})"))),
            "osv/schema/event /affected/0/ranges/0/events");
  EXPECT_EQ(wrong(with_affected(package("npm", "x", R"({"introduced":"abc"})", "GIT"))),
            "osv/schema/required /affected/0/ranges/0; osv/schema/commit /affected/0/ranges/0/events/0/introduced");
  EXPECT_EQ(
      wrong(
          R"({"id":"OSV-1","modified":"2026-01-31T10:30:00Z","severity":[{"type":"CVSS_V3","score":"7.5"}],"references":[{"type":"NEWS","url":"x"}]})"),
      "osv/schema/severity /severity/0/score; osv/schema/enum /references/0/type; osv/schema/url /references/0/url");
}

TEST(Osv, RefusesFilesWithoutRecords) {
  EXPECT_FALSE(read_records("{}", "x"));
  EXPECT_FALSE(read_records("[1]", "x"));
  EXPECT_FALSE(read_records("{\"id\": ", "x"));
  EXPECT_TRUE(read_records("{\"vulns\": []}", "x"));
}

constexpr const char* kCve = R"({"dataType":"CVE_RECORD","dataVersion":"5.1",
 "cveMetadata":{"cveId":"CVE-2026-10001","state":"PUBLISHED","assignerOrgId":"00000000-0000-4000-8000-000000000000"},
 "containers":{"cna":{"providerMetadata":{"orgId":"00000000-0000-4000-8000-000000000000"},"title":"Leak","descriptions":[{"lang":"en","value":"It leaks"}],
 "affected":[{"vendor":"Acme","product":"Viewer","packageURL":"pkg:pypi/viewer","defaultStatus":"unaffected","versions":[
  {"version":"1.0","status":"affected","versionType":"python","lessThan":"2.0","changes":[{"at":"1.5.1","status":"unaffected"},{"at":"1.6","status":"affected"}]},
  {"version":"3.0","status":"affected"}]}],
 "problemTypes":[{"descriptions":[{"lang":"en","description":"XSS","cweId":"CWE-79"}]}],"references":[{"url":"https://example.org/1","tags":["patch"]}],
 "metrics":[{"cvssV3_1":{"version":"3.1","vectorString":"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N","baseScore":7.5,"baseSeverity":"HIGH"}}]}}})";

TEST(Cve, IsReadAsTheSameModel) {
  const Record cve = record(kCve);
  EXPECT_TRUE(cve.findings.empty()) << cve.findings.front().message;
  EXPECT_EQ(cve.vulnerability.id, "CVE-2026-10001");
  EXPECT_EQ(cve.vulnerability.summary, "Leak");
  EXPECT_EQ(cve.vulnerability.weaknesses, std::vector<std::string>{"CWE-79"});
  ASSERT_EQ(cve.vulnerability.severity.size(), 1U);
  EXPECT_EQ(cve.vulnerability.severity[0].type, "CVSS_V3");
  const Affected& viewer = cve.vulnerability.affected.at(0);
  const auto first = affects(viewer, "1.4");
  ASSERT_TRUE(first);
  EXPECT_EQ(first->fixed, std::vector<std::string>{"1.5.1"});
  EXPECT_FALSE(affects(viewer, "1.5.1"));
  EXPECT_TRUE(affects(viewer, "1.6"));
  EXPECT_FALSE(affects(viewer, "2.0"));
  EXPECT_TRUE(affects(viewer, "3.0"));
}

TEST(Cve, SaysWhatIsWrong) {
  EXPECT_EQ(
      wrong(
          R"({"dataType":"CVE_RECORD","dataVersion":"4.0","cveMetadata":{"cveId":"CVE-1","state":"OPEN","assignerOrgId":"x"},"containers":{}})"),
      "cve/schema/version /dataVersion; cve/schema/id /cveMetadata/cveId; cve/schema/enum /cveMetadata/state; "
      "cve/schema/uuid /cveMetadata/assignerOrgId; cve/schema/required /containers");
  std::string both = kCve;
  both.replace(both.find(R"("lessThan":"2.0")"), 16, R"("lessThan":"0.2","lessThanOrEqual":"1")");
  EXPECT_EQ(wrong(both),
            "cve/schema/version /containers/cna/affected/0/versions/0; cve/version /containers/cna/affected/0/versions/0");
}

TEST(Database, FindsByPackageAndByPackageUrl) {
  Database database;
  const std::string file =
      "[" +
      with_affected(package("Go", "github.com/acme/viewer", R"({"introduced":"0"},{"fixed":"1.2.0"})", "SEMVER"),
                    "GO-2026-0001") +
      "," + with_affected(package("Alpine:v3.20", "imaging", R"({"introduced":"0"},{"fixed":"1.2.0-r1"})"), "ALPINE-1") + "," +
      with_affected(package("Maven", "org.acme:viewer", R"({"introduced":"1.0"},{"fixed":"1.2"})"), "GHSA-2222-3333-4444") + "]";
  ASSERT_EQ(*database.add_file(file, "all.json"), 3U);
  ASSERT_EQ(*database.add_file(kCve, "cve.json"), 1U);
  EXPECT_EQ(database.size(), 4U);
  const auto ids = [&](std::string_view purl) {
    std::string out;
    const auto found = database.find(purl);
    if (!found) return std::string("error");
    for (const Match& match : *found) out += match.vulnerability->id + " ";
    return out;
  };
  EXPECT_EQ(ids("pkg:golang/github.com/acme/viewer@v1.1.0"), "GO-2026-0001 ");
  EXPECT_EQ(ids("pkg:golang/github.com/acme/viewer@v1.2.0"), "");
  EXPECT_EQ(ids("pkg:apk/alpine/imaging@1.2.0-r0?distro=alpine-3.20.3"), "ALPINE-1 ");
  EXPECT_EQ(ids("pkg:apk/alpine/imaging@1.2.0-r0?distro=alpine-3.19.1"), "");
  EXPECT_EQ(ids("pkg:apk/alpine/libimaging@1.2.0-r0?upstream=imaging"), "ALPINE-1 ");
  EXPECT_EQ(ids("pkg:maven/org.acme/viewer@1.1"), "GHSA-2222-3333-4444 ");
  EXPECT_EQ(ids("pkg:pypi/Viewer@1.4"), "CVE-2026-10001 ");
  EXPECT_EQ(ids("pkg:generic/viewer@1"), "");
  EXPECT_EQ(packages_of("pkg:golang/stdlib@1.25.1?x=a/b")->at(0).name, "stdlib");
  EXPECT_EQ(packages_of("pkg:rpm/redhat/imaging@2.0-1.el9?epoch=1")->at(0).version, "1:2.0-1.el9");
  EXPECT_EQ(ids("viewer"), "error");
}

TEST(Database, KeepsTheLaterRecordAndLeavesWithdrawnOnesOut) {
  Database database;
  const std::string affected = package("npm", "viewer", R"({"introduced":"0"})", "SEMVER");
  database.add(record(with_affected(affected)).vulnerability);
  EXPECT_EQ(database.find(Package{"npm", "viewer", "1.0.0"}).size(), 1U);
  std::string withdrawn = with_affected(affected);
  withdrawn.replace(withdrawn.find("2026-01-31"), 10, "2026-02-28");
  withdrawn.insert(1, R"("withdrawn":"2026-02-28T00:00:00Z",)");
  database.add(record(withdrawn).vulnerability);
  database.add(record(with_affected(affected)).vulnerability);
  EXPECT_TRUE(database.find(Package{"npm", "viewer", "1.0.0"}).empty());
  EXPECT_EQ(database.size(), 1U);
}

TEST(Database, KeepsOnlyWhatIsAskedForAndStillKnowsWhichRecordIsLater) {
  const auto of = [](const std::string& ecosystem, const std::string& name, const std::string& day) {
    std::string out = with_affected(package(ecosystem, name, R"({"introduced":"0"})", "ECOSYSTEM"));
    out.replace(out.find("2026-01-31"), 10, day);
    return record(out).vulnerability;
  };
  Database database;
  database.keep_only({{"PyPI", "Image_Viewer", "1.0"}});
  const auto found = [&] { return database.find(Package{"PyPI", "image-viewer", "1.0"}).size(); };
  database.add(of("PyPI", "other", "2026-02-02"));
  EXPECT_EQ(database.size(), 1U);
  EXPECT_EQ(found(), 0U);
  // The same id: what is older counts for nothing, what is later does.
  database.add(of("PyPI", "image.viewer", "2026-02-01"));
  EXPECT_EQ(found(), 0U);
  database.add(of("PyPI", "image.viewer", "2026-02-03"));
  EXPECT_EQ(found(), 1U);
  database.add(of("npm", "image-viewer", "2026-02-04"));
  EXPECT_EQ(found(), 0U);
  EXPECT_EQ(database.size(), 1U);
}

}  // namespace
}  // namespace crosswalk::artifacts::osv
