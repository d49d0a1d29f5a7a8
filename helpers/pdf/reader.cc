// SPDX-License-Identifier: GPL-3.0-or-later
#include "reader.h"

#include <poppler.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <exception>
#include <memory>
#include <new>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "extraction/pdf/layout.h"

namespace crosswalk::pdf {
namespace {

namespace layout = extraction::pdf;
using document::Extracted;
using document::HiddenText;
using document::Reason;
using extraction::Limits;
using extraction::unreadable;

template <auto Function>
struct Call {
  template <class T>
  void operator()(T* object) const {
    Function(object);
  }
};
template <class T>
using Object = std::unique_ptr<T, Call<g_object_unref>>;
using Chars = std::unique_ptr<gchar, Call<g_free>>;

constexpr std::size_t max_messages = 8;

/// What poppler says while it reads; glib's log has no other way to hand it over.
struct Messages {
  std::vector<std::string> texts;
  bool repaired = false;
};
Messages* messages = nullptr;

GLogWriterOutput take_message(GLogLevelFlags /*level*/, const GLogField* fields, gsize count, gpointer /*data*/) {
  if (messages == nullptr) return G_LOG_WRITER_HANDLED;
  for (gsize i = 0; i < count; ++i) {
    if (std::string_view(fields[i].key) != "MESSAGE") continue;
    const auto* value = static_cast<const char*>(fields[i].value);
    const std::string_view text =
        fields[i].length < 0 ? std::string_view(value) : std::string_view(value, static_cast<std::size_t>(fields[i].length));
    if (text.find("reconstruct xref") != std::string_view::npos) messages->repaired = true;
    if (text.find("rror") == std::string_view::npos) continue;
    std::string line = base::repair_utf8(base::collapse_space(text.substr(0, 200)));
    auto& texts = messages->texts;
    if (texts.size() < max_messages && std::find(texts.begin(), texts.end(), line) == texts.end())
      texts.push_back(std::move(line));
  }
  return G_LOG_WRITER_HANDLED;
}

std::string take(gchar* text) {
  const Chars owned(text);
  return owned ? base::repair_utf8(owned.get()) : std::string();
}

void add_property(document::Document& out, std::string name, const std::string& value) {
  if (!base::trim(value).empty()) out.properties.push_back({std::move(name), std::string(base::trim(value))});
}

void add_time(document::Document& out, std::string name, GDateTime* time) {
  if (time == nullptr) return;
  if (GDateTime* utc = g_date_time_to_utc(time)) {
    add_property(out, std::move(name), take(g_date_time_format(utc, "%Y-%m-%dT%H:%M:%SZ")));
    g_date_time_unref(utc);
  }
  g_date_time_unref(time);
}

void read_properties(PopplerDocument* pdf, document::Document& out) {
  add_property(out, "title", take(poppler_document_get_title(pdf)));
  add_property(out, "author", take(poppler_document_get_author(pdf)));
  add_property(out, "subject", take(poppler_document_get_subject(pdf)));
  add_property(out, "keywords", take(poppler_document_get_keywords(pdf)));
  add_time(out, "created", poppler_document_get_creation_date_time(pdf));
  add_time(out, "modified", poppler_document_get_modification_date_time(pdf));
}

/// Bookmarks in their order, without recursion, at most `most`.
std::vector<layout::OutlineEntry> read_outline(PopplerDocument* pdf, std::size_t most) {
  std::vector<layout::OutlineEntry> outline;
  std::vector<PopplerIndexIter*> open;
  if (PopplerIndexIter* root = poppler_index_iter_new(pdf)) open.push_back(root);
  while (!open.empty()) {
    PopplerIndexIter* at = open.back();
    if (PopplerAction* action = poppler_index_iter_get_action(at)) {
      if (action->any.title != nullptr) {
        outline.push_back(
            {base::repair_utf8(action->any.title), static_cast<std::uint8_t>(std::min<std::size_t>(open.size(), 9))});
      }
      poppler_action_free(action);
    }
    PopplerIndexIter* child = outline.size() < most && open.size() < 32 ? poppler_index_iter_get_child(at) : nullptr;
    if (child != nullptr) {
      open.push_back(child);
      continue;
    }
    while (!open.empty() && (outline.size() >= most || poppler_index_iter_next(open.back()) == FALSE)) {
      poppler_index_iter_free(open.back());
      open.pop_back();
    }
  }
  return outline;
}

bool is_white(const PopplerColor& color) {
  constexpr guint16 nearly = 64000;
  return color.red >= nearly && color.green >= nearly && color.blue >= nearly;
}

/// Whether the name of a font is that of one in which all letters have one width.
bool says_mono(const char* font) {
  if (font == nullptr) return false;
  const std::string name = base::to_lower(font);
  for (const char* sign : {"mono", "courier", "consol", "menlo", "monaco", "typewriter", "cmtt", "cousine", "sourcecode"}) {
    if (name.find(sign) != std::string::npos) return true;
  }
  return false;
}

bool says_bold(const char* font) {
  if (font == nullptr) return false;
  const std::string name = base::to_lower(font);
  for (const char* sign : {"bold", "black", "heavy", "demi", "cmbx", "-semib"}) {
    if (name.find(sign) != std::string::npos) return true;
  }
  return false;
}

struct Look {
  float size = 0;
  bool bold = false;
  bool mono = false;
  bool white = false;
};

struct Glyph {
  char32_t code;
  PopplerRectangle box;
  Look look;
};

/// A word and whether its letters are white.
struct Found {
  layout::Word word;
  bool white = false;
  std::size_t line = 0;
};

/// The text of a page with a box and a look for each code point, in poppler's order.
std::vector<Glyph> read_glyphs(PopplerPage* page, bool& matched) {
  std::vector<Glyph> glyphs;
  const std::string text = take(poppler_page_get_text(page));
  matched = true;
  if (text.empty()) return glyphs;
  PopplerRectangle* boxes = nullptr;
  guint count = 0;
  if (poppler_page_get_text_layout(page, &boxes, &count) == FALSE) count = 0;
  const std::unique_ptr<PopplerRectangle, Call<g_free>> owned(boxes);
  std::size_t marks = 0;
  for (std::size_t at = 0; at < text.size();) {
    const base::CodePoint c = base::decode_utf8(text, at);
    at += c.length;
    glyphs.push_back({c.value, {}, {}});
    // poppler adds these around text that runs from right to left; they have no box.
    if (c.value >= 0x202A && c.value <= 0x202C) ++marks;
  }
  if (glyphs.size() != count && glyphs.size() - marks == count) {
    std::erase_if(glyphs, [](const Glyph& glyph) { return glyph.code >= 0x202A && glyph.code <= 0x202C; });
  }
  // A final line feed may or may not have a box.
  matched = glyphs.size() == count || glyphs.size() == count + 1;
  for (std::size_t i = 0; i < std::min<std::size_t>(glyphs.size(), count); ++i) glyphs[i].box = boxes[i];
  GList* looks = poppler_page_get_text_attributes(page);
  for (GList* item = looks; item != nullptr; item = item->next) {
    const auto* attributes = static_cast<const PopplerTextAttributes*>(item->data);
    const Look look{static_cast<float>(attributes->font_size), says_bold(attributes->font_name), says_mono(attributes->font_name),
                    is_white(attributes->color)};
    for (gint i = std::max(attributes->start_index, 0); i <= attributes->end_index; ++i) {
      if (static_cast<std::size_t>(i) >= glyphs.size()) break;
      glyphs[static_cast<std::size_t>(i)].look = look;
    }
  }
  poppler_page_free_text_attributes(looks);
  return glyphs;
}

bool is_space(char32_t c) { return c <= ' ' || c == 0xA0 || c == 0x3000 || (c >= 0x2000 && c <= 0x200A); }

/// Whether it is a letter of Hebrew, Arabic or their kin.
bool runs_left(char32_t c) { return (c >= 0x591 && c <= 0x8FF) || (c >= 0xFB1D && c <= 0xFDFF) || (c >= 0xFE70 && c <= 0xFEFC); }

/// Whether a glyph stands wholly below or above the one before, and to the left of it.
bool goes_elsewhere(const Glyph& before, const Glyph& glyph) {
  return (glyph.box.y1 >= before.box.y2 || glyph.box.y2 <= before.box.y1) && glyph.box.x2 <= before.box.x1;
}

/// Words of the glyphs. Where boxes and text do not go together, words get places in their order, one line below the other.
std::vector<Found> make_words(const std::vector<Glyph>& glyphs, bool matched) {
  std::vector<Found> words;
  std::size_t line = 0;
  std::size_t begin = 0;
  float x = 0;
  const auto close = [&](std::size_t end) {
    if (begin >= end) return;
    Found found;
    found.line = line;
    const Glyph& first = glyphs[begin];
    const Glyph& last = glyphs[end - 1];
    std::size_t bold = 0;
    std::size_t mono = 0;
    std::size_t white = 0;
    float x0 = 1e9F;
    float y0 = 1e9F;
    float x1 = -1e9F;
    float y1 = -1e9F;
    for (std::size_t i = begin; i < end; ++i) {
      base::append_utf8(found.word.text, glyphs[i].code);
      bold += glyphs[i].look.bold ? 1 : 0;
      mono += glyphs[i].look.mono ? 1 : 0;
      white += glyphs[i].look.white ? 1 : 0;
      const PopplerRectangle& box = glyphs[i].box;
      x0 = std::min(x0, static_cast<float>(std::min(box.x1, box.x2)));
      x1 = std::max(x1, static_cast<float>(std::max(box.x1, box.x2)));
      y0 = std::min(y0, static_cast<float>(std::min(box.y1, box.y2)));
      y1 = std::max(y1, static_cast<float>(std::max(box.y1, box.y2)));
    }
    found.word.bold = bold * 2 > end - begin;
    found.word.mono = mono * 2 > end - begin;
    found.white = white == end - begin;
    found.word.size = first.look.size;
    if (matched) {
      found.word.x0 = x0;
      found.word.y0 = y0;
      found.word.x1 = x1;
      found.word.y1 = y1;
      const double dx = std::abs((last.box.x1 + last.box.x2) - (first.box.x1 + first.box.x2));
      const double dy = std::abs((last.box.y1 + last.box.y2) - (first.box.y1 + first.box.y2));
      found.word.rotated = dy > 0.5 * dx && dy > 2;
    } else {
      const float width = 5 * static_cast<float>(end - begin);
      found.word.x0 = x;
      found.word.x1 = x + width;
      found.word.y0 = 12 * static_cast<float>(line);
      found.word.y1 = found.word.y0 + 10;
      found.word.size = 10;
      x += width + 3;
    }
    words.push_back(std::move(found));
  };
  for (std::size_t i = 0; i < glyphs.size(); ++i) {
    if (!is_space(glyphs[i].code)) {
      // Where a tab stands, poppler may give no space; nor behind the first word of a line that runs from right to left, nor
      // where the text goes on in another line, as from one cell of a table to the next.
      if (matched && i > begin && glyphs[i].look.size > 1 &&
          (goes_elsewhere(glyphs[i - 1], glyphs[i]) || glyphs[i].box.x1 - glyphs[i - 1].box.x2 > 0.35 * glyphs[i].look.size ||
           (runs_left(glyphs[i].code) && glyphs[begin].box.x1 - glyphs[i].box.x2 > 0.1 * glyphs[i].look.size &&
            glyphs[i - 1].box.x1 - glyphs[i].box.x2 > 0.1 * glyphs[i].look.size))) {
        close(i);
        begin = i;
      }
      continue;
    }
    close(i);
    begin = i + 1;
    if (glyphs[i].code == '\n') {
      ++line;
      x = 0;
    }
  }
  close(glyphs.size());
  // A single letter does not show its direction; the others of its line do.
  for (std::size_t i = 0; i < words.size();) {
    std::size_t end = i;
    bool turned = false;
    bool upright = false;
    for (; end < words.size() && words[end].line == words[i].line; ++end) {
      turned = turned || words[end].word.rotated;
      upright = upright || (!words[end].word.rotated && words[end].word.text.size() > 1);
    }
    if (turned && !upright) {
      for (std::size_t k = i; k < end; ++k) words[k].word.rotated = true;
    }
    i = end;
  }
  return words;
}

using Surface = std::unique_ptr<cairo_surface_t, Call<cairo_surface_destroy>>;

/// The page on white, so many points of the picture wide and high; nothing where it cannot be drawn.
Surface render(PopplerPage* page, int columns, int rows, double scale) {
  Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, columns, rows));
  cairo_t* cairo = cairo_create(surface.get());
  cairo_set_source_rgb(cairo, 1, 1, 1);
  cairo_paint(cairo);
  cairo_scale(cairo, scale, scale);
  poppler_page_render(page, cairo);
  cairo_destroy(cairo);
  cairo_surface_flush(surface.get());
  if (cairo_surface_status(surface.get()) != CAIRO_STATUS_SUCCESS) surface.reset();
  return surface;
}

