// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <map>
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

constexpr auto npos = std::string_view::npos;

bool is_space(char c) { return c == ' ' || c == '\t' || c == '\n'; }
bool starts_name(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == ':' || (static_cast<unsigned char>(c) & 0x80) != 0;
}

std::string_view local_name(std::string_view name) {
  const std::size_t colon = name.rfind(':');
  return colon == npos ? name : name.substr(colon + 1);
}

bool one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// Attributes that hold text for people.
bool is_text_attribute(std::string_view name) {
  return one_of(base::to_lower(local_name(name)), {"title", "name", "value", "label", "description", "summary"});
}

/// Elements inside a sentence (XHTML, DocBook, DITA): they do not end a run of text.
bool is_inline(std::string_view name) {
  return one_of(
      base::to_lower(local_name(name)),
      {"a",         "abbr",  "acronym", "b",      "citetitle", "code",      "command", "em",          "emphasis", "filename",
       "firstterm", "font",  "i",       "kbd",    "link",      "literal",   "ph",      "q",           "quote",    "s",
       "samp",      "small", "span",    "strong", "sub",       "subscript", "sup",     "superscript", "term",     "tt",
       "u",         "ulink", "uri",     "url",    "var",       "varname",   "xref"});
}

/// Scans XML without expanding anything: entities and the document type stay as they are written, so nothing can grow or be
/// fetched. Source: XML 1.0 (Fifth Edition), 2 Documents.
class Scanner {
 public:
  Scanner(document::Document& out, const Limits& limits) : out_(out), limits_(limits), text_(out.text) {}

  document::Reason scan();
  [[nodiscard]] bool damaged() const { return damaged_; }

 private:
  struct Element {
    std::string_view name;
    std::size_t pointer_size = 0;
    bool inline_in_run = false;
    std::map<std::string_view, std::size_t> children;
  };

  void open_tag();
  /// Whether the run of text holds more than blanks.
  [[nodiscard]] bool in_sentence() const;
  /// Whether text goes on behind the element `name` that begins at at_, so that it begins a sentence ("<b>Note</b> that ...").
  [[nodiscard]] bool text_follows(std::string_view name) const;
  void close_tag();
  void skip_doctype();
  void add_text(std::size_t begin, std::size_t end);
  void add_block(Span span, std::string pointer);
  void flush();
  void damage(std::string_view what);
  /// Moves at_ behind `close`, or to the end of the text with a warning; gives where `close` stands.
  std::size_t skip_to(std::string_view close, std::size_t from, std::string_view what);

  document::Document& out_;
  const Limits& limits_;
  std::string_view text_;
  std::size_t at_ = 0;
  std::vector<Element> elements_;
  std::map<std::string_view, std::size_t> roots_;
  std::string pointer_;
  std::size_t pointer_bytes_ = 0;
  std::vector<Span> run_;
  document::Reason reason_ = document::Reason::none;
  bool damaged_ = false;
};

void Scanner::damage(std::string_view what) {
  constexpr std::size_t most = 20;
  damaged_ = true;
  if (out_.warnings.size() >= most) return;
  const document::Locator place = out_.locate(static_cast<ByteOffset>(std::min(at_, text_.size() - 1)));
  out_.warnings.push_back("Line " + std::to_string(place.line) + ": " + std::string(what) + ".");
}

std::size_t Scanner::skip_to(std::string_view close, std::size_t from, std::string_view what) {
  const std::size_t found = text_.find(close, std::min(from, text_.size()));
  if (found == npos) {
    damage(what);
    at_ = text_.size();
    return at_;
  }
  at_ = found + close.size();
  return found;
}

void Scanner::add_block(Span span, std::string pointer) {
  document::Block block;
  block.span = span;
  pointer_bytes_ += pointer.size();
  out_.pointers.push_back({span.begin, std::move(pointer)});
  out_.blocks.push_back(block);
  if (out_.blocks.size() > limits_.blocks || pointer_bytes_ > limits_.text_bytes) reason_ = document::Reason::too_large;
}

void Scanner::add_text(std::size_t begin, std::size_t end) {
  if (begin < end) run_.push_back({static_cast<ByteOffset>(begin), static_cast<ByteOffset>(end)});
}

