// SPDX-License-Identifier: Apache-2.0
#include "eval/independent.h"

#include <string>

#include "base/text.h"
#include "platform/file.h"
#include "platform/process.h"
#include "platform/program.h"

namespace crosswalk::eval {
namespace {

constexpr std::uint64_t largest_file = 256ULL << 20;

/// Cuts "<...>" away and resolves the five entities of XML and numeric ones.
std::string strip_tags(std::string_view xml) {
  std::string out;
  for (std::size_t i = 0; i < xml.size(); ++i) {
    if (xml[i] == '<') {
      const std::size_t end = xml.find('>', i);
      if (end == std::string_view::npos) break;
      i = end;
      continue;
    }
    if (xml[i] == '&') {
      const std::size_t end = xml.find(';', i);
      const std::string_view name = end == std::string_view::npos ? std::string_view{} : xml.substr(i + 1, end - i - 1);
      if (name == "amp" || name == "lt" || name == "gt" || name == "quot" || name == "apos") {
        out += name == "amp" ? '&' : name == "lt" ? '<' : name == "gt" ? '>' : name == "quot" ? '"' : '\'';
        i = end;
        continue;
      }
      if (name.size() > 1 && name[0] == '#') {
        const bool hexadecimal = name[1] == 'x';
        char32_t value = 0;
        for (const char c : name.substr(hexadecimal ? 2 : 1)) {
          const int digit = c >= '0' && c <= '9' ? c - '0' : (c | 32) >= 'a' && (c | 32) <= 'f' ? (c | 32) - 'a' + 10 : 0;
          value = (value * (hexadecimal ? 16 : 10) + static_cast<char32_t>(digit)) & 0x1FFFFF;
        }
        base::append_utf8(out, value);
        i = end;
        continue;
      }
    }
    out += xml[i];
  }
  return out;
}

/// What `name` with `arguments` writes, which must end well.
base::Result<std::string> output_of(const std::string& name, const std::vector<std::string>& arguments) {
  constexpr std::int64_t longest = 600'000;
  CW_ASSIGN_OR_RETURN(const std::string program, platform::find_program(name));
  platform::ProgramOptions options;
  options.environment = platform::worker_environment();
  CW_ASSIGN_OR_RETURN(platform::Ran ran,
                      platform::run_program(program, arguments, std::move(options), {}, largest_file, longest, longest));
  if (ran.ending.code != 0) return base::Error{base::ErrorCode::worker_failed, name, ran.ending.text()};
  return std::move(ran.out);
}

}  // namespace

base::Result<std::string> independent_text(const std::string& path) {
  CW_ASSIGN_OR_RETURN(const std::string bytes, platform::read_file(path, largest_file));
  if (bytes.starts_with("%PDF-")) {
    CW_ASSIGN_OR_RETURN(std::string flowing, output_of("pdftotext", {"-q", path, "-"}));
    CW_ASSIGN_OR_RETURN(const std::string laid_out, output_of("pdftotext", {"-q", "-layout", path, "-"}));
    return flowing + "\n" + laid_out;
  }
  if (bytes.starts_with("PK\x03\x04")) {
    CW_ASSIGN_OR_RETURN(const std::string parts, output_of("unzip", {"-p", path, "*.xml"}));
    return strip_tags(parts);
  }
  return bytes;
}

std::string comparable(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const base::CodePoint point = base::decode_utf8(text, i);
    const std::string_view bytes = text.substr(i, point.length);
    i += point.length;
    const char32_t c = point.value;
    const bool space = c <= 0x20 || c == 0xA0 || (c >= 0x2000 && c <= 0x200F) || c == 0xFEFF || c == 0x202F || c == 0xAD;
    const bool hyphen = c == '-' || (c >= 0x2010 && c <= 0x2015);
    const bool notation = c < 0x80 && std::string_view("*_`#>|[]()\\~").find(static_cast<char>(c)) != std::string_view::npos;
    if (space || hyphen || notation) continue;
    // Ligatures that one reader keeps and the other spells out.
    if (c >= 0xFB00 && c <= 0xFB04) {
      constexpr std::string_view spelled[] = {"ff", "fi", "fl", "ffi", "ffl"};
      out += spelled[c - 0xFB00];
      continue;
    }
    out += bytes;
  }
  return out;
}

bool found_in(std::string_view quote, std::string_view text) {
  return comparable(text).find(comparable(quote)) != std::string::npos;
}

}  // namespace crosswalk::eval
