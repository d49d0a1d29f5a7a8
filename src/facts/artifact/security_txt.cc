// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>

#include "artifacts/securitytxt/securitytxt.h"
#include "artifacts/time/instant.h"
#include "base/text.h"
#include "facts/artifact/readers.h"

namespace crosswalk::facts {
namespace {

namespace securitytxt = artifacts::securitytxt;
using document::ByteOffset;
using document::Span;

/// Whether a value is where somebody can be reached. Source: RFC 9116, 2.5.3.
bool is_reachable(std::string_view value) {
  return value.starts_with("https://") || value.starts_with("mailto:") || value.starts_with("tel:");
}

/// The line with this number, counted from 1, without the space around it.
Span line_at(std::string_view text, std::size_t number) {
  std::size_t begin = 0;
  for (; number > 1 && begin < text.size(); --number) begin = std::min(text.find('\n', begin), text.size() - 1) + 1;
  const std::string_view line = base::trim(text.substr(begin, text.find('\n', begin) - begin));
  const auto at = static_cast<ByteOffset>(line.data() - text.data());
  return {at, at + static_cast<ByteOffset>(line.size())};
}

}  // namespace

void read_security_txt(std::string_view path, document::Extracted& extracted) {
  constexpr std::size_t largest = 64 << 10;
  const std::string_view text = extracted.document.text;
  if (text.size() > largest) return;
  const securitytxt::File file = securitytxt::read(text, {});
  const bool named = base::to_lower(path).ends_with("security.txt");
  const std::vector<std::string> contacts = file.values(securitytxt::FieldKind::contact);
  const bool reachable = std::any_of(contacts.begin(), contacts.end(), [](const std::string& one) { return is_reachable(one); });
  // "Contact:" alone stands in many a text.
  if (!(named && !file.fields.empty()) && !(reachable && file.expires)) return;

  document::Artifact& artifact = extracted.artifact;
  artifact.kind = document::ArtifactKind::security_txt;
  artifact.format_version = "RFC 9116";
  extracted.facts.role = document::Role::policy;
  // A line in capitals between blank lines is taken for a heading, and the frame of a signature is one.
  if (std::string& title = extracted.facts.control.title; title.starts_with("-----")) title.clear();
  if (file.expires) artifact.valid_until = artifacts::time::text_of(*file.expires).substr(0, 10);
  Tally contact(document::ArtifactCheck::contact, "no address in");
  for (const securitytxt::Field& field : file.fields) {
    if (field.kind != securitytxt::FieldKind::contact) continue;
    is_reachable(field.value) ? contact.has(line_at(text, field.line)) : contact.lacks("\"" + field.value + "\"");
  }
  if (contact.of() > 0) artifact.points.push_back(contact.finish());
  for (const securitytxt::Remark& remark : file.remarks) {
    // Whether it is out of date depends on the day of the review.
    if (remark.finding.level != artifacts::FindingLevel::error || remark.finding.rule.find("expire") != std::string::npos)
      continue;
    artifact.valid = false;
    if (artifact.faults.size() < 5) {
      artifact.faults.push_back((remark.finding.line > 0 ? "line " + std::to_string(remark.finding.line) + ": " : "") +
                                remark.finding.message);
    }
  }
}

}  // namespace crosswalk::facts
