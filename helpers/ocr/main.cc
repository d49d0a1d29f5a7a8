// SPDX-License-Identifier: GPL-3.0-or-later
// crosswalk-ocr: recognises the text of scanned PDF pages and pictures for crosswalk, in a process of its own.
#include <cstdio>
#include <string>
#include <string_view>

#include "extraction/worker.h"
#include "facts/facts.h"
#include "helpers/pdf/outline.h"
#include "helpers/pdf/reader.h"
#include "ocr_reader.h"
#include "platform/process.h"

/// crosswalk-ocr --worker: serves the program that started it, in a sandbox.
/// crosswalk-ocr --once | --text | --blocks < FILE: the document in the wire format, its text, or its blocks for people.
int main(int argc, char** argv) {
  const std::string_view mode = argc == 2 ? argv[1] : "";
  if (mode == "--worker") {
    crosswalk::extraction::WorkerSetup setup;
    setup.fill_facts = &crosswalk::facts::fill;
    setup.prepare = &crosswalk::ocr::prepare;
    setup.readable_folders = crosswalk::pdf::readable_folders();
    return crosswalk::extraction::run_worker(crosswalk::platform::kChannelDescriptor, &crosswalk::ocr::read_scan, setup);
  }
  return crosswalk::pdf::show_standard_input(mode, "crosswalk-ocr", &crosswalk::ocr::prepare, &crosswalk::ocr::read_scan);
}
