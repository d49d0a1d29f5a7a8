// SPDX-License-Identifier: Apache-2.0
#include "cli/case_audit.h"

#include <future>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>

#include "artifacts/time/instant.h"
#include "casebook/casebook.h"

namespace crosswalk::cli {
namespace {

/// The register as an audit wants it.
struct Read {
  std::vector<disclosure::Case> cases;
  std::vector<std::string> problems;
  store::Change head;
  /// When each case was last changed.
  std::unordered_map<std::string, artifacts::time::Instant> changed;
};

/// All cases, while another thread works out the chain of changes again.
base::Result<Read> read_register(const CaseWorkspace& workspace) {
  Read out;
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  auto verifying = std::async(std::launch::async, [&]() -> base::Result<store::Verification> {
    CW_ASSIGN_OR_RETURN(const store::Register opened,
                        store::Register::open(workspace.register_path(), store::Register::Access::read));
    return opened.verify([&](const store::Change& change) {
      if (change.case_id.empty()) return;
      if (const auto at = artifacts::time::parse_rfc3339(change.at)) out.changed[change.case_id] = *at;
    });
  });
  const auto read = book.for_each([&](const disclosure::Case& one) {
    out.cases.push_back(one);
    return true;
  });
  base::Result<store::Verification> verified = verifying.get();
  CW_RETURN_IF_ERROR(read);
  CW_RETURN_IF_ERROR(verified);
  out.problems = std::move(verified->problems);
  CW_ASSIGN_OR_RETURN(out.head, book.head());
  return out;
}

}  // namespace

base::Result<CaseAudit> audit_cases(const CaseWorkspace& workspace, disclosure::AuditInput input) {
  input.organisation = &workspace.organisation;
  input.regimes = workspace.regimes;
  input.manufacturer = workspace.manufacturer;
  CW_ASSIGN_OR_RETURN(Read read, read_register(workspace));
  input.register_problems = std::move(read.problems);
  input.last_change = [&](const std::string& id) -> std::optional<artifacts::time::Instant> {
    const auto found = read.changed.find(id);
    return found == read.changed.end() ? std::nullopt : std::optional(found->second);
  };
  CaseAudit out{read.cases.size(), std::move(read.head), disclosure::audit(read.cases, input)};
  return out;
}

}  // namespace crosswalk::cli
