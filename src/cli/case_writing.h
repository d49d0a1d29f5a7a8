// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"
#include "casebook/casebook.h"
#include "cli/case_workspace.h"

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// A workspace with the moment at which it is looked at.
struct CaseMoment {
  CaseWorkspace workspace;
  artifacts::time::Instant at = 0;
};

/// Opens the workspace and reads a moment: empty or "now" is this moment, a day is its last second where the workspace is, and
/// else a date and time as RFC 3339 has it. `option` names it in errors. Errors: usage; those of open_case_workspace().
base::Result<CaseMoment> open_at(const std::string& workspace, const std::string& moment, const std::string& option);

/// What a command that changes the register is told of who changes it.
struct SignatureOptions {
  std::string by;
  std::string why;
  std::string at;
};
/// Adds --by, --why and --at.
void add_signature_options(CLI::App& command, SignatureOptions& options, const std::string& default_why);
/// The signature; who it is may stand in CROSSWALK_BY. Errors: usage, where nobody is named.
base::Result<casebook::Signature> signature_of(const SignatureOptions& options, artifacts::time::Instant at,
                                               std::string_view default_why);

/// `text` in lines of at most 80 columns, made harmless: the first behind `first` blanks, the others behind `rest`, which is no
/// less.
void add_wrapped(std::string& out, int first, int rest, std::string_view text);

}  // namespace crosswalk::cli
