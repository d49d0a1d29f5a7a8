// SPDX-License-Identifier: GPL-3.0-or-later
// crosswalk-pdf: reads PDF files for crosswalk, in a process of its own.
#include <string_view>

#include "extraction/worker.h"
#include "facts/facts.h"
#include "outline.h"
#include "platform/process.h"
#include "reader.h"

namespace {

crosswalk::document::Extracted read(std::string_view bytes, const crosswalk::extraction::Limits& limits) {
  return crosswalk::pdf::read_pdf(bytes, limits);
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
    setup.readable_folders = crosswalk::pdf::readable_folders();
    return crosswalk::extraction::run_worker(crosswalk::platform::kChannelDescriptor, &read, setup);
  }
  return crosswalk::pdf::show_standard_input(mode, "crosswalk-pdf", &crosswalk::pdf::prepare_reader, &read);
}
