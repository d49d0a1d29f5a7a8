// SPDX-License-Identifier: Apache-2.0
#include "platform/public_files.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>
#include <utility>

#include "platform/errors.h"
#include "platform/file.h"
#include "platform/paths.h"

namespace crosswalk::platform {
namespace {

constexpr mode_t folder_mode = 0755;
constexpr mode_t file_mode = 0644;

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

base::Result<void> PublicFolder::write(const std::string& relative, std::string_view bytes) const {
  const std::string subject = path_ + "/" + relative;
  UniqueFd folder(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
  if (!folder.valid()) return write_error(subject, errno);
  std::size_t begin = 0;
  for (std::size_t slash = relative.find('/'); slash != std::string::npos; slash = relative.find('/', begin)) {
    const std::string name = relative.substr(begin, slash - begin);
    if (const int problem = make_folder_at(folder.get(), name.c_str())) return write_error(subject, problem);
    UniqueFd next(::openat(folder.get(), name.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
    if (!next.valid()) return write_error(subject, errno);
    folder = std::move(next);
    begin = slash + 1;
  }
  const std::string name = relative.substr(begin);
  const std::string temporary = "." + name + ".new";
  // What a run that was killed left behind is in nobody's use.
  ::unlinkat(folder.get(), temporary.c_str(), 0);
  const UniqueFd file(::openat(folder.get(), temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, file_mode));
  if (!file.valid()) return write_error(subject, errno);
  const auto give_up = [&](base::Error error) {
    ::unlinkat(folder.get(), temporary.c_str(), 0);
    return error;
  };
  if (auto written = write_to_descriptor(file.get(), bytes, subject); !written) return give_up(written.error());
  if (::fchmod(file.get(), file_mode) != 0 || ::fsync(file.get()) != 0) return give_up(write_error(subject, errno));
  if (::renameat(folder.get(), temporary.c_str(), folder.get(), name.c_str()) != 0) return give_up(write_error(subject, errno));
  ::fsync(folder.get());
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
