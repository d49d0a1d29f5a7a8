// SPDX-License-Identifier: Apache-2.0
#include "cli/case_audit.h"

#include <atomic>
#include <cstddef>
#include <future>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

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

/// The audit of the cases in parts, by as many threads as there are.
class Cases {
 public:
  Cases(const CaseWorkspace& workspace, const disclosure::AuditInput& input, std::vector<store::Part> parts)
      : workspace_(workspace), input_(input), parts_(std::move(parts)), done_(parts_.size()) {}

  /// Takes one part after the other until none is left. May be called by several threads at once.
  base::Result<void> work() {
    CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace_, store::Register::Access::read));
    for (std::size_t i = next_++; i < parts_.size(); i = next_++) {
      Done& done = done_[i];
      done.auditor.emplace(input_);
      CW_RETURN_IF_ERROR(book.for_each_of(parts_[i], [&](const disclosure::Case& one) {
        ++done.cases;
        done.auditor->look(one);
        return true;
      }));
    }
    return {};
  }

  /// What all of them found, in the order of the cases. To be called once, after all work.
  disclosure::Auditor finish(std::size_t& cases) {
    disclosure::Auditor out(input_);
    for (Done& done : done_) {
      cases += done.cases;
      out.add(std::move(*done.auditor));
    }
    return out;
  }

 private:
  struct Done {
    std::optional<disclosure::Auditor> auditor;
    std::size_t cases = 0;
  };

  const CaseWorkspace& workspace_;
  const disclosure::AuditInput& input_;
  std::vector<store::Part> parts_;
  std::vector<Done> done_;
  std::atomic<std::size_t> next_{0};
};

}  // namespace

base::Result<CaseAudit> audit_cases(const CaseWorkspace& workspace, disclosure::AuditInput input) {
  constexpr std::size_t cases_at_once = 2'000;
  input.organisation = &workspace.organisation;
  input.regimes = workspace.regimes;
  input.manufacturer = workspace.manufacturer;
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  CW_ASSIGN_OR_RETURN(std::vector<store::Part> parts, book.parts(cases_at_once));
  Cases cases(workspace, input, std::move(parts));
  // The chain has to be worked out by one thread, which helps with the cases when it is done.
  Changed changed;
  auto verifying = std::async(std::launch::async, [&]() -> base::Result<store::Verification> {
    CW_ASSIGN_OR_RETURN(store::Verification out, verify(workspace, changed));
    CW_RETURN_IF_ERROR(cases.work());
    return out;
  });
  const base::Result<void> read = cases.work();
  base::Result<store::Verification> verified = verifying.get();
  CW_RETURN_IF_ERROR(read);
  CW_RETURN_IF_ERROR(verified);
  CaseAudit out;
  CW_ASSIGN_OR_RETURN(out.head, book.head());
  disclosure::Auditor auditor = cases.finish(out.cases);
  out.findings = auditor.finish({std::move(verified->problems), [&](const std::string& id) {
                                   const auto found = changed.find(id);
                                   return found == changed.end() ? std::nullopt : std::optional(found->second);
                                 }});
  return out;
}

}  // namespace crosswalk::cli
