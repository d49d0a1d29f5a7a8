// SPDX-License-Identifier: Apache-2.0
// 60,000 components: read and checked, and beside that compared with the schema. Peak memory is that of the whole program: run
// one benchmark at a time (--benchmark_filter) to see its own.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <string>
#include <utility>

#include "artifacts/sbom/check.h"
#include "artifacts/sbom/diff.h"
#include "artifacts/sbom/read.h"

namespace crosswalk::artifacts::sbom {
namespace {

constexpr int kComponents = 60000;

std::string name_of(int i) { return "component-" + std::to_string(i); }
std::string version_of(int i) { return std::to_string(i % 7) + "." + std::to_string(i % 31) + ".0"; }
std::string purl_of(int i) { return "pkg:npm/" + name_of(i) + "@" + version_of(i); }
std::string hash_of(int i) {
  std::string out = std::to_string(i);
  out.resize(64, 'a');
  return out;
}
/// What a component depends on: three later ones.
int other(int i, int k) { return (i * 7 + k * 13 + 1) % kComponents; }

std::string cyclonedx_json() {
  std::string out =
      R"({"bomFormat":"CycloneDX","specVersion":"1.6","serialNumber":"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79","version":1,"metadata":)"
      R"({"timestamp":"2026-03-01T10:00:00Z","authors":[{"name":"A"}],"component":{"type":"device","bom-ref":"p","name":"pump","version":"1"}},"components":[)";
  for (int i = 0; i < kComponents; ++i) {
    out += (i == 0 ? "" : ",\n") + std::string(R"({"type":"library","bom-ref":")") + purl_of(i) +
           R"(","supplier":{"name":"Supplier )" + std::to_string(i % 100) + R"("},"name":")" + name_of(i) + R"(","version":")" +
           version_of(i) + R"(","hashes":[{"alg":"SHA-256","content":")" + hash_of(i) +
           R"("}],"licenses":[{"license":{"id":"MIT"}}],"purl":")" + purl_of(i) +
           R"(","externalReferences":[{"type":"vcs","url":"https://example.org/)" + name_of(i) + R"("}]})";
  }
  out += R"(],"dependencies":[{"ref":"p","dependsOn":[")" + purl_of(0) + "\"]}";
  for (int i = 0; i < kComponents; ++i) {
    out += R"(,{"ref":")" + purl_of(i) + R"(","dependsOn":[)";
    for (int k = 0; k < 3; ++k) out += (k == 0 ? "\"" : ",\"") + purl_of(other(i, k)) + "\"";
    out += "]}";
  }
  return out + "]}";
}

std::string cyclonedx_xml() {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<bom xmlns=\"http://cyclonedx.org/schema/bom/1.6\" "
      "serialNumber=\"urn:uuid:3e671687-395b-41f5-a30f-a58921a69b79\" "
      "version=\"1\"><metadata><timestamp>2026-03-01T10:00:00Z</timestamp>"
      "<authors><author><name>A</name></author></authors><component type=\"device\" "
      "bom-ref=\"p\"><name>pump</name><version>1</version>"
      "</component></metadata>\n<components>\n";
  for (int i = 0; i < kComponents; ++i) {
    out += "<component type=\"library\" bom-ref=\"" + purl_of(i) + "\"><supplier><name>Supplier " + std::to_string(i % 100) +
           "</name></supplier><name>" + name_of(i) + "</name><version>" + version_of(i) +
           "</version><hashes><hash alg=\"SHA-256\">" + hash_of(i) +
           "</hash></hashes><licenses><license><id>MIT</id></license></licenses><purl>" + purl_of(i) +
           "</purl><externalReferences><reference type=\"vcs\"><url>https://example.org/" + name_of(i) +
           "</url></reference></externalReferences></component>\n";
  }
  out += "</components><dependencies><dependency ref=\"p\"><dependency ref=\"" + purl_of(0) + "\"/></dependency>\n";
  for (int i = 0; i < kComponents; ++i) {
    out += "<dependency ref=\"" + purl_of(i) + "\">";
    for (int k = 0; k < 3; ++k) out += "<dependency ref=\"" + purl_of(other(i, k)) + "\"/>";
    out += "</dependency>\n";
  }
  return out + "</dependencies></bom>";
}

