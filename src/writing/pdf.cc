// SPDX-License-Identifier: Apache-2.0
#include "writing/pdf.h"

#include <cairo-pdf.h>
#include <pango/pangocairo.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>
#include <memory>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "base/text.h"
#include "writing/escape.h"
#include "writing/inline.h"

namespace crosswalk::writing {
namespace {

using Kind = Block::Kind;
using Layout = std::shared_ptr<PangoLayout>;

// Points: A4, and what is free around the text.
constexpr double kWidth = 595.276;
constexpr double kHeight = 841.890;
constexpr double kLeft = 62;
constexpr double kRight = kWidth - 62;
constexpr double kTop = 78;
constexpr double kBottom = kHeight - 60;
constexpr double kBody = 9.5;
constexpr double kSmall = 8;
constexpr double kLineHeight = 1.32;

struct Colour {
  double red = 0;
  double green = 0;
  double blue = 0;
};
constexpr Colour kInk{0.106, 0.141, 0.188};
constexpr Colour kSoft{0.329, 0.376, 0.431};
constexpr Colour kRule{0.835, 0.859, 0.886};
constexpr Colour kBand{0.957, 0.965, 0.973};
constexpr Colour kBlank{1, 0.941, 0.722};
constexpr Colour kLink{0.043, 0.341, 0.643};

/// "#0b57a4" as a colour.
Colour colour_of(std::string_view text) {
  unsigned value = 0;
  if (text.size() != 7 || std::from_chars(text.data() + 1, text.data() + 7, value, 16).ec != std::errc()) return kLink;
  return {(value >> 16U) / 255.0, (value >> 8U & 255U) / 255.0, (value & 255U) / 255.0};
}

/// What a stretch of words looks like.
struct Look {
  std::string text;
  std::string link;
  Colour ink = kInk;
  std::optional<Colour> band;
  bool strong = false;
  bool emphasis = false;
  bool mono = false;
};

/// Words laid out in lines.
struct Laid {
  Layout layout;
  std::vector<Look> looks;
  /// The byte at which each look ends.
  std::vector<std::size_t> ends;
  /// Points by line.
  std::vector<double> heights;
  [[nodiscard]] double height() const {
    double sum = 0;
    for (const double one : heights) sum += one;
    return sum;
  }
  [[nodiscard]] bool has_links() const {
    return std::any_of(looks.begin(), looks.end(), [](const Look& look) { return !look.link.empty(); });
  }
};

/// A coloured rectangle; they are drawn before the words of their page.
struct Box {
  double x = 0;
  double y = 0;
  double width = 0;
  double height = 0;
  Colour colour;
};

/// What is to be drawn, one thing after the other.
struct Step {
  enum class Kind { begin, end, words, page, outline };
  Kind kind = Kind::words;
  /// A tag with its attributes, or the text of an entry of the outline.
  std::string text;
  std::string attributes;
  int level = 0;
  /// Words: those of one look in one line.
  const Laid* laid = nullptr;
  int line = 0;
  std::size_t look = 0;
  double x = 0;
  /// Of the base line; of entries of the outline the top.
  double y = 0;
};

/// How words are set.
struct Setting {
  double size = kBody;
  bool strong = false;
  Colour ink = kInk;
};

/// Attributes of cairo's tags are in quotes.
std::string quoted_for_tag(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? "%27" : c == '\\' ? "%5C" : std::string(1, c);
  return "'" + out + "'";
}

std::string number(double value) {
  std::array<char, 32> digits{};
  const auto [end, error] = std::to_chars(digits.data(), digits.data() + digits.size(), value, std::chars_format::fixed, 2);
  return error == std::errc() ? std::string(digits.data(), end) : "0";
}

class Composer {
 public:
  Composer(const Paper& paper, const Brand& brand) : paper_(paper), brand_(brand), brand_colour_(colour_of(brand.colour)) {}
  Composer(const Composer&) = delete;
  Composer& operator=(const Composer&) = delete;
  ~Composer() {
    if (logo_ != nullptr) cairo_surface_destroy(logo_);
    if (context_ != nullptr) g_object_unref(context_);
    if (cairo_ != nullptr) cairo_destroy(cairo_);
    if (surface_ != nullptr) cairo_surface_destroy(surface_);
  }

  base::Result<std::string> run() {
    surface_ = cairo_pdf_surface_create_for_stream(
        [](void* self, const unsigned char* bytes, unsigned count) {
          static_cast<Composer*>(self)->out_.append(reinterpret_cast<const char*>(bytes), count);
          return CAIRO_STATUS_SUCCESS;
        },
        this, kWidth, kHeight);
    cairo_ = cairo_create(surface_);
    set_metadata();
    make_context();
    read_logo();
    boxes_.emplace_back();
    compose();
    draw();
    cairo_surface_finish(surface_);
    if (const cairo_status_t status = cairo_surface_status(surface_); status != CAIRO_STATUS_SUCCESS)
      return base::Error{base::ErrorCode::internal, "PDF", cairo_status_to_string(status)};
    return with_language(std::move(out_));
  }

 private:
  // ---- beginning
  // -----------------------------------------------------------------------------------------------------------------

