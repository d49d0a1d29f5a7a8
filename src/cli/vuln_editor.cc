// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_editor.h"

#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "platform/file.h"

namespace crosswalk::cli {

base::Result<std::string> edit_text(const std::string& name, const std::string& text) {
  const char* editor = std::getenv("VISUAL");
  if (editor == nullptr || *editor == '\0') editor = std::getenv("EDITOR");
  if (editor == nullptr || *editor == '\0')
    return base::Error{base::ErrorCode::usage, "--editor", "set VISUAL or EDITOR to the editor that you like"};
  std::error_code error;
  std::string folder = (std::filesystem::temp_directory_path(error) / "crosswalk-case-XXXXXX").string();
  if (error || ::mkdtemp(folder.data()) == nullptr)
    return base::Error{base::ErrorCode::not_writable, folder, "no folder for the draft could be made"};
  std::string path = folder + "/" + name;
  CW_RETURN_IF_ERROR(platform::write_file_atomically(path, text));
  // By a shell, as everywhere: the variable may hold options. It has the terminal, and our signals.
  const std::string command = std::string(editor) + " \"$1\"";
  std::array<const char*, 6> arguments{"sh", "-c", command.c_str(), "sh", path.c_str(), nullptr};
  pid_t child = -1;
  int status = 0;
  if (::posix_spawn(&child, "/bin/sh", nullptr, nullptr, const_cast<char**>(arguments.data()), ::environ) != 0)
    return base::Error{base::ErrorCode::worker_failed, editor, "it could not be started; the draft is " + path};
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) {
  }
  if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
    return base::Error{base::ErrorCode::worker_failed, editor, "it did not end well; the draft is " + path};
  return path;
}

void remove_draft(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
}

}  // namespace crosswalk::cli
