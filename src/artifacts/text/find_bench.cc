// SPDX-License-Identifier: Apache-2.0
// Megabytes a second of the search for artifacts: in ordinary prose, in an advisory full of them, and in texts made to be slow.
#include "artifacts/text/find.h"

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>

namespace crosswalk::artifacts::text {
namespace {

constexpr std::string_view kProse =
    "The manufacturer keeps the procedure in the quality management system and reviews it once a year. Changes are approved by "
    "the head of "
    "development before they take effect. This section describes how the viewer exchanges images with the archive of the "
    "hospital; the user "
    "opens it from the start page and selects the study to be shown. If the service does not answer, check the network cable and "
    "restart it. "
    "Measurements are shown in millimetres, and the calibration is taken from the header of the image. Suppliers are assessed by "
    "the quality "
    "manager with the checklist in the annex. The residual risk of unauthorised access is acceptable if the network is "
    "segmented.\n\n"
    "Training of the staff is repeated and documented. A copy of the record is kept for at least 10 years after the last product "
    "was sold. "
    "Tests that fail are repeated after the cause was found. The interface follows the standard for images in its current "
    "version. It is "
    "planned to publish the policy on the web page. Accounts are managed by the administrator, and unused accounts are removed. "
    "Encryption "
    "of data in transit is enabled by default and shall not be disabled. Figure 7 shows the main window with the list of "
    "patients.\n\n";

constexpr std::string_view kAdvisory =
    "ACME-SA-2026-004, CVE-2026-12345 (CWE-787): Acme Viewer versions 2.3.0 through 2.4.1 and Archive prior to 3.6.6 accept "
    "malformed requests. "
    "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:H, base score 7.5 (high). Published 15 March 2026, updated 2026-03-20. Fixed in "
    "version 2.4.2, "
    "pkg:generic/acme/viewer@2.4.2, see https://www.acme.com/security/ACME-SA-2026-004. We answer within 5 business days; write "
    "to "
    "security@acme.com, PGP 0123 4567 89AB CDEF 0123  4567 89AB CDEF 0123 4567.\n\n";

std::string repeated(std::string_view piece, std::size_t bytes) {
  std::string out;
  while (out.size() < bytes) out += piece;
  return out;
}

void search(benchmark::State& state, std::string_view piece, Kinds kinds) {
  constexpr std::size_t bytes = 4 << 20;
  const std::string text = repeated(piece, bytes);
  std::size_t count = 0;
  for (auto _ : state) scan(text, kinds, [&](Artifact&& artifact) { count += artifact.end - artifact.begin; });
  benchmark::DoNotOptimize(count);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

BENCHMARK_CAPTURE(search, prose, kProse, Kinds::all());
BENCHMARK_CAPTURE(search, prose_ids_only, kProse, Kinds({Kind::cve, Kind::cwe, Kind::ghsa}));
BENCHMARK_CAPTURE(search, advisory, kAdvisory, Kinds::all());
BENCHMARK_CAPTURE(search, hostile_numbers, "1.1 ", Kinds::all());
BENCHMARK_CAPTURE(search, hostile_levels, "high ", Kinds::all());
BENCHMARK_CAPTURE(search, hostile_limits, "within two (", Kinds::all());
BENCHMARK_CAPTURE(search, hostile_metrics, "AV:N/AC:L/", Kinds::all());
BENCHMARK_CAPTURE(search, hostile_words, "up to and 1 ", Kinds::all());
BENCHMARK_CAPTURE(search, hostile_keys, "0x12345678 ", Kinds::all());
BENCHMARK_CAPTURE(search, hostile_addresses, "a@b@", Kinds::all());
BENCHMARK_CAPTURE(search, hostile_urls, "http://-", Kinds::all());

}  // namespace
}  // namespace crosswalk::artifacts::text
