// SPDX-License-Identifier: Apache-2.0
#include "platform/confinement.h"

#include <fcntl.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <seccomp.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <type_traits>
#include <utility>

#include "platform/errors.h"
#include "platform/sandbox.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {
namespace {

// The kernel's interface, written out because headers of older systems lack the later parts. Source: linux/landlock.h.
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
constexpr std::uint64_t kWriteFile = 1ULL << 1;

#ifndef SYS_landlock_create_ruleset
constexpr long SYS_landlock_create_ruleset = 444;
constexpr long SYS_landlock_add_rule = 445;
constexpr long SYS_landlock_restrict_self = 446;
#endif

base::Error unavailable(const std::string& what, int error_number) {
  return {base::ErrorCode::sandbox_unavailable, what, system_text(error_number)};
}

/// All kinds of changing files that this version of Landlock can deny; reading and executing are not among them.
std::uint64_t all_changes(int version) {
  std::uint64_t bits = kWriteFile;
  for (int bit = 4; bit <= 12; ++bit) bits |= 1ULL << bit;  // removing and making
  if (version >= 2) bits |= 1ULL << 13;                     // refer
  if (version >= 3) bits |= 1ULL << 14;                     // truncate
  return bits;
}

/// A ruleset that denies changes outside of what may be written; an invalid descriptor where the kernel has no Landlock.
base::Result<UniqueFd> ruleset_of(const Confinement& confinement) {
  const long answer = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, kCreateRulesetVersion);
  if (answer < 1) return UniqueFd();
  const int version = static_cast<int>(answer);
  RulesetAttributes attributes;
  attributes.handled_access_fs = all_changes(version);
  if (!confinement.network && version >= 4) attributes.handled_access_net = 3;  // bind and connect over TCP
  if (!confinement.network && version >= 6) attributes.scoped = 3;              // abstract sockets and signals of others
  const std::size_t size = version >= 6 ? 24 : (version >= 4 ? 16 : 8);
  UniqueFd ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0U)));
  if (!ruleset.valid()) return unavailable("Landlock", errno);
  const auto allow = [&](const std::string& path, std::uint64_t access) {
    const UniqueFd fd(::open(path.c_str(), O_PATH | O_CLOEXEC));
    struct stat info {};
    if (!fd.valid() || ::fstat(fd.get(), &info) != 0) return 0;
    PathBeneathAttributes rule;
    // Of a file only its bytes can be changed.
    rule.allowed_access = S_ISDIR(info.st_mode) ? access : access & (kWriteFile | 1ULL << 14);
    rule.parent_fd = fd.get();
    return ::syscall(SYS_landlock_add_rule, ruleset.get(), kRulePathBeneath, &rule, 0U) == 0 ? 0 : errno;
  };
  if (const int failed = allow("/dev/null", all_changes(version)); failed != 0) return unavailable("Landlock", failed);
  for (const std::string& path : confinement.writable) {
    if (const int failed = allow(path, all_changes(version)); failed != 0) return unavailable("Landlock", failed);
  }
  return ruleset;
}

