// SPDX-License-Identifier: Apache-2.0
#include "platform/folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <memory>

#include "platform/errors.h"
#include "platform/stamp.h"

namespace crosswalk::platform {
namespace {

struct CloseFolder {
  void operator()(DIR* stream) const { ::closedir(stream); }
};

constexpr int kFolderFlags = O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NONBLOCK;

EntryKind kind_of_mode(mode_t mode) {
  if (S_ISDIR(mode)) return EntryKind::folder;
  if (S_ISREG(mode)) return EntryKind::file;
  if (S_ISLNK(mode)) return EntryKind::symlink;
  if (S_ISFIFO(mode)) return EntryKind::fifo;
  if (S_ISSOCK(mode)) return EntryKind::socket;
  return EntryKind::device;
}

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(::realpath(path.c_str(), nullptr), &std::free);
  return real != nullptr ? std::string(real.get()) : std::string();
}

}  // namespace

base::Result<Folder> Folder::open(const std::string& path) {
  Folder folder;
  // Only a place to start from: a single file can be opened in a folder that must not be listed.
  folder.fd_ = UniqueFd(::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC));
  if (!folder.fd_.valid()) return read_error(path, errno);
  folder.path_ = path;
  folder.canonical_ = real_path(path);
  if (folder.canonical_.empty()) return read_error(path, errno);
  return folder;
}

std::string Folder::subject(const std::string& relative) const {
  if (relative.empty()) return path_;
  return path_.ends_with('/') ? path_ + relative : path_ + "/" + relative;
}

base::Result<UniqueFd> Folder::open_parent(const std::string& relative, std::string& name) const {
  UniqueFd at(::fcntl(fd_.get(), F_DUPFD_CLOEXEC, 0));
  if (!at.valid()) return read_error(subject(relative), errno);
  std::size_t begin = 0;
  while (true) {
    const std::size_t slash = relative.find('/', begin);
    name = relative.substr(begin, slash == std::string::npos ? slash : slash - begin);
    if (name == "..") return read_error(subject(relative), ENOENT);
    if (slash == std::string::npos) return at;
    UniqueFd next(::openat(at.get(), name.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW));
    if (!next.valid()) return read_error(subject(relative), errno);
    at = std::move(next);
    begin = slash + 1;
  }
}

base::Result<std::vector<Entry>> Folder::entries(const std::string& relative) const {
  std::string name;
  CW_ASSIGN_OR_RETURN(const UniqueFd parent, open_parent(relative, name));
  const int fd = ::openat(parent.get(), relative.empty() ? "." : name.c_str(), kFolderFlags | O_NOFOLLOW);
  if (fd < 0) return read_error(subject(relative), errno);
  const std::unique_ptr<DIR, CloseFolder> stream(::fdopendir(fd));
  if (stream == nullptr) {
    const int error_number = errno;
    ::close(fd);
    return read_error(subject(relative), error_number);
  }
  std::vector<Entry> entries;
  while (true) {
    errno = 0;
    const dirent* item = ::readdir(stream.get());
    if (item == nullptr) {
      if (errno != 0) return read_error(subject(relative), errno);
      break;
    }
    Entry entry;
    entry.name = item->d_name;
    if (entry.name == "." || entry.name == "..") continue;
    struct stat info {};
    // Gone since it was listed: as if it had never been there.
    if (::fstatat(fd, item->d_name, &info, AT_SYMLINK_NOFOLLOW) != 0) continue;
    entry.kind = kind_of_mode(info.st_mode);
    if (entry.kind == EntryKind::file) {
      entry.stamp = stamp_of(info);
      entry.size = entry.stamp.size;
    }
    entries.push_back(std::move(entry));
  }
  std::sort(entries.begin(), entries.end(), [](const Entry& a, const Entry& b) { return a.name < b.name; });
  return entries;
}

base::Result<File> Folder::open_file(const std::string& relative) const {
  std::string name;
  CW_ASSIGN_OR_RETURN(const UniqueFd parent, open_parent(relative, name));
  UniqueFd fd(::openat(parent.get(), name.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | O_NOFOLLOW));
  if (!fd.valid()) {
    if (errno == ELOOP) {
      return base::Error{base::ErrorCode::not_readable, subject(relative), "a symbolic link, which is not followed"};
    }
    return read_error(subject(relative), errno);
  }
  return File::adopt(std::move(fd), subject(relative));
}

std::string Folder::target_of(const std::string& relative) const { return real_path(canonical_ + "/" + relative); }

base::Result<EntryKind> kind_of(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return read_error(path, errno);
  return kind_of_mode(info.st_mode);
}

base::Result<std::string> canonical(const std::string& path) {
  std::string real = real_path(path);
  if (real.empty()) return read_error(path, errno);
  return real;
}

base::Result<void> check_private_folder(const std::string& path) {
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return read_error(path, errno);
  const auto refuse = [&](const char* why) { return base::Error{base::ErrorCode::not_readable, path, why}; };
  if (!S_ISDIR(info.st_mode)) return refuse("no folder");
  if (info.st_uid != ::geteuid()) return refuse("the folder belongs to another user");
  if ((info.st_mode & (S_IWGRP | S_IWOTH)) != 0) return refuse("others may write into the folder");
  return {};
}

base::Result<void> make_private_folder(const std::string& path) {
  for (std::size_t at = 1; at <= path.size(); ++at) {
    if (at < path.size() && path[at] != '/') continue;
    const std::string part = path.substr(0, at);
    if (::mkdir(part.c_str(), 0700) == 0 || errno == EEXIST) continue;
    const int error_number = errno;
    struct stat info {};
    // A file system that is mounted read-only answers EROFS for folders that are there.
    if (::stat(part.c_str(), &info) == 0 && S_ISDIR(info.st_mode)) continue;
    return write_error(path, error_number);
  }
  struct stat info {};
  if (::stat(path.c_str(), &info) != 0) return write_error(path, errno);
  if (!S_ISDIR(info.st_mode)) return write_error(path, ENOTDIR);
  return {};
}

}  // namespace crosswalk::platform
