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

using Changed = std::unordered_map<std::string, artifacts::time::Instant>;

/// Works out the chain of changes again, and when each case was last changed.
base::Result<store::Verification> verify(const CaseWorkspace& workspace, Changed& changed) {
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  return book.verify_chain([&](const store::Change& change) {
    if (change.case_id.empty()) return;
    if (const auto at = artifacts::time::parse_rfc3339(change.at)) changed[change.case_id] = *at;
  });
}

}  // namespace

base::Result<CaseAudit> audit_cases(const CaseWorkspace& workspace, disclosure::AuditInput input) {
  input.organisation = &workspace.organisation;
  input.regimes = workspace.regimes;
  input.manufacturer = workspace.manufacturer;
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  // The chain takes as long as the cases: another thread works it out meanwhile.
  Changed changed;
  auto verifying = std::async(std::launch::async, [&] { return verify(workspace, changed); });
  CaseAudit out;
  disclosure::Auditor auditor(input);
  const auto read = book.for_each([&](const disclosure::Case& one) {
    ++out.cases;
    auditor.look(one);
    return true;
  });
  base::Result<store::Verification> verified = verifying.get();
  CW_RETURN_IF_ERROR(read);
  CW_RETURN_IF_ERROR(verified);
  CW_ASSIGN_OR_RETURN(out.head, book.head());
  out.findings = auditor.finish({std::move(verified->problems), [&](const std::string& id) {
                                   const auto found = changed.find(id);
                                   return found == changed.end() ? std::nullopt : std::optional(found->second);
                                 }});
  return out;
}

}  // namespace crosswalk::cli
