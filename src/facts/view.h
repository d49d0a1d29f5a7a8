// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "document/document.h"

namespace crosswalk::facts {

/// `text` as lower-case words with one space between, before and after them: " vendor s response ". Punctuation separates words;
/// letters beyond ASCII stay as they are. `markup` (sorted, offsets into `text` plus `base`) is left out.
std::string words_of(std::string_view text, std::span<const document::Span> markup = {}, std::size_t base = 0);

/// How often `phrase` (words with single spaces) stands in `words` (as words_of gives them).
std::size_t count_phrase(std::string_view words, std::string_view phrase);
/// Whether `phrase` stands in `words`.
bool has_phrase(std::string_view words, std::string_view phrase);
/// Whether any of `phrases` stands in `words`.
bool has_any(std::string_view words, std::span<const std::string_view> phrases);
/// How many different ones of `phrases` stand in `words`.
std::size_t count_distinct(std::string_view words, std::span<const std::string_view> phrases);

/// Counts many phrases in one pass over the words. The phrases must outlive it.
class PhraseTable {
 public:
  explicit PhraseTable(std::span<const std::string_view> phrases);
  /// The number of occurrences of each phrase, in the order of the constructor's list.
  [[nodiscard]] std::vector<std::uint32_t> count(std::string_view words) const;

 private:
  std::span<const std::string_view> phrases_;
  std::unordered_map<std::string_view, std::vector<std::uint32_t>> by_first_word_;
};

/// Whether the words of a name say that the document records, lists or collects something: a number of another document in such a
/// name tells what it is about, not what it is.
bool names_a_record(std::string_view words);

/// The beginnings of document numbers that tell the kind of a document which regulates or describes: "sop" of SOP-014.
bool is_kind_prefix(std::string_view word);

/// What a field of a control block means.
enum class Label : std::uint8_t {
  none,
  title,
  id,
  version,
  date_effective,
  date_approved,
  date_issued,
  date,
  date_other,
  approver,
  status,
  superseded_by,
  product,
  vendor,
  other
};

/// The meaning of a label as written, for example "Doc. No." or "**Effective date**"; `none` for words that are no label.
Label label_of(std::string_view written);

/// A key and its value: "Key: value", a row or column of a table, front matter.
struct Field {
  Label label = Label::other;
  /// The key as words with single spaces, none at the ends.
  std::string key;
  /// As written, without marks around it.
  std::string value;
  /// A row of a revision history and not the header itself.
  bool history = false;
  /// From the page header or footer.
  bool running = false;
  /// Where it stands: only the top, the end, page headers and footers, and histories speak of the document itself.
  bool top = false;
  bool end = false;
  /// From the front matter: a setting of the page and not a line of the text.
  bool front = false;
  document::ByteOffset offset = 0;

  /// Whether the line stands where documents speak of themselves.
  [[nodiscard]] bool control() const { return top || end || running || history; }
};

/// One document prepared for looking at: a sample of bounded size, as words, with its headings and fields.
struct View {
  const document::Document* document = nullptr;
  /// The path as given, and its parts: words of the folders, words of the file name without ending, the ending.
  std::string path;
  std::string folders;
  std::string file_name;
  std::string ending;
  /// The file name as written, without its ending.
  std::string stem;
  /// As written, and as words.
  std::string title;
  std::string title_words;
  /// Each as words, at most 400.
  std::vector<std::string> headings;
  /// All of them, one string.
  std::string heading_words;
  /// The first 2,500 bytes of visible text, as words.
  std::string head;
  /// The first 200 KB and the last 30 KB of visible text without code blocks, as words.
  std::string body;
  std::size_t body_count = 0;
  /// The last 1,500 bytes as words.
  std::string tail;
  /// The words of page headers and footers.
  std::string running;
  /// Column names of the tables, as words, one string per table, at most 50 tables.
  std::vector<std::string> columns;
  /// In reading order, from the head, the end, the headers and footers.
  std::vector<Field> fields;
  std::size_t checkboxes = 0;
  /// Where the front matter ends; 0 where there is none.
  std::size_t front_end = 0;

  /// The first field of this meaning that speaks of the document itself and is not history; then one that is; nullptr where there
  /// is none.
  [[nodiscard]] const Field* field(Label label) const;
};

/// Prepares a document; linear in the size of its text, with bounded samples.
View look_at(const document::Document& document, std::string_view path);

}  // namespace crosswalk::facts
