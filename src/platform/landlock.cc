// SPDX-License-Identifier: Apache-2.0
#include "platform/landlock.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <utility>

#include "platform/errors.h"

namespace crosswalk::platform::landlock {
namespace {

// The kernel's interface, written out because headers of older systems lack the later parts.
struct RulesetAttributes {
  std::uint64_t handled_access_fs = 0;
  std::uint64_t handled_access_net = 0;  // from version 4
  std::uint64_t scoped = 0;              // from version 6
};
struct __attribute__((packed)) PathBeneathAttributes {
  std::uint64_t allowed_access = 0;
  std::int32_t parent_fd = -1;
};
constexpr unsigned kCreateRulesetVersion = 1U << 0;
constexpr int kRulePathBeneath = 1;

#ifndef SYS_landlock_create_ruleset
constexpr long SYS_landlock_create_ruleset = 444;
constexpr long SYS_landlock_add_rule = 445;
constexpr long SYS_landlock_restrict_self = 446;
#endif

}  // namespace

int version() {
  const long answer = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, kCreateRulesetVersion);
  return answer < 1 ? 0 : static_cast<int>(answer);
}

std::uint64_t all_access(int version) {
  std::uint64_t bits = all_changes(version) | kExecute | kReadFile | kReadFolder;
  if (version >= 5) bits |= 1ULL << 15;  // ioctl of devices
  return bits;
}

std::uint64_t all_changes(int version) {
  std::uint64_t bits = kWriteFile;
  for (int bit = 4; bit <= 12; ++bit) bits |= 1ULL << bit;  // removing and making
  if (version >= 2) bits |= 1ULL << 13;                     // refer
  if (version >= 3) bits |= kTruncate;
  return bits;
}

base::Result<Ruleset> Ruleset::create(int version, std::uint64_t access, bool network) {
  RulesetAttributes attributes;
  attributes.handled_access_fs = access;
  if (!network && version >= 4) attributes.handled_access_net = 3;  // bind and connect over TCP
  if (!network && version >= 6) attributes.scoped = 3;              // abstract sockets and signals of others
  const std::size_t size = version >= 6 ? 24 : (version >= 4 ? 16 : 8);
  UniqueFd fd(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0U)));
  if (!fd.valid()) return sandbox_error("Landlock", errno);
  return Ruleset(std::move(fd));
}

bool Ruleset::allow(int fd, std::uint64_t access) const {
  struct stat info {};
  if (::fstat(fd, &info) != 0) return false;
  // The rest is for folders.
  constexpr std::uint64_t of_file = kExecute | kWriteFile | kReadFile | kTruncate;
  PathBeneathAttributes rule;
  rule.allowed_access = S_ISDIR(info.st_mode) ? access : access & of_file;
  rule.parent_fd = fd;
  return ::syscall(SYS_landlock_add_rule, fd_.get(), kRulePathBeneath, &rule, 0U) == 0;
}

base::Result<void> Ruleset::allow(const std::string& path, std::uint64_t access) const {
  const UniqueFd fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
  if (fd.valid() && !allow(fd.get(), access)) return sandbox_error("Landlock", errno);
  return {};
}

int Ruleset::restrict_self() const {
  if (!fd_.valid()) return 0;
  return ::syscall(SYS_landlock_restrict_self, fd_.get(), 0U) == 0 ? 0 : errno;
}

}  // namespace crosswalk::platform::landlock