std::string spdx_json() {
  std::string out =
      R"({"spdxVersion":"SPDX-2.3","dataLicense":"CC0-1.0","SPDXID":"SPDXRef-DOCUMENT","name":"pump","documentNamespace":"https://example.org/pump",)"
      R"("creationInfo":{"created":"2026-03-01T10:00:00Z","creators":["Organization: A"]},"packages":[)";
  for (int i = 0; i < kComponents; ++i) {
    const std::string number = std::to_string(i);
    out +=
        (i == 0 ? "" : ",\n") + std::string(R"({"SPDXID":"SPDXRef-)") + number + R"(","name":")" + name_of(i) +
        R"(","versionInfo":")" + version_of(i) + R"(","supplier":"Organization: Supplier )" + std::to_string(i % 100) +
        R"(","downloadLocation":"NOASSERTION","filesAnalyzed":false,"licenseConcluded":"MIT","licenseDeclared":"MIT","copyrightText":"NOASSERTION",)"
        R"("checksums":[{"algorithm":"SHA256","checksumValue":")" +
        hash_of(i) + R"("}],"externalRefs":[{"referenceCategory":"PACKAGE-MANAGER","referenceType":"purl","referenceLocator":")" +
        purl_of(i) + R"("}]})";
  }
  out +=
      R"(],"relationships":[{"spdxElementId":"SPDXRef-DOCUMENT","relationshipType":"DESCRIBES","relatedSpdxElement":"SPDXRef-0"})";
  for (int i = 0; i < kComponents; ++i) {
    for (int k = 0; k < 3; ++k) {
      out += R"(,{"spdxElementId":"SPDXRef-)" + std::to_string(i) +
             R"(","relationshipType":"DEPENDS_ON","relatedSpdxElement":"SPDXRef-)" + std::to_string(other(i, k)) + "\"}";
    }
  }
  return out + "]}";
}

std::string spdx_tag_value() {
  std::string out =
      "SPDXVersion: SPDX-2.3\nDataLicense: CC0-1.0\nSPDXID: SPDXRef-DOCUMENT\nDocumentName: pump\nDocumentNamespace: "
      "https://example.org/pump\n"
      "Creator: Organization: A\nCreated: 2026-03-01T10:00:00Z\n";
  for (int i = 0; i < kComponents; ++i) {
    out += "\nPackageName: " + name_of(i) + "\nSPDXID: SPDXRef-" + std::to_string(i) + "\nPackageVersion: " + version_of(i) +
           "\nPackageSupplier: Organization: Supplier " + std::to_string(i % 100) +
           "\nPackageDownloadLocation: NOASSERTION\nFilesAnalyzed: false\nPackageChecksum: SHA256: " + hash_of(i) +
           "\nPackageLicenseConcluded: MIT\nPackageLicenseDeclared: MIT\nPackageCopyrightText: NOASSERTION\nExternalRef: "
           "PACKAGE-MANAGER purl " +
           purl_of(i) + "\n";
  }
  out += "\nRelationship: SPDXRef-DOCUMENT DESCRIBES SPDXRef-0\n";
  for (int i = 0; i < kComponents; ++i) {
    for (int k = 0; k < 3; ++k) {
      out += "Relationship: SPDXRef-" + std::to_string(i) + " DEPENDS_ON SPDXRef-" + std::to_string(other(i, k)) + "\n";
    }
  }
  return out;
}

/// As writers of YAML do that set quotes only where they have to, and as those that always do.
std::string spdx_yaml(bool quotes) {
  const std::string q = quotes ? "\"" : "";
  const std::string must = quotes ? "\"" : "'";
  std::string out = "---\nSPDXID: " + q + "SPDXRef-DOCUMENT" + q + "\nspdxVersion: " + q + "SPDX-2.3" + q +
                    "\ncreationInfo:\n  created: " + must + "2026-03-01T10:00:00Z" + must + "\n  creators:\n  - " + must +
                    "Organization: A" + must + "\nname: " + q + "pump" + q + "\ndataLicense: " + q + "CC0-1.0" + q +
                    "\ndocumentNamespace: " + q + "https://example.org/pump" + q + "\npackages:\n";
  for (int i = 0; i < kComponents; ++i) {
    out += "- SPDXID: " + q + "SPDXRef-" + std::to_string(i) + q + "\n  checksums:\n  - algorithm: " + q + "SHA256" + q +
           "\n    checksumValue: " + must + hash_of(i) + must + "\n  copyrightText: " + q + "NOASSERTION" + q +
           "\n  downloadLocation: " + q + "NOASSERTION" + q + "\n  externalRefs:\n  - referenceCategory: " + q +
           "PACKAGE-MANAGER" + q + "\n    referenceLocator: " + q + purl_of(i) + q + "\n    referenceType: " + q + "purl" + q +
           "\n  filesAnalyzed: false\n  licenseConcluded: " + q + "MIT" + q + "\n  licenseDeclared: " + q + "MIT" + q +
           "\n  name: " + q + name_of(i) + q + "\n  supplier: " + must + "Organization: Supplier " + std::to_string(i % 100) +
           must + "\n  versionInfo: " + q + version_of(i) + q + "\n";
  }
  const auto relation = [&](const std::string& from, const char* type, int to) {
    out += "- spdxElementId: " + q + "SPDXRef-" + from + q + "\n  relatedSpdxElement: " + q + "SPDXRef-" + std::to_string(to) +
           q + "\n  relationshipType: " + q + type + q + "\n";
  };
  out += "relationships:\n";
  relation("DOCUMENT", "DESCRIBES", 0);
  for (int i = 0; i < kComponents; ++i) {
    for (int k = 0; k < 3; ++k) relation(std::to_string(i), "DEPENDS_ON", other(i, k));
  }
  return out;
}

