// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <string>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"

namespace crosswalk::extraction {
namespace {

using document::ByteOffset;
using document::Span;

/// Scans JSON without building values: what is wanted is where each value stands. Source: RFC 8259; pointers: RFC 6901.
/// Comments and commas before a closing bracket, which many tools write, are let pass.
class Scanner {
 public:
  Scanner(document::Document& out, const Limits& limits) : out_(out), limits_(limits), text_(out.text) {}

  /// Scans the whole file. Where it is no JSON, the rest is read as lines of text and damaged() is true.
  document::Reason scan();
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  struct Level {
    bool array = false;
    std::size_t index = 0;
    /// Size of the pointer of this container.
    std::size_t pointer_size = 0;
  };

  void skip_blank();
  /// Whether a string begins at at_ and ends; it is left in [begin, end) without its quotes, and at_ behind it.
  bool read_string(Span& inner);
  bool read_value(bool has_key, Span key);
  void add_block(bool has_key, Span key, Span value, bool quoted);
  void mark_escapes(Span inner);
  void read_rest_as_text();
  void extend_pointer(std::string_view token);
  bool fail(std::string_view what);

  document::Document& out_;
  const Limits& limits_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Level> levels_;
  std::string pointer_;
  std::size_t pointer_bytes_ = 0;
  document::Reason reason_ = document::Reason::none;
  bool damaged_ = false;
};

void Scanner::skip_blank() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == ' ' || c == '\t' || c == '\n') {
      ++at_;
    } else if (text_.substr(at_, 2) == "//") {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else if (text_.substr(at_, 2) == "/*") {
      const std::size_t close = text_.find("*/", at_ + 2);
      if (close == std::string_view::npos) return;
      at_ = close + 2;
    } else {
      return;
    }
  }
}

bool Scanner::read_string(Span& inner) {
  const std::size_t begin = at_ + 1;
  for (std::size_t i = begin; i < text_.size(); ++i) {
    if (text_[i] == '\\') {
      ++i;
    } else if (text_[i] == '"') {
      inner = {static_cast<ByteOffset>(begin), static_cast<ByteOffset>(i)};
      at_ = i + 1;
      return true;
    }
  }
  return false;
}

void Scanner::extend_pointer(std::string_view token) {
  pointer_ += '/';
  for (const char c : token) {
    if (c == '~') {
      pointer_ += "~0";
    } else if (c == '/') {
      pointer_ += "~1";
    } else {
      pointer_ += c;
    }
  }
}

void Scanner::mark_escapes(Span inner) {
  for (std::size_t i = inner.begin; i + 1 < inner.end; ++i) {
    if (text_[i] != '\\') continue;
    const char escaped = text_[i + 1];
    if (escaped == 'u') continue;
    // A quote, a backslash or a slash is content; the letter of an escaped control character is not.
    const bool letter = escaped != '"' && escaped != '\\' && escaped != '/';
    add_markup(text_, i, i + (letter ? 2 : 1), out_.markup);
    ++i;
  }
}

void Scanner::add_block(bool has_key, Span key, Span value, bool quoted) {
  document::Block block;
  block.span = {has_key ? key.begin - 1 : value.begin - (quoted ? 1 : 0), value.end + (quoted ? 1 : 0)};
  if (value.empty() && !has_key) return;
  const auto mark = [&](std::size_t at) { add_markup(text_, at, at + 1, out_.markup); };
  if (has_key) {
    mark(key.begin - 1);
    mark_escapes(key);
    mark(key.end);
  }
  if (quoted) {
    mark(value.begin - 1);
    mark_escapes(value);
    mark(value.end);
  }
  pointer_bytes_ += pointer_.size();
  out_.pointers.push_back({block.span.begin, pointer_});
  out_.blocks.push_back(block);
  if (out_.blocks.size() > limits_.blocks || pointer_bytes_ > limits_.text_bytes) reason_ = document::Reason::too_large;
}

bool Scanner::fail(std::string_view what) {
  const document::Locator place = out_.locate(static_cast<ByteOffset>(std::min(at_, text_.size() - 1)));
  out_.warnings.push_back("Line " + std::to_string(place.line) + ": " + std::string(what) + "; read as text from there.");
  damaged_ = true;
  return false;
}

