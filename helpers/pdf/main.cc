// SPDX-License-Identifier: GPL-3.0-or-later
// crosswalk-pdf: reads PDF files for crosswalk, in a process of its own.
#include <cstdio>
#include <cstring>
#include <string>
#include <string_view>

#include "document/wire.h"
#include "extraction/extractor.h"
#include "extraction/worker.h"
#include "facts/facts.h"
#include "platform/process.h"
#include "reader.h"

namespace {

namespace document = crosswalk::document;

bool read_all(std::FILE* file, std::string& bytes) {
  char block[65536];
  for (std::size_t got = 0; (got = std::fread(block, 1, sizeof block, file)) > 0;) bytes.append(block, got);
  return std::ferror(file) == 0;
}

/// What was read, for people: each block with its kind and place.
std::string outline_of(const document::Extracted& extracted) {
  const document::Document& doc = extracted.document;
  std::string out = std::string(crosswalk::base::word(extracted.status)) + " " +
                    std::string(crosswalk::base::word(extracted.reason)) + " " + extracted.detail + "\n";
  for (const auto& property : doc.properties) out += "property " + property.name + ": " + property.value + "\n";
  for (const auto& warning : doc.warnings) out += "warning " + warning + "\n";
  for (const auto& hidden : doc.hidden) {
    out += "hidden " + std::string(crosswalk::base::word(hidden.kind)) + " " + hidden.where + ": " + hidden.text + "\n";
  }
  for (const auto& block : doc.blocks) {
    out += std::string(crosswalk::base::word(block.kind));
    if (block.level > 0) out += " " + std::to_string(block.level);
    if (block.table >= 0) {
      out += " " + std::to_string(block.table) + ":" + std::to_string(block.row) + "," + std::to_string(block.column);
      if (doc.tables[static_cast<std::size_t>(block.table)].header_row == block.row) out += " header";
    }
    if (block.checkbox != document::Checkbox::none) out += " " + std::string(crosswalk::base::word(block.checkbox));
    out += " [" + doc.locate(block.span.begin).text() + "] " + std::string(doc.view(block.span)) + "\n";
  }
  for (const auto& link : doc.links) out += "link " + std::string(doc.view(link.span)) + " -> " + link.target + "\n";
  return out;
}

}  // namespace

/// crosswalk-pdf --worker: serves the program that started it, in a sandbox.
/// crosswalk-pdf --once | --text | --blocks < FILE: the document in the wire format, its text, or its blocks for people.
int main(int argc, char** argv) {
  const std::string_view mode = argc == 2 ? argv[1] : "";
  if (mode == "--worker") {
    crosswalk::extraction::WorkerSetup setup;
    setup.fill_facts = &crosswalk::facts::fill;
    setup.prepare = &crosswalk::pdf::prepare_reader;
    setup.readable_folders = {"/usr/share/poppler", "/usr/share/fonts",      "/usr/local/share/fonts",
                              "/etc/fonts",         "/usr/share/fontconfig", "/var/cache/fontconfig"};
    return crosswalk::extraction::run_worker(crosswalk::platform::kChannelDescriptor, &crosswalk::pdf::read_pdf, setup);
  }
  if (mode != "--once" && mode != "--text" && mode != "--blocks") {
    std::fputs("usage: crosswalk-pdf --worker | --once|--text|--blocks < FILE\n", stderr);
    return 2;
  }
  std::string bytes;
  if (!read_all(stdin, bytes)) return 3;
  crosswalk::pdf::prepare_reader();
  const document::Extracted extracted = crosswalk::pdf::read_pdf(bytes, {});
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