std::string spdx_rdf() {
  const std::string base = "https://example.org/pump#SPDXRef-";
  const auto resource = [](const std::string& key, const std::string& iri) {
    return "        <spdx:" + key + " rdf:resource=\"" + iri + "\"/>\n";
  };
  const std::string terms = "http://spdx.org/rdf/terms#";
  const auto literal = [](const std::string& key, const std::string& text) {
    return "        <spdx:" + key + ">" + text + "</spdx:" + key + ">\n";
  };
  const auto relation = [&](const char* type, int to) {
    return "        <spdx:relationship>\n          <spdx:Relationship>\n    " +
           resource("relationshipType", terms + "relationshipType_" + type) + "    " +
           resource("relatedSpdxElement", base + std::to_string(to)) +
           "          </spdx:Relationship>\n        </spdx:relationship>\n";
  };
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rdf:RDF\n    xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\"\n"
      "    xmlns:spdx=\"http://spdx.org/rdf/terms#\"\n    xmlns:rdfs=\"http://www.w3.org/2000/01/rdf-schema#\">\n"
      "  <spdx:SpdxDocument rdf:about=\"" +
      base + "DOCUMENT\">\n" + literal("specVersion", "SPDX-2.3") + literal("name", "pump") +
      resource("dataLicense", "http://spdx.org/licenses/CC0-1.0") +
      "        <spdx:creationInfo>\n          <spdx:CreationInfo>\n    " + literal("created", "2026-03-01T10:00:00Z") + "    " +
      literal("creator", "Organization: A") + "          </spdx:CreationInfo>\n        </spdx:creationInfo>\n" +
      relation("describes", 0) + "  </spdx:SpdxDocument>\n";
  for (int i = 0; i < kComponents; ++i) {
    out += "  <spdx:Package rdf:about=\"" + base + std::to_string(i) + "\">\n" + literal("name", name_of(i)) +
           literal("versionInfo", version_of(i)) + literal("supplier", "Organization: Supplier " + std::to_string(i % 100)) +
           resource("downloadLocation", terms + "noassertion") +
           "        <spdx:filesAnalyzed rdf:datatype=\"http://www.w3.org/2001/XMLSchema#boolean\"\n"
           "        >false</spdx:filesAnalyzed>\n" +
           resource("licenseConcluded", "http://spdx.org/licenses/MIT") +
           resource("licenseDeclared", "http://spdx.org/licenses/MIT") + resource("copyrightText", terms + "noassertion") +
           "        <spdx:checksum>\n          <spdx:Checksum>\n    " +
           resource("algorithm", terms + "checksumAlgorithm_sha256") + "    " + literal("checksumValue", hash_of(i)) +
           "          </spdx:Checksum>\n        </spdx:checksum>\n"
           "        <spdx:externalRef>\n          <spdx:ExternalRef>\n    " +
           resource("referenceCategory", terms + "referenceCategory_packageManager") + "    " +
           resource("referenceType", "http://spdx.org/rdf/references/purl") + "    " + literal("referenceLocator", purl_of(i)) +
           "          </spdx:ExternalRef>\n        </spdx:externalRef>\n";
    for (int k = 0; k < 3; ++k) out += relation("dependsOn", other(i, k));
    out += "  </spdx:Package>\n";
  }
  return out + "</rdf:RDF>\n";
}

