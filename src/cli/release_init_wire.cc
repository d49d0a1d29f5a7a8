// SPDX-License-Identifier: Apache-2.0
#include "cli/release_init_wire.h"

#include <nlohmann/json.hpp>
#include <utility>

namespace crosswalk::cli {
namespace {

using Json = nlohmann::ordered_json;
using packs::Diagnostic;

Json json_of(const gathering::Gathered& gathered) {
  Json facts = Json::object();
  for (const auto& [field, fact] : gathered.entry.facts)
    facts[field] = {{"texts", fact.texts}, {"line", fact.line}, {"column", fact.column}, {"origin", fact.origin}};
  return {{"group", gathered.group}, {"facts", std::move(facts)}};
}

gathering::Gathered gathered_of(const Json& json) {
  gathering::Gathered out;
  out.group = json.at("group").get<std::string>();
  for (const auto& [field, fact] : json.at("facts").items()) {
    out.entry.facts[field] = {fact.at("texts").get<std::vector<std::string>>(), fact.at("line").get<int>(),
                              fact.at("column").get<int>(), fact.at("origin").get<std::string>()};
  }
  return out;
}

}  // namespace

std::string write_source(const TakenSource& source) {
  Json out = {{"name", source.name},
              {"kind", source.kind},
              {"entries", Json::array()},
              {"remarks", Json::array()},
              {"hints", Json::array()}};
  for (const gathering::Gathered& each : source.gathering.entries) out["entries"].push_back(json_of(each));
  for (const Diagnostic& each : source.gathering.remarks.items()) {
    out["remarks"].push_back({{"error", each.level == Diagnostic::Level::error},
                              {"file", each.file},
                              {"line", each.line},
                              {"column", each.column},
                              {"message", each.message},
                              {"advice", each.advice}});
  }
  for (const gathering::Hint& each : source.hints)
    out["hints"].push_back({{"group", each.group}, {"field", each.field}, {"text", each.text}, {"origin", each.origin}});
  return out.dump(-1, ' ', false, Json::error_handler_t::replace);
}

base::Result<TakenSource> read_source(const std::string& text) {
  try {
    const Json json = Json::parse(text);
    TakenSource out;
    out.name = json.at("name").get<std::string>();
    out.kind = json.at("kind").get<std::string>();
    for (const Json& each : json.at("entries")) out.gathering.entries.push_back(gathered_of(each));
    for (const Json& each : json.at("remarks")) {
      const auto add = each.at("error").get<bool>() ? &packs::Diagnostics::error : &packs::Diagnostics::warning;
      (out.gathering.remarks.*add)(each.at("file").get<std::string>(), each.at("line").get<int>(), each.at("column").get<int>(),
                                   each.at("message").get<std::string>(), each.at("advice").get<std::string>());
    }
    for (const Json& each : json.at("hints")) {
      out.hints.push_back({each.at("group").get<std::string>(), each.at("field").get<std::string>(),
                           each.at("text").get<std::string>(), each.at("origin").get<std::string>()});
    }
    return out;
  } catch (const nlohmann::json::exception& fault) {
    return base::Error{base::ErrorCode::malformed_data, "", fault.what()};
  }
}

}  // namespace crosswalk::cli