void Scanner::flush() {
  std::vector<Span> run = std::exchange(run_, {});
  for (Element& element : elements_) element.inline_in_run = false;
  while (!run.empty()) {
    Span& last = run.back();
    while (last.end > last.begin && is_space(text_[last.end - 1])) --last.end;
    if (!last.empty()) break;
    run.pop_back();
  }
  std::size_t first = 0;
  for (; first < run.size(); ++first) {
    Span& span = run[first];
    while (span.begin < span.end && is_space(text_[span.begin])) ++span.begin;
    if (!span.empty()) break;
  }
  if (first >= run.size()) return;
  for (std::size_t i = first + 1; i < run.size(); ++i) add_markup(text_, run[i - 1].end, run[i].begin, out_.markup);
  add_block({run[first].begin, run.back().end}, pointer_);
}

void Scanner::skip_doctype() {
  // The internal subset stands in brackets and may hold '>' in quotes and comments.
  std::size_t depth = 0;
  for (std::size_t i = at_ + 2; i < text_.size(); ++i) {
    const char c = text_[i];
    if (c == '"' || c == '\'') {
      i = text_.find(c, i + 1);
      if (i == npos) break;
    } else if (text_.substr(i, 4) == "<!--") {
      i = text_.find("-->", i + 4);
      if (i == npos) break;
      i += 2;
    } else if (c == '[' || c == '<') {
      ++depth;
    } else if (c == ']' && depth > 0) {
      --depth;
    } else if (c == '>') {
      if (depth == 0) {
        at_ = i + 1;
        return;
      }
      --depth;
    }
  }
  damage("a document type without end");
  at_ = text_.size();
}

bool Scanner::in_sentence() const {
  return std::any_of(run_.rbegin(), run_.rend(),
                     [&](const Span& span) { return !base::trim(text_.substr(span.begin, span.size())).empty(); });
}

bool Scanner::text_follows(std::string_view name) const {
  constexpr std::size_t reach = 1000;
  const std::string_view ahead = text_.substr(at_, reach);
  const std::size_t close = ahead.find("</" + std::string(name.substr(0, reach)));
  const std::size_t end = close == npos ? npos : ahead.find('>', close);
  if (end == npos) return false;
  const std::size_t next = ahead.find_first_not_of(" \t\n", end + 1);
  return next != npos && ahead[next] != '<';
}

void Scanner::open_tag() {
  const std::size_t begin = at_;
  std::size_t i = begin + 1;
  while (i < text_.size() && !is_space(text_[i]) && std::string_view("/>=<\"'").find(text_[i]) == npos) ++i;
  const std::string_view name = text_.substr(begin + 1, i - begin - 1);
  const bool inside_run = is_inline(name) && (in_sentence() || text_follows(name));
  if (!inside_run) flush();

  if (elements_.size() >= limits_.depth) {
    reason_ = document::Reason::too_deep;
    return;
  }
  const std::size_t outer = pointer_.size();
  if (!inside_run) {
    const std::size_t number = ++(elements_.empty() ? roots_ : elements_.back().children)[name];
    pointer_ += '/';
    pointer_ += name;
    if (number > 1) pointer_ += "[" + std::to_string(number) + "]";
  }
  bool empty = false;
  bool closed = false;
  while (i < text_.size()) {
    while (i < text_.size() && is_space(text_[i])) ++i;
    if (i >= text_.size()) break;
    if (text_[i] == '>') {
      closed = true;
      ++i;
      break;
    }
    if (text_[i] == '/') {
      empty = i + 1 < text_.size() && text_[i + 1] == '>';
      ++i;
      continue;
    }
    if (text_[i] == '<') break;
    const std::size_t from = i;
    while (i < text_.size() && !is_space(text_[i]) && std::string_view("=/><").find(text_[i]) == npos) ++i;
    const std::string_view attribute = text_.substr(from, i - from);
    while (i < text_.size() && is_space(text_[i])) ++i;
    if (i >= text_.size() || text_[i] != '=') {
      if (i == from) ++i;
      continue;
    }
    ++i;
    while (i < text_.size() && is_space(text_[i])) ++i;
    if (i >= text_.size() || (text_[i] != '"' && text_[i] != '\'')) continue;
    const std::size_t quote = text_.find(text_[i], i + 1);
    if (quote == npos) {
      at_ = i;
      damage("an attribute without end");
      i = text_.size();
      break;
    }
    const std::string_view value = base::trim(text_.substr(i + 1, quote - i - 1));
    i = quote + 1;
    if (inside_run || !is_text_attribute(attribute) || value.empty()) continue;
    const auto offset = static_cast<ByteOffset>(value.data() - text_.data());
    add_block({offset, static_cast<ByteOffset>(offset + value.size())}, pointer_ + "/@" + std::string(attribute));
    if (reason_ != document::Reason::none) return;
  }
  at_ = i;
  if (!closed) damage("a tag without end");
  if (empty) {
    pointer_.resize(outer);
    return;
  }
  elements_.push_back({name, outer, inside_run, {}});
}

