// SPDX-License-Identifier: Apache-2.0
#include "cli/release_common.h"

#include <algorithm>
#include <cstdint>
#include <set>
#include <string_view>
#include <utility>

#include "cli/advisory_files.h"
#include "cli/case_text.h"
#include "cli/common.h"
#include "cli/paper_files.h"
#include "cli/vuln_common.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "writing/pdf.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t largest_file = 8ULL << 20;

std::string path_of(const CaseWorkspace& workspace, const std::string& file) { return workspace.folder + "/" + file; }

base::Result<std::optional<release::ReleaseFacts>> read_facts(const std::string& path, packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(path, largest_file));
  return release::read_release(text, path, diagnostics);
}

/// The cases of the register; nothing where there is none.
base::Result<std::optional<std::vector<disclosure::Case>>> read_cases(const CaseWorkspace& workspace) {
  if (!platform::kind_of(workspace.register_path())) return std::optional<std::vector<disclosure::Case>>();
  CW_ASSIGN_OR_RETURN(const casebook::Casebook book, open_casebook(workspace, store::Register::Access::read));
  std::vector<disclosure::Case> out;
  CW_RETURN_IF_ERROR(book.for_each([&](const disclosure::Case& one) {
    out.push_back(one);
    return true;
  }));
  return std::optional(std::move(out));
}

/// The moment for which documents are made: the end of the day of release, or of today where nobody said it.
base::Result<disclosure::Instant> made_for(const OpenedRelease& opened) {
  std::string day;
  for (const release::Entry& entry : opened.facts.entries("release")) {
    if (const auto released = entry.date("released")) day = released->iso();
  }
  return end_named("released", day, opened.workspace.manufacturer.zone);
}

/// Adds what the register says of this version.
base::Result<void> take_register(OpenedRelease& opened, const disclosure::Product* product, release::Known& known,
                                 packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(auto cases, read_cases(opened.workspace));
  if (!cases) return {};
  CW_ASSIGN_OR_RETURN(const disclosure::Instant as_of, made_for(opened));
  known.vulnerabilities.emplace();
  for (const disclosure::Case& one : *cases) {
    known.vulnerabilities->insert(one.ids.begin(), one.ids.end());
    if (product == nullptr) continue;
    if (auto status = release::status_in(one, *product, opened.facts.version(), as_of))
      opened.statuses.push_back(std::move(*status));
  }
  opened.cases = std::move(*cases);
  add_register(opened.facts, opened.statuses, diagnostics);
  return {};
}

base::Result<void> check(OpenedRelease& opened, packs::Diagnostics& diagnostics) {
  release::Known known;
  const disclosure::Product* product = opened.workspace.organisation.find(opened.facts.product());
  if (product != nullptr) {
    for (const disclosure::ProductVersion& version : product->versions) known.versions.insert(version.version);
  } else {
    diagnostics.error(opened.facts.file, 0, 0, "there is no product '" + opened.facts.product() + "'",
                      "write its name as crosswalk.yaml has it under 'products'");
  }
  CW_RETURN_IF_ERROR(take_register(opened, product, known, diagnostics));
  check_release(opened.facts, known, diagnostics);
  return {};
}

}  // namespace

base::Result<std::string> release_file(const std::string& version) {
  const bool good = !version.empty() && version.front() != '.' && version.size() <= 100 &&
                    std::none_of(version.begin(), version.end(),
                                 [](char c) { return c == '/' || static_cast<unsigned char>(c) < 0x20 || c == 0x7F; });
  if (good) return std::string(releases_folder) + "/" + version + ".yaml";
  return base::Error{base::ErrorCode::usage, version,
                     "a version is the name of a file in the folder 'releases', without its ending"};
}

base::Result<std::optional<OpenedRelease>> open_release(const std::string& named, const std::string& version,
                                                        packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(const std::string file, release_file(version));
  CW_ASSIGN_OR_RETURN(const base::Date today, as_of({}));
  OpenedRelease out;
  CW_ASSIGN_OR_RETURN(out.workspace, open_case_workspace(named, today));
  const std::string path = path_of(out.workspace, file);
  if (!platform::kind_of(path)) {
    return base::Error{base::ErrorCode::not_found, path, "write the facts of the release there (docs/release.md)"};
  }
  CW_ASSIGN_OR_RETURN(auto facts, read_facts(path, diagnostics));
  if (!facts) return std::optional<OpenedRelease>();
  out.facts = std::move(*facts);
  if (!out.facts.version().empty() && out.facts.version() != version) {
    diagnostics.error(path, 0, 0, "it says version '" + out.facts.version() + "'", "a file has the name of its version");
  }
  CW_RETURN_IF_ERROR(check(out, diagnostics));
  const std::string previous = out.facts.text("release", "previous");
  const auto before = release_file(previous);
  if (before && platform::kind_of(path_of(out.workspace, *before))) {
    CW_ASSIGN_OR_RETURN(out.previous, read_facts(path_of(out.workspace, *before), diagnostics));
  } else if (!previous.empty()) {
    diagnostics.warning(path, 0, 0, "there are no facts of version '" + previous + "': what changed is only what 'changes' says",
                        "write releases/" + previous + ".yaml");
  }
  return std::optional(std::move(out));
}

base::Result<writing::Brand> brand_of(const OpenedRelease& opened, packs::Diagnostics& diagnostics) {
  CW_ASSIGN_OR_RETURN(writing::Brand brand, read_workspace_brand(opened.workspace.folder, diagnostics));
  if (brand.name.empty()) brand.name = opened.workspace.organisation.name;
  return brand;
}

base::Result<writing::Brand> looks_of(const OpenedRelease& opened, const std::string& house_template) {
  // What is wrong with the brand's file was said when the documents were made.
  packs::Diagnostics said;
  CW_ASSIGN_OR_RETURN(writing::Brand brand, brand_of(opened, said));
  if (!house_template.empty()) {
    CW_ASSIGN_OR_RETURN(brand.docx_template, read_docx_template(house_template));
  }
  CW_ASSIGN_OR_RETURN(const std::string missing, missing_styles_told(brand));
  if (!missing.empty()) say_wrapped(missing);
  return brand;
}

base::Result<std::string> written(const release::Document& document, std::string_view format, const writing::Brand& brand) {
  if (format == "docx") return docx_of(document.paper, brand);
  if (format == "pdf") return writing::as_pdf(document.paper, brand);
  if (format == "html") return writing::as_html(document.paper, brand);
  return writing::as_markdown(document.paper);
}

base::Result<std::vector<release::Document>> documents_of(const OpenedRelease& opened, packs::Diagnostics& diagnostics) {
  release::Request request;
  request.facts = &opened.facts;
  request.previous = opened.previous ? &*opened.previous : nullptr;
  CW_ASSIGN_OR_RETURN(request.brand, brand_of(opened, diagnostics));
  request.find_template = [folder = opened.workspace.folder](const std::string& name) { return read_template(folder, name); };
  return make_documents(request, diagnostics);
}

std::string blanks_told(const std::vector<release::Document>& documents) {
  std::string out;
  for (const release::Document& document : documents) {
    if (document.blanks.empty()) continue;
    out += "\n";
    add_wrapped(out, 0, 0, "To be filled in, " + document.paper.title + ":");
    for (const writing::Blank& blank : document.blanks) {
      add_wrapped(out, 2, 4, "- " + std::string(base::word(blank.type)) + ": " + blank.wanted);
    }
  }
  return out;
}

}  // namespace crosswalk::cli
