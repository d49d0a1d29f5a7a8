// SPDX-License-Identifier: Apache-2.0
#include "facts/artifact/artifact.h"

#include <string>
#include <utility>

#include "facts/artifact/readers.h"

namespace crosswalk::facts {
namespace {

namespace json = artifacts::json;

/// What may be of one of the formats: reading it as JSON costs time.
bool may_be_of_a_format(std::string_view text) {
  // Formats name themselves, but members have no order.
  for (const char* sign : {"\"csaf_version\"", "openvex.dev", "\"runs\"", "\"affected\"", "\"crosswalk_case_register\""}) {
    if (text.find(sign) != std::string_view::npos) return true;
  }
  return false;
}

/// Whether a SARIF log tells of no run that came to its end. Source: SARIF 2.1.0, 3.14.11, 3.20.14.
bool all_runs_failed(const json::Value& root) {
  bool any = false;
  for (const json::Value run : root["runs"].items()) {
    bool failed = false;
    for (const json::Value invocation : run["invocations"].items()) {
      const json::Value succeeded = invocation["executionSuccessful"];
      if (succeeded.is_boolean() && succeeded.boolean()) return false;
      failed = failed || succeeded.is_boolean();
    }
    if (!failed) return false;
    any = true;
  }
  return any;
}

void read_json(document::Extracted& extracted) {
  if (!may_be_of_a_format(extracted.document.text)) return;
  json::ParseOptions options;
  options.duplicate_keys = true;
  const auto document = json::parse(extracted.document.text, options);
  if (!document) return;
  const json::Value root = document->root();
  if (root["crosswalk_case_register"].is_string()) {
    read_case_register(*document, extracted);
  } else if (root["document"]["csaf_version"].is_string()) {
    read_csaf(*document, extracted);
  } else if (root["@context"].string().find("openvex.dev") != std::string_view::npos) {
    read_openvex(*document, extracted);
  } else if (root["runs"].is_array() && root["version"].string().starts_with("2.")) {
    extracted.artifact.kind = document::ArtifactKind::sarif;
    extracted.artifact.format_version = root["version"].string();
    extracted.facts.role = document::Role::report;
    if (all_runs_failed(root)) {
      extracted.facts.control.state = document::State::draft;
      extracted.facts.control.state_reason = "the tool says that its run did not succeed";
    }
  } else if (root["id"].is_string() && root["modified"].is_string() && root["affected"].is_array()) {
    // A record of a vulnerability database: somebody else's word on somebody else's package.
    extracted.artifact.kind = document::ArtifactKind::osv;
    extracted.artifact.format_version = root["schema_version"].string();
    extracted.facts.owner = document::Owner::third_party;
    extracted.facts.owner_reason = "a record of a vulnerability database";
  } else {
    return;
  }
  for (const json::Value& twice : document->duplicates()) {
    extracted.artifact.valid = false;
    extracted.artifact.faults.push_back(twice.place().text() + ": the name " + json::quoted(twice.string()) + " stands twice");
    if (extracted.artifact.faults.size() >= 5) break;
  }
}

}  // namespace

void fill_artifact(document::Extracted& extracted, std::string_view path) {
  const document::Artifact& artifact = extracted.artifact;
  const std::string_view format = extracted.document.format;
  const auto known = [&] { return artifact.kind != document::ArtifactKind::none; };
  if (format == "json") read_json(extracted);
  if (!known() && (format == "json" || format == "xml" || format == "text")) read_bom(extracted);
  if (!known() && format == "text") read_security_txt(path, extracted);
  if (!known() && extracted.facts.role == document::Role::release_notes) read_release_notes(extracted);
}

}  // namespace crosswalk::facts
