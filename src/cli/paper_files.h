// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "writing/paper.h"

namespace crosswalk::cli {

/// Reads a DOCX or DOTX file, in the look of which papers are written, for Brand::docx_template; nothing in it is looked at yet.
/// Errors: those of reading; usage where it is larger than 16 MiB.
base::Result<std::string> read_docx_template(const std::string& path);

/// The paper as DOCX, in the look of the brand's template where it has one: that is foreign input, which a locked copy of this
/// process reads (do_locked()). Errors: usage, for a template that cannot be used; those of do_locked(); internal.
base::Result<std::string> docx_of(const writing::Paper& paper, const writing::Brand& brand);

/// Says which styles the brand's template does not have, a sentence for a terminal; empty where it has all, or there is no
/// template. Errors: as of docx_of().
base::Result<std::string> missing_styles_told(const writing::Brand& brand);

}  // namespace crosswalk::cli