  void set_metadata() {
    const auto set = [&](cairo_pdf_metadata_t what, const std::string& text) {
      if (!text.empty()) cairo_pdf_surface_set_metadata(surface_, what, visible(text).c_str());
    };
    cairo_pdf_surface_restrict_to_version(surface_, CAIRO_PDF_VERSION_1_5);
    const std::string made = artifacts::time::text_of(paper_.made.value_or(0));
    set(CAIRO_PDF_METADATA_TITLE, paper_.title);
    set(CAIRO_PDF_METADATA_AUTHOR, brand_.name);
    set(CAIRO_PDF_METADATA_SUBJECT, reference_of(paper_));
    set(CAIRO_PDF_METADATA_CREATOR, "Crosswalk");
    set(CAIRO_PDF_METADATA_CREATE_DATE, made);
    set(CAIRO_PDF_METADATA_MOD_DATE, made);
  }

  void make_context() {
    context_ = pango_cairo_create_context(cairo_);
    pango_cairo_context_set_resolution(context_, 72);
    cairo_font_options_t* options = cairo_font_options_create();
    cairo_font_options_set_hint_style(options, CAIRO_HINT_STYLE_NONE);
    cairo_font_options_set_hint_metrics(options, CAIRO_HINT_METRICS_OFF);
    cairo_font_options_set_antialias(options, CAIRO_ANTIALIAS_GRAY);
    pango_cairo_context_set_font_options(context_, options);
    cairo_font_options_destroy(options);
    pango_context_set_round_glyph_positions(context_, FALSE);
    // Not that of the machine's locale.
    pango_context_set_language(context_, pango_language_from_string(language().c_str()));
    pango_context_set_base_dir(context_, PANGO_DIRECTION_LTR);
  }
  [[nodiscard]] std::string language() const { return paper_.language.empty() ? "en" : paper_.language; }

  void read_logo() {
    if (brand_.logo.empty()) return;
    struct Source {
      std::string_view left;
    } source{brand_.logo};
    logo_ = cairo_image_surface_create_from_png_stream(
        [](void* from, unsigned char* bytes, unsigned count) {
          auto& left = static_cast<Source*>(from)->left;
          if (left.size() < count) return CAIRO_STATUS_READ_ERROR;
          std::memcpy(bytes, left.data(), count);
          left.remove_prefix(count);
          return CAIRO_STATUS_SUCCESS;
        },
        &source);
    if (cairo_surface_status(logo_) == CAIRO_STATUS_SUCCESS) return;
    cairo_surface_destroy(logo_);
    logo_ = nullptr;
  }

  // ---- words
  // ---------------------------------------------------------------------------------------------------------------------

  static Look look_of(const Run& run, const Setting& setting) {
    Look look;
    look.text = run.blank ? visible(blank_text(*run.blank, run.text)) : spaced(run.text, visible);
    look.link = run.link;
    look.ink = run.link.empty() ? setting.ink : kLink;
    look.strong = run.strong || setting.strong || run.blank.has_value();
    look.emphasis = run.emphasis;
    look.mono = run.code;
    if (run.blank) look.band = kBlank;
    return look;
  }
  static std::vector<Look> looks_of(const Line& line, const Setting& setting) {
    std::vector<Look> out;
    for (const Run& run : line.runs) {
      Look look = look_of(run, setting);
      if (!look.text.empty()) out.push_back(std::move(look));
    }
    return out;
  }

  /// Lays words out in lines of this width; 0: as wide as they are.
  Laid& lay(std::vector<Look> looks, double width, const Setting& setting) {
    laid_.push_back(std::make_unique<Laid>());
    Laid& laid = *laid_.back();
    laid.looks = std::move(looks);
    laid.layout = Layout(pango_layout_new(context_), g_object_unref);
    PangoLayout* layout = laid.layout.get();
    PangoFontDescription* font = pango_font_description_from_string("DejaVu Sans");
    pango_font_description_set_absolute_size(font, setting.size * PANGO_SCALE);
    pango_layout_set_font_description(layout, font);
    pango_font_description_free(font);
    if (width > 0) {
      pango_layout_set_width(layout, static_cast<int>(width * PANGO_SCALE));
      pango_layout_set_wrap(layout, PANGO_WRAP_WORD_CHAR);
    }
    std::string text;
    PangoAttrList* attributes = pango_attr_list_new();
    const auto add = [&](PangoAttribute* attribute, std::size_t begin) {
      attribute->start_index = static_cast<guint>(begin);
      attribute->end_index = static_cast<guint>(text.size());
      pango_attr_list_insert(attributes, attribute);
    };
    for (std::size_t i = 0; i < laid.looks.size(); ++i) {
      const Look& look = laid.looks[i];
      const std::size_t begin = text.size();
      text += look.text;
      laid.ends.push_back(text.size());
      if (look.strong) add(pango_attr_weight_new(PANGO_WEIGHT_BOLD), begin);
      if (look.emphasis) add(pango_attr_style_new(PANGO_STYLE_ITALIC), begin);
      if (look.mono) add(pango_attr_family_new("DejaVu Sans Mono"), begin);
      // Looks are told apart by colours that nothing is drawn in, so that no run of glyphs belongs to two of them.
      add(pango_attr_foreground_new(static_cast<guint16>(i + 1), static_cast<guint16>(i >> 16U), 0), begin);
    }
    // A name that is broken at its own hyphen would be read without it.
    std::size_t at = 0;
    for (const std::string_view word : base::split(text, ' ')) {
      const bool name =
          word.find('-') != std::string_view::npos && word.find_first_of(":/@_.0123456789") != std::string_view::npos;
      Look alone;
      alone.text = word;
      alone.strong = setting.strong;
      if (width > 0 && name && natural({alone}, setting) <= width) {
        PangoAttribute* whole = pango_attr_allow_breaks_new(FALSE);
        whole->start_index = static_cast<guint>(at);
        whole->end_index = static_cast<guint>(at + word.size());
        pango_attr_list_insert(attributes, whole);
      }
      at += word.size() + 1;
    }
    pango_layout_set_text(layout, text.data(), static_cast<int>(text.size()));
    pango_layout_set_attributes(layout, attributes);
    pango_attr_list_unref(attributes);
    const int lines = pango_layout_get_line_count(layout);
    for (int i = 0; i < lines; ++i) laid.heights.push_back(line_height(layout, i, setting));
    return laid;
  }
  static double line_height(PangoLayout* layout, int number, const Setting& setting) {
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(layout, number), nullptr, &logical);
    return std::max(setting.size * kLineHeight, static_cast<double>(logical.height) / PANGO_SCALE);
  }
  Laid& lay(const Line& line, double width, const Setting& setting = {}) { return lay(looks_of(line, setting), width, setting); }

