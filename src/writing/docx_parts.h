// SPDX-License-Identifier: Apache-2.0
// The parts of a DOCX file that do not depend on what a paper says, and how a house's template takes ours in.
#pragma once

#include <array>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "writing/docx.h"

namespace crosswalk::writing {

/// What words look like: each style has the id and the name that it has in a file of ours, and its definition.
enum class DocxStyle {
  normal,
  title,
  heading1,
  heading2,
  heading3,
  heading4,
  heading5,
  heading6,
  list_bullet,
  list_number,
  list_continue,
  quote,
  note,
  lines,
  table,
  toc_heading,
  toc1,
  toc2,
  header,
  footer,
  hyperlink,
  strong,
  emphasis,
  code,
  blank,
  count
};

/// The ids by which a body names styles.
using StyleIds = std::array<std::string, static_cast<std::size_t>(DocxStyle::count)>;

/// The ids of our own styles.
StyleIds own_styles();
/// word/styles.xml with all of our own styles; `colour` of headings and rules is six hexadecimal digits.
std::string styles_part(std::string_view language, std::string_view colour);
/// word/numbering.xml: a list of points (its id is 1), and as many numbered lists, each of which begins with 1 (ids from 2 on).
std::string numbering_part(std::size_t numbered);

/// What a body needs of the file around it.
struct DocxFrame {
  /// All parts but word/document.xml.
  std::map<std::string, std::string> parts;
  StyleIds styles;
  /// The names of styles that the template of a house does not have.
  std::vector<std::string> added_styles;
  /// The numbering of points; numbered lists follow.
  int first_numbering = 1;
  /// The section at the end of the body: page, header, footer.
  std::string section;
  /// The namespaces of the body, as attributes.
  std::string namespaces =
      " xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";
};

/// The parts of a file in our own look.
DocxFrame own_frame(const Paper& paper, const Brand& brand, std::size_t numbered);
/// Those of a file in the look of a house. Errors: as of as_docx().
base::Result<DocxFrame> house_frame(const Paper& paper, const Brand& brand, const HouseTemplate& house, std::size_t numbered);

/// Text for XML: harmless and escaped.
std::string xml_text(std::string_view text);

}  // namespace crosswalk::writing
