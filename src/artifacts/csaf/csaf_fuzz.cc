// SPDX-License-Identifier: Apache-2.0
// Whatever JSON it is: it gets a verdict, every finding leads to a place in it or to one that is missing, and it can be shown.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "artifacts/csaf/advisory.h"
#include "artifacts/csaf/language.h"
#include "artifacts/csaf/tracking.h"
#include "artifacts/csaf/validate.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace csaf = crosswalk::artifacts::csaf;
  namespace json = crosswalk::artifacts::json;
  const std::string text(reinterpret_cast<const char*>(data), size);
  if (const auto version = csaf::read_version(text); version && csaf::compare(*version, *version) != 0) std::abort();
  csaf::read_moment(text);
  csaf::read_language(text);
  const auto document = json::parse(text, {"fuzz", 64, true});
  if (!document) return 0;
  const auto report = csaf::validate(document->root(), {{}, "fuzz.json"});
  if (!report) std::abort();
  for (const csaf::Verdict& verdict : report->verdicts) {
    if ((verdict.outcome == csaf::Outcome::failed) == verdict.findings.empty()) std::abort();
    for (const crosswalk::artifacts::Finding& finding : verdict.findings) {
      if (finding.message.empty() || finding.line == 0) std::abort();
    }
  }
  if (csaf::read_advisory(document->root()).products.size() > size) std::abort();
  return 0;
}
