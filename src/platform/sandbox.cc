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

#include "platform/errors.h"
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
constexpr std::uint64_t kExecute = 1ULL << 0;
constexpr std::uint64_t kReadFile = 1ULL << 2;
constexpr std::uint64_t kReadFolder = 1ULL << 3;

#ifndef SYS_landlock_create_ruleset
constexpr long SYS_landlock_create_ruleset = 444;
constexpr long SYS_landlock_add_rule = 445;
constexpr long SYS_landlock_restrict_self = 446;
#endif

base::Error unavailable(const std::string& what, int error_number) {
  return {base::ErrorCode::sandbox_unavailable, what, system_text(error_number)};
}

/// All kinds of access to files that this version of Landlock can deny.
std::uint64_t all_file_access(int version) {
  std::uint64_t bits = (1ULL << 13) - 1;
  if (version >= 2) bits |= 1ULL << 13;  // refer
  if (version >= 3) bits |= 1ULL << 14;  // truncate
  if (version >= 5) bits |= 1ULL << 15;  // ioctl of devices
  return bits;
}

/// A file or folder and what may be done with it and below it.
struct Allowed {
  std::string path;
  std::uint64_t access = kReadFile | kReadFolder;
};

/// Lets the file of a descriptor, and what lies below it, be used. False where it cannot be named in a rule.
bool allow(int ruleset, int fd, std::uint64_t access) {
  struct stat info {};
  if (::fstat(fd, &info) != 0) return false;
  PathBeneathAttributes rule;
  rule.allowed_access = S_ISDIR(info.st_mode) ? access : access & ~kReadFolder;
  rule.parent_fd = fd;
  return ::syscall(SYS_landlock_add_rule, ruleset, kRulePathBeneath, &rule, 0U) == 0;
}

/// Returns the version in use, 0 where the kernel has none. `open_file`, unless negative, may be opened again by its descriptor.
base::Result<int> restrict_files(const std::vector<Allowed>& allowed, int open_file) {
  const long answer = ::syscall(SYS_landlock_create_ruleset, nullptr, std::size_t{0}, kCreateRulesetVersion);
  if (answer < 1) return 0;
  const int version = static_cast<int>(answer);
  RulesetAttributes attributes;
  attributes.handled_access_fs = all_file_access(version);
  if (version >= 4) attributes.handled_access_net = 3;  // bind and connect over TCP
  if (version >= 6) attributes.scoped = 3;              // abstract sockets and signals of others
  const std::size_t size = version >= 6 ? 24 : (version >= 4 ? 16 : 8);
  const UniqueFd ruleset(static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0U)));
  if (!ruleset.valid()) return unavailable("Landlock", errno);
  for (const Allowed& each : allowed) {
    const UniqueFd fd(::open(each.path.c_str(), O_PATH | O_CLOEXEC));
    if (fd.valid() && !allow(ruleset.get(), fd.get(), each.access)) return unavailable("Landlock", errno);
  }
  // A file in memory needs no rule, and takes none.
  if (open_file >= 0) static_cast<void>(allow(ruleset.get(), open_file, kReadFile));
  if (::syscall(SYS_landlock_restrict_self, ruleset.get(), 0U) != 0) return unavailable("Landlock", errno);
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
  if (filter == nullptr) return unavailable("seccomp", ENOMEM);
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
  if (failed != 0) return unavailable("seccomp", -failed);
  const int loaded = ::seccomp_load(filter.get());
  if (loaded != 0) return unavailable("seccomp", -loaded);
  return {};
}

base::Result<void> limit(__rlimit_resource resource, std::uint64_t value, const char* name) {
  rlimit current{};
  if (::getrlimit(resource, &current) != 0) return unavailable(name, errno);
  const rlim_t wanted = std::min<rlim_t>(value, current.rlim_max);
  const rlimit next{wanted, wanted};
  if (::setrlimit(resource, &next) != 0) return unavailable(name, errno);
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
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return unavailable("no_new_privs", errno);
  if (::prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0) return unavailable("dumpable", errno);
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
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return unavailable("no_new_privs", errno);
  std::vector<Allowed> allowed{{program, kReadFile | kExecute}, {loader_path(), kReadFile | kExecute}};
  for (const char* path : {"/lib", "/lib64", "/usr/lib", "/usr/lib64", "/etc/ld.so.cache", "/usr/share/locale", "/etc/localtime",
                           "/usr/share/zoneinfo"}) {
    allowed.push_back({path});
  }
  for (const std::string& path : sandbox.readable) allowed.push_back({path});
  CW_ASSIGN_OR_RETURN(const int landlock, restrict_files(allowed, STDIN_FILENO));
  if (landlock == 0) return unavailable("Landlock", ENOSYS);
  CW_RETURN_IF_ERROR(limit(RLIMIT_NOFILE, 32, "limit of open files"));
  if (!sanitized_build()) CW_RETURN_IF_ERROR(limit(RLIMIT_AS, sandbox.memory_bytes, "limit of memory"));
  return restrict_calls(Calls::run_program);
}

}  // namespace

base::Error exec_in_sandbox(const std::vector<std::string>& program, const ProgramSandbox& sandbox) {
  if (program.empty()) return {base::ErrorCode::worker_failed, "program", "not named"};
  // It must not outlive the process that waits for it.
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  std::vector<std::string> arguments = program;
  std::vector<char*> argv;
  argv.reserve(arguments.size() + 1);
  for (std::string& argument : arguments) argv.push_back(argument.data());
  argv.push_back(nullptr);
  const auto entered = enter_program_sandbox(program.front(), sandbox);
  if (!entered) return entered.error();
  ::execve(argv[0], argv.data(), environ);
  return {base::ErrorCode::worker_failed, program.front(), system_text(errno)};
}

}  // namespace crosswalk::platform
