// SPDX-License-Identifier: Apache-2.0
// Whatever the bytes are: records are read, and what affects their packages has a reason.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "artifacts/osv/database.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace osv = crosswalk::artifacts::osv;
  auto records = osv::read_records(std::string(reinterpret_cast<const char*>(data), size), "input");
  if (!records) return 0;
  osv::Database database;
  std::vector<osv::Package> packages;
  for (osv::Record& record : *records) {
    for (const osv::Affected& one : record.vulnerability.affected) {
      for (const osv::Range& range : one.ranges) {
        for (const osv::Event& event : range.events) packages.push_back({one.ecosystem, one.name, event.version});
      }
      for (const osv::CveVersion& version : one.cve_versions) packages.push_back({one.ecosystem, one.name, version.version});
      static_cast<void>(osv::packages_of(one.purl));
    }
    database.add(std::move(record.vulnerability));
  }
  constexpr std::size_t most = 64;
  for (std::size_t i = 0; i < packages.size() && i < most; ++i) {
    for (const osv::Match& match : database.find(packages[i])) {
      if (match.reason.text.empty() || match.vulnerability == nullptr || match.affected == nullptr) std::abort();
    }
  }
  return 0;
}
