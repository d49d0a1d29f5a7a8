// SPDX-License-Identifier: Apache-2.0
// Small documents that are read and judged by all tests in a second, and a large one.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>

#include "artifacts/csaf/validate.h"

namespace crosswalk::artifacts::csaf {
namespace {

/// A document with so many products and vulnerabilities, each of which concerns all products.
std::string document_of(std::size_t products, std::size_t vulnerabilities) {
  std::string ids;
  std::string names;
  for (std::size_t i = 0; i < products; ++i) {
    const std::string id = "P" + std::to_string(i);
    ids += (i == 0 ? "\"" : ", \"") + id + "\"";
    names += std::string(i == 0 ? "" : ", ") + R"({"name": "Gateway", "product_id": ")" + id +
             R"(", "product_identification_helper": {"purl": "pkg:generic/gateway@1"}})";
  }
  std::string items;
  for (std::size_t i = 0; i < vulnerabilities; ++i) {
    items +=
        std::string(i == 0 ? "" : ", ") + R"({"cve": "CVE-2026-)" + std::to_string(10000 + i) +
        R"(", "cwe": {"id": "CWE-319", "name": "Cleartext Transmission of Sensitive Information"}, "notes": [{"category": "summary", "text": "Text."}],
      "product_status": {"known_affected": [)" +
        ids + R"(]}, "remediations": [{"category": "vendor_fix", "details": "Update.", "product_ids": [)" + ids +
        R"(]}], "scores": [{"cvss_v3": {"baseScore": 6.5, "baseSeverity": "MEDIUM", "vectorString": "CVSS:3.1/AV:A/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N", "version": "3.1"},
      "products": [)" +
        ids + "]}]}";
  }
  return R"({"document": {"category": "csaf_security_advisory", "csaf_version": "2.0", "distribution": {"tlp": {"label": "WHITE"}}, "lang": "en",
    "publisher": {"category": "vendor", "name": "Acme", "namespace": "https://acme.example"}, "title": "Advisory",
    "tracking": {"current_release_date": "2026-03-01T10:00:00Z", "id": "ACME-1", "initial_release_date": "2026-03-01T10:00:00Z",
    "revision_history": [{"date": "2026-03-01T10:00:00Z", "number": "1", "summary": "First"}], "status": "final", "version": "1"}},
    "product_tree": {"full_product_names": [)" +
         names + R"(]}, "vulnerabilities": [)" + items + "]}";
}

void read_and_validate(benchmark::State& state, std::size_t products, std::size_t vulnerabilities) {
  const std::string text = document_of(products, vulnerabilities);
  for (auto _ : state) {
    const auto document = json::parse(text);
    const auto report = validate(document->root());
    benchmark::DoNotOptimize(report->is_valid());
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

BENCHMARK_CAPTURE(read_and_validate, small, 3, 2);
BENCHMARK_CAPTURE(read_and_validate, large, 300, 300);

}  // namespace
}  // namespace crosswalk::artifacts::csaf
