// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace crosswalk::platform {

/// The output streams of the program.
enum class Stream { out, error };

/// Whether the stream is a terminal.
bool is_terminal(Stream stream);
/// Whether standard input is a terminal: somebody can be asked.
bool input_is_terminal();
/// Columns of the terminal, 20 to 1000; 80 where they are not known or the stream is not a terminal.
int terminal_width(Stream stream);
/// Whether colour is wanted: the stream is a terminal, TERM is set and not "dumb", NO_COLOR is unset or empty.
/// Source: no-color.org.
bool colour_wanted(Stream stream);

}  // namespace crosswalk::platform
