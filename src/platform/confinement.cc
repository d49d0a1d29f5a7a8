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
#include "platform/landlock.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {
namespace {

/// A ruleset that denies changes outside of what may be written; none where the kernel has no Landlock.
base::Result<landlock::Ruleset> ruleset_of(const Confinement& confinement) {
  const int version = landlock::version();
  if (version == 0) return landlock::Ruleset();
  const std::uint64_t changes = landlock::all_changes(version);
  CW_ASSIGN_OR_RETURN(landlock::Ruleset ruleset, landlock::Ruleset::create(version, changes, confinement.network));
  CW_RETURN_IF_ERROR(ruleset.allow("/dev/null", changes));
  for (const std::string& path : confinement.writable) CW_RETURN_IF_ERROR(ruleset.allow(path, changes));
  return ruleset;
}

/// The filter of system calls as the kernel takes it.
base::Result<std::vector<sock_filter>> filter_of(const Confinement& confinement) {
  const std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, decltype(&seccomp_release)> filter(::seccomp_init(SCMP_ACT_ALLOW),
                                                                                                   &seccomp_release);
  if (filter == nullptr) return sandbox_error("seccomp", ENOMEM);
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
  if (failed != 0) return sandbox_error("seccomp", -failed);
  const UniqueFd memory(::memfd_create("crosswalk-filter", MFD_CLOEXEC));
  if (!memory.valid()) return sandbox_error("seccomp", errno);
  if (const int result = ::seccomp_export_bpf(filter.get(), memory.get()); result != 0) return sandbox_error("seccomp", -result);
  struct stat info {};
  if (::fstat(memory.get(), &info) != 0) return sandbox_error("seccomp", errno);
  std::vector<sock_filter> out(static_cast<std::size_t>(info.st_size) / sizeof(sock_filter));
  const auto bytes = static_cast<ssize_t>(out.size() * sizeof(sock_filter));
  if (out.empty() || ::pread(memory.get(), out.data(), static_cast<std::size_t>(bytes), 0) != bytes) {
    return sandbox_error("seccomp", EIO);
  }
  return out;
}

}  // namespace

struct ReadyConfinement::State {
  landlock::Ruleset ruleset;
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
  if (const int failed = state_->ruleset.restrict_self(); failed != 0) return failed;
  sock_fprog program{};
  program.len = static_cast<unsigned short>(state_->filter.size());
  program.filter = const_cast<sock_filter*>(state_->filter.data());  // NOLINT(cppcoreguidelines-pro-type-const-cast): C interface
  return ::syscall(SYS_seccomp, SECCOMP_SET_MODE_FILTER, 0U, &program) == 0 ? 0 : errno;
}

}  // namespace crosswalk::platform
