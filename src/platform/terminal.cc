// SPDX-License-Identifier: Apache-2.0
#include "platform/terminal.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include "platform/paths.h"

namespace crosswalk::platform {
namespace {

int descriptor(Stream stream) { return stream == Stream::out ? STDOUT_FILENO : STDERR_FILENO; }

}  // namespace

bool is_terminal(Stream stream) { return ::isatty(descriptor(stream)) == 1; }

bool input_is_terminal() { return ::isatty(STDIN_FILENO) == 1; }

int terminal_width(Stream stream) {
  winsize size{};
  if (::ioctl(descriptor(stream), TIOCGWINSZ, &size) != 0 || size.ws_col == 0) return 80;
  return std::clamp<int>(size.ws_col, 20, 1000);
}

bool colour_wanted(Stream stream) {
  const std::string term = environment("TERM");
  return is_terminal(stream) && environment("NO_COLOR").empty() && !term.empty() && term != "dumb";
}

}  // namespace crosswalk::platform
