// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "facts/view.h"

namespace crosswalk::facts {

/// How a document is built and to whom it speaks; but for `called_template` and a part of `article`, whatever it is called. Each
/// sign is measured apart from the others.
enum class Sign : std::uint8_t {
  /// Paragraphs and list items that begin with an order: "Configure ...", "Do not ...".
  orders,
  /// Blocks of code.
  code,
  /// "you", "your": the reader is spoken to.
  reader,
  /// "click", "select", "menu", "button": a screen is described.
  screen,
  /// Tables of settings: option, default, type, description.
  settings,
  /// The first person plural.
  we,
  /// Obligations in the third person: "shall", "must", "is responsible for".
  duties,
  /// Numbered steps, headings such as "Step 2".
  steps,
  /// Headings of a regulated procedure or policy: purpose, scope, responsibilities, definitions, records, review.
  regulated,
  /// Roles that act: team, officer, lead, manager, coordinator, committee.
  actors,
  /// Headings such as "Phase 2", "Week 1", "Task 3", "Milestones", "Timeline", "Budget", "Deliverables".
  stages,
  /// Boxes to tick among the list items, or a table column of answers.
  boxes,
  /// Questions.
  questions,
  /// Slots to fill: "[name]", "<date>", "{{ company }}", "____", "YYYY-MM-DD", "TODO".
  blanks,
  /// Labels without a value, headings without text, rows of empty cells.
  empty_fields,
  /// Rows or items that name a component with its version.
  components,
  /// Rows that name a licence.
  licences,
  /// Rows that begin with the number of a requirement: "164.312(a)", "A.8.24", "SR 1.1", "PW.4", "Article 13".
  requirements,
  /// Cells or items that hold nothing but an answer: "Met", "Partial", "Yes", "Implemented".
  answers,
  /// Rows that begin with a number of their own series: "R-01", "INC-2024-3".
  records,
  /// Columns or words of risk: likelihood, severity, hazard, harm, threat.
  risks,
  /// Threat analysis: assets, adversaries, trust boundaries, STRIDE.
  threats,
  /// CVE and GHSA numbers.
  identifiers,
  /// Fields of advisories: affected versions, fixed in, severity, credits.
  advisory_fields,
  /// A weakness is told: "an attacker", "could allow", "exploit".
  weakness,
  /// Version numbers as headings.
  versions,
  /// Kinds of change as headings, entries that begin with "Added", "Fixed", "Bump".
  changes,
  /// Entries that begin with a date.
  dated,
  /// What was found and done: "we found", "was fixed", "verified", "findings", "passed".
  findings,
  /// How to report a weakness: "report a vulnerability", "security@", "do not open a public issue", "supported versions".
  reporting,
  /// What a product does and how: "supports", "provides", "is encrypted", "uses".
  claims,
  /// Somebody addresses customers: "dear customer", "we inform you".
  letter,
  /// The front matter or folder of an article: author and day, "blog", "posts", "news".
  article,
  /// Mostly links.
  links,
  /// A workbook or a table of data.
  sheet,
  /// The title or the file name says that it is a template.
  called_template,
  /// Its control fields hold blanks to fill in (told by control_of).
  unfilled,
  /// Hardly any text.
  brief,
  /// The words of rules for everybody: "policy", "prohibited", "applies to all", "employees".
  rules,
  /// What happened: "was", "had been", "found".
  past,
  /// What is to come: "will", "planned", "target".
  future,
  /// Mostly tables.
  tabular,
  /// A law (see is_law).
  law,
  count
};

/// The strength of each sign, from 0 (absent) to 1 (as strong as it gets).
struct Shape {
  std::array<double, static_cast<std::size_t>(Sign::count)> strength{};

  /// The strength of `sign`.
  [[nodiscard]] double operator[](Sign sign) const { return strength[static_cast<std::size_t>(sign)]; }
  /// Sets the strength of `sign`; values outside 0 to 1 become the nearest of these.
  void set(Sign sign, double value) { strength[static_cast<std::size_t>(sign)] = std::clamp(value, 0.0, 1.0); }
};

/// Whether a document is cut into articles or paragraphs as laws are, and says in each that somebody shall do something. Who
/// speaks of himself maps a law to what he does.
bool is_law(const View& view);

/// Measures a document; linear in the number of its blocks, of which the first 4,000 are looked at.
Shape shape_of(const View& view);

/// The name of a sign as the enumeration has it: "boxes".
std::string_view name_of(Sign sign);

}  // namespace crosswalk::facts
