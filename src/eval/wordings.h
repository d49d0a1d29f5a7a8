// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "eval/rewriting.h"

namespace crosswalk::eval {

/// What a wording is made for.
enum class Form : std::uint8_t {
  /// A sentence about what somebody does; {s} behind "that", {S} as it begins, {a} what is done, where "we" do it.
  statement,
  /// The same, of the past: there is no promise to be made of it.
  account,
  /// A sentence that gives information.
  fact,
  /// The same, where a clause stands before the main one.
  long_fact,
  /// A command as the thing itself ("Report it to ..."); {a} behind "to".
  command,
  /// A command as a piece of guidance.
  guidance,
  /// Commands that forbid; there is no {a}.
  ban,
  /// Text without a verb; {f} and {F}.
  fragment,
  /// The same, at most six words.
  phrase,
  /// The same as `fragment` and as `phrase`, where information is asked for.
  item,
  short_item,
  /// What stands behind a label or in a cell: {v}, and the label {l}.
  value
};

/// One way to put a passage of a form.
struct Wording {
  Mutation as;
  Form form;
  std::string_view text;
};

/// The wordings of a set, as people use them. {n} is a maker that does not exist.
std::span<const Wording> wordings(Wordings set);
/// How a set asks reporters to do what we do; the roles are changed in {a}.
std::span<const std::string_view> asked_of_reporters(Wordings set);
/// The comment behind a line of data of somebody else's product.
std::string_view comment_on_others(Wordings set);
/// Makers that do not exist.
std::span<const std::string_view> makers(Wordings set);
/// What stands for something particular that is left open: "mail", "link", "vector", "date", "version", "number", "company".
std::string_view blank(Wordings set, std::string_view what);

}  // namespace crosswalk::eval
