// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "artifacts/json/value.h"
#include "artifacts/jsonschema/schema.h"
#include "base/hash.h"
#include "conformance/files.h"
#include "conformance/suite.h"
#include "platform/file.h"

namespace crosswalk::conformance {
namespace {

namespace json = artifacts::json;
namespace jsonschema = artifacts::jsonschema;
using jsonschema::Draft;

constexpr std::uint64_t kMaxFile = 64ULL << 20;
/// Where the suite's schemas refer to each other.
constexpr std::string_view kRemotes = "http://localhost:1234/";

std::optional<Draft> draft_of(std::string_view folder) {
  constexpr std::array<std::pair<std::string_view, Draft>, 5> kDrafts{{{"draft4", Draft::draft4},
                                                                       {"draft6", Draft::draft6},
                                                                       {"draft7", Draft::draft7},
                                                                       {"draft2019-09", Draft::draft2019_09},
                                                                       {"draft2020-12", Draft::draft2020_12}}};
  for (const auto& [name, draft] : kDrafts) {
    if (name == folder) return draft;
  }
  return std::nullopt;
}

/// The schemas in remotes/ by their names.
std::map<std::string, json::Document> remotes_of(const std::string& folder) {
  std::map<std::string, json::Document> out;
  for (const std::string& name : files_below(folder)) {
    const auto bytes = platform::read_file(folder + "/" + name, kMaxFile);
    if (!bytes) continue;
    if (auto parsed = json::parse(*bytes, {name})) out.emplace(name, std::move(*parsed));
  }
  return out;
}

/// A case's name: the file, and what tells it apart whatever stands beside it.
std::string id_of(const std::string& file, const json::Value& schema, const json::Value& test) {
  const std::string all =
      std::string(schema.raw()) + "\n" + std::string(test["data"].raw()) + std::string(test["description"].raw());
  return file + " " + base::sha256_hex(all).substr(0, 10);
}

void run_file(const std::string& file, const json::Document& document, const jsonschema::Options& options,
              const std::string& kind, Outcome& outcome) {
  for (const json::Value group : document.root().items()) {
    const json::Value schema = group["schema"];
    if (!schema || !group["tests"].is_array()) {
      outcome.unknown.push_back("a case of another form in " + file);
      continue;
    }
    // As if it were a document of its own, which pointers lead into.
    auto alone = json::parse(std::string(schema.raw()), {file});
    const auto compiled = alone ? jsonschema::Schema::compile(*alone, options) : base::Result<jsonschema::Schema>(alone.error());
    for (const json::Value test : group["tests"].items()) {
      const std::string id = id_of(file, schema, test);
      if (!compiled) {
        outcome.add(kind, false, id, compiled.error().message());
        continue;
      }
      const bool wanted = test["valid"].boolean();
      const bool accepted = compiled->accepts(test["data"]);
      const auto problems = compiled->problems(test["data"]);
      std::string what;
      if (accepted != wanted) {
        what = std::string(wanted ? "refused" : "taken") + ": " + std::string(group["description"].string()) + ": " +
               std::string(test["description"].string()) + " " + std::string(test["data"].raw());
        if (!problems.empty()) what += "; " + problems.front().message;
      } else if (accepted != problems.empty()) {
        what = "the problems do not say the same as the verdict";
      }
      outcome.add(kind, what.empty(), id, what);
    }
  }
}

}  // namespace

/// JSON-Schema-Test-Suite: what values a schema accepts, by draft; what a draft leaves open is counted as optional.
base::Result<Outcome> run_json_schema(const Context& context) {
  Outcome outcome;
  const auto remotes = remotes_of(context.folder + "/remotes");
  bool any = false;
  for (const std::string& name : files_below(context.folder + "/tests")) {
    const std::string file = "tests/" + name;
    const std::size_t slash = name.find('/');
    const auto draft = draft_of(name.substr(0, slash));
    if (!name.ends_with(".json") || slash == std::string::npos || !draft) {
      outcome.unknown.push_back("not a draft that is supported: " + file);
      continue;
    }
    const std::string rest = name.substr(slash + 1);
    CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(context.folder + "/" + file, kMaxFile));
    const auto document = json::parse(bytes, {file});
    if (!document || !document->root().is_array()) {
      outcome.unknown.push_back("not a list of cases: " + file);
      continue;
    }
    jsonschema::Options options;
    options.draft = *draft;
    const bool optional = rest.starts_with("optional/");
    options.assert_formats = rest.starts_with("optional/format/") || rest == "optional/ecmascript-regex.json";
    options.assert_content = rest == "optional/content.json";
    options.resolve = [&](std::string_view uri) -> std::optional<json::Document> {
      if (!uri.starts_with(kRemotes)) return std::nullopt;
      const auto found = remotes.find(std::string(uri.substr(kRemotes.size())));
      return found == remotes.end() ? std::nullopt : std::optional(found->second);
    };
    run_file(file, *document, options, std::string(optional ? "optional " : "required ") + name.substr(0, slash), outcome);
    any = true;
  }
  if (!any) return base::Error{base::ErrorCode::not_found, context.folder + "/tests", "the suite has no cases"};
  return outcome;
}

}  // namespace crosswalk::conformance
