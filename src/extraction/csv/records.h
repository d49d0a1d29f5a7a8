// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

#include "document/document.h"

namespace crosswalk::extraction {

/// One value of a record of separated values.
struct Value {
  /// Without blanks at its edges and without the quotes around it; may be empty.
  document::Span span;
  /// Quotes inside that are notation: the first of each doubled one, and those that close a value before its end.
  std::vector<document::Span> markup;
};

/// Reads records of separated values one after another, in time linear in the text. Source: RFC 4180, section 2.
class RecordReader {
 public:
  /// Reads `text` from `begin` to its end; all places are offsets in `text`, which must outlive the reader.
  RecordReader(std::string_view text, std::size_t begin, char separator) : text_(text), at_(begin), separator_(separator) {}

  /// Whether another record begins.
  [[nodiscard]] bool more() const { return at_ < text_.size(); }
  /// The next record, at least one value; a blank line is a record of one empty value.
  std::vector<Value> next();
  /// Where the next record begins.
  [[nodiscard]] std::size_t at() const { return at_; }
  /// Whether a quote was never closed; from there on quotes are taken as text.
  [[nodiscard]] bool unclosed() const { return unclosed_; }

 private:
  std::string_view text_;
  std::size_t at_;
  char separator_;
  bool unclosed_ = false;
};

/// The separator (comma, semicolon, tab, bar) by which nearly all of the first records of `text` have the same number of values,
/// and no sentence stands between; NUL where none has. For texts of which nothing is known.
char separator_of_table(std::string_view text);

/// The separator that fits `text` best, known to be separated values; comma where it has a single column.
char best_separator(std::string_view text);

}  // namespace crosswalk::extraction