  // ---- pages
  // ---------------------------------------------------------------------------------------------------------------------

  void new_page() {
    steps_.push_back({Step::Kind::page, {}, {}, 0, nullptr, 0, 0, 0, 0});
    boxes_.emplace_back();
    y_ = kTop;
  }
  /// Begins a page where less than this is left on it.
  void keep(double height) {
    if (y_ + height > kBottom && y_ > kTop) new_page();
  }
  void space(double height) {
    if (y_ > kTop) y_ += height;
  }
  void begin(std::string tag, std::string attributes = {}) {
    steps_.push_back({Step::Kind::begin, std::move(tag), std::move(attributes), 0, nullptr, 0, 0, 0, 0});
  }
  void end(std::string tag) { steps_.push_back({Step::Kind::end, std::move(tag), {}, 0, nullptr, 0, 0, 0, 0}); }
  void box(double x, double y, double width, double height, Colour colour) {
    boxes_.back().push_back({x, y, width, height, colour});
  }

  /// Where the base line of a line stands below its top.
  static double base_line(const Laid& laid, int line) {
    PangoRectangle logical;
    pango_layout_line_get_extents(pango_layout_get_line_readonly(laid.layout.get(), line), nullptr, &logical);
    const double free = laid.heights[static_cast<std::size_t>(line)] - static_cast<double>(logical.height) / PANGO_SCALE;
    return free / 2 + static_cast<double>(-logical.y) / PANGO_SCALE;
  }

  static std::size_t look_at(const Laid& laid, int byte) {
    const auto found = std::upper_bound(laid.ends.begin(), laid.ends.end(), static_cast<std::size_t>(byte));
    return found == laid.ends.end() ? laid.ends.size() - 1 : static_cast<std::size_t>(found - laid.ends.begin());
  }

  /// The looks that the runs of a line are of, in the order of the text.
  static std::vector<std::size_t> looks_in(const Laid& laid, int line) {
    std::vector<std::size_t> out;
    const PangoLayoutLine* one = pango_layout_get_line_readonly(laid.layout.get(), line);
    for (const GSList* run = one->runs; run != nullptr; run = run->next)
      out.push_back(look_at(laid, static_cast<PangoGlyphItem*>(run->data)->item->offset));
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }

  /// Draws lines from `from` to `to`, the first with its top at y_, as they all fit; y_ moves on. With `tagged`, words of links
  /// get tags of their own, and so do those beside them.
  void put_lines(const Laid& laid, int from, int to, double x, bool tagged) {
    std::optional<std::size_t> open;
    const auto tag_of = [&](std::size_t look) { return laid.looks[look].link.empty() ? "Span" : "Link"; };
    // By looks, so that a link over two lines is one; the height of each line is looked up.
    std::vector<double> tops;
    double top = y_;
    for (int line = from; line < to; ++line) {
      tops.push_back(top);
      top += laid.heights[static_cast<std::size_t>(line)];
    }
    for (std::size_t look = 0; look < laid.looks.size(); ++look) {
      for (int line = from; line < to; ++line) {
        const auto looks = looks_in(laid, line);
        if (!std::binary_search(looks.begin(), looks.end(), look)) continue;
        if (tagged && open != look) {
          if (open) end(tag_of(*open));
          const std::string& link = laid.looks[look].link;
          begin(tag_of(look), link.empty() ? "" : "uri=" + quoted_for_tag(link));
          open = look;
        }
        const double y = tops[static_cast<std::size_t>(line - from)] + base_line(laid, line);
        steps_.push_back({Step::Kind::words, {}, {}, 0, &laid, line, look, x, y});
        band(laid, line, look, x, tops[static_cast<std::size_t>(line - from)]);
      }
    }
    if (open) end(tag_of(*open));
    y_ = top;
  }
  /// The coloured ground behind the words of a look in a line.
  void band(const Laid& laid, int line, std::size_t look, double x, double top) {
    if (!laid.looks[look].band) return;
    const PangoLayoutLine* one = pango_layout_get_line_readonly(laid.layout.get(), line);
    double at = x;
    for (const GSList* run = one->runs; run != nullptr; run = run->next) {
      auto* item = static_cast<PangoGlyphItem*>(run->data);
      const double width = static_cast<double>(pango_glyph_string_get_width(item->glyphs)) / PANGO_SCALE;
      if (look_at(laid, item->item->offset) == look)
        box(at - 1, top + 0.8, width + 2, laid.heights[static_cast<std::size_t>(line)] - 1.6, *laid.looks[look].band);
      at += width;
    }
  }