/// A small picture of a page, to tell white letters on a dark ground from those that nobody sees.
class Picture {
 public:
  explicit Picture(PopplerPage* page, double width, double height) {
    if (!(width > 1 && height > 1)) return;
    scale_ = std::min(1.5, 1500 / std::max(width, height));
    surface_ = render(page, static_cast<int>(width * scale_) + 1, static_cast<int>(height * scale_) + 1, scale_);
  }

  /// Whether there is something darker than white in the box.
  [[nodiscard]] bool contrasts(const layout::Word& word) const {
    if (!surface_) return false;
    const int width = cairo_image_surface_get_width(surface_.get());
    const int height = cairo_image_surface_get_height(surface_.get());
    const int stride = cairo_image_surface_get_stride(surface_.get());
    const unsigned char* data = cairo_image_surface_get_data(surface_.get());
    const auto pixel = [&](float v, int most) { return std::clamp(static_cast<int>(v * static_cast<float>(scale_)), 0, most); };
    std::size_t dark = 0;
    std::size_t all = 0;
    for (int y = pixel(word.y0, height - 1); y <= pixel(word.y1, height - 1); ++y) {
      for (int x = pixel(word.x0, width - 1); x <= pixel(word.x1, width - 1); ++x) {
        const unsigned char* at = data + static_cast<std::ptrdiff_t>(y) * stride + static_cast<std::ptrdiff_t>(x) * 4;
        ++all;
        if (std::min({at[0], at[1], at[2]}) < 225) ++dark;
      }
    }
    return dark * 5 > all;
  }

