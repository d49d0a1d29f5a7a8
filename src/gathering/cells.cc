// SPDX-License-Identifier: Apache-2.0
#include "gathering/cells.h"

#include <algorithm>

#include "artifacts/ids/ids.h"
#include "artifacts/time/date.h"
#include "base/text.h"
#include "release/facts.h"

namespace crosswalk::gathering {
namespace {

namespace time = artifacts::time;
using release::FieldKind;
using release::FieldSpec;

/// Other words for those of a list, in small letters with '_' between them.
struct OtherWord {
  std::string_view group;
  std::string_view field;
  std::string_view said;
  std::string_view word;
};
constexpr OtherWord other_words[] = {
    {"interfaces", "direction", "inbound", "in"},
    {"interfaces", "direction", "incoming", "in"},
    {"interfaces", "direction", "outbound", "out"},
    {"interfaces", "direction", "outgoing", "out"},
    {"interfaces", "direction", "bidirectional", "both"},
    {"interfaces", "direction", "in_out", "both"},
    {"interfaces", "transport", "tcp_and_udp", "tcp_udp"},
    {"interfaces", "medium", "ethernet", "network"},
    {"interfaces", "medium", "lan", "network"},
    {"interfaces", "medium", "wlan", "wireless"},
    {"interfaces", "medium", "wi_fi", "wireless"},
    {"interfaces", "medium", "wifi", "wireless"},
    {"interfaces", "medium", "bluetooth", "wireless"},
    {"interfaces", "default", "enabled", "open"},
    {"interfaces", "default", "disabled", "closed"},
    {"accounts", "kind", "user", "human"},
    {"accounts", "kind", "person", "human"},
    {"accounts", "kind", "system", "operating_system"},
    {"accounts", "kind", "os", "operating_system"},
    {"accounts", "kind", "manufacturer", "vendor"},
    {"accounts", "default_state", "active", "enabled"},
    {"accounts", "default_state", "inactive", "disabled"},
    // FDA, Cybersecurity in Medical Devices (2023), V.A.4.b has the words of the list; SPDX 3.0.1, SupportType, others. What can
    // be either (limitedSupport, endOfSupport with a day to come) is no word here.
    {"items", "level", "active", "actively_maintained"},
    {"items", "level", "maintained", "actively_maintained"},
    {"items", "level", "supported", "actively_maintained"},
    {"items", "level", "support", "actively_maintained"},
    {"items", "level", "deployed", "actively_maintained"},
    {"items", "level", "unmaintained", "no_longer_maintained"},
    {"items", "level", "not_maintained", "no_longer_maintained"},
    {"items", "level", "unsupported", "no_longer_maintained"},
    {"items", "level", "not_supported", "no_longer_maintained"},
    {"items", "level", "nosupport", "no_longer_maintained"},
    // CycloneDX, impact analysis states.
    {"known_vulnerabilities", "status", "exploitable", "affected"},
    {"known_vulnerabilities", "status", "in_triage", "under_investigation"},
    {"known_vulnerabilities", "status", "resolved", "fixed"},
    {"known_vulnerabilities", "status", "false_positive", "not_affected"},
    {"findings", "decision", "resolved", "fixed"},
    {"findings", "source", "test", "testing"},
    {"findings", "source", "code", "implementation"},
};

base::Error wrong(std::string_view text, const std::string& why) {
  return {base::ErrorCode::malformed_data, "", "'" + intake::beginning_of(text, 80) + "' " + why};
}

std::string plain_word(std::string_view text) {
  std::string out = base::to_lower(base::collapse_space(text));
  std::replace_if(
      out.begin(), out.end(), [](char c) { return c == ' ' || c == '-' || c == '/'; }, '_');
  return out;
}

std::vector<std::string> parts_of(std::string_view text, std::string_view signs) {
  std::vector<std::string> out;
  std::size_t begin = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    if (i < text.size() && signs.find(text[i]) == std::string_view::npos) continue;
    const std::string_view part = base::trim(text.substr(begin, i - begin));
    if (!part.empty()) out.emplace_back(part);
    begin = i + 1;
  }
  return out;
}

base::Result<std::string> day_of(std::string_view text, intake::DateOrder order) {
  const auto date = time::parse_date(text);
  if (!date || date->precision == time::Precision::day_without_year) return wrong(text, "is no day; write it as 2026-01-31");
  if (date->precision == time::Precision::month) return wrong(text, "has no day; write it as 2026-01-31");
  if (date->other && *date->other != date->day) {
    if (order == intake::DateOrder::unsaid)
      return wrong(text, "can be " + date->day.iso() + " or " + date->other->iso() + ": give --date-order dmy or mdy");
    return (order == intake::DateOrder::dmy ? date->day : *date->other).iso();
  }
  return date->day.iso();
}

base::Result<std::vector<std::string>> cves_of(std::string_view text) {
  std::vector<std::string> out;
  for (const std::string& part : parts_of(text, ",;\n ")) {
    const auto id = artifacts::ids::parse(part);
    if (!id || id->kind != artifacts::Kind::cve) return wrong(part, "is no CVE id");
    out.push_back(id->canonical);
  }
  return out;
}

base::Result<std::string> one_value(std::string_view group, const FieldSpec& field, std::string_view text,
                                    intake::DateOrder order) {
  switch (field.kind) {
    case FieldKind::date:
      return day_of(text, order);
    case FieldKind::yes_no: {
      const std::string word = plain_word(text);
      if (word == "yes" || word == "y" || word == "true") return std::string("yes");
      if (word == "no" || word == "n" || word == "false") return std::string("no");
      return wrong(text, "is neither yes nor no");
    }
    case FieldKind::word: {
      if (auto word = word_for(group, field, text)) return std::move(*word);
      const auto words = base::split(field.words, '|');
      return wrong(text, "is none of: " + base::join({words.begin(), words.end()}, ", "));
    }
    default: {
      std::string out(text);
      const std::string mistake = release::mistake_in(field, out);
      if (!mistake.empty()) return wrong(text, mistake + ": " + release::advice_for(field));
      return out;
    }
  }
}

}  // namespace

std::optional<std::string> word_for(std::string_view group, const FieldSpec& field, std::string_view text) {
  const std::string said = plain_word(text);
  for (const std::string_view word : base::split(field.words, '|')) {
    if (base::to_lower(word) == said) return std::string(word);
  }
  for (const OtherWord& other : other_words) {
    if (other.group == group && other.field == field.name && other.said == said) return std::string(other.word);
  }
  return std::nullopt;
}

base::Result<std::vector<std::string>> values_of(std::string_view group, const FieldSpec& field, std::string_view text,
                                                 intake::DateOrder order) {
  text = base::trim(text);
  if (field.kind == FieldKind::cves) return cves_of(text);
  if (field.kind == FieldKind::texts) return parts_of(text, ";\n");
  if (field.kind == FieldKind::roles) return parts_of(text, ",;\n");
  CW_ASSIGN_OR_RETURN(std::string value, one_value(group, field, text, order));
  return std::vector<std::string>{std::move(value)};
}

std::string id_of(std::string_view name) {
  constexpr std::size_t most = 60;
  std::string out;
  for (const char c : base::to_lower(name)) {
    const bool kept = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
    if (kept) {
      out += c;
    } else if (!out.empty() && out.back() != '-') {
      out += '-';
    }
    if (out.size() >= most) break;
  }
  while (!out.empty() && out.back() == '-') out.pop_back();
  return out;
}

}  // namespace crosswalk::gathering
