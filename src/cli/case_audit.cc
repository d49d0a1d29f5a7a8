// SPDX-License-Identifier: Apache-2.0
#include "cli/case_audit.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <future>
#include <latch>
#include <optional>
#include <utility>
#include <vector>

#include "artifacts/time/instant.h"
#include "casebook/casebook.h"

namespace crosswalk::cli {
namespace {

/// When changes were made, by their numbers.
class ChangeTimes {
 public:
  /// Adds a change with a higher number than all before.
  void add(const store::Change& change) {
    if (const auto at = artifacts::time::parse_rfc3339(change.at)) times_.emplace_back(change.number, *at);
  }
  [[nodiscard]] std::optional<artifacts::time::Instant> find(std::int64_t number) const {
    const auto found = std::lower_bound(times_.begin(), times_.end(), number,
                                        [](const auto& each, std::int64_t wanted) { return each.first < wanted; });
    return found == times_.end() || found->first != number ? std::nullopt : std::optional(found->second);
  }

 private:
  std::vector<std::pair<std::int64_t, artifacts::time::Instant>> times_;
};

/// Works out the chain of changes again, and when each change was made.
base::Result<store::Verification> verify(const CaseWorkspace& workspace, ChangeTimes& times) {
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  return book.verify_chain([&](const store::Change& change) { times.add(change); });
}

/// The audit of the cases in parts, by as many threads as there are.
class Cases {
 public:
  Cases(const CaseWorkspace& workspace, const disclosure::AuditInput& input) : workspace_(workspace), input_(input) {}

  /// Says which parts there are; to be called once. Whoever works waits for it.
  void begin(std::vector<store::Part> parts) {
    parts_ = std::move(parts);
    done_.resize(parts_.size());
    begun_.count_down();
  }

  /// Takes one part after the other until none is left. May be called by several threads at once.
  base::Result<void> work() {
    begun_.wait();
    CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace_, store::Register::Access::read));
    for (std::size_t i = next_++; i < parts_.size(); i = next_++) {
      Done& done = done_[i];
      done.auditor.emplace(input_);
      CW_RETURN_IF_ERROR(book.for_each_of(parts_[i], [&](const disclosure::Case& one, std::int64_t changed_by) {
        ++done.cases;
        done.auditor->look(one, changed_by);
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
  std::latch begun_{1};
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
  Cases cases(workspace, input);
  // The chain has to be worked out by one thread, which helps with the cases when it is done.
  ChangeTimes times;
  auto verifying = std::async(std::launch::async, [&]() -> base::Result<store::Verification> {
    CW_ASSIGN_OR_RETURN(store::Verification out, verify(workspace, times));
    CW_RETURN_IF_ERROR(cases.work());
    return out;
  });
  const auto parts = book.parts(cases_at_once);
  cases.begin(parts ? *parts : std::vector<store::Part>());
  const base::Result<void> read = cases.work();
  base::Result<store::Verification> verified = verifying.get();
  CW_RETURN_IF_ERROR(parts);
  CW_RETURN_IF_ERROR(read);
  CW_RETURN_IF_ERROR(verified);
  CaseAudit out;
  CW_ASSIGN_OR_RETURN(out.head, book.head());
  disclosure::Auditor auditor = cases.finish(out.cases);
  out.findings = auditor.finish({std::move(verified->problems), [&](std::int64_t number) { return times.find(number); }});
  return out;
}

}  // namespace crosswalk::cli