 private:
  Surface surface_;
  double scale_ = 1;
};

/// A page as a scanner would give it. Empty where it cannot be drawn.
extraction::ocr::GreyPicture draw(PopplerPage* page) {
  // What office documents are recognised best at; a larger page than A3 has fewer points to the inch.
  constexpr double dots_per_inch = 300;
  constexpr double most_points = 20e6;
  extraction::ocr::GreyPicture out;
  double width = 0;
  double height = 0;
  poppler_page_get_size(page, &width, &height);
  if (!(width >= 20 && height >= 20 && width < 1e6 && height < 1e6)) return out;
  const double scale = std::min(dots_per_inch / 72, std::sqrt(most_points / (width * height)));
  const int columns = static_cast<int>(width * scale);
  const int rows = static_cast<int>(height * scale);
  if (columns < 20 || rows < 20) return out;
  const Surface surface = render(page, columns, rows, scale);
  if (!surface) return out;
  out.width = static_cast<std::uint32_t>(columns);
  out.height = static_cast<std::uint32_t>(rows);
  out.dots_per_inch = scale * 72;
  out.points.reserve(static_cast<std::size_t>(columns) * static_cast<std::size_t>(rows));
  const unsigned char* data = cairo_image_surface_get_data(surface.get());
  const std::ptrdiff_t stride = cairo_image_surface_get_stride(surface.get());
  for (std::ptrdiff_t y = 0; y < rows; ++y) {
    const unsigned char* at = data + y * stride;
    for (int x = 0; x < columns; ++x, at += 4) {
      out.points.push_back(static_cast<unsigned char>((at[0] * 29 + at[1] * 150 + at[2] * 77) >> 8));
    }
  }
  return out;
}

