// SPDX-License-Identifier: Apache-2.0
#include "writing/reader.h"

#include <md4c.h>

#include <algorithm>
#include <charconv>
#include <memory>
#include <utility>

#include "base/text.h"

namespace crosswalk::writing {
namespace {

using Kind = Block::Kind;

// U+E000 and U+E001, in the area for private use.
constexpr std::string_view kOpen = "\xEE\x80\x80";
constexpr std::string_view kClose = "\xEE\x80\x81";

bool same_style(const Run& a, const Run& b) {
  return a.strong == b.strong && a.emphasis == b.emphasis && a.code == b.code && a.link == b.link;
}

/// Takes the callbacks of md4c. Blocks that are open form a stack; the words of the innermost collect in `line_`.
class Reader {
 public:
  Reader(std::string_view text, const std::vector<Value>& values, std::string& title,
         const std::function<void(std::size_t, std::string)>& fault)
      : text_(text), values_(values), title_(title), fault_(fault) {
    open_.emplace_back();
  }

  std::vector<Block> run() {
    MD_PARSER parser{};
    parser.flags = MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return static_cast<Reader*>(self)->enter(type, detail), static_cast<Reader*>(self)->is_too_deep() ? -1 : 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* self) {
      return static_cast<Reader*>(self)->leave(type, detail), 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return static_cast<Reader*>(self)->span(type, detail, true), 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void* detail, void* self) {
      return static_cast<Reader*>(self)->span(type, detail, false), 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* self) {
      return static_cast<Reader*>(self)->words(type, {text, size}), 0;
    };
    // What a callback returns is not always handed on.
    if (md_parse(text_.data(), static_cast<MD_SIZE>(text_.size()), &parser, this) != 0 || is_too_deep()) {
      fault_(last_, is_too_deep() ? "lists and quotes lie too deep in each other" : "it is too large");
      return {};
    }
    return std::move(open_.front().blocks);
  }

 private:
  /// An open container: what lies in it so far.
  struct Open {
    std::vector<Block> blocks;
  };

  /// Writers go down into lists and quotes.
  [[nodiscard]] bool is_too_deep() const { return open_.size() > most_open; }

  void enter(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        flush_item();
        open_.emplace_back();
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL:
        flush_item();
        lists_.emplace_back();
        lists_.back().kind = Kind::list;
        lists_.back().numbered = type == MD_BLOCK_OL;
        break;
      case MD_BLOCK_LI:
        open_.emplace_back();
        in_item_ = true;
        line_ = {};
        break;
      case MD_BLOCK_H:
      case MD_BLOCK_P:
      case MD_BLOCK_CODE:
        in_item_ = false;
        line_ = {};
        in_code_ = type == MD_BLOCK_CODE;
        break;
      case MD_BLOCK_TABLE:
        flush_item();
        table_ = {};
        table_.kind = Kind::table;
        break;
      case MD_BLOCK_TR:
        row_.clear();
        break;
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        line_ = {};
        break;
      case MD_BLOCK_HTML:
        in_html_ = true;
        break;
      default:
        break;
    }
    static_cast<void>(detail);
  }

