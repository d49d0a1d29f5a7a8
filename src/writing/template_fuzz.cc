// SPDX-License-Identifier: Apache-2.0
// Templates of any bytes: they are refused with a message, or written in every format.
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "writing/template.h"

namespace {

crosswalk::writing::Facts some_facts() {
  using crosswalk::writing::BlankType;
  crosswalk::writing::Facts facts;
  facts.text("title", "A **title** | <b>", BlankType::text, "a title").text("empty", "", BlankType::date, "a day");
  facts.flag("flag", true).flag("other", false);
  facts.list("list").text("item", "", BlankType::name, "an item");
  facts.item("list").text("item", "one\n\n- two", BlankType::name, "");
  return facts;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  namespace writing = crosswalk::writing;
  crosswalk::packs::Diagnostics diagnostics;
  static const writing::Facts facts = some_facts();
  const auto rendered = writing::render({reinterpret_cast<const char*>(data), size}, "fuzz.md", facts, diagnostics);
  if (rendered.has_value() == diagnostics.has_errors()) std::abort();
  if (!rendered) return 0;
  const std::string html = writing::as_html(rendered->paper);
  // What a value says is no markup.
  if (html.find("<b>") != std::string::npos) std::abort();
  static_cast<void>(writing::as_markdown(rendered->paper));
  static_cast<void>(writing::as_text(rendered->paper, 60));
  return 0;
}