bool Scanner::read_value(bool has_key, Span key) {
  if (at_ >= text_.size()) return fail("the JSON ends early");
  const char c = text_[at_];
  if (c == '{' || c == '[') {
    if (levels_.size() >= limits_.depth) {
      reason_ = document::Reason::too_deep;
      return false;
    }
    ++at_;
    levels_.push_back({c == '[', 0, pointer_.size()});
    return true;
  }
  Span value;
  if (c == '"') {
    if (!read_string(value)) return fail("a string without end");
    add_block(has_key, key, value, true);
    return reason_ == document::Reason::none;
  }
  std::size_t end = at_;
  while (end < text_.size() && ((text_[end] >= '0' && text_[end] <= '9') || (text_[end] >= 'a' && text_[end] <= 'z') ||
                                text_[end] == '-' || text_[end] == '+' || text_[end] == '.' || text_[end] == 'E')) {
    ++end;
  }
  const std::string_view word = text_.substr(at_, end - at_);
  const bool number = !word.empty() && (word[0] == '-' || (word[0] >= '0' && word[0] <= '9'));
  if (!number && word != "true" && word != "false" && word != "null") return fail("not JSON");
  value = {static_cast<ByteOffset>(at_), static_cast<ByteOffset>(end)};
  at_ = end;
  add_block(has_key, key, value, false);
  return reason_ == document::Reason::none;
}

document::Reason Scanner::scan() {
  skip_blank();
  bool good = read_value(false, {});
  while (good && !levels_.empty()) {
    Level& level = levels_.back();
    pointer_.resize(level.pointer_size);
    skip_blank();
    if (at_ < text_.size() && text_[at_] == ',') {
      ++at_;
      skip_blank();
    }
    if (at_ >= text_.size()) {
      good = fail("the JSON ends early");
    } else if (text_[at_] == (level.array ? ']' : '}')) {
      ++at_;
      levels_.pop_back();
    } else if (level.array) {
      extend_pointer(std::to_string(level.index++));
      good = read_value(false, {});
    } else {
      Span key;
      const std::size_t begin = at_;
      if (text_[at_] != '"' || !read_string(key)) {
        good = fail("no name of a member");
        continue;
      }
      skip_blank();
      if (at_ >= text_.size() || text_[at_] != ':') {
        at_ = begin;
        good = fail("a name without a value");
        continue;
      }
      ++at_;
      skip_blank();
      extend_pointer(text_.substr(key.begin, key.size()));
      good = read_value(true, key);
    }
  }
  if (reason_ != document::Reason::none) return reason_;
  skip_blank();
  if (good && at_ < text_.size()) fail("more text behind the JSON");
  if (damaged_) read_rest_as_text();
  return reason_;
}

void Scanner::read_rest_as_text() {
  if (!out_.blocks.empty()) at_ = std::max<std::size_t>(at_, out_.blocks.back().span.end);
  bool first = true;
  while (at_ < text_.size() && reason_ == document::Reason::none) {
    const std::size_t end = std::min(text_.find('\n', at_), text_.size());
    const std::string_view line = base::trim(text_.substr(at_, end - at_));
    at_ = end + 1;
    if (line.find_first_not_of("{}[],:\" \t") == std::string_view::npos) continue;
    document::Block block;
    block.span.begin = static_cast<ByteOffset>(line.data() - text_.data());
    block.span.end = static_cast<ByteOffset>(block.span.begin + line.size());
    if (std::exchange(first, false)) out_.pointers.push_back({block.span.begin, ""});
    out_.blocks.push_back(block);
    for (std::size_t i = block.span.begin; i < block.span.end; ++i) {
      if (std::string_view("{}[],\"\\").find(text_[i]) != std::string_view::npos) add_markup(text_, i, i + 1, out_.markup);
    }
    if (out_.blocks.size() > limits_.blocks) reason_ = document::Reason::too_large;
  }
}

}  // namespace

document::Extracted extract_json(std::string_view bytes, const Limits& limits) {
  document::Extracted extracted = open_text(bytes, limits, "json", "application/json", document::LocatorStyle::pointer);
  if (extracted.status == document::Status::unreadable) return extracted;
  Scanner scanner(extracted.document, limits);
  const document::Reason reason = scanner.scan();
  if (reason != document::Reason::none) return unreadable(reason);
  if (scanner.damaged()) extracted.status = document::Status::damaged;
  document::number_blocks(extracted.document.blocks);
  return extracted;
}

}  // namespace crosswalk::extraction