/// Recognises the pages without text, and gives their words to the layout.
void recognize_pages(PopplerDocument* pdf, const Limits& limits, const extraction::ocr::Recognize& recognize,
                     Extracted& extracted, layout::Source& source) {
  std::vector<std::uint32_t> left_out;
  std::vector<std::uint32_t> without;
  std::size_t tried = 0;
  document::Document& out = extracted.document;
  for (const std::uint32_t number : out.pages_without_text) {
    if (tried >= limits.ocr_pages) {
      left_out.push_back(number);
      without.push_back(number);
      continue;
    }
    ++tried;
    const Object<PopplerPage> page(poppler_document_get_page(pdf, static_cast<int>(number) - 1));
    const extraction::ocr::GreyPicture picture = page ? draw(page.get()) : extraction::ocr::GreyPicture();
    extraction::ocr::Legible legible;
    if (!picture.points.empty()) {
      const auto recognized = recognize(picture);
      if (!recognized) {
        const bool late = recognized.error().code == base::ErrorCode::limit_exceeded;
        extracted.reason = late ? Reason::timeout : Reason::crashed;
        out.warnings.push_back("page " + std::to_string(number) + " was not recognised: " + recognized.error().detail);
      } else {
        legible = extraction::ocr::legible(*recognized, picture);
      }
    }
    if (legible.page.words.empty()) {
      without.push_back(number);
      continue;
    }
    layout::Page& target = source.pages[number - 1];
    legible.page.links = std::move(target.links);
    target = std::move(legible.page);
    out.ocr_pages.push_back({number, legible.confidence});
  }
  if (!left_out.empty()) {
    out.warnings.push_back(
        extraction::ocr::page_list(left_out) +
        (left_out.size() == 1 ? " shows an image without text and was" : " show images without text and were") +
        " not recognised: only " + std::to_string(limits.ocr_pages) + " pages of a document are");
  }
  out.pages_without_text = std::move(without);
}

