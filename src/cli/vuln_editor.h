// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"

namespace crosswalk::cli {

/// Has the user change a text in the editor that the environment names (VISUAL, else EDITOR): in a private file of a folder of
/// its own for temporary files, whose path comes back. It stays there: the caller removes it with remove_draft() once it was
/// taken.
///
/// Errors: usage, where no editor is named; not_writable; worker_failed, where it ends otherwise than well.
base::Result<std::string> edit_text(const std::string& name, const std::string& text);

/// Removes what edit_text() made.
void remove_draft(const std::string& path);

}  // namespace crosswalk::cli