/// The filter of system calls as the kernel takes it.
base::Result<std::vector<sock_filter>> filter_of(const Confinement& confinement) {
  const std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, decltype(&seccomp_release)> filter(::seccomp_init(SCMP_ACT_ALLOW),
                                                                                                   &seccomp_release);
  if (filter == nullptr) return unavailable("seccomp", ENOMEM);
  int failed = 0;
  const auto deny = [&](int call, int error_number = EPERM) {
    const int result = ::seccomp_rule_add(filter.get(), SCMP_ACT_ERRNO(static_cast<unsigned>(error_number)), call, 0);
    failed = failed != 0 ? failed : result;
  };
  const auto deny_if = [&](int call, scmp_arg_cmp condition) {
    const int result = ::seccomp_rule_add_array(filter.get(), SCMP_ACT_ERRNO(EPERM), call, 1, &condition);
    failed = failed != 0 ? failed : result;
  };
  // What no reader of files needs, and what leads around the rest of the list.
  for (const int call : {SCMP_SYS(ptrace),
                         SCMP_SYS(process_vm_readv),
                         SCMP_SYS(process_vm_writev),
                         SCMP_SYS(mount),
                         SCMP_SYS(umount2),
                         SCMP_SYS(pivot_root),
                         SCMP_SYS(chroot),
                         SCMP_SYS(unshare),
                         SCMP_SYS(setns),
                         SCMP_SYS(bpf),
                         SCMP_SYS(perf_event_open),
                         SCMP_SYS(keyctl),
                         SCMP_SYS(add_key),
                         SCMP_SYS(request_key),
                         SCMP_SYS(kexec_load),
                         SCMP_SYS(init_module),
                         SCMP_SYS(finit_module),
                         SCMP_SYS(delete_module),
                         SCMP_SYS(userfaultfd),
                         SCMP_SYS(open_by_handle_at),
                         SCMP_SYS(io_uring_setup),
                         SCMP_SYS(io_uring_enter),
                         SCMP_SYS(io_uring_register)}) {
    deny(call);
  }
  if (!confinement.network) {
    for (const int call : {SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen)}) {
      deny(call);
    }
  }
  if (!confinement.processes) {
    for (const int call : {SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(kill), SCMP_SYS(tkill)}) deny(call);
    deny_if(SCMP_SYS(clone), {0, SCMP_CMP_MASKED_EQ, CLONE_THREAD, 0});
    // Its flags lie in memory; the C library then takes clone.
    deny(SCMP_SYS(clone3), ENOSYS);
  }
  if (confinement.writable.empty()) {
    for (const int call :
         {SCMP_SYS(creat),     SCMP_SYS(unlink),    SCMP_SYS(unlinkat),    SCMP_SYS(rename),       SCMP_SYS(renameat),
          SCMP_SYS(renameat2), SCMP_SYS(mkdir),     SCMP_SYS(mkdirat),     SCMP_SYS(rmdir),        SCMP_SYS(link),
          SCMP_SYS(linkat),    SCMP_SYS(symlink),   SCMP_SYS(symlinkat),   SCMP_SYS(mknod),        SCMP_SYS(mknodat),
          SCMP_SYS(chmod),     SCMP_SYS(fchmod),    SCMP_SYS(fchmodat),    SCMP_SYS(chown),        SCMP_SYS(fchown),
          SCMP_SYS(fchownat),  SCMP_SYS(lchown),    SCMP_SYS(truncate),    SCMP_SYS(ftruncate),    SCMP_SYS(fallocate),
          SCMP_SYS(utime),     SCMP_SYS(utimes),    SCMP_SYS(utimensat),   SCMP_SYS(futimesat),    SCMP_SYS(setxattr),
          SCMP_SYS(fsetxattr), SCMP_SYS(lsetxattr), SCMP_SYS(removexattr), SCMP_SYS(fremovexattr), SCMP_SYS(lremovexattr)}) {
      deny(call);
    }
    constexpr scmp_datum_t temporary = O_TMPFILE & ~O_DIRECTORY;
    for (const scmp_datum_t flag : {scmp_datum_t{O_CREAT}, scmp_datum_t{O_TRUNC}, temporary}) {
      deny_if(SCMP_SYS(open), {1, SCMP_CMP_MASKED_EQ, flag, flag});
      deny_if(SCMP_SYS(openat), {2, SCMP_CMP_MASKED_EQ, flag, flag});
    }
    deny(SCMP_SYS(openat2), ENOSYS);
  }
  if (failed != 0) return unavailable("seccomp", -failed);
  const UniqueFd memory(::memfd_create("crosswalk-filter", MFD_CLOEXEC));
  if (!memory.valid()) return unavailable("seccomp", errno);
  if (const int result = ::seccomp_export_bpf(filter.get(), memory.get()); result != 0) return unavailable("seccomp", -result);
  struct stat info {};
  if (::fstat(memory.get(), &info) != 0) return unavailable("seccomp", errno);
  std::vector<sock_filter> out(static_cast<std::size_t>(info.st_size) / sizeof(sock_filter));
  const auto bytes = static_cast<ssize_t>(out.size() * sizeof(sock_filter));
  if (out.empty() || ::pread(memory.get(), out.data(), static_cast<std::size_t>(bytes), 0) != bytes) {
    return unavailable("seccomp", EIO);
  }
  return out;
}

}  // namespace

struct ReadyConfinement::State {
  UniqueFd ruleset;
  std::vector<sock_filter> filter;
  std::uint64_t memory_bytes = 0;
  bool writes = false;
};

ReadyConfinement::ReadyConfinement(std::unique_ptr<State> state) : state_(std::move(state)) {}
ReadyConfinement::~ReadyConfinement() = default;

base::Result<std::shared_ptr<const ReadyConfinement>> ReadyConfinement::prepare(const Confinement& confinement) {
  auto state = std::make_unique<State>();
  CW_ASSIGN_OR_RETURN(state->ruleset, ruleset_of(confinement));
  CW_ASSIGN_OR_RETURN(state->filter, filter_of(confinement));
  state->memory_bytes = confinement.memory_bytes;
  state->writes = !confinement.writable.empty();
  return std::shared_ptr<const ReadyConfinement>(new ReadyConfinement(std::move(state)));
}

int ReadyConfinement::put_on() const {
  const auto limit = [](__rlimit_resource resource, std::uint64_t value) {
    rlimit current{};
    if (::getrlimit(resource, &current) != 0) return errno;
    current.rlim_cur = current.rlim_max = value < current.rlim_max ? value : current.rlim_max;
    return ::setrlimit(resource, &current) == 0 ? 0 : errno;
  };
  if (const int failed = limit(RLIMIT_CORE, 0); failed != 0) return failed;
  if (!state_->writes) {
    // Not a byte into a file that is there already, either.
    if (const int failed = limit(RLIMIT_FSIZE, 0); failed != 0) return failed;
  }
  if (state_->memory_bytes > 0) {
    if (const int failed = limit(RLIMIT_DATA, state_->memory_bytes); failed != 0) return failed;
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  if (state_->ruleset.valid() && ::syscall(SYS_landlock_restrict_self, state_->ruleset.get(), 0U) != 0) return errno;
  sock_fprog program{};
  program.len = static_cast<unsigned short>(state_->filter.size());
  program.filter = const_cast<sock_filter*>(state_->filter.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast): C interface
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0U, &program) == 0 ? 0 : errno;
}

}  // namespace crosswalk::platform
