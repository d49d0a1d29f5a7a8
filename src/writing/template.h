// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/result.h"
#include "packs/diagnostics.h"
#include "writing/paper.h"

namespace crosswalk::writing {

/// What templates may name: texts, yes or no, and lists of such. The same type says which names there are and what they say.
///
///     Facts facts;
///     facts.text("product", "ScanView", BlankType::name, "the product");
///     facts.flag("device", true);
///     Facts& pattern = facts.list("versions");            // which names each item of the list has
///     pattern.text("version", "", BlankType::id, "the version");
///     facts.item("versions").text("version", "2.4.1", BlankType::id, "the version");
class Facts {
 public:
  /// A text; where it is empty, a blank of this type that wants `wanted` stands in its place.
  Facts& text(std::string name, std::string value, BlankType type, std::string wanted);
  /// Yes or no, for sections.
  Facts& flag(std::string name, bool value);
  /// A list without items yet: the names that each item has are to be put into what is returned.
  Facts& list(std::string name);
  /// Adds an item to a list that list() made: with the names of its pattern, all empty, to be said by text() and flag().
  Facts& item(std::string_view name);

  /// The names of a kind, sorted: for messages and pages.
  [[nodiscard]] std::vector<std::string> names() const;

 private:
  friend class Renderer;
  friend class Checker;
  struct Text {
    std::string name;
    std::string value;
    BlankType type = BlankType::text;
    std::string wanted;
  };
  struct List;
  [[nodiscard]] const Text* find_text(std::string_view name) const;
  [[nodiscard]] const List* find_list(std::string_view name) const;
  [[nodiscard]] std::optional<bool> find_flag(std::string_view name) const;

  std::vector<Text> texts_;
  std::vector<std::pair<std::string, bool>> flags_;
  std::vector<List> lists_;
};

/// A list of facts.
struct Facts::List {
  std::string name;
  /// One: which names items have.
  std::vector<Facts> pattern;
  std::vector<Facts> items;
};

/// What came of a template.
struct Rendered {
  Paper paper;
  /// As blanks_of(paper).
  std::vector<Blank> blanks;
};

/// Fills a template in. A template is Markdown (CommonMark with tables; no HTML, no pictures) with tags of mustache:
///
///     {{name}}                    a text; in a paragraph of its own it may become several
///     {{#name}} ... {{/name}}     for each item of a list; where a flag holds; where a text is not empty
///     {{^name}} ... {{/name}}     where a list has no items; where a flag does not hold; where a text is empty
///     {{! remark }}               for authors: sources, confidence
///     {{! language: de }}         the language that it is written in
///     [[BLANK type: what]]        to be filled in by a person; types are BlankType
///
/// Its first heading, "# ...", is the title. In a list the names of its items and those around it can be used.
///
/// What a text says never becomes markup: while Markdown is read a text is one mark, which only then gives way to it. Whatever
/// the template names is looked up before anything is filled in: an unknown name, a tag that is not closed, HTML, and a type of
/// blank that is in no list are errors with the line in `file`; nothing is returned then.
std::optional<Rendered> render(std::string_view text, std::string_view file, const Facts& facts, packs::Diagnostics& diagnostics);

/// A template's text, and the file that it stands in.
struct TemplateFile {
  std::string text;
  std::string file;
};
/// Gives a template by its name ("customer-notice"), the user's own before the shipped one.
using TemplateSource = std::function<base::Result<TemplateFile>(const std::string& name)>;

/// Finds a template by its name and fills it in; a paper whose template says no language has that of the brand. Mistakes go to
/// `diagnostics`. Errors: those of `find`; malformed_workspace where the template is wrong.
base::Result<Rendered> fill_in(const std::string& name, const TemplateSource& find, const Facts& facts, const Brand& brand,
                               packs::Diagnostics& diagnostics);

/// Reads templates/brand.yaml: name, footer, colour ("#rrggbb"), logo (a PNG beside it), docx_template (a DOCX or DOTX file
/// beside it), language (a tag). Mistakes go to
/// `diagnostics`.
struct BrandFile {
  Brand brand;
  /// The name of the logo's file, for the caller to read; empty: none.
  std::string logo_file;
  /// The name of the house's DOCX or DOTX file, likewise.
  std::string docx_template_file;
};
/// As BrandFile says.
BrandFile read_brand(std::string_view text, std::string_view file, packs::Diagnostics& diagnostics);
/// What is wrong with a logo: that it is no PNG, or larger than 4000 pixels or 1 MiB; empty where nothing is.
std::string fault_of_logo(std::string_view png);

}  // namespace crosswalk::writing