  /// Words with a tag, over as many pages as they need.
  void put_words(const Laid& laid, double x, const std::string& tag) {
    const int lines = static_cast<int>(laid.heights.size());
    if (laid.looks.empty()) return;
    if (y_ + laid.height() <= kBottom) {
      begin(tag);
      put_lines(laid, 0, lines, x, laid.has_links());
      end(tag);
      return;
    }
    int at = fitting(laid, 0);
    if (at == 0) {
      new_page();
      at = fitting(laid, 0);
    }
    if (at == lines) return put_words(laid, x, tag);
    // What is drawn on a page while a leaf of the tree is open would belong to it: each page has a leaf of its own.
    begin(tag);
    for (int from = 0; from < lines;) {
      const int to = std::max(fitting(laid, from), from + 1);
      if (laid.has_links()) {
        put_lines(laid, from, to, x, true);
      } else {
        begin("Span");
        put_lines(laid, from, to, x, false);
        end("Span");
      }
      from = to;
      if (from < lines) new_page();
    }
    end(tag);
  }
  /// The line before which a page has to end; no line stands alone on either side where that can be helped.
  [[nodiscard]] int fitting(const Laid& laid, int from) const {
    const int lines = static_cast<int>(laid.heights.size());
    double top = y_;
    int to = from;
    while (to < lines && top + laid.heights[static_cast<std::size_t>(to)] <= kBottom)
      top += laid.heights[static_cast<std::size_t>(to++)];
    if (to == lines || y_ <= kTop) return to;
    if (lines - to == 1 && to - from > 2) --to;
    return from == 0 && to == 1 ? 0 : to;
  }

  // ---- blocks
  // --------------------------------------------------------------------------------------------------------------------

  void compose() {
    begin("Document");
    put_first_page_head();
    if (!paper_.tlp.empty()) put_tlp();
    Setting title{19, true, kInk};
    put_words(lay(Line(paper_.title), kRight - kLeft, title), kLeft, "H1");
    y_ += 10;
    put_blocks(paper_.blocks, kLeft);
    end("Document");
  }

  void put_first_page_head() {
    if (logo_ == nullptr) return;
    constexpr double high = 34;
    const double width = cairo_image_surface_get_width(logo_);
    const double height = cairo_image_surface_get_height(logo_);
    logo_scale_ = std::min(high / height, 150 / width);
    y_ += height * logo_scale_ + 14;
  }

  void put_tlp() {
    Look look;
    look.text = " TLP:" + visible(paper_.tlp) + " ";
    look.strong = true;
    look.band = Colour{};
    look.ink = paper_.tlp == "RED"     ? Colour{1, 0.56, 0.54}
               : paper_.tlp == "AMBER" ? Colour{1, 0.75, 0}
               : paper_.tlp == "GREEN" ? Colour{0.2, 1, 0}
                                       : Colour{1, 1, 1};
    put_words(lay({look}, 0, {kSmall, true, kInk}), kLeft + 1, "P");
    y_ += 6;
  }

  void put_blocks(const std::vector<Block>& blocks, double x) {
    for (std::size_t i = 0; i < blocks.size(); ++i) {
      // What announces a table or a list stays with it.
      const bool announces = blocks[i].kind == Kind::paragraph && i + 1 < blocks.size() &&
                             (is_table(blocks[i + 1]) || blocks[i + 1].kind == Kind::list) &&
                             base::trim(blocks[i].words.text()).ends_with(':');
      const double line = kBody * kLineHeight;
      if (announces) keep(3 * line + (is_table(blocks[i + 1]) ? beginning_of(blocks[i + 1], x) : 2 * line));
      if (blocks[i].kind == Kind::heading) {
        put_heading(blocks[i], x, room_below(blocks, i, x));
      } else {
        put_block(blocks[i], x);
      }
    }
  }

  /// How much has to stand on the page of a heading: what follows, or the beginning of it, with the headings between.
  double room_below(const std::vector<Block>& blocks, std::size_t at, double x) {
    double out = 0;
    for (++at; at < blocks.size() && blocks[at].kind == Kind::heading; ++at) out += 4 * kBody;
    if (at + 1 < blocks.size() && blocks[at].kind == Kind::paragraph && is_table(blocks[at + 1])) {
      out += 3 * kBody * kLineHeight;
      ++at;
    }
    const bool table = at < blocks.size() && is_table(blocks[at]);
    return out + (table ? beginning_of(blocks[at], x) : 3.2 * kBody * kLineHeight);
  }
  static bool is_table(const Block& block) { return block.kind == Kind::table || block.kind == Kind::facts; }

  void put_block(const Block& block, double x) {
    switch (block.kind) {
      case Kind::heading:
        return put_heading(block, x, 3.2 * kBody * kLineHeight);
      case Kind::paragraph:
        put_words(lay(block.words, kRight - x), x, "P");
        y_ += 5;
        return;
      case Kind::facts:
      case Kind::table:
        return put_table(block, x);
      case Kind::list:
        return put_list(block, x);
      case Kind::quote:
      case Kind::note:
        return put_aside(block, x);
      case Kind::lines:
        return put_lines_block(block, x);
    }
  }

