// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/finding.h"
#include "artifacts/json/value.h"
#include "artifacts/lines.h"
#include "artifacts/sbom/model.h"
#include "artifacts/spdx/kept.h"
#include "artifacts/xml/document.h"
#include "base/result.h"

namespace crosswalk::artifacts::spdx {

/// A text of a document, and where it stands.
struct Text {
  /// Bytes of what Document::source or Document::kept holds, or a literal: a large document has millions of texts.
  std::string_view value;
  /// A byte of the text that was read, or a line: Document::line_of() knows.
  std::uint32_t at = 0;
  /// Whether it is there at all, be it empty.
  bool given = false;

  explicit operator bool() const { return given; }
};

using Texts = std::vector<Text>;

/// The JSON pointer of a part, kept as its steps: a list of the document and a number in it, and the same once more within that.
struct Pointer {
  /// No number: the step is a member.
  static constexpr std::uint32_t npos = static_cast<std::uint32_t>(-1);

  /// Literals; null where there is no such step.
  const char* list = nullptr;
  const char* inner = nullptr;
  std::uint32_t number = npos;
  std::uint32_t inner_number = npos;

  /// "/packages/3/checksums/0"; empty where there is no step.
  [[nodiscard]] std::string text() const;
};

/// What every part of a document has: its place.
struct Part {
  /// In the JSON form; else without steps.
  Pointer pointer;
  /// As Text::at.
  std::uint32_t at = 0;
};

/// SPDX 2.3, 7.10.
struct Checksum : Part {
  Text algorithm;
  Text value;
};

/// SPDX 2.3, 12. `subject` is what it is about; where it stands in a part, that part's id.
struct Annotation : Part {
  Text annotator;
  Text date;
  Text type;
  Text subject;
  Text comment;
};

/// SPDX 2.3, 7.21.
struct ExternalRef : Part {
  Text category;
  Text type;
  Text locator;
  Text comment;
};

/// SPDX 2.3, 6.6.
struct ExternalDocument : Part {
  Text id;
  Text uri;
  std::optional<Checksum> checksum;
};

/// SPDX 2.3, 10.
struct ExtractedLicence : Part {
  Text id;
  Text text;
  Text name;
  Text comment;
};

/// SPDX 2.3, 7.
struct Package : Part {
  Text name, id, version, file_name, supplier, originator, download_location, files_analyzed, home_page, source_info, concluded,
      declared, licence_comments, copyright, summary, description, comment, purpose, release_date, built_date, valid_until;
  /// 7.9; `verification` says where it stands if any of it does.
  Text verification, verification_code;
  Texts licences_from_files, attributions;
  /// The files that the JSON form and RDF name here, deprecated.
  Texts has_files;
  std::vector<Checksum> checksums;
  std::vector<ExternalRef> references;
};

/// SPDX 2.3, 8.
struct File : Part {
  Text name, id, concluded, licence_comments, copyright, comment, notice;
  Texts types, licences_in_file, contributors, attributions;
  std::vector<Checksum> checksums;
};

/// SPDX 2.3, 9.3 and 9.4: of bytes or lines.
struct Range : Part {
  bool lines = false;
  Text begin;
  Text end;
};

/// SPDX 2.3, 9.
struct Snippet : Part {
  Text id, file, concluded, licence_comments, copyright, comment, name;
  Texts licences_in_snippet, attributions;
  std::vector<Range> ranges;
};

/// SPDX 2.3, 11.
struct Relationship : Part {
  Text from;
  Text type;
  Text to;
  Text comment;
  /// Whether another member of the JSON form says it (documentDescribes, hasFiles); not counted then.
  bool implied = false;
};

/// A document of SPDX 2, whatever its syntax. Moved, not copied: texts are views of what it holds.
struct Document : Part {
  sbom::Format format = sbom::Format::spdx_json;
  /// Whether places are told by JSON pointers too.
  bool pointers = false;
  /// What texts are views of: the text that was read, and texts that were made of it.
  std::shared_ptr<const void> source;
  Kept kept;
  /// Where the lines of the text that was read are; none where Text::at is a line.
  std::optional<Lines> lines;
  /// Where values begin in what was read, and the line of each in the file that it was made of; else empty.
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> numbers;

  Text version, data_licence, id, name, name_space, comment;
  /// 6.7 to 6.10. `creation` says where it stands if any of it does.
  Text creation, licence_list_version, created, creator_comment;
  Texts creators;
  std::vector<ExternalDocument> externals;
  std::vector<Package> packages;
  std::vector<File> files;
  std::vector<Snippet> snippets;
  std::vector<ExtractedLicence> licences;
  std::vector<Relationship> relationships;
  std::vector<Annotation> annotations;
  /// What the reader found.
  std::vector<Finding> findings;

  /// 20 for 2.0 to 23 for 2.3; what is unknown is read as 2.3.
  [[nodiscard]] unsigned edition() const;
  /// The line of Text::at, 0 where none is known.
  [[nodiscard]] std::size_t line_of(std::uint32_t place) const;
  /// Notes what is wrong with a field: its pointer is that of the part and the key.
  void report(FindingLevel level, std::string_view rule, const Part& part, std::string_view key, std::uint32_t place,
              std::string message);
};

/// What breaks the JSON form of SPDX 2 (`edition` 22 or 23): types, required and unknown members, closed lists of words.
/// `loose`: numbers and booleans may stand as texts and texts as numbers, as in YAML and XML.
/// Source: SPDX 2.2 and 2.3, JSON schemas.
void check_shape(const json::Value& root, unsigned edition, bool loose, Document& document);

/// Reads the JSON form into an empty document, whose source has to be Texts of the tree.
void read_tree(const json::Value& root, Document& document);
/// Reads tag-value. Errors: malformed_data, where a text is not closed or the text is no tag-value at all.
/// Source: SPDX 2.3, 4.4 (conformance of tag-value) and the sections of the fields.
base::Result<Document> read_tag_value(std::string text, std::string_view name);
/// Reads RDF/XML. Errors: as triples_of(); malformed_data where there is no document in it.
base::Result<Document> read_rdf(const xml::Document& document, std::string_view name);
/// The same of a text as xml::decode() gives it, in a fraction of the time and memory; nothing for a text that is not plain,
/// which read_rdf() has to read. Errors: malformed_data where there is no document in it.
base::Result<std::optional<Document>> stream_rdf(const std::shared_ptr<const std::string>& text, std::string_view name);

/// JSON made of another syntax.
struct Converted {
  std::string json;
  /// Where values begin in `json`, and the line of each in the text that it was made of.
  std::vector<std::uint32_t> begins;
  std::vector<std::uint32_t> numbers;
};

/// YAML as JSON. Whole numbers and booleans stay such, other plain scalars are texts. Aliases are copied, in all at most four
/// times the text and a megabyte.
///
/// Errors: malformed_data with line and column; limit_exceeded for a bomb of aliases. Source: YAML 1.2.2.
base::Result<Converted> yaml_to_json(const std::string& text, std::string_view name);
/// The XML form of the JSON form: an element is a member, one that stands several times or is a list by its name an array.
Converted xml_to_json(const xml::Document& document);

/// Checks the rules of the specification beyond the syntax; notes them in Document::findings.
void check_rules(Document& document);

/// The document as the model that all formats share.
sbom::Bom bom_of(const Document& document);

/// Reads a document of SPDX 3 and checks it. Source: SPDX 3.0.1.
sbom::Reading read_model3(const json::Document& document);

}  // namespace crosswalk::artifacts::spdx