void Scanner::close_tag() {
  const std::size_t close = std::min(text_.find_first_of("<>", at_ + 2), text_.size());
  const std::string_view name = base::trim(text_.substr(at_ + 2, close - at_ - 2));
  std::size_t level = elements_.size();
  while (level > 0 && elements_[level - 1].name != name) --level;
  if (level != elements_.size()) damage("an end tag that does not fit");
  if (level > 0) {
    if (!elements_[level - 1].inline_in_run || level != elements_.size()) flush();
    pointer_.resize(elements_[level - 1].pointer_size);
    elements_.resize(level - 1);
  }
  at_ = close < text_.size() && text_[close] == '>' ? close + 1 : close;
}

document::Reason Scanner::scan() {
  while (at_ < text_.size() && reason_ == document::Reason::none) {
    const std::size_t open = std::min(text_.find('<', at_), text_.size());
    add_text(at_, open);
    at_ = open;
    if (at_ >= text_.size()) break;
    const std::string_view rest = text_.substr(at_, 9);
    const std::size_t begin = at_;
    if (rest.starts_with("<!--")) {
      const std::size_t close = skip_to("-->", at_ + 4, "a comment without end");
      const std::string_view comment = base::trim(text_.substr(begin + 4, close - std::min(close, begin + 4)));
      const document::Locator place = out_.locate(static_cast<ByteOffset>(begin));
      if (!comment.empty()) {
        out_.hidden.push_back({document::HiddenText::Kind::comment, std::string(comment), "line " + std::to_string(place.line)});
      }
    } else if (rest == "<![CDATA[") {
      const std::size_t close = skip_to("]]>", at_ + 9, "a CDATA section without end");
      add_text(begin + 9, close);
    } else if (rest.starts_with("<?")) {
      skip_to("?>", at_ + 2, "a processing instruction without end");
    } else if (rest.starts_with("<!")) {
      flush();
      skip_doctype();
    } else if (rest.starts_with("</")) {
      close_tag();
    } else if (rest.size() > 1 && starts_name(rest[1])) {
      open_tag();
    } else {
      damage("a '<' that begins no tag");
      add_text(at_, at_ + 1);
      ++at_;
    }
  }
  flush();
  if (reason_ != document::Reason::none) return reason_;
  if (!elements_.empty()) damage("the element " + std::string(elements_.back().name.substr(0, 80)) + " is not closed");
  return reason_;
}

/// The encoding that the XML declaration names; empty where it names none.
std::string_view declared_encoding(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, bytes.substr(0, 400).find("?>"));
  if (!head.starts_with("<?xml") || head.size() > 400) return {};
  const std::size_t at = head.find("encoding");
  if (at == npos) return {};
  const std::size_t begin = head.find_first_of("\"'", at);
  if (begin == npos) return {};
  const std::size_t end = head.find(head[begin], begin + 1);
  return end == npos ? std::string_view() : head.substr(begin + 1, end - begin - 1);
}

}  // namespace

document::Extracted extract_xml(std::string_view bytes, const Limits& limits) {
  document::Extracted extracted =
      open_text(bytes, limits, "xml", "application/xml", document::LocatorStyle::pointer, declared_encoding(bytes));
  if (extracted.status == document::Status::unreadable) return extracted;
  Scanner scanner(extracted.document, limits);
  const document::Reason reason = scanner.scan();
  if (reason != document::Reason::none) return unreadable(reason);
  if (scanner.damaged()) extracted.status = document::Status::damaged;
  document::number_blocks(extracted.document.blocks);
  return extracted;
}

}  // namespace crosswalk::extraction
