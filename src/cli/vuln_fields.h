// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "casebook/casebook.h"
#include "cli/case_workspace.h"
#include "disclosure/case.h"

namespace CLI {
class App;
}

namespace crosswalk::cli {

/// What the options of `vuln add` and `vuln edit` say of single fields. Empty: nothing was said.
struct FieldOptions {
  std::string title;
  std::string description;
  std::string stage;
  std::string outcome;
  std::string source;
  std::string reporter;
  std::string reference;
  std::string credit;
  std::string aware;
  std::vector<std::string> ids;
  std::vector<std::string> weaknesses;
  std::vector<std::string> components;
  std::vector<std::string> vectors;
  std::string vector_by;
  std::string risk;
  std::string harm;
  /// PRODUCT=vers:...
  std::vector<std::string> affected;
  /// PRODUCT=VERSION
  std::vector<std::string> fixed;
  std::string resolution;
  std::string details;
  /// KIND=TIME
  std::vector<std::string> events;
  /// CLOCK=yes|no
  std::vector<std::string> decisions;
  /// CLOCK=TIME
  std::vector<std::string> answers;
  std::string tlp;
  std::string embargo;
  bool approve = false;
  std::string role;
  /// /pointer=VALUE
  std::vector<std::string> sets;
};

/// Adds the options.
void add_field_options(CLI::App& command, FieldOptions& options);

/// Does to a case what the options say, in the order in which they stand above. Who decides and approves, when and why, are those
/// of `signature`.
///
/// Errors: usage, with the option that is wrong: a word of no list (with the words that there are), a time that is none, a clock
/// that no regime has, a pointer that leads nowhere; malformed_data, where --set makes no case of it.
base::Result<void> apply(const FieldOptions& options, const CaseWorkspace& workspace, const casebook::Signature& signature,
                         disclosure::Case& one);

}  // namespace crosswalk::cli
