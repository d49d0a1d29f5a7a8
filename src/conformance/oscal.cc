// SPDX-License-Identifier: Apache-2.0
#include <array>
#include <map>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "conformance/files.h"
#include "conformance/suite.h"
#include "oscal/document.h"
#include "oscal/resolve.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::conformance {
namespace {

using oscal::Json;

constexpr std::uint64_t kMaxFile = 64ULL << 20;

base::Result<oscal::Document> read_document(const Context& context, const std::string& name) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(context.folder + "/" + name, kMaxFile));
  return oscal::read_document(bytes, name);
}

std::string fact(const oscal::Facts& facts, const std::string& name) {
  const std::map<std::string, std::string> texts{{"model", facts.model},
                                                 {"uuid", facts.uuid},
                                                 {"title", facts.title},
                                                 {"oscal-version", facts.oscal_version},
                                                 {"version", facts.version}};
  if (const auto text = texts.find(name); text != texts.end()) return text->second;
  const auto count = facts.counts.find(name);
  return std::to_string(count == facts.counts.end() ? 0 : count->second);
}

/// What is wrong with the facts of a document; empty if they are as expected.
std::string difference(const oscal::Facts& facts, const Json& wanted) {
  std::string out;
  for (const auto& [name, value] : wanted.items()) {
    const std::string expected = value.is_string() ? value.get<std::string>() : value.dump();
    const std::string found = fact(facts, name);
    if (fold(found) != fold(expected)) out += (out.empty() ? "" : "; ") + name + ": " + found + " instead of " + expected;
  }
  return out;
}

/// A document in the form in which two of them are compared: with white space folded and values as texts.
Json comparable(const Json& value) {
  if (value.is_string()) return fold(value.get<std::string>());
  if (!value.is_structured()) return value.dump();
  Json out = value.is_array() ? Json::array() : Json::object();
  for (const auto& [key, one] : value.items()) {
    if (value.is_array()) {
      out.push_back(comparable(one));
    } else {
      out[key] = comparable(one);
    }
  }
  return out;
}

/// The first differences of two documents, as paths.
std::string difference(const Json& found, const Json& wanted) {
  std::string out;
  const Json patch = Json::diff(found, wanted);
  for (std::size_t i = 0; i < patch.size() && i < 5; ++i) {
    out += (i == 0 ? "" : "; ") + oscal::text_of(patch[i], "op") + " " + oscal::text_of(patch[i], "path");
    if (patch[i].contains("value"))
      out += " " + patch[i]["value"].dump(-1, ' ', false, Json::error_handler_t::replace).substr(0, 100);
  }
  return out;
}

void run_facts(const Context& context, const Json& entries, Outcome& outcome) {
  std::map<std::string, std::pair<std::string, Json>> twins;
  for (const Json& entry : entries) {
    const std::string file = oscal::text_of(entry, "file");
    const auto document = read_document(context, file);
    const auto wanted = entry.find("facts_from_json_twin");
    if (wanted == entry.end() || !wanted->is_object()) {
      outcome.unknown.push_back("case without facts: " + file);
      continue;
    }
    if (!document) {
      outcome.add("facts", false, file + " facts", document.error().message());
      continue;
    }
    const oscal::Facts facts = oscal::facts_of(*document);
    const std::string wrong = difference(facts, *wanted);
    outcome.add("facts", wrong.empty(), file + " facts", wrong);
    // Documents of one name in different syntaxes say the same throughout.
    const std::string stem = file.substr(0, file.rfind('.'));
    const Json whole = comparable(document->body);
    const auto [twin, first] = twins.emplace(stem, std::pair{file, whole});
    if (first) continue;
    const std::string other = difference(whole, twin->second.second);
    outcome.add_apart("twins", other.empty(), file + " twin of " + twin->second.first, other);
  }
}

