// SPDX-License-Identifier: Apache-2.0
#include <cstdint>
#include <string>
#include <utility>

#include "base/text.h"
#include "document/builder.h"
#include "extraction/extractor.h"
#include "extraction/legacy/converters.h"
#include "extraction/ooxml/slide_writer.h"

namespace crosswalk::extraction {

/// What catppt writes: the paragraphs of a slide, a line each, and a form feed behind the slide.
document::Extracted extract_ppt(std::string_view bytes, const Limits& limits) {
  const std::string text = base::repair_utf8(legacy::converted_text(bytes));
  if (text.size() > limits.text_bytes) return unreadable(document::Reason::too_large, "more text than the limit");
  document::Document document;
  document.format = "ppt";
  document.media_type = "application/vnd.ms-powerpoint";
  document.style = document::LocatorStyle::page_line;
  document::Builder builder(std::move(document));
  ooxml::SlideWriter writer(builder);
  std::uint32_t number = 0;
  for (const std::string_view slide : base::split(text, '\f')) {
    if (base::trim(slide).empty()) continue;
    if (++number > limits.pages)
      return unreadable(document::Reason::too_large, "more than " + std::to_string(limits.pages) + " slides");
    writer.begin(number);
    bool first = true;
    for (const std::string_view line : base::split(slide, '\n')) {
      const std::string paragraph = base::collapse_space(line);
      if (paragraph.empty()) continue;
      if (builder.document().blocks.size() >= limits.blocks)
        return unreadable(document::Reason::too_large, "too many paragraphs");
      // The title comes first; a slide that begins with a sentence has none.
      const bool title = first && paragraph.size() <= 120 && paragraph.back() != '.';
      writer.add(title ? document::BlockKind::heading : document::BlockKind::paragraph, paragraph, title ? 1 : 0);
      first = false;
    }
  }
  document::Extracted out;
  out.document = builder.finish();
  if (out.document.blocks.empty()) return unreadable(document::Reason::unsupported, "the converter found no text in it");
  out.document.pages = number;
  out.document.warnings.emplace_back(
      "Read through a converter of legacy presentations: slides without text are not counted, tables are lines.");
  return out;
}

}  // namespace crosswalk::extraction
