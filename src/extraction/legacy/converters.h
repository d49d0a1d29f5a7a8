// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace crosswalk::extraction::legacy {

/// A program of others that turns files of one legacy format into text that a worker reads.
struct Converter {
  /// "doc", "xls"
  std::string format;
  /// Name of the program, and of the Debian package that it comes with.
  std::string name;
  std::string package;
  /// Its path; empty where it is not installed.
  std::string path;
  /// It reads its standard input by the name of /proc/self/fd/0.
  std::vector<std::string> arguments;
  /// Its own tables.
  std::vector<std::string> readable;
};

/// The converters that are known, and where they are installed on this machine.
std::vector<Converter> find_converters();

/// Whether files of this format are read through a converter.
bool is_converted(std::string_view format);

/// What stands before the output of a converter, so that a worker knows what it is given: a line that no document begins with.
std::string converted_mark(std::string_view format);
/// The format named by such a line at the beginning of `bytes`; empty where there is none.
std::string_view converted_format(std::string_view bytes);
/// The output of the converter behind the line.
std::string_view converted_text(std::string_view bytes);

}  // namespace crosswalk::extraction::legacy