  void put_heading(const Block& block, double x, double below) {
    constexpr std::array<double, 7> sizes{19, 19, 14, 11.5, 10, kBody, kBody};
    const Setting setting{sizes[static_cast<std::size_t>(block.level)], true, kInk};
    std::vector<Look> looks = looks_of(block.words, setting);
    if (is_severity(block.severity)) {
      Look gap;
      gap.text = "  ";
      Look badge;
      badge.text = " " + capital(block.severity) + " ";
      badge.strong = true;
      badge.band = severity_ground(block.severity);
      badge.ink = block.severity == "critical" || block.severity == "high" ? Colour{1, 1, 1} : kInk;
      looks.push_back(std::move(gap));
      looks.push_back(std::move(badge));
    }
    const Laid& laid = lay(std::move(looks), kRight - x, setting);
    space(block.level == 2 ? 12 : 9);
    keep(laid.height() + below + (block.level == 2 ? 8 : 4));
    if (block.level == 2 && y_ > kTop) {
      box(x, y_ - 5, kRight - x, 0.7, kRule);
      y_ += 2;
    }
    steps_.push_back({Step::Kind::outline, visible(block.words.text()), {}, block.level, nullptr, 0, 0, x, y_});
    put_words(laid, x, "H" + std::to_string(block.level));
    y_ += block.level == 2 ? 5 : 3;
  }
  static Colour severity_ground(std::string_view severity) {
    if (severity == "critical") return {0.478, 0.047, 0.086};
    if (severity == "high") return {0.659, 0.227, 0};
    if (severity == "medium") return {0.949, 0.757, 0.306};
    if (severity == "low") return {0.812, 0.89, 0.969};
    return {0.89, 0.906, 0.922};
  }

  void put_list(const Block& block, double x) {
    begin("L");
    std::size_t count = 0;
    const double indent = block.numbered ? 20 : 13;
    for (const auto& item : block.items) {
      const std::string mark = block.numbered ? std::to_string(++count) + "." : "\xE2\x80\xA2";
      const Laid& label = lay(Line(mark), 0);
      // The mark stays with the first line of its item, which goes to the next page where only one line of several is left here.
      keep(2 * kBody * kLineHeight);
      begin("LI");
      begin("Lbl");
      const double top = y_;
      put_lines(label, 0, 1, x + 1, false);
      end("Lbl");
      y_ = top;
      begin("LBody");
      if (item.empty()) y_ += label.height();
      for (const Block& part : item) {
        put_block(part, x + indent);
        if (part.kind == Kind::paragraph) y_ -= 2.5;
      }
      end("LBody");
      end("LI");
    }
    end("L");
    y_ += 4;
  }

  void put_aside(const Block& block, double x) {
    const std::string tag = block.kind == Kind::note ? "Note" : "BlockQuote";
    const Colour colour = block.kind == Kind::note ? brand_colour_ : kRule;
    keep(3 * kBody * kLineHeight);
    y_ += 3;
    const std::size_t first = boxes_.size() - 1;
    const double top = y_;
    begin(tag);
    y_ += 5;
    put_blocks(block.blocks, x + 14);
    end(tag);
    for (std::size_t page = first; page < boxes_.size(); ++page) {
      const double from = page == first ? top : kTop;
      const double to = page + 1 == boxes_.size() ? y_ : kBottom;
      // Before what is on it.
      auto& boxes = boxes_[page];
      boxes.insert(boxes.begin(), {x, from, 2.6, to - from, colour});
      boxes.insert(boxes.begin(), {x, from, kRight - x, to - from, kBand});
    }
    y_ += 8;
  }

  void put_lines_block(const Block& block, double x) {
    const Setting setting{8.3, false, kInk};
    begin("Code");
    const std::string text = block.words.text();
    for (const std::string_view line : base::split(text, '\n')) {
      Look look;
      look.text = visible(line);
      look.mono = true;
      if (look.text.empty()) look.text = " ";
      const Laid& laid = lay({look}, kRight - x - 12, setting);
      keep(laid.height());
      box(x, y_, kRight - x, laid.height() + 0.2, kBand);
      begin("Span");
      put_lines(laid, 0, static_cast<int>(laid.heights.size()), x + 6, false);
      end("Span");
    }
    end("Code");
    y_ += 7;
  }

  // ---- tables
  // --------------------------------------------------------------------------------------------------------------------

  static constexpr double kGap = 10;

  /// The widths of columns: as wide as their words where that fits, else each its longest word and a share of the rest.
  std::vector<double> widths_of(const std::vector<const std::vector<Line>*>& rows, std::size_t columns, double whole,
                                bool facts) {
    std::vector<double> wanted(columns, 12);
    std::vector<double> least(columns, 12);
    for (const auto* row : rows) {
      for (std::size_t i = 0; i < columns && i < row->size(); ++i) {
        const bool strong = row == rows.front() && !facts;
        const Setting setting{kBody, strong, kInk};
        wanted[i] = std::max(wanted[i], natural(looks_of((*row)[i], setting), setting));
        least[i] = std::max(least[i], longest_word((*row)[i], setting));
      }
    }
    const double free = whole - kGap * static_cast<double>(columns - 1);
    // A column of short cells breaks no line as long as others have room to give.
    constexpr double short_cell = 90;
    std::vector<double> unbroken = least;
    double sum_unbroken = 0;
    for (std::size_t i = 0; i < columns; ++i) {
      if (wanted[i] <= short_cell) unbroken[i] = wanted[i];
      sum_unbroken += unbroken[i];
    }
    if (sum_unbroken <= free * 0.9) least = unbroken;
    double sum = 0;
    double sum_least = 0;
    for (std::size_t i = 0; i < columns; ++i) {
      least[i] = std::min(least[i], free * 0.6);
      sum += wanted[i];
      sum_least += least[i];
    }
    if (facts) return {std::min(wanted[0] + 6, free * 0.36), free - std::min(wanted[0] + 6, free * 0.36)};
    std::vector<double> out(columns);
    for (std::size_t i = 0; i < columns; ++i) {
      if (sum <= free) {
        out[i] = wanted[i] + (free - sum) / static_cast<double>(columns);
      } else if (sum_least >= free) {
        out[i] = least[i] * free / sum_least;
      } else {
        out[i] = least[i] + (free - sum_least) * (wanted[i] - least[i]) / std::max(sum - sum_least, 1.0);
      }
    }
    return out;
  }
  /// The same, with room to sign in the last column where it is for that.
  std::vector<double> widths_for(const Block& block, const std::vector<const std::vector<Line>*>& rows, std::size_t columns,
                                 double x) {
    constexpr double room_to_sign = 130;
    const bool facts = block.kind == Kind::facts;
    const double whole = kRight - x - (facts ? 16 : 0);
    if (!is_for_writing(block)) return widths_of(rows, columns, whole, facts);
    std::vector<std::vector<Line>> cells;
    for (const auto* row : rows) {
      cells.push_back(*row);
      if (cells.back().size() == columns) cells.back().pop_back();
    }
    std::vector<const std::vector<Line>*> others;
    others.reserve(cells.size());
    for (const auto& row : cells) others.push_back(&row);
    std::vector<double> out = widths_of(others, columns - 1, whole - room_to_sign - kGap, facts);
    out.push_back(room_to_sign);
    return out;
  }
  double natural(std::vector<Look> looks, const Setting& setting) {
    int width = 0;
    pango_layout_get_size(lay(std::move(looks), 0, setting).layout.get(), &width, nullptr);
    // Measured only: it is not drawn.
    laid_.pop_back();
    return static_cast<double>(width) / PANGO_SCALE + 0.5;
  }
  double longest_word(const Line& line, const Setting& setting) {
    std::string longest;
    const std::string words = visible(line.text());
    for (const std::string_view word : base::split(words, ' ')) {
      if (word.size() > longest.size()) longest = word;
    }
    if (longest.empty()) return 0;
    Look look;
    look.text = longest;
    look.strong = setting.strong;
    return natural({look}, setting);
  }

