// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "packs/pack.h"

/// What a clause page says, as phrases for every form of it.
namespace crosswalk::reports {

/// A standard by the title that the pack gives it, else made of its id.
std::string work_name(const packs::Pack& pack, std::string_view id);
/// "iso-13485:7.2.3" as "ISO 13485, 7.2.3" (the source says the edition); a clause of the same pack as its number and title.
std::string clause_name(const packs::Pack& pack, std::string_view id);
/// "ISO 13485:2016, 7.2.3 · confidence high"; `by`: id of the extension that says it, or empty.
std::string source_text(const std::vector<std::string>& source, packs::Confidence confidence, const std::string& by = {});
/// The same of a statement.
std::string source_text(const packs::Statement& statement);
/// What is asked for, in words: "shall · process and record · for each record · if placed-on-market".
std::string demand_text(const packs::Constraint& constraint);
/// Source, confidence and on what the trust in the rule stands.
std::string constraint_source(const packs::Constraint& constraint);
/// A signal as a sentence, with the constraints that it bears on.
std::string signal_line(const packs::Signal& signal);
/// The question of the constraint's condition; empty where it has none.
std::string condition_text(const packs::Pack& pack, const packs::Constraint& constraint);
/// When a remedy holds: "If partial (vague)", "To close the gap".
std::string remedy_name(std::string_view verdict);

}  // namespace crosswalk::reports
