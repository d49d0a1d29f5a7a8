// SPDX-License-Identifier: Apache-2.0
#include "extraction/legacy/converters.h"

#include <array>
#include <cstddef>

#include "platform/file.h"

namespace crosswalk::extraction::legacy {
namespace {

using namespace std::string_view_literals;

constexpr std::string_view kMark = "\0crosswalk converted "sv;
constexpr std::array kFormats{"doc"sv, "xls"sv};

}  // namespace

std::vector<Converter> find_converters() {
  // Form feeds between sheets.
  std::vector<Converter> converters{
      {"doc", "antiword", "antiword", {}, {"-m", "UTF-8.txt", "-x", "db", "/proc/self/fd/0"}, {"/usr/share/antiword"}},
      {"xls",
       "xls2csv",
       "catdoc",
       {},
       {"-d", "utf-8", "-q", "3", "-b", "\f", "/proc/self/fd/0"},
       {"/usr/share/catdoc", "/etc/catdocrc"}},
  };
  for (Converter& converter : converters) {
    for (const char* folder : {"/usr/bin/", "/usr/local/bin/"}) {
      std::string path = folder + converter.name;
      if (converter.path.empty() && platform::File::open(path)) converter.path = std::move(path);
    }
  }
  return converters;
}

bool is_converted(std::string_view format) {
  for (const std::string_view each : kFormats) {
    if (each == format) return true;
  }
  return false;
}

std::string converted_mark(std::string_view format) { return std::string(kMark) + std::string(format) + "\n"; }

std::string_view converted_format(std::string_view bytes) {
  if (!bytes.starts_with(kMark)) return {};
  bytes.remove_prefix(kMark.size());
  for (const std::string_view each : kFormats) {
    if (bytes.starts_with(each) && bytes.substr(each.size()).starts_with('\n')) return each;
  }
  return {};
}

std::string_view converted_text(std::string_view bytes) {
  const std::size_t line = bytes.find('\n');
  return converted_format(bytes).empty() ? std::string_view() : bytes.substr(line + 1);
}

}  // namespace crosswalk::extraction::legacy