std::string without_space(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) > ' ') out += c;
  }
  return out;
}

/// Comments that people added to the page.
void read_comments(PopplerPage* page, std::uint32_t number, const std::string& shown, document::Document& out) {
  GList* list = poppler_page_get_annot_mapping(page);
  std::size_t count = 0;
  for (GList* item = list; item != nullptr && count < 1000; item = item->next, ++count) {
    PopplerAnnot* annotation = static_cast<PopplerAnnotMapping*>(item->data)->annot;
    const PopplerAnnotType type = poppler_annot_get_annot_type(annotation);
    if (type == POPPLER_ANNOT_LINK || type == POPPLER_ANNOT_WIDGET || type == POPPLER_ANNOT_POPUP) continue;
    const std::string text = base::collapse_space(take(poppler_annot_get_contents(annotation)));
    if (text.empty()) continue;
    // What a text box says is part of the page's text already.
    if (type == POPPLER_ANNOT_FREE_TEXT && shown.find(without_space(text)) != std::string::npos) continue;
    out.hidden.push_back({HiddenText::Kind::comment, text, "page " + std::to_string(number)});
  }
  poppler_page_free_annot_mapping(list);
}

void read_links(PopplerPage* page, double height, layout::Page& out) {
  GList* list = poppler_page_get_link_mapping(page);
  for (GList* item = list; item != nullptr && out.links.size() < 500; item = item->next) {
    const auto* mapping = static_cast<const PopplerLinkMapping*>(item->data);
    if (mapping->action == nullptr || mapping->action->type != POPPLER_ACTION_URI || mapping->action->uri.uri == nullptr)
      continue;
    const PopplerRectangle& box = mapping->area;
    out.links.push_back({static_cast<float>(std::min(box.x1, box.x2)), static_cast<float>(height - std::max(box.y1, box.y2)),
                         static_cast<float>(std::max(box.x1, box.x2)), static_cast<float>(height - std::min(box.y1, box.y2)),
                         base::repair_utf8(std::string_view(mapping->action->uri.uri).substr(0, 4000))});
  }
  poppler_page_free_link_mapping(list);
}

std::string value_of(PopplerFormField* field) {
  switch (poppler_form_field_get_field_type(field)) {
    case POPPLER_FORM_FIELD_TEXT:
      return poppler_form_field_text_is_password(field) != FALSE ? std::string() : take(poppler_form_field_text_get_text(field));
    case POPPLER_FORM_FIELD_CHOICE: {
      std::string value;
      const gint count = std::min(poppler_form_field_choice_get_n_items(field), 10000);
      for (gint i = 0; i < count; ++i) {
        if (poppler_form_field_choice_is_item_selected(field, i) == FALSE) continue;
        value += (value.empty() ? "" : ", ") + take(poppler_form_field_choice_get_item(field, i));
      }
      return value.empty() ? take(poppler_form_field_choice_get_text(field)) : value;
    }
    case POPPLER_FORM_FIELD_BUTTON:
      if (poppler_form_field_button_get_button_type(field) == POPPLER_FORM_BUTTON_PUSH) return {};
      return poppler_form_field_button_get_state(field) != FALSE ? "\xE2\x98\x92" : "\xE2\x98\x90";
    default:
      return {};
  }
}

