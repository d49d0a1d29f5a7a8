// SPDX-License-Identifier: Apache-2.0
#include "cli/paper_files.h"

#include <cstdint>
#include <utility>
#include <vector>

#include "base/text.h"
#include "cli/locked.h"
#include "platform/file.h"
#include "writing/docx.h"

namespace crosswalk::cli {
namespace {

constexpr std::uint64_t largest_template = 16ULL << 20;

}  // namespace

base::Result<std::string> read_docx_template(const std::string& path) { return platform::read_file(path, largest_template); }

base::Result<std::string> docx_of(const writing::Paper& paper, const writing::Brand& brand) {
  if (brand.docx_template.empty()) return writing::as_docx(paper, brand);
  CW_ASSIGN_OR_RETURN(Work done, do_locked(false, [&]() -> base::Result<Work> {
                        CW_ASSIGN_OR_RETURN(const writing::HouseTemplate house,
                                            writing::read_house_template(brand.docx_template));
                        CW_ASSIGN_OR_RETURN(std::string bytes, writing::as_docx(paper, brand, &house));
                        return Work{0, std::move(bytes)};
                      }));
  return std::move(done.text);
}

base::Result<std::string> missing_styles_told(const writing::Brand& brand) {
  if (brand.docx_template.empty()) return std::string();
  CW_ASSIGN_OR_RETURN(
      const Work done, do_locked(false, [&]() -> base::Result<Work> {
        CW_ASSIGN_OR_RETURN(const writing::HouseTemplate house, writing::read_house_template(brand.docx_template));
        CW_ASSIGN_OR_RETURN(const std::vector<std::string> missing, writing::missing_styles(house));
        if (missing.empty()) return Work{};
        return Work{0, "The template has no style '" + base::join(missing, "', '") +
                           "': Crosswalk's own are added. Give the template styles of these names to have yours."};
      }));
  return done.text;
}

}  // namespace crosswalk::cli
