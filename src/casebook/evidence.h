// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <optional>
#include <span>
#include <string>

#include "base/result.h"
#include "casebook/casebook.h"
#include "disclosure/clock.h"
#include "disclosure/regime.h"

namespace crosswalk::casebook {

/// What cases say together with the clocks of regimes: what nothing answers yet, and when they were told.
class CaseSummary {
 public:
  /// Time is counted up to `as_of`; `regimes` have to stay as long as this.
  CaseSummary(std::span<const disclosure::Regime> regimes, disclosure::Manufacturer manufacturer, disclosure::Instant as_of);

  /// Looks at the next case.
  void look(const Case& one);
  /// Members of a JSON object, one a line, without braces: `as_of`; `clocks`, whom each asks to tell by its id; `unanswered`, the
  /// clocks of each case that events have started and nothing answers; `disclosed`, when each case that users or an authority
  /// were told of became known (`aware`), and when they first were (`told`). In the order of the cases.
  [[nodiscard]] std::string members() const;

 private:
  [[nodiscard]] std::optional<disclosure::Instant> first_told(const Case& one) const;

  std::span<const disclosure::Regime> regimes_;
  disclosure::Manufacturer manufacturer_;
  disclosure::Instant as_of_;
  std::string unanswered_;
  std::string disclosed_;
};

/// The register as a document that a review judges by its values (facts::read_case_register()): the head of its chain and all
/// cases as they were at `as_of`, persons as references, in JSON, one case a paragraph; and the members of a CaseSummary.
/// The same register gives the same bytes. Errors: as of Casebook::find().
base::Result<std::string> evidence_text(const Casebook& casebook, std::span<const disclosure::Regime> regimes,
                                        const disclosure::Manufacturer& manufacturer, disclosure::Instant as_of);

/// One sentence for reports: how many changes there are, and the hash of the last one. Errors: as of Casebook::find().
base::Result<std::string> head_statement(const Casebook& casebook);

}  // namespace crosswalk::casebook