  void leave(MD_BLOCKTYPE type, void* detail) {
    switch (type) {
      case MD_BLOCK_QUOTE:
        close_quote();
        break;
      case MD_BLOCK_UL:
      case MD_BLOCK_OL: {
        Block list = std::move(lists_.back());
        lists_.pop_back();
        add(std::move(list));
        break;
      }
      case MD_BLOCK_LI: {
        flush_item();
        std::vector<Block> item = std::move(open_.back().blocks);
        open_.pop_back();
        lists_.back().items.push_back(std::move(item));
        break;
      }
      case MD_BLOCK_H:
        close_heading(static_cast<int>(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
        break;
      case MD_BLOCK_P:
        close_paragraph();
        break;
      case MD_BLOCK_CODE: {
        Block block;
        block.kind = Kind::lines;
        block.words = resolved(std::exchange(line_, {}));
        while (!block.words.runs.empty() && block.words.runs.back().text.ends_with('\n')) block.words.runs.back().text.pop_back();
        add(std::move(block));
        in_code_ = false;
        break;
      }
      case MD_BLOCK_TH:
      case MD_BLOCK_TD:
        row_.push_back(resolved(std::exchange(line_, {})));
        break;
      case MD_BLOCK_TR:
        if (table_.header.empty()) {
          table_.header = std::move(row_);
        } else {
          table_.rows.push_back(std::move(row_));
        }
        row_.clear();
        break;
      case MD_BLOCK_TABLE:
        close_table();
        break;
      case MD_BLOCK_HTML:
        in_html_ = false;
        break;
      default:
        break;
    }
  }

  void span(MD_SPANTYPE type, void* detail, bool begins) {
    switch (type) {
      case MD_SPAN_EM:
        style_.emphasis = begins;
        break;
      case MD_SPAN_STRONG:
        style_.strong = begins;
        break;
      case MD_SPAN_CODE:
        style_.code = begins;
        break;
      case MD_SPAN_A:
        if (begins) {
          const MD_ATTRIBUTE& target = static_cast<MD_SPAN_A_DETAIL*>(detail)->href;
          const std::string address = with_values({target.text, target.size});
          style_.link = safe_link(address);
          // An address of the template's own that is none is a mistake; one that a value says is left out.
          if (style_.link.empty() && !holds_marks({target.text, target.size}))
            fault_(last_, "'" + address + "' is no address that a link may lead to (https:// or mailto:)");
        } else {
          style_.link.clear();
        }
        break;
      case MD_SPAN_IMG:
        if (begins) fault_(last_, "pictures are not taken; the logo is named in brand.yaml");
        break;
      default:
        break;
    }
  }

  void words(MD_TEXTTYPE type, std::string_view text) {
    const bool inside = text.data() >= text_.data() && text.data() <= text_.data() + text_.size();
    if (inside) last_ = static_cast<std::size_t>(text.data() - text_.data());
    if (type == MD_TEXT_HTML || in_html_) {
      if (!base::trim(text).empty()) fault_(last_, "HTML is not taken; write Markdown, or '\\<' for the character");
      return;
    }
    if (type == MD_TEXT_ENTITY) {
      fault_(last_, "'" + std::string(text) + "' is not taken; write the character itself");
      return;
    }
    if (type == MD_TEXT_NULLCHAR) return;
    if (type == MD_TEXT_BR || type == MD_TEXT_SOFTBR) text = in_code_ ? "\n" : " ";
    if (line_.runs.empty() || !same_style(line_.runs.back(), style_)) {
      line_.runs.push_back(style_);
      line_.runs.back().text.clear();
    }
    line_.runs.back().text += text;
  }

  void add(Block block) { open_.back().blocks.push_back(std::move(block)); }

  /// The words of an item without a paragraph of its own, as md4c gives them in tight lists.
  void flush_item() {
    if (!in_item_) return;
    in_item_ = false;
    if (!line_.runs.empty()) close_paragraph();
  }

  void close_heading(int level) {
    Line line = resolved(std::exchange(line_, {}));
    if (level > 1) {
      add(heading(level, std::move(line)));
    } else if (title_.empty()) {
      title_ = line.text();
    } else {
      fault_(last_, "there is a title already; other headings begin with '##'");
    }
  }

  void close_paragraph() {
    Line line = std::exchange(line_, {});
    // A text that stands alone may have paragraphs of its own.
    if (line.runs.size() == 1 && !line.runs[0].strong && !line.runs[0].emphasis && !line.runs[0].code &&
        line.runs[0].link.empty()) {
      if (const Value* value = only_value(base::trim(line.runs[0].text)); value != nullptr && !value->text.empty()) {
        for (Block& block : paragraphs(value->text)) add(std::move(block));
        return;
      }
    }
    line = resolved(line);
    if (!line.empty()) add(paragraph(std::move(line)));
  }

  void close_quote() {
    flush_item();
    Block block;
    block.kind = Kind::quote;
    block.blocks = std::move(open_.back().blocks);
    open_.pop_back();
    // "> [!NOTE]" as other programs write notes.
    constexpr std::string_view note = "[!NOTE]";
    if (!block.blocks.empty() && !block.blocks[0].words.runs.empty() && block.blocks[0].words.runs[0].text.starts_with(note)) {
      block.kind = Kind::note;
      std::string& first = block.blocks[0].words.runs[0].text;
      first.erase(0, std::min(first.find_first_not_of(' ', note.size()), first.size()));
    }
    add(std::move(block));
  }

  /// A table of two columns without headers is facts.
  void close_table() {
    const auto is_empty = [](const Line& line) { return base::trim(line.text()).empty(); };
    if (table_.header.size() == 2 && is_empty(table_.header[0]) && is_empty(table_.header[1])) {
      table_.kind = Kind::facts;
      table_.header.clear();
    }
    for (auto& row : table_.rows) row.resize(table_.kind == Kind::facts ? 2 : table_.header.size());
    add(std::exchange(table_, {}));
  }

  /// The value whose mark the text is; null for other text.
  [[nodiscard]] const Value* only_value(std::string_view text) const {
    if (!text.starts_with(kOpen) || !text.ends_with(kClose)) return nullptr;
    text = text.substr(kOpen.size(), text.size() - kOpen.size() - kClose.size());
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    return error == std::errc() && end == text.data() + text.size() && number < values_.size() ? &values_[number] : nullptr;
  }

  /// Calls `plain` with words of the template and `value` with each value, in order.
  template <class Plain, class OnValue>
  void take_apart(std::string_view text, Plain plain, OnValue value) const {
    while (!text.empty()) {
      const std::size_t at = text.find(kOpen);
      const std::size_t end = at == std::string_view::npos ? at : text.find(kClose, at);
      const Value* found = end == std::string_view::npos ? nullptr : only_value(text.substr(at, end + kClose.size() - at));
      if (found == nullptr) break;
      plain(text.substr(0, at));
      value(*found);
      text.remove_prefix(end + kClose.size());
    }
    plain(text);
  }

  [[nodiscard]] std::string with_values(std::string_view text) const {
    std::string out;
    take_apart(
        text, [&](std::string_view words) { out += words; }, [&](const Value& value) { out += value.text; });
    return out;
  }

  /// Words with values and blanks in the place of what stands for them.
  [[nodiscard]] Line resolved(const Line& line) const {
    Line out;
    for (const Run& run : line.runs) {
      const auto put = [&](std::string text, std::optional<BlankType> blank) {
        Run one = run;
        one.text = std::move(text);
        one.blank = blank;
        if (!one.text.empty()) out.runs.push_back(std::move(one));
      };
      take_apart(
          run.text,
          [&](std::string_view words) {
            const Line found = words_with_blanks(words);
            for (const Run& part : found.runs) {
              if (!part.blank && part.text.find("[[BLANK") != std::string::npos)
                fault_(last_, "this blank has no type that there is, or does not say what is wanted; write [[BLANK " + types() +
                                  ": what is wanted]]");
              put(part.text, part.blank);
            }
          },
          [&](const Value& value) {
            if (value.text.empty()) {
              put(value.wanted, value.type);
            } else {
              put(value.text, std::nullopt);
            }
          });
    }
    return out;
  }
  static std::string types() {
    std::string out;
    for (const std::string& word : base::words<BlankType>()) out += (out.empty() ? "" : "|") + word;
    return out;
  }

  static constexpr std::size_t most_open = 50;
  std::string_view text_;
  const std::vector<Value>& values_;
  std::string& title_;
  const std::function<void(std::size_t, std::string)>& fault_;
  std::vector<Open> open_;
  std::vector<Block> lists_;
  Line line_;
  Run style_;
  Block table_;
  std::vector<Line> row_;
  bool in_item_ = false;
  bool in_code_ = false;
  bool in_html_ = false;
  /// Where the last words stood.
  std::size_t last_ = 0;
};

}  // namespace

std::string mark_of(std::size_t number) { return std::string(kOpen) + std::to_string(number) + std::string(kClose); }

bool holds_marks(std::string_view text) {
  return text.find(kOpen) != std::string_view::npos || text.find(kClose) != std::string_view::npos;
}

std::vector<Block> read_markdown(std::string_view text, const std::vector<Value>& values, std::string& title,
                                 const std::function<void(std::size_t, std::string)>& fault) {
  return Reader(text, values, title, fault).run();
}

}  // namespace crosswalk::writing
