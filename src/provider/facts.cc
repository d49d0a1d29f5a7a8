// SPDX-License-Identifier: Apache-2.0
#include "provider/facts.h"

#include <algorithm>
#include <array>
#include <nlohmann/json.hpp>

#include "artifacts/csaf/advisory.h"
#include "artifacts/csaf/tests.h"
#include "artifacts/csaf/validate.h"

namespace crosswalk::provider {
namespace {

namespace csaf = artifacts::csaf;
using Json = nlohmann::ordered_json;

constexpr std::size_t most_faults = 20;

int rank_of(std::string_view severity) {
  constexpr std::array<std::string_view, 5> words{"none", "low", "medium", "high", "critical"};
  const auto* const found = std::find(words.begin(), words.end(), severity);
  return found == words.end() ? -1 : static_cast<int>(found - words.begin());
}

/// The worst score of a document decides.
void read_severity(const csaf::Advisory& advisory, Facts& out) {
  int worst = -1;
  for (const csaf::Vulnerability& vulnerability : advisory.vulnerabilities) {
    for (const csaf::Score& score : vulnerability.scores) {
      const int value = rank_of(score.severity) * 1000 + score.tenths.value_or(0);
      if (value <= worst) continue;
      worst = value;
      out.severity = score.severity;
      out.score = score.tenths ? std::to_string(*score.tenths / 10) + "." + std::to_string(*score.tenths % 10) : "";
    }
  }
}

void read_products(const csaf::Advisory& advisory, Facts& out) {
  const auto add = [&](const std::string& name) {
    if (!name.empty() && std::find(out.products.begin(), out.products.end(), name) == out.products.end()) {
      out.products.push_back(name);
    }
  };
  for (const csaf::Product& product : advisory.products) add(product.product_name.empty() ? product.name : product.product_name);
}

std::string summary_of(const csaf::Advisory& advisory) {
  for (const std::string_view category : {"summary", "description"}) {
    for (const csaf::Note& note : advisory.notes) {
      if (note.category == category && !note.text.empty()) return note.text;
    }
  }
  return advisory.title;
}

base::Result<std::vector<std::string>> faults_of(const artifacts::json::Value& root) {
  csaf::Options options;
  options.only = {"schema", "6.1"};
  CW_ASSIGN_OR_RETURN(const csaf::Report report, csaf::validate(root, options));
  std::vector<std::string> out;
  for (const csaf::Verdict& verdict : report.verdicts) {
    if (verdict.outcome != csaf::Outcome::failed) continue;
    for (const artifacts::Finding& finding : verdict.findings) {
      if (out.size() == most_faults) return out;
      out.push_back(std::string(verdict.id) + ": " + finding.message +
                    (finding.pointer.empty() ? "" : " (" + finding.pointer + ")"));
    }
  }
  return out;
}

}  // namespace

// The year as the document has it, whatever its zone.
std::string Facts::path() const { return initial_release.substr(0, 4) + "/" + csaf::file_name_for(id); }

base::Result<Facts> read_facts(const artifacts::json::Value& root) {
  const auto malformed = [](std::string why) { return base::Error{base::ErrorCode::malformed_data, "", std::move(why)}; };
  if (csaf::kind_of(root) != csaf::Kind::document || !root["document"]) return malformed("it is no CSAF document");
  const csaf::Advisory advisory = csaf::read_advisory(root);
  if (advisory.format_version != "2.0") return malformed("it is not CSAF 2.0");
  Facts out;
  out.id = advisory.id;
  out.title = advisory.title;
  out.category = advisory.category;
  out.version = advisory.version;
  out.status = advisory.status;
  out.tlp = advisory.tlp;
  out.publisher_namespace = advisory.publisher_namespace;
  out.initial_release = advisory.initial_release_date;
  out.current_release = advisory.current_release_date;
  const auto initial = artifacts::time::parse_rfc3339(out.initial_release);
  const auto current = artifacts::time::parse_rfc3339(out.current_release);
  if (out.id.empty() || out.version.empty() || !initial || !current) {
    return malformed("its tracking lacks an id, a version, or a date of release");
  }
  out.initial = *initial;
  out.current = *current;
  out.summary = summary_of(advisory);
  for (const csaf::RevisionText& revision : advisory.revisions) {
    if (revision.number == out.version) out.revision_summary = revision.summary;
  }
  read_severity(advisory, out);
  read_products(advisory, out);
  for (const csaf::Vulnerability& vulnerability : advisory.vulnerabilities) {
    Named named{vulnerability.cve, {}};
    for (const csaf::OtherId& other : vulnerability.ids) named.ids.push_back(other.text);
    out.vulnerabilities.push_back(std::move(named));
  }
  CW_ASSIGN_OR_RETURN(out.faults, faults_of(root));
  return out;
}

std::string to_line(const Facts& facts) {
  Json vulnerabilities = Json::array();
  for (const Named& each : facts.vulnerabilities) vulnerabilities.push_back({{"cve", each.cve}, {"ids", each.ids}});
  const Json out{{"id", facts.id},
                 {"title", facts.title},
                 {"category", facts.category},
                 {"version", facts.version},
                 {"status", facts.status},
                 {"tlp", facts.tlp},
                 {"namespace", facts.publisher_namespace},
                 {"revision_summary", facts.revision_summary},
                 {"summary", facts.summary},
                 {"initial_release", facts.initial_release},
                 {"current_release", facts.current_release},
                 {"initial", facts.initial},
                 {"current", facts.current},
                 {"severity", facts.severity},
                 {"score", facts.score},
                 {"vulnerabilities", std::move(vulnerabilities)},
                 {"products", facts.products},
                 {"faults", facts.faults}};
  return out.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

base::Result<Facts> from_line(std::string_view line) {
  // The other process may have been led astray by what it read: every member is looked at before it is taken.
  const Json json = Json::parse(line, nullptr, false);
  bool whole = json.is_object();
  const auto text = [&](const Json& object, const char* key, std::string& value) {
    const auto found = object.find(key);
    whole = whole && found != object.end() && found->is_string();
    if (whole) value = found->get<std::string>();
  };
  const auto number = [&](const char* key, Instant& value) {
    const auto found = json.find(key);
    whole = whole && found != json.end() && found->is_number_integer();
    if (whole) value = found->get<Instant>();
  };
  const auto texts = [&](const Json& object, const char* key, std::vector<std::string>& values) {
    const auto found = object.find(key);
    whole = whole && found != object.end() && found->is_array();
    if (!whole) return;
    for (const Json& each : *found) {
      whole = whole && each.is_string();
      if (whole) values.push_back(each.get<std::string>());
    }
  };
  Facts out;
  if (whole) {
    text(json, "id", out.id);
    text(json, "title", out.title);
    text(json, "category", out.category);
    text(json, "version", out.version);
    text(json, "status", out.status);
    text(json, "tlp", out.tlp);
    text(json, "namespace", out.publisher_namespace);
    text(json, "revision_summary", out.revision_summary);
    text(json, "summary", out.summary);
    text(json, "initial_release", out.initial_release);
    text(json, "current_release", out.current_release);
    number("initial", out.initial);
    number("current", out.current);
    text(json, "severity", out.severity);
    text(json, "score", out.score);
    texts(json, "products", out.products);
    texts(json, "faults", out.faults);
    whole = whole && json.contains("vulnerabilities") && json["vulnerabilities"].is_array();
  }
  if (whole) {
    for (const Json& each : json["vulnerabilities"]) {
      Named named;
      whole = whole && each.is_object();
      if (!whole) break;
      text(each, "cve", named.cve);
      texts(each, "ids", named.ids);
      out.vulnerabilities.push_back(std::move(named));
    }
  }
  if (!whole) return base::Error{base::ErrorCode::malformed_data, "facts of an advisory", "a member is missing"};
  return out;
}

}  // namespace crosswalk::provider
