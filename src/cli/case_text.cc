// SPDX-License-Identifier: Apache-2.0
#include "cli/case_text.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "cli/common.h"
#include "cli/exit_code.h"
#include "disclosure/moment.h"
#include "reports/escape.h"

namespace crosswalk::cli {
namespace {

using Json = nlohmann::ordered_json;

constexpr int columns = 80;

/// Whether a member is a moment, or a text of ours that may hold one.
bool holds_moments(std::string_view name) {
  constexpr std::array<std::string_view, 4> names{"at", "embargo_until", "how", "confirmed"};
  return std::find(names.begin(), names.end(), name) != names.end();
}

/// A value that is no list and no object as one line.
std::string plain(std::string_view name, const Json& value, const disclosure::Zone& zone) {
  if (!value.is_string()) return value.dump();
  const auto& text = value.get_ref<const std::string&>();
  return reports::visible(holds_moments(name) ? disclosure::with_local_moments(text, zone) : text);
}

/// Adds a value with its name behind `label`.
void add_named(std::string& out, const std::string& indent, std::string_view name, const std::string& label, const Json& value,
               const disclosure::Zone& zone) {
  if (!value.is_structured()) {
    const auto first = static_cast<int>(indent.size());
    return add_wrapped(out, first, first + 4, label + plain(name, value, zone));
  }
  if (!label.empty()) add_wrapped(out, static_cast<int>(indent.size()), static_cast<int>(indent.size()) + 4, label);
  for (const auto& [key, each] : value.items()) {
    if (value.is_object()) {
      add_named(out, indent + (label.empty() ? "" : "  "), key, key + (each.is_structured() ? ":" : ": "), each, zone);
    } else if (each.is_structured() && !each.empty()) {
      std::string item;
      add_named(item, indent + "    ", {}, {}, each, zone);
      item.replace(indent.size() + 2, 1, "-");
      out += item;
    } else {
      add_named(out, indent + "  ", {}, "- ", each.is_structured() ? Json("(nothing)") : each, zone);
    }
  }
}

/// A side of a change in JSON; null where there is nothing.
Json side_of(const std::string& text) {
  Json out = text.empty() ? Json() : Json::parse(text, nullptr, false);
  return out.is_discarded() ? Json(text) : out;
}

std::string in_line(std::string_view name, const Json& value, const disclosure::Zone& zone) {
  if (value.is_null()) return "(nothing)";
  return value.is_string() ? "\"" + plain(name, value, zone) + "\"" : plain(name, value, zone);
}

void add_change(std::string& out, const casebook::FieldChange& change, const disclosure::Zone& zone) {
  const Json before = side_of(change.before);
  const Json after = side_of(change.after);
  const std::string_view name = std::string_view(change.field).substr(change.field.rfind('/') + 1);
  // Behind the last one of a list. Source: RFC 6901, 4.
  std::string line =
      change.field.ends_with("/-") ? change.field.substr(0, change.field.size() - 2) + " (one more):" : change.field + ":";
  constexpr int first = 2;
  constexpr int rest = 6;
  const std::string inner(rest, ' ');
  if (before.is_structured()) {
    add_wrapped(out, first, rest, line);
    add_named(out, inner, {}, {}, before, zone);
    line = "  -> ";
  } else {
    line += " " + in_line(name, before, zone) + " -> ";
  }
  if (!after.is_structured()) return add_wrapped(out, first, rest, line + in_line(name, after, zone));
  add_wrapped(out, first, rest, line);
  add_named(out, inner, {}, {}, after, zone);
}

}  // namespace

void add_wrapped(std::string& out, int first, int rest, std::string_view text) {
  int indent = first;
  for (const std::string& line : reports::wrap(reports::visible(text), columns - rest)) {
    out += std::string(static_cast<std::size_t>(indent), ' ') + line + "\n";
    indent = rest;
  }
}

void say_wrapped(std::string_view text, int first) {
  constexpr int rest = 2;
  std::string lines;
  add_wrapped(lines, first, rest, text);
  // Of white space alone nothing is left.
  for (const std::string_view line : base::split(lines, '\n')) {
    if (!line.empty()) say(line);
  }
}

int report_wrapped(const base::Error& error) {
  const std::string message = "crosswalk: " + error.message();
  for (const std::string_view line : base::split(message, '\n')) say_wrapped(line);
  say_wrapped(base::advice_of(error.code), 2);
  return exit_code_of(error);
}

void add_value(std::string& out, const std::string& indent, const std::string& label, const Json& value,
               const disclosure::Zone& zone) {
  add_named(out, indent, {}, label, value, zone);
}

std::string text_of(const std::vector<casebook::FieldChange>& changes, const disclosure::Zone& zone) {
  std::string out;
  for (const casebook::FieldChange& change : changes) add_change(out, change, zone);
  return out;
}

}  // namespace crosswalk::cli
