// SPDX-License-Identifier: Apache-2.0
#include "cli/release_init_sources.h"

#include <optional>
#include <string_view>
#include <utility>

#include "artifacts/json/value.h"
#include "artifacts/sbom/read.h"
#include "artifacts/time/instant.h"
#include "base/text.h"
#include "cli/common.h"
#include "cli/intake_files.h"
#include "cli/locked.h"
#include "comparison/review_file.h"
#include "gathering/deployment.h"
#include "gathering/previous.h"
#include "gathering/register.h"
#include "gathering/sbom.h"
#include "platform/file.h"
#include "platform/folder.h"

namespace crosswalk::cli {
namespace {

/// A path for origins: within the workspace as it is there; else the file's own name, as nobody else has these folders.
std::string origin_name(const std::string& path, const std::string& workspace) {
  const auto whole = platform::canonical(path);
  const auto folder = platform::canonical(workspace);
  if (whole && folder && is_within(*whole, *folder) && whole->size() > folder->size() + 1)
    return whole->substr(folder->size() + 1);
  return path.substr(path.find_last_of('/') + 1);
}

bool is_table(const std::string& name, const std::string& bytes) {
  const std::string small = base::to_lower(name);
  return small.ends_with(".csv") || small.ends_with(".tsv") || (small.ends_with(".xlsx") && bytes.starts_with("PK"));
}

bool is_review(const std::string& bytes) {
  if (base::trim(std::string_view(bytes).substr(0, 64)).substr(0, 1) != "{") return false;
  const auto document = artifacts::json::parse(bytes, {"review"});
  return document && document->root()["schema_version"].is_string() && document->root()["tool"].is_object() &&
         document->root()["clauses"].is_array();
}

base::Result<TakenSource> take_table(const std::string& name, const std::string& bytes, const SourceOptions& options) {
  CW_ASSIGN_OR_RETURN(const document::Document document, read_tables(name, bytes));
  return TakenSource{name, "table", gathering::gather_tables(document, name, options.tables), {}};
}

base::Result<TakenSource> take_sbom(const std::string& name, std::string bytes) {
  CW_ASSIGN_OR_RETURN(const auto reading, artifacts::sbom::read(std::move(bytes), {name, false}));
  return TakenSource{name, "bill of materials", gathering::gather_sbom(reading.bom, name), {}};
}

/// "SEC-103, version 4" of what a review says of a document's control: "state approved, id SEC-103, version 4, date 2026-10-09".
std::string control_of(const comparison::ReviewFile& review, const std::string& path) {
  const auto found = review.documents.find({path, 1});
  if (found == review.documents.end()) return {};
  std::string id;
  std::string version;
  for (const std::string_view part : base::split(found->second.control, ',')) {
    const std::string_view text = base::trim(part);
    if (text.starts_with("id ")) id = text.substr(3);
    if (text.starts_with("version ")) version = text;
  }
  return id + (id.empty() || version.empty() ? "" : ", ") + version;
}

base::Result<TakenSource> take_review(const std::string& name, const std::string& bytes) {
  CW_ASSIGN_OR_RETURN(const comparison::ReviewFile review, comparison::read_review(bytes, name, comparison::Keep::whole));
  if (!comparison::is_known_schema(review.schema_version))
    return base::Error{base::ErrorCode::malformed_review, name, "another version of the program wrote it"};
  std::vector<gathering::ReviewedPassage> passages;
  constexpr std::string_view pack = "iec-81001-5-1:";
  for (const auto& [id, constraint] : review.constraints) {
    if (!id.starts_with(pack)) continue;
    for (const comparison::PassageState& each : constraint.passages) {
      const review::Evidence& evidence = each.evidence;
      const bool found = evidence.verdict == review::Verdict::met || evidence.verdict == review::Verdict::partial;
      const bool own = evidence.owner == document::Owner::own || evidence.owner == document::Owner::unknown;
      if (!found || !own || evidence.assertion != review::Assertion::asserted) continue;
      passages.push_back({id.substr(pack.size()), evidence.verdict == review::Verdict::met, evidence.quote, evidence.document,
                          each.place, control_of(review, evidence.document)});
    }
  }
  auto from = gathering::gather_review(passages, name);
  return TakenSource{name, "review", std::move(from.gathering), std::move(from.hints)};
}

/// What a file is and gives; runs in the locked copy.
base::Result<TakenSource> decode(const std::string& path, const std::string& name, std::string bytes,
                                 const SourceOptions& options) {
  if (is_table(name, bytes)) return take_table(name, bytes, options);
  if (artifacts::sbom::detect(bytes)) return take_sbom(name, std::move(bytes));
  if (is_review(bytes)) return take_review(name, bytes);
  if (const auto kind = gathering::kind_of(path, bytes)) {
    return TakenSource{name, std::string(base::word(*kind)), gathering::gather_deployment(*kind, bytes, name), {}};
  }
  return base::Error{base::ErrorCode::usage, name,
                     "what kind of file it is cannot be told; there are tables (CSV, XLSX), bills of materials (CycloneDX, "
                     "SPDX), files of Compose, Kubernetes, systemd and nginx, and reviews in JSON"};
}

}  // namespace

base::Result<TakenSource> take_source(const std::string& path, const CaseWorkspace& workspace, const SourceOptions& options) {
  CW_ASSIGN_OR_RETURN(std::string bytes, platform::read_file(path, most_intake_file));
  const std::string name = origin_name(path, workspace.folder);
  const auto work = [&]() -> base::Result<Work> {
    CW_ASSIGN_OR_RETURN(const TakenSource source, decode(path, name, std::move(bytes), options));
    return Work{clean, write_source(source)};
  };
  CW_ASSIGN_OR_RETURN(const Work done, do_locked(options.unsandboxed, work));
  return read_source(done.text);
}

base::Result<TakenSource> take_previous(const std::string& path, const std::string& name,
                                        const std::vector<TakenSource>& others) {
  constexpr std::uint64_t largest = 8ULL << 20;
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(path, largest));
  packs::Diagnostics diagnostics;
  const auto facts = release::read_release(text, name, diagnostics);
  if (!facts || diagnostics.has_errors()) {
    report(diagnostics);
    return base::Error{base::ErrorCode::malformed_data, name, "mend the release before first"};
  }
  std::vector<gathering::Gathering> gathered;
  gathered.reserve(others.size());
  for (const TakenSource& each : others) gathered.push_back(each.gathering);
  return TakenSource{name, "release before", gathering::carry_over(*facts, name, gathered), {}};
}

base::Result<TakenSource> take_register(const CaseWorkspace& workspace, const std::string& product, const std::string& version) {
  TakenSource out{CaseWorkspace::register_file, "register of vulnerabilities", {}, {}};
  if (!platform::kind_of(workspace.register_path())) return out;
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  CW_ASSIGN_OR_RETURN(const base::Date today, as_of({}));
  // The beginning of the day: what is under embargo until some time today still is.
  const disclosure::Product* known = workspace.organisation.find(product);
  const gathering::AskedRelease asked{known == nullptr ? disclosure::Product{product, {}} : *known, version,
                                      artifacts::time::beginning_of(today), CaseWorkspace::register_file};
  CW_RETURN_IF_ERROR(book.for_each([&](const disclosure::Case& one) {
    gathering::gather_case(one, asked, out.gathering);
    return true;
  }));
  return out;
}

}  // namespace crosswalk::cli
