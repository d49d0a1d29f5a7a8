// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "writing/paper.h"

namespace crosswalk::writing {

/// A manufacturer's own template: the parts of a DOCX or DOTX file by their names ("word/styles.xml"). Its styles, theme, page,
/// header and footer are taken, its body is not.
struct HouseTemplate {
  std::map<std::string, std::string> parts;
};

/// Reads a template's file. Errors: usage, with what is wrong: no DOCX or DOTX file, macros, encrypted, more than 4000 parts or
/// 64 MiB unpacked. It is foreign input: call it in a locked process. Source: ECMA-376 Part 2.
base::Result<HouseTemplate> read_house_template(std::string_view bytes);
/// The names of styles that papers use and the template does not have, as Word names them; as_docx() adds them. Errors: as of
/// as_docx().
base::Result<std::vector<std::string>> missing_styles(const HouseTemplate& house);

/// The paper as DOCX (Office Open XML, transitional): headings by the built-in styles, so that the outline and the table of
/// contents work; lists with numbering, tables with header rows that are repeated; a header with document id, version and status
/// as fields of the document's properties; page numbers as fields; blanks as content controls, which a person fills in. The same
/// paper gives the same bytes; dates in the file are Paper::made.
///
/// With `house`, text takes the template's styles by the names that Word gives its own ("heading 1", "List Bullet", "Table
/// Grid"); those that it does not have are added. Of the template only what papers need is taken along: no comments, no notes, no
/// other texts or properties of its own, nothing that is loaded from elsewhere. Errors: usage, for a template that is none, or
/// that holds macros; internal. Source: ECMA-376 Part 1, 17 (WordprocessingML) and Part 2 (Open Packaging Conventions); ISO/IEC
/// 29500.
base::Result<std::string> as_docx(const Paper& paper, const Brand& brand = {}, const HouseTemplate* house = nullptr);

}  // namespace crosswalk::writing
