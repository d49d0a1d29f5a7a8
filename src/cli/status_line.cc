// SPDX-License-Identifier: Apache-2.0
#include "cli/status_line.h"

#include "platform/file.h"
#include "platform/terminal.h"

namespace crosswalk::cli {
namespace {

constexpr const char* over = "\r\x1b[K";

}  // namespace

StatusLine::StatusLine(bool quiet) : shown_(!quiet && platform::is_terminal(platform::Stream::error)) {}

void StatusLine::show(const std::string& text) {
  if (!shown_) return;
  write(over + text);
  dirty_ = true;
}

void StatusLine::keep(const std::string& text) {
  clear();
  if (shown_) write(text + "\n");
}

void StatusLine::clear() {
  if (dirty_) write(over);
  dirty_ = false;
}

void StatusLine::write(const std::string& text) {
  // What cannot be shown is no reason to stop.
  static_cast<void>(platform::write_to_descriptor(2, text, "standard error"));
}

}  // namespace crosswalk::cli
