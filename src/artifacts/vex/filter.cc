// SPDX-License-Identifier: Apache-2.0
#include "artifacts/vex/filter.h"

#include <utility>

#include "artifacts/json/value.h"
#include "artifacts/vex/vex.h"

namespace crosswalk::artifacts::vex {

base::Result<Filtered> filter_sarif(std::string bytes, std::string_view name, const Document& merged) {
  json::ParseOptions options;
  options.name = name;
  CW_ASSIGN_OR_RETURN(const json::Document document, json::parse(std::move(bytes), options));
  const json::Value version = document.root()["version"];
  if (version && !version.string().starts_with("2.")) {
    return base::Error{base::ErrorCode::malformed_data, std::string(name),
                       "line " + std::to_string(version.place().line) + ", /version: what is read is SARIF 2.1.0"};
  }
  const json::Value runs = document.root()["runs"];
  if (!runs.is_array())
    return base::Error{base::ErrorCode::malformed_data, std::string(name), "it is no SARIF log: it has no runs"};
  const std::string_view text = document.text();
  Filtered out;
  std::size_t copied = 0;
  for (const json::Value run : runs.items()) {
    Filtered::Run counts;
    const json::Value results = run["results"];
    if (results.is_array()) {
      out.json += std::string(text.substr(copied, results.begin() - copied)) + "[";
      copied = results.end();
      bool first = true;
      for (const json::Value result : results.items()) {
        ++counts.before;
        std::string_view rule = result["ruleId"].string();
        if (rule.empty()) rule = result["rule"]["id"].string();
        const Statement* statement = latest_on(merged, vulnerability_of_rule(rule));
        if (statement != nullptr && (statement->status == Status::not_affected || statement->status == Status::fixed)) continue;
        ++counts.after;
        out.json += (first ? "\n" : ",\n") + std::string(result.raw());
        first = false;
      }
      out.json += first ? "]" : "\n]";
    }
    out.runs.push_back(counts);
  }
  out.json += text.substr(copied);
  return out;
}

}  // namespace crosswalk::artifacts::vex
