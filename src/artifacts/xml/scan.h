// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::artifacts::xml {

/// What a Scanner has come to.
enum class Token : std::uint8_t {
  /// An element begins: Scanner::name(), attributes(), line().
  start,
  /// The innermost element that is open ends, one that is empty too.
  end,
  /// A piece of text of the innermost element: Scanner::text(). White space alone between two marks is none.
  text,
  /// The text ends, and the outermost element has ended.
  done,
  /// Something that is wrong, or not plain. Nothing can be read any more: parse() reads such texts, or says what is wrong.
  unclear
};

/// Bytes of the text that was read, as they stand there.
struct Raw {
  std::string_view bytes;
  /// Whether they are what is meant, without references to characters and line ends to be replaced: see resolve().
  bool plain = true;
  bool cdata = false;
};

/// An attribute of an element.
struct RawAttribute {
  std::string_view name;
  Raw value;
};

/// Reads XML from its beginning to its end without keeping anything: for large files, of which a tree takes many times the
/// memory. What it gives is what parse() would. It reads what writers of XML write; the rest (declarations of types, elements
/// deeper than 100 in each other, more than 32 attributes) is Token::unclear, so is what
/// is wrong. Time in proportion to the text. Source: XML 1.0; for what parse() lets pass, the pugixml manual, 5.
class Scanner {
 public:
  /// A text as decode() gives it, which outlives the scanner.
  explicit Scanner(std::string_view text);

  /// Goes on to what comes next.
  Token next();

  /// Of the element that begins: its name with its prefix, its attributes, and the line of its first byte, counted from 1.
  [[nodiscard]] std::string_view name() const { return name_; }
  [[nodiscard]] const std::vector<RawAttribute>& attributes() const { return attributes_; }
  [[nodiscard]] std::uint32_t line() const { return line_; }
  /// The piece of text.
  [[nodiscard]] const Raw& text() const { return text_; }

 private:
  bool misc();
  Token mark();
  Token start();
  bool attribute();
  Token end_of_element();

  const char* at_;
  const char* end_;
  const char* counted_;
  bool returns_;
  bool clear_;
  bool any_ = false;
  bool empty_ = false;
  std::uint32_t line_ = 1;
  std::string_view name_;
  Raw text_;
  std::vector<RawAttribute> attributes_;
  std::vector<std::string_view> open_;
};

/// Puts what an attribute or a piece of text means behind `out`, as parse() would give it. Gives whether it is clear: a number of
/// what is no character is not.
bool resolve(const Raw& raw, bool attribute, std::string& out);

}  // namespace crosswalk::artifacts::xml
