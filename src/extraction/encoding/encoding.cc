// SPDX-License-Identifier: Apache-2.0
#include "extraction/encoding/encoding.h"

#include <iconv.h>
#include <uchardet.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <memory>
#include <utility>

#include "base/text.h"

namespace crosswalk::extraction {
namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";

bool is_high(char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; }

struct Mark {
  std::string_view bytes;
  std::string_view encoding;
};
// UTF-32 first: its little-endian mark begins with that of UTF-16.
constexpr std::array<Mark, 5> marks{{{std::string_view("\xFF\xFE\0\0", 4), "UTF-32LE"},
                                     {std::string_view("\0\0\xFE\xFF", 4), "UTF-32BE"},
                                     {"\xEF\xBB\xBF", "UTF-8"},
                                     {"\xFF\xFE", "UTF-16LE"},
                                     {"\xFE\xFF", "UTF-16BE"}}};

std::size_t unit_of(std::string_view encoding) {
  if (encoding.starts_with("UTF-32")) return 4;
  return encoding.starts_with("UTF-16") ? 2 : 1;
}

/// UTF-16 without a mark: Western text has a NUL in every other byte.
std::string_view utf16_without_mark(std::string_view bytes) {
  const std::string_view head = bytes.substr(0, 4096 & ~std::size_t{1});
  if (head.size() < 8) return {};
  std::array<std::size_t, 2> zeros{};
  for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == '\0' ? 1 : 0;
  const std::size_t half = head.size() / 2;
  if (zeros[1] * 10 > half * 7 && zeros[0] * 20 < half) return "UTF-16LE";
  if (zeros[0] * 10 > half * 7 && zeros[1] * 20 < half) return "UTF-16BE";
  return {};
}

/// Whether malformed UTF-8 is still rather UTF-8 with some damage than anything else.
bool is_mostly_utf8(std::string_view bytes) {
  std::size_t good = 0;
  std::size_t bad = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const base::CodePoint point = base::decode_utf8(bytes, i);
    if (point.length > 1) {
      ++good;
    } else if (is_high(bytes[i])) {
      ++bad;
    }
    i += point.length;
  }
  return good >= 2 * bad;
}

std::string detect(std::string_view bytes) {
  constexpr std::size_t sample = 1 << 20;
  const std::unique_ptr<uchardet, void (*)(uchardet_t)> detector(uchardet_new(), uchardet_delete);
  if (!detector) return {};
  if (uchardet_handle_data(detector.get(), bytes.data(), std::min(bytes.size(), sample)) != 0) return {};
  uchardet_data_end(detector.get());
  const std::string name = uchardet_get_charset(detector.get());
  if (name == "ASCII" || name == "ISO-8859-1" || name == "UTF-8") return {};
  // Few letters outside ASCII tell single-byte alphabets apart badly; Western ones are the likeliest.
  const bool single_byte = name.starts_with("ISO-8859") || name.starts_with("WINDOWS") || name.starts_with("MAC") ||
                           name.starts_with("IBM") || name.starts_with("KOI8") || name.starts_with("TIS") ||
                           name.starts_with("VISCII");
  if (single_byte &&
      std::count_if(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min(bytes.size(), sample)), is_high) < 24) {
    return {};
  }
  return name;
}