/// Adds values of form fields that the page's text does not have, where the fields stand.
void read_fields(PopplerPage* page, double height, layout::Page& out) {
  GList* list = poppler_page_get_form_field_mapping(page);
  std::size_t count = 0;
  for (GList* item = list; item != nullptr && count < 2000; item = item->next, ++count) {
    const auto* mapping = static_cast<const PopplerFormFieldMapping*>(item->data);
    const std::string value = value_of(mapping->field);
    if (base::trim(value).empty()) continue;
    const auto left = static_cast<float>(std::min(mapping->area.x1, mapping->area.x2));
    const auto right = static_cast<float>(std::max(mapping->area.x1, mapping->area.x2));
    const auto top = static_cast<float>(height - std::max(mapping->area.y1, mapping->area.y2));
    const auto bottom = static_cast<float>(height - std::min(mapping->area.y1, mapping->area.y2));
    std::string inside;
    for (const layout::Word& word : out.words) {
      const float x = (word.x0 + word.x1) / 2;
      const float y = (word.y0 + word.y1) / 2;
      if (x >= left - 1 && x <= right + 1 && y >= top - 1 && y <= bottom + 1) inside += word.text;
    }
    if (!without_space(inside).empty()) continue;
    const std::string text = base::repair_utf8(value);
    const std::vector<std::string_view> lines = base::split(text, '\n');
    const float high = std::clamp((bottom - top) / static_cast<float>(lines.size()), 1.0F, 14.0F);
    float y = lines.size() == 1 ? (top + bottom - high) / 2 : top;
    for (const std::string_view line : lines) {
      float x = left;
      for (const std::string_view part : base::split(line, ' ')) {
        const std::string_view word = base::trim(part);
        if (word.empty()) continue;
        const float width = high * 0.5F * static_cast<float>(word.size());
        out.words.push_back(
            {std::string(word), x, y, std::min(x + width, std::max(right, x + 1)), y + high, high * 0.8F, false, false});
        x += width + high * 0.25F;
      }
      y += high;
    }
  }
  poppler_page_free_form_field_mapping(list);
}

/// Whether the page shows images, or drawings over a good part of it (letters may be drawn, too).
bool shows_something(PopplerPage* page, double width, double height) {
  GList* list = poppler_page_get_image_mapping(page);
  const bool some = list != nullptr;
  poppler_page_free_image_mapping(list);
  if (some) return true;
  PopplerRectangle box{};
  return poppler_page_get_bounding_box(page, &box) != FALSE && std::abs(box.x2 - box.x1) > width / 5 &&
         std::abs(box.y2 - box.y1) > height / 5;
}

/// Whether the table of objects lies where the end of the file says it does. poppler looks for the objects itself where it does
/// not, and is silent about it. Source: ISO 32000-1, 7.5.5.
bool has_object_table(std::string_view bytes) {
  const std::size_t at = bytes.rfind("startxref");
  if (at == std::string_view::npos) return false;
  std::size_t digit = at + 9;
  while (digit < bytes.size() && static_cast<unsigned char>(bytes[digit]) <= ' ') ++digit;
  std::size_t place = 0;
  const std::size_t first = digit;
  for (; digit < bytes.size() && digit - first < 15 && bytes[digit] >= '0' && bytes[digit] <= '9'; ++digit) {
    place = place * 10 + static_cast<std::size_t>(bytes[digit] - '0');
  }
  if (digit == first) return false;
  const auto begins = [&](std::size_t offset) {
    while (offset < bytes.size() && static_cast<unsigned char>(bytes[offset]) <= ' ') ++offset;
    return offset < bytes.size() && (bytes.substr(offset).starts_with("xref") || (bytes[offset] >= '0' && bytes[offset] <= '9'));
  };
  // Places count from the header, before which there may be other bytes.
  const std::size_t header = bytes.substr(0, 1024).find("%PDF-");
  return begins(place) || (header != std::string_view::npos && begins(place + header));
}

struct Tally {
  std::size_t text_bytes = 0;
  std::size_t drawn_pages = 0;
};

