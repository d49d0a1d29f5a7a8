// SPDX-License-Identifier: Apache-2.0
#include "cli/audit_sources.h"

#include <nlohmann/json.hpp>
#include <optional>
#include <utility>

#include "artifacts/cvss/score.h"
#include "artifacts/cvss/vector.h"
#include "artifacts/osv/match.h"
#include "artifacts/sbom/read.h"
#include "artifacts/securitytxt/securitytxt.h"
#include "base/hash.h"
#include "cli/common.h"
#include "cli/locked.h"
#include "cli/sbom_report.h"
#include "cli/sbom_vulns.h"
#include "cli/vulnerability_files.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::cli {
namespace {

namespace osv = artifacts::osv;
namespace sbom = artifacts::sbom;
using Json = nlohmann::json;

constexpr std::uint64_t kMostFile = 1ULL << 30;
constexpr std::uint64_t kMostText = 1ULL << 20;
constexpr int kMostFolders = 16;

/// A bill of materials in memory, and of which version of which product it is.
struct Bill {
  disclosure::KnownVulnerability of;
  std::string bytes;
};

base::Result<std::vector<Bill>> read_bills(const CaseWorkspace& workspace, const AuditSources& sources) {
  std::vector<Bill> out;
  for (const disclosure::Product& product : workspace.organisation.products) {
    for (const disclosure::ProductVersion& version : product.versions) {
      if (version.sbom.empty() || !version.supported) continue;
      CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(workspace.folder + "/" + version.sbom, kMostFile));
      out.push_back({{product.name, version.version, version.sbom, {}, {}, {}, {}}, std::move(bytes)});
    }
  }
  for (const std::string& file : sources.sboms) {
    CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(file, kMostFile));
    out.push_back({{{}, {}, file, {}, {}, {}, {}}, std::move(bytes)});
  }
  if (out.empty())
    return base::Error{base::ErrorCode::usage, "--db",
                       "there is no bill of materials: name one with --sbom, or with 'sbom' at a version in crosswalk.yaml"};
  return out;
}

/// What a locked process gives is not trusted: members of another type are empty.
std::string text_in(const Json& object, const char* name) {
  return object.is_object() && object.contains(name) && object[name].is_string() ? object[name].get<std::string>()
                                                                                 : std::string();
}
std::vector<std::string> texts_in(const Json& object, const char* name) {
  std::vector<std::string> out;
  if (!object.is_object() || !object.contains(name)) return out;
  for (const Json& each : object[name])
    if (each.is_string()) out.push_back(each.get<std::string>());
  return out;
}

/// The score of the highest vector, with its severity.
std::string severity_of(const osv::Vulnerability& vulnerability) {
  int best = -1;
  std::string out;
  for (const osv::Severity& severity : vulnerability.severity) {
    const auto vector = artifacts::cvss::parse(severity.score);
    if (!vector) continue;
    const int score = artifacts::cvss::score(*vector).overall;
    if (score <= best) continue;
    best = score;
    out = artifacts::cvss::tenths_as_text(score) + " " +
          std::string(artifacts::cvss::text_of(artifacts::cvss::severity_of(vector->version(), score)));
  }
  return out;
}

Json json_of(const Bill& bill, const sbom::Bom& bom, const Hit& hit) {
  const sbom::Component& component = bom.components[hit.component];
  return {{"product", bill.of.product},
          {"version", bill.of.version},
          {"file", bill.of.file},
          {"component", component.name + (component.version.empty() ? "" : " " + component.version)},
          {"id", hit.vulnerability->id},
          {"aliases", hit.vulnerability->aliases},
          {"severity", severity_of(*hit.vulnerability)}};
}

/// All that is open of all bills, as JSON. Runs locked in.
base::Result<Work> match(std::vector<Bill> bills, std::vector<VulnerabilityFile> files) {
  Work out;
  std::vector<sbom::Bom> boms;
  std::vector<osv::Package> packages;
  for (Bill& bill : bills) {
    CW_ASSIGN_OR_RETURN(sbom::Reading reading, sbom::read(std::move(bill.bytes), {bill.of.file, false}));
    for (const sbom::Component& component : reading.bom.components) {
      const auto found = osv::packages_of(component.purl);
      if (found) packages.insert(packages.end(), found->begin(), found->end());
    }
    boms.push_back(std::move(reading.bom));
  }
  CW_ASSIGN_OR_RETURN(const VulnerabilityDatabase database, make_vulnerability_database(std::move(files), packages));
  for (const base::Error& error : database.not_read) say("crosswalk: " + error.message());
  Json list = Json::array();
  for (std::size_t i = 0; i < bills.size(); ++i) {
    const Hits hits = look_up(boms[i], database.database, {});
    if (!hits.not_looked_up.empty())
      say("crosswalk: " + bills[i].of.file + ": " + counted(hits.not_looked_up.size(), "component", "components") +
          " could not be looked up");
    for (const Hit& hit : hits.hits) {
      if (hit.settled.empty()) list.push_back(json_of(bills[i], boms[i], hit));
    }
  }
  out.text = list.dump(-1, ' ', false, Json::error_handler_t::replace);
  return out;
}

