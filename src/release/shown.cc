// SPDX-License-Identifier: Apache-2.0
#include "release/shown.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"

namespace crosswalk::release {
namespace {

std::string severity_in_words(const std::string& text) {
  namespace cvss = artifacts::cvss;
  const auto vector = cvss::parse(text);
  if (!vector) return text;
  const int tenths = cvss::score(*vector).overall;
  const auto level = cvss::severity_of(vector->version(), tenths);
  return cvss::tenths_as_text(tenths) + " " + std::string(cvss::text_of(level)) + " (" + text + ")";
}

/// Whether a text of several begins as a sentence does, and is more than a name: "A firewall in front of it". "TLS for
/// modalities" may stand within a sentence as well.
bool reads_as_sentence(std::string_view text) {
  constexpr std::ptrdiff_t fewest_spaces = 2;
  const bool capital = text.size() > 1 && text[0] >= 'A' && text[0] <= 'Z';
  const bool word = capital && (text[1] == ' ' || (text[1] >= 'a' && text[1] <= 'z'));
  return word && std::count(text.begin(), text.end(), ' ') >= fewest_spaces;
}

std::string several(const std::vector<std::string>& texts) {
  std::string out;
  for (const std::string& text : texts) {
    out += (out.empty() ? "" : " ") + text;
    if (out.back() != '.' && out.back() != '!' && out.back() != '?') out += '.';
  }
  return out;
}

}  // namespace

std::string in_words(std::string text) {
  std::replace(text.begin(), text.end(), '_', ' ');
  return text;
}

std::string shown(const FieldSpec& field, const Entry& entry) {
  if (field.kind == FieldKind::yes_no) {
    const auto value = entry.yes_no(field.name);
    return !value ? "" : *value ? "yes" : "no";
  }
  if (field.kind == FieldKind::word) return in_words(entry.text(field.name));
  if (field.name == "severity") return severity_in_words(entry.text(field.name));
  const Fact* fact = entry.find(field.name);
  const bool sentences = field.kind == FieldKind::texts && fact != nullptr && fact->texts.size() > 1 &&
                         std::all_of(fact->texts.begin(), fact->texts.end(), reads_as_sentence);
  return sentences ? several(fact->texts) : entry.text(field.name);
}

std::string document_name(std::string_view kind) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 9> names{
      {{"secure_operation", "Secure operation guide"},
       {"account_management", "Account management guide"},
       {"conformance", "Conformance statement"},
       {"residual_risk", "Residual security risk statement"},
       {"release_notes", "Security release notes"},
       {"sbom_companion", "Companion of the bill of materials"},
       {"decommissioning", "Decommissioning guide"},
       {"mds2", "Answers for the MDS2 form"},
       {"dossier", "Release dossier"}}};
  for (const auto& [word, name] : names) {
    if (word == kind) return std::string(name);
  }
  return std::string(kind);
}

}  // namespace crosswalk::release