void read_page(PopplerPage* page, std::uint32_t number, Extracted& extracted, layout::Source& source, Tally& tally) {
  double width = 0;
  double height = 0;
  poppler_page_get_size(page, &width, &height);
  layout::Page& out = source.pages.back();
  out.width = std::isfinite(width) ? static_cast<float>(width) : 0;
  out.height = std::isfinite(height) ? static_cast<float>(height) : 0;
  bool matched = true;
  std::vector<Found> words = make_words(read_glyphs(page, matched), matched);
  const bool some_white = std::any_of(words.begin(), words.end(), [](const Found& found) { return found.white; });
  if (some_white && matched) {
    // Drawing is dear; white letters beyond this count as hidden.
    constexpr std::size_t most_drawn = 300;
    std::unique_ptr<Picture> picture;
    if (++tally.drawn_pages <= most_drawn) picture = std::make_unique<Picture>(page, width, height);
    std::string hidden;
    for (Found& found : words) {
      if (!found.white || (picture && picture->contrasts(found.word))) continue;
      hidden += (hidden.empty() ? "" : " ") + found.word.text;
      found.word.text.clear();
    }
    std::erase_if(words, [](const Found& found) { return found.word.text.empty(); });
    if (!hidden.empty()) {
      extracted.document.hidden.push_back({HiddenText::Kind::white, std::move(hidden), "page " + std::to_string(number)});
    }
  }
  std::string shown;
  for (Found& found : words) {
    tally.text_bytes += found.word.text.size() + 1;
    shown += found.word.text;
    out.words.push_back(std::move(found.word));
  }
  read_comments(page, number, shown, extracted.document);
  read_links(page, height, out);
  read_fields(page, height, out);
  if (out.words.empty() && shows_something(page, width, height)) extracted.document.pages_without_text.push_back(number);
}

Extracted read(std::string_view bytes, const Limits& limits, const extraction::ocr::Recognize& recognize) {
  if (bytes.size() > limits.file_bytes) return unreadable(Reason::too_large, "the file is larger than the limit");
  if (base::trim(bytes).empty()) return unreadable(Reason::empty);
  const auto start = std::chrono::steady_clock::now();
  const auto late = [&] { return std::chrono::steady_clock::now() - start > std::chrono::milliseconds(limits.milliseconds); };
  const std::unique_ptr<GBytes, Call<g_bytes_unref>> data(g_bytes_new_static(bytes.data(), bytes.size()));
  GError* error = nullptr;
  const Object<PopplerDocument> pdf(poppler_document_new_from_bytes(data.get(), nullptr, &error));
  if (!pdf) {
    const bool encrypted = error != nullptr && error->domain == POPPLER_ERROR && error->code == POPPLER_ERROR_ENCRYPTED;
    const std::string detail = error == nullptr ? std::string() : base::repair_utf8(error->message);
    g_clear_error(&error);
    return encrypted ? unreadable(Reason::encrypted, "a password is needed") : unreadable(Reason::corrupt, detail);
  }
  const int pages = poppler_document_get_n_pages(pdf.get());
  if (pages <= 0) return unreadable(Reason::corrupt, "no pages");
  if (static_cast<std::uint32_t>(pages) > limits.pages) return unreadable(Reason::too_large, std::to_string(pages) + " pages");
  Extracted extracted;
  layout::Source source;
  Tally tally;
  source.outline = read_outline(pdf.get(), 20'000);
  bool cut = false;
  for (int i = 0; i < pages && !cut; ++i) {
    if (late()) return unreadable(Reason::timeout, "stopped at page " + std::to_string(i + 1) + " of " + std::to_string(pages));
    source.pages.emplace_back();
    const auto number = static_cast<std::uint32_t>(i + 1);
    const Object<PopplerPage> page(poppler_document_get_page(pdf.get(), i));
    if (!page) {
      extracted.status = document::Status::damaged;
      extracted.document.warnings.push_back("page " + std::to_string(number) + " could not be read");
      continue;
    }
    read_page(page.get(), number, extracted, source, tally);
    if (tally.text_bytes > limits.text_bytes) {
      cut = true;
      extracted.status = document::Status::damaged;
      extracted.document.warnings.push_back("the text behind page " + std::to_string(number) +
                                            " was left out: the document is too large");
    }
  }
  if (recognize && !extracted.document.pages_without_text.empty()) {
    recognize_pages(pdf.get(), limits, recognize, extracted, source);
  }
  const bool some_text =
      std::any_of(source.pages.begin(), source.pages.end(), [](const auto& page) { return !page.words.empty(); });
  if (!some_text) {
    const auto scans = extracted.document.pages_without_text.size();
    if (extracted.status == document::Status::damaged) return unreadable(Reason::corrupt, extracted.document.warnings.front());
    if (scans == 0 && extracted.document.hidden.empty()) return unreadable(Reason::empty, "no page shows text or images");
    if (scans > 0) {
      Extracted scanned = unreadable(Reason::scanned_no_ocr,
                                     std::to_string(scans) + (scans == 1 ? " page shows images or drawings without text"
                                                                         : " pages show images or drawings without text"));
      scanned.document.pages = static_cast<std::uint32_t>(pages);
      scanned.document.format = "pdf";
      scanned.document.pages_without_text = std::move(extracted.document.pages_without_text);
      if (recognize) scanned.detail += "; no text was recognised on them";
      // Not what the scan is like, but time or a fault decided.
      if (extracted.reason != Reason::none) scanned.reason = extracted.reason;
      scanned.document.warnings = std::move(extracted.document.warnings);
      return scanned;
    }
  }
  if (extracted.reason != Reason::none) extracted.status = document::Status::damaged;
  document::Document laid_out = lay_out(source, limits);
  // Its one warning says what was left out.
  if (!laid_out.warnings.empty()) extracted.status = document::Status::damaged;
  laid_out.pages = static_cast<std::uint32_t>(pages);
  laid_out.pages_without_text = std::move(extracted.document.pages_without_text);
  laid_out.ocr_pages = std::move(extracted.document.ocr_pages);
  laid_out.hidden = std::move(extracted.document.hidden);
  for (std::string& warning : laid_out.warnings) extracted.document.warnings.push_back(std::move(warning));
  laid_out.warnings = std::move(extracted.document.warnings);
  read_properties(pdf.get(), laid_out);
  const guint attached = poppler_document_get_n_attachments(pdf.get());
  if (attached > 0) laid_out.warnings.push_back(std::to_string(attached) + " files inside the document were not read");
  extracted.document = std::move(laid_out);
  return extracted;
}

}  // namespace