base::Result<void> add_hashes(const platform::Folder& folder, const std::string& path, int depth, std::set<std::string>& out) {
  if (depth > kMostFolders) return base::Error{base::ErrorCode::limit_exceeded, path, "folders lie too deep in each other"};
  CW_ASSIGN_OR_RETURN(const std::vector<platform::Entry> entries, folder.entries(path));
  for (const platform::Entry& entry : entries) {
    const std::string name = path.empty() ? entry.name : path + "/" + entry.name;
    if (entry.kind == platform::EntryKind::folder) {
      CW_RETURN_IF_ERROR(add_hashes(folder, name, depth + 1, out));
    } else if (entry.kind == platform::EntryKind::file && name.ends_with(".json")) {
      CW_ASSIGN_OR_RETURN(const platform::File file, folder.open_file(name));
      CW_ASSIGN_OR_RETURN(const std::string bytes, file.read_all(kMostFile));
      out.insert(base::sha256_hex(bytes));
    }
  }
  return {};
}

/// What one file says, as JSON. Runs locked in.
base::Result<Work> read_security_txt(const std::string& bytes, artifacts::time::Instant as_of) {
  const auto file = artifacts::securitytxt::read(bytes, {as_of, {}});
  Json out = {{"errors", Json::array()}};
  if (file.expires) out["expires"] = *file.expires;
  for (const artifacts::securitytxt::Remark& remark : file.remarks) {
    // That it expired is a finding of its own.
    const bool expired = file.expires && *file.expires <= as_of && remark.finding.rule.find("expire") != std::string::npos;
    if (remark.finding.level == artifacts::FindingLevel::error && !expired) out["errors"].push_back(remark.finding.message);
  }
  return Work{clean, out.dump(-1, ' ', false, Json::error_handler_t::replace)};
}

}  // namespace

base::Result<std::vector<disclosure::KnownVulnerability>> known_vulnerabilities(const CaseWorkspace& workspace,
                                                                                const AuditSources& sources) {
  std::vector<disclosure::KnownVulnerability> out;
  if (sources.database.empty()) return out;
  CW_ASSIGN_OR_RETURN(std::vector<Bill> bills, read_bills(workspace, sources));
  CW_ASSIGN_OR_RETURN(std::vector<VulnerabilityFile> files, find_vulnerability_files(sources.database));
  const auto work = [&] { return match(std::move(bills), std::move(files)); };
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(sources.unsandboxed, work));
  const Json list = Json::parse(done.text, nullptr, false);
  if (!list.is_array()) return base::Error{base::ErrorCode::internal, sources.database, "no list of vulnerabilities"};
  for (const Json& each : list) {
    out.push_back({text_in(each, "product"), text_in(each, "version"), text_in(each, "file"), text_in(each, "component"),
                   text_in(each, "id"), texts_in(each, "aliases"), text_in(each, "severity")});
  }
  return out;
}

base::Result<std::vector<disclosure::SecurityTxtState>> security_txt_states(const AuditSources& sources,
                                                                            artifacts::time::Instant as_of) {
  std::vector<std::string> files = sources.security_txt;
  if (!sources.provider.empty()) {
    for (const char* name : {"/.well-known/security.txt", "/security.txt"}) {
      if (!platform::kind_of(sources.provider + name)) continue;
      files.push_back(sources.provider + name);
      break;
    }
  }
  std::vector<disclosure::SecurityTxtState> out;
  for (const std::string& name : files) {
    CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(name, kMostText));
    const auto work = [&] { return read_security_txt(bytes, as_of); };
    CW_ASSIGN_OR_RETURN(const Work done, do_locked(sources.unsandboxed, work));
    const Json said = Json::parse(done.text, nullptr, false);
    if (!said.is_object()) return base::Error{base::ErrorCode::internal, name, "no answer"};
    disclosure::SecurityTxtState state{name, {}, texts_in(said, "errors")};
    if (said.contains("expires") && said["expires"].is_number_integer())
      state.expires = said["expires"].get<artifacts::time::Instant>();
    out.push_back(std::move(state));
  }
  return out;
}

base::Result<std::set<std::string>> hashes_of(const std::string& folder) {
  CW_ASSIGN_OR_RETURN(const platform::Folder opened, platform::Folder::open(folder));
  std::set<std::string> out;
  CW_RETURN_IF_ERROR(add_hashes(opened, "", 0, out));
  return out;
}

}  // namespace crosswalk::cli