  static std::vector<const std::vector<Line>*> rows_of(const Block& block) {
    std::vector<const std::vector<Line>*> rows;
    if (block.kind == Kind::table) rows.push_back(&block.header);
    for (const auto& row : block.rows) rows.push_back(&row);
    return rows;
  }

  /// How high the part of a table is that stays together: all of it where it is short, else its first two rows.
  double beginning_of(const Block& block, double x) {
    constexpr double pad = 3.2;
    constexpr double most = (kBottom - kTop) * 0.4;
    constexpr std::size_t most_rows = 16;
    const bool facts = block.kind == Kind::facts;
    const auto rows = rows_of(block);
    const std::size_t columns = facts ? 2 : block.header.size();
    if (columns == 0) return 0;
    const std::vector<double> widths = widths_for(block, rows, columns, x);
    double two = 0;
    double all = facts ? 2 : 0;
    for (std::size_t i = 0; i < rows.size() && i <= most_rows; ++i) {
      all += lay_row(*rows[i], widths, facts, i == 0 && !facts).height + 2 * pad;
      if (i < 2) two = all;
    }
    return rows.size() <= most_rows && all <= most ? all : std::min(two, most);
  }

  void put_table(const Block& block, double x) {
    const bool facts = block.kind == Kind::facts;
    const std::size_t columns = facts ? 2 : block.header.size();
    if (columns == 0) return;
    const auto rows = rows_of(block);
    const std::vector<double> widths = widths_for(block, rows, columns, x);
    // Before its tag begins, or an empty piece of it would stay on the page before.
    keep(beginning_of(block, x));
    begin("Table");
    bool first = true;
    header_ = nullptr;
    least_row_ = is_for_writing(block) ? 32 : 0;
    if (facts) y_ += 2;
    for (const auto* row : rows) {
      const bool header = first && !facts;
      // A header is not left alone at the end of a page.
      const double below = header && rows.size() > 1 ? lay_row(*rows[1], widths, false, false).height : 0;
      put_row(*row, widths, x + (facts ? 8 : 0), facts, header, below);
      if (header) header_ = row;
      first = false;
    }
    header_ = nullptr;
    least_row_ = 0;
    end("Table");
    y_ += 9;
  }

  struct Row {
    std::vector<const Laid*> cells;
    double height = 0;
  };
  Row lay_row(const std::vector<Line>& row, const std::vector<double>& widths, bool facts, bool header) {
    Row out;
    for (std::size_t i = 0; i < widths.size(); ++i) {
      const bool soft = header || (facts && i == 0);
      const Setting setting{kBody, header, soft ? kSoft : kInk};
      const Laid& laid = lay(i < row.size() ? row[i] : Line(), widths[i], setting);
      out.height = std::max(out.height, laid.height());
      out.cells.push_back(&laid);
    }
    return out;
  }