/// Appends `bytes` as UTF-8; false where iconv does not know the encoding.
bool convert(std::string_view bytes, const std::string& encoding, std::string& out, std::size_t& bad) {
  iconv_t handle = iconv_open("UTF-8", encoding.c_str());
  if (handle == reinterpret_cast<iconv_t>(-1)) return false;  // NOLINT: the value POSIX gives for failure
  const std::size_t unit = unit_of(encoding);
  const std::size_t begin = out.size();
  std::string input(bytes);  // iconv wants a char**
  char* from = input.data();
  std::size_t left = input.size();
  std::array<char, 1 << 15> buffer{};
  while (left > 0) {
    char* to = buffer.data();
    std::size_t room = buffer.size();
    const std::size_t result = iconv(handle, &from, &left, &to, &room);
    const int error = errno;
    out.append(buffer.data(), buffer.size() - room);
    if (result != static_cast<std::size_t>(-1) || error == E2BIG) continue;
    const std::size_t skip = std::min(left, unit);
    from += skip;
    left -= skip;
    ++bad;
    out += replacement;
  }
  // Some keep a letter back, as an accent could follow.
  char* to = buffer.data();
  std::size_t room = buffer.size();
  iconv(handle, nullptr, nullptr, &to, &room);
  out.append(buffer.data(), buffer.size() - room);
  iconv_close(handle);
  // glibc lets UTF-8 pass that stands for no character.
  if (!base::is_utf8(std::string_view(out).substr(begin))) {
    const std::string repaired = base::repair_utf8(std::string_view(out).substr(begin));
    out.replace(begin, out.size() - begin, repaired);
    ++bad;
  }
  return true;
}

/// Line feeds only, and no NUL.
void settle(std::string& text, std::size_t& nuls) {
  if (text.find('\r') == std::string::npos && text.find('\0') == std::string::npos) return;
  std::string out;
  out.reserve(text.size());
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\r') {
      if (i + 1 < text.size() && text[i + 1] == '\n') ++i;
      out += '\n';
    } else if (text[i] == '\0') {
      ++nuls;
      out += replacement;
    } else {
      out += text[i];
    }
  }
  text = std::move(out);
}

bool is_binary(std::string_view text, std::size_t bad) {
  std::size_t controls = bad;
  for (const char c : text)
    controls += static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\f' && c != '\x1B' ? 1 : 0;
  return text.size() >= 64 && controls * 10 > text.size();
}

}  // namespace

Decoded decode(std::string_view bytes, std::string_view declared) {
  Decoded out;
  std::size_t bad = 0;
  std::size_t nuls = 0;
  for (const Mark& mark : marks) {
    if (!bytes.starts_with(mark.bytes)) continue;
    out.encoding = mark.encoding;
    bytes.remove_prefix(mark.bytes.size());
    break;
  }
  if (out.encoding.empty()) out.encoding = utf16_without_mark(bytes);
  if (out.encoding.empty() && (base::is_utf8(bytes) || (declared.empty() && is_mostly_utf8(bytes)))) out.encoding = "UTF-8";
  if (out.encoding.empty() && !declared.empty()) {
    // A file that says UTF-16 in bytes that are ASCII is wrong about itself.
    const bool plausible = unit_of(base::to_lower(declared).starts_with("utf-16") ? "UTF-16" : "") == 1;
    if (plausible && convert(bytes, std::string(declared), out.text, bad) && bad * 20 <= bytes.size()) {
      out.encoding = declared;
    } else {
      out.text.clear();
      bad = 0;
    }
    if (out.encoding.empty() && is_mostly_utf8(bytes)) out.encoding = "UTF-8";
  }
  if (out.text.empty()) {
    if (out.encoding.empty()) out.encoding = detect(bytes);
    if (out.encoding == "UTF-8") {
      if (base::is_utf8(bytes)) {
        out.text = bytes;
      } else {
        out.text = base::repair_utf8(bytes);
        for (std::size_t i = 0; i < bytes.size();) {
          const base::CodePoint point = base::decode_utf8(bytes, i);
          if (point.length == 1 && is_high(bytes[i])) ++bad;
          i += point.length;
        }
      }
    } else if (out.encoding.empty() || !convert(bytes, out.encoding, out.text, bad)) {
      out.encoding = "WINDOWS-1252";
      out.text.clear();
      convert(bytes, out.encoding, out.text, bad);
    }
  }
  settle(out.text, nuls);
  out.binary = is_binary(out.text, bad + nuls);
  if (bad > 0) out.warnings.push_back(std::to_string(bad) + " bytes are not text in " + out.encoding + " and were replaced.");
  if (nuls > 0) out.warnings.push_back(std::to_string(nuls) + " NUL bytes were replaced.");
  out.damaged = bad + nuls > 0;
  return out;
}

