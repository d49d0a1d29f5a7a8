// SPDX-License-Identifier: GPL-3.0-or-later
#include "outline.h"

#include <cstdio>
#include <string>

#include "base/words.h"
#include "document/document.h"

namespace crosswalk::pdf {
namespace {

bool read_all(std::FILE* file, std::string& bytes) {
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, file)) > 0;) bytes.append(block, got);
  return std::ferror(file) == 0;
}

/// What was read, for people: each block with its kind and place.
std::string outline_of(const document::Extracted& extracted) {
  const document::Document& doc = extracted.document;
  std::string out =
      std::string(base::word(extracted.status)) + " " + std::string(base::word(extracted.reason)) + " " + extracted.detail + "\n";
  for (const auto& property : doc.properties) out += "property " + property.name + ": " + property.value + "\n";
  for (const auto& warning : doc.warnings) out += "warning " + warning + "\n";
  for (const auto& hidden : doc.hidden) {
    out += "hidden " + std::string(base::word(hidden.kind)) + " " + hidden.where + ": " + hidden.text + "\n";
  }
  for (const auto& block : doc.blocks) {
    out += std::string(base::word(block.kind));
    if (block.level > 0) out += " " + std::to_string(block.level);
    if (block.table >= 0) {
      out += " " + std::to_string(block.table) + ":" + std::to_string(block.row) + "," + std::to_string(block.column);
      if (doc.tables[static_cast<std::size_t>(block.table)].header_row == block.row) out += " header";
    }
    if (block.checkbox != document::Checkbox::none) out += " " + std::string(base::word(block.checkbox));
    out += " [" + doc.locate(block.span.begin).text() + "] " + std::string(doc.view(block.span)) + "\n";
  }
  for (const auto& link : doc.links) out += "link " + std::string(doc.view(link.span)) + " -> " + link.target + "\n";
  return out;
}

}  // namespace

int show_standard_input(std::string_view mode, const char* program, void (*prepare)(), extraction::Extract read) {
  if (mode != "--once" && mode != "--text" && mode != "--blocks") {
    std::fprintf(stderr, "usage: %s --worker | --once|--text|--blocks < FILE\n", program);
    return 2;
  }
  std::string bytes;
  if (!read_all(stdin, bytes)) return 3;
  prepare();
  const document::Extracted extracted = read(bytes, {});
  std::string out;
  if (mode == "--once") {
    out = document::to_wire(extracted);
  } else if (mode == "--text") {
    out = extracted.document.text + "\n";
  } else {
    out = outline_of(extracted);
  }
  return std::fwrite(out.data(), 1, out.size(), stdout) == out.size() && std::fflush(stdout) == 0 ? 0 : 3;
}

}  // namespace crosswalk::pdf