  /// `below`: how high what has to stand on the same page is; of what is higher than half a page, its beginning.
  void put_row(const std::vector<Line>& line, const std::vector<double>& widths, double x, bool facts, bool header,
               double below) {
    constexpr double pad = 3.2;
    const Row row = lay_row(line, widths, facts, header);
    const double needed = row.height + 2 * pad + (header ? std::min(below + 2 * pad, (kBottom - kTop) / 2) : 0);
    if (y_ + needed > kBottom && y_ > kTop) {
      new_page();
      repeat_header(widths, x);
    }
    // A row that is higher than a page goes on, on the next, as one more.
    std::vector<int> from(row.cells.size(), 0);
    for (bool done = false; !done;) {
      done = true;
      const double top = y_;
      double bottom = top;
      begin("TR");
      double at = x;
      for (std::size_t i = 0; i < row.cells.size(); ++i) {
        const Laid& cell = *row.cells[i];
        const std::string tag = header || (facts && i == 0) ? "TH" : "TD";
        y_ = top + pad;
        const int to = std::max(rows_fitting(cell, from[i]), std::min(from[i] + 1, static_cast<int>(cell.heights.size())));
        begin(tag);
        if (!cell.looks.empty()) put_lines(cell, from[i], to, at, cell.has_links());
        end(tag);
        from[i] = to;
        done = done && to >= static_cast<int>(cell.heights.size());
        bottom = std::max(bottom, y_);
        at += widths[i] + kGap;
      }
      end("TR");
      y_ = std::max(bottom + pad, header ? 0 : std::min(top + least_row_, kBottom));
      if (facts) {
        auto& boxes = boxes_.back();
        boxes.insert(boxes.begin(), {x - 8, top, kRight - x + 8, y_ - top, kBand});
      } else {
        box(x, y_ - 0.6, kRight - x, header ? 1 : 0.6, header ? kSoft : kRule);
      }
      if (!done) {
        new_page();
        repeat_header(widths, x);
      }
    }
  }
  [[nodiscard]] int rows_fitting(const Laid& cell, int from) const {
    double top = y_;
    int to = from;
    while (to < static_cast<int>(cell.heights.size()) && top + cell.heights[static_cast<std::size_t>(to)] <= kBottom)
      top += cell.heights[static_cast<std::size_t>(to++)];
    return to;
  }
  /// For the eye: it is in the tree of tags once.
  void repeat_header(const std::vector<double>& widths, double x) {
    if (header_ == nullptr) return;
    const Row row = lay_row(*header_, widths, false, true);
    const double top = y_;
    double at = x;
    for (std::size_t i = 0; i < row.cells.size(); ++i) {
      y_ = top + 3.2;
      put_lines(*row.cells[i], 0, static_cast<int>(row.cells[i]->heights.size()), at, false);
      at += widths[i] + kGap;
    }
    y_ = top + row.height + 6.4;
    box(x, y_ - 0.6, kRight - x, 1, kSoft);
  }

  // ---- drawing
  // -------------------------------------------------------------------------------------------------------------------

  void draw() {
    page_ = 1;
    begin_page();
    for (const Step& step : steps_) {
      switch (step.kind) {
        case Step::Kind::begin:
          cairo_tag_begin(cairo_, step.text == "Link" ? CAIRO_TAG_LINK : step.text.c_str(), step.attributes.c_str());
          break;
        case Step::Kind::end:
          cairo_tag_end(cairo_, step.text == "Link" ? CAIRO_TAG_LINK : step.text.c_str());
          break;
        case Step::Kind::words:
          draw_words(step);
          break;
        case Step::Kind::page:
          cairo_show_page(cairo_);
          ++page_;
          begin_page();
          break;
        case Step::Kind::outline:
          draw_outline(step);
          break;
      }
    }
    cairo_show_page(cairo_);
  }

  void set(const Colour& colour) { cairo_set_source_rgb(cairo_, colour.red, colour.green, colour.blue); }

  void draw_words(const Step& step) {
    const Look& look = step.laid->looks[step.look];
    const PangoLayoutLine* line = pango_layout_get_line_readonly(step.laid->layout.get(), step.line);
    const char* text = pango_layout_get_text(step.laid->layout.get());
    set(look.ink);
    double x = step.x;
    for (const GSList* run = line->runs; run != nullptr; run = run->next) {
      auto* item = static_cast<PangoGlyphItem*>(run->data);
      const double width = static_cast<double>(pango_glyph_string_get_width(item->glyphs)) / PANGO_SCALE;
      if (look_at(*step.laid, item->item->offset) == step.look) {
        cairo_move_to(cairo_, x, step.y);
        pango_cairo_show_glyph_item(cairo_, text, item);
        if (!look.link.empty()) {
          cairo_rectangle(cairo_, x, step.y + 1.3, width, 0.5);
          cairo_fill(cairo_);
        }
      }
      x += width;
    }
  }

  void draw_outline(const Step& step) {
    while (!outline_.empty() && outline_.back().first >= step.level) outline_.pop_back();
    const int parent = outline_.empty() ? CAIRO_PDF_OUTLINE_ROOT : outline_.back().second;
    const std::string target = "page=" + std::to_string(page_) + " pos=[" + number(step.x) + " " + number(step.y) + "]";
    const int id = cairo_pdf_surface_add_outline(surface_, parent, step.text.c_str(), target.c_str(),
                                                 step.level == 2 ? CAIRO_PDF_OUTLINE_FLAG_OPEN : cairo_pdf_outline_flags_t{});
    outline_.emplace_back(step.level, id);
  }

