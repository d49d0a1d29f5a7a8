// SPDX-License-Identifier: Apache-2.0
#pragma once

namespace crosswalk::platform {

/// Lets Ctrl-C (and SIGTERM) ask for an end instead of ending the program: the first one only makes interrupted() true, the
/// second one ends the program at once with code 130. Writing to a closed pipe becomes an error instead of a signal.
void install_signal_handlers();

/// Whether somebody asked the program to end.
bool interrupted();

/// Forgets that somebody asked; for tests and for programs that live longer than one request.
void clear_interrupted();

/// Ends the process now, without destructors and exit handlers.
[[noreturn]] void end_process(int code);

}  // namespace crosswalk::platform
