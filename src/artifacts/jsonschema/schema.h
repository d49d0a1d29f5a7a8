// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "artifacts/json/value.h"
#include "base/result.h"

namespace crosswalk::artifacts::jsonschema {

/// The drafts of JSON Schema, oldest first.
enum class Draft : std::uint8_t { draft4, draft6, draft7, draft2019_09, draft2020_12 };

/// Gives the schema that a URI without fragment names, where there is one. The schemas of schemas.def need none.
using Resolve = std::function<std::optional<json::Document>(std::string_view uri)>;

/// How a schema is read.
struct Options {
  /// What holds where "$schema" says nothing.
  Draft draft = Draft::draft2020_12;
  /// Where the schema was found; its "$id" is relative to it. May be empty.
  std::string uri;
  /// Whether "format" decides; else it says nothing but where a vocabulary of draft 2020-12 wants it.
  bool assert_formats = false;
  /// Whether "contentEncoding" base64 and "contentMediaType" application/json decide in draft-07.
  bool assert_content = false;
  /// Asked for schemas that "$ref" names and that are neither in the document nor part of the program.
  Resolve resolve;
};

/// One way in which a document differs from its schema.
struct Problem {
  /// Where in the document. Source: RFC 6901.
  std::string pointer;
  /// Line of that place, from 1.
  std::size_t line = 0;
  /// The keyword of the schema that wants otherwise: "required"; "false schema" where nothing at all is allowed.
  std::string keyword;
  /// Where the keyword stands: the URI of its schema, where it is another one than the first, with a JSON pointer as fragment.
  std::string schema;
  /// What is wrong, for people, in one sentence without a full stop.
  std::string message;
};

struct Program;

/// A schema, ready to be compared with any number of documents. Copies share it; threads may use it at the same time.
///
/// Source: JSON Schema draft-04, draft-06, draft-07 (Core, Validation), 2019-09 and 2020-12.
class Schema {
 public:
  /// Makes a schema ready. Errors: malformed_data with the JSON pointer of a keyword that is not as its draft wants it, a pattern
  /// that is not supported (see pattern.h), a reference that leads nowhere.
  static base::Result<Schema> compile(const json::Document& schema, const Options& options = {});

  /// Whether the value is as the schema wants it. Takes time in proportion to the value times the schema at most.
  [[nodiscard]] bool accepts(const json::Value& value) const;
  /// The ways in which it is not, in the order of the document, `most` of them at most; nothing where it is. Of alternatives
  /// (anyOf, oneOf) the one that comes nearest tells.
  [[nodiscard]] std::vector<Problem> problems(const json::Value& value, std::size_t most = 100) const;

 private:
  explicit Schema(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
  std::shared_ptr<const Program> program_;
};

}  // namespace crosswalk::artifacts::jsonschema
