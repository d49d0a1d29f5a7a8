// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_editor.h"

#include <cstdlib>
#include <filesystem>
#include <system_error>

#include "platform/file.h"
#include "platform/foreground.h"

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
  const auto ended = platform::run_in_foreground(editor, path);
  if (!ended || *ended != 0)
    return base::Error{base::ErrorCode::worker_failed, editor, "it did not end well; the draft is " + path};
  return path;
}

void remove_draft(const std::string& path) {
  std::error_code ignored;
  std::filesystem::remove_all(std::filesystem::path(path).parent_path(), ignored);
}

}  // namespace crosswalk::cli