/// A catalog without what may differ between two resolutions of one profile: no uuid of its own, and of the metadata only title,
/// versions, roles and parties.
Json comparable_catalog(const oscal::Document& catalog) {
  Json out = comparable(catalog.body);
  out.erase("uuid");
  Json metadata = Json::object();
  for (const char* key : {"title", "version", "oscal-version", "roles", "parties", "responsible-parties"}) {
    if (out.contains("metadata") && out["metadata"].contains(key)) metadata[key] = out["metadata"][key];
  }
  out["metadata"] = metadata;
  return out;
}

/// Resolves a profile and compares. Nothing where the catalog that it is made from is not among the data.
void run_resolution(const Context& context, const std::string& profile_name, const std::string& expected_name, Outcome& outcome) {
  const std::string id = profile_name + " resolution";
  const auto profile = read_document(context, profile_name);
  const auto expected = read_document(context, expected_name);
  if (!profile || !expected) {
    outcome.add("resolution", false, id, (profile ? expected.error() : profile.error()).message());
    return;
  }
  bool outside = false;
  const oscal::Loader load = [&](const std::string& path) -> base::Result<std::string> {
    // What the profile names may lie elsewhere; only the data of the suite are read.
    if (path.starts_with("..") || path.starts_with("/")) {
      outside = true;
      return base::Error{base::ErrorCode::not_found, path, "lies outside of the data"};
    }
    return platform::read_file(context.folder + "/" + path, kMaxFile);
  };
  const auto resolution = oscal::resolve(*profile, profile_name, load);
  if (!resolution) {
    outcome.add("resolution", false, id, resolution.error().message());
    return;
  }
  if (outside && !resolution->complete) {
    outcome.notes.push_back("not resolved, because its catalog is not among the data: " + profile_name);
    return;
  }
  const std::string wrong = difference(comparable_catalog(resolution->catalog), comparable_catalog(*expected));
  outcome.add("resolution", wrong.empty(), id, wrong);
}

}  // namespace

/// What NIST expects of a reader of OSCAL: facts of documents in three syntaxes, and what profiles resolve to.
base::Result<Outcome> run_oscal(const Context& context) {
  Outcome outcome;
  bool any = false;
  if (platform::kind_of(context.folder + "/expected.json")) {
    CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(context.folder + "/expected.json", kMaxFile));
    const Json entries = Json::parse(bytes, nullptr, false);
    if (!entries.is_array()) {
      return base::Error{base::ErrorCode::malformed_data, context.folder + "/expected.json", "a list of cases in JSON is wanted"};
    }
    run_facts(context, entries, outcome);
    any = true;
  }
  const std::vector<std::string> files = files_below(context.folder);
  const std::set<std::string> names(files.begin(), files.end());
  constexpr std::string_view kExpected = "output-expected/";
  constexpr std::string_view kResolved = "_RESOLVED.xml";
  constexpr std::string_view kResolvedProfile = "-resolved-profile_catalog";
  for (const std::string& name : files) {
    if (const std::size_t at = name.find(kExpected); at != std::string::npos && name.ends_with(kResolved)) {
      const std::string stem = name.substr(at + kExpected.size(), name.size() - at - kExpected.size() - kResolved.size());
      run_resolution(context, name.substr(0, at) + stem + ".xml", name, outcome);
      any = true;
    } else if (const std::size_t middle = name.find(kResolvedProfile); middle != std::string::npos) {
      const std::string profile = name.substr(0, middle) + "_profile" + name.substr(name.rfind('.'));
      if (names.contains(profile)) run_resolution(context, profile, name, outcome);
    }
    if (name.starts_with("expected") && name != "expected.json") outcome.unknown.push_back("list of cases " + name);
  }
  if (!any) return base::Error{base::ErrorCode::not_found, context.folder + "/expected.json", "the suite has no list of cases"};
  outcome.notes.emplace_back(
      "resolutions are compared without uuid, last-modified, links and properties of the metadata, and without differences of "
      "white space");
  return outcome;
}

}  // namespace crosswalk::conformance
