// SPDX-License-Identifier: Apache-2.0
// Bytes as an advisory in CSAF, and as records of OSV and CVE: the cases that are made of them are written, read again, and the
// same.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <vector>

#include "artifacts/json/value.h"
#include "artifacts/osv/vulnerability.h"
#include "intake/advisory.h"

namespace {

using namespace crosswalk;

void check(const intake::Intake& made) {
  const auto again = intake::read_intake(intake::write_intake(made));
  if (!again || again->entries.size() != made.entries.size()) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size > 65'536) return 0;
  const std::string bytes(reinterpret_cast<const char*>(data), size);
  disclosure::Organisation maker;
  maker.products.push_back({"Pump", {{"2.3.0", true, {}}}});
  const intake::Options options{intake::DateOrder::unsaid, {}, &maker, {}, disclosure::SourceKind::researcher, {}};
  if (const auto document = artifacts::json::parse(bytes, {})) check(intake::cases_of_csaf(document->root(), options));
  if (const auto records = artifacts::osv::read_records(bytes, "records.json"))
    check(intake::cases_of_records(*records, intake::Format::osv, options));
  return 0;
}
