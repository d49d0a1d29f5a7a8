// SPDX-License-Identifier: Apache-2.0
#include "platform/paths.h"

#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include "platform/errors.h"
#include "platform/folder.h"

namespace crosswalk::platform {
namespace {

bool is_folder(const std::string& path) {
  const auto kind = kind_of(path);
  return kind.has_value() && *kind == EntryKind::folder;
}

std::string xdg_folder(const std::string& variable, const std::string& below_home) {
  // Relative paths in these variables are invalid and to be ignored.
  const std::string own = environment(variable);
  if (own.starts_with('/')) return own + "/crosswalk";
  const std::string home = environment("HOME");
  return home.starts_with('/') ? home + "/" + below_home + "/crosswalk" : std::string();
}

}  // namespace

std::string environment(const std::string& name) {
  const char* value = std::getenv(name.c_str());
  return value != nullptr ? std::string(value) : std::string();
}

base::Result<std::string> executable_path() {
  std::string path(4096, '\0');
  const ssize_t length = ::readlink("/proc/self/exe", path.data(), path.size());
  if (length < 0) return read_error("/proc/self/exe", errno);
  path.resize(static_cast<std::size_t>(length));
  return path;
}

base::Result<std::string> executable_folder() {
  CW_ASSIGN_OR_RETURN(const std::string path, executable_path());
  return path.substr(0, path.rfind('/'));
}

std::string config_folder() { return xdg_folder("XDG_CONFIG_HOME", ".config"); }
std::string user_data_folder() { return xdg_folder("XDG_DATA_HOME", ".local/share"); }
std::string cache_folder() { return xdg_folder("XDG_CACHE_HOME", ".cache"); }
std::string state_folder() { return xdg_folder("XDG_STATE_HOME", ".local/state"); }

base::Result<std::string> data_folder() {
  const std::string set = environment("CROSSWALK_DATA");
  if (!set.empty()) {
    if (is_folder(set + "/packs")) return set;
    return base::Error{base::ErrorCode::not_found, set + "/packs", "CROSSWALK_DATA points there"};
  }
  CW_ASSIGN_OR_RETURN(const std::string own, executable_folder());
#ifdef CROSSWALK_BUILD_DIR
  const std::string build(CROSSWALK_BUILD_DIR);
  if ((own == build || own.starts_with(build + "/")) && is_folder(CROSSWALK_DATA_DIR "/packs"))
    return std::string(CROSSWALK_DATA_DIR);
#endif
  if (is_folder(own + "/../share/crosswalk/packs")) return canonical(own + "/../share/crosswalk");
  return base::Error{base::ErrorCode::not_found, own + "/../share/crosswalk/packs",
                     "the data that belong to the program; CROSSWALK_DATA can name another place"};
}

}  // namespace crosswalk::platform
