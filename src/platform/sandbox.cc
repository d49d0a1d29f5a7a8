// SPDX-License-Identifier: Apache-2.0
#include "platform/sandbox.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sched.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <type_traits>

#include "platform/command_line.h"
#include "platform/errors.h"
#include "platform/landlock.h"
#include "platform/unique_fd.h"

namespace crosswalk::platform {
namespace {

/// A file or folder and what may be done with it and below it.
struct Allowed {
  std::string path;
  std::uint64_t access = landlock::kReadFile | landlock::kReadFolder;
};

/// Returns the version in use, 0 where the kernel has none. `open_file`, unless negative, may be opened again by its descriptor.
base::Result<int> restrict_files(const std::vector<Allowed>& allowed, int open_file) {
  const int version = landlock::version();
  if (version == 0) return 0;
  CW_ASSIGN_OR_RETURN(const landlock::Ruleset ruleset,
                      landlock::Ruleset::create(version, landlock::all_access(version), /*network=*/false));
  for (const Allowed& each : allowed) CW_RETURN_IF_ERROR(ruleset.allow(each.path, each.access));
  // A file in memory needs no rule, and takes none.
  if (open_file >= 0) static_cast<void>(ruleset.allow(open_file, landlock::kReadFile));
  if (const int failed = ruleset.restrict_self(); failed != 0) return sandbox_error("Landlock", failed);
  return version;
}

/// "Argument `index`, of which only the bits of `mask` count, has this value."
scmp_arg_cmp masked(unsigned index, scmp_datum_t mask, scmp_datum_t value) { return {index, SCMP_CMP_MASKED_EQ, mask, value}; }
/// "Argument `index` has this value."
scmp_arg_cmp equal(unsigned index, scmp_datum_t value) { return {index, SCMP_CMP_EQ, value, 0}; }

/// What is allowed beyond computing on open files.
enum class Calls { none, read_files, run_program };

base::Result<void> restrict_calls(Calls calls) {
  const bool may_read_files = calls != Calls::none;
  const std::unique_ptr<std::remove_pointer_t<scmp_filter_ctx>, decltype(&seccomp_release)> filter(
      ::seccomp_init(SCMP_ACT_ERRNO(EPERM)), &seccomp_release);
  if (filter == nullptr) return sandbox_error("seccomp", ENOMEM);
  int failed = 0;
  const auto allow = [&](int call) { failed = failed != 0 ? failed : ::seccomp_rule_add(filter.get(), SCMP_ACT_ALLOW, call, 0); };
  const auto allow_if = [&](int call, scmp_arg_cmp condition) {
    failed = failed != 0 ? failed : ::seccomp_rule_add_array(filter.get(), SCMP_ACT_ALLOW, call, 1, &condition);
  };
  // Bytes of files and connections that are already open.
  for (const int call : {SCMP_SYS(read), SCMP_SYS(readv), SCMP_SYS(pread64), SCMP_SYS(preadv), SCMP_SYS(write), SCMP_SYS(writev),
                         SCMP_SYS(lseek), SCMP_SYS(fstat), SCMP_SYS(close), SCMP_SYS(poll), SCMP_SYS(ppoll), SCMP_SYS(recvmsg),
                         SCMP_SYS(sendmsg), SCMP_SYS(recvfrom)}) {
    allow(call);
  }
  // A name is asked for only by a file's own descriptor.
  allow_if(SCMP_SYS(newfstatat), masked(3, AT_EMPTY_PATH, AT_EMPTY_PATH));
  // Memory, never executable.
  for (const int call : {SCMP_SYS(brk), SCMP_SYS(munmap), SCMP_SYS(mremap), SCMP_SYS(madvise), SCMP_SYS(mincore)}) allow(call);
  if (calls == Calls::run_program) {
    // Once this program, by the one name that Landlock allows, and what its loader does.
    for (const int call : {SCMP_SYS(execve), SCMP_SYS(mmap), SCMP_SYS(mprotect), SCMP_SYS(arch_prctl), SCMP_SYS(set_tid_address),
                           SCMP_SYS(dup), SCMP_SYS(dup2)}) {
      allow(call);
    }
  } else {
    allow_if(SCMP_SYS(mmap), masked(2, PROT_EXEC, 0));
    allow_if(SCMP_SYS(mprotect), masked(2, PROT_EXEC, 0));
  }
  // What the C and C++ libraries need for themselves.
  for (const int call : {SCMP_SYS(futex),
                         SCMP_SYS(set_robust_list),
                         SCMP_SYS(rseq),
                         SCMP_SYS(sched_yield),
                         SCMP_SYS(sched_getaffinity),
                         SCMP_SYS(clock_gettime),
                         SCMP_SYS(clock_getres),
                         SCMP_SYS(gettimeofday),
                         SCMP_SYS(time),
                         SCMP_SYS(nanosleep),
                         SCMP_SYS(clock_nanosleep),
                         SCMP_SYS(getrandom),
                         SCMP_SYS(sysinfo),
                         SCMP_SYS(uname),
                         SCMP_SYS(getrusage),
                         SCMP_SYS(times),
                         SCMP_SYS(rt_sigaction),
                         SCMP_SYS(rt_sigprocmask),
                         SCMP_SYS(rt_sigreturn),
                         SCMP_SYS(sigaltstack),
                         SCMP_SYS(restart_syscall),
                         SCMP_SYS(setitimer),
                         SCMP_SYS(getpid),
                         SCMP_SYS(gettid),
                         SCMP_SYS(getuid),
                         SCMP_SYS(geteuid),
                         SCMP_SYS(getgid),
                         SCMP_SYS(getegid),
                         SCMP_SYS(exit),
                         SCMP_SYS(exit_group)}) {
    allow(call);
  }
  // Limits can be asked for, not set; abort() signals this process only.
  allow_if(SCMP_SYS(prlimit64), equal(2, 0));
  allow_if(SCMP_SYS(tgkill), equal(0, static_cast<scmp_datum_t>(::getpid())));
  // The sanitizers try by a pipe whether memory can be read.
  if (sanitized_build()) allow(SCMP_SYS(pipe));
  if (sanitized_build()) allow(SCMP_SYS(pipe2));
  if (may_read_files) {
    constexpr scmp_datum_t writing = O_ACCMODE | O_CREAT | O_TRUNC | O_APPEND | (O_TMPFILE & ~O_DIRECTORY);
    allow_if(SCMP_SYS(openat), masked(2, writing, O_RDONLY));
    allow_if(SCMP_SYS(open), masked(1, writing, O_RDONLY));
    for (const int call : {SCMP_SYS(newfstatat), SCMP_SYS(stat), SCMP_SYS(lstat), SCMP_SYS(statx), SCMP_SYS(statfs),
                           SCMP_SYS(fstatfs), SCMP_SYS(access), SCMP_SYS(faccessat), SCMP_SYS(faccessat2), SCMP_SYS(readlink),
                           SCMP_SYS(readlinkat), SCMP_SYS(getdents64), SCMP_SYS(getcwd), SCMP_SYS(fadvise64), SCMP_SYS(fcntl)}) {
      allow(call);
    }
  }
  if (failed != 0) return sandbox_error("seccomp", -failed);
  const int loaded = ::seccomp_load(filter.get());
  if (loaded != 0) return sandbox_error("seccomp", -loaded);
  return {};
}

base::Result<void> limit(__rlimit_resource resource, std::uint64_t value, const char* name) {
  rlimit current{};
  if (::getrlimit(resource, &current) != 0) return sandbox_error(name, errno);
  const rlim_t wanted = std::min<rlim_t>(value, current.rlim_max);
  const rlimit next{wanted, wanted};
  if (::setrlimit(resource, &next) != 0) return sandbox_error(name, errno);
  return {};
}

/// The loader of programs, as this one names it; empty in a program that needs none. Source: elf(5), PT_INTERP.
std::string loader_path() {
  std::string path;
  ::dl_iterate_phdr(
      [](dl_phdr_info* info, std::size_t, void* out) {
        for (int i = 0; i < info->dlpi_phnum; ++i) {
          const auto& header = info->dlpi_phdr[i];
          if (header.p_type == PT_INTERP) {
            // The loader gives addresses as numbers.
            const auto* name =
                reinterpret_cast<const char*>(info->dlpi_addr + header.p_vaddr);  // NOLINT(performance-no-int-to-ptr)
            *static_cast<std::string*>(out) = name;
          }
        }
        return 1;  // the program itself comes first
      },
      &path);
  return path;
}

}  // namespace

bool sanitized_build() {
#if defined(__SANITIZE_ADDRESS__)
  return true;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
  return true;
#else
  return false;
#endif
#else
  return false;
#endif
}

base::Result<Sandbox> enter_sandbox(const SandboxOptions& options) {
  CW_RETURN_IF_ERROR(limit(RLIMIT_CORE, 0, "limit of core files"));
  CW_RETURN_IF_ERROR(limit(RLIMIT_FSIZE, 0, "limit of file sizes"));
  if (options.memory_bytes > 0 && !sanitized_build()) {
    CW_RETURN_IF_ERROR(limit(RLIMIT_AS, options.memory_bytes, "limit of memory"));
  }
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return sandbox_error("no_new_privs", errno);
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return sandbox_error("dumpable", errno);
  Sandbox sandbox;
  std::vector<Allowed> allowed;
  for (const std::string& folder : options.readable_folders) allowed.push_back({folder});
  CW_ASSIGN_OR_RETURN(sandbox.landlock, restrict_files(allowed, -1));
  // After the last descriptor that setting up needs.
  CW_RETURN_IF_ERROR(limit(RLIMIT_NOFILE, options.readable_folders.empty() ? 16 : 64, "limit of open files"));
  CW_RETURN_IF_ERROR(restrict_calls(options.readable_folders.empty() ? Calls::none : Calls::read_files));
  return sandbox;
}

namespace {

base::Result<void> enter_program_sandbox(const std::string& program, const ProgramSandbox& sandbox) {
  CW_RETURN_IF_ERROR(limit(RLIMIT_CORE, 0, "limit of core files"));
  CW_RETURN_IF_ERROR(limit(RLIMIT_FSIZE, 0, "limit of file sizes"));
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return sandbox_error("no_new_privs", errno);
  constexpr std::uint64_t program_access = landlock::kReadFile | landlock::kExecute;
  std::vector<Allowed> allowed{{program, program_access}, {loader_path(), program_access}};
  for (const char* path : {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/usr/share/locale", "/etc/localtime",
                           "/usr/share/zoneinfo"}) {
    allowed.push_back({path});
  }
  for (const std::string& path : sandbox.readable) allowed.push_back({path});
  CW_ASSIGN_OR_RETURN(const int landlock, restrict_files(allowed, STDIN_FILENO));
  if (landlock == 0) return sandbox_error("Landlock", ENOSYS);
  CW_RETURN_IF_ERROR(limit(RLIMIT_NOFILE, 32, "limit of open files"));
  if (!sanitized_build()) CW_RETURN_IF_ERROR(limit(RLIMIT_AS, sandbox.memory_bytes, "limit of memory"));
  return restrict_calls(Calls::run_program);
}

}  // namespace

base::Error exec_in_sandbox(const std::vector<std::string>& program, const ProgramSandbox& sandbox) {
  if (program.empty()) return {base::ErrorCode::worker_failed, "program", "not named"};
  // It must not outlive the process that waits for it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const CommandLine command(program.front(), {program.begin() + 1, program.end()}, {});
  const auto entered = enter_program_sandbox(program.front(), sandbox);
  if (!entered) return entered.error();
  ::execve(command.path(), command.argv(), environ);
  return {base::ErrorCode::worker_failed, program.front(), system_text(errno)};
}

}  // namespace crosswalk::platform
