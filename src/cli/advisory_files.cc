// SPDX-License-Identifier: Apache-2.0
#include "cli/advisory_files.h"

#include <cstdint>
#include <utility>

#include "cli/case_workspace.h"
#include "cli/paper_files.h"
#include "platform/file.h"
#include "platform/folder.h"
#include "platform/paths.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t kLargestTemplate = 1ULL << 20;
constexpr std::uint64_t kLargestLogo = 2ULL << 20;

}  // namespace

base::Result<writing::TemplateFile> read_template(const std::string& workspace_folder, const std::string& name) {
  const std::string own = workspace_folder + "/" + CaseWorkspace::templates_folder + "/" + name + ".md";
  if (platform::kind_of(own)) {
    CW_ASSIGN_OR_RETURN(std::string text, platform::read_file(own, kLargestTemplate));
    return writing::TemplateFile{std::move(text), own};
  }
  CW_ASSIGN_OR_RETURN(const std::string data, platform::data_folder());
  const std::string shipped = data + "/packs/templates/" + name + ".md";
  CW_ASSIGN_OR_RETURN(std::string text, platform::read_file(shipped, kLargestTemplate));
  return writing::TemplateFile{std::move(text), shipped};
}

base::Result<writing::Brand> read_workspace_brand(const std::string& workspace_folder, packs::Diagnostics& diagnostics) {
  const std::string folder = workspace_folder + "/" + CaseWorkspace::templates_folder;
  const std::string file = folder + "/brand.yaml";
  if (!platform::kind_of(file)) return writing::Brand{};
  CW_ASSIGN_OR_RETURN(const std::string text, platform::read_file(file, kLargestTemplate));
  writing::BrandFile brand = writing::read_brand(text, file, diagnostics);
  if (!brand.docx_template_file.empty()) {
    CW_ASSIGN_OR_RETURN(brand.brand.docx_template, read_docx_template(folder + "/" + brand.docx_template_file));
  }
  if (brand.logo_file.empty()) return brand.brand;
  CW_ASSIGN_OR_RETURN(brand.brand.logo, platform::read_file(folder + "/" + brand.logo_file, kLargestLogo));
  if (const std::string fault = writing::fault_of_logo(brand.brand.logo); !fault.empty()) {
    diagnostics.error(file, 0, 0, "the logo '" + brand.logo_file + "' cannot be used: " + fault);
    brand.brand.logo.clear();
  }
  return brand.brand;
}

}  // namespace crosswalk::cli
