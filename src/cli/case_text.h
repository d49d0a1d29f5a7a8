// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "base/error.h"
#include "casebook/casebook.h"
#include "disclosure/zone.h"

namespace crosswalk::cli {

/// `text` in lines of at most 80 columns, made harmless: the first behind `first` blanks, the others behind `rest`, which is no
/// less.
void add_wrapped(std::string& out, int first, int rest, std::string_view text);

/// The same in lines to standard error, `first` columns in and those that follow two; nothing of white space alone.
void say_wrapped(std::string_view text, int first = 0);

/// Writes an error and what to do about it to standard error, in lines of at most 80 columns. The exit code that fits.
int report_wrapped(const base::Error& error);

/// A value of a case in JSON for people, in lines of at most 80 columns: names and values, lists with dashes, what belongs
/// together set in. `label` ("title: ", "events:") stands before it; moments are shown as they are in `zone`.
void add_value(std::string& out, const std::string& indent, const std::string& label, const nlohmann::ordered_json& value,
               const disclosure::Zone& zone);

/// Changes of fields as lines for people: what was, and what is; moments as they are in `zone`.
std::string text_of(const std::vector<casebook::FieldChange>& changes, const disclosure::Zone& zone);

}  // namespace crosswalk::cli
