// SPDX-License-Identifier: Apache-2.0
// Vectors read and scored in a second.
#include <benchmark/benchmark.h>

#include <cstdint>
#include <string>
#include <string_view>

#include "artifacts/cvss/score.h"

namespace crosswalk::artifacts::cvss {
namespace {

void read_and_score(benchmark::State& state, std::string_view text) {
  for (auto _ : state) {
    const auto vector = parse(text);
    benchmark::DoNotOptimize(score(*vector).overall);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()));
}

BENCHMARK_CAPTURE(read_and_score, v2_all, "AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C/CDP:H/TD:H/CR:M/IR:M/AR:H");
BENCHMARK_CAPTURE(read_and_score, v31_base, "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:L/A:N");
BENCHMARK_CAPTURE(read_and_score, v31_all,
                  "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:C/C:H/I:L/A:N/E:P/RL:W/RC:R/CR:H/IR:M/AR:L/MAV:A/MAC:H/MPR:L/MUI:R/MS:C/MC:L/"
                  "MI:H/MA:L");
BENCHMARK_CAPTURE(read_and_score, v40_base, "CVSS:4.0/AV:N/AC:L/AT:P/PR:L/UI:P/VC:L/VI:L/VA:H/SC:N/SI:N/SA:N");
BENCHMARK_CAPTURE(read_and_score, v40_all,
                  "CVSS:4.0/AV:L/AC:L/AT:N/PR:L/UI:P/VC:N/VI:H/VA:H/SC:N/SI:L/SA:L/E:P/CR:H/IR:M/AR:H/MAV:A/MAT:P/MPR:N/MVI:H/"
                  "MVA:N/MSI:H/MSA:N/S:N/V:C/U:Amber");

}  // namespace
}  // namespace crosswalk::artifacts::cvss
