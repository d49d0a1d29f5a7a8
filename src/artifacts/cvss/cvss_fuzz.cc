// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: a vector that is read is read again from its canonical form, and its scores lie between 0 and 10.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "artifacts/cvss/score.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace cvss = crosswalk::artifacts::cvss;
  const auto vector = cvss::parse(std::string_view(reinterpret_cast<const char*>(data), size));
  if (!vector) {
    if (vector.error().subject.empty() || vector.error().detail.empty()) std::abort();
    return 0;
  }
  const cvss::Scores scores = cvss::score(*vector);
  for (const int tenths : {scores.base, scores.temporal, scores.environmental, scores.overall}) {
    if (tenths < 0 || tenths > 100) std::abort();
  }
  const auto again = cvss::parse(vector->canonical());
  if (!again || again->canonical() != vector->canonical() || !(cvss::score(*again) == scores)) std::abort();
  return 0;
}
