// SPDX-License-Identifier: Apache-2.0
#include "platform/public_files.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "platform/errors.h"
#include "platform/file.h"
#include "platform/paths.h"

namespace crosswalk::platform {
namespace {

constexpr mode_t folder_mode = 0755;
constexpr mode_t file_mode = 0644;
/// So many files are written before they are flushed together.
constexpr std::size_t most_at_once = 64;

/// Makes one folder that everybody may read, whatever the umask; one that is there stays as it is.
int make_folder_at(int above, const char* name) {
  if (::mkdirat(above, name, folder_mode) != 0) return errno == EEXIST ? 0 : errno;
  return ::fchmodat(above, name, folder_mode, 0) == 0 ? 0 : errno;
}

}  // namespace

base::Result<PublicFolder> PublicFolder::open(const std::string& path) {
  for (std::size_t at = 1; at <= path.size(); ++at) {
    if (at < path.size() && path[at] != '/') continue;
    const std::string part = path.substr(0, at);
    struct stat info {};
    if (::stat(part.c_str(), &info) == 0) continue;
    if (const int problem = make_folder_at(AT_FDCWD, part.c_str())) return write_error(path, problem);
  }
  UniqueFd fd(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid()) return write_error(path, errno);
  if (::flock(fd.get(), LOCK_EX | LOCK_NB) != 0) {
    if (errno == EWOULDBLOCK) {
      return base::Error{base::ErrorCode::not_writable, path, "another process publishes there; try again when it has ended"};
    }
    return write_error(path, errno);
  }
  return PublicFolder(path, std::move(fd));
}

struct PublicFolder::Beside {
  UniqueFd folder;
  UniqueFd file;
  std::string name;
  std::string temporary;
  std::string subject;

  Beside() = default;
  Beside(Beside&&) noexcept = default;
  Beside& operator=(Beside&&) noexcept = default;
  Beside(const Beside&) = delete;
  Beside& operator=(const Beside&) = delete;
  /// What did not take its place is in nobody's use.
  ~Beside() {
    if (folder.valid() && !temporary.empty()) ::unlinkat(folder.get(), temporary.c_str(), 0);
  }

  base::Result<void> take_place() {
    if (::renameat(folder.get(), temporary.c_str(), folder.get(), name.c_str()) != 0) return write_error(subject, errno);
    temporary.clear();
    return {};
  }
};

base::Result<PublicFolder::Beside> PublicFolder::write_beside(const std::string& relative, std::string_view bytes) const {
  Beside out;
  out.subject = path_ + "/" + relative;
  out.folder = UniqueFd(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
  if (!out.folder.valid()) return write_error(out.subject, errno);
  std::size_t begin = 0;
  for (std::size_t slash = relative.find('/'); slash != std::string::npos; slash = relative.find('/', begin)) {
    const std::string name = relative.substr(begin, slash - begin);
    if (const int problem = make_folder_at(out.folder.get(), name.c_str())) return write_error(out.subject, problem);
    UniqueFd next(::openat(out.folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next.valid()) return write_error(out.subject, errno);
    out.folder = std::move(next);
    begin = slash + 1;
  }
  out.name = relative.substr(begin);
  const std::string temporary = "." + out.name + ".new";
  // What a run that was killed left behind is in nobody's use.
  ::unlinkat(out.folder.get(), temporary.c_str(), 0);
  out.file =
      UniqueFd(::openat(out.folder.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, file_mode));
  if (!out.file.valid()) return write_error(out.subject, errno);
  out.temporary = temporary;
  CW_RETURN_IF_ERROR(write_to_descriptor(out.file.get(), bytes, out.subject));
  if (::fchmod(out.file.get(), file_mode) != 0) return write_error(out.subject, errno);
  return out;
}

base::Result<void> PublicFolder::write(const std::string& relative, std::string_view bytes) const {
  CW_ASSIGN_OR_RETURN(Beside one, write_beside(relative, bytes));
  if (::fsync(one.file.get()) != 0) return write_error(one.subject, errno);
  CW_RETURN_IF_ERROR(one.take_place());
  ::fsync(one.folder.get());
  return {};
}

base::Result<void> PublicFolder::write_all(const std::vector<PublicFile>& files) const {
  for (std::size_t begin = 0; begin < files.size(); begin += most_at_once) {
    std::vector<Beside> some;
    for (std::size_t i = begin; i < std::min(files.size(), begin + most_at_once); ++i) {
      CW_ASSIGN_OR_RETURN(Beside one, write_beside(files[i].path, files[i].bytes));
      some.push_back(std::move(one));
    }
    // All are on their way to the disk before the first is waited for. Not syncfs(): it waits for what others wrote, too.
    for (const Beside& one : some) {
      if (::fsync(one.file.get()) != 0) return write_error(one.subject, errno);
    }
    std::set<std::pair<dev_t, ino_t>> flushed;
    for (Beside& one : some) CW_RETURN_IF_ERROR(one.take_place());
    for (const Beside& one : some) {
      struct stat info {};
      if (::fstat(one.folder.get(), &info) != 0 || flushed.emplace(info.st_dev, info.st_ino).second) ::fsync(one.folder.get());
    }
  }
  return {};
}

base::Result<TemporaryFolder> TemporaryFolder::make() {
  const std::string above = environment("TMPDIR");
  std::string path = (above.empty() ? "/tmp" : above) + "/crosswalk-XXXXXX";
  if (::mkdtemp(path.data()) == nullptr) return write_error(path, errno);
  return TemporaryFolder(std::move(path));
}

TemporaryFolder::TemporaryFolder(TemporaryFolder&& other) noexcept : path_(std::exchange(other.path_, {})) {}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  if (!path_.empty()) std::filesystem::remove_all(path_, error);
}

}  // namespace crosswalk::platform
