// SPDX-License-Identifier: Apache-2.0
#include "intake/intake.h"

#include <algorithm>
#include <utility>

#include "artifacts/json/value.h"
#include "base/text.h"

namespace crosswalk::intake {
namespace {

namespace json = artifacts::json;

bool any_error(const std::vector<Remark>& remarks) {
  return std::any_of(remarks.begin(), remarks.end(), [](const Remark& remark) { return remark.is_error; });
}

/// What others say in messages may be cut within a character.
std::string written(const std::vector<Remark>& remarks) {
  std::string out = "[";
  for (const Remark& remark : remarks) {
    out += (out.size() == 1 ? "[" : ",[") + std::string(remark.is_error ? "true" : "false") + "," +
           json::quoted(base::repair_utf8(remark.place)) + "," + json::quoted(base::repair_utf8(remark.text)) + "]";
  }
  return out + "]";
}

std::vector<Remark> remarks_of(const json::Value& list) {
  std::vector<Remark> out;
  for (const json::Value item : list.items())
    out.push_back({item.at(0).boolean(), std::string(item.at(1).string()), std::string(item.at(2).string())});
  return out;
}

}  // namespace

bool Entry::has_errors() const { return any_error(remarks); }

bool Intake::has_errors() const {
  return any_error(remarks) || std::any_of(entries.begin(), entries.end(), [](const Entry& entry) { return entry.has_errors(); });
}

void finish(Entry& entry, const Options& options) {
  disclosure::Case& one = entry.one;
  if (one.source.kind == disclosure::SourceKind::unsaid) one.source.kind = options.source;
  if (!disclosure::moment_of(one, disclosure::Trigger::aware) && options.aware)
    one.events.push_back({disclosure::Trigger::aware, options.aware, "as the user said when it was taken in"});
  for (const artifacts::Finding& finding : disclosure::check_case(one)) {
    if (finding.level == artifacts::FindingLevel::error) entry.error(finding.pointer, finding.message);
  }
  // What was there and could not be read has been said already.
  const bool had_errors = entry.has_errors();
  for (const std::string& missing : disclosure::missing_for(one, one.stage)) {
    if (missing.starts_with("source.kind")) {
      entry.error("", "it does not say who found it: give --source");
    } else if (missing.starts_with("events:")) {
      if (!had_errors) entry.error("", "it does not say when we became aware of it: give --aware");
    } else {
      entry.error("", "missing for '" + std::string(base::word(one.stage)) + "': " + missing);
    }
  }
}

std::string cut(std::string_view text, std::string_view where, Entry& entry) {
  if (text.size() <= most_text) return std::string(text);
  std::string out = beginning_of(text, most_text);
  entry.note(std::string(where), "only the first " + std::to_string(out.size()) + " of " + std::to_string(text.size()) +
                                     " bytes of the text were taken");
  return out;
}

std::string beginning_of(std::string_view text, std::size_t bytes) {
  if (text.size() <= bytes) return std::string(text);
  while (bytes > 0 && (static_cast<unsigned char>(text[bytes]) & 0xC0U) == 0x80U) --bytes;
  return std::string(text.substr(0, bytes));
}

std::string write_intake(const Intake& intake) {
  std::string out = "{\"format\":" + json::quoted(base::word(intake.format)) + ",\"columns\":[";
  bool first = true;
  for (const Column& column : intake.columns) {
    out += (first ? "[" : ",[") + json::quoted(column.name) + "," + json::quoted(column.place) + "," +
           json::quoted(column.member) + "]";
    first = false;
  }
  out += "],\"remarks\":" + written(intake.remarks) + ",\"entries\":[";
  first = true;
  for (const Entry& entry : intake.entries) {
    const std::string one = disclosure::write_case(entry.one);
    out += (first ? "{" : ",{") + ("\"place\":" + json::quoted(entry.place)) + ",\"case\":" + (one.empty() ? "{}" : one) +
           ",\"remarks\":" + written(entry.remarks) + "}";
    first = false;
  }
  return out + "]}";
}

base::Result<Intake> read_intake(std::string text) {
  CW_ASSIGN_OR_RETURN(const json::Document document, json::parse(std::move(text), {"what was read"}));
  const json::Value root = document.root();
  Intake out;
  const auto format = base::from_word<Format>(root["format"].string());
  if (!format) return base::Error{base::ErrorCode::malformed_data, "what was read", "no format"};
  out.format = *format;
  for (const json::Value item : root["columns"].items())
    out.columns.push_back({std::string(item.at(0).string()), std::string(item.at(1).string()), std::string(item.at(2).string())});
  out.remarks = remarks_of(root["remarks"]);
  for (const json::Value item : root["entries"].items()) {
    Entry& entry = out.entries.emplace_back();
    entry.place = std::string(item["place"].string());
    std::vector<artifacts::Finding> findings;
    entry.one = disclosure::read_case(item["case"], findings);
    entry.remarks = remarks_of(item["remarks"]);
    for (const artifacts::Finding& finding : findings) entry.error(finding.pointer, finding.message);
  }
  return out;
}

}  // namespace crosswalk::intake