std::vector<std::string> readable_folders() {
  return {"/usr/share/poppler", "/usr/share/fonts",      "/usr/local/share/fonts",
          "/etc/fonts",         "/usr/share/fontconfig", "/var/cache/fontconfig"};
}

void prepare_reader() {
  // glib ends the program where this is set twice.
  static bool prepared = false;
  if (std::exchange(prepared, true)) return;
  g_log_set_writer_func(take_message, nullptr, nullptr);
  // One tiny document makes poppler set up its tables and look for its data.
  static constexpr std::string_view smallest =
      "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj "
      "3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 99 "
      "99]/Resources<</Font<</F<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>"
      "/Contents 4 0 R>>endobj 4 0 obj<</Length 26>>stream\nBT/F 9 Tf 1 g(a)Tj ET     \nendstream endobj trailer<</Root 1 0 R>>";
  (void)read_pdf(smallest, {});
}

Extracted read_pdf(std::string_view bytes, const Limits& limits, const extraction::ocr::Recognize& recognize) {
  Messages said;
  messages = &said;
  Extracted extracted;
  try {
    extracted = read(bytes, limits, recognize);
  } catch (const std::bad_alloc&) {
    extracted = unreadable(Reason::too_large, "not enough memory");
  } catch (const std::exception& problem) {
    extracted = unreadable(Reason::crashed, base::repair_utf8(problem.what()));
  }
  messages = nullptr;
  if (extracted.status == document::Status::unreadable) {
    if (extracted.reason == Reason::empty && !base::trim(bytes).empty() && (said.repaired || !has_object_table(bytes)))
      extracted.reason = Reason::corrupt;
    if (extracted.detail.empty() && !said.texts.empty()) extracted.detail = said.texts.front();
    return extracted;
  }
  if (said.repaired || !has_object_table(bytes)) {
    extracted.status = document::Status::damaged;
    extracted.document.warnings.emplace_back("the file's table of objects is damaged: text may be missing");
  }
  for (std::string& text : said.texts) extracted.document.warnings.push_back("reader: " + std::move(text));
  return extracted;
}

}  // namespace crosswalk::pdf
