// SPDX-License-Identifier: Apache-2.0
#include "cli/release_init_told.h"

#include <algorithm>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "cli/case_text.h"
#include "release/origins.h"
#include "writing/json_text.h"

namespace crosswalk::cli {
namespace {

using Json = nlohmann::ordered_json;
using packs::Diagnostic;
using release::Addition;

std::string counted(std::size_t number, const std::string& one, const std::string& several) {
  return std::to_string(number) + " " + (number == 1 ? one : several);
}

std::string place_of(const Diagnostic& each) {
  std::string out = each.file;
  // Places in words name their line themselves.
  if (each.line > 0 && out.find(", ") == std::string::npos) out += ", line " + std::to_string(each.line);
  return out;
}

void tell_added(const InitOutcome& outcome, std::string& out) {
  for (const release::GroupSpec& group : release::groups()) {
    std::size_t entries = 0;
    std::size_t facts = 0;
    for (const Addition& each : outcome.merged.additions) {
      if (each.group != group.name || each.entry.facts.empty()) continue;
      entries += each.into ? 0 : 1;
      facts += each.entry.facts.size();
    }
    if (facts == 0) continue;
    add_wrapped(out, 2, 4,
                std::string(group.name) + ": " + counted(facts, "fact", "facts") +
                    (group.list && entries > 0 ? " in " + counted(entries, "new entry", "new entries") : ""));
  }
}

void tell_remarks(const InitOutcome& outcome, std::string& out) {
  constexpr std::size_t most_notes = 20;
  std::size_t notes = 0;
  for (const Diagnostic& each : outcome.merged.remarks.items()) {
    const bool error = each.level == Diagnostic::Level::error;
    if (!error && ++notes > most_notes) continue;
    add_wrapped(
        out, 2, 4,
        (error ? "error: " : "note: ") + place_of(each) + ": " + each.message + (each.advice.empty() ? "" : "; " + each.advice));
  }
  if (notes > most_notes)
    add_wrapped(out, 2, 4, "and " + std::to_string(notes - most_notes) + " more notes; --format json has all");
}

void tell_contradictions(const InitOutcome& outcome, std::string& out) {
  if (outcome.merged.contradictions.empty()) return;
  add_wrapped(out, 0, 0, "Sources that say different things:");
  for (const gathering::Contradiction& each : outcome.merged.contradictions) {
    add_wrapped(out, 2, 4,
                each.group + (each.entry.empty() ? "" : " '" + each.entry + "'") + ", " + each.field + ": '" + each.kept + "' (" +
                    each.kept_place + "), and '" + each.other + "' (" + each.other_place + "); " +
                    (each.in_file ? "the release file stays as it is" : "the first is written, the other stands beside it"));
  }
}

std::vector<std::string> empty_groups(const release::ReleaseFacts& facts) {
  std::vector<std::string> out;
  for (const release::GroupSpec& group : release::groups()) {
    if (group.name != "not_applicable" && facts.entries(group.name).empty() && facts.not_applicable(group.name) == nullptr)
      out.emplace_back(group.name);
  }
  return out;
}

Json json_of(const Addition& addition) {
  Json facts = Json::object();
  for (const auto& [field, fact] : addition.entry.facts) facts[field] = {{"values", fact.texts}, {"origin", fact.origin}};
  Json out = {{"group", addition.group}, {"new_entry", !addition.into.has_value()}, {"facts", std::move(facts)}};
  for (const release::Aside& each : addition.asides)
    out["beside"].push_back({{"field", each.field}, {"text", each.text}, {"origin", each.origin}});
  return out;
}

}  // namespace

std::string told(const InitOutcome& outcome) {
  std::string out;
  add_wrapped(out, 0, 2,
              outcome.file + " of " + outcome.product + " " + outcome.version + (outcome.is_new ? " (new)" : " (there already)"));
  for (const TakenSource& each : outcome.sources) {
    std::size_t facts = 0;
    for (const gathering::Gathered& entry : each.gathering.entries) facts += entry.entry.facts.size();
    if (facts == 0 && each.hints.empty()) continue;
    add_wrapped(out, 2, 4,
                "from " + each.name + " (" + each.kind + "): " + counted(facts, "fact", "facts") +
                    (each.hints.empty() ? "" : ", " + counted(each.hints.size(), "hint", "hints")));
  }
  const bool any = std::any_of(outcome.merged.additions.begin(), outcome.merged.additions.end(),
                               [](const Addition& each) { return !each.entry.facts.empty(); });
  add_wrapped(out, 0, 0, any ? "Added:" : "Nothing is new.");
  tell_added(outcome, out);
  tell_contradictions(outcome, out);
  if (!outcome.merged.remarks.items().empty()) add_wrapped(out, 0, 0, "Not taken, or to be looked at:");
  tell_remarks(outcome, out);
  add_wrapped(out, 0, 0, "Where its facts come from:");
  for (const release::OriginCount& each : release::origins_of(outcome.facts)) {
    add_wrapped(out, 2, 4,
                (each.source.empty() ? "written by hand" : each.source) + ": " + std::to_string(each.facts) + " (" +
                    base::join(each.groups, ", ") + ")");
  }
  const auto empty = empty_groups(outcome.facts);
  if (!empty.empty()) add_wrapped(out, 0, 2, "Nobody says anything yet of: " + base::join(empty, ", "));
  add_wrapped(out, 0, 0, outcome.closing);
  return out;
}

std::string json_of(const InitOutcome& outcome) {
  Json out = {{"file", outcome.file},
              {"product", outcome.product},
              {"version", outcome.version},
              {"new", outcome.is_new},
              {"written", outcome.written},
              {"sources", Json::array()},
              {"added", Json::array()},
              {"contradictions", Json::array()},
              {"remarks", Json::array()},
              {"origins", Json::object()},
              {"empty_groups", empty_groups(outcome.facts)}};
  for (const TakenSource& each : outcome.sources) {
    Json source = {
        {"name", each.name}, {"kind", each.kind}, {"entries", each.gathering.entries.size()}, {"hints", Json::array()}};
    for (const gathering::Hint& hint : each.hints)
      source["hints"].push_back({{"group", hint.group}, {"field", hint.field}, {"text", hint.text}, {"origin", hint.origin}});
    out["sources"].push_back(std::move(source));
  }
  for (const Addition& each : outcome.merged.additions) out["added"].push_back(json_of(each));
  for (const gathering::Contradiction& each : outcome.merged.contradictions) {
    out["contradictions"].push_back({{"group", each.group},
                                     {"entry", each.entry},
                                     {"field", each.field},
                                     {"kept", each.kept},
                                     {"kept_place", each.kept_place},
                                     {"other", each.other},
                                     {"other_place", each.other_place},
                                     {"in_file", each.in_file}});
  }
  for (const Diagnostic& each : outcome.merged.remarks.items()) {
    out["remarks"].push_back({{"level", each.level == Diagnostic::Level::error ? "error" : "note"},
                              {"place", place_of(each)},
                              {"message", each.message},
                              {"advice", each.advice}});
  }
  for (const release::OriginCount& each : release::origins_of(outcome.facts))
    out["origins"][each.source.empty() ? "by hand" : each.source] = each.facts;
  return writing::harmless_json(out.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
}

}  // namespace crosswalk::cli
