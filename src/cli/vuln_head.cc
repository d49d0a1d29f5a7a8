// SPDX-License-Identifier: Apache-2.0
#include "cli/vuln_head.h"

#include <charconv>

#include "artifacts/time/instant.h"
#include "base/text.h"

namespace crosswalk::cli {
namespace {

constexpr std::string_view title = "Crosswalk register of vulnerability cases";
constexpr std::string_view changes_mark = "changes: ";
constexpr std::string_view head_mark = "head: ";
constexpr std::string_view at_mark = "stated: ";
constexpr std::size_t hash_digits = 64;

}  // namespace

bool is_hash(std::string_view text) {
  return text.size() == hash_digits && text.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

std::string text_of(const HeadStatement& statement) {
  std::string out(title);
  out.append("\n").append(changes_mark).append(std::to_string(statement.changes));
  out.append("\n").append(head_mark).append(statement.head);
  return out.append("\n").append(at_mark).append(statement.at).append("\n");
}

std::optional<HeadStatement> read_head_statement(std::string_view text) {
  const auto lines = base::split(text, '\n');
  if (lines.size() != 5 || lines[0] != title || !lines[4].empty() || !lines[1].starts_with(changes_mark) ||
      !lines[2].starts_with(head_mark) || !lines[3].starts_with(at_mark))
    return std::nullopt;
  HeadStatement out;
  const std::string_view number = lines[1].substr(changes_mark.size());
  const auto [rest, fault] = std::from_chars(number.data(), number.data() + number.size(), out.changes);
  if (fault != std::errc() || rest != number.data() + number.size() || out.changes < 0) return std::nullopt;
  out.head = lines[2].substr(head_mark.size());
  out.at = lines[3].substr(at_mark.size());
  if (!is_hash(out.head) || !artifacts::time::parse_rfc3339(out.at)) return std::nullopt;
  return out;
}

}  // namespace crosswalk::cli
