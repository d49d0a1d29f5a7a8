// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extraction/extractor.h"

namespace crosswalk::extraction {

/// Finds the reader of a format by its name in formats.def; nothing for an unknown name.
using ReaderOf = FormatReader (*)(std::string_view format);

/// Fills Extracted::facts from the document and the relative path of its file.
using FillFacts = void (*)(document::Extracted& extracted, std::string_view path);

/// What a worker program brings along.
struct WorkerSetup {
  /// May be null.
  FillFacts fill_facts = nullptr;
  /// Called before the sandbox closes, to open what libraries would open later; may be null.
  void (*prepare)() = nullptr;
  /// Folders that libraries must be able to read later: fonts, tables.
  std::vector<std::string> readable_folders;
};

/// Reads one file: detects its format, extracts, fills the facts; files in it go to `on_member` (may be empty: they are left
/// out). Exceptions of extractors become the reasons crashed and too_large.
document::Extracted read_document(std::string_view bytes, std::string_view path, const Limits& limits, ReaderOf reader_of,
                                  FillFacts fill_facts, const OnMember& on_member);

/// The main loop of a worker process, on the connection `socket`: enters the sandbox that its parent asks for, then answers
/// requests until the parent closes. Ends the process and never returns, so that no exit handler runs inside the sandbox; the int
/// is there for `return run_worker(...)` in main.
[[noreturn]] int run_worker(int socket, ReaderOf reader_of, const WorkerSetup& setup);

/// The same for a program that reads one format only and needs no detection.
[[noreturn]] int run_worker(int socket, Extract extract, const WorkerSetup& setup);

}  // namespace crosswalk::extraction
