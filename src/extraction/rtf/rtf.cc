// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/docx/symbols.h"
#include "extraction/encoding/encoding.h"
#include "extraction/extractor.h"
#include "extraction/rtf/tokens.h"

namespace crosswalk::extraction {
namespace {

using document::BlockKind;
using document::HiddenText;
using rtf::Token;
using rtf::Tokens;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t most_entries = 20'000;  // of fonts, styles, colours, properties
constexpr std::size_t longest_value = 4'000;  // of a property, a target, a name
/// In place of a code page: a font that has symbols where others have letters.
constexpr int symbol_page = -2;
constexpr std::int32_t no_style = -1;

bool is_one_of(std::string_view word, std::initializer_list<std::string_view> words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

/// The code page of a font's character set. Source: RTF Specification 1.9.1, Font Table.
int code_page_of_charset(std::int32_t charset) {
  switch (charset) {
    case 77:
      return 10000;
    case 128:
      return 932;
    case 129:
      return 949;
    case 134:
      return 936;
    case 136:
      return 950;
    case 161:
      return 1253;
    case 162:
      return 1254;
    case 163:
      return 1258;
    case 177:
      return 1255;
    case 178:
    case 179:
    case 180:
      return 1256;
    case 186:
      return 1257;
    case 204:
      return 1251;
    case 222:
      return 874;
    case 238:
      return 1250;
    case 254:
      return 437;
    case 255:
      return 850;
    case 0:
      return 1252;
    default:
      return 0;
  }
}

/// The name by which iconv knows a code page; empty for others.
std::string encoding_of(int code_page) {
  switch (code_page) {
    case 437:
    case 850:
    case 852:
    case 855:
    case 866:
      return "IBM" + std::to_string(code_page);
    case 874:
      return "TIS-620";
    case 932:
      return "CP932";
    case 936:
      return "GBK";
    case 949:
      return "UHC";
    case 950:
      return "BIG5";
    case 10000:
      return "MACINTOSH";
    case 20866:
      return "KOI8-R";
    case 21866:
      return "KOI8-U";
    case 54936:
      return "GB18030";
    case 65001:
      return "UTF-8";
    default:
      if (code_page >= 1250 && code_page <= 1258) return "WINDOWS-" + std::to_string(code_page);
      if (code_page >= 28591 && code_page <= 28606) return "ISO-8859-" + std::to_string(code_page - 28590);
      return {};
  }
}

/// What a group collects.
enum class Into : std::uint8_t {
  body,
  nothing,
  font_table,
  style_sheet,
  colour_table,
  info,
  property,
  time,
  instruction,
  number,
  author,
  user_property_name,
  user_property_value
};

struct State {
  Into into = Into::body;
  std::int32_t font = -1;
  std::int32_t skip = 1;  ///< \uc
  bool hidden = false;
  bool deleted = false;
  bool bold = false;
  std::int32_t colour = 0;
  bool on_background = false;
  // Of the paragraph.
  std::int32_t style = no_style;
  std::int32_t outline = -1;
  std::int32_t list = 0;
  std::int32_t list_level = 0;
  bool in_table = false;
  bool shaded = false;
  /// Whether this group opened a flow of text of its own, which ends with it.
  bool own_flow = false;
  /// Whether this group holds one of a pair of which the other is read.
  bool starred = false;
  bool choice = false;
  std::size_t link_begin = npos;
};

struct Style {
  std::string name;
  std::int32_t outline = -1;
};

struct Font {
  std::string name;
  int code_page = 0;
};

struct LinkPart {
  std::size_t begin;
  std::size_t end;
  std::string target;
};

/// Text that is being collected: of the document itself, or of a header, a footnote, a comment.
struct Flow {
  BlockKind kind = BlockKind::paragraph;
  bool comment = false;
  std::string text;
  std::string number;
  std::vector<LinkPart> links;
  std::array<std::string, 4> unseen;  ///< by HiddenText::Kind
  /// Whether all that is not blank is bold.
  bool bold = true;
};

struct Piece {
  BlockKind kind;
  std::uint8_t level;
  bool numbered;
  std::string text;
  std::vector<LinkPart> links;
};

class Reader {
 public:
  Reader(std::string_view bytes, const Limits& limits, document::Builder& builder)
      : tokens_(bytes), limits_(limits), builder_(builder) {}

  document::Reason read();
  [[nodiscard]] bool damaged() const { return damaged_; }
  [[nodiscard]] bool pictures() const { return pictures_; }

 private:
  State& state() { return states_.back(); }
  Flow& flow() { return flows_.back(); }
  document::Document& document() { return builder_.document(); }

  void open();
  void close();
  void word(const Token& token);
  bool destination(std::string_view name);
  void property_word(const Token& token);
  void paragraph_word(const Token& token);
  void symbol(char c);
  void bytes(std::string_view text);
  void flush_bytes();
  void unit(std::int32_t value);
  void end_surrogate();
  void put(std::string_view utf8);
  void put_visible(std::string_view utf8);
  void begin_flow(BlockKind kind, bool comment);
  void end_flow();
  void end_paragraph();
  void end_cell();
  void end_row();
  void end_table();
  void emit(const Piece& piece);
  void flush_later();
  void add_links(std::int32_t index, const std::string& text, const std::vector<LinkPart>& links);
  void add_unseen(Flow& flow);
  void add_property(std::string_view name, std::string_view value);
  void end_instruction();
  void end_entry();
  void end_time();
  [[nodiscard]] std::string where();
  [[nodiscard]] int code_page();
  [[nodiscard]] bool is_white();
  void fail(document::Reason reason) {
    if (reason_ == document::Reason::none) reason_ = reason;
  }

  Tokens tokens_;
  const Limits& limits_;
  document::Builder& builder_;
  document::Reason reason_ = document::Reason::none;
  bool damaged_ = false;
  /// Whether the last token began a group.
  bool fresh_ = false;
  std::vector<State> states_{State{}};
  std::vector<Flow> flows_{Flow{}};
  /// Characters that \uN is still to be followed by for readers that do not know it.
  std::int32_t to_skip_ = 0;
  std::int32_t high_ = 0;  ///< first half of a pair of UTF-16
  std::string pending_;    ///< bytes in `pending_page_`
  int pending_page_ = 0;
  int default_page_ = 1252;
  std::int32_t default_font_ = -1;
  std::map<int, std::vector<std::string>> single_bytes_;  ///< tables of code pages
  std::map<std::int32_t, Font> fonts_;
  std::map<std::int32_t, Style> styles_;
  std::vector<bool> white_;  ///< of the colours
  std::array<std::int32_t, 3> colour_{0, 0, 0};
  bool colour_set_ = false;
  std::int32_t entry_ = -1;  ///< font or style that is being defined
  Style entry_style_;
  std::string value_;  ///< of a property, an instruction, an author, a name
  std::string property_;
  std::string user_property_;
  std::array<std::int32_t, 6> time_{};
  std::string author_;
  std::int32_t checkbox_ = 0;
  std::string link_;
  // The table that is being read.
  bool table_ = false;
  std::int32_t row_ = 0;
  std::int32_t column_ = 0;
  bool row_repeats_ = false;
  std::int32_t header_row_ = -1;
  bool row_bold_ = true;
  bool first_row_bold_ = false;
  std::int32_t first_row_cells_ = 0;
  std::int32_t first_row_filled_ = 0;
  std::int32_t row_filled_ = 0;
  std::string cell_;
  std::vector<LinkPart> cell_links_;
  std::vector<Piece> later_;
  std::set<std::string> running_;
  std::size_t text_bytes_ = 0;
  std::size_t objects_ = 0;
  bool pictures_ = false;
};

std::string Reader::where() {
  const auto& blocks = document().blocks;
  for (auto block = blocks.rbegin(); block != blocks.rend(); ++block) {
    if (block->kind == BlockKind::heading)
      return "heading \"" + base::collapse_space(document().view(block->span)).substr(0, 200) + "\"";
    if (block->heading >= 0) {
      const auto& heading = blocks[static_cast<std::size_t>(block->heading)];
      return "heading \"" + base::collapse_space(document().view(heading.span)).substr(0, 200) + "\"";
    }
    break;
  }
  return "start";
}

void Reader::add_property(std::string_view name, std::string_view value) {
  value = base::trim(value);
  if (name.empty() || value.empty() || document().properties.size() >= most_entries) return;
  document().properties.push_back({std::string(name), std::string(value)});
}

bool Reader::is_white() {
  const State& s = state();
  const auto colour = static_cast<std::size_t>(std::max(s.colour, 0));
  return colour < white_.size() && white_[colour] && !s.on_background && !s.shaded;
}

int Reader::code_page() {
  const std::int32_t font = state().font >= 0 ? state().font : default_font_;
  const auto found = fonts_.find(font);
  return found != fonts_.end() && found->second.code_page > 0 ? found->second.code_page : default_page_;
}

/// Text of the document, or of what the group collects.
void Reader::put(std::string_view utf8) {
  if (utf8.empty()) return;
  switch (state().into) {
    case Into::body:
      put_visible(utf8);
      break;
    case Into::number:
      if (flow().number.size() < longest_value) flow().number += utf8;
      break;
    case Into::nothing:
    case Into::info:
    case Into::time:
      break;
    default:
      if (value_.size() < longest_value) value_ += utf8;
      break;
  }
}

void Reader::put_visible(std::string_view utf8) {
  text_bytes_ += utf8.size();
  if (text_bytes_ > limits_.text_bytes) return fail(document::Reason::too_large);
  const State& s = state();
  Flow& to = flow();
  if (s.deleted || s.hidden || is_white()) {
    const auto kind = s.deleted ? HiddenText::Kind::deleted : s.hidden ? HiddenText::Kind::hidden : HiddenText::Kind::white;
    to.unseen[static_cast<std::size_t>(kind)] += utf8;
    return;
  }
  if (!s.bold && utf8.find_first_not_of(" \t\n") != npos) to.bold = false;
  to.text += utf8;
}

void Reader::end_surrogate() {
  if (high_ == 0) return;
  high_ = 0;
  put("\xEF\xBF\xBD");
}

void Reader::flush_bytes() {
  if (pending_.empty()) return;
  const std::string raw = std::exchange(pending_, {});
  std::string out;
  const State& s = state();
  const auto font = fonts_.find(s.font >= 0 ? s.font : default_font_);
  if (font != fonts_.end() && font->second.code_page == symbol_page && (s.into == Into::body || s.into == Into::number)) {
    // A font of symbols, by its own codes. Bullets of lists are all alike.
    if (s.into == Into::number) return put("\xE2\x80\xA2");
    for (const char c : raw) {
      const auto code = static_cast<unsigned char>(c);
      const char32_t known = docx::symbol(font->second.name, code);
      base::append_utf8(out, known != 0 ? known : code < 0x80 ? code : U'\uFFFD');
    }
    return put(out);
  }
  const bool ascii = std::none_of(raw.begin(), raw.end(), [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
  const std::string encoding = encoding_of(pending_page_);
  std::size_t bad = 0;
  if (ascii) {
    out = raw;
  } else if (encoding.empty()) {
    append_decoded(raw, "WINDOWS-1252", out, bad);
  } else if (pending_page_ == 932 || pending_page_ == 936 || pending_page_ == 949 || pending_page_ == 950 ||
             pending_page_ == 54936 || pending_page_ == 65001) {
    append_decoded(raw, encoding, out, bad);
  } else {
    std::vector<std::string>& table = single_bytes_[pending_page_];
    if (table.empty()) {
      for (int i = 0; i < 256; ++i) {
        const char c = static_cast<char>(i);
        std::string one;
        std::size_t ignored = 0;
        if (i < 0x80 || !append_decoded(std::string_view(&c, 1), encoding, one, ignored)) one.assign(1, i < 0x80 ? c : '?');
        table.push_back(std::move(one));
      }
    }
    for (const char c : raw) out += table[static_cast<unsigned char>(c)];
  }
  std::erase_if(out, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n'; });
  put(out);
}

void Reader::bytes(std::string_view text) {
  if (to_skip_ > 0) {
    const auto skip = std::min<std::size_t>(static_cast<std::size_t>(to_skip_), text.size());
    to_skip_ -= static_cast<std::int32_t>(skip);
    text.remove_prefix(skip);
  }
  if (text.empty()) return;
  end_surrogate();
  if (state().into == Into::nothing) return;
  const int page = code_page();
  if (page != pending_page_) flush_bytes();
  pending_page_ = page;
  pending_ += text;
}

/// A unit of UTF-16.
void Reader::unit(std::int32_t value) {
  flush_bytes();
  value &= 0xFFFF;
  if (value >= 0xD800 && value < 0xDC00) {
    end_surrogate();
    high_ = value;
    return;
  }
  char32_t code = static_cast<char32_t>(value);
  if (value >= 0xDC00 && value < 0xE000) {
    code = high_ != 0 ? 0x10000U + ((static_cast<char32_t>(high_) - 0xD800U) << 10U) + (code - 0xDC00U) : U'\uFFFD';
    high_ = 0;
  } else {
    end_surrogate();
  }
  std::string out;
  const auto font = fonts_.find(state().font >= 0 ? state().font : default_font_);
  if (code >= 0xF020 && code <= 0xF0FF && font != fonts_.end()) {
    const char32_t known = docx::symbol(font->second.name, code);
    if (known != 0) code = known;
  }
  if (code < 0x20 && code != '\t' && code != '\n') return;
  base::append_utf8(out, code);
  put(out);
}

void Reader::open() {
  if (states_.size() > limits_.depth) return fail(document::Reason::too_deep);
  State inner = state();
  inner.own_flow = false;
  inner.starred = false;
  inner.link_begin = npos;
  // Of \upr's two groups the first is for readers without Unicode.
  if (state().choice) {
    inner.into = Into::nothing;
    state().choice = false;
  }
  inner.choice = false;
  states_.push_back(inner);
}

void Reader::begin_flow(BlockKind kind, bool comment) {
  flows_.emplace_back();
  flow().kind = kind;
  flow().comment = comment;
  State& s = state();
  s.own_flow = true;
  s.into = Into::body;
  s.in_table = false;
  s.hidden = false;
  s.deleted = false;
  s.style = no_style;
  s.list = 0;
  s.outline = -1;
}

void Reader::end_flow() {
  end_paragraph();
  Flow ended = std::move(flow());
  flows_.pop_back();
  if (ended.comment) {
    const std::string text(base::trim(ended.text));
    if (!text.empty()) {
      document().hidden.push_back(
          {HiddenText::Kind::comment, text, (author_.empty() ? "comment, " : "comment by " + author_ + ", ") + where()});
    }
  }
}

void Reader::close() {
  flush_bytes();
  end_surrogate();
  const State ended = state();
  if (ended.own_flow) end_flow();
  if (ended.into != states_[states_.size() - 2].into) {
    const std::string value = base::collapse_space(value_);
    switch (ended.into) {
      case Into::property:
        add_property(property_, value);
        value_.clear();
        break;
      case Into::time:
        end_time();
        break;
      case Into::instruction:
        end_instruction();
        break;
      case Into::author:
        author_ = value;
        value_.clear();
        break;
      case Into::user_property_name:
        user_property_ = value;
        value_.clear();
        break;
      case Into::user_property_value:
        add_property(user_property_, value);
        value_.clear();
        break;
      default:
        break;
    }
  }
  if (ended.into == Into::font_table || ended.into == Into::style_sheet) end_entry();
  if (ended.link_begin != npos && ended.link_begin < flow().text.size() && !link_.empty() &&
      document().links.size() < most_entries) {
    flow().links.push_back({ended.link_begin, flow().text.size(), std::exchange(link_, {})});
  }
  states_.pop_back();
}

/// A font or a style is defined.
void Reader::end_entry() {
  std::string name = base::collapse_space(value_);
  while (name.ends_with(';')) name.pop_back();
  value_.clear();
  if (entry_ < 0) return;
  if (state().into == Into::font_table) {
    if (fonts_.size() < most_entries) {
      Font& font = fonts_[entry_];
      if (font.name.empty()) font.name = name;
      const std::string lower = base::to_lower(font.name);
      if (lower == "symbol" || lower.starts_with("wingdings") || lower.starts_with("webdings")) font.code_page = symbol_page;
    }
  } else if (styles_.size() < most_entries) {
    entry_style_.name = base::to_lower(name);
    styles_[entry_] = std::exchange(entry_style_, {});
  }
  entry_ = -1;
}

void Reader::end_time() {
  const auto& [year, month, day, hour, minute, second] = time_;
  if (year > 0 && year < 10'000 && month >= 1 && month <= 12 && day >= 1 && day <= 31) {
    const auto two = [](std::int32_t n) { return (n < 10 ? "0" : "") + std::to_string(std::clamp(n, 0, 99)); };
    std::string text = std::to_string(year);
    text.insert(0, 4 - text.size(), '0');
    add_property(property_, text + "-" + two(month) + "-" + two(day) + "T" + two(hour) + ":" + two(minute) + ":" + two(second));
  }
}

/// The instruction of a field: where a link leads, a box to tick.
void Reader::end_instruction() {
  const std::string code = base::collapse_space(std::exchange(value_, {}));
  std::string_view rest = code;
  const std::string_view name = rest.substr(0, rest.find(' '));
  if (base::equal_ignoring_case(name, "FORMCHECKBOX")) {
    if (states_[states_.size() - 2].into == Into::body) put_visible(checkbox_ == 1 ? "\xE2\x98\x92 " : "\xE2\x98\x90 ");
    checkbox_ = 0;
  } else if (base::equal_ignoring_case(name, "HYPERLINK")) {
    rest = base::trim(rest.substr(name.size()));
    const bool local = rest.starts_with("\\l");
    const std::size_t quote = rest.find('"');
    if (quote != npos) {
      const std::size_t end = std::min(rest.find('"', quote + 1), rest.size());
      link_ = (local ? "#" : "") + std::string(rest.substr(quote + 1, end - quote - 1));
    } else {
      link_ = std::string(rest.substr(0, rest.find(' ')));
    }
  }
}

void Reader::add_unseen(Flow& from) {
  for (std::size_t kind = 0; kind < from.unseen.size(); ++kind) {
    const std::string text(base::trim(from.unseen[kind]));
    from.unseen[kind].clear();
    if (!text.empty()) document().hidden.push_back({static_cast<HiddenText::Kind>(kind), text, where()});
  }
}

void Reader::add_links(std::int32_t index, const std::string& text, const std::vector<LinkPart>& links) {
  if (index < 0) return;
  const std::size_t lead = text.find_first_not_of(" \t\n\r\f\v");
  const document::Span span = builder_.block(index).span;
  for (const LinkPart& link : links) {
    const std::size_t begin = link.begin > lead ? link.begin - lead : 0;
    const std::size_t end = std::min<std::size_t>(link.end > lead ? link.end - lead : 0, span.size());
    if (begin < end) {
      document().links.push_back(
          {{static_cast<document::ByteOffset>(span.begin + begin), static_cast<document::ByteOffset>(span.begin + end)},
           link.target});
    }
  }
}

void Reader::emit(const Piece& piece) {
  if (document().blocks.size() >= limits_.blocks) return fail(document::Reason::too_large);
  const std::int32_t index = builder_.add(piece.kind, piece.text, piece.level);
  if (index < 0) return;
  builder_.block(index).numbered = piece.numbered;
  builder_.block(index).checkbox = docx::leading_checkbox(document().view(builder_.block(index).span));
  add_links(index, piece.text, piece.links);
}

/// What stands beside the text: footnotes, headers, boxes.
void Reader::flush_later() {
  const std::vector<Piece> later = std::exchange(later_, {});
  for (const Piece& piece : later) emit(piece);
}

void Reader::end_paragraph() {
  flush_bytes();
  end_surrogate();
  Flow& from = flow();
  if (from.comment) {
    if (!from.text.empty() && !from.text.ends_with('\n')) from.text += '\n';
    from.number.clear();
    return;
  }
  add_unseen(from);
  const State& s = state();
  const std::string number = base::collapse_space(std::exchange(from.number, {}));
  std::string text = std::exchange(from.text, {});
  std::vector<LinkPart> links = std::exchange(from.links, {});
  const bool bold = std::exchange(from.bold, true);
  if (flows_.size() == 1 && s.in_table) {
    // A paragraph of a cell that goes on.
    row_bold_ = row_bold_ && bold;
    if (!cell_.empty() && !cell_.ends_with('\n')) cell_ += '\n';
    for (LinkPart& link : links)
      cell_links_.push_back({link.begin + cell_.size(), link.end + cell_.size(), std::move(link.target)});
    cell_ += text;
    return;
  }
  Piece piece{from.kind, 0, false, std::move(text), std::move(links)};
  if (base::trim(piece.text).empty()) return;
  if (from.kind == BlockKind::paragraph) {
    const auto style = styles_.find(s.style);
    const std::string_view name = style != styles_.end() ? std::string_view(style->second.name) : std::string_view();
    std::int32_t outline = s.outline;
    if (outline < 0 && style != styles_.end()) outline = style->second.outline;
    if (outline < 0 && name.starts_with("heading ") && name.size() == 9 && name[8] >= '1' && name[8] <= '9')
      outline = name[8] - '1';
    if (outline < 0 && name == "title") outline = 0;
    if (outline >= 0 && outline < 9) {
      piece.kind = BlockKind::heading;
      piece.level = static_cast<std::uint8_t>(outline + 1);
      std::replace(piece.text.begin(), piece.text.end(), '\n', ' ');
      const bool ordinal =
          std::any_of(number.begin(), number.end(), [](char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z'); });
      if (ordinal) {
        const std::size_t lead = piece.text.find_first_not_of(" \t\n");
        piece.text = number + " " + piece.text.substr(lead);
        for (LinkPart& link : piece.links) {
          link.begin += number.size() + 1 - std::min(lead, link.begin);
          link.end += number.size() + 1 - std::min(lead, link.end);
        }
      }
    } else if (!number.empty() || s.list > 0 || name.starts_with("list bullet") || name.starts_with("list number")) {
      piece.kind = BlockKind::list_item;
      piece.level = static_cast<std::uint8_t>(std::clamp(s.list_level, 0, 8) + 1);
      piece.numbered = std::any_of(number.begin(), number.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z' && c != 'o') || (c >= 'A' && c <= 'Z');
      });
    } else if (is_one_of(name, {"quote", "intense quote", "block text", "quotations"})) {
      piece.kind = BlockKind::quote;
    } else if (is_one_of(name, {"code", "source code", "html preformatted", "preformatted text", "macro text"})) {
      piece.kind = BlockKind::code;
    }
  }
  if (flows_.size() > 1) {
    const bool running = from.kind == BlockKind::page_header || from.kind == BlockKind::page_footer;
    if (!running || running_.insert(base::collapse_space(piece.text)).second) {
      if (later_.size() >= limits_.blocks) return fail(document::Reason::too_large);
      later_.push_back(std::move(piece));
    }
    if (!table_ && flows_.front().text.empty() && pending_.empty()) flush_later();
    return;
  }
  end_table();
  emit(piece);
  flush_later();
}

void Reader::end_cell() {
  // Broken writers leave \intbl out.
  const bool in_table = std::exchange(state().in_table, true);
  end_paragraph();
  state().in_table = in_table;
  if (flows_.size() > 1) {
    // A table within a note or a header is text there.
    return;
  }
  if (!table_) {
    builder_.begin_table();
    table_ = true;
    row_ = 0;
    column_ = 0;
    header_row_ = -1;
    row_bold_ = true;
    row_filled_ = 0;
  }
  if (document().blocks.size() >= limits_.blocks || column_ >= static_cast<std::int32_t>(limits_.blocks))
    return fail(document::Reason::too_large);
  const std::string text = std::exchange(cell_, {});
  const std::vector<LinkPart> links = std::exchange(cell_links_, {});
  const std::int32_t index = builder_.add_cell(row_, column_, text);
  if (index >= 0) {
    ++row_filled_;
    builder_.block(index).checkbox = docx::leading_checkbox(document().view(builder_.block(index).span));
    add_links(index, text, links);
  }
  ++column_;
}

void Reader::end_row() {
  if (!table_) return;
  if (!cell_.empty()) end_cell();
  if (row_ == 0) {
    first_row_bold_ = row_bold_;
    first_row_cells_ = column_;
    first_row_filled_ = row_filled_;
  }
  if (row_repeats_) header_row_ = row_;
  row_repeats_ = false;
  if (column_ > 0) ++row_;
  column_ = 0;
  row_bold_ = true;
  row_filled_ = 0;
}

void Reader::end_table() {
  if (!table_) return;
  if (!cell_.empty()) end_cell();
  if (column_ > 0) end_row();
  document::Table& table = builder_.table();
  // Two columns are as often names with their values as columns with names.
  const bool named =
      first_row_filled_ == first_row_cells_ && (first_row_cells_ > 2 || (first_row_cells_ == 2 && first_row_bold_));
  if (header_row_ < 0 && row_ > 1 && named) header_row_ = 0;
  table_ = false;
  if (table.rows == 0) {
    document().tables.pop_back();
  } else {
    builder_.end_table(header_row_ < table.rows ? header_row_ : -1);
  }
  flush_later();
}

/// Groups that hold no text of the document, or a text of its own. True where `name` begins one.
bool Reader::destination(std::string_view name) {
  State& s = state();
  const auto into = [&](Into wanted) {
    if (s.into != Into::nothing) s.into = wanted;
    return true;
  };
  if (s.into == Into::nothing && name != "shptxt") return false;
  if (name == "fonttbl") return into(Into::font_table);
  if (name == "stylesheet") return into(Into::style_sheet);
  if (name == "colortbl") return into(Into::colour_table);
  if (name == "info") return into(Into::info);
  if (s.into == Into::info || s.into == Into::property || s.into == Into::time) {
    static constexpr std::array<std::pair<std::string_view, std::string_view>, 10> names{{{"title", "title"},
                                                                                          {"subject", "subject"},
                                                                                          {"author", "author"},
                                                                                          {"manager", "manager"},
                                                                                          {"company", "company"},
                                                                                          {"operator", "last_modified_by"},
                                                                                          {"category", "category"},
                                                                                          {"keywords", "keywords"},
                                                                                          {"comment", "description"},
                                                                                          {"doccomm", "description"}}};
    for (const auto& [key, property] : names) {
      if (name != key) continue;
      property_ = property;
      value_.clear();
      return into(Into::property);
    }
    for (const auto& [key, property] : {std::pair{"creatim", "created"}, {"revtim", "modified"}, {"printim", "printed"}}) {
      if (name != key) continue;
      property_ = property;
      time_ = {};
      return into(Into::time);
    }
  }
  if (name == "userprops") return into(Into::info);
  if (name == "propname") return value_.clear(), into(Into::user_property_name);
  if (name == "staticval") return value_.clear(), into(Into::user_property_value);
  if (name == "fldinst") return value_.clear(), into(Into::instruction);
  if (name == "fldrslt") {
    s.link_begin = flow().text.size();
    return into(Into::body);
  }
  if (name == "listtext" || name == "pntext") return flow().number.clear(), into(Into::number);
  if (name == "atnauthor") return value_.clear(), into(Into::author);
  if (name == "annotation") return begin_flow(BlockKind::paragraph, true), true;
  if (name == "footnote") return begin_flow(BlockKind::footnote, false), true;
  if (is_one_of(name, {"header", "headerl", "headerr", "headerf"})) return begin_flow(BlockKind::page_header, false), true;
  if (is_one_of(name, {"footer", "footerl", "footerr", "footerf"})) return begin_flow(BlockKind::page_footer, false), true;
  if (name == "shptxt") {
    // The group around it holds the numbers of the shape only.
    return begin_flow(BlockKind::paragraph, false), true;
  }
  if (name == "upr") {
    s.choice = true;
    return true;
  }
  if (name == "ud") return true;
  if (name == "objdata") ++objects_;
  if (name == "pict") pictures_ = true;
  if (is_one_of(name, {"pict",
                       "objdata",
                       "objclass",
                       "objname",
                       "nonshppict",
                       "listtable",
                       "listoverridetable",
                       "revtbl",
                       "rsidtbl",
                       "filetbl",
                       "themedata",
                       "colorschememapping",
                       "datastore",
                       "latentstyles",
                       "generator",
                       "xmlnstbl",
                       "bkmkstart",
                       "bkmkend",
                       "pnseclvl",
                       "pn",
                       "atnid",
                       "atndate",
                       "atnref",
                       "atrfstart",
                       "atrfend",
                       "atnparent",
                       "atntime",
                       "atnicn",
                       "shpinst",
                       "sn",
                       "sv",
                       "sp",
                       "nesttableprops",
                       "nonesttables",
                       "xe",
                       "tc",
                       "tcn",
                       "rxe",
                       "datafield",
                       "passwordhash",
                       "mmathPr",
                       "wgrffmtfilter",
                       "template",
                       "private",
                       "ftnsep",
                       "ftnsepc",
                       "ftncn",
                       "aftnsep",
                       "aftnsepc",
                       "aftncn",
                       "panose",
                       "falt",
                       "fontemb",
                       "htmltag",
                       "mhtmltag",
                       "blipuid",
                       "picprop",
                       "background",
                       "keycode",
                       "oldcprops",
                       "oldpprops",
                       "oldtprops",
                       "oldsprops",
                       "pgptbl",
                       "defchp",
                       "defpap",
                       "ffname"})) {
    return into(Into::nothing);
  }
  if (is_one_of(name, {"shppict", "ffdata", "formfield", "field", "object", "result", "shprslt", "shp", "do", "dptxbxtext",
                       "ffdeftext", "fldtype", "mmath", "moMath", "moMathPara", "listname"})) {
    if (name == "ffdata" || name == "formfield" || name == "shppict" || name == "listname") return into(Into::nothing);
    // The same text again, for readers without the shape itself.
    if (name == "shprslt") return into(Into::nothing);
    return true;
  }
  return false;
}

/// What is said of characters, fonts and styles. Source: RTF Specification 1.9.1, Document Text.
void Reader::property_word(const Token& token) {
  const std::string_view name = token.text;
  State& s = state();
  const bool on = !token.has_number || token.number != 0;
  if (name == "f") {
    flush_bytes();
    s.font = token.number;
    if (s.into == Into::font_table) entry_ = token.number;
  } else if (name == "fcharset") {
    const int page = code_page_of_charset(token.number);
    if (entry_ >= 0 && s.into == Into::font_table && fonts_.size() < most_entries)
      fonts_[entry_].code_page = token.number == 2 ? symbol_page : page;
  } else if (name == "cpg") {
    if (entry_ >= 0 && s.into == Into::font_table && fonts_.size() < most_entries) fonts_[entry_].code_page = token.number;
  } else if (name == "deff") {
    default_font_ = token.number;
  } else if (name == "ansicpg") {
    if (!encoding_of(token.number).empty()) default_page_ = token.number;
  } else if (name == "mac") {
    default_page_ = 10000;
  } else if (name == "pc") {
    default_page_ = 437;
  } else if (name == "pca") {
    default_page_ = 850;
  } else if (name == "uc") {
    s.skip = std::clamp(token.number, 0, 1000);
  } else if (name == "v") {
    flush_bytes();
    s.hidden = on;
  } else if (name == "deleted") {
    flush_bytes();
    s.deleted = on;
  } else if (name == "b") {
    flush_bytes();
    s.bold = on;
  } else if (name == "cf") {
    flush_bytes();
    s.colour = token.number;
  } else if (is_one_of(name, {"cb", "highlight", "chcbpat"})) {
    flush_bytes();
    s.on_background = token.number != 0;
  } else if (is_one_of(name, {"cbpat", "clcbpat", "shading", "clshdng", "chshdng"})) {
    if (token.number != 0) s.shaded = true;
  } else if (name == "plain") {
    flush_bytes();
    s.font = -1;
    s.hidden = false;
    s.deleted = false;
    s.bold = false;
    s.colour = 0;
    s.on_background = false;
  } else if (name == "red" || name == "green" || name == "blue") {
    if (s.into == Into::colour_table) {
      colour_[name == "red" ? 0 : name == "green" ? 1 : 2] = token.number;
      colour_set_ = true;
    }
  } else if (is_one_of(name, {"yr", "mo", "dy", "hr", "min", "sec"}) && s.into == Into::time) {
    const std::array<std::string_view, 6> parts{"yr", "mo", "dy", "hr", "min", "sec"};
    time_[static_cast<std::size_t>(std::find(parts.begin(), parts.end(), name) - parts.begin())] = token.number;
  } else if (name == "ffres" || name == "ffdefres") {
    // 25 stands for "as it begins".
    if (name == "ffdefres" || token.number != 25) checkbox_ = token.number;
  } else {
    paragraph_word(token);
  }
}

/// What is said of paragraphs, tables and lists.
void Reader::paragraph_word(const Token& token) {
  const std::string_view name = token.text;
  State& s = state();
  if (name == "pard") {
    s.style = no_style;
    s.outline = -1;
    s.list = 0;
    s.list_level = 0;
    s.in_table = false;
    s.shaded = false;
  } else if (name == "s") {
    s.style = token.number;
    if (s.into == Into::style_sheet) {
      entry_ = token.number;
      entry_style_ = {};
    }
  } else if (name == "outlinelevel") {
    if (s.into == Into::style_sheet) {
      entry_style_.outline = token.number;
    } else {
      s.outline = token.number;
    }
  } else if (name == "ls") {
    s.list = token.number;
  } else if (name == "ilvl") {
    s.list_level = token.number;
  } else if (name == "intbl") {
    s.in_table = true;
  } else if (name == "itap") {
    s.in_table = token.number > 0;
  } else if (name == "trhdr") {
    row_repeats_ = true;
  } else if (name == "trowd") {
    row_repeats_ = false;
  }
}

void Reader::word(const Token& token) {
  const std::string_view name = token.text;
  State& s = state();
  if (name == "u") {
    unit(token.number);
    to_skip_ = s.skip;
    return;
  }
  if (name == "bin") return;
  static constexpr std::array<std::pair<std::string_view, std::string_view>, 15> characters{{{"tab", "\t"},
                                                                                             {"emdash", "\xE2\x80\x94"},
                                                                                             {"endash", "\xE2\x80\x93"},
                                                                                             {"emspace", "\xE2\x80\x83"},
                                                                                             {"enspace", "\xE2\x80\x82"},
                                                                                             {"qmspace", "\xE2\x80\x85"},
                                                                                             {"bullet", "\xE2\x80\xA2"},
                                                                                             {"lquote", "\xE2\x80\x98"},
                                                                                             {"rquote", "\xE2\x80\x99"},
                                                                                             {"ldblquote", "\xE2\x80\x9C"},
                                                                                             {"rdblquote", "\xE2\x80\x9D"},
                                                                                             {"line", "\n"},
                                                                                             {"softline", "\n"},
                                                                                             {"zwj", "\xE2\x80\x8D"},
                                                                                             {"zwnj", "\xE2\x80\x8C"}}};
  for (const auto& [key, character] : characters) {
    if (name != key) continue;
    if (to_skip_ > 0) {
      --to_skip_;
      return;
    }
    flush_bytes();
    end_surrogate();
    put(character);
    return;
  }
  // Only characters stand in for others.
  to_skip_ = 0;
  const bool body = s.into == Into::body;
  if (is_one_of(name, {"par", "sect", "page", "column", "cell", "row", "nestcell", "nestrow"})) {
    if (!body) {
      if (s.into != Into::nothing) put(" ");
      return;
    }
    if (name == "cell") return end_cell();
    if (name == "row") {
      if (flows_.size() == 1) end_row();
      return;
    }
    if (name == "nestcell" || name == "nestrow") {
      flush_bytes();
      put("\n");
      return;
    }
    if ((name == "page" || name == "column") && s.in_table) return put("\n");
    return end_paragraph();
  }
  if (destination(name)) {
    s.starred = false;
    return;
  }
  if (s.starred) {
    // A destination that is not known and may be passed over.
    s.starred = false;
    s.into = Into::nothing;
    return;
  }
  property_word(token);
}

void Reader::symbol(char c) {
  if (c == '*') {
    // Only at the beginning of a group it says that the group may be passed over.
    state().starred = fresh_;
    return;
  }
  if (to_skip_ > 0) {
    --to_skip_;
    return;
  }
  switch (c) {
    case '~':
      flush_bytes();
      put("\xC2\xA0");
      break;
    case '_':
      flush_bytes();
      put("\xE2\x80\x91");
      break;
    case '-':
      flush_bytes();
      put("\xC2\xAD");
      break;
    case '\n':
    case '\r':
      if (state().into == Into::body) end_paragraph();
      break;
    case '\t':
      bytes("\t");
      break;
    case '\\':
    case '{':
    case '}':
      bytes(std::string_view(&c, 1));
      break;
    default:
      break;
  }
}

document::Reason Reader::read() {
  bool over = false;
  while (reason_ == document::Reason::none && !over) {
    const Token token = tokens_.next();
    switch (token.kind) {
      case Token::Kind::open:
        flush_bytes();
        to_skip_ = 0;
        open();
        fresh_ = true;
        continue;
      case Token::Kind::close:
        to_skip_ = 0;
        if (states_.size() > 1) close();
        over = states_.size() == 1;
        break;
      case Token::Kind::word:
        word(token);
        break;
      case Token::Kind::symbol:
        symbol(token.text[0]);
        break;
      case Token::Kind::byte: {
        const auto c = static_cast<char>(token.byte);
        bytes(std::string_view(&c, 1));
        break;
      }
      case Token::Kind::text:
        if (state().into == Into::colour_table) {
          for (const char c : token.text) {
            if (c != ';' || white_.size() >= most_entries) continue;
            white_.push_back(colour_set_ && colour_[0] >= 255 && colour_[1] >= 255 && colour_[2] >= 255);
            colour_set_ = false;
            colour_ = {};
          }
        } else if ((state().into == Into::font_table || state().into == Into::style_sheet) && token.text.ends_with(';')) {
          bytes(token.text);
          flush_bytes();
          end_entry();
        } else {
          bytes(token.text);
        }
        break;
      case Token::Kind::end:
        over = true;
        break;
    }
    fresh_ = false;
  }
  if (reason_ != document::Reason::none) return reason_;
  if (states_.size() > 1) {
    damaged_ = true;
    document().warnings.push_back("The file ends within " + std::to_string(states_.size() - 1) + " groups that are still open.");
  }
  if (objects_ > 0) document().warnings.push_back(std::to_string(objects_) + " embedded objects were not read.");
  const std::size_t open_groups = states_.size();
  for (std::size_t i = 1; i < open_groups; ++i) close();
  end_paragraph();
  end_table();
  flush_later();
  if (!cell_.empty()) emit({BlockKind::paragraph, 0, false, std::exchange(cell_, {}), std::exchange(cell_links_, {})});
  return reason_;
}

}  // namespace

document::Extracted extract_rtf(std::string_view bytes, const Limits& limits) {
  if (bytes.size() > limits.file_bytes) return unreadable(document::Reason::too_large, std::to_string(bytes.size()) + " bytes");
  if (base::trim(bytes).empty()) return unreadable(document::Reason::empty);
  const std::size_t begin = bytes.substr(0, 1024).find("{\\rtf");
  if (begin == npos) return unreadable(document::Reason::corrupt, "no RTF");
  document::Extracted extracted;
  document::Document document;
  document.format = "rtf";
  document.media_type = "application/rtf";
  document.style = document::LocatorStyle::heading_paragraph;
  document::Builder builder(std::move(document));
  Reader reader(bytes.substr(begin), limits, builder);
  const document::Reason reason = reader.read();
  if (reason != document::Reason::none) return unreadable(reason);
  extracted.document = builder.finish();
  if (reader.damaged()) extracted.status = document::Status::damaged;
  if (extracted.document.blocks.empty()) {
    if (reader.pictures()) return unreadable(document::Reason::scanned_no_ocr, "nothing but pictures");
    return unreadable(document::Reason::empty, "no visible text");
  }
  std::stable_sort(extracted.document.links.begin(), extracted.document.links.end(),
                   [](const document::Link& a, const document::Link& b) { return a.span.begin < b.span.begin; });
  return extracted;
}

}  // namespace crosswalk::extraction