bool append_decoded(std::string_view bytes, const std::string& encoding, std::string& out, std::size_t& bad) {
  return convert(bytes, encoding, out, bad);
}

std::vector<document::Anchor> line_anchors(std::string_view text) {
  std::vector<document::Anchor> anchors;
  std::uint32_t line = 0;
  for (std::size_t begin = 0; begin < text.size() || begin == 0;) {
    anchors.push_back({static_cast<document::ByteOffset>(begin), 0, ++line});
    const std::size_t end = text.find('\n', begin);
    if (end == std::string_view::npos) break;
    begin = end + 1;
  }
  return anchors;
}

document::Extracted open_text(std::string_view bytes, const Limits& limits, std::string_view format, std::string_view media_type,
                              document::LocatorStyle style, std::string_view declared) {
  if (bytes.size() > limits.file_bytes) return unreadable(document::Reason::too_large, std::to_string(bytes.size()) + " bytes");
  Decoded decoded = decode(bytes, declared);
  if (base::trim(decoded.text).empty()) return unreadable(document::Reason::empty);
  if (decoded.text.size() > limits.text_bytes) {
    return unreadable(document::Reason::too_large, std::to_string(decoded.text.size()) + " bytes of text");
  }
  if (decoded.binary) return unreadable(document::Reason::corrupt, "the file is not text");
  document::Extracted extracted;
  if (decoded.damaged) extracted.status = document::Status::damaged;
  document::Document& out = extracted.document;
  out.format = format;
  out.media_type = media_type;
  out.style = style;
  out.text = std::move(decoded.text);
  out.anchors = line_anchors(out.text);
  out.warnings = std::move(decoded.warnings);
  return extracted;
}

std::size_t leading_checkbox_size(std::string_view text) {
  std::size_t size = 0;
  if (text.size() >= 3 && text[0] == '[' && text[2] == ']' && (text[1] == ' ' || text[1] == 'x' || text[1] == 'X')) size = 3;
  if (text.starts_with("\xE2\x98\x90") || text.starts_with("\xE2\x98\x91") || text.starts_with("\xE2\x98\x92")) size = 3;
  // "[x](target)" is a link and "[x]y" an index.
  if (size == 0 || (text[0] == '[' && text.size() > 3 && text[3] != ' ' && text[3] != '\n' && text[3] != '\t')) return 0;
  while (size < text.size() && (text[size] == ' ' || text[size] == '\t')) ++size;
  return size;
}

void add_link(document::Document& document, document::Span span, std::string_view target) {
  constexpr std::size_t most_links = 100'000;
  if (target.size() <= longest_target && document.links.size() < most_links) {
    document.links.push_back({span, std::string(target)});
  }
}

document::Checkbox leading_checkbox(std::string_view text) {
  if (leading_checkbox_size(text) == 0) return document::Checkbox::none;
  return text[1] == ' ' || text.starts_with("\xE2\x98\x90") ? document::Checkbox::unticked : document::Checkbox::ticked;
}

void add_markup(std::string_view text, std::size_t begin, std::size_t end, std::vector<document::Span>& markup) {
  const auto blank = [&](std::size_t i) { return text[i] == ' ' || text[i] == '\t' || text[i] == '\n'; };
  while (begin < end) {
    std::size_t stop = std::min(text.substr(0, end).find('\n', begin), end);
    const std::size_t next = stop + 1;
    while (begin < stop && blank(begin)) ++begin;
    while (stop > begin && blank(stop - 1)) --stop;
    if (begin < stop) {
      const document::Span span{static_cast<document::ByteOffset>(begin), static_cast<document::ByteOffset>(stop)};
      if (!markup.empty() && markup.back().end == span.begin) {
        markup.back().end = span.end;
      } else {
        markup.push_back(span);
      }
    }
    begin = next;
  }
}

}  // namespace crosswalk::extraction
