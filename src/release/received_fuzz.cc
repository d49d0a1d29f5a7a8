// SPDX-License-Identifier: Apache-2.0
// Archives of any bytes, as 'release verify' reads them: unpacked, told in lines, read again in another process and held against
// the manifest that lies in them. And such lines, as a process would write them that was taken over by what it read.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

#include "release/received.h"

namespace {

namespace release = crosswalk::release;
namespace writing = crosswalk::writing;

void require(bool holds) {
  if (!holds) std::abort();
}

/// What was unpacked is within the limits, and has names that lead nowhere else and differ on every system.
void check_members(const std::vector<writing::ZipMember>& members, const writing::UnzipLimits& limits) {
  std::set<std::string> names;
  std::uint64_t bytes = 0;
  for (const writing::ZipMember& each : members) {
    require(writing::fault_of_member_name(each.name).empty());
    require(names.insert(writing::folded_name(each.name)).second);
    require(each.bytes.size() <= limits.member_bytes);
    bytes += each.bytes.size();
  }
  require(members.size() <= limits.members && bytes <= limits.bytes);
}

/// Nothing of a file is lost between both processes, and each is told of or compared.
void check_received(const std::vector<writing::ZipMember>& members, const release::ReceivedSet& set) {
  // The key is a file of the set, whose text is wanted, too.
  const std::size_t vouchers = set.found.vouchers.size() - set.found.vouchers.count(release::key_name);
  require(set.found.files.size() + vouchers + set.odd.size() == members.size());
  for (const release::ManifestFile& file : set.found.files) {
    bool found = false;
    for (const writing::ZipMember& each : members) {
      const release::ManifestFile is = release::describe(file.name, each.bytes);
      found = found || (each.name.ends_with(file.name) && is.sha512 == file.sha512 && is.size == file.size);
    }
    require(found);
  }
}

void judge(const release::ReceivedSet& set) {
  const std::string* text = set.found.voucher(release::manifest_name);
  std::vector<release::ManifestFault> faults;
  const auto manifest = text == nullptr ? std::nullopt : release::read_manifest(*text, faults);
  if (manifest) static_cast<void>(release::compare_set(*manifest, set.found));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  constexpr writing::UnzipLimits limits{200, 1U << 20U, 4U << 20U};
  if (const auto members = writing::unzip(bytes, limits)) {
    check_members(*members, limits);
    const auto received = release::read_archive_lines(release::lines_of_archive(*members));
    require(received.has_value());
    check_received(*members, *received);
    judge(*received);
  }
  if (const auto received = release::read_archive_lines(bytes)) judge(*received);
  return 0;
}