/// SPDX 3: 60,000 packages, what each depends on in one relationship, its licence in two.
std::string spdx3_json() {
  const std::string base = "https://example.org/pump/";
  const std::string made = R"(","creationInfo":"_:made",)";
  std::string out =
      R"({"@context":"https://spdx.org/rdf/3.0.1/spdx-context.jsonld","@graph":[)"
      R"({"type":"CreationInfo","@id":"_:made","specVersion":"3.0.1","created":"2026-03-01T10:00:00Z","createdBy":[")" +
      base + R"(maker"]},{"type":"Organization","spdxId":")" + base + "maker" + made +
      R"("name":"A"},{"type":"SpdxDocument","spdxId":")" + base + "document" + made + R"("name":"pump","rootElement":[")" + base +
      R"(sbom"]},{"type":"software_Sbom","spdxId":")" + base + "sbom" + made + R"("rootElement":[")" + base +
      R"(0"]},{"type":"simplelicensing_LicenseExpression","spdxId":")" + base + "licence" + made +
      R"("simplelicensing_licenseExpression":"MIT"})";
  for (int i = 0; i < kComponents; ++i) {
    const std::string id = base + std::to_string(i);
    out += ",\n" + std::string(R"({"type":"software_Package","spdxId":")") + id + made + R"("name":")" + name_of(i) +
           R"(","software_packageVersion":")" + version_of(i) + R"(","suppliedBy":")" + base +
           R"(maker","software_primaryPurpose":"library","software_packageUrl":")" + purl_of(i) +
           R"(","verifiedUsing":[{"type":"Hash","algorithm":"sha256","hashValue":")" + hash_of(i) + "\"}]}";
    out += R"(,{"type":"Relationship","spdxId":")" + id + "/needs" + made + R"("relationshipType":"dependsOn","from":")" + id +
           R"(","to":[)";
    for (int k = 0; k < 3; ++k) out += (k == 0 ? "\"" : ",\"") + base + std::to_string(other(i, k)) + "\"";
    out += "]}";
    for (const std::string kind : {"Concluded", "Declared"}) {
      out += R"(,{"type":"Relationship","spdxId":")" + id + "/" + kind + made + R"("relationshipType":"has)" + kind +
             R"(License","from":")" + id + R"(","to":[")" + base + R"(licence"]})";
    }
  }
  return out + "]}";
}

/// The most memory that this program had so far.
double peak_megabytes() {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with("VmHWM:")) return std::strtod(line.c_str() + 6, nullptr) / 1024.0;
  }
  return 0;
}

void read_and_check(benchmark::State& state, std::string (*make)(), bool schema) {
  for (auto _ : state) {
    // The text goes into the reader: no copy of it counts as memory.
    state.PauseTiming();
    std::string text = make();
    state.counters["file_mb"] = static_cast<double>(text.size()) / 1048576.0;
    state.ResumeTiming();
    const auto reading = read(std::move(text), {"bench", schema});
    if (!reading) std::abort();
    if (reading->bom.components.size() < kComponents || has_errors(reading->findings)) std::abort();
    if (!check(reading->bom).meets(Baseline::ntia) && reading->bom.format != Format::cyclonedx_json &&
        reading->bom.format != Format::cyclonedx_xml) {
      std::abort();
    }
  }
  state.counters["peak_mb"] = peak_megabytes();
}

void BM_CycloneDxJson(benchmark::State& state) { read_and_check(state, cyclonedx_json, false); }
void BM_CycloneDxJsonWithSchema(benchmark::State& state) { read_and_check(state, cyclonedx_json, true); }
void BM_CycloneDxXml(benchmark::State& state) { read_and_check(state, cyclonedx_xml, false); }
void BM_CycloneDxXmlWithSchema(benchmark::State& state) { read_and_check(state, cyclonedx_xml, true); }
void BM_SpdxJson(benchmark::State& state) { read_and_check(state, spdx_json, true); }
void BM_SpdxTagValue(benchmark::State& state) { read_and_check(state, spdx_tag_value, true); }
void BM_SpdxYaml(benchmark::State& state) {
  read_and_check(
      state, [] { return spdx_yaml(false); }, true);
}
void BM_SpdxYamlInQuotes(benchmark::State& state) {
  read_and_check(
      state, [] { return spdx_yaml(true); }, true);
}
void BM_SpdxRdf(benchmark::State& state) { read_and_check(state, spdx_rdf, true); }
void BM_Spdx3(benchmark::State& state) { read_and_check(state, spdx3_json, true); }
void BM_Diff(benchmark::State& state) {
  const auto before = read(cyclonedx_json(), {"before", false});
  const auto after = read(spdx_json(), {"after", false});
  if (!before || !after) std::abort();
  for (auto _ : state) benchmark::DoNotOptimize(diff(before->bom, after->bom).same);
}

BENCHMARK(BM_CycloneDxJson)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_CycloneDxJsonWithSchema)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_CycloneDxXml)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_CycloneDxXmlWithSchema)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SpdxJson)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SpdxTagValue)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SpdxYaml)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SpdxYamlInQuotes)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_SpdxRdf)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Spdx3)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_Diff)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace crosswalk::artifacts::sbom
