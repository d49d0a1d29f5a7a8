// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "base/result.h"
#include "writing/paper.h"

namespace crosswalk::writing {

/// The paper as PDF: A4 with header, footer and page numbers, an outline, and tags for programs that read it aloud (ISO 32000-1,
/// 14.8). The font is DejaVu, with what the machine has for scripts that it does not know. The same paper gives the same bytes on
/// the same machine; the dates in the file are Paper::made.
///
/// Errors: internal, with what cairo says. Source: ISO 32000-1:2008, 14.7 to 14.9.
base::Result<std::string> as_pdf(const Paper& paper, const Brand& brand = {});

}  // namespace crosswalk::writing