  void begin_page() {
    for (const Box& one : boxes_[static_cast<std::size_t>(page_ - 1)]) {
      set(one.colour);
      cairo_rectangle(cairo_, one.x, one.y, one.width, one.height);
      cairo_fill(cairo_);
    }
    set(brand_colour_);
    cairo_rectangle(cairo_, kLeft, kTop - 22, kRight - kLeft, 1.6);
    cairo_fill(cairo_);
    const Setting soft{kSmall, false, kSoft};
    const Setting strong{kSmall, true, kInk};
    const double middle = (kRight - kLeft) / 2 - 6;
    // From the second page on a page that lies alone tells what it is of.
    const bool titled = page_ > 1;
    const double top = kTop - (titled ? 48 : 38);
    put_at(lay(Line(brand_.name), middle, strong), kLeft, top, false);
    // The label of the Traffic Light Protocol stands on every page. Source: FIRST, TLP 2.0, usage in documents.
    const std::string reference = reference_of(paper_);
    const std::string tlp = paper_.tlp.empty() ? "" : (reference.empty() ? "TLP:" : " \xC2\xB7 TLP:") + paper_.tlp;
    put_at(lay(Line(reference + tlp), middle, soft), kRight, top, true);
    if (titled) put_at(lay(Line(paper_.title), kRight - kLeft, soft), kLeft, kTop - 36, false, 1);
    set(kRule);
    cairo_rectangle(cairo_, kLeft, kBottom + 14, kRight - kLeft, 0.6);
    cairo_fill(cairo_);
    const std::string state(shown(paper_.state));
    Line foot;
    if (!state.empty()) {
      foot.runs.push_back({state + (brand_.footer.empty() ? "" : " \xC2\xB7 "), {}, true, false, false, {}});
    }
    if (!brand_.footer.empty()) foot.runs.push_back({brand_.footer, {}, false, false, false, {}});
    put_at(lay(foot, kRight - kLeft - 90, soft), kLeft, kBottom + 20, false);
    put_at(lay(Line("Page " + std::to_string(page_) + " of " + std::to_string(boxes_.size())), 0, soft), kRight, kBottom + 20,
           true);
    if (page_ == 1 && logo_ != nullptr) draw_logo();
  }
  /// Draws words now: their first lines, from `x`, or up to it.
  void put_at(const Laid& laid, double x, double y, bool up_to, int lines = 2) {
    if (laid.looks.empty()) return;
    for (int line = 0; line < std::min<int>(lines, static_cast<int>(laid.heights.size())); ++line) {
      PangoRectangle logical;
      pango_layout_line_get_extents(pango_layout_get_line_readonly(laid.layout.get(), line), nullptr, &logical);
      const double width = static_cast<double>(logical.width) / PANGO_SCALE;
      for (std::size_t look = 0; look < laid.looks.size(); ++look)
        draw_words({Step::Kind::words, {}, {}, 0, &laid, line, look, up_to ? x - width : x, y + base_line(laid, line)});
      y += laid.heights[static_cast<std::size_t>(line)];
    }
  }
  void draw_logo() {
    cairo_save(cairo_);
    cairo_translate(cairo_, kLeft, kTop - 8);
    cairo_scale(cairo_, logo_scale_, logo_scale_);
    cairo_set_source_surface(cairo_, logo_, 0, 0);
    cairo_paint(cairo_);
    cairo_restore(cairo_);
  }

  /// Adds to the catalogue what cairo has no call for: the language, and that viewers show the title. As an incremental update.
  /// Source: ISO 32000-1, 7.5.6 and 14.9.2.
  [[nodiscard]] std::string with_language(std::string pdf) const {
    const std::size_t trailer = pdf.rfind("trailer\n");
    const std::size_t start = pdf.rfind("startxref\n");
    if (trailer == std::string::npos || start == std::string::npos || trailer > start) return pdf;
    const auto entry = [&](std::string_view key) {
      const std::size_t at = pdf.find(key, trailer);
      if (at == std::string::npos || at > start) return std::string();
      const std::size_t from = at + key.size();
      return std::string(base::trim(pdf.substr(from, pdf.find_first_of("/\n>", from) - from)));
    };
    const std::string root = entry("/Root ");
    const std::string object = root.substr(0, root.find(' '));
    const std::string previous = std::string(base::trim(pdf.substr(start + 10, pdf.find('\n', start + 10) - start - 10)));
    const std::string head = "\n" + object + " 0 obj\n";
    const std::size_t at = pdf.rfind(head);
    const std::size_t close = at == std::string::npos ? at : pdf.find("\n>>\nendobj", at);
    if (object.empty() || close == std::string::npos) return pdf;
    const std::string body = pdf.substr(at + head.size(), close - at - head.size());
    const std::string size = entry("/Size ");
    const std::string info = entry("/Info ");
    std::string tag;
    for (const char c : language()) {
      if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-') tag += c;
    }
    std::string offset = std::to_string(pdf.size());
    offset.insert(0, 10 - std::min<std::size_t>(10, offset.size()), '0');
    std::string update =
        object + " 0 obj\n" + body + "\n   /Lang (" + tag + ")\n   /ViewerPreferences << /DisplayDocTitle true >>\n>>\nendobj\n";
    const std::string table = std::to_string(pdf.size() + update.size());
    update += "xref\n" + object + " 1\n" + offset + " 00000 n \ntrailer\n<< /Size " + size + "\n   /Root " + root +
              "\n   /Info " + info + "\n   /Prev " + previous + "\n>>\nstartxref\n" + table + "\n%%EOF\n";
    return pdf + update;
  }

  const Paper& paper_;
  const Brand& brand_;
  Colour brand_colour_;
  std::string out_;
  cairo_surface_t* surface_ = nullptr;
  cairo_t* cairo_ = nullptr;
  PangoContext* context_ = nullptr;
  cairo_surface_t* logo_ = nullptr;
  double logo_scale_ = 1;
  std::vector<std::unique_ptr<Laid>> laid_;
  std::vector<Step> steps_;
  /// By page.
  std::vector<std::vector<Box>> boxes_;
  double y_ = kTop;
  const std::vector<Line>* header_ = nullptr;
  /// How high rows of the table are at least: for a signature.
  double least_row_ = 0;
  int page_ = 1;
  std::vector<std::pair<int, int>> outline_;
};

}  // namespace

base::Result<std::string> as_pdf(const Paper& paper, const Brand& brand) { return Composer(paper, brand).run(); }

}  // namespace crosswalk::writing
